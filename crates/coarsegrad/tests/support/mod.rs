//! Running the command and reading what it prints.
#![allow(
    dead_code,
    reason = "each test file is compiled with its own copy and uses a part of it"
)]

pub mod judge;
pub mod train;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use coarsegrad::arith::{Rational, parse_rational};
use serde_json::Value;

/// What the command did.
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
    pub took: Duration,
}

/// The command, started in the repository's root so that messages name files as a reader would.
pub fn command() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_coarsegrad"));
    command
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../.."))
        .env_remove("CLICOLOR_FORCE")
        .env_remove("NO_COLOR")
        .env_remove("RAYON_NUM_THREADS");
    command
}

pub fn run_command(mut command: Command, stdin: &[u8]) -> Ran {
    let start = Instant::now();
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut pipe = child.stdin.take().unwrap();
    let bytes = stdin.to_vec();
    // The command may refuse its input before it has read all of it.
    let feeder = std::thread::spawn(move || drop(pipe.write_all(&bytes)));
    let output = child.wait_with_output().unwrap();
    feeder.join().unwrap();
    Ran {
        code: output.status.code().expect("the command was killed"),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
        took: start.elapsed(),
    }
}

pub fn run(args: &[&str], stdin: &[u8]) -> Ran {
    let mut command = command();
    command.args(args);
    run_command(command, stdin)
}

/// Runs the command and expects success without a word on standard error.
pub fn succeed(args: &[&str], stdin: &[u8]) -> String {
    let ran = run(args, stdin);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{args:?}");
    ran.out
}

/// The value document of an instance.
pub fn value_of(instance: &str, digits: u32, stes: &str) -> Value {
    let digits = digits.to_string();
    let args = [
        "value", "--format", "json", "--digits", &digits, "--ste", stes, "-",
    ];
    serde_json::from_str(&succeed(&args, instance.as_bytes())).unwrap()
}

/// An instance from the four lists of numbers, in JSON.
pub fn instance(v: &str, w: &str, v_star: &str, w_star: &str) -> String {
    format!(
        r#"{{"model":"two-layer","student":{{"v":[{v}],"w":[{w}]}},"teacher":{{"v":[{v_star}],"w":[{w_star}]}}}}"#
    )
}

/// The ends of `[mid - rad, mid + rad]`, exactly.
pub fn ends(ball: &Value) -> (Rational, Rational) {
    let number = |key: &str| parse_rational(ball[key].as_str().unwrap()).unwrap();
    let (mid, rad) = (number("mid"), number("rad"));
    (Rational::from(&mid - &rad), mid + rad)
}

/// A file for this test alone.
pub fn scratch(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(name)
}

pub fn example(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    std::fs::read_to_string(path.join(name)).unwrap()
}
