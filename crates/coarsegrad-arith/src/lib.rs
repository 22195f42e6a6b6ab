//! Enclosures, exact inputs and symbolic closed forms: the numeric part of the trusted base.

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
pub use symbolic::{Evaluator, Symbolic};
