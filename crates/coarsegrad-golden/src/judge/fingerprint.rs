//! The cases of a fingerprint: value and gradient of an affine fake-quantiser at the 28 points of
//! [`coarsegrad_model::pointwise::fingerprint`], with what each convention answers there.
//!
//! They have conditions on rounding, order, mask and the gradient at NaN. The other axes leave no trace at a scale of 1
//! and an integer zero point.

use std::collections::BTreeMap;

use coarsegrad_arith::Rational;
use coarsegrad_model::pointwise::{
    AffineGrid, Axis, Bound, Extended, FINGERPRINT_POINTS, FakeQuant, FakeQuantConvention,
    NanPolicy, Order, PointwiseError, Rounding,
};

use crate::case::{
    Case, Expectation, Expected, Parameter, Status, Tensor, Tolerance, When, semantic_hash,
};

/// The cases, gradients before values, in the order of the points.
///
/// # Errors
/// None that this version of the definitions has.
pub fn fingerprint_cases() -> Result<Vec<Case>, PointwiseError> {
    let mut cases = Vec::new();
    for (number, text) in FINGERPRINT_POINTS.iter().enumerate() {
        let x: Extended = text.parse()?;
        cases.push(case("dx", number, &x, gradients(&x)?));
    }
    for (number, text) in FINGERPRINT_POINTS.iter().enumerate() {
        let x: Extended = text.parse()?;
        // At NaN an implementation answers what its hardware answers.
        if x != Extended::Nan {
            cases.push(case("y", number, &x, values(&x)?));
        }
    }
    Ok(cases)
}

fn quantiser(convention: FakeQuantConvention) -> Result<FakeQuant, PointwiseError> {
    let grid = AffineGrid::symmetric(Rational::from(1), 4, false)?;
    Ok(FakeQuant::new(grid, convention))
}

/// The roundings whose answers depend on nothing but the input.
fn roundings() -> impl Iterator<Item = Rounding> {
    let all = Rounding::ALL.iter().copied();
    all.filter(|round| *round != Rounding::Stochastic)
}

/// The gradients for the upstream gradient 1: at NaN by the axis that says so, elsewhere by rounding, order and mask.
fn gradients(x: &Extended) -> Result<Vec<Expectation>, PointwiseError> {
    let one = Extended::from(1);
    let mut answers = Answers::default();
    if *x == Extended::Nan {
        for nan in NanPolicy::ALL {
            answers.add(When::new(), *nan, nan.gradient(&one));
        }
        return Ok(answers.expectations());
    }
    for round in roundings() {
        for order in Order::ALL {
            for bound in Bound::ALL {
                let convention = FakeQuantConvention::of(round, *order, *bound);
                let dx = quantiser(convention)?.dx(x, &one)?;
                answers.add(when(round, *order), *bound, dx);
            }
        }
    }
    Ok(answers.expectations())
}

fn values(x: &Extended) -> Result<Vec<Expectation>, PointwiseError> {
    let mut answers = Answers::default();
    for round in roundings() {
        for order in Order::ALL {
            let convention = FakeQuantConvention::of(round, *order, Bound::Closed);
            answers.add(
                when(round, *order),
                *order,
                quantiser(convention)?.forward(x)?,
            );
        }
    }
    Ok(answers.expectations())
}

fn when(round: Rounding, order: Order) -> When {
    [
        (Rounding::KEY.to_owned(), vec![round.name().to_owned()]),
        (Order::KEY.to_owned(), vec![order.name().to_owned()]),
    ]
    .into()
}

/// Answers by convention; those that are alike but for one axis become one expectation.
#[derive(Default)]
struct Answers(Vec<(When, &'static str, Vec<String>, Extended)>);

impl Answers {
    /// The answer of a choice under the conditions on the other axes.
    fn add<A: Axis>(&mut self, mut when: When, choice: A, answer: Extended) {
        when.remove(A::KEY);
        let same = self
            .0
            .iter_mut()
            .find(|(other, _, _, value)| *other == when && *value == answer);
        let name = choice.name().to_owned();
        match same {
            Some((_, _, choices, _)) => choices.push(name),
            None => self.0.push((when, A::KEY, vec![name], answer)),
        }
    }

    fn expectations(self) -> Vec<Expectation> {
        let all = self.0.into_iter();
        all.map(|(mut when, key, mut choices, answer)| {
            choices.sort();
            when.insert(key.to_owned(), choices);
            Expectation {
                when,
                shape: Vec::new(),
                values: vec![match answer {
                    Extended::Nan => Expected::Nan,
                    answer => Expected::Exact(answer),
                }],
            }
        })
        .collect()
    }
}

fn case(output: &str, number: usize, x: &Extended, expect: Vec<Expectation>) -> Case {
    let mut inputs: BTreeMap<_, _> = [("x".to_owned(), Tensor::scalar(x.clone()))].into();
    if output == "dx" {
        inputs.insert("dy".to_owned(), Tensor::scalar(Extended::from(1)));
    }
    let mut case = Case {
        id: format!("fingerprint.{output}/{number:02}"),
        hash: String::new(),
        since: "2026.1".to_owned(),
        status: Status::Active,
        op: FakeQuantConvention::OP.to_owned(),
        output: output.to_owned(),
        params: [
            ("scale".to_owned(), Parameter::Text("1".to_owned())),
            ("zero_point".to_owned(), Parameter::Text("0".to_owned())),
            ("qmin".to_owned(), Parameter::Integer(-8)),
            ("qmax".to_owned(), Parameter::Integer(7)),
        ]
        .into(),
        inputs,
        dtypes: Vec::new(),
        expect,
        claims: Vec::new(),
        flags: Vec::new(),
        tolerance: Tolerance::Exact,
        oracle: Vec::new(),
        provenance: BTreeMap::new(),
    };
    case.hash = semantic_hash(&case);
    case
}
