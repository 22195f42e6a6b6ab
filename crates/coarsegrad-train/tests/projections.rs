//! Projections give a nearest point, and blending its sufficient descent.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests, where a panic is a failed test"
)]

use coarsegrad_arith::{Ball, Rational};
use coarsegrad_train::{Blend, Projection, TrainError, sufficient_descent};
use proptest::prelude::*;

fn rational() -> impl Strategy<Value = Rational> {
    (-9i32..=9, 1i32..=4).prop_map(Rational::from)
}

fn weights() -> impl Strategy<Value = Vec<Rational>> {
    prop::collection::vec(rational(), 1..=6)
}

fn distance_squared(x: &[Rational], y: &[Rational]) -> Rational {
    x.iter()
        .zip(y)
        .map(|(x, y)| Rational::from(x - y).square())
        .sum()
}

/// The least squared distance from `w` to `delta q` over all `delta >= 0` and patterns q with
/// entries among `digits`, by trying every pattern: `|w|^2 - max(0, w.q)^2/|q|^2`.
fn least_distance(w: &[Rational], digits: &[i32]) -> Rational {
    let norm: Rational = w.iter().map(|x| x.clone().square()).sum();
    let patterns = digits.len().pow(w.len() as u32);
    let mut least: Option<Rational> = None;
    for mut code in 0..patterns {
        let (mut inner, mut length) = (Rational::new(), 0);
        for x in w {
            let digit = digits[code % digits.len()];
            code /= digits.len();
            inner += Rational::from(digit) * x;
            length += digit * digit;
        }
        let fall = if length == 0 || inner.is_negative() {
            Rational::new()
        } else {
            inner.square() / length
        };
        let distance = norm.clone() - fall;
        if least.as_ref().is_none_or(|least| distance < *least) {
            least = Some(distance);
        }
    }
    least.unwrap()
}

/// A nearest multiple by trying all.
fn nearest_multiple(x: &Rational, step: &Rational, most: i32) -> Rational {
    (-most..=most)
        .map(|k| (step * Rational::from(k) - x).abs())
        .min()
        .unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn binary_is_the_nearest_signs_with_a_scale(w in weights()) {
        let quantised = Projection::Binary.apply(&w).unwrap();
        prop_assert_eq!(distance_squared(&w, &quantised), least_distance(&w, &[-1, 1]));
        let size = quantised[0].clone().abs();
        prop_assert!(quantised.iter().all(|x| x.clone().abs() == size));
    }

    #[test]
    fn ternary_is_the_nearest_signs_and_zeros_with_a_scale(w in weights()) {
        let quantised = Projection::Ternary.apply(&w).unwrap();
        prop_assert_eq!(distance_squared(&w, &quantised), least_distance(&w, &[-1, 0, 1]));
        let sizes: std::collections::BTreeSet<Rational> =
            quantised.iter().filter(|x| !x.is_zero()).map(|x| x.clone().abs()).collect();
        prop_assert!(sizes.len() <= 1);
    }

    #[test]
    fn grids_are_nearest_entry_by_entry(w in weights(), bits in 2u32..=5, n in 1i32..=5, d in 1i32..=5) {
        let most = (1 << (bits - 1)) - 1;
        let step = Rational::from((n, d));
        let fixed = Projection::Grid { bits, step: step.clone() }.apply(&w).unwrap();
        for (x, q) in w.iter().zip(&fixed) {
            prop_assert_eq!(Rational::from(x - q).abs(), nearest_multiple(x, &step, most));
        }
        let largest = w.iter().map(|x| x.clone().abs()).max().unwrap();
        let step = largest / most;
        let moving = Projection::Bits { bits }.apply(&w).unwrap();
        for (x, q) in w.iter().zip(&moving) {
            prop_assert_eq!(Rational::from(x - q).abs(), nearest_multiple(x, &step, most));
        }
    }

    #[test]
    fn a_projected_weight_projects_to_itself(w in weights(), index in 0usize..4) {
        let projection = [
            Projection::Binary,
            Projection::Ternary,
            Projection::Bits { bits: 3 },
            Projection::Grid { bits: 3, step: Rational::from((1, 2)) },
        ][index].clone();
        let once = projection.apply(&w).unwrap();
        prop_assert_eq!(&projection.apply(&once).unwrap(), &once);
    }

    #[test]
    fn floats_and_rationals_agree(w in prop::collection::vec(-64i32..=64, 1..=8), index in 0usize..5) {
        let projection = [
            Projection::Binary,
            Projection::Ternary,
            Projection::TernaryThreshold,
            Projection::Bits { bits: 4 },
            Projection::Grid { bits: 4, step: Rational::from((1, 4)) },
        ][index].clone();
        let exact: Vec<Rational> = w.iter().map(|x| Rational::from((*x, 8))).collect();
        let floats: Vec<f64> = w.iter().map(|x| f64::from(*x) / 8.0).collect();
        let exact = projection.apply(&exact).unwrap();
        // A threshold may be met exactly, and then rounding decides.
        let floats = projection.apply(&floats).unwrap();
        let close = exact.iter().zip(&floats).all(|(x, y)| (x.to_f64() - y).abs() < 1e-12);
        let tie = matches!(projection, Projection::TernaryThreshold | Projection::Bits { .. });
        prop_assert!(close || tie);
    }
}

#[test]
fn published_ternary_scale_is_farther_than_the_usual_one_and_that_than_the_exact() {
    // Sums of twelve uniform digits: nearly normal, like a layer of a network.
    let mut state = 1u64;
    let mut uniform = || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        i32::try_from(state >> 44).unwrap() - (1 << 19)
    };
    let w: Vec<Rational> = (0..500)
        .map(|_| Rational::from((0..12).map(|_| uniform()).sum::<i32>()))
        .collect();
    let exact = Projection::Ternary.apply(&w).unwrap();
    let usual = Projection::TernaryThreshold.apply(&w).unwrap();
    let mean: Rational = w.iter().map(|x| x.clone().abs()).sum::<Rational>() / w.len() as u32;
    let published: Vec<Rational> = usual
        .iter()
        .map(|x| match x.cmp0() {
            std::cmp::Ordering::Less => -mean.clone(),
            std::cmp::Ordering::Equal => Rational::new(),
            std::cmp::Ordering::Greater => mean.clone(),
        })
        .collect();
    let distances = [exact, usual, published].map(|q| distance_squared(&w, &q));
    assert!(distances[0] <= distances[1] && distances[1] < distances[2]);
    assert!(distances[2] > Rational::from((3, 2)) * &distances[0]);
}

#[test]
fn what_balls_cannot_tell_is_an_error() {
    let third = |bits| Ball::from_rational(bits, &Rational::from((1, 3)));
    let around_zero = third(64) - &third(128);
    for projection in [
        "binary",
        "ternary",
        "ternary-threshold",
        "bits:3",
        "grid:3:1",
    ] {
        let projection: Projection = projection.parse().unwrap();
        let refused = projection.apply(&[third(64), around_zero.clone()]);
        assert!(matches!(refused, Err(TrainError::Undecided { .. })));
        assert!(
            projection
                .apply(&[third(64), -third(64).mul_2exp(3)])
                .is_ok()
        );
    }
}

#[test]
fn names_are_read_and_written() {
    for name in [
        "identity",
        "binary",
        "ternary",
        "ternary-threshold",
        "bits:4",
        "grid:2:1/8",
    ] {
        assert_eq!(name.parse::<Projection>().unwrap().to_string(), name);
    }
    for (text, says) in [
        ("binary:2", "expected"),
        ("bits:1", "project bits: must be 2 to 16"),
        ("bits:x", "whole number"),
        ("bits:17", "project bits"),
        ("grid:4", "grid:4:1/8"),
        ("grid:4:0", "project step: must be positive"),
        ("grid:4:nan", "not a finite number"),
    ] {
        let message = text.parse::<Projection>().unwrap_err().to_string();
        assert!(message.contains(says), "{text}: {message}");
    }
    assert!(Blend::new(Rational::from((-1, 2)), Projection::Binary).is_err());
    assert!(Blend::new(Rational::from((3, 2)), Projection::Binary).is_err());
}

/// A quadratic `f(w) = w^T A w/2 - b.w` with `A = D + c c^T`, whose gradient is Lipschitz with
/// `L = max D + |c|^2`.
#[derive(Debug)]
struct Quadratic {
    diagonal: Vec<Rational>,
    rank_one: Vec<Rational>,
    linear: Vec<Rational>,
}

fn dot(x: &[Rational], y: &[Rational]) -> Rational {
    x.iter().zip(y).map(|(x, y)| Rational::from(x * y)).sum()
}

impl Quadratic {
    fn gradient(&self, w: &[Rational]) -> Vec<Rational> {
        let along = dot(&self.rank_one, w);
        (0..w.len())
            .map(|i| {
                Rational::from(&self.diagonal[i] * &w[i])
                    + Rational::from(&self.rank_one[i] * &along)
                    - &self.linear[i]
            })
            .collect()
    }

    fn value(&self, w: &[Rational]) -> Rational {
        let squares: Rational = w
            .iter()
            .zip(&self.diagonal)
            .map(|(w, d)| w.clone().square() * d)
            .sum();
        (squares + dot(&self.rank_one, w).square()) / 2u32 - dot(&self.linear, w)
    }

    fn lipschitz(&self) -> Rational {
        self.diagonal.iter().max().unwrap().clone() + dot(&self.rank_one, &self.rank_one)
    }
}

/// Steps of the blended update; the bound's two sides for each step.
fn blended_steps(
    quadratic: &Quadratic,
    blend: &Blend,
    eta: &Rational,
    start: &[Rational],
    mut check: impl FnMut(&[Rational], &[Rational]),
) {
    let mut float = start.to_vec();
    let mut w = blend.projection().apply(&float).unwrap();
    for _ in 0..6 {
        let slope = quadratic.gradient(&w);
        float = blend
            .mix(&float, &w)
            .iter()
            .zip(&slope)
            .map(|(x, slope)| x - Rational::from(eta * slope))
            .collect();
        let next = blend.projection().apply(&float).unwrap();
        check(&w, &next);
        w = next;
    }
}

fn quadratic(n: usize) -> impl Strategy<Value = Quadratic> {
    let entries = |range: std::ops::RangeInclusive<i32>| {
        prop::collection::vec((range, 1i32..=3).prop_map(Rational::from), n)
    };
    (entries(0..=4), entries(-3..=3), entries(-6..=6)).prop_map(|(diagonal, rank_one, linear)| {
        Quadratic {
            diagonal,
            rank_one,
            linear,
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn blended_steps_descend_sufficiently(
        f in quadratic(4),
        start in prop::collection::vec(rational(), 4),
        rho in (1i32..=4).prop_map(|n| Rational::from((n, 4))),
        eta in (1i32..=6, 2i32..=8).prop_map(Rational::from),
        index in 0usize..3,
    ) {
        let projection = [
            Projection::Binary,
            Projection::Ternary,
            Projection::Grid { bits: 3, step: Rational::from((2, 3)) },
        ][index].clone();
        assert!(projection.is_exact());
        let blend = Blend::new(rho.clone(), projection).unwrap();
        let lipschitz = f.lipschitz();
        blended_steps(&f, &blend, &eta, &start, |w, next| {
            let bound = sufficient_descent(&rho, &eta, &lipschitz, w, next).unwrap();
            let moved: Vec<Rational> = next.iter().zip(w).map(|(x, y)| Rational::from(x - y)).collect();
            assert!(dot(&f.gradient(w), &moved) <= bound.inner_product);
            assert!(f.value(next) - f.value(w) <= bound.change);
            assert_eq!(bound.descends, eta <= Rational::from(&rho / &lipschitz) || lipschitz.is_zero());
            if bound.descends {
                assert!(f.value(next) <= f.value(w));
            }
        });
    }
}

#[test]
fn binary_connect_has_no_such_bound() {
    let f = Quadratic {
        diagonal: vec![Rational::from(1); 2],
        rank_one: vec![Rational::new(); 2],
        linear: vec![Rational::from((1, 10)), Rational::from((-1, 7))],
    };
    let blend = Blend::new(
        Rational::new(),
        Projection::Grid {
            bits: 2,
            step: Rational::from(1),
        },
    );
    let mut rises = 0;
    let start = [Rational::from((49, 100)), Rational::from((51, 100))];
    // Small enough for rho = 1 to descend: eta = 1/10 <= 1/L.
    blended_steps(
        &f,
        &blend.unwrap(),
        &Rational::from((1, 10)),
        &start,
        |w, next| {
            rises += u32::from(f.value(next) > f.value(w));
        },
    );
    let eta = Rational::from((1, 10));
    let refused = sufficient_descent(&Rational::new(), &eta, &f.lipschitz(), &start, &start);
    assert!(matches!(
        refused,
        Err(TrainError::OutOfRange { field: "blend", .. })
    ));
    assert!(rises > 0);
}
