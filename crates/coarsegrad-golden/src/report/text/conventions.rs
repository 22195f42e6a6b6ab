//! Lines about what explains the answers: formats of which the same is said share a line.

use std::collections::BTreeMap;

use super::super::rows::{braces, differing, row_sentence};
use super::super::{ConventionRow, Report};
use crate::judge::{Choices, spell};

/// What is said of an operation or an output in a format: words, and counts of cases.
struct Said {
    words: String,
    /// None where no cases are counted.
    counts: Vec<String>,
}

/// The lines.
pub(super) fn lines(report: &Report) -> Vec<String> {
    let rows = report.conventions.iter();
    let conventions = rows.clone().filter_map(|row| {
        let said = match explained_by_slips(report, row) {
            true => None,
            false => what(row),
        };
        Some((format!("{}:", row.op), row.dtype.as_str(), said?))
    });
    let untested =
        rows.filter_map(|row| Some((format!("{}:", row.op), row.dtype.as_str(), untested(row)?)));
    let slips = report.slips.iter().map(|row| {
        let all = row.explained + row.unexplained;
        let said = Said {
            words: format!("{}; that explains", row_sentence(report, row)),
            counts: vec![format!("{} of {all}", row.explained)],
        };
        let output = format!("{} of {}", row.output, row.op);
        (output, row.dtype.as_str(), said)
    });
    let mut lines = together(conventions);
    lines.extend(together(untested));
    lines.extend(together(slips));
    lines
}

/// Whether each output that is wrong is wrong in a well-known way.
fn explained_by_slips(report: &Report, row: &ConventionRow) -> bool {
    let mut wrong = report
        .matrix
        .iter()
        .filter(|cell| cell.op == row.op && cell.dtype == row.dtype && cell.counts.fail > 0)
        .peekable();
    wrong.peek().is_some()
        && wrong.all(|cell| {
            report.slips.iter().any(|slip| {
                slip.op == cell.op
                    && slip.output == cell.output
                    && slip.dtype == cell.dtype
                    && slip.unexplained == 0
            })
        })
}

/// The formats of which the same words are said, with the counts of each.
struct Line<'a> {
    subject: String,
    words: String,
    dtypes: Vec<&'a str>,
    counts: Vec<Vec<String>>,
}

impl Line<'_> {
    /// The counts of one kind for all formats.
    fn column(&self, place: usize) -> String {
        let column = self.counts.iter().filter_map(|all| all.get(place));
        column.cloned().collect::<Vec<_>>().join(", ")
    }

    fn text(&self) -> String {
        let (subject, colon) = match self.subject.strip_suffix(':') {
            Some(subject) => (subject, ":"),
            None => (self.subject.as_str(), ""),
        };
        let judged = match self.column(1) {
            none if none.is_empty() => String::new(),
            counts => format!(" instead of {counts}"),
        };
        let counts = match self.column(0) {
            none if none.is_empty() => String::new(),
            counts => format!(" {counts}{judged} cases"),
        };
        let dtypes = self.dtypes.join(", ");
        format!("{subject} in {dtypes}{colon} {}{counts}", self.words)
    }
}

fn together<'a>(all: impl Iterator<Item = (String, &'a str, Said)>) -> Vec<String> {
    let mut lines: Vec<Line<'_>> = Vec::new();
    for (subject, dtype, Said { words, counts }) in all {
        let same = lines
            .iter_mut()
            .find(|line| line.subject == subject && line.words == words);
        match same {
            Some(line) => {
                line.dtypes.push(dtype);
                line.counts.push(counts);
            }
            None => lines.push(Line {
                subject,
                words,
                dtypes: vec![dtype],
                counts: vec![counts],
            }),
        }
    }
    lines.iter().map(Line::text).collect()
}

/// What is said of an operation in a format; nothing where it is right as declared.
fn what(row: &ConventionRow) -> Option<Said> {
    let of = |right: u64, wrong: u64| format!("{right} of {}", right + wrong);
    let own = of(row.effective_right, row.effective_wrong);
    if row.effective_wrong == 0 {
        let fitted = differing(&row.effective, &row.declared);
        if fitted.is_empty() || row.effective_right == 0 {
            return None;
        }
        let (follows, braces) = choices(&fitted, row);
        return Some(Said {
            words: format!(
                "not declared, follows {follows}{}, right in",
                noted(&[braces])
            ),
            counts: vec![own],
        });
    }
    if row.nearest == row.effective {
        let words = match row.effective.is_empty() {
            true => "one convention only, right in".to_owned(),
            false => {
                let (nearest, braces) = choices(&row.effective, row);
                format!(
                    "nearest convention: {nearest}{}, right in",
                    noted(&[braces])
                )
            }
        };
        return Some(Said {
            words,
            counts: vec![own],
        });
    }
    let mut differs = differing(&row.nearest, &row.effective);
    let open = |axis: &String| row.undetermined.get(axis).is_some_and(|all| all.len() > 1);
    let others = row.nearest.iter().filter(|(axis, _)| open(axis));
    differs.extend(others.map(|(axis, choice)| (axis.clone(), choice.clone())));
    let (nearest, braces) = choices(&differs, row);
    let judged = spell(&differing(&row.effective, &row.nearest));
    let notes = noted(&[&format!("judged by {judged}"), braces]);
    Some(Said {
        words: format!("nearest convention: {nearest}{notes}, right in"),
        counts: vec![
            of(row.nearest_right, row.nearest_wrong),
            row.effective_right.to_string(),
        ],
    })
}

/// Choices as text, those of an axis that is not determined in braces, and what the braces mean.
fn choices(of: &Choices, row: &ConventionRow) -> (String, &'static str) {
    let axes: BTreeMap<_, _> = of
        .iter()
        .map(|(axis, choice)| {
            let open = row.undetermined.get(axis);
            let all = open.cloned().unwrap_or_else(|| vec![choice.clone()]);
            (axis.clone(), all)
        })
        .collect();
    let meaning = match axes.values().any(|choices| choices.len() > 1) {
        true => "choices in braces cannot be told apart by these cases",
        false => "",
    };
    match axes.is_empty() {
        true => (spell(of), meaning),
        false => (braces(&axes), meaning),
    }
}

/// Notes in brackets after a blank; nothing where there are none.
fn noted(notes: &[&str]) -> String {
    let there: Vec<_> = notes
        .iter()
        .copied()
        .filter(|note| !note.is_empty())
        .collect();
    match there.is_empty() {
        true => String::new(),
        false => format!(" ({})", there.join("; ")),
    }
}

/// What is declared and, where nothing is wrong, not determined by the answers.
fn untested(row: &ConventionRow) -> Option<Said> {
    let declared = row.declared.iter();
    let open: Choices = declared
        .filter(|(axis, _)| row.undetermined.contains_key(*axis))
        .map(|(axis, choice)| (axis.clone(), choice.clone()))
        .collect();
    if open.is_empty() || row.effective_wrong > 0 || row.effective_right == 0 {
        return None;
    }
    Some(Said {
        words: format!("declared, but not tested by these cases: {}", spell(&open)),
        counts: Vec::new(),
    })
}
