//! Fingerprints of fake-quantisers.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers outside #[test] functions; a broken fixture must stop the test"
)]

use coarsegrad_model::pointwise::*;

#[test]
fn points_are_distinct_and_exact_in_every_format() {
    let points = FINGERPRINT_POINTS.map(|text| text.parse::<Extended>().unwrap());
    for (index, point) in points.iter().enumerate() {
        assert!(!points[..index].contains(point));
        for dtype in Dtype::ALL {
            assert!(dtype.encode(point).is_some(), "{point} in {dtype}");
        }
    }
    assert_eq!(points.len(), 28);
}

#[test]
fn conventions_to_nearest_fall_into_21_classes() {
    let conventions = nearest_conventions();
    assert_eq!(conventions.len(), 24);
    let classes = classes(&conventions).unwrap();
    assert_eq!(classes.len(), 21);
    for class in &classes {
        match class.as_slice() {
            [_] => {}
            [left, right] => {
                assert_eq!(
                    (left.bound, right.bound),
                    (Bound::Identity, Bound::Identity)
                );
                assert_eq!(left.round, right.round);
                assert_ne!(left.order, right.order);
            }
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(classes.iter().filter(|class| class.len() == 2).count(), 3);
}

/// Over all deterministic roundings, bounds and policies at NaN, two conventions are confused only if they are one
/// function of the input. They differ in their order, and:
/// - they have no mask;
/// - or they truncate under an open mask: `-8 < trunc(t) < 7` if and only if `-8 < t < 7`;
/// - or they round down under a mask closed on the left: `-8 <= floor(t) < 7` if and only if `-8 <= t < 7`.
#[test]
fn all_deterministic_conventions() {
    let mut conventions = Vec::new();
    for round in Rounding::ALL
        .iter()
        .copied()
        .filter(|round| *round != Rounding::Stochastic)
    {
        for order in Order::ALL {
            for bound in Bound::ALL {
                for nan in NanPolicy::ALL {
                    let convention = FakeQuantConvention::of(round, *order, *bound);
                    conventions.push(FakeQuantConvention {
                        nan: *nan,
                        ..convention
                    });
                }
            }
        }
    }
    assert_eq!(conventions.len(), 5 * 2 * 5 * 3);
    let classes = classes(&conventions).unwrap();
    for class in classes.iter().filter(|class| class.len() > 1) {
        let [left, right] = class.as_slice() else {
            panic!("{class:?}")
        };
        assert_ne!(left.order, right.order);
        assert_eq!(
            FakeQuantConvention {
                order: left.order,
                ..*right
            },
            *left
        );
        let one_function = matches!(
            (left.round, left.bound),
            (_, Bound::Identity)
                | (Rounding::ToZero, Bound::Open)
                | (Rounding::Floor, Bound::LeftClosed)
        );
        assert!(one_function, "{left}");
    }
    // Three policies at NaN times five identities and the two others.
    assert_eq!(classes.len(), 150 - 3 * (5 + 1 + 1));
}

/// Being in one class is the same as having no distinguishing point.
#[test]
fn distinguishing_points_exist_exactly_between_classes() {
    let conventions = nearest_conventions();
    let classes = classes(&conventions).unwrap();
    for left in &conventions {
        for right in &conventions {
            let together = classes
                .iter()
                .any(|class| class.contains(left) && class.contains(right));
            assert_eq!(
                distinguishing_points(left, right).unwrap().is_empty(),
                together
            );
        }
    }
    // Closed and open differ where the rounded level is a bound: -17/2 to -15/2, and 7 to 29/4.
    let of = |bound| FakeQuantConvention::of(Rounding::HalfEven, Order::RoundClamp, bound);
    let points = distinguishing_points(&of(Bound::Closed), &of(Bound::Open)).unwrap();
    let points: Vec<&str> = points
        .into_iter()
        .map(|index| FINGERPRINT_POINTS[index])
        .collect();
    assert_eq!(points, ["-17/2", "-33/4", "-8", "-15/2", "7", "29/4"]);
}

#[test]
fn stochastic_rounding_has_no_fingerprint() {
    let convention =
        FakeQuantConvention::of(Rounding::Stochastic, Order::RoundClamp, Bound::Closed);
    assert_eq!(fingerprint(&convention), Err(PointwiseError::DrawNeeded));
}

#[test]
fn known_quantisers_are_named() {
    // Every observed convention has a class of its own among the 24, but for the identity's pair; the mask axis, of which
    // an upstream gradient of one shows nothing, is not among what these differ in.
    let classes = classes(&nearest_conventions()).unwrap();
    for known in KNOWN_FAKE_QUANTS {
        let selecting = FakeQuantConvention {
            mask: Mask::Selects,
            ..known.convention
        };
        assert_eq!(fingerprint(&selecting), fingerprint(&known.convention));
        let class = classes
            .iter()
            .find(|class| class.contains(&selecting))
            .unwrap();
        let expected = if known.convention.bound == Bound::Identity {
            2
        } else {
            1
        };
        assert_eq!(class.len(), expected, "{}", known.implementation);
    }
}
