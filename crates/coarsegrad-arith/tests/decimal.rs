//! Printed decimals, read back exactly, contain the ball.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops where it breaks"
)]

mod support;

use coarsegrad_arith::{Ball, Decimal, DecimalFormat, Mag, Rational};
use quickcheck::TestResult;
use rug::Float;
use support::{Sample, ball, check, rational};

/// `10^exponent` as a rational number.
fn power_of_ten(exponent: i64) -> Rational {
    let power = rug::ops::Pow::pow(
        Rational::from(10),
        u32::try_from(exponent.abs()).expect("small"),
    );
    if exponent < 0 { power.recip() } else { power }
}

/// The ends of the printed interval.
fn interval(printed: &Decimal) -> (Rational, Rational) {
    let (mid, rad) = (rational(&printed.mid), rational(&printed.rad));
    (Rational::from(&mid - &rad), mid + rad)
}

fn ends(ball: &Ball) -> (Rational, Rational) {
    let mid = ball.mid().to_rational().expect("finite");
    let rad = ball.rad().to_rational(1_000_000).expect("moderate");
    (Rational::from(&mid - &rad), mid + rad)
}

#[test]
fn printed_interval_contains_the_ball_and_is_tight() {
    fn property(x: Sample, places: u8) -> TestResult {
        let quantum = x.ball.magnitude10().unwrap_or(-3) + 12 - i64::from(places);
        let printed = x.ball.to_decimal(quantum);
        let ((lower, upper), (ball_lower, ball_upper)) = (interval(&printed), ends(&x.ball));
        assert!(
            lower <= ball_lower && ball_upper <= upper,
            "{:?} printed as {printed:?}",
            x.ball
        );
        // Never wider than the radius, the error of rounding to the quantum, and a tenth of both.
        let needed = (ball_upper - ball_lower) + power_of_ten(quantum);
        assert!(
            upper - lower <= needed * Rational::from((111, 100)),
            "{:?} printed as {printed:?}",
            x.ball
        );
        // The printed midpoint is a multiple of the quantum.
        let units = rational(&printed.mid) / power_of_ten(quantum);
        TestResult::from_bool(units.is_integer())
    }
    check(4000, property as fn(Sample, u8) -> TestResult);
}

#[test]
fn exact_multiples_have_radius_zero() {
    fn property(units: i64, places: u8) -> bool {
        let places = i64::from(places % 12);
        // units * 2^-places is a multiple of 10^-places.
        let value = Ball::from_i64(64, units).mul_2exp(-places);
        let printed = value.to_decimal(-places);
        printed.rad == "0" && rational(&printed.mid) == value.mid().to_rational().expect("finite")
    }
    check(1000, property as fn(i64, u8) -> bool);
}

#[test]
fn texts_are_as_documented() {
    const TINY: &str = "tiny";
    let cases = [
        (
            ball(200, "1/3"),
            -30,
            "0.333333333333333333333333333333",
            "3.4e-31",
        ),
        (ball(200, "-25/2"), -4, "-12.5000", "0"),
        (ball(200, "-25/2"), 0, "-13", "5.1e-1"),
        (ball(200, "1/2"), -3, "0.500", "0"),
        (ball(200, "0"), -30, "0", "0"),
        (ball(200, "12345"), 2, "1.23e4", "4.6e1"),
        (ball(200, "0.00001"), -8, "0.00001000", TINY),
        (ball(200, "1e-4000"), -4003, "1.000e-4000", TINY),
        (ball(200, "1e300"), 298, "1.00e300", TINY),
        (ball(200, "1/1000"), -2, "0", "1.1e-3"),
        (
            Ball::from_mid_rad(Float::with_val(20, 3), Mag::ONE),
            -2,
            "3.00",
            "1.1",
        ),
        (
            Ball::from_mid_rad(Float::with_val(20, 3), Mag::from_f64(99.5)),
            0,
            "3",
            "1.0e2",
        ),
        (Ball::indeterminate(20), -5, "0", "inf"),
    ];
    for (value, quantum, mid, rad) in cases {
        let printed = value.to_decimal(quantum);
        assert_eq!(printed.mid, mid, "{value:?}");
        if rad != TINY {
            assert_eq!(printed.rad, rad, "{value:?}");
        } else {
            // The rounding of the working precision: 200 bits are 60 digits.
            let relative = rational(&printed.rad) / rational(&printed.mid);
            assert!(
                relative > 0 && relative < rational("1e-59"),
                "{} of {value:?}",
                printed.rad
            );
        }
    }
}

#[test]
fn display_joins_both_texts() {
    let printed = Decimal {
        mid: "0.25".to_owned(),
        rad: "1.0e-9".to_owned(),
    };
    assert_eq!(printed.to_string(), "0.25 ± 1.0e-9");
    assert_eq!(ball(9, "1/4").to_decimal(-2).to_string(), "0.25");
}

#[test]
fn a_format_is_the_same_as_its_quantum() {
    for quantum in [-60, -7, 0, 5] {
        let format = DecimalFormat::new(quantum);
        for text in ["1/3", "-2e9", "7e-30", "0"] {
            assert_eq!(
                format.format(&ball(300, text)),
                ball(300, text).to_decimal(quantum)
            );
        }
    }
}

#[test]
fn magnitude_is_a_lower_bound_and_close() {
    fn property(x: Sample) -> TestResult {
        let Some(exponent) = x.ball.magnitude10() else {
            assert!(x.ball.abs_lower().is_zero());
            return TestResult::discard();
        };
        let least = x.ball.abs_lower().to_rational(1_000_000).expect("moderate");
        assert!(power_of_ten(exponent) <= Rational::from(x.inside.abs_ref()));
        TestResult::from_bool(power_of_ten(exponent + 2) > least)
    }
    check(2000, property as fn(Sample) -> TestResult);
    for exponent in [-40, -3, -1, 0, 1, 2, 15, 16, 17, 22, 23, 60] {
        let found = Ball::from_rational(300, &power_of_ten(exponent)).magnitude10();
        assert!(
            found == Some(exponent) || found == Some(exponent - 1),
            "{exponent}: {found:?}"
        );
    }
    assert_eq!(Ball::zero(30).magnitude10(), None);
    assert_eq!(Ball::indeterminate(30).magnitude10(), None);
}

#[test]
fn radii_far_below_every_float_are_printed() {
    let tiny = Ball::from_mid_rad(Float::with_val(20, 1), Mag::pow2(i64::MIN));
    let printed = tiny.to_decimal(-3);
    assert_eq!(printed.mid, "1.000");
    assert!(
        printed
            .rad
            .starts_with(|digit: char| digit.is_ascii_digit())
            && printed.rad.contains("e-3309"),
        "{printed:?}"
    );
    let huge = Ball::from_i64(20, 1).mul_2exp(1 << 20).to_decimal(315_000);
    assert!(
        huge.mid.ends_with("e315652"),
        "{}",
        &huge.mid[huge.mid.len() - 10..]
    );
}
