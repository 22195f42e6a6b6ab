//! Entries of the vector quantities.

use std::cell::OnceCell;

use coarsegrad_arith::{Ball, Combination, Evaluator, Integer, Rational, Scalar, Symbolic};
use coarsegrad_model::Angle;

use super::enclose::{Digits, Enclosure, Shortfall, exact_text};
use crate::geometry::Position;
use crate::population::{Population, height_bits as bits};
use crate::vectors::{PlaneVector, RowVector};

/// Integers up to this size are carried into every entry exactly.
const EXACT_BITS: u32 = 192;

/// Entries with more terms are evaluated as balls.
const EXACT_TERMS: usize = 3;

/// The entries as exact values, where they are short: each is evaluated and printed by itself.
///
/// An entry is `sum_j values[j] x_j`, with its `x_j` given as integers over `denominators[j]`.
fn exact_entries<'i, const K: usize>(
    values: [&Symbolic; K],
    denominators: [&Integer; K],
    integers: impl Iterator<Item = [&'i Integer; K]>,
    evaluator: &mut Evaluator<Ball>,
    closed_forms: bool,
) -> Option<Vec<(Ball, Option<String>)>> {
    let short = |x: &&Symbolic| x.height_bits() <= EXACT_BITS && x.term_count() <= EXACT_TERMS;
    if !values.iter().all(short) {
        return None;
    }
    let map = Combination::new(&values, &denominators)?;
    if map.term_count() > EXACT_TERMS {
        return None;
    }
    let units = map.units(evaluator)?;
    let entry = |integers: [&Integer; K]| {
        let numerators = map.numerators(&integers);
        let terms = numerators.iter().zip(&units).filter(|(n, _)| !n.is_zero());
        let sum = terms
            .map(|(n, unit)| unit.mul_integer(n))
            .reduce(|sum, term| sum + &term);
        match sum {
            None => (Ball::zero(*evaluator.context()), None),
            Some(ball) if closed_forms => (ball, exact_text(&map.entry(&numerators))),
            Some(ball) => (ball, None),
        }
    };
    Some(integers.map(entry).collect())
}

/// Entries of `df/dv = (1/4) [v - v* + (1^T v - S) 1] + (theta/(2 pi)) v*`.
pub(super) struct RowEntries<'a> {
    population: &'a Population<'a>,
    precision: u32,
    closed_forms: bool,
}

impl<'a> RowEntries<'a> {
    pub(super) fn new(population: &'a Population<'a>, precision: u32, closed_forms: bool) -> Self {
        RowEntries {
            population,
            precision,
            closed_forms,
        }
    }

    pub(super) fn enclose(
        &self,
        vector: &RowVector<Ball>,
        exact: Option<(&RowVector<Symbolic>, &mut Evaluator<Ball>)>,
        digits: Digits,
    ) -> Result<Vec<Enclosure>, Shortfall> {
        let entries = exact
            .zip(self.population.integers())
            .and_then(|((exact, evaluator), integers)| {
                let (v, v_star) = (&integers.v, &integers.v_star);
                let one = Integer::from(1);
                let rows = v.numerators.iter().zip(&v_star.numerators);
                exact_entries(
                    [&exact.v, &exact.v_star, &exact.ones],
                    [&v.denominator, &v_star.denominator, &one],
                    rows.map(|(v, v_star)| [v, v_star, &one]),
                    evaluator,
                    self.closed_forms,
                )
            })
            .unwrap_or_else(|| self.balls(vector));
        digits.vector(entries, "population_gradient.v")
    }

    fn balls(&self, vector: &RowVector<Ball>) -> Vec<(Ball, Option<String>)> {
        let instance = self.population.instance();
        let sums = self.population.invariants();
        let offset = Rational::from(&sums.sum_v - &sums.sum_v_star);
        let rows = instance.student().v.iter().zip(&instance.teacher().v);
        rows.map(|(v, v_star)| {
            let ball = vector.v.scale(v) + &vector.v_star.scale(v_star) + &vector.ones;
            if ball.contains_zero() && self.is_zero(v, v_star, &offset) {
                (Ball::zero(self.precision), None)
            } else {
                (ball, None)
            }
        })
        .collect()
    }

    /// Whether an entry is exactly zero: `v + (2 theta/pi - 1) v* + 1^T v - S = 0`, or `w = 0`.
    fn is_zero(&self, v: &Rational, v_star: &Rational, offset: &Rational) -> bool {
        let plane = self.population.plane();
        if plane.angle == Angle::Undefined {
            return true;
        }
        if bits(offset) > 2 * (bits(v) + bits(v_star)) + 16 {
            return false;
        }
        match &plane.angle {
            Angle::OfPi(x) => {
                let factor = Rational::from(2 * x) - 1u32;
                factor * v_star + v == Rational::from(-offset)
            }
            _ => v_star.is_zero() && *v == Rational::from(-offset),
        }
    }
}

/// Entries of combinations of `w` and `w* - r w`.
pub(super) struct PlaneEntries<'a> {
    population: &'a Population<'a>,
    projection: Rational,
    /// `w* - r w` entry by entry, once needed.
    across: OnceCell<Vec<Ball>>,
    precision: u32,
    closed_forms: bool,
}

impl<'a> PlaneEntries<'a> {
    pub(super) fn new(population: &'a Population<'a>, precision: u32, closed_forms: bool) -> Self {
        PlaneEntries {
            population,
            projection: population.projection(),
            across: OnceCell::new(),
            precision,
            closed_forms,
        }
    }

    pub(super) fn enclose(
        &self,
        vector: &PlaneVector<Ball>,
        exact: Option<(&PlaneVector<Symbolic>, &mut Evaluator<Ball>)>,
        digits: Digits,
        name: &str,
    ) -> Result<Vec<Enclosure>, Shortfall> {
        let entries = match exact {
            Some((exact, evaluator)) => {
                // The same vector as alpha w + beta w*.
                let alpha = exact.along.clone() - &exact.across.scale(&self.projection);
                let beta = &exact.across;
                self.population
                    .integers()
                    .and_then(|integers| {
                        let (w, w_star) = (&integers.w, &integers.w_star);
                        let inputs = w.numerators.iter().zip(&w_star.numerators);
                        exact_entries(
                            [&alpha, beta],
                            [&w.denominator, &w_star.denominator],
                            inputs.map(|(w, w_star)| [w, w_star]),
                            evaluator,
                            self.closed_forms,
                        )
                    })
                    .unwrap_or_else(|| self.balls(vector, &Zeros::new(&alpha, beta)))
            }
            None => self.balls(vector, &Zeros::Trivial),
        };
        digits.vector(entries, name)
    }

    fn balls(&self, vector: &PlaneVector<Ball>, zeros: &Zeros) -> Vec<(Ball, Option<String>)> {
        let instance = self.population.instance();
        let across = self.across.get_or_init(|| self.across_entries());
        let inputs = instance.student().w.iter().zip(&instance.teacher().w);
        inputs
            .zip(across)
            .map(|((w, w_star), across)| {
                let ball = match (vector.along.is_zero(), vector.across.is_zero()) {
                    (true, true) => Ball::zero(self.precision),
                    (false, true) => vector.along.scale(w),
                    (true, false) => vector.across.clone() * across,
                    (false, false) => vector.along.scale(w) + &(vector.across.clone() * across),
                };
                if ball.contains_zero() && zeros.contains(w, w_star) {
                    (Ball::zero(self.precision), None)
                } else {
                    (ball, None)
                }
            })
            .collect()
    }

    /// `w*_i - r w_i`; exact before rounding where that is cheap, and exactly zero where it is
    /// zero.
    fn across_entries(&self) -> Vec<Ball> {
        let instance = self.population.instance();
        let (w, w_star) = (&instance.student().w, &instance.teacher().w);
        let (projection, precision) = (&self.projection, self.precision);
        if matches!(
            self.population.position(),
            Position::Parallel | Position::Opposite
        ) {
            return vec![Ball::zero(precision); w.len()];
        }
        let height = bits(projection);
        let rounded = Ball::from_rational(precision, projection);
        let entry = |(w, w_star): (&Rational, &Rational)| {
            if height <= EXACT_BITS {
                let entry = w_star - Rational::from(projection * w);
                return Ball::from_rational(precision, &entry);
            }
            let ball = Ball::from_rational(precision, w_star) - &rounded.scale(w);
            if ball.contains_zero() && is_multiple(w_star, projection, height, w) {
                return Ball::zero(precision);
            }
            ball
        };
        w.iter().zip(w_star).map(entry).collect()
    }
}

/// Whether `x = factor * y`; `height` is the size of the factor, which settles most cases.
fn is_multiple(x: &Rational, factor: &Rational, height: u32, y: &Rational) -> bool {
    if x.is_zero() || y.is_zero() || factor.is_zero() {
        return x.is_zero() && (y.is_zero() || factor.is_zero());
    }
    // factor = x/y in lowest terms has at most the bits of x and y together.
    height <= bits(x) + bits(y) && *x == Rational::from(factor * y)
}

/// Decides which entries of `alpha w + beta w*` are exactly zero.
enum Zeros {
    /// Only those with `w_i = w*_i = 0`, as far as is known.
    Trivial,
    /// Those with `w_i = 0` (`beta = 0`).
    Student,
    /// Those with `w*_i = ratio * w_i` (`alpha = -ratio * beta`).
    Ratio { ratio: Rational, height: u32 },
}

impl Zeros {
    fn new(alpha: &Symbolic, beta: &Symbolic) -> Self {
        if beta.is_zero() {
            return Zeros::Student;
        }
        match alpha.rational_ratio(beta) {
            Some(ratio) => {
                let ratio = -ratio;
                Zeros::Ratio {
                    height: bits(&ratio),
                    ratio,
                }
            }
            None => Zeros::Trivial,
        }
    }

    fn contains(&self, w: &Rational, w_star: &Rational) -> bool {
        if w.is_zero() && w_star.is_zero() {
            return true;
        }
        match self {
            Zeros::Trivial => false,
            Zeros::Student => w.is_zero(),
            Zeros::Ratio { ratio, height } => is_multiple(w_star, ratio, *height, w),
        }
    }
}
