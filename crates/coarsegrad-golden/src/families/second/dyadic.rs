//! Integers times powers of two, with infinities and NaN.

use std::cmp::Ordering;

use coarsegrad_arith::{Integer, Rational};
use coarsegrad_model::pointwise::{Dtype, Extended};

/// `significand * 2^exponent`.
#[derive(Clone, Debug)]
pub(in super::super) struct Dyadic {
    significand: Integer,
    exponent: i32,
}

impl Dyadic {
    pub(in super::super) fn new(significand: i64, exponent: i32) -> Self {
        Dyadic {
            significand: Integer::from(significand),
            exponent,
        }
    }

    /// A number whose denominator is a power of two; `None` otherwise.
    pub(in super::super) fn of(value: &Rational) -> Option<Self> {
        let bits = value.denom().significant_bits();
        (value.denom().count_ones() == Some(1)).then(|| Dyadic {
            significand: value.numer().clone(),
            exponent: 1 - i32::try_from(bits).unwrap_or(0),
        })
    }

    /// The exponent `k` of a number `2^k`.
    pub(in super::super) fn power_of_two(&self) -> Option<i32> {
        let zeros = self.significand.find_one(0)?;
        let lone = self.significand.cmp0() == Ordering::Greater
            && self.significand.significant_bits() == zeros + 1;
        lone.then(|| self.exponent + i32::try_from(zeros).unwrap_or(0))
    }

    pub(in super::super) fn scaled(&self, power: i32) -> Self {
        Dyadic {
            significand: self.significand.clone(),
            exponent: self.exponent + power,
        }
    }

    pub(in super::super) fn plus(&self, other: &Self) -> Self {
        let exponent = self.exponent.min(other.exponent);
        Dyadic {
            significand: self.at(exponent) + other.at(exponent),
            exponent,
        }
    }

    pub(in super::super) fn minus(&self, other: &Self) -> Self {
        self.plus(&other.times(&Dyadic::new(-1, 0)))
    }

    pub(in super::super) fn times(&self, other: &Self) -> Self {
        Dyadic {
            significand: Integer::from(&self.significand * &other.significand),
            exponent: self.exponent + other.exponent,
        }
    }

    pub(in super::super) fn order(&self, other: &Self) -> Ordering {
        self.minus(other).significand.cmp0()
    }

    pub(in super::super) fn is_zero(&self) -> bool {
        self.significand.is_zero()
    }

    /// The size without the sign.
    pub(in super::super) fn size(&self) -> Self {
        Dyadic {
            significand: self.significand.clone().abs(),
            exponent: self.exponent,
        }
    }

    /// The greatest integer that is not greater.
    pub(in super::super) fn floor(&self) -> Integer {
        match u32::try_from(-self.exponent) {
            // A shift of a negative integer rounds down.
            Ok(down) => Integer::from(&self.significand >> down),
            Err(_) => self.at(0),
        }
    }

    pub(in super::super) fn from_integer(value: Integer) -> Self {
        Dyadic {
            significand: value,
            exponent: 0,
        }
    }

    pub(in super::super) fn rational(&self) -> Rational {
        let value = Rational::from(self.significand.clone());
        value << self.exponent
    }

    /// The significand at a lower exponent.
    fn at(&self, exponent: i32) -> Integer {
        let up = u32::try_from(self.exponent - exponent).unwrap_or(0);
        Integer::from(&self.significand << up)
    }
}

/// An exact number, an infinity or NaN; there is one zero.
#[derive(Clone, Debug)]
pub(in super::super) enum Number {
    Finite(Dyadic),
    Infinite { negative: bool },
    Nan,
}

impl Number {
    /// `None` for a number whose denominator is no power of two.
    pub(in super::super) fn of(value: &Extended) -> Option<Self> {
        Some(match value {
            Extended::NegativeInfinity => Number::Infinite { negative: true },
            Extended::PositiveInfinity => Number::Infinite { negative: false },
            Extended::Nan => Number::Nan,
            Extended::NegativeZero => Number::Finite(Dyadic::new(0, 0)),
            Extended::Finite(value) => Number::Finite(Dyadic::of(value)?),
        })
    }

    pub(in super::super) fn extended(&self) -> Extended {
        match self {
            Number::Finite(value) => Extended::Finite(value.rational()),
            Number::Infinite { negative: true } => Extended::NegativeInfinity,
            Number::Infinite { negative: false } => Extended::PositiveInfinity,
            Number::Nan => Extended::Nan,
        }
    }

    /// The order relative to a finite number; `None` for NaN.
    pub(in super::super) fn order(&self, other: &Dyadic) -> Option<Ordering> {
        match self {
            Number::Finite(value) => Some(value.order(other)),
            Number::Infinite { negative: true } => Some(Ordering::Less),
            Number::Infinite { negative: false } => Some(Ordering::Greater),
            Number::Nan => None,
        }
    }

    pub(in super::super) fn map(&self, map: impl FnOnce(&Dyadic) -> Dyadic) -> Self {
        match self {
            Number::Finite(value) => Number::Finite(map(value)),
            other => other.clone(),
        }
    }

    /// The product with a finite number; a zero with an infinity is NaN.
    pub(in super::super) fn times(&self, factor: &Dyadic) -> Self {
        match self {
            Number::Infinite { .. } if factor.is_zero() => Number::Nan,
            Number::Infinite { negative } => Number::Infinite {
                negative: *negative != (factor.significand.cmp0() == Ordering::Less),
            },
            other => other.map(|value| value.times(factor)),
        }
    }

    /// The sum; infinities of opposite signs have none.
    pub(in super::super) fn plus(&self, other: &Self) -> Self {
        match (self, other) {
            (Number::Finite(one), Number::Finite(other)) => Number::Finite(one.plus(other)),
            (Number::Infinite { negative: one }, Number::Infinite { negative: other })
                if one != other =>
            {
                Number::Nan
            }
            (Number::Nan, _) | (_, Number::Nan) => Number::Nan,
            (infinite @ Number::Infinite { .. }, _) | (_, infinite) => infinite.clone(),
        }
    }

    /// The nearest number of a format, ties to the one with an even significand.
    pub(in super::super) fn formed(&self, dtype: Dtype) -> Self {
        let Number::Finite(value) = self else {
            return self.clone();
        };
        let fraction = i32::try_from(dtype.fraction_bits()).unwrap_or(0);
        let size = i32::try_from(value.significand.significant_bits()).unwrap_or(i32::MAX / 4);
        // The exponent of the last place, if the number were normal.
        let place = (value.exponent + size - 1).max(dtype.min_exponent()) - fraction;
        let units = value.scaled(-place);
        let below = units.floor();
        let over = units.minus(&Dyadic::from_integer(below.clone()));
        let up = match over.order(&Dyadic::new(1, -1)) {
            Ordering::Less => false,
            Ordering::Equal => below.is_odd(),
            Ordering::Greater => true,
        };
        let rounded = Dyadic::from_integer(below + i32::from(up)).scaled(place);
        let limit = Dyadic::new(1, dtype.max_exponent() + 1);
        if rounded.size().order(&limit) == Ordering::Less {
            Number::Finite(rounded)
        } else {
            Number::Infinite {
                negative: rounded.significand.cmp0() == Ordering::Less,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Number {
        Number::of(&text.parse().unwrap()).unwrap()
    }

    #[test]
    fn only_denominators_that_are_powers_of_two_are_taken() {
        assert!(Number::of(&"1/3".parse().unwrap()).is_none());
        for text in ["0", "-5/8", "0x1p-1074", "-0x1.8p+1000", "inf", "nan"] {
            assert_eq!(number(text).extended(), text.parse().unwrap(), "{text}");
        }
        assert_eq!(Dyadic::new(12, -4).power_of_two(), None);
        assert_eq!(Dyadic::new(8, -4).power_of_two(), Some(-1));
        assert_eq!(Dyadic::new(-8, -4).power_of_two(), None);
    }

    #[test]
    fn numbers_are_formed_as_the_formats_round() {
        let texts = [
            "511/2",
            "255.5",
            "-255.5",
            "0x1p-1075",
            "0x1.8p-1074",
            "65519",
            "65520",
            "1e300",
            "-0x1.ffffffp+127",
            "0x1.fffffep+127",
            "1/1048576",
            "-0x1p-140",
            "3",
            "0",
        ];
        for dtype in Dtype::ALL {
            for text in texts {
                let right = dtype.rounded(&text.parse().unwrap());
                let formed = number(text).formed(*dtype).extended();
                assert!(formed.same_number(&right), "{text} in {dtype}: {formed}");
            }
        }
    }
}
