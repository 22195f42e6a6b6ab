//! Blended coarse gradient descent: weights that are quantised too.
//!
//! The oracle sees the quantised weight `w`; a float weight `w_f` is kept beside it:
//!
//! ```text
//! w_f+ = (1 - rho) w_f + rho w - eta g(w)        w+ = proj_Q(w_f+)
//! ```
//!
//! `rho = 0` is BinaryConnect, `rho = 1` projected coarse gradient descent. Source: P2, by its
//! authors' published code.

use std::cmp::Ordering;

use coarsegrad_arith::{Rational, Scalar};

use crate::Projection;
use crate::error::TrainError;
use crate::schedule::positive;

/// How `w` is quantised, and how far the float weight is drawn towards the quantised one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blend {
    rho: Rational,
    projection: Projection,
}

impl Blend {
    /// A blended update.
    ///
    /// # Errors
    /// [`TrainError::OutOfRange`] unless `0 <= rho <= 1`.
    pub fn new(rho: Rational, projection: Projection) -> Result<Self, TrainError> {
        if rho.is_negative() || rho > 1 {
            return Err(TrainError::OutOfRange {
                field: "blend",
                range: "at least 0 and at most 1",
                found: rho,
            });
        }
        Ok(Blend { rho, projection })
    }

    /// `rho`.
    #[must_use]
    pub fn rho(&self) -> &Rational {
        &self.rho
    }

    /// The projection onto Q.
    #[must_use]
    pub fn projection(&self) -> &Projection {
        &self.projection
    }

    /// `(1 - rho) w_f + rho w`, from which the step is taken.
    pub fn mix<T: Scalar>(&self, float: &[T], quantised: &[T]) -> Vec<T> {
        let rest = Rational::from(1) - &self.rho;
        float
            .iter()
            .zip(quantised)
            .map(|(float, quantised)| float.scale(&rest) + &quantised.scale(&self.rho))
            .collect()
    }
}

/// What blending guarantees about a step, for a loss with an L-Lipschitz gradient.
#[derive(Clone, Debug)]
pub struct SufficientDescent<T> {
    /// An upper bound on `<grad f(w), w+ - w>`: `-(rho/(2 eta)) |w+ - w|^2`.
    pub inner_product: T,
    /// An upper bound on `f(w+) - f(w)`: `-(1/2) (rho/eta - L) |w+ - w|^2`.
    pub change: T,
    /// Whether the second bound is not positive: `eta <= rho/L`, certainly.
    pub descends: bool,
}

/// The sufficient-descent bound of a blended step from `w` to `w+` along the *gradient* of `f`.
///
/// Let `f` have an L-Lipschitz gradient, Q be closed, `w = proj_Q(w_f)`,
/// `w_f+ = (1-rho) w_f + rho w - eta grad f(w)` and `w+ = proj_Q(w_f+)`. Then
///
/// ```text
/// <grad f(w), w+ - w> <= -(rho/(2 eta)) |w+ - w|^2
/// f(w+) - f(w)        <= -(1/2) (rho/eta - L) |w+ - w|^2
/// ```
///
/// *Proof.* `w+` is nearest to `w_f+` in Q and `w` nearest to `w_f`:
/// `|w+ - w_f+|^2 <= |w - w_f+|^2` and `|w - w_f|^2 <= |w+ - w_f|^2`. With
/// `w_f+ - w = (1-rho)(w_f - w) - eta grad f(w)` the first says
/// `|w+ - w|^2 <= 2 <w+ - w, (1-rho)(w_f - w)> - 2 eta <w+ - w, grad f(w)>`, the second
/// `2 <w+ - w, w_f - w> <= |w+ - w|^2`. Together `rho |w+ - w|^2 <= -2 eta <w+ - w, grad f(w)>`.
/// The second claim adds `(L/2)|w+ - w|^2`. It needs the exact nearest point: not every
/// [`Projection`] is one ([`Projection::is_exact`]).
///
/// # Errors
/// [`TrainError::OutOfRange`] unless `0 < rho <= 1` (BinaryConnect has no such bound),
/// [`TrainError::NotPositive`] unless `eta > 0`, [`TrainError::Shape`] if the lengths differ.
pub fn sufficient_descent<T: Scalar>(
    rho: &Rational,
    eta: &Rational,
    lipschitz: &T,
    from: &[T],
    to: &[T],
) -> Result<SufficientDescent<T>, TrainError> {
    if !rho.is_positive() || *rho > 1 {
        return Err(TrainError::OutOfRange {
            field: "blend",
            range: "greater than 0 and at most 1",
            found: rho.clone(),
        });
    }
    positive("lr", eta)?;
    if from.len() != to.len() {
        return Err(TrainError::Shape {
            field: "w+",
            found: to.len(),
            expected: from.len(),
        });
    }
    let context = lipschitz.context();
    let moved = from
        .iter()
        .zip(to)
        .fold(T::zero(&context), |sum, (from, to)| {
            let difference = to.clone() - from;
            difference.clone() * &difference + &sum
        });
    let ratio = Rational::from(rho / eta);
    let half = Rational::from((1, 2));
    let slack = T::from_rational(&context, &ratio) - lipschitz;
    let descends = matches!(slack.sign(), Some(Ordering::Greater | Ordering::Equal));
    Ok(SufficientDescent {
        inner_product: -moved.scale(&(ratio * &half)),
        change: -(slack * &moved).scale(&half),
        descends,
    })
}
