//! The closed forms, each written once.

use std::cell::OnceCell;

use coarsegrad_arith::{Rational, Real};
use coarsegrad_model::Ste;

use crate::error::Undefined;
use crate::geometry::{Geometry, Position};
use crate::invariants::Invariants;
use crate::slope_moments::{SectorMoments, SlopeMoments, StripFunctions, even_moment};
use crate::vectors::{PlaneVector, RowVector};

/// Everything the closed forms need of an instance, in one arithmetic.
///
/// Built by [`Population`](crate::Population); the fields decided exactly (`position`,
/// `orthogonal`, `inputs`) steer the case distinctions, so no comparison is ever made in `T`.
#[derive(Clone, Debug)]
pub struct ClosedForms<T: Real> {
    pub(crate) context: T::Context,
    pub(crate) invariants: Invariants<T>,
    pub(crate) geometry: Geometry<T>,
    /// The number m of rows.
    pub(crate) rows: usize,
    /// The number n of inputs.
    pub(crate) inputs: usize,
    /// Whether `v.v* = 0` exactly.
    pub(crate) orthogonal: bool,
    pub(crate) strip: OnceCell<StripFunctions<T>>,
}

impl<T: Real> ClosedForms<T> {
    pub(crate) fn number(&self, numerator: i32, denominator: i32) -> T {
        T::from_rational(&self.context, &Rational::from((numerator, denominator)))
    }

    /// The sums over the rows.
    pub fn invariants(&self) -> &Invariants<T> {
        &self.invariants
    }

    /// The geometry of `w` and `w*`.
    pub fn geometry(&self) -> &Geometry<T> {
        &self.geometry
    }

    fn position(&self) -> Position {
        self.geometry.position
    }

    /// The population loss `f = E[l]`, `w != 0`:
    /// `f = (|v - v*|^2 + (1^T v - S)^2)/8 + (theta/pi) v.v*/2`; at `w = 0`,
    /// `f = (|v*|^2 + S^2)/8`. P1, Lemma 1 (the same value, multiplied out).
    pub fn population_loss(&self) -> T {
        let inv = &self.invariants;
        if self.position() == Position::ZeroWeight {
            let square = inv.sum_v_star.clone() * &inv.sum_v_star;
            return (square + &inv.v_star_squared).mul_2exp(-3);
        }
        let angular = self.geometry.theta_over_pi.clone() * &inv.v_dot_v_star;
        inv.misfit.mul_2exp(-3) + &angular.mul_2exp(-1)
    }

    /// `d = df/dv = (1/4) [v - v* + (1^T v - S) 1] + (theta/(2 pi)) v*`, m entries; zero at
    /// `w = 0`. P1, Lemma 2 (holds at theta 0 and pi too).
    pub fn gradient_v(&self) -> RowVector<T> {
        if self.position() == Position::ZeroWeight {
            return RowVector::zero(&self.context);
        }
        let inv = &self.invariants;
        let angular = self.geometry.theta_over_pi.mul_2exp(-1);
        RowVector {
            v: self.number(1, 4),
            v_star: angular - &self.number(1, 4),
            ones: (inv.sum_v.clone() - &inv.sum_v_star).mul_2exp(-2),
        }
    }

    /// Whether the population gradient in `w` exists, and why not.
    ///
    /// It does not exist at `w = 0`, nor at theta 0 or pi when `n >= 2` and `v.v* != 0`.
    ///
    /// # Errors
    /// [`Undefined::ZeroWeight`] or [`Undefined::Kink`].
    pub fn differentiable_in_w(&self) -> Result<(), Undefined> {
        match self.position() {
            Position::ZeroWeight => Err(Undefined::ZeroWeight),
            Position::Parallel | Position::Opposite if self.inputs >= 2 && !self.orthogonal => {
                Err(Undefined::Kink)
            }
            _ => Ok(()),
        }
    }

    /// `df/dw = -(v.v*/(2 pi a)) e`, n entries; zero where theta is 0 or pi and it exists.
    /// P1, Lemma 2.
    ///
    /// # Errors
    /// [`Undefined`] where it does not exist.
    pub fn gradient_w(&self) -> Result<PlaneVector<T>, Undefined> {
        self.differentiable_in_w()?;
        if self.position() != Position::Between {
            return Ok(PlaneVector::zero(&self.context));
        }
        // e/a = (w* - r w)/(|w| |w*| sin(theta)).
        let across = self.invariants.v_dot_v_star.clone()
            * &self.geometry.wedge_recip
            * &self.geometry.pi_recip;
        Ok(PlaneVector {
            along: T::zero(&self.context),
            across: -across.mul_2exp(-1),
        })
    }

    /// The expected coarse gradient `E[g]` of an STE, n entries:
    ///
    /// ```text
    /// E[g] = R u - v.v* T_e e,   R = Q1 |v|^2 + (M1/2) h - v.v* Tu,   T_e = phi0 sin(theta) M0
    /// ```
    ///
    /// with the [`SlopeMoments`] of the STE; `T_e = 0` at theta 0 and pi, and
    /// `E[g] = -mu'(0) phi0 v.v* w*/|w*|` at `w = 0`. For identity, ReLU and clipped ReLU this is
    /// P1, Lemmas 9, 4 and 7; in general it is proved in the book.
    pub fn coarse_gradient(&self, ste: &Ste) -> PlaneVector<T> {
        let geometry = &self.geometry;
        if self.position() == Position::ZeroWeight {
            return PlaneVector {
                along: T::zero(&self.context),
                across: self.coarse_gradient_across(ste),
            };
        }
        let moments = self.slope_moments(ste);
        let radial = self.radial(&moments);
        let across = match self.position() {
            Position::Between => self.tangential(&moments.even),
            _ => T::zero(&self.context),
        };
        PlaneVector {
            along: radial * &geometry.norm_recip,
            across,
        }
    }

    /// The moments of an STE's slope; `w != 0`.
    fn slope_moments(&self, ste: &Ste) -> SlopeMoments<T> {
        match ste {
            Ste::ClippedRelu => SlopeMoments::from_strip(&self.geometry, self.strip()),
            _ => SlopeMoments::new(&ste.family(), &self.geometry),
        }
    }

    /// `R = Q1 |v|^2 + (M1/2) h - v.v* Tu`.
    fn radial(&self, moments: &SlopeMoments<T>) -> T {
        let inv = &self.invariants;
        moments.left.clone() * &inv.v_squared + &(moments.first.clone() * &inv.h).mul_2exp(-1)
            - &(moments.across.clone() * &inv.v_dot_v_star)
    }

    /// `R`, the component of `E[g]` along `u`; `w != 0`.
    pub fn coarse_gradient_along(&self, ste: &Ste) -> T {
        self.radial(&self.slope_moments(ste))
    }

    /// The coefficient of `w* - r w` in `E[g]`: `-v.v* phi0 M0/|w*|`.
    pub(crate) fn coarse_gradient_across(&self, ste: &Ste) -> T {
        match self.position() {
            Position::ZeroWeight => {
                self.tangential(&T::from_rational(&self.context, &ste.slope_at_zero()))
            }
            Position::Between => self.tangential(&even_moment(&ste.family(), &self.geometry)),
            Position::Parallel | Position::Opposite => T::zero(&self.context),
        }
    }

    fn tangential(&self, even: &T) -> T {
        let geometry = &self.geometry;
        -(self.invariants.v_dot_v_star.clone()
            * &geometry.phi0
            * &geometry.teacher_norm_recip
            * even)
    }

    /// The transcendental functions of clipped ReLU, computed once.
    pub(crate) fn strip(&self) -> &StripFunctions<T> {
        self.strip
            .get_or_init(|| StripFunctions::new(&self.geometry))
    }

    /// The sector moments `p, q, p0` of clipped ReLU; `w != 0`.
    pub fn sector_moments(&self) -> SectorMoments<T> {
        SectorMoments::from_functions(&self.geometry, self.strip())
    }

    /// The components `(R, -v.v* T_e)` of a vector of the plane in the orthonormal frame `(u, e)`;
    /// `w != 0`.
    pub fn in_frame(&self, vector: &PlaneVector<T>) -> (T, T) {
        let across_length = self.geometry.wedge.clone() * &self.geometry.norm_recip;
        (
            vector.along.clone() * &self.geometry.norm,
            vector.across.clone() * &across_length,
        )
    }

    /// The squared length of a vector of the plane.
    pub fn squared_length(&self, vector: &PlaneVector<T>) -> T {
        self.inner_product(vector, vector)
    }

    /// The inner product of two vectors of the plane.
    pub fn inner_product(&self, x: &PlaneVector<T>, y: &PlaneVector<T>) -> T {
        let geometry = &self.geometry;
        x.along.clone() * &y.along * &geometry.along_squared
            + &(x.across.clone() * &y.across * &geometry.across_squared)
    }

    /// `<E[g], df/dw> = (v.v*)^2 sin(theta) M0/((2 pi)^(3/2) a)`, the general form of P1,
    /// Lemmas 5, 7 and 10.
    ///
    /// # Errors
    /// [`Undefined`] where the population gradient does not exist.
    pub fn gradient_inner_product(&self, ste: &Ste) -> Result<T, Undefined> {
        let gradient = self.gradient_w()?;
        Ok(self.across_product(&self.coarse_gradient_across(ste), &gradient))
    }

    /// The inner product of a vector, given by its coefficient of `w* - r w`, with the population
    /// gradient, which has no other.
    pub(crate) fn across_product(&self, across: &T, gradient: &PlaneVector<T>) -> T {
        across.clone() * &gradient.across * &self.geometry.across_squared
    }

    /// `(|d|^2, 1^T d)` of `d = df/dv`.
    pub fn gradient_v_norms(&self) -> (T, T) {
        let d = self.gradient_v();
        let inv = &self.invariants;
        let rows = T::from_rational(&self.context, &Rational::from(self.rows));
        let sum = d.v.clone() * &inv.sum_v
            + &(d.v_star.clone() * &inv.sum_v_star)
            + &(d.ones.clone() * &rows);
        let squared = d.v.clone() * &d.v * &inv.v_squared
            + &(d.v_star.clone() * &d.v_star * &inv.v_star_squared)
            + &(d.ones.clone() * &d.ones * &rows)
            + &(d.v.clone() * &d.v_star * &inv.v_dot_v_star).mul_2exp(1)
            + &(d.v.clone() * &d.ones * &inv.sum_v).mul_2exp(1)
            + &(d.v_star.clone() * &d.ones * &inv.sum_v_star).mul_2exp(1);
        (squared, sum)
    }
}
