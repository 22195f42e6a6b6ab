//! One number of a trajectory.

use std::cmp::Ordering;

use coarsegrad_arith::{Ball, Rational, parse_rational};

use super::{TRAJECTORY_DIGITS, TrajectoryError};

/// What may be zero is enclosed to this power of ten.
const LEAST_QUANTUM: i64 = -60;

/// The number rounded to the digits of the set, with one unit of the last digit as its radius: wider
/// than the ball, so that the text does not move with every change of the error analysis. A
/// rational that these digits spell has radius 0; what may be zero is `0` with radius `1e-60`.
pub(super) fn text(ball: &Ball) -> Result<String, TrajectoryError> {
    if ball.is_zero() {
        return Ok(pair("0", "0"));
    }
    let (quantum, mid) = match ball.magnitude10() {
        Some(magnitude) => {
            let quantum = magnitude - i64::from(TRAJECTORY_DIGITS) + 1;
            (quantum, ball.to_decimal(quantum).mid)
        }
        None => (LEAST_QUANTUM, "0".to_owned()),
    };
    let printed = parse_rational(&mid).map_err(|_| TrajectoryError::TooWide)?;
    if ball.is_exact() && ball.contains_rational(&printed) {
        return Ok(pair(without_zeros(&mid), "0"));
    }
    let unit = parse_rational(&format!("1e{quantum}")).map_err(|_| TrajectoryError::TooWide)?;
    let end = |end: Rational| Ball::from_rational(ball.precision(), &end);
    let low = end(Rational::from(&printed - &unit));
    let high = end(printed + unit);
    match (low.compare(ball), ball.compare(&high)) {
        (Some(Ordering::Less), Some(Ordering::Less)) => Ok(pair(&mid, &format!("1e{quantum}"))),
        _ => Err(TrajectoryError::TooWide),
    }
}

/// The same for a value that may not exist.
pub(super) fn optional(value: Option<&Ball>) -> Result<String, TrajectoryError> {
    value.map_or_else(|| Ok("null".to_owned()), text)
}

fn pair(mid: &str, rad: &str) -> String {
    format!("{{\"mid\": \"{mid}\", \"rad\": \"{rad}\"}}")
}

/// A decimal without the zeros at its end that say nothing.
fn without_zeros(text: &str) -> &str {
    if !text.contains('.') || text.contains('e') {
        return text;
    }
    text.trim_end_matches('0').trim_end_matches('.')
}
