//! Normal forms as text: `-(3/20)*sqrt(7)/pi`.
//!
//! The text is an expression in `sqrt`, `exp`, `expm1`, `erf`, `erfc`, `owen_t`,
//! `pi` and `theta` that a computer
//! algebra system reads after replacing `^`.

use std::cmp::Reverse;
use std::fmt::{self, Display, Formatter};

use super::{Atom, Monomial, Symbolic, Term};
use crate::{Integer, Rational};

impl Display for Symbolic {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.pad(&self.text())
    }
}

impl Symbolic {
    /// The text, written at once: a batch prints many.
    fn text(&self) -> String {
        let Some(terms) = self.terms() else {
            return "unknown".to_owned();
        };
        if terms.is_empty() {
            return "0".to_owned();
        }
        // Values that are equal print alike, however they were computed.
        let mut ordered: Vec<&Term> = terms.iter().collect();
        ordered.sort_by_key(|(_, m)| (m.theta, &m.atoms, Reverse(m.pi_halves), &m.radicand));
        let mut out = String::with_capacity(40 * ordered.len());
        for (index, (coefficient, monomial)) in ordered.into_iter().enumerate() {
            out.push_str(match (index, coefficient.is_negative()) {
                (0, true) => "-",
                (0, false) => "",
                (_, true) => " - ",
                (_, false) => " + ",
            });
            push_term(&mut out, coefficient, monomial);
        }
        out
    }
}

/// One term without its sign.
fn push_term(out: &mut String, coefficient: &Rational, monomial: &Monomial) {
    let (numerator, denominator) = (coefficient.numer().as_abs(), coefficient.denom());
    // pi beyond that of (theta/pi)^j.
    let pi_halves = i64::from(monomial.pi_halves) - 2 * i64::from(monomial.theta);
    // A coefficient of one is left out if a factor of the numerator follows.
    let followed =
        monomial.radicand != 1 || monomial.theta > 0 || pi_halves > 0 || !monomial.atoms.is_empty();
    let mut factors = Factors { out, empty: true };
    if *denominator != 1 {
        let alone = !followed && pi_halves == 0;
        let out = factors.next();
        out.push_str(if alone { "" } else { "(" });
        push_integer(out, &numerator);
        out.push('/');
        push_integer(out, denominator);
        out.push_str(if alone { "" } else { ")" });
    } else if *numerator != 1 || !followed {
        push_integer(factors.next(), &numerator);
    }
    if monomial.radicand != 1 {
        let out = factors.next();
        out.push_str("sqrt(");
        push_integer(out, &monomial.radicand);
        out.push(')');
    }
    // The atoms are sorted.
    for equal in monomial.atoms.chunk_by(|a, b| a == b) {
        if let Some(atom) = equal.first() {
            let out = factors.next();
            push_atom(out, atom);
            push_exponent(out, equal.len());
        }
    }
    if monomial.theta > 0 {
        let out = factors.next();
        out.push_str("theta");
        push_exponent(out, monomial.theta as usize);
    }
    if pi_halves != 0 {
        let out = if pi_halves > 0 {
            factors.next()
        } else {
            out.push('/');
            out
        };
        match pi_halves.unsigned_abs() {
            1 => out.push_str("sqrt(pi)"),
            halves if halves % 2 == 0 => {
                out.push_str("pi");
                push_exponent(out, usize::try_from(halves / 2).unwrap_or(usize::MAX));
            }
            halves => {
                out.push_str("pi^(");
                out.push_str(&halves.to_string());
                out.push_str("/2)");
            }
        }
    }
}

/// Writes the `*` between factors.
struct Factors<'a> {
    out: &'a mut String,
    empty: bool,
}

impl Factors<'_> {
    fn next(&mut self) -> &mut String {
        if !std::mem::take(&mut self.empty) {
            self.out.push('*');
        }
        self.out
    }
}

/// Integers of machine size print several times faster as such.
fn push_integer(out: &mut String, value: &Integer) {
    match value.to_u128() {
        Some(small) => out.push_str(itoa::Buffer::new().format(small)),
        None => out.push_str(&value.to_string()),
    }
}

fn push_exponent(out: &mut String, exponent: usize) {
    if exponent != 1 {
        out.push('^');
        out.push_str(itoa::Buffer::new().format(exponent));
    }
}

fn push_atom(out: &mut String, atom: &Atom) {
    let root = |x: &Rational| Symbolic::sqrt_rational(x).text();
    out.push_str(&match atom {
        Atom::ExpM1(x) => format!("expm1({x})"),
        Atom::Exp(x) => format!("exp({x})"),
        Atom::Erf(x) => format!("erf({})", root(x)),
        Atom::Erfc(x) => format!("erfc({})", root(x)),
        Atom::OwenT(x, y) => format!("owen_t({}, {})", root(x), root(y)),
    });
}
