//! A step slope on either side of zero, as a combination of sections.

use std::cmp::Ordering;

use coarsegrad_arith::{Rational, Real};
use coarsegrad_model::StepSlope;

use crate::geometry::Geometry;

/// A factor in `mu'` and one in `mu'^2`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Factors {
    pub(super) slope: Rational,
    pub(super) square: Rational,
}

impl Factors {
    pub(super) fn is_zero(&self) -> bool {
        self.slope.is_zero() && self.square.is_zero()
    }

    fn is_one(&self) -> bool {
        self.slope == 1 && self.square == 1
    }
}

/// A section of a half-plane.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    /// `0 < z.w < y`.
    Strip(Rational),
    /// `z.w > y`.
    Beyond(Rational),
}

/// A step slope for `x > 0`, or its mirror image: `mu'` and `mu'^2` there are
/// `constant 1{x > 0} + sum factors 1{x in part}`.
#[derive(Debug)]
pub(super) struct Side {
    pub(super) constant: Factors,
    pub(super) parts: Vec<(Part, Factors)>,
}

impl Side {
    /// The two sides of a step slope: `x > 0`, and `x < 0` mirrored.
    pub(super) fn both<T: Real>(steps: &StepSlope, geometry: &Geometry<T>) -> [Self; 2] {
        let mut value = steps.left().clone();
        let (mut right, mut left) = (Vec::new(), Vec::new());
        let mut at_zero = [value.clone(), value.clone()];
        for (x, jump) in steps.jumps() {
            let next = Rational::from(&value + &jump);
            match x.cmp0() {
                Ordering::Less => {
                    // Seen from zero outwards the step leads back.
                    left.push((-x.clone(), next.clone(), value));
                    at_zero = [next.clone(), next.clone()];
                }
                Ordering::Equal => at_zero = [next.clone(), value],
                Ordering::Greater => right.push((x.clone(), value, next.clone())),
            }
            value = next;
        }
        left.reverse();
        let [right_of_zero, left_of_zero] = at_zero;
        [
            Self::new(right_of_zero, right, geometry),
            Self::new(left_of_zero, left, geometry),
        ]
    }

    /// From the value next to zero, and the steps as `(distance, value before, value behind)`.
    ///
    /// A step at `y` is `1{x > y} = 1{x > 0} - 1{0 < x < y}`. Where the slope vanishes next to zero
    /// and `y` lies far out (`y^2 > 2 a^2`), the first form is kept: the terms of the second would
    /// cancel. Both are exact, so that nothing but accuracy depends on the comparison.
    fn new<T: Real>(
        value: Rational,
        steps: Vec<(Rational, Rational, Rational)>,
        geometry: &Geometry<T>,
    ) -> Self {
        let vanishes = value.is_zero();
        let mut constant = Factors {
            square: value.clone().square(),
            slope: value,
        };
        let context = geometry.norm.context();
        let mut parts = Vec::new();
        for (y, before, behind) in steps {
            let factors = Factors {
                square: behind.clone().square() - before.clone().square(),
                slope: behind - before,
            };
            if factors.is_zero() {
                continue;
            }
            let is_far = || {
                let square = T::from_rational(&context, &y.clone().square());
                let twice = geometry.along_squared.mul_2exp(1);
                (twice - &square).sign() == Some(Ordering::Less)
            };
            if vanishes && is_far() {
                parts.push((Part::Beyond(y), factors));
            } else {
                constant.slope += &factors.slope;
                constant.square += &factors.square;
                let factors = Factors {
                    slope: -factors.slope,
                    square: -factors.square,
                };
                parts.push((Part::Strip(y), factors));
            }
        }
        Side { constant, parts }
    }

    /// Whether the slope vanishes on this side.
    pub(super) fn is_zero(&self) -> bool {
        self.constant.is_zero() && self.parts.is_empty()
    }

    /// The half-plane itself: a slope of one.
    pub(super) fn is_half_plane(&self) -> bool {
        self.parts.is_empty() && self.constant.is_one()
    }

    /// The only section, if the slope is one there and zero elsewhere on this side.
    pub(super) fn only_part(&self) -> Option<&Part> {
        match self.parts.as_slice() {
            [(part, factors)] if self.constant.is_zero() && factors.is_one() => Some(part),
            _ => None,
        }
    }
}
