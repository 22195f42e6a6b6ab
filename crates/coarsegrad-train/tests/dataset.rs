//! Gradients over the user's own samples.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests, where a panic is a failed test"
)]

use std::num::NonZeroUsize;

use coarsegrad_model::{GradientOracle, Network, Ste, TwoLayer};
use coarsegrad_train::{Batches, DatasetOracle};

fn student() -> Network<f64> {
    Network {
        v: vec![1.0, -0.5],
        w: vec![0.5, 1.0, -1.0],
    }
}

fn teacher() -> Network<f64> {
    Network {
        v: vec![2.0, 1.0],
        w: vec![1.0, 0.0, -1.0],
    }
}

/// Deterministic numbers in (-2, 2).
fn inputs(samples: usize) -> Vec<f64> {
    let mut state = 7u64;
    (0..samples * 6)
        .map(|_| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            f64::from(i32::try_from(state >> 40).unwrap()) / f64::from(1 << 22) - 2.0
        })
        .collect()
}

fn labels(z: &[f64]) -> Vec<f64> {
    z.chunks(6).map(|z| teacher().output(z).unwrap()).collect()
}

fn oracle(batches: Batches) -> DatasetOracle {
    let z = inputs(5);
    let labels = labels(&z);
    DatasetOracle::new(Ste::Relu, (2, 3), z, labels, batches).unwrap()
}

#[test]
fn the_mean_is_that_of_the_models_one_sample_gradients() {
    let model = TwoLayer::new(student(), teacher()).unwrap();
    let mut oracle = oracle(Batches::All);
    let mean = oracle.gradient(&student(), 17).unwrap();
    let (mut v, mut w, mut loss) = ([0.0; 2], [0.0; 3], 0.0);
    for z in inputs(5).chunks(6) {
        let one = model.coarse_gradient(z, &Ste::Relu).unwrap();
        loss += model.sample_loss(z).unwrap() / 5.0;
        (0..2).for_each(|i| v[i] += one.v[i] / 5.0);
        (0..3).for_each(|i| w[i] += one.w[i] / 5.0);
    }
    assert!(loss > 0.0 && (oracle.loss(&student()).unwrap() - loss).abs() < 1e-14);
    for (x, y) in mean.v.iter().chain(&mean.w).zip(v.iter().chain(&w)) {
        assert!((x - y).abs() < 1e-14, "{mean:?}");
    }
    assert!(mean.w.iter().any(|x| x.abs() > 1e-3));
}

#[test]
fn cycling_batches_take_the_samples_in_turn() {
    let mut two = oracle(Batches::Cycling(NonZeroUsize::new(2).unwrap()));
    let z = inputs(5);
    let labels = labels(&z);
    for (step, [first, second]) in [[0, 1], [2, 3], [4, 0], [1, 2], [3, 4]].iter().enumerate() {
        let of = |k: usize| {
            student()
                .coarse_gradient(&z[k * 6..k * 6 + 6], &labels[k], &Ste::Relu)
                .unwrap()
        };
        let (x, y) = (of(*first), of(*second));
        let mean = two.gradient(&student(), step as u64).unwrap();
        for i in 0..3 {
            assert_eq!(mean.w[i], (x.w[i] + y.w[i]) * 0.5);
        }
    }
    assert_eq!(
        two.gradient(&student(), u64::MAX).unwrap(),
        two.gradient(&student(), 0).unwrap()
    );
}

#[test]
fn data_sets_that_do_not_fit_are_refused_by_place() {
    let read = |text: &str| {
        DatasetOracle::from_json(Ste::Relu, (2, 3), text.as_bytes(), Batches::All)
            .map(|oracle| oracle.samples())
            .map_err(|error| error.to_string())
    };
    assert_eq!(read(r#"{"z": [[[1,2,3],[4,5,6]]], "y": [1.5]}"#), Ok(1));
    for (text, says) in [
        (r#"{"z": [], "y": []}"#, "z: must have at least one sample"),
        (
            r#"{"z": [[[1,2,3],[4,5,6]]], "y": [1, 2]}"#,
            "y: has 2 labels, but z has 1 samples",
        ),
        (r#"{"z": [[[1,2,3]]], "y": [1]}"#, "z[0]: has 1 rows"),
        (
            r#"{"z": [[[1,2,3],[4,5]]], "y": [1]}"#,
            "z[0][1]: has 2 numbers",
        ),
        (
            r#"{"z": [[[1,2,3],[4,5,NaN]]], "y": [1]}"#,
            "the data set: ",
        ),
        (
            "\u{feff}{}",
            "the data set: it starts with a byte order mark",
        ),
        (
            r#"{"z": [[[1,2,3],[4,5,1e999]]], "y": [1]}"#,
            "the data set: ",
        ),
        (r#"{"z": [[[1,2,3],[4,5,6]]]}"#, "missing field `y`"),
        (
            r#"{"z": [[[1,2,3],[4,5,6]]], "y": [1], "x": 0}"#,
            "unknown field `x`",
        ),
        ("[", "the data set: "),
    ] {
        let message = read(text).unwrap_err();
        assert!(
            message.starts_with("the data set: ") || message.contains(says),
            "{message}"
        );
        assert!(message.contains(says), "{message}");
    }
    let bad = DatasetOracle::new(Ste::Relu, (1, 1), vec![f64::NAN], vec![0.0], Batches::All);
    assert!(
        bad.unwrap_err()
            .to_string()
            .contains("z[0]: is not a finite number")
    );
    let bad = DatasetOracle::new(Ste::Relu, (2, 2), vec![0.0; 5], vec![0.0], Batches::All);
    assert!(bad.unwrap_err().to_string().contains("has 5 numbers"));
}
