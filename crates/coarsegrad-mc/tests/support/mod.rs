//! Instances and runs for the tests.
#![allow(dead_code, reason = "each test file uses a part")]
#![expect(clippy::unwrap_used, reason = "a broken fixture must stop the test")]

use std::sync::Mutex;
use std::sync::atomic::AtomicBool;

use coarsegrad_arith::Rational;
use coarsegrad_mc::{Estimate, Estimator, Partial, Plan, Precision, Request};
use coarsegrad_model::{Network, Ste, TwoLayer};

/// A run of a given length with everything else as usual.
pub fn request(ste: &str, estimator: Estimator, samples: u64) -> Request {
    Request {
        ste: ste.parse().unwrap(),
        estimator,
        precision: Precision::F64,
        seed: 7,
        samples,
        covariance: false,
        population_gradient: true,
    }
}

/// The instance with the given integer weights, divided by `denominator`.
pub fn instance(
    denominator: i32,
    [v, w]: [&[i32]; 2],
    [v_star, w_star]: [&[i32]; 2],
) -> TwoLayer<Rational> {
    let vector = |x: &[i32]| {
        x.iter()
            .map(|x| Rational::from((*x, denominator)))
            .collect()
    };
    let network = |v, w| Network {
        v: vector(v),
        w: vector(w),
    };
    TwoLayer::new(network(v, w), network(v_star, w_star)).unwrap()
}

/// Weights without structure.
pub fn generic(rows: usize, inputs: usize) -> TwoLayer<Rational> {
    let entry = |index: usize, seed: usize| {
        let mixed = (index * 7919 + seed * 104_729 + 13) % 1009;
        Rational::from((i64::try_from(mixed).unwrap() - 504, 600))
    };
    let network = |seed| Network {
        v: (0..rows).map(|i| entry(i, seed)).collect(),
        w: (0..inputs).map(|j| entry(j, seed + 1)).collect(),
    };
    TwoLayer::new(network(1), network(5)).unwrap()
}

/// All blocks of a run.
pub fn complete(plan: &Plan) -> Partial {
    let partial = Mutex::new(plan.empty());
    let stop = AtomicBool::new(false);
    plan.run(0..plan.blocks(), &partial, &stop).unwrap();
    partial.into_inner().unwrap()
}

/// The estimate of a whole run.
pub fn estimate(instance: &TwoLayer<Rational>, request: Request) -> Estimate {
    let plan = Plan::new(instance, request).unwrap();
    plan.estimate(&complete(&plan)).unwrap()
}

/// The instance in double precision.
pub fn rounded(instance: &TwoLayer<Rational>) -> TwoLayer<f64> {
    use coarsegrad_arith::Scalar;
    let vector = |x: &[Rational]| x.iter().map(|x| f64::from_rational(&(), x)).collect();
    let network = |network: &Network<Rational>| Network {
        v: vector(&network.v),
        w: vector(&network.w),
    };
    TwoLayer::new(network(instance.student()), network(instance.teacher())).unwrap()
}

/// STEs of every kind: breakpoints on both sides, values at breakpoints, negative slopes.
pub fn stes() -> Vec<Ste> {
    let names = [
        "piecewise:-1/2[-3/4=2]1/3[0]2[1/2]-1",
        "gaussian:2/3",
        "leaky-relu:-1/5",
    ];
    let more = names.iter().map(|name| name.parse().unwrap());
    Ste::catalogue().into_iter().chain(more).collect()
}
