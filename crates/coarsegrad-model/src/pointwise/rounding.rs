//! Rounding a rational number to an integer.

use std::cmp::Ordering;

use coarsegrad_arith::{Integer, Rational};

use super::{Extended, PointwiseError, Rounding};

/// The integer to which `rounding` takes `value`.
///
/// | rounding | result |
/// |---|---|
/// | `half_even` | the nearest integer, the even one of two |
/// | `half_away` | the nearest integer, the one farther from zero of two |
/// | `half_up` | `floor(value + 1/2)` |
/// | `to_zero` | `floor(value)` for `value >= 0`, `ceil(value)` below |
/// | `floor` | `floor(value)` |
/// | `stochastic` | `floor(value + draw)`; with a draw uniform on `[0, 1)` its mean is `value` |
///
/// # Errors
/// [`PointwiseError::DrawNeeded`] for `stochastic` without a draw, [`PointwiseError::Parameter`] unless
/// `0 <= draw < 1`.
pub fn round_to_integer(
    value: &Rational,
    rounding: Rounding,
    draw: Option<&Rational>,
) -> Result<Integer, PointwiseError> {
    let (below, remainder) = floor_and_remainder(value);
    let tie = Integer::from(&remainder << 1u32).cmp(value.denom());
    let up = match rounding {
        Rounding::HalfEven => tie == Ordering::Greater || tie == Ordering::Equal && below.is_odd(),
        Rounding::HalfAway => {
            tie == Ordering::Greater || tie == Ordering::Equal && value.is_positive()
        }
        Rounding::HalfUp => tie != Ordering::Less,
        Rounding::ToZero => !remainder.is_zero() && value.is_negative(),
        Rounding::Floor => false,
        Rounding::Stochastic => {
            let draw = checked_draw(draw)?;
            Rational::from((remainder, value.denom().clone())) + draw >= 1
        }
    };
    Ok(if up { below + 1 } else { below })
}

fn checked_draw(draw: Option<&Rational>) -> Result<&Rational, PointwiseError> {
    let draw = draw.ok_or(PointwiseError::DrawNeeded)?;
    if draw.is_negative() || *draw >= 1 {
        return Err(PointwiseError::parameter("draw", "in [0, 1)", draw));
    }
    Ok(draw)
}

/// [`round_to_integer`] on the extended reals: infinities, NaN and `-0` are their own images.
///
/// # Errors
/// As [`round_to_integer`].
pub fn round_extended(
    value: &Extended,
    rounding: Rounding,
    draw: Option<&Rational>,
) -> Result<Extended, PointwiseError> {
    match value {
        Extended::Finite(value) => {
            let rounded = round_to_integer(value, rounding, draw)?;
            Ok(Extended::Finite(Rational::from(rounded)))
        }
        other => Ok(other.clone()),
    }
}

/// The nearest integer, the even one of two.
pub(super) fn round_half_even(value: &Rational) -> Integer {
    let (below, remainder) = floor_and_remainder(value);
    match Integer::from(&remainder << 1u32).cmp(value.denom()) {
        Ordering::Less => below,
        Ordering::Equal if below.is_even() => below,
        Ordering::Equal | Ordering::Greater => below + 1,
    }
}

/// `floor(value)` and the numerator of `value - floor(value)` over `value`'s denominator.
pub(super) fn floor_and_remainder(value: &Rational) -> (Integer, Integer) {
    let (numerator, denominator) = value.clone().into_numer_denom();
    numerator.div_rem_floor(denominator)
}
