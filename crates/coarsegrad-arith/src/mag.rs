//! Magnitudes: non-negative bounds `man * 2^exp`, cheap enough to accompany every operation on a ball.
//!
//! A magnitude carries a 53-bit significand `man` in `[1, 2)` and a 64-bit exponent, so that it neither overflows nor
//! underflows where a `f64` would; the two extra values are zero and infinity.
//!
//! **Rounding.** Let `u = 2^-53`. One `f64` operation on significands answers `c` with `c >= t (1 - u)` and
//! `c <= t (1 + u)` for the exact `t` (all values lie in `[2^-120, 2^8]`, far from the subnormal range). An upper bound
//! multiplies by `1 + 2^-50`: `fl(c (1 + 2^-50)) >= t (1 - u)^2 (1 + 2^-50) >= t`. A lower bound multiplies by
//! `1 - 2^-50` for the same reason. Functions answer upper bounds unless their name ends in `_lower`.

use rug::float::Round;
use rug::{Float, Integer, Rational};
use std::cmp::Ordering;

const GROW: f64 = 1.0 + 1.0 / (1u64 << 50) as f64;
const SHRINK: f64 = 1.0 - 1.0 / (1u64 << 50) as f64;
/// Exponents beyond this are replaced by infinity (above) or by the smallest positive magnitude (below).
const EXP_LIMIT: i64 = 1 << 60;
/// From this distance of exponents on, the smaller term is below the rounding of the larger one.
const NEGLIGIBLE: i64 = 60;

/// A non-negative extended real `man * 2^exp`, used as an upper (or, where said, lower) bound.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mag {
    man: f64,
    exp: i64,
}

impl Mag {
    /// Zero.
    pub const ZERO: Self = Self { man: 0.0, exp: 0 };
    /// One.
    pub const ONE: Self = Self { man: 1.0, exp: 0 };
    /// Infinity: the radius of the whole line.
    pub const INFINITY: Self = Self {
        man: f64::INFINITY,
        exp: 0,
    };

    /// `2^exp`, exact while `|exp|` is at most `2^60`, an upper bound beyond.
    pub const fn pow2(exp: i64) -> Self {
        if exp > EXP_LIMIT {
            Self::INFINITY
        } else if exp < -EXP_LIMIT {
            Self {
                man: 1.0,
                exp: -EXP_LIMIT,
            }
        } else {
            Self { man: 1.0, exp }
        }
    }

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

    /// Whether this is exactly zero.
    pub fn is_zero(self) -> bool {
        self.man == 0.0
    }

    /// Whether this is not infinity.
    pub fn is_finite(self) -> bool {
        self.man.is_finite()
    }

    /// The exponent `e` with `2^e <= self < 2^(e+1)`; `None` for zero and infinity.
    pub fn exponent(self) -> Option<i64> {
        (self.man > 0.0 && self.man.is_finite()).then_some(self.exp)
    }

    /// The sum, rounded up.
    #[expect(
        clippy::should_implement_trait,
        reason = "rounds: a named method says so better than an operator"
    )]
    pub fn add(self, other: Self) -> Self {
        if self.man == 0.0 {
            return other;
        }
        if other.man == 0.0 {
            return self;
        }
        if !self.is_finite() || !other.is_finite() {
            return Self::INFINITY;
        }
        let (large, small) = if self.exp >= other.exp {
            (self, other)
        } else {
            (other, self)
        };
        let distance = large.exp - small.exp;
        if distance >= NEGLIGIBLE {
            return large.grown();
        }
        Self::normalised((large.man + small.man * exp2(-distance)) * GROW, large.exp)
    }

    /// The sum, rounded down.
    pub fn add_lower(self, other: Self) -> Self {
        let (large, small) = if self.compare(other) == Ordering::Less {
            (other, self)
        } else {
            (self, other)
        };
        if small.man == 0.0 || !large.is_finite() || large.exp - small.exp >= NEGLIGIBLE {
            return large;
        }
        Self::normalised_lower(
            (large.man + small.man * exp2(small.exp - large.exp)) * SHRINK,
            large.exp,
        )
    }

    /// The difference rounded down, zero where it is not positive: `self` a lower, `other` an upper bound.
    pub fn sub_lower(self, other: Self) -> Self {
        if other.man == 0.0 {
            return self;
        }
        if !other.is_finite() || self.compare(other) != Ordering::Greater {
            return Self::ZERO;
        }
        let distance = self.exp - other.exp;
        let man = if distance >= NEGLIGIBLE {
            self.man
        } else {
            self.man - other.man * exp2(-distance)
        };
        Self::normalised_lower(man * SHRINK, self.exp)
    }

    /// The product, rounded up; infinity times anything is infinity.
    #[expect(
        clippy::should_implement_trait,
        reason = "rounds: a named method says so better than an operator"
    )]
    pub fn mul(self, other: Self) -> Self {
        if !self.is_finite() || !other.is_finite() {
            return Self::INFINITY;
        }
        if self.man == 0.0 || other.man == 0.0 {
            return Self::ZERO;
        }
        Self::normalised(self.man * other.man * GROW, self.exp + other.exp)
    }

    /// The product, rounded down.
    pub fn mul_lower(self, other: Self) -> Self {
        if self.man == 0.0 || other.man == 0.0 || !self.is_finite() || !other.is_finite() {
            return Self::ZERO;
        }
        Self::normalised_lower(self.man * other.man * SHRINK, self.exp + other.exp)
    }

    /// The quotient by a lower bound, rounded up; infinity when that bound is zero.
    #[expect(
        clippy::should_implement_trait,
        reason = "rounds: a named method says so better than an operator"
    )]
    pub fn div(self, divisor_lower: Self) -> Self {
        if !self.is_finite() || !divisor_lower.is_finite() || divisor_lower.man == 0.0 {
            return Self::INFINITY;
        }
        if self.man == 0.0 {
            return Self::ZERO;
        }
        Self::normalised(
            self.man / divisor_lower.man * GROW,
            self.exp - divisor_lower.exp,
        )
    }

    /// The quotient by an upper bound, rounded down; zero when that bound is zero or infinite.
    pub fn div_lower(self, divisor: Self) -> Self {
        if self.man == 0.0 || divisor.man == 0.0 || !divisor.is_finite() {
            return Self::ZERO;
        }
        Self::normalised_lower(self.man / divisor.man * SHRINK, self.exp - divisor.exp)
    }

    /// The square root, rounded up.
    pub fn sqrt(self) -> Self {
        if self.man == 0.0 || !self.is_finite() {
            return self;
        }
        let odd = self.exp & 1;
        Self::normalised((self.man * exp2(odd)).sqrt() * GROW, (self.exp - odd) / 2)
    }

    /// The square root, rounded down.
    pub fn sqrt_lower(self) -> Self {
        if self.man == 0.0 || !self.is_finite() {
            return Self::ZERO;
        }
        let odd = self.exp & 1;
        Self::normalised_lower((self.man * exp2(odd)).sqrt() * SHRINK, (self.exp - odd) / 2)
    }

    /// `self * 2^shift`, exact within the exponent limit, an upper bound beyond.
    pub fn mul_2exp(self, shift: i64) -> Self {
        if self.man == 0.0 || !self.is_finite() {
            return self;
        }
        Self::bounded(self.man, self.exp.saturating_add(shift))
    }

    /// The power, rounded up.
    pub fn powi(self, exponent: u32) -> Self {
        let mut result = Self::ONE;
        for bit in (0..32 - exponent.leading_zeros()).rev() {
            result = result.mul(result);
            if exponent >> bit & 1 == 1 {
                result = result.mul(self);
            }
        }
        result
    }

    /// `10^exponent`, rounded up.
    pub fn pow10(exponent: i64) -> Self {
        if exponent < 0 {
            return Self::ONE.div(Self::pow10_lower(exponent.saturating_neg()));
        }
        Self::power_of_ten(exponent.unsigned_abs(), Self::mul)
    }

    /// `10^exponent`, rounded down.
    pub fn pow10_lower(exponent: i64) -> Self {
        if exponent < 0 {
            return Self::ONE.div_lower(Self::pow10(exponent.saturating_neg()));
        }
        Self::power_of_ten(exponent.unsigned_abs(), Self::mul_lower)
    }

    fn power_of_ten(exponent: u64, product: fn(Self, Self) -> Self) -> Self {
        let ten = Self { man: 1.25, exp: 3 };
        let mut result = Self::ONE;
        for bit in (0..64 - exponent.leading_zeros()).rev() {
            result = product(result, result);
            if exponent >> bit & 1 == 1 {
                result = product(result, ten);
            }
        }
        result
    }

    /// The common logarithm to about twelve digits, for choosing exponents only; `None` for zero and infinity.
    pub(crate) fn log10_estimate(self) -> Option<f64> {
        let exp = self.exponent()?;
        Some((exp as f64 + self.man.log2()) * std::f64::consts::LOG10_2)
    }

    /// An upper bound of `e^t` over a relative 1.07; infinity for a NaN.
    ///
    /// With `t log2(e) <= k + f`, `k` an integer and `0 <= f <= 1`: `e^t <= 2^k 2^f <= 2^k (1 + f)` by convexity.
    pub fn exp(t: f64) -> Self {
        let Some((whole, fraction)) = binary_exponent(t) else {
            return Self::INFINITY;
        };
        Self::normalised((1.0 + fraction) * GROW, whole)
    }

    /// An upper bound of `e^(-self^2)`, where `self` is a lower bound.
    pub fn exp_minus_square(self) -> Self {
        // Beyond 2^29 the square exceeds 2^58, where the bound is saturated anyway.
        let root = self
            .min(Self::pow2(29))
            .to_float(false)
            .to_f64_round(Round::Down);
        Self::exp(-(root * root * SHRINK))
    }

    /// The greater of two.
    pub fn max(self, other: Self) -> Self {
        if self.compare(other) == Ordering::Less {
            other
        } else {
            self
        }
    }

    /// The smaller of two.
    pub fn min(self, other: Self) -> Self {
        if self.compare(other) == Ordering::Greater {
            other
        } else {
            self
        }
    }

    /// The order of two magnitudes, exact.
    pub fn compare(self, other: Self) -> Ordering {
        let class = |mag: Self| {
            if mag.man == 0.0 {
                0u8
            } else if mag.is_finite() {
                1
            } else {
                2
            }
        };
        class(self)
            .cmp(&class(other))
            .then_with(|| self.exp.cmp(&other.exp))
            .then_with(|| self.man.total_cmp(&other.man))
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

    fn grown(self) -> Self {
        if self.man == 0.0 || !self.is_finite() {
            return self;
        }
        Self::normalised(self.man * GROW, self.exp)
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

    /// Splits a positive normal `f64` into significand and exponent; exponents out of range become an upper bound.
    fn normalised(man: f64, exp: i64) -> Self {
        let (man, carry) = split(man);
        Self::bounded(man, exp + carry)
    }

    fn normalised_lower(man: f64, exp: i64) -> Self {
        let (man, carry) = split(man);
        let exp = exp + carry;
        if exp < -EXP_LIMIT {
            Self::ZERO
        } else if exp > EXP_LIMIT {
            Self {
                man: 1.0,
                exp: EXP_LIMIT,
            }
        } else {
            Self { man, exp }
        }
    }

    fn bounded(man: f64, exp: i64) -> Self {
        if exp.unsigned_abs() <= EXP_LIMIT.unsigned_abs() {
            Self { man, exp }
        } else {
            Self::pow2(exp)
        }
    }
}

/// The significand in `[1, 2)` and the exponent of a positive normal number.
fn split(value: f64) -> (f64, i64) {
    const FRACTION: u64 = (1 << 52) - 1;
    const ONE: u64 = 1023 << 52;
    let bits = value.to_bits();
    let exponent = (bits >> 52) as i64 - 1023;
    (f64::from_bits((bits & FRACTION) | ONE), exponent)
}

/// `2^exp` for `|exp| <= 1000`, exact.
fn exp2(exp: i64) -> f64 {
    f64::from_bits(((1023 + exp) as u64) << 52)
}

/// `t log2(e)` rounded up, as an integer and a fraction in `[0, 1]`; `None` for a NaN.
///
/// The constant and the product are each within a relative `2^-52` of the truth, so `2^-50` (and, for the
/// subtraction of the integer part, an absolute `2^-52`) covers the error.
fn binary_exponent(t: f64) -> Option<(i64, f64)> {
    const LIMIT: f64 = (1u64 << 58) as f64;
    if t.is_nan() {
        return None;
    }
    let product = t.clamp(-LIMIT, LIMIT) * std::f64::consts::LOG2_E;
    let slack = (product.abs() + 1.0) / (1u64 << 50) as f64;
    let padded = product + slack;
    let whole = padded.floor();
    Some((whole as i64, padded - whole))
}
