//! A run from its first step to its last.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use coarsegrad::arith::Scalar;
use coarsegrad::exact::{AtWeights, Measures};
use coarsegrad::train::State;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::arguments::TrainArguments;
use super::checkpoint;
use super::config::Config;
use super::course::{Course, observer};
use super::event::{self, Event};
use super::numbers::{Seen, Verdict};
use super::records::{Records, Row};
use super::tally::{Bits, Point, Tally};
use crate::failure::Failure;

/// How a run ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Ending {
    Finished,
    Interrupted,
    /// Before its last step, for a reason.
    Stopped(String),
}

/// A run that has ended, for the summary.
pub(crate) struct Journey<T: Course> {
    pub(crate) ending: Ending,
    pub(crate) start: Measures<T::Seen>,
    pub(crate) end: Measures<T::Seen>,
    pub(crate) state: State<T>,
    pub(crate) tally: Tally,
    /// `|v*|`, by which distances are judged.
    pub(crate) v_star_norm: f64,
    pub(crate) approach: Option<coarsegrad::exact::Approach<T::Seen>>,
    /// What the last iterate is, where that is known exactly.
    pub(crate) classification: Option<coarsegrad::exact::CriticalPoint>,
    /// The step from which this run was resumed.
    pub(crate) resumed_from: Option<u64>,
}

/// The state after a step, and what was seen of the step.
struct Taken<'o, T: Course> {
    state: State<T>,
    there: AtWeights<'o, T::Seen>,
}

/// Goes through a run.
pub(crate) fn travel<T: Course>(
    config: &Config,
    arguments: &TrainArguments,
    interrupted: &Arc<AtomicBool>,
) -> Result<Journey<T>, Failure> {
    let at_start = |reason: String| Failure::Input {
        name: config.name.clone(),
        message: format!("no first step: {reason}"),
    };
    let context = T::working(config);
    let observer = observer::<T::Seen>(config, T::seeing(config));
    let begin = super::course::observer::<T>(config, context.clone()).start();
    let begin = State::new(&config.method, begin).map_err(|error| at_start(error.to_string()))?;
    let look = |state: &State<T>| {
        let seen = T::see(config, &state.student).ok_or("a weight has no enclosure")?;
        observer.at(&seen).map_err(|error| error.to_string())
    };
    let measures = |at: &AtWeights<'_, T::Seen>| at.measures(&config.ste);

    let start = look(&begin).map_err(at_start)?;
    let first = measures(&start);
    let (mut state, mut tally) = match &arguments.resume {
        Some(path) => checkpoint::read(path, &context, config, &begin)?,
        None => (begin, Tally::new()),
    };
    let resumed_from = arguments.resume.is_some().then_some(state.step);
    let mut records = match &arguments.out {
        Some(path) => {
            let resumes = resumed_from.is_some();
            Some(Records::open::<T::Seen>(path, &mut tally, resumes)?)
        }
        None => None,
    };
    let mut here = look(&state).map_err(at_start)?;
    let mut last = measures(&here);
    if resumed_from.is_none() {
        tally.first_radius = Bits(widest::<T>(&here));
        tally.radius(widest::<T>(&here));
        let mut events = Vec::new();
        note::<T>(config, &mut tally, &here, &last, state.step, &mut events);
        if let Some(records) = &mut records {
            let row = Row {
                step: state.step,
                measures: &last,
                residual: None,
                step_error: None,
                events: &events,
            };
            records.write(&row, &mut tally)?;
        }
    }

    let mut gradients = T::gradients(config);
    let mut step = |state: &State<T>| -> Result<Taken<'_, T>, String> {
        let gradient = gradients(&state.student, state.step)?;
        let next = config
            .method
            .advance(state, &gradient)
            .map_err(|error| error.to_string())?;
        let there = look(&next)?;
        let width = widest::<T>(&there);
        let limit = f64::from_rational(&(), &config.max_radius);
        if width > limit {
            return Err(format!(
                "a weight's ball has radius {width:.1e}, wider than --max-radius {limit:e}"
            ));
        }
        Ok(Taken { state: next, there })
    };

    let bar = progress(config.steps, state.step);
    let mut recorded = true;
    let mut last_row = None;
    let ending = loop {
        if state.step >= config.steps {
            break Ending::Finished;
        }
        if interrupted.load(Ordering::Relaxed) {
            break Ending::Interrupted;
        }
        let Taken { state: next, there } = match step(&state) {
            Ok(taken) => taken,
            Err(reason) => break Ending::Stopped(reason),
        };
        let measured = measures(&there);
        let scale = &there.forms().invariants().v_star_squared;
        let verdict = T::Seen::verdict(&last.loss, &measured.loss, scale);
        tally.verdict(verdict, next.step);
        let residual = here.step_residual(&there).ok();
        if let Some(residual) = &residual {
            tally.residual(residual.bound(), residual.contradicts_zero());
        }
        tally.radius(widest::<T>(&there));
        let planar = config.keeps_span() || next.student.w.len() == 2;
        // Sampled gradients raise the population loss all the time.
        let said = match verdict {
            Verdict::Rose if !config.is_population() => Verdict::Undecided,
            verdict => verdict,
        };
        let mut events = event::between(&here, &there, said, planar);
        for event in &events {
            tally.event(*event, next.step);
        }
        note::<T>(
            config,
            &mut tally,
            &there,
            &measured,
            next.step,
            &mut events,
        );
        let is_due = next.step.is_multiple_of(config.every) || !events.is_empty();
        let is_last = next.step == config.steps;
        let step_error = if is_due || is_last {
            T::step_error(config, &state, &next)
        } else {
            None
        };
        (state, here, last) = (next, there, measured);
        let row = Row {
            step: state.step,
            measures: &last,
            residual: residual.as_ref(),
            step_error,
            events: &events,
        };
        if is_due {
            step_error
                .into_iter()
                .for_each(|bound| tally.step_error(bound));
            if let Some(records) = &mut records {
                records.write(&row, &mut tally)?;
            }
        }
        recorded = is_due;
        if is_last && !is_due {
            last_row = Some((residual, step_error));
        }
        if let Some(path) = &arguments.checkpoint
            && state.step.is_multiple_of(arguments.checkpoint_every)
            && !is_last
        {
            records.iter_mut().try_for_each(Records::sync)?;
            checkpoint::write(path, config, &state, &tally)?;
        }
        bar.set_position(state.step);
    };
    bar.finish_and_clear();

    records.iter_mut().try_for_each(Records::sync)?;
    if let Some(path) = &arguments.checkpoint {
        checkpoint::write(path, config, &state, &tally)?;
    }
    // A last row that is not due comes after the checkpoint: a longer run does not have it.
    if let (false, Some((residual, step_error))) = (recorded, last_row) {
        step_error
            .into_iter()
            .for_each(|bound| tally.step_error(bound));
        if let Some(records) = &mut records {
            let row = Row {
                step: state.step,
                measures: &last,
                residual: residual.as_ref(),
                step_error,
                events: &[],
            };
            records.write(&row, &mut tally)?;
            records.sync()?;
        }
    }
    Ok(Journey {
        ending,
        v_star_norm: {
            use coarsegrad::exact::WeightArithmetic;
            here.forms()
                .invariants()
                .v_star_squared
                .approximate()
                .sqrt()
        },
        approach: here.nearest_critical_point().ok(),
        classification: look_exactly(config, &state),
        start: first,
        end: last,
        state,
        tally,
        resumed_from,
    })
}

/// What the last iterate is, in arithmetics that know.
fn look_exactly<T: Course>(
    config: &Config,
    state: &State<T>,
) -> Option<coarsegrad::exact::CriticalPoint> {
    let exact = observer::<T>(config, T::working(config));
    let at = exact.at(&state.student).ok()?;
    at.classification()
}

/// The largest radius of a weight.
fn widest<T: Course>(at: &AtWeights<'_, T::Seen>) -> f64 {
    let student = at.student();
    student
        .v
        .iter()
        .chain(&student.w)
        .map(Seen::radius)
        .fold(0.0, f64::max)
}

/// Takes a state into the tally, with the events that are its own.
fn note<T: Course>(
    config: &Config,
    tally: &mut Tally,
    at: &AtWeights<'_, T::Seen>,
    measures: &Measures<T::Seen>,
    step: u64,
    events: &mut Vec<Event>,
) {
    use coarsegrad::exact::WeightArithmetic;
    if let Some(threshold) = &config.threshold {
        let threshold = T::Seen::from_rational(&measures.w_norm.context(), threshold);
        let is_below = (measures.w_norm.clone() - &threshold)
            .certain_sign()
            .is_some_and(std::cmp::Ordering::is_lt);
        if is_below && !tally.is_below {
            events.push(Event::NormBelow);
            tally.event(Event::NormBelow, step);
        }
        tally.is_below = is_below;
    }
    let reached = event::reached(at).map(Event::Reached);
    let code = reached.map(|event| event.code().to_owned());
    if let Some(event) = reached
        && tally.reached != code
    {
        events.push(event);
        tally.event(event, step);
    }
    tally.reached = code;
    tally.norm(measures.w_norm.approximate(), step);
    tally.series.add(point::<T>(measures, step));
}

/// A state as a point of the plot.
pub(crate) fn point<T: Course>(measures: &Measures<T::Seen>, step: u64) -> Point {
    use coarsegrad::exact::WeightArithmetic;
    Point {
        step,
        loss: Bits(measures.loss.approximate()),
        theta: measures
            .theta
            .as_ref()
            .map(|theta| Bits(theta.approximate())),
        norm: Bits(measures.w_norm.approximate()),
    }
}

/// A bar on standard error, if that is a terminal.
fn progress(steps: u64, done: u64) -> ProgressBar {
    use io::IsTerminal;
    let target = if io::stderr().is_terminal() {
        ProgressDrawTarget::stderr()
    } else {
        ProgressDrawTarget::hidden()
    };
    let bar = ProgressBar::with_draw_target(Some(steps), target);
    if let Ok(style) = ProgressStyle::with_template("{bar:40} step {pos} of {len}, {eta} left") {
        bar.set_style(style);
    }
    bar.set_position(done);
    bar
}
