//! Vector quantities as short combinations of the input vectors.
//!
//! Every vector of the theory lies in the span of `w` and `w*`, or of `v`, `v*` and the vector of
//! ones. Keeping the few coefficients, not the entries, makes everything about a vector cost a
//! constant number of operations; entries cost two multiplications each.

use coarsegrad_arith::{Real, Scalar};

/// `along * w + across * (w* - r w)` with `r = w.w*/|w|^2` (`r = 0` at `w = 0`).
///
/// The two vectors are orthogonal; they are `|w| u` and `(|w| |w*| sin(theta)/|w|) e`.
#[derive(Clone, Debug)]
pub struct PlaneVector<T> {
    /// The coefficient of `w`.
    pub along: T,
    /// The coefficient of `w* - r w`.
    pub across: T,
}

impl<T: Real> PlaneVector<T> {
    /// The zero vector.
    pub fn zero(context: &T::Context) -> Self {
        PlaneVector {
            along: T::zero(context),
            across: T::zero(context),
        }
    }
}

/// `v_coefficient * v + v_star_coefficient * v* + ones * 1`.
#[derive(Clone, Debug)]
pub struct RowVector<T> {
    /// The coefficient of `v`.
    pub v: T,
    /// The coefficient of `v*`.
    pub v_star: T,
    /// The coefficient of the vector of ones.
    pub ones: T,
}

impl<T: Scalar> RowVector<T> {
    /// The zero vector.
    pub fn zero(context: &T::Context) -> Self {
        RowVector {
            v: T::zero(context),
            v_star: T::zero(context),
            ones: T::zero(context),
        }
    }
}
