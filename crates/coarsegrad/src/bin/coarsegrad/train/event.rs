//! What is worth saying about a step.

use std::fmt;

use coarsegrad::exact::{Approach, AtWeights, CriticalPoint};

use super::numbers::Seen;

/// How near, relative to `|v*|` in v and in radians, a critical point counts as reached.
pub(crate) const NEAR: f64 = 1e-3;

/// An event of a step, or of the state after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Event {
    /// `w` went through the line of `w*`, where the loss has its kink.
    KinkCrossed,
    /// `w` turned by more than a right angle: it was carried past zero.
    TurnedOver,
    /// `|w|` fell below the threshold.
    NormBelow,
    /// The loss rose.
    LossRose,
    /// A critical point came within reach.
    Reached(CriticalPoint),
}

impl Event {
    /// All codes, in the order of the legend.
    pub(crate) const CODES: [&'static str; 8] = [
        "kink-crossed",
        "turned-over",
        "norm-below",
        "loss-rose",
        "reached-global-minimiser",
        "reached-spurious-minimiser",
        "reached-saddle",
        "reached-unstable-fixed-point",
    ];

    /// The name for machines.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Event::KinkCrossed => "kink-crossed",
            Event::TurnedOver => "turned-over",
            Event::NormBelow => "norm-below",
            Event::LossRose => "loss-rose",
            Event::Reached(CriticalPoint::SpuriousMinimiser) => "reached-spurious-minimiser",
            Event::Reached(CriticalPoint::Saddle) => "reached-saddle",
            Event::Reached(CriticalPoint::UnstableFixedPoint) => "reached-unstable-fixed-point",
            Event::Reached(CriticalPoint::GlobalMinimiser | CriticalPoint::Regular) => {
                "reached-global-minimiser"
            }
        }
    }

    /// What a code says to people.
    pub(crate) fn sentence(code: &str) -> &'static str {
        match code {
            "kink-crossed" => "w crossed the line of w*",
            "turned-over" => "w was carried past zero",
            "norm-below" => "|w| fell below the threshold",
            "loss-rose" => "the loss rose",
            "reached-spurious-minimiser" => "came near the spurious minimiser",
            "reached-saddle" => "came near a saddle",
            "reached-unstable-fixed-point" => "came near the unstable fixed point",
            _ => "came near the global minimiser",
        }
    }
}

impl fmt::Display for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// The critical point within reach, if one is.
pub(crate) fn reached<S: Seen>(at: &AtWeights<'_, S>) -> Option<CriticalPoint> {
    let Approach {
        candidate,
        v_distance,
        theta_distance,
    } = at.nearest_critical_point().ok()?;
    let v_star_norm = at.forms().invariants().v_star_squared.approximate().sqrt();
    is_near(v_star_norm, &v_distance, &theta_distance).then_some(candidate.kind)
}

/// Whether a critical point of a teacher `v*` counts as reached, from upper bounds of distances.
pub(crate) fn is_near<S: Seen>(v_star_norm: f64, v_distance: &S, theta_distance: &S) -> bool {
    v_distance.bound() <= NEAR * v_star_norm && theta_distance.bound() <= NEAR
}

/// What happened between two iterates; `rose` says that the loss did, `planar` that `w` moves in the
/// plane of `w*`.
pub(crate) fn between<S: Seen>(
    here: &AtWeights<'_, S>,
    next: &AtWeights<'_, S>,
    rose: bool,
    planar: bool,
) -> Vec<Event> {
    let mut events = Vec::new();
    if planar && here.crosses_line(next) == Some(true) {
        events.push(Event::KinkCrossed);
    }
    if here.turns_over(next) == Some(true) {
        events.push(Event::TurnedOver);
    }
    if rose {
        events.push(Event::LossRose);
    }
    events
}
