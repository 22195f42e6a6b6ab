//! The command `coarsegrad`.

mod args;
mod batch;
mod certify;
mod claims;
mod failure;
mod fingerprint;
mod golden;
mod input;
mod interrupt;
mod judge;
mod lines;
mod replay;
mod sample;
mod store;
mod tables;
mod text;
mod train;
mod value;

use std::io::{self, Write};
use std::process::ExitCode;

use clap::{CommandFactory, Parser};
use coarsegrad::schema;

use args::{Arguments, Command, SchemaName};
use failure::Failure;

/// GMP and MPFR allocate for every number; this allocator also takes the place of the C library's
/// `malloc`, and an instance of moderate size takes a sixth less time.
#[cfg(target_os = "linux")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    match run(Arguments::parse().command) {
        Ok(code) => code,
        Err(failure) => failure.report(),
    }
}

fn run(command: Command) -> Result<ExitCode, Failure> {
    match command {
        Command::Value(arguments) => value::run(arguments),
        Command::Sample(arguments) => sample::run(*arguments),
        Command::Train(arguments) => train::run(&arguments),
        Command::Certify(command) => certify::run(&command),
        Command::Judge(arguments) => judge::run(&arguments),
        Command::Replay(arguments) => replay::run(&arguments),
        Command::Fingerprint(arguments) => fingerprint::run(&arguments),
        Command::Claims(arguments) => claims::run(&arguments),
        Command::Golden(command) => golden::run(&command),
        Command::Tables { check, root } => tables::run(&root, check),
        Command::Schema { name } => print(match name {
            SchemaName::Instance => schema::INSTANCE,
            SchemaName::Value => schema::VALUE,
            SchemaName::ValueError => schema::VALUE_ERROR,
            SchemaName::Golden => schema::GOLDEN,
            SchemaName::Train => schema::TRAIN,
            SchemaName::TrainRecord => schema::TRAIN_RECORD,
            SchemaName::Trajectory => schema::TRAJECTORY,
            SchemaName::Sample => schema::SAMPLE,
            SchemaName::Claims => schema::CLAIMS,
            SchemaName::CertifyCheck => schema::CERTIFY_CHECK,
            SchemaName::Case => schema::CASE,
            SchemaName::Report => schema::REPORT,
            SchemaName::Known => schema::KNOWN,
            SchemaName::Fingerprint => schema::FINGERPRINT,
        }),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(
                shell,
                &mut Arguments::command(),
                env!("CARGO_BIN_NAME"),
                &mut script,
            );
            print(&String::from_utf8_lossy(&script))
        }
    }
}

fn print(text: &str) -> Result<ExitCode, Failure> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())
        .and_then(|()| out.flush())
        .map_err(Failure::Write)?;
    Ok(ExitCode::SUCCESS)
}
