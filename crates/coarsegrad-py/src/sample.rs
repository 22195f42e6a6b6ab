//! `coarsegrad.sample`: Monte Carlo estimates, whole or in parts.

use std::sync::atomic::AtomicBool;
use std::sync::{Mutex, PoisonError};

use coarsegrad::arith::Rational;
use coarsegrad::json::write_sample;
use coarsegrad::mc::{Level, McError, Partial, Plan, Request};
use coarsegrad::model::TwoLayer;
use coarsegrad::sample::{ExactVariances, SampleReport};
use pyo3::prelude::*;
use pyo3::types::PyBytes;

use crate::arguments::{instance, ste};
use crate::errors::Failure;
use crate::work;

/// What to sample, as Python says it.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub(crate) struct Asked {
    ste: String,
    estimator: String,
    precision: String,
    seed: u64,
    samples: u64,
    covariance: bool,
    population_gradient: bool,
}

impl Asked {
    fn request(&self) -> Result<Request, Failure> {
        Ok(Request {
            ste: ste(&self.ste)?,
            estimator: self
                .estimator
                .parse()
                .map_err(|error: String| Failure::at("estimator", &error))?,
            precision: self
                .precision
                .parse()
                .map_err(|error: String| Failure::at("precision", &error))?,
            seed: self.seed,
            samples: self.samples,
            covariance: self.covariance,
            population_gradient: self.population_gradient,
        })
    }
}

/// A run as a JSON document, `coarsegrad/sample/1`.
#[pyfunction]
pub(crate) fn sample(
    py: Python<'_>,
    instance_json: String,
    asked: Asked,
    until: Option<f64>,
    threads: usize,
    level: f64,
    exact_variance: bool,
) -> PyResult<String> {
    work::run(py, move |stop| {
        let instance = instance(&instance_json)?;
        let level = Level::new(level).map_err(|error| Failure::named(&error))?;
        let plan = plan(&instance, asked.request()?)?;
        let exact = exact_variances(&instance, &plan, exact_variance)?;
        let partial = in_pool(threads, || match until {
            None => compute(&plan, &[plan.blocks()], |_| Ok(false), stop),
            Some(bound) => {
                let looks: Vec<u64> = plan.looks().collect();
                let enough = |partial: &Partial| {
                    let estimate = plan.estimate(partial)?;
                    Ok(estimate.anytime_relative_error(level) <= bound)
                };
                compute(&plan, &looks, enough, stop)
            }
        })??;
        report(&plan, &partial, level, until, exact)
    })
}

/// The number of blocks of a run, and the samples in a block.
#[pyfunction]
pub(crate) fn sample_blocks(
    py: Python<'_>,
    instance_json: String,
    asked: Asked,
) -> PyResult<(u64, u64)> {
    work::run_blindly(py, move || {
        let plan = plan(&instance(&instance_json)?, asked.request()?)?;
        Ok((plan.blocks(), plan.block_size()))
    })
}

/// The exact sums of some blocks of a run, `coarsegrad/partial/1`.
#[pyfunction]
pub(crate) fn sample_part<'py>(
    py: Python<'py>,
    instance_json: String,
    asked: Asked,
    first: u64,
    last: u64,
    threads: usize,
) -> PyResult<Bound<'py, PyBytes>> {
    let text = work::run(py, move |stop| {
        let plan = plan(&instance(&instance_json)?, asked.request()?)?;
        if first >= last {
            return Err(Failure::at(
                "blocks",
                &format!("{first}..{last} holds none"),
            ));
        }
        let partial = Mutex::new(plan.empty());
        in_pool(threads, || plan.run(first..last, &partial, stop))?
            .map_err(|error| Failure::named(&error))?;
        Ok(held(partial).to_json())
    })?;
    Ok(PyBytes::new(py, text.as_bytes()))
}

/// Parts of one run, merged: the same JSON document as from the whole run.
#[pyfunction]
pub(crate) fn sample_merge(
    py: Python<'_>,
    instance_json: String,
    parts: Vec<Vec<u8>>,
    level: f64,
    exact_variance: bool,
) -> PyResult<String> {
    work::run_blindly(py, move || {
        let instance = instance(&instance_json)?;
        let level = Level::new(level).map_err(|error| Failure::named(&error))?;
        let mut union: Option<(Plan, Partial)> = None;
        for (index, bytes) in parts.iter().enumerate() {
            let field = format!("parts[{index}]");
            let wrong = |error: McError| Failure::at(&field, &error);
            let part = Partial::from_json(bytes).map_err(wrong)?;
            let (plan, mut merged) = match union.take() {
                Some(union) => union,
                None => {
                    let plan = plan(&instance, part.id().request().map_err(wrong)?)?;
                    let empty = plan.empty();
                    (plan, empty)
                }
            };
            plan.check(&part).map_err(wrong)?;
            merged.merge(&part).map_err(wrong)?;
            union = Some((plan, merged));
        }
        let Some((plan, partial)) = union else {
            return Err(Failure::at("parts", &"there must be at least one"));
        };
        partial
            .complete()
            .map_err(|error| Failure::at("parts", &error))?;
        let exact = exact_variances(&instance, &plan, exact_variance)?;
        report(&plan, &partial, level, None, exact)
    })
}

fn plan(instance: &TwoLayer<Rational>, request: Request) -> Result<Plan, Failure> {
    Plan::new(instance, request).map_err(|error| Failure::named(&error))
}

fn exact_variances(
    instance: &TwoLayer<Rational>,
    plan: &Plan,
    wanted: bool,
) -> Result<Option<ExactVariances>, Failure> {
    let request = plan.request();
    wanted
        .then(|| ExactVariances::new(instance, &request.ste, request.estimator))
        .transpose()
        .map_err(|error| Failure::precision("exact_variance", &error))
}

/// Computes in threads of this call's own: those of another call, or of a process that has forked, are not waited for.
fn in_pool<T: Send>(threads: usize, work: impl FnOnce() -> T + Send) -> Result<T, Failure> {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .build()
        .map_err(|error| Failure::at("threads", &error))?;
    Ok(pool.install(work))
}

/// Computes the blocks up to each look, until one finds that it is enough.
fn compute(
    plan: &Plan,
    looks: &[u64],
    enough: impl Fn(&Partial) -> Result<bool, McError>,
    stop: &AtomicBool,
) -> Result<Partial, Failure> {
    let partial = Mutex::new(plan.empty());
    for look in looks {
        let wrong = |error: McError| Failure::named(&error);
        plan.run(0..*look, &partial, stop).map_err(wrong)?;
        let so_far = partial.lock().unwrap_or_else(PoisonError::into_inner);
        // After a signal nobody waits for what is done here.
        if !so_far.blocks().missing(0..*look).is_empty() {
            return Err(Failure::at("samples", &"the run was stopped"));
        }
        if enough(&so_far).map_err(wrong)? {
            break;
        }
    }
    Ok(held(partial))
}

fn held(partial: Mutex<Partial>) -> Partial {
    // Nothing panics while it holds the lock.
    partial.into_inner().unwrap_or_else(PoisonError::into_inner)
}

fn report(
    plan: &Plan,
    partial: &Partial,
    level: Level,
    until_rel: Option<f64>,
    exact: Option<ExactVariances>,
) -> Result<String, Failure> {
    let estimate = plan
        .estimate(partial)
        .map_err(|error| Failure::named(&error))?;
    let report = SampleReport {
        plan,
        estimate: &estimate,
        blocks: partial.blocks().len(),
        level,
        until_rel,
        exact,
    };
    let mut out = String::new();
    write_sample(&mut out, &report);
    Ok(out)
}
