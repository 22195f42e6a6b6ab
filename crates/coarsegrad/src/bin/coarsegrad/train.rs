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
use std::process::{self, ExitCode};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use coarsegrad::arith::{Ball, Symbolic};

use crate::args::Format;
use crate::failure::{Failure, PRECISION_CAP};
use arguments::{ArithmeticName, TrainArguments};
use config::Config;
use course::Course;
use journey::Ending;

/// The exit code of an interrupted run.
const INTERRUPTED: u8 = 130;

pub(crate) fn run(arguments: &TrainArguments) -> Result<ExitCode, Failure> {
    let config = Config::read(arguments)?;
    let interrupted = watch()?;
    match config.arithmetic {
        ArithmeticName::F64 => run_in::<f64>(&config, arguments, &interrupted),
        ArithmeticName::Ball => run_in::<Ball>(&config, arguments, &interrupted),
        ArithmeticName::Exact => run_in::<Symbolic>(&config, arguments, &interrupted),
    }
}

/// The first interrupt asks the run to end after its step; the second ends the process.
fn watch() -> Result<Arc<AtomicBool>, Failure> {
    let interrupted = Arc::new(AtomicBool::new(false));
    let flag = Arc::clone(&interrupted);
    ctrlc::set_handler(move || {
        if flag.swap(true, Ordering::Relaxed) {
            process::exit(i32::from(INTERRUPTED));
        }
    })
    .map_err(|error| Failure::Setup(format!("interrupts cannot be handled: {error}")))?;
    Ok(interrupted)
}

fn run_in<T: Course>(
    config: &Config,
    arguments: &TrainArguments,
    interrupted: &Arc<AtomicBool>,
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
