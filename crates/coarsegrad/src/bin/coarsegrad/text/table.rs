//! Aligned rows: a name, a midpoint, a radius, a grade, a closed form.

use coarsegrad::arith::Ball;
use coarsegrad::exact::Enclosure;
use coarsegrad::grade::Claim;

use super::paint::Paint;

/// Wider midpoints do not push the radii of the other rows aside.
const WIDEST_MIDPOINT: usize = 120;

/// What stands beside a value that the proof assistant has checked.
const CERTIFIED: &str = "certified";

/// Rows of one group.
#[derive(Default)]
pub(super) struct Table {
    rows: Vec<Row>,
}

struct Row {
    name: String,
    cell: Cell,
}

enum Cell {
    Value {
        mid: String,
        rad: String,
        grade: &'static str,
        exact: String,
    },
    Remark(String),
}

impl Table {
    /// A number with its radius and closed form.
    pub(super) fn value(&mut self, name: &str, value: &Enclosure) {
        self.graded(name, value, None, 0);
    }

    /// The same, said to be certified if it is an entry of a certified quantity.
    pub(super) fn graded(
        &mut self,
        name: &str,
        value: &Enclosure,
        claim: Option<&Claim>,
        index: usize,
    ) {
        let implied = |mid: &str, rad: &str| claim.is_some_and(|c| c.implies(index, mid, rad));
        let mut grade = "";
        let (mid, rad) = if value.ball.is_zero() {
            if implied("0", "0") {
                grade = CERTIFIED;
            }
            ("0".to_owned(), String::new())
        } else {
            let decimal = value.ball.to_decimal(value.quantum);
            if implied(&decimal.mid, &decimal.rad) {
                grade = CERTIFIED;
            }
            match decimal.rad.as_str() {
                "0" => (without_zeros(&decimal.mid).to_owned(), String::new()),
                rad => (decimal.mid, format!("± {rad}")),
            }
        };
        // Room for the sign, so that digits stand below digits.
        let mid = if mid.starts_with('-') {
            mid
        } else {
            format!(" {mid}")
        };
        let exact = match &value.exact {
            Some(exact) if exact.as_str() != mid.trim_start() => format!("= {exact}"),
            Some(_) => "exactly".to_owned(),
            None => String::new(),
        };
        self.rows.push(Row {
            name: name.to_owned(),
            cell: Cell::Value {
                mid,
                rad,
                grade,
                exact,
            },
        });
    }

    /// A name with words beside it.
    pub(super) fn remark(&mut self, name: &str, remark: &str) {
        self.rows.push(Row {
            name: name.to_owned(),
            cell: Cell::Remark(remark.to_owned()),
        });
    }

    /// Writes the rows with columns as wide as they need to be.
    pub(super) fn write(&self, paint: &mut Paint<'_>) {
        let (mut names, mut mids, mut rads, mut grades) = (0, 0, 0, 0);
        for row in &self.rows {
            names = names.max(row.name.len());
            if let Cell::Value {
                mid, rad, grade, ..
            } = &row.cell
            {
                if mid.len() <= WIDEST_MIDPOINT {
                    mids = mids.max(mid.len());
                }
                rads = rads.max(rad.chars().count());
                if !grade.is_empty() {
                    grades = grade.len() + 2;
                }
            }
        }
        for Row { name, cell } in &self.rows {
            let line = match cell {
                Cell::Value {
                    mid,
                    rad,
                    grade,
                    exact,
                } => {
                    format!("{name:names$}  {mid:mids$}  {rad:rads$}  {grade:grades$}{exact}")
                }
                Cell::Remark(remark) => format!("{name:names$}   {remark}"),
            };
            paint.line(line.trim_end());
        }
    }
}

/// A number rounded to a few digits, for orientation: nothing is guaranteed.
pub(super) fn rounded(value: &Ball, digits: i64) -> String {
    match value.magnitude10() {
        // The magnitude may be one less than the true one.
        Some(magnitude) => without_zeros(&value.to_decimal(magnitude - digits + 1).mid).to_owned(),
        None => "0".to_owned(),
    }
}

/// A decimal text without the zeros at its end that say nothing.
fn without_zeros(text: &str) -> &str {
    if !text.contains('.') || text.contains('e') {
        return text;
    }
    text.trim_end_matches('0').trim_end_matches('.')
}
