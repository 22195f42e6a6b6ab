//! A batch keeps order and lines, streams, and ends cleanly.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "helpers of tests, where a panic is a failed test"
)]

mod support;

use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::Stdio;

use coarsegrad::schema;
use serde_json::Value;
use support::{command, example, instance, run, run_command, succeed};

const BATCH: [&str; 5] = ["value", "--format", "json", "--cases", "-"];

fn lines(count: u32) -> String {
    let mut text = String::new();
    for k in 1..=count {
        let instance = instance(&format!("{k},\"1/{k}\""), "1,2", "1,1", &format!("{k},1"));
        writeln!(text, "{instance}").unwrap();
    }
    text
}

#[test]
fn a_batch_is_the_same_as_its_instances_one_by_one() {
    let cases = example("cases.jsonl");
    let out = succeed(
        &[
            "value",
            "--format",
            "json",
            "--cases",
            "examples/cases.jsonl",
        ],
        b"",
    );
    assert_eq!(out.lines().count(), cases.lines().count());
    for (line, document) in cases.lines().zip(out.lines()) {
        let alone = succeed(&["value", "--format", "json", "-"], line.as_bytes());
        assert_eq!(alone.trim_end(), document);
    }
}

#[test]
fn order_is_kept_whatever_the_number_of_threads() {
    let cases = lines(3000);
    let mut answers = Vec::new();
    for threads in ["1", "2", "7"] {
        let mut command = command();
        command.args(BATCH).env("RAYON_NUM_THREADS", threads);
        let ran = run_command(command, cases.as_bytes());
        assert_eq!((ran.code, ran.err.as_str()), (0, ""));
        answers.push(ran.out);
    }
    assert_eq!(answers[0].lines().count(), 3000);
    assert!(answers.windows(2).all(|pair| pair[0] == pair[1]));
}

#[test]
fn bad_lines_are_reported_in_their_place_and_the_rest_is_done() {
    let good = instance("1", "1,2", "1", "2,1");
    let bad = good.replacen("1,2", "1,\"x\"", 1);
    let cases = format!("{good}\n{bad}\n\n{good}\r\n  \nnonsense\n{good}");
    let ran = run(&BATCH, cases.as_bytes());
    assert_eq!(ran.code, 2);
    let documents: Vec<Value> = ran
        .out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let wrong: Vec<Option<u64>> = documents
        .iter()
        .map(|document| document.get("line").and_then(Value::as_u64))
        .collect();
    assert_eq!(
        wrong,
        [None, Some(2), Some(3), None, Some(5), Some(6), None]
    );
    let schema = serde_json::from_str(schema::VALUE_ERROR).unwrap();
    let validator = jsonschema::draft202012::new(&schema).unwrap();
    for (document, wrong) in documents.iter().zip(&wrong) {
        assert_eq!(validator.is_valid(document), wrong.is_some());
    }
    assert!(
        documents[1]["error"]
            .as_str()
            .unwrap()
            .contains("student.w[1]")
    );
    let messages: Vec<&str> = ran.err.lines().collect();
    assert_eq!(messages.len(), 4);
    for (message, number) in messages.iter().zip([2, 3, 5, 6]) {
        let start = format!("error: standard input:{number}: ");
        assert!(message.starts_with(&start), "{message}");
    }
    let text = run(&["value", "--cases", "-"], cases.as_bytes());
    assert_eq!((text.code, text.err), (2, ran.err));
    for number in 1..=7 {
        assert!(text.out.contains(&format!("# line {number}\n")));
    }
}

#[test]
fn an_empty_batch_prints_nothing() {
    assert_eq!(succeed(&BATCH, b""), "");
    assert_eq!(succeed(&["value", "--cases", "-"], b""), "");
}

#[test]
fn a_line_beyond_the_limit_is_refused_and_the_rest_is_done() {
    let good = instance("1", "1", "1", "1");
    let mut cases = vec![b' '; (64 << 20) + 1];
    write!(cases, "{good}\n{good}\n").unwrap();
    let ran = run(&BATCH, &cases);
    assert_eq!(ran.code, 2);
    let mut documents = ran.out.lines();
    assert!(documents.next().unwrap().contains("67108864 bytes"));
    assert!(documents.next().unwrap().contains("coarsegrad/value/1"));
    assert_eq!(documents.next(), None);
}

#[test]
fn a_line_is_answered_before_the_next_one_is_sent() {
    let mut child = command()
        .args(BATCH)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    let mut output = BufReader::new(child.stdout.take().unwrap());
    for line in lines(3).lines() {
        writeln!(input, "{line}").unwrap();
        input.flush().unwrap();
        let mut answer = String::new();
        output.read_line(&mut answer).unwrap();
        assert!(answer.ends_with("}\n"));
    }
    drop(input);
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
fn a_reader_that_goes_away_ends_the_batch_quietly() {
    let mut child = command()
        .args(BATCH)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    let cases = lines(5000);
    let feeder = std::thread::spawn(move || drop(input.write_all(cases.as_bytes())));
    let mut output = BufReader::new(child.stdout.take().unwrap());
    let mut first = String::new();
    output.read_line(&mut first).unwrap();
    drop(output);
    let mut errors = String::new();
    child
        .stderr
        .take()
        .unwrap()
        .read_to_string(&mut errors)
        .unwrap();
    assert_eq!(errors, "");
    assert_eq!(child.wait().unwrap().code(), Some(0));
    feeder.join().unwrap();
}

#[cfg(unix)]
#[test]
fn an_interrupt_leaves_complete_lines() {
    for delay in [0, 5, 20, 60] {
        let mut child = command()
            .args(BATCH)
            .args(["--digits", "300"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut input = child.stdin.take().unwrap();
        let cases = lines(20_000);
        let feeder = std::thread::spawn(move || drop(input.write_all(cases.as_bytes())));
        let mut output = BufReader::new(child.stdout.take().unwrap());
        let mut all = String::new();
        output.read_line(&mut all).unwrap();
        let id = child.id().to_string();
        let killer = std::thread::spawn(move || {
            std::thread::sleep(std::time::Duration::from_millis(delay));
            let status = std::process::Command::new("kill")
                .args(["-INT", &id])
                .status()
                .unwrap();
            assert!(status.success());
        });
        output.read_to_string(&mut all).unwrap();
        killer.join().unwrap();
        assert_eq!(child.wait().unwrap().code(), Some(130));
        feeder.join().unwrap();
        assert!(all.ends_with("}\n"));
        assert!(all.lines().count() < 20_000);
        for line in all.lines() {
            assert!(serde_json::from_str::<Value>(line).is_ok());
        }
    }
}
