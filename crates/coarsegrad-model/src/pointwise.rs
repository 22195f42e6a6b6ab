//! The pointwise world: quantisers and surrogate slopes, one number at a time, exactly.
//!
//! Inputs are [`Extended`] numbers: rationals, signed zeros, infinities, NaN. An operation states what it answers at
//! ties, at bounds, at zero, at infinities and at NaN; where implementations differ, it takes a [`Convention`], a choice
//! on each of a few named [axes](Axis). An answer is exact wherever it is rational, and otherwise an enclosure: see
//! [`Outcome`].
//!
//! Three rules hold throughout. A mask *selects*, a weight of zero gives `+0` whatever the upstream gradient, but where
//! the axis [`Mask`] of an operation says that it multiplies. The sign of a zero result means nothing, but for
//! [`Clip::forward`], which answers its input. Nothing panics.

mod affine;
mod axes;
mod clip;
mod convention;
mod dorefa;
mod dtype;
mod error;
mod extended;
mod fake_quant;
mod fingerprint;
mod granularity;
mod hex;
mod indicator;
mod known;
mod lsq;
mod mask;
mod outcome;
mod pact;
mod root;
mod rounding;
mod staircase;
mod surrogate;

pub use affine::AffineGrid;
pub use axes::{
    Axis, Bound, CompareDtype, HeavisideAtZero, Mask, NanPolicy, Order, Rounding, ScaleGradient,
    SignAtZero, SurrogateNorm, TernaryTie, ZeroPointRounding, axis_choices,
};
pub use clip::Clip;
pub use convention::{
    ClipConvention, Convention, DorefaConvention, FakeQuantConvention, HeavisideConvention,
    PactConvention, SignConvention, StaircaseConvention, SurrogateConvention, TernaryConvention,
};
pub use dorefa::{DorefaActivation, DorefaWeight};
pub use dtype::Dtype;
pub use error::PointwiseError;
pub use extended::Extended;
pub use fake_quant::FakeQuant;
pub use fingerprint::{
    Answer, FINGERPRINT_LEN, FINGERPRINT_POINTS, classes, distinguishing_points, fingerprint,
    nearest_conventions,
};
pub use granularity::Granularity;
pub use indicator::{heaviside, sign, ternary};
pub use known::{
    KNOWN_CLIPS, KNOWN_FAKE_QUANTS, KNOWN_HEAVISIDES, KNOWN_ROUNDINGS, KNOWN_SIGNS, Known,
};
pub use lsq::{lsq, lsq_initial_scale};
pub use mask::{Position, Weight};
pub use outcome::Outcome;
pub use pact::Pact;
pub use rounding::{round_extended, round_to_integer};
pub use staircase::{AlphaSlope, Staircase};
pub use surrogate::{MAX_TERMS, Shipped, Surrogate, shipped};
