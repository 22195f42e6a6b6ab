//! PACT, DoReFa and the quantised ReLU; LSQ is with the affine quantisers.
//!
//! The steps of PACT and of the staircase are powers of two, so that nothing is rounded on the way. DoReFa divides by
//! `N = 2^k - 1`: a quotient, or a product with the rounded inverse, has a relative error of at most two unit
//! roundoffs, that is `k = 2` units in the last place; formats in which `N x` is rounded are left out, because a tie
//! may be missed there.

use std::cmp::Ordering;

use coarsegrad_arith::{Integer, Rational};
use coarsegrad_model::pointwise::{
    DorefaActivation, DorefaConvention, Dtype, Extended, Mask, NanPolicy, Pact, PactConvention,
    Rounding, Staircase, StaircaseConvention,
};

use super::FamilyError;
use super::clip::{of, second_masked, second_number};
use super::draft::{Answer, Draft};
use super::indicator::one_of;
use super::points::{exact, number, slug, special, upstream_flags};
use super::second::{Dyadic, Number, mask, roundings};
use crate::case::{Case, Expected};

mod dorefa_weight;

const ORACLES: [(&str, Option<u32>); 2] = [("rational", None), ("dyadic", None)];

pub(super) fn cases() -> Result<Vec<Case>, FamilyError> {
    let mut cases = super::fake_quant::lsq_cases()?;
    for (alpha, bits) in [("15", 4), ("3/2", 2), ("255/16", 8), ("1", 1)] {
        let steps = Steps::new("pact", alpha, bits)?;
        for x in steps.points()? {
            cases.push(steps.pact_value(&x)?);
            for dy in upstream(alpha == "15") {
                cases.push(steps.pact_gradient("dx", &x, dy)?);
                cases.push(steps.pact_gradient("dalpha", &x, dy)?);
            }
        }
        cases.push(steps.pact_sum()?);
    }
    for bits in [1, 2, 4, 8] {
        let steps = Steps::new("dorefa.activation", "1", bits)?;
        for x in steps.points()? {
            cases.extend(steps.dorefa_value(&x)?);
            cases.push(steps.dorefa_gradient(&x, "1")?);
        }
    }
    for (alpha, bits) in [("1/2", 2), ("1", 4), ("2", 1)] {
        let steps = Steps::staircase(alpha, bits)?;
        for x in steps.points()? {
            cases.push(steps.staircase_value(&x)?);
            for dy in upstream(bits == 4) {
                cases.push(steps.staircase_gradient(&x, dy)?);
            }
        }
    }
    cases.extend(dorefa_weight::cases()?);
    Ok(cases)
}

/// The upstream gradients: one, and another for the first quantiser.
fn upstream(first: bool) -> &'static [&'static str] {
    if first { &["1", "-3/4"] } else { &["1"] }
}

/// A quantiser of `[0, end]` in equal steps.
struct Steps {
    op: &'static str,
    bits: u32,
    alpha: Rational,
    step: Rational,
    end: Rational,
    name: String,
}

impl Steps {
    /// `2^bits - 1` steps that end at `alpha`.
    fn new(op: &'static str, alpha: &str, bits: u32) -> Result<Self, FamilyError> {
        let end = number(alpha)?;
        let step = end.clone() / ((1_u32 << bits) - 1);
        Ok(Steps {
            op,
            bits,
            alpha: end.clone(),
            step,
            end,
            name: format!("a{}-b{bits}", slug(alpha)),
        })
    }

    /// `2^bits - 1` steps of `alpha` each.
    fn staircase(alpha: &str, bits: u32) -> Result<Self, FamilyError> {
        let step = number(alpha)?;
        Ok(Steps {
            op: "staircase_relu",
            bits,
            end: step.clone() * ((1_u32 << bits) - 1),
            alpha: step.clone(),
            step,
            name: format!("a{}-b{bits}", slug(alpha)),
        })
    }

    /// Quarters of steps around both ends and a tie or two between, binary numbers all; and what is special.
    fn points(&self) -> Result<Vec<Extended>, FamilyError> {
        let mut found: Vec<Extended> = Vec::new();
        let mut add = |x: Extended| {
            if !found.contains(&x) {
                found.push(x);
            }
        };
        let binary = |x: &Rational| x.denom().count_ones() == Some(1);
        // The steps of DoReFa are no binary numbers: eighths are, and halves are ties.
        let quarter = match binary(&self.step) {
            true => self.step.clone() / 4u32,
            false => Rational::from((1, 8)),
        };
        for end in [Rational::new(), self.end.clone()] {
            for count in -5..=5 {
                add(Extended::Finite(end.clone() + quarter.clone() * count));
            }
        }
        for x in [
            "1/2", "-0", "1000", "-1000", "0x1p-24", "-0x1p-24", "0x1p-149", "0x1p+100", "inf",
            "-inf", "nan",
        ] {
            add(exact(x)?);
        }
        Ok(found)
    }

    fn draft(&self, output: &str, x: &Extended, dy: &str) -> Result<Draft, FamilyError> {
        let mut name = format!("{}-{}", self.name, point_name(x));
        if dy != "1" {
            name += &format!("-dy-{}", slug(dy));
        }
        let draft = self.parameters(Draft::new(self.op, output, &name));
        let draft = draft.number("x", x).flags(self.whereabouts(x));
        if output == "y" {
            return Ok(draft);
        }
        let dy = exact(dy)?;
        Ok(draft.number("dy", &dy).flags(upstream_flags(&dy)))
    }

    fn parameters(&self, draft: Draft) -> Draft {
        let draft = draft.integer("bits", i64::from(self.bits)).oracles(ORACLES);
        match self.op {
            "dorefa.activation" => draft,
            _ => draft.text("alpha", &self.alpha),
        }
    }

    fn whereabouts(&self, x: &Extended) -> Vec<&'static str> {
        let mut flags = super::points::whereabouts(x, &Rational::new(), &self.end);
        let steps = x.rational().map(|x| x / &self.step);
        if steps.is_some_and(|steps| *steps.denom() == 2 && steps.is_positive() && steps < 1 << 20)
        {
            flags.push("RoundTie");
        }
        flags
    }

    /// The draws that matter: none, and the least that rounds up.
    fn draws(&self, x: &Extended, rounding: Rounding) -> Vec<Rational> {
        let mut draws = vec![Rational::new()];
        if rounding == Rounding::Stochastic
            && let Some(x) = x.rational()
        {
            let clipped = x.max(Rational::new()).min(self.end.clone());
            let rest = Rational::from((clipped / &self.step).rem_floor_ref());
            if !rest.is_zero() {
                draws.push(1u32 - rest);
            }
        }
        draws
    }

    fn pact_value(&self, x: &Extended) -> Result<Case, FamilyError> {
        let draft = self.draft("y", x, "1")?;
        let id = draft.id().to_owned();
        let pact =
            Pact::new(self.alpha.clone(), self.bits).map_err(FamilyError::definition(&id))?;
        draft.settle(
            &PactConvention::all(),
            &["round"],
            &[],
            |convention, _| {
                let mut found = Vec::new();
                for draw in self.draws(x, convention.round) {
                    let value = pact.forward(convention, x, Some(&draw));
                    found.push(value.map_err(FamilyError::definition(&id))?);
                }
                Ok(Some(vec![one_of(found)]))
            },
            |convention, _| self.second_value(&id, x, convention.round),
        )
    }

    /// `step round(x / step)` of the clipped number, by integers.
    fn second_value(&self, id: &str, x: &Extended, rounding: Rounding) -> Answer {
        if x.is_nan() {
            return Ok(Some(vec![Expected::Nan]));
        }
        let (zero, end) = self.ends(id)?;
        let x = second_number(id, x)?;
        let clipped = match (x.order(&zero), x.order(&end)) {
            (Some(Ordering::Less), _) => Number::Finite(zero),
            (_, Some(Ordering::Greater)) => Number::Finite(end),
            _ => x,
        };
        let levels = Integer::from((1_u64 << self.bits) - 1);
        // In units of a level: x N / end, with an end that divides N to a power of two, or with the end 1.
        let ratio = Rational::from(levels) / &self.end;
        let factor = Dyadic::of(&ratio)
            .ok_or_else(|| FamilyError::case(id, "params", "binary numbers", &ratio))?;
        let found = roundings(&clipped.times(&factor), rounding);
        let each = found.iter().map(|level| {
            let level = level.extended().rational().unwrap_or_default();
            Extended::Finite(level / &ratio)
        });
        Ok(Some(vec![one_of(each.collect())]))
    }

    fn ends(&self, id: &str) -> Result<(Dyadic, Dyadic), FamilyError> {
        let end = Dyadic::of(&self.end)
            .ok_or_else(|| FamilyError::case(id, "params", "binary numbers", &self.end))?;
        Ok((Dyadic::new(0, 0), end))
    }

    fn pact_gradient(&self, output: &str, x: &Extended, dy: &str) -> Result<Case, FamilyError> {
        let draft = self.draft(output, x, dy)?;
        let draft = match output {
            "dalpha" => draft.flags(["ParameterGradient"]),
            _ => draft,
        };
        let id = draft.id().to_owned();
        let dy = exact(dy)?;
        let pact =
            Pact::new(self.alpha.clone(), self.bits).map_err(FamilyError::definition(&id))?;
        draft.settle(
            &PactConvention::all(),
            &["bound", "nan"],
            &[],
            |convention, _| {
                Ok(Some(vec![of(match output {
                    "dx" => pact.dx(convention, x, &dy),
                    _ => pact.dalpha(convention, x, &dy),
                })]))
            },
            |convention, _| {
                let one = match output {
                    "dx" => self.second_gradient(&id, x, &dy, convention.bound, convention.nan)?,
                    _ => self.second_dalpha(&id, convention, x, &dy)?,
                };
                Ok(Some(vec![one]))
            },
        )
    }

    fn second_gradient(
        &self,
        id: &str,
        x: &Extended,
        dy: &Extended,
        bound: coarsegrad_model::pointwise::Bound,
        nan: NanPolicy,
    ) -> Result<Expected, FamilyError> {
        let (zero, end) = self.ends(id)?;
        let x = second_number(id, x)?;
        second_masked(
            id,
            &x,
            &mask(&x, &zero, &end, bound),
            (nan, Mask::Selects),
            dy,
        )
    }

    /// What the mask takes from the input goes to the end, from the end on.
    fn second_dalpha(
        &self,
        id: &str,
        convention: &PactConvention,
        x: &Extended,
        dy: &Extended,
    ) -> Result<Expected, FamilyError> {
        let (zero, end) = self.ends(id)?;
        let number = second_number(id, x)?;
        Ok(match (number.order(&end), convention.nan) {
            (None, NanPolicy::Propagate) => Expected::Nan,
            (None | Some(Ordering::Less), _) => of(Extended::zero()),
            (Some(_), _) => {
                let weight = mask(&number, &zero, &end, convention.bound);
                let rest = Dyadic::new(1, 0).minus(&weight);
                let dy = second_number(id, dy)?;
                of(dy.times(&rest).extended())
            }
        })
    }

    /// The gradient by the end is a sum over the entries.
    fn pact_sum(&self) -> Result<Case, FamilyError> {
        let half = Rational::from(&self.end / 2u32);
        let xs: Vec<Extended> = [
            half,
            self.end.clone(),
            self.end.clone() + 1u32,
            Rational::from(-1),
        ]
        .map(Extended::Finite)
        .into();
        let dys: Vec<Extended> = [2, 3, -1, 5].map(Extended::from).into();
        let draft = self
            .parameters(Draft::new("pact", "dalpha", &format!("{}-sum", self.name)))
            .tensor("x", vec![4], &xs)
            .tensor("dy", vec![4], &dys)
            .flags(["ParameterGradient", "Tensor", "UpperBound"]);
        let id = draft.id().to_owned();
        let pact =
            Pact::new(self.alpha.clone(), self.bits).map_err(FamilyError::definition(&id))?;
        draft.settle(
            &PactConvention::all(),
            &["bound", "nan"],
            &[],
            |convention, _| {
                let parts = xs.iter().zip(&dys);
                let sum = parts.fold(Extended::zero(), |sum, (x, dy)| {
                    sum.plus(&pact.dalpha(convention, x, dy))
                });
                Ok(Some(vec![of(sum)]))
            },
            |convention, _| {
                let mut sum = Rational::new();
                for (x, dy) in xs.iter().zip(&dys) {
                    if let Expected::Exact(part) = self.second_dalpha(&id, convention, x, dy)? {
                        sum += part.rational().unwrap_or_default();
                    }
                }
                Ok(Some(vec![of(Extended::Finite(sum))]))
            },
        )
    }

    /// The value of an activation; `None` where `N x` is no number of any format that has `x`.
    fn dorefa_value(&self, x: &Extended) -> Result<Option<Case>, FamilyError> {
        let draft = self.draft("y", x, "1")?;
        let id = draft.id().to_owned();
        let quantiser = DorefaActivation::new(self.bits).map_err(FamilyError::definition(&id))?;
        let levels = Rational::from((1_u64 << self.bits) - 1);
        let product = match x.rational() {
            Some(x) if x.is_positive() && x < 1 => Extended::Finite(x * &levels),
            _ => Extended::zero(),
        };
        let dtypes: Vec<Dtype> = draft
            .applicable()
            .into_iter()
            .filter(|dtype| dtype.encode(&product).is_some())
            .collect();
        if dtypes.is_empty() {
            return Ok(None);
        }
        let draft = draft.dtypes(&dtypes);
        let draft = match self.bits {
            1 => draft,
            _ => draft.ulps(2),
        };
        let case = draft.settle(
            &DorefaConvention::all(),
            &["round"],
            &[],
            |convention, _| {
                let mut found = Vec::new();
                for draw in self.draws(x, convention.round) {
                    let value = quantiser.forward(convention, x, Some(&draw));
                    found.push(value.map_err(FamilyError::definition(&id))?);
                }
                Ok(Some(vec![one_of(found)]))
            },
            |convention, _| self.second_value(&id, x, convention.round),
        )?;
        Ok(Some(case))
    }

    fn dorefa_gradient(&self, x: &Extended, dy: &str) -> Result<Case, FamilyError> {
        let draft = self.draft("dx", x, dy)?;
        let id = draft.id().to_owned();
        let dy = exact(dy)?;
        let quantiser = DorefaActivation::new(self.bits).map_err(FamilyError::definition(&id))?;
        draft.settle(
            &DorefaConvention::all(),
            &["bound", "nan"],
            &[],
            |convention, _| Ok(Some(vec![of(quantiser.dx(convention, x, &dy))])),
            |convention, _| {
                let one = self.second_gradient(&id, x, &dy, convention.bound, convention.nan)?;
                Ok(Some(vec![one]))
            },
        )
    }

    fn staircase_value(&self, x: &Extended) -> Result<Case, FamilyError> {
        let draft = self.draft("y", x, "1")?;
        let id = draft.id().to_owned();
        let stairs =
            Staircase::new(self.bits, self.alpha.clone()).map_err(FamilyError::definition(&id))?;
        draft.settle_alone(
            &[],
            |_| Ok(Some(vec![of(stairs.forward(x))])),
            |_| {
                // Upwards is downwards on the other side of zero.
                let mirrored = Extended::Finite(
                    (-x.rational().unwrap_or_default()).max(Rational::from(-&self.end)),
                );
                if x.rational().is_none() {
                    return Ok(Some(vec![match x {
                        Extended::Nan => Expected::Nan,
                        Extended::NegativeInfinity => of(Extended::zero()),
                        _ => of(Extended::Finite(self.end.clone())),
                    }]));
                }
                let step = Dyadic::of(&self.step).and_then(|step| step.power_of_two());
                let step = step.ok_or_else(|| {
                    FamilyError::case(&id, "alpha", "a power of two", &self.alpha)
                })?;
                let units = second_number(&id, &mirrored)?.map(|x| x.scaled(-step));
                let down = roundings(&units, Rounding::Floor);
                let value = down
                    .first()
                    .map(|level| level.map(|level| level.scaled(step)));
                let value = value.map_or(Extended::zero(), |value| value.extended());
                let up = value.negated().rational().unwrap_or_default();
                Ok(Some(vec![of(Extended::Finite(up.max(Rational::new())))]))
            },
        )
    }

    fn staircase_gradient(&self, x: &Extended, dy: &str) -> Result<Case, FamilyError> {
        let draft = self.draft("dx", x, dy)?;
        let id = draft.id().to_owned();
        let dy = exact(dy)?;
        let stairs =
            Staircase::new(self.bits, self.alpha.clone()).map_err(FamilyError::definition(&id))?;
        draft.settle(
            &StaircaseConvention::all(),
            StaircaseConvention::KEYS,
            &[],
            |convention, _| Ok(Some(vec![of(stairs.dx(convention, x, &dy))])),
            |convention, _| {
                let one = self.second_gradient(&id, x, &dy, convention.bound, convention.nan)?;
                Ok(Some(vec![one]))
            },
        )
    }
}

/// The name of a number in an id.
fn point_name(x: &Extended) -> String {
    let text = slug(&x.to_string());
    match special(x).first().copied() {
        Some(flag @ ("Subnormal" | "Huge")) if text.len() > 12 => {
            let sign = if x.is_negative() { "m" } else { "" };
            format!("{sign}{}", flag.to_ascii_lowercase())
        }
        _ => text,
    }
}
