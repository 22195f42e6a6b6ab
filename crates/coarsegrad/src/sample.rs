//! What a sampling run found, with the intervals that go with it.
//!
//! [`mc`](crate::mc) estimates and has never heard of a closed form; [`exact`](crate::exact)
//! knows variances and samples nothing. A [`SampleReport`] joins the two: estimates with intervals
//! of a level, and where asked for intervals that rest on an exact variance.

mod exact_variances;

use coarsegrad_mc::{Estimate, Interval, Level, Mean, Plan};

pub use exact_variances::{ExactIntervals, ExactVariances};

/// The number of samples about which the confidence sequences of single quantities are narrowest.
const TUNED_FOR: u64 = 1 << 20;

/// The estimates of a run, or of as much of it as was done.
#[derive(Clone, Debug)]
pub struct SampleReport<'a> {
    /// The run.
    pub plan: &'a Plan,
    /// Its estimates so far.
    pub estimate: &'a Estimate,
    /// The number of blocks that they rest on.
    pub blocks: u64,
    /// The level of every interval.
    pub level: Level,
    /// The relative error at which the run stops by itself, if it does.
    pub until_rel: Option<f64>,
    /// Exact variances, where asked for. Intervals that rest on them hold for a number of samples
    /// that does not depend on the samples: not together with `until_rel`.
    pub exact: Option<ExactVariances>,
}

/// What the level of an interval rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IntervalMethod {
    /// The normal quantile and the estimated variance, for a number of samples fixed beforehand.
    Normal,
    /// A confidence sequence with the estimated variance, for a run that stops by itself.
    Anytime,
}

/// How far a run got.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// Every block is done.
    Complete,
    /// The relative error asked for was reached before that.
    Stopped,
    /// Blocks are missing, and no relative error that was asked for was reached.
    Interrupted,
}

impl SampleReport<'_> {
    /// What intervals rest on.
    #[must_use]
    pub fn method(&self) -> IntervalMethod {
        match self.until_rel {
            None => IntervalMethod::Normal,
            Some(_) => IntervalMethod::Anytime,
        }
    }

    /// The standard error of an estimate.
    #[must_use]
    pub fn standard_error(&self, mean: &Mean) -> f64 {
        mean.standard_error(self.estimate.samples)
    }

    /// The interval of an estimate, of the report's level for this quantity alone; the whole line
    /// for a single sample, from which no variance can be estimated.
    #[must_use]
    pub fn interval(&self, mean: &Mean) -> Interval {
        let (level, samples) = (self.level, self.estimate.samples);
        let half_width = match self.method() {
            _ if samples < 2 => f64::INFINITY,
            IntervalMethod::Normal => level.normal_half_width(mean.variance, samples),
            IntervalMethod::Anytime => level.anytime_half_width(mean.variance, samples, TUNED_FOR),
        };
        Interval::around(mean.mean, half_width)
    }

    /// The bound of the relative error of the coarse gradient that `until_rel` is compared with;
    /// see [`Estimate::anytime_relative_error`].
    #[must_use]
    pub fn relative_error(&self) -> f64 {
        self.estimate.anytime_relative_error(self.level)
    }

    /// Whether the relative error asked for was reached; `None` if none was asked for.
    #[must_use]
    pub fn reached(&self) -> Option<bool> {
        self.until_rel.map(|bound| self.relative_error() <= bound)
    }

    /// How far the run got.
    #[must_use]
    pub fn progress(&self) -> Progress {
        if self.blocks == self.plan.blocks() {
            Progress::Complete
        } else if self.reached() == Some(true) {
            Progress::Stopped
        } else {
            Progress::Interrupted
        }
    }
}
