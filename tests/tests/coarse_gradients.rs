//! Formulas, symmetries and limits of the expected coarse gradient.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests"
)]

use coarsegrad_arith::{Ball, Rational, Scalar, Symbolic};
use coarsegrad_exact::{Population, Position, SlopeMoments};
use coarsegrad_model::{Slope, Ste, StepSlope};
use theorems::decimal::power_of_ten;
use theorems::entries::{dot, plane_entries, row_entries};
use theorems::hypotheses::Hypotheses;
use theorems::instances::{
    Instance, any_angle, any_instance, any_ste, between, for_all, instance, moved, nonzero_small,
    parallel, scaled, small, small_positive, step_slope, vector, with_v, with_w, zero_weight,
};
use theorems::symbols::{Symbols, coarse_entries, equal, exact, gradient_entries, phi0, q, root};

/// `alpha x + beta y` entry by entry.
fn combine(alpha: &Symbolic, x: &[Symbolic], beta: &Symbolic, y: &[Symbolic]) -> Vec<Symbolic> {
    x.iter()
        .zip(y)
        .map(|(x, y)| alpha.clone() * x + &(beta.clone() * y))
        .collect()
}

/// `w/|w|` and `w*/|w*|`.
fn directions(it: &Symbols, instance: &Instance) -> (Vec<Symbolic>, Vec<Symbolic>) {
    let unit = |squared: &Rational, x: &[Rational]| -> Vec<Symbolic> {
        let recip = root(&squared.clone().recip());
        x.iter().map(|x| recip.scale(x)).collect()
    };
    (
        unit(&it.norm_squared, &instance.student().w),
        unit(&it.teacher_squared, &instance.teacher().w),
    )
}

/// `h = 4 v.d + 2 (1 - theta/pi) v.v*`, `d = df/dv`. Source: P1, equation (23).
#[test]
fn row_form_is_the_gradient_in_v_plus_the_angle() {
    for_all(300, &any_angle(), |instance| {
        let it = Symbols::new(&instance);
        let population = Population::new(&instance);
        let d = row_entries(&population, &population.symbolic().gradient_v());
        let v: Vec<Symbolic> = instance.student().v.iter().map(exact).collect();
        let angular = (q(1, 1) - &it.angle).scale(&(it.vv.clone() * 2u32));
        let right = dot(&(), &v, &d).scale(&Rational::from(4)) + &angular;
        assert!(exact(&it.h()).equals(&right));
    });
}

/// `E g_id = phi0 (|v|^2 u - v.v* u*)`. Source: P1, Lemma 9.
#[test]
fn identity_coarse_gradient_is_the_printed_formula() {
    for_all(200, &any_angle(), |instance| {
        let it = Symbols::new(&instance);
        let (u, us) = directions(&it, &instance);
        let expected = combine(
            &phi0().scale(&it.v_squared),
            &u,
            &phi0().scale(&-it.vv.clone()),
            &us,
        );
        assert!(equal(
            &coarse_entries(&Population::new(&instance), &Ste::Identity),
            &expected
        ));
    });
}

/// `E g_relu = phi0 [((h - v.v*)/2) u - (v.v*/2) u*]`: P1's form with the bisector, without its singularity at pi. Source:
/// P1, Lemma 4.
#[test]
fn relu_coarse_gradient_is_the_printed_formula() {
    for_all(200, &any_angle(), |instance| {
        let it = Symbols::new(&instance);
        let (u, us) = directions(&it, &instance);
        let along = phi0().scale(&((it.h() - it.vv.clone()) / 2u32));
        let expected = combine(&along, &u, &phi0().scale(&(it.vv.clone() / -2i32)), &us);
        assert!(equal(
            &coarse_entries(&Population::new(&instance), &Ste::Relu),
            &expected
        ));
    });
}

/// `E g_crelu = phi0 {[(1 - E) h/2 - v.v* (1/2 - E Phi(cot(theta)/a))] u - (v.v*/2) erf(1/(sqrt(2) a s)) u*}`,
/// `E = exp(-1/(2a^2))`: the closed form without integrals. Source: P1, Lemma 7, integrated; proved in the book.
#[test]
fn clipped_relu_coarse_gradient_is_its_closed_form() {
    let hypotheses = Hypotheses::new();
    for_all(200, &between(), |instance| {
        let it = Symbols::new(&instance);
        if !hypotheses.met("0 < theta < pi", it.is_between()) {
            return;
        }
        let (u, us) = directions(&it, &instance);
        use coarsegrad_arith::Real;
        let minus_e_m1 = -exact(&(it.norm_squared.clone() * -2i32).recip()).exp_m1();
        // Phi(cot/a) = 1/2 + erf(cot/(sqrt(2) a))/2, (cot/a)^2/2 = (w.w*)^2/(2 wedge^2 a^2).
        let slant =
            it.product.clone().square() / (it.wedge_squared.clone() * 2u32 * &it.norm_squared);
        let tail = root(&slant)
            .erf()
            .scale(&Rational::from(if it.product.is_negative() {
                -1
            } else {
                1
            }));
        let cdf = (q(1, 1) + &tail).scale(&Rational::from((1, 2)));
        let e = q(1, 1) - &minus_e_m1;
        let along = minus_e_m1.scale(&(it.h() / 2u32)) - &(q(1, 2) - &(e * &cdf)).scale(&it.vv);
        let reach = root(&(it.tau_squared() * 2u32).recip())
            .erf()
            .scale(&(it.vv.clone() / -2i32));
        let expected = combine(&(along * &phi0()), &u, &(reach * &phi0()), &us);
        assert!(equal(
            &coarse_entries(&Population::new(&instance), &Ste::ClippedRelu),
            &expected
        ));
    });
    hypotheses.require(80);
}

/// At `w = 0` the expected coarse gradient is `-mu'(0) phi0 v.v* u*`: zero for ReLU and clipped ReLU. Source: the model's
/// conventions at a breakpoint.
#[test]
fn coarse_gradient_at_zero_weight_sees_the_slope_at_zero() {
    for_all(150, &(zero_weight(), any_ste()), |(instance, ste)| {
        let it = Symbols::new(&instance);
        let recip = root(&it.teacher_squared.clone().recip());
        let factor = (phi0() * &recip).scale(&(-it.vv.clone() * ste.slope_at_zero()));
        let expected: Vec<Symbolic> = instance
            .teacher()
            .w
            .iter()
            .map(|w| factor.scale(w))
            .collect();
        let found = coarse_entries(&Population::new(&instance), &ste);
        assert!(equal(&found, &expected), "{ste}");
        if matches!(ste, Ste::Relu | Ste::ClippedRelu) {
            assert!(theorems::symbols::vanishes(&found));
        }
    });
}

/// `E g` is linear in the slope: `leaky(alpha) = alpha id + (1 - alpha) relu`. Source: the definition of the coarse
/// gradient.
#[test]
fn leaky_relu_coarse_gradient_is_a_mixture_of_identity_and_relu() {
    for_all(200, &(any_angle(), small()), |(instance, alpha)| {
        let population = Population::new(&instance);
        let leaky = coarse_entries(
            &population,
            &Ste::LeakyRelu {
                alpha: alpha.clone(),
            },
        );
        let identity = coarse_entries(&population, &Ste::Identity);
        let relu = coarse_entries(&population, &Ste::Relu);
        let rest = exact(&(Rational::from(1) - &alpha));
        assert!(equal(
            &leaky,
            &combine(&exact(&alpha), &identity, &rest, &relu)
        ));
    });
}

/// The step slope `alpha x + beta y`, breakpoint by breakpoint.
fn mixture(alpha: &Rational, x: &StepSlope, beta: &Rational, y: &StepSlope) -> StepSlope {
    let left = Rational::from(alpha * x.left()) + Rational::from(beta * y.left());
    let mut jumps: Vec<(Rational, Rational)> = Vec::new();
    for (factor, slope) in [(alpha, x), (beta, y)] {
        for (place, jump) in slope.jumps() {
            jumps.push((place.clone(), jump * factor));
        }
    }
    jumps.sort();
    let mut value = left.clone();
    let mut steps: Vec<(Rational, Rational, Rational)> = Vec::new();
    for (place, jump) in jumps {
        value += jump;
        match steps.last_mut() {
            Some((last, _, right)) if *last == place => *right = value.clone(),
            _ => steps.push((place, Rational::new(), value.clone())),
        }
    }
    StepSlope::new(left, steps).unwrap()
}

/// Linearity for any two step slopes. Source: the definition of the coarse gradient.
#[test]
fn coarse_gradient_is_linear_in_the_slope() {
    let slopes = (step_slope(), step_slope(), small(), small());
    for_all(
        200,
        &(any_angle(), slopes),
        |(instance, (x, y, alpha, beta))| {
            let population = Population::new(&instance);
            let of = |slope: StepSlope| coarse_entries(&population, &Ste::PiecewiseConstant(slope));
            let mixed = of(mixture(&alpha, &x, &beta, &y));
            assert!(equal(
                &mixed,
                &combine(&exact(&alpha), &of(x), &exact(&beta), &of(y))
            ));
        },
    );
}

/// The catalogue's step STEs are the step slopes they look like.
#[test]
fn named_slopes_are_their_piecewise_forms() {
    let pairs = [
        (Ste::Identity, "piecewise:1"),
        (Ste::Relu, "piecewise:0[0]1"),
        (Ste::ClippedRelu, "piecewise:0[0]1[1]0"),
        (Ste::HardTanh, "piecewise:0[-1]1[1]0"),
        ("leaky-relu:2/7".parse().unwrap(), "piecewise:2/7[0]1"),
    ];
    for_all(60, &any_angle(), |instance| {
        let population = Population::new(&instance);
        for (ste, text) in &pairs {
            let piecewise: Ste = text.parse().unwrap();
            assert!(
                equal(
                    &coarse_entries(&population, ste),
                    &coarse_entries(&population, &piecewise)
                ),
                "{ste}"
            );
        }
    });
}

/// Hard-tanh's component across `w` is twice clipped ReLU's, and the identity's twice ReLU's: they differ only along `w`.
/// Source: corollary of Theorem A.
#[test]
fn symmetric_slopes_differ_from_their_half_only_along_the_weight() {
    for_all(200, &any_angle(), |instance| {
        let population = Population::new(&instance);
        let forms = population.symbolic();
        let across = |ste: &Ste| forms.in_frame(&forms.coarse_gradient(ste)).1;
        let two = q(2, 1);
        assert!(across(&Ste::HardTanh).equals(&(across(&Ste::ClippedRelu) * &two)));
        assert!(across(&Ste::Identity).equals(&(across(&Ste::Relu) * &two)));
    });
}

/// Even slopes have `M1 = 0`; `Tu` tends to `M1 + Q1` at theta 0 and `-Q1` at pi, exactly there. Source: table of
/// ingredients.
#[test]
fn slope_moments_have_their_limits_at_parallel_weights() {
    for_all(200, &(parallel(), any_ste()), |(instance, ste)| {
        let population = Population::new(&instance);
        let forms = population.symbolic();
        let moments = SlopeMoments::new(&ste.family(), forms.geometry());
        assert!(moments.left.equals(&Symbols::new(&instance).q1(&ste)));
        let expected = match population.position() {
            Position::Parallel => moments.first.clone() + &moments.left,
            _ => -moments.left.clone(),
        };
        assert!(moments.across.equals(&expected));
        if matches!(ste.family(), Slope::Gaussian(_))
            || ste == Ste::Identity
            || ste == Ste::HardTanh
        {
            assert!(moments.first.is_zero());
        }
    });
}

/// `E g` is continuous at theta 0 and pi: turning `w` by an angle of about `10^-k` moves it by at most `C 10^-k`, with one
/// `C` for k = 8, 16 and 24. Source: limits of the general formula.
#[test]
fn coarse_gradient_is_continuous_at_parallel_weights() {
    let hypotheses = Hypotheses::new();
    for_all(100, &(parallel(), any_ste()), |(instance, ste)| {
        let w = &instance.student().w;
        // A vector orthogonal to w, of the same length.
        if !hypotheses.met("n >= 2", w.len() >= 2) {
            return;
        }
        let mut across = vec![Rational::new(); w.len()];
        let first = w.iter().position(|x| !x.is_zero()).unwrap();
        let second = if first + 1 < w.len() {
            first + 1
        } else {
            first - 1
        };
        across[first] = -w[second].clone();
        across[second] = w[first].clone();
        let entries = |instance: &Instance| {
            let population = Population::new(instance);
            let forms = population.evaluated::<Ball>(600);
            plane_entries(&population, &forms.coarse_gradient(&ste))
        };
        let limit = entries(&instance);
        // |slope| <= 12 for these slopes; the integrals of the formula are bounded by it times the row sums, and
        // derivatives in theta bring no more: erf terms are saturated at such angles.
        let it = Symbols::new(&instance);
        let rows = it.v_squared.clone()
            + it.v_sum.clone().square()
            + it.vv.clone().abs() * 4u32
            + (it.v_sum.clone() * it.teacher_sum.clone()).abs();
        for digits in [8, 16, 24] {
            let turned = with_w(&instance, moved(w, &power_of_ten(-digits), &across));
            let bound = Ball::from_rational(600, &(rows.clone() * 400u32 * power_of_ten(-digits)));
            for (near, at) in entries(&turned).iter().zip(&limit) {
                let gap = (near.clone() - at).abs();
                assert_ne!(
                    gap.compare(&bound),
                    Some(std::cmp::Ordering::Greater),
                    "{ste}: {gap:?} at {digits}"
                );
            }
        }
    });
    hypotheses.require(40);
}

/// Only the direction of `w*` matters: scaling it by a positive number changes nothing. Source: the model's definition.
#[test]
fn teacher_weight_matters_only_by_direction() {
    for_all(
        200,
        &(any_instance(), small_positive(), any_ste()),
        |(base, factor, ste)| {
            let teacher = base.teacher();
            let rescaled = instance(
                base.student().v.clone(),
                base.student().w.clone(),
                teacher.v.clone(),
                scaled(&factor, &teacher.w),
            );
            let (x, y) = (Population::new(&base), Population::new(&rescaled));
            assert!(
                x.symbolic()
                    .population_loss()
                    .equals(&y.symbolic().population_loss())
            );
            assert!(
                equal(&coarse_entries(&x, &ste), &coarse_entries(&y, &ste)),
                "{ste}"
            );
            match (gradient_entries(&x), gradient_entries(&y)) {
                (Some(x), Some(y)) => assert!(equal(&x, &y)),
                (x, y) => assert!(x.is_none() && y.is_none()),
            }
        },
    );
}

/// Scaling `w` by `k > 0` leaves the loss and the coarse gradients of identity and ReLU alone and divides `df/dw` by `k`.
/// Source: P1, Lemmas 1, 2, 4 and 9.
#[test]
fn loss_is_scale_free_in_the_weight_and_its_gradient_is_not() {
    for_all(200, &(any_angle(), small_positive()), |(base, factor)| {
        let rescaled = with_w(&base, scaled(&factor, &base.student().w));
        let (x, y) = (Population::new(&base), Population::new(&rescaled));
        assert!(
            x.symbolic()
                .population_loss()
                .equals(&y.symbolic().population_loss())
        );
        for ste in [Ste::Identity, Ste::Relu] {
            assert!(equal(&coarse_entries(&x, &ste), &coarse_entries(&y, &ste)));
        }
        match (gradient_entries(&x), gradient_entries(&y)) {
            (Some(x), Some(y)) => {
                let y: Vec<Symbolic> = y.iter().map(|y| y.scale(&factor)).collect();
                assert!(equal(&x, &y));
            }
            (x, y) => assert!(x.is_none() && y.is_none()),
        }
    });
}

/// An exact orthogonal map: a signed cyclic shift of the coordinates and a rotation by (3/5, 4/5) in the first two.
fn orthogonal_map(shift: usize, flips: u8, x: &[Rational]) -> Vec<Rational> {
    let n = x.len();
    let mut y: Vec<Rational> = (0..n)
        .map(|i| {
            let entry = x[(i + shift) % n].clone();
            if flips >> i & 1 == 1 { -entry } else { entry }
        })
        .collect();
    if n >= 2 {
        let (three, four) = (Rational::from((3, 5)), Rational::from((4, 5)));
        let first = Rational::from(&three * &y[0]) - Rational::from(&four * &y[1]);
        let second = Rational::from(&four * &y[0]) + Rational::from(&three * &y[1]);
        (y[0], y[1]) = (first, second);
    }
    y
}

/// The same map on exact values.
fn orthogonal_map_symbolic(shift: usize, flips: u8, x: &[Symbolic]) -> Vec<Symbolic> {
    let n = x.len();
    let mut matrix = Vec::new();
    for j in 0..n {
        let mut unit = vec![Rational::new(); n];
        unit[j] = Rational::from(1);
        matrix.push(orthogonal_map(shift, flips, &unit));
    }
    (0..n)
        .map(|i| (0..n).fold(Symbolic::zero(), |sum, j| sum + &x[j].scale(&matrix[j][i])))
        .collect()
}

/// Rotating `w` and `w*` together rotates the gradients with them, exactly: the inputs are rotation invariant.
#[test]
fn gradients_turn_with_the_weights() {
    let map = (0usize..4, 0u8..16);
    for_all(
        150,
        &(any_instance(), any_ste(), map),
        |(base, ste, (shift, flips))| {
            let turn = |x: &[Rational]| orthogonal_map(shift, flips, x);
            let (student, teacher) = (base.student(), base.teacher());
            let turned = instance(
                student.v.clone(),
                turn(&student.w),
                teacher.v.clone(),
                turn(&teacher.w),
            );
            let (x, y) = (Population::new(&base), Population::new(&turned));
            let back = |x: &[Symbolic]| orthogonal_map_symbolic(shift, flips, x);
            assert!(
                x.symbolic()
                    .population_loss()
                    .equals(&y.symbolic().population_loss())
            );
            assert!(
                equal(&back(&coarse_entries(&x, &ste)), &coarse_entries(&y, &ste)),
                "{ste}"
            );
            if let (Some(x), Some(y)) = (gradient_entries(&x), gradient_entries(&y)) {
                assert!(equal(&back(&x), &y));
            }
        },
    );
}

/// Permuting the rows of `v` and `v*` together permutes `df/dv` and changes nothing else.
#[test]
fn rows_are_interchangeable() {
    for_all(
        150,
        &(any_instance(), any_ste(), 0usize..4),
        |(base, ste, shift)| {
            let turn = |x: &[Rational]| {
                let mut x = x.to_vec();
                let places = shift % x.len();
                x.rotate_left(places);
                x
            };
            let (student, teacher) = (base.student(), base.teacher());
            let turned = instance(
                turn(&student.v),
                student.w.clone(),
                turn(&teacher.v),
                teacher.w.clone(),
            );
            let (x, y) = (Population::new(&base), Population::new(&turned));
            assert!(
                x.symbolic()
                    .population_loss()
                    .equals(&y.symbolic().population_loss())
            );
            assert!(equal(&coarse_entries(&x, &ste), &coarse_entries(&y, &ste)));
            let mut d = row_entries(&x, &x.symbolic().gradient_v());
            let places = shift % d.len();
            d.rotate_left(places);
            assert!(equal(&d, &row_entries(&y, &y.symbolic().gradient_v())));
        },
    );
}

/// Negating both output layers changes no loss and no coarse gradient, and negates `df/dv`.
#[test]
fn sign_of_both_output_layers_is_immaterial() {
    for_all(100, &(any_instance(), any_ste()), |(base, ste)| {
        let minus = Rational::from(-1);
        let (student, teacher) = (base.student(), base.teacher());
        let mirrored = instance(
            scaled(&minus, &student.v),
            student.w.clone(),
            scaled(&minus, &teacher.v),
            teacher.w.clone(),
        );
        let (x, y) = (Population::new(&base), Population::new(&mirrored));
        assert!(
            x.symbolic()
                .population_loss()
                .equals(&y.symbolic().population_loss())
        );
        assert!(equal(&coarse_entries(&x, &ste), &coarse_entries(&y, &ste)));
        let d: Vec<Symbolic> = row_entries(&x, &x.symbolic().gradient_v())
            .into_iter()
            .map(|d| -d)
            .collect();
        assert!(equal(&d, &row_entries(&y, &y.symbolic().gradient_v())));
    });
}

/// A row with `v_i = v*_i = 0` changes nothing.
#[test]
fn silent_rows_are_immaterial() {
    for_all(100, &(any_instance(), any_ste()), |(base, ste)| {
        let pad = |x: &[Rational]| {
            let mut x = x.to_vec();
            x.push(Rational::new());
            x
        };
        let (student, teacher) = (base.student(), base.teacher());
        let padded = instance(
            pad(&student.v),
            student.w.clone(),
            pad(&teacher.v),
            teacher.w.clone(),
        );
        let (x, y) = (Population::new(&base), Population::new(&padded));
        assert!(
            x.symbolic()
                .population_loss()
                .equals(&y.symbolic().population_loss())
        );
        assert!(equal(&coarse_entries(&x, &ste), &coarse_entries(&y, &ste)));
    });
}

/// The coarse gradient of `v = 0` is zero for every STE, and its loss is the teacher's second moment.
#[test]
fn silent_student_has_no_coarse_gradient() {
    let strategy = (any_instance(), any_ste(), vector(1), nonzero_small());
    for_all(60, &strategy, |(base, ste, ..)| {
        let silent = with_v(&base, vec![Rational::new(); base.rows()]);
        let population = Population::new(&silent);
        assert!(theorems::symbols::vanishes(&coarse_entries(
            &population,
            &ste
        )));
        let it = Symbols::new(&silent);
        let expected = (it.teacher_v_squared.clone() + it.teacher_sum.clone().square()) / 8u32;
        assert_eq!(
            population.symbolic().population_loss().as_rational(),
            Some(expected)
        );
    });
}
