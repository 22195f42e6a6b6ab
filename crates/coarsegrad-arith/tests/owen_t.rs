//! Owen's T function against its own identities, other routes and other precisions.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops where it breaks"
)]

mod support;

use coarsegrad_arith::{Ball, Mag, Rational};
use quickcheck::TestResult;
use support::{Moderate, Sample, ball, check, exact, rational};

const HEIGHTS: [&str; 14] = [
    "0", "1e-60", "1e-9", "1/7", "0.99", "2", "7/2", "6", "11.5", "16.6", "17", "23", "90", "4000",
];
const SLOPES: [&str; 13] = [
    "1e-300",
    "1e-40",
    "1e-9",
    "0.001",
    "1/7",
    "1/2",
    "24/25",
    "0.9999999",
    "1",
    "1.0000001",
    "3",
    "1e3",
    "1e50",
];

#[test]
fn precisions_overlap_and_are_accurate() {
    for h in HEIGHTS {
        for a in SLOPES {
            let fine = Ball::owen_t(&ball(900, h), &ball(900, a));
            for prec in [40, 120, 200, 430] {
                // The arguments are exact rationals, cut with guard bits for the square in the exponent.
                let value = Ball::owen_t(&ball(prec + 60, h), &ball(prec + 60, a));
                assert!(
                    value.overlaps(&fine),
                    "T({h}, {a}) at {prec}: {value:?} against {fine:?}"
                );
                assert!(
                    value.relative_accuracy_bits() >= i64::from(prec),
                    "T({h}, {a}) at {prec}: {value:?}"
                );
            }
        }
    }
}

#[test]
fn slope_one_factors_into_normal_probabilities() {
    for h in HEIGHTS {
        for prec in [50, 200, 600] {
            let h = ball(prec, h);
            let product = (h.normal_cdf() * (-&h).normal_cdf()).mul_2exp(-1);
            assert!(
                Ball::owen_t(&h, &Ball::from_i64(prec, 1)).overlaps(&product),
                "{h:?} at {prec}"
            );
        }
    }
}

#[test]
fn height_zero_is_an_angle() {
    for a in SLOPES {
        for prec in [50, 200, 600] {
            let (a, one) = (ball(prec, a), Ball::from_i64(prec, 1));
            let turn = a.atan2(&one) / Ball::pi(prec).mul_2exp(1);
            let value = Ball::owen_t(&Ball::zero(prec), &a);
            assert!(
                value.overlaps(&turn) && value.relative_accuracy_bits() >= i64::from(prec) - 4,
                "{a:?}"
            );
        }
    }
}

#[test]
fn slope_zero_is_zero() {
    assert!(Ball::owen_t(&ball(100, "3"), &Ball::zero(100)).is_zero());
    assert!(Ball::owen_t(&Ball::zero(100), &Ball::zero(100)).is_zero());
}

/// `T(h, a) + T(a h, 1/a) = (Phi(h) + Phi(a h)) / 2 - Phi(h) Phi(a h)` for `a > 0`, written with both signs of `Phi`.
#[test]
fn reflection_in_the_slope_holds() {
    fn property(h: u16, a: u16, fine: bool) -> bool {
        let prec = if fine { 300 } else { 80 };
        let height = Rational::from((u32::from(h), 4096));
        let slope = Rational::from((u32::from(a) + 1, 8192));
        let (x, y) = (
            Ball::from_rational(prec, &height),
            Ball::from_rational(prec, &slope),
        );
        let steep = Ball::from_rational(prec, &Rational::from(&height * &slope));
        let left = Ball::owen_t(&x, &y) + Ball::owen_t(&steep, &y.recip());
        let (p, q) = (x.normal_cdf(), steep.normal_cdf());
        let right = (&p + &q).mul_2exp(-1) - &p * &q;
        left.overlaps(&right)
    }
    check(400, property as fn(u16, u16, bool) -> bool);
}

/// The integrand decreases, so that its left and right sums enclose the integral.
#[test]
fn riemann_sums_agree() {
    const STEPS: i64 = 400;
    let prec = 60;
    for (h, a) in [
        ("1/3", "1/2"),
        ("1", "9/10"),
        ("2", "1"),
        ("1/2", "5/2"),
        ("3", "4"),
        ("9", "1/3"),
    ] {
        let (height, slope) = (rational(h), rational(a));
        let half_square = Rational::from(height.square_ref()) / 2;
        let integrand = |step: i64| {
            let x = Rational::from(&slope * &Rational::from((step, STEPS)));
            let flat = Rational::from(x.square_ref()) + 1;
            let exponent = -Rational::from(&half_square * &flat);
            Ball::from_rational(prec, &exponent).exp() / Ball::from_rational(prec, &flat)
        };
        let width =
            Ball::from_rational(prec, &(slope.clone() / STEPS)) / Ball::pi(prec).mul_2exp(1);
        let inner = (1..STEPS).fold(Ball::zero(prec), |sum, step| sum + integrand(step));
        let (left, right) = (
            (&inner + integrand(0)) * &width,
            (&inner + integrand(STEPS)) * &width,
        );
        let value = Ball::owen_t(&ball(prec, h), &ball(prec, a));
        assert!(
            left.compare(&value).is_some_and(|order| order.is_gt()),
            "T({h}, {a}) = {value:?} above {left:?}"
        );
        assert!(
            right.compare(&value).is_some_and(|order| order.is_lt()),
            "T({h}, {a}) = {value:?} below {right:?}"
        );
    }
}

/// `2 pi T = e^-y sum_k (-1)^k (1/2) y^(-k-1/2) gamma(k+1/2, a^2 y)` for `a < 1`, whose terms alternate and decrease.
#[test]
fn moment_series_agrees() {
    for (h, a) in [
        ("1/7", "1/2"),
        ("1", "1/3"),
        ("3", "1/2"),
        ("8", "2/5"),
        ("15", "1/10"),
        ("40", "1/4"),
    ] {
        let prec = 260;
        let (height, slope) = (ball(prec, h), ball(prec, a));
        let y = height.square().mul_2exp(-1);
        let limit = slope.square() * &y;
        let mut power = y.sqrt().recip();
        let mut sum = Ball::zero(prec);
        for k in 0..60 {
            let term = (&power * Ball::gamma_lower_half(k, &limit)).mul_2exp(-1);
            power = power / &y;
            if k == 59 {
                let rest = term.abs_upper();
                sum = Ball::from_mid_rad(sum.mid().clone(), sum.rad().add(rest));
            } else if k % 2 == 0 {
                sum = sum + term;
            } else {
                sum = sum - term;
            }
        }
        let other = (-y).exp() * sum / Ball::pi(prec).mul_2exp(1);
        let value = Ball::owen_t(&height, &slope);
        assert!(
            value.overlaps(&other),
            "T({h}, {a}): {value:?} against {other:?}"
        );
        assert!(
            other.relative_accuracy_bits() > 90,
            "T({h}, {a}): the other route is too coarse: {other:?}"
        );
    }
}

#[test]
fn wide_arguments_contain_their_points() {
    fn property(h: Moderate, a: Moderate) -> TestResult {
        let (h, a) = (h.0, a.0);
        if h.ball.precision().max(a.ball.precision()) > 500 {
            return TestResult::discard();
        }
        let coarse = Ball::owen_t(&h.ball, &a.ball);
        let point = |x: &Sample| exact(&x.inside).round_to(exact(&x.inside).precision().max(200));
        let truth = Ball::owen_t(&point(&h), &point(&a));
        assert!(coarse.is_finite() && truth.is_finite());
        TestResult::from_bool(coarse.overlaps(&truth))
    }
    check(600, property as fn(Moderate, Moderate) -> TestResult);
}

#[test]
fn bounds_of_the_function_are_respected() {
    for h in HEIGHTS {
        for a in SLOPES {
            let (h, a) = (ball(100, h), ball(100, a));
            let value = Ball::owen_t(&h, &a);
            assert!(
                value.sign().is_some_and(|sign| sign.is_gt()),
                "T({h:?}, {a:?}) = {value:?}"
            );
            let whole = (-h.abs()).normal_cdf().mul_2exp(-1);
            assert!(
                value.compare(&whole).is_none_or(|order| order.is_lt()),
                "T({h:?}, {a:?}) above {whole:?}"
            );
        }
    }
}

#[test]
fn extreme_arguments_are_enclosed() {
    let far = |shift: i64| ball(100, "5/7").mul_2exp(shift);
    for shift in [45, 5000, 1 << 29] {
        let (large, small, one) = (far(shift), far(-shift), ball(100, "1"));
        let vanishing = Mag::pow2(-1000);
        for slope in [&large, &small, &one] {
            let value = Ball::owen_t(&large, slope);
            assert!(value.is_finite() && value.abs_upper().compare(vanishing).is_lt());
            assert!(Ball::owen_t(&small, slope).is_finite());
        }
        // T(0, 1) = 1/8, T(0, inf) = 1/4 and T(1, inf) = Phi(-1)/2, within what such arguments can differ by.
        let about =
            |value: Ball| Ball::from_mid_rad(value.mid().clone(), value.rad().add(Mag::pow2(-40)));
        assert!(about(ball(100, "1/8")).contains(&Ball::owen_t(&small, &one)));
        assert!(about(ball(100, "1/4")).contains(&Ball::owen_t(&small.square(), &large)));
        assert!(about((-&one).normal_cdf().mul_2exp(-1)).contains(&Ball::owen_t(&one, &large)));
        assert!(Ball::owen_t(&one, &small).relative_accuracy_bits() > 90);
    }
}
