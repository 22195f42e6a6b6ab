//! `coarsegrad golden`: the corpus of cases, written, compared or shown.

pub(crate) mod arguments;
mod folder;
mod generate;
mod show;

use std::process::ExitCode;

use crate::failure::Failure;
use arguments::GoldenCommand;

pub(crate) fn run(command: &GoldenCommand) -> Result<ExitCode, Failure> {
    match command {
        GoldenCommand::Generate(arguments) => generate::run(arguments),
        GoldenCommand::Show(arguments) => show::run(arguments),
    }
}
