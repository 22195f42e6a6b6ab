//! Lines about what explains the answers: formats of which the same is said share a line.

use super::super::{ConventionRow, Report};
use crate::judge::{Choices, spell};

/// The lines.
pub(super) fn lines(report: &Report) -> Vec<String> {
    let rows = report.conventions.iter();
    let conventions = rows.filter_map(|row| {
        let what = match explained_by_slips(report, row) {
            true => None,
            false => what(row),
        };
        Some((row.op.clone(), row.dtype.as_str(), what?))
    });
    let slips = report.slips.iter().map(|row| {
        let all = row.explained + row.unexplained;
        let what = format!(
            "{}; that explains {} of {all} answers",
            row.slip.words(),
            row.explained
        );
        let output = format!("{} of {}", row.output, row.op);
        (output, row.dtype.as_str(), what)
    });
    let mut lines = together(conventions, ": ");
    lines.extend(together(slips, " "));
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

fn together<'a>(
    all: impl Iterator<Item = (String, &'a str, String)>,
    between: &str,
) -> Vec<String> {
    let mut said: Vec<(String, String, Vec<&str>)> = Vec::new();
    for (subject, dtype, what) in all {
        let same = said
            .iter_mut()
            .find(|(other, text, _)| *other == subject && *text == what);
        match same {
            Some((_, _, dtypes)) => dtypes.push(dtype),
            None => said.push((subject, what, vec![dtype])),
        }
    }
    said.into_iter()
        .map(|(subject, what, dtypes)| format!("{subject} in {}{between}{what}", dtypes.join(", ")))
        .collect()
}

/// What is said of an operation in a format; nothing where it is right as declared.
fn what(row: &ConventionRow) -> Option<String> {
    let of = |right: u64, wrong: u64| match wrong {
        0 => format!("all {right} cases"),
        wrong => format!("{right} of {} cases", right + wrong),
    };
    let own = of(row.effective_right, row.effective_wrong);
    if row.effective_wrong == 0 {
        let fitted: Choices = row
            .effective
            .iter()
            .filter(|(axis, _)| !row.declared.contains_key(*axis))
            .map(|(axis, choice)| (axis.clone(), choice.clone()))
            .collect();
        if fitted.is_empty() || row.effective_right == 0 {
            return None;
        }
        let ties = match row.ties {
            0 | 1 => String::new(),
            2 => ", or another one that is right in the same cases".to_owned(),
            ties => format!(
                ", or one of {} more that are right in the same cases",
                ties - 1
            ),
        };
        return Some(format!("not declared, follows {}{ties}", spell(&fitted)));
    }
    if row.nearest == row.effective {
        return Some(format!(
            "nearest convention: {}, right in {own}",
            spell(&row.effective)
        ));
    }
    let differs = |choices: &Choices, from: &Choices| -> Choices {
        choices
            .iter()
            .filter(|(axis, choice)| from.get(*axis) != Some(choice))
            .map(|(axis, choice)| (axis.clone(), choice.clone()))
            .collect()
    };
    let ties = match row.ties {
        0 | 1 => String::new(),
        2 => ", as is 1 more".to_owned(),
        ties => format!(", as are {} more", ties - 1),
    };
    Some(format!(
        "nearest convention: {}, right in {}{ties}; judged by {}, right in {own}",
        spell(&differs(&row.nearest, &row.effective)),
        of(row.nearest_right, row.nearest_wrong),
        spell(&differs(&row.effective, &row.nearest)),
    ))
}
