//! Cases of clipping to [-1, 1], with an expectation for each convention, and implementations of it.

#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests, each of which uses a part of them"
)]

use std::collections::BTreeMap;

use coarsegrad_arith::Rational;
use coarsegrad_golden::case::{
    Case, CaseError, Cases, Expectation, Expected, Limits, Parameter, Status, Tensor, Tolerance,
    write_case,
};
use coarsegrad_golden::judge::{Call, Refusal, SteBackend};
use coarsegrad_golden::wire::{Declared, Greeting};
use coarsegrad_model::pointwise::{Clip, ClipConvention, Dtype, Extended};

/// A case of clipping, of which nothing is expected yet.
pub fn case(id: &str, output: &str, inputs: &[(&str, &str)]) -> Case {
    let one = |(name, text): &(&str, &str)| {
        let value: Extended = text.parse().unwrap();
        ((*name).to_owned(), Tensor::scalar(value))
    };
    Case {
        id: id.to_owned(),
        hash: String::new(),
        since: "2026.1".to_owned(),
        status: Status::Active,
        op: "clip".to_owned(),
        output: output.to_owned(),
        params: [("lower", "-1"), ("upper", "1")]
            .map(|(name, text)| (name.to_owned(), Parameter::Text(text.to_owned())))
            .into(),
        inputs: inputs.iter().map(one).collect(),
        dtypes: Vec::new(),
        expect: Vec::new(),
        claims: Vec::new(),
        flags: Vec::new(),
        tolerance: Tolerance::Exact,
        oracle: Vec::new(),
        provenance: BTreeMap::new(),
    }
}

pub fn expect(when: &[(&str, &str)], value: Extended) -> Expectation {
    let conditions = when.iter();
    Expectation {
        when: conditions
            .map(|(axis, choice)| ((*axis).to_owned(), vec![(*choice).to_owned()]))
            .collect(),
        shape: Vec::new(),
        values: vec![match value {
            Extended::Nan => Expected::Nan,
            value => Expected::Exact(value),
        }],
    }
}

pub fn clip() -> Clip {
    Clip::new(Rational::from(-1), Rational::from(1)).unwrap()
}

/// Values and gradients at 11 points, the gradients for 4 upstream gradients.
pub fn clip_cases() -> Vec<Case> {
    let points = [
        "-inf", "-2", "-1", "-1/3", "-0", "0", "1/2", "1", "2", "inf", "nan",
    ];
    let mut cases = Vec::new();
    for (number, x) in points.into_iter().enumerate() {
        for (dy_number, dy) in ["1", "3", "-1/2", "inf"].into_iter().enumerate() {
            let id = format!("clip.dx/{number:02}-{dy_number}");
            let mut case = case(&id, "dx", &[("x", x), ("dy", dy)]);
            let (point, upstream) = (x.parse().unwrap(), dy.parse().unwrap());
            for convention in ClipConvention::all() {
                let value = clip().dx(&convention, &point, &upstream);
                let when = [
                    ("bound", convention.bound.name()),
                    ("nan", convention.nan.name()),
                    ("mask", convention.mask.name()),
                ];
                case.expect.push(expect(&when, value));
            }
            cases.push(case);
        }
    }
    for (number, x) in points.into_iter().enumerate() {
        let mut case = case(&format!("clip.y/{number:02}"), "y", &[("x", x)]);
        case.expect
            .push(expect(&[], clip().forward(&x.parse().unwrap())));
        cases.push(case);
    }
    cases
}

/// The file of cases.
pub fn file(cases: &[Case]) -> String {
    cases.iter().map(|case| write_case(case) + "\n").collect()
}

/// The cases as they are read from their file.
pub fn read(cases: &[Case]) -> Vec<Result<Case, CaseError>> {
    Cases::new(file(cases).as_bytes(), Limits::default()).collect()
}

/// An implementation of clipping: a function of the output, the input and the upstream gradient.
pub struct Clipping<F> {
    pub declared: &'static str,
    pub run: F,
}

pub fn declaration(text: &str) -> Declared {
    let pairs = text
        .split_whitespace()
        .map(|pair| pair.split_once('=').unwrap());
    Declared {
        convention: pairs
            .map(|(axis, choice)| (axis.to_owned(), choice.to_owned()))
            .collect(),
        bulk: Vec::new(),
    }
}

impl<F: FnMut(&str, &Extended, &Extended) -> Extended> SteBackend for Clipping<F> {
    fn greeting(&self) -> Greeting {
        Greeting {
            wire: 1,
            name: "clipping".to_owned(),
            version: "1".to_owned(),
            device: "cpu".to_owned(),
            dtypes: Dtype::ALL.to_vec(),
            ops: [("clip".to_owned(), declaration(self.declared))].into(),
        }
    }

    fn run(&mut self, call: &Call<'_>) -> Result<Vec<u64>, Refusal> {
        let input = |name: &str| {
            let bits = call.inputs.get(name).map_or(0, |input| input.bits[0]);
            call.dtype.decode(bits).unwrap()
        };
        let value = (self.run)(call.output, &input("x"), &input("dy"));
        Ok(vec![call.dtype.round(&value)])
    }
}

/// A right implementation of a convention.
pub fn right(convention: ClipConvention) -> impl FnMut(&str, &Extended, &Extended) -> Extended {
    move |output, x, dy| match output {
        "dx" => clip().dx(&convention, x, dy),
        _ => clip().forward(x),
    }
}

/// So many cases that differ in nothing but their ids: the gradient inside is what comes from above.
pub fn alike(count: usize) -> Vec<Case> {
    (0..count)
        .map(|number| {
            let mut case = case(
                &format!("clip.dx/{number:03}"),
                "dx",
                &[("x", "0"), ("dy", "1")],
            );
            case.expect.push(expect(&[], Extended::from(1)));
            case
        })
        .collect()
}
