//! Right implementations pass under their own declaration, wrong ones are named, and reports say so.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "helpers of tests may fail"
)]

mod common;

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use coarsegrad_golden::judge::{InProcess, Options, Repeat, Verdict, judge};
use coarsegrad_golden::report::{Baseline, Known, REPORT_SCHEMA, Report};
use coarsegrad_model::pointwise::{Bound, ClipConvention, Dtype, Extended, NanPolicy};
use common::{Clipping, clip, clip_cases, read, right};

type Run = Box<dyn FnMut(&str, &Extended, &Extended) -> Extended>;

fn report(declared: &'static str, run: Run, options: &Options) -> Report {
    let mut backend = InProcess::new(Clipping { declared, run });
    judge(read(&clip_cases()), &mut backend, options)
}

fn plain(declared: &'static str, run: Run) -> Report {
    report(declared, run, &Options::default())
}

/// A convention by its text; without a mask axis it selects.
fn convention(text: &str) -> ClipConvention {
    let mask = if text.contains("mask=") {
        ""
    } else {
        " mask=selects"
    };
    format!("{text}{mask}").parse().unwrap()
}

/// Whether there is anything to select: not where every weight is one, and NaN no input of weight zero.
fn tells_mask(convention: &ClipConvention) -> bool {
    convention.bound != Bound::Identity || convention.nan == NanPolicy::Zero
}

#[test]
fn a_right_implementation_of_each_convention_passes_in_each_format() {
    for convention in ClipConvention::all() {
        let declared: &'static str = convention.to_string().leak();
        let report = plain(declared, Box::new(right(convention)));
        assert_eq!(report.exit_code(), 0, "{declared}: {}", report.to_text());
        // -1/3 is no number of any format: 4 gradients and a value, in 4 formats.
        assert_eq!(report.counts.not_applicable, 20, "{declared}");
        assert_eq!(report.counts.pass, 4 * (44 + 11) - 20, "{declared}");
        assert!(report.findings.is_empty() && report.problems.is_empty());
    }
}

#[test]
fn a_right_implementation_passes_without_a_declaration_and_its_convention_is_named() {
    for convention in ClipConvention::all() {
        let report = plain("", Box::new(right(convention)));
        assert_eq!(report.exit_code(), 0, "{convention}: {}", report.to_text());
        let row = &report.conventions[0];
        assert_eq!(row.effective["bound"], convention.bound.name());
        assert_eq!(row.effective["nan"], convention.nan.name());
        if tells_mask(&convention) {
            assert_eq!(row.effective["mask"], convention.mask.name());
            assert_eq!(row.ties, 1);
        } else {
            assert_eq!(row.ties, 2, "{convention}");
        }
    }
}

#[test]
fn an_implementation_of_another_convention_is_found_out_and_the_convention_named() {
    for declared in ClipConvention::all() {
        for follows in ClipConvention::all() {
            if declared == follows {
                continue;
            }
            let text: &'static str = declared.to_string().leak();
            let report = plain(text, Box::new(right(follows)));
            let mask = declared.mask;
            if declared == (ClipConvention { mask, ..follows }) && !tells_mask(&follows) {
                assert_eq!(report.exit_code(), 0, "{declared} but {follows}");
                continue;
            }
            assert_eq!(report.exit_code(), 4, "{declared} but {follows}");
            assert_eq!(report.counts.fail, 0);
            assert!(report.counts.convention_mismatch > 0);
            for row in &report.conventions {
                assert!(row.found && row.nearest_wrong == 0);
                assert_eq!(row.nearest["bound"], follows.bound.name());
                assert_eq!(row.nearest["nan"], follows.nan.name());
                if tells_mask(&follows) {
                    assert_eq!(row.nearest["mask"], follows.mask.name());
                }
            }
        }
    }
}

#[test]
fn an_implementation_of_no_convention_fails() {
    let closed = || convention("bound=closed nan=zero");
    let half = Extended::from(1).times(&"1/2".parse().unwrap());
    let wrong: Vec<(&str, Run)> = vec![
        (
            "no mask, but zero at NaN",
            Box::new(move |output, x, dy| match output {
                "dx" if x.is_nan() => Extended::zero(),
                "dx" if x == &Extended::PositiveInfinity => Extended::zero(),
                "dx" => dy.clone(),
                _ => clip().forward(x),
            }),
        ),
        (
            "the gradient is clipped",
            Box::new(|output, x, dy| match output {
                "dx" => clip().forward(dy),
                _ => clip().forward(x),
            }),
        ),
        (
            "the mask is reversed",
            Box::new(move |output, x, dy| match output {
                "dx" => dy.plus(&clip().dx(&closed(), x, dy).negated()),
                _ => clip().forward(x),
            }),
        ),
        (
            "twice the gradient",
            Box::new(move |output, x, dy| match output {
                "dx" => clip().dx(&closed(), x, &dy.plus(dy)),
                _ => clip().forward(x),
            }),
        ),
        (
            "one value is wrong",
            Box::new(move |output, x, dy| match output {
                "y" if *x == half => Extended::zero(),
                output => right(closed())(output, x, dy),
            }),
        ),
        (
            "open below, closed above",
            Box::new(move |output, x, dy| match output {
                "dx" if *x == Extended::from(-1) => Extended::zero(),
                output => right(closed())(output, x, dy),
            }),
        ),
    ];
    for (name, run) in wrong {
        let report = plain("bound=closed nan=zero", run);
        assert_eq!(report.exit_code(), 3, "{name}");
        assert!(report.counts.fail > 0, "{name}");
        assert_eq!(report.counts.convention_mismatch, 0, "{name}");
    }
}

#[test]
fn a_backend_that_follows_one_convention_here_and_another_there_fails_declared_or_not() {
    for declared in ["bound=closed nan=zero", "nan=zero", ""] {
        let run = |output: &str, x: &Extended, dy: &Extended| {
            let bound = if *dy == Extended::from(1) {
                "closed"
            } else {
                "open"
            };
            right(convention(&format!("bound={bound} nan=zero")))(output, x, dy)
        };
        let report = plain(declared, Box::new(run));
        assert_eq!(report.exit_code(), 3, "{declared}");
        assert!(report.counts.fail > 0 && report.counts.convention_mismatch == 0);
    }
}

#[test]
fn the_five_lines_say_what_is_wrong_and_what_would_explain_it() {
    let options = Options {
        dtypes: vec![Dtype::F32],
        repeat: Repeat::replay("python3 -m demo", None),
        ..Options::default()
    };
    let run = Box::new(right(convention("bound=open nan=zero")));
    let report = report("bound=closed nan=zero", run, &options);
    let finding = &report.findings[0];
    assert_eq!(finding.verdict, Verdict::ConventionMismatch);
    assert_eq!(
        finding.text,
        [
            "what: clip.dx/02-0 in f32: dx of clip at dy = 1 (3f800000), x = -1 (bf800000)",
            "got: 0 (00000000); expected: 1 (3f800000)",
            "rule: what clip is defined to be",
            "diagnosis: nearest is the convention with bound=open, right in 50 of 50 cases; that of the backend is right \
             in 42 of 50 cases",
            "effect: not described; repeat with: coarsegrad replay clip.dx/02-0 --dtype f32 --backend 'python3 -m demo'",
        ]
    );
}

#[test]
fn known_findings_do_not_count_and_known_ones_that_are_right_do() {
    let open = || Box::new(right(convention("bound=open nan=zero")));
    let known = |ids: &[String]| {
        let entries: Vec<_> = ids
            .iter()
            .map(|id| format!(r#"{{"id":"{id}","dtype":"f16","reason":"r"}}"#))
            .collect();
        let text = format!(
            r#"{{"schema":"coarsegrad/known/1","known":[{}]}}"#,
            entries.join(",")
        );
        Options {
            dtypes: vec![Dtype::F16],
            known: Known::parse(text.as_bytes()).unwrap(),
            ..Options::default()
        }
    };
    let at_bounds: Vec<_> = ["02", "07"]
        .iter()
        .flat_map(|point| (0..4).map(move |dy| format!("clip.dx/{point}-{dy}")))
        .collect();
    let all = report("bound=closed nan=zero", open(), &known(&at_bounds));
    assert_eq!(
        (all.exit_code(), all.known.counts.convention_mismatch),
        (0, 8)
    );
    let some = report("bound=closed nan=zero", open(), &known(&at_bounds[..7]));
    assert_eq!(some.exit_code(), 4);
    let mut more = at_bounds.clone();
    more.push("clip.y/00".to_owned());
    let unexpected = report("bound=closed nan=zero", open(), &known(&more));
    assert_eq!(unexpected.exit_code(), 3);
    assert_eq!(unexpected.known.unexpected_passes, ["clip.y/00 f16"]);
    let mut options = known(&["clip.dx/02-0".to_owned(), "gone".to_owned()]);
    options.dtypes = Vec::new();
    let whole = report("bound=closed nan=zero", open(), &options);
    options.families = vec!["clip.dx".to_owned()];
    let in_part = report("bound=closed nan=zero", open(), &options);
    options.partial = true;
    let chosen = report("bound=closed nan=zero", open(), &options);
    for unknown in [whole, in_part] {
        assert_eq!(unknown.known.unknown, ["gone"]);
        assert_eq!((unknown.exit_code(), unknown.known.stale.len()), (2, 0));
        assert!(unknown.to_text().contains("names no case: gone\n"));
    }
    // A case that is there is not asked for, and of one that may be elsewhere nothing is said.
    let mut options = known(&["clip.y/00".to_owned()]);
    options.families = vec!["clip.dx".to_owned()];
    let elsewhere = report("bound=closed nan=zero", open(), &options);
    for unsaid in [elsewhere, chosen] {
        assert_eq!(unsaid.exit_code(), 4, "{:?}", unsaid.known);
    }
}

#[test]
fn only_changes_are_told_against_an_earlier_report() {
    let run = |text: &str| Box::new(right(convention(text)));
    let closed = "bound=closed nan=zero";
    let before = plain(closed, run("bound=open nan=zero"));
    let options = Options {
        baseline: Some(Baseline::parse(before.to_json().as_bytes()).unwrap()),
        ..Options::default()
    };
    let same = report(closed, run("bound=open nan=zero"), &options);
    let changes = same.changes.unwrap();
    assert!(changes.changed.is_empty() && changes.not_asked.is_empty() && !changes.partial);
    let mended = report(closed, run(closed), &options);
    let changes = mended.changes.clone().unwrap();
    assert_eq!(changes.changed.len(), 32);
    assert!(changes.changed.iter().all(|change| {
        change.before == Some(Verdict::ConventionMismatch) && change.now == Verdict::Pass
    }));
    assert!(
        mended
            .to_text()
            .contains("clip.dx/02-0 in f64: convention mismatch -> pass")
    );
    let worse = report(closed, run("bound=open nan=pass"), &options);
    let changes = worse.changes.unwrap();
    assert_eq!(changes.changed.len(), 16);
    assert!(changes.changed.iter().all(|change| change.before.is_none()));
}

#[test]
fn every_report_follows_its_schema_and_is_read_back() {
    let schema = serde_json::from_str(REPORT_SCHEMA).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let before = plain("", Box::new(|_, x, _| x.clone()));
    let options = Options {
        baseline: Some(Baseline::parse(before.to_json().as_bytes()).unwrap()),
        ..Options::default()
    };
    for report in [
        before,
        report("", Box::new(|_, _, dy| dy.clone()), &options),
    ] {
        let json: serde_json::Value = serde_json::from_str(&report.to_json()).unwrap();
        let errors: Vec<_> = validator
            .iter_errors(&json)
            .map(|error| error.to_string())
            .collect();
        assert_eq!(errors, Vec::<String>::new());
        assert_eq!(serde_json::from_value::<Report>(json).unwrap(), report);
        assert_eq!(report.exit_code(), 3);
    }
}

#[test]
fn what_nobody_can_answer_is_counted_apart() {
    let none = Options {
        families: vec!["sign".to_owned()],
        ..Options::default()
    };
    let nothing = report("", Box::new(|_, x, _| x.clone()), &none);
    assert_eq!((nothing.exit_code(), nothing.counts.total()), (5, 0));
    let stopped = Options {
        stop: Arc::new(AtomicBool::new(true)),
        ..Options::default()
    };
    let interrupted = report("", Box::new(|_, x, _| x.clone()), &stopped);
    assert_eq!(
        (interrupted.exit_code(), interrupted.counts.total()),
        (130, 0)
    );
    let mut cases = clip_cases();
    for case in &mut cases {
        case.op = "other".to_owned();
    }
    let mut backend = InProcess::new(Clipping {
        declared: "",
        run: |_: &str, x: &Extended, _: &Extended| x.clone(),
    });
    let unsupported = judge(read(&cases), &mut backend, &Options::default());
    assert_eq!(unsupported.counts.unsupported, 4 * 55);
    assert_eq!(unsupported.exit_code(), 5);
}

#[test]
fn findings_are_bounded_and_the_rest_is_counted() {
    let options = Options {
        findings: 3,
        ..Options::default()
    };
    let report = report("", Box::new(|_, _, _| Extended::from(5)), &options);
    // Three, and the first of each kind for which there was no room.
    let places = report.findings.iter();
    let places: std::collections::BTreeSet<_> = places
        .map(|finding| (finding.output.as_str(), finding.dtype.as_str()))
        .collect();
    assert_eq!(places.len(), report.matrix.len());
    let kept = report.findings.len();
    assert!(kept < 100, "{kept}");
    assert_eq!(
        report.findings_left_out,
        report.counts.fail - u64::try_from(kept).unwrap()
    );
    assert!(report.counts.fail > 100);
}

#[test]
fn texts_of_a_backend_have_no_meaning_in_a_report() {
    struct Hostile;
    impl coarsegrad_golden::judge::SteBackend for Hostile {
        fn greeting(&self) -> coarsegrad_golden::wire::Greeting {
            let mut greeting = Clipping {
                declared: "bound=closed",
                run: |_: &str, x: &Extended, _: &Extended| x.clone(),
            }
            .greeting()
            .with_op("mine", &[("side", "<b>|`x`")]);
            greeting.name = "<script>alert(1)</script>\u{1b}[31m\"]]>|\u{202e}".to_owned();
            greeting
        }
        fn run(
            &mut self,
            _: &coarsegrad_golden::judge::Call<'_>,
        ) -> Result<Vec<u64>, coarsegrad_golden::judge::Refusal> {
            Err(coarsegrad_golden::judge::Refusal::Failed(
                "<img src=x>\u{1b}]0;t\u{7}&]]>\r\n* |".to_owned(),
            ))
        }
    }
    let report = judge(
        read(&clip_cases()),
        &mut InProcess::new(Hostile),
        &Options::default(),
    );
    assert!(report.counts.error > 0);
    for text in [
        report.to_text(),
        report.to_html(),
        report.to_junit(),
        report.to_markdown(),
    ] {
        assert!(!text.contains('\u{1b}') && !text.contains('\u{7}') && !text.contains('\u{202e}'));
    }
    for text in [report.to_html(), report.to_junit(), report.to_markdown()] {
        assert!(!text.contains("<script") && !text.contains("<img") && !text.contains("]]>"));
    }
    assert!(report.to_html().contains("&lt;script&gt;"));
}

#[test]
fn what_cannot_be_declared_ends_the_run_before_it_begins() {
    let report = judge(
        read(&clip_cases()),
        &mut InProcess::new(Clipping {
            declared: "bound=<b>\u{1b}closedd",
            run: |_: &str, x: &Extended, _: &Extended| x.clone(),
        }),
        &Options::default(),
    );
    assert_eq!((report.exit_code(), report.counts.decided()), (6, 0));
    let text = report.to_text();
    assert!(
        text.contains("the choices are closed, open, half, left_closed, identity"),
        "{text}"
    );
    assert!(!text.contains('\u{1b}'), "{text}");
}
