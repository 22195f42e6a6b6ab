//! The conventions that are compared, and the best of them.

use std::collections::{BTreeMap, BTreeSet};

use super::convention::{
    Alternative, Choices, Conditions, Satisfied, Score, Standing, draws, order, score, standing,
};

/// The greatest number of conventions that are compared.
const MAX_CONVENTIONS: usize = 1 << 15;

/// A convention that is compared.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    pub(super) choices: Choices,
    /// The conditions that it satisfies.
    pub(super) satisfied: Satisfied,
}

/// The conventions that are compared: those of [`made`], without those that answer by chance unless something speaks for
/// chance. Cases say less about such conventions than about others, and being silent is no merit.
pub(super) fn candidates(
    declared: &Choices,
    conditions: &Conditions,
    signatures: &[(&[Alternative], u64)],
) -> Vec<Candidate> {
    let made = made(declared, conditions, signatures).into_iter();
    let mut all: Vec<_> = made
        .map(|choices| Candidate {
            satisfied: conditions.satisfied_by(&choices),
            choices,
        })
        .collect();
    if !draws(declared) && !chance_is_seen(&all, signatures) {
        all.retain(|candidate| !draws(&candidate.choices));
    }
    all
}

/// Whether the best convention that answers by chance is right where each of the others is wrong somewhere.
fn chance_is_seen(all: &[Candidate], signatures: &[(&[Alternative], u64)]) -> bool {
    let (by_chance, others): (Vec<_>, Vec<_>) =
        all.iter().partition(|candidate| draws(&candidate.choices));
    let best = by_chance
        .into_iter()
        .min_by_key(|candidate| order(&score(signatures, &candidate.satisfied, None)));
    let Some(best) = best else {
        return false;
    };
    let right: Vec<_> = signatures
        .iter()
        .map(|(signature, _)| *signature)
        .filter(|signature| standing(signature, &best.satisfied) == Standing::Right)
        .collect();
    others.iter().all(|other| {
        right
            .iter()
            .any(|signature| standing(signature, &other.satisfied) == Standing::Wrong)
    })
}

/// The axes that the conditions of these cases name, and the choices.
pub(super) fn named<'a>(
    conditions: &'a Conditions,
    signatures: &[(&[Alternative], u64)],
) -> BTreeMap<&'a str, BTreeSet<&'a str>> {
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
    axes
}

/// A convention without the axes that nothing depends on: those of which the cases name one choice alone, which is not
/// given by `other`, and without which it has the same cases right and wrong.
pub(super) fn without_idle_axes(
    choices: &Choices,
    other: &Choices,
    conditions: &Conditions,
    signatures: &[(&[Alternative], u64)],
) -> Choices {
    let named = named(conditions, signatures);
    let alone = named
        .iter()
        .filter(|(axis, choices)| choices.len() == 1 && !other.contains_key(**axis));
    let of = |choices: &Choices| score(signatures, &conditions.satisfied_by(choices), None);
    let own = of(choices);
    let mut kept = choices.clone();
    for (axis, _) in alone {
        let mut without = kept.clone();
        if without.remove(*axis).is_some() && of(&without) == own {
            kept = without;
        }
    }
    kept
}

/// Every convention made of the choices that the conditions name, and of those declared.
///
/// Beyond [`MAX_CONVENTIONS`], those that differ from the first one on one axis at most.
fn made(
    declared: &Choices,
    conditions: &Conditions,
    signatures: &[(&[Alternative], u64)],
) -> Vec<Choices> {
    let mut axes = named(conditions, signatures);
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

/// The conventions that have the fewest cases wrong and, of these, the most right. They are made of the choices that the
/// conditions name, and of those of another convention.
pub(super) fn best(
    other: &Choices,
    conditions: &Conditions,
    signatures: &[(&[Alternative], u64)],
) -> (Vec<Choices>, Score) {
    let mut best: Vec<Choices> = Vec::new();
    let mut least: Option<Score> = None;
    for candidate in candidates(other, conditions, signatures) {
        let score = score(signatures, &candidate.satisfied, None);
        if least.is_none_or(|least| order(&score) < order(&least)) {
            least = Some(score);
            best.clear();
        }
        if least == Some(score) {
            best.push(candidate.choices);
        }
    }
    for choices in &mut best {
        *choices = without_idle_axes(choices, other, conditions, signatures);
    }
    best.sort();
    best.dedup();
    if best.iter().any(|choices| !draws(choices)) {
        best.retain(|choices| !draws(choices));
    }
    (best, least.unwrap_or_default())
}
