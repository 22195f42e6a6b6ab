//! Angles: the argument of a point of the plane, and the arc cosine.

use crate::ball::Ball;
use crate::mag::Mag;
use rug::Float;
use rug::float::Round;
use rug::ops::AssignRound;
use std::cmp::Ordering;

impl Ball {
    /// The angle in `(-pi, pi]` of the point `(x, y)` with `y = self`.
    ///
    /// Exact zeros are respected: `y = 0` gives `0` or `pi`, `x = 0` gives `±pi/2`. The whole line when the box meets
    /// the origin, or when it meets the negative half-axis without lying on it.
    ///
    /// Along a segment inside the box, `|d theta| = |x dy - y dx| / (x^2 + y^2)`, so the radius is
    /// `(max|x| r_y + max|y| r_x) / (min|x|^2 + min|y|^2)`, and never more than `pi` around zero.
    pub fn atan2(&self, x: &Self) -> Self {
        let prec = self.precision().max(x.precision());
        if !self.is_finite() || !x.is_finite() {
            return Self::indeterminate(prec);
        }
        let across = x.sign();
        if self.is_zero() {
            return match across {
                Some(Ordering::Greater) => Self::zero(prec),
                Some(Ordering::Less) => Self::pi(prec),
                _ => Self::indeterminate(prec),
            };
        }
        let up = self.sign();
        if up.is_none() && across != Some(Ordering::Greater) {
            return Self::indeterminate(prec);
        }
        let rad = if self.is_exact() && x.is_exact() {
            Mag::ZERO
        } else {
            let swept = x
                .abs_upper()
                .mul(self.rad())
                .add(self.abs_upper().mul(x.rad()));
            let (along, height) = (x.abs_lower(), self.abs_lower());
            swept.div(along.mul_lower(along).add_lower(height.mul_lower(height)))
        };
        // Above pi.
        let widest = Mag::from_f64(3.25);
        if rad.compare(widest) == Ordering::Greater {
            return Self::from_mid_rad(Float::new(prec), widest);
        }
        // A midpoint zero of `x` must count as +0 or -0 alike: MPFR answers pi/2 for both.
        let mut mid = Float::new(prec);
        let inexact = mid.assign_round(self.mid().atan2_ref(x.mid()), Round::Nearest);
        Self::rounded(mid, inexact, rad)
    }

    /// The arc cosine, in `[0, pi]`; the whole line unless the ball lies in `[-1, 1]`.
    ///
    /// For `t = |m| + r < 1` the slope over the ball is at most `1 / sqrt((1 - t)(1 + t))`, and
    /// `(1 - t)(1 + t) >= 1 - t`; balls that come near `±1` are enclosed from their ends.
    pub fn acos(&self) -> Self {
        let prec = self.precision();
        let domain = Self::from_mid_rad(Float::new(prec), Mag::ONE);
        if !self.is_finite() || !domain.contains(self) {
            return Self::indeterminate(prec);
        }
        if self.is_exact() {
            return self.at_mid(Float::acos_round, Mag::ZERO);
        }
        let size = self.mid().clone().abs();
        let (distance, _) = Float::with_val_round(64, 1 - &size, Round::Down);
        let gap = Mag::from_float_lower(&distance).sub_lower(self.rad());
        if gap.compare(self.rad().mul_2exp(4)) == Ordering::Less {
            // The ends were rounded outwards, perhaps beyond the domain in which the ball is known to lie.
            let unit = Float::with_val(prec, 1);
            let (mut lower, mut upper) = (self.upper().min(&unit), self.lower().max(&-unit));
            lower.acos_round(Round::Down);
            upper.acos_round(Round::Up);
            return Self::from_bounds(&lower, &upper);
        }
        self.at_mid(Float::acos_round, self.rad().div(gap.sqrt_lower()))
    }
}
