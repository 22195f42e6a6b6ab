//! What is wrong with an input is said in one line that names the field, with exit code 2.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "helpers of tests, where a panic is a failed test"
)]

mod support;

use std::time::Duration;

use support::{Ran, command, example, instance, run, run_command, scratch};

/// Long enough for a loaded machine, far too short for work that is not linear in the input.
const PROMPT: Duration = Duration::from_secs(10);

fn check(ran: &Ran, says: &[&str]) {
    assert_eq!(ran.code, 2, "{}", ran.err);
    assert_eq!(ran.out, "");
    assert!(ran.err.starts_with("error: "), "{}", ran.err);
    assert_eq!(ran.err.lines().count(), 1, "{}", ran.err);
    assert!(ran.err.len() < 1000, "{} bytes", ran.err.len());
    for part in says {
        assert!(ran.err.contains(part), "{:?} is not in {}", part, ran.err);
    }
    assert!(ran.took < PROMPT, "{:?}", ran.took);
}

/// The instance is refused alike in every format and as a line of a batch.
fn refused(text: impl AsRef<[u8]>, says: &[&str]) {
    let text = text.as_ref();
    let mut named = vec!["standard input: "];
    named.extend(says);
    check(&run(&["value", "-"], text), &named);
    check(&run(&["value", "--format", "json", "-"], text), &named);
    if text.contains(&b'\n') {
        return;
    }
    let ran = run(&["value", "--format", "json", "--cases", "-"], text);
    assert_eq!(ran.code, 2);
    assert!(ran.err.starts_with("error: standard input:1: "));
    assert_eq!(ran.err.lines().count(), 1);
    assert_eq!(ran.out.lines().count(), 1);
    let document: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(document["schema"], "coarsegrad/value-error/1");
    assert_eq!(document["line"], 1);
    for part in says {
        assert!(document["error"].as_str().unwrap().contains(part));
    }
    assert!(ran.took < PROMPT, "{:?}", ran.took);
}

const ONE: &str = "\"1\"";

#[test]
fn vectors_of_different_lengths_are_refused() {
    refused(
        instance("1,2", ONE, ONE, ONE),
        &["student.v has 2 entries, but teacher.v has 1"],
    );
    refused(
        instance(ONE, ONE, ONE, "1,2,3"),
        &["student.w has 1 entries, but teacher.w has 3"],
    );
}

#[test]
fn empty_vectors_are_refused() {
    refused(instance("", ONE, ONE, ONE), &["student.v"]);
    refused(instance(ONE, "", ONE, ""), &["student.w"]);
    refused(instance(ONE, ONE, "", ONE), &["teacher.v"]);
}

#[test]
fn zero_teachers_are_refused() {
    refused(instance("1,1", ONE, "0,\"0/5\"", ONE), &["teacher.v"]);
    refused(instance(ONE, "1,2", ONE, "0,-0.0"), &["teacher.w"]);
}

#[test]
fn what_is_no_finite_number_is_refused() {
    let entry = |entry: &str| instance(ONE, &format!("1,1,1,{entry}"), ONE, "1,1,1,1");
    for text in [
        "\"NaN\"",
        "\"inf\"",
        "\"-Infinity\"",
        "\"1/0\"",
        "\"\"",
        "\" 1\"",
        "\"1,5\"",
        "\"1_000\"",
        "\"½\"",
        "\"1/2/3\"",
        "\"0x\"",
        "\"1e\"",
        "null",
        "true",
        "{}",
        "[1]",
        "\"1\\u0000\"",
    ] {
        refused(entry(text), &["student.w[3]"]);
    }
    for text in ["NaN", "Infinity", "0x10", "01", "+1", ".5", "'1'"] {
        refused(entry(text), &["not a valid instance", "line 1 column"]);
    }
}

#[test]
fn huge_exponents_are_refused() {
    for number in ["1e999999999", "-1E-999999999", "0x1p999999999"] {
        let text = instance(ONE, ONE, &format!("\"{number}\""), ONE);
        refused(text, &["teacher.v[0]", "exponent"]);
    }
    refused(instance(ONE, ONE, ONE, "1e999999999"), &["teacher.w[0]"]);
    let digits = "9".repeat(2_000_000);
    refused(instance(&digits, ONE, ONE, ONE), &["student.v[0]"]);
}

#[test]
fn unknown_missing_and_repeated_keys_are_refused() {
    let good = instance(ONE, ONE, ONE, ONE);
    for (from, to, says) in [
        ("{\"model\"", "{\"epochs\":3,\"model\"", "`epochs`"),
        ("\"student\":{", "\"student\":{\"bias\":[],", "`bias`"),
        (
            "{\"model\"",
            "{\"model\":\"two-layer\",\"model\"",
            "`model`",
        ),
        ("\"student\":{", "\"student\":{\"w\":[2],", "`w`"),
        ("\"model\":\"two-layer\",", "", "`model`"),
        ("\"teacher\"", "\"pupil\"", "`pupil`"),
        ("two-layer", "three-layer", "three-layer"),
        ("two-layer", "zwei-schichten-größe-層", "größe-層"),
    ] {
        let text = good.replacen(from, to, 1);
        assert_ne!(text, good);
        refused(text, &[says]);
    }
    let key = "k".repeat(5_000_000);
    refused(good.replacen("model", &key, 1), &["kkk", "line 1 column"]);
}

#[test]
fn what_is_no_json_object_is_refused() {
    for text in [
        "",
        "   ",
        "[]",
        "7",
        "null",
        "{",
        "{}",
        "{} {}",
        "\u{feff}{}",
    ] {
        let ran = run(&["value", "-"], text.as_bytes());
        check(&ran, &["standard input: not a valid instance"]);
    }
    let two = instance(ONE, ONE, ONE, ONE).repeat(2);
    refused(two, &["trailing characters"]);
}

#[test]
fn a_byte_order_mark_is_named() {
    let marked = format!("\u{feff}{}", instance(ONE, ONE, ONE, ONE));
    refused(marked, &["starts with a byte order mark"]);
}

#[test]
fn bytes_that_are_not_utf8_are_refused() {
    let mut text = instance(ONE, ONE, ONE, ONE).into_bytes();
    text[20] = 0xff;
    refused(text, &["UTF-8", "offset 20"]);
    refused(b"\xff\xfe{\0}\0", &["UTF-8"]);
}

#[test]
fn ten_megabytes_of_nesting_are_refused() {
    let depth = 5_000_000;
    let (open, close) = ("[".repeat(depth), "]".repeat(depth));
    refused(
        instance(&format!("1,{open}{close}"), ONE, ONE, ONE),
        &["student.v[1]", "an array"],
    );
    let objects = format!("{}1{}", "{\"a\":".repeat(depth / 2), "}".repeat(depth / 2));
    refused(
        instance(ONE, ONE, ONE, &objects),
        &["teacher.w[0]", "an object"],
    );
    refused(instance(ONE, &open, ONE, ONE), &["not a valid instance"]);
    refused(&open, &["not a valid instance"]);
    refused("{\"student\":".repeat(1_000_000), &["not a valid instance"]);
}

#[test]
fn control_characters_do_not_reach_the_terminal() {
    let text = instance("\"1\\u001b[31m\\n\\u0007\"", ONE, ONE, ONE);
    let ran = run(&["value", "-"], text.as_bytes());
    check(&ran, &["student.v[0]"]);
    assert!(!ran.err.trim_end().contains(char::is_control));
    let ran = run(&["value", "--cases", "-"], text.as_bytes());
    assert_eq!(ran.code, 2);
    assert!(!ran.out.contains('\u{1b}') && !ran.err.contains('\u{1b}'));
}

#[test]
fn files_that_cannot_be_read_are_refused() {
    let missing = scratch("größe-層-missing.json");
    let missing = missing.to_str().unwrap();
    check(&run(&["value", missing], b""), &[missing]);
    check(&run(&["value", "--cases", missing], b""), &[missing]);
    check(
        &run(&["value", "examples"], b""),
        &["examples: is a directory"],
    );
}

#[test]
fn files_beyond_the_limit_are_refused() {
    let path = scratch("huge.json");
    std::fs::File::create(&path)
        .and_then(|file| file.set_len(1 << 40))
        .unwrap();
    let ran = run(&["value", path.to_str().unwrap()], b"");
    std::fs::remove_file(&path).unwrap();
    check(&ran, &["huge.json: ", "67108864 bytes"]);
    #[cfg(unix)]
    check(&run(&["value", "/dev/zero"], b""), &["67108864 bytes"]);
}

#[test]
fn common_denominators_beyond_the_limit_are_refused() {
    let entries = (0..40_000)
        .map(|k| format!("\"1/{}\"", 1_000_000_007_u64 + 2 * k))
        .collect::<Vec<_>>()
        .join(",");
    refused(
        instance(&entries, ONE, &entries, ONE),
        &["common denominator"],
    );
}

#[test]
fn wrong_usage_is_exit_code_2() {
    for (args, says) in [
        (&["value"][..], "FILE"),
        (&["value", "--digits", "0", "-"], "--digits"),
        (&["value", "--digits", "100001", "-"], "--digits"),
        (&["value", "--digits", "many", "-"], "--digits"),
        (&["value", "--format", "xml", "-"], "--format"),
        (
            &["value", "--ste", "rleu", "-"],
            "identity, relu, clipped-relu",
        ),
        (&["value", "--ste", "", "-"], "--ste"),
        (&["value", "--ste", "gaussian:-1", "-"], "must be positive"),
        (&["value", "--cases", "-", "-"], "--cases"),
        (&["valeu"], "value"),
        (&["schema", "nothing"], "value-error"),
        (&[], "Usage"),
    ] {
        let mut command = command();
        command.args(args);
        let ran = run_command(command, b"");
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{args:?}");
        assert!(ran.err.contains(says), "{args:?}: {}", ran.err);
    }
}

/// A small generator of pseudo-random numbers (xorshift).
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % bound as u64) as usize
    }
}

/// Changes one digit, or overwrites, drops or doubles up to three bytes, with a taste for what
/// means something.
fn mutated(text: &str, random: &mut Random) -> Vec<u8> {
    let telling = b"{}[]\",:0123456789eExXpP+-./\\ \x00\x7f\x80\xff";
    let mut bytes = text.trim_end().as_bytes().to_vec();
    if random.below(2) == 0 {
        let digits: Vec<usize> = (0..bytes.len())
            .filter(|&place| bytes[place].is_ascii_digit())
            .collect();
        bytes[digits[random.below(digits.len())]] = b"0123456789e./-"[random.below(14)];
    } else {
        for _ in 0..=random.below(3) {
            let place = random.below(bytes.len());
            let byte = telling[random.below(telling.len())];
            match random.below(3) {
                0 => bytes[place] = byte,
                1 => drop(bytes.remove(place)),
                _ => bytes.insert(place, byte),
            }
        }
    }
    bytes.push(b'\n');
    bytes
}

#[test]
fn mutated_instances_get_a_document_each() {
    let cases = example("cases.jsonl");
    let originals: Vec<&str> = cases.lines().collect();
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    let lines: Vec<u8> = (0..6000)
        .flat_map(|k| mutated(originals[k % originals.len()], &mut random))
        .collect();
    let ran = run(&["value", "--format", "json", "--cases", "-"], &lines);
    assert_eq!(ran.code, 2);
    assert!(!ran.err.contains("panicked"), "{}", ran.err);
    assert!(
        !ran.err
            .trim_end()
            .replace('\n', "")
            .contains(char::is_control)
    );
    let (mut good, mut bad) = (0, 0);
    for line in ran.out.lines() {
        let document: serde_json::Value = serde_json::from_str(line).unwrap();
        match document["schema"].as_str().unwrap() {
            "coarsegrad/value/1" => good += 1,
            "coarsegrad/value-error/1" => bad += 1,
            other => panic!("{other}"),
        }
    }
    assert_eq!(good + bad, 6000);
    assert!(good > 500 && bad > 500, "{good} good, {bad} bad");
    assert_eq!(ran.err.lines().count(), bad);
    assert!(ran.took < 3 * PROMPT, "{:?}", ran.took);
}
