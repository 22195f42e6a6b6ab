//! From a normal form to a number, in any [`Real`] arithmetic.

use std::sync::Arc;

use super::{Atom, Monomial, Symbolic};
use crate::{Integer, Rational, Real};

/// Evaluates normal forms in one arithmetic, remembering every root, power of pi and atom.
///
/// The values of one instance share a handful of factors; each is computed once.
#[derive(Clone, Debug)]
pub struct Evaluator<T: Real> {
    context: T::Context,
    theta_over_pi: Option<T>,
    monomials: Vec<(Arc<Monomial>, T)>,
    roots: Vec<(Integer, T)>,
    pi_powers: Vec<(i32, T)>,
    atoms: Vec<(Atom, T)>,
}

impl<T: Real> Evaluator<T> {
    /// An evaluator whose symbol `theta/pi` has the given value (`None` if it must not occur).
    pub fn new(context: T::Context, theta_over_pi: Option<T>) -> Self {
        Evaluator {
            context,
            theta_over_pi,
            monomials: Vec::new(),
            roots: Vec::new(),
            pi_powers: Vec::new(),
            atoms: Vec::new(),
        }
    }

    /// The arithmetic's context.
    pub fn context(&self) -> &T::Context {
        &self.context
    }

    /// The value of the symbol `theta/pi`.
    pub fn theta_over_pi(&self) -> Option<&T> {
        self.theta_over_pi.as_ref()
    }

    /// The number that a normal form stands for; `None` if it is unknown, or has the symbol
    /// `theta/pi` and this evaluator has no angle.
    pub fn evaluate(&mut self, value: &Symbolic) -> Option<T> {
        let mut total: Option<T> = None;
        for (coefficient, monomial) in value.terms()? {
            let term = match self.monomial(monomial)? {
                Some(factor) => factor.scale(coefficient),
                None => T::from_rational(&self.context, coefficient),
            };
            total = Some(match total {
                Some(sum) => sum + &term,
                None => term,
            });
        }
        Some(total.unwrap_or_else(|| T::zero(&self.context)))
    }

    /// The product of the factors; `Some(None)` for the monomial one.
    #[expect(
        clippy::option_option,
        reason = "the empty product and a missing angle differ"
    )]
    fn monomial(&mut self, monomial: &Arc<Monomial>) -> Option<Option<&T>> {
        if monomial.is_one() {
            return Some(None);
        }
        let known = self
            .monomials
            .iter()
            .position(|(key, _)| Arc::ptr_eq(key, monomial));
        let place = match known {
            Some(place) => place,
            None => {
                let value = self.product(monomial)?;
                self.monomials.push((Arc::clone(monomial), value));
                self.monomials.len() - 1
            }
        };
        Some(self.monomials.get(place).map(|(_, value)| value))
    }

    /// The product of at least one factor.
    fn product(&mut self, monomial: &Monomial) -> Option<T> {
        let mut factors = Vec::new();
        for _ in 0..monomial.theta {
            factors.push(self.theta_over_pi.clone()?);
        }
        if monomial.radicand != 1 {
            factors.push(self.root(&monomial.radicand));
        }
        if monomial.pi_halves != 0 {
            factors.push(self.pi_power(monomial.pi_halves));
        }
        for atom in &monomial.atoms {
            factors.push(self.atom(atom)?);
        }
        factors
            .into_iter()
            .reduce(|product, factor| product * &factor)
    }

    fn root(&mut self, radicand: &Integer) -> T {
        if let Some((_, value)) = self.roots.iter().find(|(key, _)| key == radicand) {
            return value.clone();
        }
        let value = T::from_rational(&self.context, &Rational::from(radicand.clone())).sqrt();
        self.roots.push((radicand.clone(), value.clone()));
        value
    }

    fn pi_power(&mut self, halves: i32) -> T {
        if let Some((_, value)) = self.pi_powers.iter().find(|(key, _)| *key == halves) {
            return value.clone();
        }
        let value = match halves {
            2 => T::pi(&self.context),
            1 => self.pi_power(2).sqrt(),
            3.. => self.pi_power(halves - 2) * &self.pi_power(2),
            _ => self.pi_power(-halves).recip(),
        };
        self.pi_powers.push((halves, value.clone()));
        value
    }

    fn atom(&mut self, atom: &Atom) -> Option<T> {
        if let Some((_, value)) = self.atoms.iter().find(|(key, _)| key == atom) {
            return Some(value.clone());
        }
        let number = |x: &Rational| T::from_rational(&self.context, x);
        let value = match atom {
            Atom::ExpM1(x) => number(x).exp_m1(),
            Atom::Exp(x) => number(x).exp()?,
            Atom::Erf(x) => number(x).sqrt().erf(),
            Atom::Erfc(x) => number(x).sqrt().erfc(),
            Atom::OwenT(x, y) => T::owen_t(&number(x).sqrt(), &number(y).sqrt()),
        };
        self.atoms.push((atom.clone(), value.clone()));
        Some(value)
    }
}
