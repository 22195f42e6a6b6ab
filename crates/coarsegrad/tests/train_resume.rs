//! `coarsegrad train` taken up again: after its end, a kill, an interrupt.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests, where a panic is a failed test"
)]

mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use coarsegrad::schema;
use serde_json::Value;
use support::command;
use support::train::{DESCENT, folder, summary, text, valid};

/// What must be the same between an uninterrupted run and one taken up again.
struct Traces {
    records: Vec<u8>,
    state: Vec<u8>,
    summary: Value,
}

/// The files of a run that has finished, without what says that it was taken up again.
fn traces(out: &Path, state: &Path, mut summary: Value) -> Traces {
    summary["resumed_from"] = Value::Null;
    Traces {
        records: fs::read(out).unwrap(),
        state: fs::read(state).unwrap(),
        summary,
    }
}

fn same(x: &Traces, y: &Traces) {
    assert_eq!(x.summary, y.summary);
    assert!(x.records == y.records, "the records differ");
    assert!(x.state == y.state, "the states differ");
}

#[test]
fn a_resumed_run_has_the_bits_of_an_uninterrupted_one() {
    let folder = folder("resume");
    let variants: [&[&str]; 8] = [
        &["--oracle", "minibatch:100", "--seed", "3", "--out", "csv"],
        &["--ste", "clipped-relu", "--out", "csv"],
        &["--momentum", "9/10", "--every", "7", "--out", "jsonl"],
        &["--adam", "--schedule", "inverse:1/50", "--out", "csv"],
        &[
            "--nesterov",
            "1/2",
            "--normalise",
            "--threshold",
            "2",
            "--out",
            "csv",
        ],
        &["--blend", "1/100", "--project", "ternary", "--out", "jsonl"],
        &[
            "--arithmetic",
            "ball",
            "--precision",
            "300",
            "--out",
            "jsonl",
        ],
        &[
            "--arithmetic",
            "ball",
            "--momentum",
            "1/2",
            "--every",
            "3",
            "--out",
            "csv",
        ],
    ];
    for (index, variant) in variants.iter().enumerate() {
        let (extension, options) = variant.split_last().unwrap();
        let options = options.split_last().unwrap().1;
        let run = |name: &str, steps: &str, resumes: bool| {
            let out = folder.join(format!("{index}-{name}.{extension}"));
            let state = folder.join(format!("{index}-{name}.state"));
            let (out_text, state_text) = (text(&out), text(&state));
            let mut args = vec![DESCENT, "--lr", "1/20", "--steps", steps];
            args.extend(options);
            args.extend(["--out", &out_text, "--checkpoint", &state_text]);
            if resumes {
                args.extend(["--resume", &state_text]);
            }
            let summary = summary(0, &args);
            traces(&out, &state, summary)
        };
        let whole = run("whole", "60", false);
        run("parts", "25", false);
        run("parts", "26", true);
        let parts = run("parts", "60", true);
        same(&whole, &parts);
        // Once more from the end: nothing is left to do, nothing changes but the last row.
        same(&whole, &run("parts", "60", true));
    }
}

/// A run in its own process.
struct Running {
    child: Child,
    state: PathBuf,
}

impl Running {
    fn start(args: &[String], state: &Path) -> Self {
        let mut command = command();
        let child = command
            .args(args)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        Running {
            child,
            state: state.to_path_buf(),
        }
    }

    /// Waits for a checkpoint of a later step than the one given; answers its step.
    fn wait_beyond(&mut self, step: u64) -> u64 {
        let start = Instant::now();
        loop {
            assert!(start.elapsed() < Duration::from_secs(120), "no checkpoint");
            assert!(
                self.child.try_wait().unwrap().is_none(),
                "the run is over already"
            );
            if let Ok(bytes) = fs::read(&self.state) {
                let document: Value = serde_json::from_slice(&bytes).expect("a whole checkpoint");
                let reached = document["state"]["step"].as_u64().unwrap();
                if reached > step {
                    return reached;
                }
            }
            std::thread::sleep(Duration::from_millis(2));
        }
    }

    /// Sends an interrupt; false if the run is over.
    fn interrupt(&self) -> bool {
        let pid = self.child.id().to_string();
        let status = Command::new("kill").args(["-INT", &pid]).status();
        status.unwrap().success()
    }

    fn end(self) -> (Option<i32>, String) {
        let output = self.child.wait_with_output().unwrap();
        (
            output.status.code(),
            String::from_utf8(output.stdout).unwrap(),
        )
    }
}

fn long_run(folder: &Path, name: &str, resumes: bool) -> (Vec<String>, PathBuf, PathBuf) {
    let (out, state) = (
        folder.join(format!("{name}.csv")),
        folder.join(format!("{name}.state")),
    );
    let mut args: Vec<String> = [
        "train",
        DESCENT,
        "--ste",
        "relu",
        "--lr",
        "1/100",
        "--steps",
        "12000",
        "--momentum",
        "1/2",
        "--every",
        "2",
        "--checkpoint-every",
        "100",
        "--format",
        "json",
        "--out",
        &text(&out),
        "--checkpoint",
        &text(&state),
    ]
    .map(str::to_owned)
    .to_vec();
    if resumes {
        args.extend(["--resume".to_owned(), text(&state)]);
    }
    (args, out, state)
}

#[test]
fn a_run_killed_twice_has_the_bits_of_an_uninterrupted_one() {
    let folder = folder("killed");
    let (args, out, state) = long_run(&folder, "whole", false);
    let (code, summary) = Running::start(&args, &state).end();
    assert_eq!(code, Some(0));
    let whole = traces(&out, &state, serde_json::from_str(&summary).unwrap());

    let mut reached = 500;
    for resumes in [false, true] {
        let (args, _, state) = long_run(&folder, "killed", resumes);
        let mut running = Running::start(&args, &state);
        reached = running.wait_beyond(reached + 1000 * u64::from(resumes));
        // SIGKILL: nothing is cleaned up.
        running.child.kill().unwrap();
        assert_eq!(running.end().0, None);
    }
    assert!(reached < 12_000);
    let (args, out, state) = long_run(&folder, "killed", true);
    let (code, summary) = Running::start(&args, &state).end();
    assert_eq!(code, Some(0));
    let summary: Value = serde_json::from_str(&summary).unwrap();
    assert!(summary["resumed_from"].as_u64().unwrap() >= reached);
    same(&whole, &traces(&out, &state, summary));
}

#[test]
fn an_interrupted_run_keeps_everything_and_goes_on() {
    let folder = folder("interrupted");
    let (args, out, state) = long_run(&folder, "whole", false);
    let (_, summary) = Running::start(&args, &state).end();
    let whole = traces(&out, &state, serde_json::from_str(&summary).unwrap());

    let (args, out, state) = long_run(&folder, "stopped", false);
    let mut running = Running::start(&args, &state);
    running.wait_beyond(300);
    assert!(running.interrupt());
    let (code, summary) = running.end();
    assert_eq!(code, Some(130));
    let summary: Value = serde_json::from_str(&summary).unwrap();
    valid(schema::TRAIN, &summary);
    assert_eq!(summary["ending"]["kind"], "interrupted");
    let taken = summary["taken"].as_u64().unwrap();
    let document: Value = serde_json::from_slice(&fs::read(&state).unwrap()).unwrap();
    assert_eq!(document["state"]["step"], taken);
    let records = fs::read_to_string(&out).unwrap();
    assert!(records.ends_with('\n'));
    assert!(records.lines().all(|line| line.split(',').count() == 12));

    let (args, out, state) = long_run(&folder, "stopped", true);
    let (code, summary) = Running::start(&args, &state).end();
    assert_eq!(code, Some(0));
    same(
        &whole,
        &traces(&out, &state, serde_json::from_str(&summary).unwrap()),
    );
}

/// A supervisor may signal a process and then its group: one interrupt, which loses nothing.
#[test]
fn a_second_signal_at_once_is_the_same_interrupt() {
    let folder = folder("signalled-twice");
    let (args, _, state) = long_run(&folder, "run", false);
    let mut running = Running::start(&args, &state);
    running.wait_beyond(100);
    assert!(running.interrupt());
    running.interrupt();
    let (code, summary) = running.end();
    assert_eq!(code, Some(130));
    let summary: Value = serde_json::from_str(&summary).unwrap();
    assert_eq!(summary["ending"]["kind"], "interrupted");
}

/// A checkpoint is written where a link leads, and nothing is left beside it.
#[cfg(unix)]
#[test]
fn checkpoints_follow_links_and_leave_nothing_behind() {
    let folder = folder("links");
    let (link, target) = (folder.join("link.state"), folder.join("target.state"));
    fs::write(&target, "before").unwrap();
    std::os::unix::fs::symlink(&target, &link).unwrap();
    // What a killed run left.
    fs::write(folder.join(".target.state.1.tmp"), "half").unwrap();
    let state = text(&link);
    let args = [DESCENT, "--lr", "1/20", "--steps", "5"];
    let files = ["--checkpoint", &state, "--checkpoint-every", "1"];
    summary(0, &[&args[..], &files[..]].concat());
    let document: Value = serde_json::from_slice(&fs::read(&target).unwrap()).unwrap();
    assert_eq!(document["state"]["step"], 5);
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 2);
}
