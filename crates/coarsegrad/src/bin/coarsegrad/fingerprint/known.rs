//! The implementations that are known to follow a convention.

use coarsegrad::golden::judge::Fit;
use coarsegrad::model::pointwise::{
    Axis, Bound, ClipConvention, FakeQuantConvention, HeavisideAtZero, HeavisideConvention,
    KNOWN_CLIPS, KNOWN_FAKE_QUANTS, KNOWN_HEAVISIDES, KNOWN_ROUNDINGS, KNOWN_SIGNS, Mask,
    NanPolicy, Order, Rounding, SignAtZero, SignConvention,
};

/// The operation `round`, which has one axis and so no convention of its own.
const ROUND: &str = "round";

/// The implementations that follow one of the conventions found, on the axes on which they were observed.
pub(super) fn known(fit: &Fit) -> Vec<&'static str> {
    let mut names = Vec::new();
    let mut add = |name: &'static str, choices: &[(&str, &str)]| {
        if fit.admits(choices.iter().copied()) {
            names.push(name);
        }
    };
    match fit.op.as_str() {
        ClipConvention::OP => {
            for row in KNOWN_CLIPS {
                let of = row.convention;
                let choices = [
                    (Bound::KEY, of.bound.name()),
                    (NanPolicy::KEY, of.nan.name()),
                    (Mask::KEY, of.mask.name()),
                ];
                add(row.implementation, &choices);
            }
        }
        FakeQuantConvention::OP => {
            for row in KNOWN_FAKE_QUANTS {
                let of = row.convention;
                let choices = [
                    (Rounding::KEY, of.round.name()),
                    (Order::KEY, of.order.name()),
                    (Bound::KEY, of.bound.name()),
                    (Mask::KEY, of.mask.name()),
                ];
                // Without a mask there is nothing to select.
                let meant = match of.bound {
                    Bound::Identity => choices.len() - 1,
                    _ => choices.len(),
                };
                add(row.implementation, choices.get(..meant).unwrap_or_default());
            }
        }
        SignConvention::OP => {
            for row in KNOWN_SIGNS {
                add(
                    row.implementation,
                    &[(SignAtZero::KEY, row.convention.name())],
                );
            }
        }
        HeavisideConvention::OP => {
            for row in KNOWN_HEAVISIDES {
                add(
                    row.implementation,
                    &[(HeavisideAtZero::KEY, row.convention.name())],
                );
            }
        }
        ROUND => {
            for row in KNOWN_ROUNDINGS {
                add(
                    row.implementation,
                    &[(Rounding::KEY, row.convention.name())],
                );
            }
        }
        _ => {}
    }
    names
}
