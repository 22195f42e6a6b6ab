//! The inner product of the expected coarse gradient and the population gradient.
#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use std::cmp::Ordering;

use coarsegrad_arith::{Ball, Rational, Scalar, Symbolic};
use coarsegrad_exact::{Outcome, Population};
use coarsegrad_model::Ste;
use proptest::prelude::*;
use theorems::entries::dot;
use theorems::hypotheses::Hypotheses;
use theorems::instances::{
    Instance, any_ste, between, for_all, integers, orthogonal, parallel, small_positive, step_slope,
};
use theorems::symbols::{Symbols, coarse_entries, exact, gradient_entries, root};

/// `<E[g], df/dw>` entry by entry, and the library's closed form of it.
fn both_routes(instance: &Instance, ste: &Ste) -> Outcome<(Symbolic, Symbolic)> {
    let population = Population::new(instance);
    let closed = population.symbolic().gradient_inner_product(ste)?;
    let entries = dot(
        &(),
        &coarse_entries(&population, ste),
        &gradient_entries(&population).unwrap(),
    );
    Ok((entries, closed))
}

/// `sin(theta) (v.v*)^2 / ((2 pi)^(3/2) a)`.
fn identity_formula(it: &Symbols) -> Symbolic {
    let scale = it.vv.clone().square();
    it.sin()
        * &it.norm_recip()
        * &Symbolic::pi_power(-3)
        * &root(&Rational::from((1, 8))).scale(&scale)
}

fn on_the_open_range(ste: &Ste, cases: u32, formula: impl Fn(&Symbols) -> Symbolic) {
    let hypotheses = Hypotheses::new();
    for_all(cases, &between(), |instance| {
        let it = Symbols::new(&instance);
        if !hypotheses.met("0 < theta < pi", it.is_between()) {
            return;
        }
        hypotheses.met("v.v* != 0", !it.vv.is_zero());
        let (entries, closed) = both_routes(&instance, ste).unwrap();
        let expected = formula(&it);
        assert!(closed.equals(&expected), "{closed} and {expected}");
        assert!(entries.equals(&expected), "{entries} and {expected}");
    });
    hypotheses.require(50);
}

/// `<E g_id, df/dw> = sin(theta) (v.v*)^2 / ((2 pi)^(3/2) a)`, an equality of normal forms. Source: P1, Lemma 10.
#[test]
fn identity_coarse_gradient_has_the_printed_inner_product() {
    on_the_open_range(&Ste::Identity, 200, identity_formula);
}

/// `<E g_relu, df/dw>` is half of the identity STE's. Source: P1, Lemma 5 (its equality).
#[test]
fn relu_coarse_gradient_has_half_the_inner_product_of_the_identity() {
    on_the_open_range(&Ste::Relu, 200, |it| {
        identity_formula(it).scale(&Rational::from((1, 2)))
    });
}

/// `<E g_crelu, df/dw> = q (v.v*)^2 / (2 pi a)` with `q = (sin(theta) phi0/2) erf(1/(sqrt(2) a sin(theta)))`. Source: P1,
/// Lemma 7, with `q` in closed form.
#[test]
fn clipped_relu_coarse_gradient_has_the_printed_inner_product() {
    on_the_open_range(&Ste::ClippedRelu, 200, |it| {
        let scale = it.vv.clone().square() / 2u32;
        it.sector_q() * &it.norm_recip() * &Symbolic::pi_power(-2).scale(&scale)
    });
}

/// Theorem A for random step slopes and Gaussian slopes: `<E g, df/dw> = (v.v*)^2 sin(theta) M0(a sin theta) /
/// ((2 pi)^(3/2) a)` with `M0(tau) = E[mu'(tau N)]`. Source: proved in the book; generalises P1, Lemmas 5, 7 and 10.
#[test]
fn inner_product_of_any_slope_depends_on_its_even_moment_alone() {
    let hypotheses = Hypotheses::new();
    for_all(300, &(between(), any_ste()), |(instance, ste)| {
        let it = Symbols::new(&instance);
        if !hypotheses.met("0 < theta < pi", it.is_between()) {
            return;
        }
        let (entries, closed) = both_routes(&instance, &ste).unwrap();
        let expected = identity_formula(&it) * &it.m0(&ste);
        assert!(closed.equals(&expected), "{closed} and {expected}");
        assert!(entries.equals(&expected), "{entries} and {expected}");
        hypotheses.met("M0 is not zero", !it.m0(&ste).is_zero());
    });
    hypotheses.require(60);
}

/// Slopes that are nowhere negative.
fn nonnegative_ste() -> impl Strategy<Value = Ste> {
    prop_oneof![
        Just(Ste::HardTanh),
        small_positive().prop_map(|alpha| Ste::LeakyRelu { alpha }),
        small_positive().prop_map(|scale| Ste::Gaussian { scale }),
        Just("piecewise:1/3[-2]0[-1/2]2[3]1".parse().unwrap()),
    ]
}

fn sign_of(instance: &Instance, value: &Symbolic) -> Option<Ordering> {
    if value.is_zero() {
        return Some(Ordering::Equal);
    }
    let population = Population::new(instance);
    let mut bits = 128;
    loop {
        let ball = population.evaluator::<Ball>(bits).evaluate(value)?;
        if let Some(sign) = ball.sign() {
            return Some(sign);
        }
        bits *= 2;
        if bits > 20_000 {
            return None;
        }
    }
}

fn correlates_positively(strategy: impl Strategy<Value = (Instance, Ste)>) {
    let hypotheses = Hypotheses::new();
    for_all(200, &strategy, |(instance, ste)| {
        let it = Symbols::new(&instance);
        let Ok((_, product)) = both_routes(&instance, &ste) else {
            return;
        };
        let strict = hypotheses.met(
            "0 < theta < pi and v.v* != 0",
            it.is_between() && !it.vv.is_zero(),
        );
        let expected = if strict {
            Ordering::Greater
        } else {
            Ordering::Equal
        };
        assert_eq!(
            sign_of(&instance, &product),
            Some(expected),
            "{ste}: {product}"
        );
    });
    hypotheses.require(40);
}

fn anywhere() -> impl Strategy<Value = Instance> {
    prop_oneof![6 => between(), 1 => orthogonal(), 1 => parallel()]
}

/// `<E g_id, df/dw> >= 0`, strictly for `0 < theta < pi` and `v.v* != 0`. Source: P1, Lemma 10.
#[test]
fn identity_coarse_gradient_correlates_positively() {
    correlates_positively(anywhere().prop_map(|instance| (instance, Ste::Identity)));
}

/// `<E g_relu, df/dw> >= 0`, strictly for `0 < theta < pi` and `v.v* != 0`. Source: P1, Lemma 5.
#[test]
fn relu_coarse_gradient_correlates_positively() {
    correlates_positively(anywhere().prop_map(|instance| (instance, Ste::Relu)));
}

/// `<E g_crelu, df/dw> >= 0`, strictly for `0 < theta < pi` and `v.v* != 0`. Source: P1, Lemma 7.
#[test]
fn clipped_relu_coarse_gradient_correlates_positively() {
    correlates_positively(anywhere().prop_map(|instance| (instance, Ste::ClippedRelu)));
}

/// A slope that is nowhere negative and not zero correlates positively. Source: Theorem A.
#[test]
fn nonnegative_slopes_correlate_positively() {
    correlates_positively((anywhere(), nonnegative_ste()));
}

/// The exact criterion: for `v.v* != 0` and `0 < theta < pi` the sign of the inner product is the sign of
/// `M0(a sin theta)`, for random step slopes of any sign. Source: Theorem A.
#[test]
fn sign_of_the_inner_product_is_the_sign_of_the_even_moment() {
    let hypotheses = Hypotheses::new();
    for_all(300, &(between(), step_slope()), |(instance, slope)| {
        let it = Symbols::new(&instance);
        if !hypotheses.met(
            "0 < theta < pi and v.v* != 0",
            it.is_between() && !it.vv.is_zero(),
        ) {
            return;
        }
        let ste = Ste::PiecewiseConstant(slope);
        let (_, product) = both_routes(&instance, &ste).unwrap();
        let sign = sign_of(&instance, &it.m0(&ste));
        if !hypotheses.met("the sign of M0 can be told", sign.is_some()) {
            // Gaussian tails like e^(-10^30) next to nothing else.
            return;
        }
        let expected = sign.unwrap();
        assert_eq!(sign_of(&instance, &product), Some(expected));
        hypotheses.met("M0 < 0", expected == Ordering::Less);
        hypotheses.met("M0 > 0", expected == Ordering::Greater);
    });
    hypotheses.require(20);
}

/// A slope with `M0 < 0` correlates negatively, although it is positive around zero: `mu' = 1` on `(-1, 1)` and -3 for
/// `1 < |x| < 2`. At small `|w| sin(theta)` its `M0` is positive and so is the correlation. Source: Theorem A.
#[test]
fn a_slope_with_negative_even_moment_correlates_negatively() {
    let ste: Ste = "piecewise:0[-2]-3[-1]1[1]-3[2]0".parse().unwrap();
    let sign = |scale: (i32, i32)| {
        let base = integers(&[1, 2], &[0, 1], &[2, 1], &[1, 0]);
        let w = vec![Rational::new(), Rational::from(scale)];
        let instance = theorems::instances::with_w(&base, w);
        let (entries, product) = both_routes(&instance, &ste).unwrap();
        assert!(entries.equals(&product));
        sign_of(&instance, &product)
    };
    assert_eq!(sign((2, 1)), Some(Ordering::Less));
    assert_eq!(sign((1, 10)), Some(Ordering::Greater));
    // The constant slope -1 is the plainest case: minus the identity's inner product.
    let instance = integers(&[1, 2], &[1, 1], &[2, 1], &[1, 0]);
    let (_, product) = both_routes(&instance, &"piecewise:-1".parse().unwrap()).unwrap();
    assert!((product + &identity_formula(&Symbols::new(&instance))).is_zero());
}

/// The correlation cannot tell an STE from its even part: hard-tanh has twice the inner product of clipped ReLU, and
/// identity twice that of ReLU. Source: corollary of Theorem A.
#[test]
fn inner_product_sees_only_the_even_part_of_a_slope() {
    let hypotheses = Hypotheses::new();
    for_all(100, &between(), |instance| {
        let it = Symbols::new(&instance);
        if !hypotheses.met("0 < theta < pi", it.is_between()) {
            return;
        }
        let product = |ste: &Ste| both_routes(&instance, ste).unwrap().1;
        let two = exact(&Rational::from(2));
        assert!(product(&Ste::HardTanh).equals(&(product(&Ste::ClippedRelu) * &two)));
        assert!(product(&Ste::Identity).equals(&(product(&Ste::Relu) * &two)));
    });
    hypotheses.require(80);
}
