//! Well-known ways to be wrong, to be recognised by their answers.
//!
//! A slip is a change of what a convention expects: with the mask `m` reversed the gradient is `dy (1 - m)`, and so on.
//! Its answer follows from the expectation and the inputs of a case, where these determine it.

use coarsegrad_arith::{Rational, parse_rational};
use coarsegrad_model::pointwise::{Dtype, Extended};
use serde::{Deserialize, Serialize};

use super::compare::{Meets, meets};
use crate::case::{Case, Expectation, Expected, Parameter, Tensor};

/// A well-known way to be wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Slip {
    /// `dx = dy (1 - m)`.
    ReversedMask,
    /// `dx = clamp(dy)`, by the bounds of the input.
    ClippedGradient,
    /// The gradient of the scale is made from `dx` where it should be made from `dy`: entries outside do not count.
    MaskedScaleGradient,
    /// The negative.
    Negated,
    /// Twice as much.
    Doubled,
    /// Half as much.
    Halved,
    /// Zero.
    Zero,
}

impl Slip {
    /// All of them, special ones first.
    pub const ALL: [Slip; 7] = [
        Slip::ReversedMask,
        Slip::ClippedGradient,
        Slip::MaskedScaleGradient,
        Slip::Negated,
        Slip::Doubled,
        Slip::Halved,
        Slip::Zero,
    ];

    /// The name in reports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Slip::ReversedMask => "reversed_mask",
            Slip::ClippedGradient => "clipped_gradient",
            Slip::MaskedScaleGradient => "masked_scale_gradient",
            Slip::Negated => "negated",
            Slip::Doubled => "doubled",
            Slip::Halved => "halved",
            Slip::Zero => "zero",
        }
    }

    /// What is wrong, as the end of a sentence about an output.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Slip::ReversedMask => {
                "has its mask reversed: the gradient passes where it should stop, and stops where it should pass"
            }
            Slip::ClippedGradient => {
                "is the upstream gradient clipped to the bounds, where the input should decide whether it passes"
            }
            Slip::MaskedScaleGradient => {
                "is made from the masked gradient dx, where it should be made from dy: entries outside do not count"
            }
            Slip::Negated => "has the wrong sign",
            Slip::Doubled => "is twice what it should be",
            Slip::Halved => "is half of what it should be",
            Slip::Zero => "is zero throughout",
        }
    }

    fn bit(self) -> u8 {
        1 << (self as u8)
    }
}

/// Which slips have an answer to a case, and with which of them the answer agrees.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub(crate) struct Agreeing {
    answering: u8,
    agreeing: u8,
}

impl Agreeing {
    /// Whether the answer agrees with the slip; `None` where the slip has none.
    pub(crate) fn with(self, slip: Slip) -> Option<bool> {
        (self.answering & slip.bit() != 0).then_some(self.agreeing & slip.bit() != 0)
    }
}

/// Compares an answer with what each slip would make of an expectation.
pub(crate) fn agreeing(
    case: &Case,
    expectation: &Expectation,
    dtype: Dtype,
    got: &[u64],
) -> Agreeing {
    let mut all = Agreeing::default();
    for slip in Slip::ALL {
        let Some(values) = slip.answer(case, expectation) else {
            continue;
        };
        let slipped = Expectation {
            when: Default::default(),
            shape: expectation.shape.clone(),
            values,
        };
        match meets(&slipped, case.tolerance, dtype, got) {
            Meets::Yes => {
                all.answering |= slip.bit();
                all.agreeing |= slip.bit();
            }
            Meets::No => all.answering |= slip.bit(),
            Meets::Unknown | Meets::Inapplicable => {}
        }
    }
    all
}

impl Slip {
    /// What it makes of an expectation; `None` where that is not determined.
    fn answer(self, case: &Case, expectation: &Expectation) -> Option<Vec<Expected>> {
        let expected = &expectation.values;
        match self {
            Slip::ReversedMask => {
                let dy = upstream(case, expected.len())?.values.iter();
                dy.zip(expected)
                    .map(|(dy, one)| reversed(dy, one))
                    .collect()
            }
            Slip::ClippedGradient => {
                let (lower, upper) = bounds(case)?;
                let dy = upstream(case, expected.len())?.values.iter();
                dy.map(|dy| clipped(dy, &lower, &upper)).collect()
            }
            Slip::MaskedScaleGradient => masked_scale_gradient(case, expectation),
            Slip::Negated => scaled(expected, &Rational::from(-1)),
            Slip::Doubled => scaled(expected, &Rational::from(2)),
            Slip::Halved => scaled(expected, &Rational::from((1, 2))),
            Slip::Zero => scaled(expected, &Rational::new()),
        }
    }
}

/// The upstream gradient of the gradient `dx`, entry by entry.
fn upstream(case: &Case, entries: usize) -> Option<&Tensor> {
    let dy = case.inputs.get("dy")?;
    (case.output == "dx" && dy.values.len() == entries).then_some(dy)
}

fn reversed(dy: &Extended, expected: &Expected) -> Option<Expected> {
    let upstream = dy.rational()?;
    match expected {
        Expected::Nan => Some(Expected::Nan),
        Expected::Exact(value) => {
            let rest = upstream - value.rational()?;
            Some(Expected::Exact(Extended::Finite(rest)))
        }
        _ => None,
    }
}

fn clipped(dy: &Extended, lower: &Rational, upper: &Rational) -> Option<Expected> {
    let bound = |bound: &Rational| Extended::Finite(bound.clone());
    let value = match dy {
        Extended::Nan => return None,
        dy if dy.compare_rational(lower)?.is_lt() => bound(lower),
        dy if dy.compare_rational(upper)?.is_gt() => bound(upper),
        dy => dy.clone(),
    };
    Some(Expected::Exact(value))
}

fn scaled(expected: &[Expected], factor: &Rational) -> Option<Vec<Expected>> {
    let each = expected.iter().map(|one| match one {
        Expected::Exact(value) => {
            let value = value.rational()? * factor;
            Some(Expected::Exact(Extended::Finite(value)))
        }
        Expected::Ball { mid, rad } => Some(Expected::Ball {
            mid: Rational::from(mid * factor),
            rad: Some(Rational::from(rad.as_ref()? * factor).abs()),
        }),
        _ => None,
    });
    each.collect()
}

/// A parameter that is a number.
fn number(case: &Case, name: &str) -> Option<Rational> {
    match case.params.get(name)? {
        Parameter::Integer(value) => Some(Rational::from(*value)),
        Parameter::Text(text) => parse_rational(text).ok(),
        Parameter::Flag(_) | Parameter::List(_) => None,
    }
}

/// The bounds of an input, for clipping and for affine quantisers with one scale.
fn bounds(case: &Case) -> Option<(Rational, Rational)> {
    if let (Some(lower), Some(upper)) = (number(case, "lower"), number(case, "upper")) {
        return Some((lower, upper));
    }
    let grid = Grid::of(case)?;
    Some((grid.value(&grid.qmin), grid.value(&grid.qmax)))
}

/// The parameters of an affine quantiser with one scale.
struct Grid {
    scale: Rational,
    zero_point: Rational,
    qmin: Rational,
    qmax: Rational,
}

impl Grid {
    fn of(case: &Case) -> Option<Self> {
        let scale = number(case, "scale")?;
        scale.is_positive().then_some(())?;
        Some(Grid {
            scale,
            zero_point: number(case, "zero_point")?,
            qmin: number(case, "qmin")?,
            qmax: number(case, "qmax")?,
        })
    }

    /// What a level stands for.
    fn value(&self, level: &Rational) -> Rational {
        Rational::from(level - &self.zero_point) * &self.scale
    }

    /// `q - z` of an entry that lies outside under each convention; zero for one that lies inside under each; `None`
    /// for one that some conventions take to lie outside and some inside.
    fn outside(&self, x: &Extended) -> Option<Rational> {
        let half = Rational::from((1, 2));
        let steps = |level: &Rational| Rational::from(level - &self.zero_point);
        let Some(x) = x.rational() else {
            return match x {
                Extended::NegativeInfinity => Some(steps(&self.qmin)),
                Extended::PositiveInfinity => Some(steps(&self.qmax)),
                _ => None,
            };
        };
        let level = x / &self.scale + &self.zero_point;
        if level < Rational::from(&self.qmin - 1_u32) {
            Some(steps(&self.qmin))
        } else if level > Rational::from(&self.qmax + 1_u32) {
            Some(steps(&self.qmax))
        } else if level > Rational::from(&self.qmin + &half)
            && level < Rational::from(&self.qmax - &half)
        {
            Some(Rational::new())
        } else {
            None
        }
    }
}

/// The gradient of one scale without the entries outside. Of an entry that may lie on either side both are taken; with a
/// factor other than one, or with such an entry, for a single entry only.
fn masked_scale_gradient(case: &Case, expectation: &Expectation) -> Option<Vec<Expected>> {
    let [expected] = expectation.values.as_slice() else {
        return None;
    };
    (case.output == "dscale").then_some(())?;
    let grid = Grid::of(case)?;
    let (x, dy) = (case.inputs.get("x")?, case.inputs.get("dy")?);
    if let [x] = x.values.as_slice() {
        let zero = Extended::zero;
        return Some(match (grid.outside(x), expected) {
            _ if x.is_nan() => return None,
            (Some(steps), _) if steps.is_zero() => vec![expected.clone()],
            (Some(_), _) => vec![Expected::Exact(zero())],
            (None, Expected::Exact(value)) => vec![Expected::Set(vec![value.clone(), zero()])],
            (None, _) => return None,
        });
    }
    let plain = expectation
        .when
        .get("scale_gradient")
        .is_none_or(|choices| choices.iter().all(|choice| choice == "plain"));
    let (Expected::Exact(expected), true) = (expected, plain) else {
        return None;
    };
    let mut without = Rational::new();
    for (x, dy) in x.values.iter().zip(&dy.values) {
        without += grid.outside(x)? * dy.rational()?;
    }
    let rest = expected.rational()? - without;
    Some(vec![Expected::Exact(Extended::Finite(rest))])
}
