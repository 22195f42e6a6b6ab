//! What `coarsegrad sample` prints, word by word.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "helpers of tests, where a panic is a failed test"
)]

mod support;

use support::{instance, run, succeed};

fn sample(arguments: &str) -> String {
    let mut all = vec!["sample"];
    all.extend(arguments.split(' '));
    succeed(&all, b"")
}

/// One line of JSON broken after each object and array, byte by byte otherwise the same.
fn broken(json: &str) -> String {
    json.replace("},", "},\n").replace("],", "],\n")
}

#[test]
fn text_of_a_generic_instance() {
    insta::assert_snapshot!(sample("--samples 1e5 examples/generic.json"));
}

#[test]
fn text_of_a_full_run_with_everything() {
    insta::assert_snapshot!(sample(
        "--estimator full --covariance --exact-variance --level 0.999 --precision f32 --samples 5e4 \
         --ste clipped-relu examples/generic.json"
    ));
}

#[test]
fn text_of_sign_states_at_a_kink_and_at_zero_weight() {
    let kink = sample("--estimator states --samples 1e4 examples/kink.json");
    let zero = sample("--estimator states --ste identity --samples 1e4 examples/zero-weight.json");
    insta::assert_snapshot!(format!("{kink}\n=====\n{zero}"));
}

#[test]
fn text_of_runs_that_stop_by_themselves() {
    let reached = sample("--until-rel 0.1 --samples 1e9 examples/generic.json");
    let missed = sample("--until-rel 1e-3 --samples 1e5 --ste hard-tanh examples/generic.json");
    insta::assert_snapshot!(format!("{reached}\n=====\n{missed}"));
}

#[test]
fn text_of_long_vectors_and_odd_sizes() {
    let ones = vec!["1"; 20].join(",");
    let long = instance(&ones, "\"1e-30\",0", &ones, "0,\"1e30\"");
    let args = [
        "sample",
        "--samples",
        "1e4",
        "--no-population-gradient",
        "-",
    ];
    insta::assert_snapshot!(succeed(&args, long.as_bytes()));
}

#[test]
fn json_of_a_generic_instance() {
    insta::assert_snapshot!(broken(&sample(
        "--format json --exact-variance --samples 1e5 examples/generic.json"
    )));
}

#[test]
fn json_of_a_full_run_that_stops_by_itself() {
    insta::assert_snapshot!(broken(&sample(
        "--format json --estimator full --covariance --until-rel 0.1 --samples 1e7 examples/kink.json"
    )));
}

#[test]
fn refusals() {
    let mut text = String::new();
    for arguments in [
        "--samples 0 examples/kink.json",
        "--samples 1e3.5 examples/kink.json",
        "--samples 1e30 examples/kink.json",
        "--level NaN examples/kink.json",
        "--estimator states --ste gaussian examples/kink.json",
        "--covariance examples/kink.json",
        "--blocks 5..70 --partial - examples/kink.json",
        "--ste all examples/kink.json",
    ] {
        let mut all = vec!["sample"];
        all.extend(arguments.split(' '));
        let ran = run(&all, b"");
        text += &format!(
            "$ sample {arguments}\n{}exit code {}\n\n",
            ran.err, ran.code
        );
    }
    insta::assert_snapshot!(text);
}

#[test]
fn help() {
    let short = succeed(&["sample", "-h"], b"");
    let long = succeed(&["sample", "--help"], b"");
    let merge = succeed(&["sample", "merge", "--help"], b"");
    insta::assert_snapshot!(format!("{short}\n=====\n{long}\n=====\n{merge}"));
}
