//! The command line of `coarsegrad golden`.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use coarsegrad::golden::twins::MAX_BULK_ENTRIES;

use crate::args::Format;

pub(crate) const EXIT_CODES: &str = "\
Exit codes:
  0  done; with --check, every file is what is generated
  1  a file is stale, the oracles disagree, or reading or writing failed
  2  wrong usage
130  interrupted; no file is left half-written";

const SHOW_EXAMPLES: &str = "\
Examples:
  coarsegrad golden show clip.dx/unit-1
  coarsegrad golden show clip.dx/unit-1 --format json

Exit codes:
  0  the case was printed
  1  writing failed
  2  wrong usage, cases that cannot be read, or no such case
130  interrupted";

#[derive(Subcommand)]
pub(crate) enum GoldenCommand {
    /// Compute every case afresh and write the files of the corpus, in a checkout
    ///
    /// Each expectation is found by two oracles that share no arithmetic. Where they disagree, nothing is
    /// written. The files depend on nothing but the program. A manifest beside them has their hashes.
    #[command(after_help = EXIT_CODES)]
    Generate(GenerateArguments),
    /// Print one case: what is asked, what is expected under which choices, and what it catches
    #[command(after_help = SHOW_EXAMPLES)]
    Show(ShowArguments),
}

#[derive(Args)]
pub(crate) struct ShowArguments {
    /// The id of the case
    pub(crate) case: String,

    /// A file of cases; - reads standard input; the cases that come with the program if left out
    #[arg(long, value_name = "FILE.jsonl")]
    pub(crate) cases: Option<PathBuf>,

    /// What to print: text for people or json (the record) for programs
    #[arg(long, value_enum, default_value_t = Format::Text, hide_possible_values = true)]
    pub(crate) format: Format,
}

#[derive(Args)]
pub(crate) struct GenerateArguments {
    /// Write nothing; name what is stale, exit code 1 if anything is
    #[arg(long)]
    pub(crate) check: bool,

    /// Also write the cases as safetensors and npz files, with their hashes, into this folder
    #[arg(long, value_name = "DIR", conflicts_with = "check")]
    pub(crate) twins: Option<PathBuf>,

    /// Also write large tensors of so many entries each into that folder
    #[arg(long, value_name = "N", requires = "twins", value_parser = entries)]
    pub(crate) entries: Option<usize>,

    /// The root of the checkout
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub(crate) root: PathBuf,

    /// What to print: text for people or json for programs
    #[arg(long, value_enum, default_value_t = Format::Text, hide_possible_values = true)]
    pub(crate) format: Format,
}

fn entries(text: &str) -> Result<usize, String> {
    text.parse()
        .ok()
        .filter(|entries| (1..=MAX_BULK_ENTRIES).contains(entries))
        .ok_or_else(|| format!("must be 1 to {MAX_BULK_ENTRIES}"))
}
