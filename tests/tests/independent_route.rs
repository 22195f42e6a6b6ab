//! 120 instances computed by rigorous quadrature of the definitions, against the closed forms at 50 digits.
//!
//! The expected intervals come from `reference/independent.py`, which knows none of the closed forms; agreement means
//! that two intervals, each proved to contain the value, have a common point.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests"
)]

use std::collections::BTreeMap;

use coarsegrad_arith::Ball;
use coarsegrad_exact::{Enclosure, Outcome, Population, Request, Undefined, ValueReport, value};
use coarsegrad_model::Ste;
use serde_json::Value;
use theorems::decimal::{Stored, keeps_radius_promise, power_of_ten};
use theorems::reference::{IndependentCase, independent_cases};

const DIGITS: u32 = 50;

struct Comparison {
    values: usize,
    undefined: usize,
    misses: Vec<String>,
}

impl Comparison {
    fn new() -> Self {
        Comparison {
            values: 0,
            undefined: 0,
            misses: Vec::new(),
        }
    }

    fn scalar(&mut self, place: &str, expected: &Value, ball: &Ball) {
        let text = |key: &str| {
            expected[key]
                .as_str()
                .unwrap_or_else(|| panic!("{place}: {expected}"))
        };
        let interval = Stored::mid_rad(text("mid"), text("rad"));
        self.values += 1;
        if !interval.meets(ball) {
            self.misses
                .push(format!("{place}: {expected} and {ball:?}"));
        }
    }

    fn vector(&mut self, place: &str, expected: &Value, enclosures: &[Enclosure]) {
        let expected = expected
            .as_array()
            .unwrap_or_else(|| panic!("{place}: {expected}"));
        assert_eq!(expected.len(), enclosures.len(), "{place}");
        let balls: Vec<Ball> = enclosures.iter().map(|e| e.ball.clone()).collect();
        assert!(keeps_radius_promise(&balls, DIGITS), "{place} is too wide");
        for (index, (expected, ball)) in expected.iter().zip(&balls).enumerate() {
            self.scalar(&format!("{place}[{index}]"), expected, ball);
        }
    }

    fn outcome<T>(
        &mut self,
        place: &str,
        expected: &Value,
        outcome: &Outcome<T>,
        compare: impl FnOnce(&mut Self, &T),
    ) {
        match (expected.get("undefined").and_then(Value::as_str), outcome) {
            (None, Ok(found)) => compare(self, found),
            (Some(word), Err(reason)) => {
                self.undefined += 1;
                // The route speaks of a zero gradient where the library speaks of a zero vector.
                let found = match reason {
                    Undefined::ZeroVector => "zero-gradient",
                    other => other.code(),
                };
                assert_eq!(word, found, "{place}");
            }
            (expected, Err(found)) => panic!("{place}: {found:?} against {expected:?}"),
            (expected, Ok(_)) => panic!("{place}: a value against {expected:?}"),
        }
    }

    fn report(&mut self, place: &str, expected: &Value, report: &ValueReport) {
        let one = |c: &mut Self, name: &str, expected: &Value, found: &Enclosure| {
            let place = format!("{place}, {name}");
            c.vector(
                &place,
                &Value::Array(vec![expected.clone()]),
                std::slice::from_ref(found),
            );
        };
        let quantities = &expected["quantities"];
        self.outcome("angle", &expected["angle"], &report.angle, |c, e| {
            one(c, "angle", &expected["angle"], e);
        });
        one(
            self,
            "loss",
            &quantities["population_loss"],
            &report.population_loss,
        );
        let gradient = &quantities["population_gradient"];
        self.vector(
            &format!("{place}, df/dv"),
            &gradient["v"],
            &report.gradient_v,
        );
        self.outcome(place, &gradient["w"], &report.gradient_w, |c, e| {
            c.vector(&format!("{place}, df/dw"), &gradient["w"], e);
        });
        one(
            self,
            "variance",
            &quantities["variance"]["loss"],
            &report.loss_variance,
        );
        for coarse in &report.coarse {
            let ste = coarse.ste.to_string();
            let place = format!("{place}, {ste}");
            let mean = &quantities["expected_coarse_gradient"][&ste]["w"];
            self.vector(&format!("{place}: E g"), mean, &coarse.w);
            let product = &quantities["inner_product"][&ste];
            self.outcome(&place, product, &coarse.inner_product, |c, e| {
                one(c, &format!("{ste}: inner product"), product, e);
            });
            let cosine = &quantities["cosine"][&ste];
            self.outcome(&place, cosine, &coarse.cosine, |c, e| {
                one(c, &format!("{ste}: cosine"), cosine, e);
            });
            let trace = &quantities["variance"][&ste]["trace"];
            one(self, &format!("{ste}: trace"), trace, &coarse.trace);
        }
    }
}

fn report_of(case: &IndependentCase) -> ValueReport {
    let stes = case.expected["quantities"]["expected_coarse_gradient"]
        .as_object()
        .unwrap()
        .keys()
        .map(|name| name.parse::<Ste>().unwrap())
        .collect();
    let request = Request {
        stes,
        digits: DIGITS,
        closed_forms: true,
    };
    value(&Population::new(&case.instance), &request).unwrap()
}

/// Every quantity of the 120 instances overlaps the interval of the independent route at 50 digits.
#[test]
fn closed_forms_agree_with_quadrature_of_the_definitions() {
    let mut comparison = Comparison::new();
    let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
    for (index, case) in independent_cases().iter().enumerate() {
        *kinds.entry(case.kind.clone()).or_default() += 1;
        let place = format!("line {} ({})", index + 1, case.kind);
        comparison.report(&place, &case.expected, &report_of(case));
    }
    println!(
        "{} values compared, {} undefined with the same reason, {} misses; {kinds:?}",
        comparison.values,
        comparison.undefined,
        comparison.misses.len()
    );
    assert_eq!(comparison.misses, Vec::<String>::new());
    assert_eq!(kinds.values().sum::<usize>(), 120);
    assert_eq!(kinds.len(), 12, "a kind is missing: {kinds:?}");
    assert!(comparison.values > 5600, "{}", comparison.values);
}

/// The comparison above fails when any one midpoint is off in its 45th digit.
#[test]
fn a_perturbed_digit_of_the_independent_route_is_caught() {
    let mut caught = 0;
    for case in independent_cases() {
        let report = report_of(&case);
        let mut comparison = Comparison::new();
        let mut expected = case.expected.clone();
        let damaged = damage(&mut expected);
        comparison.report("damaged", &expected, &report);
        assert_eq!(
            comparison.misses.len(),
            damaged,
            "a damaged value went unnoticed"
        );
        caught += damaged;
    }
    assert!(caught > 4000, "{caught}");
}

/// Changes the 45th significant digit of every midpoint with that many digits; how many there were.
fn damage(value: &mut Value) -> usize {
    match value {
        Value::Object(fields) => {
            let large = fields
                .get("mid")
                .and_then(Value::as_str)
                .is_some_and(|mid| {
                    let mid = Stored::rounded(mid).centre.abs();
                    let rad = Stored::rounded(fields["rad"].as_str().unwrap()).centre;
                    rad < mid * power_of_ten(-60)
                });
            if !large {
                return fields.values_mut().map(damage).sum();
            }
            let mid = fields["mid"].as_str().unwrap().to_owned();
            let mut seen = 0;
            let mut leading = true;
            let changed: String = mid
                .chars()
                .map(|c| {
                    leading &= !matches!(c, '1'..='9');
                    seen += usize::from(c.is_ascii_digit() && !leading);
                    if seen == 45 && c.is_ascii_digit() {
                        seen += 1;
                        if c == '9' {
                            '8'
                        } else {
                            char::from(c as u8 + 1)
                        }
                    } else {
                        c
                    }
                })
                .collect();
            if seen < 45 {
                return 0;
            }
            assert_ne!(mid, changed);
            fields.insert("mid".to_owned(), Value::String(changed));
            1
        }
        Value::Array(entries) => entries.iter_mut().map(damage).sum(),
        _ => 0,
    }
}
