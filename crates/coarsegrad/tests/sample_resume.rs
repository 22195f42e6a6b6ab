//! A killed or interrupted run goes on to the bits of one that was left alone.
#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "helpers of tests, where a panic is a failed test"
)]

mod support;

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use coarsegrad::mc::Partial;
use serde_json::Value;
use support::{command, instance, run, scratch, succeed};

const GENERIC: &str = "examples/generic.json";

/// A folder of its own, empty.
fn folder(name: &str) -> PathBuf {
    let folder = scratch(name);
    drop(std::fs::remove_dir_all(&folder));
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

fn files(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

fn start(arguments: &str) -> Child {
    // One thread: many blocks are left when the state is saved for the first time.
    command()
        .env("RAYON_NUM_THREADS", "1")
        .arg("sample")
        .args(arguments.split(' '))
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

/// What is saved in a state, which is valid whenever it is read; nothing if there is none.
fn partial(state: &Path) -> Option<Partial> {
    match std::fs::read(state) {
        Ok(bytes) => Some(Partial::from_json(&bytes).unwrap()),
        Err(error) => {
            assert_eq!(error.kind(), std::io::ErrorKind::NotFound);
            None
        }
    }
}

/// The number of blocks in a state.
fn blocks(state: &Path) -> u64 {
    partial(state).map_or(0, |partial| partial.blocks().len())
}

/// The number of samples in a state.
fn samples(state: &Path) -> u64 {
    let Some(partial) = partial(state) else {
        return 0;
    };
    let id = partial.id();
    let end = |block: u64| (block * id.block).min(id.samples);
    let ranges = partial.blocks().ranges().iter();
    ranges.map(|range| end(range.end) - end(range.start)).sum()
}

/// Waits until more than `least` blocks are saved.
fn wait_for(state: &Path, least: u64) -> u64 {
    let began = Instant::now();
    loop {
        let saved = blocks(state);
        if saved > least {
            return saved;
        }
        assert!(
            began.elapsed() < Duration::from_secs(120),
            "nothing is saved"
        );
        sleep(Duration::from_millis(2));
    }
}

fn interrupt(child: &Child) {
    let id = child.id().to_string();
    let status = Command::new("kill").args(["-INT", &id]).status().unwrap();
    assert!(status.success());
}

/// Kills a run twice, each time after it has saved something new, lets the third one finish, and
/// compares it with a run that was left alone.
fn killed_twice(name: &str, options: &str) {
    let folder = folder(name);
    let state = folder.join("run.state");
    let path = state.to_str().unwrap();
    let options = format!("--format json {options}");
    let resuming = format!("{options} --checkpoint-every 0.01 --resume {path} {GENERIC}");
    let mut saved = 0;
    for kill in 0..2 {
        let mut child = start(&resuming);
        let reached = wait_for(&state, saved);
        // Anywhere within the next checkpoints.
        sleep(Duration::from_millis(7 + 12 * kill));
        child.kill().unwrap();
        let output = child.wait_with_output().unwrap();
        assert_eq!((output.status.code(), output.stdout.len()), (None, 0));
        assert!(reached > saved);
        saved = blocks(&state);
    }
    let all = |arguments: &str| {
        let mut all = vec!["sample"];
        all.extend(arguments.split(' '));
        succeed(&all, b"")
    };
    let alone = all(&format!("{options} {GENERIC}"));
    let document: Value = serde_json::from_str(&alone).unwrap();
    // Only what was not saved is computed; then once more, with nothing left to do.
    let mut left = document["samples"].as_u64().unwrap() - samples(&state);
    for _ in 0..2 {
        let verbose = format!("sample --verbose {resuming}");
        let verbose: Vec<&str> = verbose.split(' ').collect();
        let resumed = run(&verbose, b"");
        assert_eq!((resumed.code, resumed.out.as_str()), (0, alone.as_str()));
        let computed = format!("{left} samples in ");
        assert!(resumed.err.starts_with(&computed), "{}", resumed.err);
        left = 0;
    }
    assert!(
        saved < document["blocks"].as_u64().unwrap(),
        "too short a run: {saved}"
    );
    // The state is the partial result of a run that was left alone, to the byte.
    if document["progress"] == "complete" {
        let whole =
            all(&format!("{options} --partial - --quiet {GENERIC}").replace("--format json ", ""));
        assert_eq!(std::fs::read_to_string(&state).unwrap(), whole);
    }
    assert_eq!(files(&folder), ["run.state"]);
}

#[test]
fn a_run_killed_twice_ends_in_the_same_bits() {
    killed_twice("killed", "--samples 3e7 --estimator full");
}

#[test]
fn a_run_that_stops_by_itself_and_is_killed_twice_stops_at_the_same_look() {
    killed_twice(
        "killed-until",
        "--samples 1e12 --until-rel 2e-3 --ste identity",
    );
}

/// A state may end between two looks where the relative error is small enough already: the run
/// goes on to the next look all the same.
#[test]
fn a_run_stops_at_looks_alone() {
    let folder = folder("looks");
    let path = folder.join("run.state");
    let path = path.to_str().unwrap();
    let document = |arguments: &str| -> Value {
        let arguments = format!("sample --format json {arguments} {GENERIC}");
        let arguments: Vec<&str> = arguments.split(' ').collect();
        serde_json::from_str(&succeed(&arguments, b"")).unwrap()
    };
    // 60 and 75 are looks; a run that ends at 74 says what is known there.
    let known = document(&format!("--samples {} --until-rel 1e-9", 74 * 16_384));
    let known = known["until_rel"]["relative_error"].as_f64().unwrap();
    let options = format!("--samples 1e8 --until-rel {known:?}");
    let alone = document(&options);
    assert_eq!(
        (&alone["blocks"], &alone["progress"]),
        (&75.into(), &"stopped".into())
    );
    let part = format!("sample --samples 1e8 --quiet --blocks 0..74 --partial {path} {GENERIC}");
    succeed(&part.split(' ').collect::<Vec<_>>(), b"");
    assert_eq!(document(&format!("{options} --resume {path}")), alone);
}

#[test]
fn an_interrupted_run_prints_what_it_reached_and_goes_on() {
    let folder = folder("interrupted");
    let state = folder.join("größe 1.state");
    let path = state.to_str().unwrap();
    let arguments = |file: &str| -> Vec<String> {
        let options = "sample --samples 1e8 --format json --checkpoint-every 0.05 --resume";
        let mut all: Vec<String> = options.split(' ').map(str::to_owned).collect();
        all.extend([path.to_owned(), file.to_owned()]);
        all
    };
    let child = command()
        .env("RAYON_NUM_THREADS", "1")
        .args(arguments(GENERIC))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    wait_for(&state, 0);
    interrupt(&child);
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(130));
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
    let document: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(document["progress"], "interrupted");
    // What was printed is what was saved.
    let saved = blocks(&state);
    assert_eq!(document["blocks"].as_u64().unwrap(), saved);
    let samples = document["samples"].as_u64().unwrap();
    assert!(samples > 0 && samples < 100_000_000 && saved < 6104);
    let rest: Vec<String> = arguments(GENERIC);
    let rest: Vec<&str> = rest.iter().map(String::as_str).collect();
    let alone = ["sample", "--samples", "1e8", "--format", "json", GENERIC];
    assert_eq!(succeed(&rest, b""), succeed(&alone, b""));
    assert_eq!(files(&folder), ["größe 1.state"]);
}

#[test]
fn an_interrupted_part_is_a_part() {
    let folder = folder("interrupted-part");
    let (part, rest) = (folder.join("a.json"), folder.join("b.json"));
    let path = part.to_str().unwrap();
    let options = format!("--samples 1e8 --partial {path} --resume {path} --checkpoint-every 0.05");
    let child = start(&format!("{options} --blocks 100..6104 {GENERIC}"));
    wait_for(&part, 0);
    interrupt(&child);
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stdout.len()), (Some(130), 0));
    let note = String::from_utf8(output.stderr).unwrap();
    assert!(note.ends_with("; interrupted\n"), "{note}");
    // What is missing is refused by name.
    let ran = run(&["sample", "merge", GENERIC, path], b"");
    assert_eq!(ran.code, 2);
    assert!(ran.err.starts_with("error: blocks 0..100, "), "{}", ran.err);
    let mut resume = vec!["sample", "--quiet", "--blocks", "100..6104"];
    resume.extend(options.split(' '));
    resume.push(GENERIC);
    assert_eq!(succeed(&resume, b""), "");
    let other = rest.to_str().unwrap();
    let options = [
        "--quiet",
        "--samples",
        "1e8",
        "--blocks",
        "0..100",
        "--partial",
    ];
    succeed(
        &[&["sample"], &options[..], &[other, GENERIC]].concat(),
        b"",
    );
    assert_eq!(
        succeed(&["sample", "merge", GENERIC, other, path], b""),
        succeed(&["sample", "--samples", "1e8", GENERIC], b""),
    );
    // A state beyond the blocks that are asked for would add blocks to the part.
    let mut narrow = vec!["sample", "--samples", "1e8", "--blocks", "0..200"];
    narrow.extend(["--partial", other, "--resume", path, GENERIC]);
    let ran = run(&narrow, b"");
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("not all within 0..200"), "{}", ran.err);
}

/// Blocks of this instance take many seconds: the first interrupt waits for one, the second does
/// not.
#[cfg(target_os = "linux")]
#[test]
fn a_second_interrupt_ends_at_once() {
    let (rows, inputs) = (vec!["1"; 400].join(","), vec!["1"; 100_000].join(","));
    let teacher = inputs.replacen('1', "2", 1);
    let path = scratch("wide.json");
    std::fs::write(&path, instance(&rows, &inputs, &rows, &teacher)).unwrap();
    let options = "--estimator full --samples 1e9";
    let mut child = start(&format!("{options} {}", path.to_str().unwrap()));
    // Until interrupts are caught: the second bit of the mask of signals.
    let status = format!("/proc/{}/status", child.id());
    let is_caught = || {
        let status = std::fs::read_to_string(&status).unwrap();
        let mask = status
            .lines()
            .find_map(|line| line.strip_prefix("SigCgt:"))
            .unwrap();
        u64::from_str_radix(mask.trim(), 16).unwrap() & 2 != 0
    };
    while !is_caught() {
        sleep(Duration::from_millis(10));
    }
    sleep(Duration::from_millis(500));
    interrupt(&child);
    sleep(Duration::from_millis(300));
    assert!(child.try_wait().unwrap().is_none());
    let began = Instant::now();
    interrupt(&child);
    let output = child.wait_with_output().unwrap();
    assert!(
        began.elapsed() < Duration::from_secs(2),
        "{:?}",
        began.elapsed()
    );
    assert_eq!((output.status.code(), output.stdout.len()), (Some(130), 0));
}

#[test]
fn a_state_of_another_run_is_refused_and_left_alone() {
    let folder = folder("other-run");
    let state = folder.join("run.state");
    let path = state.to_str().unwrap();
    succeed(
        &["sample", "--samples", "1e5", "--resume", path, GENERIC],
        b"",
    );
    let before = std::fs::read(&state).unwrap();
    for (options, says) in [
        (
            "--samples 1e5 --seed 2 examples/generic.json",
            "seed is 1 there and 2 here",
        ),
        (
            "--samples 2e5 examples/generic.json",
            "samples is 100000 there and 200000 here",
        ),
        (
            "--samples 1e5 --ste identity examples/generic.json",
            "ste is relu there",
        ),
        (
            "--samples 1e5 --estimator full examples/generic.json",
            "estimator is projected",
        ),
        (
            "--samples 1e5 --precision f32 examples/generic.json",
            "precision is f64",
        ),
        (
            "--samples 1e5 --no-population-gradient examples/generic.json",
            "population_gradient is true",
        ),
        ("--samples 1e5 examples/kink.json", "instance is "),
    ] {
        let mut all = vec!["sample", "--resume", path];
        all.extend(options.split(' '));
        let ran = run(&all, b"");
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{options}");
        assert!(
            ran.err.contains("run.state: it belongs to another run"),
            "{}",
            ran.err
        );
        assert!(ran.err.contains(says), "{}", ran.err);
        assert_eq!(ran.err.lines().count(), 1);
    }
    assert_eq!(std::fs::read(&state).unwrap(), before);
    assert_eq!(files(&folder), ["run.state"]);
}

#[test]
fn links_are_followed_and_debris_is_removed() {
    let folder = folder("links");
    let (state, link) = (folder.join("run.state"), folder.join("link"));
    succeed(
        &[
            "sample",
            "--samples",
            "1e5",
            "--resume",
            state.to_str().unwrap(),
            GENERIC,
        ],
        b"",
    );
    std::os::unix::fs::symlink("run.state", &link).unwrap();
    for name in [".run.state.123456789.tmp", ".run.state.tmp", ".other.1.tmp"] {
        std::fs::write(folder.join(name), "half a st").unwrap();
    }
    succeed(
        &[
            "sample",
            "--samples",
            "1e5",
            "--resume",
            link.to_str().unwrap(),
            GENERIC,
        ],
        b"",
    );
    assert!(std::fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(
        files(&folder),
        [".other.1.tmp", ".run.state.tmp", "link", "run.state"]
    );
}
