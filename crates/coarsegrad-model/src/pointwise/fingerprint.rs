//! Fingerprints: telling conventions of fake-quantisers apart by a few exact inputs.
//!
//! The quantiser has levels `-8..7`, scale 1 and zero point 0, and the upstream gradient is 1. All inputs are exact in
//! every [`Dtype`](super::Dtype), so that nothing depends on the format. They are:
//!
//! | inputs | tell apart |
//! |---|---|
//! | `±1/2, ±3/2, ±5/2` | roundings to nearest at ties |
//! | `±1/4, ±3/4` | nearest, `to_zero` and `floor` |
//! | `13/2, 7, 29/4, 15/2, 31/4, 8, 100` | bound and order at the upper bound |
//! | `-15/2, -8, -33/4, -17/2, -35/4, -9` | bound and order at the lower bound |
//! | `0, -0` | no two of these conventions; an implementation that treats `-0` apart shows it there |
//! | `inf, -inf` | identities from masks |
//! | NaN | the nan axis, by the gradient |
//!
//! The value at NaN is not part of a fingerprint: an implementation that converts to an integer type answers what its
//! hardware answers. The axes zero-point rounding, scale gradient and compare dtype leave no trace with such a grid, and
//! the mask axis none with such an upstream gradient.

use super::{
    AffineGrid, Bound, Extended, FakeQuant, FakeQuantConvention, Order, PointwiseError, Rounding,
};
use coarsegrad_arith::Rational;

/// The number of points of a fingerprint.
pub const FINGERPRINT_LEN: usize = 28;

/// The points of a fingerprint, as texts of [`Extended`] numbers.
pub const FINGERPRINT_POINTS: [&str; FINGERPRINT_LEN] = [
    "-inf", "-9", "-35/4", "-17/2", "-33/4", "-8", "-15/2", "-5/2", "-3/2", "-3/4", "-1/2", "-1/4",
    "-0", "0", "1/4", "1/2", "3/4", "3/2", "5/2", "13/2", "7", "29/4", "15/2", "31/4", "8", "100",
    "inf", "nan",
];

/// What a quantiser answers at one point.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Answer {
    /// The input.
    pub x: Extended,
    /// The value; `None` at NaN, where it is not asked.
    pub forward: Option<Extended>,
    /// The gradient for the upstream gradient 1.
    pub dx: Extended,
}

impl Answer {
    /// Whether both agree as numbers, the two zeros being one.
    #[must_use]
    pub fn agrees(&self, other: &Self) -> bool {
        let values = match (&self.forward, &other.forward) {
            (Some(left), Some(right)) => left.same_number(right),
            _ => true,
        };
        values && self.dx.same_number(&other.dx)
    }
}

/// The answers of a convention at the points of the fingerprint, in their order.
///
/// # Errors
/// [`PointwiseError::DrawNeeded`] for stochastic rounding, which has no single answer.
pub fn fingerprint(convention: &FakeQuantConvention) -> Result<Vec<Answer>, PointwiseError> {
    let grid = AffineGrid::symmetric(Rational::from(1), 4, false)?;
    let quantiser = FakeQuant::new(grid, *convention);
    let one = Extended::from(1);
    FINGERPRINT_POINTS
        .iter()
        .map(|text| {
            let x: Extended = text.parse()?;
            let forward = match x {
                Extended::Nan => None,
                _ => Some(quantiser.forward(&x)?),
            };
            let dx = quantiser.dx(&x, &one)?;
            Ok(Answer { x, forward, dx })
        })
        .collect()
}

/// The conventions grouped by their fingerprints: two are in one class if and only if no point tells them apart. Classes
/// and their members are in the order given.
///
/// # Errors
/// As [`fingerprint`].
pub fn classes(
    conventions: &[FakeQuantConvention],
) -> Result<Vec<Vec<FakeQuantConvention>>, PointwiseError> {
    let mut classes: Vec<(Vec<Answer>, Vec<FakeQuantConvention>)> = Vec::new();
    for convention in conventions {
        let answers = fingerprint(convention)?;
        match classes.iter_mut().find(|(known, _)| *known == answers) {
            Some((_, members)) => members.push(*convention),
            None => classes.push((answers, vec![*convention])),
        }
    }
    Ok(classes.into_iter().map(|(_, members)| members).collect())
}

/// The points, by index, at which two conventions differ.
///
/// # Errors
/// As [`fingerprint`].
pub fn distinguishing_points(
    left: &FakeQuantConvention,
    right: &FakeQuantConvention,
) -> Result<Vec<usize>, PointwiseError> {
    let (left, right) = (fingerprint(left)?, fingerprint(right)?);
    Ok(left
        .iter()
        .zip(&right)
        .enumerate()
        .filter(|(_, (left, right))| !left.agrees(right))
        .map(|(index, _)| index)
        .collect())
}

/// The 24 conventions of rounding to nearest (`half_even`, `half_away`, `half_up`), either order, and a symmetric mask
/// (`closed`, `open`, `half`, `identity`), with the other axes as in [`FakeQuantConvention::of`].
///
/// They fall into 21 classes: without a mask, order leaves no trace, because rounding and clamping between integers
/// commute; so the two identities of each rounding are one. No input of any kind would tell them apart while zero point
/// and levels are integers.
#[must_use]
pub fn nearest_conventions() -> Vec<FakeQuantConvention> {
    let mut conventions = Vec::new();
    for round in [Rounding::HalfEven, Rounding::HalfAway, Rounding::HalfUp] {
        for order in Order::ALL {
            for bound in [Bound::Closed, Bound::Open, Bound::Half, Bound::Identity] {
                conventions.push(FakeQuantConvention::of(round, *order, bound));
            }
        }
    }
    conventions
}
