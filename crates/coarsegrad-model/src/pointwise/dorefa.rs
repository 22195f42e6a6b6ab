//! DoReFa: quantisation of activations in `[0, 1]`, and of weights through a hyperbolic tangent.
//!
//! ```text
//! quantize_k(r) = round(N r) / N,   N = 2^k - 1
//! activation    a -> quantize_k(clip(a, 0, 1)),                                      da = dy m
//! weight        w -> 2 quantize_k(tanh(w) / (2 max |tanh|) + 1/2) - 1,               dw = dy sech^2(w) / max |tanh|
//! ```
//!
//! `m` is the weight of the mask on `[0, 1]`; `max |tanh|` is taken over the weights of a layer, is attained at the
//! greatest `|w|`, and counts as a constant in the gradient. Source: Zhou et al. 2016, arXiv 1606.06160.
//!
//! **The weight's level is exact.** Let `M` be the greatest `|w|`, rational. For `w = 0` the argument of `round` is
//! `N / 2`, a tie for every `k`; for `|w| = M` it is `0` or `N`. Otherwise `tanh(w) / tanh(M)` is transcendental: with
//! `w = p a` and `M = q a` for a rational `a` and integers `p, q` it is a rational function of `e^(2a)`, not constant
//! because it tends to `p / q` at `a = 0` and, in absolute value, to 1 at infinity; and `e^(2a)` is transcendental for
//! rational `a != 0` (Lindemann). So it is no tie, and enough bits decide the level.

use coarsegrad_arith::{Ball, Rational};

use super::affine::check_bits;
use super::lsq::times_factor;
use super::pact::quantised;
use super::surrogate::{check_precision, narrow};
use super::{
    DorefaConvention, Extended, Mask, Outcome, PointwiseError, Position, Rounding, Surrogate,
};

/// The precision at which the level of a weight is given up.
const LAST_BITS: u32 = 1 << 16;

/// The quantiser of activations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct DorefaActivation {
    bits: u32,
}

impl DorefaActivation {
    /// Quantisation to `bits` bits.
    ///
    /// # Errors
    /// [`PointwiseError::Parameter`] unless `1 <= bits <= 32`.
    pub fn new(bits: u32) -> Result<Self, PointwiseError> {
        check_bits(bits, 1).map(|bits| DorefaActivation { bits })
    }

    /// The value `quantize_k(clip(x, 0, 1))`; NaN at NaN.
    ///
    /// # Errors
    /// As [`round_to_integer`](super::round_to_integer).
    pub fn forward(
        &self,
        convention: &DorefaConvention,
        x: &Extended,
        draw: Option<&Rational>,
    ) -> Result<Extended, PointwiseError> {
        let clipped = match unit_position(x) {
            None => return Ok(Extended::Nan),
            Some(Position::Below) => Rational::new(),
            Some(Position::AtUpper | Position::Above) => Rational::from(1),
            Some(Position::AtLower | Position::Inside) => x.rational().unwrap_or_default(),
        };
        quantised(&clipped, self.bits, convention.round, draw).map(Extended::Finite)
    }

    /// The gradient with respect to `x`: the mask of the bound axis on `[0, 1]`.
    #[must_use]
    pub fn dx(&self, convention: &DorefaConvention, x: &Extended, dy: &Extended) -> Extended {
        match unit_position(x) {
            Some(position) => convention.bound.weight(position).apply(dy, Mask::Selects),
            None => convention.nan.gradient(dy, Mask::Selects),
        }
    }
}

fn unit_position(x: &Extended) -> Option<Position> {
    Position::of(x, &Rational::new(), &Rational::from(1))
}

/// The quantiser of the weights of a layer.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct DorefaWeight {
    bits: u32,
    greatest: Rational,
}

impl DorefaWeight {
    /// Quantisation to `bits` bits of weights of which `greatest` is the greatest absolute value.
    ///
    /// # Errors
    /// [`PointwiseError::Parameter`] unless `1 <= bits <= 32` and `greatest > 0`.
    pub fn new(bits: u32, greatest: Rational) -> Result<Self, PointwiseError> {
        check_bits(bits, 1)?;
        if !greatest.is_positive() {
            return Err(PointwiseError::parameter("greatest", "positive", &greatest));
        }
        Ok(DorefaWeight { bits, greatest })
    }

    /// The quantised weight, exactly; NaN at NaN.
    ///
    /// # Errors
    /// [`PointwiseError::Parameter`] unless `|w| <= greatest`; as [`round_to_integer`](super::round_to_integer);
    /// [`PointwiseError::Undecided`] where 65536 bits do not decide the level, which takes a saturated tangent and a
    /// rounding that is not to nearest.
    pub fn forward(
        &self,
        convention: &DorefaConvention,
        w: &Extended,
        draw: Option<&Rational>,
    ) -> Result<Extended, PointwiseError> {
        let Some(w) = self.checked(w)? else {
            return Ok(Extended::Nan);
        };
        let half = Rational::from((1, 2));
        let part = if w.is_zero() {
            quantised(&half, self.bits, convention.round, draw)?
        } else if w.clone().abs() == self.greatest {
            let end = Rational::from(u32::from(w.is_positive()));
            quantised(&end, self.bits, convention.round, draw)?
        } else {
            self.decided(&w, convention.round, draw)?
        };
        Ok(Extended::Finite(part * 2u32 - 1u32))
    }

    /// The gradient with respect to `w`, `dy sech^2(w) / tanh(greatest)`, as a ball of `bits` bits; exact where `dy` is
    /// zero, infinite or NaN, and at NaN as the nan axis says.
    ///
    /// # Errors
    /// [`PointwiseError::Parameter`] unless `|w| <= greatest` and `2 <= bits <= 4096`.
    pub fn dw(
        &self,
        convention: &DorefaConvention,
        w: &Extended,
        dy: &Extended,
        bits: u32,
    ) -> Result<Outcome, PointwiseError> {
        check_precision(bits)?;
        if self.checked(w)?.is_none() {
            return Ok(Outcome::Exact(convention.nan.gradient(dy, Mask::Selects)));
        }
        let slope = Surrogate::SechSquared {
            k: Rational::from(1),
        };
        let square = slope.slope(w, bits)?;
        let factor = narrow(bits, |bits| match square.ball(bits) {
            Some(square) => Outcome::Enclosed(square / &tanh(&self.greatest, bits)),
            None => Outcome::Exact(Extended::Nan),
        });
        Ok(times_factor(dy, &factor))
    }

    /// The finite weight, or `None` for NaN.
    fn checked(&self, w: &Extended) -> Result<Option<Rational>, PointwiseError> {
        if w.is_nan() {
            return Ok(None);
        }
        match w.rational() {
            Some(value) if value.clone().abs() <= self.greatest => Ok(Some(value)),
            _ => Err(PointwiseError::parameter(
                "w",
                "at most greatest in absolute value",
                w,
            )),
        }
    }

    /// The quantised argument of a weight that is neither zero nor greatest.
    fn decided(
        &self,
        w: &Rational,
        round: Rounding,
        draw: Option<&Rational>,
    ) -> Result<Rational, PointwiseError> {
        let mut bits = 128;
        while bits <= LAST_BITS {
            let magnitude = tanh(&w.clone().abs(), bits) / &tanh(&self.greatest, bits);
            let ratio = if w.is_negative() {
                -magnitude
            } else {
                magnitude
            };
            let argument = ratio.mul_2exp(-1).add_rational(&Rational::from((1, 2)));
            let ends = (
                argument.lower().to_rational(),
                argument.upper().to_rational(),
            );
            if let (Some(lower), Some(upper)) = ends {
                // The argument lies strictly between 0 and 1.
                let lower = lower.max(Rational::new());
                let upper = upper.min(Rational::from(1));
                let lower = quantised(&lower, self.bits, round, draw)?;
                if lower == quantised(&upper, self.bits, round, draw)? {
                    return Ok(lower);
                }
            }
            bits *= 2;
        }
        Err(PointwiseError::Undecided {
            what: "the level of the weight",
            bits: LAST_BITS,
        })
    }
}

/// `tanh(a)` for `a > 0`.
fn tanh(a: &Rational, bits: u32) -> Ball {
    let exponent = Ball::from_rational(bits, &(a.clone() * -2i32));
    let denominator = exponent.exp().add_rational(&Rational::from(1));
    -exponent.exp_m1() / &denominator
}
