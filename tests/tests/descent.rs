//! One step of coarse gradient descent on the population, and when it must descend.
#![expect(clippy::panic, reason = "helpers of tests")]

use std::cell::RefCell;
use std::cmp::Ordering;
use std::collections::BTreeMap;

use coarsegrad_arith::{Ball, Rational, Scalar};
use coarsegrad_exact::{CriticalPoint, ExactError, Population, Step};
use coarsegrad_model::Ste;
use proptest::prelude::*;
use theorems::decimal::{exact_ends, power_of_ten};
use theorems::entries::{plane_entries, row_entries};
use theorems::hypotheses::Hypotheses;
use theorems::instances::{
    any_angle, any_ste, for_all, global_minimum, instance, spurious, zero_weight,
};
use theorems::symbols::{Symbols, inner};
use theorems::tolerance::STEP_BITS;

/// Step sizes from `10^-6` to 12.
fn step_size() -> BoxedStrategy<Rational> {
    (1i32..=12, 0i64..=6)
        .prop_map(|(n, digits)| power_of_ten(-digits) * n)
        .boxed()
}

/// A step at the least precision, from 300 bits on, at which the new weight is not undecided.
fn step(population: &Population<'_>, ste: &Ste, eta: &Rational) -> Option<Step> {
    [300, 1200, 4800]
        .into_iter()
        .find_map(|bits| match population.step(ste, eta, bits) {
            Ok(step) => Some(step),
            Err(ExactError::SignUndecided { .. }) => None,
            Err(other) => panic!("{other}"),
        })
}

/// The identity `f+ - f = -eta|d|^2 + (eta^2/8)(|d|^2 + (1^T d)^2) + (theta+ - theta) v+.v*/(2 pi)` overlaps the direct
/// change of the loss, for any STE and step size. Source: proved in the book.
#[test]
fn one_step_identity_agrees_with_the_direct_change() {
    let hypotheses = Hypotheses::new();
    for_all(
        400,
        &(any_angle(), any_ste(), step_size()),
        |(instance, ste, eta)| {
            let population = Population::new(&instance);
            let Some(step) = step(&population, &ste, &eta) else {
                hypotheses.met("w+ is not zero", false);
                return;
            };
            hypotheses.met("w+ is not zero", true);
            assert!(
                step.direct.overlaps(&step.identity),
                "{ste}, {eta}: {step:?}"
            );
            let tight = Ball::from_rational(300, &power_of_ten(-20));
            let radius = |ball: &Ball| Ball::from_rational(300, &exact_ends(ball).unwrap().1);
            let known = [&step.direct, &step.identity].iter().all(|ball| {
                ball.is_finite() && radius(ball).compare(&tight) == Some(Ordering::Less)
            });
            hypotheses.met("both known to 1e-20", known);
        },
    );
    hypotheses.require(80);
}

/// The change over a step is the loss at the next iterate, built as an instance of its own from rounded entries, minus
/// the loss here. Source: P1, Algorithm 1.
#[test]
fn step_goes_where_algorithm_1_says() {
    let hypotheses = Hypotheses::new();
    for_all(
        200,
        &(any_angle(), any_ste(), step_size()),
        |(base, ste, eta)| {
            const BITS: u32 = 600;
            let population = Population::new(&base);
            let forms = population.evaluated::<Ball>(BITS);
            let d = row_entries(&population, &forms.gradient_v());
            let g = plane_entries(&population, &forms.coarse_gradient(&ste));
            let next = |x: &[Rational], slope: &[Ball]| -> Vec<Rational> {
                x.iter()
                    .zip(slope)
                    .map(|(x, slope)| {
                        exact_ends(&(Ball::from_rational(BITS, x) - &slope.scale(&eta)))
                            .unwrap()
                            .0
                    })
                    .collect()
            };
            let v = next(&base.student().v, &d);
            let w = next(&base.student().w, &g);
            let size = inner(&w, &w);
            let least = Rational::from(1) >> 120u32;
            let most = Rational::from(1) << 120u32;
            if !hypotheses.met("2^-60 <= |w+| <= 2^60", size >= least && size <= most) {
                return;
            }
            let teacher = base.teacher();
            let there = instance(v, w, teacher.v.clone(), teacher.w.clone());
            let change = Population::new(&there)
                .evaluated::<Ball>(BITS)
                .population_loss()
                - &forms.population_loss();
            let step = population.step(&ste, &eta, BITS).unwrap();
            let allowed = Ball::from_rational(BITS, &(Rational::from(1) >> STEP_BITS));
            for route in [&step.direct, &step.identity] {
                let gap = (change.clone() - route).abs();
                assert_ne!(
                    gap.compare(&allowed),
                    Some(Ordering::Greater),
                    "{ste}, {eta}: {gap:?}"
                );
                let known = gap
                    .abs_upper()
                    .compare(allowed.abs_upper().mul_2exp(300))
                    .is_lt();
                hypotheses.met("known to 2^-100", known);
            }
        },
    );
    hypotheses.require(80);
}

/// Theorem D: whenever `M0 >= 0`, `eta R <= |w|/2` and `eta |v.v*| M0/sqrt(2 pi) <= |w| - eta R`, the loss falls by at least
/// the bound. Instances whose hypotheses fail are counted by hypothesis. Source: proved in the book.
#[test]
fn descent_bound_holds_whenever_its_hypotheses_do() {
    let hypotheses = Hypotheses::new();
    let failures: RefCell<BTreeMap<String, u32>> = RefCell::default();
    for_all(
        800,
        &(any_angle(), any_ste(), step_size()),
        |(instance, ste, eta)| {
            let population = Population::new(&instance);
            let mut bits = 300;
            loop {
                let bound = match population.descent_bound(&ste, &eta, bits) {
                    Ok(bound) => bound.bound,
                    Err(ExactError::Hypothesis { hypothesis }) => {
                        *failures
                            .borrow_mut()
                            .entry(hypothesis.to_owned())
                            .or_default() += 1;
                        hypotheses.met("all three hypotheses", false);
                        return;
                    }
                    Err(ExactError::SignUndecided { quantity, .. }) => {
                        if bits < 5000 {
                            bits *= 4;
                            continue;
                        }
                        *failures
                            .borrow_mut()
                            .entry(format!("undecided: {quantity}"))
                            .or_default() += 1;
                        hypotheses.met("all three hypotheses", false);
                        return;
                    }
                    Err(other) => panic!("{other}"),
                };
                hypotheses.met("all three hypotheses", true);
                let change = population.step(&ste, &eta, bits).unwrap().direct;
                match change.compare(&bound) {
                    Some(Ordering::Greater) => panic!("{ste}, {eta}: {change:?} above {bound:?}"),
                    None if bits < 5000 && !bound.is_zero() => bits *= 4,
                    order => {
                        hypotheses.met("strictly below the bound", order == Some(Ordering::Less));
                        break;
                    }
                }
            }
        },
    );
    println!("hypotheses that failed: {:?}", failures.borrow());
    assert!(failures.borrow().len() >= 2, "no hypothesis ever failed");
    hypotheses.require(25);
}

/// The bound implies descent for small steps: where its hypotheses hold and `eta` is small, `f+ <= f`, for ReLU, clipped
/// ReLU and, away from its instability, the identity. Source: Theorem D.
#[test]
fn small_steps_descend() {
    let hypotheses = Hypotheses::new();
    let ste = prop::sample::select(vec![
        Ste::Identity,
        Ste::Relu,
        Ste::ClippedRelu,
        Ste::HardTanh,
    ]);
    for_all(
        300,
        &(any_angle(), ste, 3i64..=9),
        |(instance, ste, digits)| {
            let population = Population::new(&instance);
            let eta = power_of_ten(-digits);
            let descends = population
                .descent_bound(&ste, &eta, 400)
                .is_ok_and(|bound| {
                    let zero = Ball::zero(400);
                    matches!(
                        bound.bound.compare(&zero),
                        Some(Ordering::Less | Ordering::Equal)
                    )
                });
            if !hypotheses.met("the bound applies and is not positive", descends) {
                return;
            }
            let change = population.step(&ste, &eta, 400).unwrap().direct;
            assert_ne!(
                change.sign(),
                Some(Ordering::Greater),
                "{ste}, {eta}: {change:?}"
            );
        },
    );
    hypotheses.require(50);
}

/// The bound is refused, with the hypothesis named, where one fails: a negative even moment, a step that turns `w` over, a
/// step size that is not positive, `w = 0`.
#[test]
fn descent_bound_names_the_hypothesis_that_fails() {
    let base = theorems::instances::integers(&[1, 2], &[1, 1], &[2, 1], &[1, 0]);
    let population = Population::new(&base);
    let refused = |ste: &str, eta: i32| match population.descent_bound(
        &ste.parse().unwrap(),
        &Rational::from(eta),
        200,
    ) {
        Err(ExactError::Hypothesis { hypothesis }) => hypothesis,
        other => panic!("{other:?}"),
    };
    assert_eq!(refused("piecewise:-1", 1), "M0(a sin(theta)) >= 0");
    assert_eq!(refused("identity", 1000), "eta R <= |w|/2");
    assert_eq!(refused("identity", 0), "eta > 0");
    for_all(20, &zero_weight(), |instance| {
        let population = Population::new(&instance);
        let eta = Rational::from(1);
        assert!(matches!(
            population.step(&Ste::Relu, &eta, 200),
            Err(ExactError::Hypothesis {
                hypothesis: "w != 0"
            })
        ));
        assert!(matches!(
            population.descent_bound(&Ste::Relu, &eta, 200),
            Err(ExactError::Hypothesis { .. })
        ));
    });
}

/// ReLU and clipped ReLU stay where both gradients vanish: the change is exactly zero at minimisers, global and spurious.
/// Source: P1, Lemmas 6 and 8.
#[test]
fn minimisers_are_fixed_points_of_relu_descent() {
    let strategy = prop_oneof![global_minimum(), spurious()];
    for_all(150, &(strategy, step_size()), |(instance, eta)| {
        let population = Population::new(&instance);
        for ste in [Ste::Relu, Ste::ClippedRelu] {
            let step = step(&population, &ste, &eta).unwrap();
            assert!(step.direct.contains_zero() && step.identity.contains_zero());
            let bound = Ball::from_rational(300, &power_of_ten(-60));
            assert_eq!(step.identity.abs().compare(&bound), Some(Ordering::Less));
        }
    });
}

/// The identity STE at a spurious minimiser: `|w|` shrinks by `eta R`, `R = 2(m-1)S^2/(sqrt(2 pi)(m+1)^2)`, with no change
/// of the loss, until a step overshoots zero; that step turns `theta` from pi to 0 and raises the loss by exactly
/// `|v_pi.v*|/2`. Source: P1, Theorem 1, made precise; erratum E5.
#[test]
fn identity_descent_leaves_the_spurious_minimiser_through_zero_weight() {
    let hypotheses = Hypotheses::new();
    for_all(150, &spurious(), |base| {
        let it = Symbols::new(&base);
        let population = Population::new(&base);
        assert_eq!(
            population.classification(),
            CriticalPoint::SpuriousMinimiser
        );
        // (|w|/R)^2 = |w|^2 2 pi (m+1)^4 / (2(m-1)S^2)^2, between these two rationals with 6 < 2 pi < 6.4.
        let rows = Rational::from(base.rows());
        let numerator = it.norm_squared.clone() * (rows.clone() + 1u32).square().square();
        let denominator = ((rows - 1u32) * 2u32 * it.teacher_sum.clone().square()).square();
        let quotient = numerator / denominator;
        // Step sizes below and above |w|/R, as rational square roots of anything in the right range.
        let root = |x: Rational| {
            let ball = Ball::sqrt_rational(60, &x);
            exact_ends(&ball).unwrap().0
        };
        let (short, long) = (root(quotient.clone()), root(quotient * 16u32));
        let zero = step(&population, &Ste::Identity, &short).unwrap();
        assert!(
            zero.direct.contains_zero() && zero.identity.contains_zero(),
            "no change before the overshoot"
        );
        let jump = step(&population, &Ste::Identity, &long).unwrap();
        let expected = it.vv.clone().abs() / 2u32;
        for route in [&jump.direct, &jump.identity] {
            assert!(
                route.contains_rational(&expected),
                "{route:?} and {expected}"
            );
        }
        hypotheses.met("m >= 2 and S != 0", expected.is_positive());
    });
    hypotheses.require(90);
}
