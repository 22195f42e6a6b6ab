//! When a mean over samples contradicts an expectation: one rule, the same for every sampler.
//!
//! For independent `X_1, ..., X_N` with variance at most `s^2` and `|X_k - E X| <= B`, Bernstein's inequality says
//!
//! ```text
//! P(|mean - E X| >= t) <= 2 exp(-N t^2/(2 (s^2 + B t/3))),
//! ```
//!
//! for every N and every law: no normal approximation. Solved for t at the probability that one comparison is allowed,
//! this is the threshold. It is `8.3 s/sqrt(N)` where the range does not matter.
//!
//! The coarse gradient has no bounded range, because normal numbers have none. What is bounded is X clipped to
//! `[-M, M]`: clipping does not raise a variance, and M is such that a sample is clipped with probability below
//! `2 exp(-CLIP^2/2) < 2e-26` (see [`Ranges`](super::exact::Ranges)). That moves an expectation by less than rounding does,
//! and the probability that any of the fewer than `10^11` values that these tests average is clipped is below `10^-14`.

use std::fmt::Write;

use coarsegrad_mc::Precision;

/// How many standard deviations of slack the ranges have: `exp(-11^2/2) = 5e-27`.
pub const CLIP: f64 = 11.0;

/// The probability that any comparison of any test raises a false alarm is at most this.
pub const FALSE_ALARM: f64 = 1e-10;

/// The tests that share it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Share {
    /// Means on the reference cases.
    ReferenceCases,
    /// Means on random instances.
    RandomInstances,
    /// Means in single precision.
    SinglePrecision,
    /// The population gradient by the likelihood ratio.
    PopulationGradient,
    /// Second moments.
    SecondMoments,
    /// Mini-batches.
    MiniBatches,
    /// The slow sampler for every STE.
    SlowSampler,
    /// The slow sampler without a fault, where faults are looked for.
    BesideFaults,
    /// The slow sampler with closed masks that no statistics can see.
    ClosedMasks,
    /// The slow sampler where every row ties.
    Ties,
}

impl Share {
    const ALL: [Share; 10] = [
        Share::ReferenceCases,
        Share::RandomInstances,
        Share::SinglePrecision,
        Share::PopulationGradient,
        Share::SecondMoments,
        Share::MiniBatches,
        Share::SlowSampler,
        Share::BesideFaults,
        Share::ClosedMasks,
        Share::Ties,
    ];

    /// The number of comparisons that each ledger of the test may hold.
    #[must_use]
    pub const fn comparisons(self) -> usize {
        match self {
            Share::ReferenceCases => 12_000,
            Share::RandomInstances => 16_000,
            Share::SecondMoments => 20_000,
            Share::SinglePrecision => 8_000,
            _ => 1_000,
        }
    }

    /// The number of ledgers that the test keeps: one, or one for means and one for second moments.
    const fn ledgers(self) -> usize {
        match self {
            Share::SlowSampler | Share::BesideFaults | Share::ClosedMasks | Share::Ties => 2,
            _ => 1,
        }
    }
}

/// The logarithm of 2 over the probability of a false alarm that one comparison is allowed.
#[must_use]
pub fn exponent() -> f64 {
    let each = |share: &Share| share.comparisons() * share.ledgers();
    let all: usize = Share::ALL.iter().map(each).sum();
    (2.0 * all as f64 / FALSE_ALARM).ln()
}

/// The `t` of Bernstein's inequality.
#[must_use]
pub fn bernstein(deviation: f64, range: f64, samples: f64) -> f64 {
    let linear = range * exponent() / (3.0 * samples);
    linear + (linear * linear + 2.0 * deviation * deviation * exponent() / samples).sqrt()
}

/// What rounding may do to a sampler, beside what chance does.
#[derive(Clone, Copy, Debug)]
pub struct Rounding {
    /// The error of a value, relative to the largest.
    pub relative: f64,
    /// The probability that rounding puts a pre-activation on the wrong side of zero or of a breakpoint.
    pub misplaced: f64,
}

impl Rounding {
    /// For m rows, up to 64 inputs in double precision and up to 8 in single.
    ///
    /// A pre-activation is off by at most `(n + 2) eps |z||w|` and the error of the normal numbers times `|w|`: relative to
    /// `|w|` below `1e-13`, or `5e-6` in single precision. A normal number is that close to each of up to five places
    /// (the student's and the teacher's zero, three breakpoints) with probability below 4 times that.
    #[must_use]
    pub fn of(precision: Precision, rows: usize) -> Self {
        let (relative, closeness) = match precision {
            Precision::F64 => (1e-13, 1e-13),
            Precision::F32 => (1e-5, 5e-6),
        };
        Rounding {
            relative,
            misplaced: 4.0 * closeness * rows as f64,
        }
    }
}

/// A mean over samples beside the expectation.
#[derive(Clone, Copy, Debug)]
pub struct Comparison {
    /// The mean over the samples.
    pub found: f64,
    /// The expectation.
    pub exact: f64,
    /// The standard deviation of one sample, or an upper bound.
    pub deviation: f64,
    /// `|X| <= reach`.
    pub reach: f64,
    /// The size that rounding errors are relative to.
    pub scale: f64,
    /// The number of samples.
    pub samples: u64,
}

impl Comparison {
    /// The most that the mean may be off.
    #[must_use]
    pub fn threshold(&self, rounding: Rounding) -> f64 {
        let misplaced = rounding.misplaced.sqrt() * 2.0 * self.reach;
        let deviation = self.deviation + misplaced;
        let range = self.reach + self.exact.abs();
        let chance = if deviation == 0.0 {
            0.0
        } else {
            bernstein(deviation, range, self.samples as f64)
        };
        chance + 2.0 * (rounding.misplaced * self.reach + rounding.relative * self.scale)
    }
}

/// The judge: every comparison of a test, and what became of it.
#[derive(Debug)]
pub struct Ledger {
    share: Share,
    comparisons: usize,
    constants: usize,
    failures: Vec<String>,
    /// `|found - exact|` over the threshold: the largest, and where.
    worst: (f64, String),
    /// Where chance decides: `|found - exact|` in standard errors, and the threshold in standard errors and deviations.
    scores: Vec<[f64; 3]>,
}

impl Ledger {
    /// Nothing compared yet.
    #[must_use]
    pub fn new(share: Share) -> Self {
        Ledger {
            share,
            comparisons: 0,
            constants: 0,
            failures: Vec::new(),
            worst: (0.0, String::new()),
            scores: Vec::new(),
        }
    }

    /// Judges one mean.
    pub fn compare(&mut self, comparison: &Comparison, rounding: Rounding, what: &str) {
        self.comparisons += 1;
        let threshold = comparison.threshold(rounding);
        let off = (comparison.found - comparison.exact).abs();
        // A NaN is not within.
        let within = off <= threshold;
        if !within {
            self.failures.push(format!(
                "{what}: {:e} instead of {:e}, off by {off:e}, allowed {threshold:e}",
                comparison.found, comparison.exact
            ));
        }
        let ratio = if off == 0.0 { 0.0 } else { off / threshold };
        if ratio > self.worst.0 {
            self.worst = (ratio, what.to_owned());
        }
        let error = comparison.deviation / (comparison.samples as f64).sqrt();
        if comparison.deviation == 0.0 {
            self.constants += 1;
        } else if threshold < 2.0 * bernstein(comparison.deviation, 0.0, comparison.samples as f64)
        {
            let scores = [
                off / error,
                threshold / error,
                threshold / comparison.deviation,
            ];
            self.scores.push(scores);
        }
    }

    /// The comparisons that failed.
    #[must_use]
    pub fn failures(&self) -> &[String] {
        &self.failures
    }

    /// The largest deviation in standard errors, among the comparisons that chance decides.
    #[must_use]
    pub fn largest_score(&self) -> f64 {
        self.scores
            .iter()
            .map(|[score, ..]| *score)
            .fold(0.0, f64::max)
    }

    /// The mean square of the deviations in standard errors: about 1 where the variances are exact, less where they are
    /// bounds.
    #[must_use]
    pub fn mean_square(&self) -> f64 {
        let squares = self.scores.iter().map(|[score, ..]| score * score);
        squares.sum::<f64>() / self.scores.len() as f64
    }

    /// What was compared, in a few lines.
    #[must_use]
    pub fn report(&self) -> String {
        let mut text = String::new();
        let mut line = |line: std::fmt::Arguments<'_>| writeln!(text, "{line}").unwrap();
        line(format_args!(
            "{:?}: {} comparisons of {}, {} of constants, {} failed",
            self.share,
            self.comparisons,
            self.share.comparisons(),
            self.constants,
            self.failures.len()
        ));
        line(format_args!(
            "  nearest to its threshold: {:.3} of it, {}",
            self.worst.0, self.worst.1
        ));
        if !self.scores.is_empty() {
            let median = |index: usize, share: f64| {
                let mut values: Vec<f64> = self.scores.iter().map(|score| score[index]).collect();
                values.sort_by(f64::total_cmp);
                values[((values.len() - 1) as f64 * share) as usize]
            };
            line(format_args!(
                "  {} where chance decides: largest |z| {:.2}, mean z^2 {:.3}; threshold in standard errors {:.2} (median), {:.2} (90 %); in standard deviations {:.5}, {:.5}",
                self.scores.len(),
                self.largest_score(),
                self.mean_square(),
                median(1, 0.5),
                median(1, 0.9),
                median(2, 0.5),
                median(2, 0.9),
            ));
        }
        text
    }

    /// Prints the report and accepts the sampler.
    ///
    /// # Panics
    /// If a comparison failed, if there were none, or more than the test's share, or if the claimed variances are far above
    /// the deviations seen.
    pub fn accept(&self) {
        print!("{}", self.report());
        assert!(self.comparisons > 0, "vacuous: nothing was compared");
        assert!(
            self.comparisons <= self.share.comparisons(),
            "{:?} made {} comparisons, more than its share",
            self.share,
            self.comparisons
        );
        // Deviations much smaller than claimed would mean that the variances are too large to catch anything.
        if self.scores.len() >= 500 {
            let mean_square = self.mean_square();
            assert!(mean_square > 0.5, "vacuous: mean z^2 is {mean_square}");
        }
        let shown = &self.failures[..self.failures.len().min(20)];
        assert!(
            shown.is_empty(),
            "{} failed: {shown:#?}",
            self.failures.len()
        );
    }
}
