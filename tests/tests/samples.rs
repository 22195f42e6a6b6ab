//! The one-sample definitions: sample loss, coarse gradient, and what happens exactly at a breakpoint.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests"
)]

use coarsegrad_arith::{Ball, Rational, Scalar};
use coarsegrad_model::{ModelError, Network, Ste, TwoLayer};
use proptest::prelude::*;
use theorems::hypotheses::Hypotheses;
use theorems::instances::{Instance, for_all, generic, instance, integers, scaled, small};
use theorems::symbols::inner;

/// The instance and an input in another arithmetic.
fn convert<T: Scalar>(
    context: &T::Context,
    base: &Instance,
    z: &[Rational],
) -> (TwoLayer<T>, Vec<T>) {
    let vector = |x: &[Rational]| {
        x.iter()
            .map(|x| T::from_rational(context, x))
            .collect::<Vec<T>>()
    };
    let network = |it: &Network<Rational>| Network {
        v: vector(&it.v),
        w: vector(&it.w),
    };
    let converted = TwoLayer::new(network(base.student()), network(base.teacher())).unwrap();
    (converted, vector(z))
}

/// `y = sum_i v_i 1{Z_i.w > 0}`, written out.
fn output(network: &Network<Rational>, z: &[Rational]) -> Rational {
    let n = network.w.len();
    let mut y = Rational::new();
    for (row, v) in z.chunks(n).zip(&network.v) {
        if inner(row, &network.w).is_positive() {
            y += v;
        }
    }
    y
}

/// An instance and an input whose entries are multiples of 1/8, so that `f64` is exact on them; rows orthogonal to `w`
/// included.
fn sample() -> BoxedStrategy<(Instance, Vec<Rational>)> {
    let eighths = |x: &[Rational]| -> Vec<Rational> {
        x.iter()
            .map(|x| Rational::from(x.numer() * 1u32) / 8u32)
            .collect()
    };
    generic()
        .prop_flat_map(|base| {
            let entries = base.rows() * base.inputs();
            (Just(base), prop::collection::vec(small(), entries), 0u8..4)
        })
        .prop_map(move |(base, z, flatten)| {
            let (student, teacher) = (base.student(), base.teacher());
            let base = instance(
                eighths(&student.v),
                eighths(&student.w),
                eighths(&teacher.v),
                eighths(&teacher.w),
            );
            let mut z = eighths(&z);
            let w = base.student().w.clone();
            if flatten == 0 && w.len() >= 2 {
                // The first row orthogonal to w: exactly on the breakpoint.
                z[0] = -w[1].clone();
                z[1] = w[0].clone();
                for entry in z.iter_mut().take(w.len()).skip(2) {
                    *entry = Rational::new();
                }
            }
            (base, z)
        })
        .boxed()
}

/// `l = (y - y*)^2/2` and `g = Z^T (mu'(Zw) . v)(y - y*)`, `dl/dv = sigma(Zw)(y - y*)`, written out row by row, agree with
/// the definitions in exact arithmetic. Source: P1, section 2.
#[test]
fn sample_loss_and_coarse_gradient_are_their_definitions() {
    let hypotheses = Hypotheses::new();
    for_all(300, &sample(), |(base, z)| {
        let residual = output(base.student(), &z) - output(base.teacher(), &z);
        assert_eq!(
            base.sample_loss(&z).unwrap(),
            residual.clone().square() / 2u32
        );
        let n = base.inputs();
        let slope = |ste: &Ste, x: &Rational| -> Rational {
            let one = Rational::from(1);
            let inside = match ste {
                Ste::Identity => true,
                Ste::Relu => x.is_positive(),
                Ste::ClippedRelu => x.is_positive() && *x < one,
                Ste::HardTanh => *x <= one && *x >= -one,
                Ste::LeakyRelu { alpha } => {
                    return if x.is_positive() {
                        Rational::from(1)
                    } else {
                        alpha.clone()
                    };
                }
                other => panic!("{other}"),
            };
            Rational::from(u8::from(inside))
        };
        for ste in Ste::catalogue() {
            if matches!(ste, Ste::Gaussian { .. }) {
                continue;
            }
            let found = base.coarse_gradient(&z, &ste).unwrap();
            let mut w = vec![Rational::new(); n];
            for (i, row) in z.chunks(n).enumerate() {
                let x = inner(row, &base.student().w);
                hypotheses.met("a row exactly on the breakpoint 0", x.is_zero());
                let weight = slope(&ste, &x) * &base.student().v[i] * &residual;
                for (entry, z) in w.iter_mut().zip(row) {
                    *entry += Rational::from(&weight * z);
                }
                let expected = if x.is_positive() {
                    residual.clone()
                } else {
                    Rational::new()
                };
                assert_eq!(found.v[i], expected);
            }
            assert_eq!(found.w, w, "{ste}");
        }
        hypotheses.met("the residual is not zero", !residual.is_zero());
    });
    let (met, tried) = hypotheses.share("the residual is not zero");
    assert!(met * 3 > tried);
    assert!(hypotheses.share("a row exactly on the breakpoint 0").0 > 50);
}

/// `f64` is exact on dyadic samples, and balls contain the exact values, Gaussian slope included.
#[test]
fn sample_definitions_agree_in_every_arithmetic() {
    let hypotheses = Hypotheses::new();
    for_all(200, &sample(), |(base, z)| {
        let (rough, rough_z) = convert::<f64>(&(), &base, &z);
        let (ball, ball_z) = convert::<Ball>(&128, &base, &z);
        let loss = base.sample_loss(&z).unwrap();
        assert_eq!(
            Rational::from_f64(rough.sample_loss(&rough_z).unwrap()),
            Some(loss.clone())
        );
        assert!(ball.sample_loss(&ball_z).unwrap().contains_rational(&loss));
        for ste in Ste::catalogue() {
            let floats = rough.coarse_gradient(&rough_z, &ste).unwrap();
            let balls = ball.coarse_gradient(&ball_z, &ste).unwrap();
            let Ok(exact) = base.coarse_gradient(&z, &ste) else {
                assert!(
                    matches!(ste, Ste::Gaussian { .. }),
                    "only e^x leaves the rationals"
                );
                for (x, y) in floats.w.iter().zip(&balls.w) {
                    let scale = z.iter().map(|z| z.to_f64().abs()).sum::<f64>() * 40.0;
                    approx::assert_abs_diff_eq!(
                        *x,
                        y.to_f64(),
                        epsilon = theorems::tolerance::F64_FEW_OPERATIONS * scale
                    );
                }
                continue;
            };
            for (exact, (x, y)) in exact.w.iter().zip(floats.w.iter().zip(&balls.w)) {
                // A slope of 1/10 is the one number here that f64 does not have.
                if !matches!(ste, Ste::LeakyRelu { .. }) {
                    assert_eq!(Rational::from_f64(*x).as_ref(), Some(exact), "{ste}");
                }
                assert!(y.contains_rational(exact), "{ste}");
            }
        }
        hypotheses.met("the loss is not zero", !loss.is_zero());
    });
    hypotheses.require(30);
}

/// The slope of every catalogue STE exactly at -1, 0 and 1: relu'(0) = 0, crelu'(0) = crelu'(1) = 0, hard-tanh'(-1) =
/// hard-tanh'(1) = 1, leaky'(0) = alpha, identity' = 1; on the parser's step slopes a breakpoint takes the value on its left
/// unless it says otherwise. Source: the conventions of the theory.
#[test]
fn slopes_at_their_breakpoints_follow_the_conventions() {
    let table = [
        ("identity", ["1", "1", "1"]),
        ("relu", ["0", "0", "1"]),
        ("clipped-relu", ["0", "0", "0"]),
        ("hard-tanh", ["1", "1", "1"]),
        ("leaky-relu:2/7", ["2/7", "2/7", "1"]),
        ("piecewise:0[-1]3[0]4[1]5", ["0", "3", "4"]),
        ("piecewise:0[-1=7]3[0=8]4[1=9]5", ["7", "8", "9"]),
    ];
    for (name, expected) in table {
        let ste: Ste = name.parse().unwrap();
        for (x, expected) in [-1, 0, 1].into_iter().zip(expected) {
            let expected: Rational = coarsegrad_arith::parse_rational(expected).unwrap();
            assert_eq!(
                ste.slope(&Rational::from(x)).unwrap(),
                expected,
                "{name} at {x}"
            );
            let ball = ste.slope(&Ball::from_i64(64, i64::from(x))).unwrap();
            assert!(ball.contains_rational(&expected), "{name} at {x}");
            approx::assert_relative_eq!(
                ste.slope(&f64::from(x)).unwrap(),
                expected.to_f64(),
                max_relative = f64::EPSILON
            );
            if x == 0 {
                assert_eq!(ste.slope_at_zero(), expected);
            }
        }
        assert_eq!(
            ste.to_string().parse::<Ste>().unwrap(),
            ste,
            "the name reads back"
        );
    }
    let gaussian: Ste = "gaussian:1".parse().unwrap();
    assert_eq!(gaussian.slope(&Rational::new()).unwrap(), 1);
    assert!(matches!(
        gaussian.slope(&Rational::from(1)),
        Err(ModelError::NotClosed { .. })
    ));
}

/// The forward activation at exactly 0 is 0: a row orthogonal to `w` neither fires nor, with ReLU, learns.
#[test]
fn binary_activation_at_zero_is_zero() {
    let base = integers(&[3], &[1, 1], &[5], &[1, 0]);
    let row = [Rational::from(1), Rational::from(-1)];
    assert_eq!(base.sample_loss(&row).unwrap(), Rational::from((25, 2)));
    let relu = base.coarse_gradient(&row, &Ste::Relu).unwrap();
    assert!(relu.v[0].is_zero() && relu.w.iter().all(Rational::is_zero));
    let identity = base.coarse_gradient(&row, &Ste::Identity).unwrap();
    assert_eq!(identity.w, [Rational::from(-15), Rational::from(15)]);
    // A ball that cannot tell the sign refuses to guess.
    let (ball, mut z) = convert::<Ball>(&64, &base, &row);
    let third = Ball::from_rational(64, &Rational::from((1, 3)));
    z[0] = third.clone() + &third + &third;
    assert!(matches!(
        ball.sample_loss(&z),
        Err(ModelError::SignUndecided { .. })
    ));
}

/// Scaling `w` or `w*` by a positive number changes no sample loss: only signs of pre-activations enter.
#[test]
fn sample_loss_sees_only_the_directions_of_the_weights() {
    for_all(100, &sample(), |(base, z)| {
        let (student, teacher) = (base.student(), base.teacher());
        let factor = Rational::from((7, 3));
        let rescaled = instance(
            student.v.clone(),
            scaled(&factor, &student.w),
            teacher.v.clone(),
            scaled(&factor, &teacher.w),
        );
        assert_eq!(
            rescaled.sample_loss(&z).unwrap(),
            base.sample_loss(&z).unwrap()
        );
    });
}

/// Inputs of the wrong size are refused.
#[test]
fn inputs_of_the_wrong_shape_are_refused() {
    let base = integers(&[3, 1], &[1, 1], &[5, 1], &[1, 0]);
    let short = vec![Rational::from(1); 3];
    let refused = |error: ModelError| {
        matches!(
            error,
            ModelError::InputShape {
                found: 3,
                expected: 4
            }
        )
    };
    assert!(refused(base.sample_loss(&short).unwrap_err()));
    assert!(refused(
        base.coarse_gradient(&short, &Ste::Relu).unwrap_err()
    ));
}
