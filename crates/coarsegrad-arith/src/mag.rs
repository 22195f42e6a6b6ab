//! Magnitudes: non-negative bounds `man * 2^exp`, cheap enough to accompany every operation on a ball.
//!
//! A magnitude carries a 53-bit significand `man` in `[1, 2)` and a 64-bit exponent, so that it neither overflows nor
//! underflows where a `f64` would; the two extra values are zero and infinity.
//!
//! **Rounding.** Let `u = 2^-53`. One `f64` operation on significands answers `c` with `c >= t (1 - u)` and
//! `c <= t (1 + u)` for the exact `t` (all values lie in `[2^-120, 2^8]`, far from the subnormal range). An upper bound
//! multiplies by `1 + 2^-50`: `fl(c (1 + 2^-50)) >= t (1 - u)^2 (1 + 2^-50) >= t`. A lower bound multiplies by
//! `1 - 2^-50` for the same reason. Functions answer upper bounds unless their name ends in `_lower`.

mod conversion;
mod power;

use std::cmp::Ordering;

const GROW: f64 = 1.0 + 1.0 / (1u64 << 50) as f64;
const SHRINK: f64 = 1.0 - 1.0 / (1u64 << 50) as f64;
/// Exponents beyond this are replaced by infinity (above) or by the smallest positive magnitude (below).
const EXP_LIMIT: i64 = 1 << 60;
/// From this distance of exponents on, the smaller term is below the rounding of the larger one.
const NEGLIGIBLE: i64 = 60;

/// A non-negative extended real `man * 2^exp`, used as an upper (or, where said, lower) bound.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mag {
    man: f64,
    exp: i64,
}

impl Mag {
    /// Zero.
    pub const ZERO: Self = Self { man: 0.0, exp: 0 };
    /// One.
    pub const ONE: Self = Self { man: 1.0, exp: 0 };
    /// Infinity: the radius of the whole line.
    pub const INFINITY: Self = Self {
        man: f64::INFINITY,
        exp: 0,
    };

    /// `2^exp`, exact while `|exp|` is at most `2^60`, an upper bound beyond.
    pub const fn pow2(exp: i64) -> Self {
        if exp > EXP_LIMIT {
            Self::INFINITY
        } else if exp < -EXP_LIMIT {
            Self {
                man: 1.0,
                exp: -EXP_LIMIT,
            }
        } else {
            Self { man: 1.0, exp }
        }
    }

    /// Whether this is exactly zero.
    pub fn is_zero(self) -> bool {
        self.man == 0.0
    }

    /// Whether this is not infinity.
    pub fn is_finite(self) -> bool {
        self.man.is_finite()
    }

    /// The exponent `e` with `2^e <= self < 2^(e+1)`; `None` for zero and infinity.
    pub fn exponent(self) -> Option<i64> {
        (self.man > 0.0 && self.man.is_finite()).then_some(self.exp)
    }

    /// The sum, rounded up.
    #[expect(
        clippy::should_implement_trait,
        reason = "rounds: a named method says so better than an operator"
    )]
    pub fn add(self, other: Self) -> Self {
        if self.man == 0.0 {
            return other;
        }
        if other.man == 0.0 {
            return self;
        }
        if !self.is_finite() || !other.is_finite() {
            return Self::INFINITY;
        }
        let (large, small) = if self.exp >= other.exp {
            (self, other)
        } else {
            (other, self)
        };
        let distance = large.exp - small.exp;
        if distance >= NEGLIGIBLE {
            return large.grown();
        }
        Self::normalised((large.man + small.man * exp2(-distance)) * GROW, large.exp)
    }

    /// The sum, rounded down.
    pub fn add_lower(self, other: Self) -> Self {
        let (large, small) = if self.compare(other) == Ordering::Less {
            (other, self)
        } else {
            (self, other)
        };
        if small.man == 0.0 || !large.is_finite() || large.exp - small.exp >= NEGLIGIBLE {
            return large;
        }
        Self::normalised_lower(
            (large.man + small.man * exp2(small.exp - large.exp)) * SHRINK,
            large.exp,
        )
    }

    /// The difference rounded down, zero where it is not positive: `self` a lower, `other` an upper bound.
    pub fn sub_lower(self, other: Self) -> Self {
        if other.man == 0.0 {
            return self;
        }
        if !other.is_finite() || self.compare(other) != Ordering::Greater {
            return Self::ZERO;
        }
        let distance = self.exp - other.exp;
        let man = if distance >= NEGLIGIBLE {
            self.man
        } else {
            self.man - other.man * exp2(-distance)
        };
        Self::normalised_lower(man * SHRINK, self.exp)
    }

    /// The product, rounded up; infinity times anything is infinity.
    #[expect(
        clippy::should_implement_trait,
        reason = "rounds: a named method says so better than an operator"
    )]
    pub fn mul(self, other: Self) -> Self {
        if !self.is_finite() || !other.is_finite() {
            return Self::INFINITY;
        }
        if self.man == 0.0 || other.man == 0.0 {
            return Self::ZERO;
        }
        Self::normalised(self.man * other.man * GROW, self.exp + other.exp)
    }

    /// The product, rounded down.
    pub fn mul_lower(self, other: Self) -> Self {
        if self.man == 0.0 || other.man == 0.0 || !self.is_finite() || !other.is_finite() {
            return Self::ZERO;
        }
        Self::normalised_lower(self.man * other.man * SHRINK, self.exp + other.exp)
    }

    /// The quotient by a lower bound, rounded up; infinity when that bound is zero.
    #[expect(
        clippy::should_implement_trait,
        reason = "rounds: a named method says so better than an operator"
    )]
    pub fn div(self, divisor_lower: Self) -> Self {
        if !self.is_finite() || !divisor_lower.is_finite() || divisor_lower.man == 0.0 {
            return Self::INFINITY;
        }
        if self.man == 0.0 {
            return Self::ZERO;
        }
        Self::normalised(
            self.man / divisor_lower.man * GROW,
            self.exp - divisor_lower.exp,
        )
    }

    /// The quotient by an upper bound, rounded down; zero when that bound is zero or infinite.
    pub fn div_lower(self, divisor: Self) -> Self {
        if self.man == 0.0 || divisor.man == 0.0 || !divisor.is_finite() {
            return Self::ZERO;
        }
        Self::normalised_lower(self.man / divisor.man * SHRINK, self.exp - divisor.exp)
    }

    /// The square root, rounded up.
    pub fn sqrt(self) -> Self {
        if self.man == 0.0 || !self.is_finite() {
            return self;
        }
        let odd = self.exp & 1;
        Self::normalised((self.man * exp2(odd)).sqrt() * GROW, (self.exp - odd) / 2)
    }

    /// The square root, rounded down.
    pub fn sqrt_lower(self) -> Self {
        if self.man == 0.0 || !self.is_finite() {
            return Self::ZERO;
        }
        let odd = self.exp & 1;
        Self::normalised_lower((self.man * exp2(odd)).sqrt() * SHRINK, (self.exp - odd) / 2)
    }

    /// `self * 2^shift`, exact within the exponent limit, an upper bound beyond.
    pub fn mul_2exp(self, shift: i64) -> Self {
        if self.man == 0.0 || !self.is_finite() {
            return self;
        }
        Self::bounded(self.man, self.exp.saturating_add(shift))
    }

    /// The greater of two.
    pub fn max(self, other: Self) -> Self {
        if self.compare(other) == Ordering::Less {
            other
        } else {
            self
        }
    }

    /// The smaller of two.
    pub fn min(self, other: Self) -> Self {
        if self.compare(other) == Ordering::Greater {
            other
        } else {
            self
        }
    }

    /// The order of two magnitudes, exact.
    pub fn compare(self, other: Self) -> Ordering {
        let class = |mag: Self| {
            if mag.man == 0.0 {
                0u8
            } else if mag.is_finite() {
                1
            } else {
                2
            }
        };
        class(self)
            .cmp(&class(other))
            .then_with(|| self.exp.cmp(&other.exp))
            .then_with(|| self.man.total_cmp(&other.man))
    }

    fn grown(self) -> Self {
        if self.man == 0.0 || !self.is_finite() {
            return self;
        }
        Self::normalised(self.man * GROW, self.exp)
    }

    /// Splits a positive normal `f64` into significand and exponent; exponents out of range become an upper bound.
    fn normalised(man: f64, exp: i64) -> Self {
        let (man, carry) = split(man);
        Self::bounded(man, exp + carry)
    }

    fn normalised_lower(man: f64, exp: i64) -> Self {
        let (man, carry) = split(man);
        let exp = exp + carry;
        if exp < -EXP_LIMIT {
            Self::ZERO
        } else if exp > EXP_LIMIT {
            Self {
                man: 1.0,
                exp: EXP_LIMIT,
            }
        } else {
            Self { man, exp }
        }
    }

    fn bounded(man: f64, exp: i64) -> Self {
        if exp.unsigned_abs() <= EXP_LIMIT.unsigned_abs() {
            Self { man, exp }
        } else {
            Self::pow2(exp)
        }
    }
}

/// The significand in `[1, 2)` and the exponent of a positive normal number.
fn split(value: f64) -> (f64, i64) {
    const FRACTION: u64 = (1 << 52) - 1;
    const ONE: u64 = 1023 << 52;
    let bits = value.to_bits();
    let exponent = (bits >> 52) as i64 - 1023;
    (f64::from_bits((bits & FRACTION) | ONE), exponent)
}

/// `2^exp` for `|exp| <= 1000`, exact.
fn exp2(exp: i64) -> f64 {
    f64::from_bits(((1023 + exp) as u64) << 52)
}
