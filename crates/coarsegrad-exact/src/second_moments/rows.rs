//! Moments of one row, and those of the identity STE: over half-planes.

use coarsegrad_arith::{Rational, Real};

use crate::geometry::{Geometry, Position};

/// Moments of one row against one weight `Q`: `E[mu'^2 Q]`, `E[mu' z Q]`, `E[mu'^2 z z^T Q]`.
#[derive(Clone)]
pub(super) struct RowMoments<T> {
    pub(super) scalar: T,
    pub(super) u: T,
    pub(super) e: T,
    pub(super) uu: T,
    pub(super) ue: T,
    pub(super) ee: T,
}

impl<T: Real> RowMoments<T> {
    pub(super) fn zero(context: &T::Context) -> Self {
        let zero = || T::zero(context);
        RowMoments {
            scalar: zero(),
            u: zero(),
            e: zero(),
            uu: zero(),
            ue: zero(),
            ee: zero(),
        }
    }

    /// A scalar times the identity matrix, and a vector.
    pub(super) fn isotropic(scalar: T, u: T, e: T) -> Self {
        RowMoments {
            u,
            e,
            uu: scalar.clone(),
            ue: T::zero(&scalar.context()),
            ee: scalar.clone(),
            scalar,
        }
    }

    /// Moments over the set reflected in the origin, `z -> -z`: the vector changes sign.
    pub(super) fn reflected(&self) -> Self {
        RowMoments {
            u: -self.u.clone(),
            e: -self.e.clone(),
            ..self.clone()
        }
    }

    /// `self + other`.
    pub(super) fn plus(&self, other: &Self) -> Self {
        self.zip(other, |x, y| x.clone() + y)
    }

    /// `self - other`: moments over the rest of a set.
    pub(super) fn minus(&self, other: &Self) -> Self {
        self.zip(other, |x, y| x.clone() - y)
    }

    fn zip(&self, other: &Self, f: impl Fn(&T, &T) -> T) -> Self {
        RowMoments {
            scalar: f(&self.scalar, &other.scalar),
            u: f(&self.u, &other.u),
            e: f(&self.e, &other.e),
            uu: f(&self.uu, &other.uu),
            ue: f(&self.ue, &other.ue),
            ee: f(&self.ee, &other.ee),
        }
    }

    /// Adds the moments of `other` with the factor that its set has in `mu'` (for the vector) and
    /// in `mu'^2` (for scalar and matrix).
    pub(super) fn add_scaled(&mut self, other: &Self, slope: &Rational, square: &Rational) {
        let add = |sum: &mut T, term: &T, factor: &Rational| {
            if !factor.is_zero() {
                *sum = term.scale(factor) + &*sum;
            }
        };
        add(&mut self.u, &other.u, slope);
        add(&mut self.e, &other.e, slope);
        add(&mut self.scalar, &other.scalar, square);
        add(&mut self.uu, &other.uu, square);
        add(&mut self.ue, &other.ue, square);
        add(&mut self.ee, &other.ee, square);
    }
}

/// Row moments of the identity STE: over the plane, the half-planes `z.w > 0` and `z.w* > 0`, and
/// their intersection.
pub(super) struct HalfPlanes<T> {
    pub(super) all: RowMoments<T>,
    pub(super) student: RowMoments<T>,
    pub(super) teacher: RowMoments<T>,
    pub(super) both: RowMoments<T>,
}

impl<T: Real> HalfPlanes<T> {
    /// With `P2 = (1 - theta/pi)/2`, `c = cos(theta)`, `s = sin(theta)`:
    ///
    /// ```text
    /// 1:  1,   0,                     I
    /// s:  1/2, phi0 u,                I/2
    /// t:  1/2, phi0 (c u + s e),      I/2
    /// st: P2,  phi0 ((1+c) u + s e)/2, [[P2 + sc/(2pi), s^2/(2pi)], [s^2/(2pi), P2 - sc/(2pi)]]
    /// ```
    pub(super) fn new(geometry: &Geometry<T>) -> Self {
        Self::at_angle(
            geometry,
            &geometry.theta_over_pi,
            &geometry.cos(),
            &geometry.sin(),
        )
    }

    /// The same at another angle of the same position.
    pub(super) fn at_angle(geometry: &Geometry<T>, turn: &T, cos: &T, sin: &T) -> Self {
        let context = turn.context();
        let number = |n: i32, d: i32| T::from_rational(&context, &Rational::from((n, d)));
        let zero = || T::zero(&context);
        let phi0 = &geometry.phi0;
        let student = RowMoments::isotropic(number(1, 2), phi0.clone(), zero());
        let (teacher, both) = match geometry.position {
            Position::Parallel => (student.clone(), student.clone()),
            Position::Opposite => (student.reflected(), RowMoments::zero(&context)),
            Position::Between | Position::ZeroWeight => {
                let share = (number(1, 1) - turn).mul_2exp(-1);
                let two_pi_recip = geometry.pi_recip.mul_2exp(-1);
                let skew = sin.clone() * cos * &two_pi_recip;
                let (u, e) = (cos.clone() * phi0, sin.clone() * phi0);
                let both = RowMoments {
                    u: (u.clone() + phi0).mul_2exp(-1),
                    e: e.mul_2exp(-1),
                    uu: share.clone() + &skew,
                    ue: sin.clone() * sin * &two_pi_recip,
                    ee: share.clone() - &skew,
                    scalar: share,
                };
                (RowMoments::isotropic(number(1, 2), u, e), both)
            }
        };
        HalfPlanes {
            all: RowMoments::isotropic(number(1, 1), zero(), zero()),
            student,
            teacher,
            both,
        }
    }
}
