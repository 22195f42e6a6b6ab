//! What a run is: everything that its numbers depend on, read and checked.

use std::path::Path;

use coarsegrad::arith::{Rational, Scalar};
use coarsegrad::mc::{McError, MiniBatch};
use coarsegrad::model::{Network, Ste, TwoLayer, parse_instance};
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
    MiniBatch {
        size: u64,
        seed: u64,
    },
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
        check_files(arguments)?;
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
            Source::MiniBatch { size, seed } => {
                format!("mini-batches of {size} fresh samples, seed {seed}")
            }
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
                    Source::MiniBatch { size, seed } => format!("minibatch {size} seed {seed}"),
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

/// The files to be written differ, and the plot's folder is there.
fn check_files(arguments: &TrainArguments) -> Result<(), Failure> {
    let written = [
        ("--out", &arguments.out),
        ("--checkpoint", &arguments.checkpoint),
        ("--plot", &arguments.plot),
    ];
    for (index, (option, path)) in written.iter().enumerate() {
        let others = written.get(index + 1..).unwrap_or_default();
        if let Some((other, _)) = others
            .iter()
            .find(|(_, other)| path.is_some() && *other == *path)
        {
            return Err(refused(other, &format!("is the same file as {option}")));
        }
    }
    let folder = arguments.plot.as_deref().and_then(Path::parent);
    if folder.is_some_and(|folder| folder != Path::new("") && !folder.is_dir()) {
        return Err(refused("--plot", "its folder does not exist"));
    }
    Ok(())
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
    let unused = |option, is_given: bool, why: &str| {
        if is_given {
            Err(refused(option, why))
        } else {
            Ok(())
        }
    };
    if !matches!(arguments.oracle, OracleChoice::MiniBatch(_)) {
        let why = "only mini-batches draw fresh samples";
        unused("--seed", arguments.seed.is_some(), why)?;
    }
    if !matches!(arguments.oracle, OracleChoice::Dataset(_)) {
        let why = "only a data set is taken batch by batch";
        unused("--batch", arguments.batch.is_some(), why)?;
    }
    match &arguments.oracle {
        OracleChoice::Population => Ok(Source::Population),
        OracleChoice::MiniBatch(size) => {
            let (size, seed) = (*size, arguments.seed.unwrap_or(0));
            let source = Source::MiniBatch { size, seed };
            // What the sampler refuses is known before any work is done.
            mini_batch(instance, &arguments.ste, size, seed).map_err(|error| Failure::Input {
                name: "--oracle".to_owned(),
                message: error.to_string(),
            })?;
            Ok(source)
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

/// Fresh samples for the teacher, rounded to doubles.
pub(crate) fn mini_batch(
    instance: &TwoLayer<Rational>,
    ste: &Ste,
    size: u64,
    seed: u64,
) -> Result<MiniBatch, McError> {
    let doubles = |x: &[Rational]| x.iter().map(|x| f64::from_rational(&(), x)).collect();
    let teacher = instance.teacher();
    let teacher = Network {
        v: doubles(&teacher.v),
        w: doubles(&teacher.w),
    };
    MiniBatch::new(&teacher, ste, size, seed)
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
