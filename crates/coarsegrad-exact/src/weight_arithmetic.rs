//! What an arithmetic must offer for weights to be held in it.

use std::cmp::Ordering;

use coarsegrad_arith::{Ball, Evaluator, Rational, Real, Symbolic};
use coarsegrad_model::{Angle, Network, Plane, TwoLayer};

use crate::closed_forms::ClosedForms;
use crate::from_weights::{AtWeights, Teacher, WeightsError};
use crate::population::Population;

/// The precisions at which the sign of a symbolic value is tried.
const SIGN_BITS: [u32; 4] = [64, 256, 1024, 8192];

/// How far, relative to `|w|`, rounding may carry an `f64` weight off the line of `w*` before it is
/// taken for another one.
const LINE_SLACK: f64 = 1e-3;

/// An arithmetic in which a student's weights can be held: `f64`, [`Ball`], [`Symbolic`].
pub trait WeightArithmetic: Real {
    /// What is said of a number without a value.
    const LOST: &'static str;

    /// Whether there is a value: a finite number, a bounded ball, a known symbolic value.
    fn is_determined(&self) -> bool;

    /// The sign, with as much effort as it takes; `None` where it cannot be told.
    fn certain_sign(&self) -> Option<Ordering>;

    /// `self^2`.
    #[must_use]
    fn square(&self) -> Self;

    /// `|self|`.
    #[must_use]
    fn magnitude(&self) -> Self;

    /// The square root of a number that is known not to be negative.
    #[must_use]
    fn root(&self) -> Self;

    /// `x - factor * y`, with one rounding.
    #[must_use]
    fn residual(x: &Self, factor: &Self, y: &Self) -> Self;

    /// The nearest `f64`, roughly: for reading only. NaN where there is no value.
    fn approximate(&self) -> f64;

    /// The number as a rational, where it is known to be one; never for `f64`, which rounds.
    fn as_exact(&self) -> Option<Rational>;

    /// Whether this entry of `w - r w*` is certainly not zero, where `size` is `|w|`; for `f64`,
    /// whether it is beyond what rounding explains.
    fn is_certainly_beyond(&self, size: &Self) -> bool;

    /// Whether `w` and `w*` are parallel, given `|w* - r w|^2`; `None` where it cannot be told.
    fn is_collinear(w: &[Self], teacher: &Teacher<Self>, across_squared: &Self) -> Option<bool>;

    /// The closed forms of an exact instance in this arithmetic.
    fn closed_forms(population: &Population<'_>, context: &Self::Context) -> ClosedForms<Self> {
        population.evaluated(context.clone())
    }

    /// The closed forms at a student that is not known to lie on the line of `w*`.
    ///
    /// # Errors
    /// As [`AtWeights::new`].
    fn off_line<'a>(
        teacher: &'a Teacher<Self>,
        student: &Network<Self>,
    ) -> Result<AtWeights<'a, Self>, WeightsError> {
        AtWeights::from_entries(teacher, student)
    }
}

impl WeightArithmetic for f64 {
    const LOST: &'static str = "is no finite number any more";

    fn is_determined(&self) -> bool {
        self.is_finite()
    }

    fn certain_sign(&self) -> Option<Ordering> {
        self.partial_cmp(&0.0)
    }

    fn square(&self) -> Self {
        self * self
    }

    fn magnitude(&self) -> Self {
        self.abs()
    }

    fn root(&self) -> Self {
        self.sqrt()
    }

    fn residual(x: &Self, factor: &Self, y: &Self) -> Self {
        f64::mul_add(-factor, *y, *x)
    }

    fn approximate(&self) -> f64 {
        *self
    }

    fn as_exact(&self) -> Option<Rational> {
        None
    }

    fn is_certainly_beyond(&self, size: &Self) -> bool {
        self.abs() > LINE_SLACK * size
    }

    /// Exactly, as far as the `f64`s are concerned: `w_i w*_j = w_j w*_i` for the largest `w*_j`,
    /// each product as the sum of two floats (short of overflow and underflow).
    fn is_collinear(w: &[Self], teacher: &Teacher<Self>, _: &Self) -> Option<bool> {
        let exact = |x: f64, y: f64| {
            let product = x * y;
            (product, f64::mul_add(x, y, -product))
        };
        let pairs = || w.iter().zip(&teacher.w);
        let (pivot, pivot_star) = pairs().max_by(|(_, x), (_, y)| x.abs().total_cmp(&y.abs()))?;
        Some(pairs().all(|(w, w_star)| exact(*w, *pivot_star) == exact(*pivot, *w_star)))
    }
}

impl WeightArithmetic for Ball {
    const LOST: &'static str = "is not bounded any more: the balls have grown too wide";

    fn is_determined(&self) -> bool {
        self.is_finite()
    }

    fn certain_sign(&self) -> Option<Ordering> {
        self.sign()
    }

    fn square(&self) -> Self {
        Ball::square(self)
    }

    fn magnitude(&self) -> Self {
        self.abs()
    }

    fn root(&self) -> Self {
        self.sqrt_non_negative()
    }

    fn residual(x: &Self, factor: &Self, y: &Self) -> Self {
        x.clone() - &(factor.clone() * y)
    }

    fn approximate(&self) -> f64 {
        self.to_f64()
    }

    fn as_exact(&self) -> Option<Rational> {
        self.is_exact().then(|| self.mid().to_rational()).flatten()
    }

    fn is_certainly_beyond(&self, _: &Self) -> bool {
        !self.contains_zero()
    }

    /// From the enclosure of the wedge, or exactly where the weights are exact.
    fn is_collinear(w: &[Self], teacher: &Teacher<Self>, across_squared: &Self) -> Option<bool> {
        if let Some(sign) = across_squared.sign() {
            return Some(sign == Ordering::Equal);
        }
        let w: Option<Vec<Rational>> = w.iter().map(Self::as_exact).collect();
        let plane = Plane::new(&w?, &teacher.start.teacher().w);
        plane.wedge_squared.is_zero().then_some(true)
    }
}

impl WeightArithmetic for Symbolic {
    const LOST: &'static str = "has no closed form here";

    fn is_determined(&self) -> bool {
        !self.is_unknown()
    }

    /// From the normal form, or from enclosures where that has no angle in it.
    fn certain_sign(&self) -> Option<Ordering> {
        use coarsegrad_arith::Scalar;
        Scalar::sign(self).or_else(|| {
            SIGN_BITS.iter().find_map(|bits| {
                let ball = Evaluator::<Ball>::new(*bits, None).evaluate(self)?;
                ball.sign()
            })
        })
    }

    fn square(&self) -> Self {
        self.clone() * self
    }

    fn magnitude(&self) -> Self {
        match self.certain_sign() {
            Some(Ordering::Less) => -self.clone(),
            Some(_) => self.clone(),
            None => Symbolic::unknown(),
        }
    }

    fn root(&self) -> Self {
        self.sqrt()
    }

    fn residual(x: &Self, factor: &Self, y: &Self) -> Self {
        x.clone() - &(factor.clone() * y)
    }

    fn approximate(&self) -> f64 {
        let ball = Evaluator::<Ball>::new(64, None).evaluate(self);
        ball.map_or(f64::NAN, |ball| ball.to_f64())
    }

    fn as_exact(&self) -> Option<Rational> {
        self.as_rational()
    }

    fn is_certainly_beyond(&self, _: &Self) -> bool {
        !self.is_zero() && self.certain_sign().is_some_and(Ordering::is_ne)
    }

    fn is_collinear(_: &[Self], _: &Teacher<Self>, _: &Self) -> Option<bool> {
        None
    }

    fn closed_forms(population: &Population<'_>, (): &()) -> ClosedForms<Self> {
        population.symbolic()
    }

    /// From rational weights, decided exactly; what is not rational is not carried further, since
    /// its angle has no symbol.
    fn off_line<'a>(
        teacher: &'a Teacher<Self>,
        student: &Network<Self>,
    ) -> Result<AtWeights<'a, Self>, WeightsError> {
        let not_closed = |reason| WeightsError::NotClosed { reason };
        let rational = |x: &[Symbolic]| -> Result<Vec<Rational>, WeightsError> {
            x.iter()
                .map(|x| {
                    x.as_rational().ok_or_else(|| {
                        not_closed(
                            "the weights are not rational, and w does not lie on the line of w*",
                        )
                    })
                })
                .collect()
        };
        let exact = Network {
            v: rational(&student.v)?,
            w: rational(&student.w)?,
        };
        let instance = TwoLayer::new(exact, teacher.start.teacher().clone())
            .map_err(|_| not_closed("the student does not fit the teacher"))?;
        let population = Population::new(&instance);
        let moved = instance.student().w != teacher.start.student().w;
        if population.plane().angle == Angle::Irrational && moved {
            return Err(not_closed(
                "the angle is irrational and no longer that of the start",
            ));
        }
        Ok(AtWeights::from_exact(teacher, &population))
    }
}
