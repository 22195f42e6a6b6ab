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

use std::collections::{BTreeMap, BTreeSet};

use coarsegrad::arith::Rational;
use coarsegrad::golden::case::{
    Case, CaseError, Expectation, Expected, Parameter, Status, Tensor, Tolerance,
};
use coarsegrad::golden::families::committed;
use coarsegrad::golden::judge::{
    Agreement, Call, InProcess, Options, Refusal, Slip, SteBackend, Verdict, fit, judge,
};
use coarsegrad::golden::report::Report;
use coarsegrad::golden::wire::Greeting;
use coarsegrad::model::pointwise::{
    AffineGrid, Bound, Dtype, Extended, FINGERPRINT_LEN, FakeQuant, FakeQuantConvention, Order,
    Rounding, classes, nearest_conventions,
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
    // Enough for the kinds of answers of every output.
    let options = Options {
        findings: 100_000,
        ..Options::default()
    };
    judge(again(cases), &mut InProcess::new(float), &options)
}

fn declaring(convention: &Convention) -> Backend {
    Backend {
        convention: convention.clone(),
        ..Backend::default()
    }
}

/// All conventions of an operation.
fn conventions_of(op: &str) -> Vec<Convention> {
    let mut all = vec![Convention::default()];
    for axis in axes_of(op) {
        let choices = choices_of(axis);
        let of = |convention: Convention| {
            choices
                .iter()
                .map(move |choice| convention.with(axis, choice))
        };
        all = all.into_iter().flat_map(of).collect();
    }
    all
}

fn axes_of(op: &str) -> impl Iterator<Item = &'static str> {
    let (_, axes, _) = OPS.iter().find(|(name, _, _)| *name == op).unwrap();
    axes.iter().copied()
}

fn choices_of(axis: &str) -> &'static [&'static str] {
    let (_, choices) = AXES.iter().find(|(name, _)| *name == axis).unwrap();
    choices
}

fn said(convention: &Convention, op: &str) -> String {
    let parts = axes_of(op).map(|axis| format!("{axis}={}", convention.choice(axis)));
    parts.collect::<Vec<_>>().join(" ")
}

#[test]
fn a_correct_implementation_of_every_convention_of_a_comparison_passes_in_every_format() {
    for op in ["round", "clip", "sign", "heaviside", "ternary"] {
        let cases = cases_of(op);
        for convention in conventions_of(op) {
            let report = run(&cases, declaring(&convention), Dtype::ALL);
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

/// Every so many conventions: a number without a common factor with the numbers of choices.
const STRIDE: usize = 11;

#[test]
fn a_correct_fake_quantiser_of_every_choice_passes_in_every_format() {
    let op = "fake_quant.affine";
    let cases = cases_of(op);
    let all = conventions_of(op);
    assert_eq!(all.len(), 3600);
    let mut met = BTreeSet::new();
    for (number, convention) in all.iter().step_by(STRIDE).enumerate() {
        let dtype = Dtype::ALL[number / 2 % Dtype::ALL.len()];
        let report = run(&cases, declaring(convention), &[dtype]);
        let text = said(convention, op);
        let shown = report.to_text_within(3);
        assert_eq!(report.exit_code(), 0, "{dtype} {text}\n{shown}");
        assert!(report.counts.pass > 500, "{dtype} {text}");
        met.extend(text.split(' ').map(|choice| (dtype, choice.to_owned())));
    }
    let choices: usize = axes_of(op).map(|axis| choices_of(axis).len()).sum();
    assert_eq!(met.len(), choices * Dtype::ALL.len());
}

/// What is wrong is not the arithmetic but what was said about it.
#[test]
fn under_another_declaration_a_correct_implementation_is_found_out_and_named() {
    for op in ["clip", "sign", "heaviside", "ternary", "round"] {
        let cases = cases_of(op);
        let all = conventions_of(op);
        for actual in &all {
            for declared in &all {
                let float = Float {
                    backend: declaring(actual),
                    dtypes: vec![Dtype::F32],
                };
                let mut backend = InProcess::new(Declaring(float, declared.clone()));
                let report = judge(again(&cases), &mut backend, &Options::default());
                let place = format!("{op}: {} as {}", said(actual, op), said(declared, op));
                let row = &report.conventions[0];
                if said(actual, op) == said(declared, op) {
                    assert_eq!(report.exit_code(), 0, "{place}");
                    continue;
                }
                // At NaN, zero is what the last branch of a step answers too; and where no weight is zero, there is
                // nothing to select.
                if report.exit_code() == 0 {
                    let unmasked = actual.is("bound", "identity") && !actual.is("nan", "zero");
                    let same = declared.with("mask", actual.choice("mask"));
                    let one = op == "clip" && unmasked && said(&same, op) == said(actual, op);
                    assert!(one || matches!(op, "heaviside" | "ternary"), "{place}");
                    continue;
                }
                assert_eq!(report.exit_code(), 4, "{place}");
                assert!(row.found && row.nearest_wrong == 0, "{place}");
                let own = axes_of(op).all(|axis| row.nearest[axis] == actual.choice(axis));
                assert!(own || row.ties > 1, "{place}: {:?}", row.nearest);
            }
        }
    }
}

/// A backend that says something else of its conventions.
struct Declaring(Float, Convention);

impl SteBackend for Declaring {
    fn greeting(&self) -> Greeting {
        let mut greeting = self.0.greeting();
        for (op, declared) in &mut greeting.ops {
            let choice = |axis: &str| (axis.to_owned(), self.1.choice(axis).to_owned());
            declared.convention = axes_of(op).map(choice).collect();
        }
        greeting
    }

    fn run(&mut self, call: &Call<'_>) -> Result<Vec<u64>, Refusal> {
        self.0.run(call)
    }
}

/// The conventions that the fingerprint does not tell apart are those of which the definitions say so.
#[test]
fn a_fingerprint_names_the_class_of_every_convention_of_rounding_to_nearest() {
    let cases = cases_of("fake_quant.affine");
    let points: Vec<_> = cases
        .into_iter()
        .filter(|case| case.flags.iter().any(|flag| flag == "Fingerprint"))
        .collect();
    assert_eq!(
        points.len(),
        2 * FINGERPRINT_LEN - 1,
        "no value is asked for at NaN"
    );
    let mut every = Vec::new();
    for round in Rounding::ALL
        .iter()
        .filter(|round| **round != Rounding::Stochastic)
    {
        for order in Order::ALL {
            for bound in Bound::ALL {
                every.push(FakeQuantConvention::of(*round, *order, *bound));
            }
        }
    }
    let classes = classes(&every).unwrap();
    let names = |of: &FakeQuantConvention| {
        format!(
            "bound={} nan={} order={} round={}",
            of.bound, of.nan, of.order, of.round
        )
    };
    let mut found = BTreeSet::new();
    for convention in nearest_conventions() {
        let text = names(&convention);
        let float = Float {
            backend: Backend {
                convention: text.parse().unwrap(),
                declares: false,
                ..Backend::default()
            },
            dtypes: Dtype::ALL.to_vec(),
        };
        let (fits, report) = fit(
            again(&points),
            &mut InProcess::new(float),
            &Options::default(),
        );
        assert!(report.problems.is_empty() && fits.len() == Dtype::ALL.len());
        let class = classes
            .iter()
            .find(|class| class.contains(&convention))
            .unwrap();
        let mut expected: Vec<_> = class.iter().map(names).collect();
        expected.sort();
        for fit in fits {
            assert_eq!(
                (fit.wrong, fit.agreement),
                (0, Agreement::Declared),
                "{text}"
            );
            let spelt = fit.conventions.iter().map(|choices| {
                let parts = choices
                    .iter()
                    .map(|(axis, choice)| format!("{axis}={choice}"));
                parts.collect::<Vec<_>>().join(" ")
            });
            let mut spelt: Vec<_> = spelt.collect();
            spelt.sort();
            assert_eq!(spelt, expected, "{text} in {}", fit.dtype);
        }
        found.insert(expected);
    }
    assert_eq!(found.len(), 21);
}

/// What a mistake must be recognised as.
enum Named {
    /// Another convention: these choices, among others.
    Convention(&'static str),
    Slip(Slip),
    /// Another convention of this output alone.
    Alone(&'static str),
}

#[test]
fn every_mistake_is_caught_and_named() {
    use Named::{Alone, Convention, Slip as Is};
    let quantiser = "fake_quant.affine";
    let controls = [
        (
            "closed_open_swapped",
            "clip",
            "dx",
            Convention("bound=open"),
        ),
        (
            "closed_open_swapped",
            quantiser,
            "dx",
            Convention("bound=open"),
        ),
        (
            "mask_missing",
            "clip",
            "dx",
            Convention("bound=identity nan=pass"),
        ),
        (
            "mask_missing",
            quantiser,
            "dx",
            Alone("bound=identity nan=pass"),
        ),
        (
            "round_half_away",
            "round",
            "y",
            Convention("round=half_away"),
        ),
        (
            "round_half_away",
            quantiser,
            "y",
            Convention("round=half_away"),
        ),
        (
            "order_swapped",
            quantiser,
            "dx",
            Convention("order=clamp_round"),
        ),
        (
            "mask_multiplies",
            "clip",
            "dx",
            Convention("mask=multiplies"),
        ),
        (
            "mask_multiplies",
            quantiser,
            "dx",
            Convention("mask=multiplies"),
        ),
        ("nan_swallowed", "clip", "dx", Convention("nan=zero")),
        ("nan_swallowed", quantiser, "dx", Convention("nan=zero")),
        ("sign_zero_is_zero", "sign", "y", Convention("sign0=zero")),
        (
            "heaviside_zero_swapped",
            "heaviside",
            "y",
            Convention("heaviside0=zero"),
        ),
        (
            "ternary_tie_swapped",
            "ternary",
            "y",
            Convention("ternary_tie=in"),
        ),
        ("gradient_clipped", "clip", "dx", Is(Slip::ClippedGradient)),
        (
            "gradient_clipped",
            quantiser,
            "dx",
            Is(Slip::ClippedGradient),
        ),
        ("mask_reversed", "clip", "dx", Is(Slip::ReversedMask)),
        ("mask_reversed", quantiser, "dx", Is(Slip::ReversedMask)),
        ("gradient_negated", "clip", "dx", Is(Slip::Negated)),
        ("gradient_doubled", quantiser, "dx", Is(Slip::Doubled)),
        ("gradient_dead", quantiser, "dx", Is(Slip::Zero)),
        (
            "dscale_with_dx",
            quantiser,
            "dscale",
            Is(Slip::MaskedScaleGradient),
        ),
    ];
    for (control, op, output, named) in controls {
        let mut cases = cases_of(op);
        if output == "dscale" {
            cases = scale_gradients();
        }
        // Right but for the mistake.
        let convention: float::convention::Convention = "nan=propagate".parse().unwrap();
        let right = run(&cases, declaring(&convention), Dtype::ALL);
        assert_eq!(right.exit_code(), 0, "{op}: {}", right.to_text_within(3));
        let backend = Backend {
            control: Some(control.parse().unwrap()),
            ..declaring(&convention)
        };
        let report = run(&cases, backend, Dtype::ALL);
        let place = format!("{control} of {op}\n{}", report.to_text_within(1));
        let diagnoses: BTreeMap<_, _> = report
            .findings
            .iter()
            .filter(|finding| finding.output == output)
            .map(|finding| (finding.dtype.as_str(), finding.text[3].as_str()))
            .collect();
        assert_eq!(diagnoses.len(), Dtype::ALL.len(), "{place}");
        // Some mistakes are made in other outputs too.
        let slips: Vec<_> = report
            .slips
            .iter()
            .filter(|row| row.output == output)
            .collect();
        match named {
            Convention(choices) => {
                assert_eq!(report.exit_code(), 4, "{place}");
                for row in &report.conventions {
                    assert!(row.found, "{place}");
                    for choice in choices.split(' ') {
                        let (axis, choice) = choice.split_once('=').unwrap();
                        assert_eq!(row.nearest[axis], choice, "{place}");
                    }
                }
                for diagnosis in diagnoses.values() {
                    let name = choices.split(' ').next().unwrap();
                    assert!(diagnosis.contains(name), "{diagnosis}\n{place}");
                }
            }
            Alone(choices) => {
                assert_eq!(report.exit_code(), 3, "{place}");
                assert_eq!(slips.len(), Dtype::ALL.len(), "{place}");
                for row in slips {
                    assert_eq!((row.slip, row.unexplained), (Slip::OtherConvention, 0));
                }
                for diagnosis in diagnoses.values() {
                    let own = format!("than the other outputs: {choices};");
                    assert!(diagnosis.contains(&own), "{diagnosis}\n{place}");
                }
            }
            Is(slip) => {
                assert_eq!(report.exit_code(), 3, "{place}");
                assert_eq!(slips.len(), Dtype::ALL.len(), "{place}");
                for row in slips {
                    assert_eq!((row.slip, row.unexplained), (slip, 0), "{place}");
                }
                for diagnosis in diagnoses.values() {
                    assert!(diagnosis.contains(slip.words()), "{diagnosis}\n{place}");
                }
            }
        }
    }
}

/// A mistake that no slip describes is not given the name of one that explains less than what was declared.
#[test]
fn a_mistake_without_a_name_gets_none() {
    let cases = cases_of("clip");
    // Right but at zero, where it answers 3.
    struct Odd(Float);
    impl SteBackend for Odd {
        fn greeting(&self) -> Greeting {
            self.0.greeting()
        }
        fn run(&mut self, call: &Call<'_>) -> Result<Vec<u64>, Refusal> {
            let x = &call.inputs["x"].bits;
            let right = self.0.run(call)?;
            Ok(match (call.output, x.as_slice()) {
                ("dx", [0]) => vec![call.dtype.encode(&Extended::from(3)).unwrap()],
                _ => right,
            })
        }
    }
    let float = Float {
        backend: Backend::default(),
        dtypes: vec![Dtype::F32],
    };
    let mut odd = InProcess::new(Odd(float));
    let report = judge(again(&cases), &mut odd, &Options::default());
    assert_eq!(report.exit_code(), 3);
    assert!(report.slips.is_empty(), "{:?}", report.slips);
    let bad = report
        .findings
        .iter()
        .filter(|finding| finding.verdict == Verdict::Fail);
    for finding in bad {
        assert!(
            finding.text[3].contains("and no other in more"),
            "{}",
            finding.text[3]
        );
    }
}

/// Gradients by the scale at tensors with entries outside and well inside, by the definitions.
fn scale_gradients() -> Vec<Case> {
    let tensors: [(&str, &[(&str, &str)]); 4] = [
        ("above", &[("30", "1")]),
        ("below", &[("-20", "-1/2")]),
        ("inside", &[("5/8", "2"), ("-3/8", "1")]),
        (
            "mixed",
            &[("30", "1"), ("-20", "2"), ("5/8", "1/2"), ("-1", "1")],
        ),
    ];
    let tensors = tensors.into_iter();
    tensors
        .map(|(name, entries)| scale_gradient(name, entries))
        .collect()
}

fn scale_gradient(name: &str, entries: &[(&str, &str)]) -> Case {
    let grid = AffineGrid::symmetric(Rational::from((1, 2)), 4, false).unwrap();
    let entries: Vec<(Extended, Extended)> = entries
        .iter()
        .map(|(x, dy)| (x.parse().unwrap(), dy.parse().unwrap()))
        .collect();
    let mut expect = Vec::new();
    for order in Order::ALL {
        for bound in Bound::ALL {
            let convention = FakeQuantConvention::of(Rounding::HalfEven, *order, *bound);
            let quantiser = FakeQuant::new(grid.clone(), convention);
            let sum = entries.iter().fold(Extended::zero(), |sum, (x, dy)| {
                sum.plus(&quantiser.dscale_unscaled(x, dy).unwrap())
            });
            let when = [
                ("order", order.name()),
                ("bound", bound.name()),
                ("scale_gradient", "plain"),
            ];
            expect.push(Expectation {
                when: when
                    .map(|(axis, choice)| (axis.to_owned(), vec![choice.to_owned()]))
                    .into(),
                shape: Vec::new(),
                values: vec![Expected::Exact(sum)],
            });
        }
    }
    let tensor = |values: Vec<Extended>| Tensor {
        shape: vec![values.len()],
        values,
    };
    let (x, dy) = entries.into_iter().unzip();
    Case {
        id: format!("fake_quant.affine.dscale/{name}"),
        hash: String::new(),
        since: "2026.1".to_owned(),
        status: Status::Active,
        op: "fake_quant.affine".to_owned(),
        output: "dscale".to_owned(),
        params: [
            ("scale", Parameter::Text("1/2".to_owned())),
            ("zero_point", Parameter::Text("0".to_owned())),
            ("qmin", Parameter::Integer(-8)),
            ("qmax", Parameter::Integer(7)),
        ]
        .map(|(name, value)| (name.to_owned(), value))
        .into(),
        inputs: [("x".to_owned(), tensor(x)), ("dy".to_owned(), tensor(dy))].into(),
        dtypes: Vec::new(),
        expect,
        claims: Vec::new(),
        flags: Vec::new(),
        tolerance: Tolerance::Exact,
        oracle: Vec::new(),
        provenance: BTreeMap::new(),
    }
}
