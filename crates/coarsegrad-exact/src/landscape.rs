//! The landscape of the population loss: critical points and what they are, decided exactly.

use coarsegrad_arith::{Rational, Scalar};

use crate::geometry::Position;
use crate::invariants::Invariants;

/// What a point is for coarse gradient descent.
///
/// P1, Proposition 1, with its missing cases: `n >= 2` is needed for the saddles and for the
/// existence condition of spurious minimisers (for `n = 1` the weight cannot rotate), `S = 0`
/// makes the opposite minimiser global, and `S^2 = (m+1)|v*|^2/2` makes it a saddle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CriticalPoint {
    /// Loss zero: `v = v*` at `theta = 0`, or `v = -v*` at `theta = pi` when `S = 0`.
    GlobalMinimiser,
    /// A local minimiser with positive loss: `v = v_pi` at `theta = pi`.
    SpuriousMinimiser,
    /// A differentiable stationary point that is no minimiser.
    Saddle,
    /// `v = v_pi` at `theta = pi` with `S^2 > (m+1)|v*|^2/2`, `n >= 2`: both expected gradients
    /// that coarse gradient descent uses vanish there for ReLU, yet it is neither a saddle in the
    /// differentiable sense nor a local minimiser.
    UnstableFixedPoint,
    /// None of these.
    Regular,
}

impl CriticalPoint {
    /// The name for machines.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            CriticalPoint::GlobalMinimiser => "global-minimiser",
            CriticalPoint::SpuriousMinimiser => "spurious-minimiser",
            CriticalPoint::Saddle => "saddle",
            CriticalPoint::UnstableFixedPoint => "unstable-fixed-point",
            CriticalPoint::Regular => "regular",
        }
    }
}

/// The critical points that a teacher has, by exact decision.
///
/// With `x = 2 theta/pi` the loss splits (proved in the book) into
///
/// ```text
/// f = f*(theta) + (1/8) (v - v_theta)^T (I + 1 1^T) (v - v_theta)
/// v_theta = (1 - x) v* + x S/(m+1) 1
/// f*(theta) = (1/8) [2 x |v*|^2 - x^2 (|v*|^2 - S^2/(m+1))]
/// ```
#[derive(Clone, Debug)]
pub struct Landscape {
    v_star: Vec<Rational>,
    inputs: usize,
    /// `S`.
    sum: Rational,
    /// `|v*|^2`.
    squared: Rational,
    /// `m + 1`.
    rows_plus_one: Rational,
}

impl Landscape {
    /// The landscape for a teacher `v*` (not zero) and n inputs.
    #[must_use]
    pub fn new(v_star: &[Rational], inputs: usize) -> Self {
        let sums = Invariants::exact(v_star, v_star);
        Landscape {
            v_star: v_star.to_vec(),
            inputs,
            sum: sums.sum_v_star,
            squared: sums.v_star_squared,
            rows_plus_one: Rational::from(v_star.len() + 1),
        }
    }

    /// `(m+1)|v*|^2 - S^2`, positive by Cauchy-Schwarz.
    fn gap(&self) -> Rational {
        Rational::from(&self.rows_plus_one * &self.squared) - self.sum.clone().square()
    }

    /// `2 S^2 - (m+1)|v*|^2 = (m+1) v_pi . v*`: negative where saddles exist.
    fn balance(&self) -> Rational {
        self.sum.clone().square() * 2u32 - Rational::from(&self.rows_plus_one * &self.squared)
    }

    /// `v_theta`, the minimiser of the loss over `v` at the given `theta/pi`.
    pub fn minimiser_in_v<T: Scalar>(&self, theta_over_pi: &T) -> Vec<T> {
        let context = theta_over_pi.context();
        let x = theta_over_pi.mul_2exp(1);
        let complement = T::from_rational(&context, &Rational::from(1)) - &x;
        let common = x.scale(&Rational::from(&self.sum / &self.rows_plus_one));
        self.v_star
            .iter()
            .map(|v_star| complement.scale(v_star) + &common)
            .collect()
    }

    /// `f*(theta)`, the least loss at the given `theta/pi`.
    pub fn minimum_value<T: Scalar>(&self, theta_over_pi: &T) -> T {
        let x = theta_over_pi.mul_2exp(1);
        let curvature = self.gap() / &self.rows_plus_one;
        let square = (x.clone() * &x).scale(&curvature);
        (x.scale(&(self.squared.clone() * 2u32)) - &square).mul_2exp(-3)
    }

    /// `theta/pi` at the saddles, `(m+1)|v*|^2 / (2 ((m+1)|v*|^2 - S^2))`, if there are any: for
    /// `n >= 2` and `S^2 < (m+1)|v*|^2/2`. In the boundary case of equality it is 1: the point
    /// `(v_pi, pi)` is then a differentiable saddle.
    #[must_use]
    pub fn saddle_angle_over_pi(&self) -> Option<Rational> {
        if self.inputs < 2 || self.balance().is_positive() {
            return None;
        }
        Some(Rational::from(&self.rows_plus_one * &self.squared) / (self.gap() * 2u32))
    }

    /// `v` at the saddles.
    #[must_use]
    pub fn saddle_v(&self) -> Option<Vec<Rational>> {
        self.saddle_angle_over_pi()
            .map(|angle| self.minimiser_in_v(&angle))
    }

    /// The loss at the saddles, `(m+1)|v*|^4 / (8 ((m+1)|v*|^2 - S^2))`.
    #[must_use]
    pub fn saddle_loss(&self) -> Option<Rational> {
        self.saddle_angle_over_pi()
            .map(|angle| self.minimum_value(&angle))
    }

    /// `v_pi = -v* + 2S/(m+1) 1`, the minimiser of the loss over `v` at `theta = pi`.
    #[must_use]
    pub fn opposite_v(&self) -> Vec<Rational> {
        self.minimiser_in_v(&Rational::from(1))
    }

    /// The loss at `(v_pi, theta = pi)`, `S^2/(2(m+1))`.
    #[must_use]
    pub fn opposite_loss(&self) -> Rational {
        self.minimum_value(&Rational::from(1))
    }

    /// What `(v_pi, theta = pi)` is.
    #[must_use]
    pub fn opposite_kind(&self) -> CriticalPoint {
        if self.sum.is_zero() {
            return CriticalPoint::GlobalMinimiser;
        }
        if self.inputs < 2 || self.balance().is_negative() {
            return CriticalPoint::SpuriousMinimiser;
        }
        if self.balance().is_zero() {
            CriticalPoint::Saddle
        } else {
            CriticalPoint::UnstableFixedPoint
        }
    }

    /// Classifies a point, given `v`, the position of `w` and `theta/pi` where that is rational.
    #[must_use]
    pub fn classify(
        &self,
        v: &[Rational],
        position: Position,
        theta_over_pi: Option<&Rational>,
    ) -> CriticalPoint {
        match position {
            Position::ZeroWeight => CriticalPoint::Regular,
            Position::Parallel if v == self.v_star => CriticalPoint::GlobalMinimiser,
            Position::Parallel => CriticalPoint::Regular,
            Position::Opposite if v == self.opposite_v() => self.opposite_kind(),
            Position::Opposite => CriticalPoint::Regular,
            Position::Between => {
                let is_saddle = theta_over_pi.is_some()
                    && self.saddle_angle_over_pi().as_ref() == theta_over_pi
                    && self.saddle_v().as_deref() == Some(v);
                if is_saddle {
                    CriticalPoint::Saddle
                } else {
                    CriticalPoint::Regular
                }
            }
        }
    }
}
