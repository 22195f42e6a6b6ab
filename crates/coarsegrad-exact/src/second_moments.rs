//! Variances of the one-sample quantities.

mod bell;
mod covariance;
mod output;
mod pair_weights;
mod rows;
mod sections;
mod sides;
mod table;

use coarsegrad_arith::{Rational, Real};
use coarsegrad_model::Ste;

use crate::closed_forms::ClosedForms;
use crate::geometry::Position;
use crate::invariants::HigherSums;
use crate::vectors::PlaneVector;

pub use covariance::{InputWeights, PlaneMatrix};
pub use output::RowWeights;
use pair_weights::PairWeights;
use table::RowSource;

/// Second moments of the one-sample coarse gradient of an STE.
///
/// With `d_i = v_i s_i - v*_i t_i`, `s_i = 1{Z_i.w > 0}`, `t_i = 1{Z_i.w* > 0}` the residual is
/// `r = sum_i d_i` and the coarse gradient `g = r sum_i v_i mu'(Z_i.w) Z_i`. Rows are independent,
/// so `E[g g^T]` is a double sum over rows of products of row moments. The row moments are
/// polynomials in `(v_i, v*_i)`; carrying the sums out leaves a fixed number of terms in the power
/// sums `S_jk`, and the cost is that of the power sums, O(m).
///
/// Notation: `kappa = theta/pi - 1/2`, `mu = E[r] = (1^T v - S)/2`,
/// `V = Var(r) = (|v|^2 + |v*|^2)/4 + kappa v.v*`. The row residual `d_i` is symmetric about its
/// mean, so third central moments vanish.
#[derive(Clone, Debug)]
pub struct SecondMoments<T> {
    /// `E|g|^2`.
    pub squared_norm: T,
    /// `E[g g^T]`.
    pub matrix: PlaneMatrix<T>,
}

impl<T: Real> ClosedForms<T> {
    /// Second moments of the one-sample coarse gradient of an STE. Proved in the book.
    pub fn second_moments(&self, ste: &Ste, sums: &HigherSums<T>) -> SecondMoments<T> {
        if self.geometry.position == Position::ZeroWeight {
            return self.second_moments_at_zero(ste, sums);
        }
        let table = RowSource::new(self).table(ste);
        let weights = PairWeights::new(self, sums);
        SecondMoments {
            squared_norm: table.squared_norm(&weights, self.inputs),
            matrix: table.matrix(&weights),
        }
    }

    /// `E|g|^2` for each STE.
    pub(crate) fn squared_norms<'s>(
        &self,
        stes: impl IntoIterator<Item = &'s Ste>,
        sums: &HigherSums<T>,
    ) -> Vec<T> {
        let stes = stes.into_iter();
        if self.geometry.position == Position::ZeroWeight {
            let at_zero = |ste| self.second_moments_at_zero(ste, sums).squared_norm;
            return stes.map(at_zero).collect();
        }
        let mut source = RowSource::new(self);
        let weights = PairWeights::new(self, sums);
        stes.map(|ste| source.table(ste).squared_norm(&weights, self.inputs))
            .collect()
    }

    /// At `w = 0` the student is silent:
    /// `E[g g^T] = mu'(0)^2 [|v|^2 (V + mu^2) I + (((v.v*)^2 - S22)/pi) w* w*^T/|w*|^2]`.
    fn second_moments_at_zero(&self, ste: &Ste, sums: &HigherSums<T>) -> SecondMoments<T> {
        let inv = &self.invariants;
        let (mean, variance) = self.residual_moments();
        let same_row = (mean.clone() * &mean + &variance) * &inv.v_squared;
        let squared = inv.v_dot_v_star.clone() * &inv.v_dot_v_star;
        let other_rows = (squared - &sums.s22) * &self.geometry.pi_recip;
        let slope = ste.slope_at_zero().square();
        let total = same_row.scale(&Rational::from(self.inputs)) + &other_rows;
        let beta = same_row.scale(&slope);
        SecondMoments {
            squared_norm: total.scale(&slope),
            matrix: PlaneMatrix {
                uu: beta.clone(),
                ue: T::zero(&self.context),
                ee: (same_row + &other_rows).scale(&slope),
                beta,
            },
        }
    }

    /// The trace of the covariance, `E|g|^2 - |E[g]|^2`.
    pub fn covariance_trace(&self, squared_norm: &T, mean: &PlaneVector<T>) -> T {
        squared_norm.clone() - &self.squared_length(mean)
    }
}
