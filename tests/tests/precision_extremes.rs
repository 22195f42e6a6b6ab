//! Instances at which the arithmetic underneath has failed at high precision.

use coarsegrad_arith::{Ball, Rational};
use coarsegrad_exact::{Population, Request, value};
use coarsegrad_model::Ste;
use theorems::decimal::keeps_radius_promise;
use theorems::instances::{instance, integers, with_w};

/// Arguments equal to `sqrt(3)` are no trouble to the error function at any precision: there the second partial sum
/// `1 - x^2/3` of its power series cancels completely, which MPFR's `erf` (and `erfc`, which calls it) answers from 1021
/// bits on by aborting the process.
#[test]
fn error_function_is_enclosed_at_the_square_root_of_three() {
    let three = Rational::from(3);
    let coarse = Ball::sqrt_rational(200, &three);
    for bits in [1000, 1021, 1200, 5000] {
        let x = Ball::sqrt_rational(bits, &three);
        for x in [x.clone(), -x] {
            let sum = x.erf() + &x.erfc();
            assert!(sum.contains_rational(&Rational::from(1)));
            assert!(x.erf().abs().overlaps(&coarse.erf()));
        }
    }
}

/// The same through a whole instance: `|w|^2 = 1/6` puts `1/(sqrt(2)|w|)` at `sqrt(3)`, and `w.w* = 0` puts
/// `1/(sqrt(2) |w| sin(theta))` there too.
#[test]
fn value_at_many_digits_survives_the_square_root_of_three() {
    let sixth = |n: i32| Rational::from((n, 6));
    let base = integers(&[1, 2], &[1, 1, 1], &[2, 1], &[1, -1, 0]);
    let right_angle = with_w(&base, vec![sixth(1), sixth(1), sixth(2)]);
    let teacher = base.teacher();
    let parallel = instance(
        base.student().v.clone(),
        vec![sixth(1), sixth(1), sixth(2)],
        teacher.v.clone(),
        vec![sixth(1), sixth(1), sixth(2)],
    );
    for point in [right_angle, parallel] {
        let request = Request {
            stes: Ste::catalogue(),
            digits: 400,
            closed_forms: true,
        };
        let report = value(&Population::new(&point), &request).unwrap();
        for coarse in &report.coarse {
            let balls: Vec<Ball> = coarse.w.iter().map(|e| e.ball.clone()).collect();
            assert!(keeps_radius_promise(&balls, 400), "{}", coarse.ste);
        }
    }
}
