//! The landscape of the population loss: its split, its critical points and what they are.

use std::cmp::Ordering;

use coarsegrad_arith::{Ball, Rational, Scalar, Symbolic};
use coarsegrad_exact::{CriticalPoint, Landscape, Population, Position};
use proptest::prelude::*;
use theorems::entries::row_entries;
use theorems::hypotheses::Hypotheses;
use theorems::instances::{
    Instance, any_angle, for_all, global_minimum, instance, integers, moved, opposite_point,
    saddle, scaled, small_positive, spurious, v_at, v_pi, vector, with_v, with_w,
};
use theorems::symbols::{Symbols, exact, inner, q, square, total, vanishes};

/// `x^T M x` with `M = I + 1 1^T`, in exact symbolic arithmetic.
fn quadratic(x: &[Symbolic]) -> Symbolic {
    let sum = x.iter().fold(Symbolic::zero(), |sum, x| sum + x);
    x.iter().fold(square(&sum), |form, x| form + &square(x))
}

/// `f = f*(theta) + (1/8)(v - v_theta)^T M (v - v_theta)`, an equality of normal forms in `theta`, with
/// `v_theta = (1-x) v* + x S/(m+1) 1`, `f* = (1/8)[2x|v*|^2 - x^2(|v*|^2 - S^2/(m+1))]`, `x = 2 theta/pi`. Source: proved in
/// the book.
#[test]
fn population_loss_splits_into_its_minimum_and_a_quadratic_form() {
    for_all(300, &any_angle(), |instance| {
        let it = Symbols::new(&instance);
        let landscape = Population::new(&instance).landscape();
        let (v, v_star) = (&instance.student().v, &instance.teacher().v);
        let x = it.angle.scale(&Rational::from(2));
        let share = it.teacher_sum.clone() / Rational::from(v.len() + 1);
        let difference: Vec<Symbolic> = v
            .iter()
            .zip(v_star)
            .map(|(v, v_star)| exact(v) - &(q(1, 1) - &x).scale(v_star) - &x.scale(&share))
            .collect();
        let curvature = it.teacher_v_squared.clone() - Rational::from(&share * &it.teacher_sum);
        let minimum =
            x.scale(&(it.teacher_v_squared.clone() * 2u32)) - &square(&x).scale(&curvature);
        let eighth = Rational::from((1, 8));
        let expected = (minimum.clone() + &quadratic(&difference)).scale(&eighth);
        let loss = Population::new(&instance).symbolic().population_loss();
        assert!(loss.equals(&expected), "{loss} and {expected}");
        // The library's own v_theta and f*.
        assert!(
            landscape
                .minimum_value(&it.angle)
                .equals(&minimum.scale(&eighth))
        );
        let minimiser = landscape.minimiser_in_v(&it.angle);
        let back: Vec<Symbolic> = v
            .iter()
            .zip(&minimiser)
            .map(|(v, x)| exact(v) - x)
            .collect();
        assert!(back.iter().zip(&difference).all(|(x, y)| x.equals(y)));
    });
}

/// `M = I + 1 1^T` is positive definite: its leading minors are `k + 1`, so `v_theta` is the only minimiser in `v`.
#[test]
fn quadratic_form_of_the_landscape_is_positive_definite() {
    for rows in 1..=6usize {
        let mut matrix = vec![vec![Rational::from(1); rows]; rows];
        for (index, row) in matrix.iter_mut().enumerate() {
            row[index] = Rational::from(2);
        }
        // Elimination without pivoting: the pivots are quotients of successive leading minors.
        let mut minor = Rational::from(1);
        for k in 0..rows {
            let pivot = matrix[k][k].clone();
            assert!(pivot.is_positive());
            minor *= &pivot;
            assert_eq!(minor, k + 2);
            let (above, below) = matrix.split_at_mut(k + 1);
            let top = &above[k];
            for row in below {
                let factor = Rational::from(&row[k] / &pivot);
                for (entry, x) in row.iter_mut().zip(top) {
                    *entry -= Rational::from(&factor * x);
                }
            }
        }
    }
}

/// Teachers with every sign of `S^2 - (m+1)|v*|^2/2`.
fn teacher() -> impl Strategy<Value = Vec<Rational>> {
    (1usize..=5).prop_flat_map(vector)
}

/// `4 df/dv = M v - ((1-2x) I + J) v*` at `theta = x pi`, exactly.
fn four_d(v: &[Rational], v_star: &[Rational], x: &Rational) -> Vec<Rational> {
    let shift = total(v) - total(v_star);
    let factor = Rational::from(1) - Rational::from(2 * x);
    v.iter()
        .zip(v_star)
        .map(|(v, v_star)| Rational::from(v + &shift) - Rational::from(&factor * v_star))
        .collect()
}

/// Proposition 1: saddles exist for `n >= 2` exactly when `S^2 <= (m+1)|v*|^2/2` (equality puts them at `theta = pi`), at
/// `theta_s = (pi/2)(m+1)|v*|^2/((m+1)|v*|^2 - S^2)`, `v_s = M^{-1}(-S^2/((m+1)|v*|^2 - S^2) I + J) v*`, where both
/// `df/dv = 0` and `v.v* = 0`; their loss is `(m+1)|v*|^4/(8((m+1)|v*|^2 - S^2))`. Source: P1, Proposition 1; errata E3, E4.
#[test]
fn saddles_are_where_proposition_1_puts_them() {
    let hypotheses = Hypotheses::new();
    for_all(400, &teacher(), |v_star| {
        let landscape = Landscape::new(&v_star, 2);
        let (sum, squared) = (total(&v_star), inner(&v_star, &v_star));
        let rows_plus_one = Rational::from(v_star.len() + 1);
        let size = Rational::from(&rows_plus_one * &squared);
        let gap = size.clone() - sum.clone().square();
        assert!(gap.is_positive(), "Cauchy-Schwarz");
        let exists = sum.clone().square() * 2u32 <= size;
        assert_eq!(landscape.saddle_angle_over_pi().is_some(), exists);
        assert!(
            Landscape::new(&v_star, 1).saddle_angle_over_pi().is_none(),
            "n = 1 has none (E3)"
        );
        if !hypotheses.met("S^2 <= (m+1)|v*|^2/2", exists) {
            return;
        }
        let angle = landscape.saddle_angle_over_pi().unwrap();
        assert_eq!(angle, size.clone() / (gap.clone() * 2u32));
        let v = landscape.saddle_v().unwrap();
        // M^{-1} y = y - (1^T y)/(m+1) 1 with y = -S^2/gap v* + S 1.
        let factor = -(sum.clone().square() / &gap);
        let y: Vec<Rational> = v_star
            .iter()
            .map(|v| Rational::from(&factor * v) + &sum)
            .collect();
        let mean = total(&y) / &rows_plus_one;
        let printed: Vec<Rational> = y.iter().map(|y| Rational::from(y - &mean)).collect();
        assert_eq!(v, printed);
        assert!(
            four_d(&v, &v_star, &angle).iter().all(Rational::is_zero),
            "df/dv = 0"
        );
        assert!(inner(&v, &v_star).is_zero(), "v.v* = 0, so df/dw = 0");
        assert_eq!(
            landscape.saddle_loss().unwrap(),
            rows_plus_one * squared.square() / (gap * 8u32)
        );
    });
    hypotheses.require(30);
}

/// Along `v = v_theta` the loss `f*` has its only stationary point at the saddle: below it `f*` rises, above it falls.
/// Source: the landscape identity.
#[test]
fn least_loss_rises_to_the_saddle_and_falls_after_it() {
    let hypotheses = Hypotheses::new();
    for_all(300, &(teacher(), 1i32..=19), |(v_star, step)| {
        let landscape = Landscape::new(&v_star, 3);
        let Some(saddle) = landscape.saddle_angle_over_pi() else {
            hypotheses.met("a saddle exists", false);
            return;
        };
        hypotheses.met("a saddle exists", true);
        let x = Rational::from((step, 20));
        let width = Rational::from((1, 10_000));
        let here = landscape.minimum_value(&x);
        let there = landscape.minimum_value(&Rational::from(&x + &width));
        if x >= saddle {
            assert!(there < here);
        } else if Rational::from(&x + &width) <= saddle {
            assert!(there > here);
        }
        assert!(landscape.minimum_value(&saddle) >= here);
    });
    hypotheses.require(30);
}

fn loss_ball(instance: &Instance) -> Ball {
    Population::new(instance)
        .evaluated::<Ball>(400)
        .population_loss()
}

fn compare_losses(x: &Instance, y: &Instance) -> Option<Ordering> {
    loss_ball(x).compare(&loss_ball(y))
}

/// At an exact saddle both gradients are exactly zero, its loss is the printed one, and there are nearby points with
/// greater and with smaller loss. Source: P1, Proposition 1.
#[test]
fn saddle_is_stationary_and_no_extremum() {
    for_all(120, &saddle(), |instance| {
        let population = Population::new(&instance);
        let forms = population.symbolic();
        assert_eq!(population.classification(), CriticalPoint::Saddle);
        assert!(vanishes(&row_entries(&population, &forms.gradient_v())));
        let gradient = forms.gradient_w().unwrap();
        assert!(gradient.along.is_zero() && gradient.across.is_zero());
        let expected = population.landscape().saddle_loss().unwrap();
        assert_eq!(forms.population_loss().as_rational(), Some(expected));

        let (v, v_star) = (&instance.student().v, &instance.teacher().v);
        // Up: move v alone.
        let step = Rational::from((1, 1 << 20));
        let above = with_v(&instance, moved(v, &step, v_star));
        assert_eq!(compare_losses(&above, &instance), Some(Ordering::Greater));
        // Down: the same move, much smaller, with w turned towards w* (theta falls, v.v* > 0).
        let nudge = Rational::from((1, 1 << 10));
        let w = moved(&instance.student().w, &nudge, &instance.teacher().w);
        let tiny = Rational::from((1, 1u64 << 40));
        let below = with_w(&with_v(&instance, moved(v, &tiny, v_star)), w);
        assert_eq!(compare_losses(&below, &instance), Some(Ordering::Less));
    });
}

/// At a spurious minimiser `(v_pi, theta = pi)` with `0 < S^2 < (m+1)|v*|^2/2`, `n >= 2`, the loss is `S^2/(2(m+1)) > 0`,
/// `v_pi.v* < 0`, and no small perturbation lowers it. Source: P1, Proposition 1, with errata E3 and E4.
#[test]
fn spurious_minimiser_is_a_local_minimiser() {
    let hypotheses = Hypotheses::new();
    let strategy = spurious().prop_flat_map(|instance| {
        let (m, n) = (instance.rows(), instance.inputs());
        (Just(instance), vector(m), vector(n))
    });
    for_all(300, &strategy, |(instance, dv, dw)| {
        let it = Symbols::new(&instance);
        let population = Population::new(&instance);
        assert_eq!(
            population.classification(),
            CriticalPoint::SpuriousMinimiser
        );
        let expected = it.teacher_sum.clone().square() / Rational::from(2 * (instance.rows() + 1));
        assert_eq!(
            population.symbolic().population_loss().as_rational(),
            Some(expected.clone())
        );
        assert_eq!(population.landscape().opposite_loss(), expected);
        assert!(expected.is_positive() && it.vv.is_negative());
        // v.v* stays negative while |eps dv.v*| < |v.v*|, and w keeps its side while |eps dw| < |w|.
        let reach = (inner(&dv, &instance.teacher().v).abs() + 1u32) * 4u32;
        let eps = (it.vv.clone().abs() / reach).min(Rational::from((1, 8)));
        let spread = inner(&dw, &dw).max(Rational::from(1));
        let eps_w = (it.norm_squared.clone() / spread).min(Rational::from(1)) / 8u32;
        let perturbed = with_w(
            &with_v(&instance, moved(&instance.student().v, &eps, &dv)),
            moved(&instance.student().w, &eps_w, &dw),
        );
        assert_eq!(
            compare_losses(&perturbed, &instance),
            Some(Ordering::Greater)
        );
        let turned = with_w(&instance, moved(&instance.student().w, &eps_w, &dw));
        let turns = Population::new(&turned).position() == Position::Between;
        if hypotheses.met("dw turns w", turns) {
            assert_eq!(compare_losses(&turned, &instance), Some(Ordering::Greater));
        }
    });
    hypotheses.require(50);
}

/// What `(v_pi, theta = pi)` is, in every case: global minimiser for `S = 0` (E4a), local minimiser for `n = 1` (E3) and for
/// `S^2 < (m+1)|v*|^2/2`, saddle at equality (E4b), otherwise a fixed point that is neither (E4c): turning `w` lowers the
/// loss. Source: P1, Proposition 1; errata E3, E4.
#[test]
fn opposite_point_is_classified_with_its_edge_cases() {
    let hypotheses = Hypotheses::new();
    for_all(500, &opposite_point(), |instance| {
        let it = Symbols::new(&instance);
        let population = Population::new(&instance);
        let kind = population.classification();
        let (n, sum) = (instance.inputs(), it.teacher_sum.clone());
        let rows_plus_one = Rational::from(instance.rows() + 1);
        let balance =
            sum.clone().square() * 2u32 - Rational::from(&rows_plus_one * &it.teacher_v_squared);
        // v_pi.v* = 2S^2/(m+1) - |v*|^2.
        assert_eq!(it.vv, Rational::from(&balance / &rows_plus_one));
        let expected = match (sum.is_zero(), n, balance.cmp0()) {
            (true, ..) => CriticalPoint::GlobalMinimiser,
            (_, 1, _) | (_, _, Ordering::Less) => CriticalPoint::SpuriousMinimiser,
            (_, _, Ordering::Equal) => CriticalPoint::Saddle,
            (_, _, Ordering::Greater) => CriticalPoint::UnstableFixedPoint,
        };
        assert_eq!(kind, expected);
        hypotheses.met("S = 0", kind == CriticalPoint::GlobalMinimiser);
        hypotheses.met("n = 1", n == 1);
        hypotheses.met("equality", kind == CriticalPoint::Saddle);
        hypotheses.met("unstable", kind == CriticalPoint::UnstableFixedPoint);
        hypotheses.met(
            "spurious, n >= 2",
            n > 1 && kind == CriticalPoint::SpuriousMinimiser,
        );
        let forms = population.symbolic();
        assert!(vanishes(&row_entries(&population, &forms.gradient_v())));
        match kind {
            CriticalPoint::GlobalMinimiser => assert!(forms.population_loss().is_zero()),
            CriticalPoint::Saddle => assert!(forms.gradient_w().is_ok(), "differentiable (E4b)"),
            CriticalPoint::UnstableFixedPoint => {
                let mut w = instance.student().w.clone();
                let place = usize::from(w.iter().skip(1).all(Rational::is_zero));
                w[place] += Rational::from((1, 1000));
                let turned = with_w(&instance, w);
                if hypotheses.met(
                    "turned",
                    Population::new(&turned).position() == Position::Between,
                ) {
                    assert_eq!(compare_losses(&turned, &instance), Some(Ordering::Less));
                }
            }
            _ => assert!(!forms.population_loss().is_zero()),
        }
    });
    for name in [
        "S = 0",
        "n = 1",
        "equality",
        "unstable",
        "spurious, n >= 2",
        "turned",
    ] {
        println!("{name}: {:?}", hypotheses.share(name));
    }
    hypotheses.require(1);
}

/// The edge cases by name: `n = 1` with a large `S` (E3), `S = 0` (E4a), `m = 1` (always equality, E4b), a teacher with
/// equal signs (E4c). Source: errata E3, E4.
#[test]
fn edge_cases_of_proposition_1_are_as_corrected() {
    let kind = |v_star: &[i32], inputs: usize| {
        let v_star: Vec<Rational> = v_star.iter().map(|x| Rational::from(*x)).collect();
        let mut w_star = vec![Rational::new(); inputs];
        w_star[0] = Rational::from(1);
        let w = scaled(&Rational::from(-3), &w_star);
        Population::new(&instance(v_pi(&v_star), w, v_star, w_star)).classification()
    };
    assert_eq!(kind(&[1, 1, 1], 1), CriticalPoint::SpuriousMinimiser);
    assert_eq!(kind(&[1, 1, 1], 2), CriticalPoint::UnstableFixedPoint);
    assert_eq!(kind(&[1, -1, 0], 2), CriticalPoint::GlobalMinimiser);
    assert_eq!(kind(&[1, -1], 1), CriticalPoint::GlobalMinimiser);
    assert_eq!(kind(&[5], 2), CriticalPoint::Saddle);
    assert_eq!(kind(&[1, 0], 2), CriticalPoint::SpuriousMinimiser);
    // m = 1, n = 1: local minimiser although equality holds.
    assert_eq!(kind(&[5], 1), CriticalPoint::SpuriousMinimiser);
}

/// For `n = 1` the weight cannot turn: `(v_pi, theta = pi)` minimises over `v` and over all `w` of its sign, whatever
/// `S`. Source: erratum E3.
#[test]
fn single_input_has_a_spurious_minimiser_whatever_the_teacher() {
    let strategy = (1usize..=4).prop_flat_map(|m| (vector(m), vector(m), small_positive()));
    for_all(200, &strategy, |(v_star, dv, factor)| {
        let one = vec![Rational::from(1)];
        let point = instance(v_pi(&v_star), vec![Rational::from(-1)], v_star, one);
        let moved_v = with_v(
            &point,
            moved(&point.student().v, &Rational::from((1, 100)), &dv),
        );
        let moved_both = with_w(&moved_v, vec![-factor.clone()]);
        assert_eq!(compare_losses(&moved_both, &point), Some(Ordering::Greater));
        let rescaled = with_w(&point, vec![-factor]);
        let loss = |it: &Instance| Population::new(it).symbolic().population_loss();
        assert!(loss(&rescaled).equals(&loss(&point)));
    });
}

/// `v = v*`, `theta = 0` has loss zero and is the only such point for `S != 0`; nowhere is the loss negative.
#[test]
fn loss_is_zero_exactly_at_the_global_minimisers() {
    let hypotheses = Hypotheses::new();
    let strategy = prop_oneof![3 => any_angle(), 1 => global_minimum(), 1 => opposite_point()];
    for_all(400, &strategy, |instance| {
        let population = Population::new(&instance);
        let loss = population.symbolic().population_loss();
        let zero = loss.is_zero();
        assert_eq!(
            zero,
            population.classification() == CriticalPoint::GlobalMinimiser
        );
        hypotheses.met("the loss is zero", zero);
        if !zero {
            assert_eq!(loss_ball(&instance).sign(), Some(Ordering::Greater));
        }
    });
    hypotheses.require(10);
}

/// Points near a critical point are regular, and so is `v_theta` away from the saddle's angle.
#[test]
fn neighbours_of_critical_points_are_regular() {
    for_all(100, &saddle(), |instance| {
        let mut v = instance.student().v.clone();
        v[0] += Rational::from((1, 1u64 << 60));
        let population_of = |it: &Instance| Population::new(it).classification();
        assert_eq!(population_of(&with_v(&instance, v)), CriticalPoint::Regular);
        let w = moved(
            &instance.student().w,
            &Rational::from((1, 1u64 << 60)),
            &instance.teacher().w,
        );
        assert_eq!(population_of(&with_w(&instance, w)), CriticalPoint::Regular);
    });
    let v_star = vec![Rational::from(1), Rational::new()];
    let point = |x: (i32, i32)| v_at(&v_star, &Rational::from(x));
    let [first, second] = [point((3, 4)), point((1, 2))];
    assert_eq!(
        first,
        vec![Rational::new(), Rational::from((1, 2))],
        "the saddle at 3pi/4"
    );
    let kind = |v: &[Rational], w: &[i32]| {
        let base = integers(&[0, 0], w, &[1, 0], &[1, 0]);
        Population::new(&with_v(&base, v.to_vec())).classification()
    };
    assert_eq!(kind(&first, &[-1, 1]), CriticalPoint::Saddle);
    assert_eq!(kind(&second, &[0, 1]), CriticalPoint::Regular);
}
