//! The certificates of an instance, computed by the closed forms.

use coarsegrad_arith::{Ball, Integer, Rational, parse_rational};
use coarsegrad_exact::{Enclosure, Population, Request, ValueReport, value};
use coarsegrad_model::{Ste, TwoLayer};

use crate::error::GoldenError;
use crate::quantity::Quantity;
use crate::record::{Certificate, Record, Statement, power_of_ten};

/// The significant digits certified, of a number or of the largest entry of a vector.
///
/// More than `coarsegrad value` prints if it is not asked for more, so that what it prints contains
/// what is certified.
pub const SIGNIFICANT: u32 = 40;

/// The least number of decimal places certified.
pub const PLACES: u32 = 30;

/// The digits asked of the closed forms: what is left after rounding decides nothing.
const DIGITS: u32 = 60;

/// The record of an instance: every quantity that the proofs have a constant for.
///
/// An entry is said to be exactly a rational where the closed forms say so, and otherwise to be near
/// its decimal to [`SIGNIFICANT`] digits of the largest entry, and to [`PLACES`] places at least.
///
/// # Errors
/// [`GoldenError::Value`] and [`GoldenError::TooWide`] where a value is not enclosed.
pub fn record(id: &str, instance: &TwoLayer<Rational>) -> Result<Record, GoldenError> {
    let population = Population::new(instance);
    let request = Request {
        stes: vec![Ste::Identity, Ste::Relu, Ste::ClippedRelu],
        digits: DIGITS,
        closed_forms: true,
    };
    let report = value(&population, &request).map_err(|source| GoldenError::Value {
        id: id.to_owned(),
        source,
    })?;
    let position = population.position();
    let mut certificates = Vec::new();
    for quantity in Quantity::ALL {
        if !quantity.exists_at(position) {
            continue;
        }
        let certificate = entries(quantity, &report)
            .and_then(|entries| certificate(quantity, &entries))
            .ok_or_else(|| GoldenError::TooWide {
                id: id.to_owned(),
                quantity: quantity.name(),
            })?;
        certificates.push(certificate);
    }
    Ok(Record {
        id: id.to_owned(),
        instance: instance.clone(),
        certificates,
    })
}

/// The entries of a quantity, `None` if it does not exist.
fn entries(quantity: Quantity, report: &ValueReport) -> Option<Vec<&Enclosure>> {
    let coarse = |ste: &Ste| {
        let coarse = report.coarse.iter().find(|coarse| coarse.ste == *ste)?;
        Some(coarse.w.iter().collect())
    };
    match quantity {
        Quantity::Angle => Some(vec![report.angle.as_ref().ok()?]),
        Quantity::PopulationLoss => Some(vec![&report.population_loss]),
        Quantity::PopulationGradientV => Some(report.gradient_v.iter().collect()),
        Quantity::PopulationGradientW => Some(report.gradient_w.as_ref().ok()?.iter().collect()),
        Quantity::Identity => coarse(&Ste::Identity),
        Quantity::Relu => coarse(&Ste::Relu),
        Quantity::ClippedRelu => coarse(&Ste::ClippedRelu),
    }
}

fn certificate(quantity: Quantity, entries: &[&Enclosure]) -> Option<Certificate> {
    let largest = entries
        .iter()
        .filter_map(|entry| entry.ball.magnitude10())
        .max();
    let places = largest.map_or(0, |magnitude| i64::from(SIGNIFICANT) - 1 - magnitude);
    let digits = u32::try_from(places).unwrap_or(0).max(PLACES);
    let statements = entries
        .iter()
        .map(|entry| statement(entry, digits))
        .collect::<Option<_>>()?;
    Some(Certificate {
        quantity,
        digits,
        statements,
    })
}

fn statement(entry: &Enclosure, digits: u32) -> Option<Statement> {
    let exact = entry.exact.as_deref().map(parse_rational);
    if let Some(Ok(exact)) = exact {
        return Some(Statement::Exactly(exact));
    }
    decimal(&entry.ball, digits).map(Statement::Near)
}

/// The enclosed number in units of `10^-digits`, within one unit of it; `None` where the ball is too wide to say.
pub(crate) fn decimal(ball: &Ball, digits: u32) -> Option<Integer> {
    let decimal = ball.to_decimal(-i64::from(digits));
    let power = power_of_ten(digits);
    let radius = parse_rational(&decimal.rad).ok()? * &power;
    // Half a unit from rounding, and next to nothing from the ball.
    if radius > Rational::from((51, 100)) {
        return None;
    }
    let units = parse_rational(&decimal.mid).ok()? * &power;
    (*units.denom() == 1).then(|| units.into_numer_denom().0)
}
