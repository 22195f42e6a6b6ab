//! Balls: enclosures of real numbers, a midpoint with any number of bits and a radius bounding the error.
//!
//! A [`Ball`] is the set of reals `[mid - rad, mid + rad]`. The midpoint of every operation is one correctly rounded
//! operation on midpoints; the radius is a proven bound of the distance to the true set, rounded up. The contract is
//! stated in the description of the crate.

mod ops;
mod order;
mod roots;

use crate::mag::Mag;
use rug::float::{Constant, Round};
use rug::{Float, Integer, Rational};
use std::cmp::Ordering;

/// Radii from this exponent on are taken as infinite, so that a finite radius is always a finite float.
const RADIUS_EXP_LIMIT: i64 = (1 << 30) - 64;

/// A set of reals `[mid - rad, mid + rad]`, or the whole line when nothing is known.
///
/// Guarantee: every operation answers a ball that contains `f(x)` for every `x` in its argument balls; outside the
/// domain of `f` it answers the *indeterminate* ball (midpoint 0, radius infinite), which contains every real.
#[derive(Debug, Clone)]
pub struct Ball {
    mid: Float,
    rad: Mag,
}

impl Ball {
    /// The exact number zero, at a working precision of `prec` bits.
    pub fn zero(prec: u32) -> Self {
        Self {
            mid: Float::new(clamped(prec)),
            rad: Mag::ZERO,
        }
    }

    /// The number `value`, rounded to `prec` bits with the rounding error in the radius.
    pub fn from_i64(prec: u32, value: i64) -> Self {
        let (mid, inexact) = Float::with_val_round(clamped(prec), value, Round::Nearest);
        Self::rounded(mid, inexact, Mag::ZERO)
    }

    /// The number `value`, rounded to `prec` bits with the rounding error in the radius.
    pub fn from_integer(prec: u32, value: &Integer) -> Self {
        let (mid, inexact) = Float::with_val_round(clamped(prec), value, Round::Nearest);
        Self::rounded(mid, inexact, Mag::ZERO)
    }

    /// The number `value`, rounded to `prec` bits with the rounding error in the radius.
    pub fn from_rational(prec: u32, value: &Rational) -> Self {
        let (mid, inexact) = Float::with_val_round(clamped(prec), value, Round::Nearest);
        Self::rounded(mid, inexact, Mag::ZERO)
    }

    /// The whole line: what is known outside the domain of an operation.
    pub fn indeterminate(prec: u32) -> Self {
        Self {
            mid: Float::new(clamped(prec)),
            rad: Mag::INFINITY,
        }
    }

    /// The ball `[mid - rad, mid + rad]`; the whole line when either is infinite or NaN.
    pub fn from_mid_rad(mid: Float, rad: Mag) -> Self {
        if !mid.is_finite() || !rad.is_finite() || rad.exponent() >= Some(RADIUS_EXP_LIMIT) {
            return Self::indeterminate(mid.prec());
        }
        Self { mid, rad }
    }

    /// A ball containing `[lo, hi]` at the greater of the two precisions; the whole line unless `lo <= hi`.
    pub fn from_bounds(lo: &Float, hi: &Float) -> Self {
        let prec = lo.prec().max(hi.prec());
        if lo
            .partial_cmp(hi)
            .is_none_or(|order| order == Ordering::Greater)
        {
            return Self::indeterminate(prec);
        }
        if lo == hi {
            return Self::from_mid_rad(Float::with_val(prec, lo), Mag::ZERO);
        }
        // Halves first, so that the sum of two large bounds does not overflow.
        let mid = Float::with_val(prec, lo >> 1u32) + Float::with_val(prec, hi >> 1u32);
        let (above, _) = Float::with_val_round(64, hi - &mid, Round::Up);
        let (below, _) = Float::with_val_round(64, &mid - lo, Round::Up);
        let rad = Mag::from_float(&above).max(Mag::from_float(&below));
        Self::from_mid_rad(mid, rad)
    }

    /// The number pi to `prec` bits.
    pub fn pi(prec: u32) -> Self {
        let (mid, inexact) = Float::with_val_round(clamped(prec), Constant::Pi, Round::Nearest);
        Self::rounded(mid, inexact, Mag::ZERO)
    }

    /// The ball around the result `mid` of an operation correctly rounded to nearest, with the propagated radius
    /// `rad` and the rounding error of `mid` (none when the ternary value `inexact` says that it is exact).
    #[inline]
    pub(crate) fn rounded(mid: Float, inexact: Ordering, rad: Mag) -> Self {
        let mut result = Self { mid, rad };
        result.absorb_rounding(inexact);
        result
    }

    /// Adds the rounding error of a midpoint just computed, and gives up on an infinite or NaN result.
    #[inline]
    pub(crate) fn absorb_rounding(&mut self, inexact: Ordering) {
        if inexact != Ordering::Equal {
            self.rad = self.rad.add(half_ulp(&self.mid));
        }
        if !self.mid.is_finite()
            || self
                .rad
                .exponent()
                .is_none_or(|exp| exp >= RADIUS_EXP_LIMIT)
                && !self.rad.is_zero()
        {
            *self = Self::indeterminate(self.mid.prec());
        }
    }

    /// The working precision, in bits: that of the midpoint.
    pub fn precision(&self) -> u32 {
        self.mid.prec()
    }

    /// The midpoint.
    pub fn mid(&self) -> &Float {
        &self.mid
    }

    /// The radius.
    pub fn rad(&self) -> Mag {
        self.rad
    }

    /// The lower end, rounded down to the working precision (minus infinity for the whole line).
    pub fn lower(&self) -> Float {
        if self.rad.is_zero() {
            return self.mid.clone();
        }
        Float::with_val_round(
            self.precision(),
            &self.mid - &self.rad.to_float(true),
            Round::Down,
        )
        .0
    }

    /// The upper end, rounded up to the working precision (infinity for the whole line).
    pub fn upper(&self) -> Float {
        if self.rad.is_zero() {
            return self.mid.clone();
        }
        Float::with_val_round(
            self.precision(),
            &self.mid + &self.rad.to_float(true),
            Round::Up,
        )
        .0
    }

    /// An upper bound of `|x|` over the ball.
    pub fn abs_upper(&self) -> Mag {
        Mag::from_float(&self.mid).add(self.rad)
    }

    /// A lower bound of `|x|` over the ball (zero when zero is not excluded).
    pub fn abs_lower(&self) -> Mag {
        Mag::from_float_lower(&self.mid).sub_lower(self.rad)
    }

    /// The ball rounded to `prec` bits.
    pub fn round_to(&self, prec: u32) -> Self {
        if !self.is_finite() {
            return Self::indeterminate(prec);
        }
        let (mid, inexact) = Float::with_val_round(clamped(prec), &self.mid, Round::Nearest);
        Self::rounded(mid, inexact, self.rad)
    }

    /// A ball with the same midpoint and a radius greater by `extra`.
    pub(crate) fn widened(mut self, extra: Mag) -> Self {
        self.rad = self.rad.add(extra);
        self.absorb_rounding(Ordering::Equal);
        self
    }

    /// A ball containing both.
    pub fn union(&self, other: &Self) -> Self {
        let prec = self.precision().max(other.precision());
        if !self.is_finite() || !other.is_finite() {
            return Self::indeterminate(prec);
        }
        // At one precision: the smaller of two floats is rounded to that of the first.
        let (x, y) = (self.round_to(prec), other.round_to(prec));
        Self::from_bounds(&x.lower().min(&y.lower()), &x.upper().max(&y.upper()))
    }

    /// The midpoint as the nearest `f64` (NaN for the whole line), for reading only.
    pub fn to_f64(&self) -> f64 {
        if self.is_finite() {
            self.mid.to_f64()
        } else {
            f64::NAN
        }
    }

    /// The number of correct leading bits, about `log2(|mid| / rad)`: `i64::MAX` when exact, negative or zero when
    /// the ball does not fix even the size.
    pub fn relative_accuracy_bits(&self) -> i64 {
        if self.rad.is_zero() {
            return i64::MAX;
        }
        match (self.mid.get_exp(), self.rad.exponent()) {
            (Some(mid), Some(rad)) => i64::from(mid) - 1 - rad,
            _ => -i64::from(i32::MAX),
        }
    }
}

/// A bound of the error of a result correctly rounded to nearest: half a unit in the last place, or the least positive
/// number where the result may have underflowed.
pub(crate) fn half_ulp(value: &Float) -> Mag {
    let least = i64::from(rug::float::exp_min());
    match value.get_exp() {
        Some(exp) if i64::from(exp) > least => {
            Mag::pow2(i64::from(exp) - i64::from(value.prec()) - 1)
        }
        _ => Mag::pow2(least),
    }
}

/// A precision within the limits of MPFR.
pub(crate) fn clamped(prec: u32) -> u32 {
    prec.clamp(rug::float::prec_min().max(2), rug::float::prec_max())
}
