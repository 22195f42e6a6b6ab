//! The population gradient, which the sampler finds by a likelihood ratio, and what follows from it and the coarse gradient.

use coarsegrad_arith::{Rational, Scalar, dot, sum};
use coarsegrad_mc::{Estimate, Precision};

use super::bound::{CLIP, Comparison, Ledger, Rounding};
use super::exact::Exact;
use super::powers::PowerMoments;
use crate::instances::Instance;

/// How far the inner product and the cosine were from the exact ones, in their own estimated standard errors (delta method).
#[derive(Clone, Copy, Debug)]
pub struct DeltaScores {
    /// Of the inner product.
    pub inner_product: f64,
    /// Of the cosine, where both gradients are away from zero.
    pub cosine: Option<f64>,
}

/// Compares `df/dw` with the exact one, and the inner product and the cosine with what the bounds of their parts imply;
/// `None` where the sampler has no `df/dw`.
///
/// # Panics
/// If the inner product or the cosine is not what it is made of, or there is a `df/dw` only on one side.
pub fn judge_population_gradient(
    instance: &Instance,
    exact: &Exact,
    powers: &PowerMoments,
    estimate: &Estimate,
    ledger: &mut Ledger,
    what: &str,
) -> Option<DeltaScores> {
    assert_eq!(
        exact.population_gradient.is_some(),
        estimate.population_gradient.is_some(),
        "{what}"
    );
    let (expected, found) = (exact.population_gradient?, estimate.population_gradient?);
    let (v, v_star) = (&instance.student().v, &instance.teacher().v);
    let difference = sum(v) - sum(v_star);
    // The constant that the sampler takes off the loss.
    let centre = (difference.square() + dot(v, v) + dot(v_star, v_star)) / Rational::from(8);
    let centre = f64::from_rational(&(), &centre);
    let variances = powers.score_variances(centre, expected);
    let rows = instance.rows() as f64;
    let half_square = exact.ranges.residual * exact.ranges.residual / 2.0;
    // |q| = 1/(|w| sin(theta)), and the quadratic form is at most |q| times the squared length of 2m normal numbers.
    let dual = (exact.directions.norm * exact.directions.sin).recip();
    let length = (2.0 * rows).sqrt() + CLIP;
    let reach = half_square.max(centre) * dual * (length * length + rows);
    let rounding = Rounding::of(Precision::F64, instance.rows());
    let mut limits = [0.0; 2];
    for axis in 0..2 {
        let comparison = Comparison {
            found: found[axis].mean,
            exact: expected[axis],
            deviation: variances[axis].max(0.0).sqrt(),
            reach,
            scale: reach,
            samples: estimate.samples,
        };
        let name = ["df/dw along u", "df/dw along e"][axis];
        let what = format!("{what}, {}: {name}", estimate.estimator);
        ledger.compare(&comparison, rounding, &what);
        limits[axis] = comparison.threshold(rounding);
    }

    // The coarse gradient of the same run, within its own limits.
    let largest = exact.ranges.residual * exact.ranges.weighted;
    let samples = estimate.samples as f64;
    let (mut allowed, mut made_of) = (0.0, 0.0);
    let mut coarse_limits = [0.0; 2];
    for axis in 0..2 {
        let coarse = exact.in_plane[axis];
        let limit = Comparison {
            found: 0.0,
            exact: coarse.mean,
            deviation: coarse.variance.sqrt(),
            reach: largest,
            scale: largest,
            samples: estimate.samples,
        }
        .threshold(rounding);
        coarse_limits[axis] = limit;
        let bias = (estimate.in_plane[axis].variance * found[axis].variance).sqrt() / samples;
        allowed += coarse.mean.abs() * limits[axis]
            + expected[axis].abs() * limit
            + limit * limits[axis]
            + bias;
        made_of += estimate.in_plane[axis].mean * found[axis].mean;
    }
    let inner = estimate.inner_product.unwrap();
    let exact_inner = exact.inner_product.unwrap();
    assert!(
        (inner.mean - exact_inner).abs() <= allowed,
        "{what}: inner product {} instead of {exact_inner}, allowed {allowed}",
        inner.mean
    );
    let error = |variance: f64| (variance / samples).sqrt();
    let length = |x: [f64; 2]| x[0].hypot(x[1]);
    let (g, d) = (exact.in_plane.map(|x| x.mean), expected);
    let (found_g, found_d) = (estimate.in_plane.map(|x| x.mean), found.map(|x| x.mean));
    let cosine = estimate.cosine.and_then(|cosine| {
        let expected = made_of / (length(found_g) * length(found_d));
        assert!((cosine.mean - expected).abs() < 1e-12, "{what}: {cosine:?}");
        // A unit vector moves by at most twice the relative error.
        let moved = 2.0 * (length(coarse_limits) / length(g) + length(limits) / length(d));
        let exact = exact_inner / (length(g) * length(d));
        // Nothing is implied where a gradient is zero.
        let beyond = (cosine.mean - exact).abs() > moved;
        assert!(
            !beyond,
            "{what}: cosine {} instead of {exact}, allowed {moved}",
            cosine.mean
        );
        // The delta method needs both gradients away from zero, and a cosine away from its extremes.
        let regular = moved < 2.0 && exact.abs() < 0.98;
        regular.then(|| (cosine.mean - exact).abs() / error(cosine.variance))
    });
    Some(DeltaScores {
        inner_product: (inner.mean - exact_inner).abs() / error(inner.variance),
        cosine,
    })
}
