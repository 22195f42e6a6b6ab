//! A correct implementation passes under its own declaration, whatever its convention; under another one it is found
//! out; each mistake is caught and named.
#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests, where a panic is a failed test"
)]

#[path = "support/float.rs"]
mod float;

use std::collections::BTreeMap;

use coarsegrad::arith::Rational;
use coarsegrad::golden::case::{
    Case, CaseError, Expectation, Expected, Parameter, Status, Tensor, Tolerance, When,
};
use coarsegrad::golden::families::committed;
use coarsegrad::golden::judge::{Agreement, InProcess, Options, Slip, Verdict, fit, judge};
use coarsegrad::golden::report::Report;
use coarsegrad::model::pointwise::{
    AffineGrid, Bound, Dtype, Extended, FakeQuant, FakeQuantConvention, Order, Rounding,
};

use float::Float;
use float::compute::Backend;
use float::convention::{AXES, Convention, OPS};

/// The cases of an operation that come with the library.
fn cases_of(op: &str) -> Vec<Case> {
    let cases = committed().map(Result::unwrap);
    let cases: Vec<_> = cases.filter(|case| case.op == op).collect();
    assert!(!cases.is_empty(), "{op}");
    cases
}

fn again(cases: &[Case]) -> impl Iterator<Item = Result<Case, CaseError>> {
    cases.iter().cloned().map(Ok)
}

fn run(cases: &[Case], backend: Backend, dtypes: &[Dtype]) -> Report {
    let float = Float {
        backend,
        dtypes: dtypes.to_vec(),
    };
    judge(
        again(cases),
        &mut InProcess::new(float),
        &Options::default(),
    )
}

fn declaring(convention: &Convention) -> Backend {
    Backend {
        convention: convention.clone(),
        ..Backend::default()
    }
}

/// All conventions of an operation.
fn conventions_of(op: &str) -> Vec<Convention> {
    let (_, axes, _) = OPS.iter().find(|(name, _, _)| *name == op).unwrap();
    let mut all = vec![Convention::default()];
    for axis in *axes {
        let (_, choices) = AXES.iter().find(|(name, _)| name == axis).unwrap();
        let of = |convention: Convention| {
            choices
                .iter()
                .map(move |choice| convention.with(axis, choice))
        };
        all = all.into_iter().flat_map(of).collect();
    }
    all
}

fn said(convention: &Convention, op: &str) -> String {
    let (_, axes, _) = OPS.iter().find(|(name, _, _)| *name == op).unwrap();
    let parts = axes
        .iter()
        .map(|axis| format!("{axis}={}", convention.choice(axis)));
    parts.collect::<Vec<_>>().join(" ")
}

#[test]
fn a_correct_implementation_of_every_convention_of_a_comparison_passes_in_every_format() {
    for op in ["round", "clip", "sign", "heaviside", "ternary"] {
        let cases = cases_of(op);
        for convention in conventions_of(op) {
            let report = run(&cases, declaring(&convention), &Dtype::ALL);
            let text = said(&convention, op);
            assert_eq!(
                report.exit_code(),
                0,
                "{op} {text}\n{}",
                report.to_text_within(3)
            );
            let counts = report.counts;
            assert!(counts.pass > 50, "{op} {text}");
            assert_eq!(
                counts.pass + counts.not_applicable,
                counts.total(),
                "{op} {text}"
            );
        }
    }
}

#[test]
fn a_correct_fake_quantiser_of_every_convention_passes_in_every_format() {
    let cases = cases_of("fake_quant.affine");
    let all = conventions_of("fake_quant.affine");
    assert_eq!(all.len(), 1800);
    // Each in one of the formats: the axes are taken in an order in which every choice meets every format.
    for (number, convention) in all.iter().enumerate() {
        let dtype = Dtype::ALL[(number + number / 4) % 4];
        if number % STRIDE != 0 {
            continue;
        }
        let report = run(&cases, declaring(convention), &[dtype]);
        let text = said(convention, "fake_quant.affine");
        assert_eq!(
            report.exit_code(),
            0,
            "{dtype} {text}\n{}",
            report.to_text_within(3)
        );
        assert!(report.counts.pass > 500, "{dtype} {text}");
    }
}

/// Every so many conventions: a number without a common factor with the numbers of choices.
const STRIDE: usize = 1;

#[test]
fn timing() {
    let cases = cases_of("fake_quant.affine");
    let start = std::time::Instant::now();
    run(&cases, Backend::default(), &[Dtype::F32]);
    eprintln!("one {:?}", start.elapsed());
    let start = std::time::Instant::now();
    run(&cases, Backend::default(), &Dtype::ALL);
    eprintln!("four {:?}", start.elapsed());
}
