//! The error function `erf(x) = 2/sqrt(pi) int_0^x e^(-t^2) dt` and its complement.

use super::erf_series::erf_by_series;
use crate::ball::Ball;
use crate::mag::Mag;
use rug::Float;
use std::cmp::Ordering;

/// Wide balls are enclosed from their ends at this precision: more would be wasted on them, and MPFR 4.2's error
/// function stops the process next to `sqrt(3)` at more than a thousand bits.
const COARSE_BITS: u32 = 128;

/// Above `2/sqrt(pi) = 1.12837...`.
const SLOPE: f64 = 1.13;

impl Ball {
    /// `erf(x)`, with full relative accuracy near zero.
    ///
    /// The slope over the ball is at most `2/sqrt(pi) e^(-l^2)` with `l` the least absolute value in it; balls of
    /// radius above one are enclosed from their ends.
    pub fn erf(&self) -> Self {
        if !self.is_finite() {
            return Self::indeterminate(self.precision());
        }
        if self.rad().compare(Mag::ONE) == Ordering::Greater {
            let coarse = self.round_to(COARSE_BITS);
            return coarse
                .increasing_over_ends(Float::erf_round)
                .round_to(self.precision());
        }
        let rad = self.error_function_radius();
        match erf_by_series(self.mid(), self.precision(), 0.0) {
            Some(value) => value.widened(rad).round_to(self.precision()),
            None => self.at_mid(Float::erf_round, rad),
        }
    }

    /// `erfc(x) = 1 - erf(x)`, with full relative accuracy for large positive `x`.
    ///
    /// The slope bound is that of [`Ball::erf`]; where it would vary much over the ball (`r |m| > 1/4`), the ball is
    /// enclosed from its ends.
    pub fn erfc(&self) -> Self {
        if !self.is_finite() {
            return Self::indeterminate(self.precision());
        }
        let spread = self.abs_upper().max(Mag::ONE).mul(self.rad());
        if spread.compare(Mag::pow2(-2)) == Ordering::Greater {
            let coarse = self.round_to(COARSE_BITS);
            return coarse
                .decreasing_over_ends(Float::erfc_round)
                .round_to(self.precision());
        }
        let rad = self.error_function_radius();
        // For x > 0 as many bits cancel in 1 - erf(x) as erfc(x), about e^(-x^2), lies below one.
        let positive = self.mid().cmp0() == Some(Ordering::Greater);
        let cancelled = if positive {
            std::f64::consts::LOG2_E
        } else {
            0.0
        };
        match erf_by_series(self.mid(), self.precision(), cancelled) {
            Some(value) => (Self::from_i64(2, 1) - value)
                .widened(rad)
                .round_to(self.precision()),
            None => self.at_mid(Float::erfc_round, rad),
        }
    }

    fn error_function_radius(&self) -> Mag {
        if self.is_exact() {
            return Mag::ZERO;
        }
        self.abs_lower()
            .exp_minus_square()
            .mul(Mag::from_f64(SLOPE))
            .mul(self.rad())
    }
}
