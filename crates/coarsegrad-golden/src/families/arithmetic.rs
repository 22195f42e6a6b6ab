//! What a formula needs of an arithmetic: written once, a formula is enclosed and its rounding errors are followed.

use coarsegrad_arith::Rational;

/// Numbers with the operations of the formulas.
pub(super) trait Arithmetic: Clone {
    /// A number that is given.
    fn of(value: &Rational) -> Self;
    /// `pi`.
    fn pi() -> Self;
    fn plus(&self, other: &Self) -> Self;
    fn minus(&self, other: &Self) -> Self;
    fn times(&self, other: &Self) -> Self;
    fn over(&self, other: &Self) -> Self;
    fn exp(&self) -> Self;
    fn ln(&self) -> Self;
    fn tanh(&self) -> Self;
    fn cosh(&self) -> Self;
    fn cos(&self) -> Self;
    fn sqrt(&self) -> Self;
    /// The angle between 0 and `pi` with this cosine.
    fn acos(&self) -> Self;
    fn erf(&self) -> Self;
    /// A power of a positive number, whose exponent is given.
    fn pow(&self, exponent: &Rational) -> Self;

    fn small(value: i64) -> Self {
        Self::of(&Rational::from(value))
    }

    fn square(&self) -> Self {
        self.times(self)
    }

    fn negated(&self) -> Self {
        Self::small(0).minus(self)
    }
}
