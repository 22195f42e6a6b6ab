//! What reports say, and what they leave out.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests may fail"
)]

mod common;

use std::collections::BTreeMap;

use coarsegrad_golden::case::Case;
use coarsegrad_golden::judge::{
    Agreement, Backend, Call, Fault, InProcess, Options, Refusal, SteBackend, Wait, fit, judge,
};
use coarsegrad_golden::report::{ProblemKind, REPORT_SCHEMA, Report, State};
use coarsegrad_golden::wire::{
    Answer, BulkRequest, Greeting, Request, parse_answer, parse_greeting,
};
use coarsegrad_model::pointwise::{ClipConvention, Dtype, Extended};
use common::{Clipping, case, clip_cases, expect, read, right};

fn convention(text: &str) -> ClipConvention {
    text.parse().unwrap()
}

fn report(declared: &'static str, follows: &str, cases: &[Case]) -> Report {
    let mut backend = InProcess::new(Clipping {
        declared,
        run: right(convention(follows)),
    });
    judge(read(cases), &mut backend, &Options::default())
}

/// Without inputs that are NaN, of which the axis `nan` is, and without infinite gradients, which tell how a mask works.
fn few_cases() -> Vec<Case> {
    let cases = clip_cases().into_iter();
    let told = |case: &Case| {
        let infinite = case.id.starts_with("clip.dx") && case.id.ends_with("-3");
        !infinite && !case.id.contains("/10")
    };
    cases.filter(told).collect()
}

#[test]
fn axes_that_the_answers_do_not_determine_are_told_apart() {
    let closed = "bound=closed nan=zero mask=selects";
    let axes = |row: &coarsegrad_golden::report::ConventionRow| -> Vec<String> {
        let axes = row.undetermined.iter();
        axes.map(|(axis, choices)| format!("{axis}={}", choices.join(",")))
            .collect()
    };
    let open = ["mask=multiplies,selects", "nan=pass,propagate,zero"];

    let undeclared = report("", closed, &few_cases());
    assert_eq!(undeclared.exit_code(), 0, "{}", undeclared.to_text());
    assert_eq!(undeclared.conventions.len(), Dtype::ALL.len());
    for row in &undeclared.conventions {
        assert_eq!(axes(row), open, "{}", row.dtype);
    }
    let text = undeclared.to_text();
    let follows = "follows bound=closed mask={multiplies,selects} nan={pass,propagate,zero} \
                   (choices in braces cannot be told apart by these cases), right in";
    assert!(text.contains(follows), "{text}");

    let declared = report(closed, closed, &few_cases());
    let text = declared.to_text();
    let untested = "\nclip in f64, f32, bf16, f16: declared, but not tested by these cases: mask=selects nan=zero\n";
    assert!(text.contains(untested), "{text}");
    for text in [declared.to_html(), declared.to_markdown().replace('\\', "")] {
        assert!(text.contains("not tested by these cases"), "{text}");
        assert!(
            text.contains("mask={multiplies,selects} nan={pass,propagate,zero}"),
            "{text}"
        );
    }

    let wrong = report("bound=open nan=zero mask=selects", closed, &few_cases());
    assert_eq!(wrong.exit_code(), 4);
    assert_eq!(axes(&wrong.conventions[0]), open);

    // All cases test each axis.
    let tested = report(closed, closed, &clip_cases());
    assert!(
        tested
            .conventions
            .iter()
            .all(|row| row.undetermined.is_empty())
    );
    assert!(!tested.to_text().contains("tested"), "{}", tested.to_text());
}

#[test]
fn a_choice_without_another_on_which_nothing_depends_is_not_followed() {
    let mut cases = clip_cases();
    for case in &mut cases {
        // The same is expected with and without a format of comparison.
        let mut more = case.expect.clone();
        for expectation in &mut more {
            let choice = ("compare_dtype".to_owned(), vec!["f32".to_owned()]);
            expectation.when.extend([choice]);
        }
        case.expect.extend(more);
    }
    let closed = "bound=closed nan=zero mask=selects";
    let undeclared = report("", closed, &cases);
    let row = &undeclared.conventions[0];
    assert!(!row.effective.contains_key("compare_dtype"), "{row:?}");
    assert!(row.undetermined.is_empty(), "{row:?}");

    let declared = "bound=closed nan=zero mask=selects compare_dtype=input";
    let mut backend = InProcess::new(Clipping {
        declared,
        run: right(convention(closed)),
    });
    let (fits, report) = fit(read(&cases), &mut backend, &Options::default());
    for fit in &fits {
        assert_eq!(fit.agreement, Agreement::Declared, "{fit:?}");
        assert!(!fit.choices().contains_key("compare_dtype"), "{fit:?}");
    }
    assert_eq!(
        report.conventions[0].undetermined["compare_dtype"],
        ["f32", "input"]
    );
}

#[test]
fn a_misspelt_operation_is_warned_of() {
    struct Misspelt(Clipping<fn(&str, &Extended, &Extended) -> Extended>);
    impl SteBackend for Misspelt {
        fn greeting(&self) -> Greeting {
            self.0.greeting().with_op("<b>clipp\u{1b}", &[])
        }
        fn run(&mut self, call: &Call<'_>) -> Result<Vec<u64>, Refusal> {
            self.0.run(call)
        }
    }
    let run = |options: &Options| {
        let mut backend = InProcess::new(Misspelt(Clipping {
            declared: "",
            run: |_, x, _| x.clone(),
        }));
        judge(read(&clip_cases()), &mut backend, options)
    };
    let report = run(&Options::default());
    assert_eq!(report.warnings.len(), 1, "{:?}", report.warnings);
    let said = "the backend names the operation \"<b>clipp\\u{1b}\", of which there is no case";
    assert_eq!(report.warnings[0], said);
    assert!(report.to_text().contains(&format!("\nwarning: {said}\n")));
    assert!(
        report
            .to_html()
            .contains("<p class=\"warning\">the backend names the operation &quot;&lt;b&gt;clipp")
    );
    assert!(
        report
            .to_markdown()
            .contains("**Warning:** the backend names the operation")
    );
    // It changes no verdict.
    let schema = serde_json::from_str(REPORT_SCHEMA).unwrap();
    let json: serde_json::Value = serde_json::from_str(&report.to_json()).unwrap();
    assert!(jsonschema::validator_for(&schema).unwrap().is_valid(&json));
    let without = Report {
        warnings: Vec::new(),
        ..report.clone()
    };
    assert_eq!(report.exit_code(), without.exit_code());
    // Of a part of the cases nothing is known.
    let partial = Options {
        partial: true,
        ..Options::default()
    };
    assert!(run(&partial).warnings.is_empty());
}

/// Lines that are printed where answers belong.
struct Prints(&'static str);

impl Backend for Prints {
    fn start(&mut self, _: &Wait<'_>) -> Result<Greeting, Fault> {
        Ok(parse_greeting(self.0.as_bytes())?)
    }
    fn send(&mut self, _: &Request<'_>) -> Result<(), Fault> {
        Ok(())
    }
    fn send_bulk(&mut self, _: &BulkRequest<'_>) -> Result<(), Fault> {
        Ok(())
    }
    fn receive(&mut self, _: &Wait<'_>) -> Result<(u64, Answer), Fault> {
        Ok(parse_answer(b"loading the model")?)
    }
    fn end(&mut self) -> String {
        String::new()
    }
}

#[test]
fn a_stray_line_ends_the_run_once_and_says_where_to_print() {
    let hint = "standard output belongs to the protocol: print to standard error";
    let greeting = r#"{"type":"hello","wire":{"min":1,"max":1},"backend":{"name":"b"},"dtypes":["f32"],"ops":{"clip":{}}}"#;
    let run = |line| judge(read(&clip_cases()), &mut Prints(line), &Options::default());
    for (line, hinted) in [
        ("3", true),
        ("{'a': 1}", true),
        ("", true),
        ("[1]", true),
        ("{\"type\": 3}", false),
        ("{}", false),
        (greeting, true),
    ] {
        let report = run(line);
        assert_eq!(report.exit_code(), 6, "{line}");
        let text = report.to_text();
        assert_eq!(report.problems.len(), 1, "{line}: {text}");
        let problem = &report.problems[0];
        assert_eq!(problem.kind, ProblemKind::Protocol, "{line}");
        assert_eq!(
            problem.message.contains(hint),
            hinted,
            "{line}: {}",
            problem.message
        );
        assert_eq!(report.state, State::GivenUp, "{line}");
    }
}

/// A case of an operation that the backend does not have.
fn foreign() -> Case {
    let mut foreign = case("foreign.y/0", "y", &[("x", "1")]);
    foreign.op = "foreign".to_owned();
    foreign.expect.push(expect(&[], Extended::from(1)));
    foreign
}

#[test]
fn what_a_backend_lacks_is_one_line_and_equal_findings_are_one() {
    let mut cases = clip_cases();
    cases.push(foreign());
    let report = report(
        "bound=closed nan=zero mask=selects",
        "bound=open nan=zero mask=selects",
        &cases,
    );
    assert_eq!(report.counts.unsupported, 4);
    let (html, markdown) = (report.to_html(), report.to_markdown());
    assert!(html.contains(">Not offered: foreign</p>"), "{html}");
    assert!(markdown.contains("\nNot offered: foreign\n"), "{markdown}");
    for text in [&html, &markdown] {
        assert_eq!(text.matches("foreign").count(), 1, "{text}");
    }
    // The backend is wrong at the bounds, where all formats have the same numbers.
    let mut ids: BTreeMap<&str, usize> = BTreeMap::new();
    for finding in &report.findings {
        *ids.entry(&finding.id).or_default() += 1;
    }
    ids.remove("foreign.y/0");
    assert!(
        ids.len() == 8 && ids.values().all(|count| *count == 4),
        "{ids:?}"
    );
    for id in ids.keys() {
        assert_eq!(
            html.matches(&format!("</span> {id} <small>f64, f32, bf16, f16</small>"))
                .count(),
            1
        );
        let heading = format!("\n- **convention mismatch** {id} in f64, f32, bf16, f16\n");
        assert_eq!(markdown.matches(&heading).count(), 1, "{markdown}");
    }
    let text = report.to_text_within(3);
    let heading = "\nconvention mismatch in f64, f32, bf16, f16\n";
    assert_eq!(text.matches(heading).count(), 3, "{text}");
    assert!(text.contains("\n20 more are not shown\n"), "{text}");
}
