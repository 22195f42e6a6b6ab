//! What is printed contains the truth, checked in exact rational arithmetic.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "helpers of tests, where a panic is a failed test"
)]

mod support;

use coarsegrad::arith::{Rational, parse_rational};
use serde_json::Value;
use support::{ends, example, instance, value_of};

/// Pi lies between this and the next number with as many places.
const PI: &str = "3.14159265358979323846264338327950288419716939937510582097494459230781640628620899862803482534211706798214808651";

/// Rational bounds of pi, closer than 1e-109.
fn pi() -> (Rational, Rational) {
    let lower = parse_rational(PI).unwrap();
    let upper = lower.clone() + parse_rational("1e-109").unwrap();
    (lower, upper)
}

fn rational(text: &str) -> Rational {
    parse_rational(text).unwrap()
}

fn contains(ball: &Value, truth: &Rational) {
    let (lower, upper) = ends(ball);
    assert!(lower <= *truth && *truth <= upper, "{ball} misses {truth}");
}

/// Checks that the ball contains a real number known to lie in `[lower, upper]`, by rejecting
/// balls that are disjoint from it.
fn meets(ball: &Value, lower: &Rational, upper: &Rational) {
    let (from, to) = ends(ball);
    assert!(from <= *upper && *lower <= to, "{ball} misses the truth");
}

/// Checks that the ball contains `factor / sqrt(2 pi)`.
fn contains_over_root(ball: &Value, factor: &Rational) {
    if factor.is_zero() {
        assert_eq!((&ball["mid"], &ball["rad"]), (&"0".into(), &"0".into()));
        return;
    }
    let (mut lower, mut upper) = ends(ball);
    if factor.is_negative() {
        (lower, upper) = (-upper, -lower);
    }
    assert!(lower.is_positive(), "{ball} has the wrong sign");
    let (pi_lower, pi_upper) = pi();
    let square = factor.clone().square() / 2;
    assert!(
        lower.square() <= Rational::from(&square / &pi_lower),
        "{ball}"
    );
    assert!(
        upper.square() >= Rational::from(&square / &pi_upper),
        "{ball}"
    );
}

/// Checks that a radius is at most `10^-digits` times a magnitude.
fn is_sharp(ball: &Value, digits: u32, magnitude: &Rational) {
    let allowed = rational(&format!("1e-{digits}")) * magnitude.clone().abs();
    assert!(rational(ball["rad"].as_str().unwrap()) <= allowed, "{ball}");
}

fn largest(entries: &[Rational]) -> Rational {
    entries.iter().map(|x| x.clone().abs()).max().unwrap()
}

fn dot(x: &[Rational], y: &[Rational]) -> Rational {
    x.iter().zip(y).map(|(x, y)| Rational::from(x * y)).sum()
}

/// A right angle and vectors of rational length: `v`, `v*` arbitrary, `u = w/5`, `us = w*/10`.
const V: [&str; 3] = ["0.1", "-2/7", "0x1.8p-1"];
const V_STAR: [&str; 3] = ["1e-3", "5/3", "-1.25"];
const W: [&str; 2] = ["3", "4"];
const W_STAR: [&str; 2] = ["8", "-6"];

fn right_angle() -> String {
    let list = |entries: &[&str]| format!("\"{}\"", entries.join("\",\""));
    instance(&list(&V), &list(&W), &list(&V_STAR), &list(&W_STAR))
}

fn numbers(texts: &[&str]) -> Vec<Rational> {
    texts.iter().map(|text| rational(text)).collect()
}

#[test]
fn loss_and_gradient_in_v_contain_their_rational_values_at_a_right_angle() {
    let (v, v_star) = (numbers(&V), numbers(&V_STAR));
    let (sum, sum_star) = (v.iter().sum::<Rational>(), v_star.iter().sum::<Rational>());
    // f = (|v|^2 + (1^T v)^2 - 2 S 1^T v + |v*|^2 + S^2)/8 and d = (v + (1^T v - S) 1)/4.
    let misfit = Rational::from(&sum - &sum_star);
    let loss = (dot(&v, &v) + dot(&v_star, &v_star) + misfit.clone().square()) / 8;
    for digits in [1, 2, 5, 30, 100] {
        let document = value_of(&right_angle(), digits, "relu");
        let quantities = &document["quantities"];
        contains(&quantities["population_loss"], &loss);
        is_sharp(&quantities["population_loss"], digits, &loss);
        let gradient: Vec<Rational> = v.iter().map(|v| Rational::from(v + &misfit) / 4).collect();
        for (index, truth) in gradient.iter().enumerate() {
            let ball = &quantities["population_gradient"]["v"][index];
            contains(ball, truth);
            is_sharp(ball, digits, &largest(&gradient));
        }
        let (lower, upper) = pi();
        meets(&document["angle"], &(lower / 2), &(upper / 2));
    }
}

#[test]
fn gradient_in_w_contains_its_value_over_pi_at_a_right_angle() {
    // df/dw = -(v.v*/(2 pi |w|)) us, because e = us.
    let product = dot(&numbers(&V), &numbers(&V_STAR));
    let (pi_lower, pi_upper) = pi();
    for digits in [1, 5, 30, 100] {
        let document = value_of(&right_angle(), digits, "relu");
        for (index, w_star) in numbers(&W_STAR).into_iter().enumerate() {
            let times_pi = -Rational::from(&product * &w_star) / (10 * 2 * 5);
            let mut bounds = [
                Rational::from(&times_pi / &pi_lower),
                Rational::from(&times_pi / &pi_upper),
            ];
            bounds.sort();
            let ball = &document["quantities"]["population_gradient"]["w"][index];
            meets(ball, &bounds[0], &bounds[1]);
        }
    }
}

#[test]
fn coarse_gradients_contain_their_values_over_a_root_at_a_right_angle() {
    let (v, v_star) = (numbers(&V), numbers(&V_STAR));
    let (sum, sum_star) = (v.iter().sum::<Rational>(), v_star.iter().sum::<Rational>());
    let (squared, product) = (dot(&v, &v), dot(&v, &v_star));
    let h = squared.clone() + sum.clone().square() - sum * sum_star + &product;
    for digits in [1, 5, 30, 100] {
        let document = value_of(&right_angle(), digits, "identity,relu");
        let gradients = &document["quantities"]["expected_coarse_gradient"];
        for (index, (w, w_star)) in numbers(&W).iter().zip(&numbers(&W_STAR)).enumerate() {
            let (u, us) = (w.clone() / 5, w_star.clone() / 10);
            // E g_id = phi0 (|v|^2 u - v.v* us), E g_relu = phi0 ((h - v.v*)/2 u - v.v*/2 us).
            let identity = Rational::from(&squared * &u) - Rational::from(&product * &us);
            contains_over_root(&gradients["identity"]["w"][index], &identity);
            let relu = Rational::from(&h - &product) * u - Rational::from(&product * &us);
            contains_over_root(&gradients["relu"]["w"][index], &(relu / 2));
        }
    }
}

#[test]
fn the_saddle_at_135_degrees_is_exactly_stationary() {
    let document = value_of(&example("saddle.json"), 40, "identity,relu,clipped-relu");
    let quantities = &document["quantities"];
    // An exact zero is what its certificate says, at any number of digits.
    let zeros = |quantity: &str| {
        let zero = serde_json::json!({
            "mid": "0", "rad": "0", "exact": "0",
            "grade": "certified", "certificate": format!("example_saddle__{quantity}"),
        });
        Value::from(vec![zero.clone(), zero])
    };
    let gradient = &quantities["population_gradient"];
    assert_eq!(gradient["v"], zeros("population_gradient_v"));
    assert_eq!(gradient["w"], zeros("population_gradient_w"));
    let gradients = &quantities["expected_coarse_gradient"];
    let coarse = |name: &str| zeros(&format!("expected_coarse_gradient_{name}"));
    assert_eq!(gradients["relu"]["w"], coarse("relu"));
    assert_eq!(gradients["clipped-relu"]["w"], coarse("clipped_relu"));
    // -(1/8)/sqrt(pi) = -(sqrt(2)/8)/sqrt(2 pi): the square decides.
    let (lower, upper) = ends(&gradients["identity"]["w"][0]);
    let (pi_lower, pi_upper) = pi();
    assert!(upper.is_negative());
    assert!(upper.square() * 64 <= pi_lower.recip());
    assert!(lower.square() * 64 >= pi_upper.recip());
    contains(&quantities["population_loss"], &rational("3/16"));
    let (lower, upper) = pi();
    let angle = &document["angle"];
    meets(angle, &(lower * 3 / 4), &(upper * 3 / 4));
    assert_eq!(angle["exact"], "(3/4)*pi");
}

#[test]
fn every_rational_closed_form_lies_in_its_ball() {
    fn walk(value: &Value, seen: &mut usize) {
        match value {
            Value::Object(object) => {
                if let Some(exact) = object.get("exact").and_then(Value::as_str)
                    && let Ok(exact) = parse_rational(exact)
                {
                    contains(value, &exact);
                    *seen += 1;
                }
                object.values().for_each(|value| walk(value, seen));
            }
            Value::Array(array) => array.iter().for_each(|value| walk(value, seen)),
            _ => {}
        }
    }
    let mut seen = 0;
    for name in [
        "generic",
        "saddle",
        "spurious-minimiser",
        "kink",
        "zero-weight",
    ] {
        for digits in [1, 3, 30, 300] {
            let document = value_of(&example(&format!("{name}.json")), digits, "all");
            walk(&document, &mut seen);
        }
    }
    assert!(seen > 100, "only {seen} rational closed forms");
}

#[test]
fn json_numbers_are_read_by_their_text() {
    let by_number = instance("0.1,-2.50e-1", "3", "1E0,0.30000000000000004", "7");
    let by_text = instance(
        "\"1/10\",\"-1/4\"",
        "\"3\"",
        "\"1\",\"7500000000000001/25000000000000000\"",
        "\"0x7\"",
    );
    let document = value_of(&by_number, 60, "all");
    assert_eq!(document, value_of(&by_text, 60, "all"));
    // (v - v* + (1^T v - S))/4 at theta = 0, n = 1.
    let first = rational("-0.9") + rational("-0.15") - rational("1.30000000000000004");
    contains(
        &document["quantities"]["population_gradient"]["v"][0],
        &(first / 4),
    );
}

/// Walks two documents of the same shape and hands every pair of balls to a check.
fn pairs(left: &Value, right: &Value, check: &mut impl FnMut(&Value, &Value)) {
    match (left, right) {
        (Value::Object(left), Value::Object(right)) => {
            if left.contains_key("mid") {
                return check(&Value::from(left.clone()), &Value::from(right.clone()));
            }
            assert_eq!(left.len(), right.len());
            for (key, value) in left {
                pairs(value, &right[key], check);
            }
        }
        (Value::Array(left), Value::Array(right)) => {
            assert_eq!(left.len(), right.len());
            for (left, right) in left.iter().zip(right) {
                pairs(left, right, check);
            }
        }
        _ => assert_eq!(left, right),
    }
}

#[test]
fn without_closed_forms_the_numbers_are_the_same() {
    for name in [
        "generic",
        "kink",
        "saddle",
        "spurious-minimiser",
        "zero-weight",
    ] {
        let path = format!("examples/{name}.json");
        let with = support::run(&["value", "--ste", "all", "--format", "json", &path], b"");
        let without = support::run(
            &[
                "value",
                "--ste",
                "all",
                "--format",
                "json",
                "--no-exact",
                &path,
            ],
            b"",
        );
        assert_eq!((with.code, without.code), (0, 0));
        let read = |text: &str| serde_json::from_str::<Value>(text).unwrap();
        let (mut balls, mut forms) = (0, 0);
        pairs(
            &read(&with.out),
            &read(&without.out),
            &mut |with, without| {
                let ((a, b), (c, d)) = (ends(with), ends(without));
                assert!(a <= d && c <= b, "{with} and {without} are apart");
                assert!(
                    without.get("exact").is_none_or(|exact| exact == "0"),
                    "{without}"
                );
                balls += 1;
                forms += usize::from(with.get("exact").is_some());
            },
        );
        assert!(
            balls >= 20 && forms > 10,
            "{name}: {balls} balls, {forms} closed forms"
        );
    }
}
