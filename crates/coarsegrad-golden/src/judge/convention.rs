//! Conventions, and what the answers to cases mean for one.
//!
//! For each case the judge notes which of its expectations were met: the *signature*. Cases with one signature count
//! alike for every convention, so memory depends on how many signatures there are and not on how many cases.

use std::collections::{BTreeMap, HashMap};

use coarsegrad_model::pointwise::{Axis, Rounding};

use super::compare::Meets;
use crate::case::When;

/// An expectation of a case, by its conditions, and whether it was met.
pub(crate) type Alternative = (u32, Meets);

/// Conditions by number.
#[derive(Debug, Default)]
pub(crate) struct Conditions {
    all: Vec<When>,
    numbers: HashMap<When, u32>,
}

impl Conditions {
    /// The number of these conditions.
    pub(crate) fn number(&mut self, when: &When) -> u32 {
        if let Some(number) = self.numbers.get(when) {
            return *number;
        }
        let number = u32::try_from(self.all.len()).unwrap_or(u32::MAX);
        self.all.push(when.clone());
        self.numbers.insert(when.clone(), number);
        number
    }

    pub(super) fn get(&self, number: u32) -> Option<&When> {
        self.all.get(usize::try_from(number).ok()?)
    }

    /// Which of the conditions a convention satisfies.
    pub(crate) fn satisfied_by(&self, choices: &Choices) -> Satisfied {
        let satisfies = |when: &When| {
            when.iter().all(|(axis, allowed)| {
                choices
                    .get(axis)
                    .is_some_and(|choice| allowed.contains(choice))
            })
        };
        Satisfied(self.all.iter().map(satisfies).collect())
    }
}

/// The conditions that a convention satisfies, by number.
#[derive(Clone, Debug, Default)]
pub(crate) struct Satisfied(Vec<bool>);

impl Satisfied {
    /// Whether the condition of this number is among them.
    pub(crate) fn has(&self, number: u32) -> bool {
        let place = usize::try_from(number).unwrap_or(usize::MAX);
        self.0.get(place).copied().unwrap_or(false)
    }
}

/// What a case means for a convention.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    Right,
    Wrong,
    Unknown,
    /// Nothing is expected of the convention, or nothing that the format can hold.
    Silent,
}

/// How many cases a convention has right and wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(crate) struct Score {
    pub(crate) right: u64,
    pub(crate) wrong: u64,
}

/// Whether answers depend on chance under a convention. Such a one allows more answers than one, so that it is right
/// where others are; it is named only where they are not.
pub(super) fn draws(choices: &Choices) -> bool {
    let round = choices.get(Rounding::KEY).map(String::as_str);
    round == Some(Rounding::Stochastic.name())
}

/// A convention as text by axis.
pub(crate) type Choices = BTreeMap<String, String>;

/// What the case with this signature means for a convention.
pub(crate) fn standing(signature: &[Alternative], satisfied: &Satisfied) -> Standing {
    let met = signature
        .iter()
        .filter(|(number, _)| satisfied.has(*number));
    met.map(|(_, meets)| match meets {
        Meets::Yes => (0, Standing::Right),
        Meets::Unknown => (1, Standing::Unknown),
        Meets::Inapplicable => (2, Standing::Silent),
        Meets::No => (3, Standing::Wrong),
    })
    .min_by_key(|(rank, _)| *rank)
    .map_or(Standing::Silent, |(_, standing)| standing)
}

/// The fewest wrong first and, of these, the most right.
pub(super) fn order(score: &Score) -> (u64, u64) {
    (score.wrong, u64::MAX - score.right)
}

/// How many cases a convention has right and wrong. Where it is silent, it is wrong if another one is, if so given.
pub(super) fn score(
    signatures: &[(&[Alternative], u64)],
    own: &Satisfied,
    or: Option<&[bool]>,
) -> Score {
    let mut score = Score::default();
    for (index, (signature, count)) in signatures.iter().enumerate() {
        let wrong_before = || or.is_some_and(|or| or.get(index).copied().unwrap_or(false));
        match standing(signature, own) {
            Standing::Right => score.right += count,
            Standing::Wrong => score.wrong += count,
            Standing::Silent if wrong_before() => score.wrong += count,
            Standing::Unknown | Standing::Silent => {}
        }
    }
    score
}

/// Whether a convention is as declared.
pub(super) fn agrees(choices: &Choices, declared: &Choices) -> bool {
    declared
        .iter()
        .all(|(axis, choice)| choices.get(axis) == Some(choice))
}

/// A convention as text: `bound=closed nan=zero`.
pub(crate) fn spell(choices: &Choices) -> String {
    let parts: Vec<_> = choices
        .iter()
        .map(|(axis, choice)| format!("{axis}={choice}"))
        .collect();
    if parts.is_empty() {
        "no choice".to_owned()
    } else {
        parts.join(" ")
    }
}
