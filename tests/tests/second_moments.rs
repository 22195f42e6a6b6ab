//! Variances: the closed forms against enumeration of all sign patterns and against direct double sums over the rows.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests"
)]

use std::cmp::Ordering;

use coarsegrad_arith::{Ball, Rational, Real, Scalar, Symbolic};
use coarsegrad_exact::{ClosedForms, Population, Position};
use coarsegrad_model::Ste;
use proptest::prelude::*;
use theorems::entries::row_entries;
use theorems::hypotheses::Hypotheses;
use theorems::instances::{
    Instance, any_angle, any_instance, between, for_all, global_minimum, niven, parallel,
    zero_weight,
};
use theorems::symbols::{Symbols, exact, phi0, q, root};

const STES: [Ste; 3] = [Ste::Identity, Ste::Relu, Ste::ClippedRelu];

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
            if hypotheses.met("w != 0", population.position() != Position::ZeroWeight) {
                let (v, v_star) = (&instance.student().v[index], &instance.teacher().v[index]);
                let second = forms.output_gradient_second_moment(v, v_star);
                assert!(second.equals(&expectation(&outcomes, |signs| entry(signs).square())));
            }
        }
    });
    hypotheses.require(60);
}

/// `E[mu'^2 Q]`, `E[mu' z Q]`, `E[mu'^2 z z^T Q]` of one row in the frame `(u, e)`: scalar, `(u, e)`, `(uu, ue, ee)`.
#[derive(Clone)]
struct Table {
    scalar: Symbolic,
    vector: [Symbolic; 2],
    matrix: [Symbolic; 3],
}

impl Table {
    fn isotropic(scalar: &Symbolic, vector: [Symbolic; 2]) -> Self {
        Table {
            scalar: scalar.clone(),
            vector,
            matrix: [scalar.clone(), Symbolic::zero(), scalar.clone()],
        }
    }

    /// `sum_k c_k table_k`.
    fn combination(terms: &[(Rational, &Table)]) -> Self {
        let sum = |part: &dyn Fn(&Table) -> &Symbolic| {
            terms.iter().fold(Symbolic::zero(), |sum, (c, table)| {
                sum + &part(table).scale(c)
            })
        };
        Table {
            scalar: sum(&|t| &t.scalar),
            vector: [sum(&|t| &t.vector[0]), sum(&|t| &t.vector[1])],
            matrix: [
                sum(&|t| &t.matrix[0]),
                sum(&|t| &t.matrix[1]),
                sum(&|t| &t.matrix[2]),
            ],
        }
    }
}

/// The tables for the weights 1, s, t, st, `0 < theta < pi`. Source: table of row moments, proved in the book.
fn tables(it: &Symbols, ste: &Ste) -> [Table; 4] {
    let half = Rational::from((1, 2));
    let zero = Symbolic::zero;
    let (c, s) = (it.cos(), it.sin());
    let p2 = (q(1, 1) - &it.angle).scale(&half);
    let two_pi_recip = Symbolic::pi_power(-2).scale(&half);
    let skew = s.clone() * &c * &two_pi_recip;
    let all = Table::isotropic(&q(1, 1), [zero(), zero()]);
    let student = Table::isotropic(&q(1, 2), [phi0(), zero()]);
    let teacher = Table::isotropic(&q(1, 2), [phi0() * &c, phi0() * &s]);
    let both = Table {
        vector: [
            ((q(1, 1) + &c) * &phi0()).scale(&half),
            (s.clone() * &phi0()).scale(&half),
        ],
        matrix: [
            p2.clone() + &skew,
            s.clone() * &s * &two_pi_recip,
            p2.clone() - &skew,
        ],
        scalar: p2,
    };
    match ste {
        Ste::Identity => [all, student, teacher, both],
        Ste::Relu => [student.clone(), student, both.clone(), both],
        _ => {
            let (strip, cut) = strip_tables(it);
            [strip.clone(), strip, cut.clone(), cut]
        }
    }
}

/// Clipped ReLU: `A0 = erf(k/sqrt 2)/2`, `J0 = A0/2 + (pi/2 - theta)/(2 pi) - T(k, cot)`, `k = 1/a`, with `X` and `J2`.
fn strip_tables(it: &Symbols) -> (Table, Table) {
    let half = Rational::from((1, 2));
    let k_squared = it.norm_squared.clone().recip();
    let (c, s) = (it.cos(), it.sin());
    let a0 = root(&(k_squared.clone() / 2u32)).erf().scale(&half);
    let decay = q(1, 1) + &exact(&(k_squared.clone() / -2i32)).exp_m1();
    let p0 = (q(1, 1) - &decay) * &phi0();
    // k phi(k)
    let density = root(&k_squared) * &decay * &phi0();
    let strip = Table {
        scalar: a0.clone(),
        vector: [p0, Symbolic::zero()],
        matrix: [a0.clone() - &density, Symbolic::zero(), a0.clone()],
    };
    // cot = w.w*/sqrt(wedge^2); Phi(k cot).
    let cot = root(&it.wedge_squared.clone().recip()).scale(&it.product);
    let sign = Rational::from(if it.product.is_negative() { -1 } else { 1 });
    let slant = it.product.clone().square() / (it.wedge_squared.clone() * 2u32) * &k_squared;
    let cdf = (q(1, 1) + &root(&slant).erf().scale(&sign)).scale(&half);
    let reach = root(&(it.tau_squared() * 2u32).recip()).erf();
    let e_phi = decay.clone() * &cdf;
    let p = (q(1, 2) - &e_phi + &(c * &reach).scale(&half)) * &phi0();
    let x = (q(0, 1) - &exact(&(it.tau_squared() * -2i32).recip()).exp_m1())
        * &s
        * &s
        * &Symbolic::pi_power(-2).scale(&half);
    let turned = (q(1, 2) - &it.angle).scale(&half);
    let j0 = a0.scale(&half) + &turned - &Symbolic::owen_t(&root(&k_squared), &cot);
    let slanted = cot * &x;
    let j2 = j0.clone() + &slanted - &(density * &cdf);
    let cut = Table {
        vector: [p, it.sector_q()],
        matrix: [j2, x, j0.clone() - &slanted],
        scalar: j0,
    };
    (strip, cut)
}

/// `E[G G^T d^j]` parts of one row for j = 0, 1, 2, and the mean and second moment of `d`.
struct Row {
    vectors: [[Symbolic; 2]; 3],
    same: [Table; 3],
    mean: Rational,
    second: Symbolic,
}

fn rows(instance: &Instance, it: &Symbols, ste: &Ste) -> Vec<Row> {
    let [one, s, t, st] = tables(it, ste);
    let p2 = (q(1, 1) - &it.angle).scale(&Rational::from((1, 2)));
    let pairs = instance.student().v.iter().zip(&instance.teacher().v);
    pairs
        .map(|(v, v_star)| {
            let product = Rational::from(v * v_star);
            let (v2, vs2) = (v.clone().square(), v_star.clone().square());
            // d = v s - v* t, d^2 = v^2 s + v*^2 t - 2 v v* st.
            let by_power = [
                Table::combination(&[(Rational::from(1), &one)]),
                Table::combination(&[(v.clone(), &s), (-v_star.clone(), &t)]),
                Table::combination(&[
                    (v2.clone(), &s),
                    (vs2.clone(), &t),
                    (product.clone() * -2i32, &st),
                ]),
            ];
            let second = exact(&((v2.clone() + &vs2) / 2u32)) - &p2.scale(&(product * 2u32));
            Row {
                vectors: by_power
                    .clone()
                    .map(|table| table.vector.map(|x| x.scale(v))),
                same: by_power.map(|table| Table::combination(&[(v2.clone(), &table)])),
                mean: Rational::from(v - v_star) / 2u32,
                second,
            }
        })
        .collect()
}

/// `E r` and `E r^2` over the rows outside `skip`.
fn rest(rows: &[Row], skip: &[usize]) -> (Rational, Symbolic) {
    let kept = || {
        rows.iter()
            .enumerate()
            .filter(|(i, _)| !skip.contains(i))
            .map(|(_, row)| row)
    };
    let mean = kept().fold(Rational::new(), |sum, row| sum + &row.mean);
    let variance = kept().fold(Symbolic::zero(), |sum, row| {
        sum + &row.second - &exact(&row.mean.clone().square())
    });
    let second = variance + &exact(&mean.clone().square());
    (mean, second)
}

/// `E[g g^T]` as `[uu, ue, ee]` and its value on the orthogonal complement, by the double sum over rows.
fn double_sum(rows: &[Row]) -> ([Symbolic; 3], Symbolic) {
    let mut block = [Symbolic::zero(), Symbolic::zero(), Symbolic::zero()];
    let mut beta = Symbolic::zero();
    for (i, row) in rows.iter().enumerate() {
        let (mean, second) = rest(rows, &[i]);
        let twice = mean * 2u32;
        let part = |of: &dyn Fn(&Table) -> Symbolic| {
            of(&row.same[2]) + &of(&row.same[1]).scale(&twice) + &(of(&row.same[0]) * &second)
        };
        for (place, entry) in block.iter_mut().enumerate() {
            *entry = entry.clone() + &part(&|table| table.matrix[place].clone());
        }
        beta = beta + &part(&|table| table.scalar.clone());
        for (k, other) in rows.iter().enumerate() {
            if i == k {
                continue;
            }
            let (mean, second) = rest(rows, &[i, k]);
            let twice = mean * 2u32;
            for (place, (left, right)) in [(0, 0), (0, 1), (1, 1)].into_iter().enumerate() {
                let product =
                    |x: usize, y: usize| row.vectors[x][left].clone() * &other.vectors[y][right];
                let term = product(2, 0)
                    + &product(0, 2)
                    + &(product(0, 0) * &second)
                    + &product(1, 1).scale(&Rational::from(2))
                    + &(product(1, 0) + &product(0, 1)).scale(&twice);
                block[place] = block[place].clone() + &term;
            }
        }
    }
    (block, beta)
}

fn second_moments_are_the_double_sum(ste: &Ste, cases: u32) {
    let hypotheses = Hypotheses::new();
    let strategy = prop_oneof![3 => between(), 1 => niven()];
    for_all(cases, &strategy, |instance| {
        let it = Symbols::new(&instance);
        if !hypotheses.met("0 < theta < pi", it.is_between()) {
            return;
        }
        let population = Population::new(&instance);
        let sums = population.higher_sums().convert(&());
        let found = population.symbolic().second_moments(ste, &sums).unwrap();
        let (block, beta) = double_sum(&rows(&instance, &it, ste));
        let (found_block, found_beta) = found.block.unwrap();
        for (place, (x, y)) in found_block.iter().zip(&block).enumerate() {
            assert!(x.equals(y), "entry {place}: {x} and {y}");
        }
        assert!(found_beta.equals(&beta), "{found_beta} and {beta}");
        let others = Rational::from(instance.inputs()) - Rational::from(2);
        let expected = block[0].clone() + &block[2] + &beta.scale(&others);
        assert!(found.squared_norm.equals(&expected));
        hypotheses.met("beta is not zero", !beta.is_zero());
    });
    hypotheses.require(70);
}

/// `E[g g^T]` of the identity STE is the double sum over rows, as normal forms: the O(m) power sums lose nothing. Source:
/// second moments, proved in the book.
#[test]
fn identity_second_moments_are_the_double_sum_over_rows() {
    second_moments_are_the_double_sum(&Ste::Identity, 150);
}

/// The same for ReLU.
#[test]
fn relu_second_moments_are_the_double_sum_over_rows() {
    second_moments_are_the_double_sum(&Ste::Relu, 150);
}

/// The same for clipped ReLU, with Owen's function.
#[test]
fn clipped_relu_second_moments_are_the_double_sum_over_rows() {
    second_moments_are_the_double_sum(&Ste::ClippedRelu, 150);
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
        for ste in STES {
            let of = |it: &Instance| {
                let population = Population::new(it);
                let sums = population.higher_sums().convert(&400);
                let forms = population.evaluated::<Ball>(400);
                let moments = forms.second_moments(&ste, &sums).unwrap();
                let (block, beta) = moments.block.unwrap();
                (block, beta, moments.squared_norm)
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
        for ste in STES {
            let found = population.symbolic().second_moments(&ste, &sums).unwrap();
            let slope = ste.slope_at_zero().square();
            assert!(found.squared_norm.equals(&expected.scale(&slope)), "{ste}");
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
        for ste in STES {
            let moments = forms.second_moments(&ste, &sums).unwrap();
            let mean = forms.coarse_gradient(&ste);
            let trace = forms.covariance_trace(&moments.squared_norm, &mean);
            assert_ne!(trace.sign(), Some(Ordering::Less), "{ste}: {trace:?}");
            let (u, e) = forms.in_frame(&mean);
            let ([uu, ue, ee], beta) = moments.block.unwrap();
            let (uu, ue, ee) = (
                uu - &(u.clone() * &u),
                ue - &(u * &e),
                ee - &(e.clone() * &e),
            );
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
        for ste in STES {
            let moments = forms.second_moments(&ste, &sums).unwrap();
            assert!(
                moments.squared_norm.is_zero(),
                "{ste}: {}",
                moments.squared_norm
            );
            let (block, beta) = moments.block.unwrap();
            assert!(block.iter().all(Symbolic::is_zero) && beta.is_zero());
        }
    });
}
