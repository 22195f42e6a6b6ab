//! The reference files: 35 cases of the theory and 120 instances of the independent quadrature route.

use coarsegrad_arith::{Rational, parse_rational};
use coarsegrad_model::{Network, TwoLayer, parse_instance};
use serde_json::Value;

/// One case of `data/two-layer.json`.
#[derive(Debug)]
pub struct Case {
    /// Its name.
    pub id: String,
    /// The instance, exactly.
    pub instance: TwoLayer<Rational>,
    /// The whole record.
    pub record: Value,
}

/// The cases of the theory.
///
/// # Panics
/// If the file is not what it was.
#[must_use]
pub fn theory_cases() -> Vec<Case> {
    let file: Value = serde_json::from_str(include_str!("../data/two-layer.json")).unwrap();
    assert_eq!(file["format"], "yin-ste-cases/1");
    let cases = file["cases"].as_array().unwrap();
    assert_eq!(cases.len() as u64, file["count"].as_u64().unwrap());
    cases.iter().map(theory_case).collect()
}

fn theory_case(record: &Value) -> Case {
    let network = |v: &str, w: &str| Network {
        v: rationals(&record[v]),
        w: rationals(&record[w]),
    };
    Case {
        id: record["id"].as_str().unwrap().to_owned(),
        instance: TwoLayer::new(network("v", "w"), network("v_star", "w_star")).unwrap(),
        record: record.clone(),
    }
}

fn rationals(value: &Value) -> Vec<Rational> {
    value
        .as_array()
        .unwrap()
        .iter()
        .map(|text| parse_rational(text.as_str().unwrap()).unwrap())
        .collect()
}

/// One line of the independent route's file.
#[derive(Debug)]
pub struct IndependentCase {
    /// What it was generated to be.
    pub kind: String,
    /// The instance, exactly.
    pub instance: TwoLayer<Rational>,
    /// `{"angle": ..., "quantities": ...}`.
    pub expected: Value,
}

/// The instances of the independent quadrature route.
///
/// # Panics
/// If the file is not what it was.
#[must_use]
pub fn independent_cases() -> Vec<IndependentCase> {
    include_str!("../reference/data/independent-120.jsonl")
        .lines()
        .map(|line| {
            let record: Value = serde_json::from_str(line).unwrap();
            let instance = serde_json::to_vec(&record["instance"]).unwrap();
            IndependentCase {
                kind: record["kind"].as_str().unwrap().to_owned(),
                instance: parse_instance(&instance).unwrap(),
                expected: record["expected"].clone(),
            }
        })
        .collect()
}
