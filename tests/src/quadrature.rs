//! A plain numerical quadrature (tanh-sinh), for the integrals that the closed forms replace.
//!
//! Nothing is proved about its error: it is a high-precision number from another formula. Two step widths that agree
//! say how far it can be trusted.

use coarsegrad_arith::{Ball, Rational};

/// Working precision, in bits.
pub const BITS: u32 = 160;

/// The integral of `f` over `(0, length)`, where `f` is told the distances from both ends, accurate near either: nodes
/// `length/(1 + exp(pi sinh(k h)))` with step `h = 1/per_unit`.
pub fn tanh_sinh(length: &Ball, per_unit: i32, f: impl Fn(&Ball, &Ball) -> Ball) -> Ball {
    let [integral] = tanh_sinh_many(length, per_unit, |start, end| [f(start, end)]);
    integral
}

/// The integrals of several functions at once.
pub fn tanh_sinh_many<const K: usize>(
    length: &Ball,
    per_unit: i32,
    f: impl Fn(&Ball, &Ball) -> [Ball; K],
) -> [Ball; K] {
    let pi = Ball::pi(BITS);
    let one = Ball::from_i64(BITS, 1);
    let step = Rational::from((1, per_unit));
    let mut sums = [(); K].map(|()| Ball::zero(BITS));
    // pi sinh(3.6) = 57.4: the weights fall to e^-57 there, below 1e-23, and their neighbours double-exponentially.
    let last = per_unit * 4;
    for k in -last..=last {
        let t = Ball::from_rational(BITS, &Rational::from((k, per_unit)));
        let (grow, shrink) = (t.exp(), (-&t).exp());
        // 2u = pi sinh(t)
        let exponent = (&grow - &shrink) * &pi.scale_half();
        let rise = exponent.exp();
        let from_end = (&one + &rise).recip();
        let from_start = (&one + &(-&exponent).exp()).recip();
        // dx/dt = length * pi cosh(t) * from_start * from_end
        let weight = (&grow + &shrink) * &pi.scale_half() * &from_start * &from_end;
        let values = f(&(length * &from_start), &(length * &from_end));
        for (sum, value) in sums.iter_mut().zip(values) {
            *sum = &*sum + &(value * &weight);
        }
    }
    let width = length * &Ball::from_rational(BITS, &step);
    sums.map(|sum| sum * &width)
}

trait Half {
    fn scale_half(&self) -> Ball;
}

impl Half for Ball {
    fn scale_half(&self) -> Ball {
        self.mul_2exp(-1)
    }
}
