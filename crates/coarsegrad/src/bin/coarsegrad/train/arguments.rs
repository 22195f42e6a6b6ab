//! The command line of `coarsegrad train`.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use coarsegrad::arith::{Rational, parse_rational};
use coarsegrad::model::Ste;
use coarsegrad::train::{Projection, Rule, Schedule};

use crate::args::Format;

pub(crate) const EXAMPLES: &str = "\
Examples:
  coarsegrad train examples/train-descent.json --ste clipped-relu --lr 1/20 --steps 2000 \\
      --out run.csv --plot run.svg
  coarsegrad train examples/train-descent.json --lr 1/20 --steps 200 --arithmetic ball
  coarsegrad train examples/train-spurious.json --ste identity --lr 1/20 --steps 300
  coarsegrad train examples/train-spurious.json --lr 1/10 --steps 20 --arithmetic exact
  coarsegrad train examples/train-descent.json --lr 1/20 --steps 2000 --oracle minibatch:256
  coarsegrad train run.json --lr 0.05 --steps 1000000 --checkpoint run.state --out run.jsonl
  coarsegrad train run.json --lr 0.05 --steps 1000000 --checkpoint run.state --out run.jsonl \\
      --resume run.state

Exit codes:
  0  all steps were taken
  1  reading or writing failed midway
  2  wrong usage, or an input that cannot be read or does not fit
  3  the run stopped before its last step, with a reason: balls too wide to decide or wider
     than --max-radius, exact arithmetic not closed, numbers that overflowed
130  interrupted; records, checkpoint and summary are complete up to the step reached";

/// The largest mini-batch.
const MAX_BATCH: u64 = 1 << 32;

#[derive(Args)]
pub(crate) struct TrainArguments {
    /// The instance: its student is the start. A JSON file; - reads standard input
    pub(crate) file: PathBuf,

    /// The straight-through estimator, by its name in `coarsegrad value --help`
    #[arg(long, value_name = "NAME", default_value = "relu", value_parser = parse_ste)]
    pub(crate) ste: Ste,

    /// The rate eta, exact: 1/20 or 0.05
    #[arg(long, value_name = "ETA", value_parser = parse_number, allow_hyphen_values = true)]
    pub(crate) lr: Rational,

    /// The number of steps in all, resumed ones included
    #[arg(long, value_name = "T", value_parser = clap::value_parser!(u64).range(1..=1_000_000_000))]
    pub(crate) steps: u64,

    /// Where gradients come from: population, minibatch:SIZE with that many fresh samples a step,
    /// or dataset:FILE with the user's own samples
    ///
    /// A data set is JSON: {"z": [...], "y": [...]} with, for each sample, m rows of n numbers
    /// in z and a label in y.
    #[arg(long, value_name = "ORACLE", default_value = "population", value_parser = parse_oracle)]
    pub(crate) oracle: OracleChoice,

    /// The seed of fresh samples
    #[arg(long, value_name = "SEED")]
    pub(crate) seed: Option<u64>,

    /// The samples of a data set that a step averages over, in turn; all if left out
    #[arg(long, value_name = "SAMPLES")]
    pub(crate) batch: Option<NonZeroUsize>,

    /// In what numbers: f64, ball (a validated trajectory) or exact (symbolic, short runs)
    #[arg(long, value_enum, default_value_t = ArithmeticName::F64, hide_possible_values = true)]
    pub(crate) arithmetic: ArithmeticName,

    /// The working precision of balls, in bits
    #[arg(long, value_name = "BITS", default_value_t = 256,
          value_parser = clap::value_parser!(u32).range(32..=100_000))]
    pub(crate) precision: u32,

    /// Stop when the ball of a weight is wider than this
    #[arg(long, value_name = "R", default_value = "1e-6", value_parser = parse_number)]
    pub(crate) max_radius: Rational,

    /// How the rate falls: constant, steps:FACTOR@T1+T2, inverse:DECAY, polynomial:POWER@LENGTH
    #[arg(long, value_name = "SCHEDULE", default_value = "constant", value_parser = parse_schedule)]
    pub(crate) schedule: Schedule,

    /// Bring w back to length one after every step
    #[arg(long)]
    pub(crate) normalise: bool,

    /// Heavy-ball momentum
    #[arg(long, value_name = "BETA", value_parser = parse_number, allow_hyphen_values = true,
          conflicts_with_all = ["nesterov", "adam"])]
    pub(crate) momentum: Option<Rational>,

    /// Nesterov's momentum
    #[arg(long, value_name = "BETA", value_parser = parse_number, allow_hyphen_values = true,
          conflicts_with = "adam")]
    pub(crate) nesterov: Option<Rational>,

    /// Adam; parameters 9/10,999/1000,1/100000000 if left out
    #[arg(long, value_name = "B1,B2,EPS", num_args = 0..=1, require_equals = true,
          default_missing_value = "9/10,999/1000,1/100000000", value_parser = parse_adam)]
    pub(crate) adam: Option<Rule>,

    /// Blend the float weight with the quantised one (0: BinaryConnect); needs --project
    #[arg(long, value_name = "RHO", value_parser = parse_number, allow_hyphen_values = true,
          requires = "project")]
    pub(crate) blend: Option<Rational>,

    /// Quantise w: binary, ternary, ternary-threshold, bits:B, grid:B:DELTA, identity
    #[arg(long, value_name = "SET", value_parser = parse_projection, requires = "blend")]
    pub(crate) project: Option<Projection>,

    /// Where records go, a .csv or .jsonl file
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,

    /// Record every K-th step; steps with events and the last are recorded always
    #[arg(long, value_name = "K", default_value_t = 1,
          value_parser = clap::value_parser!(u64).range(1..))]
    pub(crate) every: u64,

    /// Record an event when |w| falls below C
    #[arg(long, value_name = "C", value_parser = parse_number)]
    pub(crate) threshold: Option<Rational>,

    /// Write the state to this file, now and then, at the end and when interrupted
    #[arg(long, value_name = "STATE")]
    pub(crate) checkpoint: Option<PathBuf>,

    /// Write it every K steps
    #[arg(long, value_name = "K", default_value_t = 1000, requires = "checkpoint",
          value_parser = clap::value_parser!(u64).range(1..))]
    pub(crate) checkpoint_every: u64,

    /// Go on from a state of the same run; records after it are written again, bit for bit
    #[arg(long, value_name = "STATE")]
    pub(crate) resume: Option<PathBuf>,

    /// Draw loss, angle and |w| against the step, an SVG file
    #[arg(long, value_name = "FILE.svg")]
    pub(crate) plot: Option<PathBuf>,

    /// What to print at the end: text for people or json for programs
    #[arg(long, value_enum, default_value_t = Format::Text, hide_possible_values = true)]
    pub(crate) format: Format,
}

/// Where gradients come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum OracleChoice {
    Population,
    MiniBatch(u64),
    Dataset(PathBuf),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ArithmeticName {
    /// Doubles, each recorded step bounded against its enclosure
    F64,
    /// Enclosures
    Ball,
    /// Symbolic values, while they are closed
    Exact,
}

fn parse_ste(text: &str) -> Result<Ste, String> {
    text.parse()
        .map_err(|error: coarsegrad::model::ModelError| error.to_string())
}

fn parse_number(text: &str) -> Result<Rational, String> {
    let number = parse_rational(text).map_err(|error| error.to_string())?;
    let bits = number.numer().significant_bits() + number.denom().significant_bits();
    if bits > 4096 {
        return Err(format!(
            "a number of {bits} bits; at most 4096 are read here"
        ));
    }
    Ok(number)
}

fn parse_oracle(text: &str) -> Result<OracleChoice, String> {
    match text.split_once(':') {
        None if text == "population" => Ok(OracleChoice::Population),
        Some(("minibatch", size)) => match size.parse() {
            Ok(size) if (1..=MAX_BATCH).contains(&size) => Ok(OracleChoice::MiniBatch(size)),
            _ => Err(format!(
                "the size of a mini-batch is between 1 and {MAX_BATCH}"
            )),
        },
        Some(("dataset", file)) if !file.is_empty() => {
            Ok(OracleChoice::Dataset(PathBuf::from(file)))
        }
        _ => Err("expected population, minibatch:SIZE or dataset:FILE".to_owned()),
    }
}

fn parse_schedule(text: &str) -> Result<Schedule, String> {
    text.parse()
        .map_err(|error: coarsegrad::train::TrainError| error.to_string())
}

fn parse_projection(text: &str) -> Result<Projection, String> {
    text.parse()
        .map_err(|error: coarsegrad::train::TrainError| error.to_string())
}

fn parse_adam(text: &str) -> Result<Rule, String> {
    let numbers: Vec<Rational> = text
        .split(',')
        .map(parse_number)
        .collect::<Result<_, _>>()?;
    let [first, second, epsilon] = <[Rational; 3]>::try_from(numbers)
        .map_err(|_| "expected three numbers, as in 9/10,999/1000,1e-8".to_owned())?;
    Rule::Adam {
        first,
        second,
        epsilon,
    }
    .checked()
    .map_err(|error| error.to_string())
}
