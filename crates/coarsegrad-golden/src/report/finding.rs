//! The five lines about a case that is wrong: what; got and expected; rule; diagnosis; effect and how to repeat it.

use coarsegrad_arith::Rational;
use coarsegrad_model::pointwise::{Dtype, Extended};

use super::rows::sentence;
use crate::case::{Case, Expectation, Expected, Tolerance};
use crate::judge::{Choices, Kept, Options, Outcome, Resolution, Suspect, Verdict, spell};
use crate::wire::{cut, encode_hex};

/// The entries of a tensor that are shown.
const SHOWN: usize = 4;

/// The greatest distance in units in the last place that says something.
const CLOSE: u64 = 1 << 12;

/// The longest line, in characters; a long command may make one longer.
const LINE: usize = 600;

/// What is shown of a description at least.
const SENTENCE: usize = 200;

/// The longest line with a command.
const LONGEST: usize = 8000;

/// The five lines, without control characters.
pub(super) fn describe(
    kept: &Kept,
    verdict: Verdict,
    resolution: Option<&Resolution>,
    suspect: Option<&Suspect>,
    options: &Options,
) -> [String; 5] {
    let Kept { case, dtype, .. } = kept;
    let [first, second, third, fourth] = [
        what(case, *dtype),
        got_and_expected(kept, resolution),
        rule(case, options),
        diagnosis(kept, verdict, resolution, suspect),
    ]
    .map(|line| cut(&line, LINE));
    [
        first,
        second,
        third,
        fourth,
        cut(&effect(case, *dtype, options), LONGEST),
    ]
}

fn what(case: &Case, dtype: Dtype) -> String {
    let inputs: Vec<_> = case
        .inputs
        .iter()
        .map(|(name, tensor)| {
            let values = tensor.values.iter();
            let texts = values.map(|value| with_bits(value, dtype));
            format!("{name} = {}", list(texts))
        })
        .collect();
    let Case { id, op, output, .. } = case;
    format!(
        "what: {id} in {dtype}: {output} of {op} at {}",
        inputs.join(", ")
    )
}

fn got_and_expected(kept: &Kept, resolution: Option<&Resolution>) -> String {
    let Kept { case, dtype, .. } = kept;
    if let Outcome::Settled(_, why) = &kept.outcome {
        return format!("got: no answer: {why}");
    }
    let effective = resolution.map(|resolution| &resolution.effective);
    let expectation = case
        .expect
        .iter()
        .find(|expectation| effective.is_some_and(|choices| holds(expectation, choices, *dtype)));
    let got = kept.got.iter().map(|bits| {
        let value = dtype.decode(*bits).unwrap_or(Extended::Nan);
        format!("{} ({})", number(&value), encode_hex(*dtype, &[*bits]))
    });
    let Some(expectation) = expectation else {
        return format!("got: {}; expected: nothing", list(got));
    };
    if let Some(draws) = case.draws() {
        return means(kept, expectation, draws);
    }
    let expected = expectation
        .values
        .iter()
        .map(|one| expected_text(one, *dtype));
    let apart = match (kept.got.as_slice(), expectation.values.as_slice()) {
        ([got], [expected]) => apart(*got, expected, *dtype),
        _ => String::new(),
    };
    let tolerance = match case.tolerance {
        Tolerance::Exact => String::new(),
        Tolerance::Ulps(k) => format!(", {k} allowed"),
    };
    format!(
        "got: {}; expected: {}{apart}{tolerance}",
        list(got),
        list(expected)
    )
}

/// What is said of draws: their means.
fn means(kept: &Kept, expectation: &Expectation, draws: u32) -> String {
    let entries = expectation.values.len();
    let mean = |entry: usize| {
        let of_entry = kept.got.iter().skip(entry).step_by(entries.max(1));
        let numbers: Option<Vec<Rational>> = of_entry
            .map(|bits| kept.dtype.decode(*bits).ok()?.rational())
            .collect();
        match numbers {
            Some(numbers) => decimal(&(numbers.iter().sum::<Rational>() / draws)),
            None => "not finite".to_owned(),
        }
    };
    let (mut averages, mut variances, mut at_most) = (Vec::new(), Vec::new(), 0.0);
    for one in &expectation.values {
        if let Expected::Distribution {
            mean,
            variance,
            level,
            ..
        } = one
        {
            averages.push(decimal(mean));
            variances.push(decimal(variance));
            at_most = level.to_f64();
        }
    }
    format!(
        "got: {draws} draws of mean {}; expected: mean {} and variance {}; right ones are refused with probability \
         {at_most:.0e} at most",
        list((0..entries).map(mean)),
        list(averages.into_iter()),
        list(variances.into_iter()),
    )
}

/// Whether the expectation is about this convention in this format.
fn holds(expectation: &Expectation, choices: &Choices, dtype: Dtype) -> bool {
    expectation.when.iter().all(|(axis, allowed)| {
        if axis == "dtype" {
            allowed.iter().any(|name| name == dtype.name())
        } else {
            choices
                .get(axis)
                .is_some_and(|choice| allowed.contains(choice))
        }
    })
}

fn apart(got: u64, expected: &Expected, dtype: Dtype) -> String {
    let expected = match expected {
        Expected::Exact(value) => dtype.round(value),
        Expected::Ball { mid, .. } => dtype.round(&Extended::Finite(mid.clone())),
        _ => return String::new(),
    };
    match dtype.distance_in_ulps(got, expected) {
        Some(0) => String::new(),
        Some(1) => ", 1 ulp apart".to_owned(),
        Some(distance) if distance <= CLOSE => format!(", {distance} ulps apart"),
        _ => String::new(),
    }
}

fn expected_text(expected: &Expected, dtype: Dtype) -> String {
    match expected {
        Expected::Exact(value) => with_bits(value, dtype),
        Expected::Ball { mid, rad } => match rad {
            Some(rad) => format!("{} ± {:.1e}", decimal(mid), rad.to_f64()),
            None => format!("{} ± inf", decimal(mid)),
        },
        Expected::Set(values) => {
            let texts = values.iter().map(|value| with_bits(value, dtype));
            format!("one of {}", list(texts))
        }
        Expected::Nan => "nan".to_owned(),
        Expected::SignedZero { negative: true } => "the zero -0".to_owned(),
        Expected::SignedZero { negative: false } => "the zero +0".to_owned(),
        Expected::Distribution {
            mean,
            variance,
            draws,
            level,
        } => format!(
            "{draws} draws of mean {} and variance {}; wrongly refused with probability {} at most",
            decimal(mean),
            decimal(variance),
            decimal(level)
        ),
    }
}

/// A number, exactly where that is short.
fn decimal(value: &Rational) -> String {
    number(&Extended::Finite(value.clone()))
}

fn number(value: &Extended) -> String {
    let text = value.to_string();
    match value.rational() {
        Some(number) if text.len() > 24 => format!("about {:e}", number.to_f64()),
        _ => text,
    }
}

fn with_bits(value: &Extended, dtype: Dtype) -> String {
    match dtype.encode(value) {
        Some(bits) => format!("{} ({})", number(value), encode_hex(dtype, &[bits])),
        None => number(value),
    }
}

fn list(texts: impl Iterator<Item = String>) -> String {
    let mut texts: Vec<_> = texts.take(SHOWN + 1).collect();
    let more = texts.len() > SHOWN;
    texts.truncate(SHOWN);
    let joined = texts.join(", ");
    match (more, texts.len()) {
        (true, _) => format!("[{joined}, …]"),
        (false, 1) => joined,
        (false, _) => format!("[{joined}]"),
    }
}

fn rule(case: &Case, options: &Options) -> String {
    let Some(claim) = case.claims.first() else {
        return format!("rule: what {} is defined to be", case.op);
    };
    match options.glossary.claims.get(claim) {
        Some(rule) => format!("rule: {claim}: {} {}", rule.sentence, rule.link),
        None => format!("rule: {claim}"),
    }
}

fn diagnosis(
    kept: &Kept,
    verdict: Verdict,
    resolution: Option<&Resolution>,
    suspect: Option<&Suspect>,
) -> String {
    let (Outcome::Open(_), Some(resolution)) = (&kept.outcome, resolution) else {
        return format!("diagnosis: {}", verdict.name());
    };
    if verdict == Verdict::Indeterminate {
        return "diagnosis: what is expected is not known well enough in this format".to_owned();
    }
    let asked = |right: u64, wrong: u64| format!("{right} of {} cases", right + wrong);
    let Resolution {
        effective,
        score,
        nearest,
        nearest_score,
        ..
    } = resolution;
    let own = asked(score.right, score.wrong);
    if let (Some(suspect), Verdict::Fail) = (suspect, verdict) {
        return format!(
            "diagnosis: {} {}; that explains {} of {} answers, the convention of the backend {own}",
            kept.case.output,
            sentence(suspect.slip, &suspect.convention, effective),
            suspect.explained,
            suspect.explained + suspect.unexplained,
        );
    }
    if effective.is_empty() {
        return format!("diagnosis: right in {own}; there is one convention only");
    }
    if nearest == effective {
        return format!(
            "diagnosis: the convention {} is right in {own}, and no other in more",
            spell(effective)
        );
    }
    let changed: Choices = nearest
        .iter()
        .filter(|(axis, choice)| effective.get(*axis) != Some(choice))
        .map(|(axis, choice)| (axis.clone(), choice.clone()))
        .collect();
    let ties = match resolution.ties {
        0 | 1 => String::new(),
        ties => format!(", as {} more are", ties - 1),
    };
    format!(
        "diagnosis: nearest is the convention with {}, right in {}{ties}; that of the backend is right in {own}",
        spell(&changed),
        asked(nearest_score.right, nearest_score.wrong)
    )
}

fn effect(case: &Case, dtype: Dtype, options: &Options) -> String {
    let mut parts = Vec::new();
    for flag in &case.flags {
        match options.glossary.flags.get(flag) {
            Some(about) if about.seen.is_empty() => parts.push(about.effect.clone()),
            Some(about) => parts.push(format!(
                "{} (seen: {})",
                about.effect,
                about.seen.join(", ")
            )),
            None => parts.push(flag.clone()),
        }
    }
    if parts.is_empty() {
        parts.push("not described".to_owned());
    }
    let repeat = options.repeat.text(&case.id, dtype);
    let repeat = format!("; repeat with: {repeat}");
    // The command is worth more than the end of a long description.
    let room = LINE.saturating_sub(repeat.chars().count()).max(SENTENCE);
    format!(
        "{}{repeat}",
        cut(&format!("effect: {}", parts.join("; ")), room)
    )
}
