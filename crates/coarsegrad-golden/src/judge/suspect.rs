//! Which slip explains the wrong answers of an output.
//!
//! For the answers that were compared with the slips (see the module `tally`) it is noted under which expectations which
//! slip agrees. A slip of a convention that is as declared is *suspected* if fewer answers speak against it than are wrong
//! under the effective convention, a wrong answer of which it says nothing among them, and if it explains nine of ten
//! answers of which it says something.
//!
//! Before that, an output may be right under a convention of its own.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::candidates::{Candidate, best, candidates};
use super::compare::Meets;
use super::convention::{Alternative, Choices, Conditions, Satisfied, Standing, agrees, standing};
use super::resolution::Resolution;
use super::slip::{Agreeing, Slip};
use super::tally::Group;

/// A slip is suspected where this many times as many answers speak for it as against it.
const MOST: u64 = 9;

/// Answers of one kind: for each expectation whether it was met, and what the slips of it say.
pub(crate) type Compared = Vec<(u32, Meets, Agreeing)>;

/// A slip, and how many answers it explains.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Suspect {
    pub(crate) slip: Slip,
    /// The convention that it is a slip of.
    pub(crate) convention: Choices,
    /// The answers that it explains.
    pub(crate) explained: u64,
    /// The answers that it does not explain.
    pub(crate) unexplained: u64,
}

/// A suspect as reports have it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SlipRow {
    /// The operation.
    pub op: String,
    /// The output.
    pub output: String,
    /// The format.
    pub dtype: String,
    /// The slip.
    pub slip: Slip,
    /// The convention that it is a slip of.
    pub convention: Choices,
    /// The answers compared that it explains.
    pub explained: u64,
    /// The answers compared that it does not explain.
    pub unexplained: u64,
}

/// The slip that explains an output best, if any does better than the effective convention.
pub(crate) fn suspect(
    declared: &Choices,
    conditions: &Conditions,
    resolution: &Resolution,
    group: &Group,
) -> Option<Suspect> {
    let signatures: Vec<(&[Alternative], u64)> = group
        .signatures
        .iter()
        .map(|(signature, (count, _))| (signature.as_slice(), *count))
        .collect();
    alone(conditions, resolution, &signatures)
        .or_else(|| slipped(declared, conditions, resolution, &group.compared))
}

/// Another convention that has every answer of this output right, where the effective one has some wrong.
fn alone(
    conditions: &Conditions,
    resolution: &Resolution,
    signatures: &[(&[Alternative], u64)],
) -> Option<Suspect> {
    let own = signatures
        .iter()
        .any(|(signature, _)| standing(signature, &resolution.satisfied) == Standing::Wrong);
    let (conventions, score) = best(&resolution.effective, conditions, signatures);
    if !own || score.wrong > 0 || score.right == 0 {
        return None;
    }
    let changes = |choices: &Choices| {
        let changed =
            |(axis, choice): &(&String, &String)| resolution.effective.get(*axis) != Some(choice);
        choices.iter().filter(changed).count()
    };
    let nearest = conventions.into_iter().min_by_key(changes)?;
    Some(Suspect {
        slip: Slip::OtherConvention,
        convention: nearest,
        explained: score.right,
        unexplained: 0,
    })
}

fn slipped(
    declared: &Choices,
    conditions: &Conditions,
    resolution: &Resolution,
    compared: &HashMap<Compared, u64>,
) -> Option<Suspect> {
    let answers: Vec<(&Compared, Vec<Alternative>, u64)> = compared
        .iter()
        .map(|(answer, count)| {
            let plain = answer.iter().map(|(number, meets, _)| (*number, *meets));
            (answer, plain.collect(), *count)
        })
        .collect();
    let wrong: u64 = answers
        .iter()
        .filter(|(_, plain, _)| standing(plain, &resolution.satisfied) == Standing::Wrong)
        .map(|(_, _, count)| count)
        .sum();
    if wrong == 0 {
        return None;
    }
    let own = Candidate {
        choices: resolution.effective.clone(),
        satisfied: resolution.satisfied.clone(),
    };
    let signatures: Vec<(&[Alternative], u64)> = answers
        .iter()
        .map(|(_, plain, count)| (plain.as_slice(), *count))
        .collect();
    let others = candidates(declared, conditions, &signatures)
        .into_iter()
        .filter(|candidate| agrees(&candidate.choices, declared));
    let mut found: Option<(u64, Suspect)> = None;
    for Candidate { choices, satisfied } in [own].into_iter().chain(others) {
        for slip in Slip::COMPUTED {
            let said = explains(slip, &satisfied, &resolution.satisfied, &answers);
            let against = said.unexplained + said.passed_over;
            let least = found.as_ref().map_or(wrong, |(against, _)| *against);
            let more = found
                .as_ref()
                .is_some_and(|(_, found)| against == least && said.explained > found.explained);
            let convincing =
                said.explained > said.passed_over && said.explained >= MOST * said.unexplained;
            if convincing && (against < least || more) {
                let suspect = Suspect {
                    slip,
                    convention: choices.clone(),
                    explained: said.explained,
                    unexplained: said.unexplained,
                };
                found = Some((against, suspect));
            }
        }
        if found.as_ref().is_some_and(|(against, _)| *against == 0) {
            break;
        }
    }
    found.map(|(_, suspect)| suspect)
}

/// How many answers a slip explains.
#[derive(Default)]
struct Explains {
    explained: u64,
    unexplained: u64,
    /// Wrong answers of which it says nothing.
    passed_over: u64,
}

fn explains(
    slip: Slip,
    satisfied: &Satisfied,
    effective: &Satisfied,
    answers: &[(&Compared, Vec<Alternative>, u64)],
) -> Explains {
    let mut explains = Explains::default();
    for (answer, plain, count) in answers {
        let said = answer
            .iter()
            .filter(|(number, _, _)| satisfied.has(*number))
            .filter_map(|(_, _, agreeing)| agreeing.with(slip));
        match said.reduce(|one, other| one || other) {
            Some(true) => explains.explained += count,
            Some(false) => explains.unexplained += count,
            None if standing(plain, effective) == Standing::Wrong => explains.passed_over += count,
            None => {}
        }
    }
    explains
}
