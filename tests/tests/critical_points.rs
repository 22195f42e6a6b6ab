//! Where the expected coarse gradient vanishes: what separates the straight-through estimators.

use coarsegrad_arith::{Rational, Scalar, Symbolic};
use coarsegrad_exact::{CriticalPoint, Population, Request, value};
use coarsegrad_model::Ste;
use proptest::prelude::*;
use theorems::entries::{dot, row_entries};
use theorems::hypotheses::Hypotheses;
use theorems::instances::{
    Instance, any_angle, any_ste, for_all, global_minimum, integers, opposite_point, saddle,
    spurious, stationary_in_v,
};
use theorems::symbols::{Symbols, coarse_entries, equal, phi0, root, vanishes};

fn critical() -> impl Strategy<Value = Instance> {
    prop_oneof![2 => saddle(), 2 => spurious(), 1 => opposite_point(), 1 => global_minimum()]
}

fn vanishes_at_critical_points(ste: &Ste) {
    for_all(200, &critical(), |instance| {
        let population = Population::new(&instance);
        assert_ne!(population.classification(), CriticalPoint::Regular);
        assert!(vanishes(&coarse_entries(&population, ste)));
        assert!(vanishes(&row_entries(
            &population,
            &population.symbolic().gradient_v()
        )));
    });
}

/// The expected ReLU coarse gradient is exactly zero at every saddle, spurious minimiser, edge case of it and global
/// minimiser, and so is `df/dv`. Source: P1, Lemma 6.
#[test]
fn relu_coarse_gradient_vanishes_at_every_critical_point() {
    vanishes_at_critical_points(&Ste::Relu);
}

/// The same for clipped ReLU. Source: P1, Lemma 8.
#[test]
fn clipped_relu_coarse_gradient_vanishes_at_every_critical_point() {
    vanishes_at_critical_points(&Ste::ClippedRelu);
}

/// And nowhere else: where `df/dv` and the expected coarse gradient of ReLU or clipped ReLU are both zero, the point is
/// one of the list (or its unstable edge case). Source: P1, Lemmas 6 and 8; erratum E4.
#[test]
fn both_gradients_vanish_only_at_critical_points() {
    let hypotheses = Hypotheses::new();
    let strategy = prop_oneof![3 => any_angle(), 3 => stationary_in_v(), 2 => critical()];
    for_all(500, &strategy, |instance| {
        let population = Population::new(&instance);
        let d = row_entries(&population, &population.symbolic().gradient_v());
        if !hypotheses.met("df/dv = 0", vanishes(&d)) {
            assert_eq!(population.classification(), CriticalPoint::Regular);
            return;
        }
        let listed = population.classification() != CriticalPoint::Regular;
        for ste in [Ste::Relu, Ste::ClippedRelu] {
            let zero = vanishes(&coarse_entries(&population, &ste));
            assert_eq!(zero, listed, "{ste}");
        }
        hypotheses.met("not critical although df/dv = 0", !listed);
    });
    hypotheses.require(15);
}

/// `|E g_id| = 2(m-1) S^2/(sqrt(2 pi) (m+1)^2)` at the spurious minimiser, exactly; it is not zero for `m >= 2`. Source:
/// P1, Lemma 9.
#[test]
fn identity_coarse_gradient_does_not_vanish_at_spurious_minimiser() {
    let hypotheses = Hypotheses::new();
    for_all(200, &spurious(), |instance| {
        let it = Symbols::new(&instance);
        let population = Population::new(&instance);
        assert_eq!(
            population.classification(),
            CriticalPoint::SpuriousMinimiser
        );
        let entries = coarse_entries(&population, &Ste::Identity);
        let rows = Rational::from(instance.rows());
        let denominator = (rows.clone() + 1u32).square();
        let size = it.teacher_sum.clone().square() * (rows - 1u32) * 2u32 / denominator;
        let norm = phi0().scale(&size);
        assert!(dot(&(), &entries, &entries).equals(&(norm.clone() * &norm)));
        hypotheses.met("m >= 2 and S != 0", !norm.is_zero());
        // It points along w: CGD with the identity STE shrinks |w| there (E5).
        let w = &instance.student().w;
        let along: Vec<Symbolic> = w
            .iter()
            .map(|w| (norm.clone() * &it.norm_recip()).scale(w))
            .collect();
        assert!(equal(&entries, &along));
    });
    hypotheses.require(90);
}

/// Theorem B at `(v_pi, theta = pi)`: `E g = Q1(a) 2(m-1)S^2/(m+1)^2 u` for every STE. Source: proved in the book.
#[test]
fn coarse_gradient_at_the_opposite_point_is_the_left_moment_of_the_slope() {
    let hypotheses = Hypotheses::new();
    for_all(400, &(opposite_point(), any_ste()), |(instance, ste)| {
        let it = Symbols::new(&instance);
        let population = Population::new(&instance);
        let rows = Rational::from(instance.rows());
        let size =
            it.teacher_sum.clone().square() * (rows.clone() - 1u32) * 2u32 / (rows + 1u32).square();
        let radial = it.q1(&ste) * &it.norm_recip();
        let expected: Vec<Symbolic> = instance
            .student()
            .w
            .iter()
            .map(|w| radial.scale(&size).scale(w))
            .collect();
        assert!(
            equal(&coarse_entries(&population, &ste), &expected),
            "{ste}"
        );
        hypotheses.met("E g is not zero", !vanishes(&expected));
    });
    hypotheses.require(20);
}

/// Theorem B at a saddle: `E g = Q1(a) |v_s|^2 u` for every STE. Source: proved in the book.
#[test]
fn coarse_gradient_at_a_saddle_is_the_left_moment_of_the_slope() {
    let hypotheses = Hypotheses::new();
    for_all(300, &(saddle(), any_ste()), |(instance, ste)| {
        let it = Symbols::new(&instance);
        let population = Population::new(&instance);
        let radial = (it.q1(&ste) * &it.norm_recip()).scale(&it.v_squared);
        let expected: Vec<Symbolic> = instance
            .student()
            .w
            .iter()
            .map(|w| radial.scale(w))
            .collect();
        assert!(
            equal(&coarse_entries(&population, &ste), &expected),
            "{ste}"
        );
        hypotheses.met("E g is not zero", !vanishes(&expected));
    });
    hypotheses.require(30);
}

/// So a nonnegative slope vanishes at all critical points exactly when it is zero on the negative axis: ReLU and clipped
/// ReLU pass; identity, hard-tanh, leaky ReLU and Gaussian fail. Source: Theorem B.
#[test]
fn only_slopes_without_a_negative_side_vanish_at_critical_points() {
    let instance = integers(&[-1, 1], &[-2, 0], &[1, 0], &[1, 0]);
    let at_pi =
        theorems::instances::with_v(&instance, theorems::instances::v_pi(&instance.teacher().v));
    let population = Population::new(&at_pi);
    assert_eq!(
        population.classification(),
        CriticalPoint::SpuriousMinimiser
    );
    for ste in Ste::catalogue() {
        let passes = matches!(ste, Ste::Relu | Ste::ClippedRelu);
        assert_eq!(
            vanishes(&coarse_entries(&population, &ste)),
            passes,
            "{ste}"
        );
        assert_eq!(Symbols::new(&at_pi).q1(&ste).is_zero(), passes, "{ste}");
    }
    let one_sided: Ste = "piecewise:0[0]1[2]1/3[5]0".parse().unwrap();
    assert!(vanishes(&coarse_entries(&population, &one_sided)));
}

/// Exact zeros are printed as zeros: at the saddle at 3pi/4 of the teacher `v* = (1, 0)` every component of `df/dv`,
/// `df/dw` and the ReLU and clipped-ReLU coarse gradients is the number 0 with radius 0, and the identity STE's is not.
#[test]
fn zeros_at_the_saddle_at_three_quarters_of_pi_come_out_as_zeros() {
    let base = integers(&[0, 0], &[-1, 1], &[1, 0], &[1, 0]);
    let half = Rational::from((1, 2));
    let instance = theorems::instances::with_v(&base, vec![Rational::new(), half]);
    let population = Population::new(&instance);
    for digits in [5, 30, 1000] {
        let request = Request {
            stes: Ste::catalogue(),
            digits,
        };
        let report = value(&population, &request).unwrap();
        assert_eq!(report.classification, CriticalPoint::Saddle);
        let mut zeros = report.gradient_v.clone();
        zeros.extend(report.gradient_w.clone().unwrap());
        for coarse in &report.coarse {
            match coarse.ste {
                Ste::Relu | Ste::ClippedRelu => zeros.extend(coarse.w.clone()),
                _ => assert!(
                    coarse.w.iter().any(|e| !e.ball.contains_zero()),
                    "{}",
                    coarse.ste
                ),
            }
            assert!(coarse.inner_product.as_ref().unwrap().ball.is_zero());
            assert!(coarse.cosine.is_err());
        }
        for zero in &zeros {
            let printed = zero.ball.to_decimal(zero.quantum);
            assert!(zero.ball.is_zero());
            assert_eq!((printed.mid.as_str(), printed.rad.as_str()), ("0", "0"));
            assert_eq!(zero.exact.as_deref(), Some("0"));
        }
        // f = (m+1)|v*|^4/(8((m+1)|v*|^2 - S^2)) = 3/16, and E g_id = |v_s|^2 phi0 u.
        assert_eq!(report.population_loss.exact.as_deref(), Some("3/16"));
    }
    let entries = coarse_entries(&population, &Ste::Identity);
    let expected = phi0() * &root(&Rational::from((1, 32)));
    assert!(
        entries[1].equals(&expected),
        "{} and {expected}",
        entries[1]
    );
    assert!(entries[0].equals(&-expected));
}
