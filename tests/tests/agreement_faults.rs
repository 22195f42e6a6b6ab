//! That the judge of `agreement.rs` can say no: a slow sampler passes, and with one deliberate fault it does not.
//!
//! Comparisons of the sampler without a fault are part of the budget that `agreement.rs` states; those of faulty samplers are
//! meant to fail. Both go through the same functions as the library's own estimates.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use coarsegrad_arith::{Rational, Scalar};
use coarsegrad_mc::{Estimator, Precision};
use coarsegrad_model::{Network, Ste, TwoLayer};
use theorems::agreement::bound::{Ledger, Share};
use theorems::agreement::cases::{Run, stes};
use theorems::agreement::exact::Exact;
use theorems::agreement::observed::Observed;
use theorems::agreement::powers::PowerMoments;
use theorems::agreement::slow::{Fault, SlowSampler};
use theorems::instances::{Instance, integers, scaled, with_w};

/// Three rows, four inputs, nothing special, `|w|` about 1.2.
fn plain() -> Instance {
    let base = integers(&[2, -1, 3], &[2, -2, 3, 1], &[1, 2, -1], &[1, 1, 2, -1]);
    let w = scaled(&Rational::from((2, 7)), &base.student().w);
    with_w(&base, w)
}

/// `r = s + t = 1` for every input: the coarse gradient is a sum over inputs alone. One row, `theta = pi`.
fn bare(inputs: usize) -> Instance {
    let (w, w_star) = (vec![1; inputs], vec![-1; inputs]);
    integers(&[1], &w, &[-1], &w_star)
}

fn ste(name: &str) -> Ste {
    name.parse().unwrap()
}

/// Means and second moments of a slow sampler, judged.
fn judge(
    instance: &Instance,
    ste: &Ste,
    fault: Option<Fault>,
    samples: u64,
    ledgers: [&mut Ledger; 2],
) -> Observed {
    let exact = Exact::new(instance, ste);
    let powers = PowerMoments::new(instance, &exact.directions, ste);
    let sampler = SlowSampler::new(instance, ste, &exact.directions, fault);
    let observed = sampler.observe(77, samples);
    let what = format!("{ste}, {fault:?}");
    let [means, seconds] = ledgers;
    observed.judge_means(&exact, means, &what);
    observed.judge_second_moments(&exact, &powers, seconds, &what);
    observed
}

/// What fails of a sampler with a fault: of the means, of the second moments.
fn failures(instance: &Instance, ste: &Ste, fault: Fault, samples: u64) -> [Vec<String>; 2] {
    let mut ledgers = [(); 2].map(|()| Ledger::new(Share::SlowSampler));
    let [means, seconds] = &mut ledgers;
    judge(instance, ste, Some(fault), samples, [means, seconds]);
    ledgers.map(|ledger| ledger.failures().to_vec())
}

/// Without a fault the slow sampler is accepted, for every STE, and its averages are those of the library on the same
/// samples.
#[test]
fn the_slow_sampler_without_a_fault_is_accepted() {
    const SAMPLES: u64 = 1 << 18;
    let mut ledger = Ledger::new(Share::SlowSampler);
    let mut seconds = Ledger::new(Share::SlowSampler);
    let instance = plain();
    for ste in stes() {
        let slow = judge(&instance, &ste, None, SAMPLES, [&mut ledger, &mut seconds]);
        let run = Run {
            covariance: true,
            ..Run::means(Estimator::Full, 77, SAMPLES)
        };
        let fast = run.estimate(&instance, &ste).unwrap();
        let fast = Observed::from_estimate(&instance, &fast, Precision::F64);
        let flat = |it: &Observed| -> Vec<f64> {
            let plane = it.plane_products.iter().flatten();
            let products = it.products.iter().flatten();
            let outputs = it.outputs.iter().flatten();
            let rest = it.loss.iter().chain(&it.in_plane).chain(&it.entries);
            let all = rest.chain(plane).chain(products).chain(outputs);
            all.chain(&it.squared_norm).copied().collect()
        };
        let (slow, fast) = (flat(&slow), flat(&fast));
        assert_eq!(slow.len(), 28);
        assert_eq!(slow.len(), fast.len());
        for (slow, fast) in slow.iter().zip(fast) {
            // Sums of 2^18 numbers, plainly added.
            assert!(
                (slow - fast).abs() < 1e-9 * (1.0 + fast.abs()),
                "{ste}: {slow} {fast}"
            );
        }
    }
    ledger.accept();
    seconds.accept();
}

/// Wrong signs, rows and columns off by one, masks and weights of the other network, missing factors, numbers that are
/// not standard normal or not independent: each is rejected.
#[test]
fn every_faulty_sampler_is_rejected() {
    let (plain, one) = (plain(), bare(1));
    let samples = 1 << 19;
    // The fault, where it is looked for, and whether the means alone show it.
    let faults = [
        (Fault::LabelSign, &plain, "relu", samples, true),
        (Fault::ComponentSign, &plain, "relu", samples, true),
        (Fault::HalfComponent, &plain, "relu", samples, true),
        (Fault::NextRow, &plain, "relu", samples, true),
        (Fault::NextColumn, &plain, "relu", samples, true),
        (Fault::LastRowDropped, &plain, "relu", samples, true),
        (Fault::SlopeAtTeacher, &plain, "relu", samples, true),
        (Fault::OutputByTeacher, &plain, "relu", samples, true),
        (Fault::TeacherWeights, &plain, "relu", samples, true),
        (Fault::ReusedRow, &plain, "identity", samples, true),
        (Fault::MissingHalf, &plain, "identity", samples, true),
        (Fault::StaleResidual, &plain, "clipped-relu", samples, true),
        (
            Fault::LostNegativeSide,
            &plain,
            "leaky-relu:1/10",
            samples,
            true,
        ),
        (
            Fault::Breakpoints(1.01),
            &one,
            "clipped-relu",
            1 << 22,
            true,
        ),
        (Fault::Breakpoints(1.02), &one, "gaussian:1", 1 << 22, false),
        (Fault::Shifted(0.01), &one, "identity", 1 << 21, true),
        // Nothing is wrong with the mean of what is left.
        (Fault::OffPlaneDropped, &plain, "relu", samples, false),
    ];
    let mut ledgers = [(); 2].map(|()| Ledger::new(Share::BesideFaults));
    for (fault, instance, name, samples, by_means) in faults {
        let [means, seconds] = failures(instance, &ste(name), fault, samples);
        println!(
            "{fault:?}, {name}: {} means and {} second moments fail",
            means.len(),
            seconds.len()
        );
        assert_eq!(!means.is_empty(), by_means, "{fault:?}: {means:#?}");
        assert!(by_means || !seconds.is_empty(), "{fault:?} was not caught");
        // The same place, the same samples, and no fault.
        let [means, seconds] = &mut ledgers;
        judge(
            instance,
            &ste(name),
            None,
            samples.min(1 << 19),
            [means, seconds],
        );
    }
    ledgers.iter().for_each(Ledger::accept);
}

/// Normal numbers of variance 1.002 instead of 1, that is, too long by a thousandth: `|g|^2` of eight million samples shows it,
/// and no mean does.
#[test]
fn normal_numbers_too_long_by_a_thousandth_are_rejected() {
    let instance = bare(8);
    let [means, seconds] = failures(&instance, &ste("identity"), Fault::Variance(1.002), 1 << 23);
    assert!(means.is_empty(), "{means:#?}");
    assert!(
        seconds.iter().any(|what| what.contains("|g|^2")),
        "{seconds:#?}"
    );
}

/// How small a bias is caught, in standard deviations of one sample: over 2^20 samples one of 0.0125 is, one of 0.004 is not. The
/// threshold lies at 0.0082.
#[test]
fn the_power_of_the_judge_is_as_stated() {
    let identity = ste("identity");
    let shifted = |mean: f64| {
        let [means, _] = failures(&bare(1), &identity, Fault::Shifted(mean), 1 << 20);
        !means.is_empty()
    };
    // Four standard errors beyond the threshold on either side of it.
    assert!(shifted(0.0125) && shifted(-0.0125));
    assert!(!shifted(0.004) && !shifted(-0.004));
}

/// A closed mask, `0 <= x <= 1` in the place of `0 < x < 1`, and `sigma(0) = 1`, change no expectation: their samples are the
/// same bits as without. No statistical test can see them where `w != 0`; the next two tests do.
#[test]
fn closed_masks_hide_from_statistics() {
    let instance = plain();
    let mut ledgers = [(); 2].map(|()| Ledger::new(Share::ClosedMasks));
    for fault in [Fault::ClosedMask, Fault::ClosedActivation] {
        for name in ["relu", "clipped-relu"] {
            let ste = ste(name);
            let [means, seconds] = &mut ledgers;
            let closed = judge(&instance, &ste, Some(fault), 1 << 17, [means, seconds]);
            let open = judge(&instance, &ste, None, 1 << 17, [means, seconds]);
            let bits = |it: &Observed| {
                it.entries
                    .iter()
                    .chain(&it.loss)
                    .map(|x| x.to_bits())
                    .collect::<Vec<_>>()
            };
            assert_eq!(bits(&closed), bits(&open), "{fault:?}, {name}");
        }
    }
    ledgers.iter().for_each(Ledger::accept);
}

/// At `w = 0` every pre-activation is a tie, and the same judge rejects closed masks and activations at once: the exact coarse
/// gradient of ReLU and the exact `dl/dv` are zero with certainty.
#[test]
fn closed_masks_are_rejected_where_every_row_ties() {
    let base = plain();
    let silent = with_w(&base, vec![Rational::new(); base.inputs()]);
    let mut ledgers = [(); 2].map(|()| Ledger::new(Share::Ties));
    for name in ["relu", "clipped-relu"] {
        let ste = ste(name);
        let [means, _] = failures(&silent, &ste, Fault::ClosedMask, 1000);
        assert!(means.iter().any(|what| what.contains("g[0]")), "{means:#?}");
        let [means, _] = failures(&silent, &ste, Fault::ClosedActivation, 1000);
        assert!(
            means.iter().any(|what| what.contains("dl/dv[0]")),
            "{means:#?}"
        );
        let [means, seconds] = &mut ledgers;
        judge(&silent, &ste, None, 1000, [means, seconds]);
    }
    ledgers.iter().for_each(Ledger::accept);
}

/// All inputs with entries in `{-1, -1/2, 0, 1/2, 1}`, on which pre-activations are 0 and 1 exactly, often: the one-sample
/// definitions in exact arithmetic, in `f64`, and in the slow sampler agree to the last bit, and closed masks do not.
#[test]
fn exact_ties_expose_closed_masks() {
    let eighths = |x: [i32; 2]| x.map(|x| Rational::from((x, 8))).to_vec();
    let network = |v, w| Network {
        v: eighths(v),
        w: eighths(w),
    };
    let base = TwoLayer::new(network([6, -4], [4, 8]), network([8, 3], [8, -8])).unwrap();
    let rounded = |it: &Network<Rational>| {
        let vector = |x: &[Rational]| x.iter().map(|x| f64::from_rational(&(), x)).collect();
        Network {
            v: vector(&it.v),
            w: vector(&it.w),
        }
    };
    let model = TwoLayer::new(rounded(base.student()), rounded(base.teacher())).unwrap();
    let lattice: Vec<[f64; 4]> = (0..625)
        .map(|code: i32| [1, 5, 25, 125].map(|place| f64::from(code / place % 5 - 2) / 2.0))
        .collect();
    let names = [
        "identity",
        "relu",
        "clipped-relu",
        "hard-tanh",
        "leaky-relu:1/4",
        "piecewise:-1/2[-1/2=2]1/4[0=5]2[1/2]-1[1=3]0",
    ];
    for name in names {
        let ste = ste(name);
        let directions = Exact::new(&base, &ste).directions;
        let sampler = |fault| SlowSampler::new(&base, &ste, &directions, fault);
        let (open, mask) = (sampler(None), sampler(Some(Fault::ClosedMask)));
        let activation = sampler(Some(Fault::ClosedActivation));
        let (mut by_mask, mut by_activation) = (0, 0);
        for z in &lattice {
            let exactly: Vec<Rational> =
                z.iter().map(|z| Rational::from_f64(*z).unwrap()).collect();
            let gradient = base.coarse_gradient(&exactly, &ste).unwrap();
            let loss = base.sample_loss(&exactly).unwrap();
            let is = |found: &[f64], exact: &[Rational]| {
                let pairs = found.iter().zip(exact);
                found.len() == exact.len()
                    && pairs
                        .into_iter()
                        .all(|(x, y)| Rational::from_f64(*x).as_ref() == Some(y))
            };
            let floats = model.coarse_gradient(z, &ste).unwrap();
            assert!(
                is(&floats.w, &gradient.w) && is(&floats.v, &gradient.v),
                "{name}"
            );
            assert!(is(
                &[model.sample_loss(z).unwrap()],
                std::slice::from_ref(&loss)
            ));
            let agrees = |sampler: &SlowSampler| {
                let found = sampler.sample(z);
                is(&found.gradient, &gradient.w)
                    && is(&found.outputs, &gradient.v)
                    && is(&[found.loss], std::slice::from_ref(&loss))
            };
            assert!(agrees(&open), "{name} on {z:?}");
            by_mask += usize::from(!agrees(&mask));
            by_activation += usize::from(!agrees(&activation));
        }
        println!(
            "{name}: of 625 inputs, {by_mask} expose a closed mask, {by_activation} sigma(0) = 1"
        );
        assert!(by_activation > 100);
        // Nothing to close for the identity; hard tanh is closed by definition.
        let nothing_to_close = ["identity", "hard-tanh"].contains(&name);
        assert_eq!(by_mask == 0, nothing_to_close, "{name}");
    }
}
