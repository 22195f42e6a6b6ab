//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use coarsegrad::exact::MAX_DIGITS;
use coarsegrad::model::Ste;

use crate::sample;

const EXIT_CODES: &str = "\
Exit codes:
  0  every value was computed
  1  reading or writing failed midway, or tables --check found a stale table
  2  wrong usage, or an input that cannot be read or is not a valid instance
     (in a batch: at least one such line)
  3  a value was not enclosed to the digits asked for before the precision cap
130  a batch was interrupted; the lines printed are complete";

const VALUE_EXAMPLES: &str = "\
Examples:
  coarsegrad value examples/generic.json
  coarsegrad value --ste all --digits 100 examples/saddle.json
  coarsegrad value --format json - < examples/kink.json
  coarsegrad value --format json --cases examples/cases.jsonl > values.jsonl

An instance is a JSON object with exact numbers: fractions, decimals, hexadecimal floats or
JSON numbers, all read by their text (0.1 is exactly one tenth):
  {\"model\": \"two-layer\",
   \"student\": {\"v\": [\"3/5\", \"-1\"], \"w\": [\"1\", \"0.25\"]},
   \"teacher\": {\"v\": [\"1\", \"2\"], \"w\": [\"1\", \"0\"]}}";

/// Certified numbers for straight-through estimators.
///
/// The population loss, its gradient and the expected coarse gradients of the two-layer model with
/// binary activation. `value` prints numbers with a radius that is a proven bound of their error,
/// and with their closed form where one is known; `sample` estimates the same by Monte Carlo, with
/// confidence intervals; `train` follows coarse gradient descent; `judge` puts exact cases to another
/// implementation, `fingerprint` names the conventions that it follows, `replay` repeats one case; `claims`
/// says what is claimed and on what evidence.
#[derive(Parser)]
#[command(version, after_help = EXIT_CODES)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Print the values of an instance: loss, gradients, coarse gradients, variances
    #[command(after_help = format!("{VALUE_EXAMPLES}\n\n{EXIT_CODES}"))]
    Value(ValueArguments),
    /// Estimate the values of an instance by Monte Carlo, with confidence intervals
    #[command(after_help = format!("{}\n\n{}", sample::EXAMPLES, sample::EXIT_CODES))]
    Sample(Box<sample::SampleArguments>),
    /// Train the student of an instance by coarse gradient descent, step by step
    #[command(after_help = crate::train::arguments::EXAMPLES)]
    Train(Box<crate::train::arguments::TrainArguments>),
    /// Export golden values as certificates for Coq, or compile and check them
    #[command(subcommand, after_help = crate::certify::arguments::EXIT_CODES)]
    Certify(crate::certify::arguments::CertifyCommand),
    /// Judge another implementation by exact cases
    ///
    /// A backend is a program that answers requests, as the guide to the judge describes. Cases are
    /// put to it, and a report says which answers are right under the convention that it declares,
    /// and which convention would explain the others.
    #[command(after_help = crate::judge::arguments::EXAMPLES)]
    Judge(Box<crate::judge::arguments::JudgeArguments>),
    /// Put one case to a backend and show every line of the exchange
    #[command(after_help = crate::replay::EXAMPLES)]
    Replay(Box<crate::replay::ReplayArguments>),
    /// Name the conventions that a backend follows, whatever it declares
    #[command(after_help = crate::fingerprint::EXAMPLES)]
    Fingerprint(Box<crate::fingerprint::FingerprintArguments>),
    /// Write the corpus of cases, compare it with what is there, or show one of them
    #[command(subcommand, after_help = crate::golden::arguments::EXIT_CODES)]
    Golden(crate::golden::arguments::GoldenCommand),
    /// Print what is claimed, and how well each claim is supported
    #[command(after_help = crate::claims::EXAMPLES)]
    Claims(crate::claims::ClaimsArguments),
    /// Print the JSON Schema of a document that is read or written
    Schema {
        /// Which schema
        name: SchemaName,
    },
    /// Write the tables of the book and the README, in a checkout
    Tables {
        /// Only compare; show what is stale, exit code 1 if anything is
        #[arg(long)]
        check: bool,
        /// The root of the checkout
        #[arg(long, default_value = ".")]
        root: PathBuf,
    },
    /// Print the completion script of a shell
    Completions {
        /// Which shell
        shell: Shell,
    },
}

#[derive(Args)]
pub(crate) struct ValueArguments {
    /// The instance, a JSON file; - reads standard input
    #[arg(required_unless_present = "cases", conflicts_with = "cases")]
    pub(crate) file: Option<PathBuf>,

    /// A batch: a file with one instance a line; - reads standard input
    ///
    /// One document is written for each line, in the same order; a line without an instance (an
    /// empty one too) gets an error document in its place and a message on standard error, and
    /// the rest is still done. Lines are computed in parallel; RAYON_NUM_THREADS limits the
    /// threads.
    #[arg(long, value_name = "FILE.jsonl")]
    pub(crate) cases: Option<PathBuf>,

    /// The straight-through estimators, separated by commas
    ///
    /// identity, relu, clipped-relu, hard-tanh, leaky-relu:ALPHA (1/10 if left out), gaussian:S
    /// (1 if left out), piecewise:VALUE[BREAKPOINT]VALUE... as in piecewise:0[-1]1[1]0, or all:
    /// one of each named kind. Parameters are exact. One given twice counts once.
    #[arg(
        long,
        value_name = "NAME",
        value_delimiter = ',',
        value_parser = parse_stes,
        default_value = "identity,relu,clipped-relu",
        hide_possible_values = true
    )]
    pub(crate) ste: Vec<SteChoice>,

    /// The digits guaranteed, 1 to 100000
    ///
    /// Every radius is at most 10^-N times the magnitude of its number, or of the largest entry of
    /// its vector.
    #[arg(
        long,
        value_name = "N",
        default_value_t = 30,
        value_parser = clap::value_parser!(u32).range(1..=i64::from(MAX_DIGITS))
    )]
    pub(crate) digits: u32,

    /// Leave out closed forms
    ///
    /// The same numbers to the digits asked for; a batch takes about a quarter less time.
    #[arg(long)]
    pub(crate) no_exact: bool,

    /// What to print: text for people or json for programs
    #[arg(long, value_enum, default_value_t = Format::Text, hide_possible_values = true)]
    pub(crate) format: Format,
}

/// One name given with `--ste`.
#[derive(Clone, Debug)]
pub(crate) enum SteChoice {
    All,
    One(Ste),
}

fn parse_stes(text: &str) -> Result<SteChoice, String> {
    if text == "all" {
        return Ok(SteChoice::All);
    }
    text.parse().map(SteChoice::One).map_err(|error| {
        let error: coarsegrad::model::ModelError = error;
        error.to_string()
    })
}

impl ValueArguments {
    /// The straight-through estimators asked for, each once, in the order of their first mention.
    pub(crate) fn stes(&self) -> Vec<Ste> {
        let mut stes: Vec<Ste> = Vec::new();
        let mut add = |ste: Ste| {
            if !stes.contains(&ste) {
                stes.push(ste);
            }
        };
        for choice in &self.ste {
            match choice {
                SteChoice::All => Ste::catalogue().into_iter().for_each(&mut add),
                SteChoice::One(ste) => add(ste.clone()),
            }
        }
        stes
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Tables for people
    Text,
    /// One JSON document a line
    Json,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum SchemaName {
    /// What is read
    Instance,
    /// What is written
    Value,
    /// What a batch writes in the place of a value that could not be computed
    ValueError,
    /// What a training run came to
    Train,
    /// One line of a training run's records
    TrainRecord,
    /// The golden values that certificates are made of
    Golden,
    /// The golden trajectories
    Trajectory,
    /// What sample writes
    Sample,
    /// What claims writes
    Claims,
    /// What certify check writes
    CertifyCheck,
    /// One case of the judge
    Case,
    /// What judge writes
    Report,
    /// The findings that judge --known reads
    Known,
    /// What fingerprint writes
    Fingerprint,
}
