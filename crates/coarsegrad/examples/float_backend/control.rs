//! Mistakes, made on purpose.

use std::str::FromStr;

use super::convention::Convention;

/// A mistake.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Control {
    /// Closed bounds are open, and open ones closed.
    ClosedOpenSwapped,
    /// The gradient is clipped to the bounds of the input.
    GradientClipped,
    /// Gradients pass everywhere.
    MaskMissing,
    /// Gradients pass where they should not, and only there.
    MaskReversed,
    /// The mask multiplies where it should select.
    MaskMultiplies,
    /// The gradient of the scale is made from `dx`, where it should be made from `dy`.
    DscaleWithDx,
    /// `sign(0) = 0`.
    SignZeroIsZero,
    /// Heaviside's function of zero is another one.
    HeavisideZeroSwapped,
    /// A tie of the ternary quantiser is in where it should be out, and out where it should be in.
    TernaryTieSwapped,
    /// Ties are rounded away from zero.
    RoundHalfAway,
    /// Clamps first where it should round first, and rounds first where it should clamp first.
    OrderSwapped,
    /// The gradient at NaN is zero.
    NanSwallowed,
    /// Gradients have the wrong sign.
    GradientNegated,
    /// Gradients are twice too great.
    GradientDoubled,
    /// Gradients are zero.
    GradientDead,
}

impl Control {
    const ALL: [(&'static str, Control); 15] = [
        ("closed_open_swapped", Control::ClosedOpenSwapped),
        ("gradient_clipped", Control::GradientClipped),
        ("mask_missing", Control::MaskMissing),
        ("mask_reversed", Control::MaskReversed),
        ("mask_multiplies", Control::MaskMultiplies),
        ("dscale_with_dx", Control::DscaleWithDx),
        ("sign_zero_is_zero", Control::SignZeroIsZero),
        ("heaviside_zero_swapped", Control::HeavisideZeroSwapped),
        ("ternary_tie_swapped", Control::TernaryTieSwapped),
        ("round_half_away", Control::RoundHalfAway),
        ("order_swapped", Control::OrderSwapped),
        ("nan_swallowed", Control::NanSwallowed),
        ("gradient_negated", Control::GradientNegated),
        ("gradient_doubled", Control::GradientDoubled),
        ("gradient_dead", Control::GradientDead),
    ];

    /// The convention that is computed where this one is declared: some mistakes are another convention.
    pub fn changed(self, declared: &Convention) -> Convention {
        let swap = |axis: &str, one: &str, other: &str| {
            let choice = match declared.choice(axis) {
                choice if choice == one => other,
                choice if choice == other => one,
                choice => choice,
            };
            declared.with(axis, choice)
        };
        match self {
            Control::ClosedOpenSwapped => swap("bound", "closed", "open"),
            Control::MaskMultiplies => declared.with("mask", "multiplies"),
            Control::SignZeroIsZero => declared.with("sign0", "zero"),
            Control::HeavisideZeroSwapped => swap("heaviside0", "one", "zero"),
            Control::TernaryTieSwapped => swap("ternary_tie", "in", "out"),
            Control::RoundHalfAway => declared.with("round", "half_away"),
            Control::OrderSwapped => swap("order", "round_clamp", "clamp_round"),
            Control::NanSwallowed => declared.with("nan", "zero"),
            _ => declared.clone(),
        }
    }

    /// The factor of gradients.
    pub fn factor(self) -> f64 {
        match self {
            Control::GradientNegated => -1.0,
            Control::GradientDoubled => 2.0,
            Control::GradientDead => 0.0,
            _ => 1.0,
        }
    }
}

impl FromStr for Control {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let found = Self::ALL.iter().find(|(name, _)| *name == text);
        found.map(|(_, control)| *control).ok_or_else(|| {
            let names: Vec<_> = Self::ALL.iter().map(|(name, _)| *name).collect();
            format!("{text} is no control; there are {}", names.join(", "))
        })
    }
}
