//! A run from its first step to its last.

use std::io::{self, IsTerminal};
use std::sync::atomic::{AtomicBool, Ordering};

use coarsegrad::arith::{Mag, Scalar};
use coarsegrad::exact::{
    Approach, AtWeights, CriticalPoint, Measures, PopulationOracle, WeightArithmetic,
};
use coarsegrad::train::State;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::arguments::{ArithmeticName, TrainArguments};
use super::checkpoint;
use super::config::Config;
use super::course::{Course, Gradients, observer};
use super::event::{self, Event};
use super::numbers::{Seen, Verdict};
use super::radius::Radius;
use super::records::{Records, Row};
use super::tally::{Bits, LastRow, Point, Tally};
use crate::failure::Failure;
use crate::store::Store;

/// How a run ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Ending {
    Finished,
    Interrupted,
    /// Before its last step, for a reason.
    Stopped(String),
}

/// A run that has ended.
pub(crate) struct Journey<T: Course> {
    pub(crate) ending: Ending,
    pub(crate) start: Measures<T::Seen>,
    pub(crate) end: Measures<T::Seen>,
    pub(crate) state: State<T>,
    pub(crate) tally: Tally,
    /// `|v*|`, by which distances are judged.
    pub(crate) v_star_norm: f64,
    /// The nearest critical point; there is none at `w = 0`.
    pub(crate) approach: Option<Approach<T::Seen>>,
    /// What the last iterate is, where that is known exactly.
    pub(crate) classification: Option<CriticalPoint>,
    /// The step after which this run was resumed.
    pub(crate) resumed_from: Option<u64>,
}

/// Goes through a run.
pub(crate) fn travel<T: Course>(
    config: &Config,
    arguments: &TrainArguments,
    interrupted: &AtomicBool,
) -> Result<Journey<T>, Failure> {
    let observer = observer::<T::Seen>(config, T::seeing(config));
    let mut walk = Walk::<T>::begin(config, arguments, &observer)?;
    let bar = progress(config.steps, walk.state.step);
    let ending = loop {
        if walk.state.step >= config.steps {
            break Ending::Finished;
        }
        if interrupted.load(Ordering::Relaxed) {
            break Ending::Interrupted;
        }
        match walk.next() {
            Ok((state, there)) => walk.arrive(state, there)?,
            Err(reason) if config.arithmetic == ArithmeticName::Ball => {
                break Ending::Stopped(format!("{reason}; a higher --precision may go further"));
            }
            Err(reason) => break Ending::Stopped(reason),
        }
        bar.set_position(walk.state.step);
    };
    bar.finish_and_clear();
    walk.end(ending)
}

/// A run at one of its steps.
struct Walk<'a, T: Course> {
    config: &'a Config,
    arguments: &'a TrainArguments,
    observer: &'a PopulationOracle<T::Seen>,
    gradients: Gradients<'a, T>,
    records: Option<Records>,
    /// Where checkpoints go.
    store: Option<Store>,
    tally: Tally,
    start: Measures<T::Seen>,
    resumed_from: Option<u64>,
    state: State<T>,
    here: AtWeights<'a, T::Seen>,
    measures: Measures<T::Seen>,
}

impl<'a, T: Course> Walk<'a, T> {
    /// At the start, or where a checkpoint left off.
    fn begin(
        config: &'a Config,
        arguments: &'a TrainArguments,
        observer: &'a PopulationOracle<T::Seen>,
    ) -> Result<Self, Failure> {
        let refused = |reason: String| Failure::Input {
            name: config.name.clone(),
            message: format!("no first step: {reason}"),
        };
        let working = T::working(config);
        let student = super::course::observer::<T>(config, working.clone()).start();
        let begin =
            State::new(&config.method, student).map_err(|error| refused(error.to_string()))?;
        let start = look(config, observer, &begin).map_err(refused)?;
        let measures = start.measures(&config.ste);
        let (state, mut tally) = match &arguments.resume {
            Some(path) => checkpoint::read(path, &working, config, &begin)?,
            None => (begin, Tally::new()),
        };
        let resumes = arguments.resume.is_some();
        let store = arguments
            .checkpoint
            .as_deref()
            .map(Store::new)
            .transpose()?;
        let records = match &arguments.out {
            Some(path) => Some(Records::open::<T::Seen>(path, &mut tally, resumes)?),
            None => None,
        };
        let here = look(config, observer, &state).map_err(refused)?;
        let mut walk = Walk {
            config,
            arguments,
            observer,
            gradients: T::gradients(config),
            records,
            store,
            tally,
            resumed_from: resumes.then_some(state.step),
            measures: here.measures(&config.ste),
            start: measures,
            state,
            here,
        };
        if walk.state.step < config.steps {
            walk.tally.last_row = None;
        }
        if !resumes {
            walk.tally.radius(widest(&walk.here));
            let events = walk.note();
            walk.record(None, None, &events)?;
            // At once, so that what cannot be written is known before any work is done.
            walk.checkpoint()?;
        }
        Ok(walk)
    }

    /// The next state, or the reason why there is none.
    fn next(&mut self) -> Result<(State<T>, AtWeights<'a, T::Seen>), String> {
        let gradient = (self.gradients)(&self.state.student, self.state.step)?;
        let next = self
            .config
            .method
            .advance(&self.state, &gradient)
            .map_err(|error| error.to_string())?;
        let there = look(self.config, self.observer, &next)?;
        let width = widest(&there);
        if width.exceeds(Mag::from_rational_lower(&self.config.max_radius)) {
            let limit = f64::from_rational(&(), &self.config.max_radius);
            return Err(format!(
                "a weight's ball has radius {width}, wider than --max-radius {limit:e}"
            ));
        }
        Ok((next, there))
    }

    /// Takes the step, and notes and records what there is to say about it.
    fn arrive(&mut self, next: State<T>, there: AtWeights<'a, T::Seen>) -> Result<(), Failure> {
        let config = self.config;
        let measures = there.measures(&config.ste);
        let scale = &there.forms().invariants().v_star_squared;
        let verdict = if T::stands(&self.state.student, &next.student) {
            Verdict::Level
        } else {
            T::Seen::verdict(&self.measures.loss, &measures.loss, scale)
        };
        self.tally.verdict(verdict, next.step);
        let residual = self.here.step_residual(&there).ok();
        if let Some(residual) = &residual {
            self.tally
                .residual(residual.bound(), residual.contradicts_zero());
        }
        self.tally.radius(widest(&there));

        // Along sampled gradients the population loss rises all the time: no event.
        let rose = verdict == Verdict::Rose && config.is_population();
        let planar = config.keeps_span() || next.student.w.len() == 2;
        let mut events = event::between(&self.here, &there, rose, planar);
        for event in &events {
            self.tally.event(*event, next.step);
        }
        let before = std::mem::replace(&mut self.state, next);
        (self.here, self.measures) = (there, measures);
        events.extend(self.note());

        let is_due = self.state.step.is_multiple_of(config.every) || !events.is_empty();
        let is_last = self.state.step == config.steps;
        let step_error = if is_due || is_last {
            T::step_error(config, &before, &self.state)
        } else {
            None
        };
        if is_due {
            self.record(residual.as_ref(), step_error, &events)?;
        } else if is_last {
            let row = self.row(residual.as_ref(), step_error, &[]);
            let line = self.records.as_ref().map(|records| records.line(&row));
            self.tally.last_row = Some(LastRow {
                step_error: step_error.map(Bits),
                line,
            });
        }
        if self
            .state
            .step
            .is_multiple_of(self.arguments.checkpoint_every)
            && !is_last
        {
            self.checkpoint()?;
        }
        Ok(())
    }

    /// Brings the records and the state to the disk.
    fn checkpoint(&mut self) -> Result<(), Failure> {
        let Some(store) = &self.store else {
            return Ok(());
        };
        self.records.iter_mut().try_for_each(Records::sync)?;
        checkpoint::write(store, self.config, &self.state, &self.tally)
    }

    fn end(mut self, ending: Ending) -> Result<Journey<T>, Failure> {
        self.checkpoint()?;
        // Only now: the checkpoint is for longer runs, which do not have this row.
        if let Some(last) = self.tally.last_row.take() {
            if let Some(bound) = last.step_error {
                self.tally.step_error(bound.0);
            }
            if let (Some(records), Some(line)) = (&mut self.records, &last.line) {
                records.write(line, &mut self.tally)?;
            }
        }
        self.records.iter_mut().try_for_each(Records::sync)?;
        let v_star_squared = &self.here.forms().invariants().v_star_squared;
        let exact = observer::<T>(self.config, T::working(self.config));
        let classification = exact.at(&self.state.student).ok();
        Ok(Journey {
            ending,
            v_star_norm: v_star_squared.approximate().sqrt(),
            approach: self.here.nearest_critical_point().ok(),
            classification: classification.and_then(|at| at.classification()),
            start: self.start,
            end: self.measures,
            state: self.state,
            tally: self.tally,
            resumed_from: self.resumed_from,
        })
    }

    /// Writes a row about the present state and the step that led to it.
    fn record(
        &mut self,
        residual: Option<&T::Seen>,
        step_error: Option<f64>,
        events: &[Event],
    ) -> Result<(), Failure> {
        if let Some(bound) = step_error {
            self.tally.step_error(bound);
        }
        let row = self.row(residual, step_error, events);
        let line = self.records.as_ref().map(|records| records.line(&row));
        match (&mut self.records, line) {
            (Some(records), Some(line)) => records.write(&line, &mut self.tally),
            _ => Ok(()),
        }
    }

    fn row<'r>(
        &'r self,
        residual: Option<&'r T::Seen>,
        step_error: Option<f64>,
        events: &'r [Event],
    ) -> Row<'r, T::Seen> {
        Row {
            step: self.state.step,
            measures: &self.measures,
            residual,
            step_error,
            events,
        }
    }

    /// Takes the present state into the tally; answers the events that are its own.
    fn note(&mut self) -> Vec<Event> {
        let (measures, step) = (&self.measures, self.state.step);
        let mut events = Vec::new();
        if let Some(threshold) = &self.config.threshold {
            let threshold = T::Seen::from_rational(&measures.w_norm.context(), threshold);
            let sign = (measures.w_norm.clone() - &threshold).certain_sign();
            let is_below = sign.is_some_and(std::cmp::Ordering::is_lt);
            if is_below && !self.tally.is_below {
                events.push(Event::NormBelow);
            }
            self.tally.is_below = is_below;
        }
        let reached = event::reached(&self.here).map(Event::Reached);
        let code = reached.map(|event| event.code().to_owned());
        if self.tally.reached != code {
            events.extend(reached);
        }
        self.tally.reached = code;
        for event in &events {
            self.tally.event(*event, step);
        }
        self.tally.norm(measures.w_norm.approximate(), step);
        self.tally.series.add(point::<T>(measures, step));
        events
    }
}

/// A state, measured.
fn look<'o, T: Course>(
    config: &Config,
    observer: &'o PopulationOracle<T::Seen>,
    state: &State<T>,
) -> Result<AtWeights<'o, T::Seen>, String> {
    let seen = T::see(config, &state.student).ok_or("a weight has no enclosure")?;
    observer.at(&seen).map_err(|error| error.to_string())
}

/// The largest radius of a weight.
fn widest<S: Seen>(at: &AtWeights<'_, S>) -> Radius {
    let student = at.student();
    student
        .v
        .iter()
        .chain(&student.w)
        .map(Seen::radius)
        .fold(Radius::ZERO, Radius::max)
}

/// A state as a point of the plot.
pub(crate) fn point<T: Course>(measures: &Measures<T::Seen>, step: u64) -> Point {
    let theta = measures.theta.as_ref();
    Point {
        step,
        loss: Bits(measures.loss.approximate()),
        theta: theta.map(|theta| Bits(theta.approximate())),
        norm: Bits(measures.w_norm.approximate()),
    }
}

/// A bar on standard error, if that is a terminal.
fn progress(steps: u64, done: u64) -> ProgressBar {
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
