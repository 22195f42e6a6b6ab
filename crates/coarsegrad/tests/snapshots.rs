//! What people and programs see, word by word.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "helpers of tests, where a panic is a failed test"
)]

mod support;

use support::{instance, run, succeed};

/// The digits of radii as `#`: how sharp a ball is beyond its guarantee may change with every
/// improvement of the library, and is no business of these tests.
fn masked(text: &str) -> String {
    let mut masked = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = ["± ", "\"rad\":\""]
        .iter()
        .filter_map(|mark| rest.find(mark).map(|place| place + mark.len()))
        .min()
    {
        let (before, after) = rest.split_at(start);
        let radius = after.find([' ', '"', '\n']).unwrap_or(after.len());
        let (radius, after) = after.split_at(radius);
        masked.push_str(before);
        if radius == "0" {
            masked.push_str(radius);
        } else {
            masked.extend(
                radius
                    .chars()
                    .map(|c| if c.is_ascii_digit() { '#' } else { c }),
            );
        }
        rest = after;
    }
    masked + rest
}

/// The values as text or JSON, radii masked.
fn text(args: &[&str]) -> String {
    let mut all = vec!["value"];
    all.extend(args);
    masked(&succeed(&all, b""))
}

/// One line of JSON broken after each object and array, byte by byte otherwise the same.
fn broken(json: &str) -> String {
    json.replace("},", "},\n").replace("],", "],\n")
}

#[test]
fn masking_hides_radii_alone() {
    assert_eq!(
        masked("a  1.25 ± 3.1e-9 = 5/4\nb 0 {\"mid\":\"2\",\"rad\":\"0\"},{\"rad\":\"1.0e-12\"}"),
        "a  1.25 ± #.#e-# = 5/4\nb 0 {\"mid\":\"2\",\"rad\":\"0\"},{\"rad\":\"#.#e-##\"}"
    );
}

#[test]
fn text_of_a_generic_instance() {
    insta::assert_snapshot!(text(&["examples/generic.json"]));
}

#[test]
fn text_of_every_estimator_with_few_digits() {
    insta::assert_snapshot!(text(&[
        "--ste",
        "all",
        "--digits",
        "6",
        "examples/generic.json"
    ]));
}

#[test]
fn text_of_the_saddle() {
    insta::assert_snapshot!(text(&["examples/saddle.json"]));
}

#[test]
fn text_of_the_spurious_minimiser() {
    insta::assert_snapshot!(text(&[
        "--digits",
        "10",
        "examples/spurious-minimiser.json"
    ]));
}

#[test]
fn text_of_a_kink() {
    insta::assert_snapshot!(text(&["--digits", "10", "examples/kink.json"]));
}

#[test]
fn text_of_zero_weight() {
    insta::assert_snapshot!(text(&["--digits", "10", "examples/zero-weight.json"]));
}

#[test]
fn text_of_a_tiny_weight_near_the_global_minimiser() {
    let near = instance("\"1.001\",2", "\"0.0001\",\"1e-9\"", "1,2", "1,0");
    let out = succeed(&["value", "--digits", "10", "-"], near.as_bytes());
    insta::assert_snapshot!(masked(&out));
}

#[test]
fn text_of_long_vectors() {
    let ones = vec!["1"; 20].join(",");
    let twos = vec!["2"; 20].join(",");
    let long = instance(&ones, "1,2", &twos, "2,1");
    let args = ["value", "--digits", "8", "--ste", "relu", "-"];
    insta::assert_snapshot!(masked(&succeed(&args, long.as_bytes())));
}

#[test]
fn json_of_a_generic_instance() {
    let args = ["--format", "json", "examples/generic.json"];
    insta::assert_snapshot!(broken(&text(&args)));
}

#[test]
fn json_of_the_saddle_and_a_kink() {
    let saddle = text(&["--format", "json", "examples/saddle.json"]);
    let kink = text(&["--format", "json", "--digits", "10", "examples/kink.json"]);
    insta::assert_snapshot!(format!("{}\n{}", broken(&saddle), broken(&kink)));
}

#[test]
fn batch_with_a_bad_line() {
    let good = instance("1", "1", "2", "1");
    let cases = format!("{good}\n{}\n", good.replace("[2]", "[\"2/0\"]"));
    let args = ["value", "--digits", "5", "--ste", "relu", "--cases", "-"];
    let ran = run(&args, cases.as_bytes());
    insta::assert_snapshot!(format!(
        "exit code {}\n--- standard output\n{}--- standard error\n{}",
        ran.code,
        masked(&ran.out),
        ran.err
    ));
}

#[test]
fn help() {
    let short = succeed(&["value", "-h"], b"");
    let long = succeed(&["value", "--help"], b"");
    let top = succeed(&["--help"], b"");
    insta::assert_snapshot!(format!("{top}\n=====\n{short}\n=====\n{long}"));
}
