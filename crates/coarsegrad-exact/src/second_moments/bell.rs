//! Row moments of a Gaussian slope.

use coarsegrad_arith::{Rational, Real};

use crate::geometry::{Geometry, Position};

use super::rows::{HalfPlanes, RowMoments};

/// Row moments of `mu'(x) = exp(-x^2/(2 sigma^2))`, for the weights 1, s, t, st.
///
/// With `N = z.u` and `lambda = a^2/sigma^2` the powers of the slope are `mu'^j = exp(-j lambda
/// N^2/2)`, so that a mean with the factor `mu'^j` is `rho = 1/sqrt(1 + j lambda)` times one under
/// the law in which `N` has the standard deviation `rho`. With `N = rho N'` the half-plane `z.w* > 0`
/// becomes one at the angle `theta' = atan2(s, rho c)`: the moments of the identity at `theta'`, with a
/// factor `rho`, and another for each index `u`. The vector takes `j = 1`, scalar and matrix `j = 2`.
pub(super) fn bell_moments<T: Real>(scale: &Rational, geometry: &Geometry<T>) -> HalfPlanes<T> {
    let squeezed = |power: u32| {
        let ratio = Rational::from(power) / scale.clone().square();
        Squeezed::new(geometry, &ratio)
    };
    let (slope, square) = (squeezed(1), squeezed(2));
    let combine = |part: fn(&HalfPlanes<T>) -> &RowMoments<T>| {
        let (first, second) = (part(&slope.planes), part(&square.planes));
        let (once, rho) = (&slope.rho, &square.rho);
        let twice = rho.clone() * rho;
        RowMoments {
            u: first.u.clone() * once * once,
            e: first.e.clone() * once,
            scalar: second.scalar.clone() * rho,
            uu: second.uu.clone() * &twice * rho,
            ue: second.ue.clone() * &twice,
            ee: second.ee.clone() * rho,
        }
    };
    HalfPlanes {
        all: combine(|planes| &planes.all),
        student: combine(|planes| &planes.student),
        teacher: combine(|planes| &planes.teacher),
        both: combine(|planes| &planes.both),
    }
}

/// The plane with its axis `u` squeezed by `rho = 1/sqrt(1 + ratio a^2)`.
struct Squeezed<T> {
    rho: T,
    planes: HalfPlanes<T>,
}

impl<T: Real> Squeezed<T> {
    fn new(geometry: &Geometry<T>, ratio: &Rational) -> Self {
        let one = T::from_rational(&geometry.norm.context(), &Rational::from(1));
        let rho = (geometry.along_squared.scale(ratio) + &one).recip().sqrt();
        let planes = match geometry.position {
            Position::Between => {
                let (cos, sin) = (geometry.cos() * &rho, geometry.sin());
                let length = (cos.clone() * &cos + &(sin.clone() * &sin)).recip().sqrt();
                // The same angle without the two norms, of which it does not depend.
                let along = geometry.inner_product.clone() * &rho;
                let turn = T::atan2(&geometry.wedge, &along) * &geometry.pi_recip;
                HalfPlanes::at_angle(geometry, &turn, &(cos * &length), &(sin * &length))
            }
            Position::Parallel | Position::Opposite | Position::ZeroWeight => {
                HalfPlanes::new(geometry)
            }
        };
        Squeezed { rho, planes }
    }
}
