//! E1: the population gradient in `w` is not Lipschitz across the line of the teacher.

use coarsegrad_arith::{Ball, Evaluator, Rational, Real, Scalar, Symbolic};
use coarsegrad_exact::Population;
use coarsegrad_model::{Network, TwoLayer};

use super::super::TableError;
use super::super::grid::{vector, whole};
use super::super::markdown::Grid;
use super::super::numbers::Number;
use super::entries;

/// `w = (1, eps)` and `w~ = (1, -eps)` with `w* = (1, 0)`.
pub(super) fn plane() -> Result<String, TableError> {
    let mut grid = Grid::new([
        "eps",
        "norm of w - w~",
        "left side",
        "right side",
        "left/right",
        "distance of the gradients",
    ]);
    for eps in [(1, 10), (1, 100), (1, 1000), (1, 1_000_000)].map(Rational::from) {
        let first = vec![Rational::from(1), eps.clone()];
        let second = vec![Rational::from(1), Rational::from(-&eps)];
        let pair = Pair::new(&first, &second)?;
        grid.row([
            eps.to_string(),
            pair.distance.decimal()?,
            pair.left.decimal()?,
            pair.right.decimal()?,
            pair.ratio.decimal()?,
            pair.gradients.decimal()?,
        ]);
    }
    Ok(grid.render())
}

/// `w = (k, 1, 0)` and `w~ = (k, 0, 1)` with `w* = (1, 0, 0)`: same angle, orthogonal azimuths.
pub(super) fn space() -> Result<String, TableError> {
    let mut grid = Grid::new(["w", "w~", "left side", "right side", "left/right"]);
    for k in [1, 3, 10, 100] {
        let (first, second) = (whole(&[k, 1, 0]), whole(&[k, 0, 1]));
        let pair = Pair::new(&first, &second)?;
        grid.row([
            vector(&first),
            vector(&second),
            pair.left.decimal()?,
            pair.right.decimal()?,
            pair.ratio.decimal()?,
        ]);
    }
    Ok(grid.render())
}

/// The two sides of Lemma 14.2 for two weights of equal norm, with the first axis as teacher.
struct Pair {
    /// `|w - w~|`.
    distance: Number,
    /// `|e/|w| - e~/|w~||`.
    left: Number,
    /// `|w - w~| / c^2`, `c` the common norm.
    right: Number,
    ratio: Number,
    /// `|df/dw - df/dw~|` at `v = v* = (1)`.
    gradients: Number,
}

impl Pair {
    fn new(first: &[Rational], second: &[Rational]) -> Result<Self, TableError> {
        let gradients = difference(&gradient(first)?, &gradient(second)?);
        let differences: Vec<Rational> = first
            .iter()
            .zip(second)
            .map(|(x, y)| Rational::from(x - y))
            .collect();
        let distance = Symbolic::sqrt_rational(&coarsegrad_arith::dot(&differences, &differences));
        let norm_squared = coarsegrad_arith::dot(first, first);
        let right = distance.scale(&norm_squared.recip());
        // df/dw = -(v.v*/(2 pi)) e/|w|, and v.v* = 1.
        let left = (gradients.clone() * &Symbolic::pi_power(2)).scale(&Rational::from(2));
        let ratio = left
            .rational_ratio(&right)
            .map(Symbolic::rational)
            .unwrap_or_else(Symbolic::unknown);
        Ok(Pair {
            distance: number(&distance)?,
            left: number(&left)?,
            right: number(&right)?,
            ratio: number(&ratio)?,
            gradients: number(&gradients)?,
        })
    }
}

/// `df/dw` at `v = v* = (1)` for the teacher `w* = (1, 0, ...)`.
fn gradient(w: &[Rational]) -> Result<Vec<Symbolic>, TableError> {
    let axis = (0..w.len()).map(|index| Rational::from(i32::from(index == 0)));
    let network = |w: Vec<Rational>| Network { v: whole(&[1]), w };
    let instance = TwoLayer::new(network(w.to_vec()), network(axis.collect()))?;
    let forms = Population::new(&instance).symbolic();
    let gradient = forms.gradient_w().map_err(|_| TableError::TooWide {
        quantity: "the population gradient",
    })?;
    Ok(entries(&instance, &gradient.along, &gradient.across))
}

/// The length of the difference of two vectors.
fn difference(x: &[Symbolic], y: &[Symbolic]) -> Symbolic {
    let squared = x.iter().zip(y).fold(Symbolic::zero(), |sum, (x, y)| {
        let difference = x.clone() - y;
        sum + &(difference.clone() * &difference)
    });
    squared.sqrt()
}

/// A number without the symbol `theta`.
fn number(value: &Symbolic) -> Result<Number, TableError> {
    let bits = 256;
    let ball = Evaluator::<Ball>::new(bits, None)
        .evaluate(value)
        .ok_or(TableError::TooWide {
            quantity: "a side of Lemma 14.2",
        })?;
    Ok(Number {
        ball,
        exact: Some(value.clone()),
    })
}
