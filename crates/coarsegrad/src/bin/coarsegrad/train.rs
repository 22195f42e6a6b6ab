//! `coarsegrad train`: coarse gradient descent from an instance's student.

pub(crate) mod arguments;
mod checkpoint;
mod config;
mod course;
mod document;
mod event;
mod fingerprint;
mod journey;
mod numbers;
mod plot;
mod radius;
mod records;
mod summary;
mod tally;

use std::io::{self, Write};
use std::process::ExitCode;
use std::sync::atomic::AtomicBool;

use coarsegrad::arith::{Ball, Symbolic};

use crate::args::Format;
use crate::failure::{Failure, PRECISION_CAP};
use crate::interrupt::{INTERRUPTED, stop_flag};
use arguments::{ArithmeticName, TrainArguments};
use config::Config;
use course::Course;
use journey::Ending;

pub(crate) fn run(arguments: &TrainArguments) -> Result<ExitCode, Failure> {
    let config = Config::read(arguments)?;
    // The run ends after its step.
    let interrupted = stop_flag()?;
    match config.arithmetic {
        ArithmeticName::F64 => run_in::<f64>(&config, arguments, &interrupted),
        ArithmeticName::Ball => run_in::<Ball>(&config, arguments, &interrupted),
        ArithmeticName::Exact => run_in::<Symbolic>(&config, arguments, &interrupted),
    }
}

fn run_in<T: Course>(
    config: &Config,
    arguments: &TrainArguments,
    interrupted: &AtomicBool,
) -> Result<ExitCode, Failure> {
    let journey = journey::travel::<T>(config, arguments, interrupted)?;
    if let Some(path) = &arguments.plot {
        plot::write(path, config, &journey)?;
    }
    let text = match arguments.format {
        Format::Json => document::document(config, &journey),
        Format::Text => {
            let choice = anstream::AutoStream::choice(&io::stdout());
            let colour = choice != anstream::ColorChoice::Never;
            summary::text(config, arguments, &journey, colour)
        }
    };
    let mut stdout = io::stdout().lock();
    stdout
        .write_all(text.as_bytes())
        .and_then(|()| stdout.flush())
        .map_err(Failure::Write)?;
    Ok(match journey.ending {
        Ending::Finished => ExitCode::SUCCESS,
        Ending::Interrupted => ExitCode::from(INTERRUPTED),
        Ending::Stopped(_) => ExitCode::from(PRECISION_CAP),
    })
}
