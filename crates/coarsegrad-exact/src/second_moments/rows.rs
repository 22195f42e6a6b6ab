//! Moments of one row: over half-planes, and over the strip of clipped ReLU.

use coarsegrad_arith::{Rational, Real};

use crate::geometry::{Geometry, Position};
use crate::slope_moments::{SectorMoments, StripFunctions};

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
        let context = geometry.norm.context();
        let number = |n: i32, d: i32| T::from_rational(&context, &Rational::from((n, d)));
        let zero = || T::zero(&context);
        let phi0 = &geometry.phi0;
        let (cos, sin) = (geometry.cos(), geometry.sin());
        let diagonal = |scalar: T, u: T, e: T| RowMoments {
            u,
            e,
            uu: scalar.clone(),
            ue: zero(),
            ee: scalar.clone(),
            scalar,
        };
        let both = (number(1, 1) - &geometry.theta_over_pi).mul_2exp(-1);
        let two_pi_recip = geometry.pi_recip.mul_2exp(-1);
        let skew = sin.clone() * &cos * &two_pi_recip;
        HalfPlanes {
            all: diagonal(number(1, 1), zero(), zero()),
            student: diagonal(number(1, 2), phi0.clone(), zero()),
            teacher: diagonal(number(1, 2), cos.clone() * phi0, sin.clone() * phi0),
            both: RowMoments {
                u: ((cos + &number(1, 1)) * phi0).mul_2exp(-1),
                e: (sin.clone() * phi0).mul_2exp(-1),
                uu: both.clone() + &skew,
                ue: sin.clone() * &sin * &two_pi_recip,
                ee: both.clone() - &skew,
                scalar: both,
            },
        }
    }
}

/// Row moments of clipped ReLU: over the strip `0 < z.w < 1`, and its part with `z.w* > 0`.
///
/// With `k = 1/a`, `cot = cot(theta)` and P1's `p, q, p0`:
///
/// ```text
/// 1, s:  A0, p0 u,      diag(A0 - k phi(k), A0),              A0 = erf(k/sqrt 2)/2
/// t, st: J0, p u + q e, [[J2, X], [X, J0 - cot X]]
///        J0 = A0/2 + 1/4 - theta/(2 pi) - T(k, cot),   X = (s^2/2pi)(1 - exp(-k^2/(2 s^2))),
///        J2 = J0 + cot X - k phi(k) Phi(k cot)
/// ```
pub(super) fn strip_moments<T: Real>(
    geometry: &Geometry<T>,
    strip: &StripFunctions<T>,
) -> (RowMoments<T>, RowMoments<T>) {
    let context = geometry.norm.context();
    let zero = || T::zero(&context);
    let one = T::from_rational(&context, &Rational::from(1));
    let root_half = &geometry.root_half;
    let SectorMoments { p, q, p0 } = SectorMoments::from_functions(geometry, strip);

    let k = &geometry.norm_recip;
    let scaled = k.clone() * root_half;
    let area = scaled.erf().mul_2exp(-1);
    // k phi(k) = k phi0 (1 + expm1(-k^2/2))
    let density = (strip.decay.clone() + &one) * k * &geometry.phi0;
    let all = RowMoments {
        u: p0,
        e: zero(),
        uu: area.clone() - &density,
        ue: zero(),
        ee: area.clone(),
        scalar: area.clone(),
    };
    let teacher = match geometry.position {
        Position::Parallel => RowMoments {
            u: p,
            e: q,
            ..all.clone()
        },
        Position::Between => {
            let cot = geometry.cot();
            let quarter_turn = T::from_rational(&context, &Rational::from((1, 4)))
                - &geometry.theta_over_pi.mul_2exp(-1);
            let share = area.mul_2exp(-1) + &quarter_turn - &T::owen_t(k, &cot);
            // 1 - exp(-k^2/(2 s^2)) = -expm1(-1/(2 tau^2)) with 1/tau = k/s.
            let reach = geometry.tau_recip() * root_half;
            let sin = geometry.sin();
            let cross = -((-(reach.clone() * &reach)).exp_m1()
                * &sin
                * &sin
                * &geometry.pi_recip.mul_2exp(-1));
            let slanted = cot.clone() * &cross;
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
        Position::Opposite | Position::ZeroWeight => RowMoments {
            u: p,
            e: q,
            uu: zero(),
            ue: zero(),
            ee: zero(),
            scalar: zero(),
        },
    };
    (all, teacher)
}
