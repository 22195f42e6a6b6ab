//! The command line of `coarsegrad certify`.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use coarsegrad::golden::coq::{MAX_PER_FILE, PER_FILE};

use crate::args::Format;

pub(crate) const EXIT_CODES: &str = "\
Exit codes:
  0  done; every check passed
  1  a check failed, or reading or writing did
  2  wrong usage, or a golden file that is not valid
  4  Coq 8.16.1 or its libraries are not installed
130  interrupted; no file is left half-written";

#[derive(Subcommand)]
pub(crate) enum CertifyCommand {
    /// Write golden values as files of lemmas, or compare with those on disk
    #[command(after_help = EXIT_CODES)]
    Export(ExportArguments),
    /// Compare, compile and damage the certificates of a checkout; needs Coq
    ///
    /// Four steps: the files must be what an export writes; the theory and every file of lemmas must
    /// compile; the compiled files must hold exactly the lemmas that the golden values ask for; and
    /// for each quantity a certificate with one digit changed must be refused. Files are compiled in
    /// a temporary folder.
    #[command(after_help = EXIT_CODES)]
    Check(CheckArguments),
}

#[derive(Args)]
pub(crate) struct ExportArguments {
    /// The golden values; those that come with the program if left out
    #[arg(long, value_name = "FILE")]
    pub(crate) golden: Option<PathBuf>,

    /// The folder of the certificates
    ///
    /// Files that an earlier export wrote and this one does not are removed; others are left alone.
    /// Where a file that no export wrote has the name of one, nothing is written.
    #[arg(long, value_name = "DIR", default_value = "proofs/certs")]
    pub(crate) out: PathBuf,

    /// Lemmas in a file
    #[arg(long, value_name = "N", default_value_t = PER_FILE, value_parser = per_file)]
    pub(crate) per_file: usize,

    /// Write nothing; name the first difference, exit code 1 if there is one
    #[arg(long)]
    pub(crate) check: bool,
}

#[derive(Args)]
pub(crate) struct CheckArguments {
    /// The folder of the proofs, in a checkout
    #[arg(long, value_name = "DIR", default_value = "proofs")]
    pub(crate) proofs: PathBuf,

    /// Files compiled at a time; each takes 700 MB of memory
    #[arg(long, short, value_name = "N", default_value_t = 2, value_parser = clap::value_parser!(u8).range(1..=64))]
    pub(crate) jobs: u8,

    /// What to print: text for people or json for programs
    #[arg(long, value_enum, default_value_t = Format::Text, hide_possible_values = true)]
    pub(crate) format: Format,
}

fn per_file(text: &str) -> Result<usize, String> {
    text.parse()
        .ok()
        .filter(|count| (1..=MAX_PER_FILE).contains(count))
        .ok_or_else(|| format!("must be 1 to {MAX_PER_FILE}"))
}
