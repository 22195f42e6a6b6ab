//! The exponential function and `e^x - 1`.

use crate::ball::Ball;
use crate::mag::Mag;
use rug::Float;
use rug::float::Round;
use std::cmp::Ordering;

impl Ball {
    /// `e^x`.
    ///
    /// With `|s| <= r <= 1`: `|e^(m+s) - e^m| <= e^m (e^r - 1) <= e^m (r + r^2)`, since
    /// `e^r - 1 - r <= r^2 (e - 2)` there; wider balls are enclosed from their ends.
    pub fn exp(&self) -> Self {
        if !self.is_finite() {
            return Self::indeterminate(self.precision());
        }
        if self.rad().compare(Mag::ONE) == Ordering::Greater {
            return self.increasing_over_ends(Float::exp_round);
        }
        let mut mid = self.mid().clone();
        let inexact = mid.exp_round(Round::Nearest);
        let rad = if self.is_exact() {
            Mag::ZERO
        } else {
            Self::rounded(mid.clone(), inexact, Mag::ZERO)
                .abs_upper()
                .mul(growth(self.rad()))
        };
        Self::rounded(mid, inexact, rad)
    }

    /// `e^x - 1`, with full relative accuracy near zero.
    ///
    /// The derivative is `e^x`, so the radius is that of [`Ball::exp`] with an upper bound of `e^m`.
    pub fn exp_m1(&self) -> Self {
        if !self.is_finite() {
            return Self::indeterminate(self.precision());
        }
        if self.rad().compare(Mag::ONE) == Ordering::Greater {
            return self.increasing_over_ends(Float::exp_m1_round);
        }
        let rad = if self.is_exact() {
            Mag::ZERO
        } else {
            Mag::exp(self.mid().to_f64_round(Round::Up)).mul(growth(self.rad()))
        };
        self.at_mid(Float::exp_m1_round, rad)
    }
}

/// An upper bound of `e^r - 1` for `0 <= r <= 1`.
fn growth(rad: Mag) -> Mag {
    rad.add(rad.mul(rad))
}
