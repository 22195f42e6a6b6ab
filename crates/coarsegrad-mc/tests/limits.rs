//! Requests that cannot be met are refused by name; extremes that can be are.
#![expect(clippy::unwrap_used, reason = "a broken fixture must stop the test")]

mod support;

use coarsegrad_arith::parse_rational;
use coarsegrad_mc::{Estimator, MAX_SAMPLES, McError, Plan, Precision};
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
