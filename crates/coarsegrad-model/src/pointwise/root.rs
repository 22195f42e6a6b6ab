//! Roots and powers of rational numbers, exact where they are rational.

use coarsegrad_arith::{Ball, Integer, Rational};

use super::Outcome;

/// The greatest numerator or denominator of an exponent for which an exact power is sought.
const MAX_EXACT_EXPONENT: u32 = 64;

/// The `degree`th root of a positive rational number, if it is rational.
pub(super) fn rational_root(value: &Rational, degree: u32) -> Option<Rational> {
    if !value.is_positive() || degree == 0 {
        return None;
    }
    let root = |n: &Integer| {
        let (root, remainder) = n.clone().root_rem(Integer::new(), degree);
        remainder.is_zero().then_some(root)
    };
    Some(Rational::from((root(value.numer())?, root(value.denom())?)))
}

/// `base^exponent` for `base > 0`: exact where it is rational and the exponent is a fraction of small numbers, otherwise
/// `exp(exponent ln(base))`, with as many more bits as a great exponent takes away.
pub(super) fn power(base: &Rational, exponent: &Rational, bits: u32) -> Outcome {
    if let Some(value) = exact_power(base, exponent) {
        return Outcome::from(value);
    }
    let size = exponent.numer().significant_bits();
    let lost = size.saturating_sub(exponent.denom().significant_bits()) + 1;
    let logarithm = Ball::from_rational(bits.saturating_add(lost), base).ln();
    Outcome::Enclosed(logarithm.mul_rational(exponent).exp().round_to(bits))
}

fn exact_power(base: &Rational, exponent: &Rational) -> Option<Rational> {
    let small = |n: &Integer| n.to_u32().filter(|n| *n <= MAX_EXACT_EXPONENT);
    if *base == 1 {
        return Some(Rational::from(1));
    }
    let times = small(&exponent.numer().clone().abs())?;
    let root = rational_root(base, small(exponent.denom())?)?;
    let mut product = Rational::from(1);
    for _ in 0..times {
        product *= &root;
    }
    Some(if exponent.is_negative() {
        product.recip()
    } else {
        product
    })
}
