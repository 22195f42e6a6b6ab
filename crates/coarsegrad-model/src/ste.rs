//! The catalogue of straight-through estimators.
//!
//! The forward pass uses `sigma(x) = 1{x > 0}`; an STE is the slope `mu'` that the backward pass
//! uses in its place. [`Ste`] is exhaustive on purpose: a new one stops the build wherever a
//! closed form, a printer or a test does not know it yet.

mod parse;
mod steps;

use std::fmt;

use coarsegrad_arith::{Rational, Scalar};
pub use steps::StepSlope;

use crate::ModelError;

/// A straight-through estimator, by its slope `mu'`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Ste {
    /// `mu'(x) = 1`.
    Identity,
    /// `mu'(x) = 1{x > 0}`.
    Relu,
    /// `mu'(x) = 1{0 < x < 1}`.
    ClippedRelu,
    /// `mu'(x) = 1{-1 <= x <= 1}`.
    HardTanh,
    /// `mu'(x) = 1` for `x > 0`, `alpha` for `x <= 0`.
    LeakyRelu {
        /// The slope of the negative side.
        alpha: Rational,
    },
    /// Any step function.
    PiecewiseConstant(StepSlope),
    /// `mu'(x) = exp(-x^2 / (2 s^2))`, `s > 0`.
    Gaussian {
        /// The width `s`.
        scale: Rational,
    },
}

/// The two families that the catalogue's slopes fall into.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Slope {
    /// A step function.
    Steps(StepSlope),
    /// `exp(-x^2 / (2 s^2))` for the given `s > 0`.
    Gaussian(Rational),
}

impl Ste {
    /// One STE of each named kind, parameters at their defaults (`leaky-relu:1/10`,
    /// `gaussian:1`): what `all` means on the command line.
    #[must_use]
    pub fn catalogue() -> Vec<Ste> {
        vec![
            Ste::Identity,
            Ste::Relu,
            Ste::ClippedRelu,
            Ste::HardTanh,
            Ste::LeakyRelu {
                alpha: Rational::from((1, 10)),
            },
            Ste::Gaussian {
                scale: Rational::from(1),
            },
        ]
    }

    /// A Gaussian slope.
    ///
    /// # Errors
    /// [`ModelError::Scale`] unless `scale > 0`.
    pub fn gaussian(scale: Rational) -> Result<Self, ModelError> {
        if scale.is_positive() {
            Ok(Ste::Gaussian { scale })
        } else {
            Err(ModelError::Scale { found: scale })
        }
    }

    /// The slope as a member of its family.
    #[must_use]
    pub fn family(&self) -> Slope {
        let (zero, one) = (Rational::new, || Rational::from(1));
        Slope::Steps(match self {
            Ste::Identity => StepSlope::constant(one()),
            Ste::Relu => StepSlope::step(zero(), zero(), one()),
            Ste::ClippedRelu => StepSlope::window(zero(), one(), zero()),
            Ste::HardTanh => StepSlope::window(Rational::from(-1), one(), one()),
            Ste::LeakyRelu { alpha } => StepSlope::step(alpha.clone(), alpha.clone(), one()),
            Ste::PiecewiseConstant(slope) => slope.clone(),
            Ste::Gaussian { scale } => return Slope::Gaussian(scale.clone()),
        })
    }

    /// The slope `mu'(x)`, in any arithmetic.
    ///
    /// # Errors
    /// [`ModelError::SignUndecided`] where the arithmetic cannot tell on which side of a
    /// breakpoint `x` lies, [`ModelError::NotClosed`] for a Gaussian at a non-zero rational.
    pub fn slope<T: Scalar>(&self, x: &T) -> Result<T, ModelError> {
        match self.family() {
            Slope::Steps(steps) => steps.at(x),
            Slope::Gaussian(scale) => {
                let exponent = Rational::from((-1, 2)) / (scale.clone() * &scale);
                (x.clone() * x)
                    .scale(&exponent)
                    .exp()
                    .ok_or_else(|| ModelError::NotClosed {
                        ste: self.to_string(),
                    })
            }
        }
    }

    /// The slope at zero, `mu'(0)`: what the coarse gradient at `w = 0` sees.
    #[must_use]
    pub fn slope_at_zero(&self) -> Rational {
        match self.family() {
            Slope::Steps(steps) => steps.at_rational(&Rational::new()),
            Slope::Gaussian(_) => Rational::from(1),
        }
    }
}

impl fmt::Display for Ste {
    /// The name that [`Ste::from_str`](std::str::FromStr) reads back.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Ste::Identity => f.write_str("identity"),
            Ste::Relu => f.write_str("relu"),
            Ste::ClippedRelu => f.write_str("clipped-relu"),
            Ste::HardTanh => f.write_str("hard-tanh"),
            Ste::LeakyRelu { alpha } => write!(f, "leaky-relu:{alpha}"),
            Ste::PiecewiseConstant(slope) => write!(f, "piecewise:{slope}"),
            Ste::Gaussian { scale } => write!(f, "gaussian:{scale}"),
        }
    }
}
