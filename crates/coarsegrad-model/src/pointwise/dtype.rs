//! Binary floating-point formats: what a bit pattern denotes, and which pattern denotes a number.
//!
//! A format has `e` exponent bits and `m` fraction bits. With bias `2^(e-1) - 1` and `emin = 2 - 2^(e-1)`, the positive
//! patterns in increasing order are the numbers `k 2^(emin - m)` for `k < 2^m` (zero and the subnormal numbers), then
//! `k 2^(E - m)` for `2^m <= k < 2^(m+1)` and each exponent `E` from `emin` on, then infinity, then NaNs. So
//! `pattern = (E - emin) 2^m + k` in all finite cases, and a significand that rounds up to `2^(m+1)` lands on the next
//! binade, or on infinity, by itself.

use coarsegrad_arith::{Integer, Rational};

use super::axes::named;
use super::rounding::round_half_even;
use super::{Extended, PointwiseError};

named! {
    /// A binary floating-point format.
    Dtype: "dtype" {
        /// IEEE 754 binary64.
        F64 = "f64",
        /// IEEE 754 binary32.
        F32 = "f32",
        /// The upper half of binary32.
        Bf16 = "bf16",
        /// IEEE 754 binary16.
        F16 = "f16",
    }
}

impl Dtype {
    /// The number of bits of a pattern.
    #[must_use]
    pub fn width(self) -> u32 {
        1 + self.exponent_bits() + self.fraction_bits()
    }

    /// The number of exponent bits `e`.
    #[must_use]
    pub fn exponent_bits(self) -> u32 {
        match self {
            Dtype::F64 => 11,
            Dtype::F32 | Dtype::Bf16 => 8,
            Dtype::F16 => 5,
        }
    }

    /// The number of fraction bits `m`; significands have one bit more.
    #[must_use]
    pub fn fraction_bits(self) -> u32 {
        match self {
            Dtype::F64 => 52,
            Dtype::F32 => 23,
            Dtype::Bf16 => 7,
            Dtype::F16 => 10,
        }
    }

    /// The exponent of the least normal number, `emin`.
    #[must_use]
    pub fn min_exponent(self) -> i32 {
        2 - (1 << (self.exponent_bits() - 1))
    }

    /// The exponent of the greatest finite numbers.
    #[must_use]
    pub fn max_exponent(self) -> i32 {
        (1 << (self.exponent_bits() - 1)) - 1
    }

    fn sign_bit(self) -> u64 {
        1 << (self.width() - 1)
    }

    fn infinity(self) -> u64 {
        ((1 << self.exponent_bits()) - 1) << self.fraction_bits()
    }

    /// What the pattern in the low [`width`](Dtype::width) bits denotes, exactly. Every NaN pattern is
    /// [`Extended::Nan`].
    ///
    /// # Errors
    /// [`PointwiseError::Parameter`] unless the higher bits are zero.
    pub fn decode(self, bits: u64) -> Result<Extended, PointwiseError> {
        if self.width() < 64 && bits >> self.width() != 0 {
            return Err(PointwiseError::parameter(
                "bits",
                "a pattern of the format's width",
                &format_args!("0x{bits:x}"),
            ));
        }
        let negative = bits & self.sign_bit() != 0;
        let magnitude = bits & !self.sign_bit();
        if magnitude > self.infinity() {
            return Ok(Extended::Nan);
        }
        let value = if magnitude == self.infinity() {
            Extended::PositiveInfinity
        } else {
            Extended::Finite(self.magnitude(magnitude))
        };
        Ok(if negative { value.negated() } else { value })
    }

    /// The number that a finite positive pattern denotes.
    fn magnitude(self, pattern: u64) -> Rational {
        let hidden = 1_u64 << self.fraction_bits();
        let field = pattern >> self.fraction_bits();
        let fraction = pattern & (hidden - 1);
        let (significand, above) = match field {
            0 => (fraction, 0),
            _ => (fraction + hidden, field - 1),
        };
        let exponent = self.least_exponent() + i32::try_from(above).unwrap_or(i32::MAX / 2);
        Rational::from(significand) << exponent
    }

    /// The exponent of the least positive number, `emin - m`.
    fn least_exponent(self) -> i32 {
        self.min_exponent() - i32::try_from(self.fraction_bits()).unwrap_or(0)
    }

    /// The pattern that denotes `value`, or `None` where there is none: the format cannot represent it.
    ///
    /// NaN is encoded as the quiet NaN with sign and payload zero.
    #[must_use]
    pub fn encode(self, value: &Extended) -> Option<u64> {
        let bits = self.round(value);
        let back = self.decode(bits).ok()?;
        (back == *value).then_some(bits)
    }

    /// The pattern of the number nearest to `value`, ties to the even pattern; what exceeds the greatest finite number
    /// by half an ulp or more is infinite, and what underflows keeps its sign.
    #[must_use]
    pub fn round(self, value: &Extended) -> u64 {
        let magnitude = match value {
            Extended::Nan => self.infinity() | 1 << (self.fraction_bits() - 1),
            Extended::NegativeInfinity | Extended::PositiveInfinity => self.infinity(),
            Extended::NegativeZero => 0,
            Extended::Finite(value) => self.round_magnitude(&value.clone().abs()),
        };
        if value.is_negative() {
            magnitude | self.sign_bit()
        } else {
            magnitude
        }
    }

    fn round_magnitude(self, value: &Rational) -> u64 {
        let Some(exponent) = floor_log2(value) else {
            return 0;
        };
        if exponent > i64::from(self.max_exponent()) {
            return self.infinity();
        }
        let least = i64::from(self.min_exponent());
        // Below half the least positive number nothing but zero is near: the shift stays small.
        if exponent < least - i64::from(self.fraction_bits()) - 2 {
            return 0;
        }
        let exponent = exponent.max(least);
        let above = u64::try_from(exponent - least).unwrap_or(0);
        let shift = self.least_exponent() + i32::try_from(above).unwrap_or(0);
        let significand = round_half_even(&(value.clone() >> shift));
        (above << self.fraction_bits()) + significand.to_u64().unwrap_or(0)
    }

    /// The nearest number of the format, as [`Dtype::round`] and [`Dtype::decode`].
    #[must_use]
    pub fn rounded(self, value: &Extended) -> Extended {
        self.decode(self.round(value)).unwrap_or(Extended::Nan)
    }

    /// The unit in the last place at a finite `value`: `2^(max(floor(log2 |value|), emin) - m)`, at zero the least
    /// positive number, and beyond the greatest finite number that number's unit. `None` for infinities and NaN.
    #[must_use]
    pub fn ulp(self, value: &Extended) -> Option<Rational> {
        let exponent = match floor_log2(&value.rational()?.abs()) {
            Some(exponent) => exponent.clamp(
                i64::from(self.min_exponent()),
                i64::from(self.max_exponent()),
            ),
            None => i64::from(self.min_exponent()),
        };
        let shift = i32::try_from(exponent).ok()? - i32::try_from(self.fraction_bits()).ok()?;
        Some(Rational::from(1) << shift)
    }

    /// The number of steps from one number of the format to the next that lead from `left` to `right`; the two zeros
    /// are one number, and infinity follows the greatest finite number. `None` where one is NaN or no pattern.
    #[must_use]
    pub fn distance_in_ulps(self, left: u64, right: u64) -> Option<u64> {
        let place = |bits: u64| -> Option<i128> {
            if self.decode(bits).ok()?.is_nan() {
                return None;
            }
            let magnitude = i128::from(bits & !self.sign_bit());
            Some(if bits & self.sign_bit() == 0 {
                magnitude
            } else {
                -magnitude
            })
        };
        let distance = place(left)?.abs_diff(place(right)?);
        u64::try_from(distance).ok()
    }
}

/// `floor(log2 value)` for `value > 0`, otherwise `None`.
fn floor_log2(value: &Rational) -> Option<i64> {
    if !value.is_positive() {
        return None;
    }
    let bits = |n: &Integer| i64::from(n.significant_bits());
    let estimate = bits(value.numer()) - bits(value.denom());
    let reached = if estimate >= 0 {
        let power = Integer::from(value.denom() << u32::try_from(estimate).ok()?);
        *value.numer() >= power
    } else {
        let scaled = Integer::from(value.numer() << u32::try_from(-estimate).ok()?);
        scaled >= *value.denom()
    };
    Some(if reached { estimate } else { estimate - 1 })
}
