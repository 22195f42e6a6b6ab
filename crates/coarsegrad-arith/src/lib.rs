//! Enclosures, exact inputs and symbolic closed forms: the numeric part of the trusted base.

mod error;
mod ball;
mod decimal;
mod functions;
mod mag;
mod rational;
mod real;
mod sums;
mod symbolic;

pub use rug::{Integer, Rational};
