//! The parameters of an affine quantiser.

use coarsegrad_arith::Rational;

use super::PointwiseError;

/// The parameters of an affine quantiser: `q = x / scale + zero_point`, rounded and clamped to `[qmin, qmax]`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct AffineGrid {
    scale: Rational,
    zero_point: Rational,
    qmin: i64,
    qmax: i64,
}

impl AffineGrid {
    /// A grid with any zero point, an integer or not, inside the levels or not.
    ///
    /// # Errors
    /// [`PointwiseError::Parameter`] unless `scale > 0` and `qmin < qmax`.
    pub fn new(
        scale: Rational,
        zero_point: Rational,
        qmin: i64,
        qmax: i64,
    ) -> Result<Self, PointwiseError> {
        if !scale.is_positive() {
            return Err(PointwiseError::parameter("scale", "positive", &scale));
        }
        if qmin >= qmax {
            return Err(PointwiseError::parameter(
                "qmax",
                "greater than qmin",
                &qmax,
            ));
        }
        Ok(AffineGrid {
            scale,
            zero_point,
            qmin,
            qmax,
        })
    }

    /// The signed grid of `bits` bits with zero point 0: `-2^(bits-1) .. 2^(bits-1) - 1`, and from `-2^(bits-1) + 1` if
    /// `narrow`.
    ///
    /// # Errors
    /// [`PointwiseError::Parameter`] unless `scale > 0` and `2 <= bits <= 32`.
    pub fn symmetric(scale: Rational, bits: u32, narrow: bool) -> Result<Self, PointwiseError> {
        let half = 1_i64 << (check_bits(bits, 2)? - 1);
        Self::new(scale, Rational::new(), -half + i64::from(narrow), half - 1)
    }

    /// The unsigned grid of `bits` bits: `0 .. 2^bits - 1`.
    ///
    /// # Errors
    /// [`PointwiseError::Parameter`] unless `scale > 0` and `1 <= bits <= 32`.
    pub fn asymmetric(
        scale: Rational,
        zero_point: Rational,
        bits: u32,
    ) -> Result<Self, PointwiseError> {
        let levels = 1_i64 << check_bits(bits, 1)?;
        Self::new(scale, zero_point, 0, levels - 1)
    }

    /// The step between two levels.
    #[must_use]
    pub fn scale(&self) -> &Rational {
        &self.scale
    }

    /// The level of the number zero.
    #[must_use]
    pub fn zero_point(&self) -> &Rational {
        &self.zero_point
    }

    /// The least level.
    #[must_use]
    pub fn qmin(&self) -> i64 {
        self.qmin
    }

    /// The greatest level.
    #[must_use]
    pub fn qmax(&self) -> i64 {
        self.qmax
    }
}

/// A number of bits between `least` and 32.
pub(super) fn check_bits(bits: u32, least: u32) -> Result<u32, PointwiseError> {
    if (least..=32).contains(&bits) {
        Ok(bits)
    } else {
        let condition = match least {
            2 => "between 2 and 32",
            _ => "between 1 and 32",
        };
        Err(PointwiseError::parameter("bits", condition, &bits))
    }
}
