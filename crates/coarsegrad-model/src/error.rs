//! What can be wrong with a model, an instance or a name.

use coarsegrad_arith::{ArithError, Rational};

/// A violated condition, with the field that violates it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ModelError {
    /// The text is not an instance in JSON.
    #[error("not a valid instance: {message}")]
    Json {
        /// What the JSON reader said, with line and column.
        message: String,
    },
    /// The `model` key names nothing known.
    #[error("model: \"{name}\" is not a known model; the known model is \"two-layer\"")]
    UnknownModel {
        /// The name given.
        name: String,
    },
    /// An entry is no number.
    #[error("{field}: expected a number such as \"3/5\", \"0.1\" or \"0x1.8p-1\", found {found}")]
    NotANumber {
        /// The entry, as in `student.w[3]`.
        field: String,
        /// What stands there.
        found: String,
    },
    /// An entry is a number that cannot be read exactly.
    #[error("{field}: {source}")]
    Number {
        /// The entry, as in `student.w[3]`.
        field: String,
        /// What is wrong with it.
        source: ArithError,
    },
    /// A vector has no entries.
    #[error("{field}: must have at least one entry")]
    Empty {
        /// The vector.
        field: &'static str,
    },
    /// Two vectors that belong together differ in length.
    #[error("{field} has {found} entries, but {other} has {expected}; they must agree")]
    Shape {
        /// The vector.
        field: &'static str,
        /// Its length.
        found: usize,
        /// The vector it must match.
        other: &'static str,
        /// That vector's length.
        expected: usize,
    },
    /// A teacher vector is zero: the labels would be constant, or the angle undefined.
    #[error("{field}: must not be the zero vector")]
    ZeroTeacher {
        /// `teacher.v` or `teacher.w`.
        field: &'static str,
    },
    /// The instance is larger than this library handles.
    #[error("the instance is too large: {what} is {size}, the limit is {limit}")]
    TooLarge {
        /// What is too large.
        what: &'static str,
        /// Its size.
        size: u64,
        /// The largest accepted.
        limit: u64,
    },
    /// A name or parameter of a straight-through estimator is wrong.
    #[error("\"{text}\" is no straight-through estimator: {message}")]
    Ste {
        /// The text given.
        text: String,
        /// What is wrong and what may stand there.
        message: String,
    },
    /// Breakpoints are not strictly increasing.
    #[error("breakpoints must increase strictly, but {left} is followed by {right}")]
    Breakpoints {
        /// The earlier breakpoint.
        left: Rational,
        /// The later one, not larger.
        right: Rational,
    },
    /// A parameter must be positive.
    #[error("the scale of a Gaussian slope must be positive, found {found}")]
    Scale {
        /// The value given.
        found: Rational,
    },
    /// The sign of a pre-activation cannot be told in the arithmetic used.
    #[error("the sign of {what} cannot be told at this precision")]
    SignUndecided {
        /// The number.
        what: String,
    },
    /// The arithmetic used has no value for the slope.
    #[error("the slope of {ste} at a non-zero point is not rational")]
    NotClosed {
        /// The straight-through estimator.
        ste: String,
    },
    /// The input matrix does not have m rows of n numbers.
    #[error("the input Z has {found} entries, the model needs m * n = {expected}")]
    InputShape {
        /// The number of entries given.
        found: usize,
        /// The number needed.
        expected: usize,
    },
}
