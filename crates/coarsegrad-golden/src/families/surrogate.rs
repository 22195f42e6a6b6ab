//! Surrogate slopes, and those that libraries ship.
//!
//! The first oracle is the catalogue. The second is the formula in each of the forms in which implementations compute
//! it, enclosed with intervals: every form must agree. Rounding errors of all forms are followed, and as many units in
//! the last place are allowed as the worst of them needs; see `tracked`. Where a form needs too many, because it
//! cancels, the point is left out.
//!
//! Parameters are numbers of every format. At infinities and NaN only those slopes are asked for that the usual forms
//! answer without a detour.

mod forms;
mod library;

use coarsegrad_arith::Rational;
use coarsegrad_model::pointwise::{Dtype, Extended, Surrogate};

use super::FamilyError;
use super::arithmetic::Arithmetic;
use super::balls::{expected_outcome, interval};
use super::clip::of;
use super::draft::Draft;
use super::points::{exact, number, slug, special, upstream_flags};
use super::second::Interval;
use super::tracked::{Accuracy, Tracked};
use crate::case::{Case, Expected};
use forms::forms;
pub(super) use library::cases as library_cases;
pub use library::library_op;

/// The bits of the enclosures of the first oracle.
const BITS: u32 = 160;

/// More units in the last place than this are not allowed.
const LIMIT: u32 = 64;

const ORACLES: [(&str, Option<u32>); 2] = [("catalogue", Some(BITS)), ("series", Some(640))];

const POINTS: [&str; 22] = [
    "-4", "-2", "-3/2", "-1", "-3/4", "-1/2", "-1/4", "-1/8", "-1/64", "-0", "0", "1/128", "1/64",
    "1/8", "1/4", "1/2", "3/4", "1", "3/2", "2", "4", "8",
];

/// The points at which another choice of parameters is asked.
const FEW: [&str; 7] = ["-1", "-1/4", "0", "1/8", "1/2", "1", "2"];

pub(super) fn cases() -> Result<Vec<Case>, FamilyError> {
    let mut cases = Vec::new();
    for surrogate in Surrogate::catalogue() {
        let usual = with(&surrogate, &binary_defaults(&surrogate)?)?;
        for x in POINTS.into_iter().chain(["inf", "-inf", "nan"]) {
            cases.extend(slope(&usual, x, "1", &[])?);
        }
        for x in ["-1/2", "1/4", "1"] {
            cases.extend(slope(&usual, x, "-3", &[])?);
        }
        for (name, end) in usual.parameters() {
            let moves = matches!(name, "q" | "c" | "m" | "t" | "b" | "w");
            let end = end.to_string();
            if moves && !POINTS.contains(&end.as_str()) {
                cases.extend(slope(&usual, &end, "1", &[])?);
            }
        }
        if let Some(other) = other(&usual)? {
            for x in FEW {
                cases.extend(slope(&other, x, "1", &["ParameterMatters"])?);
            }
        }
    }
    cases.extend(overflow()?);
    Ok(cases)
}

/// The default parameters, those that are no numbers of every format replaced by binary ones nearby.
fn binary_defaults(surrogate: &Surrogate) -> Result<Vec<Rational>, FamilyError> {
    let near = |value: &Rational| -> Result<Rational, FamilyError> {
        Ok(match value.to_string().as_str() {
            "1/10" => number("1/8")?,
            "3/10" => number("1/4")?,
            "1/5" => number("1/4")?,
            "1/100" => number("1/128")?,
            _ => value.clone(),
        })
    };
    let parameters = surrogate.parameters();
    parameters.iter().map(|(_, value)| near(value)).collect()
}

/// Other parameters: twice the usual ones but counts, and for the circle, which is almost a constant at 100, a number
/// near its inputs. `None` where there is none or they would leave their domains.
fn other(surrogate: &Surrogate) -> Result<Option<Surrogate>, FamilyError> {
    let parameters = surrogate.parameters();
    let circle = matches!(
        surrogate,
        Surrogate::Circ { .. } | Surrogate::CircDocumented { .. }
    );
    let values: Vec<Rational> = parameters
        .iter()
        .map(|(name, value)| match *name {
            "n" | "cells" | "lower" => (*value).clone(),
            _ if circle => Rational::from(2),
            _ => Rational::from(*value * 2u32),
        })
        .collect();
    let other = with(surrogate, &values);
    Ok(other.ok().filter(|other| other != surrogate))
}

fn with(surrogate: &Surrogate, values: &[Rational]) -> Result<Surrogate, FamilyError> {
    let parameters = surrogate.parameters();
    let given: Vec<String> = parameters
        .iter()
        .zip(values)
        .map(|((name, _), value)| format!("{name}={value}"))
        .collect();
    let text = match given.is_empty() {
        true => surrogate.name().to_owned(),
        false => format!("{}:{}", surrogate.name(), given.join(",")),
    };
    text.parse().map_err(FamilyError::definition(&text))
}

/// The gradient at a point; `None` where it is left out.
fn slope(
    surrogate: &Surrogate,
    x_text: &str,
    dy_text: &str,
    flags: &[&'static str],
) -> Result<Option<Case>, FamilyError> {
    let (x, dy) = (exact(x_text)?, exact(dy_text)?);
    let mut name = slug(x_text);
    if dy_text != "1" {
        name += &format!("-dy-{}", slug(dy_text));
    }
    for flag in flags {
        name += &format!("-{}", flag.to_ascii_lowercase());
    }
    let op = format!("surrogate.{}", surrogate.name());
    let mut draft = Draft::new(&op, "dx", &name);
    for (name, value) in surrogate.parameters() {
        draft = draft.text(name, value);
    }
    let draft = draft
        .number("x", &x)
        .number("dy", &dy)
        .flags(flags.iter().copied())
        .flags(special(&x))
        .flags(upstream_flags(&dy))
        .flags(["Slope"])
        .oracles(ORACLES);
    let Some((draft, second)) = prepared(draft, surrogate, &x, &dy)? else {
        return Ok(None);
    };
    let first = first(draft.id(), surrogate, &x, &dy)?;
    draft
        .settle_alone(
            &[],
            |_| Ok(Some(vec![first.clone()])),
            |_| Ok(Some(vec![second.clone()])),
        )
        .map(Some)
}

/// A draft with the tolerance and formats of the forms, and what the forms say; `None` where the point is left out.
fn prepared(
    draft: Draft,
    surrogate: &Surrogate,
    x: &Extended,
    dy: &Extended,
) -> Result<Option<(Draft, Expected)>, FamilyError> {
    let Some(value) = x.rational() else {
        return Ok(at_no_number(surrogate, x, dy).map(|expected| (draft, expected)));
    };
    let upstream = dy.rational().unwrap_or_default();
    let Some(accuracy) = accuracy(surrogate, &value, &upstream) else {
        return Ok(None);
    };
    let Some(second) = second(draft.id(), surrogate, &value, &upstream)? else {
        return Ok(None);
    };
    let applicable: Vec<Dtype> = draft
        .applicable()
        .into_iter()
        .filter(|dtype| accuracy.dtypes.contains(dtype))
        .collect();
    if applicable.is_empty() {
        return Ok(None);
    }
    let draft = match accuracy.dtypes.len() == Dtype::ALL.len() {
        true => draft,
        false => draft.dtypes(&applicable),
    };
    let draft = match accuracy.ulps {
        0 => draft,
        ulps => draft.ulps(ulps),
    };
    Ok(Some((draft, second)))
}

/// What the definition says.
fn first(
    id: &str,
    surrogate: &Surrogate,
    x: &Extended,
    dy: &Extended,
) -> Result<Expected, FamilyError> {
    let slope = surrogate.slope(x, BITS);
    let slope = slope.map_err(FamilyError::definition(id))?;
    Ok(match (slope.exact(), dy.rational()) {
        (Some(slope), _) => of(slope.times(dy)),
        (None, Some(dy)) => expected_outcome(slope.scaled(&dy)),
        (None, None) => Expected::Nan,
    })
}

/// The worst of all forms.
fn accuracy(surrogate: &Surrogate, x: &Rational, dy: &Rational) -> Option<Accuracy> {
    let mut worst = Accuracy {
        ulps: 0,
        dtypes: Dtype::ALL.to_vec(),
    };
    for form in forms::<Tracked>(surrogate, x) {
        let one = form.times(&Tracked::of(dy)).accuracy(LIMIT)?;
        worst.ulps = worst.ulps.max(one.ulps);
        worst.dtypes.retain(|dtype| one.dtypes.contains(dtype));
    }
    (!worst.dtypes.is_empty()).then_some(worst)
}

/// What all forms say.
fn second(
    id: &str,
    surrogate: &Surrogate,
    x: &Rational,
    dy: &Rational,
) -> Result<Option<Expected>, FamilyError> {
    let mut common: Option<(Rational, Rational)> = None;
    for form in forms::<Interval>(surrogate, x) {
        let product = form.times(&Interval::of(dy));
        let Some((low, high)) = product.ends().cloned() else {
            return Ok(None);
        };
        common = Some(match common {
            None => (low, high),
            Some((from, to)) => (from.max(low), to.min(high)),
        });
    }
    match common {
        Some((low, high)) if low <= high => Ok(Some(interval(low, high))),
        _ => Err(FamilyError::case(
            id,
            "expect",
            "what every form says",
            &"different answers",
        )),
    }
}

/// What the usual forms answer at an infinity or at NaN, where they do.
fn at_no_number(surrogate: &Surrogate, x: &Extended, dy: &Extended) -> Option<Expected> {
    let zero = Some(of(Extended::zero()));
    let is_smooth = matches!(
        surrogate,
        Surrogate::Sigmoid { .. }
            | Surrogate::SechSquared { .. }
            | Surrogate::TanhDocumented { .. }
            | Surrogate::Gaussian { .. }
            | Surrogate::ErfcUnscaled { .. }
            | Surrogate::ArcTan { .. }
            | Surrogate::ArcTanDocumented { .. }
            | Surrogate::FastSigmoid { .. }
            | Surrogate::SoftSign { .. }
            | Surrogate::SuperSpike { .. }
            | Surrogate::SuperSpikeIgnoringAlpha { .. }
            | Surrogate::PiecewiseExp { .. }
            | Surrogate::SpikeRateEscape { .. }
            | Surrogate::NonzeroSignLogAbs { .. }
            | Surrogate::Ede { .. }
    );
    if x.is_nan() {
        return is_smooth.then_some(Expected::Nan);
    }
    let side = |below: i64, above: i64| {
        let slope = if x.is_negative() { below } else { above };
        Some(of(Extended::from(slope).times(dy)))
    };
    match surrogate {
        Surrogate::Identity {} => side(1, 1),
        Surrogate::Relu {} => side(0, 1),
        Surrogate::ClippedRelu { .. }
        | Surrogate::ClippedReluRightClosed { .. }
        | Surrogate::ClippedReluClosed { .. }
        | Surrogate::ReverseExponential { .. }
        | Surrogate::LogTailedRelu { .. }
        | Surrogate::HardTanh { .. }
        | Surrogate::HardTanhOpen { .. }
        | Surrogate::ApproxSign {}
        | Surrogate::Triangular { .. }
        | Surrogate::PiecewiseQuadratic { .. }
        | Surrogate::Rectangular { .. }
        | Surrogate::SparseFastSigmoid { .. }
        | Surrogate::FakeNumericalGradient { .. } => zero,
        _ if is_smooth => zero,
        _ => None,
    }
}

/// A sigmoid whose exponential overflows in binary32 where its slope vanishes.
fn overflow() -> Result<Vec<Case>, FamilyError> {
    let steep = Surrogate::Sigmoid {
        alpha: Rational::from(25),
    };
    let mut cases = Vec::new();
    for text in ["-5", "-8"] {
        let (x, dy) = (exact(text)?, exact("1")?);
        let draft = Draft::new("surrogate.sigmoid", "dx", &format!("steep-{}", slug(text)))
            .text("alpha", &"25")
            .number("x", &x)
            .number("dy", &dy)
            .flags(["Overflow", "Slope"])
            .oracles(ORACLES);
        // Less than a unit of binary32, where nothing but zero and the next number are near.
        let draft = draft.dtypes(&[Dtype::F32, Dtype::Bf16, Dtype::F16]).ulps(1);
        let id = draft.id().to_owned();
        let one = first(&id, &steep, &x, &dy)?;
        let value = x.rational().unwrap_or_default();
        let other = second(&id, &steep, &value, &Rational::from(1))?;
        cases.push(draft.settle_alone(
            &[],
            |_| Ok(Some(vec![one.clone()])),
            |_| Ok(other.clone().map(|other| vec![other])),
        )?);
    }
    Ok(cases)
}
