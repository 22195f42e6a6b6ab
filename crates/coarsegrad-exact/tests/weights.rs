//! Closed forms at weights held in an arithmetic, and the oracle made of them.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests, where a panic is a failed test"
)]

use coarsegrad_arith::{Ball, Evaluator, Rational, Scalar, Symbolic};
use coarsegrad_exact::{
    AtWeights, CriticalPoint, Population, PopulationOracle, Position, WeightArithmetic,
    WeightsError,
};
use coarsegrad_model::{CoarseGradient, GradientOracle, Network, Ste, TwoLayer};

const BITS: u32 = 256;

fn vector(x: &[i32], over: i32) -> Vec<Rational> {
    x.iter().map(|x| Rational::from((*x, over))).collect()
}

fn instance(v: &[i32], w: &[i32], v_star: &[i32], w_star: &[i32]) -> TwoLayer<Rational> {
    let student = Network {
        v: vector(v, 8),
        w: vector(w, 8),
    };
    let teacher = Network {
        v: vector(v_star, 4),
        w: vector(w_star, 2),
    };
    TwoLayer::new(student, teacher).unwrap()
}

/// General position, nearly parallel, parallel, opposite, one input, orthogonal rows, zero weight.
fn instances() -> Vec<TwoLayer<Rational>> {
    vec![
        instance(&[3, -7, 5], &[9, 2, -4, 1], &[5, 2, -1], &[1, 0, -3, 2]),
        instance(&[1, 2], &[800_001, 400_000], &[3, 1], &[2, 1]),
        instance(&[1, 2], &[-800_000, -400_001], &[3, 1], &[2, 1]),
        instance(&[3, 1], &[6, 3, -9], &[2, 1], &[2, 1, -3]),
        instance(&[3, 1], &[-6, -3, 9], &[2, 1], &[2, 1, -3]),
        instance(&[3, 1, 4], &[-6], &[2, 1, 7], &[2]),
        instance(&[1, -2], &[3, 1], &[2, 1], &[1, 4]),
        instance(&[1, -2], &[3, 3], &[2, 1], &[1, 1]),
        instance(&[1, -2], &[0, 0], &[2, 1], &[1, 1]),
    ]
}

fn stes() -> Vec<Ste> {
    let mut stes = Ste::catalogue();
    stes.push("piecewise:1/3[-2]-1[1/2]2".parse().unwrap());
    stes
}

/// What [`Population`] encloses on the exact inputs, entry by entry.
fn reference(instance: &TwoLayer<Rational>, ste: &Ste) -> CoarseGradient<Ball> {
    let population = Population::new(instance);
    let forms = population.evaluated::<Ball>(BITS);
    let (student, teacher) = (instance.student(), instance.teacher());
    let d = forms.gradient_v();
    let g = forms.coarse_gradient(ste);
    let factor = population.projection();
    CoarseGradient {
        v: (0..student.v.len())
            .map(|i| d.v.scale(&student.v[i]) + &d.v_star.scale(&teacher.v[i]) + &d.ones)
            .collect(),
        w: (0..student.w.len())
            .map(|i| {
                let across =
                    Rational::from(&teacher.w[i] - &Rational::from(&factor * &student.w[i]));
                g.along.scale(&student.w[i]) + &g.across.scale(&across)
            })
            .collect(),
    }
}

fn entries<T: Clone>(gradient: &CoarseGradient<T>) -> Vec<T> {
    [gradient.v.clone(), gradient.w.clone()].concat()
}

#[test]
fn gradients_at_weights_are_those_of_the_instance() {
    for instance in instances() {
        for ste in stes() {
            let expected = reference(&instance, &ste);
            let mut balls = PopulationOracle::<Ball>::new(&instance, ste.clone(), BITS);
            let mut floats = PopulationOracle::<f64>::new(&instance, ste.clone(), ());
            let mut exact = PopulationOracle::<Symbolic>::new(&instance, ste.clone(), ());
            let ball = balls.gradient(&balls.start(), 0).unwrap();
            let float = floats.gradient(&floats.start(), 0).unwrap();
            let symbolic = exact.gradient(&exact.start(), 0);
            let population = Population::new(&instance);
            let mut evaluator: Evaluator<Ball> = population.evaluator(BITS);
            let size = 1.0
                + entries(&float)
                    .iter()
                    .fold(0.0, |size: f64, x| size.max(x.abs()));
            for (index, expected) in entries(&expected).iter().enumerate() {
                let found = &entries(&ball)[index];
                assert!(
                    found.overlaps(expected),
                    "{ste} {index}: {found:?} {expected:?}"
                );
                assert!(found.rad().to_f64() < 1e-55, "{ste} {index}: {found:?}");
                let error = (entries(&float)[index] - expected.to_f64()).abs();
                assert!(error < 4e-15 * size, "{ste} {index}: off by {error:e}");
                let closed_here = population.position() == Position::Between
                    || population.position() == Position::ZeroWeight
                    || !matches!(
                        ste,
                        Ste::ClippedRelu
                            | Ste::HardTanh
                            | Ste::PiecewiseConstant(_)
                            | Ste::Gaussian { .. }
                    );
                match &symbolic {
                    Ok(symbolic) => {
                        let value = evaluator.evaluate(&entries(symbolic)[index]).unwrap();
                        assert!(value.overlaps(expected), "{ste} {index}: {value:?}");
                    }
                    Err(error) => assert!(!closed_here, "{ste}: {error}"),
                }
            }
        }
    }
}

#[test]
fn measures_at_weights_are_those_of_the_instance() {
    for instance in instances() {
        let population = Population::new(&instance);
        for ste in stes() {
            let forms = population.evaluated::<Ball>(BITS);
            let balls = PopulationOracle::<Ball>::new(&instance, ste.clone(), BITS);
            let floats = PopulationOracle::<f64>::new(&instance, ste.clone(), ());
            let start = balls.start();
            let ball = balls.at(&start).unwrap().measures(&ste);
            let float = floats.at(&floats.start()).unwrap().measures(&ste);
            let close = |name: &str, expected: &Ball, ball: &Ball, float: f64| {
                assert!(
                    ball.overlaps(expected),
                    "{ste} {name}: {ball:?} {expected:?}"
                );
                let error = (float - expected.to_f64()).abs();
                assert!(
                    error < 1e-12 * (1.0 + expected.to_f64().abs()),
                    "{ste} {name}: {float}"
                );
            };
            let norm = |squared: Ball| squared.sqrt_non_negative();
            close("loss", &forms.population_loss(), &ball.loss, float.loss);
            let v_squared: Ball = population.invariants().convert(&BITS).v_squared;
            close("|v|", &norm(v_squared), &ball.v_norm, float.v_norm);
            let w_squared = Ball::from_rational(BITS, &population.plane().student_norm_squared);
            close("|w|", &norm(w_squared), &ball.w_norm, float.w_norm);
            let d = norm(forms.gradient_v_norms().0);
            close("|d|", &d, &ball.gradient_v_norm, float.gradient_v_norm);
            let g = norm(forms.squared_length(&forms.coarse_gradient(&ste)));
            close("|g|", &g, &ball.coarse_norm, float.coarse_norm);
            match forms.gradient_w() {
                Ok(gradient) => {
                    let size = norm(forms.squared_length(&gradient));
                    let (x, y) = (
                        ball.gradient_w_norm.unwrap(),
                        float.gradient_w_norm.unwrap(),
                    );
                    close("|df/dw|", &size, &x, y);
                    let product = forms.gradient_inner_product(&ste).unwrap();
                    let (x, y) = (ball.inner_product.unwrap(), float.inner_product.unwrap());
                    close("product", &product, &x, y);
                }
                Err(_) => {
                    assert!(ball.gradient_w_norm.is_none() && ball.inner_product.is_none());
                    assert!(float.gradient_w_norm.is_none() && float.inner_product.is_none());
                }
            }
            match population.position() {
                Position::ZeroWeight => assert!(ball.theta.is_none() && float.theta.is_none()),
                _ => {
                    let theta = forms.geometry().theta_over_pi.clone() * &Ball::pi(BITS);
                    close("theta", &theta, &ball.theta.unwrap(), float.theta.unwrap());
                }
            }
        }
    }
}

/// The sine keeps its relative accuracy in `f64` however small it is.
#[test]
fn small_angles_are_accurate_in_floats() {
    for shift in [10, 30, 45] {
        let tiny = 2f64.powi(-shift);
        let teacher = Network {
            v: vec![1.0, 0.5],
            w: vec![1.0 / 3.0, -0.7, 1.1],
        };
        let exact = |x: &[f64]| -> Vec<Rational> {
            x.iter().map(|x| Rational::from_f64(*x).unwrap()).collect()
        };
        let w: Vec<f64> = vec![2.0 / 3.0 + tiny, -1.4, 2.2 - tiny];
        let base = TwoLayer::new(
            Network {
                v: exact(&[0.3, 0.2]),
                w: exact(&w),
            },
            Network {
                v: exact(&teacher.v),
                w: exact(&teacher.w),
            },
        )
        .unwrap();
        let oracle = PopulationOracle::<f64>::new(&base, Ste::Relu, ());
        let at = oracle.start();
        let theta = oracle.at(&at).unwrap().theta();
        let forms = Population::new(&base).evaluated::<Ball>(300);
        let expected = (forms.geometry().theta_over_pi.clone() * &Ball::pi(300)).to_f64();
        assert!((theta / expected - 1.0).abs() < 1e-14, "{theta} {expected}");
    }
}

#[test]
fn the_step_identity_holds_for_any_step() {
    let mut hits = 0;
    for base in instances() {
        let oracle = PopulationOracle::<Ball>::new(&base, Ste::Relu, BITS).leaving_span();
        let start = oracle.start();
        let Ok(here) = oracle.at(&start) else {
            continue;
        };
        for shift in 1..6 {
            let shift = Ball::from_rational(BITS, &Rational::from((shift * shift - 7, 5)));
            let next = Network {
                v: start.v.iter().map(|v| v.square() - &shift).collect(),
                w: start
                    .w
                    .iter()
                    .enumerate()
                    .map(|(i, w)| {
                        if i == 0 {
                            w.clone() + &shift
                        } else {
                            shift.clone() - &w.mul_2exp(1)
                        }
                    })
                    .collect(),
            };
            let Ok(there) = oracle.at(&next) else {
                continue;
            };
            let (Ok(residual), Ok(change)) = (here.step_residual(&there), here.change_to(&there))
            else {
                continue;
            };
            assert!(residual.contains_zero() && residual.rad().to_f64() < 1e-60);
            assert!(!change.contains_zero());
            hits += 1;
        }
    }
    assert!(hits > 20, "{hits}");
}

#[test]
fn what_cannot_be_told_is_an_error() {
    let base = instance(&[1, 2], &[3, 1], &[2, 1], &[1, 4]);
    let oracle = PopulationOracle::<Ball>::new(&base, Ste::Relu, 64);
    let third = |bits| Ball::from_rational(bits, &Rational::from((1, 3)));
    let fuzz = third(64) - &third(96);
    assert!(fuzz.contains_zero() && !fuzz.is_zero());
    let number = |n: i64| Ball::from_i64(64, n);
    let v = vec![number(1), number(2)];
    let at = |w: Vec<Ball>| {
        oracle
            .at(&Network { v: v.clone(), w })
            .map(|at| at.position())
    };
    let reason = |found: Result<Position, WeightsError>| found.unwrap_err().to_string();
    assert_eq!(at(vec![number(3), number(1)]), Ok(Position::Between));
    assert!(reason(at(vec![fuzz.clone(), fuzz.clone()])).contains("w may be zero"));
    assert!(reason(at(vec![number(1), number(4) + &fuzz])).contains("w may be parallel to w*"));
    assert_eq!(at(vec![number(-2), number(-8)]), Ok(Position::Opposite));
    // Exact, not parallel, and too nearly so for these bits.
    let nearly = number(4) + &number(1).mul_2exp(-61);
    assert!(nearly.is_exact());
    assert!(reason(at(vec![number(1), nearly])).contains("w may be parallel to w*"));
    assert_eq!(at(vec![number(0), number(0)]), Ok(Position::ZeroWeight));
    assert!(reason(at(vec![Ball::indeterminate(64), number(1)])).contains("student.w[0]"));
    assert!(matches!(
        at(vec![number(1)]),
        Err(WeightsError::Shape {
            field: "student.w",
            ..
        })
    ));

    // On the line: the side of zero is all that is asked, and other weights are refused.
    let base = instance(&[1, 2], &[1, 4], &[2, 1], &[1, 4]);
    let oracle = PopulationOracle::<Ball>::new(&base, Ste::Relu, 64);
    assert!(oracle.is_on_line());
    let at = |w: Vec<Ball>| {
        oracle
            .at(&Network { v: v.clone(), w })
            .map(|at| at.position())
    };
    assert_eq!(
        at(vec![number(1) + &fuzz, number(4) + &fuzz]),
        Ok(Position::Parallel)
    );
    assert!(reason(at(vec![fuzz.clone(), fuzz.clone()])).contains("on either side"));
    assert_eq!(
        at(vec![number(1), number(5)]),
        Err(WeightsError::OffTheLine)
    );

    let floats = PopulationOracle::<f64>::new(&base, Ste::Relu, ());
    let at = |w: Vec<f64>| {
        floats
            .at(&Network {
                v: vec![1.0, 2.0],
                w,
            })
            .map(|at| at.position())
    };
    assert_eq!(at(vec![-0.3, -1.2]), Ok(Position::Opposite));
    assert_eq!(at(vec![1.0, 5.0]), Err(WeightsError::OffTheLine));
    assert!(reason(at(vec![f64::NAN, 1.0])).contains("student.w[0] is no finite number"));
    assert!(matches!(
        at(vec![1e300, 4e300]),
        Err(WeightsError::NoValue { .. }) | Ok(Position::Parallel)
    ));

    let floats = floats.leaving_span();
    let at = |w: Vec<f64>| {
        floats
            .at(&Network {
                v: vec![1.0, 2.0],
                w,
            })
            .map(|at| at.position())
    };
    assert_eq!(at(vec![0.1, 0.4]), Ok(Position::Parallel));
    assert_eq!(at(vec![-0.1, -0.4]), Ok(Position::Opposite));
    assert_eq!(at(vec![0.1, 0.1 + 0.3]), Ok(Position::Parallel));
    assert_eq!(at(vec![0.1, 0.4 + f64::EPSILON]), Ok(Position::Between));
    assert_eq!(at(vec![0.0, -0.0]), Ok(Position::ZeroWeight));
    assert!(reason(at(vec![1e-200, 1e-200])).contains("underflows"));
    assert!(reason(at(vec![1e200, 1e200])).contains("|w|^2"));
}

/// On the line of `w*` symbolic weights stay symbolic for any number of steps, and the enclosures
/// of the same steps contain them.
#[test]
fn runs_on_the_line_are_closed() {
    for (sign, name) in [
        (1, "relu"),
        (-1, "relu"),
        (1, "identity"),
        (-1, "identity"),
        (-1, "leaky-relu:1/3"),
    ] {
        let base = instance(
            &[3, -1, 5],
            &[2 * sign, sign, -3 * sign],
            &[4, 1, -1],
            &[2, 1, -3],
        );
        let ste: Ste = name.parse().unwrap();
        let mut exact = PopulationOracle::<Symbolic>::new(&base, ste.clone(), ());
        let mut balls = PopulationOracle::<Ball>::new(&base, ste.clone(), BITS);
        let eta = Rational::from((1, 10));
        let (mut symbolic, mut ball) = (exact.start(), balls.start());
        let mut sides = std::collections::BTreeSet::new();
        for step in 0..8 {
            let at = exact.at(&symbolic).unwrap();
            sides.insert(format!("{:?}", at.position()));
            assert_eq!(
                Some(at.position()),
                Some(balls.at(&ball).unwrap().position())
            );
            let loss = Evaluator::<Ball>::new(BITS, None)
                .evaluate(&at.loss())
                .unwrap();
            assert!(loss.overlaps(&balls.at(&ball).unwrap().loss()));
            let (x, y) = (
                exact.gradient(&symbolic, step).unwrap(),
                balls.gradient(&ball, step).unwrap(),
            );
            symbolic = moved(&symbolic, &x, &eta);
            ball = moved(&ball, &y, &eta);
            for (x, y) in symbolic
                .w
                .iter()
                .chain(&symbolic.v)
                .zip(ball.w.iter().chain(&ball.v))
            {
                let value = Evaluator::<Ball>::new(BITS, None).evaluate(x).unwrap();
                assert!(value.overlaps(y), "{name} {step}: {value:?} {y:?}");
            }
            assert!(symbolic.v.iter().all(|v| v.as_rational().is_some()));
        }
    }
    // A slope with a breakpoint off zero leaves the class after its first step.
    let base = instance(&[3, -1], &[2, 1], &[4, 1], &[2, 1]);
    let mut exact = PopulationOracle::<Symbolic>::new(&base, Ste::ClippedRelu, ());
    let start = exact.start();
    let gradient = exact.gradient(&start, 0).unwrap();
    let next = moved(&start, &gradient, &Rational::from((1, 10)));
    assert!(matches!(
        exact.gradient(&next, 1),
        Err(WeightsError::NoValue { .. })
    ));
    // Off the line so does every one.
    let base = instance(&[3, -1], &[2, 5], &[4, 1], &[2, 1]);
    let mut exact = PopulationOracle::<Symbolic>::new(&base, Ste::Relu, ());
    let start = exact.start();
    let gradient = exact.gradient(&start, 0).unwrap();
    let next = moved(&start, &gradient, &Rational::from((1, 10)));
    assert!(matches!(
        exact.gradient(&next, 1),
        Err(WeightsError::NotClosed { .. })
    ));
}

fn moved<T: WeightArithmetic>(
    student: &Network<T>,
    gradient: &CoarseGradient<T>,
    eta: &Rational,
) -> Network<T> {
    let step = |x: &[T], slope: &[T]| {
        x.iter()
            .zip(slope)
            .map(|(x, s)| x.clone() - &s.scale(eta))
            .collect()
    };
    Network {
        v: step(&student.v, &gradient.v),
        w: step(&student.w, &gradient.w),
    }
}

#[test]
fn the_nearest_critical_point_is_named_with_its_distances() {
    // v* = (1, 0): the saddle is v = (0, 1/2) at 3 pi/4, the spurious minimiser (-1/3, 2/3).
    let teacher = |v: &[i32], w: &[i32]| instance(v, w, &[4, 0], &[2, 0]);
    let kind = |base: &TwoLayer<Rational>| {
        let oracle = PopulationOracle::<f64>::new(base, Ste::Relu, ());
        let start = oracle.start();
        let approach = oracle.at(&start).unwrap().nearest_critical_point().unwrap();
        (
            approach.candidate.kind,
            approach.v_distance,
            approach.theta_distance,
        )
    };
    let saddle = kind(&teacher(&[0, 4], &[-8, 8]));
    assert_eq!(saddle.0, CriticalPoint::Saddle);
    assert!(saddle.1 < 1e-15 && saddle.2 < 1e-15);
    let spurious = kind(&teacher(&[-3, 5], &[-8, 1]));
    assert_eq!(spurious.0, CriticalPoint::SpuriousMinimiser);
    assert!((spurious.2 - (0.125f64).atan()).abs() < 1e-15);
    let distance = ((1.0 / 24.0f64).powi(2) * 2.0).sqrt();
    assert!((spurious.1 - distance).abs() < 1e-15);
    assert_eq!(
        kind(&teacher(&[7, 0], &[8, 1])).0,
        CriticalPoint::GlobalMinimiser
    );

    let classify = |base: &TwoLayer<Rational>| {
        let oracle = PopulationOracle::<Symbolic>::new(base, Ste::Relu, ());
        let start = oracle.start();
        let at: AtWeights<'_, Symbolic> = oracle.at(&start).unwrap();
        at.classification()
    };
    assert_eq!(
        classify(&teacher(&[0, 4], &[-8, 8])),
        Some(CriticalPoint::Saddle)
    );
    assert_eq!(
        classify(&teacher(&[8, 0], &[3, 0])),
        Some(CriticalPoint::GlobalMinimiser)
    );
    assert_eq!(
        classify(&teacher(&[8, 1], &[3, 0])),
        Some(CriticalPoint::Regular)
    );
    let zero = teacher(&[8, 1], &[0, 0]);
    let oracle = PopulationOracle::<f64>::new(&zero, Ste::Relu, ());
    let start = oracle.start();
    assert!(oracle.at(&start).unwrap().nearest_critical_point().is_err());
}

/// The crossing of the line of `w*` by its definition: the parts of `w` and `w+` orthogonal to `w*`
/// point in opposite directions.
#[test]
fn crossings_of_the_line_are_seen() {
    let base = instance(&[1, 2], &[3, 1], &[2, 1], &[2, 0]);
    let floats = PopulationOracle::<f64>::new(&base, Ste::Relu, ());
    let balls = PopulationOracle::<Ball>::new(&base, Ste::Relu, 64);
    let (mut crossings, mut turns) = (0, 0);
    let points = [-3i32, -1, 1, 2];
    for (x, y) in points.iter().flat_map(|x| points.map(|y| (*x, y))) {
        for (p, q) in points.iter().flat_map(|p| points.map(|q| (*p, q))) {
            let float = |x: i32, y: i32| Network {
                v: vec![1.0, 2.0],
                w: vec![f64::from(x), f64::from(y)],
            };
            let ball = |x: i32, y: i32| Network {
                v: vec![Ball::from_i64(64, 1), Ball::from_i64(64, 2)],
                w: [x, y].map(|x| Ball::from_i64(64, i64::from(x))).to_vec(),
            };
            let (from, to) = (float(x, y), float(p, q));
            let (here, there) = (floats.at(&from).unwrap(), floats.at(&to).unwrap());
            let inner = x * p + y * q;
            if inner != 0 {
                assert_eq!(
                    here.crosses_line(&there),
                    Some(y * q < 0),
                    "{x} {y} {p} {q}"
                );
            }
            assert_eq!(here.turns_over(&there), Some(inner < 0));
            crossings += i32::from(here.crosses_line(&there) == Some(true));
            turns += i32::from(inner < 0);
            let (from, to) = (ball(x, y), ball(p, q));
            let (here, there) = (balls.at(&from).unwrap(), balls.at(&to).unwrap());
            if inner != 0 {
                assert_eq!(here.crosses_line(&there), Some(y * q < 0));
            }
            assert_eq!(here.turns_over(&there), Some(inner < 0));
        }
    }
    assert!(crossings > 50 && turns > 50, "{crossings} {turns}");
}
