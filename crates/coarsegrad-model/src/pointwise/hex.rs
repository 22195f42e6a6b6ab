//! Hexadecimal floating-point texts, as `printf("%a")` and Python's `float.hex` write them.

use coarsegrad_arith::Integer;

use super::Extended;

impl Extended {
    /// The hexadecimal text of a number with a power of two as denominator: `0x1.ep+2` for `15/2`. Infinities and NaN are
    /// `inf`, `-inf`, `nan`; other rational numbers have no such text.
    ///
    /// The leading digit is 1 but for zero, and there are no trailing zeros: `float.hex` without its padding.
    /// [`Extended::from_str`](std::str::FromStr) reads it back as long as its exponent is within the limit of the
    /// grammar.
    #[must_use]
    pub fn to_hex(&self) -> Option<String> {
        let value = match self {
            Extended::NegativeInfinity | Extended::PositiveInfinity | Extended::Nan => {
                return Some(self.to_string());
            }
            Extended::NegativeZero => return Some("-0x0p+0".to_owned()),
            Extended::Finite(value) if value.is_zero() => return Some("0x0p+0".to_owned()),
            Extended::Finite(value) => value,
        };
        if !value.denom().is_power_of_two() {
            return None;
        }
        let trailing = value.numer().find_one(0)?;
        let odd = Integer::from(value.numer() >> trailing).abs();
        let places = odd.significant_bits() - 1;
        let below = i64::from(value.denom().significant_bits()) - 1;
        let exponent = i64::from(trailing) + i64::from(places) - below;
        let digits = places.div_ceil(4);
        let fraction = (odd - (Integer::from(1) << places)) << (4 * digits - places);
        let sign = if self.is_negative() { "-" } else { "" };
        let point = match digits {
            0 => String::new(),
            _ => format!(
                ".{:0>width$}",
                fraction.to_string_radix(16),
                width = usize::try_from(digits).ok()?
            ),
        };
        Some(format!("{sign}0x1{point}p{exponent:+}"))
    }
}
