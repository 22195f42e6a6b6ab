//! Masks: the weight that an upstream gradient receives by the place of the input relative to two bounds.

use std::cmp::Ordering;

use coarsegrad_arith::Rational;

use super::{Bound, Extended, Mask, NanPolicy};

/// Where a number lies relative to an interval with two different ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Position {
    /// Less than the lower end.
    Below,
    /// The lower end.
    AtLower,
    /// Strictly between the ends.
    Inside,
    /// The upper end.
    AtUpper,
    /// Greater than the upper end.
    Above,
}

impl Position {
    /// The place of `x` relative to `[lower, upper]`, `lower < upper`; `None` for NaN. Both zeros are zero.
    #[must_use]
    pub fn of(x: &Extended, lower: &Rational, upper: &Rational) -> Option<Self> {
        let place = (x.compare_rational(lower)?, x.compare_rational(upper)?);
        Some(match place {
            (Ordering::Less, _) => Position::Below,
            (Ordering::Equal, _) => Position::AtLower,
            (Ordering::Greater, Ordering::Less) => Position::Inside,
            (Ordering::Greater, Ordering::Equal) => Position::AtUpper,
            (Ordering::Greater, Ordering::Greater) => Position::Above,
        })
    }
}

/// The weight that a mask gives to the upstream gradient.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Weight {
    /// `0`.
    Zero,
    /// `1/2`.
    Half,
    /// `1`.
    One,
}

impl Weight {
    /// The weight as a number.
    #[must_use]
    pub fn rational(self) -> Rational {
        match self {
            Weight::Zero => Rational::new(),
            Weight::Half => Rational::from((1, 2)),
            Weight::One => Rational::from(1),
        }
    }

    /// The upstream gradient under this weight.
    ///
    /// A weight of zero under a mask that selects gives `+0` whatever the upstream gradient, an infinity and NaN
    /// included; under one that multiplies, NaN for these. The other weights multiply under both. A zero result is `+0`.
    #[must_use]
    pub fn apply(self, upstream: &Extended, mask: Mask) -> Extended {
        match (self, mask) {
            (Weight::Zero, Mask::Selects) => Extended::zero(),
            (Weight::Zero, Mask::Multiplies) | (Weight::Half | Weight::One, _) => upstream
                .times(&Extended::Finite(self.rational()))
                .with_positive_zero(),
        }
    }
}

impl Bound {
    /// The weight at a position: the table in the description of each choice.
    #[must_use]
    pub fn weight(self, position: Position) -> Weight {
        let at_ends = |weight| match position {
            Position::Inside => Weight::One,
            Position::Below | Position::Above => Weight::Zero,
            Position::AtLower | Position::AtUpper => weight,
        };
        match self {
            Bound::Closed => at_ends(Weight::One),
            Bound::Open => at_ends(Weight::Zero),
            Bound::Half => at_ends(Weight::Half),
            Bound::LeftClosed if position == Position::AtLower => Weight::One,
            Bound::LeftClosed => at_ends(Weight::Zero),
            Bound::Identity => Weight::One,
        }
    }
}

impl NanPolicy {
    /// The gradient with respect to a NaN input.
    #[must_use]
    pub fn gradient(self, upstream: &Extended, mask: Mask) -> Extended {
        match self {
            NanPolicy::Propagate => Extended::Nan,
            NanPolicy::Zero => Weight::Zero.apply(upstream, mask),
            NanPolicy::Pass => Weight::One.apply(upstream, mask),
        }
    }
}
