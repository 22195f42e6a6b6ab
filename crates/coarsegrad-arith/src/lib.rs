//! Enclosures, exact inputs and symbolic closed forms: the numeric part of the trusted base.
//!
//! # The inclusion contract
//!
//! A [`Ball`] is a set of reals: `[mid - rad, mid + rad]`, or the whole line (*indeterminate*) when `rad` is infinite.
//!
//! 1. **Inclusion.** For balls `X, Y, ...`, every operation `f` answers a ball that contains `f(x, y, ...)` for every
//!    `x` in `X`, `y` in `Y`, ... at which `f` is defined; where `f` is undefined at some point of the arguments, or
//!    leaves the exponent range upwards, the answer is the whole line. Nothing panics, nothing is a NaN.
//! 2. **Exactness.** Radius zero means that the value is the midpoint, exactly. Inputs are rational numbers, read as
//!    written ([`parse_rational`]); a constructor that has to round says so in the radius.
//! 3. **Questions** about a ball (sign, order) are answered for all its points or not at all: `None` is "cannot tell",
//!    and the whole line is always `None`.
//! 4. **Accuracy is not part of the contract.** A ball may be wider than necessary; a caller who wants a radius raises
//!    the precision until the ball is narrow enough.
//! 5. **Printing** rounds outwards: the two texts of a [`Decimal`], read exactly, contain the ball.
//!
//! The contract rests on MPFR rounding each basic operation correctly, with a true ternary value, and on the bounds
//! proved in the description of each function. Only this crate names the library underneath.

mod ball;
mod decimal;
mod error;
mod functions;
mod mag;
mod rational;
mod real;
mod sums;
mod symbolic;

pub use ball::Ball;
pub use decimal::{Decimal, DecimalFormat};
pub use error::ArithError;
pub use mag::Mag;
pub use rational::{MAX_BINARY_EXPONENT, MAX_CHARS, MAX_DECIMAL_EXPONENT, parse_rational};
pub use real::{Real, Scalar};
pub use rug::{Integer, Rational};
pub use sums::{OverCommonDenominator, dot, over_common_denominator, sum, sum_fractions};
pub use symbolic::{Combination, Evaluator, Symbolic};
