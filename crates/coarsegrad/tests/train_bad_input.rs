//! `coarsegrad train`: what it refuses, in one line and by name.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests, where a panic is a failed test"
)]

mod support;

use std::fs;

use serde_json::Value;
use support::train::{DESCENT, folder, text, train};

/// Refused with the given exit code, in one line that says all of the parts.
fn refused(code: i32, args: &[&str], says: &[&str]) {
    let ran = train(args);
    assert_eq!(ran.code, code, "{args:?}: {}", ran.err);
    assert_eq!(ran.out, "", "{args:?}");
    assert!(ran.err.starts_with("error: "), "{}", ran.err);
    for part in says {
        assert!(ran.err.contains(part), "{part:?} is not in {}", ran.err);
    }
}

#[test]
fn bad_options_are_refused_by_name() {
    let with = |more: &[&str], says: &[&str]| {
        let mut args = vec![DESCENT];
        for (option, value) in [("--lr", "1/20"), ("--steps", "5")] {
            if !more.contains(&option) {
                args.extend([option, value]);
            }
        }
        args.extend(more);
        refused(2, &args, says);
    };
    with(&["--lr", "0"], &["--lr: must be positive, found 0"]);
    with(&["--lr", "-1/2"], &["--lr: must be positive"]);
    with(&["--lr", "NaN"], &["--lr", "not a finite number"]);
    with(&["--lr", "a"], &["--lr", "is not a number"]);
    with(
        &["--lr", &format!("1/{}", "9".repeat(3000))],
        &["--lr", "4096"],
    );
    with(&["--steps", "0"], &["--steps"]);
    with(&["--steps", "-1"], &["--steps"]);
    with(&["--steps", "99999999999999999999"], &["--steps"]);
    with(&["--steps", "2000000000"], &["--steps"]);
    with(
        &["--ste", "swish"],
        &["--ste", "no straight-through estimator"],
    );
    with(
        &["--schedule", "cosine"],
        &["--schedule", "expected constant"],
    );
    with(&["--momentum", "1"], &["--momentum", "less than 1"]);
    with(&["--nesterov", "-1/2"], &["--nesterov"]);
    with(&["--adam=1,2"], &["--adam", "three numbers"]);
    with(&["--momentum", "1/2", "--adam"], &["cannot be used with"]);
    with(
        &["--blend", "2", "--project", "binary"],
        &["--blend", "at most 1"],
    );
    with(&["--blend", "1/2"], &["--project"]);
    with(
        &["--project", "bits:1", "--blend", "0"],
        &["--project", "2 to 16"],
    );
    with(
        &["--normalise", "--blend", "1/2", "--project", "binary"],
        &["normalise", "blend"],
    );
    with(&["--oracle", "minibatch:0"], &["--oracle", "between 1 and"]);
    with(&["--oracle", "minibatch:x"], &["--oracle"]);
    with(
        &["--oracle", "sample"],
        &["--oracle", "expected population"],
    );
    with(
        &["--oracle", "minibatch:8", "--arithmetic", "ball"],
        &["--arithmetic"],
    );
    with(&["--batch", "4"], &["--batch: only a data set"]);
    with(&["--seed", "4"], &["--seed: only mini-batches"]);
    with(&["--precision", "8"], &["--precision"]);
    with(&["--max-radius", "0"], &["--max-radius: must be positive"]);
    with(&["--threshold", "0"], &["--threshold: must be positive"]);
    with(&["--out", "run.txt"], &["--out", ".csv"]);
    with(
        &["--arithmetic", "exact", "--checkpoint", "x.state"],
        &["--checkpoint"],
    );
    with(
        &["--checkpoint", "x", "--plot", "x"],
        &["--plot", "the same file"],
    );
    with(&["--plot", "/no/such/folder/x.svg"], &["--plot", "folder"]);
}

#[test]
fn bad_files_are_refused_by_name() {
    let folder = folder("bad-files");
    let file = |name: &str, contents: &str| {
        let path = folder.join(name);
        fs::write(&path, contents).unwrap();
        text(&path)
    };
    let common = ["--lr", "1/20", "--steps", "5"];
    let with = |code: i32, file: &str, more: &[&str], says: &[&str]| {
        refused(code, &[&[file], &common[..], more].concat(), says);
    };
    with(
        2,
        "examples/zero-weight.json",
        &[],
        &["examples/zero-weight.json: student.w: must not be zero"],
    );
    with(2, "no-such-file.json", &[], &["no-such-file.json"]);
    let nan = file("nan.json", &support::instance("\"nan\"", "1", "1", "1"));
    with(2, &nan, &[], &["student.v[0]"]);

    let small = file("small.json", &support::instance("1", "1,2", "1", "2,1"));
    let data = |name: &str, contents: &str, says: &[&str]| {
        let oracle = format!("dataset:{}", file(name, contents));
        with(2, &small, &["--oracle", &oracle], says);
    };
    data(
        "rows.json",
        r#"{"z": [[[1, 2], [3, 4]]], "y": [1]}"#,
        &["rows.json: z[0]: has 2 rows, the model needs 1"],
    );
    data(
        "inputs.json",
        r#"{"z": [[[1, 2]], [[1]]], "y": [1, 2]}"#,
        &["z[1][0]: has 1 numbers, the model needs 2"],
    );
    data(
        "labels.json",
        r#"{"z": [[[1, 2]]], "y": [1, 2]}"#,
        &["y: has 2 labels, but z has 1"],
    );
    data(
        "nan-label.json",
        r#"{"z": [[[1, 2]]], "y": [NaN]}"#,
        &["the data set"],
    );
    let oracle = format!(
        "dataset:{}",
        file("good.json", r#"{"z": [[[1, 2]]], "y": [1]}"#)
    );
    with(
        2,
        &small,
        &["--oracle", &oracle, "--arithmetic", "ball"],
        &["--arithmetic"],
    );

    for option in ["--out", "--checkpoint"] {
        let path = if option == "--out" {
            "/no/such/x.csv"
        } else {
            "/no/such/x.state"
        };
        with(1, DESCENT, &[option, path], &[path]);
    }
    // Found out before the records are emptied.
    let kept = file("kept.csv", "kept");
    let directory = text(&folder);
    with(
        1,
        DESCENT,
        &["--out", &kept, "--checkpoint", &directory],
        &[&directory, "not a regular file"],
    );
    assert_eq!(fs::read_to_string(&kept).unwrap(), "kept");
}

#[test]
fn bad_checkpoints_are_refused_by_name() {
    let folder = folder("bad-checkpoints");
    let (out, state) = (
        text(&folder.join("run.csv")),
        text(&folder.join("run.state")),
    );
    let base = [
        DESCENT,
        "--lr",
        "1/20",
        "--steps",
        "20",
        "--momentum",
        "1/2",
    ];
    let files = ["--out", &out, "--checkpoint", &state];
    assert_eq!(train(&[&base[..], &files].concat()).code, 0);
    let good: Value = serde_json::from_slice(&fs::read(&state).unwrap()).unwrap();
    let broken = text(&folder.join("broken.state"));
    let resume = |args: &[&str], document: &str, says: &[&str]| {
        fs::write(&broken, document).unwrap();
        refused(2, &[args, &["--resume", &broken]].concat(), says);
    };
    let good_text = good.to_string();
    resume(&base, "", &["broken.state: not a checkpoint"]);
    resume(
        &base,
        &good_text[..good_text.len() / 2],
        &["not a checkpoint"],
    );
    resume(&base, "{}", &["schema"]);
    for (pointer, value, says) in [
        (
            "/state/student/w/3",
            Value::from("nan"),
            "state.student.w[3]",
        ),
        (
            "/state/student/v",
            Value::from(vec![1]),
            "state.student.v: has 1 entries",
        ),
        ("/state/first", Value::Null, "state.first"),
        ("/state/step", Value::from(1.5), "state.step"),
        ("/tally/fell", Value::from("x"), "tally"),
        (
            "/tally/fell",
            Value::from(u64::MAX),
            "tally: more verdicts than steps",
        ),
        (
            "/tally/event_counts",
            serde_json::json!({"\u{1b}[31m": 1}),
            "tally: an event that is none",
        ),
        (
            "/tally/series/points",
            Value::from(vec![good["tally"]["series"]["points"][0].clone(); 3000]),
            "tally: points that are no series",
        ),
        (
            "/run/ste",
            Value::from("identity"),
            "ste is identity there and relu here",
        ),
    ] {
        let mut document = good.clone();
        *document.pointer_mut(pointer).unwrap() = value;
        resume(&base, &document.to_string(), &[says]);
    }
    // Of another run.
    let swap = |index: usize, value: &'static str| {
        let mut args = base;
        args[index] = value;
        args
    };
    for (args, says) in [
        (swap(0, "examples/train-spurious.json"), "instance is"),
        (swap(2, "1/10"), "lr is 1/20 there and 1/10 here"),
        (swap(4, "10"), "of step 20, beyond --steps 10"),
        (swap(6, "1/3"), "rule is heavy-ball:1/2 there"),
    ] {
        resume(&args, &good_text, &[says]);
    }
    resume(
        &[&base[..], &["--arithmetic", "ball"]].concat(),
        &good_text,
        &["arithmetic is f64"],
    );
    // Records that are not the run's.
    let args = [&base[..], &["--resume", &state, "--out", &out]].concat();
    let records = fs::read_to_string(&out).unwrap();
    fs::write(&out, records.replacen('7', "8", 1)).unwrap();
    refused(2, &args, &["run.csv: does not begin with the records"]);
    fs::write(&out, &records[..records.len() / 2]).unwrap();
    refused(2, &args, &["run.csv: does not begin with the records"]);
    assert_eq!(
        fs::read_to_string(&out).unwrap().len(),
        records.len() / 2,
        "left as it was"
    );
    fs::write(&out, &records).unwrap();
    assert_eq!(train(&args).code, 0);
    // A run without records has none to go on with: another file is not emptied for it.
    let silent = text(&folder.join("silent.state"));
    assert_eq!(
        train(&[&base[..], &["--checkpoint", &silent]].concat()).code,
        0
    );
    refused(
        2,
        &[&base[..], &["--resume", &silent, "--out", &out]].concat(),
        &["--out", "no records to go on with"],
    );
    assert_eq!(fs::read_to_string(&out).unwrap(), records);
}
