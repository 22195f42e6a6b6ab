//! Lines about what explains the answers: formats of which the same is said share a line.

use super::super::rows::{differing, row_sentence};
use super::super::{ConventionRow, Report};
use crate::judge::spell;

/// What is said of an operation or an output in a format: words, and counts of cases.
struct Said {
    words: String,
    counts: Vec<String>,
}

/// The lines.
pub(super) fn lines(report: &Report) -> Vec<String> {
    let rows = report.conventions.iter();
    let conventions = rows.filter_map(|row| {
        let said = match explained_by_slips(report, row) {
            true => None,
            false => what(row),
        };
        Some((format!("{}:", row.op), row.dtype.as_str(), said?))
    });
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
        let (dtypes, counts) = (self.dtypes.join(", "), self.column(0));
        format!(
            "{subject} in {dtypes}{colon} {} {counts}{judged} cases",
            self.words
        )
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
        let ties = match row.ties {
            0 | 1 => String::new(),
            2 => " (or another one that is right in the same cases)".to_owned(),
            ties => format!(
                " (or one of {} more that are right in the same cases)",
                ties - 1
            ),
        };
        return Some(Said {
            words: format!("not declared, follows {}{ties}, right in", spell(&fitted)),
            counts: vec![own],
        });
    }
    if row.nearest == row.effective {
        let words = match row.effective.is_empty() {
            true => "one convention only, right in".to_owned(),
            false => format!("nearest convention: {}, right in", spell(&row.effective)),
        };
        return Some(Said {
            words,
            counts: vec![own],
        });
    }
    let ties = match row.ties {
        0 | 1 => String::new(),
        2 => ", as is 1 more".to_owned(),
        ties => format!(", as are {} more", ties - 1),
    };
    Some(Said {
        words: format!(
            "nearest convention: {} (judged by {}){ties}, right in",
            spell(&differing(&row.nearest, &row.effective)),
            spell(&differing(&row.effective, &row.nearest)),
        ),
        counts: vec![
            of(row.nearest_right, row.nearest_wrong),
            row.effective_right.to_string(),
        ],
    })
}
