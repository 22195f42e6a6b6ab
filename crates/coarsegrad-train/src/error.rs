//! What can be wrong with a method, a data set or a stored state.

use coarsegrad_arith::Rational;

/// A violated condition, with the field that violates it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TrainError {
    /// A rate must be positive.
    #[error("{field}: must be positive, found {found}")]
    NotPositive {
        /// The parameter.
        field: &'static str,
        /// The value given.
        found: Rational,
    },
    /// A parameter lies outside its range.
    #[error("{field}: must be {range}, found {found}")]
    OutOfRange {
        /// The parameter.
        field: &'static str,
        /// The range, in words.
        range: &'static str,
        /// The value given.
        found: Rational,
    },
    /// A text is no schedule, rule or projection.
    #[error("{field}: \"{text}\" is not understood: {message}")]
    Unreadable {
        /// The parameter.
        field: &'static str,
        /// The text given, shortened.
        text: String,
        /// What may stand there.
        message: String,
    },
    /// Two parts of a method exclude each other.
    #[error("{first} and {second} exclude each other: {reason}")]
    Conflict {
        /// One part.
        first: &'static str,
        /// The other.
        second: &'static str,
        /// Why.
        reason: &'static str,
    },
    /// The arithmetic cannot tell on which side of a threshold a weight lies.
    #[error("the projection cannot be told: {what}")]
    Undecided {
        /// The comparison.
        what: &'static str,
    },
    /// Normalising needs a weight other than zero.
    #[error("w cannot be normalised: it is zero, or may be")]
    ZeroWeight,
    /// The square of the length of `w` overflows.
    #[error("w cannot be normalised: the square of its length overflows")]
    TooLargeWeight,
    /// There is no number for the next step.
    #[error("step: {0} is the last step that can be counted")]
    LastStep(u64),
    /// A state lacks what the method carries from step to step.
    #[error("the state has no {field}, which {method} needs: it is of another method")]
    OtherMethod {
        /// What is missing.
        field: &'static str,
        /// The part of the method that needs it.
        method: String,
    },
    /// A gradient or a buffer does not have the student's shape.
    #[error("{field} has {found} entries, the student needs {expected}")]
    Shape {
        /// The vector.
        field: &'static str,
        /// Its length.
        found: usize,
        /// The length needed.
        expected: usize,
    },
    /// A data set is wrong.
    #[error("{field}: {message}")]
    Dataset {
        /// The entry, as in `z[3][1]`.
        field: String,
        /// What is wrong with it.
        message: String,
    },
}

/// A stored state that cannot be taken up.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{field}: {message}")]
pub struct StateError {
    /// The key, as in `student.w[3]`.
    pub field: String,
    /// What is wrong with it.
    pub message: String,
}

/// The first characters of a text, for messages.
pub(crate) fn shorten(text: &str) -> String {
    let mut short: String = text.chars().take(40).collect();
    if short.len() < text.len() {
        short.push_str("...");
    }
    short
}
