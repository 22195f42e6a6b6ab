//! The population loss and its gradient.

use coarsegrad_arith::{Ball, Rational, Real, Scalar, Symbolic};
use coarsegrad_exact::{Population, Position, Undefined};
use proptest::prelude::*;
use theorems::decimal::power_of_ten;
use theorems::entries::{plane_entries, row_entries};
use theorems::hypotheses::Hypotheses;
use theorems::instances::{
    Instance, any_instance, between, for_all, moved, parallel, vector, with_v, with_w,
};
use theorems::symbols::{Symbols, exact, inner, q};

fn loss(instance: &Instance) -> Symbolic {
    Population::new(instance).symbolic().population_loss()
}

/// Lemma 1 as printed: `f = (1/8)[v^T M v - 2 v^T ((1 - 2 theta/pi) I + J) v* + v*^T M v*]`, `M = I + J`, and
/// `f = v*^T M v*/8` at `w = 0`. Source: P1, Lemma 1.
#[test]
fn population_loss_is_the_printed_quadratic_form() {
    let zero = Hypotheses::new();
    for_all(300, &any_instance(), |instance| {
        let it = Symbols::new(&instance);
        let form = |squared: &Rational, sum: &Rational| squared.clone() + sum.clone().square();
        let teacher = form(&it.teacher_v_squared, &it.teacher_sum);
        let expected = if zero.met("w != 0", !it.norm_squared.is_zero()) {
            let factor = q(1, 1) - &it.angle.scale(&Rational::from(2));
            let mixed = factor.scale(&it.vv) + &exact(&Rational::from(&it.v_sum * &it.teacher_sum));
            exact(&(form(&it.v_squared, &it.v_sum) + teacher)) - &mixed.scale(&Rational::from(2))
        } else {
            exact(&teacher)
        };
        assert!(loss(&instance).equals(&expected.scale(&Rational::from((1, 8)))));
    });
    zero.require(70);
}

/// `df/dv` is the derivative of the population loss in `v`: at fixed `w` the loss is quadratic in `v`, so the central
/// difference quotient of any width is the derivative, an identity of normal forms. Holds at theta 0 and pi, and at
/// `w = 0`, too. Source: P1, Lemma 2.
#[test]
fn gradient_in_v_is_the_derivative_of_the_loss() {
    for_all(200, &(any_instance(), 1i32..=9), |(instance, width)| {
        let population = Population::new(&instance);
        let gradient = row_entries(&population, &population.symbolic().gradient_v());
        let width = Rational::from((width, 3));
        for (index, expected) in gradient.iter().enumerate() {
            let shifted = |sign: i32| {
                let mut v = instance.student().v.clone();
                v[index] += Rational::from(&width * sign);
                loss(&with_v(&instance, v))
            };
            let difference = shifted(1) - &shifted(-1);
            let quotient = difference.scale(&(width.clone() * 2u32).recip());
            assert!(quotient.equals(expected), "{quotient} and {expected}");
        }
    });
}

/// Working precision for difference quotients, in bits: their width is `2^-60`.
const BITS: u32 = 500;

fn loss_ball(instance: &Instance) -> Ball {
    Population::new(instance)
        .evaluated::<Ball>(BITS)
        .population_loss()
}

/// A power of two between `size/2` and `size`, exactly.
fn power_of_two_below(size: &Rational) -> Rational {
    let exponent =
        size.numer().significant_bits() as i32 - size.denom().significant_bits() as i32 - 1;
    let mut power = Rational::from(1);
    if exponent >= 0 {
        power <<= exponent as u32;
    } else {
        power >>= exponent.unsigned_abs();
    }
    power
}

/// `df/dw` is the derivative of the population loss in `w`: the central difference quotient along a random direction
/// `x`, enclosed, differs from `x.df/dw` by no more than Taylor's remainder.
///
/// With `P(t) = (w+tx).w*/|w*|` (linear) and `rho(t)` the distance of `w+tx` from the axis of `w*` (the norm of a linear
/// function), `theta = Im log(P + i rho)`; `|P'|^2 + |rho'|^2 <= |x|^2`, `0 <= rho'' <= |x|^2/rho`,
/// `|rho'''| <= 3|x|^3/rho^2`, so `|theta'''| <= 8 |x|^3/rho^3 <= 64 |x|^3/rho(0)^3` while `|t x| <= rho(0)/2`. The
/// quotient of width `h` therefore misses `theta'` by at most `(32/3) h^2 |x|^3/rho(0)^3`. Source: P1, Lemma 2.
#[test]
fn gradient_in_w_is_the_derivative_of_the_loss() {
    let hypotheses = Hypotheses::new();
    let strategy = between().prop_flat_map(|instance| {
        let inputs = instance.inputs();
        (Just(instance), vector(inputs))
    });
    for_all(300, &strategy, |(instance, direction)| {
        let it = Symbols::new(&instance);
        if !hypotheses.met("0 < theta < pi", it.is_between()) {
            return;
        }
        let population = Population::new(&instance);
        let forms = population.evaluated::<Ball>(BITS);
        let gradient = plane_entries(&population, &forms.gradient_w().unwrap());
        let slope = gradient
            .iter()
            .zip(&direction)
            .fold(Ball::zero(BITS), |sum, (g, x)| g.scale(x) + &sum);

        // (h |x| / rho)^2 = ratio <= 2^-116, by a power of two for h^2... h itself a power of two.
        let reach = it.tau_squared() / inner(&direction, &direction);
        let mut width = power_of_two_below(&reach) >> 120u32;
        // width is about 2^-120 reach; take its square root down to a power of two.
        let halved = (width.numer().significant_bits() as i32
            - width.denom().significant_bits() as i32)
            .div_euclid(2);
        width = Rational::from(1);
        if halved >= 0 {
            width <<= halved as u32;
        } else {
            width >>= halved.unsigned_abs();
        }
        let ratio = width.clone().square() / &reach;
        assert!(ratio < Rational::from((1, 4)), "h |x| <= rho/2");

        let at = |factor: Rational| {
            loss_ball(&with_w(
                &instance,
                moved(&instance.student().w, &factor, &direction),
            ))
        };
        let quotient = (at(width.clone()) - &at(-width.clone())).scale(&(width * 2u32).recip());
        // (32/3) h^2 |x|^3/rho^3 |vv|/(2 pi), with |x|/rho = 1/sqrt(reach).
        let remainder = Ball::sqrt_rational(BITS, &reach.recip())
            * &Ball::pi(BITS)
                .recip()
                .scale(&(ratio * it.vv.clone().abs() * Rational::from((16, 3))));
        let error = (quotient - &slope).abs();
        let allowed = remainder.upper();
        assert!(error.lower() <= allowed, "{error:?} beyond {remainder:?}");
        // The check says something: both sides are known far beyond the size of the slope.
        let informative = it.vv.is_zero()
            || slope.contains_zero()
            || remainder
                .abs_upper()
                .compare(slope.abs_lower().mul_2exp(-40))
                .is_lt();
        hypotheses.met("the quotient fixes 40 bits", informative);
    });
    hypotheses.require(80);
}

/// The quotient test above would notice a gradient that is wrong by one part in a million: the remainder it allows is
/// far smaller.
#[test]
fn the_difference_quotient_tells_a_wrong_gradient() {
    let instance = theorems::instances::integers(&[1, 2], &[3, 1], &[1, 1], &[1, 0]);
    let population = Population::new(&instance);
    let gradient = plane_entries(
        &population,
        &population.evaluated::<Ball>(BITS).gradient_w().unwrap(),
    );
    let width = Rational::from(1) >> 60u32;
    let at = |sign: i32| {
        let factor = Rational::from(&width * sign);
        let axis = [Rational::from(0), Rational::from(1)];
        loss_ball(&with_w(
            &instance,
            moved(&instance.student().w, &factor, &axis),
        ))
    };
    let quotient = (at(1) - &at(-1)).scale(&(width.clone() * 2u32).recip());
    let error = |factor: Rational| (quotient.clone() - &gradient[1].scale(&factor)).abs();
    let bound = Ball::from_rational(BITS, &(Rational::from(1) >> 100u32));
    assert_eq!(
        error(Rational::from(1)).compare(&bound),
        Some(std::cmp::Ordering::Less)
    );
    let wrong = Rational::from((1_000_001, 1_000_000));
    assert_eq!(
        error(wrong).compare(&bound),
        Some(std::cmp::Ordering::Greater)
    );
}

/// At theta 0 and pi the loss has a conical kink in `w` when `v.v* != 0` and `n >= 2`: the one-sided derivative along `x`
/// is `+(v.v*/(2 pi a)) |x_perp|` at 0 and minus that at pi, and the library says so. Where `v.v* = 0` or `n = 1` the
/// gradient exists and is zero.
///
/// `theta(t) = |Im log(a + t(x_par + i|x_perp|))|` near 0, so `|theta''| <= |x|^2/|w+tx|^2 <= 4|x|^2/a^2` while
/// `|t x| <= a/2`, and a one-sided quotient misses the derivative by at most `2 h |x|^2/a^2`. Source: P1, Lemma 2, whose
/// edge cases are not in the paper.
#[test]
fn population_loss_has_a_kink_where_the_weights_are_parallel() {
    let hypotheses = Hypotheses::new();
    let strategy = parallel().prop_flat_map(|instance| {
        let inputs = instance.inputs();
        (Just(instance), vector(inputs))
    });
    for_all(200, &strategy, |(instance, direction)| {
        let it = Symbols::new(&instance);
        let population = Population::new(&instance);
        let forms = population.evaluated::<Ball>(BITS);
        let kink = instance.inputs() >= 2 && !it.vv.is_zero();
        if !hypotheses.met("n >= 2 and v.v* != 0", kink) {
            let gradient = forms.gradient_w().unwrap();
            assert!(gradient.along.is_zero() && gradient.across.is_zero());
            return;
        }
        assert_eq!(forms.gradient_w().unwrap_err(), Undefined::Kink);
        // |x_perp|^2 = |x|^2 - (x.w)^2/|w|^2.
        let size = inner(&direction, &direction);
        let along = inner(&direction, &instance.student().w).square() / &it.norm_squared;
        let across = Ball::sqrt_rational(BITS, &(size.clone() - along));
        let width =
            it.norm_squared.clone() / &size.clone().max(Rational::from(1)) * power_of_ten(-40);
        let width = width.min(power_of_ten(-40));
        assert!(
            width.clone().square() * &size * 4u32 <= it.norm_squared,
            "|h x| <= a/2"
        );
        let moved = with_w(&instance, moved(&instance.student().w, &width, &direction));
        let quotient = (loss_ball(&moved) - &loss_ball(&instance)).scale(&width.clone().recip());
        let sign = match population.position() {
            Position::Parallel => 1,
            Position::Opposite => -1,
            other => panic!("{other:?}"),
        };
        let two_pi_recip = Ball::pi(BITS).recip().scale(&Rational::from((1, 2)));
        let norm_recip = Ball::sqrt_rational(BITS, &it.norm_squared.clone().recip());
        let slope = (across * &norm_recip * &two_pi_recip).scale(&Rational::from(&it.vv * sign));
        let remainder =
            two_pi_recip.scale(&(width * 2u32 * size / &it.norm_squared * it.vv.clone().abs()));
        let error = (quotient - &slope).abs();
        assert!(
            error.lower() <= remainder.upper(),
            "{error:?} beyond {remainder:?}"
        );
    });
    hypotheses.require(40);
}

/// At `w = 0` the gradient in `w` does not exist, and is zero in `v`. Source: P1, Lemma 2 with its edge cases.
#[test]
fn gradient_at_zero_weight_is_zero_in_v_and_undefined_in_w() {
    for_all(50, &theorems::instances::zero_weight(), |instance| {
        let population = Population::new(&instance);
        let forms = population.symbolic();
        assert_eq!(forms.gradient_w().unwrap_err(), Undefined::ZeroWeight);
        let d = row_entries(&population, &forms.gradient_v());
        assert!(d.iter().all(Symbolic::is_zero));
    });
}

/// The printed formula `df/dw = -(v.v*/(2 pi a)) e` with `e` along `(I - u u^T) w*`, entry by entry as normal forms.
/// Source: P1, Lemma 2.
#[test]
fn gradient_in_w_is_the_printed_formula() {
    let hypotheses = Hypotheses::new();
    for_all(200, &between(), |instance| {
        let it = Symbols::new(&instance);
        if !hypotheses.met("0 < theta < pi", it.is_between()) {
            return;
        }
        let population = Population::new(&instance);
        let found = theorems::symbols::gradient_entries(&population).unwrap();
        // e_i/a = sum_j w_j (w_j w*_i - w_i w*_j) / (a^2 sqrt(wedge^2)) and |that sum| = a sqrt(wedge^2).
        let (w, w_star) = (&instance.student().w, &instance.teacher().w);
        let factor = Symbolic::pi(&()).recip()
            * &Symbolic::sqrt_rational(&it.wedge_squared.clone().recip())
                .scale(&(it.vv.clone() / &it.norm_squared / -2i32));
        for i in 0..w.len() {
            let mut entry = Rational::new();
            for j in 0..w.len() {
                let minor = Rational::from(&w[j] * &w_star[i]) - Rational::from(&w[i] * &w_star[j]);
                entry += minor * &w[j];
            }
            assert!(found[i].equals(&factor.scale(&entry)), "entry {i}");
        }
    });
    hypotheses.require(80);
}
