//! Exact instances to try a claim on: small rationals, wide norms, near-parallel weights, exact angles, critical points.
//!
//! Everything is built from small integers, so that a failing instance shrinks to a readable one.

use coarsegrad_arith::{Rational, dot, sum};
use coarsegrad_model::{Network, Ste, StepSlope, TwoLayer};
use proptest::prelude::*;
use proptest::test_runner::{Config, FileFailurePersistence, TestRunner};

use crate::decimal::power_of_ten;

/// An instance with exact entries.
pub type Instance = TwoLayer<Rational>;

/// A student `(v, w)` and a teacher `(v*, w*)`.
///
/// # Panics
/// On vectors that do not fit.
#[must_use]
pub fn instance(
    v: Vec<Rational>,
    w: Vec<Rational>,
    v_star: Vec<Rational>,
    w_star: Vec<Rational>,
) -> Instance {
    let teacher = Network {
        v: v_star,
        w: w_star,
    };
    TwoLayer::new(Network { v, w }, teacher).unwrap()
}

/// An instance from small integers.
#[must_use]
pub fn integers(v: &[i32], w: &[i32], v_star: &[i32], w_star: &[i32]) -> Instance {
    let vector = |x: &[i32]| x.iter().map(|x| Rational::from(*x)).collect();
    instance(vector(v), vector(w), vector(v_star), vector(w_star))
}

/// The instance with other student weights.
#[must_use]
pub fn with_w(base: &Instance, w: Vec<Rational>) -> Instance {
    let (student, teacher) = (base.student(), base.teacher());
    instance(student.v.clone(), w, teacher.v.clone(), teacher.w.clone())
}

/// The instance with another output layer of the student.
#[must_use]
pub fn with_v(base: &Instance, v: Vec<Rational>) -> Instance {
    let (student, teacher) = (base.student(), base.teacher());
    instance(v, student.w.clone(), teacher.v.clone(), teacher.w.clone())
}

/// `x + factor * y`.
#[must_use]
pub fn moved(x: &[Rational], factor: &Rational, y: &[Rational]) -> Vec<Rational> {
    x.iter()
        .zip(y)
        .map(|(x, y)| Rational::from(factor * y) + x)
        .collect()
}

/// `factor * x`.
#[must_use]
pub fn scaled(factor: &Rational, x: &[Rational]) -> Vec<Rational> {
    x.iter().map(|x| Rational::from(factor * x)).collect()
}

/// `v_pi = -v* + 2S/(m+1) 1`, the output layer at the spurious minimiser.
#[must_use]
pub fn v_pi(v_star: &[Rational]) -> Vec<Rational> {
    v_at(v_star, &Rational::from(1))
}

/// `v_theta = (1 - 2x) v* + 2x S/(m+1) 1`, `x = theta/pi`: where `df/dv = 0`.
#[must_use]
pub fn v_at(v_star: &[Rational], x: &Rational) -> Vec<Rational> {
    let twice = Rational::from(2 * x);
    let shift = Rational::from(&twice * &sum(v_star)) / Rational::from(v_star.len() + 1);
    let factor = Rational::from(1) - twice;
    v_star
        .iter()
        .map(|v| Rational::from(&factor * v) + &shift)
        .collect()
}

/// A rational with a small numerator and denominator.
pub fn small() -> BoxedStrategy<Rational> {
    (-12i32..=12, 1i32..=6).prop_map(Rational::from).boxed()
}

/// A positive small rational.
pub fn small_positive() -> BoxedStrategy<Rational> {
    (1i32..=12, 1i32..=6).prop_map(Rational::from).boxed()
}

/// A small rational other than zero.
pub fn nonzero_small() -> BoxedStrategy<Rational> {
    (small_positive(), any::<bool>())
        .prop_map(|(x, negative)| if negative { -x } else { x })
        .boxed()
}

/// An odd integer times a power of two between `2^-36` and `2^36`.
fn wide() -> BoxedStrategy<Rational> {
    (0i32..=99, -36i32..=36)
        .prop_map(|(n, shift)| {
            let odd = Rational::from(2 * n + 1);
            if shift < 0 {
                odd >> shift.unsigned_abs()
            } else {
                odd << shift.unsigned_abs()
            }
        })
        .boxed()
}

/// A vector with at least one non-zero entry.
pub fn vector(length: usize) -> BoxedStrategy<Vec<Rational>> {
    let entries = prop::collection::vec(small(), length);
    (entries, nonzero_small(), 0..length)
        .prop_map(|(mut entries, fallback, place)| {
            if entries.iter().all(Rational::is_zero) {
                entries[place] = fallback;
            }
            entries
        })
        .boxed()
}

/// Small rational entries, up to 4 rows and 4 inputs.
fn flat(least_rows: usize, least_inputs: usize) -> BoxedStrategy<Instance> {
    (least_rows..=4usize, least_inputs..=4usize)
        .prop_flat_map(|(m, n)| {
            (vector(m), vector(n), vector(m), vector(n))
                .prop_map(|(v, w, v_star, w_star)| instance(v, w, v_star, w_star))
        })
        .boxed()
}

/// Small rational entries, `n >= 1`.
pub fn generic() -> BoxedStrategy<Instance> {
    flat(1, 1)
}

/// Norms of `w` and `w*` over twenty orders of magnitude.
pub fn wide_norms() -> BoxedStrategy<Instance> {
    (flat(1, 1), wide(), wide())
        .prop_map(|(base, w_scale, teacher_scale)| {
            instance(
                base.student().v.clone(),
                scaled(&w_scale, &base.student().w),
                base.teacher().v.clone(),
                scaled(&teacher_scale, &base.teacher().w),
            )
        })
        .boxed()
}

/// `theta` within about `10^-3` to `10^-18` of 0 or pi, without being there.
pub fn near_parallel() -> BoxedStrategy<Instance> {
    (flat(1, 2), nonzero_small(), 3u32..=18)
        .prop_map(|(base, factor, digits)| {
            let (x, w_star) = (&base.student().w, &base.teacher().w);
            let tiny = power_of_ten(-i64::from(digits));
            let mut w = moved(&scaled(&factor, w_star), &tiny, x);
            let wedge = dot(&w, &w) * dot(w_star, w_star) - dot(&w, w_star).square();
            if wedge.is_zero() {
                // x was parallel to w*: push across it.
                let place = usize::from(w_star.iter().skip(1).all(Rational::is_zero));
                w[place] += &tiny;
            }
            with_w(&base, w)
        })
        .boxed()
}

/// `theta` exactly 0 or pi.
pub fn parallel() -> BoxedStrategy<Instance> {
    (generic(), nonzero_small())
        .prop_map(|(base, factor)| {
            let w = scaled(&factor, &base.teacher().w);
            with_w(&base, w)
        })
        .boxed()
}

/// Integer `w` and `w*`, and `theta/pi` as a fraction.
type NivenPair = ([i32; 3], [i32; 3], (i32, i32));

/// Integer vectors at exact multiples of pi, and those multiples.
const NIVEN: [NivenPair; 7] = [
    ([0, 1, 0], [1, 0, 0], (1, 2)),
    ([1, 1, 0], [1, 0, 0], (1, 4)),
    ([-1, 1, 0], [1, 0, 0], (3, 4)),
    ([1, 1, 0], [0, 1, 1], (1, 3)),
    ([-1, -1, 0], [0, 1, 1], (2, 3)),
    ([2, 1, 1], [1, 1, 0], (1, 6)),
    ([-2, -1, -1], [1, 1, 0], (5, 6)),
];

/// `(w, w*, theta/pi)` for one of the exact angles.
fn niven_pair(
    index: usize,
    p: &Rational,
    q: &Rational,
) -> (Vec<Rational>, Vec<Rational>, Rational) {
    let (w, w_star, angle) = NIVEN[index];
    let vector = |x: [i32; 3], factor: &Rational| -> Vec<Rational> {
        x.iter().map(|x| Rational::from(factor * *x)).collect()
    };
    (vector(w, p), vector(w_star, q), Rational::from(angle))
}

/// Weights at an exact multiple of pi inside `(0, pi)`, and that multiple.
pub fn exact_angle() -> BoxedStrategy<(Vec<Rational>, Vec<Rational>, Rational)> {
    (0..NIVEN.len(), small_positive(), small_positive())
        .prop_map(|(index, p, q)| niven_pair(index, &p, &q))
        .boxed()
}

/// `theta` an exact multiple of pi inside `(0, pi)`, `n = 3`.
pub fn niven() -> BoxedStrategy<Instance> {
    (1usize..=4)
        .prop_flat_map(|m| (vector(m), vector(m), exact_angle()))
        .prop_map(|(v, v_star, (w, w_star, _))| instance(v, w, v_star, w_star))
        .boxed()
}

/// As [`niven`], with `v = v_theta`: `df/dv = 0` exactly.
pub fn stationary_in_v() -> BoxedStrategy<Instance> {
    (1usize..=4)
        .prop_flat_map(|m| (vector(m), exact_angle()))
        .prop_map(|(v_star, (w, w_star, x))| instance(v_at(&v_star, &x), w, v_star, w_star))
        .boxed()
}

/// `v.v* = 0` exactly.
pub fn orthogonal() -> BoxedStrategy<Instance> {
    flat(2, 1)
        .prop_map(|base| {
            let (v, v_star) = (&base.student().v, &base.teacher().v);
            let factor = -(dot(v, v_star) / dot(v_star, v_star));
            let v = moved(v, &factor, v_star);
            with_v(&base, v)
        })
        .boxed()
}

/// `v = v_pi` at `theta = pi`, `n >= 1`: a spurious minimiser or one of its edge cases; one in five has `S = 0`.
pub fn opposite_point() -> BoxedStrategy<Instance> {
    (flat(1, 1), small_positive(), 0u8..5)
        .prop_map(|(base, factor, kind)| {
            let (mut v_star, w_star) = (base.teacher().v.clone(), base.teacher().w.clone());
            let rest: Rational = sum(&v_star[1..]);
            if kind == 0 && !rest.is_zero() {
                v_star[0] = -rest;
            }
            instance(v_pi(&v_star), scaled(&-factor, &w_star), v_star, w_star)
        })
        .boxed()
}

/// `v = v_pi` at `theta = pi` where that is a spurious minimiser, `n >= 2`.
pub fn spurious() -> BoxedStrategy<Instance> {
    (flat(2, 2), small_positive())
        .prop_map(|(base, factor)| {
            let (mut v_star, w_star) = (base.teacher().v.clone(), base.teacher().w.clone());
            let excessive =
                |v: &[Rational]| sum(v).square() * 2u32 >= dot(v, v) * Rational::from(v.len() + 1);
            // Flip one entry where S^2 is too large, and keep S away from 0.
            if excessive(&v_star) {
                v_star[0] = -v_star[0].clone();
            }
            if excessive(&v_star) || sum(&v_star).is_zero() {
                v_star.iter_mut().for_each(|x| *x = Rational::new());
                v_star[0] = Rational::from((3, 2));
            }
            instance(v_pi(&v_star), scaled(&-factor, &w_star), v_star, w_star)
        })
        .boxed()
}

/// Integer teachers `v*` with a saddle at one of the exact angles, and the index of that angle.
fn saddle_teachers() -> Vec<(Vec<Rational>, usize)> {
    let mut found = Vec::new();
    for rows in 2u32..=4 {
        for code in 0..7u32.pow(rows) {
            let v_star: Vec<Rational> = (0..rows)
                .map(|place| Rational::from(code / 7u32.pow(place) % 7) - 3u32)
                .collect();
            let size = dot(&v_star, &v_star) * (rows + 1);
            if size.is_zero() {
                continue;
            }
            // theta_s/pi = (m+1)|v*|^2 / (2 ((m+1)|v*|^2 - S^2))
            let angle = size.clone() / ((size - sum(&v_star).square()) * 2u32);
            let index = NIVEN.iter().position(|(.., x)| Rational::from(*x) == angle);
            found.extend(index.map(|index| (v_star, index)));
        }
    }
    found
}

/// Exact saddles, at pi/2, 2pi/3, 3pi/4 and 5pi/6.
pub fn saddle() -> BoxedStrategy<Instance> {
    let teachers = saddle_teachers();
    // The right angle (S = 0) has most of them: keep it from crowding out the others.
    let by_angle: Vec<Vec<_>> = (0..NIVEN.len())
        .map(|index| {
            let group = teachers.iter().filter(|(_, i)| *i == index);
            group.cloned().collect::<Vec<_>>()
        })
        .filter(|group| !group.is_empty())
        .collect();
    let teacher = prop::sample::select(by_angle).prop_flat_map(prop::sample::select);
    (
        teacher,
        small_positive(),
        small_positive(),
        small_positive(),
    )
        .prop_map(|((v_star, index), size, p, q)| {
            let v_star = scaled(&size, &v_star);
            let (w, w_star, x) = niven_pair(index, &p, &q);
            instance(v_at(&v_star, &x), w, v_star, w_star)
        })
        .boxed()
}

/// The global minimiser `v = v*`, `theta = 0`.
pub fn global_minimum() -> BoxedStrategy<Instance> {
    (generic(), small_positive())
        .prop_map(|(base, factor)| {
            let w = scaled(&factor, &base.teacher().w);
            with_v(&with_w(&base, w), base.teacher().v.clone())
        })
        .boxed()
}

/// `w = 0`.
pub fn zero_weight() -> BoxedStrategy<Instance> {
    generic()
        .prop_map(|base| {
            let w = vec![Rational::new(); base.inputs()];
            with_w(&base, w)
        })
        .boxed()
}

/// `v = 0`.
fn zero_v() -> BoxedStrategy<Instance> {
    generic()
        .prop_map(|base| {
            let v = vec![Rational::new(); base.rows()];
            with_v(&base, v)
        })
        .boxed()
}

/// Every kind of instance with `w != 0`.
pub fn any_angle() -> BoxedStrategy<Instance> {
    prop_oneof![
        6 => generic(),
        3 => wide_norms(),
        3 => near_parallel(),
        2 => parallel(),
        2 => niven(),
        1 => stationary_in_v(),
        2 => orthogonal(),
        1 => opposite_point(),
        1 => spurious(),
        1 => saddle(),
        1 => global_minimum(),
        1 => zero_v(),
    ]
    .boxed()
}

/// Every kind of instance, `w = 0` too.
pub fn any_instance() -> BoxedStrategy<Instance> {
    prop_oneof![12 => any_angle(), 1 => zero_weight()].boxed()
}

/// Instances that usually have `0 < theta < pi`.
pub fn between() -> BoxedStrategy<Instance> {
    let wide_flat = (flat(1, 2), wide()).prop_map(|(base, factor)| {
        let w = scaled(&factor, &base.student().w);
        with_w(&base, w)
    });
    prop_oneof![
        5 => flat(1, 2),
        3 => wide_flat,
        3 => near_parallel(),
        2 => niven(),
        2 => stationary_in_v(),
        1 => saddle(),
    ]
    .boxed()
}

/// A step function with up to three breakpoints between -3 and 3.
pub fn step_slope() -> BoxedStrategy<StepSlope> {
    let step = (-6i32..=6, small(), small());
    (small(), prop::collection::vec(step, 0..=3))
        .prop_map(|(left, mut steps)| {
            steps.sort_by_key(|(place, ..)| *place);
            steps.dedup_by_key(|(place, ..)| *place);
            let steps = steps
                .into_iter()
                .map(|(place, at, right)| (Rational::from((place, 2)), at, right))
                .collect();
            StepSlope::new(left, steps).unwrap()
        })
        .boxed()
}

/// Any member of the catalogue, with random parameters.
pub fn any_ste() -> BoxedStrategy<Ste> {
    prop_oneof![
        Just(Ste::Identity),
        Just(Ste::Relu),
        Just(Ste::ClippedRelu),
        Just(Ste::HardTanh),
        small().prop_map(|alpha| Ste::LeakyRelu { alpha }),
        step_slope().prop_map(Ste::PiecewiseConstant),
        small_positive().prop_map(|scale| Ste::Gaussian { scale }),
    ]
    .boxed()
}

/// How many times the number of cases named in a test is tried.
const EFFORT: u32 = 3;

/// Tries a claim on `EFFORT` times `cases` values of a strategy; a failing value is shrunk and printed, and its seed is kept in
/// `regressions.txt`, from which every later run tries it first.
///
/// # Panics
/// If the claim fails on a value.
pub fn for_all<S: Strategy>(cases: u32, strategy: &S, claim: impl Fn(S::Value)) {
    let config = Config {
        cases: EFFORT * cases,
        max_shrink_iters: 400,
        failure_persistence: Some(Box::new(FileFailurePersistence::Direct("regressions.txt"))),
        ..Config::default()
    };
    let outcome = TestRunner::new(config).run(strategy, |value| {
        claim(value);
        Ok(())
    });
    if let Err(failure) = outcome {
        panic!("{failure}");
    }
}
