//! One-dimensional moments of a slope, against their defining integrals, and the general coarse gradient made of them.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests"
)]

use coarsegrad_arith::{Ball, Rational, Scalar, Symbolic};
use coarsegrad_exact::{Population, SlopeMoments};
use coarsegrad_model::{Slope, Ste};
use theorems::hypotheses::Hypotheses;
use theorems::instances::{any_ste, between, for_all, instance};
use theorems::quadrature::{BITS, tanh_sinh};
use theorems::symbols::{Symbols, coarse_entries, equal, phi0, root};
use theorems::tolerance;

fn ball(x: &Rational) -> Ball {
    Ball::from_rational(BITS, x)
}

/// `int f(x, mu'(a x)) dx` over `(-16, 16)`, piece by piece between the breakpoints; outside, `phi` is below `e^-128`.
fn integral(ste: &Ste, a: &Rational, f: impl Fn(&Ball, &Ball) -> Ball) -> f64 {
    let limit = Rational::from(16);
    let mut places = vec![-limit.clone(), Rational::new()];
    if let Slope::Steps(steps) = ste.family() {
        places.extend(steps.jumps().map(|(x, _)| Rational::from(x / a)));
    }
    places.push(limit.clone());
    places.retain(|x| x.clone().abs() <= limit);
    places.sort();
    places.dedup();
    places.windows(2).fold(0.0, |sum, piece| {
        let (from, to) = (&piece[0], &piece[1]);
        let middle = Rational::from(from + to) / 2u32;
        let length = ball(&Rational::from(to - from));
        let inside = ball(&(middle * a));
        let constant = ste.slope(&inside).unwrap();
        let part = tanh_sinh(&length, 32, |from_start, _| {
            let x = from_start + &ball(from);
            // A step slope is constant between breakpoints; nodes next to one need not decide their side.
            let slope = match ste {
                Ste::Gaussian { .. } => ste.slope(&(&x * &ball(a))).unwrap(),
                _ => constant.clone(),
            };
            f(&x, &slope)
        });
        sum + part.to_f64()
    })
}

/// `M0 = E[mu'(tau N)]`, `M1 = E[N mu'(aN)]`, `Q1 = int_0^inf x mu'(-ax) phi(x) dx`, `Tu = E[N mu'(aN) Phi(N cot theta)]` agree
/// with their integrals, evaluated numerically, for random step slopes and Gaussians. Source: the definitions in the
/// theory's section on arbitrary slopes.
#[test]
fn slope_moments_agree_with_their_integrals() {
    let hypotheses = Hypotheses::new();
    // Pythagorean directions, so that |w|, sin and cos are rational.
    let directions = [
        (3, 4, 5),
        (-5, 12, 13),
        (8, 15, 17),
        (-20, 21, 29),
        (24, 7, 25),
    ];
    let strategy = (any_ste(), 0usize..5, 1i32..=20);
    for_all(40, &strategy, |(ste, index, size)| {
        let (x, y, r) = directions[index];
        let a = Rational::from((size, 5));
        let w = [x, y].map(|x| Rational::from((x, r)) * &a).to_vec();
        let one = || vec![Rational::from(1)];
        let point = instance(one(), w, one(), vec![Rational::from(1), Rational::new()]);
        let population = Population::new(&point);
        let forms = population.evaluated::<Ball>(200);
        let moments = SlopeMoments::new(&ste.family(), forms.geometry());
        let cot = ball(&Rational::from((x, y)));
        let tau = Rational::from((y, r)) * &a;
        let zero = Ball::zero(BITS);
        let found = [
            (
                "M0",
                &moments.even,
                integral(&ste, &tau, |x, slope| x.normal_pdf() * slope),
            ),
            (
                "M1",
                &moments.first,
                integral(&ste, &a, |x, slope| x.normal_pdf() * slope * x),
            ),
            (
                "Tu",
                &moments.across,
                integral(&ste, &a, |x, slope| {
                    x.normal_pdf() * slope * x * &(x * &cot).normal_cdf()
                }),
            ),
            // x -> -x: the half line x < 0.
            (
                "Q1",
                &moments.left,
                integral(&ste, &a, |x, slope| match x.sign() {
                    Some(std::cmp::Ordering::Less) => -(x.normal_pdf() * slope * x),
                    _ => zero.clone(),
                }),
            ),
        ];
        for (name, closed, numeric) in found {
            approx::assert_abs_diff_eq!(
                closed.to_f64(),
                numeric,
                epsilon = tolerance::F64_SUM_OF_INTEGRALS
            );
            hypotheses.met("the moment is not zero", closed.to_f64() != 0.0);
            assert!(closed.is_finite(), "{name} of {ste}");
        }
    });
    hypotheses.require(50);
}

/// `Tu` in the basis `(u, u*)`: `Sx = sum J_k phi(x_k/a) Phi(x_k cot/a)` for steps, and for a Gaussian
/// `Tu = cos phi0/(k sqrt(1 + a^2 sin^2/s^2))`, `k = 1 + a^2/s^2`; here `Tu = Sx + cos phi0 M0`.
fn tu(it: &Symbols, ste: &Ste) -> Symbolic {
    let half = Rational::from((1, 2));
    let one = || Symbolic::rational(Rational::from(1));
    match ste.family() {
        Slope::Steps(steps) => {
            let mut sum = it.cos() * &it.m0(ste);
            for (x, jump) in steps.jumps() {
                use coarsegrad_arith::Real;
                let squared = x.clone().square();
                let exponent = Rational::from(&squared / &it.norm_squared) / -2i32;
                let decay = one() + &Symbolic::rational(exponent).exp_m1();
                // (x cot/a)^2/2 = x^2 (w.w*)^2/(2 wedge^2 a^2).
                let slant = squared * it.product.clone().square()
                    / (it.wedge_squared.clone() * 2u32 * &it.norm_squared);
                let negative = x.is_negative() != it.product.is_negative();
                let tail = root(&slant)
                    .erf()
                    .scale(&Rational::from(if negative { -1 } else { 1 }));
                sum = sum + &(decay * &(one() + &tail)).scale(&(jump * &half));
            }
            sum * &phi0()
        }
        Slope::Gaussian(s) => {
            let s_squared = s.square();
            let k = Rational::from(1) + Rational::from(&it.norm_squared / &s_squared);
            let spread = Rational::from(1) + it.tau_squared() / &s_squared;
            (it.cos() * &phi0() * &root(&spread.recip())).scale(&k.recip())
        }
    }
}

/// `M1 = sum J_k phi(x_k/a)`; zero for a Gaussian.
fn m1(it: &Symbols, ste: &Ste) -> Symbolic {
    use coarsegrad_arith::Real;
    match ste.family() {
        Slope::Steps(steps) => steps.jumps().fold(Symbolic::zero(), |sum, (x, jump)| {
            let exponent = x.clone().square() / &it.norm_squared / -2i32;
            let decay =
                Symbolic::rational(Rational::from(1)) + &Symbolic::rational(exponent).exp_m1();
            sum + &(decay * &phi0()).scale(&jump)
        }),
        Slope::Gaussian(_) => Symbolic::zero(),
    }
}

/// `E g = R u - v.v* T_e e`, `R = Q1 |v|^2 + (M1/2) h - v.v* Tu`, `T_e = sin(theta) M0/sqrt(2 pi)`, entry by entry as normal
/// forms, for every STE. Source: the general formula, proved in the book.
#[test]
fn coarse_gradient_of_any_slope_is_the_general_formula() {
    let hypotheses = Hypotheses::new();
    for_all(400, &(between(), any_ste()), |(instance, ste)| {
        let it = Symbols::new(&instance);
        if !hypotheses.met("0 < theta < pi", it.is_between()) {
            return;
        }
        hypotheses.met("a Gaussian", matches!(ste, Ste::Gaussian { .. }));
        let radial = it.q1(&ste).scale(&it.v_squared) + &m1(&it, &ste).scale(&(it.h() / 2u32))
            - &tu(&it, &ste).scale(&it.vv);
        // u* = cos u + sin e, so e = (u* - cos u)/sin and sin M0 e = M0 (u* - cos u).
        let tangential = (it.m0(&ste) * &phi0()).scale(&-it.vv.clone());
        let along = (radial - &(tangential.clone() * &it.cos())) * &it.norm_recip();
        let across = tangential * &root(&it.teacher_squared.clone().recip());
        let pairs = instance.student().w.iter().zip(&instance.teacher().w);
        let expected: Vec<Symbolic> = pairs
            .map(|(w, w_star)| along.scale(w) + &across.scale(w_star))
            .collect();
        assert!(
            equal(
                &coarse_entries(&Population::new(&instance), &ste),
                &expected
            ),
            "{ste}"
        );
    });
    hypotheses.require(5);
}
