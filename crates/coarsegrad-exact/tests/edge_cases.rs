//! Points where a decision is delicate: folded angles, odd slopes, parallel weights, one row.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops where it breaks"
)]

use std::cmp::Ordering;

use coarsegrad_arith::{Rational, parse_rational};
use coarsegrad_exact::{Population, Request, Undefined, ValueReport, value};
use coarsegrad_model::{Network, Ste, TwoLayer};

fn vector(texts: &[&str]) -> Vec<Rational> {
    texts.iter().map(|t| parse_rational(t).unwrap()).collect()
}

fn instance(v: &[&str], w: &[&str], v_star: &[&str], w_star: &[&str]) -> TwoLayer<Rational> {
    let student = Network {
        v: vector(v),
        w: vector(w),
    };
    let teacher = Network {
        v: vector(v_star),
        w: vector(w_star),
    };
    TwoLayer::new(student, teacher).unwrap()
}

fn report(population: &Population<'_>, ste: &str, digits: u32) -> ValueReport {
    let stes = vec![ste.parse().unwrap()];
    let closed_forms = true;
    value(
        population,
        &Request {
            stes,
            digits,
            closed_forms,
        },
    )
    .unwrap()
}

/// Near `eta = sqrt(2 pi) |w|/|v|^2` the identity STE turns `w` to the opposite of `w*`: at low
/// precision it cannot be told on which side of it `w+` lies.
#[test]
fn both_routes_of_a_step_agree_where_the_angle_folds() {
    let point = instance(&["-1", "1"], &["1", "1"], &["1", "99/100"], &["1", "0"]);
    let population = Population::new(&point);
    let ste = Ste::Identity;
    let mut checked = 0;
    for k in -100..100 {
        // sqrt(2 pi) sqrt(2) / 2 = 1.7724538509...
        let eta = Rational::from((17_724_539 + 2_000 * k, 10_000_000));
        let fine = population.step(&ste, &eta, 300).unwrap();
        assert!(fine.identity.overlaps(&fine.direct));
        for precision in 8..40 {
            let Ok(coarse) = population.step(&ste, &eta, precision) else {
                continue;
            };
            assert!(
                coarse.identity.contains(&fine.identity),
                "{eta} {precision}: {coarse:?} {fine:?}"
            );
            assert!(coarse.direct.contains(&fine.direct));
            checked += usize::from(coarse.identity.is_finite());
        }
    }
    assert!(checked > 2000, "{checked}");
}

/// `M0` of an odd slope vanishes for every `tau`: its coarse gradient has no component along `e`.
#[test]
fn an_odd_slope_with_breakpoints_is_orthogonal_to_the_gradient() {
    let point = instance(
        &["3/5", "-1", "2"],
        &["1", "0.25", "3"],
        &["1", "2", "-1"],
        &["1", "0", "1"],
    );
    let population = Population::new(&point);
    for slope in ["piecewise:0[-1]-1[0]1[1]0", "piecewise:-1[-2]-3[0]3[2]1"] {
        let report = report(&population, slope, 20);
        let coarse = &report.coarse[0];
        assert!(coarse.inner_product.as_ref().unwrap().ball.is_zero());
        assert!(coarse.cosine.as_ref().unwrap().ball.is_zero());
        assert!(coarse.w.iter().all(|entry| !entry.ball.contains_zero()));
    }
}

/// The same where the numbers are too long for exact forms.
#[test]
fn an_odd_slope_is_orthogonal_in_enclosures_alone() {
    let point = instance(&["1", "1/3"], &["1e3000", "1"], &["2", "1"], &["1", "1"]);
    let population = Population::new(&point);
    assert!(!population.has_symbolic_forms());
    let report = report(&population, "piecewise:0[-1]-1[0]1[1]0", 20);
    let coarse = &report.coarse[0];
    assert!(coarse.inner_product.as_ref().unwrap().ball.is_zero());
    assert!(coarse.cosine.as_ref().unwrap().ball.is_zero());
}

/// With `1^T v = S` an odd slope has `E[g] = 0` at every angle.
#[test]
fn an_odd_slope_vanishes_at_the_teachers_output_weights() {
    for w_star in [["1", "0", "1"], ["1", "1", "0"], ["-2", "0", "1"]] {
        let v = ["3/5", "-1", "2"];
        let point = instance(&v, &["0", "1", "1"], &v, &w_star);
        let population = Population::new(&point);
        for slope in ["piecewise:-1[0]1", "piecewise:-1[-2]-3[0]3[2]1"] {
            let report = report(&population, slope, 20);
            let coarse = &report.coarse[0];
            assert!(coarse.w.iter().all(|entry| entry.ball.is_zero()));
            assert_eq!(coarse.cosine.as_ref().unwrap_err(), &Undefined::ZeroVector);
        }
    }
}

/// Theorem D where `w` is parallel to `w*`, also with one input, for slopes with a jump at zero.
#[test]
fn the_descent_bound_holds_at_parallel_weights() {
    let mut checked = 0;
    for (w, w_star) in [
        (vec!["2", "0"], vec!["1", "0"]),
        (vec!["-2", "0"], vec!["1", "0"]),
        (vec!["1/2"], vec!["3"]),
        (vec!["-5"], vec!["3"]),
    ] {
        for (v, v_star) in [
            (["1", "-2"], ["1", "1"]),
            (["1/3", "4"], ["-1", "2"]),
            (["1", "0"], ["0", "1"]),
        ] {
            let point = instance(&v, &w, &v_star, &w_star);
            let population = Population::new(&point);
            for ste in [
                "identity",
                "relu",
                "clipped-relu",
                "leaky-relu:-1",
                "hard-tanh",
            ] {
                let ste: Ste = ste.parse().unwrap();
                for eta in ["1/1000", "1/20", "1/2", "1"] {
                    let eta = parse_rational(eta).unwrap();
                    let Ok(bound) = population.descent_bound(&ste, &eta, 200) else {
                        continue;
                    };
                    let step = population.step(&ste, &eta, 200).unwrap();
                    assert!(step.identity.overlaps(&step.direct));
                    assert_ne!(step.identity.compare(&bound.bound), Some(Ordering::Greater));
                    checked += 1;
                }
            }
        }
    }
    assert!(checked > 100, "{checked}");
}

/// A slope that starts at 1 sees a weight of length 1/100 in the tail of the normal law only: its
/// moments are near `e^-5000`, and are enclosed relative to that.
#[test]
fn a_slope_far_from_the_weight_keeps_its_relative_accuracy() {
    let point = instance(
        &["3/5", "-1"],
        &["3/500", "4/500"],
        &["1", "2"],
        &["1", "0"],
    );
    for slope in [
        "piecewise:0[1]1[2]0",
        "piecewise:0[-2]1[-1]0",
        "piecewise:0[1]1",
    ] {
        let report = report(&Population::new(&point), slope, 30);
        assert!(report.bits <= 256, "{} bits", report.bits);
        let product = report.coarse[0].inner_product.as_ref().unwrap();
        assert_eq!(product.ball.sign(), Some(Ordering::Greater));
        assert!(product.ball.magnitude10().unwrap() < -2000);
    }
}
