//! The standard normal distribution: density `phi` and distribution function `Phi`.

use crate::ball::Ball;
use crate::mag::Mag;
use rug::Float;
use std::cmp::Ordering;

impl Ball {
    /// The density `phi(x) = e^(-x^2/2) / sqrt(2 pi)`.
    ///
    /// Evaluated with enough guard bits for full relative accuracy at any `x`. A ball on which the exponent varies by
    /// more than about one is enclosed from its ends, and from the maximum at zero where it contains it: `phi`
    /// decreases in `|x|`.
    pub fn normal_pdf(&self) -> Self {
        let prec = self.precision();
        if !self.is_finite() {
            return Self::indeterminate(prec);
        }
        let spread = self.abs_upper().max(Mag::ONE).mul(self.rad());
        if spread.compare(Mag::pow2(-2)) == Ordering::Greater {
            let ends = Self::exact(self.lower())
                .normal_pdf()
                .union(&Self::exact(self.upper()).normal_pdf());
            return if self.contains_zero() {
                ends.union(&Self::zero(prec).normal_pdf())
            } else {
                ends
            };
        }
        let working = prec.saturating_add(2 * self.excess_bits() + 8);
        let density = (-self.round_to(working).square().mul_2exp(-1)).exp();
        if !density.is_finite() {
            // The square left the exponent range: the density is positive and at most e^(-x^2/2).
            let bound = self.abs_lower().mul_2exp(-1).exp_minus_square();
            return Self::from_mid_rad(Float::new(prec), bound);
        }
        (density / Self::pi(working).mul_2exp(1).sqrt()).round_to(prec)
    }

    /// The distribution function `Phi(x) = erfc(-x / sqrt 2) / 2`, with full relative accuracy for very negative `x`.
    pub fn normal_cdf(&self) -> Self {
        let prec = self.precision();
        if !self.is_finite() {
            return Self::indeterminate(prec);
        }
        let working = prec.saturating_add(2 * self.excess_bits() + 8);
        let scaled = self.round_to(working) / Self::from_i64(working, 2).sqrt();
        (-scaled).erfc().mul_2exp(-1).round_to(prec)
    }

    /// The ball that is the one number `value`.
    pub(crate) fn exact(value: Float) -> Self {
        Self::from_mid_rad(value, Mag::ZERO)
    }
}
