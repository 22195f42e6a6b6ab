//! Rounding, sign, Heaviside function and ternary quantiser: values.

use std::cmp::Ordering;

use coarsegrad_arith::Rational;
use coarsegrad_model::pointwise::{
    Dtype, Extended, HeavisideAtZero, HeavisideConvention, NanPolicy, Rounding, SignAtZero,
    SignConvention, TernaryConvention, TernaryTie, heaviside, round_extended, sign, ternary,
};

use super::FamilyError;
use super::clip::{of, second_number};
use super::draft::{Answer, Draft};
use super::points::{exact, number, slug, special};
use super::second::{Dyadic, Number, roundings};
use crate::case::{Case, Expected};

const ORACLES: [(&str, Option<u32>); 2] = [("rational", None), ("dyadic", None)];

pub(super) fn cases() -> Result<Vec<Case>, FamilyError> {
    let mut cases = Vec::new();
    for x in ROUND_POINTS {
        cases.push(round(x, &[])?);
    }
    for (x, dtype) in BELOW_TIES {
        cases.push(round(x, &[dtype])?);
    }
    for x in SIGN_POINTS {
        cases.push(sign_of(x)?);
        cases.push(step_at(x)?);
    }
    for threshold in ["1/2", "0", "3"] {
        for x in ternary_points(threshold)? {
            cases.push(ternary_of(threshold, &x)?);
        }
    }
    Ok(cases)
}

const ROUND_POINTS: [&str; 37] = [
    "0",
    "-0",
    "1/4",
    "-1/4",
    "1/2",
    "-1/2",
    "3/4",
    "-3/4",
    "1",
    "-1",
    "3/2",
    "-3/2",
    "7/4",
    "-7/4",
    "2",
    "5/2",
    "-5/2",
    "7/2",
    "-7/2",
    "9/2",
    "-9/2",
    "127/2",
    "-127/2",
    "255/2",
    "-255/2",
    "100",
    "1001",
    "0x1p+23",
    "-0x1p+31",
    "0x1p+100",
    "0x1p-24",
    "-0x1p-24",
    "0x1p-149",
    "-0x1p-149",
    "inf",
    "-inf",
    "nan",
];

/// The numbers next to a tie, or with a unit in the last place of one, in a format: adding a half there is not exact.
const BELOW_TIES: [(&str, Dtype); 8] = [
    ("0x1.fffffep-2", Dtype::F32),
    ("-0x1.fffffep-2", Dtype::F32),
    ("0x1.fffffffffffffp-2", Dtype::F64),
    ("-0x1.fffffffffffffp-2", Dtype::F64),
    ("0x1.ffcp-2", Dtype::F16),
    ("0x1.fep-2", Dtype::Bf16),
    ("8388609", Dtype::F32),
    ("4503599627370497", Dtype::F64),
];

const SIGN_POINTS: [&str; 15] = [
    "0",
    "-0",
    "1",
    "-1",
    "1/4",
    "-1/4",
    "1000",
    "-1000",
    "0x1p-149",
    "-0x1p-149",
    "0x1p-24",
    "-0x1p-24",
    "inf",
    "-inf",
    "nan",
];

/// What a rounding is known by.
#[derive(Clone, Copy)]
struct Round(Rounding);

impl std::fmt::Display for Round {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "round={}", self.0)
    }
}

/// A number rounded. Next to a tie, `floor(x + 1/2)` computed in the format rounds the sum: of `half_up` both are taken.
fn round(text: &str, dtypes: &[Dtype]) -> Result<Case, FamilyError> {
    let x = exact(text)?;
    let name = match dtypes {
        [dtype] => format!("beside-a-tie-{dtype}-{}", slug(text)),
        _ => slug(text),
    };
    let is_tie = x.rational().is_some_and(|x| *x.denom() == 2);
    let draft = Draft::new("round", "y", &name)
        .number("x", &x)
        .dtypes(dtypes)
        .flags(special(&x))
        .flags(is_tie.then_some("RoundTie"))
        .flags((!dtypes.is_empty()).then_some("BesideTie"))
        .oracles(ORACLES);
    let id = draft.id().to_owned();
    let conventions: Vec<Round> = Rounding::ALL.iter().copied().map(Round).collect();
    draft.settle(
        &conventions,
        &["round"],
        &[],
        |Round(rounding), dtype| first_rounding(&id, &x, *rounding, dtype, dtypes),
        |Round(rounding), dtype| {
            let value = second_number(&id, &x)?;
            let mut found: Vec<Extended> = roundings(&value, *rounding)
                .iter()
                .map(Number::extended)
                .collect();
            if *rounding == Rounding::HalfUp && !dtypes.is_empty() {
                let half = Number::Finite(Dyadic::new(1, -1));
                let sum = value.plus(&half).formed(dtype);
                let down = roundings(&sum, Rounding::Floor);
                found.extend(down.iter().map(Number::extended));
            }
            Ok(Some(vec![one_of(found)]))
        },
    )
}

fn first_rounding(
    id: &str,
    x: &Extended,
    rounding: Rounding,
    dtype: Dtype,
    dtypes: &[Dtype],
) -> Answer {
    let by = |x: &Extended, rounding, draw: &Rational| {
        round_extended(x, rounding, Some(draw)).map_err(FamilyError::definition(id))
    };
    let mut found = vec![by(x, rounding, &Rational::new())?];
    if rounding == Rounding::Stochastic {
        // The greatest draw that matters: the distance to the integer above.
        let up = x.rational().and_then(|x| {
            let rest = Rational::from(x.rem_floor_ref());
            (!rest.is_zero()).then(|| 1u32 - rest)
        });
        if let Some(draw) = up {
            found.push(by(x, rounding, &draw)?);
        }
    }
    if rounding == Rounding::HalfUp && !dtypes.is_empty() {
        let half = Extended::Finite(Rational::from((1, 2)));
        let sum = dtype.rounded(&x.plus(&half));
        found.push(by(&sum, Rounding::Floor, &Rational::new())?);
    }
    Ok(Some(vec![one_of(found)]))
}

/// One number, or any of several.
pub(super) fn one_of(mut values: Vec<Extended>) -> Expected {
    values = values
        .into_iter()
        .map(Extended::with_positive_zero)
        .collect();
    values.dedup();
    match values.as_slice() {
        [one] => of(one.clone()),
        _ => Expected::Set(values),
    }
}

fn sign_of(text: &str) -> Result<Case, FamilyError> {
    let x = exact(text)?;
    let draft = Draft::new("sign", "y", &slug(text))
        .number("x", &x)
        .flags(special(&x))
        .flags(x.is_zero().then_some("SignAtZero"))
        .oracles(ORACLES);
    let id = draft.id().to_owned();
    draft.settle(
        &SignConvention::all(),
        SignConvention::KEYS,
        &[],
        |convention, _| Ok(Some(vec![of(sign(convention, &x))])),
        |convention, _| {
            let at_zero = match convention.at_zero {
                SignAtZero::PlusOne => 1,
                SignAtZero::Zero => 0,
                SignAtZero::MinusOne => -1,
            };
            branches(&id, &x, convention.nan, [2, 2 * at_zero, -2])
        },
    )
}

fn step_at(text: &str) -> Result<Case, FamilyError> {
    let x = exact(text)?;
    let draft = Draft::new("heaviside", "y", &slug(text))
        .number("x", &x)
        .flags(special(&x))
        .flags(x.is_zero().then_some("SignAtZero"))
        .oracles(ORACLES);
    let id = draft.id().to_owned();
    draft.settle(
        &HeavisideConvention::all(),
        HeavisideConvention::KEYS,
        &[],
        |convention, _| Ok(Some(vec![of(heaviside(convention, &x))])),
        |convention, _| {
            let twice = match convention.at_zero {
                HeavisideAtZero::Zero => 0,
                HeavisideAtZero::One => 2,
                HeavisideAtZero::Half => 1,
            };
            branches(&id, &x, convention.nan, [2, twice, 0])
        },
    )
}

/// What branches on the sign of a number answer, in halves: above, at, below, and for NaN by the axis.
fn branches(id: &str, x: &Extended, nan: NanPolicy, [above, at, below]: [i64; 3]) -> Answer {
    let halves = |count: i64| {
        Ok(Some(vec![of(
            Number::Finite(Dyadic::new(count, -1)).extended()
        )]))
    };
    match (second_number(id, x)?.order(&Dyadic::new(0, 0)), nan) {
        (Some(Ordering::Greater), _) => halves(above),
        (Some(Ordering::Equal), _) => halves(at),
        (Some(Ordering::Less), _) | (None, NanPolicy::Pass) => halves(below),
        (None, NanPolicy::Zero) => halves(0),
        (None, NanPolicy::Propagate) => Ok(Some(vec![Expected::Nan])),
    }
}

/// The threshold and its opposite, numbers around them, and what is special.
fn ternary_points(threshold: &str) -> Result<Vec<String>, FamilyError> {
    let t = number(threshold)?;
    let mut points: Vec<String> = Vec::new();
    for end in [t.clone(), -t] {
        for step in ["0", "1/8", "-1/8", "0x1p-20", "-0x1p-20"] {
            points.push((end.clone() + number(step)?).to_string());
        }
    }
    points.extend(["-0", "0", "7", "-7", "inf", "-inf", "nan"].map(str::to_owned));
    points.sort();
    points.dedup();
    Ok(points)
}

fn ternary_of(threshold: &str, text: &str) -> Result<Case, FamilyError> {
    let (t, x) = (number(threshold)?, exact(text)?);
    let at = x.rational().is_some_and(|x| x.abs() == t);
    let draft = Draft::new(
        "ternary",
        "y",
        &format!("t{}-{}", slug(threshold), slug(text)),
    )
    .text("threshold", &t)
    .number("x", &x)
    .flags(special(&x))
    .flags(at.then_some("TernaryTie"))
    .oracles(ORACLES);
    let id = draft.id().to_owned();
    draft.settle(
        &TernaryConvention::all(),
        TernaryConvention::KEYS,
        &[],
        |convention, _| {
            let value = ternary(convention, &t, &x);
            let value = value.map_err(FamilyError::definition(&id))?;
            Ok(Some(vec![of(value)]))
        },
        |convention, _| {
            let value = second_number(&id, &x)?;
            let Some(t) = Dyadic::of(&t) else {
                return Err(FamilyError::case(
                    &id,
                    "threshold",
                    "a binary number",
                    &threshold,
                ));
            };
            let minus = Dyadic::new(0, 0).minus(&t);
            let inclusive = convention.tie == TernaryTie::In;
            let answer = match (value.order(&t), value.order(&minus), convention.nan) {
                (None, _, NanPolicy::Propagate) => return Ok(Some(vec![Expected::Nan])),
                (None, ..) => 0,
                // At a threshold of zero a tie has no sign.
                _ if value.order(&Dyadic::new(0, 0)) == Some(Ordering::Equal) => 0,
                (Some(Ordering::Greater), ..) => 1,
                (Some(Ordering::Equal), ..) if inclusive => 1,
                (_, Some(Ordering::Less), _) => -1,
                (_, Some(Ordering::Equal), _) if inclusive => -1,
                _ => 0,
            };
            Ok(Some(vec![of(Extended::from(answer))]))
        },
    )
}
