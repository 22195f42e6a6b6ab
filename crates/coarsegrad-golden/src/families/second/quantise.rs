//! Rounding, masks and levels by the definitions of the book.

use std::cmp::Ordering;

use coarsegrad_arith::Rational;
use coarsegrad_model::pointwise::{
    Bound, CompareDtype, Dtype, FakeQuantConvention, Order, Rounding, ZeroPointRounding,
};

use super::{Dyadic, Number};

/// What a number may be rounded to: one integer, or two where a draw decides. Infinities and NaN stay.
pub(in super::super) fn roundings(value: &Number, rounding: Rounding) -> Vec<Number> {
    let Number::Finite(value) = value else {
        return vec![value.clone()];
    };
    let near: Vec<Dyadic> = (-1..=2)
        .map(|step| Dyadic::from_integer(value.floor() + step))
        .collect();
    let away = |integer: &Dyadic| integer.minus(value).size();
    let half = Dyadic::new(1, -1);
    let nearest = near
        .iter()
        .filter(|integer| away(integer).order(&half) != Ordering::Greater);
    let is_even = |integer: &Dyadic| integer.scaled(-1).floor() * 2 == integer.floor();
    let larger = |one: &&Dyadic, other: &&Dyadic| one.size().order(&other.size());
    let greater = |one: &&Dyadic, other: &&Dyadic| one.order(other);
    let chosen: Vec<Dyadic> = match rounding {
        Rounding::HalfEven => {
            let nearest: Vec<_> = nearest.collect();
            let even = nearest
                .iter()
                .filter(|integer| nearest.len() == 1 || is_even(integer));
            even.map(|integer| (*integer).clone()).collect()
        }
        Rounding::HalfAway => nearest.max_by(larger).cloned().into_iter().collect(),
        Rounding::HalfUp => nearest.max_by(greater).cloned().into_iter().collect(),
        Rounding::ToZero => {
            let zero = Dyadic::new(0, 0);
            let side =
                |integer: &&Dyadic| integer.is_zero() || integer.order(&zero) == value.order(&zero);
            let within =
                |integer: &&Dyadic| integer.size().order(&value.size()) != Ordering::Greater;
            let inner = near.iter().filter(side).filter(within);
            inner.max_by(larger).cloned().into_iter().collect()
        }
        Rounding::Floor => {
            let below = |integer: &&Dyadic| integer.order(value) != Ordering::Greater;
            let lower = near.iter().filter(below);
            lower.max_by(greater).cloned().into_iter().collect()
        }
        Rounding::Stochastic => {
            let one = Dyadic::new(1, 0);
            let around = near
                .iter()
                .filter(|integer| away(integer).order(&one) == Ordering::Less);
            around.cloned().collect()
        }
    };
    chosen.into_iter().map(Number::Finite).collect()
}

/// The weight of a mask at a number that is no NaN: a sum of comparisons, for `half` of both the open and the closed one.
pub(in super::super) fn mask(
    value: &Number,
    lower: &Dyadic,
    upper: &Dyadic,
    bound: Bound,
) -> Dyadic {
    let (Some(low), Some(high)) = (value.order(lower), value.order(upper)) else {
        return Dyadic::new(0, 0);
    };
    let indicator = |on: bool| i64::from(on);
    let closed = indicator(low != Ordering::Less && high != Ordering::Greater);
    let open = indicator(low == Ordering::Greater && high == Ordering::Less);
    match bound {
        Bound::Closed => Dyadic::new(closed, 0),
        Bound::Open => Dyadic::new(open, 0),
        Bound::Half => Dyadic::new(closed + open, -1),
        Bound::LeftClosed => Dyadic::new(
            indicator(low != Ordering::Less && high == Ordering::Less),
            0,
        ),
        Bound::Identity => Dyadic::new(1, 0),
    }
}

/// The parameters of an affine quantiser: `2^scale`, zero point, levels.
#[derive(Clone, Debug)]
pub(in super::super) struct Grid {
    pub(in super::super) scale: i32,
    pub(in super::super) zero_point: Dyadic,
    pub(in super::super) qmin: Dyadic,
    pub(in super::super) qmax: Dyadic,
}

impl Grid {
    /// `None` unless the scale is a power of two and the zero point a number of finitely many binary digits.
    pub(in super::super) fn of(
        scale: &Rational,
        zero_point: &Rational,
        levels: (i64, i64),
    ) -> Option<Self> {
        Some(Grid {
            scale: Dyadic::of(scale)?.power_of_two()?,
            zero_point: Dyadic::of(zero_point)?,
            qmin: Dyadic::new(levels.0, 0),
            qmax: Dyadic::new(levels.1, 0),
        })
    }

    fn clamp(&self, value: &Number) -> Dyadic {
        match value {
            Number::Finite(value) if value.order(&self.qmin) == Ordering::Less => self.qmin.clone(),
            Number::Finite(value) if value.order(&self.qmax) == Ordering::Greater => {
                self.qmax.clone()
            }
            Number::Finite(value) => value.clone(),
            Number::Infinite { negative: true } => self.qmin.clone(),
            Number::Infinite { negative: false } | Number::Nan => self.qmax.clone(),
        }
    }
}

/// What becomes of a number that is no NaN.
#[derive(Clone, Debug)]
pub(in super::super) struct Level {
    /// `x / s`.
    pub(in super::super) quotient: Number,
    /// `q - z`.
    pub(in super::super) steps: Dyadic,
    /// The weight of the mask.
    pub(in super::super) weight: Dyadic,
}

/// The levels that a number may have, one for each rounding that a draw allows; none for NaN.
pub(in super::super) fn levels(
    grid: &Grid,
    convention: &FakeQuantConvention,
    dtype: Dtype,
    x: &Number,
) -> Vec<Level> {
    let compare = match convention.compare_dtype {
        CompareDtype::Input => dtype,
        CompareDtype::F32 => Dtype::F32,
    };
    let zero_point = Number::Finite(grid.zero_point.clone());
    let quotient = x.map(|x| x.scaled(-grid.scale));
    if matches!(quotient, Number::Nan) {
        return Vec::new();
    }
    let t = quotient.formed(compare);
    let sum = t.plus(&zero_point).formed(compare);
    let level = |place: &Number, steps: Dyadic| Level {
        quotient: quotient.clone(),
        steps,
        weight: mask(place, &grid.qmin, &grid.qmax, convention.bound),
    };
    let z = &grid.zero_point;
    let by = |value: &Number| roundings(value, convention.round);
    match (convention.order, convention.zero_point_rounding) {
        (Order::RoundClamp, ZeroPointRounding::After) => by(&sum)
            .iter()
            .map(|rounded| level(rounded, grid.clamp(rounded).minus(z)))
            .collect(),
        (Order::RoundClamp, ZeroPointRounding::Before) => by(&t)
            .iter()
            .map(|rounded| {
                let shifted = rounded.plus(&zero_point).formed(compare);
                level(&shifted, grid.clamp(&shifted).minus(z))
            })
            .collect(),
        (Order::ClampRound, ZeroPointRounding::After) => by(&Number::Finite(grid.clamp(&sum)))
            .iter()
            .map(|rounded| level(&sum, rounded.map(|q| q.minus(z)).finite()))
            .collect(),
        (Order::ClampRound, ZeroPointRounding::Before) => {
            let steps = Number::Finite(grid.clamp(&sum).minus(z));
            by(&steps)
                .iter()
                .map(|rounded| level(&sum, rounded.finite()))
                .collect()
        }
    }
}

impl Number {
    /// The finite number that this is; zero otherwise, which does not occur after a clamp.
    fn finite(&self) -> Dyadic {
        match self {
            Number::Finite(value) => value.clone(),
            Number::Infinite { .. } | Number::Nan => Dyadic::new(0, 0),
        }
    }
}
