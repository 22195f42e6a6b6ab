//! An instance with what is certified of it.

use coarsegrad_arith::{Integer, Rational, parse_rational};
use coarsegrad_exact::{Population, Position};
use coarsegrad_model::TwoLayer;

use crate::quantity::Quantity;

/// What is said of a number.
///
/// Mirrors `statement` of `proofs/spec/Certificates.v`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Statement {
    /// It lies in `[z - 1, z + 1]/10^d`, with the `d` of its certificate.
    Near(Integer),
    /// It is this rational number.
    Exactly(Rational),
}

/// What is said of one quantity: one lemma of the proofs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    /// The quantity.
    pub quantity: Quantity,
    /// `d`, the decimal places.
    pub digits: u32,
    /// One statement for each entry.
    pub statements: Vec<Statement>,
}

/// An instance with its certificates.
#[derive(Clone, Debug)]
pub struct Record {
    /// A letter, then letters, digits, `_` and `-`, without `__`.
    pub id: String,
    /// The instance, exactly.
    pub instance: TwoLayer<Rational>,
    /// At most one for each quantity.
    pub certificates: Vec<Certificate>,
}

impl Record {
    /// The certificate of a quantity.
    #[must_use]
    pub fn certificate(&self, quantity: Quantity) -> Option<&Certificate> {
        self.certificates
            .iter()
            .find(|certificate| certificate.quantity == quantity)
    }

    /// The name of a quantity's lemma: the id with `_` for `-`, then `__` and the quantity.
    #[must_use]
    pub fn lemma(&self, quantity: Quantity) -> String {
        format!("{}__{}", lemma_prefix(&self.id), quantity.name())
    }

    /// Where `w` lies relative to `w*`.
    #[must_use]
    pub fn position(&self) -> Position {
        Population::new(&self.instance).position()
    }
}

/// The id as the beginning of a lemma's name.
pub(crate) fn lemma_prefix(id: &str) -> String {
    id.replace('-', "_")
}

impl Certificate {
    /// Whether everything that an entry can be, given its statement, lies in the printed enclosure
    /// `[mid - rad, mid + rad]`, both texts read exactly. Then the proof assistant has checked the
    /// enclosure.
    #[must_use]
    pub fn implies(&self, index: usize, mid: &str, rad: &str) -> bool {
        let (Ok(mid), Ok(rad)) = (parse_rational(mid), parse_rational(rad)) else {
            return false;
        };
        let (low, high) = match self.statements.get(index) {
            None => return false,
            Some(Statement::Exactly(value)) => (value.clone(), value.clone()),
            Some(Statement::Near(z)) => {
                let unit = power_of_ten(self.digits);
                let at = |z: Integer| Rational::from((z, unit.clone()));
                (at(Integer::from(z - 1)), at(Integer::from(z + 1)))
            }
        };
        Rational::from(&mid - &rad) <= low && high <= Rational::from(&mid + &rad)
    }
}

/// `10^digits`.
pub(crate) fn power_of_ten(digits: u32) -> Integer {
    let mut power = Integer::from(1);
    for _ in 0..digits {
        power *= 10;
    }
    power
}
