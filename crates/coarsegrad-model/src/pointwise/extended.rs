//! Exact inputs and outputs of pointwise operations: rational numbers, signed zeros, infinities and NaN.
//!
//! An [`Extended`] is what a floating-point number denotes, without a format: any rational number is allowed. Its
//! arithmetic is that of IEEE 754 without rounding.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use coarsegrad_arith::{Rational, parse_rational};

use super::PointwiseError;

/// An exact extended real number, or NaN.
///
/// Equality (`==`) is that of representations: `-0 != +0`, `nan == nan`. Numbers are compared with
/// [`Extended::compare`] and [`Extended::same_number`].
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Extended {
    /// Minus infinity.
    NegativeInfinity,
    /// The zero with a negative sign.
    NegativeZero,
    /// A rational number; zero stands for `+0`.
    Finite(Rational),
    /// Plus infinity.
    PositiveInfinity,
    /// Not a number.
    Nan,
}

impl Extended {
    /// `+0`.
    #[must_use]
    pub fn zero() -> Self {
        Extended::Finite(Rational::new())
    }

    /// Whether this is NaN.
    #[must_use]
    pub fn is_nan(&self) -> bool {
        matches!(self, Extended::Nan)
    }

    /// Whether this is one of the two zeros.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        self.rational().is_some_and(|value| value.is_zero())
    }

    /// The rational number, zero for both zeros; `None` for infinities and NaN.
    #[must_use]
    pub fn rational(&self) -> Option<Rational> {
        match self {
            Extended::Finite(value) => Some(value.clone()),
            Extended::NegativeZero => Some(Rational::new()),
            Extended::NegativeInfinity | Extended::PositiveInfinity | Extended::Nan => None,
        }
    }

    /// Whether the sign is negative: `-0` is, NaN is not.
    #[must_use]
    pub fn is_negative(&self) -> bool {
        match self {
            Extended::NegativeInfinity | Extended::NegativeZero => true,
            Extended::Finite(value) => value.cmp0() == Ordering::Less,
            Extended::PositiveInfinity | Extended::Nan => false,
        }
    }

    /// The order of the extended reals, in which the two zeros are equal; `None` where one is NaN.
    #[must_use]
    pub fn compare(&self, other: &Self) -> Option<Ordering> {
        let rank = |value: &Self| match value {
            Extended::NegativeInfinity => -1,
            Extended::PositiveInfinity => 1,
            Extended::NegativeZero | Extended::Finite(_) | Extended::Nan => 0,
        };
        if self.is_nan() || other.is_nan() {
            return None;
        }
        match (self.rational(), other.rational()) {
            (Some(left), Some(right)) => Some(left.cmp(&right)),
            _ => Some(rank(self).cmp(&rank(other))),
        }
    }

    /// The order relative to a rational number; `None` for NaN.
    #[must_use]
    pub fn compare_rational(&self, other: &Rational) -> Option<Ordering> {
        match self {
            Extended::NegativeInfinity => Some(Ordering::Less),
            Extended::PositiveInfinity => Some(Ordering::Greater),
            Extended::Nan => None,
            Extended::Finite(value) => Some(value.cmp(other)),
            Extended::NegativeZero => Some(other.cmp0().reverse()),
        }
    }

    /// Whether both are the same number, the two zeros being one, or both are NaN.
    #[must_use]
    pub fn same_number(&self, other: &Self) -> bool {
        match self.compare(other) {
            Some(order) => order == Ordering::Equal,
            None => self.is_nan() && other.is_nan(),
        }
    }

    /// The absolute value; `+0` for both zeros.
    #[must_use]
    pub fn abs(&self) -> Self {
        if self.is_negative() {
            self.negated()
        } else {
            self.clone()
        }
    }

    /// The number with the opposite sign, of zeros too.
    #[must_use]
    pub fn negated(&self) -> Self {
        match self {
            Extended::NegativeInfinity => Extended::PositiveInfinity,
            Extended::PositiveInfinity => Extended::NegativeInfinity,
            Extended::NegativeZero => Extended::zero(),
            Extended::Finite(value) if value.is_zero() => Extended::NegativeZero,
            Extended::Finite(value) => Extended::Finite(Rational::from(-value)),
            Extended::Nan => Extended::Nan,
        }
    }

    /// The sum; `inf - inf` is NaN, and `x - x = +0`.
    #[must_use]
    pub fn plus(&self, other: &Self) -> Self {
        match (self, other) {
            (Extended::Nan, _)
            | (_, Extended::Nan)
            | (Extended::NegativeInfinity, Extended::PositiveInfinity)
            | (Extended::PositiveInfinity, Extended::NegativeInfinity) => Extended::Nan,
            (Extended::NegativeZero, Extended::NegativeZero) => Extended::NegativeZero,
            (left, right) => match (left.rational(), right.rational()) {
                (Some(left), Some(right)) => Extended::Finite(left + right),
                (None, _) => left.clone(),
                (_, None) => right.clone(),
            },
        }
    }

    /// The product; `0 * inf` is NaN, and a zero has the product of the signs.
    #[must_use]
    pub fn times(&self, other: &Self) -> Self {
        if self.is_nan() || other.is_nan() {
            return Extended::Nan;
        }
        let negative = self.is_negative() != other.is_negative();
        match (self.rational(), other.rational()) {
            (Some(left), Some(right)) => {
                let product = left * right;
                if product.is_zero() && negative {
                    Extended::NegativeZero
                } else {
                    Extended::Finite(product)
                }
            }
            _ if self.is_zero() || other.is_zero() => Extended::Nan,
            _ if negative => Extended::NegativeInfinity,
            _ => Extended::PositiveInfinity,
        }
    }

    /// The same value with `+0` for both zeros: the form of every result whose sign of zero is not specified.
    #[must_use]
    pub fn with_positive_zero(self) -> Self {
        match self {
            Extended::NegativeZero => Extended::zero(),
            other => other,
        }
    }
}

impl From<Rational> for Extended {
    fn from(value: Rational) -> Self {
        Extended::Finite(value)
    }
}

impl From<i64> for Extended {
    fn from(value: i64) -> Self {
        Extended::Finite(Rational::from(value))
    }
}

impl FromStr for Extended {
    type Err = PointwiseError;

    /// Reads a number as [`parse_rational`] does, exactly, and besides `inf`, `infinity` and `nan` in any case and
    /// with an optional sign; a zero with a minus sign is `-0`.
    fn from_str(text: &str) -> Result<Self, PointwiseError> {
        let (negative, body) = match text.strip_prefix('-') {
            Some(body) => (true, body),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        if body.eq_ignore_ascii_case("nan") {
            return Ok(Extended::Nan);
        }
        if body.eq_ignore_ascii_case("inf") || body.eq_ignore_ascii_case("infinity") {
            return Ok(if negative {
                Extended::NegativeInfinity
            } else {
                Extended::PositiveInfinity
            });
        }
        let value = parse_rational(text).map_err(|source| PointwiseError::NotANumber { source })?;
        Ok(if negative && value.is_zero() {
            Extended::NegativeZero
        } else {
            Extended::Finite(value)
        })
    }
}

impl fmt::Display for Extended {
    /// `15/2`, `-3`, `-0`, `inf`, `-inf` or `nan`: what [`Extended::from_str`] reads back.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Extended::NegativeInfinity => f.write_str("-inf"),
            Extended::NegativeZero => f.write_str("-0"),
            Extended::Finite(value) => write!(f, "{value}"),
            Extended::PositiveInfinity => f.write_str("inf"),
            Extended::Nan => f.write_str("nan"),
        }
    }
}
