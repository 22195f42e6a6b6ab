//! Confidence intervals.
//!
//! Three kinds, each with what its level rests on:
//!
//! * *Normal*: the mean plus or minus `z` standard errors. The level is approached as the number
//!   of samples grows (central limit theorem); with the variance estimated or, where the exact
//!   variance is handed in, known.
//! * *Chebyshev*, with the exact variance: `sqrt(Var/(N alpha))` on either side. The level holds
//!   for every number of samples and every distribution.
//! * *Anytime*: a confidence sequence, valid at all numbers of samples at once, so that looking at
//!   it decides nothing about its level. The normal mixture of Robbins in the asymptotic form of
//!   Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas, *Time-uniform central limit theory and
//!   asymptotic confidence sequences* (Ann. Statist. 52, 2024), Theorem 2.2.

use statrs::distribution::{ContinuousCDF, Normal};

use crate::error::McError;

/// A level of confidence in (0, 1), and the quantiles that belong to it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Level {
    level: f64,
    /// `1 - level`, kept by itself: close to one a level has few digits left.
    alpha: f64,
}

/// An interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// The lower end.
    pub lower: f64,
    /// The upper end.
    pub upper: f64,
}

impl Interval {
    /// The mean plus or minus a half width.
    #[must_use]
    pub fn around(mean: f64, half_width: f64) -> Self {
        Interval {
            lower: mean - half_width,
            upper: mean + half_width,
        }
    }

    /// Whether it contains a number.
    #[must_use]
    pub fn contains(&self, x: f64) -> bool {
        self.lower <= x && x <= self.upper
    }
}

impl Level {
    /// A level.
    ///
    /// # Errors
    /// [`McError::Level`] unless `0 < level < 1`.
    pub fn new(level: f64) -> Result<Self, McError> {
        if level > 0.0 && level < 1.0 {
            Ok(Level {
                level,
                alpha: 1.0 - level,
            })
        } else {
            Err(McError::Level { found: level })
        }
    }

    /// The level itself.
    #[must_use]
    pub fn value(self) -> f64 {
        self.level
    }

    /// The level at which each of `count` intervals must be for all of them to hold at this one
    /// together (Bonferroni).
    #[must_use]
    pub fn shared_among(self, count: usize) -> Self {
        #[expect(clippy::cast_precision_loss, reason = "a count")]
        let count = count.max(1) as f64;
        let alpha = self.alpha / count;
        Level {
            level: 1.0 - alpha,
            alpha,
        }
    }

    /// The normal quantile: a standard normal number is within plus or minus this with
    /// probability `level`.
    #[must_use]
    pub fn normal_quantile(self) -> f64 {
        // The upper tail, where the level is close to one.
        -Normal::standard().inverse_cdf(self.alpha / 2.0)
    }

    /// The half width of a normal interval over `samples` samples of the given variance.
    #[must_use]
    pub fn normal_half_width(self, variance: f64, samples: u64) -> f64 {
        self.normal_quantile() * standard_error(variance, samples)
    }

    /// The half width of a Chebyshev interval; `variance` must be exact or an upper bound.
    #[must_use]
    pub fn chebyshev_half_width(self, variance: f64, samples: u64) -> f64 {
        standard_error(variance, samples) / self.alpha.sqrt()
    }

    /// The half width of the confidence sequence after `samples` samples:
    ///
    /// ```text
    /// sigma sqrt( (N rho^2 + 1)/(N rho)^2 ln( (N rho^2 + 1)/alpha^2 ) )
    /// ```
    ///
    /// with `rho` such that it is narrowest about `tuned_for` samples.
    #[must_use]
    pub fn anytime_half_width(self, variance: f64, samples: u64, tuned_for: u64) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "counts")]
        let (samples, tuned_for) = (samples as f64, tuned_for.max(1) as f64);
        // Near 1, where it is of no use, the formula cancels; a smaller alpha is allowed.
        let alpha = self.alpha.min(0.999);
        let twice_log = -2.0 * alpha.ln();
        let rho_squared = (twice_log + (1.0 + twice_log).ln()) / tuned_for;
        let scaled = samples * rho_squared + 1.0;
        let factor = scaled / (samples * samples * rho_squared);
        (variance * factor * (scaled / (alpha * alpha)).ln()).sqrt()
    }
}

/// `sqrt(variance/samples)`.
#[must_use]
pub fn standard_error(variance: f64, samples: u64) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "a count")]
    let samples = samples as f64;
    (variance / samples).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_the_known_ones() {
        for (level, quantile) in [
            (0.95, 1.959_963_984_540_054),
            (0.99, 2.575_829_303_548_901),
            (0.999_999_998, 5.997_807_015_008_182),
        ] {
            let found = Level::new(level).unwrap().normal_quantile();
            assert!((found - quantile).abs() < 1e-6, "{level}: {found}");
        }
        for bad in [0.0, 1.0, -0.5, 1.5, f64::NAN] {
            assert!(Level::new(bad).is_err());
        }
    }

    /// Shares of a level far beyond the last digit of the level itself keep their quantiles.
    #[test]
    fn shares_of_a_level_are_not_cut_off() {
        let level = Level::new(0.999_999_999_999).unwrap();
        let mut last = level;
        for count in [10, 1000, 100_000, 10_000_000] {
            let share = level.shared_among(count);
            assert!(share.normal_quantile() > last.normal_quantile() + 0.2);
            let half = |level: Level| level.anytime_half_width(1.0, 1 << 20, 1 << 20);
            assert!(half(share) > half(last) * 1.02, "{count}");
            last = share;
        }
        // P(|z| > 7.22) is 5e-13.
        let share = Level::new(0.5).unwrap().shared_among(1_000_000_000_000);
        assert!(
            (share.normal_quantile() - 7.219).abs() < 0.01,
            "{}",
            share.normal_quantile()
        );
    }

    #[test]
    fn the_confidence_sequence_has_a_width_at_every_level() {
        for level in [f64::MIN_POSITIVE, 1e-17, 1e-9, 0.5, 1.0 - f64::EPSILON] {
            let level = Level::new(level).unwrap();
            for samples in [1, 1000, 1 << 46] {
                let half = level.anytime_half_width(1.0, samples, 1 << 20);
                assert!(
                    half > 0.0 && half.is_finite(),
                    "{level:?} {samples}: {half}"
                );
            }
        }
    }

    /// Wider than the normal interval everywhere, by a factor that grows slowly away from the
    /// number of samples it is tuned for.
    #[test]
    fn the_confidence_sequence_is_wider_than_the_interval() {
        let level = Level::new(0.95).unwrap();
        for samples in [100, 10_000, 1_000_000, 100_000_000] {
            let ratio = level.anytime_half_width(2.0, samples, 1_000_000)
                / level.normal_half_width(2.0, samples);
            assert!(ratio > 1.3 && ratio < 60.0, "{samples}: {ratio}");
        }
        let at_best = level.anytime_half_width(1.0, 1_000_000, 1_000_000)
            / level.normal_half_width(1.0, 1_000_000);
        assert!(at_best < 1.8, "{at_best}");
    }
}
