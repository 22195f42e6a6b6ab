//! Why a quantity has no value, or none that was reached.

use std::fmt;

/// The reason why a quantity does not exist at a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Undefined {
    /// `w = 0`: there is no angle, and the loss is discontinuous in `w`.
    ZeroWeight,
    /// `theta` is 0 or pi, `v.v* != 0` and `n >= 2`: the loss has a conical kink in `w`.
    Kink,
    /// The cosine of an angle with the zero vector.
    ZeroVector,
}

impl Undefined {
    /// The reason as a word for machines: `zero-weight`, `kink` or `zero-vector`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Undefined::ZeroWeight => "zero-weight",
            Undefined::Kink => "kink",
            Undefined::ZeroVector => "zero-vector",
        }
    }
}

impl fmt::Display for Undefined {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Undefined::ZeroWeight => {
                "w = 0: the angle is undefined and the population loss is discontinuous in w there"
            }
            Undefined::Kink => {
                "w is parallel to w* and v.v* is not 0: the population loss has a kink in w there"
            }
            Undefined::ZeroVector => "one of the two gradients is the zero vector",
        })
    }
}

/// A request that could not be met.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ExactError {
    /// The number of digits asked for is out of range.
    #[error("digits must be between 1 and {limit}, found {digits}")]
    Digits {
        /// The number asked for.
        digits: u32,
        /// The largest accepted.
        limit: u32,
    },
    /// A quantity was not enclosed tightly enough at the highest precision allowed.
    #[error(
        "{quantity} was not enclosed to {digits} digits with {bits} bits of working precision; \
         it may be zero without that being provable here"
    )]
    PrecisionCap {
        /// The quantity.
        quantity: String,
        /// The digits asked for.
        digits: u32,
        /// The precision at which the library stopped.
        bits: u32,
    },
    /// A hypothesis of a statement does not hold at the point.
    #[error("{hypothesis} does not hold here")]
    Hypothesis {
        /// The hypothesis, as a formula.
        hypothesis: &'static str,
    },
    /// The sign that a statement depends on could not be decided.
    #[error("the sign of {quantity} could not be decided with {bits} bits")]
    SignUndecided {
        /// The quantity.
        quantity: &'static str,
        /// The working precision.
        bits: u32,
    },
    /// The straight-through estimator has no closed form for this quantity here.
    #[error("no closed form of {quantity} is known here for {ste}")]
    NoClosedForm {
        /// The quantity.
        quantity: &'static str,
        /// The straight-through estimator.
        ste: String,
    },
}
