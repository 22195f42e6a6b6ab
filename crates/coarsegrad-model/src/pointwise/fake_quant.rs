//! Affine fake-quantisation: values and gradients of one entry.
//!
//! With scale `s`, zero point `z`, levels `qmin..qmax`, `t = x / s`, and `clamp` to `[qmin, qmax]`:
//!
//! | order | zero-point rounding | level `q` | the mask compares |
//! |---|---|---|---|
//! | `round_clamp` | `after` | `clamp(round(t + z))` | `round(t + z)` |
//! | `round_clamp` | `before` | `clamp(z + round(t))` | `z + round(t)` |
//! | `clamp_round` | `after` | `round(clamp(t + z))` | `t + z` |
//! | `clamp_round` | `before` | `z + round(clamp(t + z) - z)` | `t + z` |
//!
//! ```text
//! y      = s (q - z)
//! dx     = dy m                    m: weight of the mask, 0, 1/2 or 1
//! dscale = dy ((q - z) - m t) g    g: factor of the scale-gradient axis
//! dzero  = dy s (m - 1) g
//! ```
//!
//! The gradients are what the chain rule gives with derivative 1 for `round` and `m` for `clamp`: inside, `dscale` is
//! `round(t) - t` and `dzero` vanishes; outside, `dscale` is `q - z` and `dzero` is `-s` (Esser et al., *Learned step
//! size quantization*, ICLR 2020). Under `scale_gradient=none` both are zero, as when the whole operation is detached.
//!
//! **Formats.** Where an input format is given, `t`, `t + z` and `z + round(t)` are rounded to nearest even in the
//! format of the axis compare dtype, one operation after the other; without one they are exact. Products with `s` and
//! the gradients are exact in both cases.
//!
//! **Special inputs.** An infinite `x` is outside. A zero result is `+0`. At NaN, `y` is NaN, `dx` is as the nan axis
//! says, `dscale` is NaN (but 0 under `scale_gradient=none`), and `dzero` is that of weight 0 under `zero`, of weight 1
//! under `pass`, NaN under `propagate`. Under weight 0, `dx` of an infinite or NaN `dy` is as the mask axis says, and so
//! it is at NaN under `zero`; the axis is about `dx` alone: `m t` is 0 there even where `t` is infinite.

use coarsegrad_arith::Rational;

use super::lsq::{lsq_factor, times_factor};
use super::rounding::{floor_and_remainder, round_extended};
use super::{
    AffineGrid, CompareDtype, Dtype, Extended, FakeQuantConvention, Mask, NanPolicy, Order,
    Outcome, PointwiseError, Position, Rounding, ScaleGradient, Weight, ZeroPointRounding,
};

/// An affine fake-quantiser with its convention.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FakeQuant {
    grid: AffineGrid,
    convention: FakeQuantConvention,
    input: Option<Dtype>,
    draw: Option<Rational>,
}

/// The level of an entry that is no NaN.
struct Level {
    /// `t = x / s`, exactly.
    t: Extended,
    /// `q - z`.
    steps: Rational,
    weight: Weight,
}

impl FakeQuant {
    /// The quantiser on exact inputs.
    #[must_use]
    pub fn new(grid: AffineGrid, convention: FakeQuantConvention) -> Self {
        FakeQuant {
            grid,
            convention,
            input: None,
            draw: None,
        }
    }

    /// The quantiser on inputs of a format; see the description of this module.
    #[must_use]
    pub fn with_input_dtype(mut self, dtype: Dtype) -> Self {
        self.input = Some(dtype);
        self
    }

    /// The quantiser with the draw `u` of stochastic rounding, `0 <= u < 1`; other roundings ignore it.
    #[must_use]
    pub fn with_draw(mut self, draw: Rational) -> Self {
        self.draw = Some(draw);
        self
    }

    /// The parameters.
    #[must_use]
    pub fn grid(&self) -> &AffineGrid {
        &self.grid
    }

    /// The convention.
    #[must_use]
    pub fn convention(&self) -> &FakeQuantConvention {
        &self.convention
    }

    /// The value `y = s (q - z)`.
    ///
    /// # Errors
    /// [`PointwiseError::DrawNeeded`] and [`PointwiseError::Parameter`] as for
    /// [`round_to_integer`](super::round_to_integer).
    pub fn forward(&self, x: &Extended) -> Result<Extended, PointwiseError> {
        Ok(match self.level(x)? {
            Some(level) => Extended::Finite(level.steps * self.grid.scale()),
            None => Extended::Nan,
        })
    }

    /// The gradient with respect to `x` for the upstream gradient `dy`.
    ///
    /// # Errors
    /// As [`FakeQuant::forward`].
    pub fn dx(&self, x: &Extended, dy: &Extended) -> Result<Extended, PointwiseError> {
        Ok(match self.level(x)? {
            Some(level) => level.weight.apply(dy, self.convention.mask),
            None => self.convention.nan.gradient(dy, self.convention.mask),
        })
    }

    /// The entry's contribution to the gradient with respect to the scale, before the factor `g`.
    ///
    /// # Errors
    /// As [`FakeQuant::forward`].
    pub fn dscale_unscaled(&self, x: &Extended, dy: &Extended) -> Result<Extended, PointwiseError> {
        if self.convention.scale_gradient == ScaleGradient::None {
            return Ok(Extended::zero());
        }
        Ok(match self.level(x)? {
            Some(level) => {
                let through = level.weight.apply(&level.t, Mask::Selects).negated();
                Extended::Finite(level.steps)
                    .plus(&through)
                    .times(dy)
                    .with_positive_zero()
            }
            None => Extended::Nan,
        })
    }

    /// The entry's contribution to the gradient with respect to the zero point, before the factor `g`.
    ///
    /// # Errors
    /// As [`FakeQuant::forward`].
    pub fn dzero_unscaled(&self, x: &Extended, dy: &Extended) -> Result<Extended, PointwiseError> {
        if self.convention.scale_gradient == ScaleGradient::None {
            return Ok(Extended::zero());
        }
        let weight = match (self.level(x)?, self.convention.nan) {
            (Some(level), _) => level.weight,
            (None, NanPolicy::Zero) => Weight::Zero,
            (None, NanPolicy::Pass) => Weight::One,
            (None, NanPolicy::Propagate) => return Ok(Extended::Nan),
        };
        if weight == Weight::One {
            return Ok(Extended::zero());
        }
        let factor = (weight.rational() - 1u32) * self.grid.scale();
        Ok(Extended::Finite(factor).times(dy).with_positive_zero())
    }

    /// The contribution to the gradient with respect to the scale, where `sharers` entries share it.
    ///
    /// # Errors
    /// As [`FakeQuant::forward`] and [`FakeQuant::gradient_factor`].
    pub fn dscale(
        &self,
        x: &Extended,
        dy: &Extended,
        sharers: u64,
        bits: u32,
    ) -> Result<Outcome, PointwiseError> {
        let factor = self.gradient_factor(sharers, bits)?;
        Ok(times_factor(&self.dscale_unscaled(x, dy)?, &factor))
    }

    /// The contribution to the gradient with respect to the zero point, where `sharers` entries share it.
    ///
    /// # Errors
    /// As [`FakeQuant::forward`] and [`FakeQuant::gradient_factor`].
    pub fn dzero(
        &self,
        x: &Extended,
        dy: &Extended,
        sharers: u64,
        bits: u32,
    ) -> Result<Outcome, PointwiseError> {
        let factor = self.gradient_factor(sharers, bits)?;
        Ok(times_factor(&self.dzero_unscaled(x, dy)?, &factor))
    }

    /// The factor `g`: `1 / sqrt(sharers qmax)` under `lsq`, exact where the product is a square, 1 under `plain`, 0
    /// under `none`.
    ///
    /// # Errors
    /// [`PointwiseError::Parameter`] unless `sharers > 0`, and `qmax > 0` under `lsq`.
    pub fn gradient_factor(&self, sharers: u64, bits: u32) -> Result<Outcome, PointwiseError> {
        match self.convention.scale_gradient {
            ScaleGradient::None => Ok(Outcome::from(Rational::new())),
            ScaleGradient::Plain => Ok(Outcome::from(Rational::from(1))),
            ScaleGradient::Lsq => lsq_factor(sharers, self.grid.qmax(), bits),
        }
    }

    /// The cases that the draw of stochastic rounding makes at `x`, with their probabilities: each draw stands for all
    /// that give the same level. The probabilities sum to one; other roundings, and inputs that are not rounded, have
    /// one case.
    ///
    /// Mean and variance of the value, and of each gradient, are finite sums over the cases.
    #[must_use]
    pub fn draws(&self, x: &Extended) -> Vec<(Rational, Rational)> {
        let certain = vec![(Rational::from(1), Rational::new())];
        if self.convention.round != Rounding::Stochastic {
            return certain;
        }
        let Some(argument) = self
            .rounded_number(&self.quotient(x))
            .and_then(|a| a.rational())
        else {
            return certain;
        };
        let (_, remainder) = floor_and_remainder(&argument);
        if remainder.is_zero() {
            return certain;
        }
        let up = Rational::from((remainder, argument.denom().clone()));
        let down = 1u32 - up.clone();
        vec![(down.clone(), Rational::new()), (up, down)]
    }

    /// `t = x / s`, exactly.
    fn quotient(&self, x: &Extended) -> Extended {
        let inverse = Rational::from(self.grid.scale().recip_ref());
        x.times(&Extended::Finite(inverse))
    }

    /// The number that is rounded, or `None` for NaN.
    fn rounded_number(&self, t: &Extended) -> Option<Extended> {
        let formed = self.formed(t.clone());
        let zero_point = Extended::Finite(self.grid.zero_point().clone());
        let shifted = self.formed(formed.plus(&zero_point));
        let (_, clamped) = self.clamped(&shifted)?;
        let (order, adds) = (self.convention.order, self.convention.zero_point_rounding);
        Some(match (order, adds) {
            (Order::RoundClamp, ZeroPointRounding::After) => shifted,
            (Order::RoundClamp, ZeroPointRounding::Before) => formed,
            (Order::ClampRound, ZeroPointRounding::After) => Extended::Finite(clamped),
            (Order::ClampRound, ZeroPointRounding::Before) => {
                Extended::Finite(clamped - self.grid.zero_point())
            }
        })
    }

    /// The place of a number relative to the levels, and the number clamped to them; `None` for NaN.
    fn clamped(&self, value: &Extended) -> Option<(Position, Rational)> {
        let qmin = Rational::from(self.grid.qmin());
        let qmax = Rational::from(self.grid.qmax());
        let position = Position::of(value, &qmin, &qmax)?;
        let clamped = match position {
            Position::Below | Position::AtLower => qmin,
            Position::Inside => value.rational()?,
            Position::AtUpper | Position::Above => qmax,
        };
        Some((position, clamped))
    }

    /// The level of `x`, or `None` for NaN.
    fn level(&self, x: &Extended) -> Result<Option<Level>, PointwiseError> {
        let (z, convention) = (self.grid.zero_point(), &self.convention);
        let t = self.quotient(x);
        let Some(argument) = self.rounded_number(&t) else {
            return Ok(None);
        };
        let rounded = round_extended(&argument, convention.round, self.draw.as_ref())?;
        let zero_point = Extended::Finite(z.clone());
        // What the mask compares.
        let compared = match (convention.order, convention.zero_point_rounding) {
            (Order::RoundClamp, ZeroPointRounding::After) => rounded.clone(),
            (Order::RoundClamp, ZeroPointRounding::Before) => {
                self.formed(rounded.plus(&zero_point))
            }
            (Order::ClampRound, _) => self.formed(self.formed(t.clone()).plus(&zero_point)),
        };
        let Some((position, clamped)) = self.clamped(&compared) else {
            return Ok(None);
        };
        let rounded = rounded.rational().unwrap_or_default();
        let steps = match (convention.order, convention.zero_point_rounding) {
            (Order::RoundClamp, _) => clamped - z,
            (Order::ClampRound, ZeroPointRounding::After) => rounded - z,
            (Order::ClampRound, ZeroPointRounding::Before) => rounded,
        };
        Ok(Some(Level {
            t,
            steps,
            weight: convention.bound.weight(position),
        }))
    }

    /// A value as it is formed in the format of the comparison.
    fn formed(&self, value: Extended) -> Extended {
        match (self.input, self.convention.compare_dtype) {
            (None, _) => value,
            (Some(dtype), CompareDtype::Input) => dtype.rounded(&value),
            (Some(_), CompareDtype::F32) => Dtype::F32.rounded(&value),
        }
    }
}
