//! Samples per second of each estimator on one thread, beside the bare generator.
//!
//! `cargo bench -p coarsegrad-mc`. Compare runs on one machine only.

#![expect(
    clippy::unwrap_used,
    reason = "a benchmark on a broken instance must stop"
)]

use std::sync::Mutex;
use std::sync::atomic::AtomicBool;

use coarsegrad_arith::Rational;
use coarsegrad_mc::{Estimator, Plan, Precision, Request, Simd, fill_row};
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

type Case = (Estimator, Precision, usize, usize);

const CASES: [Case; 10] = [
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

fn run(bencher: divan::Bencher<'_, '_>, case: &str, simd: Simd) {
    let known = CASES.into_iter().find(|known| name(*known) == case);
    let (estimator, precision, rows, inputs) = known.unwrap();
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

/// The cases by name: `full-f64-8x16`.
fn cases() -> impl Iterator<Item = String> {
    CASES.into_iter().map(name)
}

fn name((estimator, precision, rows, inputs): Case) -> String {
    format!("{estimator}-{precision}-{rows}x{inputs}")
}

#[divan::bench(args = cases())]
fn avx512(bencher: divan::Bencher<'_, '_>, case: &str) {
    run(bencher, case, Simd::Avx512);
}

#[divan::bench(args = cases())]
fn avx2(bencher: divan::Bencher<'_, '_>, case: &str) {
    run(bencher, case, Simd::Avx2);
}

/// The limit of the full estimator: normal numbers and nothing else.
#[divan::bench(args = [Simd::Avx512, Simd::Avx2, Simd::Portable])]
fn generator(bencher: divan::Bencher<'_, '_>, simd: Simd) {
    let mut columns = vec![[0.0; 64]; 64];
    bencher
        .counter(ItemsCount::new(64_usize * 64 * 16))
        .bench_local(|| {
            for row in 0..16 {
                fill_row(simd, 1, 0, row, divan::black_box(&mut columns));
            }
        });
}
