//! PACT: clipping of activations at a learned bound.
//!
//! ```text
//! y      = clip(x, 0, alpha)
//! y_q    = round(y N / alpha) alpha / N,        N = 2^k - 1
//! dx     = dy m                                 m: weight of the mask on [0, alpha]
//! dalpha = dy (1 - m)  for x >= alpha,  else 0
//! ```
//!
//! The paper's convention is `bound=left_closed`: `dx = dy` for `0 <= x < alpha`, `dalpha = dy` for `x >= alpha`. An
//! infinite `x` is outside. At NaN the value is NaN, `dx` is as the nan axis says, and `dalpha` is NaN under `propagate`
//! and 0 otherwise. The mask selects. Source: Choi et al. 2018, arXiv 1805.06085.

use coarsegrad_arith::Rational;

use super::affine::check_bits;
use super::rounding::round_to_integer;
use super::{
    Bound, Extended, Mask, NanPolicy, PactConvention, PointwiseError, Position, Rounding, Weight,
};

/// Clipping at `alpha` and quantisation to `k` bits.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Pact {
    alpha: Rational,
    bits: u32,
}

impl PactConvention {
    /// The convention of the paper.
    pub const PAPER: Self = PactConvention {
        round: Rounding::HalfEven,
        bound: Bound::LeftClosed,
        nan: NanPolicy::Zero,
    };
}

impl Pact {
    /// Clipping at `alpha` and quantisation to `bits` bits.
    ///
    /// # Errors
    /// [`PointwiseError::Parameter`] unless `alpha > 0` and `1 <= bits <= 32`.
    pub fn new(alpha: Rational, bits: u32) -> Result<Self, PointwiseError> {
        check_bits(bits, 1)?;
        if !alpha.is_positive() {
            return Err(PointwiseError::parameter("alpha", "positive", &alpha));
        }
        Ok(Pact { alpha, bits })
    }

    /// The quantised value `y_q`.
    ///
    /// # Errors
    /// As [`round_to_integer`].
    pub fn forward(
        &self,
        convention: &PactConvention,
        x: &Extended,
        draw: Option<&Rational>,
    ) -> Result<Extended, PointwiseError> {
        let clipped = match self.position(x) {
            None => return Ok(Extended::Nan),
            Some(Position::Below) => Rational::new(),
            Some(Position::AtUpper | Position::Above) => self.alpha.clone(),
            Some(Position::AtLower | Position::Inside) => x.rational().unwrap_or_default(),
        };
        let part = quantised(&(clipped / &self.alpha), self.bits, convention.round, draw)?;
        Ok(Extended::Finite(part * &self.alpha))
    }

    /// The gradient with respect to `x`.
    #[must_use]
    pub fn dx(&self, convention: &PactConvention, x: &Extended, dy: &Extended) -> Extended {
        match self.position(x) {
            Some(position) => convention.bound.weight(position).apply(dy, Mask::Selects),
            None => convention.nan.gradient(dy, Mask::Selects),
        }
    }

    /// The contribution to the gradient with respect to `alpha`, which is the sum over all inputs.
    #[must_use]
    pub fn dalpha(&self, convention: &PactConvention, x: &Extended, dy: &Extended) -> Extended {
        match (self.position(x), convention.nan) {
            (Some(position @ (Position::AtUpper | Position::Above)), _) => {
                match convention.bound.weight(position) {
                    Weight::Zero => Weight::One,
                    Weight::Half => Weight::Half,
                    Weight::One => Weight::Zero,
                }
                .apply(dy, Mask::Selects)
            }
            (None, NanPolicy::Propagate) => Extended::Nan,
            _ => Extended::zero(),
        }
    }

    fn position(&self, x: &Extended) -> Option<Position> {
        Position::of(x, &Rational::new(), &self.alpha)
    }
}

/// `round((2^k - 1) r) / (2^k - 1)`.
pub(super) fn quantised(
    r: &Rational,
    bits: u32,
    round: Rounding,
    draw: Option<&Rational>,
) -> Result<Rational, PointwiseError> {
    let levels = (1_u64 << bits) - 1;
    let level = round_to_integer(&(r.clone() * levels), round, draw)?;
    Ok(Rational::from((level, levels)))
}
