//! The slopes that libraries ship, under the names of the libraries.
//!
//! Where code and documentation differ, the axis `source` says which of both a slope follows. Parameters are those
//! of the library; where one is no binary number, its rounding counts among the errors.

use coarsegrad_arith::Rational;
use coarsegrad_model::pointwise::{Dtype, Extended, Shipped, Surrogate, shipped};

use super::super::FamilyError;
use super::super::draft::Draft;
use super::super::points::{exact, slug, special};
use super::{ORACLES, accuracy, at_no_number, first, second};
use crate::case::{Case, Expected};

const POINTS: [&str; 25] = [
    "-4", "-3/2", "-1", "-1/2", "-1/4", "-1/8", "-1/64", "-1/512", "-0", "0", "1/1024", "1/256",
    "1/128", "1/64", "1/8", "1/4", "1/2", "3/4", "1", "5/4", "3/2", "2", "4", "8", "inf",
];

pub(in super::super) fn cases() -> Result<Vec<Case>, FamilyError> {
    let mut cases = Vec::new();
    for row in shipped() {
        for x in POINTS {
            cases.extend(slope(&row, x)?);
        }
    }
    Ok(cases)
}

/// The operation of a slope that a library ships: `library.LIB.NAME` in small letters, blanks dropped and brackets
/// replaced, such as `library.qkeras.quantized_relu-8`.
#[must_use]
pub fn library_op(row: &Shipped) -> String {
    let text = format!("library.{}.{}", row.library, row.name);
    let letter = |letter: char| match letter {
        '(' | '=' => Some('-'),
        ')' | ' ' => None,
        other => Some(other.to_ascii_lowercase()),
    };
    text.chars().filter_map(letter).collect()
}

/// What a slope follows.
#[derive(Clone, Copy)]
enum Source {
    Code,
    Documentation,
}

impl std::fmt::Display for Source {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Source::Code => "source=code",
            Source::Documentation => "source=documentation",
        })
    }
}

fn slope(row: &Shipped, text: &str) -> Result<Option<Case>, FamilyError> {
    let x = exact(text)?;
    let dy = Extended::from(1);
    let draft = Draft::new(&library_op(row), "dx", &slug(text))
        .number("x", &x)
        .number("dy", &dy)
        .flags(special(&x))
        .flags(["Slope"])
        .oracles(ORACLES);
    let id = draft.id().to_owned();
    let mut dtypes = draft.applicable();
    let (mut ulps, mut firsts, mut seconds) = (0, Vec::new(), Vec::new());
    for surrogate in std::iter::once(&row.surrogate).chain(&row.documented) {
        let expected = match x.rational() {
            None => at_no_number(surrogate, &x, &dy),
            Some(value) => {
                let one = Rational::from(1);
                let Some(found) = accuracy(surrogate, &value, &one) else {
                    return Ok(None);
                };
                ulps = ulps.max(found.ulps);
                dtypes.retain(|dtype| found.dtypes.contains(dtype));
                second(&id, surrogate, &value, &one)?
            }
        };
        let Some(expected) = expected else {
            return Ok(None);
        };
        seconds.push(expected);
        firsts.push(first(&id, surrogate, &x, &dy)?);
    }
    if dtypes.is_empty() {
        return Ok(None);
    }
    let draft = match dtypes.len() == Dtype::ALL.len() {
        true => draft,
        false => draft.dtypes(&dtypes),
    };
    let draft = if ulps == 0 { draft } else { draft.ulps(ulps) };
    let differ = firsts.first() != firsts.last();
    let factor_two = matches!(row.surrogate, Surrogate::PiecewiseLeakyRelu { .. });
    let draft = draft
        .flags(differ.then_some("DocumentationDiffers"))
        .flags(factor_two.then_some("FactorTwo"));
    let of = |source: &Source, all: &[Expected]| {
        let place = match source {
            Source::Code => all.first(),
            Source::Documentation => all.last(),
        };
        Ok(place.map(|one| vec![one.clone()]))
    };
    let case = match differ {
        false => draft.settle_alone(
            &[],
            |_| of(&Source::Code, &firsts),
            |_| of(&Source::Code, &seconds),
        ),
        true => draft.settle(
            &[Source::Code, Source::Documentation],
            &["source"],
            &[],
            |source, _| of(source, &firsts),
            |source, _| of(source, &seconds),
        ),
    };
    case.map(Some)
}
