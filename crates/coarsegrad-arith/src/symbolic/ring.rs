//! Sums and products of normal forms.

use std::ops::{Add, Mul, Neg, Sub};

use rug::Complete;

use super::Symbolic;
use crate::Scalar;

impl Neg for Symbolic {
    type Output = Symbolic;

    fn neg(mut self) -> Symbolic {
        for (coefficient, _) in self.terms.iter_mut().flatten() {
            *coefficient = -std::mem::take(coefficient);
        }
        self
    }
}

impl Add<&Symbolic> for Symbolic {
    type Output = Symbolic;

    fn add(mut self, other: &Symbolic) -> Symbolic {
        match (&mut self.terms, &other.terms) {
            (Some(terms), Some(more)) => {
                for (coefficient, monomial) in more {
                    Self::accumulate(terms, coefficient.clone(), monomial);
                }
                self
            }
            _ => Self::unknown(),
        }
    }
}

impl Sub<&Symbolic> for Symbolic {
    type Output = Symbolic;

    fn sub(mut self, other: &Symbolic) -> Symbolic {
        match (&mut self.terms, &other.terms) {
            (Some(terms), Some(more)) => {
                for (coefficient, monomial) in more {
                    Self::accumulate(terms, (-coefficient).complete(), monomial);
                }
                self
            }
            _ => Self::unknown(),
        }
    }
}

impl Mul<&Symbolic> for Symbolic {
    type Output = Symbolic;

    fn mul(self, other: &Symbolic) -> Symbolic {
        // Zero times unknown stays unknown: unknown may stand for "no value".
        let (Some(left), Some(right)) = (&self.terms, &other.terms) else {
            return Self::unknown();
        };
        match (left.as_slice(), right.as_slice()) {
            ([], _) | (_, []) => return Self::zero(),
            (_, [(factor, monomial)]) if monomial.is_one() => return self.scaled(factor),
            ([(factor, monomial)], _) if monomial.is_one() => return other.scale(factor),
            _ => {}
        }
        let mut terms = Vec::with_capacity(left.len() * right.len());
        for a in left {
            for b in right {
                let (coefficient, monomial) = Self::multiply_terms(a, b);
                Self::accumulate(&mut terms, coefficient, &monomial);
            }
        }
        Symbolic { terms: Some(terms) }
    }
}
