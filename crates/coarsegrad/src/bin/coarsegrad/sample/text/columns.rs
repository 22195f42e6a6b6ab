//! Aligned rows: a name, an estimate, its standard error, its intervals.

use coarsegrad::mc::{Interval, Level};

use crate::text::paint::Paint;

/// Decimals beyond this many say less than an exponent does.
const MOST_DECIMALS: i32 = 17;

/// Rows of one group.
pub(super) struct Columns {
    level: Level,
    rows: Vec<(String, Cell)>,
}

enum Cell {
    Estimate {
        mean: String,
        error: String,
        intervals: Vec<String>,
    },
    /// Words, or a number without an error.
    Remark(String),
}

impl Columns {
    /// Rows whose intervals are of a level.
    pub(super) fn new(level: Level) -> Self {
        Columns {
            level,
            rows: Vec::new(),
        }
    }

    /// An estimate, with two digits of its standard error, and its interval; or by the normal
    /// quantile and by Chebyshev.
    pub(super) fn estimate(&mut self, name: &str, mean: f64, error: f64, intervals: &[Interval]) {
        let digits = Digits::of(mean, error);
        let interval = |interval: &Interval| {
            format!(
                "[{}, {}]",
                signed(&digits.show(interval.lower)),
                signed(&digits.show(interval.upper))
            )
        };
        let cell = Cell::Estimate {
            mean: signed(&digits.show(mean)),
            error: shortened(error),
            intervals: intervals.iter().map(interval).collect(),
        };
        self.rows.push((name.to_owned(), cell));
    }

    /// A number without an error.
    pub(super) fn number(&mut self, name: &str, x: f64) {
        let cell = Cell::Remark(signed(&plain(x)));
        self.rows.push((name.to_owned(), cell));
    }

    /// A name with words beside it.
    pub(super) fn remark(&mut self, name: &str, words: &str) {
        let cell = Cell::Remark(format!(" {words}"));
        self.rows.push((name.to_owned(), cell));
    }

    /// Writes the rows with columns as wide as they need to be, under a heading if there are
    /// intervals.
    pub(super) fn write(&self, paint: &mut Paint<'_>) {
        const HEADING: [&str; 2] = [" estimate", "std error"];
        let [mut means, mut errors] = HEADING.map(str::len);
        let (mut names, mut firsts, mut columns) = (0, 0, 0);
        for (name, cell) in &self.rows {
            names = names.max(name.len());
            if let Cell::Estimate {
                mean,
                error,
                intervals,
            } = cell
            {
                means = means.max(mean.len());
                errors = errors.max(error.len());
                firsts = firsts.max(intervals.first().map_or(0, String::len));
                columns = columns.max(intervals.len());
            }
        }
        let level = self.level.value();
        let headings = match columns {
            0 => None,
            1 => Some(format!("interval, level {level}")),
            _ => {
                let first = format!("level {level}, normal");
                firsts = firsts.max(first.len());
                Some(format!("{first:firsts$}  level {level}, Chebyshev"))
            }
        };
        if let Some(headings) = headings {
            let [mean, error] = HEADING;
            paint.line(&format!(
                "{:names$}  {mean:means$}  {error:errors$}  {headings}",
                ""
            ));
        }
        for (name, cell) in &self.rows {
            let line = match cell {
                Cell::Estimate {
                    mean,
                    error,
                    intervals,
                } => {
                    let mut line = format!("{name:names$}  {mean:means$}  {error:errors$}");
                    for interval in intervals {
                        line += &format!("  {interval:firsts$}");
                    }
                    line
                }
                Cell::Remark(words) => format!("{name:names$}  {words}"),
            };
            paint.line(line.trim_end());
        }
    }
}

/// How an estimate is rounded: to two digits of its standard error.
enum Digits {
    /// So many decimals.
    Fixed(usize),
    /// An exponent, and so many decimals before it.
    Exponent(usize),
    /// The estimate has no error: in full.
    Full,
}

impl Digits {
    fn of(mean: f64, error: f64) -> Self {
        if error == 0.0 || !error.is_finite() || !mean.is_finite() {
            return Digits::Full;
        }
        let decimals = 1 - magnitude(error);
        let size = magnitude(mean.abs().max(error));
        let count = |decimals: i32| usize::try_from(decimals.max(0)).unwrap_or(0);
        if size < 15 && decimals <= MOST_DECIMALS {
            Digits::Fixed(count(decimals))
        } else {
            Digits::Exponent(count(size + decimals))
        }
    }

    fn show(&self, x: f64) -> String {
        match *self {
            Digits::Fixed(decimals) => format!("{x:.decimals$}"),
            Digits::Exponent(decimals) => format!("{x:.decimals$e}"),
            Digits::Full if x == 0.0 => "0".to_owned(),
            Digits::Full => format!("{x:?}"),
        }
    }
}

/// `floor(log10 |x|)`, up to one.
fn magnitude(x: f64) -> i32 {
    #[expect(clippy::cast_possible_truncation, reason = "an exponent")]
    let magnitude = x.log10().floor() as i32;
    magnitude
}

/// Six digits, for orientation.
pub(super) fn plain(x: f64) -> String {
    const DIGITS: i32 = 6;
    if x == 0.0 {
        return "0".to_owned();
    }
    if !x.is_finite() {
        return "unbounded".to_owned();
    }
    let size = magnitude(x.abs());
    if !(-5..15).contains(&size) {
        let text = format!("{x:.5e}");
        let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
        return format!("{}e{exponent}", without_zeros(mantissa));
    }
    let decimals = usize::try_from(DIGITS - 1 - size).unwrap_or(0);
    without_zeros(&format!("{x:.decimals$}")).to_owned()
}

/// A decimal text without the zeros at its end that say nothing.
fn without_zeros(text: &str) -> &str {
    if !text.contains('.') {
        return text;
    }
    text.trim_end_matches('0').trim_end_matches('.')
}

/// A standard error with two digits.
fn shortened(x: f64) -> String {
    if x == 0.0 {
        return "0".to_owned();
    }
    format!("{x:.1e}")
}

/// Room for the sign, so that digits stand below digits.
fn signed(number: &str) -> String {
    match number.starts_with('-') {
        true => number.to_owned(),
        false => format!(" {number}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn estimates_have_two_digits_of_their_error() {
        for (mean, error, shown) in [
            (0.123_456_789, 1.2e-4, "0.12346"),
            (-1234.567, 0.9, "-1234.57"),
            (5e20, 1e18, "5.000e20"),
            (1e-30, 1e-32, "1.000e-30"),
            (0.25, 0.0, "0.25"),
            (1e-3, 250.0, "0"),
        ] {
            assert_eq!(Digits::of(mean, error).show(mean), shown);
        }
    }

    #[test]
    fn plain_numbers_have_six_digits() {
        for (x, shown) in [
            (0.0, "0"),
            (0.5, "0.5"),
            (1.0 / 3.0, "0.333333"),
            (123_456.7, "123457"),
            (1e-9, "1e-9"),
            (-2.5e20, "-2.5e20"),
            (f64::INFINITY, "unbounded"),
        ] {
            assert_eq!(plain(x), shown);
        }
    }
}
