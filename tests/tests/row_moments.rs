//! Row moments of every slope: second moments made of them against numerical integrals, and their accuracy far out.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests"
)]

use coarsegrad_arith::{Ball, Rational, Scalar, dot};
use coarsegrad_exact::{PlaneMatrix, Population};
use coarsegrad_model::{Slope, Ste, StepSlope};
use proptest::prelude::*;
use theorems::double_sum::{Table, double_sum};
use theorems::hypotheses::Hypotheses;
use theorems::instances::{
    Instance, any_ste, for_all, generic, instance, niven, nonzero_small, parallel, scaled,
    small_positive, step_slope, with_w,
};
use theorems::quadrature::{BITS, tanh_sinh_many};
use theorems::tolerance;

fn ball(x: &Rational) -> Ball {
    Ball::from_rational(BITS, x)
}

/// `E[mu'^2], E[mu' N], E[mu' Z], E[mu'^2 N^2], E[mu'^2 N Z], E[mu'^2 Z^2]`, in this order.
type Moments = [Ball; 6];

fn table([scalar, u, e, uu, ue, ee]: &Moments) -> Table<Ball> {
    Table {
        scalar: scalar.clone(),
        vector: [u.clone(), e.clone()],
        matrix: [uu.clone(), ue.clone(), ee.clone()],
    }
}

/// The moments over all of a piece, and over its part with `c N + s Z > 0`, i.e. `Z > -N cot`: integrals over `N` of the
/// moments of `Z`, which are 1, 0, 1 and `Phi(b)`, `phi(b)`, `Phi(b) - b phi(b)` with `b = N cot`.
fn piece(ste: &Ste, a: &Rational, cot: &Ball, from: &Rational, to: &Rational) -> [Moments; 2] {
    let middle = Rational::from(from + to) / 2u32;
    let constant = ste.slope(&ball(&(middle * a))).unwrap();
    let length = ball(&Rational::from(to - from));
    let all = tanh_sinh_many(&length, 32, |from_start, from_end| {
        // The end at zero, if one is, is the one to measure from.
        let x = if to.is_zero() {
            -from_end
        } else {
            from_start + &ball(from)
        };
        // A step slope is constant between breakpoints; nodes next to one need not decide their side.
        let slope = match ste {
            Ste::Gaussian { .. } => ste.slope(&(&x * &ball(a))).unwrap(),
            _ => constant.clone(),
        };
        let first = x.normal_pdf() * &slope;
        let second = &first * &slope;
        let bound = &x * cot;
        let (share, density) = (bound.normal_cdf(), bound.normal_pdf());
        let spread = &share - &(&bound * &density);
        [
            second.clone(),
            &first * &x,
            Ball::zero(BITS),
            &second * &x * &x,
            Ball::zero(BITS),
            second.clone(),
            &second * &share,
            &first * &x * &share,
            &first * &density,
            &second * &x * &x * &share,
            &second * &x * &density,
            &second * &spread,
        ]
    });
    let [a, b, c, d, e, f, g, h, i, j, k, l] = all;
    [[a, b, c, d, e, f], [g, h, i, j, k, l]]
}

/// The tables for the weights 1, s, t, st, by quadrature over `(-16, 16)` piece by piece; outside, `phi` is below `e^-128`.
fn tables(ste: &Ste, a: &Rational, cot: &Ball) -> [Table<Ball>; 4] {
    let limit = Rational::from(16);
    let mut places = vec![-limit.clone(), Rational::new(), limit.clone()];
    match ste.family() {
        Slope::Steps(steps) => places.extend(steps.jumps().map(|(x, _)| Rational::from(x / a))),
        // A narrow Gaussian gets intervals of its own size: beyond 16 widths it is below e^-128 too.
        Slope::Gaussian(width) => {
            let reach = Rational::from(&limit * &width) / a;
            places.extend([-reach.clone(), reach]);
        }
    }
    places.retain(|x| x.clone().abs() <= limit);
    places.sort();
    places.dedup();
    let zero = || [(); 6].map(|()| Ball::zero(BITS));
    let mut sums = [zero(), zero(), zero(), zero()];
    for ends in places.windows(2) {
        let [all, teacher] = piece(ste, a, cot, &ends[0], &ends[1]);
        let right = !ends[0].is_negative();
        for (weight, moments) in [(0, &all), (1, &all), (2, &teacher), (3, &teacher)] {
            if weight % 2 == 0 || right {
                for (sum, part) in sums[weight].iter_mut().zip(moments) {
                    *sum = &*sum + part;
                }
            }
        }
    }
    sums.map(|moments| table(&moments))
}

/// A slope that vanishes between `-x` and `y`, and not outside.
fn gapped(left: Rational, x: Rational, y: Rational, right: Rational) -> Ste {
    let zero = Rational::new;
    let steps = vec![(-x, zero(), zero()), (y, zero(), right)];
    Ste::PiecewiseConstant(StepSlope::new(left, steps).unwrap())
}

/// Norms of `w`: from where every breakpoint is far out to where every one is next to zero.
const NORMS: [(i32, i32); 6] = [(1, 20), (1, 3), (1, 1), (7, 2), (40, 1), (1000, 1)];

/// Pythagorean directions, so that `|w|`, sin and cos are rational; the last is close to pi.
const DIRECTIONS: [(i32, i32, i32); 6] = [
    (3, 4, 5),
    (-5, 12, 13),
    (0, 1, 1),
    (-20, 21, 29),
    (24, 7, 25),
    (-1599, 80, 1601),
];

/// The second moments of an STE at a direction and a norm, with the rows `(v_i, v*_i)`, against the double sum.
fn compare(
    ste: &Ste,
    (x, y, r): (i32, i32, i32),
    norm: (i32, i32),
    rows: &[(i32, i32)],
    hypotheses: &Hypotheses,
) {
    let a = Rational::from(norm);
    let w = [(x, r), (y, r), (0, 1)]
        .map(|x| Rational::from(x) * &a)
        .to_vec();
    let w_star = [2, 0, 0].map(Rational::from).to_vec();
    let mut v_star: Vec<Rational> = rows.iter().map(|row| Rational::from(row.1)).collect();
    if v_star.iter().all(Rational::is_zero) {
        v_star[0] = Rational::from(1);
    }
    let v = rows.iter().map(|row| Rational::from(row.0)).collect();
    let point = instance(v, w, v_star, w_star);
    let population = Population::new(&point);
    let forms = population.evaluated::<Ball>(240);
    let sums = population.higher_sums().convert(&240);
    let found = forms.second_moments(ste, &sums);
    let cot = ball(&Rational::from((x, y)));
    let angle = forms.geometry().theta_over_pi.clone();
    let (block, beta) = double_sum(&point, &tables(ste, &a, &cot), &angle);
    let PlaneMatrix {
        uu,
        ue,
        ee,
        beta: off,
    } = &found.matrix;
    let trace = block[0].clone() + &block[2] + &beta;
    let slope = match ste.family() {
        Slope::Gaussian(_) => Rational::from(1),
        Slope::Steps(steps) => steps
            .jumps()
            .fold(steps.left().clone().abs(), |sum, (_, jump)| {
                sum + jump.abs()
            }),
    };
    // At most (sum |v| + sum |v*|)^2 |v|^2 times the largest slope squared.
    let size = rows
        .iter()
        .fold(1, |sum, row| sum + row.0.abs() + row.1.abs());
    let scale = f64::from(size).powi(4) * f64::from_rational(&(), &slope.square()).max(1.0);
    let pairs = [uu, ue, ee, off, &found.squared_norm];
    for (closed, numeric) in pairs.into_iter().zip(block.iter().chain([&beta, &trace])) {
        approx::assert_abs_diff_eq!(
            closed.to_f64(),
            numeric.to_f64(),
            epsilon = tolerance::F64_SUM_OF_INTEGRALS * scale
        );
        hypotheses.met("the entry is visible", closed.to_f64().abs() > 1e-6 * scale);
    }
}

/// `E[g g^T]` of every STE, steps on both sides and Gaussians of several widths among them, is the double sum over rows of
/// numerical integrals of the definition, for `|w|` from 1/20 to 1000. Source: the definition of the row moments.
#[test]
fn second_moments_agree_with_quadrature_of_the_row_moments() {
    let hypotheses = Hypotheses::new();
    let rows = prop::collection::vec((-2i32..=2, -2i32..=2), 1..=3);
    let ste = prop_oneof![
        3 => any_ste(),
        2 => step_slope().prop_map(Ste::PiecewiseConstant),
        1 => prop::sample::select(vec![(1, 30), (1, 2), (3, 1), (50, 1)])
            .prop_map(|scale| Ste::Gaussian { scale: Rational::from(scale) }),
    ];
    let strategy = (ste, 0usize..6, 0usize..6, rows);
    for_all(10, &strategy, |(ste, direction, norm, rows)| {
        compare(&ste, DIRECTIONS[direction], NORMS[norm], &rows, &hypotheses);
    });
    hypotheses.require(15);
}

/// The same for slopes that vanish between breakpoints 1.5 to 3 `|w|` away, where the moments are those of what lies
/// beyond.
#[test]
fn second_moments_of_gapped_slopes_agree_with_quadrature() {
    let hypotheses = Hypotheses::new();
    let rows = prop::collection::vec((-2i32..=2, -2i32..=2), 1..=3);
    let ends = (6i32..=12, 6i32..=12, nonzero_small(), nonzero_small());
    for_all(
        6,
        &(ends, 0usize..5, 0usize..6, rows),
        |((x, y, left, right), direction, norm, rows)| {
            let a = Rational::from(NORMS[norm]);
            let place = |x: i32| Rational::from((x, 4)) * &a;
            let ste = gapped(left, place(x), place(y), right);
            compare(&ste, DIRECTIONS[direction], NORMS[norm], &rows, &hypotheses);
        },
    );
    hypotheses.require(15);
}

/// Instances with two rows at least that are not zero in both networks. With one row, `v = v*` leaves nothing but the cells
/// in which the networks differ, and there the moments are smaller than their terms by a power of `e`.
fn two_rows() -> BoxedStrategy<Instance> {
    prop_oneof![4 => generic(), 1 => niven(), 1 => parallel()]
        .prop_filter("two rows that are not zero", |instance| {
            let rows = instance.student().v.iter().zip(&instance.teacher().v);
            rows.filter(|(v, v_star)| !v.is_zero() || !v_star.is_zero())
                .count()
                >= 2
        })
        .boxed()
}

/// Breakpoints up to 400 `|w|` away, where the moments are about `e^-80000`, cost no accuracy: `E|g|^2` keeps two thirds of
/// 192 bits, and meets the normal form evaluated with more. Nothing may cancel that is of order one.
#[test]
fn far_breakpoints_lose_no_accuracy() {
    let hypotheses = Hypotheses::new();
    let strategy = (
        two_rows(),
        nonzero_small(),
        small_positive(),
        1u32..=400,
        any::<bool>(),
    );
    for_all(25, &strategy, |(base, left, right, distance, one_sided)| {
        // |w| between 1 and 2.
        let mut w = base.student().w.clone();
        while dot(&w, &w) < 1u32 {
            w = scaled(&Rational::from(2), &w);
        }
        while dot(&w, &w) >= 4u32 {
            w = scaled(&Rational::from((1, 2)), &w);
        }
        let point = with_w(&base, w);
        let x = Rational::from(distance) + Rational::from((1, 3));
        let ste = if one_sided {
            gapped(Rational::new(), x.clone(), x, right)
        } else {
            gapped(left, x.clone(), x, right)
        };
        let population = Population::new(&point);
        let sums = population.higher_sums();
        let forms = population.evaluated::<Ball>(192);
        let found = forms.second_moments(&ste, &sums.convert(&192)).squared_norm;
        let exact = population
            .symbolic()
            .second_moments(&ste, &sums.convert(&()));
        let late = population
            .evaluator::<Ball>(2000)
            .evaluate(&exact.squared_norm)
            .unwrap();
        assert!(late.overlaps(&found), "{ste}: {late:?} and {found:?}");
        if hypotheses.met(
            "the sample gradient does not vanish",
            !exact.squared_norm.is_zero(),
        ) {
            assert!(found.relative_accuracy_bits() >= 128, "{ste}: {found:?}");
        }
        hypotheses.met("far out", distance > 20);
    });
    hypotheses.require(75);
}
