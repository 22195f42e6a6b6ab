//! Monte Carlo estimates beside exact values.
//!
//! # What is claimed, and how often the claim may fail by chance
//!
//! Each comparison is a mean over samples beside its exact expectation, judged by Bernstein's inequality with the exact
//! variance of one sample (see `theorems::agreement::bound`): no normal approximation, no estimated variance. All tests of
//! this file and of `agreement_faults.rs` share one budget of comparisons; the probability that a correct sampler with
//! perfect random numbers fails in any of them is below `10^-10`, whatever the dependence between the comparisons (union
//! bound). The seeds are fixed, so the outcome is too: the statement is about the choice of seeds.

#![expect(clippy::panic, reason = "helpers of tests")]

use coarsegrad_arith::{Rational, Scalar};
use coarsegrad_mc::{Estimator, McError, MiniBatch, Precision};
use coarsegrad_model::{GradientOracle, Network, Ste};
use theorems::agreement::bound::{Comparison, Ledger, Rounding, Share};
use theorems::agreement::cases::{
    ESTIMATORS, Run, fixed, random_instances, samples_for, shaped, stes,
};
use theorems::agreement::exact::Exact;
use theorems::agreement::observed::Observed;
use theorems::agreement::powers::PowerMoments;
use theorems::agreement::score::judge_population_gradient;
use theorems::hypotheses::Hypotheses;
use theorems::instances::{Instance, any_ste, instance};
use theorems::reference::theory_cases;

/// How many normal numbers a run of the full estimator draws, about.
const NORMALS: u64 = 1 << 21;

/// Runs all estimators that an STE allows and judges their means; how many ran.
fn judge_all(name: &str, instance: &Instance, ste: &Ste, seed: u64, ledger: &mut Ledger) -> usize {
    let exact = Exact::new(instance, ste);
    let samples = samples_for(instance, NORMALS);
    let mut ran = 0;
    for estimator in ESTIMATORS {
        match Run::means(estimator, seed, samples).estimate(instance, ste) {
            Ok(estimate) => {
                let observed = Observed::from_estimate(instance, &estimate, Precision::F64);
                observed.judge_means(&exact, ledger, &format!("{name}, {ste}"));
                ran += 1;
            }
            Err(McError::NoStates { .. }) => assert_eq!(estimator, Estimator::States),
            Err(error) => panic!("{name}, {ste}, {estimator}: {error}"),
        }
    }
    ran
}

/// Population loss, `df/dv`, every component of the expected coarse gradient and its coordinates in the plane, for all
/// reference cases, all STEs and all estimators.
#[test]
fn means_agree_on_all_reference_cases() {
    let mut ledger = Ledger::new(Share::ReferenceCases);
    let mut ran = 0;
    let mut seed = 1000;
    for case in theory_cases() {
        for ste in stes() {
            seed += 1;
            ran += judge_all(&case.id, &case.instance, &ste, seed, &mut ledger);
        }
    }
    println!("{ran} runs");
    ledger.accept();
}

/// The same on random instances: small, wide, nearly and exactly parallel, at exact angles, at critical points, at `w = 0`;
/// one row or many, one input or many, `|w|` small and large; STEs with random parameters too.
#[test]
fn means_agree_on_random_instances() {
    let mut ledger = Ledger::new(Share::RandomInstances);
    let fixed_stes = stes();
    let random_stes = fixed(100, 200, &any_ste());
    let mut ran = 0;
    for (index, (name, instance)) in random_instances().iter().enumerate() {
        let chosen = (0..3).map(|k| &fixed_stes[(5 * index + 4 * k) % fixed_stes.len()]);
        let random = random_stes.iter().cycle().skip(index).take(1);
        for (seed, ste) in (10_000 + 10 * index as u64..).zip(chosen.chain(random)) {
            ran += judge_all(name, instance, ste, seed, &mut ledger);
        }
    }
    println!("{ran} runs");
    ledger.accept();
}

/// The reference cases and the random instances.
fn all_instances() -> Vec<(String, Instance)> {
    let cases = theory_cases().into_iter();
    let cases = cases.map(|case| (case.id, case.instance));
    cases.chain(random_instances()).collect()
}

/// Means in single precision, where rounding takes part: see `Rounding` for what it is allowed.
#[test]
fn means_agree_in_single_precision() {
    let mut ledger = Ledger::new(Share::SinglePrecision);
    let hypotheses = Hypotheses::new();
    let all = stes();
    for (index, (name, instance)) in all_instances().iter().enumerate() {
        if instance.inputs() > 8 {
            continue;
        }
        for k in 0..2 {
            let ste = &all[(3 * index + 5 * k) % all.len()];
            let exact = Exact::new(instance, ste);
            for estimator in ESTIMATORS {
                let run = Run {
                    precision: Precision::F32,
                    ..Run::means(
                        estimator,
                        20_000 + (10 * index + k) as u64,
                        samples_for(instance, NORMALS),
                    )
                };
                let estimate = run.estimate(instance, ste);
                if matches!(estimate, Err(McError::NoStates { .. })) {
                    continue;
                }
                let in_range = !matches!(estimate, Err(McError::Range { .. }));
                if hypotheses.met("the weights fit the precision", in_range) {
                    let estimate = estimate.unwrap();
                    let observed = Observed::from_estimate(instance, &estimate, Precision::F32);
                    observed.judge_means(&exact, &mut ledger, &format!("{name}, {ste}"));
                }
            }
        }
    }
    hypotheses.require(90);
    ledger.accept();
}

/// The population gradient by the likelihood ratio is `-(v.v*)/(2 pi |w|) e`; its exact variance is computed from fourth
/// moments. Inner product and cosine are within what the bounds of the two gradients imply, and their own standard errors
/// (delta method) are honest: in these units the deviations have a mean square near 1. This last part rests on a normal
/// approximation and is outside the budget.
#[test]
fn population_gradients_agree_with_exact_ones() {
    let mut ledger = Ledger::new(Share::PopulationGradient);
    let hypotheses = Hypotheses::new();
    let all = stes();
    let mut scores = [Vec::new(), Vec::new()];
    for (index, (name, instance)) in all_instances().iter().enumerate() {
        let ste = &all[(7 * index) % all.len()];
        let exact = Exact::new(instance, ste);
        let powers = PowerMoments::new(instance, &exact.directions, ste);
        for estimator in ESTIMATORS {
            let run = Run {
                population_gradient: true,
                ..Run::means(
                    estimator,
                    30_000 + index as u64,
                    samples_for(instance, 4 * NORMALS),
                )
            };
            let Ok(estimate) = run.estimate(instance, ste) else {
                assert_eq!(estimator, Estimator::States);
                continue;
            };
            let what = format!("{name}, {ste}");
            let found =
                judge_population_gradient(instance, &exact, &powers, &estimate, &mut ledger, &what);
            if !hypotheses.met("there is a gradient", found.is_some()) {
                continue;
            }
            let found = found.unwrap();
            // Rare events make no normal law, and products of two averages about zero do not either.
            let ordinary = exact.directions.sin > 0.05 && exact.directions.norm < 100.0;
            if ordinary && exact.inner_product.unwrap() != 0.0 {
                scores[0].push(found.inner_product);
                scores[1].extend(found.cosine);
            }
        }
    }
    hypotheses.require(50);
    for (scores, name) in scores.iter().zip(["inner product", "cosine"]) {
        let count = scores.len();
        let mean_square = scores.iter().map(|z| z * z).sum::<f64>() / count as f64;
        let largest = scores.iter().copied().fold(0.0, f64::max);
        println!("{name}: {count} deviations, largest |z| {largest:.2}, mean z^2 {mean_square:.3}");
        assert!(count > 50 && largest < 7.0);
        assert!(mean_square > 0.5 && mean_square < 2.0);
    }
    ledger.accept();
}

/// Second moments: of the sample loss, of `dl/dv`, of the coarse gradient in the plane of `w` and `w*`, off it, all entries
/// of its covariance matrix, and its trace. How a second moment varies is a fourth moment, which is computed by numerical
/// integration; the same integrals agree with the closed forms of the second moments to nine digits.
#[test]
fn covariances_agree_with_exact_ones() {
    let mut ledger = Ledger::new(Share::SecondMoments);
    let all = stes();
    let mut distance = 0.0_f64;
    for (index, (name, instance)) in all_instances().iter().enumerate() {
        for k in 0..2 {
            let ste = &all[(2 * index + 5 * k) % all.len()];
            let exact = Exact::new(instance, ste);
            let powers = PowerMoments::new(instance, &exact.directions, ste);
            let here = powers.distance_from(&exact);
            assert!(here < 1e-9, "{name}, {ste}: {here}");
            distance = distance.max(here);
            for estimator in ESTIMATORS {
                let full = estimator == Estimator::Full;
                let run = Run {
                    covariance: full && instance.inputs() <= 20,
                    ..Run::means(
                        estimator,
                        40_000 + (10 * index + k) as u64,
                        samples_for(instance, 4 * NORMALS),
                    )
                };
                let Ok(estimate) = run.estimate(instance, ste) else {
                    assert_eq!(estimator, Estimator::States);
                    continue;
                };
                let observed = Observed::from_estimate(instance, &estimate, Precision::F64);
                let what = format!("{name}, {ste}");
                observed.judge_second_moments(&exact, &powers, &mut ledger, &what);
            }
        }
    }
    println!("the integrals are within {distance:e} of the closed forms");
    ledger.accept();
}

/// The batches that trainers are fed, over many steps.
#[test]
fn mini_batches_agree_with_exact_gradients() {
    const BATCH: u64 = 4096;
    const STEPS: u64 = 128;
    let mut ledger = Ledger::new(Share::MiniBatches);
    for (index, (rows, inputs)) in [(1, 1), (3, 4), (8, 5), (2, 33)].into_iter().enumerate() {
        let base = shaped(rows, inputs, 1.into());
        let numbers =
            |x: &[Rational]| -> Vec<f64> { x.iter().map(|x| f64::from_rational(&(), x)).collect() };
        let network = |it: &Network<Rational>| Network {
            v: numbers(&it.v),
            w: numbers(&it.w),
        };
        let (student, teacher) = (network(base.student()), network(base.teacher()));
        // The oracle is handed rounded weights: exactly these are compared.
        let exactly = |x: &[f64]| -> Vec<Rational> {
            x.iter().map(|x| Rational::from_f64(*x).unwrap()).collect()
        };
        let handed = instance(
            exactly(&student.v),
            exactly(&student.w),
            exactly(&teacher.v),
            exactly(&teacher.w),
        );
        for (seed, ste) in (50_000 + 100 * index as u64..).zip(stes()) {
            let exact = Exact::new(&handed, &ste);
            let mut oracle = MiniBatch::new(&teacher, &ste, BATCH, seed).unwrap();
            let mut sums = vec![0.0; rows + inputs];
            for step in 0..STEPS {
                let gradient = oracle.gradient(&student, step).unwrap();
                for (sum, x) in sums.iter_mut().zip(gradient.v.iter().chain(&gradient.w)) {
                    *sum += x;
                }
            }
            let residual = exact.ranges.residual;
            let reaches = std::iter::repeat_n(residual, rows).chain(std::iter::repeat_n(
                residual * exact.ranges.weighted,
                inputs,
            ));
            let expected = exact.outputs.iter().chain(&exact.entries);
            for (place, ((sum, moments), reach)) in
                sums.iter().zip(expected).zip(reaches).enumerate()
            {
                let comparison = Comparison {
                    found: sum / STEPS as f64,
                    exact: moments.mean,
                    deviation: moments.variance.sqrt(),
                    reach,
                    scale: reach,
                    samples: BATCH * STEPS,
                };
                let rounding = Rounding::of(Precision::F64, rows);
                ledger.compare(
                    &comparison,
                    rounding,
                    &format!("{rows}x{inputs}, {ste}, {place}"),
                );
            }
        }
    }
    ledger.accept();
}
