//! Laws of enclosures: inclusion against exact rational arithmetic, isotonicity, overlap of equal expressions.
//!
//! Every inclusion test discards inputs for which the operation answers the whole line, and quickcheck fails a
//! property that discards too much: an answer that contains everything does not pass.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops where it breaks"
)]

mod support;

use coarsegrad_arith::{Ball, Integer, Mag, Rational};
use quickcheck::TestResult;
use rug::Float;
use std::cmp::Ordering;
use support::{PRECISIONS, Sample, ball, check, enlarged, rational};

fn holds(result: &Ball, truth: &Rational) -> TestResult {
    if !result.is_finite() {
        return TestResult::discard();
    }
    TestResult::from_bool(result.contains_rational(truth))
}

#[test]
fn union_contains_both_at_any_two_precisions() {
    for precision in [2, 3, 4, 5, 8, 13] {
        for (numerator, denominator) in [(1, 3), (2, 7), (5, 9), (-7, 11), (99, 100), (-1, 1000)] {
            let coarse = Ball::from_rational(precision, &Rational::from((1, 2)));
            let fine = Ball::from_rational(200, &Rational::from((numerator, denominator)));
            for union in [coarse.union(&fine), fine.union(&coarse)] {
                assert!(
                    union.contains(&coarse) && union.contains(&fine),
                    "{union:?}"
                );
                assert!(union.precision() == 200 && union.is_finite());
            }
        }
    }
}

#[test]
fn sum_contains_exact_sum() {
    fn property(x: Sample, y: Sample) -> TestResult {
        holds(&(&x.ball + &y.ball), &(x.inside + y.inside))
    }
    check(3000, property as fn(Sample, Sample) -> TestResult);
}

#[test]
fn difference_contains_exact_difference() {
    fn property(x: Sample, y: Sample) -> TestResult {
        holds(&(&x.ball - &y.ball), &(x.inside - y.inside))
    }
    check(3000, property as fn(Sample, Sample) -> TestResult);
}

#[test]
fn product_contains_exact_product() {
    fn property(x: Sample, y: Sample) -> TestResult {
        holds(&(&x.ball * &y.ball), &(x.inside * y.inside))
    }
    check(3000, property as fn(Sample, Sample) -> TestResult);
}

#[test]
fn quotient_contains_exact_quotient() {
    fn property(x: Sample, y: Sample) -> TestResult {
        if y.inside.is_zero() {
            return TestResult::from_bool(!(&x.ball / &y.ball).is_finite());
        }
        holds(&(&x.ball / &y.ball), &(x.inside / y.inside))
    }
    check(3000, property as fn(Sample, Sample) -> TestResult);
}

#[test]
fn unary_operations_contain_exact_values() {
    fn property(x: Sample, factor: i32, divisor: u16, shift: i16) -> TestResult {
        let q = Rational::from((factor, u32::from(divisor) + 1));
        let value = x.inside;
        let checks = [
            (x.ball.square(), Rational::from(value.square_ref())),
            (-&x.ball, Rational::from(-&value)),
            (x.ball.abs(), Rational::from(value.abs_ref())),
            (x.ball.mul_rational(&q), Rational::from(&value * &q)),
            (x.ball.add_rational(&q), Rational::from(&value + &q)),
            (
                x.ball.mul_2exp(i64::from(shift)),
                value.clone() << i32::from(shift),
            ),
            (x.ball.round_to(17), value.clone()),
            (x.ball.union(&Ball::from_i64(40, 3)), value.clone()),
            (x.ball.powi(5), rug::ops::Pow::pow(value.clone(), 5)),
            (x.ball.powi(0), Rational::from(1)),
        ];
        for (place, (result, truth)) in checks.iter().enumerate() {
            assert!(
                result.is_finite(),
                "operation {place} gave up on {:?}",
                x.ball
            );
            assert!(
                result.contains_rational(truth),
                "operation {place} on {:?} misses {truth}",
                x.ball
            );
        }
        if !value.is_zero() {
            assert!(
                x.ball
                    .recip()
                    .contains_rational(&Rational::from(value.recip_ref()))
            );
        }
        TestResult::passed()
    }
    check(2000, property as fn(Sample, i32, u16, i16) -> TestResult);
}

#[test]
fn owned_and_borrowed_operands_agree() {
    fn property(x: Sample, y: Sample) -> bool {
        let (x, y) = (x.ball, y.ball);
        let same = |a: &Ball, b: &Ball| {
            a.mid() == b.mid() && a.rad() == b.rad() && a.precision() == b.precision()
        };
        same(&(&x + &y), &(x.clone() + &y))
            && same(&(&x + &y), &(&x + y.clone()))
            && same(&(&x - &y), &(x.clone() - &y))
            && same(&(&x - &y), &(&x - y.clone()))
            && same(&(&x * &y), &(x.clone() * y.clone()))
            && same(&(&x * &y), &(&x * y.clone()))
            && same(&(&x / &y), &(x.clone() / &y))
            && same(&(&x / &y), &(&x / y.clone()))
    }
    check(2000, property as fn(Sample, Sample) -> bool);
}

#[test]
fn square_root_squares_back() {
    fn property(x: Sample) -> TestResult {
        let root = x.ball.sqrt();
        if !root.is_finite() {
            return TestResult::discard();
        }
        assert!(
            x.inside >= 0,
            "{:?} has the negative point {}",
            x.ball,
            x.inside
        );
        // The root of the point lies in the ball of roots: between the squares of its non-negative ends.
        let (lower, upper) = (root.lower(), root.upper());
        let below = lower.to_rational().map(|end| {
            if end > 0 {
                end.square()
            } else {
                Rational::new()
            }
        });
        let above = upper.to_rational().map(Rational::square);
        assert!(
            below.is_some_and(|end| end <= x.inside),
            "{:?} below {:?}",
            root,
            x
        );
        assert!(
            above.is_some_and(|end| end >= x.inside),
            "{:?} above {:?}",
            root,
            x
        );
        TestResult::passed()
    }
    check(3000, property as fn(Sample) -> TestResult);
}

#[test]
fn square_root_of_a_rational_is_exact_when_representable() {
    for prec in PRECISIONS {
        let exact = Ball::sqrt_rational(prec, &rational("9/4"));
        assert!(exact.is_exact() && exact.contains_rational(&rational("3/2")));
        assert!(Ball::sqrt_rational(prec, &rational("0")).is_zero());
        assert!(!Ball::sqrt_rational(prec, &rational("-1/7")).is_finite());
        for text in ["2", "1/3", "4/9", "1e-5000", "123456789", "0x1p-4001"] {
            let value = rational(text);
            let root = Ball::sqrt_rational(prec, &value);
            assert!(root.square().contains_rational(&value), "{text} at {prec}");
            assert!(
                root.relative_accuracy_bits() >= i64::from(prec) - 1,
                "{text} at {prec}"
            );
        }
    }
    // A root of many bits: exact as soon as the precision holds it.
    let root: Rational = Rational::from(Integer::from(Integer::ONE << 150) + 1) >> 75;
    let square = Rational::from(root.square_ref());
    let at = |prec| Ball::sqrt_rational(prec, &square);
    assert!(at(151).is_exact() && at(151).contains_rational(&root));
    assert!(!at(150).is_exact() && at(150).contains_rational(&root));
}

#[test]
fn wider_arguments_give_wider_results() {
    fn property(x: Sample, y: Sample) -> TestResult {
        let (wide_x, wide_y) = (enlarged(&x.ball, 3.0), enlarged(&y.ball, 1.5));
        TestResult::from_bool(
            (&wide_x + &wide_y).contains(&(&x.ball + &y.ball))
                && (&wide_x - &wide_y).contains(&(&x.ball - &y.ball))
                && (&wide_x * &wide_y).contains(&(&x.ball * &y.ball))
                && (&wide_x / &wide_y).contains(&(&x.ball / &y.ball))
                && wide_x.square().contains(&x.ball.square())
                && wide_x.recip().contains(&x.ball.recip())
                && wide_x.sqrt().contains(&x.ball.sqrt()),
        )
    }
    check(2000, property as fn(Sample, Sample) -> TestResult);
}

#[test]
fn equal_expressions_overlap() {
    fn property(x: Sample, y: Sample, z: Sample) -> bool {
        let (x, y, z) = (x.ball, y.ball, z.ball);
        (&x + &y).overlaps(&(&y + &x))
            && (&x * &y).overlaps(&(&y * &x))
            && (&x * &(&y + &z)).overlaps(&(&x * &y + &x * &z))
            && ((&x + &y) + &z).overlaps(&(&x + &(&y + &z)))
            && x.square().overlaps(&(&x * &x))
            && (&x / &y).overlaps(&(&x * &y.recip()))
            && ((&x + &y) - &y).overlaps(&x)
    }
    check(2000, property as fn(Sample, Sample, Sample) -> bool);
}

#[test]
fn precisions_overlap_and_reach_their_accuracy() {
    fn property(p: i32, q: u16, r: i16) -> bool {
        let value = Rational::from((p, u32::from(q) + 1));
        let other = Rational::from((i32::from(r) * 2 + 1, 977));
        let expression = |prec| {
            let (x, y) = (
                Ball::from_rational(prec, &value),
                Ball::from_rational(prec, &other),
            );
            (&x * &y) / (x.square() + Ball::pi(prec))
        };
        let coarse = expression(30);
        [64, 200, 2000].iter().all(|&prec| {
            let fine = expression(prec);
            fine.overlaps(&coarse)
                && coarse.relative_accuracy_bits() >= 24
                && fine.relative_accuracy_bits() >= i64::from(prec) - 6
        })
    }
    check(1000, property as fn(i32, u16, i16) -> bool);
}

#[test]
fn comparisons_are_never_wrong() {
    fn property(x: Sample, y: Sample) -> TestResult {
        if let Some(sign) = x.ball.sign() {
            assert_eq!(sign, x.inside.cmp0());
        }
        assert!(!x.inside.is_zero() || x.ball.contains_zero());
        match x.ball.compare(&y.ball) {
            None => TestResult::from_bool(x.ball.overlaps(&y.ball)),
            Some(order) => TestResult::from_bool(order == x.inside.cmp(&y.inside)),
        }
    }
    check(3000, property as fn(Sample, Sample) -> TestResult);
}

#[test]
fn containment_is_exact_at_the_ends() {
    let unit = Ball::from_mid_rad(Float::new(10), Mag::ONE);
    assert!(unit.contains_rational(&rational("1")) && unit.contains_rational(&rational("-1")));
    assert!(!unit.contains_rational(&rational("0x1.00000000000000000000000001p0")));
    assert!(unit.contains(&Ball::from_i64(5, 1)) && !unit.contains(&Ball::pi(5)));
    let touching = Ball::from_mid_rad(Float::with_val(10, 2), Mag::ONE);
    assert!(unit.overlaps(&touching) && !unit.overlaps(&Ball::from_i64(9, 2)));
    assert!(touching.contains_zero().eq(&false) && touching.sign() == Some(Ordering::Greater));
    let from_zero = Ball::from_mid_rad(Float::with_val(10, 1), Mag::ONE);
    assert!(
        from_zero.contains_zero() && from_zero.sign().is_none() && from_zero.sqrt().is_finite()
    );
    assert!(
        from_zero.sqrt().contains_zero()
            && from_zero.sqrt().contains_rational(&rational("1.41421356"))
    );
}

#[test]
fn the_whole_line_is_always_cannot_tell() {
    let unknown = Ball::indeterminate(100);
    let one = Ball::from_i64(100, 1);
    assert_eq!(unknown.sign(), None);
    assert_eq!(unknown.compare(&one), None);
    assert_eq!(one.compare(&unknown), None);
    assert_eq!(unknown.compare(&unknown), None);
    assert!(
        !unknown.is_zero()
            && !unknown.is_exact()
            && unknown.contains_zero()
            && unknown.contains(&one)
    );
    assert!(!one.contains(&unknown) && unknown.overlaps(&one));
    assert!(unknown.to_f64().is_nan());
    let zero = Ball::zero(100);
    for result in [
        &one / &zero,
        zero.recip(),
        Ball::from_i64(50, -1).sqrt(),
        &unknown * &zero,
        &zero * &unknown,
        &unknown + &one,
        unknown.square(),
        unknown.mul_rational(&rational("0")),
        unknown.mul_2exp(-5),
        unknown.abs(),
        unknown.powi(3),
        unknown.round_to(20),
        unknown.union(&one),
        zero.ln(),
        Ball::from_i64(50, -2).ln(),
        Ball::from_i64(50, 2).acos(),
        zero.atan2(&zero),
        unknown.exp(),
        unknown.exp_m1(),
        unknown.erf(),
        unknown.erfc(),
        unknown.normal_pdf(),
        unknown.normal_cdf(),
        Ball::owen_t(&unknown, &one),
        Ball::owen_t(&one, &unknown),
        Ball::gamma_lower_half(1, &Ball::from_i64(50, -1)),
        Ball::from_bounds(&Float::with_val(20, 2), &Float::with_val(20, 1)),
        Ball::from_bounds(&Float::with_val(20, f64::NAN), &Float::with_val(20, 1)),
        Ball::from_mid_rad(Float::with_val(20, f64::INFINITY), Mag::ZERO),
    ] {
        assert!(
            !result.is_finite() && result.sign().is_none() && result.compare(&one).is_none(),
            "{result:?}"
        );
    }
}

#[test]
fn results_beyond_the_exponent_range_are_enclosed() {
    let huge = Ball::from_i64(60, 3).mul_2exp(1 << 29);
    assert!(huge.is_finite() && !huge.square().square().is_finite());
    let tiny = ball(60, "3/7").mul_2exp(-(1 << 29));
    let vanished = tiny.square().square();
    assert!(vanished.is_finite() && vanished.contains_zero() && !vanished.is_zero());
    let shifted = tiny.mul_2exp(-(1 << 30));
    assert!(shifted.contains_zero() && !shifted.is_zero() && shifted.is_finite());
    assert!(!huge.mul_2exp(i64::MAX).is_finite() && huge.mul_2exp(i64::MIN).contains_zero());
    assert!((&huge + &tiny).compare(&huge).is_none());
    assert!((&tiny / &huge).contains_zero() && !(&huge / &tiny.square()).is_finite());
}

#[test]
fn magnitudes_round_in_their_direction() {
    fn property(a: f64, b: f64, s: i16, t: i16) -> TestResult {
        if !a.is_finite() || !b.is_finite() || a == 0.0 || b == 0.0 {
            return TestResult::discard();
        }
        let (s, t) = (i32::from(s) / 8, i32::from(t) / 8);
        let (x, y) = (
            Mag::from_f64(a).mul_2exp(i64::from(s)),
            Mag::from_f64(b).mul_2exp(i64::from(t)),
        );
        let (p, q) = (
            Rational::from_f64(a.abs()).expect("finite") << s,
            Rational::from_f64(b.abs()).expect("finite") << t,
        );
        let value = |mag: Mag| mag.to_rational(100_000).expect("finite");
        assert_eq!(value(x), p);
        assert_eq!(x.compare(y), p.cmp(&q));
        let near = |bound: &Rational, truth: &Rational| {
            Rational::from(bound - truth).abs() <= Rational::from(truth.abs_ref()) >> 45
        };
        for (upper, lower, truth) in [
            (
                value(x.add(y)),
                value(x.add_lower(y)),
                Rational::from(&p + &q),
            ),
            (
                value(x.mul(y)),
                value(x.mul_lower(y)),
                Rational::from(&p * &q),
            ),
            (
                value(x.div(y)),
                value(x.div_lower(y)),
                Rational::from(&p / &q),
            ),
            (
                value(x.powi(3)),
                Rational::new(),
                rug::ops::Pow::pow(p.clone(), 3),
            ),
        ] {
            assert!(lower <= truth && truth <= upper);
            assert!(near(&upper, &truth) && (lower.is_zero() || near(&lower, &truth)));
        }
        let difference = Rational::from(&p - &q);
        let bound = value(x.sub_lower(y));
        assert!(bound.is_zero() || bound <= difference);
        assert!(value(x.sqrt()).square() >= p && value(x.sqrt_lower()).square() <= p);
        assert!(value(Mag::from_rational(&Rational::from(&p / &q))) >= Rational::from(&p / &q));
        assert!(
            value(Mag::from_rational_lower(&Rational::from(&p / &q))) <= Rational::from(&p / &q)
        );
        TestResult::passed()
    }
    check(3000, property as fn(f64, f64, i16, i16) -> TestResult);
    for t in [-1e6, -700.0, -3.25, -1e-9, 0.0, 1e-9, 0.7, 1.0, 88.5, 1e6] {
        let exact = Float::with_val(200, t).exp();
        let as_float =
            |mag: Mag| Float::with_val(200, &mag.to_rational(2_000_000).expect("finite"));
        assert!(as_float(Mag::exp(t)) >= exact, "e^{t}");
        assert!(as_float(Mag::exp(t)) <= exact * 1.07);
    }
    assert!(!Mag::exp(f64::NAN).is_finite());
    assert!(Mag::pow2(i64::MIN).exponent().is_some() && !Mag::pow2(i64::MAX).is_finite());
}
