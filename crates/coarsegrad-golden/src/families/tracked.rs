//! Running error analysis: how many units in the last place a floating-point evaluation of a formula may be off.
//!
//! Let `u` be the unit roundoff of a format, half the distance from 1 to the next number. Each step of a formula is
//! followed with a bound of its absolute error in units of `u`, to first order:
//!
//! | step | error in units of `u`, for arguments `a`, `b` with errors `d`, `e` and the result `y` |
//! |---|---|
//! | a constant that every format has | 0 |
//! | another constant | `|y|` |
//! | `a + b`, `a - b` | `d + e + |y|` |
//! | `a b` | `|b| d + |a| e + |y|` |
//! | `a / b` | `(d + |y| e) / |b| + |y|` |
//! | `exp a`, `tanh a`, `cosh a`, `ln a`, `acos a`, `erf a` | `|f'(a)| d + 8 |y|` |
//! | `cos a` | `|sin a| d + 8` |
//! | `sqrt a` | `d / (2 y) + 2 y` |
//! | `a^p` | `|p y / a| d + |p y ln a| + 8 |y|` |
//!
//! So a library function is taken to be right to four units in the last place (eight roundoffs), and `sqrt` to one.
//! Formats of 16 bits have no library functions: they are computed in binary32 and rounded. There one unit (two
//! roundoffs in place of the eight) is taken, which decides only whether such a format is asked.
//!
//! Where the result of `+ - * /` on exact numbers has at most eight significant bits it is exact in every format.
//!
//! With `r` the final error relative to the result, `|error| <= r u |y| (1 + 1/8) < (9/8) r` units in the last place,
//! because `u |y|` is less than a unit: the eighth covers the terms of higher order wherever `r u <= 1/16`. Formats
//! where it is greater, or where a step leaves the normal numbers, are not asked. `k = ceil(9 r / 8) + 1`, with the
//! greater error for every format.

use std::ops::Add;

use coarsegrad_arith::Rational;
use coarsegrad_model::pointwise::{Dtype, Extended};

use super::arithmetic::Arithmetic;

/// The errors of a library function: four units in the last place, in formats of 16 bits one.
const LIBRARY: Roundoffs = Roundoffs {
    any: 8.0,
    short: 2.0,
};

/// An error in units of the unit roundoff.
#[derive(Clone, Copy, Debug, Default)]
struct Roundoffs {
    /// In every format.
    any: f64,
    /// In a format of 16 bits.
    short: f64,
}

impl Roundoffs {
    /// The same error in every format.
    fn both(error: f64) -> Self {
        Roundoffs {
            any: error,
            short: error,
        }
    }

    /// What becomes of the error by a factor.
    fn by(self, factor: f64) -> Self {
        Roundoffs {
            any: self.any * factor.abs(),
            short: self.short * factor.abs(),
        }
    }
}

impl Add for Roundoffs {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Roundoffs {
            any: self.any + other.any,
            short: self.short + other.short,
        }
    }
}

/// A number with a bound of its error.
#[derive(Clone, Debug)]
pub(super) struct Tracked {
    value: f64,
    error: Roundoffs,
    /// The number itself, as long as every format computes it exactly.
    exact: Option<Rational>,
    /// The least and the greatest magnitude on the way.
    least: f64,
    greatest: f64,
}

/// What the analysis says of a formula.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Accuracy {
    /// The units in the last place that are allowed; zero where every step is exact.
    pub(super) ulps: u32,
    /// The formats for which it holds.
    pub(super) dtypes: Vec<Dtype>,
}

impl Tracked {
    /// The analysis of a result, `None` where no format has it or more than `limit` units would be allowed.
    pub(super) fn accuracy(&self, limit: u32) -> Option<Accuracy> {
        if self.exact.is_some() {
            return Some(Accuracy {
                ulps: 0,
                dtypes: Dtype::ALL.to_vec(),
            });
        }
        let relative = self.error.by(1.0 / self.value);
        let ulps = (relative.any * 9.0 / 8.0).ceil() + 1.0;
        if !ulps.is_finite() || ulps > f64::from(limit) {
            return None;
        }
        let holds = |dtype: &Dtype| {
            let power = |exponent: i32| 2.0_f64.powi(exponent);
            let roundoff = power(-i32::try_from(dtype.fraction_bits()).unwrap_or(0) - 1);
            let relative = match dtype {
                Dtype::F64 | Dtype::F32 => relative.any,
                Dtype::Bf16 | Dtype::F16 => relative.short,
            };
            relative * roundoff <= 1.0 / 16.0
                && self.least >= power(dtype.min_exponent() + 1)
                && self.greatest <= power(dtype.max_exponent())
        };
        let dtypes: Vec<Dtype> = Dtype::ALL.iter().copied().filter(holds).collect();
        // At most the limit, so that nothing is cut off.
        let ulps = ulps as u32;
        (!dtypes.is_empty()).then_some(Accuracy { ulps, dtypes })
    }

    /// Whether a format leaves no doubt on which side of every integer and every half the number lies.
    pub(super) fn settles_halves(&self, dtype: Dtype) -> bool {
        if self.exact.is_some() {
            return true;
        }
        let roundoff = 2.0_f64.powi(-i32::try_from(dtype.fraction_bits()).unwrap_or(0) - 1);
        let doubled = 2.0 * self.value;
        let distance = (doubled - doubled.round()).abs() / 2.0;
        // Twice the bound of the first order.
        2.0 * self.error.any * roundoff < distance
    }

    /// A step with its first-order error, of arguments that were met on the way.
    fn step(value: f64, error: Roundoffs, arguments: &[&Self]) -> Self {
        let size = value.abs();
        let met = |fold: fn(f64, f64) -> f64, of: fn(&Self) -> f64, start: f64| {
            arguments.iter().map(|one| of(one)).fold(start, fold)
        };
        let least = if size > 0.0 { size } else { f64::INFINITY };
        Tracked {
            value,
            error,
            exact: None,
            least: met(f64::min, |one| one.least, least),
            greatest: met(f64::max, |one| one.greatest, size),
        }
    }

    /// The same with an exact result, if every format has it.
    fn or_exact(mut self, exact: Option<Rational>) -> Self {
        let short = |value: &Rational| {
            let value = Extended::Finite(value.clone());
            [Dtype::Bf16, Dtype::F16]
                .iter()
                .all(|dtype| dtype.encode(&value).is_some())
        };
        if let Some(exact) = exact.filter(short) {
            self.error = Roundoffs::default();
            self.exact = Some(exact);
        }
        self
    }

    fn both(
        &self,
        other: &Self,
        exact: impl FnOnce(&Rational, &Rational) -> Option<Rational>,
    ) -> Option<Rational> {
        exact(self.exact.as_ref()?, other.exact.as_ref()?)
    }

    fn function(&self, value: f64, slope: f64) -> Self {
        let error = self.error.by(slope) + LIBRARY.by(value);
        Tracked::step(value, error, &[self])
    }
}

impl Arithmetic for Tracked {
    fn of(value: &Rational) -> Self {
        let number = value.to_f64();
        Tracked::step(number, Roundoffs::both(number.abs()), &[]).or_exact(Some(value.clone()))
    }

    fn pi() -> Self {
        let pi = std::f64::consts::PI;
        Tracked::step(pi, Roundoffs::both(pi), &[])
    }

    fn plus(&self, other: &Self) -> Self {
        let value = self.value + other.value;
        let error = self.error + other.error + Roundoffs::both(value.abs());
        let exact = self.both(other, |a, b| Some(Rational::from(a + b)));
        Tracked::step(value, error, &[self, other]).or_exact(exact)
    }

    fn minus(&self, other: &Self) -> Self {
        let value = self.value - other.value;
        // A change of sign rounds nothing.
        let rounding = if self.value == 0.0 { 0.0 } else { value.abs() };
        let error = self.error + other.error + Roundoffs::both(rounding);
        let exact = self.both(other, |a, b| Some(Rational::from(a - b)));
        Tracked::step(value, error, &[self, other]).or_exact(exact)
    }

    fn times(&self, other: &Self) -> Self {
        let value = self.value * other.value;
        let both = other.error.by(self.value) + self.error.by(other.value);
        let error = both + Roundoffs::both(value.abs());
        let exact = self.both(other, |a, b| Some(Rational::from(a * b)));
        Tracked::step(value, error, &[self, other]).or_exact(exact)
    }

    fn over(&self, other: &Self) -> Self {
        let value = self.value / other.value;
        let both = self.error + other.error.by(value);
        let error = both.by(1.0 / other.value) + Roundoffs::both(value.abs());
        let exact = self.both(other, |a, b| (!b.is_zero()).then(|| Rational::from(a / b)));
        Tracked::step(value, error, &[self, other]).or_exact(exact)
    }

    fn exp(&self) -> Self {
        let value = self.value.exp();
        self.function(value, value)
    }

    fn ln(&self) -> Self {
        self.function(self.value.ln(), 1.0 / self.value)
    }

    fn tanh(&self) -> Self {
        let value = self.value.tanh();
        self.function(value, 1.0 - value * value)
    }

    fn cosh(&self) -> Self {
        self.function(self.value.cosh(), self.value.sinh())
    }

    fn cos(&self) -> Self {
        let value = self.value.cos();
        let error = self.error.by(self.value.sin()) + LIBRARY;
        Tracked::step(value, error, &[self])
    }

    fn sqrt(&self) -> Self {
        let value = self.value.sqrt();
        let error = self.error.by(1.0 / (2.0 * value)) + Roundoffs::both(2.0 * value);
        Tracked::step(value, error, &[self])
    }

    fn acos(&self) -> Self {
        let slope = 1.0 / (1.0 - self.value * self.value).sqrt();
        self.function(self.value.acos(), slope)
    }

    fn erf(&self) -> Self {
        let slope = 2.0 / std::f64::consts::PI.sqrt() * (-self.value * self.value).exp();
        self.function(erf(self.value), slope)
    }

    fn pow(&self, exponent: &Rational) -> Self {
        let power = exponent.to_f64();
        let value = self.value.powf(power);
        let of_base = self.error.by(power * value / self.value);
        let of_exponent = Roundoffs::both((power * value * self.value.ln()).abs());
        let error = of_base + of_exponent + LIBRARY.by(value);
        Tracked::step(value, error, &[self])
    }
}

/// The error function near enough for bounds of errors: its Taylor series, from 4 on its limit.
fn erf(x: f64) -> f64 {
    if x.abs() > 4.0 {
        return x.signum();
    }
    let (mut term, mut sum) = (x, 0.0);
    for n in 0..120 {
        sum += term / f64::from(2 * n + 1);
        term *= -x * x / f64::from(n + 1);
    }
    2.0 / std::f64::consts::PI.sqrt() * sum
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Tracked {
        Tracked::of(&coarsegrad_arith::parse_rational(text).unwrap())
    }

    #[test]
    fn short_numbers_are_exact_and_others_are_not() {
        let accuracy = |value: &Tracked| value.accuracy(100).map(|accuracy| accuracy.ulps);
        assert_eq!(
            accuracy(&of("3/4").times(&of("1/2")).plus(&of("1"))),
            Some(0)
        );
        assert_eq!(accuracy(&of("1/10")), Some(3));
        assert_eq!(accuracy(&of("1").over(&of("3"))), Some(3));
        assert_eq!(accuracy(&of("257/256").minus(&of("1"))), None);
    }

    /// The errors of binary32 in formulas computed there stay within the bound.
    #[test]
    fn errors_of_binary32_are_within_the_bound() {
        for n in 1..200_i32 {
            let x = f64::from(n) / 16.0;
            let tracked = of(&format!("{n}/16"));
            let sigmoid = Tracked::small(1).over(&Tracked::small(1).plus(&tracked.exp()));
            let slope = sigmoid.times(&Tracked::small(1).minus(&sigmoid));
            let single = {
                let s = 1.0 / (1.0 + (x as f32).exp());
                s * (1.0 - s)
            };
            let s = 1.0 / (1.0 + x.exp());
            let exact = s * (1.0 - s);
            let Some(accuracy) = slope.accuracy(1 << 12) else {
                continue;
            };
            let ulp = 2.0_f64.powi(exact.log2().floor() as i32 - 23);
            let off = (f64::from(single) - exact).abs() / ulp;
            assert!(off <= f64::from(accuracy.ulps), "{n}: {off}");
        }
    }
}
