//! Why there are no closed forms at given weights.

/// Why there are no closed forms at given weights.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum WeightsError {
    /// The student does not have the teacher's shape.
    #[error("{field} has {found} entries, the teacher's has {expected}")]
    Shape {
        /// The vector.
        field: &'static str,
        /// Its length.
        found: usize,
        /// The teacher's.
        expected: usize,
    },
    /// A number has no value in the arithmetic.
    #[error("{quantity} {reason}")]
    NoValue {
        /// The number.
        quantity: String,
        /// What happened to it.
        reason: &'static str,
    },
    /// The position of `w` relative to `w*` cannot be told.
    #[error("the position of w relative to w* cannot be told: {reason}")]
    Position {
        /// Why not.
        reason: &'static str,
    },
    /// The student's `w` was said to lie on the line of `w*`, and does not.
    #[error("w does not lie on the line of w*, on which this run started")]
    OffTheLine,
    /// Exact arithmetic goes no further.
    #[error("not closed: {reason}")]
    NotClosed {
        /// Why not.
        reason: &'static str,
    },
}
