//! The decimals that a proof hands over, and the precision at which they are checked.
//!
//! Every entry is `a x + b y` with rational `a`, `b` and two scalars. The proof assistant encloses the
//! scalars at the decimals given here and decides the rest with fractions. Nothing here is trusted.

use coarsegrad_arith::{Ball, Integer, Rational};
use coarsegrad_exact::Population;

use crate::record::power_of_ten;
use crate::values;

/// Places beyond those of the coefficients: a hundredth of a unit.
const GUARD_PLACES: u32 = 2;

/// Bits of the proof's intervals beyond those of the decimals.
const GUARD_BITS: u32 = 14;

/// A scalar of an instance.
#[derive(Clone, Copy, Debug)]
pub(super) enum Scalar {
    /// `theta/pi`
    Turn,
    /// `1/(pi |w| |w*| sin(theta))`
    OverWedge,
    /// `1/(sqrt(2 pi) |w|)`
    OverStudentNorm,
    /// `1/(sqrt(2 pi) |w*|)`
    OverTeacherNorm,
    /// The factor of `w` in `E[g]` of the clipped ReLU.
    ClippedAlong,
    /// `erf(1/(sqrt(2) |w| sin(theta)))/(sqrt(2 pi) |w*|)`
    ClippedAcross,
}

/// The decimal places that the scalars of an instance need for entries with this many.
pub(super) fn places(population: &Population<'_>, digits: u32) -> u32 {
    let instance = population.instance();
    let total =
        |x: &[Rational]| -> Rational { x.iter().map(|x| Rational::from(x.abs_ref())).sum() };
    let (student, teacher) = (instance.student(), instance.teacher());
    let rows = total(&student.v) + total(&teacher.v) + Rational::from(1);
    let inputs = total(&student.w) + total(&teacher.w) + Rational::from(1);
    // At least the sum of the coefficients' absolute values, for every quantity.
    let bound = (rows.square() * inputs * Rational::from(4)).ceil();
    let length = u32::try_from(bound.numer().to_string().len()).unwrap_or(u32::MAX);
    digits.saturating_add(length).saturating_add(GUARD_PLACES)
}

/// A scalar in units of `10^-places`; `None` if it is not enclosed.
pub(super) fn decimal(population: &Population<'_>, scalar: Scalar, places: u32) -> Option<Integer> {
    let bits = power_of_ten(places).significant_bits() + 128;
    (0..4)
        .find_map(|doubled| values::decimal(&evaluate(population, scalar, bits << doubled), places))
}

fn evaluate(population: &Population<'_>, scalar: Scalar, bits: u32) -> Ball {
    let forms = population.evaluated::<Ball>(bits);
    let geometry = forms.geometry();
    let pi = Ball::pi(bits);
    let density = || (Ball::from_i64(bits, 2) * &pi).sqrt().recip();
    match scalar {
        Scalar::Turn => geometry.theta_over_pi.clone(),
        Scalar::OverWedge => geometry.wedge_recip.clone() * &pi.recip(),
        Scalar::OverStudentNorm => density() * &geometry.norm_recip,
        Scalar::OverTeacherNorm => density() * &geometry.teacher_norm_recip,
        Scalar::ClippedAlong => {
            // [(1 - E) (h - v.v*) + v.v* E erf(cot(theta)/(sqrt(2) |w|))]/2, E = exp(-1/(2 |w|^2))
            let half = Rational::from((-1, 2));
            let exponent = geometry.norm_recip.square().mul_rational(&half);
            let rest = exponent.exp_m1();
            let sums = population.invariants();
            let outside = Rational::from(&sums.v_dot_v_star - &sums.h);
            let root_half = Ball::sqrt_rational(bits, &Rational::from((1, 2)));
            let limit = geometry.cot() * &geometry.norm_recip * &root_half;
            let inside = (Ball::from_i64(bits, 1) + &rest) * &limit.erf();
            let sum = rest.mul_rational(&outside) + &inside.mul_rational(&sums.v_dot_v_star);
            sum.mul_2exp(-1) * &density() * &geometry.norm_recip
        }
        Scalar::ClippedAcross => {
            let root_half = Ball::sqrt_rational(bits, &Rational::from((1, 2)));
            let limit = geometry.tau_recip() * &root_half;
            limit.erf() * &density() * &geometry.teacher_norm_recip
        }
    }
}

/// The precision, in bits, at which an interval shows decimals of this size.
pub(super) fn precision<'a>(places: u32, decimals: impl IntoIterator<Item = &'a Integer>) -> u32 {
    let longest = decimals
        .into_iter()
        .map(Integer::significant_bits)
        .max()
        .unwrap_or(0);
    longest.max(power_of_ten(places).significant_bits()) + GUARD_BITS
}
