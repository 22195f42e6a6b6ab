//! Exact sums of many rationals.
//!
//! A running sum of rationals with unrelated denominators costs quadratic time: its denominator
//! grows with every term. Here the terms are brought to one common denominator where that is
//! small, and otherwise grouped by denominator and added along a balanced tree, so the cost is
//! that of a few multiplications of the final size.

use std::collections::HashMap;

use rug::Complete;

use crate::{Integer, Rational};

/// Common denominators above this size are not formed: their numerators would all be that long.
const COMMON_DENOMINATOR_BITS: u32 = 2048;

/// Integers over one denominator: entry `i` is `numerators[i] / denominator`.
#[derive(Clone, Debug)]
pub struct OverCommonDenominator {
    /// The numerators, in the order of the input.
    pub numerators: Vec<Integer>,
    /// The least common denominator.
    pub denominator: Integer,
}

impl OverCommonDenominator {
    /// `sum_i x_i y_i`, exactly; entries beyond the shorter vector count as zero.
    #[must_use]
    pub fn dot(&self, other: &Self) -> Rational {
        let mut numerator = Integer::new();
        for (x, y) in self.numerators.iter().zip(&other.numerators) {
            numerator += x * y;
        }
        let denominator = (&self.denominator * &other.denominator).complete();
        Rational::from((numerator, denominator))
    }
}

/// The numerators over the least common denominator, or `None` if that exceeds 2048 bits.
#[must_use]
pub fn over_common_denominator(values: &[Rational]) -> Option<OverCommonDenominator> {
    let mut denominator = Integer::from(1);
    for value in values {
        if !denominator.is_divisible(value.denom()) {
            denominator.lcm_mut(value.denom());
            if denominator.significant_bits() > COMMON_DENOMINATOR_BITS {
                return None;
            }
        }
    }
    let numerators = values
        .iter()
        .map(|value| {
            if *value.denom() == denominator {
                value.numer().clone()
            } else {
                value.numer() * (&denominator / value.denom()).complete()
            }
        })
        .collect();
    Some(OverCommonDenominator {
        numerators,
        denominator,
    })
}

/// The exact sum of fractions `numerator / denominator` (positive denominators, not necessarily
/// in lowest terms).
#[must_use]
pub fn sum_fractions<I: IntoIterator<Item = (Integer, Integer)>>(terms: I) -> Rational {
    let mut groups: HashMap<Integer, Integer> = HashMap::new();
    for (numerator, denominator) in terms {
        *groups.entry(denominator).or_default() += numerator;
    }
    let mut parts: Vec<Rational> = groups
        .into_iter()
        .map(|(denominator, numerator)| Rational::from((numerator, denominator)))
        .collect();
    parts.sort_unstable_by_key(|part| part.denom().significant_bits());
    while parts.len() > 1 {
        let mut pairs = parts.into_iter();
        let mut next = Vec::with_capacity(pairs.len().div_ceil(2));
        while let Some(left) = pairs.next() {
            next.push(match pairs.next() {
                Some(right) => left + right,
                None => left,
            });
        }
        parts = next;
    }
    parts.pop().unwrap_or_default()
}

/// `sum_i x_i`, exactly.
#[must_use]
pub fn sum(values: &[Rational]) -> Rational {
    sum_fractions(
        values
            .iter()
            .map(|x| (x.numer().clone(), x.denom().clone())),
    )
}

/// `sum_i x_i y_i`, exactly; entries beyond the shorter slice count as zero.
#[must_use]
pub fn dot(x: &[Rational], y: &[Rational]) -> Rational {
    if let (Some(left), Some(right)) = (over_common_denominator(x), over_common_denominator(y)) {
        return left.dot(&right);
    }
    sum_fractions(x.iter().zip(y).map(|(a, b)| {
        (
            (a.numer() * b.numer()).complete(),
            (a.denom() * b.denom()).complete(),
        )
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slow_dot(x: &[Rational], y: &[Rational]) -> Rational {
        x.iter()
            .zip(y)
            .fold(Rational::new(), |acc, (a, b)| acc + (a * b).complete())
    }

    #[test]
    fn both_routes_equal_the_running_sum() {
        let small: Vec<Rational> = (1..40).map(|k| Rational::from((k * k - 300, k))).collect();
        assert!(over_common_denominator(&small).is_some());
        // 400 distinct large denominators: the common one exceeds the limit.
        let large: Vec<Rational> = (0..400)
            .map(|k| Rational::from((k - 200, 1_000_003 + 2 * k)))
            .collect();
        assert!(over_common_denominator(&large).is_none());
        for values in [&small, &large] {
            assert_eq!(dot(values, values), slow_dot(values, values));
            let ones = vec![Rational::from(1); values.len()];
            assert_eq!(sum(values), slow_dot(values, &ones));
        }
    }

    #[test]
    fn an_empty_sum_is_zero() {
        assert_eq!(sum(&[]), Rational::new());
        assert_eq!(dot(&[], &[]), Rational::new());
    }
}
