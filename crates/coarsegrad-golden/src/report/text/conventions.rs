//! Lines about the conventions that explain the answers: formats of which the same is said share a line.

use super::super::ConventionRow;
use crate::judge::spell;

/// A line for each operation, or for each of its formats where they differ.
pub(super) fn lines(rows: &[ConventionRow]) -> Vec<String> {
    let mut said: Vec<(&str, String, Vec<&str>)> = Vec::new();
    for row in rows {
        let Some(what) = what(row) else { continue };
        let same = said
            .iter_mut()
            .find(|(op, other, _)| *op == row.op && *other == what);
        match same {
            Some((_, _, dtypes)) => dtypes.push(&row.dtype),
            None => said.push((&row.op, what, vec![&row.dtype])),
        }
    }
    said.into_iter()
        .map(|(op, what, dtypes)| format!("{op} in {}: {what}", dtypes.join(", ")))
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
