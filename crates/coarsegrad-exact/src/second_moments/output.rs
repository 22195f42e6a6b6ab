//! Second moments of the residual, the sample loss and the one-sample gradient in `v`.

use coarsegrad_arith::{Rational, Real};

use crate::closed_forms::ClosedForms;
use crate::geometry::Position;
use crate::invariants::HigherSums;

/// A row by its two weights, `v_i` and `v*_i`.
pub type RowWeights<'a> = (&'a Rational, &'a Rational);

/// Moments of one row: `E d`, `Var d`, `E[s d]`, `E[s d^2]`; `w != 0`.
struct RowResidual<T> {
    mean: Rational,
    variance: T,
    sd: T,
    sd2: T,
}

impl<T: Real> ClosedForms<T> {
    pub(super) fn kappa(&self) -> T {
        self.geometry.theta_over_pi.clone() - &self.number(1, 2)
    }

    /// `(mu, V)`: mean and variance of the residual.
    pub(super) fn residual_moments(&self) -> (T, T) {
        let inv = &self.invariants;
        if self.geometry.position == Position::ZeroWeight {
            let mean = -inv.sum_v_star.mul_2exp(-1);
            return (mean, inv.v_star_squared.mul_2exp(-2));
        }
        let mean = (inv.sum_v.clone() - &inv.sum_v_star).mul_2exp(-1);
        let variance = (inv.v_squared.clone() + &inv.v_star_squared).mul_2exp(-2)
            + &(self.kappa() * &inv.v_dot_v_star);
        (mean, variance)
    }

    /// The variance of the sample loss: `Var(l) = (C4 + 2 V^2 + 4 V mu^2)/4` with the fourth
    /// cumulant `C4 = -(S40 + S04)/8 - kappa (S31 + S13) - 3 kappa^2 S22` of the residual; at
    /// `w = 0` with `v` replaced by zero.
    pub fn loss_variance(&self, sums: &HigherSums<T>) -> T {
        let (mean, variance) = self.residual_moments();
        let cumulant = if self.geometry.position == Position::ZeroWeight {
            sums.s04.scale(&Rational::from((-1, 8)))
        } else {
            let kappa = self.kappa();
            (sums.s40.clone() + &sums.s04).scale(&Rational::from((-1, 8)))
                - &(kappa.clone() * &(sums.s31.clone() + &sums.s13))
                - &(kappa.clone() * &kappa * &sums.s22).scale(&Rational::from(3))
        };
        let quadratic = (variance.clone() * &variance).mul_2exp(1);
        let mixed = (variance * &mean * &mean).scale(&Rational::from(4));
        (cumulant + &quadratic + &mixed).mul_2exp(-2)
    }

    /// `E[(dl/dv_i)^2]` for the row with weights `v_i` and `v*_i`:
    /// `E[s d^2] + 2 E[s d] (mu - E d) + (V - Var d + (mu - E d)^2)/2` with the row's `d` and `s`;
    /// zero at `w = 0`, where `dl/dv = 0`.
    pub fn output_gradient_second_moment(&self, v: &Rational, v_star: &Rational) -> T {
        if self.geometry.position == Position::ZeroWeight {
            return T::zero(&self.context);
        }
        let row = self.row_residual((v, v_star));
        let (mean, second) = self.rest_moments(&[&row]);
        (row.sd * &mean).mul_2exp(1) + &row.sd2 + &second.mul_2exp(-1)
    }

    /// `E[(dl/dv_i) (dl/dv_k)]` for two different rows, each by its weights `v_i` and `v*_i`:
    ///
    /// ```text
    /// (E[s_i d_i^2] + E[s_k d_k^2])/2 + 2 E[s_i d_i] E[s_k d_k]
    ///   + (E[s_i d_i] + E[s_k d_k]) E r' + E[r'^2]/4
    /// ```
    ///
    /// with `r'` the residual of the other rows, `E r' = mu - E d_i - E d_k`,
    /// `Var r' = V - Var d_i - Var d_k`; zero at `w = 0`. Proved in the book.
    pub fn output_gradient_mixed_moment(&self, rows: [RowWeights<'_>; 2]) -> T {
        if self.geometry.position == Position::ZeroWeight {
            return T::zero(&self.context);
        }
        let [x, y] = rows.map(|row| self.row_residual(row));
        let (mean, second) = self.rest_moments(&[&x, &y]);
        let squares = (x.sd2 + &y.sd2).mul_2exp(-1);
        let product = (x.sd.clone() * &y.sd).mul_2exp(1);
        let once = (x.sd + &y.sd) * &mean;
        squares + &product + &once + &second.mul_2exp(-2)
    }

    /// With `P2 = P(s = t = 1) = (1 - theta/pi)/2`: `E[s d] = v/2 - P2 v*`,
    /// `E[s d^2] = v^2/2 + P2 (v*^2 - 2 v v*)`, `Var d = (v^2 + v*^2)/4 + kappa v v*`.
    fn row_residual(&self, (v, v_star): RowWeights<'_>) -> RowResidual<T> {
        let half = Rational::from((1, 2));
        let both = (self.number(1, 1) - &self.geometry.theta_over_pi).mul_2exp(-1);
        let rational = |x: Rational| T::from_rational(&self.context, &x);
        let product = Rational::from(v * v_star);
        let (square, star_square) = (v.clone().square(), v_star.clone().square());
        let quarter = (square.clone() + &star_square) / 4u32;
        let sd2 = both.scale(&(star_square - Rational::from(2 * &product)));
        RowResidual {
            mean: Rational::from(v - v_star) * &half,
            variance: rational(quarter) + &self.kappa().scale(&product),
            sd: rational(Rational::from(v * &half)) - &both.scale(v_star),
            sd2: sd2 + &rational(square * &half),
        }
    }

    /// `E r'` and `E[r'^2]` for the residual `r'` of the rows other than these.
    fn rest_moments(&self, rows: &[&RowResidual<T>]) -> (T, T) {
        let (mut mean, mut variance) = self.residual_moments();
        for row in rows {
            mean = mean - &T::from_rational(&self.context, &row.mean);
            variance = variance - &row.variance;
        }
        let second = mean.clone() * &mean + &variance;
        (mean, second)
    }
}
