//! A backend that is a program and does anything: this program itself, started with `--hostile SEED`.

use std::io::{BufRead, Write};
use std::process::ExitCode;
use std::time::Duration;

use coarsegrad_golden::case::{Case, CaseError};
use coarsegrad_golden::families::FAMILIES;
use coarsegrad_golden::judge::{Options, Program, judge};

use super::chaos::holds_together;
use super::mutate::{Random, mutated};

/// The longest time that a run may take: each case and each restart costs a time-out at most.
const LONGEST: Duration = Duration::from_secs(40);

/// Judges a hostile program.
pub fn judged(random: &mut Random) -> Result<(), String> {
    let program = std::env::current_exe().map_err(|error| error.to_string())?;
    let program = program
        .to_str()
        .ok_or("the program has no name")?
        .to_owned();
    let seed = (random.next() >> 1).to_string();
    run(random, vec![program, "--hostile".to_owned(), seed])
}

/// Judges a program by a few cases.
pub fn run(random: &mut Random, words: Vec<String>) -> Result<(), String> {
    let clip = FAMILIES.iter().find(|family| family.name() == "clip");
    let step = 1 + random.below(60);
    let cases: Vec<Result<Case, CaseError>> = clip
        .into_iter()
        .flat_map(|family| family.committed())
        .step_by(step)
        .take(20)
        .collect();
    let options = Options {
        timeout: Duration::from_millis(300),
        bulk_timeout: Duration::from_millis(300),
        startup: Duration::from_millis(600),
        restarts: 6,
        bulk: 8,
        ..Options::default()
    };
    let start = std::time::Instant::now();
    let count = cases.len();
    let report = judge(cases, &mut Program::new(words), &options);
    if start.elapsed() > LONGEST {
        return Err(format!("a run took {:?}", start.elapsed()));
    }
    holds_together(&report, count, options.restarts)
}

const GREETING: &str = r#"{"type":"hello","wire":{"min":1,"max":1},"backend":{"name":"hostile"},"dtypes":["f32"],"ops":{"clip":{"bulk":["dx"]}}}"#;

/// Answers lines with right and wrong ones, silence, floods and ends.
pub fn serve(seed: u64) -> ExitCode {
    let mut random = Random::new(seed);
    let mut out = std::io::stdout().lock();
    let mut line = String::new();
    let mut input = std::io::stdin().lock();
    while matches!(input.read_line(&mut line), Ok(1..)) {
        let seq = line
            .split_once("\"seq\":")
            .and_then(|(_, rest)| rest.split(',').next())
            .unwrap_or("0")
            .to_owned();
        let right = match line.contains("\"hello\"") {
            true => GREETING.to_owned(),
            false => {
                format!(r#"{{"type":"ok","seq":{seq},"outputs":{{"dx":{{"hex":"3f800000"}}}}}}"#)
            }
        };
        let written = match random.below(40) {
            0 => return ExitCode::from(3),
            1 => std::process::abort(),
            2 => {
                std::thread::sleep(Duration::from_secs(5));
                Ok(())
            }
            3 => writeln!(out, "{right}\n{right}"),
            4 => out.write_all(&vec![b'x'; 5 << 20]),
            5 => out.write_all(&mutated(&mut random, right.as_bytes(), line.as_bytes())),
            6 => {
                let changed = mutated(&mut random, right.as_bytes(), line.as_bytes());
                out.write_all(&changed).and_then(|()| out.write_all(b"\n"))
            }
            7 => loop {
                // Without end, until nobody listens.
                if writeln!(out, "{right}").is_err() {
                    return ExitCode::SUCCESS;
                }
            },
            8 => {
                eprintln!("{}", "\u{1b}[2J".repeat(random.below(9000)));
                writeln!(out, "{right}")
            }
            _ => writeln!(out, "{right}"),
        };
        if written.and_then(|()| out.flush()).is_err() {
            return ExitCode::SUCCESS;
        }
        line.clear();
    }
    ExitCode::SUCCESS
}
