//! Magnitudes from numbers and back, rounded in the direction that the name says.

use super::{GROW, Mag, SHRINK, exp2};
use rug::float::Round;
use rug::{Float, Integer, Rational};
use std::cmp::Ordering;

impl Mag {
    /// `|value|`, exact; infinity for a NaN.
    pub fn from_f64(value: f64) -> Self {
        let value = value.abs();
        if value == 0.0 {
            Self::ZERO
        } else if !value.is_finite() {
            Self::INFINITY
        } else if value < f64::MIN_POSITIVE {
            Self::normalised(value * 2f64.powi(200), -200)
        } else {
            Self::normalised(value, 0)
        }
    }

    /// An upper bound of `value`.
    pub(crate) fn from_u64(value: u64) -> Self {
        if value == 0 {
            Self::ZERO
        } else {
            Self::normalised(value as f64 * GROW, 0)
        }
    }

    /// A lower bound of `value`.
    pub(crate) fn from_u64_lower(value: u64) -> Self {
        if value == 0 {
            Self::ZERO
        } else {
            Self::normalised_lower(value as f64 * SHRINK, 0)
        }
    }

    /// An upper bound of `|value|`; infinity for an infinite or NaN value.
    pub fn from_float(value: &Float) -> Self {
        match Self::truncated(value) {
            Some(below) => below.grown(),
            None if value.is_zero() => Self::ZERO,
            None => Self::INFINITY,
        }
    }

    /// A lower bound of `|value|`; zero for an infinite or NaN value.
    pub fn from_float_lower(value: &Float) -> Self {
        Self::truncated(value).unwrap_or(Self::ZERO)
    }

    /// An upper bound of `|value|`.
    pub fn from_rational(value: &Rational) -> Self {
        let numerator = Self::integer_truncated(value.numer());
        if numerator.is_zero() {
            return numerator;
        }
        numerator
            .grown()
            .div(Self::integer_truncated(value.denom()))
    }

    /// A lower bound of `|value|`.
    pub fn from_rational_lower(value: &Rational) -> Self {
        Self::integer_truncated(value.numer())
            .div_lower(Self::integer_truncated(value.denom()).grown())
    }

    /// The value as a rational number; `None` for infinity or an exponent beyond `limit` bits.
    pub fn to_rational(self, limit: u32) -> Option<Rational> {
        if !self.is_finite() || self.exp.unsigned_abs() > u64::from(limit) {
            return None;
        }
        let man = Rational::from_f64(self.man)?;
        let shift = i32::try_from(self.exp).ok()?;
        Some(man << shift)
    }

    /// The value as a 53-bit float rounded in the given direction (up: infinity or the least positive float outside
    /// the exponent range; otherwise the greatest float or zero).
    pub(crate) fn to_float(self, up: bool) -> Float {
        let Some(exp) = self.exponent() else {
            return Float::with_val(53, self.man);
        };
        let (least, most) = (rug::float::exp_min(), rug::float::exp_max());
        if exp >= i64::from(most) {
            let mut value = Float::with_val(53, rug::float::Special::Infinity);
            if !up {
                value.next_down();
            }
            return value;
        }
        if exp < i64::from(least) - 1 {
            let mut value = Float::new(53);
            if up {
                value.next_up();
            }
            return value;
        }
        // In MPFR's convention the result has exponent `exp + 1`, between `least` and `most`: the shift is exact.
        Float::with_val(53, self.man) << i32::try_from(exp).unwrap_or(0)
    }

    /// The least `f64` that is not below.
    pub fn to_f64(self) -> f64 {
        if self.exp.unsigned_abs() <= 1000 {
            return self.man * exp2(self.exp);
        }
        self.to_float(true).to_f64_round(Round::Up)
    }

    /// `|value|` cut to 53 bits, within a relative `2^-52` below; `None` unless finite and non-zero.
    fn truncated(value: &Float) -> Option<Self> {
        let exp = value.get_exp()?;
        let significand = value.get_significand()?;
        let (man, _) = significand.to_f64_exp();
        Some(Self {
            man: man.abs() * 2.0,
            exp: i64::from(exp) - 1,
        })
    }

    /// `|value|` cut to 53 bits, within a relative `2^-52` below.
    pub(crate) fn integer_truncated(value: &Integer) -> Self {
        if value.is_zero() {
            return Self::ZERO;
        }
        let (man, exp) = value.to_f64_exp();
        Self {
            man: man.abs() * 2.0,
            exp: i64::from(exp) - 1,
        }
    }

    /// An upper bound of `|value|`.
    pub(crate) fn integer_upper(value: &Integer) -> Self {
        if value.significant_bits() <= 53 {
            Self::integer_truncated(value)
        } else {
            Self::integer_truncated(value).grown()
        }
    }

    /// The order of `|value|` and this magnitude, exact; `value` is finite.
    pub(crate) fn compare_abs_float(value: &Float, bound: Self) -> Ordering {
        let Some(exp) = value.get_exp() else {
            return if value.is_zero() && bound.man != 0.0 {
                Ordering::Less
            } else {
                Ordering::Equal
            };
        };
        let Some(bound_exp) = bound.exponent() else {
            return if bound.man == 0.0 {
                Ordering::Greater
            } else {
                Ordering::Less
            };
        };
        // |value| lies in [2^(exp-1), 2^exp), the bound in [2^bound_exp, 2^(bound_exp+1)).
        (i64::from(exp) - 1).cmp(&bound_exp).then_with(|| {
            let bound = Float::with_val(53, bound.man) << (exp - 1);
            value.cmp_abs(&bound).unwrap_or(Ordering::Equal)
        })
    }
}
