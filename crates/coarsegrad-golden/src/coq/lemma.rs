//! One certificate as a lemma: its statement and the tactic that proves it.

use coarsegrad_arith::{Integer, Rational};
use coarsegrad_exact::{Population, Position};
use coarsegrad_model::Angle;

use super::scalars::{Scalar, decimal, places, precision};
use crate::error::GoldenError;
use crate::quantity::Quantity;
use crate::record::{Certificate, Record, Statement};

/// Bits beyond the others for scalars with an error function.
const ERF_BITS: u32 = 32;

/// A lemma with its proof.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lemma {
    /// Its name.
    pub name: String,
    /// What it says, with its proof: three sentences of the proof assistant.
    pub text: String,
}

/// The lemma of a certificate of a record.
///
/// # Errors
/// [`GoldenError::TooWide`] where a scalar of the proof is not enclosed.
pub fn lemma(record: &Record, certificate: &Certificate) -> Result<Lemma, GoldenError> {
    let population = Population::new(&record.instance);
    let name = record.lemma(certificate.quantity);
    let tactic = tactic(&population, certificate).ok_or_else(|| GoldenError::TooWide {
        id: record.id.clone(),
        quantity: certificate.quantity.name(),
    })?;
    let statement = statement(record, certificate, population.position());
    Ok(Lemma {
        text: format!("Lemma {name} :\n  {statement}.\nProof. {tactic}. Qed.\n"),
        name,
    })
}

fn statement(record: &Record, certificate: &Certificate, position: Position) -> String {
    let statements: Vec<String> = certificate.statements.iter().map(said).collect();
    let constant = constant(record, certificate.quantity, position);
    let digits = certificate.digits;
    match certificate.quantity.dimension(&record.instance) {
        Some(k) => format!(
            "enclosed_vector {digits} {k}\n    ({constant})\n    [{}]",
            statements.join(";\n     ")
        ),
        None => format!(
            "enclosed {digits}\n    ({constant})\n    ({})",
            statements.join("; ")
        ),
    }
}

/// The constant of the proofs, applied to the instance.
fn constant(record: &Record, quantity: Quantity, position: Position) -> String {
    let instance = &record.instance;
    let (m, n) = (instance.rows(), instance.inputs());
    let [v, w] = [&instance.student().v, &instance.student().w].map(|x| literal(x));
    let [vs, ws] = [&instance.teacher().v, &instance.teacher().w].map(|x| literal(x));
    let name = quantity.name();
    match (quantity, position) {
        (Quantity::Angle, _) => format!("angle {n} {w} {ws}"),
        (Quantity::PopulationLoss, Position::ZeroWeight) => {
            format!("population_loss_at_zero {m} {vs}")
        }
        (Quantity::Identity, Position::ZeroWeight) => {
            format!("expected_coarse_gradient_identity_at_zero {m} {n} {vs} {ws} {v}")
        }
        _ => format!("{name} {m} {n} {vs} {ws}\n     {v} {w}"),
    }
}

/// The proof, `None` if a scalar is not enclosed.
fn tactic(population: &Population<'_>, certificate: &Certificate) -> Option<String> {
    let position = population.position();
    let places = places(population, certificate.digits);
    let scalar = |scalar| decimal(population, scalar, places);
    let known = match &population.plane().angle {
        Angle::OfPi(turn) => Some(turn),
        _ => None,
    };
    let all_exact = certificate
        .statements
        .iter()
        .all(|statement| matches!(statement, Statement::Exactly(_)));
    Some(match (certificate.quantity, position) {
        (Quantity::Angle, _) => {
            let bits = certificate.statements.iter().filter_map(|s| match s {
                Statement::Near(z) => Some(z),
                Statement::Exactly(_) => None,
            });
            let p = precision(certificate.digits, bits);
            match known {
                Some(_) if all_exact => "angle_zero".to_owned(),
                Some(turn) => format!("angle_known {} {p}%positive", fraction(turn)),
                None => format!("angle_between {p}%positive"),
            }
        }
        (Quantity::PopulationLoss, Position::ZeroWeight) => "loss_at_zero".to_owned(),
        (Quantity::PopulationLoss | Quantity::PopulationGradientV, _) => {
            let name = match certificate.quantity {
                Quantity::PopulationLoss => "loss",
                _ => "gradient_v",
            };
            let turn = scalar(Scalar::Turn)?;
            let p = precision(places, [&turn]);
            let decimal = integer(&turn);
            match known {
                Some(known) => format!("{name}_known {places}%nat {decimal} {}", fraction(known)),
                None => format!("{name}_between {places}%nat {decimal} {p}%positive"),
            }
        }
        (Quantity::PopulationGradientW, _) => {
            let x = scalar(Scalar::OverWedge)?;
            let p = precision(places, [&x]);
            format!("gradient_w {places}%nat {} {p}%positive", integer(&x))
        }
        (Quantity::Identity, Position::ZeroWeight) => {
            let y = scalar(Scalar::OverTeacherNorm)?;
            let p = precision(places, [&y]);
            format!("identity_at_zero {places}%nat {} {p}%positive", integer(&y))
        }
        (Quantity::Identity | Quantity::Relu, _) => {
            let name = match certificate.quantity {
                Quantity::Identity => "identity",
                _ => "relu",
            };
            let (x, y) = (
                scalar(Scalar::OverStudentNorm)?,
                scalar(Scalar::OverTeacherNorm)?,
            );
            let p = precision(places, [&x, &y]);
            let (x, y) = (integer(&x), integer(&y));
            format!("{name} {places}%nat {x} {y} {p}%positive")
        }
        (Quantity::ClippedRelu, _) => {
            let (x, y) = (
                scalar(Scalar::ClippedAlong)?,
                scalar(Scalar::ClippedAcross)?,
            );
            // The exponential and the error function cancel in part.
            let p = precision(places, [&x, &y]) + ERF_BITS;
            let (x, y) = (integer(&x), integer(&y));
            format!("clipped_relu {places}%nat {x} {y} {p}%positive")
        }
    })
}

fn said(statement: &Statement) -> String {
    match statement {
        Statement::Near(z) => format!("near {}", integer(z)),
        Statement::Exactly(q) => format!("exactly {}", fraction(q)),
    }
}

fn literal(x: &[Rational]) -> String {
    let entries: Vec<String> = x.iter().map(bare_fraction).collect();
    format!("(literal [{}]%Q)", entries.join("; "))
}

fn fraction(x: &Rational) -> String {
    format!("({})%Q", bare_fraction(x))
}

fn bare_fraction(x: &Rational) -> String {
    let (numerator, denominator) = (x.numer(), x.denom());
    if *numerator < 0 {
        format!("({numerator}) # {denominator}")
    } else {
        format!("{numerator} # {denominator}")
    }
}

fn integer(x: &Integer) -> String {
    format!("({x})%Z")
}
