//! Which slip explains the wrong answers of an output.
//!
//! For the answers that were compared with the slips (see the module `tally`) it is noted under which expectations which
//! slip agrees. A slip of a convention that is as declared is *suspected* if it has fewer answers against it than the
//! effective convention has.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::compare::Meets;
use super::convention::{
    Alternative, Choices, Conditions, Resolution, Satisfied, Standing, agrees, candidates, standing,
};
use super::slip::{Agreeing, Slip};

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
    let own = (resolution.effective.clone(), resolution.satisfied.clone());
    let signatures: Vec<(&[Alternative], u64)> = answers
        .iter()
        .map(|(_, plain, count)| (plain.as_slice(), *count))
        .collect();
    let others = candidates(declared, conditions, &signatures)
        .into_iter()
        .filter(|choices| agrees(choices, declared))
        .map(|choices| {
            let satisfied = conditions.satisfied_by(&choices);
            (choices, satisfied)
        });
    let mut best: Option<Suspect> = None;
    for (convention, satisfied) in [own].into_iter().chain(others) {
        for slip in Slip::ALL {
            let (explained, unexplained) = explains(slip, &satisfied, &answers);
            let better = match &best {
                Some(best) => {
                    (unexplained, u64::MAX - explained)
                        < (best.unexplained, u64::MAX - best.explained)
                }
                None => explained > 0 && unexplained < wrong,
            };
            if better {
                best = Some(Suspect {
                    slip,
                    convention: convention.clone(),
                    explained,
                    unexplained,
                });
            }
        }
        if best.as_ref().is_some_and(|best| best.unexplained == 0) {
            break;
        }
    }
    best
}

fn explains(
    slip: Slip,
    satisfied: &Satisfied,
    answers: &[(&Compared, Vec<Alternative>, u64)],
) -> (u64, u64) {
    let (mut explained, mut unexplained) = (0, 0);
    for (answer, _, count) in answers {
        let said = answer
            .iter()
            .filter(|(number, _, _)| satisfied.has(*number))
            .filter_map(|(_, _, agreeing)| agreeing.with(slip));
        match said.reduce(|one, other| one || other) {
            Some(true) => explained += count,
            Some(false) => unexplained += count,
            None => {}
        }
    }
    (explained, unexplained)
}
