//! Hammers what reads the words of others: the messages of a backend, the records of cases, lists of known findings and
//! earlier reports; and the judge itself with backends that lie, stop, crash and never end.
//!
//! ```sh
//! cargo run --release -p coarsegrad-golden --example judge_fuzz -- --seconds 600 --seed 1
//! ```
//!
//! Inputs are right ones with a few changes each. What is read must be read the same when it is written again; each case
//! must have one verdict, and a pass only for a right answer; a report must be free of control characters. A panic or a
//! false statement ends the program with an error, and so does a step that takes a minute. The same seed gives the same
//! inputs in the same order.

mod chaos;
mod hostile;
mod mutate;
mod readers;

use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use mutate::Random;

/// A step may take so long.
const STEP: Duration = Duration::from_secs(60);

/// Of so many steps one is a run of the judge in this process, and one a run with a backend that is a program.
const RUNS: u64 = 100;
const PROGRAMS: u64 = 20_000;

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let (mut seconds, mut seed) = (60_u64, 1_u64);
    while let Some(argument) = arguments.next() {
        let value = arguments.next().and_then(|text| text.parse().ok());
        match (argument.as_str(), value) {
            ("--seconds", Some(value)) => seconds = value,
            ("--seed", Some(value)) => seed = value,
            ("--hostile", Some(value)) => return hostile::serve(value),
            _ => {
                eprintln!("judge_fuzz [--seconds N] [--seed N]");
                return ExitCode::from(2);
            }
        }
    }
    let steps = watched();
    let mut random = Random::new(seed);
    let inputs = readers::Inputs::new();
    let start = Instant::now();
    let mut counts = Counts::default();
    while start.elapsed() < Duration::from_secs(seconds) {
        let step = steps.fetch_add(1, Ordering::Relaxed);
        let said = match step % 7 {
            _ if step % PROGRAMS == PROGRAMS - 1 => {
                counts.programs += 1;
                hostile::judged(&mut random)
            }
            _ if step.is_multiple_of(RUNS) => {
                counts.runs += 1;
                chaos::judged(&inputs, &mut random)
            }
            0..3 => {
                counts.messages += 1;
                inputs.message(&mut random)
            }
            3..6 => {
                counts.records += 1;
                inputs.record(&mut random)
            }
            _ => {
                counts.lists += 1;
                inputs.list(&mut random)
            }
        };
        if let Err(said) = said {
            eprintln!("step {step} of seed {seed}: {said}");
            return ExitCode::FAILURE;
        }
    }
    let Counts {
        messages,
        records,
        lists,
        runs,
        programs,
    } = counts;
    println!(
        "{} s, seed {seed}: {messages} messages, {records} records, {lists} lists and reports, {runs} runs in process, \
         {programs} runs with a program; {} of the records were read",
        start.elapsed().as_secs(),
        inputs.read()
    );
    ExitCode::SUCCESS
}

#[derive(Default)]
struct Counts {
    messages: u64,
    records: u64,
    lists: u64,
    runs: u64,
    programs: u64,
}

/// A count of steps; a thread ends the program when it stands still.
fn watched() -> Arc<AtomicU64> {
    let steps = Arc::new(AtomicU64::new(0));
    let seen = Arc::clone(&steps);
    std::thread::spawn(move || {
        let mut last = (seen.load(Ordering::Relaxed), Instant::now());
        loop {
            std::thread::sleep(Duration::from_secs(1));
            let now = seen.load(Ordering::Relaxed);
            if now != last.0 {
                last = (now, Instant::now());
            } else if last.1.elapsed() > STEP {
                eprintln!("step {now} hangs");
                std::process::exit(1);
            }
        }
    });
    steps
}
