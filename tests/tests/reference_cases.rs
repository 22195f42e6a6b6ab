//! The 35 reference cases of the theory, field by field, at 30 and at 100 digits.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests"
)]

use std::collections::BTreeMap;

use coarsegrad_arith::{Ball, Rational, Real, Scalar, Symbolic, parse_rational};
use coarsegrad_exact::{
    ClosedForms, Enclosure, PlaneMatrix, Population, Request, SectorMoments, Undefined,
    ValueReport, value,
};
use coarsegrad_model::Ste;
use serde_json::Value;
use theorems::decimal::{Stored, exact_ends, keeps_radius_promise, power_of_ten, scale_of};
use theorems::reference::{Case, theory_cases};

/// Stored values below this size are what a 370-bit computation leaves of an exact zero.
const DUST: i64 = -100;

fn stes() -> Vec<Ste> {
    [
        "identity",
        "relu",
        "clipped-relu",
        "hard-tanh",
        "leaky-relu:1/10",
        "gaussian:1",
    ]
    .iter()
    .map(|name| name.parse().unwrap())
    .collect()
}

#[derive(Default)]
struct Tally {
    values: usize,
    dust: usize,
    nulls: usize,
    not_covered: BTreeMap<String, usize>,
}

impl Tally {
    /// One stored scalar against its ball.
    fn scalar(&mut self, place: &str, stored: &Value, ball: &Ball) {
        let text = stored
            .as_str()
            .unwrap_or_else(|| panic!("{place}: {stored} is not a value"));
        let expected = Stored::rounded(text);
        let size = expected.centre.clone().abs();
        self.values += 1;
        if !size.is_zero() && size < power_of_ten(DUST) {
            self.dust += 1;
            assert!(
                ball.is_zero(),
                "{place}: dust {text} for {ball:?}, which is not exactly zero"
            );
            return;
        }
        assert!(
            expected.meets(ball),
            "{place}: {text} is not met by {ball:?}"
        );
        if text == "0" {
            assert!(ball.is_zero(), "{place}: zero came out as {ball:?}");
        }
    }

    fn vector(&mut self, place: &str, stored: &Value, balls: &[Ball]) {
        let stored = stored
            .as_array()
            .unwrap_or_else(|| panic!("{place}: {stored}"));
        assert_eq!(stored.len(), balls.len(), "{place}");
        for (index, (stored, ball)) in stored.iter().zip(balls).enumerate() {
            self.scalar(&format!("{place}[{index}]"), stored, ball);
        }
    }

    fn null(&mut self, place: &str, stored: &Value) {
        self.nulls += 1;
        assert!(
            stored.is_null(),
            "{place}: {stored} where nothing is defined"
        );
    }
}

/// The balls of enclosures, after checking the promise on balls and on their printed form.
fn promised(place: &str, enclosures: &[Enclosure], digits: u32) -> Vec<Ball> {
    let balls: Vec<Ball> = enclosures.iter().map(|e| e.ball.clone()).collect();
    assert!(
        keeps_radius_promise(&balls, digits),
        "{place}: too wide at {digits} digits"
    );
    let allowed = scale_of(&balls) * power_of_ten(-i64::from(digits));
    for enclosure in enclosures {
        let printed = enclosure.ball.to_decimal(enclosure.quantum);
        let [mid, rad] = [&printed.mid, &printed.rad].map(|text| parse_rational(text).unwrap());
        let (centre, radius) = exact_ends(&enclosure.ball).unwrap();
        assert!(
            (mid.clone() - centre).abs() + radius <= rad,
            "{place}: printed ball too small"
        );
        assert!(
            rad <= allowed,
            "{place}: printed radius {} at {digits} digits",
            printed.rad
        );
        if enclosure.ball.is_zero() {
            assert_eq!(
                (printed.mid.as_str(), printed.rad.as_str()),
                ("0", "0"),
                "{place}"
            );
        }
    }
    balls
}

/// Scalars that the value report does not carry, as symbolic values evaluated until tight.
struct Evaluated<'a> {
    population: &'a Population<'a>,
    symbolic: ClosedForms<Symbolic>,
    digits: u32,
}

impl Evaluated<'_> {
    fn balls(&self, place: &str, values: &[Symbolic]) -> Vec<Ball> {
        let mut bits = 64 + 4 * self.digits;
        loop {
            let mut evaluator = self.population.evaluator::<Ball>(bits);
            let balls: Vec<Ball> = values
                .iter()
                .map(|x| {
                    evaluator
                        .evaluate(x)
                        .unwrap_or_else(|| panic!("{place}: not closed"))
                })
                .collect();
            if balls
                .iter()
                .all(|ball| keeps_radius_promise(std::slice::from_ref(ball), self.digits))
            {
                return balls;
            }
            bits *= 2;
            assert!(bits < 20_000, "{place}: never tight: {balls:?}");
        }
    }

    fn scalar(&self, place: &str, value: &Symbolic) -> Ball {
        self.balls(place, std::slice::from_ref(value))[0].clone()
    }
}

fn check_case(case: &Case, digits: u32, tally: &mut Tally) {
    let population = Population::new(&case.instance);
    let request = Request {
        stes: stes(),
        digits,
        closed_forms: true,
    };
    let report = value(&population, &request).unwrap_or_else(|e| panic!("{}: {e}", case.id));
    check_report(case, &report, digits, tally);
    let evaluated = Evaluated {
        symbolic: population.symbolic(),
        population: &population,
        digits,
    };
    check_derived(case, &evaluated, &report, tally);
    check_sectors(case, &evaluated, tally);
    check_second_moments(case, &evaluated, &report, tally);
}

fn check_report(case: &Case, report: &ValueReport, digits: u32, tally: &mut Tally) {
    let place = |field: &str| format!("{} {field} at {digits} digits", case.id);
    let expected = &case.record["expected"];
    let one = |field: &str, e: &Enclosure| {
        promised(&place(field), std::slice::from_ref(e), digits)[0].clone()
    };
    let many = |field: &str, e: &[Enclosure]| promised(&place(field), e, digits);

    tally.scalar(
        &place("f"),
        &expected["f"],
        &one("f", &report.population_loss),
    );
    tally.vector(
        &place("dfdv"),
        &expected["dfdv"],
        &many("dfdv", &report.gradient_v),
    );
    match (&report.gradient_w, expected["dfdw_null_reason"].as_str()) {
        (Ok(gradient), None) => {
            tally.vector(&place("dfdw"), &expected["dfdw"], &many("dfdw", gradient))
        }
        (Err(Undefined::Kink), Some(reason)) if reason.contains("kink") => {
            tally.null(&place("dfdw"), &expected["dfdw"]);
        }
        (Err(Undefined::ZeroWeight), Some(reason)) if reason.starts_with("w=0") => {
            tally.null(&place("dfdw"), &expected["dfdw"]);
        }
        (found, reason) => panic!("{}: {found:?} against {reason:?}", place("dfdw")),
    }
    let fields = ["identity", "relu", "crelu"];
    for (coarse, name) in report.coarse.iter().zip(fields) {
        let field = format!("Eg_{name}");
        tally.vector(&place(&field), &expected[&field], &many(&field, &coarse.w));
        let field = format!("ip_{name}");
        match &coarse.inner_product {
            Ok(product) => tally.scalar(&place(&field), &expected[&field], &one(&field, product)),
            Err(_) => tally.null(&place(&field), &expected[&field]),
        }
    }
    let extra = case.record["extra_Eg"].as_object().unwrap();
    for (name, stored) in extra {
        let index = match name.as_str() {
            "hardtanh" => 3,
            "leaky_1/10" => 4,
            "gauss_s1" => 5,
            other => {
                *tally.not_covered.entry(other.to_owned()).or_default() += 1;
                continue;
            }
        };
        tally.vector(&place(name), stored, &many(name, &report.coarse[index].w));
    }
}

fn check_derived(case: &Case, at: &Evaluated<'_>, report: &ValueReport, tally: &mut Tally) {
    let place = |field: &str| format!("{} derived.{field} at {} digits", case.id, at.digits);
    let derived = &case.record["derived"];
    let geometry = at.symbolic.geometry();
    let invariants = at.symbolic.invariants();
    let mut check = |field: &str, value: &Symbolic| {
        tally.scalar(
            &place(field),
            &derived[field],
            &at.scalar(&place(field), value),
        );
    };
    check("norm_w", &geometry.norm);
    check("norm_w_star", &geometry.teacher_norm_recip.recip());
    check("v_dot_vstar", &invariants.v_dot_v_star);
    check("sum_v", &invariants.sum_v);
    check("sum_vstar", &invariants.sum_v_star);
    check("h", &invariants.h);
    match &report.angle {
        Ok(angle) => {
            check("sin_theta", &geometry.sin());
            check("cos_theta", &geometry.cos());
            let theta = promised(&place("theta"), std::slice::from_ref(angle), at.digits);
            tally.scalar(&place("theta"), &derived["theta"], &theta[0]);
        }
        Err(_) => {
            for field in ["theta", "sin_theta", "cos_theta"] {
                tally.null(&place(field), &derived[field]);
            }
        }
    }
}

fn check_sectors(case: &Case, at: &Evaluated<'_>, tally: &mut Tally) {
    let place = |field: &str| format!("{} {field} at {} digits", case.id, at.digits);
    let expected = &case.record["expected"];
    if case.record["flags"]["w_zero"] == true {
        for field in ["p", "q", "p0"] {
            tally.null(&place(field), &expected[field]);
        }
        return;
    }
    let sectors = SectorMoments::new(at.symbolic.geometry());
    for (field, value) in [("p", &sectors.p), ("q", &sectors.q), ("p0", &sectors.p0)] {
        tally.scalar(
            &place(field),
            &expected[field],
            &at.scalar(&place(field), value),
        );
    }
}

fn check_second_moments(case: &Case, at: &Evaluated<'_>, report: &ValueReport, tally: &mut Tally) {
    let stored = case.record["second_moments"].as_object().unwrap();
    if stored.is_empty() {
        assert_eq!(case.record["flags"]["w_zero"], true);
        return;
    }
    let digits = at.digits;
    let place = |field: &str| format!("{} second moments, {field} at {digits} digits", case.id);
    let sums = at.population.higher_sums().convert(&());
    let loss = promised(
        &place("var_loss"),
        std::slice::from_ref(&report.loss_variance),
        digits,
    );
    tally.scalar(&place("var_loss"), &stored["var_loss"], &loss[0]);
    for (index, name) in ["id", "relu", "crelu"].into_iter().enumerate() {
        let coarse = &report.coarse[index];
        let moments = at.symbolic.second_moments(&coarse.ste, &sums);
        let fields = &stored[name];
        let field = place(&format!("{name}.E_norm2"));
        tally.scalar(
            &field,
            &fields["E_norm2"],
            &at.scalar(&field, &moments.squared_norm),
        );
        let field = place(&format!("{name}.trace_cov"));
        let trace = promised(&field, std::slice::from_ref(&coarse.trace), digits);
        tally.scalar(&field, &fields["trace_cov"], &trace[0]);
        let PlaneMatrix { uu, ue, ee, beta } = moments.matrix;
        let block = [uu, ue, ee];
        let field = place(&format!("{name}.block"));
        tally.vector(&field, &fields["block_uu_ue_ee"], &at.balls(&field, &block));
        let field = place(&format!("{name}.beta"));
        if case.instance.inputs() >= 3 {
            tally.scalar(&field, &fields["beta"], &at.scalar(&field, &beta));
        } else {
            tally.null(&field, &fields["beta"]);
        }
    }
    let (v, v_star) = (&case.instance.student().v, &case.instance.teacher().v);
    let diagonal: Vec<Symbolic> = v
        .iter()
        .zip(v_star)
        .map(|(v, v_star)| at.symbolic.output_gradient_second_moment(v, v_star))
        .collect();
    let field = place("dldv_E_outer_diag");
    tally.vector(
        &field,
        &stored["dldv_E_outer_diag"],
        &at.balls(&field, &diagonal),
    );
}

/// Every leaf of the fields that are compared, counted without knowing their names.
fn leaves(value: &Value) -> usize {
    match value {
        Value::Array(entries) => entries.iter().map(leaves).sum(),
        Value::Object(fields) => fields.values().map(leaves).sum(),
        _ => 1,
    }
}

fn check_all(digits: u32) {
    let mut tally = Tally::default();
    let (mut stored, mut not_covered) = (0, 0);
    for case in theory_cases() {
        check_case(&case, digits, &mut tally);
        for group in ["derived", "expected", "second_moments", "extra_Eg"] {
            stored += leaves(&case.record[group]);
        }
        // The reason is a leaf too, compared with the library's own.
        stored -= 1;
        for name in [
            "bireal",
            "reste_o3",
            "sigmoid_prime",
            "tanh_prime",
            "swishsign5",
        ] {
            not_covered += leaves(
                case.record["extra_Eg"]
                    .get(name)
                    .unwrap_or(&Value::Array(vec![])),
            );
        }
    }
    println!(
        "{digits} digits: {} values enclosed ({} of them exact zeros stored as dust), {} nulls with their reason, \
         {stored} leaves stored, {not_covered} of them not covered: {:?}",
        tally.values, tally.dust, tally.nulls, tally.not_covered
    );
    // A vector that is null is one leaf, so the sum is exact.
    assert_eq!(
        tally.values + tally.nulls + not_covered,
        stored,
        "a stored field was not looked at"
    );
    let names: Vec<&str> = tally.not_covered.keys().map(String::as_str).collect();
    assert_eq!(
        names,
        [
            "bireal",
            "reste_o3",
            "sigmoid_prime",
            "swishsign5",
            "tanh_prime"
        ]
    );
    assert!(tally.values > 2000, "only {} values", tally.values);
}

/// Every field of every reference case lies within half a unit of its last stored place of a ball, and every ball keeps
/// the radius promise. Source: quadrature of the definitions, 40 digits.
#[test]
fn every_reference_case_is_enclosed_at_30_digits() {
    check_all(30);
}

/// As above, at 100 digits: the stored 40 digits are then the looser side.
#[test]
fn every_reference_case_is_enclosed_at_100_digits() {
    check_all(100);
}

/// The comparison fails when one digit of a stored value is wrong by one.
#[test]
fn a_perturbed_reference_digit_is_caught() {
    let mut caught = 0;
    for case in theory_cases() {
        let population = Population::new(&case.instance);
        let request = Request {
            stes: vec![Ste::Relu],
            digits: 100,
            closed_forms: true,
        };
        let report = value(&population, &request).unwrap();
        let text = case.record["expected"]["f"].as_str().unwrap();
        if text == "0" {
            continue;
        }
        let ball = &report.population_loss.ball;
        let good = Stored::rounded(text);
        assert!(good.meets(ball));
        for sign in [-1, 1] {
            let unit = good.slack.clone() * Rational::from(2 * sign);
            let bad = Stored {
                centre: good.centre.clone() + unit,
                slack: good.slack.clone(),
            };
            // Half a unit either way: a shift by one unit leaves at most a shared end point.
            let shifted = Stored {
                centre: bad.centre.clone() + good.slack.clone() * Rational::from((sign, 1000)),
                slack: bad.slack,
            };
            assert!(!shifted.meets(ball), "{}: {text}", case.id);
            caught += 1;
        }
    }
    assert!(caught > 50);
}

/// A ball that is too wide fails the radius promise.
#[test]
fn a_wide_ball_fails_the_radius_promise() {
    let third = Ball::from_rational(90, &Rational::from((1, 3)));
    assert!(keeps_radius_promise(std::slice::from_ref(&third), 26));
    assert!(!keeps_radius_promise(std::slice::from_ref(&third), 28));
    let zero = Ball::zero(90);
    assert!(keeps_radius_promise(std::slice::from_ref(&zero), 1000));
    let cancelled = third.clone() - &third;
    assert!(cancelled.contains_zero() && !keeps_radius_promise(&[cancelled], 5));
    assert_eq!(Scalar::sign(&third), Some(std::cmp::Ordering::Greater));
}
