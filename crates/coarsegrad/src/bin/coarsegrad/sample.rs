//! `coarsegrad sample`: Monte Carlo estimates of an instance, and `coarsegrad sample merge`.

mod arguments;
mod destination;
mod job;
mod merge;
#[cfg(feature = "mpi")]
mod mpi;
mod numbers;
mod part;
mod progress;
mod text;

use std::io::{self, IsTerminal, Write};
use std::ops::Range;
use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use coarsegrad::arith::Rational;
use coarsegrad::json;
use coarsegrad::mc::{Partial, Plan};
use coarsegrad::model::{TwoLayer, parse_instance};
use coarsegrad::sample::{ExactVariances, SampleReport};

use crate::args::Format;
use crate::failure::{Failure, error_line, say};
use crate::input::Input;
use crate::interrupt::INTERRUPTED;
use crate::store::Store;

pub(crate) use arguments::{EXAMPLES, EXIT_CODES, SampleArguments};
use arguments::{OutputArguments, RunArguments, SampleCommand};
use destination::{Destination, save};
use job::{Checkpoints, Done, Job};

pub(crate) fn run(arguments: SampleArguments) -> Result<ExitCode, Failure> {
    match arguments.merge {
        Some(SampleCommand::Merge(arguments)) => merge::run(&arguments),
        #[cfg(feature = "mpi")]
        None if arguments.run.mpi => mpi::run(&arguments.run),
        None => sample(&arguments.run),
    }
}

fn sample(arguments: &RunArguments) -> Result<ExitCode, Failure> {
    rayon::ThreadPoolBuilder::new()
        .build_global()
        .map_err(|error| Failure::Setup(format!("threads cannot be started: {error}")))?;
    let file = arguments.file.as_deref().unwrap_or(Path::new("-"));
    let Instance { name, instance } = Instance::read(file)?;
    let plan = plan(arguments, &instance)?;
    let exact = exact_variances(&name, &instance, &plan, &arguments.output)?;
    // Known to be too large, and of no use from here on.
    drop(instance);
    let blocks = arguments.blocks.clone().unwrap_or(0..plan.blocks());
    let part = arguments.partial.as_deref();
    let part = part.map(Destination::new).transpose()?;
    let (checkpoints, start) = start(arguments, &plan, &blocks)?;
    let job = Job {
        plan: &plan,
        blocks,
        until: arguments
            .until_rel
            .map(|bound| (bound, arguments.output.level)),
        checkpoints,
        progress: !arguments.quiet && io::stderr().is_terminal(),
    };
    let done = job.run(start)?;
    if arguments.verbose || job.progress {
        say(&timing(&plan, &done));
    }
    let code = match done.finished {
        true => ExitCode::SUCCESS,
        false => ExitCode::from(INTERRUPTED),
    };
    if let Some(part) = part {
        part.write(&done.partial)?;
        if !arguments.quiet {
            say(&part::note(&plan, &done, part.name()));
        }
    } else if done.partial.blocks().is_empty() {
        say(&error_line("interrupted before the first block was done"));
    } else {
        let until_rel = arguments.until_rel;
        print(&plan, &done.partial, until_rel, exact, &arguments.output)?;
    }
    match done.unsaved {
        Some(failure) => Err(failure),
        None => Ok(code),
    }
}

/// An instance and how messages call it.
struct Instance {
    name: String,
    instance: TwoLayer<Rational>,
}

impl Instance {
    fn read(file: &Path) -> Result<Self, Failure> {
        let (name, bytes) = Input::open(file)?.read()?;
        match parse_instance(&bytes) {
            Ok(instance) => Ok(Instance { name, instance }),
            Err(source) => Err(Failure::Instance { name, source }),
        }
    }
}

fn plan(arguments: &RunArguments, instance: &TwoLayer<Rational>) -> Result<Plan, Failure> {
    let plan = Plan::new(instance, arguments.request()).map_err(Failure::Sample)?;
    match arguments.simd {
        Some(simd) if simd != simd.available() => Err(Failure::Input {
            name: "--simd".to_owned(),
            message: format!("this machine has no {simd}, at most {}", simd.available()),
        }),
        Some(simd) => Ok(plan.with_simd(simd)),
        None => Ok(plan),
    }
}

/// The exact variances, where asked for.
fn exact_variances(
    name: &str,
    instance: &TwoLayer<Rational>,
    plan: &Plan,
    output: &OutputArguments,
) -> Result<Option<ExactVariances>, Failure> {
    let request = plan.request();
    let compute = || ExactVariances::new(instance, &request.ste, request.estimator);
    output
        .exact_variance
        .then(compute)
        .transpose()
        .map_err(|source| Failure::Value {
            name: name.to_owned(),
            source,
        })
}

/// Where to keep what is done, and what is done already.
fn start(
    arguments: &RunArguments,
    plan: &Plan,
    blocks: &Range<u64>,
) -> Result<(Option<Checkpoints>, Partial), Failure> {
    let Some(path) = &arguments.resume else {
        return Ok((None, plan.empty()));
    };
    if path == Path::new("-") {
        return Err(Failure::Input {
            name: "--resume".to_owned(),
            message: "needs a file, not standard input".to_owned(),
        });
    }
    let store = Store::new(path)?;
    let partial = match path.try_exists() {
        Ok(false) => plan.empty(),
        _ => part::resumed(plan, blocks, path)?,
    };
    // Better now than after hours.
    save(&store, &partial)?;
    let every = arguments.checkpoint_every;
    Ok((Some(Checkpoints { store, every }), partial))
}

/// Prints the estimates.
fn print(
    plan: &Plan,
    partial: &Partial,
    until_rel: Option<f64>,
    exact: Option<ExactVariances>,
    output: &OutputArguments,
) -> Result<(), Failure> {
    let estimate = plan.estimate(partial).map_err(Failure::Sample)?;
    let report = SampleReport {
        plan,
        estimate: &estimate,
        blocks: partial.blocks().len(),
        level: output.level,
        until_rel,
        exact,
    };
    let mut out = String::new();
    match output.format {
        Format::Json => {
            json::write_sample(&mut out, &report);
            out.push('\n');
        }
        Format::Text => {
            let colour =
                anstream::AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never;
            text::write(&mut out, &report, colour);
        }
    }
    let mut stdout = io::stdout().lock();
    stdout
        .write_all(out.as_bytes())
        .and_then(|()| stdout.flush())
        .map_err(Failure::Write)
}

/// How long it took: never part of a result, which is the same however fast it was computed.
fn timing(plan: &Plan, done: &Done) -> String {
    let seconds = done.elapsed.max(Duration::from_nanos(1)).as_secs_f64();
    #[expect(clippy::cast_precision_loss, reason = "a count, to be shown")]
    let rate = done.computed as f64 / seconds;
    format!(
        "{} samples in {seconds:.3} s: {rate:.3e} samples/s ({}, {} threads)\n",
        done.computed,
        plan.simd(),
        rayon::current_num_threads(),
    )
}
