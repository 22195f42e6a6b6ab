//! Clipping to an interval: value and gradient.

use coarsegrad_arith::Rational;
use coarsegrad_model::pointwise::{Clip, ClipConvention, Extended, Mask, NanPolicy};

use super::FamilyError;
use super::draft::Draft;
use super::points::{below, exact, number, slug, whereabouts};
use super::second::{Dyadic, Number, mask};
use crate::case::{Case, Expected};

const ORACLES: [(&str, Option<u32>); 2] = [("rational", None), ("dyadic", None)];

/// The intervals: around zero, with an end at zero, far from it.
const INTERVALS: [(&str, &str, &str); 4] = [
    ("unit", "-1", "1"),
    ("relu6", "0", "6"),
    ("quarter", "-1/4", "3/8"),
    ("far", "-100", "-4"),
];

pub(super) fn cases() -> Result<Vec<Case>, FamilyError> {
    let mut cases = Vec::new();
    for (name, lower, upper) in INTERVALS {
        let setting = Setting {
            name,
            lower: number(lower)?,
            upper: number(upper)?,
        };
        let ends = [&setting.lower, &setting.upper];
        for x in points(ends) {
            cases.push(setting.value(&x)?);
            for dy in upstream(name, &x) {
                cases.push(setting.gradient(&x, dy)?);
            }
        }
        cases.push(setting.tensor()?);
    }
    Ok(cases)
}

/// Ends, their neighbours in binary32 and binary16, the middle, both zeros, what lies far out, infinities and NaN.
fn points(ends: [&Rational; 2]) -> Vec<String> {
    let mut points: Vec<String> = Vec::new();
    for end in ends {
        let step = Rational::from((1, 1 << 18));
        let wide = Rational::from((1, 8));
        for step in [Rational::new(), step, wide] {
            points.push(Rational::from(end - &step).to_string());
            points.push(Rational::from(end + &step).to_string());
        }
    }
    let middle = Rational::from(ends[0] + ends[1]) / 2u32;
    points.push(middle.to_string());
    let far = [
        "0",
        "-0",
        "-1000",
        "1000",
        "0x1p-149",
        "-0x1p-149",
        "0x1p-24",
        "0x1p+100",
        "-0x1p+1000",
        "inf",
        "-inf",
        "nan",
    ];
    points.extend(far.map(str::to_owned));
    points.sort();
    points.dedup();
    points
}

/// Upstream gradients: one everywhere; on the unit interval others too, at the points where they tell something.
fn upstream(name: &str, x: &str) -> &'static [&'static str] {
    match (name, x) {
        ("unit", "-1" | "1" | "0" | "1000" | "-inf" | "nan") => &["1", "-3/4", "0", "inf", "nan"],
        ("unit", _) => &["1", "-3/4"],
        _ => &["1"],
    }
}

struct Setting {
    name: &'static str,
    lower: Rational,
    upper: Rational,
}

impl Setting {
    fn draft(&self, output: &str, name: &str) -> Draft {
        Draft::new("clip", output, name)
            .text("lower", &self.lower)
            .text("upper", &self.upper)
            .oracles(ORACLES)
    }

    fn clip(&self, id: &str) -> Result<Clip, FamilyError> {
        let clip = Clip::new(self.lower.clone(), self.upper.clone());
        clip.map_err(FamilyError::definition(id))
    }

    fn value(&self, text: &str) -> Result<Case, FamilyError> {
        let x = exact(text)?;
        let draft = self
            .draft("y", &format!("{}-{}", self.name, slug(text)))
            .number("x", &x)
            .flags(whereabouts(&x, &self.lower, &self.upper));
        let id = draft.id().to_owned();
        let clip = self.clip(&id)?;
        draft.settle_alone(
            &[],
            |_| {
                let y = clip.forward(&x);
                let signed = y.is_zero() && self.lower < 0 && self.upper > 0;
                Ok(Some(vec![match y {
                    Extended::Nan => Expected::Nan,
                    y if signed => Expected::SignedZero {
                        negative: y == Extended::NegativeZero,
                    },
                    y => Expected::Exact(y),
                }]))
            },
            |_| Ok(Some(vec![self.second_value(&id, &x)?])),
        )
    }

    fn gradient(&self, text: &str, dy_text: &str) -> Result<Case, FamilyError> {
        let (x, dy) = (exact(text)?, exact(dy_text)?);
        let mut name = format!("{}-{}", self.name, slug(text));
        if dy_text != "1" {
            name += &format!("-dy-{}", slug(dy_text));
        }
        let ends = [&self.lower, &self.upper];
        let at_end = x.rational().is_some_and(|x| ends.contains(&&x));
        let draft = self
            .draft("dx", &name)
            .number("x", &x)
            .number("dy", &dy)
            .flags(whereabouts(&x, &self.lower, &self.upper))
            .flags(at_end.then_some("ClampAgainstHardtanh"))
            .flags(super::points::upstream_flags(&dy));
        let id = draft.id().to_owned();
        let clip = self.clip(&id)?;
        draft.settle(
            &ClipConvention::all(),
            ClipConvention::KEYS,
            &[],
            |convention, _| Ok(Some(vec![of(clip.dx(convention, &x, &dy))])),
            |convention, _| Ok(Some(vec![self.second_gradient(&id, convention, &x, &dy)?])),
        )
    }

    /// Everything at once: what holds of numbers holds of tensors.
    fn tensor(&self) -> Result<Case, FamilyError> {
        let middle = Rational::from(&self.lower + &self.upper) / 2u32;
        let xs: Vec<Extended> = [&self.lower, &middle, &self.upper]
            .into_iter()
            .flat_map(|x| [below(x), x.clone()])
            .chain([self.upper.clone() + 1u32, self.lower.clone() - 1u32])
            .map(Extended::Finite)
            .collect();
        let dys: Vec<Extended> = (0..8).map(|n| Extended::from(n * 2 - 7)).collect();
        let shape = [2, 4];
        let draft = self
            .draft("dx", &format!("{}-tensor", self.name))
            .tensor("x", shape.to_vec(), &xs)
            .tensor("dy", shape.to_vec(), &dys)
            .flags(["Tensor", "LowerBound", "UpperBound"]);
        let clip = self.clip(draft.id())?;
        let id = draft.id().to_owned();
        draft.settle(
            &ClipConvention::all(),
            ClipConvention::KEYS,
            &shape,
            |convention, _| {
                let pairs = xs.iter().zip(&dys);
                Ok(Some(
                    pairs
                        .map(|(x, dy)| of(clip.dx(convention, x, dy)))
                        .collect(),
                ))
            },
            |convention, _| {
                let pairs = xs.iter().zip(&dys);
                let each = pairs.map(|(x, dy)| self.second_gradient(&id, convention, x, dy));
                each.collect::<Result<Vec<_>, _>>().map(Some)
            },
        )
    }

    fn ends(&self, id: &str) -> Result<(Dyadic, Dyadic), FamilyError> {
        match (Dyadic::of(&self.lower), Dyadic::of(&self.upper)) {
            (Some(lower), Some(upper)) => Ok((lower, upper)),
            _ => Err(FamilyError::case(
                id,
                "params",
                "binary numbers",
                &self.name,
            )),
        }
    }

    fn second_value(&self, id: &str, x: &Extended) -> Result<Expected, FamilyError> {
        let (lower, upper) = self.ends(id)?;
        let number = second_number(id, x)?;
        let is = |order: Option<std::cmp::Ordering>, wanted| order == Some(wanted);
        Ok(if matches!(number, Number::Nan) {
            Expected::Nan
        } else if is(number.order(&lower), std::cmp::Ordering::Less) {
            Expected::Exact(Extended::Finite(lower.rational()))
        } else if is(number.order(&upper), std::cmp::Ordering::Greater) {
            Expected::Exact(Extended::Finite(upper.rational()))
        } else if matches!(&number, Number::Finite(value) if value.is_zero())
            && !lower.is_zero()
            && !upper.is_zero()
        {
            Expected::SignedZero {
                negative: x.is_negative(),
            }
        } else {
            Expected::Exact(number.extended())
        })
    }

    fn second_gradient(
        &self,
        id: &str,
        convention: &ClipConvention,
        x: &Extended,
        dy: &Extended,
    ) -> Result<Expected, FamilyError> {
        let (lower, upper) = self.ends(id)?;
        let number = second_number(id, x)?;
        let weight = mask(&number, &lower, &upper, convention.bound);
        second_masked(id, &number, &weight, (convention.nan, convention.mask), dy)
    }
}

/// The upstream gradient under a mask, or at NaN what the axis says: the product with the weight, but for zeros that
/// are selected.
pub(super) fn second_masked(
    id: &str,
    x: &Number,
    weight: &Dyadic,
    (nan, kind): (NanPolicy, Mask),
    dy: &Extended,
) -> Result<Expected, FamilyError> {
    let weight = match (x, nan) {
        (Number::Nan, NanPolicy::Propagate) => return Ok(Expected::Nan),
        (Number::Nan, NanPolicy::Zero) => Dyadic::new(0, 0),
        (Number::Nan, NanPolicy::Pass) => Dyadic::new(1, 0),
        _ => weight.clone(),
    };
    if weight.is_zero() && kind == Mask::Selects {
        return Ok(Expected::Exact(Extended::zero()));
    }
    Ok(of(second_number(id, dy)?.times(&weight).extended()))
}

pub(super) fn second_number(id: &str, value: &Extended) -> Result<Number, FamilyError> {
    Number::of(value).ok_or_else(|| FamilyError::case(id, "inputs", "binary numbers", &value))
}

/// An exact expectation.
pub(super) fn of(value: Extended) -> Expected {
    match value {
        Extended::Nan => Expected::Nan,
        value => Expected::Exact(value.with_positive_zero()),
    }
}
