//! Generators shared by the tests: balls of every size, precision and width, with a rational point inside.
#![allow(dead_code, reason = "each test binary uses its own part")]

use coarsegrad_arith::{Ball, Mag, Rational, parse_rational};
use quickcheck::{Arbitrary, Gen, QuickCheck, Testable};
use rug::{Float, Integer};

/// Working precisions tried: the least, some around limb sizes, and those of 50 to 600 digits.
pub const PRECISIONS: [u32; 8] = [2, 30, 53, 64, 65, 200, 500, 2000];

/// The rational number that a text spells.
pub fn rational(text: &str) -> Rational {
    parse_rational(text).expect("a number of this test")
}

/// The ball of a text at a precision.
pub fn ball(prec: u32, text: &str) -> Ball {
    Ball::from_rational(prec, &rational(text))
}

/// The single number `value`, which must be dyadic, as a ball without error.
pub fn exact(value: &Rational) -> Ball {
    let bits = value.numer().significant_bits().max(2);
    let ball = Ball::from_rational(bits, value);
    assert!(ball.is_exact(), "{value} is not dyadic");
    ball
}

/// The same midpoint with radius `factor` times as large.
pub fn enlarged(ball: &Ball, factor: f64) -> Ball {
    Ball::from_mid_rad(
        ball.mid().clone(),
        ball.rad().mul(Mag::from_f64(factor)).add(Mag::pow2(-400)),
    )
}

/// A random ball and a rational point of it.
#[derive(Clone, Debug)]
pub struct Sample {
    /// The ball.
    pub ball: Ball,
    /// A dyadic point inside, often at an end.
    pub inside: Rational,
}

/// How large the midpoints of a generator are and whether the sign is random.
fn sample(g: &mut Gen, exponents: &[i32], signed: bool) -> Sample {
    let prec = *g.choose(&PRECISIONS).expect("non-empty");
    let mut significand = Integer::from(1);
    for _ in 0..prec.div_ceil(64) {
        significand = (significand << 64) + u64::arbitrary(g);
    }
    // Small integers and exact dyadics as well as full significands.
    if u8::arbitrary(g).is_multiple_of(4) {
        significand = Integer::from(u8::arbitrary(g));
    }
    let bits = significand.significant_bits();
    let keep = bits.saturating_sub(prec);
    let significand = significand >> keep;
    let shift =
        *g.choose(exponents).expect("non-empty") - i32::try_from(bits - keep).expect("small");
    let mut mid = Float::with_val(prec, &significand) << shift;
    if signed && bool::arbitrary(g) {
        mid = -mid;
    }
    let size = mid.get_exp().unwrap_or(0);
    let precision = i32::try_from(prec).expect("small");
    let relative = *g
        .choose(&[-precision, -precision / 2, -30, -10, -3, -1, 0, 1, 6])
        .expect("non-empty");
    let rad = match u8::arbitrary(g) % 4 {
        0 => Mag::ZERO,
        _ => Mag::from_f64(1.0 + f64::from(u16::arbitrary(g)) / 65536.0)
            .mul_2exp(i64::from(size + relative)),
    };
    let steps = *g
        .choose(&[-16, 16, -15, 15, 0, 1, -7, 9])
        .expect("non-empty");
    let centre = mid.to_rational().expect("finite");
    let inside = centre + rad.to_rational(100_000).expect("moderate") * Rational::from((steps, 16));
    Sample {
        ball: Ball::from_mid_rad(mid, rad),
        inside,
    }
}

impl Arbitrary for Sample {
    fn arbitrary(g: &mut Gen) -> Self {
        sample(
            g,
            &[-3000, -300, -40, -3, -1, 0, 1, 2, 3, 20, 300, 3000],
            true,
        )
    }
}

/// A sample whose size suits transcendental functions.
#[derive(Clone, Debug)]
pub struct Moderate(pub Sample);

impl Arbitrary for Moderate {
    fn arbitrary(g: &mut Gen) -> Self {
        Self(sample(
            g,
            &[-300, -40, -5, -2, -1, 0, 0, 1, 1, 2, 3, 4, 5],
            true,
        ))
    }
}

/// A positive midpoint of moderate size.
#[derive(Clone, Debug)]
pub struct Positive(pub Sample);

impl Arbitrary for Positive {
    fn arbitrary(g: &mut Gen) -> Self {
        Self(sample(
            g,
            &[-300, -40, -5, -2, -1, 0, 0, 1, 2, 3, 5, 9],
            false,
        ))
    }
}

/// Runs a property on `tests` random inputs.
pub fn check<P: Testable>(tests: u64, property: P) {
    QuickCheck::new()
        .tests(tests)
        .min_tests_passed(tests / 3)
        .max_tests(tests * 20)
        .quickcheck(property);
}
