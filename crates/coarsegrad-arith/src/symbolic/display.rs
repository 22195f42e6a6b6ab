//! Normal forms as text: `-(3/20)*sqrt(7)/pi`.
//!
//! The text is an expression in `sqrt`, `expm1`, `erf`, `owen_t`, `pi` and `theta` that a computer
//! algebra system reads after replacing `^`.

use std::cmp::Reverse;
use std::fmt::{self, Display, Formatter, Write};

use super::{Atom, Monomial, Symbolic, Term};
use crate::{Integer, Rational};

impl Display for Symbolic {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Some(terms) = self.terms() else {
            return f.write_str("unknown");
        };
        if terms.is_empty() {
            return f.write_str("0");
        }
        // Values that are equal print alike, however they were computed.
        let mut ordered: Vec<&Term> = terms.iter().collect();
        ordered.sort_by_key(|(_, m)| (m.theta, &m.atoms, Reverse(m.pi_halves), &m.radicand));
        for (index, (coefficient, monomial)) in ordered.into_iter().enumerate() {
            let negative = coefficient.is_negative();
            match (index, negative) {
                (0, true) => f.write_char('-')?,
                (0, false) => {}
                (_, true) => f.write_str(" - ")?,
                (_, false) => f.write_str(" + ")?,
            }
            write_term(f, coefficient, monomial)?;
        }
        Ok(())
    }
}

/// One term without its sign.
fn write_term(f: &mut Formatter<'_>, coefficient: &Rational, monomial: &Monomial) -> fmt::Result {
    let mut factors = Factors { f, empty: true };
    let (numerator, denominator) = (coefficient.numer().as_abs(), coefficient.denom());
    // A coefficient of one is left out if a factor of the numerator follows.
    let followed = monomial.radicand != 1
        || monomial.theta > 0
        || monomial.pi_halves > 2 * i32::try_from(monomial.theta).unwrap_or(i32::MAX)
        || !monomial.atoms.is_empty();
    let alone = !followed && monomial.pi_halves == 0;
    if *denominator != 1 {
        factors.next()?;
        if alone {
            write_integer(factors.f, &numerator)?;
            factors.f.write_char('/')?;
            write_integer(factors.f, denominator)?;
        } else {
            factors.f.write_char('(')?;
            write_integer(factors.f, &numerator)?;
            factors.f.write_char('/')?;
            write_integer(factors.f, denominator)?;
            factors.f.write_char(')')?;
        }
    } else if *numerator != 1 || !followed {
        factors.next()?;
        write_integer(factors.f, &numerator)?;
    }
    if monomial.radicand != 1 {
        factors.next()?;
        factors.f.write_str("sqrt(")?;
        write_integer(factors.f, &monomial.radicand)?;
        factors.f.write_char(')')?;
    }
    // The atoms are sorted.
    for equal in monomial.atoms.chunk_by(|a, b| a == b) {
        if let Some(atom) = equal.first() {
            factors.next()?;
            write_atom(factors.f, atom)?;
            if equal.len() > 1 {
                write!(factors.f, "^{}", equal.len())?;
            }
        }
    }
    if monomial.theta > 0 {
        factors.next()?;
        write_power(factors.f, "theta", monomial.theta)?;
    }
    let pi_halves = i64::from(monomial.pi_halves) - 2 * i64::from(monomial.theta);
    if pi_halves != 0 {
        if pi_halves > 0 {
            factors.next()?;
        } else {
            f.write_char('/')?;
        }
        match pi_halves.unsigned_abs() {
            1 => f.write_str("sqrt(pi)")?,
            2 => f.write_str("pi")?,
            halves if halves % 2 == 0 => write!(f, "pi^{}", halves / 2)?,
            halves => write!(f, "pi^({halves}/2)")?,
        }
    }
    Ok(())
}

/// Writes the `*` between factors.
struct Factors<'a, 'f> {
    f: &'a mut Formatter<'f>,
    empty: bool,
}

impl Factors<'_, '_> {
    fn next(&mut self) -> fmt::Result {
        if self.empty {
            self.empty = false;
            Ok(())
        } else {
            self.f.write_char('*')
        }
    }
}

/// Integers of machine size print several times faster as such.
fn write_integer(f: &mut Formatter<'_>, value: &Integer) -> fmt::Result {
    match value.to_u128() {
        Some(small) => Display::fmt(&small, f),
        None => Display::fmt(value, f),
    }
}

fn write_power(f: &mut Formatter<'_>, base: &str, exponent: u32) -> fmt::Result {
    match exponent {
        1 => f.write_str(base),
        _ => write!(f, "{base}^{exponent}"),
    }
}

fn write_atom(f: &mut Formatter<'_>, atom: &Atom) -> fmt::Result {
    match atom {
        Atom::ExpM1(x) => write!(f, "expm1({x})"),
        Atom::Erf(x) => write!(f, "erf({})", Symbolic::sqrt_rational(x)),
        Atom::OwenT(x, y) => write!(
            f,
            "owen_t({}, {})",
            Symbolic::sqrt_rational(x),
            Symbolic::sqrt_rational(y)
        ),
    }
}
