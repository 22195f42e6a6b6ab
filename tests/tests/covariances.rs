//! The covariance matrix of the one-sample coarse gradient in the standard basis, and when its trace is exactly zero.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests"
)]

use coarsegrad_arith::{Rational, Scalar, Symbolic, dot};
use coarsegrad_exact::{PlaneMatrix, Population, Position, Request, value};
use coarsegrad_model::{Slope, Ste};
use proptest::prelude::*;
use theorems::hypotheses::Hypotheses;
use theorems::instances::{
    Instance, any_instance, for_all, global_minimum, moved, parallel, small, with_v, zero_weight,
};
use theorems::symbols::{Symbols, root};

/// `Cov(g)` in the standard basis, entry by entry.
fn matrix(population: &Population<'_>, ste: &Ste) -> (PlaneMatrix<Symbolic>, Vec<Vec<Symbolic>>) {
    let instance = population.instance();
    let forms = population.symbolic();
    let sums = population.higher_sums().convert(&());
    let moments = forms.second_moments(ste, &sums);
    let covariance = forms.covariance(&moments, &forms.coarse_gradient(ste));
    let weights = |j: usize| (&instance.student().w[j], &instance.teacher().w[j]);
    let entry = |i: usize, j: usize| {
        if i == j {
            forms.component_variance(&covariance, population.plane(), weights(i))
        } else {
            forms.component_covariance(&covariance, population.plane(), [weights(i), weights(j)])
        }
    };
    let n = instance.inputs();
    let rows = (0..n)
        .map(|i| (0..n).map(|j| entry(i, j)).collect())
        .collect();
    (covariance, rows)
}

/// `matrix * x`.
fn times(matrix: &[Vec<Symbolic>], x: &[Rational]) -> Vec<Symbolic> {
    matrix
        .iter()
        .map(|row| {
            row.iter()
                .zip(x)
                .fold(Symbolic::zero(), |sum, (entry, x)| sum + &entry.scale(x))
        })
        .collect()
}

/// `alpha x + beta y`.
fn combined(alpha: &Symbolic, x: &[Rational], beta: &Symbolic, y: &[Rational]) -> Vec<Symbolic> {
    x.iter()
        .zip(y)
        .map(|(x, y)| alpha.scale(x) + &beta.scale(y))
        .collect()
}

/// `x` without its part along `y`, which may be zero.
fn without(x: &[Rational], y: &[Rational]) -> Vec<Rational> {
    let squared = dot(y, y);
    if squared.is_zero() {
        return x.to_vec();
    }
    moved(x, &-(dot(x, y) / squared), y)
}

/// The matrix with entries `Var(g_j)` and `Cov(g_i, g_j)` is symmetric, takes `u` to `uu u + ue e`, `e` to `ue u + ee e`, and
/// every vector off the plane to `beta` times itself; its diagonal adds up to the trace of the covariance. At theta 0 and
/// pi and at `w = 0` one of the two directions is off the plane. Source: definition of the frame.
#[test]
fn covariances_of_components_are_the_matrix_of_the_frame() {
    let hypotheses = Hypotheses::new();
    let stes = ["identity", "relu", "hard-tanh", "leaky-relu:1/10"].map(|it| it.parse().unwrap());
    let strategy = prop_oneof![6 => any_instance(), 1 => parallel(), 1 => zero_weight()];
    let other = prop::collection::vec(small(), 4);
    for_all(
        40,
        &(strategy, prop::sample::select(stes.to_vec()), other),
        |(instance, ste, other)| {
            let population = Population::new(&instance);
            let it = Symbols::new(&instance);
            let (covariance, entries) = matrix(&population, &ste);
            let PlaneMatrix { uu, ue, ee, beta } = &covariance;
            let n = instance.inputs();
            let (w, w_star) = (&instance.student().w, &instance.teacher().w);
            let across = without(w_star, w);
            let agree = |x: &[Rational], expected: Vec<Symbolic>, what: &str| {
                let found = times(&entries, x);
                for (found, expected) in found.iter().zip(&expected) {
                    assert!(
                        found.equals(expected),
                        "{ste}, {what}: {found} and {expected}"
                    );
                }
            };
            // |w| u = w and |w* - r w| e = w* - r w.
            let length = root(&dot(&across, &across));
            if it.norm_squared.is_zero() {
                agree(
                    &across,
                    combined(ee, &across, ee, &vec![Rational::new(); n]),
                    "e at w = 0",
                );
                hypotheses.met("w = 0", true);
            } else if it.is_between() {
                let ratio = root(&(it.norm_squared.clone() / dot(&across, &across)));
                agree(w, combined(uu, w, &(ue.clone() * &ratio), &across), "u");
                let ratio = root(&(dot(&across, &across) / &it.norm_squared));
                agree(
                    &across,
                    combined(&(ue.clone() * &ratio), w, ee, &across),
                    "e",
                );
                assert!(!length.is_zero());
                hypotheses.met("0 < theta < pi", true);
            } else {
                agree(w, combined(uu, w, uu, &vec![Rational::new(); n]), "u alone");
                hypotheses.met("theta is 0 or pi", true);
            }
            let off = without(&without(&other[..n], w), &across);
            agree(
                &off,
                combined(beta, &off, beta, &vec![Rational::new(); n]),
                "off the plane",
            );
            hypotheses.met(
                "a direction off the plane",
                off.iter().any(|x| !x.is_zero()),
            );
            for (i, row) in entries.iter().enumerate() {
                for (j, entry) in row.iter().enumerate() {
                    assert!(entry.equals(&entries[j][i]));
                }
            }
            let forms = population.symbolic();
            let sums = population.higher_sums().convert(&());
            let second = forms.second_moments(&ste, &sums).squared_norm;
            let trace = forms.covariance_trace(&second, &forms.coarse_gradient(&ste));
            let diagonal = (0..n).fold(Symbolic::zero(), |sum, j| sum + &entries[j][j]);
            assert!(diagonal.equals(&trace), "{ste}: {diagonal} and {trace}");
        },
    );
    hypotheses.require(30);
}

/// Slopes that vanish on one side or the other, have a gap, or many breakpoints; and one that is zero but for a point.
const SLOPES: [&str; 10] = [
    "relu",
    "leaky-relu:0",
    "hard-tanh",
    "gaussian:2",
    "piecewise:1[0]0",
    "piecewise:1[-2]3[-1]2[-1/2]0",
    "piecewise:0[1/2]3[1]2[3]0",
    "piecewise:0[-3]1[-2]0[2]1[3]2[4]0",
    "piecewise:0[-3]1[-2]2[-1]0",
    "piecewise:0[-1=5]0[1=5]0",
];

/// Whether the slope is not zero somewhere left of zero, and right of it: tried next to the breakpoints.
fn sides(ste: &Ste) -> [bool; 2] {
    let steps = match ste.family() {
        Slope::Gaussian(_) => return [true, true],
        Slope::Steps(steps) => steps,
    };
    let tiny = Rational::from((1, 1000));
    let mut points = vec![tiny.clone(), -tiny.clone()];
    for (x, _) in steps.jumps() {
        points.extend([Rational::from(x + &tiny), Rational::from(x - &tiny)]);
    }
    let somewhere = |negative: bool| {
        points
            .iter()
            .filter(|x| x.is_negative() == negative)
            .any(|x| !ste.slope(x).unwrap().is_zero())
    };
    [somewhere(true), somewhere(false)]
}

/// Whether the sample gradient is zero for all sign patterns of positive probability at theta 0 or pi: where the residual
/// is not zero, no row with `v_i != 0` may lie on a side on which the slope is not zero.
fn vanishes(instance: &Instance, opposite: bool, [left, right]: [bool; 2]) -> bool {
    let (v, v_star) = (&instance.student().v, &instance.teacher().v);
    (0..1u32 << v.len()).all(|pattern| {
        let s = |i: usize| pattern >> i & 1 == 1;
        let mut residual = Rational::new();
        for i in 0..v.len() {
            if s(i) {
                residual += &v[i];
            }
            if s(i) != opposite {
                residual -= &v_star[i];
            }
        }
        let moves = |i: usize| !v[i].is_zero() && if s(i) { right } else { left };
        residual.is_zero() || !(0..v.len()).any(moves)
    })
}

/// `trace Cov(g)` is printed as an exact zero exactly where the sample gradient vanishes almost surely, at theta 0 and pi:
/// minimisers, `v = -v*` with `S = 0`, a single active row on the side where the slope is zero. Elsewhere it is positive.
#[test]
fn trace_is_zero_exactly_where_the_sample_gradient_vanishes() {
    let hypotheses = Hypotheses::new();
    let changed = (parallel(), 0u8..5, 0usize..4).prop_map(|(base, kind, row)| {
        let v_star = base.teacher().v.clone();
        let row = row % v_star.len();
        let mut v = base.student().v.clone();
        match kind {
            0 => v = v_star,
            1 => v = v_star.iter().map(|x| -x.clone()).collect(),
            // One row only, if the teacher has one only.
            2 => v
                .iter_mut()
                .enumerate()
                .filter(|(i, _)| *i != row)
                .for_each(|(_, x)| *x = Rational::new()),
            3 => v.iter_mut().for_each(|x| *x = Rational::new()),
            _ => {}
        }
        with_v(&base, v)
    });
    let strategy = prop_oneof![4 => changed, 1 => global_minimum()];
    let slopes: Vec<Ste> = SLOPES.iter().map(|name| name.parse().unwrap()).collect();
    for_all(
        80,
        &(strategy, prop::sample::select(slopes)),
        |(instance, ste)| {
            let population = Population::new(&instance);
            let request = Request {
                stes: vec![ste.clone()],
                digits: 10,
                closed_forms: false,
            };
            let report = value(&population, &request).unwrap();
            let trace = &report.coarse[0].trace.ball;
            let opposite = population.position() == Position::Opposite;
            let expected = vanishes(&instance, opposite, sides(&ste));
            assert_eq!(trace.is_zero(), expected, "{ste}: {trace:?}");
            assert!(expected || trace.sign() == Some(std::cmp::Ordering::Greater));
            hypotheses.met("it vanishes", expected);
            hypotheses.met("it does not", !expected);
        },
    );
    hypotheses.require(15);
}
