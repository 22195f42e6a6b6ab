//! Moments of one row over the strip `0 < z.w < y`, and over what lies beyond it.

use coarsegrad_arith::{Rational, Real, Scalar};

use crate::geometry::{Geometry, Position};
use crate::slope_moments::{SectorMoments, StripFunctions};

use super::rows::RowMoments;

/// Moments over a section of the half-plane `z.w > 0`, and over its part with `z.w* > 0`.
///
/// With `k = y/a`, `cot = cot(theta)`, `E = exp(-k^2/2)`, and P1's `p, q, p0` with `y/a` in the place
/// of `1/a`:
///
/// ```text
/// strip 0 < z.w < y     all: A,  p0 u,      diag(A - k phi(k), A),                A = erf(k/sqrt 2)/2
///                       t:   J0, p u + q e, [[J0 + cot X - D, X], [X, J0 - cot X]]
///                            J0 = A/2 + 1/4 - theta/(2 pi) - T(k, cot),   D = k phi(k) Phi(k cot),
///                            X  = (s^2/2pi) (1 - exp(-k^2/(2 s^2)))
/// beyond z.w > y        all: B,  phi0 E u,  diag(B + k phi(k), B),                B = Phi(-k)
///                       t:   T0, U u + V e, [[T0 + cot X + D, X], [X, T0 - cot X]]
///                            T0 = B/2 + T(k, cot),   X = (s^2/2pi) exp(-k^2/(2 s^2)),
///                            U  = phi0 (E Phi(k cot) + c Phi(-k/s)),   V = phi0 s Phi(-k/s)
/// ```
///
/// At theta 0 the two parts are the same, at pi the second is empty.
pub(super) struct Section<T> {
    pub(super) all: RowMoments<T>,
    pub(super) teacher: RowMoments<T>,
}

impl<T: Real> Section<T> {
    /// The strip `0 < z.w < y`, given its [`StripFunctions`].
    pub(super) fn strip(geometry: &Geometry<T>, y: &Rational, strip: &StripFunctions<T>) -> Self {
        let context = geometry.norm.context();
        let one = T::from_rational(&context, &Rational::from(1));
        let SectorMoments { p, q, p0 } = SectorMoments::from_functions(geometry, strip);
        let k = geometry.norm_recip.scale(y);
        let area = (k.clone() * &geometry.root_half).erf().mul_2exp(-1);
        // k phi(k) = k phi0 (1 + expm1(-k^2/2))
        let density = (strip.decay.clone() + &one) * &k * &geometry.phi0;
        let all = RowMoments {
            uu: area.clone() - &density,
            ..RowMoments::isotropic(area.clone(), p0, T::zero(&context))
        };
        let teacher = match geometry.position {
            Position::Parallel => all.clone(),
            Position::Opposite | Position::ZeroWeight => RowMoments::zero(&context),
            Position::Between => {
                let cot = geometry.cot();
                let quarter_turn = T::from_rational(&context, &Rational::from((1, 4)))
                    - &geometry.theta_over_pi.mul_2exp(-1);
                let share = area.mul_2exp(-1) + &quarter_turn - &T::owen_t(&k, &cot);
                // 1 - exp(-k^2/(2 s^2)) = -expm1(-reach^2)
                let reach = geometry.tau_recip().scale(y) * &geometry.root_half;
                let gap = -(-(reach.clone() * &reach)).exp_m1();
                let cross = gap * &sector_scale(geometry);
                let slanted = cot * &cross;
                let side = (strip.side.clone() + &one).mul_2exp(-1);
                RowMoments {
                    u: p,
                    e: q,
                    uu: share.clone() + &slanted - &(density * &side),
                    ue: cross,
                    ee: share.clone() - &slanted,
                    scalar: share,
                }
            }
        };
        Section { all, teacher }
    }

    /// What lies beyond, `z.w > y`: nothing of order one to cancel where `y` is many `a` away.
    pub(super) fn beyond(geometry: &Geometry<T>, y: &Rational) -> Self {
        let context = geometry.norm.context();
        let k = geometry.norm_recip.scale(y);
        let scaled = k.clone() * &geometry.root_half;
        let area = scaled.erfc().mul_2exp(-1);
        let height = exponential(-(scaled.clone() * &scaled)) * &geometry.phi0;
        let density = k.clone() * &height;
        let all = RowMoments {
            uu: area.clone() + &density,
            ..RowMoments::isotropic(area.clone(), height.clone(), T::zero(&context))
        };
        let teacher = match geometry.position {
            Position::Parallel => all.clone(),
            Position::Opposite | Position::ZeroWeight => RowMoments::zero(&context),
            Position::Between => {
                let cot = geometry.cot();
                let share = area.mul_2exp(-1) + &T::owen_t(&k, &cot);
                let reach = geometry.tau_recip().scale(y) * &geometry.root_half;
                let cross = exponential(-(reach.clone() * &reach)) * &sector_scale(geometry);
                let slanted = cot.clone() * &cross;
                let side = (-(scaled * &cot)).erfc().mul_2exp(-1);
                let tail = reach.erfc().mul_2exp(-1) * &geometry.phi0;
                RowMoments {
                    u: height * &side + &(geometry.cos() * &tail),
                    e: geometry.sin() * &tail,
                    uu: share.clone() + &slanted + &(density * &side),
                    ue: cross,
                    ee: share.clone() - &slanted,
                    scalar: share,
                }
            }
        };
        Section { all, teacher }
    }
}

/// `sin(theta)^2/(2 pi)`.
fn sector_scale<T: Real>(geometry: &Geometry<T>) -> T {
    let sin = geometry.sin();
    sin.clone() * &sin * &geometry.pi_recip.mul_2exp(-1)
}

/// `e^x`, by way of `expm1` in an arithmetic without.
fn exponential<T: Real>(x: T) -> T {
    let context = x.context();
    Scalar::exp(&x).unwrap_or_else(|| x.exp_m1() + &T::from_rational(&context, &Rational::from(1)))
}
