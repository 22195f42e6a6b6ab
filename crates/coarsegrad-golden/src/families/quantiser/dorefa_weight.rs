//! The weights of DoReFa.
//!
//! The level is `round(N r)` with `r = tanh(w) / (2 tanh(M)) + 1/2`. Only those formats are asked for in which the running
//! error analysis of `N r` (see `tracked`) leaves no doubt about the level, under any rounding; at 0 and at the ends the
//! argument is computed exactly. The value `2 q / N - 1` cancels near zero: its units in the last place are those of
//! the analysis too.

use coarsegrad_arith::Rational;
use coarsegrad_model::pointwise::{
    DorefaConvention, DorefaWeight, Extended, NanPolicy, Outcome, Rounding,
};

use super::super::FamilyError;
use super::super::arithmetic::Arithmetic;
use super::super::balls::{expected_outcome, interval};
use super::super::clip::of;
use super::super::draft::{Answer, Draft};
use super::super::indicator::one_of;
use super::super::points::{exact, number, slug, special, upstream_flags};
use super::super::second::{Dyadic, Interval, Number, roundings};
use super::super::tracked::{Accuracy, Tracked};
use crate::case::{Case, Expected};

const BITS: u32 = 160;
const ORACLES: [(&str, Option<u32>); 2] = [("definition", Some(BITS)), ("series", Some(640))];

/// More units in the last place than this are not allowed.
const LIMIT: u32 = 256;

/// The greatest weight.
const GREATEST: &str = "2";

const POINTS: [&str; 12] = [
    "-2", "-3/2", "-3/4", "-1/4", "-0", "0", "1/8", "1/2", "1", "7/4", "2", "nan",
];

pub(super) fn cases() -> Result<Vec<Case>, FamilyError> {
    let mut cases = Vec::new();
    for bits in [1, 2, 4] {
        for x in POINTS {
            cases.extend(value(bits, x)?);
        }
    }
    for x in POINTS {
        for dy in ["1", "-3"] {
            cases.extend(gradient(2, x, dy)?);
        }
    }
    Ok(cases)
}

fn draft(output: &str, bits: u32, name: &str, x: &Extended) -> Draft {
    Draft::new("dorefa.weight", output, name)
        .integer("bits", i64::from(bits))
        .text("greatest", &GREATEST)
        .number("x", x)
        .flags(special(x))
        .oracles(ORACLES)
}

/// `N r`, in any arithmetic; exactly at zero and at the ends.
fn argument<A: Arithmetic>(levels: u32, w: &Rational, greatest: &Rational) -> A {
    let levels = A::small(i64::from(levels));
    let half = A::small(1).over(&A::small(2));
    if w.is_zero() {
        return levels.times(&half);
    }
    if w.clone().abs() == *greatest {
        return levels.times(&A::small(i64::from(w.is_positive())));
    }
    let size = w.clone().abs();
    let part = A::of(&size)
        .tanh()
        .over(&A::small(2).times(&A::of(greatest).tanh()));
    let ratio = match w.is_negative() {
        true => half.minus(&part),
        false => half.plus(&part),
    };
    levels.times(&ratio)
}

fn value(bits: u32, text: &str) -> Result<Option<Case>, FamilyError> {
    let (x, greatest) = (exact(text)?, number(GREATEST)?);
    let levels = (1_u32 << bits) - 1;
    let name = format!("b{bits}-{}", slug(text));
    let draft = draft("y", bits, &name, &x).flags(x.is_zero().then_some("RoundTie"));
    let id = draft.id().to_owned();
    let quantiser =
        DorefaWeight::new(bits, greatest.clone()).map_err(FamilyError::definition(&id))?;
    let mut worst = Accuracy {
        ulps: 0,
        dtypes: draft.applicable(),
    };
    let mut candidates = Vec::new();
    if let Some(w) = x.rational() {
        let reach = argument::<Tracked>(levels, &w, &greatest);
        worst.dtypes.retain(|dtype| reach.settles_halves(*dtype));
        candidates = near(&argument::<Interval>(levels, &w, &greatest));
    }
    for level in &candidates {
        let (level, count) = (Tracked::small(*level), Tracked::small(i64::from(levels)));
        let one = Tracked::small(1);
        for part in [level.over(&count), level.times(&one.over(&count))] {
            let Some(found) = Tracked::small(2).times(&part).minus(&one).accuracy(LIMIT) else {
                return Ok(None);
            };
            worst.ulps = worst.ulps.max(found.ulps);
            worst.dtypes.retain(|dtype| found.dtypes.contains(dtype));
        }
    }
    if worst.dtypes.is_empty() {
        return Ok(None);
    }
    let draft = draft.dtypes(&worst.dtypes);
    let draft = match worst.ulps {
        0 => draft,
        ulps => draft.ulps(ulps),
    };
    // Less than any distance to an integer here, so that one draw rounds down and the other up.
    let almost_one = 1u32 - (Rational::from(1) >> 40u32);
    let case = draft.settle(
        &DorefaConvention::all(),
        &["round"],
        &[],
        |convention, _| {
            let mut found = Vec::new();
            for draw in [Rational::new(), almost_one.clone()] {
                let value = quantiser.forward(convention, &x, Some(&draw));
                found.push(value.map_err(FamilyError::definition(&id))?);
            }
            Ok(Some(vec![one_of(found)]))
        },
        |convention, _| second_value(&x, levels, &greatest, convention.round),
    )?;
    Ok(Some(case))
}

/// The integers next to a number: below and above, or the number itself.
fn near(argument: &Interval) -> Vec<i64> {
    let Some((low, high)) = argument.ends() else {
        return Vec::new();
    };
    let (down, up) = (
        Rational::from(low.floor_ref()).numer().to_i64(),
        Rational::from(high.ceil_ref()).numer().to_i64(),
    );
    let mut both: Vec<i64> = down.into_iter().chain(up).collect();
    both.dedup();
    both
}

fn second_value(x: &Extended, levels: u32, greatest: &Rational, rounding: Rounding) -> Answer {
    let Some(w) = x.rational() else {
        return Ok(Some(vec![Expected::Nan]));
    };
    let argument = argument::<Interval>(levels, &w, greatest);
    let Some((low, high)) = argument.ends() else {
        return Ok(None);
    };
    let of_end = |end: &Rational| -> Vec<Extended> {
        let end = Dyadic::of(end).map(Number::Finite);
        let found = end.map(|end| roundings(&end, rounding)).unwrap_or_default();
        let value = |level: &Number| {
            let level = level.extended().rational().unwrap_or_default();
            Extended::Finite(level * 2u32 / levels - 1u32)
        };
        found.iter().map(value).collect()
    };
    let (one, other) = (of_end(low), of_end(high));
    Ok((one == other).then(|| vec![one_of(one)]))
}

/// `dy sech^2(w) / tanh(M)`.
fn gradient(bits: u32, text: &str, dy_text: &str) -> Result<Option<Case>, FamilyError> {
    let (x, dy, greatest) = (exact(text)?, exact(dy_text)?, number(GREATEST)?);
    let mut name = format!("b{bits}-{}", slug(text));
    if dy_text != "1" {
        name += &format!("-dy-{}", slug(dy_text));
    }
    let draft = draft("dx", bits, &name, &x)
        .number("dy", &dy)
        .flags(upstream_flags(&dy));
    let id = draft.id().to_owned();
    let quantiser =
        DorefaWeight::new(bits, greatest.clone()).map_err(FamilyError::definition(&id))?;
    let upstream = dy.rational().unwrap_or_default();
    let mut second = None;
    let mut draft = draft;
    if let Some(w) = x.rational() {
        let mut worst = Accuracy {
            ulps: 0,
            dtypes: draft.applicable(),
        };
        for form in forms::<Tracked>(&w, &greatest) {
            let Some(found) = form.times(&Tracked::of(&upstream)).accuracy(LIMIT) else {
                return Ok(None);
            };
            worst.ulps = worst.ulps.max(found.ulps);
            worst.dtypes.retain(|dtype| found.dtypes.contains(dtype));
        }
        if worst.dtypes.is_empty() {
            return Ok(None);
        }
        draft = draft.dtypes(&worst.dtypes).ulps(worst.ulps);
        let first_form = forms::<Interval>(&w, &greatest).into_iter().next();
        let product = first_form.map(|form| form.times(&Interval::of(&upstream)));
        second = product.and_then(|product| {
            let (low, high) = product.ends()?;
            Some(interval(low.clone(), high.clone()))
        });
    }
    let at_nan = |nan: NanPolicy| match nan {
        NanPolicy::Propagate => Expected::Nan,
        NanPolicy::Zero => of(Extended::zero()),
        NanPolicy::Pass => of(dy.clone()),
    };
    let case = draft.settle(
        &DorefaConvention::all(),
        &["nan"],
        &[],
        |convention, _| {
            let outcome: Outcome = quantiser
                .dw(convention, &x, &dy, BITS)
                .map_err(FamilyError::definition(&id))?;
            Ok(Some(vec![expected_outcome(outcome)]))
        },
        |convention, _| {
            let known = second.clone();
            Ok(Some(vec![known.unwrap_or_else(|| at_nan(convention.nan))]))
        },
    )?;
    Ok(Some(case))
}

/// `(1 - tanh^2(w)) / tanh(M)`, and by `cosh`.
fn forms<A: Arithmetic>(w: &Rational, greatest: &Rational) -> Vec<A> {
    let (one, size) = (A::small(1), A::of(&w.clone().abs()));
    let end = A::of(greatest).tanh();
    vec![
        one.minus(&size.tanh().square()).over(&end),
        one.over(&size.cosh().square()).over(&end),
    ]
}
