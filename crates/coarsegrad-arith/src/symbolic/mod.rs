//! Exact closed forms: sums of products of rationals, roots, powers of pi and of the angle.

mod combination;
mod display;
mod evaluate;
mod radical;
mod real;
mod ring;

use std::cmp::Ordering;
use std::sync::{Arc, LazyLock};

use rug::Complete;

pub use combination::Combination;
pub use evaluate::Evaluator;

use crate::{Integer, Rational, Scalar};

/// A transcendental factor at rational arguments; each is non-zero.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Atom {
    /// `e^x - 1`, `0 < |x| <= 1`.
    ExpM1(Rational),
    /// `e^x`, `|x| > 1`.
    Exp(Rational),
    /// `erf(sqrt(x))`, `0 < x <= 1`.
    Erf(Rational),
    /// `1 - erf(sqrt(x))`, `x > 1`.
    Erfc(Rational),
    /// `T(sqrt(x), sqrt(y))`, `x > 0`, `y > 0`.
    OwenT(Rational, Rational),
}

/// Everything in a term but its rational coefficient.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Monomial {
    pub(crate) radicand: Integer,
    pub(crate) pi_halves: i32,
    pub(crate) theta: u32,
    pub(crate) atoms: Vec<Atom>,
}

/// The monomial one: most terms share it.
static ONE: LazyLock<Arc<Monomial>> = LazyLock::new(|| Arc::new(Monomial::one()));

impl Monomial {
    fn one() -> Self {
        Monomial {
            radicand: Integer::from(1),
            pi_halves: 0,
            theta: 0,
            atoms: Vec::new(),
        }
    }

    fn is_one(&self) -> bool {
        self.radicand == 1 && self.is_radical()
    }

    /// No factor besides the square root.
    fn is_radical(&self) -> bool {
        self.pi_halves == 0 && self.theta == 0 && self.atoms.is_empty()
    }

    fn same_but_for_root(&self, other: &Self) -> bool {
        self.pi_halves == other.pi_halves && self.theta == other.theta && self.atoms == other.atoms
    }
}

/// A rational coefficient and the rest, shared between values.
pub(crate) type Term = (Rational, Arc<Monomial>);

/// An exact real number in normal form, or *unknown*.
///
/// A value is a finite sum of terms
///
/// ```text
/// q * sqrt(N) * pi^(k/2) * (theta/pi)^j * A_1 * ... * A_r
/// ```
///
/// with `q` rational, `N` a positive integer, and atoms `A_i` at rational `x`, `y`:
///
/// - `expm1(x)` for `|x| <= 1`, `exp(x)` beyond;
/// - `erf(sqrt(x))` for `x <= 1`, `erfc(sqrt(x))` beyond;
/// - Owen's `T(sqrt(x), sqrt(y))`.
///
/// The split keeps atoms small: what is of order one in `exp` of a small or `erf` of a large number
/// is a rational, and rationals cancel exactly.
///
/// `theta` is *the* angle of the instance at hand, in `(0, pi)`; an angle whose quotient by pi is
/// rational is never written with the symbol but as that rational.
///
/// # What equality decides
///
/// Terms are merged whenever their factors other than `q` are equal, two roots counting as
/// equal if their quotient is rational. A value whose normal form is empty **is** zero. The
/// converse is a theorem where the terms share one power of pi and have no atoms: square roots of
/// integers with pairwise non-square products are linearly independent over the rationals, and
/// `theta/pi` is transcendental over the algebraic numbers when it is irrational and `cos(theta)`
/// is algebraic (Gelfond-Schneider). With `expm1` atoms alone it follows from
/// Lindemann-Weierstrass. In general nobody knows; [`Symbolic::is_zero`] therefore promises one
/// direction only, and inequality is left to enclosures.
///
/// Operations that leave the class return the *unknown* value, which absorbs everything.
#[derive(Clone, Debug)]
pub struct Symbolic {
    /// Non-zero coefficients with pairwise independent monomials; `None` is unknown.
    terms: Option<Vec<Term>>,
}

impl Symbolic {
    /// The value that left the class.
    #[must_use]
    pub fn unknown() -> Self {
        Symbolic { terms: None }
    }

    /// Exactly zero.
    #[must_use]
    pub fn zero() -> Self {
        Symbolic {
            terms: Some(Vec::new()),
        }
    }

    fn single(coefficient: Rational, monomial: Monomial) -> Self {
        Self::term(coefficient, Arc::new(monomial))
    }

    fn term(coefficient: Rational, monomial: Arc<Monomial>) -> Self {
        if coefficient.is_zero() {
            return Self::zero();
        }
        Symbolic {
            terms: Some(vec![(coefficient, monomial)]),
        }
    }

    fn atom(atom: Atom) -> Self {
        Self::single(
            Rational::from(1),
            Monomial {
                atoms: vec![atom],
                ..Monomial::one()
            },
        )
    }

    /// The rational number `value`.
    #[must_use]
    pub fn rational(value: Rational) -> Self {
        Self::term(value, Arc::clone(&ONE))
    }

    /// `sqrt(value)`; unknown for a negative value.
    #[must_use]
    pub fn sqrt_rational(value: &Rational) -> Self {
        match value.cmp0() {
            Ordering::Less => Self::unknown(),
            Ordering::Equal => Self::zero(),
            Ordering::Greater => {
                // sqrt(p/q) with q = r^2 n is sqrt(p n) / (r n).
                let (denominator_root, denominator_rest) =
                    radical::take_squares_out(value.denom().clone());
                let (root, rest) = radical::take_squares_out(value.numer().clone());
                let (factor, radicand) = radical::multiply(&rest, &denominator_rest);
                let coefficient =
                    Rational::from((root * factor, denominator_root * denominator_rest));
                Self::single(
                    coefficient,
                    Monomial {
                        radicand,
                        ..Monomial::one()
                    },
                )
            }
        }
    }

    /// `pi^(halves/2)`.
    #[must_use]
    pub fn pi_power(halves: i32) -> Self {
        Self::single(
            Rational::from(1),
            Monomial {
                pi_halves: halves,
                ..Monomial::one()
            },
        )
    }

    /// `theta/pi` for the angle of the instance, to be used only where it is irrational.
    #[must_use]
    pub fn theta_over_pi() -> Self {
        Self::single(
            Rational::from(1),
            Monomial {
                theta: 1,
                ..Monomial::one()
            },
        )
    }

    /// Whether the value left the class.
    #[must_use]
    pub fn is_unknown(&self) -> bool {
        self.terms.is_none()
    }

    /// Whether the value is certainly zero (its normal form is empty).
    #[must_use]
    pub fn is_zero(&self) -> bool {
        self.terms.as_ref().is_some_and(Vec::is_empty)
    }

    /// The value as a rational, if it is one.
    #[must_use]
    pub fn as_rational(&self) -> Option<Rational> {
        match self.terms.as_deref()? {
            [] => Some(Rational::new()),
            [(coefficient, monomial)] if monomial.is_one() => Some(coefficient.clone()),
            _ => None,
        }
    }

    /// The square of the value with its sign, if that is rational: `q |q| N` for `q sqrt(N)`.
    #[must_use]
    pub fn as_signed_square(&self) -> Option<Rational> {
        match self.terms.as_deref()? {
            [] => Some(Rational::new()),
            [(coefficient, monomial)] if monomial.is_radical() => {
                let size = coefficient.abs_ref().complete();
                Some((coefficient * size) * &monomial.radicand)
            }
            _ => None,
        }
    }

    /// Whether the two values certainly agree: their difference has an empty normal form.
    #[must_use]
    pub fn equals(&self, other: &Self) -> bool {
        (self.clone() - other).is_zero()
    }

    /// The rational `q` with `self = q * other`, if there is one that the normal forms show.
    #[must_use]
    pub fn rational_ratio(&self, other: &Self) -> Option<Rational> {
        let (terms, others) = (self.terms.as_deref()?, other.terms.as_deref()?);
        if terms.is_empty() {
            return Some(Rational::new());
        }
        let (coefficient, monomial) = others.first()?;
        let ratio = terms.iter().find_map(|(present, candidate)| {
            let root = Self::root_ratio(candidate, monomial)?;
            Some((present / coefficient).complete() * root)
        })?;
        self.equals(&other.scale(&ratio)).then_some(ratio)
    }

    /// The number of bits in the largest integer of the normal form: a cheap bound on how long it
    /// prints. Unknown values report `u32::MAX`.
    #[must_use]
    pub fn height_bits(&self) -> u32 {
        let Some(terms) = &self.terms else {
            return u32::MAX;
        };
        let bits = |q: &Rational| {
            q.numer()
                .significant_bits()
                .max(q.denom().significant_bits())
        };
        terms.iter().fold(0, |height, (coefficient, monomial)| {
            let atoms = monomial.atoms.iter().fold(0, |height, atom| {
                height.max(match atom {
                    Atom::ExpM1(x) | Atom::Exp(x) | Atom::Erf(x) | Atom::Erfc(x) => bits(x),
                    Atom::OwenT(x, y) => bits(x).max(bits(y)),
                })
            });
            height
                .max(bits(coefficient))
                .max(monomial.radicand.significant_bits())
                .max(atoms)
        })
    }

    /// About how many characters the factors other than the coefficients take in print: a cheap
    /// lower estimate of the length of the text. Unknown values report `usize::MAX`.
    #[must_use]
    pub fn factor_text_length(&self) -> usize {
        let Some(terms) = &self.terms else {
            return usize::MAX;
        };
        let digits = |bits: u32| bits as usize * 3 / 10;
        let size =
            |q: &Rational| digits(q.numer().significant_bits() + q.denom().significant_bits());
        let atom = |atom: &Atom| match atom {
            Atom::ExpM1(x) | Atom::Exp(x) => "exp()".len() + size(x),
            Atom::Erf(x) | Atom::Erfc(x) => "erf()".len() + size(x) / 2,
            Atom::OwenT(x, y) => "owen_t(,)".len() + (size(x) + size(y)) / 2,
        };
        terms
            .iter()
            .map(|(_, monomial)| {
                let root = if monomial.radicand == 1 {
                    0
                } else {
                    "sqrt()".len()
                };
                root + digits(monomial.radicand.significant_bits())
                    + monomial.atoms.iter().map(atom).sum::<usize>()
            })
            .sum()
    }

    /// The number of terms of the normal form (zero when unknown).
    #[must_use]
    pub fn term_count(&self) -> usize {
        self.terms.as_ref().map_or(0, Vec::len)
    }

    /// `factor * self` for a non-zero factor.
    fn scaled(mut self, factor: &Rational) -> Self {
        for (coefficient, _) in self.terms.iter_mut().flatten() {
            *coefficient *= factor;
        }
        self
    }

    pub(crate) fn terms(&self) -> Option<&[Term]> {
        self.terms.as_deref()
    }

    /// `Some(r)` with `a = r b` for two monomials that differ at most in their roots.
    fn root_ratio(a: &Arc<Monomial>, b: &Arc<Monomial>) -> Option<Rational> {
        if Arc::ptr_eq(a, b) {
            return Some(Rational::from(1));
        }
        if !a.same_but_for_root(b) {
            return None;
        }
        // sqrt(N) / sqrt(M) = r/M with r = sqrt(N) sqrt(M).
        let product = radical::rational_product(&a.radicand, &b.radicand)?;
        Some(Rational::from((product, b.radicand.clone())))
    }

    fn accumulate(terms: &mut Vec<Term>, coefficient: Rational, monomial: &Arc<Monomial>) {
        if coefficient.is_zero() {
            return;
        }
        for (index, (present, other)) in terms.iter_mut().enumerate() {
            if Arc::ptr_eq(other, monomial) {
                *present += coefficient;
                if present.is_zero() {
                    terms.remove(index);
                }
                return;
            }
            if let Some(ratio) = Self::root_ratio(monomial, other) {
                *present += coefficient * ratio;
                if present.is_zero() {
                    terms.remove(index);
                }
                return;
            }
        }
        terms.push((coefficient, Arc::clone(monomial)));
    }

    fn multiply_terms((p, a): &Term, (q, b): &Term) -> Term {
        let mut coefficient = (p * q).complete();
        if a.is_one() {
            return (coefficient, Arc::clone(b));
        }
        if b.is_one() {
            return (coefficient, Arc::clone(a));
        }
        let (factor, radicand) = radical::multiply(&a.radicand, &b.radicand);
        if factor != 1 {
            coefficient *= factor;
        }
        let atoms = if b.atoms.is_empty() {
            a.atoms.clone()
        } else {
            let mut atoms = a.atoms.clone();
            atoms.extend(b.atoms.iter().cloned());
            atoms.sort_unstable();
            atoms
        };
        let monomial = Monomial {
            radicand,
            pi_halves: a.pi_halves + b.pi_halves,
            theta: a.theta + b.theta,
            atoms,
        };
        (coefficient, Arc::new(monomial))
    }
}

#[cfg(test)]
mod tests;
