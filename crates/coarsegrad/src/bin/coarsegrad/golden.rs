//! `coarsegrad golden`: the corpus of cases, written or compared.

pub(crate) mod arguments;
mod generate;

use std::process::ExitCode;

use crate::failure::Failure;
use arguments::GoldenCommand;

pub(crate) fn run(command: &GoldenCommand) -> Result<ExitCode, Failure> {
    match command {
        GoldenCommand::Generate(arguments) => generate::run(arguments),
    }
}
