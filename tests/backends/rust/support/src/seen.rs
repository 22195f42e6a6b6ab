//! What the judge sees of a backend.

use std::collections::BTreeMap;

use coarsegrad_golden::case::Case;
use coarsegrad_golden::families::committed;
use coarsegrad_golden::judge::{Fit, InProcess, Options, SteBackend, Verdict, fit};
use coarsegrad_model::pointwise::{Dtype, Extended};

/// What the judge sees of an operation in a format.
#[derive(Clone, Debug)]
pub struct Seen {
    /// The operation.
    pub op: String,
    /// The format.
    pub dtype: Dtype,
    /// For each axis the choice that has most answers right; more where the cases do not tell them apart.
    pub convention: BTreeMap<String, Vec<String>>,
    /// The number of answers that it has right.
    pub right: u64,
    /// The cases that it has wrong.
    pub wrong: Vec<Case>,
}

impl Seen {
    /// The choices on some axes: `bound=half nan=zero`.
    #[must_use]
    pub fn choices(&self, axes: &[&str]) -> String {
        let choices = |axis: &&str| {
            let choices = self.convention.get(*axis).map(|choices| choices.join("|"));
            format!("{axis}={}", choices.unwrap_or_default())
        };
        axes.iter().map(choices).collect::<Vec<_>>().join(" ")
    }
}

/// Puts the cases of the corpus to a backend: those whose ids begin with one of the families.
pub fn look(backend: impl SteBackend, families: &[&str]) -> Vec<Seen> {
    let options = Options {
        families: families.iter().map(|&family| family.to_owned()).collect(),
        findings: usize::MAX,
        ..Options::default()
    };
    let (fits, report) = fit(committed(), &mut InProcess::new(backend), &options);
    let cases: BTreeMap<String, Case> = committed()
        .filter_map(Result::ok)
        .map(|case| (case.id.clone(), case))
        .collect();
    let bad = report
        .findings
        .iter()
        .filter(|finding| finding.verdict.is_bad() || finding.verdict == Verdict::Indeterminate);
    let seen = fits.into_iter().map(|fit| Seen {
        wrong: bad
            .clone()
            .filter(|finding| finding.op == fit.op && finding.dtype == fit.dtype.name())
            .filter_map(|finding| cases.get(&finding.id).cloned())
            .collect(),
        convention: convention(&fit),
        right: fit.right,
        op: fit.op,
        dtype: fit.dtype,
    });
    seen.collect()
}

/// The choices by axis. A deterministic rounding answers what stochastic rounding may answer, so where the two are not
/// told apart it is the deterministic one that is meant.
fn convention(fit: &Fit) -> BTreeMap<String, Vec<String>> {
    let mut convention = BTreeMap::new();
    for (axis, mut choices) in fit.choices() {
        if choices.len() > 1 {
            choices.retain(|choice| *choice != "stochastic");
        }
        let choices = choices.into_iter().map(str::to_owned).collect();
        convention.insert(axis.to_owned(), choices);
    }
    convention
}

/// Whether an input of a case is infinite.
#[must_use]
pub fn is_infinite(case: &Case, input: &str) -> bool {
    has(case, input, |value| {
        matches!(
            value,
            Extended::PositiveInfinity | Extended::NegativeInfinity
        )
    })
}

fn has(case: &Case, input: &str, property: impl FnMut(&Extended) -> bool) -> bool {
    let tensor = case.inputs.get(input);
    tensor.is_some_and(|tensor| tensor.values.iter().any(property))
}
