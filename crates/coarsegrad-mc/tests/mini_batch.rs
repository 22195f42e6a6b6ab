//! The mini-batch oracle against the definition of one sample.

mod support;

use coarsegrad_mc::{McError, MiniBatch, normals_f64};
use coarsegrad_model::{GradientOracle, Network, Ste};
use support::{generic, rounded};

/// Step t averages the one-sample gradients of samples t B .. (t + 1) B, whatever was asked before;
/// batches need not fill the lanes.
#[test]
fn a_step_averages_its_own_samples() {
    let model = rounded(&generic(3, 5));
    let ste = Ste::ClippedRelu;
    for batch in [1_u64, 3, 64, 100] {
        let mut oracle = MiniBatch::new(model.teacher(), &ste, batch, 11).unwrap();
        let mut fresh = MiniBatch::new(model.teacher(), &ste, batch, 11).unwrap();
        for step in [0_u64, 1, 7, 1 << 40] {
            let found = oracle.gradient(model.student(), step).unwrap();
            let (mut v, mut w) = (vec![0.0; 3], vec![0.0; 5]);
            for sample in step * batch..(step + 1) * batch {
                let z = normals_f64(11, sample, 3, 5);
                let one = model.coarse_gradient(&z, &ste).unwrap();
                for (sum, x) in v.iter_mut().zip(one.v) {
                    *sum += x / batch as f64;
                }
                for (sum, x) in w.iter_mut().zip(one.w) {
                    *sum += x / batch as f64;
                }
            }
            for (found, expected) in found.v.iter().zip(&v).chain(found.w.iter().zip(&w)) {
                assert!((found - expected).abs() < 1e-13, "{batch} {step}");
            }
        }
        let again = oracle.gradient(model.student(), 7).unwrap();
        assert_eq!(again, fresh.gradient(model.student(), 7).unwrap());
    }
}

/// Empty batches and students of another shape are refused.
#[test]
fn what_does_not_fit_is_refused() {
    let model = rounded(&generic(2, 2));
    let teacher = model.teacher();
    assert!(matches!(
        MiniBatch::new(teacher, &Ste::Relu, 0, 1),
        Err(McError::NoSamples)
    ));
    let mut oracle = MiniBatch::new(teacher, &Ste::Relu, 4, 1).unwrap();
    let student = Network {
        v: vec![1.0, 2.0],
        w: vec![1.0],
    };
    let error = oracle.gradient(&student, 0).unwrap_err().to_string();
    assert_eq!(error, "student.w has 1 entries, but teacher.w has 2");
    // What is not a number stays one and breaks nothing.
    let student = Network {
        v: vec![f64::NAN, 2.0],
        w: vec![f64::INFINITY, 1.0],
    };
    let gradient = oracle.gradient(&student, 0).unwrap();
    assert!(gradient.v.iter().any(|d| d.is_nan()));
}
