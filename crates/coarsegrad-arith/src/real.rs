//! The numbers that a definition may be written in.

use std::cmp::Ordering;
use std::fmt::Debug;
use std::ops::{Add, Mul, Neg, Sub};

use crate::{Ball, Rational};

/// Ring operations, exact constants and a sign that may be undecided.
///
/// A definition or a closed form is written once, over [`Scalar`] or [`Real`], and runs in every
/// arithmetic that has the operations it uses:
///
/// | type | `Scalar` | `Real` | what comes out |
/// |---|---|---|---|
/// | `f64` | yes | yes | an approximation, nothing guaranteed |
/// | [`Rational`] | yes | no | the exact value |
/// | [`Ball`] | yes | yes | an enclosure |
/// | [`Symbolic`](crate::Symbolic) | yes | yes | the exact value, or *unknown* outside its class |
pub trait Scalar:
    Clone
    + Debug
    + Neg<Output = Self>
    + for<'a> Add<&'a Self, Output = Self>
    + for<'a> Sub<&'a Self, Output = Self>
    + for<'a> Mul<&'a Self, Output = Self>
{
    /// What it takes to make a constant: nothing, or the working precision in bits.
    type Context: Clone;

    /// The context that this number was made in.
    fn context(&self) -> Self::Context;

    /// The constant `value` in this arithmetic (rounded to nearest for `f64`).
    fn from_rational(context: &Self::Context, value: &Rational) -> Self;

    /// The sign, or `None` where this arithmetic cannot tell (a ball that contains zero, a NaN).
    fn sign(&self) -> Option<Ordering>;

    /// `e^self` where this arithmetic is closed under it; rationals are only at zero.
    fn exp(&self) -> Option<Self>;

    /// `factor * self` for an exact factor.
    #[must_use]
    fn scale(&self, factor: &Rational) -> Self {
        Self::from_rational(&self.context(), factor) * self
    }

    /// `2^exponent * self`, exactly (for `f64`: up to underflow).
    #[must_use]
    fn mul_2exp(&self, exponent: i8) -> Self {
        self.scale(&(Rational::from(1) << i32::from(exponent)))
    }

    /// The constant zero.
    fn zero(context: &Self::Context) -> Self {
        Self::from_rational(context, &Rational::new())
    }
}

/// A [`Scalar`] with roots, angles and the special functions of the closed forms.
///
/// Outside a function's domain the result is the arithmetic's own "no value": NaN, the
/// indeterminate ball, the unknown symbolic value.
pub trait Real: Scalar {
    /// The constant pi.
    fn pi(context: &Self::Context) -> Self;
    /// `1 / self`, for `self != 0`.
    #[must_use]
    fn recip(&self) -> Self;
    /// The square root, for `self >= 0`.
    #[must_use]
    fn sqrt(&self) -> Self;
    /// `e^self - 1`, without cancellation near zero.
    #[must_use]
    fn exp_m1(&self) -> Self;
    /// The error function `2/sqrt(pi) int_0^self e^(-t^2) dt`.
    #[must_use]
    fn erf(&self) -> Self;
    /// `1 - erf(self)`, without cancellation for large arguments.
    #[must_use]
    fn erfc(&self) -> Self;
    /// Owen's function `T(h, slope) = (1/2pi) int_0^slope e^(-h^2(1+x^2)/2)/(1+x^2) dx`.
    #[must_use]
    fn owen_t(h: &Self, slope: &Self) -> Self;
    /// The angle of the point `(x, y)` in `(-pi, pi]`, for `(x, y) != (0, 0)`.
    #[must_use]
    fn atan2(y: &Self, x: &Self) -> Self;
}

impl Scalar for f64 {
    type Context = ();

    fn context(&self) {}

    fn from_rational((): &(), value: &Rational) -> Self {
        // rug rounds to_f64 towards zero: go through a correctly rounded conversion.
        Ball::from_rational(53, value).to_f64()
    }

    fn sign(&self) -> Option<Ordering> {
        self.partial_cmp(&0.0)
    }

    fn exp(&self) -> Option<Self> {
        Some(f64::exp(*self))
    }

    fn scale(&self, factor: &Rational) -> Self {
        self * Self::from_rational(&(), factor)
    }

    fn mul_2exp(&self, exponent: i8) -> Self {
        self * f64::powi(2.0, i32::from(exponent))
    }
}

impl Real for f64 {
    fn pi((): &()) -> Self {
        std::f64::consts::PI
    }

    fn recip(&self) -> Self {
        f64::recip(*self)
    }

    fn sqrt(&self) -> Self {
        f64::sqrt(*self)
    }

    fn exp_m1(&self) -> Self {
        f64::exp_m1(*self)
    }

    fn erf(&self) -> Self {
        libm::erf(*self)
    }

    fn erfc(&self) -> Self {
        libm::erfc(*self)
    }

    fn owen_t(h: &Self, slope: &Self) -> Self {
        match (Rational::from_f64(*h), Rational::from_f64(*slope)) {
            (Some(h), Some(slope)) => {
                let ball = |x| Ball::from_rational(64, &x);
                Ball::owen_t(&ball(h), &ball(slope)).to_f64()
            }
            _ => f64::NAN,
        }
    }

    fn atan2(y: &Self, x: &Self) -> Self {
        f64::atan2(*y, *x)
    }
}

impl Scalar for Rational {
    type Context = ();

    fn context(&self) {}

    fn from_rational((): &(), value: &Rational) -> Self {
        value.clone()
    }

    fn sign(&self) -> Option<Ordering> {
        Some(self.cmp0())
    }

    fn exp(&self) -> Option<Self> {
        self.is_zero().then(|| Rational::from(1))
    }
}

impl Scalar for Ball {
    type Context = u32;

    fn context(&self) -> u32 {
        self.precision()
    }

    fn from_rational(precision: &u32, value: &Rational) -> Self {
        Ball::from_rational(*precision, value)
    }

    fn sign(&self) -> Option<Ordering> {
        Ball::sign(self)
    }

    fn exp(&self) -> Option<Self> {
        Some(Ball::exp(self))
    }

    fn scale(&self, factor: &Rational) -> Self {
        self.mul_rational(factor)
    }

    fn mul_2exp(&self, exponent: i8) -> Self {
        Ball::mul_2exp(self, i64::from(exponent))
    }

    fn zero(precision: &u32) -> Self {
        Ball::zero(*precision)
    }
}

impl Real for Ball {
    fn pi(precision: &u32) -> Self {
        Ball::pi(*precision)
    }

    fn recip(&self) -> Self {
        Ball::recip(self)
    }

    fn sqrt(&self) -> Self {
        Ball::sqrt(self)
    }

    fn exp_m1(&self) -> Self {
        Ball::exp_m1(self)
    }

    fn erf(&self) -> Self {
        Ball::erf(self)
    }

    fn erfc(&self) -> Self {
        Ball::erfc(self)
    }

    fn owen_t(h: &Self, slope: &Self) -> Self {
        Ball::owen_t(h, slope)
    }

    fn atan2(y: &Self, x: &Self) -> Self {
        Ball::atan2(y, x)
    }
}
