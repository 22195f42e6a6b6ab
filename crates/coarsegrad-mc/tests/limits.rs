//! Requests that cannot be met are refused by name; extremes that can be are.
#![expect(clippy::unwrap_used, reason = "a broken fixture must stop the test")]

mod support;

use coarsegrad_arith::parse_rational;
use coarsegrad_mc::{Estimator, Level, MAX_SAMPLES, McError, Plan, Precision};
use coarsegrad_model::{Network, TwoLayer};
use support::{complete, estimate, generic, request};

fn scaled(v: &str, w: &str, w_star: [&str; 2]) -> TwoLayer<coarsegrad_arith::Rational> {
    let number = |text: &str| parse_rational(text).unwrap();
    let student = Network {
        v: vec![number(v), number(v)],
        w: vec![number(w), number(w)],
    };
    let teacher = Network {
        v: vec![number("1"), number("2")],
        w: w_star.map(number).to_vec(),
    };
    TwoLayer::new(student, teacher).unwrap()
}

#[test]
fn impossible_requests_are_refused() {
    let instance = generic(2, 3);
    let error = |change: &dyn Fn(&mut coarsegrad_mc::Request)| {
        let mut request = request("relu", Estimator::Full, 100);
        change(&mut request);
        Plan::new(&instance, request).unwrap_err().to_string()
    };
    assert_eq!(error(&|r| r.samples = 0), "samples: must be at least 1");
    let too_many = error(&|r| r.samples = MAX_SAMPLES + 1);
    assert!(
        too_many.starts_with("samples: 70368744177665 is too many"),
        "{too_many}"
    );
    let states = error(&|r| {
        r.estimator = Estimator::States;
        r.ste = "clipped-relu".parse().unwrap();
    });
    assert!(states.contains("sign of the pre-activation"), "{states}");
    let covariance = error(&|r| {
        r.estimator = Estimator::Projected;
        r.covariance = true;
    });
    assert_eq!(
        covariance,
        "covariance: the full covariance needs the full estimator"
    );
    let plan = Plan::new(&instance, request("relu", Estimator::Full, 100)).unwrap();
    let partial = std::sync::Mutex::new(plan.empty());
    let stop = std::sync::atomic::AtomicBool::new(false);
    for range in [0..2, 1..2, 5..9] {
        let result = plan.run(range, &partial, &stop);
        assert!(matches!(result, Err(McError::Blocks { blocks: 1, .. })));
    }
    let empty = plan.estimate(&plan.empty());
    assert!(matches!(empty, Err(McError::Empty)));
}

/// Weights so large or small that sums would leave the range are refused, in single precision
/// earlier.
#[test]
fn weights_out_of_range_are_refused() {
    for (v, w, double, single) in [
        ("1e60", "1", true, false),
        ("1e300", "1", false, false),
        ("1", "1e100", true, false),
        ("1", "1e400", false, false),
        ("1", "1e-100", true, false),
        ("1", "1e-400", false, false),
        ("1", "1e10", true, true),
    ] {
        let instance = scaled(v, w, ["1", "-3"]);
        for (precision, fits) in [(Precision::F64, double), (Precision::F32, single)] {
            let mut request = request("relu", Estimator::Full, 1000);
            request.precision = precision;
            let plan = Plan::new(&instance, request);
            assert_eq!(plan.is_ok(), fits, "v = {v}, w = {w}, {precision}");
            match plan {
                Ok(plan) => {
                    let estimate = plan.estimate(&complete(&plan)).unwrap();
                    assert!(estimate.coarse_gradient.iter().all(|g| g.mean.is_finite()));
                }
                Err(error) => assert!(matches!(error, McError::Range { .. }), "{error}"),
            }
        }
    }
}

/// What is not zero but rounds to it is refused too, and so are sums of squares that would vanish
/// although other sums are zero for certain: an interval would have no width.
#[test]
fn what_would_vanish_is_refused() {
    let instance = |v: &str, w: [&str; 2], v_star: &str, w_star: [&str; 2]| {
        let number = |text: &str| parse_rational(text).unwrap();
        let network = |v: &str, w: [&str; 2]| Network {
            v: vec![number(v)],
            w: w.map(number).to_vec(),
        };
        TwoLayer::new(network(v, w), network(v_star, w_star)).unwrap()
    };
    let plan = |instance, ste: &str, precision| {
        let mut request = request(ste, Estimator::Projected, 1000);
        request.precision = precision;
        Plan::new(&instance, request)
    };
    for (v, w, v_star, w_star, ste) in [
        ("1", ["1", "1"], "3", ["1e-400", "0"], "relu"),
        ("1", ["1e-400", "0"], "3", ["1", "0"], "relu"),
        ("1", ["1", "1e-400"], "3", ["1", "0"], "relu"),
        ("0", ["1", "1"], "1e-100", ["1", "0"], "relu"),
        ("0", ["1", "1"], "1e-400", ["1", "0"], "relu"),
        ("1e-100", ["1", "1"], "2e-100", ["1", "1"], "relu"),
        ("1e-400", ["1", "1"], "1", ["1", "0"], "relu"),
        ("1", ["1", "1"], "3", ["1", "0"], "piecewise:0[0]1e-400"),
    ] {
        for precision in [Precision::F64, Precision::F32] {
            let refused = plan(instance(v, w, v_star, w_star), ste, precision);
            let range = matches!(refused, Err(McError::Range { .. }));
            assert!(range, "{v} {w:?} {v_star} {w_star:?} {ste}: {refused:?}");
        }
    }
    // In single precision each factor for itself.
    for (v, v_star) in [("1e-35", "1e10"), ("1", "1e-35"), ("1e-45", "1e14")] {
        let weights = || instance(v, ["1", "1"], v_star, ["1", "0"]);
        assert!(plan(weights(), "relu", Precision::F64).is_ok());
        assert!(plan(weights(), "relu", Precision::F32).is_err(), "{v}");
    }
    let zero = instance("0", ["1", "1"], "1", ["1", "0"]);
    assert!(plan(zero, "relu", Precision::F32).is_ok());
    let narrow = instance("1", ["0", "0"], "3", ["1", "0"]);
    let narrow = plan(narrow, "gaussian:1e-200", Precision::F32).unwrap();
    let found = narrow.estimate(&complete(&narrow)).unwrap();
    assert!(found.in_plane[0].mean < 0.0);
}

/// One sample says nothing about a variance, so nothing is known to any relative error.
#[test]
fn a_single_sample_has_no_standard_error() {
    let level = Level::new(0.95).unwrap();
    for (samples, known) in [(1, false), (1000, true)] {
        let found = (0..50).map(|seed| {
            let mut request = request("relu", Estimator::Full, samples);
            request.seed = seed;
            estimate(&generic(3, 4), request)
        });
        let mut found = found.filter(|found| found.in_plane[0].mean != 0.0);
        let found = found.next().unwrap();
        assert_eq!(found.loss.standard_error(samples).is_finite(), known);
        assert_eq!(found.anytime_relative_error(level).is_finite(), known);
    }
}

/// A slope that is huge where no sample gets makes the quantum coarse. What that does to a mean
/// stays within the bound, also where the last block is short and few samples share its rounding.
#[test]
fn the_bound_of_rounding_holds_for_a_short_last_block() {
    let instance = scaled("1", "1", ["1", "-3"]);
    let found = |ste, estimator, samples, seed| {
        let mut request = request(ste, estimator, samples);
        (request.population_gradient, request.seed) = (false, seed);
        estimate(&instance, request)
    };
    for estimator in [Estimator::Full, Estimator::Projected] {
        for samples in [1, 10] {
            let mut largest = 0.0_f64;
            for seed in 0..20 {
                let coarse = found("piecewise:1[100]1e15", estimator, samples, seed);
                let fine = found("identity", estimator, samples, seed);
                let pairs = coarse.coarse_gradient.iter().zip(&fine.coarse_gradient);
                for (x, y) in pairs {
                    let off = (x.mean - y.mean).abs();
                    assert!(off <= coarse.accumulation_error + fine.accumulation_error);
                    largest = largest.max(off / coarse.accumulation_error);
                }
            }
            assert!(largest > 0.1, "the bound is of the right size: {largest}");
        }
    }
}

/// A zero student, a tiny angle, a single sample.
#[test]
fn extremes_that_fit_are_estimated() {
    for (v, w, w_star) in [
        ("0", "1", ["1", "-3"]),
        ("1", "0", ["1", "-3"]),
        ("1", "1", ["1", "1.000000000000000000000000000001"]),
        ("1", "1", ["-1", "-1"]),
    ] {
        let instance = scaled(v, w, w_star);
        for estimator in [Estimator::Full, Estimator::Projected, Estimator::States] {
            for samples in [1, 65] {
                let found = estimate(&instance, request("relu", estimator, samples));
                assert!(found.loss.mean >= 0.0 && found.loss.variance >= 0.0);
                assert!(found.coarse_gradient.iter().all(|g| g.mean.is_finite()));
                assert_eq!(found.coarse_gradient.len(), 2);
                if samples == 1 {
                    assert_eq!(found.estimator_trace, 0.0);
                }
            }
        }
    }
}
