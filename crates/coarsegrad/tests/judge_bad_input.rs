//! Inputs that nobody would give on purpose: each has a message of one line and its exit code, and none a panic.
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
use std::os::unix::fs::PermissionsExt as _;
use std::time::Duration;

use coarsegrad::golden::families::FAMILIES;
use support::Ran;
use support::judge::{digits, file, float, folder, judge, script};
use support::train::text;

/// The cases of clipping, as a file.
fn clip() -> &'static str {
    let family = FAMILIES.iter().find(|family| family.name() == "clip");
    family.unwrap().text()
}

/// The message on standard error, which is one line without control characters.
fn message(ran: &Ran) -> &str {
    let line = ran.err.strip_suffix('\n').unwrap_or(&ran.err);
    assert!(!line.chars().any(char::is_control), "{:?}", ran.err);
    line
}

#[test]
fn commands_that_are_none() {
    for bad in ["", "   ", "'' x", "a 'b", "a \"b", "a\\"] {
        let ran = judge(bad, &[]);
        assert_eq!(ran.code, 2, "{bad:?}: {}", ran.err);
        assert!(
            ran.err.contains("invalid value") && ran.out.is_empty(),
            "{}",
            ran.err
        );
    }
    for bad in [
        "/no/such/program",
        "/",
        "/etc/passwd",
        "./",
        "./ünïcode-✓ 'a b'",
    ] {
        let ran = judge(bad, &["--family", "clip"]);
        assert_eq!(ran.code, 6, "{bad}: {}{}", ran.out, ran.err);
        assert!(
            ran.out.contains("the backend cannot be started: "),
            "{}",
            ran.out
        );
        assert!(ran.took < Duration::from_secs(5));
    }
}

#[test]
fn a_program_with_blanks_quotes_and_other_letters_in_its_name_is_found() {
    let folder = folder("name");
    let path = file(
        &folder,
        "it's a \"bäckend\" ✓",
        format!("#!/bin/sh\nexec {} \"$@\"\n", float("")),
    );
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    let quoted = path.replace('\'', "'\\''");
    let ran = judge(
        &format!("'{quoted}' --control mask_missing"),
        &["--family", "clip.dx/unit-1000"],
    );
    assert_eq!(ran.code, 4, "{}{}", ran.out, ran.err);
    // The command in the report can be pasted into a shell.
    let line = ran
        .out
        .lines()
        .find(|line| line.contains("repeat with: "))
        .unwrap();
    let (_, repeat) = line.split_once("repeat with: coarsegrad ").unwrap();
    let program = env!("CARGO_BIN_EXE_coarsegrad");
    let again = std::process::Command::new("sh")
        .args(["-c", &format!("'{program}' {repeat}")])
        .output()
        .unwrap();
    assert_eq!(again.status.code(), Some(4), "{line}");
}

#[test]
fn files_of_cases_that_are_none() {
    let folder = folder("cases");
    let first = clip().lines().next().unwrap();
    let double = first.replacen("{\"schema\"", "{\"op\":\"clip\",\"schema\"", 1);
    let changed = first.replacen("\"op\":\"clip\"", "\"op\":\"clap\"", 1);
    assert!(double != first && changed != first);
    let files: [(&str, Vec<u8>, u8, &str); 12] = [
        ("empty", Vec::new(), 5, "nothing was asked"),
        ("blank", b"\n\r\n  \n".to_vec(), 5, "nothing was asked"),
        ("bom", format!("\u{feff}{first}\n").into(), 6, "line 1"),
        ("crlf", clip().replace('\n', "\r\n").into(), 0, "pass"),
        ("unended", first.into(), 0, "pass"),
        ("double-key", double.into(), 6, "duplicate"),
        ("twice", format!("{first}\n{first}\n").into(), 6, "line 2"),
        (
            "latin-1",
            [first.as_bytes(), b"\n\"\xe9\"\n"].concat(),
            6,
            "line 2",
        ),
        ("stale", changed.into(), 7, "line 1"),
        ("number", b"7\n".to_vec(), 6, "line 1"),
        ("deep", "[".repeat(100_000).into(), 6, "line 1"),
        ("long", vec![b' '; 2 << 20], 6, "line 1"),
    ];
    let backend = float("");
    for (name, bytes, code, says) in files {
        let path = file(&folder, name, bytes);
        let ran = judge(&backend, &["--cases", &path]);
        assert_eq!(ran.code, i32::from(code), "{name}: {}{}", ran.out, ran.err);
        assert!(ran.out.contains(says), "{name}: {}", ran.out);
        assert_eq!(ran.err, "", "{name}");
    }
    for (path, says) in [
        ("/no/such/file", "cannot be opened"),
        (folder.to_str().unwrap(), "is a directory"),
    ] {
        let ran = judge(&backend, &["--cases", path]);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""));
        assert!(message(&ran).contains(says), "{}", ran.err);
    }
}

#[test]
fn cases_come_from_standard_input_too() {
    let backend = float("");
    let args = ["judge", "--cases", "-", "--backend", &backend];
    let ran = support::run(&args, clip().as_bytes());
    assert_eq!(ran.code, 0, "{}", ran.out);
}

#[test]
fn places_that_cannot_be_written() {
    let folder = folder("places");
    let plain = file(&folder, "plain", "x");
    let full = folder.join("full");
    fs::create_dir_all(full.join("report.json")).unwrap();
    for place in [
        "/dev/null",
        "/proc/nothing",
        &plain,
        &format!("{plain}/x"),
        &text(&full),
    ] {
        // It is found out before the run: this backend would never greet.
        let ran = judge("sleep 100", &["--report", place]);
        assert_eq!(
            (ran.code, ran.out.as_str()),
            (1, ""),
            "{place}: {}",
            ran.err
        );
        assert!(message(&ran).contains("cannot be written"), "{}", ran.err);
    }
    assert_eq!(fs::read_to_string(&plain).unwrap(), "x");
}

#[test]
fn lists_and_reports_that_are_none() {
    let folder = folder("lists");
    let backend = float("");
    let texts: [&[u8]; 6] = [
        b"",
        b"{}",
        b"\xff",
        b"{\"schema\":\"coarsegrad/known/2\",\"known\":[]}",
        b"{\"schema\":\"coarsegrad/known/1\",\"known\":[{\"id\":\"x\",\"dtype\":\"f8\"}]}",
        b"{\"schema\":\"coarsegrad/known/1\",\"known\":[{\"id\":\"x\",\"dtype\":\"f32\"},{\"id\":\"x\",\"dtype\":\"f32\"}]}",
    ];
    for (number, bytes) in texts.into_iter().enumerate() {
        let path = file(&folder, &format!("{number}.json"), bytes);
        for option in ["--known", "--track"] {
            let ran = judge(&backend, &[option, &path]);
            assert_eq!(
                (ran.code, ran.out.as_str()),
                (2, ""),
                "{number} {option}: {}",
                ran.err
            );
            assert!(message(&ran).contains(&path), "{}", ran.err);
        }
    }
    // An entry for a case that is not there is refused, whichever cases are asked for; one that is not asked for is not.
    let unknown =
        "{\"schema\":\"coarsegrad/known/1\",\"known\":[{\"id\":\"no/such\",\"dtype\":\"f32\"}]}";
    let unknown = file(&folder, "unknown.json", unknown);
    for part in [&[][..], &["--family", "clip"], &["--dtype", "f32"]] {
        let ran = judge(&backend, &[&["--known", &unknown], part].concat());
        assert_eq!(ran.code, 2, "{}", ran.out);
        assert!(
            ran.out
                .contains("the list of known findings names no case: no/such\n"),
            "{}",
            ran.out
        );
    }
    let elsewhere = "{\"schema\":\"coarsegrad/known/1\",\"known\":[{\"id\":\"clip.dx/unit-1\",\"dtype\":\"f32\"}]}";
    let elsewhere = file(&folder, "elsewhere.json", elsewhere);
    let ran = judge(&backend, &["--known", &elsewhere, "--family", "sign"]);
    assert_eq!(ran.code, 0, "{}", ran.out);
}

#[test]
fn options_out_of_range() {
    let backend = float("");
    for bad in [
        ["--dtype", "f8"],
        ["--dtype", ""],
        ["--timeout", "0"],
        ["--timeout", "nan"],
        ["--startup", "1e9"],
        ["--bulk", "0"],
        ["--family", ""],
        ["--show", "-1"],
        ["--restarts", "x"],
    ] {
        let ran = judge(&backend, &bad);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{bad:?}");
    }
    assert_eq!(judge(&backend, &["--bulk", "9", "--no-bulk"]).code, 2);
}

#[test]
fn families_that_overlap_ask_each_case_once() {
    let backend = float("");
    let pass = |families: &[&str]| {
        let options: Vec<_> = families
            .iter()
            .flat_map(|family| ["--family", family])
            .collect();
        let ran = judge(&backend, &[&options[..], &["--format", "json"]].concat());
        assert_eq!(ran.code, 0, "{families:?}");
        let report: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
        report["counts"]["pass"].as_u64().unwrap()
    };
    let all = pass(&["clip"]);
    assert_eq!(pass(&["clip", "clip.dx"]), all);
    assert_eq!(pass(&["clip.dx", "clip.y"]), all);
    assert_eq!(pass(&["clip", "clip"]), all);
}

#[test]
fn formats_given_twice_or_not_had_are_asked_once_or_told() {
    let backend = script(&digits("00000000"));
    let ran = judge(&backend, &["--dtype", "f16,f64", "--family", "clip.dx"]);
    assert_eq!(ran.code, 5, "{}", ran.out);
    assert!(ran.out.contains("unsupported"), "{}", ran.out);
    let counts = |dtypes: &str| {
        let ran = judge(
            &float(""),
            &["--dtype", dtypes, "--family", "clip", "--format", "json"],
        );
        let report: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
        report["counts"].clone()
    };
    assert_eq!(counts("f32,f32"), counts("f32"));
}

/// What a backend says is shown without what would change the terminal, and cut.
#[test]
fn a_backend_that_writes_to_the_terminal_does_not_reach_it() {
    let message = "\\\\u001b]0;x\\\\u0007\\\\u202e";
    let answer =
        format!("printf '{{\"type\":\"error\",\"seq\":%s,\"message\":\"{message}\"}}\\n' \"$seq\"");
    let ran = judge(&script(&answer), &["--family", "clip.dx", "--show", "3"]);
    assert_eq!(ran.code, 3, "{}", ran.out);
    assert!(
        ran.out.contains("\\u{1b}]0;x\\u{7}\\u{202e}"),
        "{}",
        ran.out
    );
    let plain = |text: &str| {
        text.chars()
            .all(|c| c == '\n' || !c.is_control() && c != '\u{202e}')
    };
    assert!(plain(&ran.out) && plain(&ran.err));
    let noisy = script("printf '\\033[2J' >&2; exit 7");
    let ran = judge(&noisy, &["--family", "clip.dx", "--restarts", "1"]);
    assert_eq!(ran.code, 6, "{}", ran.out);
    assert!(
        ran.out.contains("\\u{1b}[2J") && plain(&ran.out),
        "{}",
        ran.out
    );
}
