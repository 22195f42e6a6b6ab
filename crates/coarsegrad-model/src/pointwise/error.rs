//! What can be wrong with a pointwise operation, its parameters or a text that names one.

use coarsegrad_arith::ArithError;

/// A violated condition, with the field that violates it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PointwiseError {
    /// The text is no number, no infinity and no NaN.
    #[error("{source}; \"inf\", \"-inf\", \"nan\" and \"-0\" are accepted too")]
    NotANumber {
        /// What is wrong with it.
        source: ArithError,
    },
    /// A name is not among those of a closed list.
    #[error("{list}: \"{found}\" is not known; expected one of {expected}")]
    UnknownName {
        /// The list, such as the key of an axis.
        list: &'static str,
        /// The name given, shortened.
        found: String,
        /// The names of the list, separated by commas.
        expected: String,
    },
    /// A convention's text misses a key, repeats it or has one of another operation.
    #[error("convention of {op}: {condition}, found \"{found}\"")]
    Convention {
        /// The operation.
        op: &'static str,
        /// The condition that is violated.
        condition: &'static str,
        /// The offending part, shortened.
        found: String,
    },
    /// A parameter is outside its domain.
    #[error("{field} must be {condition}, found {found}")]
    Parameter {
        /// The parameter.
        field: &'static str,
        /// Its domain.
        condition: &'static str,
        /// What was given, shortened.
        found: String,
    },
    /// A list does not consist of whole blocks.
    #[error(
        "{field} has {found} entries; their number must be a positive multiple of {expected}, not zero"
    )]
    Shape {
        /// The list.
        field: &'static str,
        /// Its length.
        found: usize,
        /// The length of a block.
        expected: usize,
    },
    /// Stochastic rounding has no value without a draw.
    #[error("stochastic rounding needs a draw u with 0 <= u < 1; none was given")]
    DrawNeeded,
    /// A case distinction on a transcendental number was not settled within the greatest precision.
    #[error("{what} cannot be decided with {bits} bits")]
    Undecided {
        /// The question.
        what: &'static str,
        /// The precision that was tried last.
        bits: u32,
    },
}

impl PointwiseError {
    /// A parameter outside its domain.
    pub(super) fn parameter(
        field: &'static str,
        condition: &'static str,
        found: &dyn std::fmt::Display,
    ) -> Self {
        PointwiseError::Parameter {
            field,
            condition,
            found: shorten(&found.to_string()),
        }
    }
}

/// The first 40 characters of a text, with an ellipsis where something was cut.
pub(super) fn shorten(text: &str) -> String {
    let mut short: String = text.chars().take(40).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}
