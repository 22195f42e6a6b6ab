//! Conventions: their texts, and the rows of observed behaviour that they must be able to express.
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

/// The gradient of clipping to [-1, 1] at -2, -1, 0, 1, 2, NaN, +inf, and at 2 for an infinite upstream gradient, as each
/// implementation was seen to answer.
const CLIP_GRADIENTS: [(&str, [&str; 8]); 10] = [
    ("torch 2.13 clamp", ["0", "1", "1", "1", "0", "0", "0", "0"]),
    (
        "torch 2.15 clamp (scalar bounds)",
        ["0", "0", "1", "0", "0", "0", "0", "0"],
    ),
    (
        "torch 2.15 clamp (tensor bounds)",
        ["0", "1/2", "1", "1/2", "0", "1", "0", "0"],
    ),
    ("torch hardtanh", ["0", "0", "1", "0", "0", "1", "0", "0"]),
    (
        "torch min(max())",
        ["0", "1/2", "1", "1/2", "0", "1", "0", "0"],
    ),
    ("tf clip_by_value", ["0", "1", "1", "1", "0", "0", "0", "0"]),
    ("jnp.clip", ["0", "1/2", "1", "1/2", "0", "0", "0", "nan"]),
    ("jax.nn.hard_tanh", ["0", "1", "1", "1", "0", "1", "0", "0"]),
    (
        "candle clamp",
        ["0", "1/2", "1", "1/2", "0", "0", "0", "nan"],
    ),
    ("burn clamp", ["0", "1", "1", "1", "0", "1", "0", "0"]),
];

fn clip_gradients(convention: &ClipConvention) -> Vec<Extended> {
    let clip = Clip::new(Rational::from(-1), Rational::from(1)).unwrap();
    let mut gradients: Vec<_> = ["-2", "-1", "0", "1", "2", "nan", "inf"]
        .iter()
        .map(|point| clip.dx(convention, &x(point), &x("1")))
        .collect();
    gradients.push(clip.dx(convention, &x("2"), &x("inf")));
    gradients
}

#[test]
fn known_clips_have_the_gradients_that_were_seen() {
    assert_eq!(KNOWN_CLIPS.len(), CLIP_GRADIENTS.len());
    for (known, (implementation, gradients)) in KNOWN_CLIPS.iter().zip(CLIP_GRADIENTS) {
        assert_eq!(known.implementation, implementation);
        assert_eq!(
            clip_gradients(&known.convention),
            gradients.map(x),
            "{implementation}"
        );
        // One convention alone has these values.
        let same = ClipConvention::all()
            .into_iter()
            .filter(|c| clip_gradients(c) == gradients.map(x))
            .count();
        assert_eq!(same, 1, "{implementation}");
    }
}

fn int4(convention: FakeQuantConvention) -> FakeQuant {
    FakeQuant::new(
        AffineGrid::symmetric(Rational::from(1), 4, false).unwrap(),
        convention,
    )
}

/// Gradients of int4 quantisation, scale 1, zero point 0, written down from the rules in words: seven inputs around the
/// upper bound, whose bins are (6.5, 7.5) or so.
#[test]
fn known_fake_quantisers_have_the_gradients_of_their_rules() {
    let points = ["6", "13/2", "27/4", "7", "29/4", "15/2", "9"];
    let expected = |bound: Bound, order: Order| -> [&'static str; 7] {
        match (order, bound) {
            (_, Bound::Identity) => ["1"; 7],
            // round(13/2) = 6 (even), round(15/2) = 8: the bin of 7 is (13/2, 15/2), without its ends.
            (Order::RoundClamp, Bound::Closed) => ["1", "1", "1", "1", "1", "0", "0"],
            (Order::RoundClamp, Bound::Open) => ["1", "1", "0", "0", "0", "0", "0"],
            (Order::RoundClamp, Bound::Half) => ["1", "1", "1/2", "1/2", "1/2", "0", "0"],
            (Order::ClampRound, Bound::Closed) => ["1", "1", "1", "1", "0", "0", "0"],
            (Order::ClampRound, Bound::Open) => ["1", "1", "1", "0", "0", "0", "0"],
            other => unreachable!("{other:?}"),
        }
    };
    assert_eq!(KNOWN_FAKE_QUANTS.len(), 14);
    for known in KNOWN_FAKE_QUANTS {
        let quantiser = int4(known.convention);
        let found = points.map(|point| quantiser.dx(&x(point), &x("1")).unwrap());
        let expected = expected(known.convention.bound, known.convention.order).map(x);
        assert_eq!(found, expected, "{}", known.implementation);
    }
    // Outside, an infinite upstream gradient is spoilt by those that multiply, as was seen.
    let spoilt = KNOWN_FAKE_QUANTS.iter().filter(|known| {
        let gradient = int4(known.convention).dx(&x("9"), &x("inf"));
        gradient.unwrap().is_nan()
    });
    let spoilt: Vec<_> = spoilt.map(|known| known.implementation).collect();
    assert_eq!(
        spoilt,
        [
            "torch fake_quantize_per_tensor_affine",
            "torch learnable fake-quantiser",
            "tf.quantization.fake_quant_* and keras",
            "jnp.clip of a round STE",
        ]
    );
    let tf = KNOWN_FAKE_QUANTS
        .iter()
        .find(|known| known.implementation.starts_with("tf"))
        .unwrap();
    assert_eq!(int4(tf.convention).forward(&x("1/2")).unwrap(), x("1"));
    assert_eq!(int4(tf.convention).forward(&x("-1/2")).unwrap(), x("0"));
    assert_eq!(
        int4(KNOWN_FAKE_QUANTS[0].convention)
            .forward(&x("1/2"))
            .unwrap(),
        x("0")
    );
}

#[test]
fn texts_of_conventions_are_read_back() {
    let mut count = 0;
    for convention in FakeQuantConvention::all() {
        let text = Convention::from(convention).to_string();
        assert_eq!(
            text.parse::<Convention>().unwrap(),
            Convention::from(convention)
        );
        count += 1;
    }
    assert_eq!(count, 6 * 2 * 5 * 3 * 2 * 3 * 2 * 2);
    let distinct: std::collections::HashSet<_> = FakeQuantConvention::all().into_iter().collect();
    assert_eq!(distinct.len(), count);
    assert_eq!(
        Convention::from(KNOWN_CLIPS[0].convention).to_string(),
        "clip bound=closed nan=zero mask=selects"
    );
    let swapped: ClipConvention = "nan=zero  mask=selects bound=closed".parse().unwrap();
    assert_eq!(swapped, KNOWN_CLIPS[0].convention);
}

#[test]
fn wrong_texts_of_conventions_are_refused_with_the_reason() {
    for (text, reason) in [
        ("clip bound=closed", "no nan"),
        (
            "clip bound=closed nan=zero mask=selects nan=zero",
            "given once, found \"nan\"",
        ),
        ("clip bound=closed nan=zero", "no mask"),
        (
            "clip bound=closed nan=zero mask=selects round=floor",
            "found \"round\"",
        ),
        (
            "clip bound=shut nan=zero mask=selects",
            "expected one of closed, open, half, left_closed, identity",
        ),
        ("clip bound", "key=choice"),
        (
            "clap bound=closed nan=zero",
            "expected one of fake_quant.affine, clip",
        ),
        ("", "operation: \"\" is not known"),
    ] {
        let error = text.parse::<Convention>().unwrap_err().to_string();
        assert!(error.contains(reason), "{text}: {error}");
    }
}

#[test]
fn names_are_those_of_the_records() {
    fn names<A: Axis>() -> Vec<&'static str> {
        A::ALL.iter().map(|choice| choice.name()).collect()
    }
    assert_eq!(
        names::<Rounding>(),
        [
            "half_even",
            "half_away",
            "half_up",
            "to_zero",
            "floor",
            "stochastic"
        ]
    );
    assert_eq!(names::<Order>(), ["round_clamp", "clamp_round"]);
    assert_eq!(
        names::<Bound>(),
        ["closed", "open", "half", "left_closed", "identity"]
    );
    assert_eq!(names::<SignAtZero>(), ["plus_one", "zero", "minus_one"]);
    assert_eq!(names::<HeavisideAtZero>(), ["zero", "one", "half"]);
    assert_eq!(names::<TernaryTie>(), ["in", "out"]);
    assert_eq!(names::<CompareDtype>(), ["input", "f32"]);
    assert_eq!(names::<Mask>(), ["selects", "multiplies"]);
    assert_eq!(names::<NanPolicy>(), ["propagate", "zero", "pass"]);
    assert_eq!(names::<ScaleGradient>(), ["lsq", "plain", "none"]);
    assert_eq!(names::<ZeroPointRounding>(), ["before", "after"]);
    assert_eq!(names::<SurrogateNorm>(), ["unit_peak", "unit_area"]);
    for rounding in Rounding::ALL {
        assert_eq!(rounding.name().parse::<Rounding>().unwrap(), *rounding);
    }
}
