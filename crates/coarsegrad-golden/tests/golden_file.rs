//! The golden file: computed, complete, read back exactly, and refused where it is damaged.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests, where a panic is a failed test"
)]

use coarsegrad_arith::{Integer, Rational};
use coarsegrad_golden::{
    GOLDEN, GoldenError, PLACES, Quantity, SCHEMA, Statement, canonical, certificates_of, corpus,
    document, parse, record, write,
};

#[test]
fn the_file_is_what_the_closed_forms_say() {
    // A changed constant or sign in a closed form changes the file; the proofs refuse the new one.
    assert!(
        document().unwrap() == GOLDEN,
        "write it again with coarsegrad tables"
    );
}

#[test]
fn writing_gives_back_what_was_read() {
    let records = parse(GOLDEN.as_bytes()).unwrap();
    assert_eq!(write(&records), GOLDEN);
}

#[test]
fn every_instance_has_every_quantity_that_it_can_have() {
    let records = parse(GOLDEN.as_bytes()).unwrap();
    let corpus = corpus().unwrap();
    assert_eq!(records.len(), corpus.len());
    let mut certificates = 0;
    for (record, instance) in records.iter().zip(&corpus) {
        assert_eq!(record.id, instance.id);
        assert_eq!(record.instance, instance.instance);
        for quantity in Quantity::ALL {
            let certificate = record.certificate(quantity);
            let place = format!("{}: {quantity:?}", record.id);
            assert_eq!(
                certificate.is_some(),
                quantity.exists_at(record.position()),
                "{place}"
            );
            let Some(certificate) = certificate else {
                continue;
            };
            certificates += 1;
            assert!(certificate.digits >= PLACES, "{place}");
            assert_eq!(
                certificate.statements.len(),
                quantity.entries(&record.instance),
                "{place}"
            );
        }
    }
    println!("{certificates} certificates");
    assert!(certificates >= 200);
}

#[test]
fn the_file_follows_its_schema() {
    let schema = serde_json::from_str(SCHEMA).unwrap();
    assert!(jsonschema::draft202012::meta::is_valid(&schema));
    let validator = jsonschema::draft202012::new(&schema).unwrap();
    let good: serde_json::Value = serde_json::from_str(GOLDEN).unwrap();
    assert!(validator.is_valid(&good));
    for (pointer, broken) in [
        ("/schema", "coarsegrad/golden/2"),
        ("/records/0/id", "a\" Qed."),
        ("/records/0/values/0/quantity", "beauty"),
        ("/records/1/values/0/entries/0/near", "1/2"),
        ("/records/0/instance/student/v/0", "0.5"),
    ] {
        let mut document = good.clone();
        *document.pointer_mut(pointer).unwrap() = broken.into();
        assert!(!validator.is_valid(&document), "{pointer}");
    }
}

#[test]
fn an_instance_is_found_by_its_exact_inputs_only() {
    for instance in corpus().unwrap() {
        let found = certificates_of(&instance.instance).unwrap();
        assert_eq!(found.id, instance.id);
        let mut student = instance.instance.student().clone();
        student.v[0] += Rational::from((1, Integer::from(10).pow(40)));
        let moved =
            coarsegrad_model::TwoLayer::new(student, instance.instance.teacher().clone()).unwrap();
        assert!(certificates_of(&moved).is_none(), "{}", instance.id);
    }
}

trait Pow {
    fn pow(self, exponent: u32) -> Integer;
}

impl Pow for Integer {
    fn pow(self, exponent: u32) -> Integer {
        (0..exponent).fold(Integer::from(1), |power, _| power * &self)
    }
}

#[test]
fn an_enclosure_is_implied_only_where_it_contains_the_certified_interval() {
    let records = parse(GOLDEN.as_bytes()).unwrap();
    let generic = records.iter().find(|r| r.id == "m1n2_generic").unwrap();
    let mut certificate = generic
        .certificate(Quantity::PopulationLoss)
        .unwrap()
        .clone();
    certificate.digits = 2;
    certificate.statements = vec![
        Statement::Near(Integer::from(50)),
        Statement::Exactly(Rational::from((1, 3))),
    ];
    // [0.49, 0.51], then 1/3.
    for (index, mid, rad, expected) in [
        (0, "0.5", "1e-2", true),
        (0, "0.5", "9.9e-3", false),
        (0, "0.501", "1.1e-2", true),
        (0, "0.501", "1.0e-2", false),
        (0, "0.5", "0", false),
        (0, "0.5", "inf", false),
        (1, "0.3", "3.4e-2", true),
        (1, "0.3", "3.3e-2", false),
        (1, "1/3", "0", true),
        (2, "0.5", "1", false),
    ] {
        assert_eq!(
            certificate.implies(index, mid, rad),
            expected,
            "{index} {mid} {rad}"
        );
    }
}

/// The golden file with a piece of its text replaced, read.
fn damaged(from: &str, to: &str) -> GoldenError {
    assert!(GOLDEN.contains(from), "{from}");
    parse(GOLDEN.replacen(from, to, 1).as_bytes()).unwrap_err()
}

#[test]
fn damage_is_refused_and_named() {
    let first = "{\"id\":\"m1n1_theta0\"";
    for (from, to, says) in [
        ("golden/1", "golden/2", "schema"),
        (first, "{\"id\":\"m1n1-thetapi\"", "there twice"),
        (first, "{\"id\":\"1n\"", "must be a letter"),
        (first, "{\"id\":\"a__b\"", "must be a letter"),
        (first, "{\"id\":\"a-\"", "must be a letter"),
        (first, "{\"id\":\"a. Admitted\"", "must be a letter"),
        (first, "{\"name\":\"a\"", "unknown field"),
        (
            "\"quantity\":\"angle\"",
            "\"quantity\":\"beauty\"",
            "unknown quantity",
        ),
        (
            "\"quantity\":\"angle\"",
            "\"quantity\":\"population_loss\"",
            "there twice",
        ),
        (
            "\"quantity\":\"angle\"",
            "\"quantity\":\"population_gradient_w\"",
            "does not exist",
        ),
        ("\"digits\":30", "\"digits\":0", "digits must be"),
        ("\"digits\":30", "\"digits\":1001", "digits must be"),
        (
            "{\"exactly\":\"0\"}",
            "{\"exactly\":\"0\"},{\"exactly\":\"0\"}",
            "entries",
        ),
        (
            "{\"exactly\":\"0\"}",
            "{\"exactly\":\"2/4\"}",
            "lowest terms",
        ),
        ("{\"exactly\":\"0\"}", "{\"near\":\"+1\"}", "an integer"),
        ("{\"exactly\":\"0\"}", "{\"near\":\"1 # 2\"}", "an integer"),
        ("\"v\":[\"3/5\"]", "\"v\":[\"3/5\",\"1\"]", "must agree"),
    ] {
        let message = damaged(from, to).to_string();
        assert!(message.contains(says), "{to}: {message}");
    }
    let twice = {
        let mut records = parse(GOLDEN.as_bytes()).unwrap();
        let mut copy = records[0].clone();
        copy.id = "another".to_owned();
        records.push(copy);
        parse(write(&records).as_bytes()).unwrap_err()
    };
    assert!(matches!(twice, GoldenError::DuplicateInstance { .. }));
    let long = vec![b' '; coarsegrad_golden::MAX_GOLDEN_BYTES + 1];
    assert!(matches!(parse(&long), Err(GoldenError::TooLong { .. })));
}

#[test]
fn a_record_states_exact_values_exactly() {
    let records = parse(GOLDEN.as_bytes()).unwrap();
    let teacher = records.iter().find(|r| r.id == "teacher").unwrap();
    let zero = Statement::Exactly(Rational::new());
    for certificate in &teacher.certificates {
        let all_zero = certificate.statements.iter().all(|s| *s == zero);
        assert!(all_zero, "{:?}", certificate.quantity);
    }
    let again = record("teacher", &teacher.instance).unwrap();
    assert_eq!(again.certificates, teacher.certificates);
    assert!(canonical(&teacher.instance).starts_with("{\"model\":\"two-layer\","));
}
