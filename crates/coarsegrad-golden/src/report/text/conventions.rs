//! Lines about the conventions that explain the answers: formats of which the same is said share a line.

use super::super::ConventionRow;
use crate::judge::{SlipRow, spell};

/// A line for each operation, or for each of its formats where they differ.
pub(super) fn lines(rows: &[ConventionRow]) -> Vec<String> {
    together(rows.iter().filter_map(|row| {
        let what = what(row)?;
        Some((row.op.clone(), row.dtype.as_str(), what))
    }))
}

/// A line for each output that is wrong in a well-known way.
pub(super) fn slips(rows: &[SlipRow]) -> Vec<String> {
    together(rows.iter().map(|row| {
        let all = row.explained + row.unexplained;
        let what = format!(
            "{}, by {} of {all} answers",
            row.slip.words(),
            row.explained
        );
        (
            format!("{} of {}", row.output, row.op),
            row.dtype.as_str(),
            what,
        )
    }))
}

fn together<'a>(all: impl Iterator<Item = (String, &'a str, String)>) -> Vec<String> {
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
        .map(|(subject, what, dtypes)| format!("{subject} in {}: {what}", dtypes.join(", ")))
        .collect()
}

/// What is said of an operation in a format; nothing where it is right as declared.
fn what(row: &ConventionRow) -> Option<String> {
    let of = |right: u64, wrong: u64| format!("{right} of {}", right + wrong);
    let own = of(row.effective_right, row.effective_wrong);
    if row.effective_wrong == 0 {
        let mut axes = row.effective.keys();
        let fitted = axes.any(|axis| !row.declared.contains_key(axis));
        let ties = match row.ties {
            0 | 1 => String::new(),
            ties => format!(
                ", or one of {} more that are right in the same cases",
                ties - 1
            ),
        };
        return (fitted && row.effective_right > 0)
            .then(|| format!("follows {}{ties}", spell(&row.effective)));
    }
    if row.nearest == row.effective {
        return Some(format!(
            "nearest convention {}, with {own} cases right",
            spell(&row.effective)
        ));
    }
    let near = match row.nearest_wrong {
        0 => format!("all {}", row.nearest_right),
        wrong => of(row.nearest_right, wrong),
    };
    let ties = match row.ties {
        0 | 1 => String::new(),
        2 => ", as has 1 more".to_owned(),
        ties => format!(", as have {} more", ties - 1),
    };
    Some(format!(
        "nearest convention {}, with {near} cases right{ties}; judged by {}, with {own}",
        spell(&row.nearest),
        spell(&row.effective)
    ))
}
