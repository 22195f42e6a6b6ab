//! Whether two oracles say the same.

use coarsegrad_arith::Rational;

use crate::case::Expected;

/// Whether both expect nothing, or of each entry the same: equal numbers (the zeros being one), or balls that meet.
pub(super) fn agree(first: Option<&[Expected]>, second: Option<&[Expected]>) -> bool {
    match (first, second) {
        (None, None) => true,
        (Some(first), Some(second)) => {
            first.len() == second.len() && first.iter().zip(second).all(|(a, b)| same(a, b))
        }
        _ => false,
    }
}

fn same(first: &Expected, second: &Expected) -> bool {
    match (first, second) {
        (Expected::Exact(one), Expected::Exact(other)) => one.same_number(other),
        (Expected::Set(one), Expected::Set(other)) => {
            let within = |one: &[_], other: &[coarsegrad_model::pointwise::Extended]| {
                one.iter()
                    .all(|value: &coarsegrad_model::pointwise::Extended| {
                        other.iter().any(|another| another.same_number(value))
                    })
            };
            within(one, other) && within(other, one)
        }
        (
            Expected::Ball {
                mid,
                rad: Some(rad),
            },
            Expected::Ball {
                mid: other,
                rad: Some(more),
            },
        ) => Rational::from(mid - other).abs() <= Rational::from(rad + more),
        (
            Expected::Distribution { mean, variance, .. },
            Expected::Distribution {
                mean: other,
                variance: another,
                ..
            },
        ) => mean == other && variance == another,
        (one, other) => one == other,
    }
}
