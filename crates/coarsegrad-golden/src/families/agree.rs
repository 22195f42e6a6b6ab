//! Whether two oracles say the same.

use coarsegrad_arith::Rational;
use coarsegrad_model::pointwise::Extended;

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
            let within = |one: &[Extended], other: &[Extended]| {
                let known = |value: &Extended| other.iter().any(|other| other.same_number(value));
                one.iter().all(known)
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
        ) => meet((mid, rad), (other, more)),
        // What one finds exactly the other may enclose.
        (
            Expected::Exact(value),
            Expected::Ball {
                mid,
                rad: Some(rad),
            },
        ) => value
            .rational()
            .is_some_and(|value| meet((&value, &Rational::new()), (mid, rad))),
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

/// Whether two balls meet and are narrow: an eighth of a unit in the last place of binary64 at most, by far.
fn meet((one, rad): (&Rational, &Rational), (other, more): (&Rational, &Rational)) -> bool {
    let reach = Rational::from(rad + more);
    let size = one.clone().abs().max(other.clone().abs());
    let narrow = reach.is_zero() || Rational::from(&reach << 58u32) <= size;
    narrow && Rational::from(one - other).abs() <= reach
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ball(mid: (i64, i64), bits: u32) -> Expected {
        Expected::Ball {
            mid: Rational::from(mid),
            rad: Some(Rational::from(1) >> bits),
        }
    }

    fn exact(text: &str) -> Expected {
        Expected::Exact(text.parse().unwrap())
    }

    #[test]
    fn oracles_agree_where_both_say_the_same_and_say_enough() {
        let set = |texts: &[&str]| {
            Expected::Set(texts.iter().map(|text| text.parse().unwrap()).collect())
        };
        let third = (1, 3);
        let alike = [
            (exact("0"), exact("-0")),
            (exact("1/3"), ball(third, 70)),
            (ball(third, 70), ball(third, 90)),
            (set(&["0", "1"]), set(&["1", "0"])),
            (Expected::Nan, Expected::Nan),
        ];
        for (one, other) in alike {
            assert!(
                agree(Some(&[one.clone()]), Some(&[other.clone()])),
                "{one:?}"
            );
        }
        let apart = [
            (exact("0"), exact("1")),
            (exact("0"), Expected::Nan),
            (exact("1/3"), ball((1, 2), 70)),
            // Wide balls meet whatever they are about.
            (ball(third, 20), ball(third, 90)),
            (exact("0"), ball((0, 1), 70)),
            (ball(third, 70), ball((333, 1000), 70)),
            (set(&["0", "1"]), set(&["0"])),
            (set(&["0", "1"]), exact("0")),
        ];
        for (one, other) in apart {
            assert!(
                !agree(Some(&[one.clone()]), Some(&[other.clone()])),
                "{one:?}"
            );
        }
        assert!(agree(None, None) && !agree(None, Some(&[exact("0")])));
        assert!(!agree(Some(&[exact("0")]), Some(&[])));
    }
}
