//! What a run came to, for people.

use coarsegrad::arith::{Ball, Rational, Scalar};
use coarsegrad::exact::{Approach, CriticalPoint, Measures};

use super::arguments::{ArithmeticName, TrainArguments};
use super::config::Config;
use super::course::Course;
use super::event::{self, Event};
use super::journey::{Ending, Journey};
use super::numbers::Seen;
use super::radius::Radius;
use crate::text::paint::Paint;

/// More events, and more weights, are not listed.
const SHOWN: usize = 12;

/// The summary as text.
pub(crate) fn text<T: Course>(
    config: &Config,
    arguments: &TrainArguments,
    journey: &Journey<T>,
    colour: bool,
) -> String {
    let mut out = String::new();
    let mut paint = Paint {
        out: &mut out,
        colour,
        is_first: true,
    };
    head(&mut paint, config, journey);
    paint.title("Start and end");
    lines(&mut paint, &start_and_end(journey));
    paint.title("Loss from step to step");
    paint.line(&descent(config, journey));
    paint.title("Checks");
    lines(&mut paint, &checks(config, journey));
    events(&mut paint, journey);
    paint.title("End point");
    for line in end_point(journey) {
        paint.line(&line);
    }
    if let Some(texts) = exact_weights(&journey.state.student) {
        paint.title("Weights, exactly");
        lines(&mut paint, &texts);
    }
    let mut files = Vec::new();
    if let Some(out) = &arguments.out {
        let rows = journey.tally.rows;
        files.push([format!("{rows} records"), out.display().to_string()]);
    }
    for (what, path) in [
        ("checkpoint", &arguments.checkpoint),
        ("plot", &arguments.plot),
    ] {
        if let Some(path) = path {
            files.push([what.to_owned(), path.display().to_string()]);
        }
    }
    if !files.is_empty() {
        paint.title("Files");
        lines(&mut paint, &files);
    }
    out
}

fn head<T: Course>(paint: &mut Paint<'_>, config: &Config, journey: &Journey<T>) {
    paint.title(&format!(
        "Training with {}: {}, {}",
        config.ste,
        config.source_name(),
        config.arithmetic_name()
    ));
    let (rows, inputs) = (config.instance.rows(), config.instance.inputs());
    let taken = format!("{} of {}", journey.state.step, config.steps);
    let taken = match journey.resumed_from {
        Some(step) => format!("{taken}, resumed after step {step}"),
        None => taken,
    };
    lines(
        paint,
        &[
            [
                "start".to_owned(),
                format!("{}, m = {rows}, n = {inputs}", config.name),
            ],
            ["method".to_owned(), config.method.to_string()],
            ["steps".to_owned(), taken],
        ],
    );
    match &journey.ending {
        Ending::Finished => {}
        Ending::Interrupted => paint.warning("interrupted"),
        Ending::Stopped(reason) => paint.warning(&format!(
            "stopped after step {}: {reason}",
            journey.state.step
        )),
    }
}

/// Rows with columns as wide as they need to be.
fn lines<const N: usize>(paint: &mut Paint<'_>, rows: &[[String; N]]) {
    let mut widths = [0; N];
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.chars().count());
        }
    }
    for row in rows {
        let mut line = String::new();
        for (cell, width) in row.iter().zip(widths) {
            line.push_str(&format!("{cell:width$}  "));
        }
        paint.line(line.trim_end());
    }
}

fn start_and_end<T: Course>(journey: &Journey<T>) -> Vec<[String; 3]> {
    let degrees = |measures: &Measures<T::Seen>| {
        let over_pi = measures.theta_over_pi.as_ref();
        over_pi.map(|angle| angle.scale(&Rational::from(180)))
    };
    let columns = |measures: &Measures<T::Seen>| {
        let some = |x: &T::Seen| Some(x.clone());
        [
            some(&measures.loss),
            degrees(measures),
            some(&measures.v_norm),
            some(&measures.w_norm),
            some(&measures.gradient_v_norm),
            measures.gradient_w_norm.clone(),
            some(&measures.coarse_norm),
            measures.inner_product.clone(),
        ]
    };
    let names = [
        "population loss f",
        "theta in degrees",
        "|v|",
        "|w|",
        "|df/dv|",
        "|df/dw|",
        "|E g|",
        "<E g, df/dw>",
    ];
    let mut rows = vec![["", "step 0", ""].map(str::to_owned)];
    if let [[_, _, last]] = rows.as_mut_slice() {
        *last = format!("step {}", journey.state.step);
    }
    for ((name, start), end) in names
        .into_iter()
        .zip(columns(&journey.start))
        .zip(columns(&journey.end))
    {
        let cell = |value: Option<T::Seen>| value.map_or_else(|| "undefined".to_owned(), show);
        rows.push([name.to_owned(), cell(start), cell(end)]);
    }
    rows
}

/// A number in short, with its radius if it has one.
fn show<S: Seen>(value: S) -> String {
    let short = short(value.approximate());
    match (S::HAS_RADIUS, value.radius()) {
        (true, radius) if !radius.is_zero() => format!("{short} ± {radius}"),
        _ => short,
    }
}

/// Eight digits, for orientation.
pub(crate) fn short(value: f64) -> String {
    let size = value.abs();
    if value == 0.0 {
        "0".to_owned()
    } else if (1e-3..1e7).contains(&size) {
        let text = format!("{value:.8}");
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        format!("{value:.5e}")
    }
}

fn descent<T: Course>(config: &Config, journey: &Journey<T>) -> String {
    let tally = &journey.tally;
    let steps = |count: u64| match count {
        1 => "1 step".to_owned(),
        _ => format!("{count} steps"),
    };
    let first = |step: Option<u64>| step.map_or_else(String::new, |s| format!(" (first: {s})"));
    let mut line = format!(
        "{}fell in {}, rose in {}{}",
        if T::Seen::HAS_RADIUS {
            "certified: "
        } else {
            ""
        },
        steps(tally.fell),
        tally.rose,
        first(tally.first_rise),
    );
    if tally.level > 0 {
        let why = if T::Seen::HAS_RADIUS {
            "did not change"
        } else {
            "rose by no more than rounding"
        };
        line.push_str(&format!(", {why} in {}", tally.level));
    }
    if T::Seen::HAS_RADIUS {
        line.push_str(&format!(
            "; not decided in {}{}",
            tally.undecided,
            first(tally.first_undecided)
        ));
    }
    if !config.is_population() {
        line.push_str("; the loss is the population's, steps follow samples");
    }
    line
}

fn checks<T: Course>(config: &Config, journey: &Journey<T>) -> Vec<[String; 2]> {
    let tally = &journey.tally;
    let mut rows = Vec::new();
    let residual = tally.largest_residual.0;
    rows.push([
        "step identity".to_owned(),
        match (T::Seen::HAS_RADIUS, tally.contradictions) {
            (true, 0) => format!(
                "holds in all {} steps; balls reach to {residual:.1e}",
                tally.identities
            ),
            (true, broken) => format!("BROKEN in {broken} of {} steps", tally.identities),
            (false, _) => format!(
                "leaves at most {residual:.1e} over {} steps",
                tally.identities
            ),
        },
    ]);
    if tally.bounded > 0 {
        rows.push([
            "rounding".to_owned(),
            format!(
                "every weight within {:.1e} of the exact step, in {} steps bounded by enclosures",
                tally.largest_step_error.0, tally.bounded
            ),
        ]);
    }
    if config.arithmetic == ArithmeticName::Ball {
        rows.push([
            "width".to_owned(),
            width(tally.first_radius, tally.largest_radius, journey.state.step),
        ]);
    }
    rows.push([
        "least |w|".to_owned(),
        format!(
            "{} at step {}",
            short(tally.least_norm.0),
            tally.least_norm_step
        ),
    ]);
    rows
}

fn width(first: Radius, largest: Radius, steps: u64) -> String {
    if first.is_zero() {
        return "every weight is exact".to_owned();
    }
    let growth = largest.growth(first, steps.max(2) - 1);
    format!("radii of weights from {first} to {largest}: by {growth:.3} a step")
}

fn events<T: Course>(paint: &mut Paint<'_>, journey: &Journey<T>) {
    let tally = &journey.tally;
    let all: u64 = tally.event_counts.values().sum();
    if all == 0 {
        return;
    }
    paint.title("Events");
    let rows: Vec<[String; 2]> = tally
        .events
        .iter()
        .take(SHOWN)
        .map(|(step, code)| [format!("step {step}"), Event::sentence(code).to_owned()])
        .collect();
    lines(paint, &rows);
    let shown = rows.len() as u64;
    if all > shown {
        let counts: Vec<String> = tally
            .event_counts
            .iter()
            .map(|(code, count)| format!("{code} {count}"))
            .collect();
        paint.line(&format!(
            "and {} more; in all: {}",
            all - shown,
            counts.join(", ")
        ));
    }
}

/// What a critical point is called.
pub(crate) fn name_of(kind: CriticalPoint, theta_over_pi: &Rational) -> String {
    let kind = match kind {
        CriticalPoint::GlobalMinimiser if theta_over_pi.is_zero() => {
            return "the global minimiser (v*, theta = 0)".to_owned();
        }
        CriticalPoint::GlobalMinimiser => "the other global minimiser",
        CriticalPoint::SpuriousMinimiser => "the spurious minimiser",
        CriticalPoint::Saddle if *theta_over_pi != 1 => {
            let degrees = Ball::from_rational(64, &Rational::from(theta_over_pi * 180)).to_f64();
            return format!("the saddle (v_s, theta = {} degrees)", short(degrees));
        }
        CriticalPoint::Saddle => "the saddle",
        CriticalPoint::UnstableFixedPoint => "the unstable fixed point",
        CriticalPoint::Regular => "the point",
    };
    format!("{kind} (v_pi, theta = pi)")
}

fn end_point<T: Course>(journey: &Journey<T>) -> Vec<String> {
    let exactly = match journey.classification {
        Some(CriticalPoint::Regular) | None => None,
        Some(kind) => Some(format!("exactly {}", kind.code().replace('-', " "))),
    };
    let Some(approach) = &journey.approach else {
        return vec!["w = 0: no critical point is near".to_owned()];
    };
    let Approach {
        candidate,
        v_distance,
        theta_distance,
    } = approach;
    let name = name_of(candidate.kind, &candidate.theta_over_pi);
    let how = if event::is_near(journey.v_star_norm, v_distance, theta_distance) {
        "near"
    } else {
        "nearest, but not near:"
    };
    let mut found = vec![
        format!("{how} {name}"),
        format!(
            "distance: {} in v, {} radians in the angle; loss there {}",
            show(v_distance.clone()),
            show(theta_distance.clone()),
            short(Ball::from_rational(64, &candidate.loss).to_f64()),
        ),
    ];
    found.extend(exactly);
    found
}

/// The weights as closed forms, where they are.
fn exact_weights<T: Course>(student: &coarsegrad::model::Network<T>) -> Option<Vec<[String; 2]>> {
    let mut rows = Vec::new();
    for (name, vector) in [("v", &student.v), ("w", &student.w)] {
        for (index, entry) in vector.iter().enumerate().take(SHOWN) {
            rows.push([format!("{name}[{index}]"), entry.closed_form()?]);
        }
        if vector.len() > SHOWN {
            let left = vector.len() - SHOWN;
            rows.push([format!("{name}[...]"), format!("{left} more")]);
        }
    }
    Some(rows)
}
