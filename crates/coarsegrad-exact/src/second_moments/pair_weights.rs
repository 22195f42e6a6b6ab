//! The double sum over rows, carried out.

use coarsegrad_arith::Real;

use crate::closed_forms::ClosedForms;
use crate::invariants::HigherSums;

/// The weights with which the row moments enter `E[g g^T]`: the double sum over rows, carried out.
pub(super) struct PairWeights<T> {
    pub(super) one: T,
    pub(super) s: T,
    pub(super) t: T,
    pub(super) st: T,
    pub(super) one_one: T,
    pub(super) s_one: T,
    pub(super) t_one: T,
    pub(super) st_one: T,
    pub(super) s_s: T,
    pub(super) s_t: T,
    pub(super) t_t: T,
}

impl<T: Real> PairWeights<T> {
    pub(super) fn new(forms: &ClosedForms<T>, sums: &HigherSums<T>) -> Self {
        let inv = &forms.invariants;
        let (mean, variance) = forms.residual_moments();
        let kappa = forms.kappa();
        let HigherSums {
            s30,
            s21,
            s12,
            s40,
            s31,
            s22,
            ..
        } = sums;
        let (s10, s20, s11) = (&inv.sum_v, &inv.v_squared, &inv.v_dot_v_star);
        let times = |x: &T, y: &T| x.clone() * y;
        let shift = |x: T, exponent| x.mul_2exp(exponent);
        let mean_squared = times(&mean, &mean);
        let second = variance + &mean_squared;

        // Sums of p = v_i times powers of the row mean e_i = (v_i - v*_i)/2.
        let p_e = shift(s20.clone() - s11, -1);
        let pp_e = shift(s30.clone() - s21, -1);
        let pq_e = shift(s21.clone() - s12, -1);
        let p_ee = shift(s30.clone() + s12 - &s21.mul_2exp(1), -2);
        let pp_ee = shift(s40.clone() + s22 - &s31.mul_2exp(1), -2);
        // Sums of p and p^2 times the row variance (v_i^2 + v*_i^2)/4 + kappa v_i v*_i.
        let p_var = shift(s30.clone() + s12, -2) + &times(&kappa, s21);
        let pp_var = shift(s40.clone() + s22, -2) + &times(&kappa, s31);

        // sum_{i != k} x_i p_k (mu - e_i - e_k) for x = p^2 and x = p q.
        let lifted_pp =
            times(&mean, &(times(s20, s10) - s30)) - &times(s10, &pp_e) - &times(s20, &p_e) + s40
                - s31;
        let lifted_pq =
            times(&mean, &(times(s11, s10) - s21)) - &times(s10, &pq_e) - &times(s11, &p_e) + s31
                - s22;
        // sum_{i != k} p_i p_k E[r_{-ik}^2].
        let one_one = times(&second, &(times(s10, s10) - s20))
            - &shift(times(s10, &p_var) - &pp_var, 1)
            - &shift(times(&mean, &(times(s10, &p_e) - &pp_e)), 2)
            + &shift(
                times(s10, &p_ee) + &times(&p_e, &p_e) - &pp_ee.mul_2exp(1),
                1,
            );

        PairWeights {
            one: times(s20, &second) - &pp_var - &shift(times(&mean, &pp_e), 1) + &pp_ee,
            s: s31.clone() + &shift(times(&mean, s30), 1),
            t: s31.clone() - &shift(times(&mean, s21), 1),
            st: -s31.mul_2exp(1),
            one_one,
            s_one: times(s30, s10) - s40 + &shift(lifted_pp, 1),
            t_one: times(s12, s10) - s22 - &shift(lifted_pq, 1),
            st_one: shift(s31.clone() - &times(s21, s10), 1),
            s_s: shift(times(s20, s20) - s40, 1),
            s_t: shift(s31.clone() - &times(s20, s11), 1),
            t_t: shift(times(s11, s11) - s22, 1),
        }
    }
}
