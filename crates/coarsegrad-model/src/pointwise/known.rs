//! The conventions that known implementations were observed to follow.
//!
//! Each row was found by running the implementation named on the points where conventions differ. A row is a statement
//! about one version, not a promise of its maintainers. Only what was observed is meant: the clip rows fix the gradient
//! at, between and outside the bounds and at NaN, and whether the mask selects or multiplies; the fake-quantiser rows
//! fix rounding, order and bounds for integer zero points, and whether the mask selects or multiplies, which under an
//! identity means nothing.

use super::{
    Bound, ClipConvention, CompareDtype, FakeQuantConvention, HeavisideAtZero, Mask, NanPolicy,
    Order, Rounding, ScaleGradient, SignAtZero, ZeroPointRounding,
};

/// An implementation and the convention that it follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Known<C> {
    /// The implementation, with the version where it matters.
    pub implementation: &'static str,
    /// Its convention.
    pub convention: C,
}

const fn clip(
    implementation: &'static str,
    bound: Bound,
    nan: NanPolicy,
    mask: Mask,
) -> Known<ClipConvention> {
    Known {
        implementation,
        convention: ClipConvention { bound, nan, mask },
    }
}

/// The conventions of clipping operations.
pub const KNOWN_CLIPS: &[Known<ClipConvention>] = &[
    clip(
        "torch 2.13 clamp",
        Bound::Closed,
        NanPolicy::Zero,
        Mask::Selects,
    ),
    clip(
        "torch 2.15 clamp (scalar bounds)",
        Bound::Open,
        NanPolicy::Zero,
        Mask::Selects,
    ),
    clip(
        "torch 2.15 clamp (tensor bounds)",
        Bound::Half,
        NanPolicy::Pass,
        Mask::Selects,
    ),
    clip(
        "torch hardtanh",
        Bound::Open,
        NanPolicy::Pass,
        Mask::Selects,
    ),
    clip(
        "torch min(max())",
        Bound::Half,
        NanPolicy::Pass,
        Mask::Selects,
    ),
    clip(
        "tf clip_by_value",
        Bound::Closed,
        NanPolicy::Zero,
        Mask::Selects,
    ),
    clip("jnp.clip", Bound::Half, NanPolicy::Zero, Mask::Multiplies),
    clip(
        "jax.nn.hard_tanh",
        Bound::Closed,
        NanPolicy::Pass,
        Mask::Selects,
    ),
    clip(
        "candle clamp",
        Bound::Half,
        NanPolicy::Zero,
        Mask::Multiplies,
    ),
    clip("burn clamp", Bound::Closed, NanPolicy::Pass, Mask::Selects),
];

impl FakeQuantConvention {
    /// The convention with the three axes that the mask of `x` depends on for an integer zero point, and on the others:
    /// NaN counts as outside, rounding after the zero point, a scale gradient without factor, the input's format, a mask
    /// that selects.
    #[must_use]
    pub const fn of(round: Rounding, order: Order, bound: Bound) -> Self {
        FakeQuantConvention {
            round,
            order,
            bound,
            nan: NanPolicy::Zero,
            zero_point_rounding: ZeroPointRounding::After,
            scale_gradient: ScaleGradient::Plain,
            compare_dtype: CompareDtype::Input,
            mask: Mask::Selects,
        }
    }
}

const fn quantiser(
    implementation: &'static str,
    round: Rounding,
    order: Order,
    bound: Bound,
    mask: Mask,
) -> Known<FakeQuantConvention> {
    Known {
        implementation,
        convention: FakeQuantConvention {
            mask,
            ..FakeQuantConvention::of(round, order, bound)
        },
    }
}

/// The conventions of fake-quantisers.
pub const KNOWN_FAKE_QUANTS: &[Known<FakeQuantConvention>] = &[
    quantiser(
        "torch fake_quantize_per_tensor_affine",
        Rounding::HalfEven,
        Order::RoundClamp,
        Bound::Closed,
        Mask::Multiplies,
    ),
    quantiser(
        "torch learnable fake-quantiser",
        Rounding::HalfEven,
        Order::RoundClamp,
        Bound::Closed,
        Mask::Multiplies,
    ),
    quantiser(
        "torchao 0.18.0 _fake_quantize_affine on torch 2.13.0",
        Rounding::HalfEven,
        Order::RoundClamp,
        Bound::Closed,
        Mask::Selects,
    ),
    quantiser(
        "torchao 0.18.0 _fake_quantize_affine on torch 2.15.0",
        Rounding::HalfEven,
        Order::RoundClamp,
        Bound::Open,
        Mask::Selects,
    ),
    quantiser(
        "round STE then clamp (tensor bounds) on torch 2.13.0",
        Rounding::HalfEven,
        Order::RoundClamp,
        Bound::Closed,
        Mask::Selects,
    ),
    quantiser(
        "round STE then clamp (tensor bounds) on torch 2.15.0",
        Rounding::HalfEven,
        Order::RoundClamp,
        Bound::Half,
        Mask::Selects,
    ),
    quantiser(
        "clamp then round STE on torch 2.13.0",
        Rounding::HalfEven,
        Order::ClampRound,
        Bound::Closed,
        Mask::Selects,
    ),
    quantiser(
        "clamp then round STE on torch 2.15.0",
        Rounding::HalfEven,
        Order::ClampRound,
        Bound::Open,
        Mask::Selects,
    ),
    quantiser(
        "detach around the whole operation",
        Rounding::HalfEven,
        Order::RoundClamp,
        Bound::Identity,
        Mask::Selects,
    ),
    quantiser(
        "brevitas IntQuant (TensorClamp)",
        Rounding::HalfEven,
        Order::RoundClamp,
        Bound::Closed,
        Mask::Selects,
    ),
    quantiser(
        "brevitas IntQuant (TensorClampSte)",
        Rounding::HalfEven,
        Order::RoundClamp,
        Bound::Identity,
        Mask::Selects,
    ),
    quantiser(
        "tf.quantization.fake_quant_* and keras",
        Rounding::HalfUp,
        Order::ClampRound,
        Bound::Closed,
        Mask::Multiplies,
    ),
    quantiser(
        "jnp.clip of a round STE",
        Rounding::HalfEven,
        Order::RoundClamp,
        Bound::Half,
        Mask::Multiplies,
    ),
    quantiser(
        "jnp.where on a round STE",
        Rounding::HalfEven,
        Order::RoundClamp,
        Bound::Closed,
        Mask::Selects,
    ),
];

const fn known<C: Copy>(implementation: &'static str, convention: C) -> Known<C> {
    Known {
        implementation,
        convention,
    }
}

/// The sign of zero.
pub const KNOWN_SIGNS: &[Known<SignAtZero>] = &[
    known("brevitas binary_sign", SignAtZero::PlusOne),
    known("larq ste_sign", SignAtZero::PlusOne),
    known("torch.sign", SignAtZero::Zero),
];

/// The Heaviside function of zero.
pub const KNOWN_HEAVISIDES: &[Known<HeavisideAtZero>] = &[
    known("spikingjelly", HeavisideAtZero::One),
    known("snntorch", HeavisideAtZero::Zero),
    known("norse", HeavisideAtZero::Zero),
];

/// The function `round`.
pub const KNOWN_ROUNDINGS: &[Known<Rounding>] = &[
    known("torch round", Rounding::HalfEven),
    known("burn round", Rounding::HalfEven),
    known("candle round", Rounding::HalfAway),
];
