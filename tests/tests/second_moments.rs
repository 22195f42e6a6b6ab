//! Variances: the closed forms against enumeration of all sign patterns and against direct double sums over the rows.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests"
)]

use std::cmp::Ordering;

use coarsegrad_arith::{Ball, Rational, Real, Scalar, Symbolic};
use coarsegrad_exact::{ClosedForms, PlaneMatrix, Population, Position};
use coarsegrad_model::{Slope, Ste, StepSlope};
use proptest::prelude::*;
use theorems::double_sum::{Table, double_sum};
use theorems::entries::row_entries;
use theorems::hypotheses::Hypotheses;
use theorems::instances::{
    Instance, any_angle, any_instance, any_ste, between, for_all, global_minimum, niven, parallel,
    small, zero_weight,
};
use theorems::symbols::{Symbols, exact, phi0, q, root};

/// The catalogue, and a step slope with breakpoints on both sides, one of them at zero.
fn stes() -> Vec<Ste> {
    let mut stes = Ste::catalogue();
    stes.push(
        "piecewise:-1/2[-2]0[-1/3]1/4[0]2[1]6/5[3/2]0"
            .parse()
            .unwrap(),
    );
    stes
}

/// Instances with few rows, so that `4^m` outcomes stay few.
fn few_rows() -> BoxedStrategy<Instance> {
    any_instance()
        .prop_filter("m <= 3", |instance| instance.rows() <= 3)
        .boxed()
}

/// One outcome of all rows: its probability and the signs `(s_i, t_i)`.
struct Outcome {
    probability: Symbolic,
    signs: Vec<(bool, bool)>,
}

/// All outcomes: `P(s = t = 1) = P(s = t = 0) = (1 - theta/pi)/2`, the other two `theta/(2 pi)`; at `w = 0`, `s = 0`.
fn outcomes(instance: &Instance, angle: &Symbolic) -> Vec<Outcome> {
    let half = Rational::from((1, 2));
    let silent = Population::new(instance).position() == Position::ZeroWeight;
    let cells: Vec<((bool, bool), Symbolic)> = if silent {
        [false, true].map(|t| ((false, t), q(1, 2))).to_vec()
    } else {
        let agree = (q(1, 1) - angle).scale(&half);
        let differ = angle.scale(&half);
        vec![
            ((true, true), agree.clone()),
            ((false, false), agree),
            ((true, false), differ.clone()),
            ((false, true), differ),
        ]
    };
    let mut all = vec![Outcome {
        probability: q(1, 1),
        signs: Vec::new(),
    }];
    for _ in 0..instance.rows() {
        all = all
            .iter()
            .flat_map(|outcome| {
                cells.iter().map(|(signs, probability)| {
                    let mut longer = outcome.signs.clone();
                    longer.push(*signs);
                    Outcome {
                        probability: outcome.probability.clone() * probability,
                        signs: longer,
                    }
                })
            })
            .collect();
    }
    all
}

/// `r = sum_i (v_i s_i - v*_i t_i)`.
fn residual(instance: &Instance, signs: &[(bool, bool)]) -> Rational {
    let rows = instance.student().v.iter().zip(&instance.teacher().v);
    rows.zip(signs)
        .fold(Rational::new(), |mut r, ((v, v_star), (s, t))| {
            if *s {
                r += v;
            }
            if *t {
                r -= v_star;
            }
            r
        })
}

fn expectation(
    outcomes: &[Outcome],
    mut value: impl FnMut(&[(bool, bool)]) -> Rational,
) -> Symbolic {
    outcomes.iter().fold(Symbolic::zero(), |sum, outcome| {
        sum + &outcome.probability.scale(&value(&outcome.signs))
    })
}

/// The population loss is the mean, and its variance the variance, of `r^2/2` over all `4^m` sign patterns, as normal
/// forms; so are `df/dv` and the second moments of `dl/dv`. Source: the model's definition, enumerated.
#[test]
fn loss_and_its_variance_are_those_of_all_sign_patterns() {
    let hypotheses = Hypotheses::new();
    for_all(200, &few_rows(), |instance| {
        let population = Population::new(&instance);
        let forms = population.symbolic();
        let outcomes = outcomes(&instance, &forms.geometry().theta_over_pi);
        let loss = |signs: &[(bool, bool)]| residual(&instance, signs).square() / 2u32;
        let mean = expectation(&outcomes, loss);
        let square = expectation(&outcomes, |signs| loss(signs).square());
        assert!(forms.population_loss().equals(&mean));
        let variance = square - &(mean.clone() * &mean);
        let sums = population.higher_sums().convert(&());
        let found = forms.loss_variance(&sums);
        assert!(found.equals(&variance), "{found} and {variance}");

        let d = row_entries(&population, &forms.gradient_v());
        for (index, d) in d.iter().enumerate() {
            let entry = |signs: &[(bool, bool)]| {
                if signs[index].0 {
                    residual(&instance, signs)
                } else {
                    Rational::new()
                }
            };
            assert!(
                d.equals(&expectation(&outcomes, entry)),
                "dl/dv, row {index}"
            );
            hypotheses.met("w != 0", population.position() != Position::ZeroWeight);
            let weights = |row: usize| (&instance.student().v[row], &instance.teacher().v[row]);
            let (v, v_star) = weights(index);
            let second = forms.output_gradient_second_moment(v, v_star);
            assert!(second.equals(&expectation(&outcomes, |signs| entry(signs).square())));
            for other in 0..index {
                let mixed = forms.output_gradient_mixed_moment([weights(index), weights(other)]);
                let expected = expectation(&outcomes, |signs| {
                    if signs[other].0 {
                        entry(signs) * residual(&instance, signs)
                    } else {
                        Rational::new()
                    }
                });
                assert!(mixed.equals(&expected), "rows {index} and {other}");
            }
        }
    });
    hypotheses.require(60);
}

/// Half-line moments, with `N = z.u > h` and nothing asked of the teacher: `Phi(-h)`, `phi(h) u`, `diag(h phi(h) + Phi(-h),
/// Phi(-h))`. Everything depends on `x = a h`; `None` is `h = -inf`.
fn half_line(it: &Symbols, x: Option<&Rational>) -> Table<Symbolic> {
    let Some(x) = x else {
        let one = q(1, 1);
        return Table {
            scalar: one.clone(),
            vector: [Symbolic::zero(), Symbolic::zero()],
            matrix: [one.clone(), Symbolic::zero(), one],
        };
    };
    let tail = it.cdf(&-x.clone());
    let density = it.density(x);
    Table {
        vector: [density.clone(), Symbolic::zero()],
        matrix: [
            tail.clone() + &(density * &it.norm_recip()).scale(x),
            Symbolic::zero(),
            tail.clone(),
        ],
        scalar: tail,
    }
}

/// Half-line moments with `t`, `0 < theta < pi`: `T0 = Phi(-h)/2 + T(h, cot)`, `U = phi(h) Phi(h cot) + c phi0 Phi(-h/s)`,
/// `V = s phi0 Phi(-h/s)`, `X = (s^2/2pi) exp(-h^2/(2 s^2))`; matrix `[[T0 + cot X + h phi(h) Phi(h cot), X], [X, T0 - cot X]]`.
fn half_line_with_teacher(it: &Symbols, x: Option<&Rational>) -> Table<Symbolic> {
    let half = Rational::from((1, 2));
    let (c, s) = (it.cos(), it.sin());
    let Some(x) = x else {
        return Table {
            scalar: q(1, 2),
            vector: [c * &phi0(), s * &phi0()],
            matrix: [q(1, 2), Symbolic::zero(), q(1, 2)],
        };
    };
    let h = it.norm_recip().scale(x);
    let cot = root(&it.wedge_squared.clone().recip()).scale(&it.product);
    let owen = if x.is_zero() {
        // atan(cot)/(2 pi)
        (q(1, 2) - &it.angle).scale(&half)
    } else {
        Symbolic::owen_t(&h, &cot)
    };
    let share = it.cdf(&-x.clone()).scale(&half) + &owen;
    // x cot/a = x w.w*/sqrt(wedge^2 a^2), x/(a s) = x/tau.
    let side = if it.product.is_zero() {
        q(1, 2)
    } else {
        let spread = it.wedge_squared.clone() * &it.norm_squared / it.product.clone().square();
        let sign = Rational::from(if it.product.is_negative() { -1 } else { 1 });
        Symbols::normal_cdf(&(sign * x), &spread)
    };
    let tail = Symbols::normal_cdf(&-x.clone(), &it.tau_squared()) * &phi0();
    let exponent = x.clone().square() / it.tau_squared() / -2i32;
    let cross =
        (q(1, 1) + &exact(&exponent).exp_m1()) * &s * &s * &Symbolic::pi_power(-2).scale(&half);
    let slanted = cot * &cross;
    let density = it.density(x) * &side;
    Table {
        vector: [density.clone() + &(c * &tail), s * &tail],
        matrix: [
            share.clone() + &slanted + &(density * &h),
            cross,
            share.clone() - &slanted,
        ],
        scalar: share,
    }
}

/// The tables for the weights 1, s, t, st of a step slope: half-lines from each breakpoint on, begun at zero where `s = 1`
/// is asked for. At theta 0 the weight t is s, at pi it is 1 - s.
fn step_tables(it: &Symbols, steps: &StepSlope) -> [Table<Symbolic>; 4] {
    let mut lines: Vec<(Option<Rational>, Rational, Rational)> = Vec::new();
    let mut value = steps.left().clone();
    lines.push((None, value.clone(), value.clone().square()));
    for (x, jump) in steps.jumps() {
        let next = Rational::from(&value + &jump);
        lines.push((
            Some(x.clone()),
            jump,
            next.clone().square() - value.square(),
        ));
        value = next;
    }
    let zero = Rational::new();
    let sum = |moments: &dyn Fn(Option<&Rational>) -> Table<Symbolic>, from_zero: bool| {
        let mut total = Table {
            scalar: Symbolic::zero(),
            vector: [Symbolic::zero(), Symbolic::zero()],
            matrix: [Symbolic::zero(), Symbolic::zero(), Symbolic::zero()],
        };
        for (x, slope, square) in &lines {
            let clipped = x.as_ref().filter(|x| !x.is_negative()).unwrap_or(&zero);
            let term = moments(if from_zero { Some(clipped) } else { x.as_ref() });
            total.scalar = total.scalar + &term.scalar.scale(square);
            for (sum, part) in total.vector.iter_mut().zip(&term.vector) {
                *sum = sum.clone() + &part.scale(slope);
            }
            for (sum, part) in total.matrix.iter_mut().zip(&term.matrix) {
                *sum = sum.clone() + &part.scale(square);
            }
        }
        total
    };
    let plain = |x: Option<&Rational>| half_line(it, x);
    let (one, s) = (sum(&plain, false), sum(&plain, true));
    if it.is_between() {
        let slanted = |x: Option<&Rational>| half_line_with_teacher(it, x);
        return [one, s, sum(&slanted, false), sum(&slanted, true)];
    }
    if it.product.is_positive() {
        return [one, s.clone(), s.clone(), s];
    }
    let nothing = minus(&s, &s);
    let rest = minus(&one, &s);
    [one, s, rest, nothing]
}

fn minus(x: &Table<Symbolic>, y: &Table<Symbolic>) -> Table<Symbolic> {
    let pair = |i: usize| x.vector[i].clone() - &y.vector[i];
    let triple = |i: usize| x.matrix[i].clone() - &y.matrix[i];
    Table {
        scalar: x.scalar.clone() - &y.scalar,
        vector: [pair(0), pair(1)],
        matrix: [triple(0), triple(1), triple(2)],
    }
}

/// The STEs whose slopes are step functions, with random parameters, the named ones among them; one in four vanishes around
/// zero.
fn step_ste() -> BoxedStrategy<Ste> {
    let gapped = (small(), 1i32..=6, 1i32..=6, small()).prop_map(|(left, x, y, right)| {
        let zero = Rational::new;
        let steps = vec![
            (Rational::from((-x, 2)), zero(), zero()),
            (Rational::from((y, 2)), zero(), right),
        ];
        Ste::PiecewiseConstant(StepSlope::new(left, steps).unwrap())
    });
    let steps = any_ste().prop_filter("a step function", |ste| {
        !matches!(ste, Ste::Gaussian { .. })
    });
    prop_oneof![3 => steps, 1 => gapped].boxed()
}

/// `E[g g^T]` of every step slope is the double sum over rows, as normal forms: neither the O(m) power sums nor the
/// sections lose anything; at theta 0 and pi too, and for n = 1. Source: second moments, proved in the book.
#[test]
fn second_moments_of_step_slopes_are_the_double_sum_over_rows() {
    let hypotheses = Hypotheses::new();
    let strategy = prop_oneof![4 => between(), 1 => niven(), 2 => parallel()];
    for_all(250, &(strategy, step_ste()), |(instance, ste)| {
        let Slope::Steps(steps) = ste.family() else {
            return;
        };
        let it = Symbols::new(&instance);
        let population = Population::new(&instance);
        let sums = population.higher_sums().convert(&());
        let found = population.symbolic().second_moments(&ste, &sums);
        let (block, beta) = double_sum(&instance, &step_tables(&it, &steps), &it.angle);
        let PlaneMatrix {
            uu,
            ue,
            ee,
            beta: off,
        } = found.matrix;
        for (place, (x, y)) in [uu, ue, ee].iter().zip(&block).enumerate() {
            assert!(x.equals(y), "{ste}, entry {place}: {x} and {y}");
        }
        assert!(off.equals(&beta), "{ste}: {off} and {beta}");
        let others = Rational::from(instance.inputs()) - Rational::from(2);
        let expected = if instance.inputs() == 1 {
            block[0].clone()
        } else {
            block[0].clone() + &block[2] + &beta.scale(&others)
        };
        assert!(found.squared_norm.equals(&expected), "{ste}");
        hypotheses.met("0 < theta < pi", it.is_between());
        hypotheses.met("theta is 0 or pi", !it.is_between());
        hypotheses.met("beta is not zero", !beta.is_zero());
    });
    hypotheses.require(15);
    let (met, tried) = hypotheses.share("beta is not zero");
    assert!(met * 3 > tried * 2, "{met} of {tried}");
}

/// Parallel weights are the limit of turned ones: at an angle of about `10^-30` every entry of `E[g g^T]` differs from the
/// value at theta 0 or pi by less than `10^-20` of the sum of its sizes.
#[test]
fn second_moments_are_continuous_at_parallel_weights() {
    let hypotheses = Hypotheses::new();
    for_all(80, &parallel(), |instance| {
        let w = &instance.student().w;
        if !hypotheses.met("n >= 2", w.len() >= 2) {
            return;
        }
        let mut turned = w.clone();
        let first = w.iter().position(|x| !x.is_zero()).unwrap();
        let second = if first == 0 { 1 } else { 0 };
        turned[second] += Rational::from(&w[first] * &theorems::decimal::power_of_ten(-30));
        let other = theorems::instances::with_w(&instance, turned);
        for ste in stes() {
            let of = |it: &Instance| {
                let population = Population::new(it);
                let sums = population.higher_sums().convert(&400);
                let forms = population.evaluated::<Ball>(400);
                let moments = forms.second_moments(&ste, &sums);
                let PlaneMatrix { uu, ue, ee, beta } = moments.matrix;
                ([uu, ue, ee], beta, moments.squared_norm)
            };
            let (near, at) = (of(&other), of(&instance));
            let it = Symbols::new(&instance);
            let size = (it.v_squared.clone() + &it.teacher_v_squared + 1u32).square()
                * Rational::from(w.len() * instance.rows());
            let bound = Ball::from_rational(400, &(size * theorems::decimal::power_of_ten(-20)));
            let pairs = near
                .0
                .iter()
                .zip(&at.0)
                .chain([(&near.1, &at.1), (&near.2, &at.2)]);
            for (x, y) in pairs {
                let gap = (x - y).abs();
                assert_eq!(
                    gap.compare(&bound),
                    Some(Ordering::Less),
                    "{ste}: {x:?} and {y:?}"
                );
            }
        }
    });
    hypotheses.require(40);
}

/// At `w = 0` the student is silent: `g = mu'(0) r sum_i v_i Z_i` with `r = -sum_k v*_k t_k`, and `E|g|^2` is the double sum.
#[test]
fn second_moments_at_zero_weight_are_the_double_sum() {
    for_all(100, &zero_weight(), |instance| {
        let population = Population::new(&instance);
        let sums = population.higher_sums().convert(&());
        let (v, v_star) = (&instance.student().v, &instance.teacher().v);
        let it = Symbols::new(&instance);
        let second = it.teacher_v_squared.clone() / 4u32 + it.teacher_sum.clone().square() / 4u32;
        let same = it.v_squared.clone() * &second * Rational::from(instance.inputs());
        let mut across = Rational::new();
        for i in 0..v.len() {
            for k in 0..v.len() {
                if i != k {
                    // E[Z_i.Z_k r^2] = 2 v*_i v*_k |E[z t]|^2 = v*_i v*_k/pi.
                    across +=
                        Rational::from(&v[i] * &v[k]) * Rational::from(&v_star[i] * &v_star[k]);
                }
            }
        }
        let expected = exact(&same) + &Symbolic::pi_power(-2).scale(&across);
        for ste in stes() {
            let found = population.symbolic().second_moments(&ste, &sums);
            let slope = ste.slope_at_zero().square();
            assert!(found.squared_norm.equals(&expected.scale(&slope)), "{ste}");
            let PlaneMatrix { uu, ue, ee, beta } = found.matrix;
            // One row at a time the moments are those of the plane; two rows see E[z t] = phi0 e only.
            let same_row = exact(&(it.v_squared.clone() * &second)).scale(&slope);
            assert!(uu.equals(&same_row) && beta.equals(&same_row) && ue.is_zero());
            let across = Symbolic::pi_power(-2).scale(&Rational::from(&across * &slope));
            assert!(ee.equals(&(same_row + &across)), "{ste}: {ee}");
        }
    });
}

/// `E|g|^2 >= |E g|^2`: the covariance trace is not negative; and `E[g g^T] - E[g] E[g]^T` is positive semidefinite in the
/// plane of `w` and `w*`.
#[test]
fn covariance_is_positive_semidefinite() {
    let hypotheses = Hypotheses::new();
    for_all(200, &any_angle(), |instance| {
        let population = Population::new(&instance);
        let forms: ClosedForms<Ball> = population.evaluated(400);
        let sums = population.higher_sums().convert(&400);
        for ste in stes() {
            let moments = forms.second_moments(&ste, &sums);
            let mean = forms.coarse_gradient(&ste);
            let trace = forms.covariance_trace(&moments.squared_norm, &mean);
            assert_ne!(trace.sign(), Some(Ordering::Less), "{ste}: {trace:?}");
            let PlaneMatrix { uu, ue, ee, beta } = forms.covariance(&moments, &mean);
            let determinant = uu.clone() * &ee - &(ue.clone() * &ue);
            for value in [&uu, &ee, &determinant, &beta] {
                assert_ne!(value.sign(), Some(Ordering::Less), "{ste}: {value:?}");
            }
            hypotheses.met(
                "the trace is positive",
                trace.sign() == Some(Ordering::Greater),
            );
        }
    });
    hypotheses.require(60);
}

/// At the global minimiser the sample gradients vanish almost surely: every variance is exactly zero.
#[test]
fn variances_vanish_at_the_global_minimiser() {
    for_all(80, &global_minimum(), |instance| {
        let population = Population::new(&instance);
        let forms = population.symbolic();
        let sums = population.higher_sums().convert(&());
        assert!(forms.loss_variance(&sums).is_zero());
        for ste in stes() {
            let moments = forms.second_moments(&ste, &sums);
            assert!(
                moments.squared_norm.is_zero(),
                "{ste}: {}",
                moments.squared_norm
            );
            let PlaneMatrix { uu, ue, ee, beta } = moments.matrix;
            assert!([uu, ue, ee, beta].iter().all(Symbolic::is_zero));
        }
    });
}
