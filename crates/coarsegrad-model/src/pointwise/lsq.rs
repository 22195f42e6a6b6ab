//! LSQ: a quantiser that learns its step.
//!
//! With step `s`, `v` in levels `-Q_N .. Q_P`, and `N` numbers sharing the step:
//!
//! ```text
//! y  = s round(clip(v / s, -Q_N, Q_P))
//! dv = dy 1{-Q_N < v/s < Q_P}
//! ds = dy (round(v/s) - v/s   inside;   -Q_N or Q_P   outside, bounds included) / sqrt(N Q_P)
//! s0 = 2 mean|v| / sqrt(Q_P)
//! ```
//!
//! It is the affine [`FakeQuant`] with zero point 0 under [`FakeQuantConvention::LSQ`]. Source: Esser et al. 2020, arXiv
//! 1902.08153.

use coarsegrad_arith::{Ball, Rational};

use super::root::rational_root;
use super::{
    AffineGrid, Bound, Extended, FakeQuant, FakeQuantConvention, Order, Outcome, PointwiseError,
    Rounding, ScaleGradient,
};

impl FakeQuantConvention {
    /// The convention of the paper: clamps before it rounds, masks at the bounds, scales the gradient of the step.
    pub const LSQ: Self = FakeQuantConvention {
        scale_gradient: ScaleGradient::Lsq,
        ..FakeQuantConvention::of(Rounding::HalfEven, Order::ClampRound, Bound::Open)
    };
}

/// The LSQ quantiser with step `scale` and levels `-q_n .. q_p`.
///
/// # Errors
/// [`PointwiseError::Parameter`] unless `scale > 0`, `q_n >= 0` and `q_p > 0`.
pub fn lsq(scale: Rational, q_n: i64, q_p: i64) -> Result<FakeQuant, PointwiseError> {
    if q_n < 0 {
        return Err(PointwiseError::parameter("q_n", "at least zero", &q_n));
    }
    if q_p <= 0 {
        return Err(PointwiseError::parameter("q_p", "positive", &q_p));
    }
    let grid = AffineGrid::new(scale, Rational::new(), -q_n, q_p)?;
    Ok(FakeQuant::new(grid, FakeQuantConvention::LSQ))
}

/// The initial step `2 mean|v| / sqrt(Q_P)`, exact where `Q_P` is a square.
///
/// # Errors
/// [`PointwiseError::Parameter`] unless `mean_abs > 0` and `q_p > 0`.
pub fn lsq_initial_scale(
    mean_abs: &Rational,
    q_p: i64,
    bits: u32,
) -> Result<Outcome, PointwiseError> {
    if !mean_abs.is_positive() {
        return Err(PointwiseError::parameter("mean_abs", "positive", mean_abs));
    }
    let factor = lsq_factor(1, q_p, bits)?;
    Ok(times_factor(
        &Extended::Finite(mean_abs.clone() * 2u32),
        &factor,
    ))
}

/// `1 / sqrt(sharers levels)`.
pub(super) fn lsq_factor(sharers: u64, levels: i64, bits: u32) -> Result<Outcome, PointwiseError> {
    if sharers == 0 {
        return Err(PointwiseError::parameter("sharers", "positive", &sharers));
    }
    if levels <= 0 {
        return Err(PointwiseError::parameter("qmax", "positive", &levels));
    }
    let square = (Rational::from(levels) * Rational::from(sharers)).recip();
    Ok(match rational_root(&square, 2) {
        Some(root) => Outcome::from(root),
        None => Outcome::Enclosed(Ball::sqrt_rational(bits, &square)),
    })
}

/// An exact contribution times the factor `g`; an exact zero, an infinity and NaN stay exact.
pub(super) fn times_factor(value: &Extended, factor: &Outcome) -> Outcome {
    match (factor, value.rational()) {
        (Outcome::Exact(factor), _) => Outcome::Exact(value.times(factor).with_positive_zero()),
        (Outcome::Enclosed(factor), Some(value)) if !value.is_zero() => {
            Outcome::Enclosed(factor.mul_rational(&value))
        }
        (Outcome::Enclosed(_), _) => Outcome::Exact(value.clone().with_positive_zero()),
    }
}
