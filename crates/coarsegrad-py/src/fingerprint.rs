//! `coarsegrad.fingerprint`: which conventions answer as an implementation does.

use coarsegrad::model::pointwise::{
    Answer, Axis, Bound, CompareDtype, Dtype, Extended, FINGERPRINT_POINTS, FakeQuantConvention,
    KNOWN_FAKE_QUANTS, Mask, NanPolicy, Order, Rounding, ScaleGradient, ZeroPointRounding,
    fingerprint,
};
use pyo3::prelude::*;

use crate::errors::Failure;

/// The points of a fingerprint: as texts, and as doubles.
#[pyfunction]
pub(crate) fn fingerprint_points() -> PyResult<Vec<(&'static str, f64)>> {
    let points = FINGERPRINT_POINTS.iter().map(|text| {
        let point = point(text)?;
        let bits = Dtype::F64.encode(&point);
        let bits = bits.ok_or_else(|| Failure::defect(&format!("{text} is no double")))?;
        Ok((*text, f64::from_bits(bits)))
    });
    Ok(points.collect::<Result<_, Failure>>()?)
}

/// The conventions that explain the most answers, at how many points, and where that is all of them which
/// implementations are known to follow one of them.
#[derive(IntoPyObject)]
pub(crate) struct Matches {
    conventions: Vec<String>,
    right: usize,
    /// Its name, and its convention.
    known: Vec<(&'static str, String)>,
    /// For each point the value and the gradient that the first of the conventions asks for; no value where none is
    /// asked for.
    expected: Vec<(Option<String>, String)>,
}

/// The conventions that explain the most answers. Values may be left out; that at NaN is not compared.
#[pyfunction]
pub(crate) fn match_fingerprint(
    forward: Option<Vec<f64>>,
    gradient: Vec<f64>,
) -> PyResult<Matches> {
    let got = answers(forward.as_deref(), &gradient)?;
    let mut scored = Vec::new();
    for convention in candidates() {
        let expected = fingerprint(&convention).map_err(|error| Failure::defect(&error))?;
        let score = score(&expected, &got);
        scored.push((convention, score, expected));
    }
    let best = scored.iter().map(|(_, score, _)| *score).max();
    let best = best.unwrap_or_default();
    scored.retain(|(_, score, _)| *score == best);
    let (right, _) = best;
    // The known ones were observed at integers and between; what they do at NaN was not.
    let like = |known: &FakeQuantConvention| {
        let axes = |x: &FakeQuantConvention| (x.round, x.order, x.bound);
        right == got.len() && scored.iter().any(|(found, ..)| axes(found) == axes(known))
    };
    let expected = scored.first().map(|(.., expected)| expected.as_slice());
    Ok(Matches {
        known: KNOWN_FAKE_QUANTS
            .iter()
            .filter(|known| like(&known.convention))
            .map(|known| (known.implementation, axes(&known.convention, false)))
            .collect(),
        conventions: scored.iter().map(|(found, ..)| axes(found, true)).collect(),
        right,
        expected: expected
            .unwrap_or_default()
            .iter()
            .map(|answer| {
                let forward = answer.forward.as_ref().map(ToString::to_string);
                (forward, answer.dx.to_string())
            })
            .collect(),
    })
}

/// At how many points both value and gradient are right, and how many of the two are right in all.
fn score(expected: &[Answer], got: &[Answer]) -> (usize, usize) {
    let (mut both, mut single) = (0, 0);
    for (expected, got) in expected.iter().zip(got) {
        let value = match (&expected.forward, &got.forward) {
            (Some(expected), Some(got)) => expected.same_number(got),
            _ => true,
        };
        both += usize::from(expected.agrees(got));
        single += usize::from(value) + usize::from(expected.dx.same_number(&got.dx));
    }
    (both, single)
}

fn point(text: &str) -> Result<Extended, Failure> {
    text.parse().map_err(|error| Failure::defect(&error))
}

/// What was answered, point by point.
fn answers(forward: Option<&[f64]>, gradient: &[f64]) -> Result<Vec<Answer>, Failure> {
    let count = FINGERPRINT_POINTS.len();
    for (field, length) in [
        ("forward", forward.map_or(count, <[f64]>::len)),
        ("backward", gradient.len()),
    ] {
        if length != count {
            let condition = format!("must answer {count} numbers, found {length}");
            return Err(Failure::at(field, &condition));
        }
    }
    let number = |x: &f64| {
        Dtype::F64
            .decode(x.to_bits())
            .map_err(|error| Failure::defect(&error))
    };
    let points = FINGERPRINT_POINTS.iter().zip(gradient);
    points
        .enumerate()
        .map(|(index, (text, dx))| {
            let forward = forward.and_then(|forward| forward.get(index));
            Ok(Answer {
                x: point(text)?,
                forward: forward.map(number).transpose()?,
                dx: number(dx)?,
            })
        })
        .collect()
}

/// The axes that a fingerprint can tell, the nan axis among them or not.
fn axes(convention: &FakeQuantConvention, with_nan: bool) -> String {
    let FakeQuantConvention {
        round,
        order,
        bound,
        nan,
        ..
    } = convention;
    let mut parts = vec![
        (Rounding::KEY, round.name()),
        (Order::KEY, order.name()),
        (Bound::KEY, bound.name()),
    ];
    if with_nan {
        parts.push((NanPolicy::KEY, nan.name()));
    }
    let parts: Vec<String> = parts
        .into_iter()
        .map(|(key, choice)| format!("{key}={choice}"))
        .collect();
    parts.join(" ")
}

/// Every convention that differs in an axis that a fingerprint can tell: scale and zero point are whole and not learned,
/// nothing is drawn, and the upstream gradient is one.
fn candidates() -> impl Iterator<Item = FakeQuantConvention> {
    FakeQuantConvention::all().into_iter().filter(|convention| {
        convention.round != Rounding::Stochastic
            && convention.zero_point_rounding == ZeroPointRounding::After
            && convention.scale_gradient == ScaleGradient::Plain
            && convention.compare_dtype == CompareDtype::Input
            && convention.mask == Mask::Selects
    })
}
