//! Square roots of balls and of rational numbers.

use super::{Ball, clamped};
use crate::mag::Mag;
use rug::float::Round;
use rug::{Float, Rational};
use std::cmp::Ordering;

impl Ball {
    /// `sqrt(x)`; the whole line when the ball has a negative point.
    ///
    /// For `x` in the ball, `|sqrt(x) - sqrt(m)| = |x - m| / (sqrt(x) + sqrt(m)) <= r / (sqrt(m - r) + sqrt(m))`.
    pub fn sqrt(&self) -> Self {
        let prec = self.precision();
        if !self.is_finite() {
            return Self::indeterminate(prec);
        }
        if !self.is_exact() && self.lower().cmp0() == Some(Ordering::Less) {
            return Self::indeterminate(prec);
        }
        let rad = if self.is_exact() {
            Mag::ZERO
        } else {
            let below = Mag::from_float_lower(&self.mid);
            self.rad.div(
                below
                    .sqrt_lower()
                    .add_lower(below.sub_lower(self.rad).sqrt_lower()),
            )
        };
        let (mid, inexact) = Float::with_val_round(prec, self.mid.sqrt_ref(), Round::Nearest);
        Self::rounded(mid, inexact, rad)
    }

    /// `sqrt(x)` of a number that is known not to be negative although its ball may reach below zero: the root of the
    /// ball's non-negative part.
    ///
    /// Guarantee: contains `sqrt(x)` for every `x >= 0` in the ball; the whole line when there is none.
    pub fn sqrt_non_negative(&self) -> Self {
        if !self.is_finite() || self.lower().cmp0() != Some(Ordering::Less) {
            return self.sqrt();
        }
        let upper = self.upper();
        if upper.cmp0() == Some(Ordering::Less) {
            return Self::indeterminate(self.precision());
        }
        let (root, _) = Float::with_val_round(self.precision(), upper.sqrt_ref(), Round::Up);
        Self::from_bounds(&Float::new(self.precision()), &root)
    }

    /// `sqrt(p / q)` for an exact rational; exact when the root has at most `prec` bits.
    ///
    /// Guarantee: relative error at most `2^(1 - prec)`; the whole line when `p / q` is negative.
    pub fn sqrt_rational(prec: u32, value: &Rational) -> Self {
        let prec = clamped(prec);
        if value.cmp0() == Ordering::Less {
            return Self::indeterminate(prec);
        }
        // A root with at most `prec` bits has a square with at most `2 prec` bits and a power of two below the line.
        let bits = value.numer().significant_bits();
        let trailing = value.numer().find_one(0).unwrap_or(0);
        let dyadic = value.denom().is_power_of_two() && bits - trailing <= prec.saturating_mul(2);
        let working = if dyadic {
            (bits - trailing).max(prec)
        } else {
            prec.saturating_add(8)
        };
        let (square, inexact) = Float::with_val_round(clamped(working), value, Round::Nearest);
        let rad = if inexact == Ordering::Equal {
            Mag::ZERO
        } else {
            // |sqrt(x) - sqrt(m)| <= |x - m| / sqrt(m).
            super::half_ulp(&square).div(Mag::from_float_lower(&square).sqrt_lower())
        };
        let (mid, inexact) = Float::with_val_round(prec, square.sqrt_ref(), Round::Nearest);
        Self::rounded(mid, inexact, rad)
    }
}
