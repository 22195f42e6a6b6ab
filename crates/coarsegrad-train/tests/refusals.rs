//! What has no answer is refused by name: no panic, no silent stand-in.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests, where a panic is a failed test"
)]

use coarsegrad_arith::{Ball, Rational};
use coarsegrad_model::{CoarseGradient, Network, Ste};
use coarsegrad_train::{
    Batches, Blend, DatasetOracle, Method, Projection, Rule, State, TrainError, normalise,
};

fn student() -> Network<f64> {
    Network {
        v: vec![1.0, 2.0],
        w: vec![0.5, -0.25, 1.0],
    }
}

fn gradient() -> CoarseGradient<f64> {
    CoarseGradient {
        v: vec![1.0; 2],
        w: vec![1.0; 3],
    }
}

fn method() -> Method {
    Method::new(Rational::from((1, 10))).unwrap()
}

/// Overlapping balls have no order: of neighbours none is the larger, of others one is. Nothing
/// that relies on an order may be handed such answers.
#[test]
fn ternary_weights_of_many_overlapping_balls_are_refused() {
    let third = |bits| Ball::from_rational(bits, &Rational::from((1, 3)));
    // A ball around zero with a radius of about 2^-65.
    let around_zero = third(64) - &third(64);
    let mut state = 1u64;
    let mut random = |below: u64| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (state >> 33) % below
    };
    for _ in 0..200 {
        let count = 3 + random(200);
        let width = Rational::from((1 + random(20), 4 * count)) << 64u32;
        let weights: Vec<Ball> = (0..count)
            .map(|_| {
                let middle = Rational::from((1 + count + random(count), count));
                let wide = around_zero.clone() * &Ball::from_rational(64, &width);
                Ball::from_rational(64, &middle) + &wide
            })
            .collect();
        let found = Projection::Ternary.apply(&weights);
        assert!(
            matches!(found, Err(TrainError::Undecided { .. })),
            "{count}"
        );
    }
}

#[test]
fn a_weight_whose_square_overflows_is_not_normalised_to_zero() {
    for w in [[1e200, 1.0], [f64::MAX, f64::MAX], [f64::INFINITY, 0.0]] {
        assert!(normalise(&w).is_err(), "{w:?}");
    }
}

#[test]
fn a_data_set_of_another_shape_takes_no_memory_for_this_one() {
    let text = format!(
        "{{\"z\": [{0}[]], \"y\": [{1}0]}}",
        "[],".repeat(999),
        "0,".repeat(999)
    );
    for shape in [(100_000, 100_000), (usize::MAX, usize::MAX)] {
        let found = DatasetOracle::from_json(Ste::Relu, shape, text.as_bytes(), Batches::All);
        let message = found.unwrap_err().to_string();
        assert!(message.starts_with("z[0]: has 0 rows"), "{message}");
    }
}

#[test]
fn steps_are_not_counted_past_the_last_number() {
    let mut state = State::new(&method(), student()).unwrap();
    state.step = u64::MAX;
    let message = method()
        .advance(&state, &gradient())
        .unwrap_err()
        .to_string();
    assert!(message.contains("step"), "{message}");
}

#[test]
fn a_state_of_another_method_is_refused() {
    let plain = State::new(&method(), student()).unwrap();
    let half = || Rational::from((1, 2));
    let heavy = method()
        .with_rule(Rule::HeavyBall { momentum: half() })
        .unwrap();
    let nesterov = method()
        .with_rule(Rule::Nesterov { momentum: half() })
        .unwrap();
    let adam = method().with_rule(Rule::adam()).unwrap();
    let blended = method()
        .with_blend(Blend::new(half(), Projection::Binary).unwrap())
        .unwrap();
    for method in [&heavy, &nesterov, &adam, &blended] {
        assert!(method.advance(&plain, &gradient()).is_err(), "{method}");
        let own = State::new(method, student()).unwrap();
        assert!(method.advance(&own, &gradient()).is_ok(), "{method}");
    }
    let heavy_state = State::new(&heavy, student()).unwrap();
    assert!(adam.advance(&heavy_state, &gradient()).is_err());
    // Buffers and float weights of another length.
    let mut short = heavy_state;
    short.buffers.first.as_mut().unwrap().w.pop();
    assert!(heavy.advance(&short, &gradient()).is_err());
    let mut short = State::new(&blended, student()).unwrap();
    short.float_w.as_mut().unwrap().pop();
    assert!(blended.advance(&short, &gradient()).is_err());
}
