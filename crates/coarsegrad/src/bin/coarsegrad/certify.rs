//! `coarsegrad certify`: golden values as certificates, written, compared and compiled.

pub(crate) mod arguments;
mod check;
mod coq;
mod export;
mod report;
mod scratch;

use std::path::Path;
use std::process::ExitCode;

use coarsegrad::golden::{self, MAX_GOLDEN_BYTES, Record};

use crate::failure::Failure;
use crate::input::Input;
use arguments::CertifyCommand;

pub(crate) fn run(command: &CertifyCommand) -> Result<ExitCode, Failure> {
    match command {
        CertifyCommand::Export(arguments) => export::run(arguments),
        CertifyCommand::Check(arguments) => check::run(arguments),
    }
}

/// Golden values with their text and where they come from.
struct Golden {
    name: String,
    text: String,
    records: Vec<Record>,
}

/// Reads a golden file, or takes the golden values that come with the library.
fn golden(file: Option<&Path>) -> Result<Golden, Failure> {
    let (name, bytes) = match file {
        None => (
            golden::GOLDEN_FILE.to_owned(),
            golden::GOLDEN.as_bytes().to_vec(),
        ),
        Some(path) => Input::open(path)?.read_within(MAX_GOLDEN_BYTES, "golden values")?,
    };
    let records = golden::parse(&bytes).map_err(|source| Failure::Golden {
        name: name.clone(),
        source,
    })?;
    // The JSON reader has seen that it is UTF-8.
    let text = String::from_utf8(bytes).map_err(|_| Failure::Input {
        name: name.clone(),
        message: "is not UTF-8 text".to_owned(),
    })?;
    Ok(Golden {
        name,
        text,
        records,
    })
}
