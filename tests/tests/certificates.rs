//! What is certified by the proof assistant, beside data of other origin.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "helpers of tests"
)]

use std::fs;
use std::path::Path;

use coarsegrad_arith::Rational;
use coarsegrad_golden::{Certificate, Quantity, Record, Statement, certificates_of};
use coarsegrad_model::parse_instance;
use serde_json::Value;
use theorems::decimal::{Stored, power_of_ten};
use theorems::reference::theory_cases;

const FIELDS: [(Quantity, &str); 6] = [
    (Quantity::PopulationLoss, "f"),
    (Quantity::PopulationGradientV, "dfdv"),
    (Quantity::PopulationGradientW, "dfdw"),
    (Quantity::Identity, "Eg_identity"),
    (Quantity::Relu, "Eg_relu"),
    (Quantity::ClippedRelu, "Eg_crelu"),
];

/// Stored values below this size are what a 370-bit computation leaves of an exact zero.
const DUST: i64 = -100;

/// Whether what a certificate says of an entry meets a decimal of the reference file.
fn meets(certificate: &Certificate, index: usize, text: &str) -> bool {
    let stored = Stored::rounded(text);
    let (centre, radius) = match &certificate.statements[index] {
        Statement::Near(z) => {
            let unit = power_of_ten(-i64::from(certificate.digits));
            (Rational::from(z) * &unit, unit)
        }
        Statement::Exactly(q) => {
            let dust = q.is_zero() && stored.centre.clone().abs() < power_of_ten(DUST);
            if dust {
                return true;
            }
            (q.clone(), Rational::new())
        }
    };
    (centre - &stored.centre).abs() <= radius + &stored.slack
}

fn compare(record: &Record, quantity: Quantity, stored: &Value) -> usize {
    let Some(certificate) = record.certificate(quantity) else {
        return 0;
    };
    let texts: Vec<&str> = match stored {
        Value::Array(entries) => entries.iter().map(|x| x.as_str().unwrap()).collect(),
        Value::String(text) => vec![text],
        other => panic!("{}: {quantity:?}: {other}", record.id),
    };
    assert_eq!(texts.len(), certificate.statements.len());
    for (index, text) in texts.iter().enumerate() {
        assert!(
            meets(certificate, index, text),
            "{}: {quantity:?}[{index}]: {text}",
            record.id
        );
    }
    texts.len()
}

/// Every reference case of the theory has certificates, and what they say meets the 40 digits of the reference file,
/// which come from other software.
#[test]
fn certified_values_meet_the_reference_cases() {
    let mut compared = 0;
    for case in theory_cases() {
        let record = certificates_of(&case.instance).unwrap();
        assert_eq!(record.id, case.id);
        assert!(record.certificate(Quantity::PopulationLoss).is_some());
        for (quantity, field) in FIELDS {
            compared += compare(&record, quantity, &case.record["expected"][field]);
        }
    }
    println!("{compared} entries");
    assert_eq!(compared, 593);
}

/// The comparison above notices a decimal that is off by two units of its last place.
#[test]
fn a_certificate_does_not_meet_a_wrong_decimal() {
    let case = &theory_cases()[3];
    let record = certificates_of(&case.instance).unwrap();
    let certificate = record.certificate(Quantity::Identity).unwrap();
    let text = case.record["expected"]["Eg_identity"][0].as_str().unwrap();
    assert!(meets(certificate, 0, text));
    let last = text.as_bytes()[text.len() - 1] - b'0';
    let wrong = format!("{}{}", &text[..text.len() - 1], (last + 5) % 10);
    assert!(!meets(certificate, 0, &wrong));
}

/// Every example of the command that is one instance has certificates.
#[test]
fn every_example_instance_is_certified() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples");
    let mut seen = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "json") {
            continue;
        }
        let instance = parse_instance(&fs::read(&path).unwrap()).unwrap();
        assert!(certificates_of(&instance).is_some(), "{}", path.display());
        seen += 1;
    }
    assert!(seen >= 8);
}
