//! Sector probabilities and sector moments of a Gaussian row: Lemmas 11, 12 and 13.

use std::cmp::Ordering;

use coarsegrad_arith::{Ball, Rational, Scalar, Symbolic};
use coarsegrad_exact::{Geometry, Population, Position, SectorMoments};
use coarsegrad_model::Ste;
use theorems::hypotheses::Hypotheses;
use theorems::instances::{
    Instance, between, for_all, instance, nonzero_small, small_positive, vector, with_w,
};
use theorems::quadrature::{BITS, tanh_sinh};
use theorems::symbols::{Symbols, phi0, q};
use theorems::tolerance;

/// One row with `v = 1` and teacher `v* = k`: `E g = E[mu' z s] - k E[mu' z s t]`, so two values of `k` tell both apart.
fn sector_parts(base: &Instance, ste: &Ste) -> [(Symbolic, Symbolic); 2] {
    let (w, w_star) = (&base.student().w, &base.teacher().w);
    let at = |k: i32| {
        let one = vec![Rational::from(1)];
        let point = instance(one, w.clone(), vec![Rational::from(k)], w_star.clone());
        let population = Population::new(&point);
        let forms = population.symbolic();
        forms.in_frame(&forms.coarse_gradient(ste))
    };
    let (first, second) = (at(1), at(2));
    let both = (first.0.clone() - &second.0, first.1.clone() - &second.1);
    let student = (first.0 + &both.0, first.1 + &both.1);
    [student, both]
}

/// `P(z.w > 0, z.w* > 0) = (pi - theta)/(2 pi)` through the loss of one row with `v = v* = 1`,
/// `f = P(signs differ)/2 = theta/(2 pi)`. Source: P1, Lemma 11.
#[test]
fn signs_differ_with_probability_theta_over_pi() {
    for_all(150, &between(), |base| {
        let one = || vec![Rational::from(1)];
        let point = instance(
            one(),
            base.student().w.clone(),
            one(),
            base.teacher().w.clone(),
        );
        let loss = Population::new(&point).symbolic().population_loss();
        assert!(loss.equals(&Symbols::new(&point).angle.scale(&Rational::from((1, 2)))));
    });
}

/// `E[z 1{z.w>0}] = phi0 u` and `E[z 1{z.w>0, z.w*>0}] = phi0 ((1+c)/2 u + (s/2) e)`. Source: P1, Lemma 11.
#[test]
fn half_plane_moments_are_those_of_lemma_11() {
    let hypotheses = Hypotheses::new();
    for_all(150, &between(), |base| {
        let it = Symbols::new(&base);
        if !hypotheses.met("0 < theta < pi", it.is_between()) {
            return;
        }
        let [student, both] = sector_parts(&base, &Ste::Relu);
        assert!(student.0.equals(&phi0()) && student.1.is_zero());
        let half = Rational::from((1, 2));
        assert!(
            both.0
                .equals(&((q(1, 1) + &it.cos()) * &phi0()).scale(&half))
        );
        assert!(both.1.equals(&(it.sin() * &phi0()).scale(&half)));
    });
    hypotheses.require(80);
}

/// `E[z 1{0<z.w<1}] = p0 u` and `E[z 1{0<z.w<1, z.w*>0}] = p u + q e`. Source: P1, Lemma 12.
#[test]
fn strip_moments_are_those_of_lemma_12() {
    let hypotheses = Hypotheses::new();
    for_all(150, &between(), |base| {
        let it = Symbols::new(&base);
        if !hypotheses.met("0 < theta < pi", it.is_between()) {
            return;
        }
        let population = Population::new(&base);
        let sectors = SectorMoments::new(population.symbolic().geometry());
        let [student, both] = sector_parts(&base, &Ste::ClippedRelu);
        assert!(student.0.equals(&sectors.p0) && student.1.is_zero());
        assert!(both.0.equals(&sectors.p) && both.1.equals(&sectors.q));
        assert!(sectors.q.equals(&it.sector_q()));
    });
    hypotheses.require(80);
}

/// `xi(x) = int_0^x r^2 e^(-r^2/2) dr = sqrt(pi/2) erf(x/sqrt(2)) - x e^(-x^2/2)`.
fn xi(x: &Ball) -> Ball {
    let half = Rational::from((1, 2));
    let root = |y: &Rational| Ball::sqrt_rational(BITS, y);
    let scaled = x * &root(&half);
    let gaussian = (-scaled.square()).exp() * x;
    Ball::pi(BITS).sqrt() * &root(&half) * &scaled.erf() - &gaussian
}

/// `(1/2pi) int_{lower}^{pi/2} (cos t, sin t) xi(sec(t)/a) dt` for `tan(lower/2) = start`, by `t = 2 atan(x)`.
fn polar(start: &Ball, a: &Ball, per_unit: i32) -> (Ball, Ball) {
    let one = Ball::from_i64(BITS, 1);
    let length = &one - start;
    let part = |sine: bool| {
        tanh_sinh(&length, per_unit, |from_start, from_end| {
            let x = from_start + start;
            let scale = (x.square() + &one).recip();
            // cos t = (1 - x)(1 + x)/(1 + x^2) with 1 - x the distance from the end.
            let cos = from_end * &(&one + &x) * &scale;
            let radial = xi(&(&cos * a).recip());
            let factor = if sine { x.mul_2exp(1) * &scale } else { cos };
            (factor * &radial * &scale).mul_2exp(1)
        })
    };
    let two_pi_recip = Ball::pi(BITS).recip().mul_2exp(-1);
    (part(false) * &two_pi_recip, part(true) * &two_pi_recip)
}

/// `p`, `q` and `p0` agree with the paper's polar integrals, evaluated numerically, for norms from 1/500 to 500 and
/// angles down to 1e-4 from 0 and pi. Source: P1, Lemmas 7 and 12.
#[test]
fn strip_moments_agree_with_the_polar_integrals() {
    let base = |c: (i32, i32), a: (i32, i32)| {
        // The angle with half-tangent c: w = a (1 - c^2, 2c)/(1 + c^2).
        let (c, a) = (Rational::from(c), Rational::from(a));
        let squared = c.clone().square();
        let size = a / Rational::from(&squared + 1u32);
        let w = vec![(Rational::from(1) - squared) * &size, c * 2u32 * size];
        let one = || vec![Rational::from(1)];
        instance(one(), w, one(), vec![Rational::from(1), Rational::new()])
    };
    let mut worst: f64 = 0.0;
    let mut points = 0;
    for c in [
        (1, 20_000),
        (1, 10),
        (2, 5),
        (1, 1),
        (7, 3),
        (30, 1),
        (20_000, 1),
    ] {
        for a in [(1, 500), (1, 3), (1, 1), (4, 1), (60, 1), (500, 1)] {
            let point = base(c, a);
            let population = Population::new(&point);
            let forms = population.evaluated::<Ball>(400);
            let sectors = SectorMoments::new(forms.geometry());
            let norm = Ball::from_rational(BITS, &Rational::from(a));
            // tan((theta - pi/2)/2) = (c - 1)/(c + 1).
            let c = Rational::from(c);
            let start = Rational::from(&c - 1u32) / Rational::from(&c + 1u32);
            let start = Ball::from_rational(BITS, &start);
            let fine = polar(&start, &norm, 64);
            let coarse = polar(&start, &norm, 32);
            let full = polar(&Ball::from_i64(BITS, -1), &norm, 64);
            let full_coarse = polar(&Ball::from_i64(BITS, -1), &norm, 32);
            for (closed, numeric, check) in [
                (&sectors.p, &fine.0, &coarse.0),
                (&sectors.q, &fine.1, &coarse.1),
                (&sectors.p0, &full.0, &full_coarse.0),
            ] {
                let change = (numeric - check).to_f64().abs();
                assert!(
                    change < tolerance::QUADRATURE_AT_DOUBLE_STEP,
                    "not converged at {point:?}"
                );
                let gap = (closed - numeric).to_f64().abs();
                assert!(
                    gap < tolerance::QUADRATURE,
                    "{closed:?} and {numeric:?} at {point:?}"
                );
                worst = worst.max(gap);
                points += 1;
            }
        }
    }
    println!("{points} integrals, worst difference {worst:e}");
    assert_eq!(points, 126);
}

/// For large `|w|` the positive-term series `p = p0/2 + (phi0/2) D`,
/// `D = (4 s^2/sqrt(pi)) sum_k [2^k c^(2k+1)/(2k+1)!!] (1/2) gamma_lower(k + 3/2, t^2)`, `t = 1/(sqrt(2) a s)`, overlaps `p`:
/// no cancellation is left in either. Source: proved in the book.
#[test]
fn strip_moment_agrees_with_its_stable_series_at_large_weights() {
    const PRECISION: u32 = 300;
    let hypotheses = Hypotheses::new();
    let strategy = (vector(2), vector(2), small_positive(), 1u32..=9);
    for_all(150, &strategy, |(w, w_star, factor, digits)| {
        let one = || vec![Rational::from(1)];
        let flat = instance(one(), w.clone(), one(), w_star);
        let size = factor * theorems::decimal::power_of_ten(i64::from(digits));
        let point = with_w(&flat, theorems::instances::scaled(&size, &w));
        let it = Symbols::new(&point);
        // t^2 = |w*|^2/(2 wedge^2) <= 1/4 makes the terms fall at least like 2^-k.
        let t_squared = (it.tau_squared() * 2u32).recip_checked();
        let usable = t_squared
            .as_ref()
            .is_some_and(|t| *t <= Rational::from((1, 4)));
        if !hypotheses.met("0 < theta < pi and a sin(theta) >= sqrt(2)", usable) {
            return;
        }
        let t_squared = Ball::from_rational(PRECISION, &t_squared.unwrap());
        let population = Population::new(&point);
        let forms = population.evaluated::<Ball>(PRECISION);
        let geometry: &Geometry<Ball> = forms.geometry();
        let (cos, sin) = (geometry.cos(), geometry.sin());
        let mut sum = Ball::zero(PRECISION);
        let mut weight = cos.clone();
        let terms = 120u32;
        for k in 0..terms {
            let term = weight.clone() * &Ball::gamma_lower_half(k + 1, &t_squared);
            sum = sum + &term.mul_2exp(-1);
            let next = Rational::from((2, 2 * k + 3));
            weight = (weight * &cos * &cos).scale(&next);
        }
        // gamma(k + 3/2, t^2) <= t^(2k+3) <= 2^-(2k+3) and the weights are at most 1: the tail is below 2^-2*terms.
        let tail = Ball::from_rational(PRECISION, &(Rational::from(1) >> (2 * terms)));
        let root_pi = Ball::pi(PRECISION).sqrt();
        let series = (sin.square() * &sum * &root_pi.recip()).mul_2exp(2);
        let phi0 = (Ball::pi(PRECISION).mul_2exp(1)).sqrt().recip();
        let sectors = SectorMoments::new(geometry);
        let p = sectors.p0.mul_2exp(-1) + &(phi0 * &series).mul_2exp(-1);
        let gap = (p.clone() - &sectors.p).abs();
        assert_ne!(
            gap.compare(&tail),
            Some(Ordering::Greater),
            "{p:?} and {:?}",
            sectors.p
        );
        hypotheses.met(
            "both known to 20 digits",
            gap.abs_upper()
                .compare(sectors.p0.abs_lower().mul_2exp(-66))
                .is_lt(),
        );
    });
    hypotheses.require(50);
}

/// A reciprocal that is missing at zero.
trait RecipChecked {
    fn recip_checked(self) -> Option<Rational>;
}

impl RecipChecked for Rational {
    fn recip_checked(self) -> Option<Rational> {
        (!self.is_zero()).then(|| self.recip())
    }
}

/// On a grid of `theta` in `[pi/2, pi)` and norms over six orders of magnitude, `p <= q` and `(1 - theta/pi) p0 <= q`.
/// Source: P1, Lemma 13.
#[test]
fn strip_moments_are_ordered_beyond_the_right_angle() {
    let mut decided = 0;
    for step in 0..40 {
        // Half-tangents from 1 (pi/2) to about 400 (close to pi).
        let c = Rational::from((100 + step * step * step * 5 / 8, 100));
        for a in [
            (1, 1000),
            (1, 30),
            (1, 4),
            (2, 3),
            (1, 1),
            (2, 1),
            (5, 1),
            (40, 1),
            (1000, 1),
        ] {
            let squared = c.clone().square();
            let size = Rational::from(a) / Rational::from(&squared + 1u32);
            let w = vec![
                (Rational::from(1) - &squared) * &size,
                c.clone() * 2u32 * size,
            ];
            let one = || vec![Rational::from(1)];
            let point = instance(one(), w, one(), vec![Rational::from(1), Rational::new()]);
            let population = Population::new(&point);
            let forms = population.evaluated::<Ball>(4000);
            let sectors = SectorMoments::new(forms.geometry());
            let share = Ball::from_i64(4000, 1) - &forms.geometry().theta_over_pi;
            for left in [sectors.p.clone(), share * &sectors.p0] {
                let order = left.compare(&sectors.q);
                assert_ne!(order, Some(Ordering::Greater), "{point:?}");
                decided += usize::from(order.is_some());
            }
        }
    }
    println!("{decided} of 720 comparisons decided");
    assert!(decided > 700);
}

/// `q(pi - theta) = q(theta)` and `(1 - theta/pi) p0 - p` is odd about the right angle, as normal forms. Source: P1, Lemma
/// 13.
#[test]
fn strip_moments_are_symmetric_about_the_right_angle() {
    let hypotheses = Hypotheses::new();
    for_all(200, &(vector(2), nonzero_small()), |(w, factor)| {
        let one = || vec![Rational::from(1)];
        let w: Vec<Rational> = theorems::instances::scaled(&factor, &w);
        let mirrored = vec![-w[0].clone(), w[1].clone()];
        let axis = vec![Rational::from(1), Rational::new()];
        let point = instance(one(), w, one(), axis);
        let other = with_w(&point, mirrored);
        if !hypotheses.met(
            "0 < theta < pi",
            Population::new(&point).position() == Position::Between,
        ) {
            return;
        }
        let of = |it: &Instance| {
            let population = Population::new(it);
            let forms = population.symbolic();
            (
                SectorMoments::new(forms.geometry()),
                forms.geometry().theta_over_pi.clone(),
            )
        };
        let ((x, angle), (y, _)) = (of(&point), of(&other));
        assert!(x.q.equals(&y.q) && x.p0.equals(&y.p0));
        // With theta' = pi - theta: (theta/pi) p0 - p(theta') = -((1 - theta/pi) p0 - p(theta)).
        let here = (q(1, 1) - &angle) * &x.p0 - &x.p;
        let there = angle * &x.p0 - &y.p;
        assert!((here + &there).is_zero());
    });
    hypotheses.require(50);
}
