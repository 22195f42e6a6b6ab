//! What a run is: everything that its numbers depend on, read and checked.

use std::path::Path;

use coarsegrad::arith::Rational;
use coarsegrad::model::{Ste, TwoLayer, parse_instance};
use coarsegrad::train::{Batches, Blend, DatasetOracle, Method, Rule, TrainError};

use super::arguments::{ArithmeticName, OracleChoice, TrainArguments};
use super::fingerprint::Fingerprint;
use crate::failure::Failure;
use crate::input::Input;

/// A run, read and checked.
pub(crate) struct Config {
    /// How messages call the instance.
    pub(crate) name: String,
    pub(crate) instance: TwoLayer<Rational>,
    pub(crate) ste: Ste,
    pub(crate) method: Method,
    pub(crate) steps: u64,
    pub(crate) source: Source,
    pub(crate) arithmetic: ArithmeticName,
    pub(crate) precision: u32,
    pub(crate) max_radius: Rational,
    pub(crate) every: u64,
    pub(crate) threshold: Option<Rational>,
}

/// Where gradients come from.
pub(crate) enum Source {
    Population,
    Dataset {
        oracle: DatasetOracle,
        fingerprint: Fingerprint,
        batch: Option<usize>,
    },
}

impl Config {
    pub(crate) fn read(arguments: &TrainArguments) -> Result<Self, Failure> {
        let (name, bytes) = Input::open(&arguments.file)?.read()?;
        let instance = parse_instance(&bytes).map_err(|source| Failure::Instance {
            name: name.clone(),
            source,
        })?;
        if instance.student().w.iter().all(Rational::is_zero) {
            return Err(Failure::Input {
                name,
                message: "student.w: must not be zero: a run has no angle to start from".to_owned(),
            });
        }
        let source = source(arguments, &instance)?;
        if arguments.arithmetic != ArithmeticName::F64 && !matches!(source, Source::Population) {
            return Err(refused("--arithmetic", "samples are averaged in f64 only"));
        }
        if !arguments.max_radius.is_positive() {
            return Err(refused("--max-radius", "must be positive"));
        }
        if arguments
            .threshold
            .as_ref()
            .is_some_and(|c| !c.is_positive())
        {
            return Err(refused("--threshold", "must be positive"));
        }
        if arguments.arithmetic == ArithmeticName::Exact {
            for (name, given) in [
                ("--checkpoint", arguments.checkpoint.is_some()),
                ("--resume", arguments.resume.is_some()),
            ] {
                if given {
                    return Err(refused(name, "exact runs are short and are not stored"));
                }
            }
        }
        Ok(Config {
            name,
            instance,
            ste: arguments.ste.clone(),
            method: method(arguments).map_err(|error| refused("--", &error.to_string()))?,
            steps: arguments.steps,
            source,
            arithmetic: arguments.arithmetic,
            precision: arguments.precision,
            max_radius: arguments.max_radius.clone(),
            every: arguments.every,
            threshold: arguments.threshold.clone(),
        })
    }

    /// Whether gradients are those of the population.
    pub(crate) fn is_population(&self) -> bool {
        matches!(self.source, Source::Population)
    }

    /// Whether every iterate lies in the plane of the start and the teacher.
    pub(crate) fn keeps_span(&self) -> bool {
        self.is_population() && self.method.keeps_span()
    }

    pub(crate) fn arithmetic_name(&self) -> String {
        match self.arithmetic {
            ArithmeticName::F64 => "f64".to_owned(),
            ArithmeticName::Ball => format!("balls of {} bits", self.precision),
            ArithmeticName::Exact => "exact".to_owned(),
        }
    }

    pub(crate) fn source_name(&self) -> String {
        match &self.source {
            Source::Population => "population".to_owned(),
            Source::Dataset { oracle, batch, .. } => {
                let samples = oracle.samples();
                match batch {
                    Some(batch) => format!("data set of {samples} samples, {batch} a step"),
                    None => format!("data set of {samples} samples"),
                }
            }
        }
    }

    /// What a checkpoint must agree with, key by key.
    pub(crate) fn identity(&self) -> Vec<(&'static str, String)> {
        let method = &self.method;
        let blend = method.blend();
        vec![
            (
                "instance",
                Fingerprint::of_instance(&self.instance).to_string(),
            ),
            ("ste", self.ste.to_string()),
            ("lr", method.eta().to_string()),
            ("schedule", method.schedule().to_string()),
            ("rule", method.rule().to_string()),
            ("normalise", method.normalises().to_string()),
            (
                "blend",
                blend.map_or_else(
                    || "none".to_owned(),
                    |blend| format!("{} {}", blend.rho(), blend.projection()),
                ),
            ),
            (
                "oracle",
                match &self.source {
                    Source::Population => "population".to_owned(),
                    Source::Dataset {
                        fingerprint, batch, ..
                    } => format!("dataset {fingerprint} {batch:?}"),
                },
            ),
            ("arithmetic", self.arithmetic_name()),
            ("max-radius", self.max_radius.to_string()),
            ("every", self.every.to_string()),
            (
                "threshold",
                self.threshold
                    .as_ref()
                    .map_or_else(|| "none".to_owned(), ToString::to_string),
            ),
        ]
    }
}

fn method(arguments: &TrainArguments) -> Result<Method, TrainError> {
    let mut method =
        Method::new(arguments.lr.clone())?.with_schedule(arguments.schedule.clone())?;
    if let Some(momentum) = arguments.momentum.clone() {
        method = method.with_rule(Rule::HeavyBall { momentum })?;
    }
    if let Some(momentum) = arguments.nesterov.clone() {
        method = method.with_rule(Rule::Nesterov { momentum })?;
    }
    if let Some(adam) = arguments.adam.clone() {
        method = method.with_rule(adam)?;
    }
    if arguments.normalise {
        method = method.with_normalisation()?;
    }
    if let (Some(rho), Some(projection)) = (&arguments.blend, &arguments.project) {
        method = method.with_blend(Blend::new(rho.clone(), projection.clone())?)?;
    }
    Ok(method)
}

/// Prepares the oracle asked for.
fn source(arguments: &TrainArguments, instance: &TwoLayer<Rational>) -> Result<Source, Failure> {
    match &arguments.oracle {
        OracleChoice::Population => {
            if arguments.batch.is_some() {
                return Err(refused("--batch", "the population has no batches"));
            }
            Ok(Source::Population)
        }
        OracleChoice::Dataset(path) => {
            let (name, bytes) = Input::open(Path::new(path))?.read()?;
            let batches = arguments.batch.map_or(Batches::All, Batches::Cycling);
            let shape = (instance.rows(), instance.inputs());
            let oracle = DatasetOracle::from_json(arguments.ste.clone(), shape, &bytes, batches)
                .map_err(|error| Failure::Input {
                    name,
                    message: error.to_string(),
                })?;
            let mut fingerprint = Fingerprint::default();
            fingerprint.add(&bytes);
            let batch = arguments.batch.map(std::num::NonZeroUsize::get);
            Ok(Source::Dataset {
                oracle,
                fingerprint,
                batch,
            })
        }
    }
}

/// A refusal that names an option; library messages name their field themselves.
pub(crate) fn refused(option: &str, message: &str) -> Failure {
    match option {
        "--" => {
            let (field, message) = message.split_once(": ").unwrap_or(("method", message));
            Failure::Input {
                name: format!("--{field}"),
                message: message.to_owned(),
            }
        }
        option => Failure::Input {
            name: option.to_owned(),
            message: message.to_owned(),
        },
    }
}
