//! The gradients by the scale and by the zero point of a block, and which formats hold their sums.

use coarsegrad_arith::Rational;
use coarsegrad_model::pointwise::{
    Dtype, Extended, FakeQuantConvention, Outcome, Rounding, ScaleGradient,
};

use super::super::FamilyError;
use super::super::balls::interval;
use super::super::second::{Dyadic, Number, inverse_root, levels};
use super::blocks::Block;
use crate::case::Expected;

/// The bits of an enclosure.
const BITS: u32 = 96;

/// Which parameter a gradient is by.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum By {
    Scale,
    ZeroPoint,
}

impl Block {
    fn sharers(&self) -> u64 {
        u64::try_from(self.xs.len()).unwrap_or(u64::MAX)
    }

    /// Whether `1 / sqrt(N qmax)` is a power of two.
    pub(super) fn factor_is_binary(&self) -> bool {
        let square = u64::try_from(self.setting.qmax).unwrap_or(0) * self.sharers();
        square.count_ones() == 1 && square.trailing_zeros().is_multiple_of(2)
    }

    /// Whether a format holds all partial sums: see the description of this module.
    pub(super) fn fits(&self, by: By, dtype: Dtype) -> bool {
        let scale = self.setting.grid.scale();
        let zero_point = self.setting.grid.zero_point();
        let end = |end: i64| (zero_point.clone() - end).abs();
        // A half more: rounding before the zero point is added may leave the levels.
        let steps = end(self.setting.qmin).max(end(self.setting.qmax)) + 1u32;
        let mut sum = Rational::new();
        let mut place = 0;
        for (x, dy) in self.xs.iter().zip(&self.dys) {
            let t = Rational::from(x / scale);
            let (bound, parts) = match by {
                By::Scale => (
                    steps.clone() + t.clone().abs(),
                    vec![
                        Rational::from(dy * &t),
                        Rational::from(dy * zero_point),
                        dy.clone(),
                    ],
                ),
                By::ZeroPoint => (scale.clone(), vec![Rational::from(dy * scale) / 2u32]),
            };
            sum += bound * dy.clone().abs();
            let bits = |part: &Rational| part.denom().significant_bits() - 1;
            place = parts.iter().map(bits).max().unwrap_or(0).max(place);
        }
        (sum << place) <= Rational::from(1) << (dtype.fraction_bits() + 1)
    }

    /// The contributions of the entries before the factor; `None` where a draw decides.
    pub(super) fn contributions(
        &self,
        by: By,
        id: &str,
        convention: &FakeQuantConvention,
        dtype: Dtype,
    ) -> Result<Option<Vec<Rational>>, FamilyError> {
        let quantiser = self.quantiser(convention, dtype);
        let mut parts = Vec::new();
        for (x, dy) in self.xs.iter().zip(&self.dys) {
            let (x, dy) = (Extended::Finite(x.clone()), Extended::Finite(dy.clone()));
            if convention.round == Rounding::Stochastic && quantiser.draws(&x).len() > 1 {
                return Ok(None);
            }
            let certain = quantiser.clone().with_draw(Rational::new());
            let part = match by {
                By::Scale => certain.dscale_unscaled(&x, &dy),
                By::ZeroPoint => certain.dzero_unscaled(&x, &dy),
            };
            parts.push(
                part.map_err(FamilyError::definition(id))?
                    .rational()
                    .unwrap_or_default(),
            );
        }
        Ok(Some(parts))
    }

    pub(super) fn first(
        &self,
        by: By,
        id: &str,
        convention: &FakeQuantConvention,
        dtype: Dtype,
    ) -> Result<Option<Outcome>, FamilyError> {
        let Some(parts) = self.contributions(by, id, convention, dtype)? else {
            return Ok(None);
        };
        let sum: Rational = parts.into_iter().sum();
        let quantiser = self.quantiser(convention, dtype);
        let factor = quantiser.gradient_factor(self.sharers(), BITS);
        let factor = factor.map_err(FamilyError::definition(id))?;
        Ok(Some(match sum.is_zero() {
            true => Outcome::from(sum),
            false => factor.scaled(&sum),
        }))
    }

    pub(super) fn second(
        &self,
        by: By,
        id: &str,
        convention: &FakeQuantConvention,
        dtype: Dtype,
    ) -> Result<Option<Expected>, FamilyError> {
        let grid = &self.setting.second;
        let mut sum = Dyadic::new(0, 0);
        for (x, dy) in self.xs.iter().zip(&self.dys) {
            let (Some(x), Some(dy)) = (Dyadic::of(x), Dyadic::of(dy)) else {
                return Err(FamilyError::case(id, "inputs", "binary numbers", x));
            };
            let found = levels(grid, convention, dtype, &Number::Finite(x.clone()));
            let [level] = found.as_slice() else {
                return Ok(None);
            };
            let part = match by {
                By::Scale => {
                    let through = level.weight.times(&x.scaled(-grid.scale));
                    level.steps.minus(&through)
                }
                By::ZeroPoint => level.weight.minus(&Dyadic::new(1, 0)).scaled(grid.scale),
            };
            sum = sum.plus(&dy.times(&part));
        }
        let sum = sum.rational();
        let zero = || Some(super::of(Extended::zero()));
        Ok(match convention.scale_gradient {
            ScaleGradient::None => zero(),
            ScaleGradient::Plain => Some(super::of(Extended::Finite(sum))),
            ScaleGradient::Lsq if sum.is_zero() => zero(),
            ScaleGradient::Lsq => {
                let levels = u64::try_from(self.setting.qmax).unwrap_or(0);
                let (low, high) = inverse_root(levels * self.sharers());
                Some(interval(low * &sum, high * sum))
            }
        })
    }
}
