//! Intervals whose variance is known, not estimated.

use coarsegrad_arith::Rational;
use coarsegrad_exact::{Enclosure, ExactError, Population, Request, value};
use coarsegrad_mc::{Interval, Level};
use coarsegrad_model::{Ste, TwoLayer};

/// Enough that a rounded value, moved up by one unit in the last place, is an upper bound.
const DIGITS: u32 = 20;

/// Exact variances of one-sample quantities, as upper bounds in double precision that are at most
/// two units in the last place too large.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ExactVariances {
    /// `Var(l)`: the same for every estimator.
    pub loss: f64,
    /// The trace of the covariance of the one-sample coarse gradient `g`, where its closed form is
    /// known. What an estimator averages has this trace or a smaller one.
    pub trace: Option<f64>,
}

/// Two intervals of one level around an estimate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ExactIntervals {
    /// By the normal quantile: the level is approached as the number of samples grows.
    pub normal: Interval,
    /// By Chebyshev's inequality: the level holds for every number of samples.
    pub chebyshev: Interval,
}

impl ExactVariances {
    /// The exact variances of an instance.
    ///
    /// # Errors
    /// [`ExactError::PrecisionCap`] naming a quantity that was not enclosed tightly enough.
    pub fn new(instance: &TwoLayer<Rational>, ste: &Ste) -> Result<Self, ExactError> {
        let request = Request {
            stes: vec![ste.clone()],
            digits: DIGITS,
            closed_forms: false,
        };
        let report = value(&Population::new(instance), &request)?;
        let trace = report.coarse.first().map(|g| &g.trace);
        Ok(ExactVariances {
            loss: upper(&report.loss_variance),
            trace: trace.map(upper),
        })
    }

    /// The intervals of the population loss.
    #[must_use]
    pub fn loss_intervals(&self, mean: f64, level: Level, samples: u64) -> ExactIntervals {
        let around = |half_width| Interval::around(mean, half_width);
        ExactIntervals {
            normal: around(level.normal_half_width(self.loss, samples)),
            chebyshev: around(level.chebyshev_half_width(self.loss, samples)),
        }
    }

    /// The length that the error of the estimated coarse gradient, as a vector, exceeds with a
    /// probability of at most `1 - level`, by Chebyshev's inequality:
    /// `E|mean - E g|^2 <= trace/N`.
    #[must_use]
    pub fn coarse_gradient_radius(&self, level: Level, samples: u64) -> Option<f64> {
        let trace = self.trace?;
        Some(level.chebyshev_half_width(trace, samples))
    }
}

/// An upper bound: the midpoint is off by less than one unit in its last place.
fn upper(variance: &Enclosure) -> f64 {
    if variance.ball.is_zero() {
        return 0.0;
    }
    variance.ball.to_f64().next_up()
}
