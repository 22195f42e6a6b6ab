//! What `coarsegrad judge`, `replay` and `fingerprint` answer: reports, exit codes, texts.
#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests, where a panic is a failed test"
)]

mod support;

use std::fs;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use coarsegrad::golden::families::FAMILIES;
use coarsegrad::schema;
use serde_json::{Value, json};
use support::judge::{digits, file, float, folder, judge, script, without_paths};
use support::train::{text, valid};
use support::{command, run};

const FILES: [&str; 5] = [
    "badge.json",
    "junit.xml",
    "report.html",
    "report.json",
    "report.md",
];

fn report(folder: &std::path::Path) -> Value {
    let report = fs::read_to_string(folder.join("report.json")).unwrap();
    let report = serde_json::from_str(&report).unwrap();
    valid(schema::REPORT, &report);
    report
}

#[test]
fn a_correct_backend_passes_and_five_files_say_so() {
    let folder = folder("correct");
    let out = folder.join("new/out");
    let ran = judge(&float(""), &["--report", &text(&out)]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{}", ran.out);
    let mut names: Vec<_> = fs::read_dir(&out)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(names, FILES);
    let report = report(&out);
    assert_eq!(report["state"], "finished");
    assert!(report["counts"]["pass"].as_u64().unwrap() > 1000);
    let badge = fs::read_to_string(out.join("badge.json")).unwrap();
    assert_eq!(
        serde_json::from_str::<Value>(&badge).unwrap()["color"],
        "brightgreen"
    );
    // The same run again is the same bytes.
    let before: Vec<_> = FILES.map(|name| fs::read(out.join(name)).unwrap()).into();
    judge(&float(""), &["--report", &text(&out)]);
    let after: Vec<_> = FILES.map(|name| fs::read(out.join(name)).unwrap()).into();
    assert!(before == after);
}

#[test]
fn bulk_and_lines_give_the_same_report() {
    let convention = "--convention bound=half --control closed_open_swapped";
    let json = |options: &[&str]| {
        let ran = judge(
            &float(convention),
            &[&["--format", "json"], options].concat(),
        );
        let report: Value = serde_json::from_str(&ran.out).unwrap();
        valid(schema::REPORT, &report);
        (ran.code, report["counts"].clone(), report["matrix"].clone())
    };
    let lines = json(&["--no-bulk"]);
    assert_eq!(lines, json(&[]));
    assert_eq!(lines, json(&["--bulk", "9"]));
}

#[test]
fn each_exit_code_is_as_documented() {
    let code = |backend: &str, options: &[&str]| judge(backend, options).code;
    let folder = folder("codes");
    let clip = ["--family", "clip", "--dtype", "f32"];
    assert_eq!(code(&float(""), &clip), 0);
    assert_eq!(code(&float("--control mask_reversed"), &clip), 3);
    assert_eq!(code(&float("--control closed_open_swapped"), &clip), 4);
    assert_eq!(
        code(&float(""), &["--family", "clip", "--family", "nothing"]),
        2
    );
    // It has no operation of these.
    assert_eq!(code(&script(&digits("00000000")), &["--family", "sign"]), 5);
    assert_eq!(
        code(
            &script("echo nonsense"),
            &["--family", "clip.dx", "--restarts", "1"]
        ),
        6
    );
    let gone = file(&folder, "gone.json", known(&[("no.such.case", "f32")]));
    assert_eq!(code(&float(""), &["--known", &gone]), 2);
    let changed =
        known(&[("clip.dx/unit-1", "f32")]).replace("\"id\"", "\"hash\":\"sha256:0\",\"id\"");
    let changed = file(&folder, "changed.json", changed);
    assert_eq!(code(&float(""), &["--known", &changed]), 7);
    assert_eq!(code(&float(""), &["--no-such-option"]), 2);
    let late = script("sleep 10");
    let limit = [
        "--family",
        "clip.dx/unit-1-dy",
        "--timeout",
        "0.2",
        "--restarts",
        "9",
    ];
    let ran = judge(&late, &limit);
    assert_eq!(ran.code, 3, "{}", ran.out);
    assert!(ran.out.contains("timeout"), "{}", ran.out);
    assert!(ran.took < Duration::from_secs(30), "{:?}", ran.took);
}

fn known(entries: &[(&str, &str)]) -> String {
    let entries: Vec<_> = entries
        .iter()
        .map(|(id, dtype)| json!({"id": id, "dtype": dtype, "reason": "expected"}))
        .collect();
    json!({"schema": "coarsegrad/known/1", "known": entries}).to_string()
}

/// The findings of a run, as a list of known ones.
fn all_known(report: &Value) -> Vec<(String, String)> {
    let findings = report["findings"].as_array().unwrap().iter();
    let place = |finding: &Value| {
        let text = |key: &str| finding[key].as_str().unwrap().to_owned();
        (text("id"), text("dtype"))
    };
    findings.map(place).collect()
}

#[test]
fn what_is_known_does_not_count_and_what_is_right_again_does() {
    let folder = folder("known");
    let backend = float("--control sign_zero_is_zero");
    let out = text(&folder.join("out"));
    assert_eq!(
        judge(&backend, &["--family", "sign", "--report", &out]).code,
        4
    );
    let findings = all_known(&report(&folder.join("out")));
    assert!(findings.len() >= 4);
    let entries: Vec<_> = findings
        .iter()
        .map(|(id, dtype)| (id.as_str(), dtype.as_str()))
        .collect();
    let list = file(&folder, "known.json", known(&entries));
    let some = file(&folder, "some.json", known(&entries[1..]));
    let again = |backend: &str, list: &str| judge(backend, &["--family", "sign", "--known", list]);
    assert_eq!(again(&backend, &list).code, 0);
    assert_eq!(again(&backend, &some).code, 4);
    let right = again(&float(""), &list);
    assert_eq!(right.code, 3, "{}", right.out);
    assert!(
        right.out.contains("known as wrong, but right"),
        "{}",
        right.out
    );
}

#[test]
fn with_an_earlier_report_only_changes_are_shown() {
    let folder = folder("track");
    let out = text(&folder.join("out"));
    let family = ["--family", "clip.dx", "--dtype", "f32"];
    let run = |backend: &str, options: &[&str]| judge(backend, &[&family, options].concat());
    assert_eq!(
        run(&float("--control closed_open_swapped"), &["--report", &out]).code,
        4
    );
    let earlier = format!("{out}/report.json");
    let same = run(
        &float("--control closed_open_swapped"),
        &["--track", &earlier],
    );
    assert_eq!(same.code, 4);
    assert!(same.out.contains("no verdict changed"), "{}", same.out);
    assert!(!same.out.contains("what: "), "{}", same.out);
    let better = run(&float(""), &["--track", &earlier]);
    assert_eq!(better.code, 0);
    assert!(
        better.out.contains(": convention mismatch -> pass"),
        "{}",
        better.out
    );
}

#[test]
fn an_interrupt_writes_the_report_and_ends_the_backend_with_its_children() {
    let folder = folder("interrupt");
    let out = folder.join("out");
    let mark = folder.join("child");
    // Its child would write the mark if it lived on.
    let slow = script(&format!(
        "(sleep 3; echo alive > {}) & sleep 60",
        mark.display()
    ));
    let mut command = command();
    let child = command
        .args(["judge", "--family", "clip.dx", "--backend", &slow])
        .args(["--report", &text(&out)])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    sleep(Duration::from_millis(1500));
    let start = Instant::now();
    let id = child.id().to_string();
    let status = Command::new("kill").args(["-INT", &id]).status().unwrap();
    assert!(status.success());
    let ended = child.wait_with_output().unwrap();
    assert_eq!(ended.status.code(), Some(130));
    assert!(
        start.elapsed() < Duration::from_secs(5),
        "{:?}",
        start.elapsed()
    );
    assert_eq!(report(&out)["state"], "interrupted");
    let said = String::from_utf8(ended.stdout).unwrap();
    assert!(
        said.contains("interrupted: what follows is of a part of the cases"),
        "{said}"
    );
    sleep(Duration::from_millis(3000));
    assert!(!mark.exists(), "a child of the backend lives on");
}

#[test]
fn an_interrupt_ends_the_wait_for_cases_that_do_not_come() {
    let mut command = command();
    let mut child = command
        .args(["judge", "--cases", "-", "--backend", &float("")])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    sleep(Duration::from_millis(700));
    let start = Instant::now();
    let id = child.id().to_string();
    let status = Command::new("kill").args(["-TERM", &id]).status().unwrap();
    assert!(status.success());
    // Its standard input is open still.
    let input = child.stdin.take();
    assert_eq!(child.wait().unwrap().code(), Some(130));
    assert!(
        start.elapsed() < Duration::from_secs(4),
        "{:?}",
        start.elapsed()
    );
    drop(input);
}

/// Waits for a process, and kills it where it takes longer.
fn ends_within(child: &mut Child, limit: Duration) -> Option<i32> {
    let start = Instant::now();
    while start.elapsed() < limit {
        if let Some(status) = child.try_wait().unwrap() {
            return status.code();
        }
        sleep(Duration::from_millis(20));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    None
}

#[test]
fn an_interrupt_ends_the_wait_for_someone_who_writes_to_a_named_pipe() {
    let folder = folder("pipe");
    let pipe = text(&folder.join("cases"));
    assert!(
        Command::new("mkfifo")
            .arg(&pipe)
            .status()
            .unwrap()
            .success()
    );
    let backend = float("");
    let of_backend = |first: &[&str]| {
        let mut command = command();
        command.args(first).args(["--cases", &pipe]);
        if first[0] != "golden" {
            command.args(["--backend", &backend]);
        }
        command.stdout(Stdio::piped()).stderr(Stdio::null());
        command.spawn().unwrap()
    };
    for first in [
        &["judge"][..],
        &["replay", "clip.dx/unit-1"],
        &["fingerprint"],
        &["golden", "show", "clip.dx/unit-1"],
    ] {
        let mut child = of_backend(first);
        sleep(Duration::from_millis(700));
        let id = child.id().to_string();
        let killed = Command::new("kill").args(["-INT", &id]).status().unwrap();
        assert!(killed.success());
        let code = ends_within(&mut child, Duration::from_secs(4));
        assert_eq!(code, Some(130), "{first:?}");
    }
    // What is written there is read.
    let child = of_backend(&["judge"]);
    let clip = FAMILIES.iter().find(|family| family.name() == "clip");
    fs::write(&pipe, clip.unwrap().text()).unwrap();
    let ran = child.wait_with_output().unwrap();
    assert_eq!(ran.status.code(), Some(0));
    assert!(String::from_utf8(ran.stdout).unwrap().contains(" pass"));
}

#[test]
fn process_substitution_gives_cases() {
    let program = env!("CARGO_BIN_EXE_coarsegrad");
    let backend = float("").replace('\'', "'\\''");
    let clip = "crates/coarsegrad-golden/data/cases/clip.jsonl";
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");
    let Ok(ran) = Command::new("bash")
        .current_dir(root)
        .args([
            "-c",
            &format!("'{program}' judge --backend '{backend}' --cases <(cat {clip})"),
        ])
        .output()
    else {
        // There is no bash here.
        return;
    };
    assert_eq!(ran.status.code(), Some(0), "{ran:?}");
}

#[test]
fn the_exit_code_stands_when_the_reader_goes_away() {
    let mut command = command();
    let mut child = command
        .args([
            "judge",
            "--show",
            "1000",
            "--backend",
            &float("--control gradient_dead"),
        ])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    assert_eq!(child.wait().unwrap().code(), Some(3));
}

#[test]
fn text_of_a_backend_of_another_convention() {
    let ran = judge(
        &float("--control closed_open_swapped"),
        &["--family", "clip", "--family", "sign", "--show", "2"],
    );
    insta::assert_snapshot!(without_paths(&format!(
        "exit code {}\n{}",
        ran.code, ran.out
    )));
}

#[test]
fn text_of_a_backend_with_a_well_known_mistake() {
    let ran = judge(
        &float("--control mask_reversed --undeclared"),
        &["--family", "clip", "--dtype", "f32,f16", "--show", "1"],
    );
    insta::assert_snapshot!(without_paths(&format!(
        "exit code {}\n{}",
        ran.code, ran.out
    )));
}

#[test]
fn text_of_fingerprints() {
    let fingerprint = |options: &str, more: &[&str]| {
        let backend = float(options);
        let ran = run(
            &[&["fingerprint", "--backend", &backend], more].concat(),
            b"",
        );
        format!("exit code {}\n{}{}", ran.code, ran.out, ran.err)
    };
    let quantiser = ["--op", "fake_quant.affine"];
    let texts = [
        fingerprint("", &[]),
        fingerprint("--undeclared --convention bound=open", &quantiser),
        fingerprint("--convention bound=identity", &quantiser),
        fingerprint("--control order_swapped", &quantiser),
        fingerprint(
            "--control mask_reversed",
            &["--op", "clip", "--dtype", "f32"],
        ),
        fingerprint(
            "",
            &["--op", "clip", "--op", "no_such_op", "--dtype", "f64"],
        ),
    ];
    insta::assert_snapshot!(without_paths(&texts.join("\n=====\n")));
}

#[test]
fn fingerprints_are_documents_too() {
    let backend = float("--control order_swapped");
    let args = ["fingerprint", "--format", "json", "--backend", &backend];
    let ran = run(&args, b"");
    assert_eq!(ran.code, 4);
    let document: Value = serde_json::from_str(&ran.out).unwrap();
    valid(schema::FINGERPRINT, &document);
    let ops = document["ops"].as_array().unwrap();
    let quantisers: Vec<_> = ops
        .iter()
        .filter(|op| op["op"] == "fake_quant.affine")
        .collect();
    assert_eq!(quantisers.len(), 4);
    for op in quantisers {
        assert_eq!(op["agreement"], "other");
        assert_eq!(op["conventions"][0]["order"], "clamp_round");
        assert_eq!(op["known"], json!(["clamp then round STE on torch 2.13.0"]));
    }
}

#[test]
fn text_of_a_case_replayed() {
    let replay = |case: &str, backend: &str, more: &[&str]| {
        let ran = run(
            &[&["replay", case, "--backend", backend], more].concat(),
            b"",
        );
        format!("exit code {}\n{}{}", ran.code, ran.out, ran.err)
    };
    let case = "clip.dx/unit-1";
    let texts = [
        replay(
            case,
            &float("--control closed_open_swapped"),
            &["--dtype", "f32"],
        ),
        replay(case, &float(""), &["--dtype", "bf16,f64"]),
        replay(case, &script("printf 'non\\033[31msense\\n'"), &[]),
        replay("clip.dx/unit-11", &float(""), &[]),
        replay("x", &float(""), &[]),
    ];
    insta::assert_snapshot!(without_paths(&texts.join("\n=====\n")));
}

#[test]
fn the_replay_command_of_a_finding_repeats_it() {
    let folder = folder("replay");
    let out = text(&folder.join("out"));
    judge(
        &float("--control gradient_doubled"),
        &["--family", "clip.dx", "--dtype", "f16", "--report", &out],
    );
    let report = report(&folder.join("out"));
    let finding = &report["findings"][0];
    let line = finding["text"][4].as_str().unwrap();
    let (_, repeat) = line.split_once("repeat with: coarsegrad ").unwrap();
    let program = env!("CARGO_BIN_EXE_coarsegrad");
    let ran = Command::new("sh")
        .args(["-c", &format!("'{program}' {repeat}")])
        .output()
        .unwrap();
    assert_eq!(ran.status.code(), Some(3));
    let said = String::from_utf8(ran.stdout).unwrap();
    assert!(said.contains(finding["id"].as_str().unwrap()), "{said}");
    assert!(said.contains("f16: fail"), "{said}");
}

#[test]
fn help() {
    let helps = ["judge", "replay", "fingerprint"].map(|name| {
        let ran = run(&[name, "--help"], b"");
        assert_eq!(ran.code, 0);
        ran.out
    });
    insta::assert_snapshot!(helps.join("\n=====\n"));
}
