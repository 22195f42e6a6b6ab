//! The same bits for everybody: any width of vectors, number of threads, order and grouping.
#![expect(clippy::unwrap_used, reason = "a broken fixture must stop the test")]

mod support;

use std::sync::Mutex;
use std::sync::atomic::AtomicBool;

use coarsegrad_mc::{Estimator, McError, Partial, Plan, Precision, Simd};
use proptest::prelude::*;
use support::{complete, generic, request, stes};

const ESTIMATORS: [Estimator; 3] = [Estimator::Full, Estimator::Projected, Estimator::States];

/// Vectors of eight, of four, and no vectors.
#[test]
fn every_width_of_vectors_gives_the_same_bits() {
    println!("this machine has {}", Simd::detect());
    for (rows, inputs) in [(3, 5), (8, 16)] {
        let instance = generic(rows, inputs);
        for ste in stes() {
            for estimator in ESTIMATORS {
                for precision in [Precision::F32, Precision::F64] {
                    let mut request = request(&ste.to_string(), estimator, 1000);
                    request.precision = precision;
                    let Ok(plan) = Plan::new(&instance, request) else {
                        assert_eq!(estimator, Estimator::States);
                        continue;
                    };
                    let widest = complete(&plan);
                    let mut plan = plan;
                    for simd in [Simd::Avx2, Simd::Portable] {
                        plan = plan.with_simd(simd);
                        assert_eq!(
                            complete(&plan),
                            widest,
                            "{ste} {estimator} {precision} {simd}"
                        );
                    }
                }
            }
        }
    }
}

/// One, two, three and eight threads.
#[test]
fn every_number_of_threads_gives_the_same_bits() {
    let instance = generic(8, 16);
    for estimator in ESTIMATORS {
        let plan = Plan::new(&instance, request("relu", estimator, 200_001)).unwrap();
        assert!(plan.blocks() > 10);
        let results: Vec<Partial> = [1, 2, 3, 8]
            .into_iter()
            .map(|threads| {
                let builder = rayon::ThreadPoolBuilder::new().num_threads(threads);
                builder.build().unwrap().install(|| complete(&plan))
            })
            .collect();
        for result in &results {
            assert_eq!(result, &results[0]);
        }
    }
}

fn part(plan: &Plan, blocks: std::ops::Range<u64>) -> Partial {
    let partial = Mutex::new(plan.empty());
    plan.run(blocks, &partial, &AtomicBool::new(false)).unwrap();
    partial.into_inner().unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    /// A run cut anywhere, its parts sent as text and merged in any order.
    #[test]
    fn parts_merge_to_the_whole(
        cuts in prop::collection::vec(0_u64..13, 0..5),
        order in any::<u64>(),
        estimator in prop::sample::select(ESTIMATORS.to_vec()),
    ) {
        let plan = Plan::new(&generic(3, 4), request("relu", estimator, 16_384 * 12 + 77)).unwrap();
        prop_assert_eq!(plan.blocks(), 13);
        let whole = complete(&plan);
        let mut cuts = cuts;
        cuts.extend([0, 13]);
        cuts.sort_unstable();
        let mut parts: Vec<Partial> = cuts
            .windows(2)
            .map(|pair| part(&plan, pair[0]..pair[1]))
            .map(|part| Partial::from_json(part.to_json().as_bytes()).unwrap())
            .collect();
        parts.sort_by_key(|part| {
            let start = part.blocks().ranges().first().map_or(0, |range| range.start);
            (start + 1).wrapping_mul(order | 1) >> 7
        });
        let mut merged = plan.empty();
        for part in &parts {
            merged.merge(part).unwrap();
        }
        merged.complete().unwrap();
        prop_assert_eq!(&merged, &whole);
        prop_assert_eq!(plan.estimate(&merged).unwrap(), plan.estimate(&whole).unwrap());
    }

    /// A part that lacks sums is refused, and nothing of it is added.
    #[test]
    fn parts_with_fewer_sums_are_refused(kept in 0_usize..10) {
        let plan = Plan::new(&generic(1, 2), request("relu", Estimator::Full, 100)).unwrap();
        let text = complete(&plan).to_json();
        let mut document: serde_json::Value = serde_json::from_str(&text).unwrap();
        document["sums"].as_array_mut().unwrap().truncate(kept);
        let short = Partial::from_json(document.to_string().as_bytes()).unwrap();
        let mut union = plan.empty();
        let refused = matches!(union.merge(&short), Err(McError::Partial { .. }));
        prop_assert!(refused);
        prop_assert_eq!(union, plan.empty());
    }

    /// A mutated partial result is refused or is one: nothing panics.
    #[test]
    fn garbage_is_refused(position in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let plan = Plan::new(&generic(1, 2), request("relu", Estimator::Full, 100)).unwrap();
        let mut text = complete(&plan).to_json().into_bytes();
        let at = position.index(text.len());
        text[at] = byte;
        if let Ok(partial) = Partial::from_json(&text) {
            let _ = plan.estimate(&partial);
            let _ = partial.complete();
            let mut other = plan.empty();
            let _ = other.merge(&partial);
        }
    }
}

/// Samples do not depend on how many there are: the run over N samples and the first N of a longer
/// one, which ends in the middle of a block, sum the same.
#[test]
fn a_longer_run_begins_with_the_same_samples() {
    let instance = generic(3, 4);
    let mean = |samples| {
        let plan = Plan::new(&instance, request("relu", Estimator::Full, samples)).unwrap();
        plan.estimate(&complete(&plan)).unwrap().loss.mean
    };
    // One sample more changes the sum by that sample alone.
    let (shorter, longer) = (mean(77), mean(78));
    let model = support::rounded(&instance);
    let last = model
        .sample_loss(&coarsegrad_mc::normals_f64(7, 77, 3, 4))
        .unwrap();
    assert!((longer * 78.0 - shorter * 77.0 - last).abs() < 1e-12);
}

/// Duplicates, gaps and parts of other runs are refused by name.
#[test]
fn what_cannot_be_merged_is_named() {
    let instance = generic(3, 4);
    let plan = Plan::new(&instance, request("relu", Estimator::Projected, 100_000)).unwrap();
    let (first, second) = (part(&plan, 0..3), part(&plan, 2..5));
    let mut merged = first.clone();
    assert!(matches!(
        merged.merge(&second),
        Err(McError::Duplicate { start: 2, end: 3 })
    ));
    assert_eq!(merged, first);
    let gap = part(&plan, 4..plan.blocks());
    merged.merge(&gap).unwrap();
    let error = merged.complete().unwrap_err().to_string();
    assert_eq!(
        error,
        format!("blocks 3..4 of 0..{} are missing", plan.blocks())
    );
    let mut other = request("relu", Estimator::Projected, 100_000);
    other.seed = 8;
    let other = Plan::new(&instance, other).unwrap();
    let error = merged.merge(&other.empty()).unwrap_err().to_string();
    assert_eq!(
        error,
        "seed differs: 7 and 8; only parts of one run can be merged"
    );
    assert!(matches!(
        other.estimate(&merged),
        Err(McError::OtherRun { field: "seed", .. })
    ));
    let elsewhere = Plan::new(
        &generic(3, 5),
        request("relu", Estimator::Projected, 100_000),
    );
    let error = merged.merge(&elsewhere.unwrap().empty()).unwrap_err();
    assert!(matches!(
        error,
        McError::OtherRun {
            field: "instance",
            ..
        }
    ));
}

/// A run that is stopped holds whole blocks and goes on from there to the same bits.
#[test]
fn an_interrupted_run_goes_on_to_the_same_bits() {
    let plan = Plan::new(&generic(8, 16), request("relu", Estimator::Full, 300_000)).unwrap();
    let whole = complete(&plan);
    let partial = Mutex::new(plan.empty());
    let stop = AtomicBool::new(false);
    for _ in 0..3 {
        stop.store(false, std::sync::atomic::Ordering::Relaxed);
        std::thread::scope(|scope| {
            scope.spawn(|| plan.run(0..plan.blocks(), &partial, &stop).unwrap());
            std::thread::sleep(std::time::Duration::from_millis(5));
            stop.store(true, std::sync::atomic::Ordering::Relaxed);
        });
        let text = partial.lock().unwrap().to_json();
        *partial.lock().unwrap() = Partial::from_json(text.as_bytes()).unwrap();
    }
    stop.store(false, std::sync::atomic::Ordering::Relaxed);
    plan.run(0..plan.blocks(), &partial, &stop).unwrap();
    assert_eq!(partial.into_inner().unwrap(), whole);
}
