//! How normal the normal numbers are.
//!
//! The statistical tests run on fixed seeds, so they give the same answer every time. Each allows
//! what a perfect generator would exceed with probability below 1e-10.
#![expect(clippy::unwrap_used, reason = "a broken fixture must stop the test")]

mod support;

use coarsegrad_arith::{Ball, Rational};
use coarsegrad_mc::{normals_f32, normals_f64, philox4x32_10};
use statrs::distribution::{ContinuousCDF, Normal};

fn ball(x: f64) -> Ball {
    Ball::from_rational(120, &Rational::from_f64(x).unwrap())
}

/// The largest distance of a pair of numbers from the exact transform of its bits: in the plane,
/// a difference of length and one of angle.
fn distance(pair: [f64; 2], x: &Rational, y: &Rational) -> f64 {
    let [a, b] = pair.map(ball);
    let exact_square = Ball::from_rational(120, x).ln().mul_2exp(1);
    let exact = (-exact_square).sqrt_non_negative();
    let length = (a.square() + &b.square()).sqrt_non_negative();
    let lengths = (length - &exact).abs().upper().to_f64();
    if pair == [0.0, 0.0] {
        return lengths;
    }
    // The angle, up to whole turns.
    let turn = Ball::pi(120).mul_2exp(1);
    let angle = Ball::atan2(&b, &a) - &(turn.clone() * &Ball::from_rational(120, y));
    let angles = [Ball::zero(120), turn]
        .into_iter()
        .map(|turn| (angle.clone() + &turn).abs().upper().to_f64())
        .fold(f64::INFINITY, f64::min);
    lengths.hypot(angles * exact.upper().to_f64())
}

/// In double precision, over 100,000 pairs: within 2e-15 of the exact transform.
#[test]
fn double_precision_normals_are_accurate() {
    let mut worst: f64 = 0.0;
    for sample in 0..100_000_u32 {
        let bits = philox4x32_10([sample, 0, 0, 0], [9, 0]);
        let word = |low: u32, high: u32| u64::from(low) | (u64::from(high) << 32);
        // Odd multiples of 2^-53 from the upper 52 bits.
        let unit = |word: u64| Rational::from(((word >> 12) * 2 + 1, 1_u64 << 53));
        let (x, y) = (unit(word(bits[0], bits[1])), unit(word(bits[2], bits[3])));
        let z = normals_f64(9, u64::from(sample), 1, 2);
        worst = worst.max(distance([z[0], z[1]], &x, &y));
    }
    println!("largest distance {worst:e}");
    assert!(worst < 2e-15);
}

/// In single precision, given bits rounded to it: within 1e-6.
#[test]
fn single_precision_normals_are_accurate() {
    let mut worst: f64 = 0.0;
    for sample in 0..50_000_u32 {
        let bits = philox4x32_10([sample, 0, 0, 0], [9, 0]);
        // Odd multiples of 2^-32 from the upper 31 bits, rounded to single precision.
        let unit = |word: u32| {
            let rounded = ((word >> 1).cast_signed() as f32 + 0.5) / 2.0_f32.powi(31);
            Rational::from_f64(f64::from(rounded)).unwrap()
        };
        let z = normals_f32(9, u64::from(sample), 1, 4);
        for (pair, at) in [([0, 1], 0), ([2, 3], 2)] {
            let pair = pair.map(|i: usize| f64::from(z[i]));
            worst = worst.max(distance(pair, &unit(bits[at]), &unit(bits[at + 1])));
        }
    }
    println!("largest distance {worst:e}");
    assert!(worst < 1e-6);
}

/// Normal numbers of a sample each, as many as make `count`.
fn stream(seed: u64, count: usize) -> Vec<f64> {
    let per_sample = 4096;
    (0..count.div_ceil(per_sample) as u64)
        .flat_map(|sample| normals_f64(seed, sample, 64, 64))
        .collect()
}

fn stream_single(seed: u64, count: usize) -> Vec<f64> {
    let per_sample = 4096;
    (0..count.div_ceil(per_sample) as u64)
        .flat_map(|sample| normals_f32(seed, sample, 64, 64))
        .map(f64::from)
        .collect()
}

/// The first eight moments, in units of their standard errors: each within 6.5 (probability
/// 8e-11).
#[test]
fn moments_are_normal() {
    let double_factorial = |k: u32| (1..k).step_by(2).map(f64::from).product::<f64>();
    for numbers in [stream(1, 1 << 22), stream_single(1, 1 << 22)] {
        let count = numbers.len() as f64;
        for k in 1..=8_u32 {
            let average = numbers.iter().map(|z| z.powi(k.cast_signed())).sum::<f64>() / count;
            let exact = if k.is_multiple_of(2) {
                double_factorial(k)
            } else {
                0.0
            };
            let variance = double_factorial(2 * k) - exact * exact;
            let score = (average - exact) / (variance / count).sqrt();
            println!("moment {k}: {score:.2}");
            assert!(score.abs() < 6.5);
        }
    }
}

/// Anderson and Darling's statistic on a million numbers. Its law puts less than 1e-10 above 20
/// (the tail falls about as e^-A).
#[test]
fn the_distribution_is_normal() {
    let normal = Normal::standard();
    for mut numbers in [stream(2, 1 << 20), stream_single(2, 1 << 20)] {
        numbers.sort_by(f64::total_cmp);
        let count = numbers.len();
        let sum: f64 = numbers
            .iter()
            .zip(numbers.iter().rev())
            .enumerate()
            .map(|(i, (low, high))| {
                // ln F(z_i) + ln (1 - F(z_{n-1-i})).
                (2 * i + 1) as f64 * (normal.cdf(*low).ln() + normal.cdf(-high).ln())
            })
            .sum();
        let statistic = -(count as f64) - sum / count as f64;
        println!("A^2 = {statistic:.3}");
        assert!(statistic < 20.0);
        // The tails, by count: binomial, within 6.5 standard errors.
        for reach in [2.0, 3.0, 4.0] {
            let probability = 2.0 * normal.cdf(-reach);
            let expected = probability * count as f64;
            let found = numbers.iter().filter(|z| z.abs() > reach).count() as f64;
            let score = (found - expected) / (expected * (1.0 - probability)).sqrt();
            println!("beyond {reach}: {found} of {expected:.1}, {score:.2}");
            assert!(score.abs() < 6.5);
        }
    }
}

/// The far tail: 2^26 numbers reach beyond 5 about 38 times, and none goes beyond what the
/// generator can reach. P(Poisson(38.5) <= 3) is below 1e-10, and so is P(>= 85).
#[test]
fn the_tail_is_there() {
    let (mut beyond, mut largest) = (0, 0.0_f64);
    for sample in 0..1 << 14 {
        for z in normals_f64(3, sample, 64, 64) {
            beyond += u32::from(z.abs() > 5.0);
            largest = largest.max(z.abs());
        }
    }
    println!("{beyond} beyond 5, the largest is {largest:.3}");
    assert!(beyond > 3 && beyond < 85);
    assert!(largest < 8.58);
}

/// Neighbours in every direction are uncorrelated, and so are their squares: columns, rows,
/// samples and seeds, over a million pairs each. 6.5 standard errors.
#[test]
fn neighbours_are_independent() {
    let (rows, inputs) = (64, 64);
    let count = (256 * rows * inputs) as f64;
    let mut correlations = [[0.0; 2]; 4];
    for sample in 0..256 {
        let here = normals_f64(4, sample, rows, inputs);
        let next_sample = normals_f64(4, sample + 256, rows, inputs);
        let next_seed = normals_f64(5, sample, rows, inputs);
        for (i, z) in here.iter().enumerate() {
            let column = here[i / inputs * inputs + (i + 1) % inputs];
            let row = here[(i + inputs) % here.len()];
            let others = [column, row, next_sample[i], next_seed[i]];
            for (sum, other) in correlations.iter_mut().zip(others) {
                sum[0] += z * other;
                sum[1] += (z * z - 1.0) * (other * other - 1.0) / 2.0;
            }
        }
    }
    for ([product, squares], name) in correlations
        .into_iter()
        .zip(["column", "row", "sample", "seed"])
    {
        let scores = [product / count.sqrt(), squares / count.sqrt()];
        println!("{name}: {scores:.2?}");
        assert!(scores.iter().all(|score| score.abs() < 6.5), "{name}");
    }
}
