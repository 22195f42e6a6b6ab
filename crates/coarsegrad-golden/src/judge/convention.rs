//! Which conventions the answers of a backend are consistent with.
//!
//! For each case the judge notes which of its expectations were met: the *signature*. Cases with one signature count
//! alike for every convention, so memory depends on how many signatures there are and not on how many cases.
//!
//! The *effective* convention of an operation in a format is the declared one; where the declaration leaves axes open,
//! it is the completion that has the fewest cases wrong. One completion holds for all cases: a backend cannot be of one
//! convention here and of another there.
//!
//! The *nearest* convention is the one with the fewest cases wrong, declared or not. It is *found* if it has none wrong
//! and is right wherever the effective one is wrong.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use coarsegrad_model::pointwise::{Axis, Rounding};

use super::compare::Meets;
use crate::case::When;

/// An expectation of a case, by its conditions, and whether it was met.
pub(crate) type Alternative = (u32, Meets);

/// The greatest number of conventions that are compared.
const MAX_CONVENTIONS: usize = 1 << 15;

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

    fn get(&self, number: u32) -> Option<&When> {
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

/// A convention as text by axis.
pub(crate) type Choices = BTreeMap<String, String>;

/// What the signatures of an operation in a format say.
#[derive(Debug)]
pub(crate) struct Resolution {
    /// The effective convention.
    pub(crate) effective: Choices,
    /// The conditions that it satisfies.
    pub(crate) satisfied: Satisfied,
    pub(crate) score: Score,
    /// The nearest convention.
    pub(crate) nearest: Choices,
    pub(crate) nearest_score: Score,
    /// How many conventions are as near as that one, itself included.
    pub(crate) ties: usize,
    /// Whether the nearest convention explains everything and the effective one does not.
    pub(crate) found: bool,
}

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
fn order(score: &Score) -> (u64, u64) {
    (score.wrong, u64::MAX - score.right)
}

/// How many cases a convention has right and wrong. Where it is silent, it is wrong if another one is, if so given.
fn score(signatures: &[(&[Alternative], u64)], own: &Satisfied, or: Option<&[bool]>) -> Score {
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

/// Finds the effective and the nearest convention.
pub(crate) fn resolve(
    declared: &Choices,
    conditions: &Conditions,
    signatures: &[(&[Alternative], u64)],
) -> Resolution {
    let candidates: Vec<_> = candidates(declared, conditions, signatures)
        .into_iter()
        .map(|choices| (conditions.satisfied_by(&choices), choices))
        .collect();
    let (effective, satisfied, effective_score) = candidates
        .iter()
        .filter(|(_, choices)| agrees(choices, declared))
        .map(|(satisfied, choices)| (choices, satisfied, score(signatures, satisfied, None)))
        .min_by_key(|(choices, _, score)| (order(score), draws(choices)))
        .map_or_else(
            || {
                let satisfied = conditions.satisfied_by(declared);
                let score = score(signatures, &satisfied, None);
                (declared.clone(), satisfied, score)
            },
            |(choices, satisfied, score)| (choices.clone(), satisfied.clone(), score),
        );
    let changes = |choices: &Choices| {
        choices
            .iter()
            .filter(|(axis, choice)| effective.get(*axis) != Some(choice))
            .count()
    };
    let wrong: Vec<_> = signatures
        .iter()
        .map(|(signature, _)| standing(signature, &satisfied) == Standing::Wrong)
        .collect();
    let scored: Vec<_> = candidates
        .iter()
        .map(|(satisfied, choices)| (choices, score(signatures, satisfied, Some(&wrong))))
        .collect();
    let (nearest, nearest_score) = scored
        .iter()
        .min_by_key(|(choices, score)| (order(score), draws(choices), changes(choices)))
        .map_or_else(
            || (effective.clone(), effective_score),
            |(choices, score)| ((*choices).clone(), *score),
        );
    Resolution {
        ties: scored
            .iter()
            .filter(|(choices, score)| *score == nearest_score && draws(choices) == draws(&nearest))
            .count(),
        found: effective_score.wrong > 0 && nearest_score.wrong == 0 && nearest_score.right > 0,
        effective,
        satisfied,
        score: effective_score,
        nearest,
        nearest_score,
    }
}

/// Whether a convention is as declared.
pub(crate) fn agrees(choices: &Choices, declared: &Choices) -> bool {
    declared
        .iter()
        .all(|(axis, choice)| choices.get(axis) == Some(choice))
}

/// The conventions that have the fewest cases wrong and, of these, the most right. They are made of the choices that the
/// conditions name, and of those of another convention.
pub(crate) fn best(
    other: &Choices,
    conditions: &Conditions,
    signatures: &[(&[Alternative], u64)],
) -> (Vec<Choices>, Score) {
    let mut best: Vec<Choices> = Vec::new();
    let mut least: Option<Score> = None;
    for choices in candidates(other, conditions, signatures) {
        let score = score(signatures, &conditions.satisfied_by(&choices), None);
        if least.is_none_or(|least| order(&score) < order(&least)) {
            least = Some(score);
            best.clear();
        }
        if least == Some(score) {
            best.push(choices);
        }
    }
    best.sort();
    if best.iter().any(|choices| !draws(choices)) {
        best.retain(|choices| !draws(choices));
    }
    (best, least.unwrap_or_default())
}

/// Whether answers depend on chance under a convention. Such a one allows more answers than one, so that it is right
/// where others are; it is named only where they are not.
fn draws(choices: &Choices) -> bool {
    let round = choices.get(Rounding::KEY).map(String::as_str);
    round == Some(Rounding::Stochastic.name())
}

/// The conventions that are compared: those of [`made`], without those that answer by chance unless something speaks for
/// chance. Cases say less about such conventions than about others, and being silent is no merit.
pub(crate) fn candidates(
    declared: &Choices,
    conditions: &Conditions,
    signatures: &[(&[Alternative], u64)],
) -> Vec<Choices> {
    let mut all = made(declared, conditions, signatures);
    if !draws(declared) && !chance_is_seen(&all, conditions, signatures) {
        all.retain(|choices| !draws(choices));
    }
    all
}

/// Whether the best convention that answers by chance is right where each of the others is wrong somewhere.
fn chance_is_seen(
    all: &[Choices],
    conditions: &Conditions,
    signatures: &[(&[Alternative], u64)],
) -> bool {
    let (by_chance, others): (Vec<_>, Vec<_>) = all.iter().partition(|choices| draws(choices));
    let best = by_chance
        .iter()
        .map(|choices| conditions.satisfied_by(choices))
        .min_by_key(|satisfied| order(&score(signatures, satisfied, None)));
    let Some(best) = best else {
        return false;
    };
    let right: Vec<_> = signatures
        .iter()
        .map(|(signature, _)| *signature)
        .filter(|signature| standing(signature, &best) == Standing::Right)
        .collect();
    others.iter().all(|choices| {
        let satisfied = conditions.satisfied_by(choices);
        right
            .iter()
            .any(|signature| standing(signature, &satisfied) == Standing::Wrong)
    })
}

/// Every convention made of the choices that the conditions name, and of those declared.
///
/// Beyond [`MAX_CONVENTIONS`], those that differ from the first one on one axis at most.
fn made(
    declared: &Choices,
    conditions: &Conditions,
    signatures: &[(&[Alternative], u64)],
) -> Vec<Choices> {
    let mut axes: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let numbers: BTreeSet<u32> = signatures
        .iter()
        .flat_map(|(signature, _)| signature.iter().map(|(number, _)| *number))
        .collect();
    for when in numbers.iter().filter_map(|number| conditions.get(*number)) {
        for (axis, choices) in when {
            let known = axes.entry(axis).or_default();
            known.extend(choices.iter().map(String::as_str));
        }
    }
    for (axis, choice) in declared {
        if let Some(known) = axes.get_mut(axis.as_str()) {
            known.insert(choice);
        }
    }
    let first: Choices = axes
        .iter()
        .filter_map(|(axis, choices)| Some((*axis, *choices.first()?)))
        .map(|(axis, choice)| (axis.to_owned(), choice.to_owned()))
        .chain(declared.clone())
        .collect();
    let product = axes.values().try_fold(1_usize, |product, choices| {
        product.checked_mul(choices.len())
    });
    let whole = product.is_some_and(|product| product <= MAX_CONVENTIONS);
    let mut all = vec![first.clone()];
    for (axis, choices) in &axes {
        let bases = if whole {
            all.clone()
        } else {
            vec![first.clone()]
        };
        for base in bases {
            for choice in choices {
                if base.get(*axis).map(String::as_str) != Some(choice) {
                    let mut changed = base.clone();
                    changed.insert((*axis).to_owned(), (*choice).to_owned());
                    all.push(changed);
                }
            }
        }
    }
    all
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

#[cfg(test)]
mod tests {
    use super::*;

    fn when(text: &str) -> When {
        let pairs = text
            .split_whitespace()
            .map(|pair| pair.split_once('=').unwrap());
        pairs
            .map(|(axis, choices)| {
                (
                    axis.to_owned(),
                    choices.split(',').map(str::to_owned).collect(),
                )
            })
            .collect()
    }

    fn choices(text: &str) -> Choices {
        when(text)
            .into_iter()
            .map(|(axis, choice)| (axis, choice.concat()))
            .collect()
    }

    struct Cases {
        conditions: Conditions,
        signatures: Vec<(Vec<Alternative>, u64)>,
    }

    impl Cases {
        fn new(cases: &[(u64, &[(&str, Meets)])]) -> Self {
            let mut conditions = Conditions::default();
            let signatures = cases
                .iter()
                .map(|(count, case)| {
                    let alternatives = case
                        .iter()
                        .map(|(text, meets)| (conditions.number(&when(text)), *meets));
                    (alternatives.collect(), *count)
                })
                .collect();
            Cases {
                conditions,
                signatures,
            }
        }

        fn resolve(&self, declared: &str) -> Resolution {
            let signatures: Vec<_> = self
                .signatures
                .iter()
                .map(|(s, n)| (s.as_slice(), *n))
                .collect();
            resolve(&choices(declared), &self.conditions, &signatures)
        }
    }

    use Meets::{No, Yes};

    #[test]
    fn a_backend_of_another_convention_is_found_out() {
        let cases = Cases::new(&[
            (3, &[("bound=closed,open,half", Yes)]),
            (
                2,
                &[
                    ("bound=closed", No),
                    ("bound=open", Yes),
                    ("bound=half", No),
                ],
            ),
        ]);
        let resolution = cases.resolve("bound=closed");
        assert_eq!(resolution.score, Score { right: 3, wrong: 2 });
        assert!(resolution.found);
        assert_eq!(spell(&resolution.nearest), "bound=open");
        assert_eq!(resolution.nearest_score, Score { right: 5, wrong: 0 });
        assert_eq!(resolution.ties, 1);
        assert!(!cases.resolve("bound=open").found);
    }

    #[test]
    fn a_backend_of_two_conventions_is_of_none() {
        let cases = Cases::new(&[
            (2, &[("bound=closed", No), ("bound=open", Yes)]),
            (1, &[("bound=closed", Yes), ("bound=open", No)]),
        ]);
        for declared in ["bound=closed", ""] {
            let resolution = cases.resolve(declared);
            assert!(!resolution.found, "{declared}");
            assert!(resolution.score.wrong > 0, "{declared}");
        }
        assert_eq!(cases.resolve("").effective, choices("bound=open"));
    }

    #[test]
    fn a_convention_of_which_nothing_is_expected_explains_nothing() {
        let cases = Cases::new(&[
            (5, &[("bound=closed,open", Yes)]),
            (1, &[("bound=closed", No)]),
        ]);
        let resolution = cases.resolve("bound=closed");
        assert!(!resolution.found);
        assert_eq!(resolution.score.wrong, 1);
    }

    #[test]
    fn chance_is_no_excuse_where_it_is_only_silent() {
        let value: &[(&str, Meets)] = &[("round=half_even,stochastic", Yes), ("round=floor", No)];
        let tensor: &[(&str, Meets)] = &[("round=half_even", No), ("round=floor", No)];
        let swapped = Cases::new(&[(9, value), (1, tensor)]);
        let resolution = swapped.resolve("");
        assert_eq!(resolution.effective, choices("round=half_even"));
        assert_eq!((resolution.score.wrong, resolution.found), (1, false));
        assert_eq!(
            swapped.resolve("round=half_even").nearest,
            choices("round=half_even")
        );

        // Values that each other convention has wrong somewhere are seen to be random.
        let up: &[(&str, Meets)] = &[
            ("round=stochastic", Yes),
            ("round=half_even", No),
            ("round=floor", Yes),
        ];
        let random = Cases::new(&[(9, value), (4, up)]);
        assert_eq!(random.resolve("").effective, choices("round=stochastic"));
        assert!(random.resolve("round=half_even").found);
        // What declares it is judged by it.
        assert_eq!(
            swapped.resolve("round=stochastic").score,
            Score { right: 9, wrong: 0 }
        );
    }

    #[test]
    fn axes_that_make_too_many_conventions_are_varied_one_at_a_time() {
        let choices: Vec<String> = (0..40).map(|n| n.to_string()).collect();
        let text: Vec<_> = ["a", "b", "c", "d"]
            .iter()
            .map(|axis| format!("{axis}={}", choices.join(",")))
            .collect();
        let text = text.join(" ");
        let cases = Cases::new(&[(1, &[(&text, Yes)]), (1, &[("a=3", Yes), ("a=0", No)])]);
        let resolution = cases.resolve("a=0 b=0 c=0 d=0");
        assert_eq!(resolution.nearest, self::choices("a=3 b=0 c=0 d=0"));
        assert!(resolution.found);
    }
}
