//! The table of a report for a terminal: a row for each output of an operation, a column for each format.

use std::collections::BTreeSet;

use coarsegrad_model::pointwise::Dtype;

use super::super::Cell;
use super::super::offered::Outputs;
use crate::judge::{Counts, Verdict};
use crate::wire::cut;

/// The longest name that is shown, in characters.
const NAME: usize = 40;

/// The table, and below it what its marks mean.
pub(super) fn table(matrix: &[Cell]) -> String {
    let dtypes: Vec<_> = Dtype::ALL
        .iter()
        .map(|dtype| dtype.name())
        .filter(|dtype| matrix.iter().any(|cell| cell.dtype == *dtype))
        .collect();
    let mut head = vec!["operation".to_owned(), "output".to_owned()];
    head.extend(dtypes.iter().map(|dtype| (*dtype).to_owned()));
    let mut rows = vec![head];
    let mut marks = BTreeSet::new();
    let Outputs { offered, missing } = Outputs::of(matrix);
    for (op, output) in offered {
        let mut row = vec![cut(op, NAME), cut(output, NAME)];
        for dtype in &dtypes {
            let cell = matrix
                .iter()
                .find(|cell| cell.op == op && cell.output == output && cell.dtype == **dtype);
            row.push(
                cell.map(|cell| content(&cell.counts, &mut marks))
                    .unwrap_or_default(),
            );
        }
        rows.push(row);
    }
    let mut text = String::new();
    let widths: Vec<usize> = (0..dtypes.len() + 2)
        .map(|column| {
            let cells = rows.iter().filter_map(|row| row.get(column));
            cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
        })
        .collect();
    for row in &rows {
        let cells = row.iter().zip(&widths);
        let line: Vec<_> = cells
            .map(|(cell, width)| format!("{cell:width$}"))
            .collect();
        text.push_str(line.join("  ").trim_end());
        text.push('\n');
    }
    for (_, meaning) in marks {
        text.push_str(meaning);
        text.push('\n');
    }
    match missing.len() {
        0 => {}
        1 => text.push_str("1 output that the backend does not have is not shown\n"),
        count => text.push_str(&format!(
            "{count} outputs that the backend does not have are not shown\n"
        )),
    }
    text
}

/// The right answers among those decided, with a mark for the worst.
fn content(counts: &Counts, marks: &mut BTreeSet<(u8, &'static str)>) -> String {
    let any = |verdicts: &[Verdict]| verdicts.iter().any(|verdict| counts.of(*verdict) > 0);
    let mark = if any(&[Verdict::Fail, Verdict::Error, Verdict::Timeout]) {
        marks.insert((0, "x  wrong, or no answer"));
        " x"
    } else if any(&[Verdict::ConventionMismatch]) {
        marks.insert((1, "~  right under another convention than the declared one"));
        " ~"
    } else {
        ""
    };
    if counts.decided() > 0 {
        return format!("{}/{}{mark}", counts.pass, counts.decided());
    }
    let verdicts = [
        Verdict::Indeterminate,
        Verdict::Unsupported,
        Verdict::NotApplicable,
    ];
    let what = verdicts.into_iter().find(|verdict| counts.of(*verdict) > 0);
    what.map_or("", Verdict::words).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(op: &str, dtype: &str, verdicts: &[(Verdict, u64)]) -> Cell {
        let mut counts = Counts::default();
        for (verdict, count) in verdicts {
            counts.add(*verdict, *count);
        }
        Cell {
            op: op.to_owned(),
            output: "y".to_owned(),
            dtype: dtype.to_owned(),
            counts,
        }
    }

    #[test]
    fn a_cell_counts_the_right_among_those_decided_and_marks_the_worst() {
        let matrix = [
            cell(
                "a",
                "f64",
                &[(Verdict::Pass, 3), (Verdict::NotApplicable, 9)],
            ),
            cell("a", "f16", &[(Verdict::NotApplicable, 2)]),
            cell("bé", "f16", &[(Verdict::Pass, 1), (Verdict::Timeout, 1)]),
            cell("c", "f64", &[(Verdict::ConventionMismatch, 1)]),
        ];
        let lines = [
            "operation  output  f64    f16",
            "a          y       3/3    not applicable",
            "bé         y              1/2 x",
            "c          y       0/1 ~",
            "x  wrong, or no answer",
            "~  right under another convention than the declared one",
        ];
        assert_eq!(table(&matrix).lines().collect::<Vec<_>>(), lines);
    }
}
