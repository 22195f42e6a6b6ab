//! How a trainer asks for a gradient.

use crate::{CoarseGradient, Network};

/// Answers with the gradient that a step of coarse gradient descent uses: `dl/dv` and the coarse
/// gradient `g` in `w`, in expectation (population), averaged over fresh samples (mini-batch) or
/// over given ones (dataset).
pub trait GradientOracle<T> {
    /// Why there is no answer.
    type Error;

    /// The gradient at a student before the given step, counted from zero.
    ///
    /// The answer depends on the arguments alone: an oracle that samples takes fresh samples by
    /// the number of the step, so that a run that was cut off goes on with the same bits.
    ///
    /// # Errors
    /// Where the oracle has no gradient there.
    fn gradient(
        &mut self,
        student: &Network<T>,
        step: u64,
    ) -> Result<CoarseGradient<T>, Self::Error>;
}
