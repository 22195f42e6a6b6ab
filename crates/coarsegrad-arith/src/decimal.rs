//! Decimal printing that rounds outwards.
//!
//! A ball is printed as two decimal texts such that the exact interval `[mid - rad, mid + rad]` they spell contains
//! the ball: the midpoint is rounded to a multiple of `10^quantum`, and the radius is increased by the error of that
//! rounding and rounded up to two significant digits.

use crate::ball::Ball;
use crate::mag::Mag;
use rug::Integer;
use rug::ops::Pow;
use std::cmp::Ordering;
use std::fmt;

/// Quanta beyond this are brought back to it.
const QUANTUM_LIMIT: i64 = 400_000_000;
/// A leading digit at or above this decimal place is printed without an exponent, ...
const LEAST_POSITIONAL: i64 = -7;
/// ... and so is one at or below this.
const MOST_POSITIONAL: i64 = 40;
/// Radii below `2^-2^40` are printed as that.
const LEAST_RADIUS_EXP: i64 = -(1 << 40);

/// A ball as two decimal texts; `[mid - rad, mid + rad]`, read exactly, contains it.
///
/// The whole line is midpoint `"0"` with radius `"inf"`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decimal {
    /// The midpoint: `"0"`, `"-12.50"`, or `"1.234e-4000"` far from one.
    pub mid: String,
    /// The radius: `"0"`, `"inf"`, or two significant digits `"1.2e-31"`.
    pub rad: String,
}

impl fmt::Display for Decimal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.rad == "0" {
            formatter.write_str(&self.mid)
        } else {
            write!(formatter, "{} ± {}", self.mid, self.rad)
        }
    }
}

/// A printer of midpoints that are multiples of `10^quantum`, with that power computed once.
#[derive(Debug, Clone)]
pub struct DecimalFormat {
    quantum: i64,
    /// `10^|quantum|`.
    power: Integer,
    /// An upper bound of `10^quantum`.
    step: Mag,
}

impl DecimalFormat {
    /// A printer for multiples of `10^quantum` (`|quantum|` at most 400,000,000; brought back to that beyond).
    pub fn new(quantum: i64) -> Self {
        let quantum = quantum.clamp(-QUANTUM_LIMIT, QUANTUM_LIMIT);
        let places = u32::try_from(quantum.unsigned_abs()).unwrap_or(u32::MAX);
        Self {
            quantum,
            power: Integer::from(10).pow(places),
            step: Mag::pow10(quantum),
        }
    }

    /// The texts of a ball: midpoint to the nearest multiple of `10^quantum` (halves away from zero), radius rounded up.
    ///
    /// Guarantee: `[mid - rad, mid + rad]` contains the ball; an exact multiple of `10^quantum` has radius `"0"`.
    pub fn format(&self, ball: &Ball) -> Decimal {
        if !ball.is_finite() {
            return Decimal {
                mid: "0".to_owned(),
                rad: "inf".to_owned(),
            };
        }
        let (units, error) = self.nearest_multiple(ball);
        let rad = ball.rad().add(error.mul(self.step));
        let negative = ball.mid().cmp0() == Some(Ordering::Less);
        Decimal {
            mid: self.spell(&units, negative),
            rad: spell_radius(rad),
        }
    }

    /// The integer nearest to `|mid| / 10^quantum`, and an upper bound of their distance.
    fn nearest_multiple(&self, ball: &Ball) -> (Integer, Mag) {
        let (Some(exp), Some(significand)) = (ball.mid().get_exp(), ball.mid().get_significand())
        else {
            return (Integer::new(), Mag::ZERO);
        };
        // |mid| = significand * 2^-shift.
        let shift = i64::from(significand.significant_bits()) - i64::from(exp);
        let magnitude = u32::try_from(shift.unsigned_abs()).unwrap_or(u32::MAX);
        if self.quantum <= 0 {
            let product = Integer::from(&*significand * &self.power).abs();
            if shift <= 0 {
                (product << magnitude, Mag::ZERO)
            } else {
                nearest_shifted(product, magnitude)
            }
        } else if shift <= 0 {
            nearest_quotient(
                Integer::from(&*significand << magnitude),
                self.power.clone(),
            )
        } else {
            nearest_quotient(
                Integer::from(&*significand),
                Integer::from(&self.power << magnitude),
            )
        }
    }

    /// The text of `±units * 10^quantum`.
    fn spell(&self, units: &Integer, negative: bool) -> String {
        if units.is_zero() {
            return "0".to_owned();
        }
        let digits = match units.to_u128() {
            Some(small) => small.to_string(),
            None => units.to_string(),
        };
        let length = i64::try_from(digits.len()).unwrap_or(i64::MAX);
        let leading = length - 1 + self.quantum;
        let mut text = String::with_capacity(digits.len() + 24);
        if negative {
            text.push('-');
        }
        if self.quantum <= 0 && (LEAST_POSITIONAL..=MOST_POSITIONAL).contains(&leading) {
            let whole = length + self.quantum;
            if whole <= 0 {
                text.push_str("0.");
                text.extend((whole..0).map(|_| '0'));
                text.push_str(&digits);
            } else {
                push_with_point(
                    &mut text,
                    &digits,
                    usize::try_from(whole).unwrap_or(digits.len()),
                );
            }
        } else {
            push_with_point(&mut text, &digits, 1);
            if leading != 0 {
                text.push('e');
                text.push_str(&leading.to_string());
            }
        }
        text
    }
}

impl Ball {
    /// The ball as decimal texts, its midpoint rounded to a multiple of `10^quantum`: see [`DecimalFormat::format`].
    pub fn to_decimal(&self, quantum: i64) -> Decimal {
        DecimalFormat::new(quantum).format(self)
    }

    /// An integer `k` with `10^k <= |x|` for every `x` in the ball, the greatest or one less; `None` unless zero is
    /// excluded.
    pub fn magnitude10(&self) -> Option<i64> {
        let lower = self.abs_lower();
        let mut exponent = lower.log10_estimate()?.floor() as i64;
        // The estimate can be one too large next to a power of ten (by more only at exponents beyond any midpoint's).
        while Mag::pow10(exponent).compare(lower) == Ordering::Greater {
            exponent -= 1;
        }
        Some(exponent)
    }
}

fn push_with_point(text: &mut String, digits: &str, whole: usize) {
    let (before, after) = digits.split_at_checked(whole).unwrap_or((digits, ""));
    text.push_str(before);
    if !after.is_empty() {
        text.push('.');
        text.push_str(after);
    }
}

/// The integer nearest to `product / 2^shift` and an upper bound of the distance, for `product >= 0`, `shift >= 1`.
fn nearest_shifted(product: Integer, shift: u32) -> (Integer, Mag) {
    let mut units = Integer::from(&product >> shift);
    let rounds_up = product.get_bit(shift - 1);
    let rest = product.keep_bits(shift);
    let scale = -i64::from(shift);
    let error = if rounds_up {
        units += 1;
        // `rest / 2^shift` lies in [1/2, 1), and so does its truncation to 53 bits: the difference from one is exact.
        Mag::from_f64(1.0 - Mag::integer_truncated(&rest).mul_2exp(scale).to_f64())
    } else {
        Mag::integer_upper(&rest).mul_2exp(scale)
    };
    (units, error)
}

/// The integer nearest to `numerator / denominator` and an upper bound of the distance, both positive.
fn nearest_quotient(numerator: Integer, denominator: Integer) -> (Integer, Mag) {
    let (units, rest) = numerator.div_rem_round(denominator.clone());
    (
        units,
        Mag::integer_upper(&rest).div(Mag::integer_truncated(&denominator)),
    )
}

/// A radius rounded up to two significant digits.
fn spell_radius(rad: Mag) -> String {
    if rad.is_zero() {
        return "0".to_owned();
    }
    let rad = rad.max(Mag::pow2(LEAST_RADIUS_EXP));
    let Some(estimate) = rad.log10_estimate() else {
        return "inf".to_owned();
    };
    let mut exponent = estimate.floor() as i64;
    loop {
        let digits = rad.div(Mag::pow10_lower(exponent - 1)).to_f64().ceil();
        // Next to a power of ten the estimate can be one too small.
        if digits > 100.0 {
            exponent += 1;
            continue;
        }
        let (digits, exponent) = if digits >= 100.0 {
            (10, exponent + 1)
        } else {
            (digits as u32, exponent)
        };
        let (tens, ones) = (digits / 10, digits % 10);
        return match exponent {
            0 => format!("{tens}.{ones}"),
            _ => format!("{tens}.{ones}e{exponent}"),
        };
    }
}
