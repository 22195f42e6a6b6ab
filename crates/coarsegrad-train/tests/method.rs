//! The step, its variants and the state.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests, where a panic is a failed test"
)]

use coarsegrad_arith::{Ball, Rational, Symbolic, parse_rational};
use coarsegrad_model::{CoarseGradient, GradientOracle, Network};
use coarsegrad_train::{
    Blend, Method, Projection, Rule, Schedule, State, Stored, TrainError, number_from_text,
    number_to_text,
};

/// The gradient of `(|v - 1|^2 + 2|w + 1|^2)/2`.
struct Bowl;

impl<T: coarsegrad_arith::Real> GradientOracle<T> for Bowl {
    type Error = TrainError;

    fn gradient(&mut self, student: &Network<T>, _: u64) -> Result<CoarseGradient<T>, TrainError> {
        let one = |x: &T| T::from_rational(&x.context(), &Rational::from(1));
        Ok(CoarseGradient {
            v: student.v.iter().map(|v| v.clone() - &one(v)).collect(),
            w: student
                .w
                .iter()
                .map(|w| (w.clone() + &one(w)).mul_2exp(1))
                .collect(),
        })
    }
}

fn eta() -> Rational {
    Rational::from((1, 8))
}

fn start() -> Network<f64> {
    Network {
        v: vec![0.5, -2.0],
        w: vec![1.0, 0.25, -3.0],
    }
}

fn run(method: &Method, steps: usize) -> Vec<State<f64>> {
    let mut states = vec![State::new(method, start()).unwrap()];
    for _ in 0..steps {
        let next = method.step(states.last().unwrap(), &mut Bowl).unwrap();
        states.push(next);
    }
    states
}

#[test]
fn plain_step_is_algorithm_one() {
    let method = Method::new(eta()).unwrap();
    let state = &run(&method, 1)[1];
    assert_eq!(state.step, 1);
    // v - (v - 1)/8 and w - 2(w + 1)/8.
    assert_eq!(state.student.v, [0.5625, -1.625]);
    assert_eq!(state.student.w, [0.5, -0.0625, -2.5]);

    let exact = |x: &[f64]| -> Vec<Symbolic> {
        x.iter()
            .map(|x| Symbolic::rational(Rational::from_f64(*x).unwrap()))
            .collect()
    };
    let student = Network {
        v: exact(&start().v),
        w: exact(&start().w),
    };
    let third = Method::new(Rational::from((1, 3))).unwrap();
    let state = State::new(&third, student).unwrap();
    let state = third.step(&state, &mut Bowl).unwrap();
    let values: Vec<Rational> = state
        .student
        .v
        .iter()
        .map(|x| x.as_rational().unwrap())
        .collect();
    assert_eq!(values, [Rational::from((2, 3)), Rational::from(-1)]);
}

#[test]
fn heavy_ball_is_polyaks_at_a_constant_rate() {
    let momentum = Rational::from((1, 2));
    let method = Method::new(eta())
        .unwrap()
        .with_rule(Rule::HeavyBall { momentum })
        .unwrap();
    let states = run(&method, 6);
    for three in states.windows(3) {
        let [before, here, next] = three else {
            panic!()
        };
        for (i, v) in here.student.v.iter().enumerate() {
            let expected = v - (v - 1.0) / 8.0 + 0.5 * (v - before.student.v[i]);
            assert!((next.student.v[i] - expected).abs() < 1e-15);
        }
    }
    assert_ne!(states[2], run(&Method::new(eta()).unwrap(), 2)[2]);
}

#[test]
fn nesterov_looks_ahead() {
    let momentum = Rational::from((1, 2));
    let method = Method::new(eta())
        .unwrap()
        .with_rule(Rule::Nesterov { momentum })
        .unwrap();
    let states = run(&method, 2);
    // By hand for v[0] = 1/2: x = -1/2, u = -1/2, p = -3/4; then x = -13/32, u = -21/32.
    assert_eq!(states[1].student.v[0], 0.5 + 0.75 / 8.0);
    let x = -13.0 / 32.0;
    let u = 0.5 * -0.5 + x;
    assert_eq!(states[2].student.v[0], 0.59375 - (x + 0.5 * u) / 8.0);
}

#[test]
fn adam_starts_with_steps_of_the_rate_and_follows_its_formula() {
    let method = Method::new(eta()).unwrap().with_rule(Rule::adam()).unwrap();
    let states = run(&method, 40);
    for (x, y) in states[0].student.v.iter().zip(&states[1].student.v) {
        assert!(((x - y).abs() - 0.125).abs() < 1e-8);
    }
    // The recursion in its own words, for the first entry of w.
    let (mut w, mut u, mut s) = (1.0f64, 0.0f64, 0.0f64);
    for (k, state) in states.iter().enumerate().skip(1) {
        let x = 2.0 * (w + 1.0);
        u = 0.9 * u + 0.1 * x;
        s = 0.999 * s + 0.001 * x * x;
        let k = i32::try_from(k).unwrap();
        let (u_hat, s_hat) = (u / (1.0 - 0.9f64.powi(k)), s / (1.0 - 0.999f64.powi(k)));
        w -= 0.125 * u_hat / (s_hat.sqrt() + 1e-8);
        assert!((w - state.student.w[0]).abs() < 1e-12, "step {k}");
    }
}

#[test]
fn normalised_weights_have_length_one_and_projected_ones_their_set() {
    let method = Method::new(eta()).unwrap().with_normalisation().unwrap();
    for state in &run(&method, 5)[1..] {
        let squared: f64 = state.student.w.iter().map(|w| w * w).sum();
        assert!((squared - 1.0).abs() < 1e-15);
    }
    let blend = Blend::new(Rational::from((1, 4)), Projection::Binary).unwrap();
    let method = Method::new(eta())
        .unwrap()
        .with_blend(blend.clone())
        .unwrap();
    let states = run(&method, 3);
    assert_eq!(states[0].float_w.as_ref().unwrap(), &start().w);
    let mean = 4.25 / 3.0;
    for (w, expected) in states[0].student.w.iter().zip([mean, mean, -mean]) {
        assert!((w - expected).abs() < 1e-15);
    }
    for pair in states.windows(2) {
        let [here, next] = pair else { panic!() };
        let float = next.float_w.as_ref().unwrap();
        for (i, float) in float.iter().enumerate() {
            let w = here.student.w[i];
            let mixed = 0.75 * here.float_w.as_ref().unwrap()[i] + 0.25 * w;
            assert!((float - (mixed - 2.0 * (w + 1.0) / 8.0)).abs() < 1e-15);
        }
        let size = next.student.w[0].abs();
        assert!(next.student.w.iter().all(|w| w.abs() == size));
    }
    let refused = Method::new(eta())
        .unwrap()
        .with_blend(blend)
        .unwrap()
        .with_normalisation();
    assert!(matches!(refused, Err(TrainError::Conflict { .. })));
}

#[test]
fn parameters_out_of_range_are_refused_by_name() {
    let message = |error: Result<Method, TrainError>| error.unwrap_err().to_string();
    assert!(message(Method::new(Rational::new())).contains("lr: must be positive, found 0"));
    assert!(message(Method::new(Rational::from(-1))).contains("lr"));
    let method = || Method::new(eta()).unwrap();
    let one = Rational::from(1);
    let rules = [
        (
            Rule::HeavyBall {
                momentum: one.clone(),
            },
            "momentum",
        ),
        (
            Rule::Nesterov {
                momentum: Rational::from(-1),
            },
            "nesterov",
        ),
        (
            Rule::Adam {
                first: one.clone(),
                second: one.clone(),
                epsilon: one.clone(),
            },
            "adam beta1",
        ),
        (
            Rule::Adam {
                first: Rational::new(),
                second: one.clone(),
                epsilon: one.clone(),
            },
            "adam beta2",
        ),
        (
            Rule::Adam {
                first: Rational::new(),
                second: Rational::new(),
                epsilon: Rational::new(),
            },
            "adam epsilon",
        ),
    ];
    for (rule, field) in rules {
        assert!(message(method().with_rule(rule)).starts_with(field));
    }
    let schedule = Schedule::Inverse {
        decay: Rational::from(-1),
    };
    assert!(message(method().with_schedule(schedule)).starts_with("schedule decay"));
    let short = CoarseGradient {
        v: vec![0.0],
        w: vec![0.0; 3],
    };
    let state = State::new(&method(), start()).unwrap();
    assert!(matches!(
        method().advance(&state, &short),
        Err(TrainError::Shape { found: 1, .. })
    ));
}

/// Every method's run is cut after every step, written, read and gone on with: the same bits.
#[test]
fn a_run_read_back_goes_on_with_the_same_bits() {
    let blend = Blend::new(Rational::from((1, 1000)), Projection::Ternary).unwrap();
    let base = || Method::new(Rational::from((1, 20))).unwrap();
    let half = || Rational::from((1, 2));
    let methods = [
        base(),
        base()
            .with_rule(Rule::HeavyBall { momentum: half() })
            .unwrap(),
        base()
            .with_rule(Rule::Nesterov { momentum: half() })
            .unwrap(),
        base()
            .with_rule(Rule::adam())
            .unwrap()
            .with_normalisation()
            .unwrap(),
        base().with_blend(blend).unwrap(),
        base()
            .with_schedule("steps:1/3@2+4".parse().unwrap())
            .unwrap(),
    ];
    for method in methods {
        let states = run(&method, 6);
        for (index, state) in states.iter().enumerate() {
            let text = serde_json::to_string(&state.to_json().unwrap()).unwrap();
            let value = serde_json::from_str(&text).unwrap();
            let mut read = State::from_json(&(), &value, &states[0]).unwrap();
            assert_eq!(&read, state);
            for later in &states[index + 1..] {
                read = method.step(&read, &mut Bowl).unwrap();
                assert_eq!(&read, later);
            }
        }
    }
}

#[test]
fn states_that_do_not_fit_are_refused_by_key() {
    let method = Method::new(eta()).unwrap().with_rule(Rule::adam()).unwrap();
    let state = State::new(&method, start()).unwrap();
    let good = state.to_json().unwrap();
    assert!(State::from_json(&(), &good, &state).is_ok());
    let refused = |change: &dyn Fn(&mut serde_json::Value), field: &str| {
        let mut value = good.clone();
        change(&mut value);
        let error = State::from_json(&(), &value, &state).unwrap_err();
        assert_eq!(error.field, field, "{error}");
    };
    refused(&|v| *v = serde_json::Value::Null, "state");
    refused(&|v| v["step"] = (-1).into(), "step");
    refused(&|v| v["student"]["w"][1] = "nan".into(), "student.w[1]");
    refused(&|v| v["student"]["w"][1] = "1/3".into(), "student.w[1]");
    refused(&|v| v["student"]["v"][0] = 1.into(), "student.v[0]");
    refused(&|v| v["student"]["v"] = serde_json::json!([]), "student.v");
    refused(&|v| v["second"] = serde_json::Value::Null, "second");
    refused(
        &|v| drop(v.as_object_mut().unwrap().remove("first")),
        "first",
    );
    refused(&|v| v["float_w"] = serde_json::json!([]), "float_w");
}

#[test]
fn texts_keep_every_bit() {
    let values = [
        0.0,
        -0.0,
        1.0,
        -1.5,
        0.1,
        f64::MAX,
        f64::MIN_POSITIVE,
        5e-324,
        -3.3e-310,
        1e300,
    ];
    for value in values {
        let text = number_to_text(value).unwrap();
        assert_eq!(
            number_from_text(&text).unwrap().to_bits(),
            value.to_bits(),
            "{text}"
        );
    }
    assert_eq!(number_to_text(0.1).unwrap(), "0x1.999999999999ap-4");
    assert!(number_to_text(f64::NAN).is_none() && number_to_text(f64::INFINITY).is_none());
    assert!(number_from_text("0.1").is_err() && number_from_text("1e400").is_err());

    for precision in [64, 300] {
        let mut ball = Ball::from_rational(precision, &Rational::from((-22, 7)));
        for _ in 0..12 {
            let text = ball.to_text().unwrap();
            let read = Ball::from_text(&precision, &text).unwrap();
            assert_eq!((read.mid(), read.rad()), (ball.mid(), ball.rad()), "{text}");
            assert_eq!(read.precision(), precision);
            ball = (ball.square() * &Ball::pi(precision)).mul_2exp(-40);
        }
        for exact in [Ball::zero(precision), Ball::from_i64(precision, -48)] {
            let read = Ball::from_text(&precision, &exact.to_text().unwrap()).unwrap();
            assert!(read.is_exact() && read.mid() == exact.mid());
        }
    }
    assert!(Ball::indeterminate(64).to_text().is_none());
    for bad in [
        "",
        "1~",
        "1~x",
        "1~0x1.8",
        "1~0x3p0",
        "1~-0x1p0",
        "nan~0x1p0",
        "1/3",
    ] {
        assert!(Ball::from_text(&64, bad).is_err(), "{bad}");
    }
    let rational = parse_rational("22/7").unwrap();
    assert_eq!(
        Rational::from_text(&(), &rational.to_text().unwrap()).unwrap(),
        rational
    );
}
