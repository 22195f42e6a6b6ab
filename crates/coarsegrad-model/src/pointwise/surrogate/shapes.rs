//! The shapes that several surrogates are made of.

use coarsegrad_arith::{Ball, Rational};

use super::cosine::{cos_rational, cos_turns, rational_cos_turns};
use crate::pointwise::root::power;
use crate::pointwise::rounding::floor_and_remainder;
use crate::pointwise::{Extended, Outcome};

/// `e^(-a)` for `a >= 0`.
pub(super) fn exp_of_minus(a: &Rational, bits: u32) -> Outcome {
    if a.is_zero() {
        return Outcome::from(Rational::from(1));
    }
    Outcome::Enclosed((-Ball::from_rational(bits, a)).exp())
}

/// The derivative `e^(-a) / (1 + e^(-a))^2` of the logistic function, for `a >= 0`.
pub(super) fn logistic_slope(a: &Rational, bits: u32) -> Outcome {
    match exp_of_minus(a, bits) {
        Outcome::Exact(_) => Outcome::from(Rational::from((1, 4))),
        Outcome::Enclosed(e) => Outcome::Enclosed(bell(&e)),
    }
}

/// `e / (1 + e)^2`.
pub(super) fn bell(e: &Ball) -> Ball {
    e / &e.add_rational(&Rational::from(1)).square()
}

/// `factor e^(-y^2) / sqrt(pi)`.
pub(super) fn gaussian(y: &Rational, factor: &Rational, bits: u32) -> Outcome {
    let exponent = Ball::from_rational(bits, &(-y.clone().square()));
    let value = exponent.exp() / &Ball::pi(bits).sqrt();
    Outcome::Enclosed(value.mul_rational(factor))
}

/// `1 / (1 + (pi y / 2)^2)`.
pub(super) fn arctan(y: &Rational, bits: u32) -> Outcome {
    if y.is_zero() {
        return Outcome::from(Rational::from(1));
    }
    let square = Ball::pi(bits).mul_rational(&(y.clone() / 2u32)).square();
    Outcome::Enclosed(square.add_rational(&Rational::from(1)).recip())
}

/// `1 / (1 + y)^2` for `y >= 0`.
pub(super) fn inverse_square(y: &Rational) -> Rational {
    (y.clone() + 1u32).square().recip()
}

/// `max(1, t)`.
pub(super) fn at_least_one(t: &Rational) -> Rational {
    t.clone().max(Rational::from(1))
}

pub(super) fn log_tailed(x: &Rational, q: &Rational, below: &Rational) -> Outcome {
    Outcome::from(if !x.is_positive() {
        below.clone()
    } else if x <= q {
        Rational::from(1)
    } else {
        (x.clone() - q + 1u32).recip()
    })
}

/// With `a = |beta x|` and `e = e^(-a)`: `beta (2 - a (1 - e) / (1 + e)) 2 e / (1 + e)^2`.
pub(super) fn swish_sign(beta: &Rational, size: &Rational, bits: u32) -> Outcome {
    if size.is_zero() {
        return Outcome::from(beta.clone());
    }
    let a = Ball::from_rational(bits, &Rational::from(beta * size));
    let e = (-&a).exp();
    let tanh = -(-&a).exp_m1() / &e.add_rational(&Rational::from(1));
    let bracket = Ball::from_i64(bits, 2) - &(&a * &tanh);
    Outcome::Enclosed((bracket * &bell(&e)).mul_rational(&Rational::from(beta * 2u32)))
}

/// `max(1, t) (sqrt(2) - t |x|)` where that is positive; `t |x|` is rational, so it is never zero.
pub(super) fn rbnn(t: &Rational, size: &Rational, bits: u32) -> Outcome {
    let reach = Rational::from(t * size);
    if reach.clone().square() > 2 {
        return Outcome::from(Rational::new());
    }
    let root = Ball::sqrt_rational(bits, &Rational::from(2));
    Outcome::Enclosed(root.add_rational(&-reach).mul_rational(&at_least_one(t)))
}

pub(super) fn fda(omega: &Rational, n: &Rational, size: &Rational, bits: u32) -> Outcome {
    if *size > 1 {
        return Outcome::from(Rational::new());
    }
    let last = n.numer().to_u32().unwrap_or(0);
    let angle = Rational::from(omega * size);
    let mut sum = Ball::zero(bits);
    for i in 0..=last {
        sum = sum + &cos_rational(&(angle.clone() * (2 * i + 1)), bits);
    }
    let factor = Rational::from(omega * 4u32);
    Outcome::Enclosed(sum.mul_rational(&factor) / &Ball::pi(bits))
}

pub(super) fn reste(
    o: &Rational,
    m: &Rational,
    t: &Rational,
    size: &Rational,
    inner: &Rational,
    bits: u32,
) -> Outcome {
    let exponent = o.clone().recip() - 1u32;
    if size <= m {
        power(m, &exponent, bits).scaled(inner)
    } else if size <= t {
        power(size, &exponent, bits).scaled(&o.clone().recip())
    } else {
        Outcome::from(Rational::new())
    }
}

/// With `b = 2/alpha - 1` and `e = b^(-2 |x - c| / delta)`: `(1/2) ln(b) / (1 - alpha) 4 e / (1 + e)^2`.
pub(super) fn dsq(
    alpha: &Rational,
    delta: &Rational,
    offset: &Rational,
    cells: &Rational,
    bits: u32,
) -> Outcome {
    let place = Rational::from(offset / delta);
    if place.is_negative() || place > *cells {
        return Outcome::from(Rational::new());
    }
    // A boundary belongs to the cell on its right, but for the last one; both cells have the same value there.
    let (cell, _) = floor_and_remainder(&place);
    let centre = Rational::from(cell).min(cells.clone() - 1u32) + Rational::from((1, 2));
    let distance = (place - centre).abs();
    let base = 2u32 / alpha.clone() - 1u32;
    let Some(e) = power(&base, &(distance * -2i32), bits).ball(bits) else {
        return Outcome::Exact(Extended::Nan);
    };
    let factor = 2u32 / (1u32 - alpha.clone());
    let slope = Ball::from_rational(bits, &base).ln() * &bell(&e);
    Outcome::Enclosed(slope.mul_rational(&factor))
}

/// `(alpha^2 / (x^2 + alpha^2))^(3/2)`.
pub(super) fn circ(alpha: &Rational, size: &Rational, bits: u32) -> Outcome {
    let square = alpha.clone().square();
    let base = square.clone() / (size.clone().square() + square);
    power(&base, &Rational::from((3, 2)), bits)
}

/// `sum_{i=1}^{n-1} cos(2 pi (2i - 1) q)`, which is `sin(4 pi (n-1) q) / (2 sin(2 pi q))`.
pub(super) fn square_wave(n: &Rational, q: &Rational, bits: u32) -> Outcome {
    let terms = n.numer().to_u32().unwrap_or(1).saturating_sub(1);
    let angles = || (0..terms).map(|i| q.clone() * (2 * i + 1));
    let exact: Option<Vec<Rational>> = angles().map(|angle| rational_cos_turns(&angle)).collect();
    if let Some(exact) = exact {
        let sum = exact
            .into_iter()
            .fold(Rational::new(), |sum, term| sum + term);
        return Outcome::from(sum);
    }
    let vanishes = (q.clone() * 4u32 * terms).is_integer();
    if vanishes && !(q.clone() * 2u32).is_integer() {
        return Outcome::from(Rational::new());
    }
    let mut sum = Ball::zero(bits);
    for angle in angles() {
        sum = sum + &cos_turns(&angle, bits);
    }
    Outcome::Enclosed(sum)
}
