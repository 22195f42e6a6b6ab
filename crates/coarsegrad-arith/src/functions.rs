//! Elementary and special functions of balls: one file per family, one proven radius bound per function.
//!
//! A function evaluates MPFR once at the midpoint, correctly rounded to nearest, and bounds how far `f(x)` can lie
//! from `f(mid)`. Where such a bound would be poor (a wide ball), it encloses the values at the two ends instead.

mod arc;
mod erf_series;
mod error_function;
mod exponential;
mod gamma;
mod logarithm;
mod normal;
mod owen_t;

use crate::ball::Ball;
use crate::mag::Mag;
use rug::Float;
use rug::float::Round;
use std::cmp::Ordering;

/// One of MPFR's in-place functions with a rounding direction.
type Evaluation = fn(&mut Float, Round) -> Ordering;

impl Ball {
    /// `f` at the midpoint to nearest, with the propagated radius `rad`.
    fn at_mid(&self, f: Evaluation, rad: Mag) -> Self {
        let mut mid = self.mid().clone();
        let inexact = f(&mut mid, Round::Nearest);
        Self::rounded(mid, inexact, rad)
    }

    /// The values of an increasing `f` over the ball, from its two ends.
    fn increasing_over_ends(&self, f: Evaluation) -> Self {
        let (mut lower, mut upper) = (self.lower(), self.upper());
        f(&mut lower, Round::Down);
        f(&mut upper, Round::Up);
        Self::from_bounds(&lower, &upper)
    }

    /// The values of a decreasing `f` over the ball, from its two ends.
    fn decreasing_over_ends(&self, f: Evaluation) -> Self {
        let (mut lower, mut upper) = (self.upper(), self.lower());
        f(&mut lower, Round::Down);
        f(&mut upper, Round::Up);
        Self::from_bounds(&lower, &upper)
    }

    /// The bits by which `x` exceeds one, at most 64: twice that many are lost when `x^2` is an exponent.
    fn excess_bits(&self) -> u32 {
        let exp = self.abs_upper().exponent().unwrap_or(0);
        u32::try_from(exp.clamp(-1, 63) + 1).unwrap_or(0)
    }
}
