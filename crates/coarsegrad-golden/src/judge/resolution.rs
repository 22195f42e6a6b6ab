//! Which conventions the answers of a backend are consistent with.
//!
//! The *effective* convention of an operation in a format is the declared one; where the declaration leaves axes open,
//! it is the completion that has the fewest cases wrong. One completion holds for all cases: a backend cannot be of one
//! convention here and of another there.
//!
//! The *nearest* convention is the one with the fewest cases wrong, declared or not. It is *found* if it has none wrong
//! and is right wherever the effective one is wrong.
//!
//! An axis is *undetermined* if conventions that differ there are as right: the answers do not test it.

use std::collections::{BTreeMap, BTreeSet};

use super::candidates::{Candidate, candidates, named, without_idle_axes};
use super::convention::{
    Alternative, Choices, Conditions, Satisfied, Score, Standing, agrees, draws, order, score,
    standing,
};

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
    /// The axes that the answers do not determine, and the choices between which they do not tell: those of the
    /// conventions that are as right as the effective one or, where that is wrong somewhere, as near as the nearest. Of
    /// an axis that no case names it is the declared choice alone.
    pub(crate) undetermined: BTreeMap<String, BTreeSet<String>>,
}

/// Finds the effective and the nearest convention.
pub(crate) fn resolve(
    declared: &Choices,
    conditions: &Conditions,
    signatures: &[(&[Alternative], u64)],
) -> Resolution {
    let candidates = candidates(declared, conditions, signatures);
    let as_declared = candidates
        .iter()
        .filter(|candidate| agrees(&candidate.choices, declared));
    let (own, effective_score) = as_declared
        .map(|candidate| (candidate, score(signatures, &candidate.satisfied, None)))
        .min_by_key(|(candidate, score)| (order(score), draws(&candidate.choices)))
        .map_or_else(
            || {
                let own = Candidate {
                    choices: declared.clone(),
                    satisfied: conditions.satisfied_by(declared),
                };
                let score = score(signatures, &own.satisfied, None);
                (own, score)
            },
            |(candidate, score)| (candidate.clone(), score),
        );
    let Candidate {
        choices: effective,
        satisfied,
    } = own;
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
        .map(|Candidate { choices, satisfied }| {
            (choices, score(signatures, satisfied, Some(&wrong)))
        })
        .collect();
    let (nearest, nearest_score) = scored
        .iter()
        .min_by_key(|(choices, score)| (order(score), draws(choices), changes(choices)))
        .map_or_else(
            || (effective.clone(), effective_score),
            |(choices, score)| ((*choices).clone(), *score),
        );
    let as_near = |(choices, score): &&(&Choices, Score)| {
        *score == nearest_score && draws(choices) == draws(&nearest)
    };
    let as_right = |one: &&(&Choices, Score)| match effective_score.wrong {
        0 => {
            let (choices, score) = one;
            let by_chance = draws(choices) && !draws(&effective);
            score.wrong == 0 && score.right >= effective_score.right && !by_chance
        }
        _ => as_near(one),
    };
    let alike = scored.iter().filter(as_right).map(|(choices, _)| *choices);
    let bare = |choices| without_idle_axes(choices, declared, conditions, signatures);
    Resolution {
        ties: scored.iter().filter(as_near).count(),
        found: effective_score.wrong > 0 && nearest_score.wrong == 0 && nearest_score.right > 0,
        undetermined: undetermined(alike, &named(conditions, signatures)),
        effective: bare(&effective),
        satisfied,
        score: effective_score,
        nearest: bare(&nearest),
        nearest_score,
    }
}

/// The axes on which these conventions differ, and those that no case names, with their choices.
fn undetermined<'a>(
    alike: impl Iterator<Item = &'a Choices>,
    named: &BTreeMap<&str, BTreeSet<&str>>,
) -> BTreeMap<String, BTreeSet<String>> {
    let mut axes: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (axis, choice) in alike.flatten() {
        axes.entry(axis).or_default().insert(choice);
    }
    let owned = |choices: BTreeSet<&str>| choices.into_iter().map(str::to_owned).collect();
    axes.into_iter()
        .filter(|(axis, choices)| choices.len() > 1 || !named.contains_key(axis))
        .map(|(axis, choices)| (axis.to_owned(), owned(choices)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::compare::Meets;
    use super::super::convention::spell;
    use super::*;
    use crate::case::When;

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
    fn what_the_answers_do_not_test_is_not_determined() {
        let text = |resolution: &Resolution| {
            let axes = resolution.undetermined.iter();
            let all: Vec<_> = axes
                .map(|(axis, choices)| {
                    let choices: Vec<_> = choices.iter().map(String::as_str).collect();
                    format!("{axis}={}", choices.join(","))
                })
                .collect();
            all.join(" ")
        };
        // Every choice of one axis agrees, and one choice of the other is wrong.
        let cases = Cases::new(&[
            (3, &[("bound=closed,open nan=zero,pass", Yes)]),
            (2, &[("bound=closed", Yes), ("bound=open", No)]),
        ]);
        for declared in ["", "bound=closed", "bound=closed nan=zero"] {
            assert_eq!(
                text(&cases.resolve(declared)),
                "nan=pass,zero",
                "{declared}"
            );
        }
        // What no case names is as it is declared.
        assert_eq!(
            text(&cases.resolve("bound=closed side=left")),
            "nan=pass,zero side=left"
        );
        // A wrong declaration: what the nearest convention is like.
        let wrong = cases.resolve("bound=open nan=zero");
        assert!(wrong.found);
        assert_eq!(text(&wrong), "nan=pass,zero");
        // Two choices of three, and two axes of which one tells the other.
        let cases = Cases::new(&[
            (1, &[("round=even,away", Yes), ("round=floor", No)]),
            (
                1,
                &[
                    ("order=one bound=closed", No),
                    ("order=two", Yes),
                    ("bound=identity", Yes),
                ],
            ),
        ]);
        assert_eq!(
            text(&cases.resolve("")),
            "bound=closed,identity order=one,two round=away,even"
        );
        // The one choice that is named, where the answer is the same without it.
        let cases = Cases::new(&[
            (
                2,
                &[
                    ("compare=f32 round=up", Yes),
                    ("side=left round=up", Yes),
                    ("round=down", No),
                ],
            ),
            (1, &[("round=up", Yes), ("round=down", No)]),
            (1, &[("side=left round=up", Yes), ("round=down", No)]),
        ]);
        assert_eq!(cases.resolve("").effective, choices("round=up side=left"));
        assert_eq!(
            cases.resolve("round=down").nearest,
            choices("round=up side=left")
        );
        let declared = cases.resolve("compare=input");
        assert_eq!(
            declared.effective,
            choices("compare=input round=up side=left")
        );
        assert_eq!(text(&declared), "compare=f32,input");
        // Where each axis is tested there is nothing to name.
        let cases = Cases::new(&[(1, &[("bound=closed", Yes), ("bound=open", No)])]);
        assert_eq!(text(&cases.resolve("bound=closed")), "");
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
