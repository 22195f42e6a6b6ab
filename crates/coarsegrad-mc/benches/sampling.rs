//! Samples per second of each estimator on one thread, beside the bare generator.
//!
//! `cargo bench -p coarsegrad-mc`. Compare runs on one machine only.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a benchmark on a broken instance must stop"
)]

use std::sync::Mutex;
use std::sync::atomic::AtomicBool;

use coarsegrad_arith::Rational;
use coarsegrad_mc::{Estimator, Plan, Precision, Request, Simd};
use coarsegrad_model::{Network, Ste, TwoLayer};
use divan::counter::ItemsCount;

fn main() {
    rayon::ThreadPoolBuilder::new()
        .num_threads(1)
        .build_global()
        .unwrap();
    divan::main();
}

/// Weights without structure.
fn instance(rows: usize, inputs: usize) -> TwoLayer<Rational> {
    let entry = |index: usize, seed: usize| {
        let mixed = (index * 7919 + seed * 104_729 + 13) % 1009;
        Rational::from((i64::try_from(mixed).unwrap() - 504, 1009))
    };
    let network = |seed| Network {
        v: (0..rows).map(|i| entry(i, seed)).collect(),
        w: (0..inputs).map(|j| entry(j, seed + 1)).collect(),
    };
    TwoLayer::new(network(1), network(5)).unwrap()
}

const CASES: [(Estimator, Precision, usize, usize); 10] = [
    (Estimator::Full, Precision::F64, 8, 16),
    (Estimator::Full, Precision::F64, 64, 256),
    (Estimator::Full, Precision::F32, 8, 16),
    (Estimator::Full, Precision::F32, 64, 256),
    (Estimator::Projected, Precision::F64, 8, 16),
    (Estimator::Projected, Precision::F64, 64, 256),
    (Estimator::Projected, Precision::F32, 8, 16),
    (Estimator::Projected, Precision::F32, 64, 256),
    (Estimator::States, Precision::F64, 8, 16),
    (Estimator::States, Precision::F64, 64, 256),
];

fn run(bencher: divan::Bencher<'_, '_>, case: usize, simd: Simd) {
    let (estimator, precision, rows, inputs) = CASES[case];
    let request = Request {
        ste: Ste::Relu,
        estimator,
        precision,
        seed: 1,
        samples: 1 << 40,
        covariance: false,
        population_gradient: false,
    };
    let instance = instance(rows, inputs);
    let plan = Plan::new(&instance, request).unwrap().with_simd(simd);
    let per_call = plan.block_size() * 4;
    bencher
        .counter(ItemsCount::new(per_call))
        .with_inputs(|| Mutex::new(plan.empty()))
        .bench_refs(|partial| plan.run(0..4, partial, &AtomicBool::new(false)).unwrap());
}

fn cases() -> impl Iterator<Item = usize> {
    0..CASES.len()
}

#[divan::bench(args = cases())]
fn avx512(bencher: divan::Bencher<'_, '_>, case: usize) {
    run(bencher, case, Simd::Avx512);
}

#[divan::bench(args = cases())]
fn avx2(bencher: divan::Bencher<'_, '_>, case: usize) {
    run(bencher, case, Simd::Avx2);
}
