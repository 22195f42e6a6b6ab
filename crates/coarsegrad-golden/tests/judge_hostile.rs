//! Backends that are slow, silent, endless, broken or hostile: each has the right verdict, in time, and none survives.
#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "helpers of tests may fail"
)]

mod common;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use coarsegrad_golden::case::Case;
use coarsegrad_golden::judge::{Options, Program, Verdict, judge};
use coarsegrad_golden::report::{ProblemKind, Report, State};
use coarsegrad_model::pointwise::Extended;
use common::{case, expect, read};

/// Answers each request with 1, except what the placeholder does.
const SCRIPT: &str = r#"
greet() { printf '{"type":"hello","wire":{"min":1,"max":1},"backend":{"name":"zoo"},"dtypes":["f32"],"ops":{"clip":{}}}\n'; }
seq() { s=${line#*\"seq\":}; s=${s%%,*}; }
ok() { printf '{"type":"ok","seq":%s,"outputs":{"dx":{"hex":"%s"}}}\n' "$s" "${1:-3f800000}"; }
IFS= read -r line; greet
while IFS= read -r line; do
  seq
  case $line in
    *bye*) BYE exit 0;;
    *dx/007*) ON_SEVEN;;
    *) ELSE;;
  esac
done
"#;

fn cases(count: usize) -> Vec<Case> {
    (0..count)
        .map(|number| {
            let id = format!("clip.dx/{number:03}");
            let mut case = case(&id, "dx", &[("x", "0"), ("dy", "1")]);
            case.expect.push(expect(&[], Extended::from(1)));
            case
        })
        .collect()
}

fn options() -> Options {
    Options {
        timeout: Duration::from_secs(2),
        startup: Duration::from_secs(30),
        restarts: 5,
        ..Options::default()
    }
}

fn shell(script: &str) -> Program {
    Program::new(["sh", "-c", script].map(str::to_owned).to_vec())
}

/// Judges 20 cases, within a time.
fn run(script: &str, options: &Options) -> Report {
    let start = Instant::now();
    let report = judge(read(&cases(20)), &mut shell(script), options);
    let took = start.elapsed();
    assert!(took < Duration::from_secs(60), "{script} took {took:?}");
    report
}

fn with(on_seven: &str) -> Report {
    run(&script(on_seven, "ok", ""), &options())
}

fn script(on_seven: &str, otherwise: &str, bye: &str) -> String {
    SCRIPT
        .replace("ON_SEVEN", on_seven)
        .replace("ELSE", otherwise)
        .replace("BYE", bye)
}

/// Case 7 has this verdict with this text, and the others pass.
fn blames_seven(report: &Report, verdict: Verdict, text: &str) {
    assert_eq!(report.counts.pass, 19, "{}", report.to_text());
    assert_eq!(report.counts.of(verdict), 1, "{}", report.to_text());
    let finding = &report.findings[0];
    assert_eq!(
        (finding.id.as_str(), finding.verdict),
        ("clip.dx/007", verdict)
    );
    assert!(finding.text[1].contains(text), "{}", finding.text[1]);
    assert_eq!(report.state, State::Finished);
}

/// The run was given up before any case was asked.
fn does_not_greet(script: &str, text: &str) {
    let options = Options {
        startup: Duration::from_secs(2),
        ..options()
    };
    let report = run(script, &options);
    assert_eq!(
        (report.state, report.exit_code()),
        (State::GivenUp, 6),
        "{script}"
    );
    assert_eq!(report.counts.total(), 0);
    assert!(
        report.problems[0].message.contains(text),
        "{script}: {}",
        report.to_text()
    );
}

#[test]
fn a_backend_that_answers_passes() {
    let mut backend = shell(&script("ok", "ok", ""));
    let report = judge(read(&cases(500)), &mut backend, &options());
    assert_eq!(
        (report.counts.pass, report.exit_code(), report.restarts),
        (500, 0, 0)
    );
}

#[test]
fn a_wrong_answer_fails_and_an_unsupported_one_does_not() {
    let report = with("ok 00000000");
    blames_seven(
        &report,
        Verdict::Fail,
        "got: 0 (00000000); expected: 1 (3f800000)",
    );
    assert_eq!(report.exit_code(), 3);
    let unsupported =
        r#"echo "{\"type\":\"unsupported\",\"seq\":$s,\"reason\":\"no\",\"issue_url\":\"u\"}""#;
    let report = with(unsupported);
    blames_seven(&report, Verdict::Unsupported, "no (u)");
    assert_eq!(report.exit_code(), 0);
    let report = with(r#"echo "{\"type\":\"error\",\"seq\":$s,\"message\":\"ouch\"}""#);
    blames_seven(&report, Verdict::Error, "the backend failed: ouch");
    assert_eq!((report.exit_code(), report.restarts), (3, 0));
}

#[test]
fn what_does_not_greet_is_given_up() {
    does_not_greet("sleep 1000", "no answer within 2 s");
    does_not_greet("exit 3", "the backend ended: exit status: 3");
    does_not_greet("exec 1>&-; sleep 1000", "closed its standard output");
    does_not_greet("echo hello; sleep 1000", "not a message");
    does_not_greet("yes", "not a message");
    does_not_greet("yes | tr -d '\\n'", "a line is longer than");
    does_not_greet("printf '{\"type\":\"hello\"'", "in the middle of a line");
    does_not_greet(
        r#"echo '{"type":"hello","wire":{"min":3,"max":4},"backend":{"name":"n"}}'"#,
        "no version in common",
    );
    does_not_greet(r#"echo '{"type":"ok","seq":1}'"#, "expected \"hello\"");
    let none = Program::new(vec!["/no/such/program".to_owned()]);
    let report = judge(read(&cases(1)), &mut { none }, &options());
    assert!(report.problems[0].message.contains("cannot be started"));
    assert_eq!(report.exit_code(), 6);
    let empty = Program::new(Vec::new());
    assert_eq!(
        judge(read(&cases(1)), &mut { empty }, &options()).exit_code(),
        6
    );
}

#[test]
fn the_case_that_brings_a_crash_about_is_blamed_and_no_other() {
    let report = with("exit 7");
    blames_seven(&report, Verdict::Error, "the backend ended: exit status: 7");
    assert_eq!((report.exit_code(), report.restarts), (3, 2));
    let report = with("kill -SEGV $$");
    blames_seven(&report, Verdict::Error, "signal: 11");
}

#[test]
fn the_case_without_an_answer_times_out_and_no_other() {
    let report = with("sleep 1000");
    blames_seven(&report, Verdict::Timeout, "no answer within 2 s");
    assert_eq!(report.exit_code(), 3);
    // It passes over one request, and goes on with the others.
    blames_seven(&with(":"), Verdict::Timeout, "no answer within 2 s");
}

#[test]
fn a_slow_backend_has_the_time_for_each_case() {
    let options = Options {
        timeout: Duration::from_secs(3),
        ..options()
    };
    let report = run(&script("ok", "sleep 0.25; ok", ""), &options);
    assert_eq!((report.counts.pass, report.restarts), (20, 0));
}

#[test]
fn what_breaks_the_protocol_is_an_error_of_that_case() {
    let breaks = [
        ("echo nonsense", "not a message"),
        ("echo", "not a message"),
        ("printf '\\377\\376\\000\\n'", "not a message"),
        (
            "printf 'h\\303\\251llo \\342\\200\\256\\033[31m\\n'",
            "not a message",
        ),
        ("echo '[[[[[['", "not a message"),
        (
            "echo '{\"type\":\"ok\"}'",
            "seq: must be the number of the request",
        ),
        ("s=99999; ok", "seq: 99999 is no request under way"),
        (
            "echo \"{\\\"type\\\":\\\"hi\\\",\\\"seq\\\":$s}\"",
            "type: expected",
        ),
        (
            "printf '{\"type\":\"ok\"'; exit 0",
            "in the middle of a line",
        ),
        ("exec 1>&-; sleep 1000", "closed its standard output"),
        ("yes | tr -d '\\n'", "a line is longer than"),
        ("yes", "not a message"),
        ("cat /dev/zero", "a line is longer than"),
    ];
    for (does, text) in breaks {
        let report = with(does);
        blames_seven(&report, Verdict::Error, text);
        assert!(report.restarts <= 3, "{does}");
        let broken = report
            .problems
            .iter()
            .any(|problem| problem.kind == ProblemKind::Protocol);
        assert_eq!(broken, !text.contains("closed"), "{does}");
        assert_eq!(report.exit_code(), if broken { 6 } else { 3 }, "{does}");
    }
}

#[test]
fn an_answer_of_another_form_is_an_error_of_that_case_without_a_restart() {
    let outputs = [
        (r#"{"dx":{"hex":"3f80000g"}}"#, "hexadecimal digits only"),
        (r#"{"dx":{"hex":"3f80"}}"#, "as many digits"),
        (r#"{"dx":{"hex":""}}"#, "as many digits"),
        (
            r#"{"dx":{"dtype":"f64","hex":"3ff0000000000000"}}"#,
            "dtype: must be \"f32\"",
        ),
        (
            r#"{"dx":{"shape":[1],"hex":"3f800000"}}"#,
            "shape: must be []",
        ),
        (r#"{"y":{"hex":"3f800000"}}"#, "\"dx\" is not there"),
        ("{}", "\"dx\" is not there"),
    ];
    for (outputs, text) in outputs {
        let report = with(&format!(
            "printf '{{\"type\":\"ok\",\"seq\":%s,\"outputs\":%s}}\\n' $s '{outputs}'"
        ));
        blames_seven(&report, Verdict::Error, text);
        assert_eq!((report.restarts, report.exit_code()), (0, 6), "{outputs}");
    }
}

#[test]
fn answers_in_another_order_are_taken_and_one_given_twice_is_not() {
    let later = "o=$o' '$s; [ $((s % 5)) = 0 ] && for s in $(echo $o | tr ' ' '\\n' | sort -rn); do ok; done && o=";
    let report = run(&script(later, later, ""), &options());
    assert_eq!(
        (report.counts.pass, report.restarts),
        (20, 0),
        "{}",
        report.to_text()
    );
    let report = with("ok; ok");
    assert!(report.counts.total() == 20 && report.exit_code() == 6);
}

#[test]
fn a_backend_that_takes_one_request_at_a_time_is_asked_so() {
    // It drops what comes before it has answered.
    let report = run(
        &script("sleep 0.05; ok", "sleep 0.05; ok", "")
            .replace("IFS= read -r line; greet", "IFS= read -r line; greet; n=0")
            .replace(
                "  seq\n",
                "  seq; n=$((n+1)); [ $n -gt 1 ] && [ $s -lt 20 ] && [ $s -gt 1 ] && exit 9\n",
            ),
        &options(),
    );
    assert_eq!(report.counts.total(), 20);
    assert!(report.restarts > 0);
}

#[test]
fn one_that_crashes_at_every_case_is_given_up() {
    let report = run(&script("exit 1", "exit 1", ""), &options());
    assert_eq!(
        (report.state, report.exit_code(), report.restarts),
        (State::GivenUp, 6, 5)
    );
    assert_eq!(report.counts.error, 20);
    assert!(
        report.problems[0]
            .message
            .contains("given up after 5 restarts")
    );
}

#[test]
fn standard_error_is_drained_and_its_end_kept() {
    let report =
        with("head -c 3000000 /dev/zero | tr '\\0' x >&2; echo last words >&2; sleep 0.2; exit 1");
    blames_seven(&report, Verdict::Error, "exit status: 1");
    let script = script("ok", "ok", "printf 'the \\033[31mend\\n' >&2; sleep 0.2;");
    let report = run(&script, &options());
    assert_eq!(report.stderr, "the \\u{1b}[31mend\n");
}

#[test]
fn one_that_does_not_listen_times_out() {
    let greet = r#"echo '{"type":"hello","wire":{"min":1,"max":1},"backend":{"name":"deaf"},"dtypes":["f32"],"ops":{"clip":{}}}'; sleep 1000"#;
    let options = Options {
        timeout: Duration::from_millis(300),
        restarts: 3,
        ..options()
    };
    // Many long requests fill the pipe.
    let mut cases = cases(60);
    for case in &mut cases {
        let tensor = case.inputs.get_mut("x").unwrap();
        tensor.shape = vec![4000];
        tensor.values = vec![Extended::zero(); 4000];
    }
    let report = judge(read(&cases), &mut shell(greet), &options);
    assert_eq!(report.state, State::GivenUp);
    assert!(report.counts.timeout > 0);
}

#[test]
fn nothing_of_a_backend_survives() {
    let folder = tempfile::tempdir().unwrap();
    let pids = folder.path().join("pids");
    let keep = format!(
        "trap '' TERM INT HUP; sleep 1000 & echo $! >>{0}; echo $$ >>{0};",
        pids.display()
    );
    let stubborn = format!("{keep}{}", script("ok", "ok", "sleep 1000;"));
    let start = Instant::now();
    let report = run(&stubborn, &options());
    assert_eq!(report.counts.pass, 20);
    assert!(start.elapsed() < Duration::from_secs(20));
    let silent = format!("{keep}{}", script("sleep 1000", "ok", ""));
    blames_seven(&run(&silent, &options()), Verdict::Timeout, "no answer");
    let leaves = format!("{keep}{}", script("exit 1", "ok", ""));
    blames_seven(&run(&leaves, &options()), Verdict::Error, "exit status: 1");
    let text = std::fs::read_to_string(&pids).unwrap();
    assert!(text.lines().count() >= 14);
    for pid in text.lines() {
        // A process that was killed takes a moment to go, and is a zombie until somebody waits for it.
        let deadline = Instant::now() + Duration::from_secs(10);
        loop {
            let state = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
            if state.is_empty() || state.contains(") Z ") {
                break;
            }
            assert!(Instant::now() < deadline, "{state}");
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}

#[test]
fn an_interrupt_ends_the_run_at_once() {
    let stop = Arc::new(AtomicBool::new(false));
    let set = Arc::clone(&stop);
    let waker = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(700));
        set.store(true, Ordering::Relaxed);
    });
    let options = Options {
        timeout: Duration::from_secs(1000),
        stop,
        ..options()
    };
    let report = run(&script("sleep 1000", "ok", ""), &options);
    waker.join().unwrap();
    assert_eq!(
        (report.state, report.exit_code()),
        (State::Interrupted, 130)
    );
    assert_eq!(report.counts.total(), report.counts.pass);
}
