//! Time of all quantities of an instance: by size, digits and straight-through estimator.
//!
//! `cargo bench -p coarsegrad-exact`. Compare runs on one machine only.

#![expect(
    clippy::expect_used,
    reason = "a benchmark on a broken instance must stop"
)]

use coarsegrad_exact::{Population, Request, value};
use coarsegrad_model::{Network, Ste, TwoLayer};
use divan::{Bencher, black_box, counter::ItemsCount};

use coarsegrad_arith::Rational;

fn main() {
    divan::main();
}

/// An instance with `size` rows and inputs: a fixed linear congruential sequence over 1024.
fn instance(size: usize) -> TwoLayer<Rational> {
    let mut state = 20_261_121_u32;
    let mut vector = || -> Vec<Rational> {
        (0..size)
            .map(|_| {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                Rational::from((i64::from(state >> 12) - (1 << 19), 1024))
            })
            .collect()
    };
    let mut network = || Network {
        v: vector(),
        w: vector(),
    };
    TwoLayer::new(network(), network()).expect("the vectors have one shape and are not zero")
}

fn run(bencher: Bencher<'_, '_>, size: usize, digits: u32, stes: Vec<Ste>) {
    let instance = instance(size);
    let request = Request {
        stes,
        digits,
        closed_forms: true,
    };
    bencher.counter(ItemsCount::new(size)).bench_local(|| {
        let population = Population::new(black_box(&instance));
        value(&population, &request).expect("the instance is generic")
    });
}

fn paper() -> Vec<Ste> {
    vec![Ste::Identity, Ste::Relu, Ste::ClippedRelu]
}

/// Cost is O(m + n): time per item is flat from some hundred on.
#[divan::bench(args = [1, 8, 64, 512, 4096, 32768])]
fn by_size(bencher: Bencher<'_, '_>, size: usize) {
    run(bencher, size, 30, paper());
}

#[divan::bench(args = [15, 50, 150, 500, 1500])]
fn by_digits(bencher: Bencher<'_, '_>, digits: u32) {
    run(bencher, 8, digits, paper());
}

#[divan::bench(args = ["identity", "relu", "clipped-relu", "hard-tanh", "leaky-relu", "gaussian"])]
fn by_ste(bencher: Bencher<'_, '_>, name: &str) {
    run(
        bencher,
        8,
        50,
        vec![name.parse().expect("a name of the catalogue")],
    );
}
