//! Symmetric matrices over the inputs that treat all directions off the plane of `w` and `w*` alike.

use coarsegrad_arith::{Rational, Real};
use coarsegrad_model::Plane;

use crate::closed_forms::ClosedForms;
use crate::geometry::Position;
use crate::vectors::PlaneVector;

use super::SecondMoments;

/// The symmetric n by n matrix
/// `uu u u^T + ue (u e^T + e u^T) + ee e e^T + beta (I - u u^T - e e^T)`.
///
/// Here `u = w/|w|`, and `e` is the unit vector along `w* - (w.w*/|w|^2) w`. A direction that does not
/// exist counts as the zero vector: `e` at theta 0 and pi (so where n = 1), and `u` at `w = 0`,
/// where `e = w*/|w*|`. Its entry is then that of any other direction off the plane: `ee = beta` or
/// `uu = beta`, and `ue = 0`.
#[derive(Clone, Debug)]
pub struct PlaneMatrix<T> {
    /// The entry of `u u^T`.
    pub uu: T,
    /// The entry of `u e^T` and `e u^T`.
    pub ue: T,
    /// The entry of `e e^T`.
    pub ee: T,
    /// The multiple of the identity on the orthogonal complement of the plane.
    pub beta: T,
}

/// An input `j` by its two weights, `w_j` and `w*_j`.
pub type InputWeights<'a> = (&'a Rational, &'a Rational);

impl<T: Real> ClosedForms<T> {
    /// The covariance matrix of the one-sample coarse gradient,
    /// `Cov(g) = E[g g^T] - E[g] E[g]^T`, from [`ClosedForms::second_moments`] and
    /// [`ClosedForms::coarse_gradient`] of one STE.
    pub fn covariance(&self, moments: &SecondMoments<T>, mean: &PlaneVector<T>) -> PlaneMatrix<T> {
        let geometry = &self.geometry;
        let PlaneMatrix { uu, ue, ee, beta } = moments.matrix.clone();
        let (u, e) = match geometry.position {
            Position::ZeroWeight => (
                T::zero(&self.context),
                mean.across.clone() * &geometry.teacher_norm,
            ),
            _ => self.in_frame(mean),
        };
        PlaneMatrix {
            uu: uu - &(u.clone() * &u),
            ue: ue - &(u * &e),
            ee: ee - &(e.clone() * &e),
            beta,
        }
    }

    /// The variance of one component `g_j` of the one-sample coarse gradient, from
    /// [`ClosedForms::covariance`]: the diagonal entry
    ///
    /// ```text
    /// Var(g_j) = u_j^2 uu + 2 u_j e_j ue + e_j^2 ee + (1 - u_j^2 - e_j^2) beta
    /// ```
    ///
    /// of the matrix, for the input with weights `w_j` and `w*_j` of the instance with this
    /// [`Plane`]. Of the four coefficients three are formed exactly and the other one is a rational
    /// over a square root, so that none suffers where the input lies nearly in the plane, or `w`
    /// nearly along `w*`.
    pub fn component_variance(
        &self,
        covariance: &PlaneMatrix<T>,
        plane: &Plane,
        input: InputWeights<'_>,
    ) -> T {
        self.matrix_entry(covariance, plane, [input, input], Rational::from(1))
    }

    /// The covariance of two different components `g_i` and `g_j`, the off-diagonal entry
    ///
    /// ```text
    /// Cov(g_i, g_j) = u_i u_j uu + (u_i e_j + u_j e_i) ue + e_i e_j ee - (u_i u_j + e_i e_j) beta
    /// ```
    ///
    /// under the conditions of [`ClosedForms::component_variance`].
    pub fn component_covariance(
        &self,
        covariance: &PlaneMatrix<T>,
        plane: &Plane,
        inputs: [InputWeights<'_>; 2],
    ) -> T {
        self.matrix_entry(covariance, plane, inputs, Rational::new())
    }

    fn matrix_entry(
        &self,
        matrix: &PlaneMatrix<T>,
        plane: &Plane,
        [(w_i, w_star_i), (w_j, w_star_j)]: [InputWeights<'_>; 2],
        identity: Rational,
    ) -> T {
        let squared = &plane.student_norm_squared;
        let mut rest = identity;
        let mut sum = T::zero(&self.context);
        if self.geometry.position != Position::ZeroWeight {
            let uu = Rational::from(w_i * w_j) / squared;
            rest -= &uu;
            sum = sum + &matrix.uu.scale(&uu);
        }
        match self.geometry.position {
            Position::Parallel | Position::Opposite => {}
            Position::ZeroWeight => {
                let ee = Rational::from(w_star_i * w_star_j) / &plane.teacher_norm_squared;
                rest -= &ee;
                sum = sum + &matrix.ee.scale(&ee);
            }
            Position::Between => {
                // e = (w* - r w) |w| / (|w| |w*| sin(theta)).
                let ratio = Rational::from(&plane.inner_product / squared);
                let across = |w: &Rational, w_star: &Rational| w_star - Rational::from(&ratio * w);
                let (x_i, x_j) = (across(w_i, w_star_i), across(w_j, w_star_j));
                let ee = Rational::from(&x_i * &x_j) * squared / &plane.wedge_squared;
                rest -= &ee;
                let ue = x_j * w_i + x_i * w_j;
                sum = (matrix.ue.clone() * &self.geometry.wedge_recip).scale(&ue)
                    + &matrix.ee.scale(&ee)
                    + &sum;
            }
        }
        matrix.beta.scale(&rest) + &sum
    }
}
