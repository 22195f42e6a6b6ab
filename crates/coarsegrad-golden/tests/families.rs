//! The corpus: what is committed is what is generated, is valid, and says something of every convention.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "helpers of tests may fail"
)]

use std::collections::{BTreeMap, BTreeSet};

use coarsegrad_golden::case::{CASE_SCHEMA, Case, Expectation, semantic_hash, write_case};
use coarsegrad_golden::families::{FAMILIES, committed};
use coarsegrad_model::pointwise::{
    ClipConvention, FINGERPRINT_POINTS, FakeQuantConvention, HeavisideConvention, SignConvention,
    TernaryConvention, fingerprint, nearest_conventions,
};

fn all() -> Vec<Case> {
    committed().collect::<Result<_, _>>().unwrap()
}

/// The expectations that hold for a convention.
fn holding<'a>(case: &'a Case, convention: &str) -> Vec<&'a Expectation> {
    let choices: BTreeMap<&str, &str> = convention
        .split_whitespace()
        .map(|part| part.split_once('=').unwrap())
        .collect();
    let holds = |expectation: &&Expectation| {
        expectation.when.iter().all(|(axis, allowed)| {
            let choice = choices.get(axis.as_str());
            choice.is_some_and(|choice| allowed.iter().any(|one| one == choice))
        })
    };
    case.expect.iter().filter(holds).collect()
}

#[test]
fn what_is_committed_is_what_is_generated() {
    for family in FAMILIES {
        let text = family.generate_text().unwrap();
        let lines = family.text().lines().zip(text.lines());
        for (committed, generated) in lines {
            assert_eq!(committed, generated);
        }
        assert_eq!(family.text().len(), text.len(), "{}", family.path());
    }
}

#[test]
fn every_record_follows_the_schema_and_is_written_back_byte_for_byte() {
    let schema = serde_json::from_str(CASE_SCHEMA).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    for family in FAMILIES {
        let mut previous = String::new();
        for (line, case) in family.text().lines().zip(family.committed()) {
            let case = case.unwrap();
            let json: serde_json::Value = serde_json::from_str(line).unwrap();
            assert!(validator.is_valid(&json), "{line}");
            assert_eq!(write_case(&case), line);
            assert_eq!(case.hash, semantic_hash(&case));
            assert!(previous < case.id);
            assert!(
                case.id
                    .starts_with(&format!("{}.{}/", case.op, case.output))
            );
            assert!(case.oracle.len() >= 2, "{}", case.id);
            previous = case.id;
        }
    }
}

#[test]
fn ids_and_meanings_are_those_of_one_case_each() {
    let (mut ids, mut meanings) = (BTreeSet::new(), BTreeMap::new());
    for case in all() {
        assert!(ids.insert(case.id.clone()), "{}", case.id);
        // The points of the fingerprint are asked under names of their own.
        if case.flags.iter().any(|flag| flag == "Fingerprint") {
            continue;
        }
        if let Some(other) = meanings.insert(case.hash, case.id.clone()) {
            panic!("{other} and {} mean the same", case.id);
        }
    }
}

#[test]
fn no_convention_is_expected_to_answer_two_things() {
    let conventions = [
        ("clip", texts(ClipConvention::all())),
        ("fake_quant.affine", texts(FakeQuantConvention::all())),
        ("sign", texts(SignConvention::all())),
        ("heaviside", texts(HeavisideConvention::all())),
        ("ternary", texts(TernaryConvention::all())),
    ];
    for case in all() {
        let Some((_, texts)) = conventions.iter().find(|(op, _)| *op == case.op) else {
            continue;
        };
        for dtype in ["f64", "f32", "bf16", "f16"] {
            for text in texts {
                let found = holding(&case, &format!("{text} dtype={dtype}"));
                let same = found.windows(2).all(|pair| {
                    (&pair[0].values, &pair[0].shape) == (&pair[1].values, &pair[1].shape)
                });
                assert!(same, "{}: {text}", case.id);
                let inapplicable =
                    !case.dtypes.is_empty() && case.dtypes.iter().all(|one| one.name() != dtype);
                // Irrational factors have cases of their own, and draws are not always told.
                let silent = case.output == "dscale"
                    || case.output == "dzero"
                    || text.contains("round=stochastic");
                assert!(
                    !found.is_empty() || inapplicable || silent,
                    "{}: {text}",
                    case.id
                );
            }
        }
    }
}

fn texts<C: std::fmt::Display>(conventions: Vec<C>) -> Vec<String> {
    conventions.iter().map(ToString::to_string).collect()
}

#[test]
fn the_points_of_the_fingerprint_tell_what_fingerprints_tell() {
    let cases: BTreeMap<String, Case> = all()
        .into_iter()
        .map(|case| (case.id.clone(), case))
        .collect();
    for convention in nearest_conventions() {
        let answers = fingerprint(&convention).unwrap();
        for (number, answer) in answers.iter().enumerate() {
            let prefix = |output| format!("fake_quant.affine.{output}/fingerprint-{number:02}-");
            let case = |output| {
                let prefix = prefix(output);
                let mut found = cases.range(prefix.clone()..).map(|(_, case)| case);
                found.next().filter(|case| case.id.starts_with(&prefix))
            };
            let dx = case("dx").unwrap();
            assert_eq!(
                dx.inputs["x"].values[0],
                FINGERPRINT_POINTS[number].parse().unwrap()
            );
            let held = holding(dx, &convention.to_string());
            let exact = coarsegrad_golden::case::Expected::Exact(answer.dx.clone());
            assert_eq!(held[0].values, [exact]);
            match (&answer.forward, case("y")) {
                (Some(forward), Some(y)) => {
                    let held = holding(y, &convention.to_string());
                    let exact = coarsegrad_golden::case::Expected::Exact(forward.clone());
                    assert_eq!(held[0].values, [exact]);
                }
                (None, None) => {}
                _ => panic!("point {number}"),
            }
        }
    }
}
