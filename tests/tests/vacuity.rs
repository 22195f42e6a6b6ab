//! The tests' own instruments can fail.

use coarsegrad_arith::{Ball, Rational};
use theorems::decimal::Stored;
use theorems::hypotheses::Hypotheses;
use theorems::instances::{for_all, generic, near_parallel, niven, saddle, small, spurious};
use theorems::symbols::Symbols;

/// A hypothesis that is met often enough passes.
#[test]
fn a_hypothesis_met_often_is_accepted() {
    let hypotheses = Hypotheses::new();
    for k in 0..100 {
        hypotheses.met("even", k % 2 == 0);
    }
    assert_eq!(hypotheses.share("even"), (50, 100));
    hypotheses.require(50);
}

/// One that is met too rarely fails the test as vacuous.
#[test]
#[should_panic(expected = "vacuous: odd was met by 10 of 100")]
fn a_hypothesis_met_rarely_fails_the_test() {
    let hypotheses = Hypotheses::new();
    for k in 0..100 {
        hypotheses.met("odd", k % 10 == 0);
    }
    hypotheses.require(11);
}

/// One that is never met fails even when no share is asked for.
#[test]
#[should_panic(expected = "vacuous: never was met by 0 of 5")]
fn a_hypothesis_never_met_fails_the_test() {
    let hypotheses = Hypotheses::new();
    for _ in 0..5 {
        hypotheses.met("never", false);
    }
    hypotheses.require(0);
}

/// A test that recorded no hypothesis at all fails.
#[test]
#[should_panic(expected = "vacuous: no hypothesis was ever tried")]
fn a_test_without_hypotheses_fails() {
    Hypotheses::new().require(0);
}

/// A false claim is found and shrunk to a small counterexample.
#[test]
fn a_false_claim_is_refuted() {
    use proptest::test_runner::{Config, TestRunner};
    let config = Config {
        failure_persistence: None,
        ..Config::default()
    };
    let outcome = TestRunner::new(config).run(&generic(), |instance| {
        // False: nothing bounds v.v*.
        let vv = Symbols::new(&instance).vv;
        proptest::prop_assert!(vv <= 2);
        Ok(())
    });
    assert!(outcome.is_err());
}

/// The strategies deliver what they are named for.
#[test]
fn instance_kinds_are_what_they_say() {
    use coarsegrad_exact::{CriticalPoint, Population, Position};
    use coarsegrad_model::Angle;
    for_all(100, &near_parallel(), |instance| {
        let it = Symbols::new(&instance);
        assert!(it.is_between());
        let sine_squared = it.wedge_squared / (it.norm_squared * it.teacher_squared);
        assert!(sine_squared < Rational::from((1, 2)));
    });
    for_all(100, &niven(), |instance| {
        let population = Population::new(&instance);
        assert!(matches!(&population.plane().angle, Angle::OfPi(x) if *x > 0 && *x < 1));
    });
    for_all(100, &saddle(), |instance| {
        assert_eq!(
            Population::new(&instance).classification(),
            CriticalPoint::Saddle
        );
    });
    for_all(100, &spurious(), |instance| {
        let population = Population::new(&instance);
        assert_eq!(population.position(), Position::Opposite);
        assert_eq!(
            population.classification(),
            CriticalPoint::SpuriousMinimiser
        );
    });
}

/// A stored decimal allows exactly half a unit of its last place, no more.
#[test]
fn a_stored_decimal_allows_half_a_unit_of_its_last_place() {
    let stored = Stored::rounded("1.50e-2");
    assert_eq!(stored.slack, Rational::from((1, 20_000)));
    let ball = |n: u32| Ball::from_rational(200, &Rational::from((n, 1_000_000_000)));
    assert!(stored.meets(&ball(15_049_999)) && stored.meets(&ball(14_950_001)));
    assert!(!stored.meets(&ball(15_050_001)) && !stored.meets(&ball(14_949_999)));
    assert!(Stored::rounded("0").meets(&Ball::zero(64)));
    assert!(!Stored::rounded("0").meets(&ball(1)));
    assert!(!Stored::rounded("0").meets(&Ball::indeterminate(64)));
    for_all(50, &small(), |x| {
        assert!(
            Stored {
                centre: x.clone(),
                slack: Rational::new()
            }
            .meets(&Ball::from_rational(64, &x))
        );
    });
}
