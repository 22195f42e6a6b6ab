//! Exact inputs: a text is the rational number it spells, never a rounding of it.
//!
//! ```text
//! number   = [sign] ( fraction | decimal | hex )
//! fraction = digits "/" digits
//! decimal  = ( digits ["." [digits]] | "." digits ) [ ("e" | "E") [sign] digits ]
//! hex      = ("0x" | "0X") ( hexits ["." [hexits]] | "." hexits ) [ ("p" | "P") [sign] digits ]
//! sign     = "+" | "-"
//! ```
//!
//! ASCII only; no spaces, no digit separators, no infinities. A text of at most [`MAX_CHARS`] bytes is read in time
//! close to linear, and the exponent limits bound the size of the result.

use crate::error::{ArithError, shorten};
use rug::ops::Pow;
use rug::{Integer, Rational};

/// The greatest length of a text, in bytes.
pub const MAX_CHARS: usize = 100_000;
/// The greatest absolute value of an exponent written after `e`.
pub const MAX_DECIMAL_EXPONENT: u32 = 10_000;
/// The greatest absolute value of an exponent written after `p`.
pub const MAX_BINARY_EXPONENT: u32 = 40_000;

/// Reads a text as the rational number it spells, exactly: `"0.1"` is one tenth.
///
/// The grammar is in the description of this module: fractions `"3/5"`, decimals `"-0.25"`, `"1e-3"`, hexadecimal
/// floats `"0x1.8p-1"`. Guarantee: exact, in lowest terms.
///
/// # Errors
/// The text is empty, too long, outside the grammar, an infinity or NaN, has denominator zero, or its exponent exceeds
/// the limit ([`ArithError`] names the case).
pub fn parse_rational(text: &str) -> Result<Rational, ArithError> {
    if text.is_empty() {
        return Err(ArithError::Empty);
    }
    if text.len() > MAX_CHARS {
        return Err(ArithError::TooLong {
            text: shorten(text),
            length: text.len(),
            limit: MAX_CHARS,
        });
    }
    let (negative, body) = split_sign(text);
    let magnitude = if let Some(hex) = body.strip_prefix("0x").or_else(|| body.strip_prefix("0X")) {
        parse_hex(hex, text)?
    } else if let Some((numerator, denominator)) = body.split_once('/') {
        parse_fraction(numerator, denominator, text)?
    } else {
        parse_decimal(body, text)?
    };
    Ok(if negative { -magnitude } else { magnitude })
}

fn split_sign(text: &str) -> (bool, &str) {
    match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    }
}

fn refused(text: &str) -> ArithError {
    let (_, body) = split_sign(text);
    let named = ["nan", "inf", "infinity"];
    let text = shorten(text);
    if named.iter().any(|name| body.eq_ignore_ascii_case(name)) {
        ArithError::NotFinite { text }
    } else {
        ArithError::NotANumber { text }
    }
}

fn parse_fraction(numerator: &str, denominator: &str, text: &str) -> Result<Rational, ArithError> {
    let numerator = digits_to_integer(numerator, 10, text)?;
    let denominator = digits_to_integer(denominator, 10, text)?;
    if denominator.is_zero() {
        return Err(ArithError::ZeroDenominator {
            text: shorten(text),
        });
    }
    Ok(Rational::from((numerator, denominator)))
}

fn parse_decimal(body: &str, text: &str) -> Result<Rational, ArithError> {
    let (significand, exponent) = match body.split_once(['e', 'E']) {
        Some((significand, exponent)) => (
            significand,
            parse_exponent(exponent, MAX_DECIMAL_EXPONENT, text)?,
        ),
        None => (body, 0),
    };
    let (digits, places) = parse_significand(significand, 10, text)?;
    let exponent = exponent - places;
    if exponent == 0 || digits.is_zero() {
        return Ok(Rational::from(digits));
    }
    let power = Integer::from(10).pow(clamp_u32(exponent.unsigned_abs()));
    Ok(if exponent > 0 {
        Rational::from(digits * power)
    } else {
        Rational::from((digits, power))
    })
}

fn parse_hex(body: &str, text: &str) -> Result<Rational, ArithError> {
    let (significand, exponent) = match body.split_once(['p', 'P']) {
        Some((significand, exponent)) => (
            significand,
            parse_exponent(exponent, MAX_BINARY_EXPONENT, text)?,
        ),
        None => (body, 0),
    };
    let (digits, places) = parse_significand(significand, 16, text)?;
    let exponent = exponent - 4 * places;
    let shift = clamp_u32(exponent.unsigned_abs());
    Ok(if exponent >= 0 {
        Rational::from(digits) << shift
    } else {
        Rational::from(digits) >> shift
    })
}

/// The digits of `"12.34"` as an integer, and the number of them after the point.
fn parse_significand(
    significand: &str,
    radix: i32,
    text: &str,
) -> Result<(Integer, i64), ArithError> {
    match significand.split_once('.') {
        None => Ok((digits_to_integer(significand, radix, text)?, 0)),
        Some((whole, fraction)) => {
            let joined = [whole, fraction].concat();
            let places = i64::try_from(fraction.len()).map_err(|_| refused(text))?;
            Ok((digits_to_integer(&joined, radix, text)?, places))
        }
    }
}

fn digits_to_integer(digits: &str, radix: i32, text: &str) -> Result<Integer, ArithError> {
    let valid = |byte: u8| {
        if radix == 16 {
            byte.is_ascii_hexdigit()
        } else {
            byte.is_ascii_digit()
        }
    };
    if digits.is_empty() || !digits.bytes().all(valid) {
        return Err(refused(text));
    }
    match Integer::parse_radix(digits, radix) {
        Ok(value) => Ok(Integer::from(value)),
        Err(_) => Err(refused(text)),
    }
}

fn parse_exponent(exponent: &str, limit: u32, text: &str) -> Result<i64, ArithError> {
    let (negative, digits) = split_sign(exponent);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(refused(text));
    }
    let significant = digits.trim_start_matches('0');
    let value = if significant.is_empty() {
        Some(0)
    } else {
        significant.parse::<u32>().ok()
    };
    match value {
        Some(value) if value <= limit => {
            let value = i64::from(value);
            Ok(if negative { -value } else { value })
        }
        _ => Err(ArithError::ExponentTooLarge {
            text: shorten(text),
            limit,
        }),
    }
}

fn clamp_u32(value: u64) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}
