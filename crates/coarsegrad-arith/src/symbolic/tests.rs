use super::*;
use crate::{Ball, Real};

fn q(n: i32, d: i32) -> Rational {
    Rational::from((n, d))
}

fn rational(n: i32, d: i32) -> Symbolic {
    Symbolic::rational(q(n, d))
}

fn root(n: i32) -> Symbolic {
    Symbolic::sqrt_rational(&Rational::from(n))
}

#[test]
fn forms_print_as_a_reader_writes_them() {
    let form = rational(-3, 20) * &root(7) * &Symbolic::pi_power(-2);
    assert_eq!(form.to_string(), "-(3/20)*sqrt(7)/pi");
    let form = rational(299, 800) + &(Symbolic::theta_over_pi() * &rational(3, 20));
    assert_eq!(form.to_string(), "299/800 + (3/20)*theta/pi");
    assert_eq!(Symbolic::pi_power(1).to_string(), "sqrt(pi)");
    assert_eq!(Symbolic::pi_power(-3).to_string(), "1/pi^(3/2)");
    assert_eq!(
        (rational(1, 2) * &Symbolic::pi_power(-2)).to_string(),
        "(1/2)/pi"
    );
    assert_eq!(
        (root(2) * &Symbolic::pi_power(-1)).to_string(),
        "sqrt(2)/sqrt(pi)"
    );
    assert_eq!(rational(1, 1).to_string(), "1");
    assert_eq!(rational(-7, 3).to_string(), "-7/3");
    assert_eq!(Symbolic::zero().to_string(), "0");
    let theta = Symbolic::theta_over_pi();
    assert_eq!(
        (theta.clone() * &theta * &Symbolic::pi_power(2)).to_string(),
        "theta^2/pi"
    );
    assert_eq!((theta * &Symbolic::pi_power(2)).to_string(), "theta");
    assert_eq!(
        root(3).scale(&q(1, 2)).erf().to_string(),
        "erf((1/2)*sqrt(3))"
    );
    let decay = rational(-1, 2).exp_m1();
    assert_eq!(decay.to_string(), "expm1(-1/2)");
    assert_eq!((decay.clone() * &decay).to_string(), "expm1(-1/2)^2");
    let (one, inverse) = (rational(1, 3), Symbolic::pi_power(-2));
    assert_eq!((inverse.clone() + &one).to_string(), "1/3 + 1/pi");
    assert_eq!((one + &inverse).to_string(), "1/3 + 1/pi");
    assert_eq!(
        Symbolic::owen_t(&rational(1, 2), &-root(3)).to_string(),
        "-owen_t(1/2, sqrt(3))"
    );
}

#[test]
fn roots_meet_in_one_normal_form() {
    assert_eq!(root(12).to_string(), "2*sqrt(3)");
    assert_eq!(
        Symbolic::sqrt_rational(&q(1, 2)).to_string(),
        "(1/2)*sqrt(2)"
    );
    assert_eq!(
        Symbolic::sqrt_rational(&q(8, 27)).to_string(),
        "(2/9)*sqrt(6)"
    );
    assert!((root(12) - &root(3).scale(&q(2, 1))).is_zero());
    assert!((root(6) * &root(10)).equals(&root(15).scale(&q(2, 1))));
    assert!(root(-1).is_unknown());
    // (1 + sqrt 2)(1 - sqrt 2) = -1
    let one = rational(1, 1);
    let product = (one.clone() + &root(2)) * &(one - &root(2));
    assert_eq!(product.as_rational(), Some(q(-1, 1)));
}

#[test]
fn different_numbers_keep_different_forms() {
    assert!(!root(2).equals(&root(3)));
    assert!(!root(2).equals(&rational(3, 2)));
    assert!(!Symbolic::pi_power(2).equals(&rational(22, 7)));
    assert!(!rational(1, 1).exp_m1().equals(&rational(2, 1).exp_m1()));
    assert!(!Symbolic::unknown().equals(&Symbolic::unknown()));
}

#[test]
fn reciprocals_and_roots_undo_products() {
    let x = rational(3, 5) * &root(14) * &Symbolic::pi_power(-3);
    assert!((x.recip() * &x).equals(&rational(1, 1)));
    let y = rational(2, 9) * &Symbolic::pi_power(-2);
    assert!((y.sqrt() * &y.sqrt()).equals(&y));
    assert!(root(2).sqrt().is_unknown());
    assert!((root(2) + &rational(1, 1)).recip().is_unknown());
    assert!(Symbolic::zero().recip().is_unknown());
}

#[test]
fn unknown_absorbs_everything() {
    let unknown = Symbolic::unknown();
    assert!((unknown.clone() * &Symbolic::zero()).is_unknown());
    assert!((Symbolic::zero() * &unknown).is_unknown());
    assert!(unknown.scale(&Rational::new()).is_unknown());
    assert!((unknown.clone() - &unknown).is_unknown());
    assert_eq!(unknown.sign(), None);
    assert!(!unknown.is_zero());
}

#[test]
fn signs_are_decided_only_where_all_terms_agree() {
    assert_eq!(root(2).sign(), Some(Ordering::Greater));
    assert_eq!((-root(2) + &rational(-1, 3)).sign(), Some(Ordering::Less));
    assert_eq!((root(2) - &rational(1, 1)).sign(), None);
    assert_eq!(rational(-1, 1).exp_m1().sign(), Some(Ordering::Less));
    assert_eq!(Symbolic::zero().sign(), Some(Ordering::Equal));
}

#[test]
fn rational_angles_are_recognised() {
    let angle = |y: Symbolic, x: Symbolic| Symbolic::atan2(&y, &x).to_string();
    assert_eq!(angle(rational(1, 1), rational(1, 1)), "(1/4)*pi");
    assert_eq!(angle(rational(1, 1), rational(-1, 1)), "(3/4)*pi");
    assert_eq!(angle(root(3), rational(-1, 1)), "(2/3)*pi");
    assert_eq!(angle(-root(3), rational(3, 1)), "-(1/6)*pi");
    assert_eq!(angle(rational(1, 1), Symbolic::zero()), "(1/2)*pi");
    assert_eq!(angle(Symbolic::zero(), rational(-1, 1)), "pi");
    assert_eq!(angle(rational(1, 1), rational(2, 1)), "unknown");
    assert_eq!(angle(Symbolic::zero(), Symbolic::zero()), "unknown");
    assert_eq!(
        Symbolic::owen_t(&Symbolic::zero(), &rational(-1, 1)).to_string(),
        "-1/8"
    );
}

#[test]
fn every_factor_evaluates_to_its_number() {
    let mut evaluator = Evaluator::<f64>::new((), Some(0.3));
    let mut value = |x: Symbolic| evaluator.evaluate(&x);
    let close = |x: Option<f64>, y: f64| assert!((x.unwrap() - y).abs() < 1e-14, "{x:?} {y}");
    close(value(rational(-7, 4)), -1.75);
    close(value(root(18)), 18f64.sqrt());
    close(
        value(Symbolic::pi_power(-3)),
        std::f64::consts::PI.powf(-1.5),
    );
    close(value(Symbolic::pi_power(5)), std::f64::consts::PI.powf(2.5));
    let theta = Symbolic::theta_over_pi();
    close(value(theta.clone() * &theta + &theta), 0.39);
    close(value(rational(-1, 2).exp_m1()), (-0.5f64).exp() - 1.0);
    close(value(root(2).erf()), libm::erf(2f64.sqrt()));
    // T(h, 1) = Phi(h) (1 - Phi(h)) / 2
    let phi = f64::midpoint(1.0, libm::erf(0.5 / 2f64.sqrt()));
    close(
        value(Symbolic::owen_t(&rational(1, 2), &rational(1, 1))),
        phi * (1.0 - phi) / 2.0,
    );
    close(value(Symbolic::zero()), 0.0);
    assert_eq!(value(Symbolic::unknown()), None);
    let mut no_angle = Evaluator::<f64>::new((), None);
    assert_eq!(no_angle.evaluate(&Symbolic::theta_over_pi()), None);
}

#[test]
fn rational_ratios_are_found_or_refused() {
    let form = root(2) + &Symbolic::pi_power(2);
    assert_eq!(form.scale(&q(-3, 7)).rational_ratio(&form), Some(q(-3, 7)));
    assert_eq!(root(8).rational_ratio(&root(2)), Some(q(2, 1)));
    assert_eq!(root(3).rational_ratio(&root(2)), None);
    assert_eq!((form.clone() + &rational(1, 1)).rational_ratio(&form), None);
    assert_eq!(form.rational_ratio(&Symbolic::zero()), None);
    assert_eq!(Symbolic::zero().rational_ratio(&form), Some(q(0, 1)));
}

#[test]
fn combinations_equal_the_sums_that_they_abbreviate() {
    let big = Symbolic::sqrt_rational(&(Rational::from(1_000_003).square() * 1009u32));
    let a = root(2) + &Symbolic::theta_over_pi() + &big;
    let b = root(8).scale(&q(1, 3)) - &rational(5, 7) - &root(1009);
    let (p, r) = (Integer::from(4), Integer::from(15));
    let map = Combination::new(&[&a, &b], &[&p, &r]).unwrap();
    for x in -3..4 {
        for y in -3..4 {
            let entry = map.entry(&map.numerators(&[&Integer::from(x), &Integer::from(y)]));
            let sum = a.scale(&q(x, 4)) + &b.scale(&q(y, 15));
            assert!(entry.equals(&sum), "{entry} {sum}");
            assert_eq!(entry.is_zero(), sum.is_zero());
        }
    }
    let theta = Ball::from_rational(100, &q(1, 3));
    let mut evaluator = Evaluator::new(100, Some(theta));
    let units = map.units(&mut evaluator).unwrap();
    let numerators = map.numerators(&[&Integer::from(3), &Integer::from(-2)]);
    let ball = numerators
        .iter()
        .zip(&units)
        .fold(Ball::zero(100), |sum, (n, unit)| sum + unit.mul_integer(n));
    let entry = evaluator.evaluate(&map.entry(&numerators)).unwrap();
    assert!(ball.overlaps(&entry) && ball.relative_accuracy_bits() > 90);
    assert!(Combination::new(&[&Symbolic::unknown()], &[&p]).is_none());
    assert!(Combination::new(&[&a], &[]).is_none());
}

#[test]
fn roots_that_share_a_large_square_merge() {
    // 3 * 1009^2: the square of a prime that trial division does not reach, beside a small factor.
    let long = root(3 * 1009 * 1009);
    let short = root(3);
    assert!(long.equals(&short.scale(&q(1009, 1))));
    assert_eq!((long * &short).as_rational(), Some(q(3 * 1009, 1)));
}

#[test]
fn large_arguments_split_off_their_limits() {
    assert_eq!(rational(2, 1).erf().to_string(), "1 - erfc(2)");
    assert_eq!(rational(-2, 1).erf().to_string(), "-1 + erfc(2)");
    assert_eq!(rational(2, 1).erfc().to_string(), "erfc(2)");
    assert_eq!(rational(-50, 1).exp_m1().to_string(), "-1 + exp(-50)");
    assert_eq!(
        rational(-50, 1).exp().map(|x| x.to_string()),
        Some("exp(-50)".to_owned())
    );
    // What is left of a difference of two tails keeps its relative accuracy.
    let difference = rational(30, 1).erf() - &rational(40, 1).erf();
    let value = Evaluator::new(64, None).evaluate(&difference).unwrap();
    assert!(
        Ball::sign(&value).is_some() && value.relative_accuracy_bits() > 40,
        "{value:?}"
    );
}
