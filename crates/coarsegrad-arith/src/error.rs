//! What can go wrong when a text is read as an exact number.
//!
//! Arithmetic itself never fails: outside its domain an operation answers the whole line (see [`crate::Ball`]).

use thiserror::Error;

/// A text that is not an exact number within the stated limits.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ArithError {
    /// The text is empty.
    #[error("an empty text is not a number: write for example \"3/5\", \"-0.25\" or \"0x1.8p-1\"")]
    Empty,
    /// The text is longer than the limit.
    #[error(
        "a number of {length} characters is longer than the limit of {limit}: write a shorter one (it begins \"{text}\")"
    )]
    TooLong {
        /// The beginning of the offending text.
        text: String,
        /// Its length in bytes.
        length: usize,
        /// The greatest length accepted.
        limit: usize,
    },
    /// The text does not follow the grammar.
    #[error(
        "\"{text}\" is not a number: write a fraction \"3/5\", a decimal \"-0.25\" or \"1e-3\", or a hexadecimal float \"0x1.8p-1\", without spaces"
    )]
    NotANumber {
        /// The offending text, shortened.
        text: String,
    },
    /// The text names an infinity or a NaN.
    #[error("\"{text}\" is not a finite number: write a finite one")]
    NotFinite {
        /// The offending text, shortened.
        text: String,
    },
    /// The fraction has denominator zero.
    #[error("\"{text}\" has denominator zero: write a non-zero denominator")]
    ZeroDenominator {
        /// The offending text, shortened.
        text: String,
    },
    /// The exponent exceeds the limit of its base.
    #[error(
        "the exponent of \"{text}\" exceeds the limit of {limit} in absolute value: write a number nearer to one"
    )]
    ExponentTooLarge {
        /// The offending text, shortened.
        text: String,
        /// The greatest absolute exponent accepted for this base.
        limit: u32,
    },
}

/// The first 40 characters of a text, with an ellipsis where something was cut.
pub(crate) fn shorten(text: &str) -> String {
    const KEPT: usize = 40;
    let mut kept: String = text.chars().take(KEPT).collect();
    if kept.len() < text.len() {
        kept.push('…');
    }
    kept
}
