//! The numbers of a record: how they are written, and what is certain about them.

use std::cmp::Ordering;

use coarsegrad::arith::Ball;
use coarsegrad::exact::WeightArithmetic;

use super::radius::Radius;

/// Significant digits of a ball's midpoint in a record.
const DIGITS: i64 = 20;

/// Whether the loss fell over a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    Fell,
    Level,
    Rose,
    /// Balls that overlap, or an `f64` loss that overflowed.
    Undecided,
}

/// An arithmetic in which iterates are measured.
pub(crate) trait Seen: WeightArithmetic {
    /// Whether a number carries a radius.
    const HAS_RADIUS: bool;

    /// The number as texts: its value, and its radius where it has one; `None` if it has no value.
    fn texts(&self) -> Option<(String, String)>;

    /// An upper bound of `|self|`.
    fn bound(&self) -> f64;

    /// How `after` compares with `before`; for `f64` beyond what rounding explains at that scale.
    fn verdict(before: &Self, after: &Self, scale: &Self) -> Verdict;

    /// Whether the number is certainly not zero: where it ought to be zero, a contradiction. Not
    /// for `f64`, whose numbers are rounded.
    fn contradicts_zero(&self) -> bool;

    /// The radius, zero for `f64`.
    fn radius(&self) -> Radius;
}

impl Seen for f64 {
    const HAS_RADIUS: bool = false;

    fn texts(&self) -> Option<(String, String)> {
        // The shortest text that reads back as the same number; a negative zero is a zero.
        self.is_finite()
            .then(|| (format!("{:?}", self + 0.0), "0".to_owned()))
    }

    fn bound(&self) -> f64 {
        self.abs()
    }

    fn verdict(before: &Self, after: &Self, scale: &Self) -> Verdict {
        // Beyond the largest `f64`: of two such losses nothing is known.
        if after.is_nan() || before.is_nan() || (after.is_infinite() && before.is_infinite()) {
            return Verdict::Undecided;
        }
        if after.is_infinite() {
            return Verdict::Rose;
        }
        let allowance = 32.0 * f64::EPSILON * (before + after + scale);
        if after < before {
            Verdict::Fell
        } else if after - before > allowance {
            Verdict::Rose
        } else {
            Verdict::Level
        }
    }

    fn contradicts_zero(&self) -> bool {
        false
    }

    fn radius(&self) -> Radius {
        Radius::ZERO
    }
}

impl Seen for Ball {
    const HAS_RADIUS: bool = true;

    fn texts(&self) -> Option<(String, String)> {
        if !self.is_finite() {
            return None;
        }
        let quantum = match (self.magnitude10(), self.rad().exponent()) {
            (Some(magnitude), _) => magnitude - DIGITS + 1,
            // Two digits of the radius: log10(2) is about 0.301.
            (None, Some(exponent)) => exponent * 301 / 1000 - 3,
            (None, None) => 0,
        };
        let decimal = self.to_decimal(quantum);
        Some((decimal.mid, decimal.rad))
    }

    fn bound(&self) -> f64 {
        self.abs_upper().to_f64()
    }

    fn verdict(before: &Self, after: &Self, _: &Self) -> Verdict {
        match after.compare(before) {
            Some(Ordering::Less) => Verdict::Fell,
            Some(Ordering::Equal) => Verdict::Level,
            Some(Ordering::Greater) => Verdict::Rose,
            None => Verdict::Undecided,
        }
    }

    fn contradicts_zero(&self) -> bool {
        !self.contains_zero()
    }

    fn radius(&self) -> Radius {
        Radius(self.rad())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_loss_that_overflows_rose() {
        let verdict = |before, after| <f64 as Seen>::verdict(&before, &after, &1.0);
        assert_eq!(verdict(1.0, f64::INFINITY), Verdict::Rose);
        assert_eq!(verdict(f64::INFINITY, 1.0), Verdict::Fell);
        assert_eq!(verdict(f64::INFINITY, f64::INFINITY), Verdict::Undecided);
        assert_eq!(verdict(1.0, f64::NAN), Verdict::Undecided);
        assert_eq!(verdict(1.0, 1.0 + f64::EPSILON), Verdict::Level);
        assert_eq!(verdict(1.0, 1.1), Verdict::Rose);
    }
}
