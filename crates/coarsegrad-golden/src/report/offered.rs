//! Which outputs a backend has.

use std::collections::{BTreeMap, BTreeSet};

use super::{Cell, Finding};
use crate::judge::{Counts, Verdict};

/// The outputs of a report, as operation and output.
pub(super) struct Outputs<'a> {
    /// Those that the backend has.
    pub(super) offered: Vec<(&'a str, &'a str)>,
    /// Those that it lacks.
    pub(super) missing: BTreeSet<(&'a str, &'a str)>,
}

impl<'a> Outputs<'a> {
    /// The outputs of a matrix, in its order.
    pub(super) fn of(matrix: &'a [Cell]) -> Self {
        let mut counts: BTreeMap<(&str, &str), Vec<&Counts>> = BTreeMap::new();
        for cell in matrix {
            let place = (cell.op.as_str(), cell.output.as_str());
            counts.entry(place).or_default().push(&cell.counts);
        }
        let (offered, missing): (Vec<_>, Vec<_>) = counts
            .into_iter()
            .partition(|(_, formats)| is_there(formats));
        Outputs {
            offered: offered.into_iter().map(|(place, _)| place).collect(),
            missing: missing.into_iter().map(|(place, _)| place).collect(),
        }
    }

    /// Whether a finding says no more than that the backend lacks the output.
    pub(super) fn explains(&self, finding: &Finding) -> bool {
        finding.verdict == Verdict::Unsupported
            && self
                .missing
                .contains(&(finding.op.as_str(), finding.output.as_str()))
    }

    /// What the backend lacks, as text: operations, and outputs of those that it has in part. Nothing where it lacks none.
    pub(super) fn not_offered(&self) -> String {
        let mut by_op: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (op, output) in &self.missing {
            by_op.entry(op).or_default().push(output);
        }
        let parts: Vec<_> = by_op
            .into_iter()
            .map(|(op, outputs)| {
                let in_part = self.offered.iter().any(|(offered, _)| *offered == op);
                match in_part {
                    true => format!("{} of {op}", outputs.join(" and ")),
                    false => op.to_owned(),
                }
            })
            .collect();
        parts.join(", ")
    }
}

/// Whether the backend has an output: something was said of it, or it was not found unsupported in any format.
fn is_there(formats: &[&Counts]) -> bool {
    let silent = |counts: &Counts| counts.unsupported + counts.not_applicable;
    formats.iter().any(|counts| silent(counts) < counts.total())
        || formats.iter().all(|counts| counts.unsupported == 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_operation_without_any_output_is_named_alone() {
        let cell = |op: &str, output: &str, dtype: &str, verdict| {
            let mut counts = Counts::default();
            counts.add(verdict, 2);
            Cell {
                op: op.to_owned(),
                output: output.to_owned(),
                dtype: dtype.to_owned(),
                counts,
            }
        };
        let matrix = [
            cell("a", "y", "f64", Verdict::Pass),
            cell("a", "y", "f32", Verdict::Unsupported),
            cell("a", "dx", "f64", Verdict::Unsupported),
            cell("a", "dy", "f64", Verdict::Unsupported),
            cell("b", "y", "f64", Verdict::NotApplicable),
            cell("b", "y", "f32", Verdict::Unsupported),
            cell("c", "y", "f64", Verdict::NotApplicable),
        ];
        let outputs = Outputs::of(&matrix);
        assert_eq!(outputs.offered, [("a", "y"), ("c", "y")]);
        assert_eq!(outputs.not_offered(), "dx and dy of a, b");
        assert_eq!(Outputs::of(&matrix[..1]).not_offered(), "");
    }
}
