//! The command line of `coarsegrad sample` and `coarsegrad sample merge`.

use std::ops::Range;
use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, Subcommand};
use coarsegrad::mc::{Estimator, Level, Precision, Request, Simd};
use coarsegrad::model::Ste;

use super::numbers;
use crate::args::Format;

pub(crate) const EXAMPLES: &str = "\
Examples:
  coarsegrad sample examples/generic.json
  coarsegrad sample --ste clipped-relu --samples 1e8 --seed 7 examples/generic.json
  coarsegrad sample --until-rel 1e-3 --samples 1e10 examples/generic.json
  coarsegrad sample --samples 1e10 --resume run.state examples/generic.json

On several machines, with the same options but for the blocks:
  coarsegrad sample --samples 1e10 --blocks 0..300000 --partial a.json examples/generic.json
  coarsegrad sample --samples 1e10 --blocks 300000..610352 --partial b.json examples/generic.json
  coarsegrad sample merge examples/generic.json a.json b.json";

pub(crate) const EXIT_CODES: &str = "\
Exit codes:
  0  done; with --until-rel also if the relative error was not reached
  1  reading or writing failed midway
  2  wrong usage, an input that cannot be read or is not valid, parts that cannot be merged
  3  an exact variance was not enclosed before the precision cap
130  interrupted; what was reached is printed";

#[derive(Args)]
#[command(
    args_conflicts_with_subcommands = true,
    subcommand_negates_reqs = true,
    disable_help_subcommand = true
)]
pub(crate) struct SampleArguments {
    #[command(subcommand)]
    pub(crate) merge: Option<SampleCommand>,

    #[command(flatten)]
    pub(crate) run: RunArguments,
}

#[derive(Subcommand)]
pub(crate) enum SampleCommand {
    /// Merge partial results of one run, exactly
    ///
    /// Every block must be in one part, and in one part only. The result is the same bytes as from
    /// one run.
    #[command(after_help = EXIT_CODES)]
    Merge(MergeArguments),
}

#[derive(Args)]
pub(crate) struct MergeArguments {
    /// The instance, a JSON file; - reads standard input
    pub(crate) file: PathBuf,

    /// The partial results, written by --partial or --resume
    #[arg(required = true, value_name = "PART")]
    pub(crate) parts: Vec<PathBuf>,

    /// Write the union as a partial result, blocks missing or not; - is standard output
    #[arg(long, value_name = "OUT", conflicts_with = "OutputArguments")]
    pub(crate) partial: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) output: OutputArguments,

    /// Say nothing on standard error but errors
    #[arg(long)]
    pub(crate) quiet: bool,
}

#[derive(Args)]
pub(crate) struct RunArguments {
    /// The instance, a JSON file; - reads standard input
    #[arg(required = true)]
    pub(crate) file: Option<PathBuf>,

    /// The straight-through estimator
    ///
    /// identity, relu, clipped-relu, hard-tanh, leaky-relu:ALPHA (1/10 if left out), gaussian:S
    /// (1 if left out), or piecewise:VALUE[BREAKPOINT]VALUE... as in piecewise:0[-1]1[1]0.
    #[arg(long, value_name = "NAME", default_value = "relu", value_parser = parse_ste)]
    ste: Ste,

    /// The number of samples, as in 1e7, 2.5e6 or 10_000_000
    #[arg(
        long,
        value_name = "N",
        default_value = "1e6",
        allow_negative_numbers = true,
        value_parser = numbers::samples
    )]
    samples: u64,

    /// The seed: sample k of a seed is always the same
    #[arg(
        long,
        value_name = "S",
        default_value_t = 1,
        allow_negative_numbers = true
    )]
    seed: u64,

    /// What is sampled: full, projected or states
    ///
    /// full draws every entry of Z. projected draws the two coordinates of each row in the plane of
    /// w and w*. states draws the two signs of each row, for STEs whose slope depends on the sign
    /// alone. All estimate the same, with the variance less each time.
    #[arg(long, value_name = "KIND", default_value = "projected")]
    estimator: Estimator,

    /// The precision of the samples: f64 or f32
    #[arg(long, value_name = "P", default_value = "f64")]
    precision: Precision,

    /// Estimate all covariances of the entries of the coarse gradient; needs --estimator full
    #[arg(long)]
    covariance: bool,

    /// Leave out the population gradient in w, and with it the inner product and the cosine
    #[arg(long)]
    no_population_gradient: bool,

    /// Stop when the expected coarse gradient is known to this relative error; --samples is the cap
    ///
    /// The result is looked at after numbers of samples that are part of the run. The error is
    /// bounded by confidence sequences, which hold at all numbers of samples together, and so do the
    /// intervals then.
    #[arg(
        long,
        value_name = "R",
        allow_negative_numbers = true,
        value_parser = numbers::positive,
        conflicts_with_all = ["blocks", "partial", "exact_variance"]
    )]
    pub(crate) until_rel: Option<f64>,

    /// Keep what was done in this file, and go on from it if it is there
    ///
    /// The result is the same bits as without a break. The file is itself a partial result.
    #[arg(long, value_name = "STATE")]
    pub(crate) resume: Option<PathBuf>,

    /// How often the file is written, in seconds
    #[arg(
        long,
        value_name = "SECONDS",
        default_value = "10",
        allow_negative_numbers = true,
        value_parser = numbers::seconds,
        requires = "resume"
    )]
    pub(crate) checkpoint_every: Duration,

    /// Compute these blocks of the run only, from A to B - 1; needs --partial
    #[arg(long, value_name = "A..B", value_parser = numbers::range, requires = "partial")]
    pub(crate) blocks: Option<Range<u64>>,

    /// Write a partial result for `sample merge` and no estimate; - is standard output
    #[arg(long, value_name = "OUT", conflicts_with = "OutputArguments")]
    pub(crate) partial: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) output: OutputArguments,

    /// The widest instructions to use, portable, avx2 or avx512; the result is the same
    #[arg(long, value_name = "LEVEL")]
    pub(crate) simd: Option<Simd>,

    /// Say nothing on standard error but errors
    #[arg(long)]
    pub(crate) quiet: bool,

    /// Say on standard error how long it took, even if that is no terminal
    #[arg(long, conflicts_with = "quiet")]
    pub(crate) verbose: bool,
}

/// What is printed, and how.
#[derive(Args)]
pub(crate) struct OutputArguments {
    /// The level of the intervals
    #[arg(
        long,
        value_name = "P",
        default_value = "0.95",
        allow_negative_numbers = true,
        value_parser = numbers::level
    )]
    pub(crate) level: Level,

    /// Add intervals whose variance is exact, from closed forms
    #[arg(long)]
    pub(crate) exact_variance: bool,

    /// What to print: text for people or json for programs
    #[arg(long, value_enum, default_value_t = Format::Text, hide_possible_values = true)]
    pub(crate) format: Format,
}

fn parse_ste(text: &str) -> Result<Ste, String> {
    if text == "all" {
        return Err("a run is for one straight-through estimator".to_owned());
    }
    text.parse()
        .map_err(|error: coarsegrad::model::ModelError| error.to_string())
}

impl RunArguments {
    /// What to sample.
    pub(crate) fn request(&self) -> Request {
        Request {
            ste: self.ste.clone(),
            estimator: self.estimator,
            precision: self.precision,
            seed: self.seed,
            samples: self.samples,
            covariance: self.covariance,
            population_gradient: !self.no_population_gradient,
        }
    }
}
