//! Every function of a ball contains the function of each of its points.
//!
//! The point is evaluated exactly there, at three times the precision and at least 200 bits: a ball whose only error
//! is the rounding of the last place. A property discards the whole line, and quickcheck fails one that discards too
//! much.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops where it breaks"
)]

mod support;

use coarsegrad_arith::{Ball, Mag, Rational};
use quickcheck::TestResult;
use rug::Float;
use support::{Moderate, Positive, Sample, ball, check, exact};

/// The point at high precision, exactly.
fn fine(x: &Sample) -> Ball {
    let point = exact(&x.inside);
    let precision = (3 * x.ball.precision()).max(200).max(point.precision());
    point.round_to(precision)
}

fn encloses(coarse: &Ball, truth: &Ball) -> TestResult {
    if !coarse.is_finite() {
        return TestResult::discard();
    }
    assert!(truth.is_finite(), "no value at the point for {coarse:?}");
    assert!(coarse.overlaps(truth), "{coarse:?} misses {truth:?}");
    TestResult::passed()
}

macro_rules! inclusion {
    ($($name:ident: $samples:ident, $f:expr;)*) => {$(
        #[test]
        fn $name() {
            fn property(x: $samples) -> TestResult {
                let f: fn(&Ball) -> Ball = $f;
                encloses(&f(&x.0.ball), &f(&fine(&x.0)))
            }
            check(1500, property as fn($samples) -> TestResult);
        }
    )*};
}

inclusion! {
    exp_contains_its_values: Moderate, Ball::exp;
    exp_m1_contains_its_values: Moderate, Ball::exp_m1;
    ln_contains_its_values: Positive, Ball::ln;
    erf_contains_its_values: Moderate, Ball::erf;
    erfc_contains_its_values: Moderate, Ball::erfc;
    normal_pdf_contains_its_values: Moderate, Ball::normal_pdf;
    normal_cdf_contains_its_values: Moderate, Ball::normal_cdf;
}

/// Brings a sample into `[-1, 1]` by dividing by a power of two above its greatest absolute value.
fn into_unit(x: &Sample) -> Sample {
    let top = x.ball.abs_upper().exponent().unwrap_or(-1) + 1;
    let shift = i32::try_from(-top.max(0)).expect("moderate");
    Sample {
        ball: x.ball.mul_2exp(i64::from(shift)),
        inside: x.inside.clone() << shift,
    }
}

#[test]
fn acos_contains_its_values() {
    fn property(x: Moderate) -> TestResult {
        let x = into_unit(&x.0);
        encloses(&x.ball.acos(), &fine(&x).acos())
    }
    check(1500, property as fn(Moderate) -> TestResult);
}

#[test]
fn acos_near_one_contains_its_values() {
    fn property(distance: u16, width: u8, step: u8) -> TestResult {
        // m = 1 - d 2^-24, r <= d 2^-24, so that the ball reaches up to one.
        let d = f64::from(distance) + 1.0;
        let mid = Float::with_val(60, 1.0 - d * 2f64.powi(-24));
        let part = f64::from(width) / 255.0;
        let rad = Mag::from_f64(d * part * 2f64.powi(-24));
        let x = Ball::from_mid_rad(mid.clone(), rad);
        let offset =
            rad.to_rational(1000).expect("moderate") * Rational::from((i32::from(step) - 128, 128));
        let inside = mid.to_rational().expect("finite") + offset;
        let sample = Sample { ball: x, inside };
        let mirrored = Sample {
            ball: -&sample.ball,
            inside: -sample.inside.clone(),
        };
        encloses(&mirrored.ball.acos(), &fine(&mirrored).acos());
        encloses(&sample.ball.acos(), &fine(&sample).acos())
    }
    check(1500, property as fn(u16, u8, u8) -> TestResult);
}

#[test]
fn atan2_contains_its_values() {
    fn property(y: Sample, x: Sample) -> TestResult {
        encloses(&y.ball.atan2(&x.ball), &fine(&y).atan2(&fine(&x)))
    }
    check(3000, property as fn(Sample, Sample) -> TestResult);
}

#[test]
fn gamma_lower_half_contains_its_values() {
    fn property(x: Positive, k: u8) -> TestResult {
        let k = u32::from(k % 40);
        encloses(
            &Ball::gamma_lower_half(k, &x.0.ball),
            &Ball::gamma_lower_half(k, &fine(&x.0)),
        )
    }
    check(300, property as fn(Positive, u8) -> TestResult);
}

/// The series for moderate arguments against MPFR's own functions.
#[test]
fn error_functions_agree_with_mpfr() {
    fn property(x: Moderate) -> bool {
        let x = Ball::from_mid_rad(x.0.ball.mid().clone(), Mag::ZERO);
        let reference = |f: fn(Float) -> Float| {
            let value = f(Float::with_val(x.precision() + 100, x.mid()));
            let last = i64::from(value.get_exp().unwrap_or(-4_000_000)) - i64::from(value.prec());
            Ball::from_mid_rad(value, Mag::pow2(last))
        };
        x.erf().overlaps(&reference(Float::erf)) && x.erfc().overlaps(&reference(Float::erfc))
    }
    check(600, property as fn(Moderate) -> bool);
}

#[test]
fn point_values_are_accurate() {
    for prec in [30, 64, 200, 700] {
        for text in ["1/3", "-7/5", "1e-30", "-1e-30", "5", "-12", "1e-400"] {
            let x = ball(prec + 16, text);
            let values = [
                x.exp(),
                x.exp_m1(),
                x.erf(),
                x.erfc(),
                x.normal_pdf(),
                x.normal_cdf(),
                x.abs().ln(),
            ];
            for (place, value) in values.iter().enumerate() {
                assert!(
                    value.relative_accuracy_bits() >= i64::from(prec),
                    "function {place} of {text} at {prec}"
                );
            }
            let tilted = x.atan2(&ball(prec + 16, "2/7"));
            assert!(
                tilted.relative_accuracy_bits() >= i64::from(prec),
                "atan2 of {text} at {prec}"
            );
        }
        // A full significand: the square in the exponent must not cost its bits.
        let x = Ball::from_mid_rad(ball(prec, "-2111/7").mid().clone(), Mag::ZERO);
        assert!(x.normal_cdf().relative_accuracy_bits() >= i64::from(prec) - 1);
        assert!(x.normal_pdf().relative_accuracy_bits() >= i64::from(prec) - 1);
    }
}

#[test]
fn wide_balls_give_useful_ranges() {
    let range = Ball::from_mid_rad(Float::with_val(60, 0), Mag::from_f64(50.0));
    let unit = Ball::from_mid_rad(Float::with_val(60, 0), Mag::from_f64(1.001));
    assert!(unit.contains(&range.erf()));
    assert!(
        unit.add_rational(&support::rational("1"))
            .contains(&range.erfc())
    );
    assert!(unit.contains(&range.normal_cdf()) && unit.contains(&range.normal_pdf()));
    assert!(range.exp().is_finite() && range.exp_m1().is_finite());
    let quarter = Ball::from_mid_rad(Float::with_val(60, 0), Mag::from_f64(0.251));
    assert!(quarter.contains(&Ball::owen_t(&range, &range)));
    let right = range.add_rational(&support::rational("51"));
    assert!(right.ln().is_finite() && unit.mul_2exp(2).contains(&range.atan2(&right)));
    let domain = Ball::from_mid_rad(Float::new(60), Mag::ONE);
    let angles = domain.acos();
    assert!(
        angles.contains_zero() && angles.contains_rational(&support::rational("3.14159265358979"))
    );
    assert!(unit.mul_2exp(2).contains(&angles));
}

#[test]
fn exact_arguments_keep_exact_values() {
    let (zero, one) = (Ball::zero(80), Ball::from_i64(80, 1));
    assert!(
        zero.exp_m1().is_zero()
            && zero.erf().is_zero()
            && one.ln().is_zero()
            && one.acos().is_zero()
    );
    assert!(zero.exp().compare(&one) == Some(std::cmp::Ordering::Equal));
    assert!(zero.erfc().compare(&one) == Some(std::cmp::Ordering::Equal));
    assert!(zero.atan2(&one).is_zero() && (-&zero).atan2(&one).is_zero());
    assert!(
        zero.normal_cdf().is_exact()
            && zero
                .normal_cdf()
                .contains_rational(&support::rational("1/2"))
    );
    let pi = Ball::pi(300);
    assert!(zero.atan2(&-&one).overlaps(&pi) && (&zero - &zero).atan2(&-&one).sign().is_some());
    assert!(one.atan2(&zero).overlaps(&pi.mul_2exp(-1)));
    assert!((-&one).atan2(&zero).overlaps(&-pi.mul_2exp(-1)));
    assert!(
        (-&one)
            .atan2(&-&one)
            .overlaps(&pi.mul_rational(&support::rational("-3/4")))
    );
    assert!((-&one).acos().overlaps(&pi) && zero.acos().overlaps(&pi.mul_2exp(-1)));
    assert!(Ball::gamma_lower_half(3, &zero).is_zero());
    // The negative half-axis belongs to the angle pi only when the height is exactly zero.
    let thick = Ball::from_mid_rad(Float::new(80), Mag::pow2(-60));
    assert!(!thick.atan2(&-&one).is_finite() && thick.atan2(&one).is_finite());
}

/// The ball with `2^-70` added to its radius.
fn about(value: &Ball) -> Ball {
    Ball::from_mid_rad(value.mid().clone(), value.rad().add(Mag::pow2(-70)))
}

#[test]
fn extreme_arguments_are_enclosed() {
    let far = |text: &str, shift: i64| ball(100, text).mul_2exp(shift);
    for shift in [40, 4000, 1 << 20, 1 << 29] {
        let (large, small) = (far("3/7", shift), far("3/7", -shift));
        let zero_like = [
            (-&large).exp(),
            large.erfc(),
            large.normal_pdf(),
            (-&large).normal_cdf(),
        ];
        for value in zero_like {
            assert!(
                value.is_finite() && value.abs_upper().compare(Mag::pow2(-1000)).is_lt(),
                "{shift}: {value:?}"
            );
        }
        assert!((-&large).exp_m1().overlaps(&Ball::from_i64(100, -1)));
        assert!(large.erf().overlaps(&Ball::from_i64(100, 1)));
        assert!(large.normal_cdf().overlaps(&Ball::from_i64(100, 1)));
        assert!(
            small.exp_m1().relative_accuracy_bits() > 90
                && small.erf().relative_accuracy_bits() > 90
        );
        assert!(small.atan2(&large).is_finite());
        assert!(about(&Ball::pi(90).mul_2exp(-1)).contains(&large.atan2(&small)));
        assert!(
            large.ln().relative_accuracy_bits() > 80 && small.ln().relative_accuracy_bits() > 80
        );
        let moment = Ball::gamma_lower_half(2, &large);
        assert!(
            moment.overlaps(&(Ball::pi(100).sqrt() * ball(100, "3/4"))),
            "{shift}: {moment:?}"
        );
        assert!(small.acos().relative_accuracy_bits() > 90);
    }
    assert!(!far("1", 1 << 29).exp().is_finite());
    let texts = ["-1e9999", "-1e30"];
    for text in texts {
        assert!(ball(60, text).exp().contains_zero() && ball(60, text).exp().is_finite());
    }
}
