//! Clipping to an interval, and its gradient.
//!
//! ```text
//! clip(x) = min(max(x, lower), upper)
//! dx      = dy * weight(position of x relative to [lower, upper])
//! ```
//!
//! | input | `clip` | `dx` |
//! |---|---|---|
//! | inside, bounds included | `x` itself, `-0` too | weight of the bound axis times `dy` |
//! | outside, infinities included | the nearer bound | weight 0 times `dy`, under `identity` `dy` |
//! | NaN | NaN | as the nan axis says, whatever the bound axis says |
//!
//! What a weight of zero, and the choice `zero` of the nan axis, make of an infinite or NaN `dy` the mask axis says; see
//! [`Weight::apply`](super::Weight::apply).

use coarsegrad_arith::Rational;

use super::{ClipConvention, Extended, PointwiseError, Position};

/// Clipping to `[lower, upper]`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Clip {
    lower: Rational,
    upper: Rational,
}

impl Clip {
    /// Clipping to `[lower, upper]`.
    ///
    /// # Errors
    /// [`PointwiseError::Parameter`] unless `lower < upper`.
    pub fn new(lower: Rational, upper: Rational) -> Result<Self, PointwiseError> {
        if lower >= upper {
            return Err(PointwiseError::parameter(
                "upper",
                "greater than lower",
                &upper,
            ));
        }
        Ok(Clip { lower, upper })
    }

    /// The lower bound.
    #[must_use]
    pub fn lower(&self) -> &Rational {
        &self.lower
    }

    /// The upper bound.
    #[must_use]
    pub fn upper(&self) -> &Rational {
        &self.upper
    }

    /// `min(max(x, lower), upper)`; NaN for NaN.
    #[must_use]
    pub fn forward(&self, x: &Extended) -> Extended {
        match Position::of(x, &self.lower, &self.upper) {
            Some(Position::Below) => Extended::Finite(self.lower.clone()),
            Some(Position::Above) => Extended::Finite(self.upper.clone()),
            Some(Position::AtLower | Position::Inside | Position::AtUpper) | None => x.clone(),
        }
    }

    /// The gradient with respect to `x` for the upstream gradient `dy`.
    #[must_use]
    pub fn dx(&self, convention: &ClipConvention, x: &Extended, dy: &Extended) -> Extended {
        match Position::of(x, &self.lower, &self.upper) {
            Some(position) => convention.bound.weight(position).apply(dy, convention.mask),
            None => convention.nan.gradient(dy, convention.mask),
        }
    }
}
