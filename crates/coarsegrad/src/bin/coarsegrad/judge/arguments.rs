//! The command line of `coarsegrad judge`, and what it shares with `replay` and `fingerprint`.

use std::path::PathBuf;
use std::time::Duration;

use clap::Args;
use clap::builder::NonEmptyStringValueParser;
use coarsegrad::golden::judge::split_command;
use coarsegrad::model::pointwise::Dtype;

use crate::args::Format;

pub(crate) const EXAMPLES: &str = "\
Examples:
  coarsegrad judge --backend 'python3 my_backend.py'
  coarsegrad judge --backend ./my_backend --family fake_quant --dtype f32,bf16 --report out
  coarsegrad judge --backend ./my_backend --known known.json --track last/report.json

Exit codes:
  0  every answer that could be judged is right, or known to be wrong
  1  the report could not be written
  2  wrong usage, a file that cannot be read or is not valid, a family that has no case, or a known
     finding of a case that does not exist
  3  a wrong answer, an error or a time-out; or something known to be wrong that is right
  4  nothing worse than answers that another convention than the declared one explains
  5  nothing could be judged
  6  the backend broke the protocol or could not be judged to the end, or cases cannot be read
  7  a record, or an entry of the list of known findings, is stale
130  interrupted; the report is of what was judged until then";

#[derive(Args)]
pub(crate) struct JudgeArguments {
    #[command(flatten)]
    pub(crate) backend: BackendArguments,

    /// Only cases whose ids begin with this, as fake_quant or clip.dx; may be given again
    #[arg(long, value_name = "F", value_parser = NonEmptyStringValueParser::new())]
    pub(crate) family: Vec<String>,

    /// Write report.json, junit.xml, report.md, report.html and badge.json into this folder
    ///
    /// The folder is made if it is not there. Each file is there in full or not at all.
    #[arg(long, value_name = "DIR")]
    pub(crate) report: Option<PathBuf>,

    /// An earlier report.json: show what changed since then
    #[arg(long, value_name = "FILE")]
    pub(crate) track: Option<PathBuf>,

    /// Findings that are known and do not count
    ///
    /// A JSON file: {"schema": "coarsegrad/known/1", "known": [{"id": "clip.dx/unit-1", "dtype":
    /// "f32", "reason": "issue 7"}]}. One that is right now counts as a failure, so that the list
    /// gets shorter.
    #[arg(long, value_name = "FILE", verbatim_doc_comment)]
    pub(crate) known: Option<PathBuf>,

    /// Cases that are asked at once, of an output that the backend computes in bulk
    #[arg(long, value_name = "N", default_value_t = 16384, value_parser = clap::value_parser!(u32).range(1..=1 << 20))]
    pub(crate) bulk: u32,

    /// Ask one case at a time
    #[arg(long, conflicts_with = "bulk")]
    pub(crate) no_bulk: bool,

    /// How often the backend is started again after a crash, a time-out or a broken message
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub(crate) restarts: u32,

    /// How many findings are printed; those of the report are up to 1000
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub(crate) show: usize,

    /// What to print: text for people or json (the report) for programs
    #[arg(long, value_enum, default_value_t = Format::Text, hide_possible_values = true)]
    pub(crate) format: Format,
}

/// What is judged, by which cases and within which times.
#[derive(Args)]
pub(crate) struct BackendArguments {
    /// The backend: a program and its arguments
    ///
    /// It is started without a shell: quotes and backslashes keep words together, nothing is
    /// expanded. It reads requests from its standard input and answers on its standard output, as
    /// the guide describes.
    #[arg(long, value_name = "CMD", value_parser = command)]
    pub(crate) backend: CommandLine,

    /// A file of cases; - reads standard input; the cases that come with the program if left out
    #[arg(long, value_name = "FILE.jsonl")]
    pub(crate) cases: Option<PathBuf>,

    /// The formats to ask for, separated by commas: f64, f32, bf16, f16; those that it has if left out
    #[arg(long, value_name = "NAMES", value_delimiter = ',', value_parser = dtype)]
    pub(crate) dtype: Vec<Dtype>,

    /// The seconds that an answer may take; one in bulk may take six times as many
    #[arg(long, value_name = "S", default_value = "10", value_parser = seconds)]
    pub(crate) timeout: Duration,

    /// The seconds that it may take to start
    #[arg(long, value_name = "S", default_value = "120", value_parser = seconds)]
    pub(crate) startup: Duration,
}

/// A program and its arguments.
#[derive(Clone, Debug)]
pub(crate) struct CommandLine {
    /// As it was given.
    pub(crate) text: String,
    pub(crate) words: Vec<String>,
}

fn command(text: &str) -> Result<CommandLine, String> {
    let words = split_command(text).map_err(|error| error.to_string())?;
    Ok(CommandLine {
        text: text.to_owned(),
        words,
    })
}

fn dtype(name: &str) -> Result<Dtype, String> {
    name.parse()
        .map_err(|_| "must be f64, f32, bf16 or f16".to_owned())
}

fn seconds(text: &str) -> Result<Duration, String> {
    const DAY: f64 = 86400.0;
    text.parse()
        .ok()
        .filter(|seconds: &f64| *seconds >= 0.001 && *seconds <= DAY)
        .map(Duration::from_secs_f64)
        .ok_or_else(|| "must be a number of seconds from 0.001 to 86400".to_owned())
}
