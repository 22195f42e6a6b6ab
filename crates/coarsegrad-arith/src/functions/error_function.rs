//! The error function `erf(x) = 2/sqrt(pi) int_0^x e^(-t^2) dt` and its complement.

use crate::ball::Ball;
use crate::mag::Mag;
use rug::Float;
use std::cmp::Ordering;

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
            return self.increasing_over_ends(Float::erf_round);
        }
        self.at_mid(Float::erf_round, self.error_function_radius())
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
            return self.decreasing_over_ends(Float::erfc_round);
        }
        self.at_mid(Float::erfc_round, self.error_function_radius())
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
