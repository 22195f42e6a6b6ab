//! Variances of the one-sample quantities.

mod pair_weights;
mod rows;

use coarsegrad_arith::{Rational, Real};
use coarsegrad_model::Ste;

use crate::closed_forms::ClosedForms;
use crate::geometry::Position;
use crate::invariants::HigherSums;
use crate::vectors::PlaneVector;

use pair_weights::PairWeights;
use rows::{HalfPlanes, RowMoments, strip_moments};

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
    /// `E[g g^T]` in the frame `(u, e)` as `[uu, ue, ee]`, and its value `beta` on the orthogonal
    /// complement (where it is `beta I`); `None` at `w = 0`.
    pub block: Option<([T; 3], T)>,
}

/// Whether [`ClosedForms::second_moments`] knows the STE: identity, ReLU and clipped ReLU.
#[must_use]
pub fn has_second_moments(ste: &Ste) -> bool {
    match ste {
        Ste::Identity | Ste::Relu | Ste::ClippedRelu => true,
        Ste::HardTanh
        | Ste::LeakyRelu { .. }
        | Ste::PiecewiseConstant(_)
        | Ste::Gaussian { .. } => false,
    }
}

impl<T: Real> ClosedForms<T> {
    fn kappa(&self) -> T {
        self.geometry.theta_over_pi.clone() - &self.number(1, 2)
    }

    /// `(mu, V)`: mean and variance of the residual.
    fn residual_moments(&self) -> (T, T) {
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

    /// `E[(dl/dv_i)^2]` for the row with weights `v_i` and `v*_i`, `w != 0`:
    /// `E[s d^2] + 2 E[s d] (mu - E d) + (V - Var d + (mu - E d)^2)/2`.
    pub fn output_gradient_second_moment(&self, v: &Rational, v_star: &Rational) -> T {
        let (mean, variance) = self.residual_moments();
        let half = Rational::from((1, 2));
        // P2 = P(s = t = 1) = (1 - theta/pi)/2.
        let both = (self.number(1, 1) - &self.geometry.theta_over_pi).mul_2exp(-1);
        let rational = |x: Rational| T::from_rational(&self.context, &x);
        let product = Rational::from(v * v_star);
        let squares = Rational::from(v * v) + Rational::from(v_star * v_star);
        let sd2 = both.scale(&(Rational::from(v_star * v_star) - Rational::from(2 * &product)))
            + &rational(Rational::from(v * v) * &half);
        let sd = rational(Rational::from(v * &half)) - &both.scale(v_star);
        let rest_mean = mean - &rational(Rational::from(v - v_star) * &half);
        let row_variance =
            rational(squares * Rational::from((1, 4))) + &self.kappa().scale(&product);
        let rest = variance - &row_variance + &(rest_mean.clone() * &rest_mean);
        (sd * &rest_mean).mul_2exp(1) + &sd2 + &rest.mul_2exp(-1)
    }

    /// Second moments of the one-sample coarse gradient, or `None` where the STE has none here
    /// (see [`has_second_moments`]).
    pub fn second_moments(&self, ste: &Ste, sums: &HigherSums<T>) -> Option<SecondMoments<T>> {
        if !has_second_moments(ste) {
            return None;
        }
        if self.geometry.position == Position::ZeroWeight {
            let squared_norm = self.squared_norm_at_zero(ste, sums);
            return Some(SecondMoments {
                squared_norm,
                block: None,
            });
        }
        let source = RowSource::new(self, [ste]);
        let table = source.table(ste)?;
        let weights = PairWeights::new(self, sums);
        let uu = table.entry(&weights, |q| &q.uu, Axis::U, Axis::U);
        let ue = table.entry(&weights, |q| &q.ue, Axis::U, Axis::E);
        let ee = table.entry(&weights, |q| &q.ee, Axis::E, Axis::E);
        let beta = table.matrix_part(&weights, |q| &q.scalar);
        let squared_norm = table.squared_norm(&weights, self.inputs);
        Some(SecondMoments {
            squared_norm,
            block: Some(([uu, ue, ee], beta)),
        })
    }

    /// `E|g|^2` for each STE, `None` where it has none here.
    pub(crate) fn squared_norms(&self, stes: &[Ste], sums: &HigherSums<T>) -> Vec<Option<T>> {
        if self.geometry.position == Position::ZeroWeight {
            return stes
                .iter()
                .map(|ste| has_second_moments(ste).then(|| self.squared_norm_at_zero(ste, sums)))
                .collect();
        }
        if !stes.iter().any(has_second_moments) {
            return vec![None; stes.len()];
        }
        let source = RowSource::new(self, stes);
        let weights = PairWeights::new(self, sums);
        stes.iter()
            .map(|ste| {
                let table = source.table(ste)?;
                Some(table.squared_norm(&weights, self.inputs))
            })
            .collect()
    }

    /// At `w = 0` the student is silent:
    /// `E|g|^2 = mu'(0)^2 [n |v|^2 (V + mu^2) + ((v.v*)^2 - S22)/pi]`.
    fn squared_norm_at_zero(&self, ste: &Ste, sums: &HigherSums<T>) -> T {
        let inv = &self.invariants;
        let (mean, variance) = self.residual_moments();
        let same_row = (mean.clone() * &mean + &variance) * &inv.v_squared;
        let squared = inv.v_dot_v_star.clone() * &inv.v_dot_v_star;
        let other_rows = (squared - &sums.s22) * &self.geometry.pi_recip;
        let total = same_row.scale(&Rational::from(self.inputs)) + &other_rows;
        total.scale(&ste.slope_at_zero().square())
    }

    /// The trace of the covariance, `E|g|^2 - |E[g]|^2`.
    pub fn covariance_trace(&self, squared_norm: &T, mean: &PlaneVector<T>) -> T {
        squared_norm.clone() - &self.squared_length(mean)
    }
}

#[derive(Clone, Copy)]
enum Axis {
    U,
    E,
}

impl<T> RowMoments<T> {
    fn component(&self, axis: Axis) -> &T {
        match axis {
            Axis::U => &self.u,
            Axis::E => &self.e,
        }
    }
}

/// The row moments of an STE for the four weights 1, s, t, st.
struct RowTable<'a, T> {
    one: &'a RowMoments<T>,
    s: &'a RowMoments<T>,
    t: &'a RowMoments<T>,
    st: &'a RowMoments<T>,
    /// Whether the slope vanishes where `s = 0`, so that 1 weighs like s, and t like st.
    masked: bool,
}

/// Everything that row tables are made of.
struct RowSource<T> {
    half_planes: HalfPlanes<T>,
    /// The strip `0 < z.w < 1` and its part with `z.w* > 0`, where clipped ReLU asks for them.
    strip: Option<(RowMoments<T>, RowMoments<T>)>,
}

impl<T: Real> RowSource<T> {
    fn new<'s>(forms: &ClosedForms<T>, stes: impl IntoIterator<Item = &'s Ste>) -> Self {
        let clipped = stes.into_iter().any(|ste| *ste == Ste::ClippedRelu);
        RowSource {
            half_planes: HalfPlanes::new(&forms.geometry),
            strip: clipped.then(|| strip_moments(&forms.geometry, forms.strip())),
        }
    }

    fn table(&self, ste: &Ste) -> Option<RowTable<'_, T>> {
        let HalfPlanes {
            all,
            student,
            teacher,
            both,
        } = &self.half_planes;
        let masked = |one, t| RowTable {
            one,
            s: one,
            t,
            st: t,
            masked: true,
        };
        match ste {
            Ste::Identity => Some(RowTable {
                one: all,
                s: student,
                t: teacher,
                st: both,
                masked: false,
            }),
            // mu' = s, and s s = s.
            Ste::Relu => Some(masked(student, both)),
            Ste::ClippedRelu => self
                .strip
                .as_ref()
                .map(|(all, teacher)| masked(all, teacher)),
            Ste::HardTanh
            | Ste::LeakyRelu { .. }
            | Ste::PiecewiseConstant(_)
            | Ste::Gaussian { .. } => None,
        }
    }
}

impl<T: Real> RowTable<'_, T> {
    /// One entry of `E[g g^T]`.
    fn entry(
        &self,
        weights: &PairWeights<T>,
        matrix: fn(&RowMoments<T>) -> &T,
        left: Axis,
        right: Axis,
    ) -> T {
        self.matrix_part(weights, matrix) + &self.outer_part(weights, left, right)
    }

    /// `E|g|^2`: the trace of the block, and `n - 2` times beta for the orthogonal complement
    /// (for `n = 1` there is no `e`).
    fn squared_norm(&self, weights: &PairWeights<T>, inputs: usize) -> T {
        if inputs == 1 {
            return self.entry(weights, |q| &q.uu, Axis::U, Axis::U);
        }
        let spare = Rational::from(inputs) - 2u32;
        let trace = |q: &RowMoments<T>| q.scalar.scale(&spare) + &q.uu + &q.ee;
        let dot = |x: &RowMoments<T>, y: &RowMoments<T>| x.u.clone() * &y.u + &(x.e.clone() * &y.e);
        let (one, s, t, st) = (self.one, self.s, self.t, self.st);
        let w = weights;
        if self.masked {
            let same_row =
                (w.one.clone() + &w.s) * &trace(one) + &((w.t.clone() + &w.st) * &trace(t));
            let ones = w.s_one.mul_2exp(1) + &w.one_one + &w.s_s;
            let mixed = (w.st_one.clone() + &w.t_one + &w.s_t).mul_2exp(1);
            return same_row
                + &(ones * &dot(one, one))
                + &(mixed * &dot(one, t))
                + &(w.t_t.clone() * &dot(t, t));
        }
        let same_row = w.one.clone() * &trace(one)
            + &(w.s.clone() * &trace(s))
            + &(w.st.clone() * &trace(st))
            + &(w.t.clone() * &trace(t));
        let once = w.one_one.clone() * &dot(one, one)
            + &(w.s_s.clone() * &dot(s, s))
            + &(w.t_t.clone() * &dot(t, t));
        let twice = w.s_one.clone() * &dot(s, one)
            + &(w.st_one.clone() * &dot(st, one))
            + &(w.t_one.clone() * &dot(t, one))
            + &(w.s_t.clone() * &dot(s, t));
        twice.mul_2exp(1) + &once + &same_row
    }

    /// The part of `E[g g^T]` with both gradient factors from the same row.
    fn matrix_part(&self, weights: &PairWeights<T>, entry: fn(&RowMoments<T>) -> &T) -> T {
        weights.one.clone() * entry(self.one)
            + &(weights.s.clone() * entry(self.s))
            + &(weights.st.clone() * entry(self.st))
            + &(weights.t.clone() * entry(self.t))
    }

    /// The part with the two gradient factors from different rows.
    fn outer_part(&self, weights: &PairWeights<T>, left: Axis, right: Axis) -> T {
        let symmetric = |x: &RowMoments<T>, y: &RowMoments<T>| {
            x.component(left).clone() * y.component(right)
                + &(y.component(left).clone() * x.component(right))
        };
        let square = |x: &RowMoments<T>| x.component(left).clone() * x.component(right);
        weights.one_one.clone() * &square(self.one)
            + &(weights.s_one.clone() * &symmetric(self.s, self.one))
            + &(weights.st_one.clone() * &symmetric(self.st, self.one))
            + &(weights.t_one.clone() * &symmetric(self.t, self.one))
            + &(weights.s_s.clone() * &square(self.s))
            + &(weights.s_t.clone() * &symmetric(self.s, self.t))
            + &(weights.t_t.clone() * &square(self.t))
    }
}
