//! Powers and exponentials of magnitudes.

use super::{GROW, Mag, SHRINK};
use rug::float::Round;

impl Mag {
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

    /// An upper bound of `e^t` over a relative 1.07; infinity for a NaN and beyond `t = 2^58`.
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
}

/// `t log2(e)` rounded up, as an integer and a fraction in `[0, 1]`; `None` for a NaN and beyond `t = 2^58`.
///
/// The constant and the product are each within a relative `2^-52` of the truth, so `2^-50` (and, for the
/// subtraction of the integer part, an absolute `2^-52`) covers the error.
fn binary_exponent(t: f64) -> Option<(i64, f64)> {
    const LIMIT: f64 = (1u64 << 58) as f64;
    if t.is_nan() || t > LIMIT {
        return None;
    }
    let product = t.max(-LIMIT) * std::f64::consts::LOG2_E;
    let slack = (product.abs() + 1.0) / (1u64 << 50) as f64;
    let padded = product + slack;
    let whole = padded.floor();
    Some((whole as i64, padded - whole))
}
