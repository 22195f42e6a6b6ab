//! Enclosures as expectations.

use coarsegrad_arith::{Ball, Rational};
use coarsegrad_model::pointwise::{Extended, Outcome};

use super::clip::of;
use crate::case::Expected;

/// The bits of a midpoint: enough for an eighth of a unit in the last place of binary64, with room.
const BITS: u32 = 72;

/// What is expected where an operation has this outcome.
pub(super) fn expected_outcome(outcome: Outcome) -> Expected {
    match outcome {
        Outcome::Exact(value) => of(value),
        Outcome::Enclosed(ball) => enclosed(&ball),
    }
}

/// What is expected where a number lies in a ball.
pub(super) fn enclosed(ball: &Ball) -> Expected {
    let ends = (ball.lower().to_rational(), ball.upper().to_rational());
    match ends {
        (Some(low), Some(high)) => interval(low, high),
        _ => Expected::Ball {
            mid: Rational::new(),
            rad: None,
        },
    }
}

/// What is expected where a number lies between two, in either order: a short midpoint, and a power of two as the
/// radius of a ball that contains both. One number is exact.
pub(super) fn interval(one: Rational, other: Rational) -> Expected {
    if one == other {
        return of(Extended::Finite(one));
    }
    let middle = Rational::from(&one + &other) / 2u32;
    let size = |value: &Rational| {
        i64::from(value.numer().significant_bits()) - i64::from(value.denom().significant_bits())
    };
    let place = i32::try_from(i64::from(BITS) - size(&middle)).unwrap_or(0);
    let scaled = Rational::from((middle << place).round_ref());
    let mid = scaled >> place;
    let away = |end: &Rational| Rational::from(end - &mid).abs();
    let reach = away(&one).max(away(&other));
    let exponent = i32::try_from(size(&reach) + 1).unwrap_or(0);
    let rad = Rational::from(1) << exponent;
    Expected::Ball {
        mid,
        rad: Some(rad),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_balls_contain_what_they_stand_for() {
        let third = Rational::from((1, 3));
        for (one, other) in [
            (third.clone(), third.clone() + (Rational::from(1) >> 90u32)),
            (-third.clone(), third.clone()),
            (third.clone() << 300u32, (third.clone() << 300u32) + 1u32),
            (Rational::new(), third >> 300u32),
        ] {
            let Expected::Ball {
                mid,
                rad: Some(rad),
            } = interval(one.clone(), other.clone())
            else {
                panic!("no ball");
            };
            for end in [&one, &other] {
                assert!(Rational::from(&mid - end).abs() <= rad, "{mid} {rad}");
            }
            let width = Rational::from(&one - &other).abs();
            let least = mid.abs() >> 70u32;
            assert!(rad <= width.max(least) * 4u32);
        }
    }
}
