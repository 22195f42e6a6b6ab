//! Entries of the vector quantities.

use coarsegrad_arith::{Ball, Rational, Scalar, Symbolic};
use coarsegrad_model::Angle;

use super::enclose::{Digits, Enclosure, Shortfall, TEXT_CHARS, exact_text};
use crate::geometry::Position;
use crate::population::{Population, height_bits as bits};
use crate::vectors::{PlaneVector, RowVector};

/// Integers up to this size are carried into every entry exactly.
const EXACT_BITS: u32 = 512;

/// Entries of `df/dv = (1/4) [v - v* + (1^T v - S) 1] + (theta/(2 pi)) v*`.
pub(super) struct RowEntries<'a> {
    v: &'a [Rational],
    v_star: &'a [Rational],
    /// `1^T v - S`.
    offset: Rational,
    /// `theta/pi` where rational.
    theta_over_pi: Option<Rational>,
    precision: u32,
}

impl<'a> RowEntries<'a> {
    pub(super) fn new(population: &Population<'a>, precision: u32) -> Self {
        let instance = population.instance();
        let sums = population.invariants();
        RowEntries {
            v: &instance.student().v,
            v_star: &instance.teacher().v,
            offset: Rational::from(&sums.sum_v - &sums.sum_v_star),
            theta_over_pi: match &population.plane().angle {
                Angle::OfPi(x) => Some(x.clone()),
                Angle::Undefined | Angle::Irrational => None,
            },
            precision,
        }
    }

    pub(super) fn enclose(
        &self,
        vector: &RowVector<Ball>,
        exact: Option<&RowVector<Symbolic>>,
        digits: Digits,
    ) -> Result<Vec<Enclosure>, Shortfall> {
        let exact = exact.filter(|e| e.ones.height_bits() <= EXACT_BITS);
        let entries = self
            .v
            .iter()
            .zip(self.v_star)
            .map(|(v, v_star)| {
                let ball = vector.v.scale(v) + &vector.v_star.scale(v_star) + &vector.ones;
                if ball.is_zero() || (ball.contains_zero() && self.is_zero(v, v_star)) {
                    return (Ball::zero(self.precision), None);
                }
                let text = exact
                    .and_then(|e| exact_text(&(e.v.scale(v) + &e.v_star.scale(v_star) + &e.ones)));
                (ball, text)
            })
            .collect();
        digits.vector(entries, "population_gradient.v")
    }

    /// Whether an entry is exactly zero: `v + (2 theta/pi - 1) v* + 1^T v - S = 0`.
    fn is_zero(&self, v: &Rational, v_star: &Rational) -> bool {
        if bits(&self.offset) > 2 * (bits(v) + bits(v_star)) + 16 {
            return false;
        }
        match &self.theta_over_pi {
            Some(x) => {
                let factor = Rational::from(2 * x) - 1u32;
                factor * v_star + v == Rational::from(-&self.offset)
            }
            None => v_star.is_zero() && *v == Rational::from(-&self.offset),
        }
    }
}

/// Entries of combinations of `w` and `w* - r w`.
pub(super) struct PlaneEntries<'a> {
    w: &'a [Rational],
    w_star: &'a [Rational],
    projection: Rational,
    /// `w* - r w` entry by entry.
    across: Vec<Ball>,
    precision: u32,
}

impl<'a> PlaneEntries<'a> {
    pub(super) fn new(population: &Population<'a>, precision: u32) -> Self {
        let instance = population.instance();
        let (w, w_star) = (
            instance.student().w.as_slice(),
            instance.teacher().w.as_slice(),
        );
        let projection = population.projection();
        let across = match population.position() {
            Position::Parallel | Position::Opposite => vec![Ball::zero(precision); w.len()],
            Position::ZeroWeight | Position::Between => {
                across_entries(w, w_star, &projection, precision)
            }
        };
        PlaneEntries {
            w,
            w_star,
            projection,
            across,
            precision,
        }
    }

    pub(super) fn enclose(
        &self,
        vector: &PlaneVector<Ball>,
        exact: Option<&PlaneVector<Symbolic>>,
        digits: Digits,
        name: &str,
    ) -> Result<Vec<Enclosure>, Shortfall> {
        // The same vector as alpha w + beta w*.
        let combination = exact.map(|e| {
            (
                e.along.clone() - &e.across.scale(&self.projection),
                e.across.clone(),
            )
        });
        let zeros = combination
            .as_ref()
            .map(|(alpha, beta)| Zeros::new(alpha, beta));
        let small = combination
            .as_ref()
            .filter(|parts| is_short(&parts.0) && is_short(&parts.1));
        let entries = self
            .w
            .iter()
            .zip(self.w_star)
            .zip(&self.across)
            .map(|((w, w_star), across)| {
                let ball = match (vector.along.is_zero(), vector.across.is_zero()) {
                    (true, true) => Ball::zero(self.precision),
                    (false, true) => vector.along.scale(w),
                    (true, false) => vector.across.clone() * across,
                    (false, false) => vector.along.scale(w) + &(vector.across.clone() * across),
                };
                let is_zero = ball.contains_zero()
                    && ((w.is_zero() && w_star.is_zero())
                        || zeros
                            .as_ref()
                            .is_some_and(|zeros| zeros.contains(w, w_star)));
                if is_zero {
                    return (Ball::zero(self.precision), None);
                }
                let text = small
                    .and_then(|(alpha, beta)| exact_text(&(alpha.scale(w) + &beta.scale(w_star))));
                (ball, text)
            })
            .collect();
        digits.vector(entries, name)
    }
}

/// Whether entries with this coefficient may print at a moderate length.
fn is_short(coefficient: &Symbolic) -> bool {
    coefficient.height_bits() <= EXACT_BITS && coefficient.factor_text_length() <= TEXT_CHARS
}

/// `w*_i - r w_i`; exact before rounding where that is cheap, and exactly zero where it is zero.
fn across_entries(
    w: &[Rational],
    w_star: &[Rational],
    projection: &Rational,
    precision: u32,
) -> Vec<Ball> {
    let height = bits(projection);
    let rounded = Ball::from_rational(precision, projection);
    w.iter()
        .zip(w_star)
        .map(|(w, w_star)| {
            if height <= EXACT_BITS {
                let entry = w_star - Rational::from(projection * w);
                return Ball::from_rational(precision, &entry);
            }
            let ball = Ball::from_rational(precision, w_star) - &rounded.scale(w);
            if ball.contains_zero() && is_multiple(w_star, projection, height, w) {
                return Ball::zero(precision);
            }
            ball
        })
        .collect()
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
        match self {
            Zeros::Trivial => false,
            Zeros::Student => w.is_zero(),
            Zeros::Ratio { ratio, height } => is_multiple(w_star, ratio, *height, w),
        }
    }
}
