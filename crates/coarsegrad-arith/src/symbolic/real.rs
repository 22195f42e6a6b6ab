//! Normal forms as numbers: signs, roots, angles and special functions, as far as the class goes.

use std::cmp::Ordering;
use std::sync::Arc;

use rug::Complete;

use super::{Atom, Monomial, Symbolic, Term};
use crate::{Rational, Real, Scalar};

impl Scalar for Symbolic {
    type Context = ();

    fn context(&self) {}

    fn from_rational((): &(), value: &Rational) -> Self {
        Self::rational(value.clone())
    }

    /// Decided where every term has the same sign (all factors but `expm1` of a negative number
    /// are positive); otherwise `None`.
    fn sign(&self) -> Option<Ordering> {
        let mut sign = Ordering::Equal;
        for (coefficient, monomial) in self.terms.as_deref()? {
            let mut term = coefficient.cmp0();
            for atom in &monomial.atoms {
                if matches!(atom, Atom::ExpM1(x) if x.cmp0() == Ordering::Less) {
                    term = term.reverse();
                }
            }
            if sign != Ordering::Equal && sign != term {
                return None;
            }
            sign = term;
        }
        Some(sign)
    }

    fn exp(&self) -> Option<Self> {
        Some(Self::rational(Rational::from(1)) + &self.exp_m1())
    }

    fn scale(&self, factor: &Rational) -> Self {
        if factor.is_zero() && !self.is_unknown() {
            return Self::zero();
        }
        let Some(terms) = &self.terms else {
            return Self::unknown();
        };
        let scale = |(coefficient, monomial): &Term| {
            ((coefficient * factor).complete(), Arc::clone(monomial))
        };
        Symbolic {
            terms: Some(terms.iter().map(scale).collect()),
        }
    }

    fn mul_2exp(&self, exponent: i8) -> Self {
        let mut shifted = self.clone();
        for (coefficient, _) in shifted.terms.iter_mut().flatten() {
            *coefficient <<= i32::from(exponent);
        }
        shifted
    }
}

impl Real for Symbolic {
    fn pi((): &()) -> Self {
        Self::pi_power(2)
    }

    fn recip(&self) -> Self {
        match self.terms.as_deref() {
            Some([(coefficient, monomial)]) if monomial.theta == 0 && monomial.atoms.is_empty() => {
                let denominator = (coefficient * &monomial.radicand).complete();
                Self::single(
                    denominator.recip(),
                    Monomial {
                        radicand: monomial.radicand.clone(),
                        pi_halves: -monomial.pi_halves,
                        ..Monomial::one()
                    },
                )
            }
            _ => Self::unknown(),
        }
    }

    fn sqrt(&self) -> Self {
        match self.terms.as_deref() {
            Some([]) => Self::zero(),
            Some([(coefficient, monomial)])
                if monomial.radicand == 1
                    && monomial.theta == 0
                    && monomial.atoms.is_empty()
                    && monomial.pi_halves % 2 == 0 =>
            {
                Self::sqrt_rational(coefficient) * &Self::pi_power(monomial.pi_halves / 2)
            }
            _ => Self::unknown(),
        }
    }

    fn exp_m1(&self) -> Self {
        match self.as_rational() {
            Some(x) if x.is_zero() => Self::zero(),
            Some(x) if x.clone().abs() <= 1 => Self::atom(Atom::ExpM1(x)),
            Some(x) => Self::atom(Atom::Exp(x)) - &Self::rational(Rational::from(1)),
            None => Self::unknown(),
        }
    }

    fn erf(&self) -> Self {
        let Some(square) = self.as_signed_square() else {
            return Self::unknown();
        };
        if square.is_zero() {
            return Self::zero();
        }
        let negative = square.is_negative();
        let square = square.abs();
        let value = if square <= 1 {
            Self::atom(Atom::Erf(square))
        } else {
            Self::rational(Rational::from(1)) - &Self::atom(Atom::Erfc(square))
        };
        if negative { -value } else { value }
    }

    fn erfc(&self) -> Self {
        Self::rational(Rational::from(1)) - &self.erf()
    }

    fn owen_t(h: &Self, slope: &Self) -> Self {
        let (Some(h), Some(slope)) = (h.as_signed_square(), slope.as_signed_square()) else {
            return Self::unknown();
        };
        let value = if slope.is_zero() {
            return Self::zero();
        } else if h.is_zero() {
            // T(0, a) = atan(a) / (2 pi).
            let turns = match angle_of_tangent_squared(&slope.abs_ref().complete()) {
                Some(angle) => angle / 2u32,
                None => return Self::unknown(),
            };
            Self::rational(turns)
        } else {
            Self::atom(Atom::OwenT(h.abs(), slope.abs_ref().complete()))
        };
        if slope.cmp0() == Ordering::Less {
            -value
        } else {
            value
        }
    }

    /// Known where the angle is a rational multiple of pi.
    fn atan2(y: &Self, x: &Self) -> Self {
        let (Some(y), Some(x)) = (y.as_signed_square(), x.as_signed_square()) else {
            return Self::unknown();
        };
        let acute = if x.is_zero() {
            if y.is_zero() {
                return Self::unknown();
            }
            Rational::from((1, 2))
        } else {
            let ratio = (&y / &x).complete().abs();
            match angle_of_tangent_squared(&ratio) {
                Some(angle) => angle,
                None => return Self::unknown(),
            }
        };
        let upper = if x.cmp0() == Ordering::Less {
            Rational::from(1) - acute
        } else {
            acute
        };
        let angle = Self::rational(upper) * &Self::pi(&());
        if y.cmp0() == Ordering::Less {
            -angle
        } else {
            angle
        }
    }
}

/// `atan(sqrt(x)) / pi` where that is rational: `x` is 0, 1/3, 1 or 3 (Niven).
fn angle_of_tangent_squared(x: &Rational) -> Option<Rational> {
    if x.is_zero() {
        Some(Rational::new())
    } else if *x == Rational::from((1, 3)) {
        Some(Rational::from((1, 6)))
    } else if *x == 1 {
        Some(Rational::from((1, 4)))
    } else if *x == 3 {
        Some(Rational::from((1, 3)))
    } else {
        None
    }
}
