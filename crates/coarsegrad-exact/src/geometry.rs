//! The plane spanned by `w` and `w*`.

use coarsegrad_arith::{Rational, Real, Symbolic};
use coarsegrad_model::{Angle, Plane};

/// Where `w` lies relative to `w*`, decided exactly.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Position {
    /// `w = 0`.
    ZeroWeight,
    /// `theta = 0`.
    Parallel,
    /// `theta = pi`.
    Opposite,
    /// `0 < theta < pi`.
    Between,
}

impl Position {
    /// The position of a plane's two vectors.
    #[must_use]
    pub fn of(plane: &Plane) -> Self {
        match &plane.angle {
            Angle::Undefined => Position::ZeroWeight,
            angle if angle.is_zero() => Position::Parallel,
            angle if angle.is_pi() => Position::Opposite,
            _ => Position::Between,
        }
    }
}

/// Norms, angle and the two vectors' inner product in one arithmetic.
///
/// The frame is `u = w/|w|` and `e`, the unit vector along `w* - r w` with `r = w.w*/|w|^2`, so
/// that `w*/|w*| = cos(theta) u + sin(theta) e`. Nothing here cancels near `theta = 0` or pi: the
/// sine comes from the exact wedge `|w|^2 |w*|^2 - (w.w*)^2`.
#[derive(Clone, Debug)]
pub struct Geometry<T> {
    /// The position.
    pub position: Position,
    /// `a = |w|`.
    pub norm: T,
    /// `1/|w|`; without meaning at `w = 0`.
    pub norm_recip: T,
    /// `|w*|`.
    pub teacher_norm: T,
    /// `1/|w*|`.
    pub teacher_norm_recip: T,
    /// `|w| |w*| sin(theta)`.
    pub wedge: T,
    /// `1/(|w| |w*| sin(theta))`; without meaning unless `0 < theta < pi`.
    pub wedge_recip: T,
    /// `|w|^2`.
    pub(crate) along_squared: T,
    /// `|w* - r w|^2 = (|w*| sin(theta))^2`; `|w*|^2` at `w = 0`.
    pub(crate) across_squared: T,
    /// `w.w*`.
    pub inner_product: T,
    /// `theta/pi`; without meaning at `w = 0`.
    pub theta_over_pi: T,
    /// `1/pi`.
    pub(crate) pi_recip: T,
    /// `phi0 = 1/sqrt(2 pi)`.
    pub(crate) phi0: T,
    /// `1/sqrt(2)`.
    pub(crate) root_half: T,
}

impl<T: Real> Geometry<T> {
    /// The geometry of a plane, given `theta/pi` in the same arithmetic.
    pub fn new(context: &T::Context, plane: &Plane, theta_over_pi: T) -> Self {
        let root = |x: &Rational| T::from_rational(context, x).sqrt();
        let recip = |x: &T, square: &Rational| {
            if square.is_zero() {
                T::zero(context)
            } else {
                x.recip()
            }
        };
        let norm = root(&plane.student_norm_squared);
        let teacher_norm = root(&plane.teacher_norm_squared);
        let wedge = root(&plane.wedge_squared);
        let root_half = root(&Rational::from((1, 2)));
        let across_squared = if plane.student_norm_squared.is_zero() {
            plane.teacher_norm_squared.clone()
        } else {
            Rational::from(&plane.wedge_squared / &plane.student_norm_squared)
        };
        let pi = T::pi(context);
        Geometry {
            position: Position::of(plane),
            norm_recip: recip(&norm, &plane.student_norm_squared),
            norm,
            teacher_norm_recip: teacher_norm.recip(),
            teacher_norm,
            wedge_recip: recip(&wedge, &plane.wedge_squared),
            wedge,
            along_squared: T::from_rational(context, &plane.student_norm_squared),
            across_squared: T::from_rational(context, &across_squared),
            inner_product: T::from_rational(context, &plane.inner_product),
            theta_over_pi,
            phi0: pi.sqrt().recip() * &root_half,
            pi_recip: pi.recip(),
            root_half,
        }
    }

    /// `cos(theta) = w.w* / (|w| |w*|)`.
    pub fn cos(&self) -> T {
        self.inner_product.clone() * &self.norm_recip * &self.teacher_norm_recip
    }

    /// `sin(theta)`.
    pub fn sin(&self) -> T {
        self.wedge.clone() * &self.norm_recip * &self.teacher_norm_recip
    }

    /// `cot(theta)`, for `0 < theta < pi`.
    pub fn cot(&self) -> T {
        self.inner_product.clone() * &self.wedge_recip
    }

    /// `1/(a sin(theta))`, for `0 < theta < pi`.
    pub fn tau_recip(&self) -> T {
        self.teacher_norm.clone() * &self.wedge_recip
    }
}

/// `theta/pi` as an exact value: a rational where it is one, otherwise the symbol.
pub(crate) fn symbolic_theta_over_pi(plane: &Plane) -> Symbolic {
    match &plane.angle {
        Angle::Undefined => Symbolic::unknown(),
        Angle::OfPi(x) => Symbolic::rational(x.clone()),
        Angle::Irrational => Symbolic::theta_over_pi(),
    }
}

/// `theta/pi` in any arithmetic: exact where rational, otherwise `atan2(wedge, w.w*)/pi`.
pub(crate) fn theta_over_pi<T: Real>(context: &T::Context, plane: &Plane) -> Option<T> {
    match &plane.angle {
        Angle::Undefined => None,
        Angle::OfPi(x) => Some(T::from_rational(context, x)),
        Angle::Irrational => {
            let wedge = T::from_rational(context, &plane.wedge_squared).sqrt();
            let inner = T::from_rational(context, &plane.inner_product);
            Some(T::atan2(&wedge, &inner) * &T::pi(context).recip())
        }
    }
}
