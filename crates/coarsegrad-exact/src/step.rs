//! One step of coarse gradient descent on the population, exactly, and when it must descend.

use std::cmp::Ordering;

use coarsegrad_arith::{Ball, Rational, Scalar};
use coarsegrad_model::Ste;

use crate::closed_forms::ClosedForms;
use crate::error::ExactError;
use crate::geometry::Position;
use crate::population::Population;
use crate::slope_moments::SlopeMoments;

/// The change of the population loss over one step, by two routes.
///
/// The step is `v+ = v - eta d`, `w+ = w - eta E[g]` (P1, Algorithm 1). In the frame `(u, e)`,
/// with `E[g] = R u - v.v* T_e e`,
///
/// ```text
/// w+      = (a - eta R) u + eta v.v* T_e e
/// theta+  = |theta - delta|,  delta = atan2(eta v.v* T_e, a - eta R)      (reflected at 0 and pi)
/// f+ - f  = -eta |d|^2 + (eta^2/8) (|d|^2 + (1^T d)^2) + (theta+ - theta) v+.v* / (2 pi)
/// ```
///
/// exactly, with no Lipschitz constant (proved in the book).
#[derive(Clone, Debug)]
pub struct Step {
    /// `f(v+, w+) - f(v, w)`, from the new weights entry by entry.
    pub direct: Ball,
    /// The same from the identity above.
    pub identity: Ball,
}

/// The descent bound of [`Population::descent_bound`], all hypotheses verified.
#[derive(Clone, Debug)]
pub struct DescentBound {
    /// An upper bound on `f+ - f`.
    pub bound: Ball,
}

/// The ingredients of a step in balls.
struct Ingredients {
    forms: ClosedForms<Ball>,
    eta: Ball,
    /// `R`.
    radial: Ball,
    /// `v.v* T_e`.
    tangential: Ball,
    /// `|d|^2` and `1^T d`.
    d_squared: Ball,
    d_sum: Ball,
}

impl Population<'_> {
    fn ingredients(
        &self,
        ste: &Ste,
        eta: &Rational,
        precision: u32,
    ) -> Result<Ingredients, ExactError> {
        if self.position() == Position::ZeroWeight {
            return Err(ExactError::Hypothesis {
                hypothesis: "w != 0",
            });
        }
        let forms = self.evaluated::<Ball>(precision);
        let (radial, minus_tangential) = forms.in_frame(&forms.coarse_gradient(ste));
        let (d_squared, d_sum) = forms.gradient_v_norms();
        let eta = Ball::from_rational(precision, eta);
        Ok(Ingredients {
            forms,
            eta,
            radial,
            tangential: -minus_tangential,
            d_squared,
            d_sum,
        })
    }

    /// The change of the population loss over one step with step size `eta`, enclosed by two
    /// routes at the given working precision. The direct route costs O(m + n).
    ///
    /// # Errors
    /// [`ExactError::Hypothesis`] at `w = 0`; [`ExactError::SignUndecided`] if the new weight may
    /// vanish.
    pub fn step(&self, ste: &Ste, eta: &Rational, precision: u32) -> Result<Step, ExactError> {
        let it = self.ingredients(ste, eta, precision)?;
        Ok(Step {
            direct: self.direct_change(&it, ste)?,
            identity: self.identity_change(&it)?,
        })
    }

    fn identity_change(&self, it: &Ingredients) -> Result<Ball, ExactError> {
        let geometry = it.forms.geometry();
        let precision = it.eta.precision();
        let pi = Ball::pi(precision);
        let theta = geometry.theta_over_pi.clone() * &pi;
        let ahead = geometry.norm.clone() - &(it.eta.clone() * &it.radial);
        let aside = it.eta.clone() * &it.tangential;
        if ahead.contains_zero() && aside.contains_zero() {
            return Err(ExactError::SignUndecided {
                quantity: "|w+|",
                bits: precision,
            });
        }
        // The angle of w+ from u, then its distance from theta, folded into [0, pi]: also where it
        // cannot be told on which side of pi it lies.
        let delta = if aside.is_zero() {
            match Scalar::sign(&ahead) {
                Some(Ordering::Greater) => Ball::zero(precision),
                _ => pi.clone(),
            }
        } else {
            Ball::atan2(&aside, &ahead)
        };
        let turned = (theta.clone() - &delta).abs();
        let new_theta = match turned.compare(&pi) {
            Some(Ordering::Less | Ordering::Equal) => turned,
            Some(Ordering::Greater) => pi.mul_2exp(1) - &turned,
            None => pi.clone() - &(pi.clone() - &turned).abs(),
        };
        let inv = it.forms.invariants();
        // v+.v* = v.v* - eta d.v*.
        let d = it.forms.gradient_v();
        let d_v_star = d.v * &inv.v_dot_v_star
            + &(d.v_star * &inv.v_star_squared)
            + &(d.ones * &inv.sum_v_star);
        let new_product = inv.v_dot_v_star.clone() - &(it.eta.clone() * &d_v_star);
        let quadratic = it.d_sum.square() + &it.d_squared;
        let first = -(it.eta.clone() * &it.d_squared);
        let second = (it.eta.square() * &quadratic).mul_2exp(-3);
        let third = (new_theta - &theta) * &new_product * &pi.recip();
        Ok(first + &second + &third.mul_2exp(-1))
    }

    fn direct_change(&self, it: &Ingredients, ste: &Ste) -> Result<Ball, ExactError> {
        let precision = it.eta.precision();
        let number = |x: &Rational| Ball::from_rational(precision, x);
        let (student, teacher) = (self.instance().student(), self.instance().teacher());
        let d = it.forms.gradient_v();
        let new_v: Vec<Ball> = student
            .v
            .iter()
            .zip(&teacher.v)
            .map(|(v, v_star)| {
                let entry = d.v.scale(v) + &d.v_star.scale(v_star) + &d.ones;
                number(v) - &(entry * &it.eta)
            })
            .collect();
        let gradient = it.forms.coarse_gradient(ste);
        let projection = number(&self.projection());
        let new_w: Vec<Ball> = student
            .w
            .iter()
            .zip(&teacher.w)
            .map(|(w, w_star)| {
                let across = number(w_star) - &projection.scale(w);
                let entry = gradient.along.scale(w) + &(across * &gradient.across);
                number(w) - &(entry * &it.eta)
            })
            .collect();
        let new_loss = loss_from_entries(&new_v, &new_w, &teacher.v, &teacher.w).ok_or(
            ExactError::SignUndecided {
                quantity: "|w+|",
                bits: precision,
            },
        )?;
        Ok(new_loss - &it.forms.population_loss())
    }

    /// Theorem D: if `M0(a sin theta) >= 0`, `eta R <= a/2` and
    /// `eta |v.v*| M0/sqrt(2 pi) <= a' := a - eta R`, then
    ///
    /// ```text
    /// f+ - f <= -eta |d|^2 [1 - eta (m+1)/8 - eta^2 T_e |v*|^2/(2 pi a')] - eta (v.v*)^2 T_e/(8 pi a')
    /// ```
    ///
    /// for any STE, `eta > 0`, `w != 0` (proved in the book).
    ///
    /// # Errors
    /// [`ExactError::Hypothesis`] naming the hypothesis that fails, or
    /// [`ExactError::SignUndecided`] where the precision does not tell.
    pub fn descent_bound(
        &self,
        ste: &Ste,
        eta: &Rational,
        precision: u32,
    ) -> Result<DescentBound, ExactError> {
        if !eta.is_positive() {
            return Err(ExactError::Hypothesis {
                hypothesis: "eta > 0",
            });
        }
        let it = self.ingredients(ste, eta, precision)?;
        let geometry = it.forms.geometry();
        let even = match geometry.position {
            Position::Between => SlopeMoments::new(&ste.family(), geometry).even,
            _ => number_at_zero(ste, precision),
        };
        at_least_zero(&even, "M0(a sin(theta)) >= 0", precision)?;
        let ahead = geometry.norm.clone() - &(it.eta.clone() * &it.radial);
        let slack = ahead.clone() - &geometry.norm.mul_2exp(-1);
        at_least_zero(&slack, "eta R <= |w|/2", precision)?;
        let product = it.forms.invariants().v_dot_v_star.clone();
        let reach = it.eta.clone() * &product.abs() * &even * &geometry.phi0;
        at_least_zero(
            &(ahead.clone() - &reach),
            "eta |v.v*| M0/sqrt(2 pi) <= |w| - eta R",
            precision,
        )?;

        let t_e = geometry.sin() * &even * &geometry.phi0;
        let rows_plus_one = Rational::from(self.instance().rows() + 1);
        let pi_ahead_recip = (Ball::pi(precision) * &ahead).recip();
        let curvature = it.eta.scale(&(rows_plus_one * Rational::from((1, 8))));
        let turning =
            (it.eta.square() * &t_e * &it.forms.invariants().v_star_squared * &pi_ahead_recip)
                .mul_2exp(-1);
        let one = Ball::from_i64(precision, 1);
        let factor = one - &curvature - &turning;
        let first = it.eta.clone() * &it.d_squared * &factor;
        let second = (it.eta.clone() * &product * &product * &t_e * &pi_ahead_recip).mul_2exp(-3);
        Ok(DescentBound {
            bound: -first - &second,
        })
    }
}

/// `mu'(0)`, the value of `M0` at a standard deviation of zero. (At theta 0 and pi `T_e` is zero and
/// the bound holds for any `M0`.)
fn number_at_zero(ste: &Ste, precision: u32) -> Ball {
    Ball::from_rational(precision, &ste.slope_at_zero())
}

fn at_least_zero(value: &Ball, hypothesis: &'static str, bits: u32) -> Result<(), ExactError> {
    match Scalar::sign(value) {
        Some(Ordering::Less) => Err(ExactError::Hypothesis { hypothesis }),
        Some(_) => Ok(()),
        None => Err(ExactError::SignUndecided {
            quantity: hypothesis,
            bits,
        }),
    }
}

/// P1, Lemma 1 for a student given as balls; `None` if its weight may be zero.
fn loss_from_entries(
    v: &[Ball],
    w: &[Ball],
    v_star: &[Rational],
    w_star: &[Rational],
) -> Option<Ball> {
    let precision = w.first()?.precision();
    let zero = || Ball::zero(precision);
    let dot = |x: &[Ball], y: &[Rational]| {
        x.iter()
            .zip(y)
            .fold(zero(), |sum, (x, y)| x.scale(y) + &sum)
    };
    let square = |x: &[Ball]| x.iter().fold(zero(), |sum, x| x.square() + &sum);
    let norm_squared = square(w);
    if norm_squared.contains_zero() {
        return None;
    }
    // |w+| |w*| sin(theta+) through the part of w* orthogonal to w+, which does not cancel.
    let projection = dot(w, w_star) * &norm_squared.recip();
    let across: Vec<Ball> = w
        .iter()
        .zip(w_star)
        .map(|(w, w_star)| Ball::from_rational(precision, w_star) - &(projection.clone() * w))
        .collect();
    // Measured from w*'s normal: no branch cut meets a box around theta = 0 or pi.
    let sine = square(&across).sqrt_non_negative();
    let cosine = projection * &norm_squared.sqrt();
    let right_angle = Ball::pi(precision).mul_2exp(-1);
    let theta = right_angle - &Ball::atan2(&cosine, &sine);
    let theta_over_pi = theta * &Ball::pi(precision).recip();
    let difference: Vec<Ball> = v
        .iter()
        .zip(v_star)
        .map(|(v, v_star)| v.clone() - &Ball::from_rational(precision, v_star))
        .collect();
    let total = difference.iter().fold(zero(), |sum, x| x.clone() + &sum);
    let misfit = square(&difference) + &total.square();
    let angular = theta_over_pi * &dot(v, v_star);
    Some(misfit.mul_2exp(-3) + &angular.mul_2exp(-1))
}
