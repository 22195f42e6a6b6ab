//! Ring operations on balls: one MPFR operation on the midpoints, one bound for the radius.
//!
//! For `x = m + s`, `|s| <= r` and `y = n + t`, `|t| <= q`: `|(x + y) - (m + n)| <= r + q`,
//! `|x y - m n| <= |m| q + |n| r + r q`, and, when `|n| > q`,
//! `|x / y - m / n| = |s n - m t| / (|n| |n + t|) <= (r + |m| q / |n|) / (|n| - q)`.

use super::{Ball, clamped};
use crate::mag::Mag;
use rug::Float;
use rug::float::Round;
use rug::ops::{
    AddAssignRound, DivAssignRound, DivFromRound, MulAssignRound, NegAssign, SubAssignRound,
    SubFromRound,
};
use rug::{Integer, Rational};
use std::ops::{Add, Div, Mul, Neg, Sub};

fn sum_radius(x: &Ball, y: &Ball) -> Mag {
    x.rad.add(y.rad)
}

fn product_radius(x: &Ball, y: &Ball) -> Mag {
    if x.rad.is_zero() && y.rad.is_zero() {
        return Mag::ZERO;
    }
    if !x.is_finite() || !y.is_finite() {
        return Mag::INFINITY;
    }
    let (m, n) = (Mag::from_float(&x.mid), Mag::from_float(&y.mid));
    m.add(x.rad).mul(y.rad).add(n.mul(x.rad))
}

fn quotient_radius(x: &Ball, y: &Ball) -> Mag {
    if y.contains_zero() || !x.is_finite() {
        return Mag::INFINITY;
    }
    if x.rad.is_zero() && y.rad.is_zero() {
        return Mag::ZERO;
    }
    let below = Mag::from_float_lower(&y.mid);
    let from_divisor = Mag::from_float(&x.mid).mul(y.rad).div(below);
    x.rad.add(from_divisor).div(below.sub_lower(y.rad))
}

macro_rules! binary {
    ($trait:ident, $method:ident, $assign:ident, $from:expr, $op:tt, $radius:ident) => {
        impl $trait<&Ball> for &Ball {
            type Output = Ball;
            fn $method(self, other: &Ball) -> Ball {
                let rad = $radius(self, other);
                let prec = self.precision().max(other.precision());
                let (mid, inexact) = Float::with_val_round(prec, &self.mid $op &other.mid, Round::Nearest);
                Ball::rounded(mid, inexact, rad)
            }
        }

        impl $trait<&Ball> for Ball {
            type Output = Ball;
            fn $method(mut self, other: &Ball) -> Ball {
                if self.precision() < other.precision() {
                    return (&self).$method(other);
                }
                self.rad = $radius(&self, other);
                let inexact = self.mid.$assign(&other.mid, Round::Nearest);
                self.absorb_rounding(inexact);
                self
            }
        }

        impl $trait<Ball> for &Ball {
            type Output = Ball;
            fn $method(self, mut other: Ball) -> Ball {
                if other.precision() < self.precision() {
                    return self.$method(&other);
                }
                other.rad = $radius(self, &other);
                let inexact = $from(&mut other.mid, &self.mid);
                other.absorb_rounding(inexact);
                other
            }
        }

        impl $trait<Ball> for Ball {
            type Output = Ball;
            fn $method(self, other: Ball) -> Ball {
                self.$method(&other)
            }
        }
    };
}

binary!(Add, add, add_assign_round, |y: &mut Float, x: &Float| y.add_assign_round(x, Round::Nearest), +, sum_radius);
binary!(Sub, sub, sub_assign_round, |y: &mut Float, x: &Float| y.sub_from_round(x, Round::Nearest), -, sum_radius);
binary!(Mul, mul, mul_assign_round, |y: &mut Float, x: &Float| y.mul_assign_round(x, Round::Nearest), *, product_radius);
binary!(Div, div, div_assign_round, |y: &mut Float, x: &Float| y.div_from_round(x, Round::Nearest), /, quotient_radius);

impl Neg for Ball {
    type Output = Self;
    fn neg(mut self) -> Self {
        if !self.mid.is_zero() {
            self.mid.neg_assign();
        }
        self
    }
}

impl Neg for &Ball {
    type Output = Ball;
    fn neg(self) -> Ball {
        -self.clone()
    }
}

impl Ball {
    /// `x q` for an exact rational `q`.
    pub fn mul_rational(&self, factor: &Rational) -> Self {
        let rad = if self.rad.is_zero() {
            Mag::ZERO
        } else {
            self.rad.mul(Mag::from_rational(factor))
        };
        let (mid, inexact) =
            Float::with_val_round(self.precision(), &self.mid * factor, Round::Nearest);
        Self::rounded(mid, inexact, rad)
    }

    /// `x n` for an exact integer `n`.
    pub fn mul_integer(&self, factor: &Integer) -> Self {
        let rad = if self.rad.is_zero() {
            Mag::ZERO
        } else {
            self.rad.mul(Mag::integer_upper(factor))
        };
        let (mid, inexact) =
            Float::with_val_round(self.precision(), &self.mid * factor, Round::Nearest);
        Self::rounded(mid, inexact, rad)
    }

    /// `x n` for a small integer.
    pub(crate) fn mul_u64(mut self, factor: u64) -> Self {
        self.rad = self.rad.mul(Mag::from_u64(factor));
        let inexact = self.mid.mul_assign_round(factor, Round::Nearest);
        self.absorb_rounding(inexact);
        self
    }

    /// `x / n` for a small positive integer.
    pub(crate) fn div_u64(mut self, divisor: u64) -> Self {
        self.rad = self.rad.div(Mag::from_u64_lower(divisor));
        let inexact = self.mid.div_assign_round(divisor, Round::Nearest);
        self.absorb_rounding(inexact);
        self
    }

    /// `x + q` for an exact rational `q`.
    pub fn add_rational(&self, term: &Rational) -> Self {
        let (mid, inexact) =
            Float::with_val_round(self.precision(), &self.mid + term, Round::Nearest);
        Self::rounded(mid, inexact, self.rad)
    }

    /// `x 2^shift`, exact unless the exponent leaves the range of the midpoint.
    pub fn mul_2exp(&self, shift: i64) -> Self {
        let rad = self.rad.mul_2exp(shift);
        let Some(exp) = self.mid.get_exp() else {
            return Self::from_mid_rad(self.mid.clone(), rad);
        };
        let target = i64::from(exp).saturating_add(shift);
        if target > i64::from(rug::float::exp_max()) {
            return Self::indeterminate(self.precision());
        }
        match i32::try_from(shift) {
            Ok(shift) if target >= i64::from(rug::float::exp_min()) => {
                Self::from_mid_rad(Float::with_val(self.precision(), &self.mid << shift), rad)
            }
            _ => Self::from_mid_rad(Float::new(self.precision()), rad.add(Mag::pow2(target))),
        }
    }

    /// `x^2`: the radius is `2 |m| r + r^2`.
    pub fn square(&self) -> Self {
        let rad = if self.rad.is_zero() {
            Mag::ZERO
        } else {
            Mag::from_float(&self.mid)
                .mul_2exp(1)
                .add(self.rad)
                .mul(self.rad)
        };
        let (mid, inexact) =
            Float::with_val_round(self.precision(), self.mid.square_ref(), Round::Nearest);
        Self::rounded(mid, inexact, rad)
    }

    /// `1 / x`; the whole line when the ball contains zero.
    pub fn recip(&self) -> Self {
        if self.contains_zero() {
            return Self::indeterminate(self.precision());
        }
        let rad = if self.rad.is_zero() {
            Mag::ZERO
        } else {
            let below = Mag::from_float_lower(&self.mid);
            self.rad.div(below).div(below.sub_lower(self.rad))
        };
        let (mid, inexact) =
            Float::with_val_round(self.precision(), self.mid.recip_ref(), Round::Nearest);
        Self::rounded(mid, inexact, rad)
    }

    /// `|x|`.
    pub fn abs(&self) -> Self {
        if !self.is_finite() {
            return self.clone();
        }
        if self.contains_zero() && !self.is_zero() {
            let upper = self.upper().max(&-self.lower());
            return Self::from_bounds(&Float::new(self.precision()), &upper);
        }
        if self.mid.is_sign_negative() {
            -self
        } else {
            self.clone()
        }
    }

    /// `x^exponent`, with `x^0 = 1`, by repeated squaring with guard bits.
    pub fn powi(&self, exponent: u32) -> Self {
        let prec = self.precision();
        let guard = 2 * (32 - exponent.leading_zeros()) + 2;
        let mut result = Self::from_i64(clamped(prec.saturating_add(guard)), 1);
        let base = self.round_to(result.precision());
        for bit in (0..32 - exponent.leading_zeros()).rev() {
            result = result.square();
            if exponent >> bit & 1 == 1 {
                result = result * &base;
            }
        }
        result.round_to(prec)
    }
}
