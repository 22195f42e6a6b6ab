//! The pointwise world: quantisers and surrogate slopes, one number at a time, exactly.
//!
//! Inputs are [`Extended`] numbers: rationals, signed zeros, infinities, NaN. An operation states what it answers at
//! ties, at bounds, at zero, at infinities and at NaN; where implementations differ, it takes a [`Convention`], a choice
//! on each of a few named [axes](Axis). An answer is exact wherever it is rational, and otherwise an enclosure: see
//! [`Outcome`].
//!
//! Three rules hold throughout. A mask *selects*: a weight of zero gives `+0` whatever the upstream gradient. The sign of
//! a zero result means nothing, but for [`Clip::forward`], which answers its input. Nothing panics.

mod affine;
mod axes;
mod clip;
mod convention;
mod dtype;
mod error;
mod extended;
mod fake_quant;
mod indicator;
mod known;
mod mask;
mod outcome;
mod root;
mod rounding;

pub use affine::{AffineGrid, Granularity};
pub use axes::{
    Axis, Bound, CompareDtype, HeavisideAtZero, NanPolicy, Order, Rounding, ScaleGradient,
    SignAtZero, SurrogateNorm, TernaryTie, ZeroPointRounding,
};
pub use clip::Clip;
pub use convention::{
    ClipConvention, Convention, DorefaConvention, FakeQuantConvention, HeavisideConvention,
    PactConvention, SignConvention, StaircaseConvention, SurrogateConvention, TernaryConvention,
};
pub use dtype::Dtype;
pub use error::PointwiseError;
pub use extended::Extended;
pub use fake_quant::FakeQuant;
pub use indicator::{heaviside, sign, ternary};
pub use known::{KNOWN_CLIPS, KNOWN_FAKE_QUANTS, Known};
pub use mask::{Position, Weight};
pub use outcome::Outcome;
pub use rounding::{round_extended, round_to_integer};
