//! Affine fake-quantisers: values, and gradients by the input.
//!
//! Scales are powers of two, and levels and zero points small, so that nothing is rounded on the way but what an axis
//! says; where the format in which levels are formed matters all the same, conditions name it.
//!
//! At NaN no value is asked for: an implementation that converts to an integer type answers what its hardware answers.
//! At the points of the fingerprint nothing is expected of stochastic rounding where a draw decides; elsewhere either
//! of its levels is right.

mod blocks;
mod formed;
mod parameters;
mod settings;
mod sums;

use coarsegrad_arith::Rational;
use coarsegrad_model::pointwise::{
    Dtype, Extended, FINGERPRINT_POINTS, FakeQuant, FakeQuantConvention, Mask, NanPolicy,
    PointwiseError,
};

use super::FamilyError;
use super::clip::{of, second_masked, second_number};
use super::draft::{Answer, Draft};
use super::indicator::one_of;
use super::points::{exact, slug, upstream_flags};
use super::second::{Grid, Number, levels};
use crate::case::{Case, Expected};
use settings::Setting;

const ORACLES: [(&str, Option<u32>); 2] = [("rational", None), ("dyadic", None)];

/// The axes that a value depends on.
const VALUE_KEYS: [&str; 4] = ["round", "order", "zero_point_rounding", "compare_dtype"];

/// The axes that the gradient by the input depends on.
const GRADIENT_KEYS: [&str; 7] = [
    "round",
    "order",
    "bound",
    "nan",
    "zero_point_rounding",
    "compare_dtype",
    "mask",
];

pub(super) fn cases() -> Result<Vec<Case>, FamilyError> {
    let int4 = Setting::fingerprint()?;
    let mut cases = Vec::new();
    for (number, text) in FINGERPRINT_POINTS.iter().enumerate() {
        let point = Point {
            setting: &int4,
            name: format!("fingerprint-{number:02}-{}", slug(text)),
            x: exact(text)?,
            draws: false,
        };
        cases.push(point.gradient(&Extended::from(1))?);
        if !point.x.is_nan() {
            cases.push(point.value()?);
        }
    }
    cases.extend(asked(&Setting::all()?)?);
    for setting in formed::settings()? {
        cases.extend(at(&setting, formed::points())?);
    }
    cases.extend(parameters::cases()?);
    Ok(cases)
}

/// LSQ, which is affine with the zero point 0.
pub(super) fn lsq_cases() -> Result<Vec<Case>, FamilyError> {
    let mut cases = asked(&Setting::lsq()?)?;
    cases.extend(parameters::lsq_cases()?);
    Ok(cases)
}

/// The quantisers at their points, and on a tensor.
fn asked(settings: &[Setting]) -> Result<Vec<Case>, FamilyError> {
    let mut cases = Vec::new();
    for setting in settings {
        cases.extend(at(setting, setting.points()?)?);
        cases.push(tensor(setting)?);
    }
    Ok(cases)
}

/// A quantiser at points with names.
fn at(setting: &Setting, points: Vec<(String, Extended)>) -> Result<Vec<Case>, FamilyError> {
    let mut cases = Vec::new();
    for (label, x) in points {
        let point = Point {
            setting,
            name: format!("{}-{label}", setting.name),
            x,
            draws: true,
        };
        if !point.x.is_nan() {
            cases.push(point.value()?);
        }
        for dy in setting.upstream(&label) {
            cases.push(point.gradient(&exact(dy)?)?);
        }
    }
    Ok(cases)
}

/// A point at which a quantiser is asked.
struct Point<'a> {
    setting: &'a Setting,
    name: String,
    x: Extended,
    /// Whether either level is right where a draw decides; otherwise nothing is expected there.
    draws: bool,
}

impl Point<'_> {
    fn draft(&self, output: &str, name: &str) -> Draft {
        let whereabouts = self.setting.flags(&self.x);
        let fingerprint = (!self.draws).then_some("Fingerprint");
        self.setting
            .parameters(Draft::new(self.setting.op, output, name))
            .number("x", &self.x)
            .formed(&self.setting.formed(&self.x))
            .flags(whereabouts)
            .flags(fingerprint)
            .oracles(ORACLES)
    }

    fn value(&self) -> Result<Case, FamilyError> {
        let draft = self.draft("y", &self.name);
        let id = draft.id().to_owned();
        draft.settle(
            &FakeQuantConvention::all(),
            &self.setting.keys(&VALUE_KEYS),
            &[],
            |convention, dtype| {
                let of = |q: &FakeQuant| q.forward(&self.x);
                self.first(&id, convention, dtype, of)
            },
            |convention, dtype| {
                self.second(&id, convention, dtype, |grid, level| {
                    Ok(of(Number::Finite(level.steps.scaled(grid.scale)).extended()))
                })
            },
        )
    }

    fn gradient(&self, dy: &Extended) -> Result<Case, FamilyError> {
        let mut name = self.name.clone();
        if *dy != Extended::from(1) {
            name += &format!("-dy-{}", slug(&dy.to_string()));
        }
        let draft = self.draft("dx", &name);
        let draft = draft.number("dy", dy).flags(upstream_flags(dy));
        let id = draft.id().to_owned();
        draft.settle(
            &FakeQuantConvention::all(),
            &self.setting.keys(&GRADIENT_KEYS),
            &[],
            |convention, dtype| self.first(&id, convention, dtype, |q| q.dx(&self.x, dy)),
            |convention, dtype| {
                if self.x.is_nan() {
                    let none = super::second::Dyadic::new(0, 0);
                    let at_nan = second_masked(&id, &Number::Nan, &none, at_zero(convention), dy)?;
                    return Ok(Some(vec![at_nan]));
                }
                self.second(&id, convention, dtype, |_, level| {
                    let place = &level.quotient;
                    second_masked(&id, place, &level.weight, at_zero(convention), dy)
                })
            },
        )
    }

    /// What the definitions answer, for every draw.
    fn first(
        &self,
        id: &str,
        convention: &FakeQuantConvention,
        dtype: Dtype,
        answer: impl Fn(&FakeQuant) -> Result<Extended, PointwiseError>,
    ) -> Answer {
        let quantiser =
            FakeQuant::new(self.setting.grid.clone(), *convention).with_input_dtype(dtype);
        let mut found = Vec::new();
        for (_, draw) in quantiser.draws(&self.x) {
            let value = answer(&quantiser.clone().with_draw(draw));
            found.push(value.map_err(FamilyError::definition(id))?);
        }
        Ok(self.expected(one_of(found)))
    }

    /// What the second oracle answers, for every level that a draw allows.
    fn second(
        &self,
        id: &str,
        convention: &FakeQuantConvention,
        dtype: Dtype,
        answer: impl Fn(&Grid, &super::second::Level) -> Result<Expected, FamilyError>,
    ) -> Answer {
        let grid = &self.setting.second;
        let x = second_number(id, &self.x)?;
        let mut found = Vec::new();
        for level in levels(grid, convention, dtype, &x) {
            let expected = answer(grid, &level)?;
            if !found.contains(&expected) {
                found.push(expected);
            }
        }
        let one = match found.as_slice() {
            [one] => one.clone(),
            _ => Expected::Set(found.into_iter().filter_map(value_of).collect()),
        };
        Ok(self.expected(one))
    }

    fn expected(&self, one: Expected) -> Option<Vec<Expected>> {
        let decided = self.draws || !matches!(one, Expected::Set(_));
        decided.then(|| vec![one])
    }
}

/// The axes that say what becomes of an upstream gradient where a weight is zero or there is none.
fn at_zero(convention: &FakeQuantConvention) -> (NanPolicy, Mask) {
    (convention.nan, convention.mask)
}

fn value_of(expected: Expected) -> Option<Extended> {
    match expected {
        Expected::Exact(value) => Some(value),
        Expected::Nan => Some(Extended::Nan),
        _ => None,
    }
}

/// The gradient of a tensor: one entry in each place relative to the levels.
fn tensor(setting: &Setting) -> Result<Case, FamilyError> {
    let (low, high) = (setting.qmin, setting.qmax);
    let places = [
        Rational::from(low) - 2u32,
        Rational::from(low) - Rational::from((1, 4)),
        Rational::from(low),
        Rational::from(low) + Rational::from((3, 4)),
        Rational::from(high) - Rational::from((3, 4)),
        Rational::from(high),
        Rational::from(high) + Rational::from((1, 4)),
        Rational::from(high) + 2u32,
    ];
    let xs: Vec<Extended> = places
        .iter()
        .map(|level| Extended::Finite(setting.at(level)))
        .collect();
    let dys: Vec<Extended> = (0..8).map(|n| Extended::from(2 * n - 7)).collect();
    let shape = [4, 2];
    let draft = setting
        .parameters(Draft::new(
            setting.op,
            "dx",
            &format!("{}-tensor", setting.name),
        ))
        .tensor("x", shape.to_vec(), &xs)
        .tensor("dy", shape.to_vec(), &dys)
        .formed(
            &xs.iter()
                .flat_map(|x| setting.formed(x))
                .collect::<Vec<_>>(),
        )
        .flags(["Tensor", "BoundBin", "LowerBound", "UpperBound"])
        .oracles(ORACLES);
    let id = draft.id().to_owned();
    let point = |x: &Extended| Point {
        setting,
        name: String::new(),
        x: x.clone(),
        draws: false,
    };
    let each = |one: &dyn Fn(&Point<'_>, &Extended) -> Answer| -> Answer {
        let mut all = Vec::new();
        for (x, dy) in xs.iter().zip(&dys) {
            match one(&point(x), dy)? {
                Some(entry) => all.extend(entry),
                None => return Ok(None),
            }
        }
        Ok(Some(all))
    };
    draft.settle(
        &FakeQuantConvention::all(),
        &setting.keys(&GRADIENT_KEYS),
        &shape,
        |convention, dtype| {
            each(&|point, dy| point.first(&id, convention, dtype, |q| q.dx(&point.x, dy)))
        },
        |convention, dtype| {
            each(&|point, dy| {
                point.second(&id, convention, dtype, |_, level| {
                    second_masked(&id, &level.quotient, &level.weight, at_zero(convention), dy)
                })
            })
        },
    )
}
