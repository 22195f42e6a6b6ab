//! The rows of the tables of conventions and mistakes, the formats of which the same is said in one.

use std::collections::BTreeMap;

use super::{ConventionRow, Report};
use crate::judge::{Choices, Slip, SlipRow, spell};

/// A row of the table of conventions.
pub(super) struct Together {
    pub(super) op: String,
    /// The formats, separated by commas; so are the counts.
    pub(super) dtypes: String,
    pub(super) effective: String,
    pub(super) effective_right: String,
    /// The axes that the answers do not determine, with their choices.
    pub(super) undetermined: String,
    /// The choices in which the nearest convention differs; nothing where it does not.
    pub(super) nearest: Option<String>,
    pub(super) nearest_right: String,
    /// Whether the nearest convention explains what the effective one does not.
    pub(super) found: bool,
}

/// The rows of the table of conventions.
pub(super) fn conventions(rows: &[ConventionRow]) -> Vec<Together> {
    let mut groups: Vec<Vec<&ConventionRow>> = Vec::new();
    for row in rows {
        let same = groups.iter_mut().find(|group| {
            group.first().is_some_and(|first| {
                (&first.op, &first.effective, &first.nearest, first.found)
                    == (&row.op, &row.effective, &row.nearest, row.found)
                    && first.undetermined == row.undetermined
            })
        });
        match same {
            Some(group) => group.push(row),
            None => groups.push(vec![row]),
        }
    }
    groups
        .iter()
        .filter_map(|group| {
            let first = group.first()?;
            let joined = |of: &dyn Fn(&ConventionRow) -> String| {
                let all: Vec<_> = group.iter().map(|row| of(row)).collect();
                all.join(", ")
            };
            let differs = differing(&first.nearest, &first.effective);
            Some(Together {
                op: first.op.clone(),
                dtypes: joined(&|row| row.dtype.clone()),
                effective: spell(&first.effective),
                effective_right: joined(&|row| of(row.effective_right, row.effective_wrong)),
                undetermined: braces(&first.undetermined),
                nearest: (!differs.is_empty()).then(|| spell(&differs)),
                nearest_right: joined(&|row| of(row.nearest_right, row.nearest_wrong)),
                found: first.found,
            })
        })
        .collect()
}

/// What is wrong, as the end of a sentence about an output.
pub(super) fn sentence(slip: Slip, convention: &Choices, effective: &Choices) -> String {
    match slip {
        Slip::OtherConvention => {
            let differs = spell(&differing(convention, effective));
            format!("{}: {differs}", slip.words())
        }
        slip => slip.words().to_owned(),
    }
}

/// The same for a row of a report.
pub(super) fn row_sentence(report: &Report, row: &SlipRow) -> String {
    let mut rows = report.conventions.iter();
    let own = rows.find(|other| other.op == row.op && other.dtype == row.dtype);
    let none = Choices::new();
    let effective = own.map_or(&none, |own| &own.effective);
    sentence(row.slip, &row.convention, effective)
}

/// The well-known mistakes: the output of an operation, the formats, and a sentence.
pub(super) fn slips(report: &Report) -> Vec<(String, String, String)> {
    let mut rows: Vec<(String, Vec<&str>, String, Vec<String>)> = Vec::new();
    for row in &report.slips {
        let output = format!("{} of {}", row.output, row.op);
        let count = of(row.explained, row.unexplained);
        let words = row_sentence(report, row);
        let same = rows
            .iter_mut()
            .find(|(other, _, other_words, _)| *other == output && *other_words == words);
        match same {
            Some((_, dtypes, _, counts)) => {
                dtypes.push(&row.dtype);
                counts.push(count);
            }
            None => rows.push((output, vec![&row.dtype], words, vec![count])),
        }
    }
    rows.into_iter()
        .map(|(output, dtypes, words, counts)| {
            let sentence = format!("{words}; that explains {} answers", counts.join(", "));
            (output, dtypes.join(", "), sentence)
        })
        .collect()
}

/// Choices by axis as text, those of an axis with more than one in braces: `nan={pass,zero} side=left`.
pub(super) fn braces(axes: &BTreeMap<String, Vec<String>>) -> String {
    let parts: Vec<_> = axes
        .iter()
        .map(|(axis, choices)| match choices.as_slice() {
            [one] => format!("{axis}={one}"),
            some => format!("{axis}={{{}}}", some.join(",")),
        })
        .collect();
    parts.join(" ")
}

/// The choices that another convention does not make.
pub(super) fn differing(choices: &Choices, from: &Choices) -> Choices {
    choices
        .iter()
        .filter(|(axis, choice)| from.get(*axis) != Some(choice))
        .map(|(axis, choice)| (axis.clone(), choice.clone()))
        .collect()
}

fn of(right: u64, wrong: u64) -> String {
    format!("{right} of {}", right + wrong)
}
