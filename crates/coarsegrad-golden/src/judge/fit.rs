//! Which conventions the answers of a backend follow, whatever it declares.

use std::collections::BTreeMap;

use coarsegrad_model::pointwise::Dtype;
use serde::Serialize;

use super::backend::Backend;
use super::candidates::best;
use super::convention::Choices;
use super::options::Options;
use super::resolution::resolve;
use super::run;
use crate::case::{Case, CaseError};
use crate::report::{Report, signatures};

/// What the answers of an operation in a format follow.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fit {
    /// The operation.
    pub op: String,
    /// The format.
    #[serde(serialize_with = "name")]
    pub dtype: Dtype,
    /// The conventions that have the most cases right, none of which these cases tell apart.
    pub conventions: Vec<Choices>,
    /// The cases that they have right.
    pub right: u64,
    /// The cases that they have wrong.
    pub wrong: u64,
    /// What the backend declares.
    pub declared: Choices,
    /// The cases that the declared convention has right, completed in the best way where it leaves axes open.
    pub declared_right: u64,
    /// The cases that it has wrong.
    pub declared_wrong: u64,
    /// Whether the two agree.
    pub agreement: Agreement,
}

fn name<S: serde::Serializer>(dtype: &Dtype, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(dtype.name())
}

/// Whether the answers follow what is declared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Agreement {
    /// A convention has all answers right, and it is as declared on the axes that are declared.
    Declared,
    /// A convention has all answers right, but none that is as declared.
    Other,
    /// No convention has all answers right.
    None,
}

impl Fit {
    /// For each axis the choices that the conventions make, in the order of their names.
    #[must_use]
    pub fn choices(&self) -> BTreeMap<&str, Vec<&str>> {
        let mut axes: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (axis, choice) in self.conventions.iter().flatten() {
            let choices = axes.entry(axis).or_default();
            if !choices.contains(&choice.as_str()) {
                choices.push(choice);
            }
        }
        for choices in axes.values_mut() {
            choices.sort_unstable();
        }
        axes
    }

    /// Whether the conventions are all combinations of [`choices`](Self::choices).
    #[must_use]
    pub fn is_product(&self) -> bool {
        let choices = self.choices();
        let count = choices
            .values()
            .try_fold(1_usize, |count, some| count.checked_mul(some.len()));
        count == Some(self.conventions.len())
    }

    /// Whether one of the conventions makes these choices.
    #[must_use]
    pub fn admits<'a>(&self, choices: impl Iterator<Item = (&'a str, &'a str)> + Clone) -> bool {
        self.conventions.iter().any(|convention| {
            choices
                .clone()
                .all(|(axis, choice)| convention.get(axis).is_none_or(|own| own == choice))
        })
    }
}

/// Puts cases to a backend and answers what conventions it follows, and the report.
///
/// Operations and formats in which nothing was answered are left out.
pub fn fit(
    cases: impl IntoIterator<Item = Result<Case, CaseError>>,
    backend: &mut dyn Backend,
    options: &Options,
) -> (Vec<Fit>, Report) {
    let (tally, ended) = run::run(cases.into_iter(), backend, options);
    let mut fits = Vec::new();
    for ((op, dtype), signatures) in signatures(&tally) {
        let declared = ended
            .greeting
            .ops
            .get(&op)
            .map(|declared| declared.convention.clone())
            .unwrap_or_default();
        let (conventions, score) = best(&Choices::new(), &tally.conditions, &signatures);
        let own = resolve(&declared, &tally.conditions, &signatures).score;
        let mut fit = Fit {
            op,
            dtype,
            conventions,
            right: score.right,
            wrong: score.wrong,
            declared_right: own.right,
            declared_wrong: own.wrong,
            agreement: Agreement::None,
            declared,
        };
        if fit.right + fit.wrong == 0 {
            continue;
        }
        let declared = fit.declared.iter();
        if fit.wrong == 0 {
            fit.agreement = match fit.admits(declared.map(|(a, c)| (a.as_str(), c.as_str()))) {
                true => Agreement::Declared,
                false => Agreement::Other,
            };
        }
        fits.push(fit);
    }
    (fits, Report::new(&tally, &ended, options))
}
