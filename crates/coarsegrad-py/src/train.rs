//! `coarsegrad.train`: coarse gradient descent, every iterate kept.
//!
//! The same oracles, rules and order of operations as the command `coarsegrad train`: in `f64` the same bits.

mod columns;
mod method;

use std::sync::atomic::{AtomicBool, Ordering};

use coarsegrad::arith::{Ball, Mag, Rational};
use coarsegrad::exact::PopulationOracle;
use coarsegrad::mc::MiniBatch;
use coarsegrad::model::{CoarseGradient, GradientOracle, Network, Ste, TwoLayer};
use coarsegrad::train::{Method, State};
use pyo3::prelude::*;

use crate::arguments::{instance, number, ste};
use crate::errors::Failure;
use crate::work;
pub(crate) use columns::Trajectory;
use columns::{Columns, Number};
pub(crate) use method::AskedMethod;

/// A run, as Python says it.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub(crate) struct Asked {
    ste: String,
    steps: u64,
    every: u64,
    /// The size of a mini-batch; none for the population.
    batch: Option<u64>,
    seed: u64,
    arithmetic: String,
    bits: u32,
    max_radius: String,
    method: AskedMethod,
}

/// A run, checked.
struct Run {
    instance: TwoLayer<Rational>,
    ste: Ste,
    method: Method,
    steps: u64,
    every: u64,
    batch: Option<u64>,
    seed: u64,
    max_radius: Rational,
}

/// A gradient at a student before a step, or the reason why there is none.
type Gradients<'a, T> = &'a mut dyn FnMut(&Network<T>, u64) -> Result<CoarseGradient<T>, String>;

/// Trains, and answers the trajectory.
#[pyfunction]
pub(crate) fn train(py: Python<'_>, instance_json: String, asked: Asked) -> PyResult<Trajectory> {
    work::run(py, move |stop| {
        let run = Run::new(instance(&instance_json)?, &asked)?;
        match asked.arithmetic.as_str() {
            "f64" => run.travel_in_f64(stop),
            "ball" if run.batch.is_some() => {
                let condition = "samples are averaged in f64 only";
                Err(Failure::at("arithmetic", &condition))
            }
            "ball" => {
                let mut gradients = run.observer::<Ball>(asked.bits);
                let start = gradients.start();
                run.travel(asked.bits, start, stop, &mut |student, step| {
                    gradients
                        .gradient(student, step)
                        .map_err(|error| error.to_string())
                })
            }
            other => Err(Failure::at(
                "arithmetic",
                &format!("\"{other}\" is neither f64 nor ball"),
            )),
        }
    })
}

impl Run {
    fn new(instance: TwoLayer<Rational>, asked: &Asked) -> Result<Self, Failure> {
        if instance.student().w.iter().all(Rational::is_zero) {
            let condition = "must not be zero: a run has no angle to start from";
            return Err(Failure::at("w", &condition));
        }
        let max_radius = number("max_radius", &asked.max_radius)?;
        if !max_radius.is_positive() {
            return Err(Failure::at("max_radius", &"must be positive"));
        }
        for (field, count) in [("steps", asked.steps), ("every", asked.every)] {
            if count == 0 {
                return Err(Failure::at(field, &"must be at least 1"));
            }
        }
        Ok(Run {
            instance,
            ste: ste(&asked.ste)?,
            method: asked.method.method()?,
            steps: asked.steps,
            every: asked.every,
            batch: asked.batch,
            seed: asked.seed,
            max_radius,
        })
    }

    /// Whether every iterate lies in the plane of the start and the teacher.
    fn keeps_span(&self) -> bool {
        self.batch.is_none() && self.method.keeps_span()
    }

    fn observer<T: Number>(&self, context: T::Context) -> PopulationOracle<T> {
        let oracle = PopulationOracle::new(&self.instance, self.ste.clone(), context);
        if self.keeps_span() {
            oracle
        } else {
            oracle.leaving_span()
        }
    }

    fn travel_in_f64(&self, stop: &AtomicBool) -> Result<Trajectory, Failure> {
        let mut population = self.observer::<f64>(());
        let start = population.start();
        let Some(batch) = self.batch else {
            return self.travel((), start, stop, &mut |student, step| {
                population
                    .gradient(student, step)
                    .map_err(|error| error.to_string())
            });
        };
        let doubles = |x: &[Rational]| x.iter().map(<f64 as Number>::nearest).collect();
        let teacher = self.instance.teacher();
        let teacher = Network {
            v: doubles(&teacher.v),
            w: doubles(&teacher.w),
        };
        let mut fresh = MiniBatch::new(&teacher, &self.ste, batch, self.seed)
            .map_err(|error| Failure::at("batch", &error))?;
        self.travel((), start, stop, &mut |student, step| {
            fresh
                .gradient(student, step)
                .map_err(|error| error.to_string())
        })
    }

    /// Goes through the run.
    fn travel<T: Number>(
        &self,
        context: T::Context,
        start: Network<T>,
        stop: &AtomicBool,
        gradients: Gradients<'_, T>,
    ) -> Result<Trajectory, Failure> {
        let observer = self.observer::<T>(context);
        let mut state =
            State::new(&self.method, start).map_err(|error| Failure::at("w", &error))?;
        let mut columns = Columns::<T>::new(&self.instance, &state, self.steps, self.every)?;
        let limit = Mag::from_rational_lower(&self.max_radius);
        let here = observer
            .at(&state.student)
            .map_err(|error| Failure::at("w", &format!("no first step: {error}")))?;
        columns.add(&state, &here.measures(&self.ste));
        while state.step < self.steps {
            if stop.load(Ordering::Relaxed) {
                return Ok(columns.end(Some("interrupted".to_owned())));
            }
            let next = gradients(&state.student, state.step).and_then(|gradient| {
                self.method
                    .advance(&state, &gradient)
                    .map_err(|error| error.to_string())
            });
            let next = next.and_then(|next| match T::widest(&next.student, limit) {
                false => Ok(next),
                true => Err("a weight's ball is wider than max_radius".to_owned()),
            });
            let arrived = next.and_then(|next| match observer.at(&next.student) {
                Ok(at) => Ok((next, at)),
                Err(error) => Err(error.to_string()),
            });
            let (next, at) = match arrived {
                Ok(arrived) => arrived,
                Err(reason) => {
                    // The last state there is.
                    if !state.step.is_multiple_of(self.every)
                        && let Ok(at) = observer.at(&state.student)
                    {
                        columns.add(&state, &at.measures(&self.ste));
                    }
                    return Ok(columns.end(Some(reason)));
                }
            };
            if next.step.is_multiple_of(self.every) || next.step == self.steps {
                columns.add(&next, &at.measures(&self.ste));
            }
            state = next;
        }
        Ok(columns.end(None))
    }
}
