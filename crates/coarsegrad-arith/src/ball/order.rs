//! Questions about a ball: signs, comparisons and containment, with "cannot tell" as an answer.

use super::Ball;
use crate::mag::Mag;
use rug::float::Round;
use rug::{Float, Rational};
use std::cmp::Ordering;

/// Containment is decided exactly while a ball spans at most this many bits from its leading to its last one.
const EXACT_SPAN: i64 = 1 << 20;

impl Ball {
    /// Whether the ball is one number.
    pub fn is_exact(&self) -> bool {
        self.rad.is_zero()
    }

    /// Whether the ball is not the whole line.
    pub fn is_finite(&self) -> bool {
        self.rad.is_finite()
    }

    /// Whether the ball is the number zero.
    pub fn is_zero(&self) -> bool {
        self.rad.is_zero() && self.mid.is_zero()
    }

    /// Whether zero lies in the ball, decided exactly.
    pub fn contains_zero(&self) -> bool {
        Mag::compare_abs_float(&self.mid, self.rad) != Ordering::Greater
    }

    /// Whether `value` lies in the ball.
    ///
    /// Exact, unless the midpoint exceeds the radius by a factor beyond `2^1000000`; there, `true` is still certain.
    pub fn contains_rational(&self, value: &Rational) -> bool {
        if !self.is_finite() {
            return true;
        }
        let (lower, upper) = self.inner_bounds();
        lower <= *value && upper >= *value
    }

    /// Whether `other` is a subset of this ball; `true` is certain, as in [`Ball::contains_rational`].
    pub fn contains(&self, other: &Self) -> bool {
        if !self.is_finite() || !other.is_finite() {
            return !self.is_finite();
        }
        let (lower, upper) = self.inner_bounds();
        let (other_lower, other_upper) = other.outer_bounds();
        lower <= other_lower && upper >= other_upper
    }

    /// Whether the two balls have a common point; `true` is certain, as in [`Ball::contains_rational`].
    pub fn overlaps(&self, other: &Self) -> bool {
        if !self.is_finite() || !other.is_finite() {
            return true;
        }
        let (lower, upper) = self.inner_bounds();
        let (other_lower, other_upper) = other.inner_bounds();
        lower <= other_upper && other_lower <= upper
    }

    /// The sign of every point of the ball, or `None` when they differ or nothing is known.
    pub fn sign(&self) -> Option<Ordering> {
        if self.is_zero() {
            return Some(Ordering::Equal);
        }
        if self.contains_zero() {
            return None;
        }
        self.mid.cmp0()
    }

    /// How every point of this ball compares with every point of the other, or `None` when that is not decided.
    pub fn compare(&self, other: &Self) -> Option<Ordering> {
        if !self.is_finite() || !other.is_finite() {
            return None;
        }
        if self.is_exact() && other.is_exact() {
            return self.mid.partial_cmp(&other.mid);
        }
        let ((lower, upper), (other_lower, other_upper)) =
            (self.outer_bounds(), other.outer_bounds());
        if lower > other_upper {
            Some(Ordering::Greater)
        } else if upper < other_lower {
            Some(Ordering::Less)
        } else {
            None
        }
    }

    /// The ends of a finite ball, rounded inwards only beyond the exact span.
    fn inner_bounds(&self) -> (Float, Float) {
        self.ends(false)
    }

    /// The ends of a finite ball, rounded outwards only beyond the exact span.
    fn outer_bounds(&self) -> (Float, Float) {
        self.ends(true)
    }

    fn ends(&self, outwards: bool) -> (Float, Float) {
        let Some(rad_exp) = self.rad.exponent() else {
            return (self.mid.clone(), self.mid.clone());
        };
        let mid_exp = self.mid.get_exp().map_or(rad_exp, i64::from);
        let top = mid_exp.max(rad_exp + 1) + 2;
        let bottom = (mid_exp - i64::from(self.precision())).min(rad_exp - 53);
        let span = (top - bottom).clamp(64, EXACT_SPAN);
        let prec = u32::try_from(span).unwrap_or(64).max(self.precision());
        let rad = self.rad.to_float(outwards);
        let (down, up) = if outwards {
            (Round::Down, Round::Up)
        } else {
            (Round::Up, Round::Down)
        };
        let (lower, _) = Float::with_val_round(prec, &self.mid - &rad, down);
        let (upper, _) = Float::with_val_round(prec, &self.mid + &rad, up);
        (lower, upper)
    }
}
