//! Whether an answer meets an expectation.
//!
//! The tolerance is derived, never chosen. With `ulp` the unit in the last place at the expected number, which does not
//! depend on the answer:
//!
//! | expected | tolerance | met by `y` |
//! |---|---|---|
//! | a number `r` of the format | exact | `y = r`, the zeros being one |
//! | a finite number `r` | `ulp(k)` | `[y - k ulp, y + k ulp]` contains `r` |
//! | a ball `[mid - rad, mid + rad]` | `ulp(k)`, exact being `k = 0` | `[y - k ulp, y + k ulp]` meets the ball |
//! | a set | as for each number | any of them |
//! | NaN | | any NaN |
//! | a signed zero | | that zero |
//! | mean, variance, draws, level | | the mean of the draws, as a whole and in most of their blocks (see `draws`) |
//!
//! A right implementation misses the last line with at most the probability that the level is. All of it is decided in
//! exact arithmetic.
//!
//! A ball of more than `ulp / 8` from end to end, or an infinite one, decides nothing. A number that the format does not
//! have (under exact) or a magnitude beyond its greatest number leaves nothing to ask: *inapplicable*.

use coarsegrad_arith::Rational;
use coarsegrad_model::pointwise::{Dtype, Extended};

use super::draws::mean_agrees;
use crate::case::{Expectation, Expected, Tolerance};

/// Whether an answer meets an expectation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Meets {
    /// It does.
    Yes,
    /// It does not.
    No,
    /// The expectation is too wide to say.
    Unknown,
    /// The format cannot hold what is expected.
    Inapplicable,
}

/// Whether the patterns meet the expectation. There must be as many as the expectation has entries, times the draws.
pub(crate) fn meets(
    expectation: &Expectation,
    tolerance: Tolerance,
    dtype: Dtype,
    got: &[u64],
) -> Meets {
    let entries = expectation.values.len();
    let mut worst = Meets::Yes;
    for (index, expected) in expectation.values.iter().enumerate() {
        let one = match expected {
            Expected::Distribution { .. } => {
                let draws = got.iter().skip(index).step_by(entries.max(1));
                draws_meet(expected, dtype, draws)
            }
            _ => match got.get(index) {
                Some(bits) => number_meets(expected, tolerance, dtype, *bits),
                None => Meets::No,
            },
        };
        worst = match (worst, one) {
            (Meets::Inapplicable, _) | (_, Meets::Inapplicable) => Meets::Inapplicable,
            (Meets::No, _) | (_, Meets::No) => Meets::No,
            (Meets::Unknown, _) | (_, Meets::Unknown) => Meets::Unknown,
            (Meets::Yes, Meets::Yes) => Meets::Yes,
        };
    }
    worst
}

fn number_meets(expected: &Expected, tolerance: Tolerance, dtype: Dtype, bits: u64) -> Meets {
    let Ok(got) = dtype.decode(bits) else {
        return Meets::No;
    };
    match expected {
        Expected::Exact(value) => exact(value, tolerance, dtype, &got),
        Expected::Nan => decided(got.is_nan()),
        Expected::SignedZero { negative } => {
            decided(got.is_zero() && got.is_negative() == *negative)
        }
        Expected::Set(values) => {
            let each: Vec<_> = values
                .iter()
                .map(|value| exact(value, tolerance, dtype, &got))
                .collect();
            [Meets::Yes, Meets::Inapplicable]
                .into_iter()
                .find(|meets| each.contains(meets))
                .unwrap_or(Meets::No)
        }
        Expected::Ball { mid, rad: None } => match beyond(mid, dtype) {
            true => Meets::Inapplicable,
            false => Meets::Unknown,
        },
        Expected::Ball {
            mid,
            rad: Some(rad),
        } => {
            let k = match tolerance {
                Tolerance::Exact => 0,
                Tolerance::Ulps(k) => k,
            };
            ball(mid, rad, k, dtype, &got)
        }
        Expected::Distribution { .. } => Meets::No,
    }
}

fn decided(met: bool) -> Meets {
    if met { Meets::Yes } else { Meets::No }
}

fn exact(value: &Extended, tolerance: Tolerance, dtype: Dtype, got: &Extended) -> Meets {
    match (tolerance, value.rational()) {
        (Tolerance::Ulps(k), Some(number)) => ball(&number, &Rational::new(), k, dtype, got),
        (Tolerance::Exact, Some(_)) if dtype.encode(value).is_none() => Meets::Inapplicable,
        _ => decided(got.same_number(value)),
    }
}

fn ball(mid: &Rational, rad: &Rational, k: u32, dtype: Dtype, got: &Extended) -> Meets {
    let farthest = mid.clone().abs() + rad;
    if beyond(&farthest, dtype) {
        return Meets::Inapplicable;
    }
    let Some(ulp) = dtype.ulp(&Extended::Finite(mid.clone())) else {
        return Meets::Unknown;
    };
    if Rational::from(rad * 16_u32) > ulp {
        return Meets::Unknown;
    }
    let reach = ulp * k + rad;
    decided(
        got.rational()
            .is_some_and(|got| Rational::from(&got - mid).abs() <= reach),
    )
}

/// Whether a number exceeds what the format rounds to a finite one.
fn beyond(value: &Rational, dtype: Dtype) -> bool {
    dtype
        .rounded(&Extended::Finite(value.clone()))
        .rational()
        .is_none()
}

fn draws_meet<'a>(
    expected: &Expected,
    dtype: Dtype,
    draws: impl Iterator<Item = &'a u64>,
) -> Meets {
    let Expected::Distribution {
        mean,
        variance,
        draws: count,
        level,
    } = expected
    else {
        return Meets::No;
    };
    let numbers: Option<Vec<Rational>> = draws
        .map(|bits| dtype.decode(*bits).ok()?.rational())
        .collect();
    decided(numbers.is_some_and(|numbers| {
        u32::try_from(numbers.len()) == Ok(*count) && mean_agrees(&numbers, mean, variance, level)
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(expected: Expected, tolerance: Tolerance, dtype: Dtype, bits: u64) -> Meets {
        let expectation = Expectation {
            when: std::collections::BTreeMap::new(),
            shape: Vec::new(),
            values: vec![expected],
        };
        meets(&expectation, tolerance, dtype, &[bits])
    }

    fn number(text: &str) -> Expected {
        Expected::Exact(text.parse().unwrap())
    }

    #[test]
    fn an_exact_number_is_met_by_itself_alone_and_zeros_are_one() {
        let met = |text, bits| one(number(text), Tolerance::Exact, Dtype::F32, bits);
        assert_eq!(met("1", 0x3f80_0000), Meets::Yes);
        assert_eq!(met("1", 0x3f80_0001), Meets::No);
        assert_eq!(met("0", 0x8000_0000), Meets::Yes);
        assert_eq!(met("-0", 0), Meets::Yes);
        assert_eq!(met("inf", 0x7f80_0000), Meets::Yes);
        assert_eq!(met("inf", 0xff80_0000), Meets::No);
        assert_eq!(met("nan", 0xffc0_0001), Meets::Yes);
        assert_eq!(met("0", 0x7fc0_0000), Meets::No);
        assert_eq!(met("1/3", 0x3eaa_aaab), Meets::Inapplicable);
        assert_eq!(met("1", 0x1_0000_0000), Meets::No);
    }

    #[test]
    fn a_signed_zero_is_met_by_that_zero_and_nan_by_any_payload() {
        let zero = |negative, bits| {
            let expected = Expected::SignedZero { negative };
            one(expected, Tolerance::Exact, Dtype::F16, bits)
        };
        assert_eq!(zero(true, 0x8000), Meets::Yes);
        assert_eq!(zero(true, 0), Meets::No);
        assert_eq!(zero(false, 0x8000), Meets::No);
        assert_eq!(zero(false, 1), Meets::No);
        for (bits, met) in [
            (0x7e00, Meets::Yes),
            (0xfc01, Meets::Yes),
            (0xfc00, Meets::No),
        ] {
            assert_eq!(one(Expected::Nan, Tolerance::Exact, Dtype::F16, bits), met);
        }
    }

    #[test]
    fn units_in_the_last_place_are_those_of_the_expected_number() {
        // 1 is a power of two: the number below is half a unit away, the number above a whole one.
        let met = |k, bits| one(number("1"), Tolerance::Ulps(k), Dtype::F32, bits);
        assert_eq!(met(0, 0x3f80_0000), Meets::Yes);
        assert_eq!(met(0, 0x3f80_0001), Meets::No);
        assert_eq!(met(1, 0x3f80_0001), Meets::Yes);
        assert_eq!(met(1, 0x3f80_0002), Meets::No);
        assert_eq!(met(1, 0x3f7f_fffe), Meets::Yes);
        assert_eq!(met(1, 0x3f7f_fffd), Meets::No);
        assert_eq!(met(1, 0x7fc0_0000), Meets::No);
        assert_eq!(met(65536, 0x7f80_0000), Meets::No);
    }

    #[test]
    fn a_ball_that_is_too_wide_decides_nothing_whatever_the_answer() {
        let ball = |rad: Option<(i64, i64)>, bits| {
            let expected = Expected::Ball {
                mid: Rational::from(1),
                rad: rad.map(Rational::from),
            };
            one(expected, Tolerance::Ulps(0), Dtype::F16, bits)
        };
        // The unit of binary16 at 1 is 2^-10, and an eighth of it from end to end is a radius of 2^-14.
        let narrow = Some((1, 1 << 14));
        assert_eq!(ball(narrow, 0x3c00), Meets::Yes);
        assert_eq!(ball(narrow, 0x3c01), Meets::No);
        assert_eq!(ball(narrow, 0), Meets::No);
        let wide = Some((1, (1 << 14) - 1));
        for bits in [0x3c00, 0, 0x7c00] {
            assert_eq!(ball(wide, bits), Meets::Unknown);
            assert_eq!(ball(None, bits), Meets::Unknown);
        }
        let far = Expected::Ball {
            mid: Rational::from(70_000),
            rad: Some(Rational::new()),
        };
        assert_eq!(
            one(far, Tolerance::Ulps(1), Dtype::F16, 0x7c00),
            Meets::Inapplicable
        );
    }

    #[test]
    fn a_set_is_met_by_each_of_its_numbers() {
        let set = |bits| {
            let values = ["0", "1/2"].map(|text| text.parse().unwrap());
            one(
                Expected::Set(values.into()),
                Tolerance::Exact,
                Dtype::Bf16,
                bits,
            )
        };
        assert_eq!(set(0x8000), Meets::Yes);
        assert_eq!(set(0x3f00), Meets::Yes);
        assert_eq!(set(0x3f80), Meets::No);
    }

    #[test]
    fn draws_are_as_many_finite_numbers_as_are_asked_for() {
        let expectation = Expectation {
            when: std::collections::BTreeMap::new(),
            shape: vec![2],
            values: vec![
                Expected::Distribution {
                    mean: Rational::from((1, 2)),
                    variance: Rational::from((1, 4)),
                    draws: 16,
                    level: Rational::from((1, 4)),
                };
                2
            ],
        };
        let met = |draws: &[u64]| meets(&expectation, Tolerance::Exact, Dtype::F16, draws);
        let (zero, one, infinite, nan) = (0, 0x3c00, 0x7c00, 0x7e00);
        let mut draws: Vec<u64> = (0..32).map(|at| [zero, one][at / 2 % 2]).collect();
        assert_eq!(met(&draws), Meets::Yes);
        assert_eq!(met(&draws[2..]), Meets::No);
        for bad in [infinite, nan] {
            draws[31] = bad;
            assert_eq!(met(&draws), Meets::No);
        }
        // The second entry of each draw is far off.
        let far: Vec<u64> = (0..32).map(|at| [one, infinite - 1][at % 2]).collect();
        assert_eq!(met(&far), Meets::No);
    }

    #[test]
    fn a_tensor_is_as_bad_as_its_worst_entry() {
        let expectation = Expectation {
            when: std::collections::BTreeMap::new(),
            shape: vec![2],
            values: vec![number("0"), number("1")],
        };
        let met = |got: &[u64]| meets(&expectation, Tolerance::Exact, Dtype::F16, got);
        assert_eq!(met(&[0, 0x3c00]), Meets::Yes);
        assert_eq!(met(&[0x3c00, 0]), Meets::No);
        assert_eq!(met(&[0, 0x3c01]), Meets::No);
        assert_eq!(met(&[0]), Meets::No);
    }
}
