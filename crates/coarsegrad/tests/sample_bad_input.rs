//! What `coarsegrad sample` refuses, in one line that says why.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "helpers of tests, where a panic is a failed test"
)]

mod support;

use std::path::Path;
use std::time::Duration;

use support::{Ran, instance, run, scratch, succeed};

const GENERIC: &str = "examples/generic.json";

/// Long enough for a loaded machine, far too short for work that is not linear in the input.
const PROMPT: Duration = Duration::from_secs(20);

fn check(ran: &Ran, code: i32, says: &[&str]) {
    assert_eq!((ran.code, ran.out.as_str()), (code, ""), "{}", ran.err);
    assert!(ran.err.starts_with("error: "), "{}", ran.err);
    assert_eq!(ran.err.lines().count(), 1, "{}", ran.err);
    assert!(ran.err.len() < 1000, "{} bytes", ran.err.len());
    assert!(
        !ran.err.trim_end().contains(char::is_control),
        "{}",
        ran.err
    );
    for part in says {
        assert!(ran.err.contains(part), "{part:?} is not in {}", ran.err);
    }
    assert!(ran.took < PROMPT, "{:?}", ran.took);
}

fn sample(arguments: &str) -> Ran {
    let mut all = vec!["sample"];
    all.extend(arguments.split(' '));
    run(&all, b"")
}

/// A file of the given bytes, used as a part and as a state.
fn refused(name: &str, bytes: &[u8], says: &[&str]) {
    let path = scratch(name);
    std::fs::write(&path, bytes).unwrap();
    let path = path.to_str().unwrap();
    let mut named = vec![name];
    named.extend(says);
    check(&run(&["sample", "merge", GENERIC, path], b""), 2, &named);
    let resume = ["sample", "--samples", "1e5", "--resume", path, GENERIC];
    check(&run(&resume, b""), 2, &named);
    // What could not be read is not overwritten.
    assert_eq!(std::fs::read(path).unwrap(), bytes);
}

/// A part of a run, as text.
fn part(options: &str) -> String {
    let mut all = vec!["sample", "--quiet", "--partial", "-"];
    all.extend(options.split(' '));
    all.push(GENERIC);
    succeed(&all, b"")
}

#[test]
fn options_out_of_range_are_refused_by_name() {
    for (arguments, says) in [
        ("--samples 0", "--samples"),
        ("--samples -1", "at least 1"),
        ("--samples 1e3.5", "exponent"),
        ("--samples 1e30", "70368744177664"),
        ("--samples 2.5", "whole"),
        ("--samples many", "--samples"),
        ("--seed -1", "--seed"),
        ("--seed 18446744073709551616", "--seed"),
        ("--level 1", "--level"),
        ("--level NaN", "between 0 and 1"),
        ("--level -0.5", "between 0 and 1"),
        ("--until-rel 0", "positive"),
        ("--until-rel -0.5", "positive"),
        ("--until-rel NaN", "positive"),
        ("--estimator half", "full, projected, states"),
        ("--precision f16", "f32 nor f64"),
        ("--simd neon", "portable, avx2, avx512"),
        ("--ste rleu", "identity, relu, clipped-relu"),
        ("--ste all", "one straight-through estimator"),
        ("--ste relu,identity", "--ste"),
        ("--blocks 0..3", "--partial"),
        ("--blocks 5..3 --partial -", "larger than the start"),
        ("--blocks 5 --partial -", "0..100"),
        ("--blocks 0..3 --partial - --until-rel 0.1", "--until-rel"),
        ("--partial - --format json", "--format"),
        ("--exact-variance --until-rel 0.1", "--until-rel"),
        ("--checkpoint-every 3", "--resume"),
        ("--checkpoint-every -3 --resume x", "not negative"),
        ("--quiet --verbose", "--verbose"),
        ("--format xml", "--format"),
    ] {
        let ran = sample(&format!("{arguments} {GENERIC}"));
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{arguments}");
        assert!(ran.err.contains(says), "{arguments}: {}", ran.err);
    }
    assert_eq!(run(&["sample"], b"").code, 2);
    assert_eq!(run(&["sample", "merge", GENERIC], b"").code, 2);
}

#[test]
fn runs_that_cannot_be_made_are_refused() {
    for (arguments, says) in [
        ("--estimator states --ste gaussian", "depends on the sign"),
        ("--covariance", "full estimator"),
        ("--blocks 0..63 --partial -", "0..63 is not within 0..62"),
        (
            "--blocks 18446744073709551614..18446744073709551615 --partial -",
            "0..62",
        ),
    ] {
        check(&sample(&format!("{arguments} {GENERIC}")), 2, &[says]);
    }
    let tiny = instance("\"1e-300\"", "1,2", "\"1e-300\"", "1,1");
    check(
        &run(&["sample", "-"], tiny.as_bytes()),
        2,
        &["too small", "scale them"],
    );
    check(&run(&["sample", "-"], b"{}"), 2, &["standard input"]);
    check(&sample("no-such-file"), 2, &["no-such-file"]);
    check(&sample("examples"), 2, &["examples: is a directory"]);
}

#[test]
fn files_that_are_no_partial_results_are_refused() {
    let good = part("--samples 1e5");
    refused("empty.part", b"", &["not a valid partial result"]);
    refused(
        "garbage.part",
        b"\x00\xff\x1b[31mgarbage",
        &["not a valid partial result"],
    );
    refused(
        "truncated.part",
        &good.as_bytes()[..good.len() / 2],
        &["EOF"],
    );
    refused(
        "instance.part",
        support::example("kink.json").as_bytes(),
        &["`model`"],
    );
    let unicode = good.replacen("relu", "größe\\u001b", 1);
    refused("unicode.part", unicode.as_bytes(), &[]);
    let nested = "[".repeat(1 << 20);
    refused(
        "nested.part",
        nested.as_bytes(),
        &["not a valid partial result"],
    );
    for (from, to, says) in [
        ("partial/1", "partial/2", "schema"),
        (
            "\"blocks\":[[0,7]]",
            "\"blocks\":[[7,0]]",
            "7..0 is no range",
        ),
        (
            "\"blocks\":[[0,7]]",
            "\"blocks\":[[0,8]]",
            "0..8 is no range",
        ),
        ("\"blocks\":[[0,7]]", "\"blocks\":[[3,4],[0,1]]", "behind"),
        ("\"blocks\":[[0,7]]", "\"blocks\":[[0,4],[3,7]]", "behind"),
        ("\"sums\":[\"", "\"sums\":[\"x", "sums[0]"),
        ("\"sums\":[\"", "\"sums\":[\"1\",\"", "sums, the run has"),
        ("\"seed\":1", "\"seed\":-1", "invalid value"),
        ("\"seed\":1", "\"seed\":1,\"seed\":1", "duplicate field"),
        ("\"samples\":100000", "\"samples\":0", "positive"),
        ("\"run\"", "\"ran\"", "`ran`"),
    ] {
        let text = good.replacen(from, to, 1);
        assert_ne!(text, good, "{from}");
        refused("changed.part", text.as_bytes(), &[says]);
    }
    // As large as a number can be: nothing overflows.
    let place = good.find("\"sums\":[\"").unwrap() + 9;
    let end = place + good[place..].find('"').unwrap();
    for sum in [i128::MAX, i128::MIN] {
        let huge = format!("{}{sum}{}", &good[..place], &good[end..]);
        refused("huge-sum.part", huge.as_bytes(), &["sums[0]: larger than"]);
    }
}

/// Ranges out of order would take quadratic time to sort in.
#[test]
fn many_ranges_are_read_in_linear_time() {
    let good = part("--samples 7e13 --blocks 0..1");
    let ranges = |order: &mut dyn Iterator<Item = u64>| {
        let ranges: Vec<String> = order
            .map(|k| format!("[{},{}]", 2 * k, 2 * k + 1))
            .collect();
        good.replacen("[[0,1]]", &format!("[{}]", ranges.join(",")), 1)
    };
    let count = 600_000;
    let reversed = ranges(&mut (0..count).rev());
    refused("reversed.part", reversed.as_bytes(), &["behind"]);
    let path = scratch("many.part");
    std::fs::write(&path, ranges(&mut (0..count))).unwrap();
    let ran = run(&["sample", "merge", GENERIC, path.to_str().unwrap()], b"");
    check(&ran, 2, &["blocks 1..2, 3..4", "more ranges"]);
}

#[test]
fn files_of_no_end_are_refused() {
    let path = scratch("huge.part");
    std::fs::File::create(&path)
        .and_then(|file| file.set_len(1 << 40))
        .unwrap();
    let huge = path.to_str().unwrap();
    let ran = run(&["sample", "merge", GENERIC, huge], b"");
    std::fs::remove_file(&path).unwrap();
    check(&ran, 2, &["huge.part: the file has more than"]);
    if cfg!(unix) {
        let ran = run(&["sample", "merge", GENERIC, "/dev/zero"], b"");
        check(&ran, 2, &["/dev/zero: the file has more than"]);
        check(&run(&["sample", "/dev/zero"], b""), 2, &["67108864 bytes"]);
    }
}

#[test]
fn parts_that_do_not_fit_are_refused_by_name() {
    let folder = scratch("fit");
    std::fs::create_dir_all(&folder).unwrap();
    let file = |name: &str, options: &str| {
        let path = folder.join(name);
        std::fs::write(&path, part(options)).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let a = file("a.json", "--samples 1e6 --blocks 0..20");
    let b = file("b.json", "--samples 1e6 --blocks 10..62");
    let c = file("c.json", "--samples 1e6 --blocks 30..62");
    let other = file("other.json", "--samples 1e6 --blocks 20..30 --seed 2");
    let merge = |parts: &[&str]| run(&[&["sample", "merge", GENERIC], parts].concat(), b"");
    let both = |first: &str, second: &str| format!("{first} and {second} both hold blocks ");
    check(&merge(&[&a, &b]), 2, &[&both(&b, &a), "blocks 10..20;"]);
    check(&merge(&[&c, &a, &b]), 2, &[&both(&b, &c), "blocks 30..62;"]);
    check(&merge(&[&a, &a]), 2, &[&both(&a, &a), "blocks 0..20;"]);
    check(
        &merge(&[&a, &c]),
        2,
        &["blocks 20..30 of 0..62 are missing"],
    );
    check(&merge(&[&c]), 2, &["blocks 0..30 of 0..62 are missing"]);
    check(
        &merge(&[&a, &c, &other]),
        2,
        &["other.json", "seed is 2 there and 1 here"],
    );
    check(&merge(&[&a, "no-such-part"]), 2, &["no-such-part"]);
    check(&merge(&[folder.to_str().unwrap()]), 2, &["is a directory"]);
    let ran = run(&["sample", "merge", "examples/kink.json", &a], b"");
    check(&ran, 2, &["a.json", "instance is "]);
}

#[test]
fn what_cannot_be_written_is_exit_code_1_before_the_work() {
    let (hours, folder) = ("--samples 1e12", scratch("a-folder"));
    std::fs::create_dir_all(&folder).unwrap();
    let folder = folder.to_str().unwrap();
    for path in ["/no/such/folder/out.json", folder, "/dev/null"] {
        for option in ["--partial", "--resume"] {
            let ran = sample(&format!("{hours} {option} {path} {GENERIC}"));
            check(&ran, 1, &[path, "cannot be written"]);
        }
    }
    let ran = sample(&format!("merge --partial {folder} {GENERIC} x"));
    check(&ran, 1, &[folder, "cannot be written"]);
    assert!(Path::new(folder).is_dir());
    let ran = sample(&format!("{hours} --resume - {GENERIC}"));
    check(&ran, 2, &["--resume", "needs a file"]);
}
