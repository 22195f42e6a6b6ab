//! The quantised ReLU of `b` bits: a left-continuous staircase, and the slopes used in its place.
//!
//! With step `alpha > 0` and `q = 2^b - 1`:
//!
//! ```text
//! sigma(x, alpha) = 0                       x <= 0
//!                 = alpha ceil(x / alpha)   0 < x <= q alpha
//!                 = q alpha                 x > q alpha
//! ```
//!
//! The value at a jump is that on its left: `sigma(k alpha) = k alpha`. Both zeros give 0, `-inf` gives 0, `inf` gives
//! `q alpha`, NaN gives NaN. Sources: P1, P2.

use coarsegrad_arith::Rational;

use super::affine::check_bits;
use super::axes::named;
use super::rounding::floor_and_remainder;
use super::{Extended, Mask, NanPolicy, PointwiseError, Position, StaircaseConvention, Surrogate};

named! {
    /// What stands for the derivative of the staircase by its step: zero at `x <= 0`, `q` at `x > q alpha`, and between
    /// them one of these. P2.
    AlphaSlope: "alpha_slope" {
        /// `ceil(x / alpha)`, the derivative where it exists.
        AlmostEverywhere = "almost_everywhere",
        /// `2^(b-1)`, the mean of the levels.
        ThreeValued = "three_valued",
        /// `1`, the least of the levels.
        Min = "min",
        /// `0`, as in PACT.
        Pact = "pact",
    }
}

/// The staircase of `b` bits.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Staircase {
    bits: u32,
    alpha: Rational,
    end: Rational,
}

impl Staircase {
    /// The staircase of `bits` bits with steps of height and width `alpha`.
    ///
    /// # Errors
    /// [`PointwiseError::Parameter`] unless `1 <= bits <= 32` and `alpha > 0`.
    pub fn new(bits: u32, alpha: Rational) -> Result<Self, PointwiseError> {
        check_bits(bits, 1)?;
        if !alpha.is_positive() {
            return Err(PointwiseError::parameter("alpha", "positive", &alpha));
        }
        let end = alpha.clone() * ((1_u64 << bits) - 1);
        Ok(Staircase { bits, alpha, end })
    }

    /// The number of positive levels, `q = 2^b - 1`.
    #[must_use]
    pub fn levels(&self) -> u64 {
        (1 << self.bits) - 1
    }

    /// The value `sigma(x, alpha)`.
    #[must_use]
    pub fn forward(&self, x: &Extended) -> Extended {
        match self.position(x) {
            None => Extended::Nan,
            Some(Position::Below | Position::AtLower) => Extended::zero(),
            Some(Position::AtUpper | Position::Above) => Extended::Finite(self.end.clone()),
            Some(Position::Inside) => Extended::Finite(self.step(x) * &self.alpha),
        }
    }

    /// The gradient with respect to `x` with a mask on `[0, q alpha]`.
    ///
    /// The clipped ReLU of P1 is `bound=open`. P2's code has the mask `0 < x <= q alpha`, which is no choice of this
    /// axis: it is the entry [`Surrogate::ClippedReluRightClosed`].
    #[must_use]
    pub fn dx(&self, convention: &StaircaseConvention, x: &Extended, dy: &Extended) -> Extended {
        match self.position(x) {
            Some(position) => convention.bound.weight(position).apply(dy, Mask::Selects),
            None => convention.nan.gradient(dy, Mask::Selects),
        }
    }

    /// The contribution to the gradient with respect to `alpha`, which is the sum over all inputs.
    ///
    /// At NaN it is zero under `nan=zero`, else NaN.
    #[must_use]
    pub fn dalpha(
        &self,
        convention: &StaircaseConvention,
        slope: AlphaSlope,
        x: &Extended,
        dy: &Extended,
    ) -> Extended {
        let weight = match self.position(x) {
            None if convention.nan == NanPolicy::Zero => return Extended::zero(),
            None => return Extended::Nan,
            Some(Position::Below | Position::AtLower) => Rational::new(),
            Some(Position::Above) => Rational::from(self.levels()),
            Some(Position::Inside | Position::AtUpper) => match slope {
                AlphaSlope::AlmostEverywhere => self.step(x),
                AlphaSlope::ThreeValued => Rational::from(1_u64 << (self.bits - 1)),
                AlphaSlope::Min => Rational::from(1),
                AlphaSlope::Pact => Rational::new(),
            },
        };
        if weight.is_zero() {
            return Extended::zero();
        }
        Extended::Finite(weight).times(dy).with_positive_zero()
    }

    /// The slopes that stand for the derivative by `x`, with their ends at the end of the staircase: ReLU, reverse
    /// exponential, log-tailed ReLU, clipped ReLU (P1: open; P2's code: closed on the right), identity.
    #[must_use]
    pub fn surrogates(&self) -> Vec<Surrogate> {
        let q = || self.end.clone();
        vec![
            Surrogate::Relu {},
            Surrogate::ReverseExponential { q: q() },
            Surrogate::LogTailedRelu { q: q() },
            Surrogate::ClippedRelu { q: q() },
            Surrogate::ClippedReluRightClosed { q: q() },
            Surrogate::Identity {},
        ]
    }

    fn position(&self, x: &Extended) -> Option<Position> {
        Position::of(x, &Rational::new(), &self.end)
    }

    /// `ceil(x / alpha)` of a finite number.
    fn step(&self, x: &Extended) -> Rational {
        let (floor, remainder) =
            floor_and_remainder(&(x.rational().unwrap_or_default() / &self.alpha));
        Rational::from(if remainder.is_zero() {
            floor
        } else {
            floor + 1
        })
    }
}
