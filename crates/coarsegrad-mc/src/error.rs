//! What can be wrong with a run.

/// A violated condition of a run or of a file that belongs to one.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum McError {
    /// There is nothing to sample.
    #[error("samples: must be at least 1")]
    NoSamples,
    /// More samples than a run can hold.
    #[error("samples: {found} is too many, the limit is {limit}")]
    TooManySamples {
        /// The number asked for.
        found: u64,
        /// The largest accepted.
        limit: u64,
    },
    /// The instance is too large to be sampled.
    #[error("the instance is too large to be sampled: {what} is {found}, the limit is {limit}")]
    TooLarge {
        /// What is too large.
        what: &'static str,
        /// Its size.
        found: usize,
        /// The largest accepted.
        limit: usize,
    },
    /// A sum might leave the range of the precision.
    #[error(
        "the weights are too {size} to be sampled in {precision}: {what} may reach 2^{exponent}, outside 2^{lower} to 2^{upper}; scale them"
    )]
    Range {
        /// "large" or "small".
        size: &'static str,
        /// `f64` or `f32`.
        precision: &'static str,
        /// The quantity.
        what: &'static str,
        /// Its exponent.
        exponent: i64,
        /// The least exponent accepted.
        lower: i64,
        /// The largest.
        upper: i64,
    },
    /// The indicator-state estimator needs a slope that depends on the sign alone.
    #[error(
        "estimator: states needs an STE whose slope depends on the sign of the pre-activation alone, such as relu, and {ste} is none"
    )]
    NoStates {
        /// The straight-through estimator.
        ste: String,
    },
    /// The products of the entries of the coarse gradient are summed by the full estimator alone.
    #[error("covariance: the full covariance needs the full estimator")]
    CovarianceEstimator,
    /// A level of confidence outside (0, 1).
    #[error("level: must lie strictly between 0 and 1, found {found}")]
    Level {
        /// The level given.
        found: f64,
    },
    /// A range of blocks outside the run.
    #[error("blocks: {start}..{end} is not within 0..{blocks}, the blocks of this run")]
    Blocks {
        /// The first block asked for.
        start: u64,
        /// One past the last.
        end: u64,
        /// The number of blocks.
        blocks: u64,
    },
    /// Two partial results hold the same block.
    #[error("blocks {start}..{end} are in both: a block must be counted once")]
    Duplicate {
        /// The first block held twice.
        start: u64,
        /// One past the last of that stretch.
        end: u64,
    },
    /// Blocks are missing.
    #[error("blocks {missing} of 0..{blocks} are missing")]
    Gap {
        /// The missing ranges.
        missing: String,
        /// The number of blocks.
        blocks: u64,
    },
    /// Two partial results belong to different runs.
    #[error("{field} differs: {left} and {right}; only parts of one run can be merged")]
    OtherRun {
        /// The field.
        field: &'static str,
        /// Its value on one side.
        left: String,
        /// On the other.
        right: String,
    },
    /// A partial result cannot be read.
    #[error("not a valid partial result: {message}")]
    Partial {
        /// What is wrong.
        message: String,
    },
    /// The run was stopped before a single sample was drawn.
    #[error("nothing was sampled yet")]
    Empty,
    /// A student of another shape than the teacher.
    #[error("student.{field} has {found} entries, but teacher.{field} has {expected}")]
    Shape {
        /// `v` or `w`.
        field: &'static str,
        /// Its length.
        found: usize,
        /// The teacher's.
        expected: usize,
    },
}
