//! A case in the making: its inputs, and its expectations from two oracles under every convention.

use std::collections::BTreeMap;
use std::fmt::Display;

use coarsegrad_arith::Rational;
use coarsegrad_model::pointwise::{Dtype, Extended};

use super::FamilyError;
use super::agree::agree;
use super::cover::Table;
use crate::case::{
    Case, Expectation, Expected, Oracle, Parameter, Status, Tensor, Tolerance, semantic_hash,
};

/// The release that brings the cases.
const SINCE: &str = "0.1.0";

/// What generates the cases, and its version: a new one where a change moves expectations.
const GENERATOR: &str = "coarsegrad golden generate";
const GENERATOR_VERSION: &str = "1";

/// What an oracle expects of each entry, or `None` where it expects nothing.
pub(super) type Answer = Result<Option<Vec<Expected>>, FamilyError>;

/// A case in the making.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    case: Case,
    /// Whether both oracles answer the same in all formats, because nothing is rounded in any.
    uniform: bool,
}

impl Draft {
    /// A case of an operation's output, with the name that follows them in its id.
    pub(super) fn new(op: &str, output: &str, name: &str) -> Self {
        Draft {
            uniform: false,
            case: Case {
                id: format!("{op}.{output}/{name}"),
                hash: String::new(),
                since: SINCE.to_owned(),
                status: Status::Active,
                op: op.to_owned(),
                output: output.to_owned(),
                params: BTreeMap::new(),
                inputs: BTreeMap::new(),
                dtypes: Vec::new(),
                expect: Vec::new(),
                claims: definition(op).map(str::to_owned).into_iter().collect(),
                flags: Vec::new(),
                tolerance: Tolerance::Exact,
                oracle: Vec::new(),
                provenance: [
                    ("generator".to_owned(), GENERATOR.to_owned()),
                    ("version".to_owned(), GENERATOR_VERSION.to_owned()),
                ]
                .into(),
            },
        }
    }

    pub(super) fn id(&self) -> &str {
        &self.case.id
    }

    /// A parameter that is an exact number, or another text.
    pub(super) fn text(mut self, name: &str, value: &dyn Display) -> Self {
        let value = Parameter::Text(value.to_string());
        self.case.params.insert(name.to_owned(), value);
        self
    }

    /// A parameter that is a count or a level.
    pub(super) fn integer(mut self, name: &str, value: i64) -> Self {
        let value = Parameter::Integer(value);
        self.case.params.insert(name.to_owned(), value);
        self
    }

    /// A parameter that is a list of exact numbers.
    pub(super) fn texts(mut self, name: &str, values: &[Rational]) -> Self {
        let list = values
            .iter()
            .map(|value| Parameter::Text(value.to_string()))
            .collect();
        self.case
            .params
            .insert(name.to_owned(), Parameter::List(list));
        self
    }

    /// An input that is a number.
    pub(super) fn number(self, name: &str, value: &Extended) -> Self {
        self.tensor(name, Vec::new(), std::slice::from_ref(value))
    }

    /// An input with a shape.
    pub(super) fn tensor(mut self, name: &str, shape: Vec<usize>, values: &[Extended]) -> Self {
        let tensor = Tensor {
            shape,
            values: values.to_vec(),
        };
        self.case.inputs.insert(name.to_owned(), tensor);
        self
    }

    /// The numbers that both oracles form in the format of the run or in binary32, and nothing else: where all of
    /// those formats have all of them, one format is asked for all.
    pub(super) fn formed(mut self, values: &[Extended]) -> Self {
        let dtypes = self.applicable();
        self.uniform = dtypes
            .iter()
            .chain(&[Dtype::F32])
            .all(|dtype| values.iter().all(|value| dtype.encode(value).is_some()));
        self
    }

    /// What the case catches.
    pub(super) fn flags(mut self, flags: impl IntoIterator<Item = &'static str>) -> Self {
        for flag in flags {
            self.case.flags.push(flag.to_owned());
        }
        self
    }

    /// The claims that it follows from.
    pub(super) fn claims(mut self, claims: &[&str]) -> Self {
        self.case
            .claims
            .extend(claims.iter().map(|claim| (*claim).to_owned()));
        self
    }

    /// The formats that it is meant for.
    pub(super) fn dtypes(mut self, dtypes: &[Dtype]) -> Self {
        self.case.dtypes = dtypes.to_vec();
        self
    }

    /// How far an answer may be off, in units in the last place.
    pub(super) fn ulps(mut self, k: u32) -> Self {
        self.case.tolerance = Tolerance::Ulps(k);
        self
    }

    /// The names of what finds the expectations.
    pub(super) fn oracles(mut self, oracles: [(&str, Option<u32>); 2]) -> Self {
        self.case.oracle = oracles
            .into_iter()
            .map(|(name, bits)| Oracle {
                name: name.to_owned(),
                bits,
                version: GENERATOR_VERSION.to_owned(),
            })
            .collect();
        self
    }

    /// The formats that have all inputs and parameters, of those that it is meant for.
    pub(super) fn applicable(&self) -> Vec<Dtype> {
        let meant = |dtype: &Dtype| self.case.dtypes.is_empty() || self.case.dtypes.contains(dtype);
        let mut inputs = self
            .case
            .inputs
            .values()
            .flat_map(|tensor| &tensor.values)
            .collect::<Vec<_>>();
        let parameters: Vec<Extended> = self.case.params.values().flat_map(numbers).collect();
        inputs.extend(&parameters);
        Dtype::ALL
            .iter()
            .copied()
            .filter(meant)
            .filter(|dtype| inputs.iter().all(|value| dtype.encode(value).is_some()))
            .collect()
    }

    /// The case, with what both oracles say under each convention in each format.
    ///
    /// Only the axes of `keys` are varied: the output depends on no other one.
    pub(super) fn settle<C: Copy + Display>(
        mut self,
        conventions: &[C],
        keys: &[&str],
        shape: &[usize],
        first: impl Fn(&C, Dtype) -> Answer,
        second: impl Fn(&C, Dtype) -> Answer,
    ) -> Result<Case, FamilyError> {
        let dtypes = self.applicable();
        if dtypes.is_empty() {
            let condition = "numbers of at least one format";
            return Err(FamilyError::case(
                &self.case.id,
                "inputs",
                condition,
                &"others",
            ));
        }
        let known = by_choices(conventions, keys);
        let mut axes = axes(known.keys(), keys);
        let asked = if self.uniform { 1 } else { dtypes.len() };
        axes.push((
            "dtype".to_owned(),
            dtypes.iter().take(asked).map(ToString::to_string).collect(),
        ));
        let mut outcomes: Vec<Vec<Expected>> = Vec::new();
        let id = self.case.id.clone();
        let table = Table::new(axes, |chosen| {
            let mut choices = chosen.clone();
            let name = choices.remove("dtype").unwrap_or_default();
            let dtype = dtypes.iter().find(|dtype| dtype.name() == name);
            let (Some(convention), Some(dtype)) = (known.get(&choices), dtype) else {
                return Ok(None);
            };
            let (one, other) = (first(convention, *dtype)?, second(convention, *dtype)?);
            if !agree(one.as_deref(), other.as_deref()) {
                return Err(FamilyError::Disagreement {
                    id: id.clone(),
                    convention: format!("{convention} dtype={dtype}"),
                    first: format!("{one:?}"),
                    second: format!("{other:?}"),
                });
            }
            let Some(one) = one else { return Ok(None) };
            if one.len() != shape.iter().product::<usize>() {
                let condition = "as many numbers as the shape says";
                return Err(FamilyError::case(&id, "expect", condition, &one.len()));
            }
            let place = outcomes.iter().position(|outcome| *outcome == one);
            Ok(Some(place.unwrap_or_else(|| {
                outcomes.push(one);
                outcomes.len() - 1
            })))
        })?;
        for (when, outcome) in table.conditions() {
            if when.contains_key("dtype") {
                self.case.dtypes.clone_from(&dtypes);
            }
            if when.contains_key("compare_dtype") {
                self.case.flags.push("CompareDtype".to_owned());
            }
            self.case.expect.push(Expectation {
                when,
                shape: shape.to_vec(),
                values: outcomes.get(outcome).cloned().unwrap_or_default(),
            });
        }
        self.finish()
    }

    /// The case with one expectation, whatever the convention.
    pub(super) fn settle_alone(
        self,
        shape: &[usize],
        first: impl Fn(Dtype) -> Answer,
        second: impl Fn(Dtype) -> Answer,
    ) -> Result<Case, FamilyError> {
        self.settle(
            &[NoConvention],
            &[],
            shape,
            |_, dtype| first(dtype),
            |_, dtype| second(dtype),
        )
    }

    fn finish(mut self) -> Result<Case, FamilyError> {
        if self.case.expect.is_empty() {
            let condition = "something for at least one convention";
            return Err(FamilyError::case(
                &self.case.id,
                "expect",
                condition,
                &"nothing",
            ));
        }
        if self.case.oracle.len() < 2 {
            let condition = "two at least";
            return Err(FamilyError::case(
                &self.case.id,
                "oracle",
                condition,
                &"fewer",
            ));
        }
        self.case.flags.sort();
        self.case.flags.dedup();
        self.case.hash = semantic_hash(&self.case);
        Ok(self.case)
    }
}

/// The convention of an operation without axes.
#[derive(Clone, Copy, Debug)]
struct NoConvention;

impl Display for NoConvention {
    fn fmt(&self, _: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        Ok(())
    }
}

fn numbers(parameter: &Parameter) -> Vec<Extended> {
    match parameter {
        Parameter::Text(text) => text.parse().into_iter().collect(),
        Parameter::List(list) => list.iter().flat_map(numbers).collect(),
        Parameter::Integer(_) | Parameter::Flag(_) => Vec::new(),
    }
}

/// The conventions by their choices on some axes; of several that agree there, the first.
fn by_choices<C: Copy + Display>(
    conventions: &[C],
    keys: &[&str],
) -> BTreeMap<BTreeMap<String, String>, C> {
    let mut known = BTreeMap::new();
    for convention in conventions {
        let choices = convention
            .to_string()
            .split_ascii_whitespace()
            .filter_map(|part| part.split_once('='))
            .filter(|(key, _)| keys.contains(key))
            .map(|(key, choice)| (key.to_owned(), choice.to_owned()))
            .collect();
        known.entry(choices).or_insert(*convention);
    }
    known
}

/// The axes in the order of `keys`, each with its choices.
fn axes<'a>(
    known: impl Iterator<Item = &'a BTreeMap<String, String>>,
    keys: &[&str],
) -> Vec<(String, Vec<String>)> {
    let mut axes: Vec<(String, Vec<String>)> = keys
        .iter()
        .map(|key| ((*key).to_owned(), Vec::new()))
        .collect();
    for choices in known {
        for (key, names) in &mut axes {
            if let Some(choice) = choices.get(key)
                && !names.contains(choice)
            {
                names.push(choice.clone());
            }
        }
    }
    axes
}

/// The claim that says what a pointwise operation is.
fn definition(op: &str) -> Option<&'static str> {
    let (family, _) = op.split_once('.').unwrap_or((op, ""));
    Some(match family {
        "round" => "roundings_are_the_named_ones",
        "clip" => "clip_gradients_are_masked_by_the_place_of_the_input",
        "fake_quant" => "fake_quantisers_follow_the_chain_rule_with_a_mask",
        "lsq" | "pact" | "dorefa" | "staircase_relu" => {
            "learned_quantisers_are_those_of_their_papers"
        }
        "sign" | "heaviside" | "ternary" => "signs_steps_and_ternary_levels_follow_their_axes",
        "surrogate" => "surrogate_slopes_are_their_formulas",
        "library" => "library_slopes_are_those_of_code_or_documentation",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use coarsegrad_model::pointwise::{Bound, Clip, ClipConvention};

    fn draft() -> Draft {
        Draft::new("clip", "dx", "test")
            .number("x", &Extended::from(1))
            .number("dy", &Extended::from(1))
            .oracles([("one", None), ("other", None)])
    }

    fn clip(convention: &ClipConvention) -> Answer {
        let clip = Clip::new(Rational::from(-1), Rational::from(1));
        let one = Extended::from(1);
        let dx = clip.map(|clip| clip.dx(convention, &one, &one));
        Ok(dx.ok().map(|dx| vec![Expected::Exact(dx)]))
    }

    fn settle(second: impl Fn(&ClipConvention) -> Answer) -> Result<Case, FamilyError> {
        let conventions = ClipConvention::all();
        draft().settle(
            &conventions,
            ClipConvention::KEYS,
            &[],
            |convention, _| clip(convention),
            |convention, _| second(convention),
        )
    }

    #[test]
    fn a_case_on_which_the_oracles_agree_has_few_conditions() {
        let case = settle(clip).unwrap();
        assert_eq!(case.expect.len(), 3);
        assert_eq!(case.hash, semantic_hash(&case));
    }

    /// Whatever one oracle says otherwise under a single convention, there is no case.
    #[test]
    fn a_case_on_which_the_oracles_disagree_is_refused() {
        let swapped = settle(|convention| {
            let bound = match convention.bound {
                Bound::Closed => Bound::Open,
                Bound::Open => Bound::Closed,
                other => other,
            };
            clip(&ClipConvention {
                bound,
                ..*convention
            })
        });
        let silent = settle(|convention| match convention.bound {
            Bound::Half => Ok(None),
            _ => clip(convention),
        });
        let longer = settle(|convention| {
            let mut answer = clip(convention)?;
            if convention.bound == Bound::Identity {
                answer
                    .iter_mut()
                    .for_each(|values| values.push(Expected::Nan));
            }
            Ok(answer)
        });
        for (refused, bound) in [(swapped, "closed"), (silent, "half"), (longer, "identity")] {
            match refused {
                Err(FamilyError::Disagreement { id, convention, .. }) => {
                    assert_eq!(id, "clip.dx/test");
                    assert!(
                        convention.contains(&format!("bound={bound}")),
                        "{convention}"
                    );
                }
                other => panic!("{other:?}"),
            }
        }
    }

    #[test]
    fn a_case_for_no_format_or_with_one_oracle_is_refused() {
        let third = draft().number("x", &Extended::Finite(Rational::from((1, 3))));
        let refused = third.settle_alone(&[], |_| Ok(None), |_| Ok(None));
        assert!(
            refused
                .unwrap_err()
                .to_string()
                .contains("numbers of at least one format")
        );
        let one = draft().oracles([("one", None), ("other", None)]);
        let mut one = one;
        one.case.oracle.pop();
        let answer = |_| Ok(Some(vec![Expected::Nan]));
        assert!(one.settle_alone(&[], answer, answer).is_err());
        assert!(
            draft()
                .settle_alone(&[], |_| Ok(None), |_| Ok(None))
                .is_err()
        );
    }
}
