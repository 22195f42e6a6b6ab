//! What a pointwise operation answers: an exact value, or an enclosure of a transcendental one.

use coarsegrad_arith::{Ball, Rational};

use super::Extended;

/// The value of an operation on exact inputs.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// The value itself.
    Exact(Extended),
    /// A ball that contains the value, a real number.
    Enclosed(Ball),
}

impl Outcome {
    /// The exact value, if this is one.
    #[must_use]
    pub fn exact(&self) -> Option<&Extended> {
        match self {
            Outcome::Exact(value) => Some(value),
            Outcome::Enclosed(_) => None,
        }
    }

    /// A ball of `bits` bits that contains the value; `None` for infinities and NaN.
    #[must_use]
    pub fn ball(&self, bits: u32) -> Option<Ball> {
        match self {
            Outcome::Exact(value) => Some(Ball::from_rational(bits, &value.rational()?)),
            Outcome::Enclosed(ball) => Some(ball.round_to(bits)),
        }
    }

    /// Whether `value` may be the outcome: it is the exact value, the zeros being one, or lies in the ball.
    #[must_use]
    pub fn admits(&self, value: &Extended) -> bool {
        match self {
            Outcome::Exact(exact) => exact.same_number(value),
            Outcome::Enclosed(ball) => value
                .rational()
                .is_some_and(|value| ball.contains_rational(&value)),
        }
    }

    /// The outcome times a rational number.
    #[must_use]
    pub fn scaled(&self, factor: &Rational) -> Self {
        match self {
            Outcome::Exact(value) => Outcome::Exact(
                value
                    .times(&Extended::Finite(factor.clone()))
                    .with_positive_zero(),
            ),
            Outcome::Enclosed(ball) => Outcome::Enclosed(ball.mul_rational(factor)),
        }
    }
}

impl From<Rational> for Outcome {
    fn from(value: Rational) -> Self {
        Outcome::Exact(Extended::Finite(value))
    }
}
