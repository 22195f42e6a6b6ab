//! The natural logarithm.

use crate::ball::Ball;
use crate::mag::Mag;
use rug::Float;
use std::cmp::Ordering;

impl Ball {
    /// `ln(x)`; the whole line when the ball has a point that is not positive.
    ///
    /// For `0 < r < m`: `|ln(m + s) - ln(m)| <= -ln(1 - r/m) <= r / (m - r)`; where `r > m/2` the ball is enclosed from
    /// its ends.
    pub fn ln(&self) -> Self {
        if self.sign() != Some(Ordering::Greater) {
            return Self::indeterminate(self.precision());
        }
        if self.is_exact() {
            return self.at_mid(Float::ln_round, Mag::ZERO);
        }
        let below = Mag::from_float_lower(self.mid());
        if self.rad().mul_2exp(1).compare(below) == Ordering::Greater {
            return self.increasing_over_ends(Float::ln_round);
        }
        self.at_mid(Float::ln_round, self.rad().div(below.sub_lower(self.rad())))
    }
}
