//! Inputs of cases: their texts, their names in ids, and the flags that follow from where they lie.

use coarsegrad_arith::{Rational, parse_rational};
use coarsegrad_model::pointwise::{Extended, PointwiseError};

use super::FamilyError;

/// The number that a text spells.
pub(super) fn exact(text: &str) -> Result<Extended, FamilyError> {
    text.parse().map_err(FamilyError::definition(text))
}

/// The rational number that a text spells.
pub(super) fn number(text: &str) -> Result<Rational, FamilyError> {
    parse_rational(text).map_err(|source| FamilyError::Definition {
        id: text.to_owned(),
        source: PointwiseError::NotANumber { source },
    })
}

/// A text as a part of an id: `m` for a minus sign, `_` for a fraction bar.
pub(super) fn slug(text: &str) -> String {
    text.chars()
        .filter_map(|letter| match letter {
            '-' => Some('m'),
            '/' => Some('_'),
            '+' => None,
            other => Some(other.to_ascii_lowercase()),
        })
        .collect()
}

/// A number a little less.
pub(super) fn below(value: &Rational) -> Rational {
    value.clone() - Rational::from((1, 8))
}

/// Flags of a number relative to an interval.
pub(super) fn whereabouts(x: &Extended, lower: &Rational, upper: &Rational) -> Vec<&'static str> {
    let mut flags = special(x);
    if let Some(value) = x.rational() {
        if value == *lower {
            flags.push("LowerBound");
        } else if value == *upper {
            flags.push("UpperBound");
        } else if value < *lower || value > *upper {
            flags.push("OutsideRange");
        } else {
            flags.push("InsideRange");
        }
    }
    flags
}

/// Flags of a number that is special wherever it occurs.
pub(super) fn special(x: &Extended) -> Vec<&'static str> {
    let Some(value) = x.rational() else {
        return vec![if x.is_nan() { "NaN" } else { "Infinity" }];
    };
    let size = value.abs();
    if size.is_zero() {
        vec!["SignedZero"]
    } else if size < Rational::from(1) >> 125u32 {
        vec!["Subnormal"]
    } else if size > Rational::from(1) << 24u32 {
        vec!["Huge"]
    } else {
        Vec::new()
    }
}

/// Flags of an upstream gradient.
pub(super) fn upstream_flags(dy: &Extended) -> Vec<&'static str> {
    match dy.rational() {
        None => vec!["MaskSelects"],
        Some(value) if value.is_zero() => vec!["ZeroUpstream"],
        Some(value) if value.is_negative() => vec!["NegativeUpstream"],
        Some(_) => Vec::new(),
    }
}
