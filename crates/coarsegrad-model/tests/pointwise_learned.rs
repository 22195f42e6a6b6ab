//! Staircase ReLU, PACT, DoReFa and LSQ beside naive definitions.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers outside #[test] functions; a broken fixture must stop the test"
)]

use coarsegrad_arith::Rational;
use coarsegrad_model::pointwise::*;

fn x(text: &str) -> Extended {
    text.parse().unwrap()
}

fn r(text: &str) -> Rational {
    x(text).rational().unwrap()
}

#[test]
fn the_staircase_counts_the_jumps_below() {
    for bits in 1..=4 {
        for alpha in ["1", "1/2", "3/7"] {
            let alpha = r(alpha);
            let staircase = Staircase::new(bits, alpha.clone()).unwrap();
            for n in -30..=300 {
                let point = Rational::from((n, 14));
                // A jump of height alpha just after each of 0, alpha, ..., (q - 1) alpha.
                let jumps = (0..staircase.levels())
                    .filter(|k| point > alpha.clone() * *k)
                    .count();
                let expected = alpha.clone() * u64::try_from(jumps).unwrap();
                assert_eq!(
                    staircase.forward(&Extended::Finite(point)),
                    Extended::Finite(expected)
                );
            }
        }
    }
    let two = Staircase::new(2, r("1")).unwrap();
    let found = ["-inf", "-0", "0", "1", "3", "4", "inf", "nan"].map(|t| two.forward(&x(t)));
    assert_eq!(found, ["0", "0", "0", "1", "3", "3", "3", "nan"].map(x));
    assert!(Staircase::new(0, r("1")).is_err() && Staircase::new(2, r("0")).is_err());
}

#[test]
fn slopes_of_the_staircase() {
    let s = Staircase::new(2, r("1/2")).unwrap();
    let points = ["-1", "0", "1/4", "1/2", "3/4", "3/2", "2", "inf", "nan"];
    let c = |text: &str| text.parse::<StaircaseConvention>().unwrap();
    let dx = |text: &str| points.map(|p| s.dx(&c(text), &x(p), &x("2")));
    assert_eq!(
        dx("bound=open nan=zero"),
        ["0", "0", "2", "2", "2", "0", "0", "0", "0"].map(x)
    );
    assert_eq!(
        dx("bound=closed nan=propagate"),
        ["0", "2", "2", "2", "2", "2", "0", "0", "nan"].map(x)
    );
    let dalpha = |slope| points.map(|p| s.dalpha(&c("bound=open nan=zero"), slope, &x(p), &x("2")));
    assert_eq!(
        dalpha(AlphaSlope::AlmostEverywhere),
        ["0", "0", "2", "2", "4", "6", "6", "6", "0"].map(x)
    );
    assert_eq!(
        dalpha(AlphaSlope::ThreeValued),
        ["0", "0", "4", "4", "4", "4", "6", "6", "0"].map(x)
    );
    assert_eq!(
        dalpha(AlphaSlope::Min),
        ["0", "0", "2", "2", "2", "2", "6", "6", "0"].map(x)
    );
    assert_eq!(
        dalpha(AlphaSlope::Pact),
        ["0", "0", "0", "0", "0", "0", "6", "6", "0"].map(x)
    );
    assert_eq!(
        s.dalpha(
            &c("bound=open nan=pass"),
            AlphaSlope::Min,
            &x("nan"),
            &x("1")
        ),
        x("nan")
    );
    // P2's mask 0 < x <= q alpha, and the clipped ReLU of P1, as slopes.
    let masks = |index: usize| {
        points.map(|p| {
            s.surrogates()[index]
                .slope(&x(p), 64)
                .unwrap()
                .exact()
                .cloned()
                .unwrap()
        })
    };
    assert_eq!(
        masks(4),
        ["0", "0", "1", "1", "1", "1", "0", "0", "nan"].map(x)
    );
    assert_eq!(
        masks(3),
        ["0", "0", "1", "1", "1", "0", "0", "0", "nan"].map(x)
    );
    // The exact slope is the difference quotient where the staircase is linear in alpha.
    for n in 1..40 {
        let point = Extended::Finite(Rational::from((2 * n + 1, 37)));
        let (a, b) = (r("1/2"), r("5001/10000"));
        let value = |alpha: &Rational| {
            Staircase::new(2, alpha.clone())
                .unwrap()
                .forward(&point)
                .rational()
                .unwrap()
        };
        let quotient = (value(&b) - value(&a)) / (b - a);
        let slope = s.dalpha(
            &c("bound=open nan=zero"),
            AlphaSlope::AlmostEverywhere,
            &point,
            &x("1"),
        );
        assert_eq!(slope, Extended::Finite(quotient), "{point}");
    }
}

#[test]
fn pact_splits_the_gradient_between_input_and_bound() {
    let pact = Pact::new(r("3"), 2).unwrap();
    let points = [
        "-inf", "-1", "-0", "1/2", "3/2", "5/2", "3", "4", "inf", "nan",
    ];
    let value = |c: &PactConvention| points.map(|p| pact.forward(c, &x(p), None).unwrap());
    assert_eq!(
        value(&PactConvention::PAPER),
        ["0", "0", "0", "0", "2", "2", "3", "3", "3", "nan"].map(x)
    );
    let c: PactConvention = "round=half_up bound=half nan=propagate".parse().unwrap();
    assert_eq!(
        value(&c),
        ["0", "0", "0", "1", "2", "3", "3", "3", "3", "nan"].map(x)
    );
    let dx = |c: &PactConvention| points.map(|p| pact.dx(c, &x(p), &x("2")));
    let dalpha = |c: &PactConvention| points.map(|p| pact.dalpha(c, &x(p), &x("2")));
    assert_eq!(
        dx(&PactConvention::PAPER),
        ["0", "0", "2", "2", "2", "2", "0", "0", "0", "0"].map(x)
    );
    assert_eq!(
        dalpha(&PactConvention::PAPER),
        ["0", "0", "0", "0", "0", "0", "2", "2", "2", "0"].map(x)
    );
    assert_eq!(
        dx(&c),
        ["0", "0", "1", "2", "2", "2", "1", "0", "0", "nan"].map(x)
    );
    assert_eq!(
        dalpha(&c),
        ["0", "0", "0", "0", "0", "0", "1", "2", "2", "nan"].map(x)
    );
    let identity = PactConvention {
        bound: Bound::Identity,
        ..PactConvention::PAPER
    };
    assert_eq!(dalpha(&identity), ["0"; 10].map(x));
    let stochastic = PactConvention {
        round: Rounding::Stochastic,
        ..PactConvention::PAPER
    };
    assert_eq!(
        pact.forward(&stochastic, &x("1/2"), Some(&r("1/2"))),
        Ok(x("1"))
    );
    assert_eq!(
        pact.forward(&stochastic, &x("1/2"), None),
        Err(PointwiseError::DrawNeeded)
    );
}

const DOREFA: DorefaConvention = DorefaConvention {
    round: Rounding::HalfEven,
    bound: Bound::Closed,
    nan: NanPolicy::Zero,
};

#[test]
fn dorefa_activations() {
    let a = DorefaActivation::new(2).unwrap();
    let points = ["-1", "0", "1/6", "1/5", "1/2", "1", "2", "nan"];
    let found = points.map(|p| a.forward(&DOREFA, &x(p), None).unwrap());
    assert_eq!(found, ["0", "0", "0", "1/3", "2/3", "1", "1", "nan"].map(x));
    let found = points.map(|p| a.dx(&DOREFA, &x(p), &x("3")));
    assert_eq!(found, ["0", "3", "3", "3", "3", "3", "0", "0"].map(x));
}

#[test]
fn dorefa_weights_agree_with_a_naive_formula() {
    for bits in 1..=8_u32 {
        let levels = f64::from((1_u32 << bits) - 1);
        for greatest in ["1/3", "2", "7"] {
            let quantiser = DorefaWeight::new(bits, r(greatest)).unwrap();
            let g = r(greatest).to_f64();
            for n in -50..=50 {
                let w = r(greatest) * Rational::from((n, 50));
                let t = w.to_f64().tanh() / (2.0 * g.tanh()) + 0.5;
                let scaled = levels * t;
                let found = quantiser
                    .forward(&DOREFA, &Extended::Finite(w.clone()), None)
                    .unwrap();
                // Away from ties the naive formula is right; the tie at zero goes to the even level.
                let level = if n == 0 {
                    2.0 * (levels / 4.0).round()
                } else {
                    scaled.round()
                };
                assert!(n == 0 || (scaled.fract() - 0.5).abs() > 1e-9);
                let expected = Rational::from((2 * (level as i64), levels as i64)) - 1;
                assert_eq!(found, Extended::Finite(expected), "{bits} {greatest} {w}");
                let slope = quantiser
                    .dw(&DOREFA, &Extended::Finite(w.clone()), &x("-3"), 64)
                    .unwrap();
                let expected = -3.0 * (1.0 - w.to_f64().tanh().powi(2)) / g.tanh();
                let ball = slope.ball(64).unwrap();
                assert!((ball.to_f64() - expected).abs() < 1e-12, "{w}");
                assert!(ball.relative_accuracy_bits() > 58);
            }
        }
    }
}

#[test]
fn dorefa_weights_at_special_points() {
    let q = DorefaWeight::new(2, r("2")).unwrap();
    let at = |round: &str, w: &str| {
        let c = DorefaConvention {
            round: round.parse().unwrap(),
            ..DOREFA
        };
        q.forward(&c, &x(w), None)
    };
    // The argument at zero is 3/2, at the ends 0 and 3.
    assert_eq!(at("half_even", "0"), Ok(x("1/3")));
    assert_eq!(at("floor", "-0"), Ok(x("-1/3")));
    assert_eq!(
        [at("floor", "2"), at("floor", "-2")],
        [Ok(x("1")), Ok(x("-1"))]
    );
    assert_eq!(at("floor", "1.99999"), Ok(x("1/3")));
    assert_eq!(at("half_even", "nan"), Ok(x("nan")));
    assert!(at("half_even", "2.1").is_err() && at("half_even", "inf").is_err());
    // A level below one by e^(-2000): a thousand bits more decide it.
    let far = DorefaWeight::new(2, r("2000")).unwrap();
    let c = DorefaConvention {
        round: Rounding::Floor,
        ..DOREFA
    };
    assert_eq!(far.forward(&c, &x("1000"), None), Ok(x("1/3")));
    let hopeless = DorefaWeight::new(2, r("1e6")).unwrap();
    assert!(matches!(
        hopeless.forward(&c, &x("999999"), None),
        Err(PointwiseError::Undecided { .. })
    ));
    assert_eq!(hopeless.forward(&DOREFA, &x("999999"), None), Ok(x("1")));
    assert_eq!(
        q.dw(&DOREFA, &x("1"), &x("0"), 64).unwrap().exact(),
        Some(&x("0"))
    );
    assert_eq!(
        q.dw(&DOREFA, &x("nan"), &x("5"), 64).unwrap().exact(),
        Some(&x("0"))
    );
    assert_eq!(
        q.dw(&DOREFA, &x("1"), &x("-inf"), 64).unwrap().exact(),
        Some(&x("-inf"))
    );
}

#[test]
fn learned_step_size_has_the_gradients_of_its_paper() {
    // 16 numbers and Q_P = 4: the factor is 1/8.
    let q = lsq(r("1/2"), 4, 4).unwrap();
    for n in -60..=60 {
        let v = Rational::from((n, 16));
        let t = v.clone() * 2u32;
        let rounded = Rational::from(round_to_integer(&t, Rounding::HalfEven, None).unwrap());
        let (value, dv, ds) = if t <= -4 {
            (r("-2"), 0, r("-4"))
        } else if t >= 4 {
            (r("2"), 0, r("4"))
        } else {
            (rounded.clone() / 2u32, 1, rounded - t)
        };
        let v = Extended::Finite(v);
        assert_eq!(q.forward(&v).unwrap(), Extended::Finite(value));
        assert_eq!(q.dx(&v, &x("1")).unwrap(), Extended::from(dv));
        assert_eq!(
            q.dscale(&v, &x("1"), 16, 64).unwrap().exact(),
            Some(&Extended::Finite(ds / 8u32)),
            "{v}"
        );
    }
    assert_eq!(
        lsq_initial_scale(&r("3/4"), 4, 64).unwrap().exact(),
        Some(&x("3/4"))
    );
    let ball = lsq_initial_scale(&r("1"), 7, 64).unwrap().ball(64).unwrap();
    assert!(ball.square().contains_rational(&r("4/7")));
    assert!(lsq(r("1"), -1, 3).is_err() && lsq(r("1"), 4, 0).is_err());
}
