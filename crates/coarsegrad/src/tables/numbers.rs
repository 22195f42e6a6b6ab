//! From a quantity to the text of a cell: the exact form, and the decimal with its error bound.

use std::cmp::Ordering;

use coarsegrad_arith::{Ball, Integer, Rational, Real, Symbolic, parse_rational};
use coarsegrad_exact::{ClosedForms, Population};

use super::TableError;
use super::markdown::code;

/// Significant digits of the tables.
const DIGITS: i64 = 20;

/// Accuracy asked of a ball before it is printed, in bits: well beyond the digits.
const BITS: i64 = 80;

/// Working precisions tried, in bits.
const PRECISIONS: [u32; 5] = [128, 256, 512, 1024, 4096];

/// Longer exact forms are left out.
const EXACT_CHARS: usize = 240;

/// A quantity of an instance, in any arithmetic.
pub(super) trait Quantity {
    /// Its name in error messages.
    const NAME: &'static str;
    /// The closed form.
    fn at<T: Real>(&self, forms: &ClosedForms<T>) -> T;
}

/// A number ready for a table.
#[derive(Clone, Debug)]
pub(super) struct Number {
    /// Encloses the number.
    pub(super) ball: Ball,
    /// The number itself, where its normal form is known.
    pub(super) exact: Option<Symbolic>,
}

impl Number {
    /// Computes a quantity by two routes, through its normal form and directly in balls, and
    /// demands that the two enclosures meet.
    pub(super) fn of<Q: Quantity>(
        population: &Population<'_>,
        quantity: &Q,
    ) -> Result<Self, TableError> {
        let symbolic = quantity.at(&population.symbolic());
        let exact = (!symbolic.is_unknown()).then_some(symbolic);
        let direct = |bits: u32| quantity.at(&population.evaluated::<Ball>(bits));
        let Some(symbolic) = exact else {
            let ball = tight(Q::NAME, |bits| Some(direct(bits)))?;
            return Ok(Number { ball, exact: None });
        };
        let ball = tight(Q::NAME, |bits| {
            population.evaluator::<Ball>(bits).evaluate(&symbolic)
        })?;
        if !direct(ball.precision()).overlaps(&ball) {
            return Err(TableError::Disagreement { quantity: Q::NAME });
        }
        Ok(Number {
            ball,
            exact: Some(symbolic),
        })
    }

    /// A number that only balls are known of.
    pub(super) fn enclosed(
        name: &'static str,
        ball: impl Fn(u32) -> Ball,
    ) -> Result<Self, TableError> {
        let ball = tight(name, |bits| Some(ball(bits)))?;
        Ok(Number { ball, exact: None })
    }

    /// The exact form in code type; a dash where none of moderate length is known.
    pub(super) fn exact_cell(&self) -> String {
        match self.exact.as_ref().map(Symbolic::to_string) {
            Some(text) if text.len() <= EXACT_CHARS => code(&text),
            _ => "–".to_owned(),
        }
    }

    /// The decimal with its error bound; a terminating decimal of that length alone.
    pub(super) fn decimal(&self) -> Result<String, TableError> {
        let rational = self.exact.as_ref().and_then(Symbolic::as_rational);
        decimal(&self.ball, rational.as_ref())
    }
}

/// A ball as `mid ± unit`, where the unit is one in the last of the digits of the tables: wider
/// than the ball, so that the text does not move with every change of the error analysis.
pub(super) fn decimal(ball: &Ball, exact: Option<&Rational>) -> Result<String, TableError> {
    let too_wide = || TableError::TooWide {
        quantity: "a number of the tables",
    };
    if ball.is_zero() {
        return Ok("0".to_owned());
    }
    let Some(magnitude) = ball.magnitude10() else {
        return Err(too_wide());
    };
    let places = u32::try_from(DIGITS - 1 - magnitude).unwrap_or(0);
    let quantum = -i64::from(places);
    let unit = Rational::from((1, power_of_ten(places)));
    let mid = ball.to_decimal(quantum).mid;
    let printed = parse_rational(&mid).map_err(|_| too_wide())?;
    if exact == Some(&printed) {
        return Ok(without_trailing_zeros(&mid));
    }
    // [mid - unit, mid + unit] contains the ball.
    let low = Ball::from_rational(256, &Rational::from(&printed - &unit));
    let high = Ball::from_rational(256, &Rational::from(&printed + &unit));
    match (low.compare(ball), ball.compare(&high)) {
        (Some(Ordering::Less), Some(Ordering::Less)) => Ok(format!("{mid} ± 1e{quantum}")),
        _ => Err(too_wide()),
    }
}

fn power_of_ten(places: u32) -> Integer {
    (0..places).fold(Integer::from(1), |power, _| power * 10)
}

fn without_trailing_zeros(text: &str) -> String {
    if text.contains('e') || !text.contains('.') {
        return text.to_owned();
    }
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Raises the precision until the ball is zero or accurate enough.
fn tight(name: &'static str, ball: impl Fn(u32) -> Option<Ball>) -> Result<Ball, TableError> {
    PRECISIONS
        .into_iter()
        .filter_map(ball)
        .find(|ball| ball.is_zero() || (ball.is_finite() && ball.relative_accuracy_bits() >= BITS))
        .ok_or(TableError::TooWide { quantity: name })
}
