//! Many combinations of the same few values.
//!
//! The entries of a vector are `x_1 s_1 + ... + x_k s_k` with the same symbolic `s_j` and, for each
//! entry, other rational `x_j`. Brought to common denominators once, an entry costs a few integer
//! products and one greatest common divisor per term.

use std::sync::Arc;

use rug::Complete;

use super::{Evaluator, Monomial, Symbolic};
use crate::{Ball, Integer, Rational};

/// The linear map `(x_1, ..., x_k) -> x_1 s_1 + ... + x_k s_k` for fixed symbolic `s_j`.
#[derive(Clone, Debug)]
pub struct Combination {
    rows: Vec<Row>,
}

/// One monomial with the integers `n_j` and `d` of its coefficient `(sum_j n_j x_j) / d`.
#[derive(Clone, Debug)]
struct Row {
    monomial: Arc<Monomial>,
    numerators: Vec<Integer>,
    denominator: Integer,
}

impl Combination {
    /// The map for the given values, `x_j` to be given as integers over `denominators[j]`; `None`
    /// if a value is unknown or the numbers of values and denominators differ.
    #[must_use]
    pub fn new(values: &[&Symbolic], denominators: &[&Integer]) -> Option<Self> {
        if values.len() != denominators.len() {
            return None;
        }
        let mut monomials: Vec<(Arc<Monomial>, Vec<Rational>)> = Vec::new();
        for (index, (value, denominator)) in values.iter().zip(denominators).enumerate() {
            for (coefficient, monomial) in value.terms()? {
                // Bring the term to a monomial already met, if its root is a multiple of that one.
                let place = monomials
                    .iter()
                    .position(|(other, _)| Symbolic::root_ratio(monomial, other).is_some());
                let place = place.unwrap_or_else(|| {
                    monomials.push((Arc::clone(monomial), vec![Rational::new(); values.len()]));
                    monomials.len() - 1
                });
                let (target, coefficients) = monomials.get_mut(place)?;
                let ratio = Symbolic::root_ratio(monomial, target)?;
                *coefficients.get_mut(index)? += coefficient.clone() * ratio / *denominator;
            }
        }
        let rows = monomials
            .into_iter()
            .map(|(monomial, coefficients)| {
                let mut denominator = Integer::from(1);
                for coefficient in &coefficients {
                    denominator.lcm_mut(coefficient.denom());
                }
                let numerators = coefficients
                    .iter()
                    .map(|x| x.numer() * denominator.div_exact_ref(x.denom()).complete())
                    .collect();
                Row {
                    monomial,
                    numerators,
                    denominator,
                }
            })
            .collect();
        Some(Combination { rows })
    }

    /// The number of terms that an entry may have.
    #[must_use]
    pub fn term_count(&self) -> usize {
        self.rows.len()
    }

    /// The integers `n` of the entry at `x_j = integers[j] / denominators[j]`: its coefficient of
    /// each monomial over that monomial's denominator. All are zero if the entry is.
    #[must_use]
    pub fn numerators(&self, integers: &[&Integer]) -> Vec<Integer> {
        let numerator = |row: &Row| {
            let mut sum = Integer::new();
            for (factor, x) in row.numerators.iter().zip(integers) {
                sum += factor * *x;
            }
            sum
        };
        self.rows.iter().map(numerator).collect()
    }

    /// The entry with these numerators.
    #[must_use]
    pub fn entry(&self, numerators: &[Integer]) -> Symbolic {
        let mut terms = Vec::with_capacity(self.rows.len());
        for (row, numerator) in self.rows.iter().zip(numerators) {
            if !numerator.is_zero() {
                let coefficient = Rational::from((numerator, &row.denominator));
                terms.push((coefficient, Arc::clone(&row.monomial)));
            }
        }
        Symbolic { terms: Some(terms) }
    }

    /// Each monomial over its denominator, as a ball; `None` as for [`Evaluator::evaluate`].
    pub fn units(&self, evaluator: &mut Evaluator<Ball>) -> Option<Vec<Ball>> {
        let unit = |row: &Row| {
            let value = Rational::from((Integer::from(1), row.denominator.clone()));
            let unit = Symbolic {
                terms: Some(vec![(value, Arc::clone(&row.monomial))]),
            };
            evaluator.evaluate(&unit)
        };
        self.rows.iter().map(unit).collect()
    }
}
