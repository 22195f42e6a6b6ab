//! Numbers of the command line.

use std::ops::Range;
use std::time::Duration;

use coarsegrad::mc::{Level, MAX_SAMPLES};

/// A whole number: digits, perhaps grouped by single underscores, a decimal point and an exponent.
pub(super) fn samples(text: &str) -> Result<u64, String> {
    let invalid = || "not a number such as 1e7, 2.5e6 or 10_000_000".to_owned();
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.strip_prefix('+').unwrap_or(exponent)),
        None => (text, "0"),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    if whole.strip_prefix('-').and_then(digits).is_some() {
        return Err("must be at least 1".to_owned());
    }
    let (whole, fraction) = digits(whole).zip(digits(fraction)).ok_or_else(invalid)?;
    let exponent = digits(exponent).ok_or("the exponent must be a whole number, not negative")?;
    let fraction = fraction.trim_end_matches('0');
    let too_many = || format!("more than {MAX_SAMPLES}, the limit");
    let joined = format!("{whole}{fraction}");
    let joined = joined.trim_start_matches('0');
    if joined.is_empty() {
        return Err("must be at least 1".to_owned());
    }
    let exponent: usize = exponent.parse().map_err(|_| too_many())?;
    let zeros = exponent
        .checked_sub(fraction.len())
        .ok_or("not a whole number")?;
    if zeros.saturating_add(joined.len()) > 30 {
        return Err(too_many());
    }
    let number: u128 = format!("{joined}{}", "0".repeat(zeros))
        .parse()
        .map_err(|_| invalid())?;
    u64::try_from(number)
        .ok()
        .filter(|number| *number <= MAX_SAMPLES)
        .ok_or_else(too_many)
}

/// The digits of a text that holds nothing else but single underscores between them.
fn digits(text: &str) -> Option<String> {
    let groups = text.split('_');
    let is_group =
        |group: &str| !group.is_empty() && group.bytes().all(|byte| byte.is_ascii_digit());
    groups
        .clone()
        .all(is_group)
        .then(|| groups.collect::<String>())
}

/// `A..B` with `A < B`.
pub(super) fn range(text: &str) -> Result<Range<u64>, String> {
    let end = |text: &str| -> Result<u64, String> {
        digits(text)
            .and_then(|digits| digits.parse().ok())
            .ok_or_else(|| "not a range of blocks such as 0..100".to_owned())
    };
    let (first, last) = text
        .split_once("..")
        .ok_or("not a range of blocks such as 0..100")?;
    let range = end(first)?..end(last)?;
    if range.is_empty() {
        return Err("the range holds no block: the end must be larger than the start".to_owned());
    }
    Ok(range)
}

/// A level of confidence.
pub(super) fn level(text: &str) -> Result<Level, String> {
    let level = number(text)?;
    Level::new(level).map_err(|_| "must lie strictly between 0 and 1".to_owned())
}

/// A positive number.
pub(super) fn positive(text: &str) -> Result<f64, String> {
    let x = number(text)?;
    if x > 0.0 && x.is_finite() {
        return Ok(x);
    }
    Err("must be positive and finite".to_owned())
}

/// A duration in seconds; very short ones are as long as it takes to look.
pub(super) fn seconds(text: &str) -> Result<Duration, String> {
    const LEAST: Duration = Duration::from_millis(10);
    let seconds = number(text)?;
    Duration::try_from_secs_f64(seconds)
        .map(|duration| duration.max(LEAST))
        .map_err(|_| "must be a number of seconds, not negative".to_owned())
}

fn number(text: &str) -> Result<f64, String> {
    text.parse().map_err(|_| "not a number".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn samples_are_read_exactly() {
        for (text, expected) in [
            ("1", 1),
            ("1e7", 10_000_000),
            ("1E7", 10_000_000),
            ("1e+7", 10_000_000),
            ("10_000_000", 10_000_000),
            ("10000000", 10_000_000),
            ("2.5e6", 2_500_000),
            ("0.5e1", 5),
            ("3.0", 3),
            ("0001", 1),
            ("1_000e3", 1_000_000),
            ("9007199254740993e-0", 0),
            ("70368744177664", MAX_SAMPLES),
            ("9007199254741", 9_007_199_254_741),
        ] {
            assert_eq!(
                samples(text).ok(),
                Some(expected).filter(|x| *x > 0),
                "{text}"
            );
        }
    }

    #[test]
    fn what_is_no_number_of_samples_is_refused() {
        for (text, says) in [
            ("1e3.5", "exponent"),
            ("1e-3", "exponent"),
            ("1e", "exponent"),
            ("0", "at least 1"),
            ("0e5", "at least 1"),
            ("-1", "at least 1"),
            ("-1e7", "at least 1"),
            ("1e30", "limit"),
            ("1e99999999999999999999", "limit"),
            ("70368744177665", "limit"),
            ("18446744073709551616", "limit"),
            ("2.5", "whole"),
            ("1.25e1", "whole"),
            ("", "such as"),
            ("e7", "such as"),
            ("1__0", "such as"),
            ("_1", "such as"),
            ("1_", "such as"),
            ("0x10", "such as"),
            (" 1", "such as"),
            ("١", "such as"),
            ("inf", "such as"),
            ("NaN", "such as"),
            ("1.", "such as"),
        ] {
            let message = samples(text).unwrap_err();
            assert!(message.contains(says), "{text}: {message}");
        }
    }

    #[test]
    fn ranges_have_a_block() {
        assert_eq!(range("3..10"), Ok(3..10));
        for text in [
            "3..3", "10..3", "3", "..", "3..", "-1..3", "a..b", "1...3", "1..=3",
        ] {
            assert!(range(text).is_err(), "{text}");
        }
    }

    #[test]
    fn levels_errors_and_durations_have_their_bounds() {
        for text in [
            "0",
            "1",
            "NaN",
            "nan",
            "-0.5",
            "inf",
            "",
            "95%",
            "0.99999999999999999999",
        ] {
            assert!(level(text).is_err(), "{text}");
        }
        assert_eq!(level("0.95").unwrap().value(), 0.95);
        for text in ["0", "-1", "NaN", "inf", "1e999", "x"] {
            assert!(positive(text).is_err(), "{text}");
        }
        for text in ["-1", "NaN", "inf", "1e300", "ten"] {
            assert!(seconds(text).is_err(), "{text}");
        }
        assert_eq!(seconds("0.5"), Ok(Duration::from_millis(500)));
        assert_eq!(seconds("0"), Ok(Duration::from_millis(10)));
    }
}
