//! The command line of `coarsegrad golden`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use crate::args::Format;

pub(crate) const EXIT_CODES: &str = "\
Exit codes:
  0  done; with --check, every file is what is generated
  1  a file is stale, the oracles disagree, or reading or writing failed
  2  wrong usage
130  interrupted; no file is left half-written";

#[derive(Subcommand)]
pub(crate) enum GoldenCommand {
    /// Compute every case afresh and write the files of the corpus, in a checkout
    ///
    /// Each expectation is found by two oracles that share no arithmetic. Where they disagree, nothing is
    /// written. The files depend on nothing but the program.
    #[command(after_help = EXIT_CODES)]
    Generate(GenerateArguments),
}

#[derive(Args)]
pub(crate) struct GenerateArguments {
    /// Write nothing; name what is stale, exit code 1 if anything is
    #[arg(long)]
    pub(crate) check: bool,

    /// The root of the checkout
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub(crate) root: PathBuf,

    /// What to print: text for people or json for programs
    #[arg(long, value_enum, default_value_t = Format::Text, hide_possible_values = true)]
    pub(crate) format: Format,
}
