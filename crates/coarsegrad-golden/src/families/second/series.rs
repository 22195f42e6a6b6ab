//! Intervals with rational ends, and functions of them by their series.
//!
//! Ends are multiples of `2^-640`, rounded outwards after every operation. `exp` and `cos` are their Taylor polynomials
//! with the remainder added, `ln` is the series of the inverse hyperbolic tangent, `pi` is Machin's formula, roots are
//! roots of integers. Nothing is shared with the balls of `coarsegrad-arith` but the integers underneath.

use coarsegrad_arith::{Integer, Rational};

use super::super::arithmetic::Arithmetic;

/// The bits after the binary point.
const BITS: u32 = 640;

/// All numbers from `low` to `high`; `None` where an operation was not defined.
#[derive(Clone, Debug)]
pub(in super::super) struct Interval(Option<(Rational, Rational)>);

fn unit() -> Rational {
    Rational::from(1) >> BITS
}

fn down(value: &Rational) -> Rational {
    Rational::from((value.clone() << BITS).floor_ref()) >> BITS
}

fn up(value: &Rational) -> Rational {
    Rational::from((value.clone() << BITS).ceil_ref()) >> BITS
}

impl Interval {
    fn new(low: &Rational, high: &Rational) -> Self {
        Interval(Some((down(low), up(high))))
    }

    /// The ends.
    pub(in super::super) fn ends(&self) -> Option<&(Rational, Rational)> {
        self.0.as_ref()
    }

    fn both(
        &self,
        other: &Self,
        of: impl FnOnce(&(Rational, Rational), &(Rational, Rational)) -> Option<Self>,
    ) -> Self {
        match (&self.0, &other.0) {
            (Some(one), Some(other)) => of(one, other).unwrap_or(Interval(None)),
            _ => Interval(None),
        }
    }

    /// An increasing function, from enclosures of its values at the ends.
    fn increasing(&self, of: impl Fn(&Rational) -> Option<Interval>) -> Self {
        let ends = self.0.as_ref().and_then(|(low, high)| {
            let (at_low, at_high) = (of(low)?.0?, of(high)?.0?);
            Some(Interval(Some((at_low.0, at_high.1))))
        });
        ends.unwrap_or(Interval(None))
    }

    fn hull(values: &[Rational]) -> Option<Self> {
        let low = values.iter().min()?;
        let high = values.iter().max()?;
        Some(Interval::new(low, high))
    }
}

/// `sum x^n / n!`, with `|x| <= 1/64` after halving so many times, and as many squarings.
fn exp(x: &Rational) -> Option<Interval> {
    let mut halvings = 0;
    let mut y = x.clone();
    while y.clone().abs() > Rational::from((1, 64)) {
        y >>= 1;
        halvings += 1;
        if halvings > 64 {
            return None;
        }
    }
    let y = Interval::new(&y, &y);
    let mut term = Interval::small(1);
    let mut sum = term.clone();
    let mut n = 0;
    loop {
        n += 1;
        term = term.times(&y).over(&Interval::small(n));
        sum = sum.plus(&term);
        let (low, high) = term.ends()?;
        let size = low.clone().abs().max(high.clone().abs());
        if size <= unit() * 2u32 {
            // The terms that follow are each less than half of the one before.
            let rest = size * 2u32;
            sum = sum.plus(&Interval::new(&-rest.clone(), &rest));
            break;
        }
    }
    for _ in 0..halvings {
        sum = sum.square();
    }
    Some(sum)
}

/// `sum (-1)^n x^(2n) / (2n)!` for `|x| <= 64`; the remainder is at most the next term in size.
fn cos(x: &Rational) -> Option<Interval> {
    if x.clone().abs() > 64 {
        return None;
    }
    let square = Interval::new(x, x).square();
    let mut term = Interval::small(1);
    let mut sum = Interval::small(0);
    let mut n = 0;
    loop {
        sum = sum.plus(&term);
        n += 2;
        term = term.times(&square).over(&Interval::small(-(n - 1) * n));
        let (low, high) = term.ends()?;
        let size = low.clone().abs().max(high.clone().abs());
        if n > 128 && size <= unit() * 2u32 {
            return Some(sum.plus(&Interval::new(&-size.clone(), &size)));
        }
    }
}

/// `2 artanh((x - 1)/(x + 1))` for `x > 0`.
fn ln(x: &Rational) -> Option<Interval> {
    if !x.is_positive() {
        return None;
    }
    let ratio = Rational::from(x - 1u32) / Rational::from(x + 1u32);
    let ratio = Interval::new(&ratio, &ratio);
    let square = ratio.square();
    let mut power = ratio.clone();
    let mut sum = Interval::small(0);
    let mut n = 1;
    loop {
        sum = sum.plus(&power.over(&Interval::small(n)));
        n += 2;
        power = power.times(&square);
        let (low, high) = power.ends()?;
        let size = low.clone().abs().max(high.clone().abs());
        if size <= unit() * 2u32 || n > 1 << 16 {
            // A geometric series with the ratio of the square.
            let (_, most) = square.ends()?;
            let rest = up(&(size / (1u32 - most.clone())));
            let sum = sum.plus(&Interval::new(&-rest.clone(), &rest));
            return Some(sum.times(&Interval::small(2)));
        }
    }
}

/// `artan(1/n)` by its alternating series.
fn inverse_tangent(n: i64) -> Interval {
    let square = Interval::small(n * n);
    let mut power = Interval::small(1).over(&Interval::small(n));
    let mut sum = Interval::small(0);
    for term in 0..600_i64 {
        let part = power.over(&Interval::small(2 * term + 1));
        sum = match term % 2 {
            0 => sum.plus(&part),
            _ => sum.minus(&part),
        };
        power = power.over(&square);
    }
    let rest = match power.ends() {
        Some((_, high)) => high.clone(),
        None => return Interval(None),
    };
    sum.plus(&Interval::new(&-rest.clone(), &rest))
}

/// `artan(x)` for `x >= 0`: four times `x / (1 + sqrt(1 + x^2))` in the place of `x` halves the angle each time, and then
/// the alternating series, whose remainder is at most the next term.
fn tangent(x: &Rational) -> Option<Interval> {
    const HALVINGS: u32 = 4;
    let one = Interval::small(1);
    let mut y = Interval::new(x, x);
    for _ in 0..HALVINGS {
        y = y.over(&one.plus(&one.plus(&y.square()).sqrt()));
    }
    let square = y.square();
    let mut power = y;
    let mut sum = Interval::small(0);
    let mut n = 0;
    loop {
        let part = power.over(&Interval::small(2 * n + 1));
        let (_, high) = part.ends()?;
        if *high <= unit() * 2u32 || n > 1 << 12 {
            let rest = Interval::new(&-high.clone(), high);
            return Some(sum.plus(&rest).times(&Interval::small(1 << HALVINGS)));
        }
        sum = match n % 2 {
            0 => sum.plus(&part),
            _ => sum.minus(&part),
        };
        power = power.times(&square);
        n += 1;
    }
}

/// `2/sqrt(pi) sum (-1)^n x^(2n+1) / (n! (2n+1))` for `|x| <= 8`; once terms fall the remainder is at most the next one.
fn erf(x: &Rational) -> Option<Interval> {
    if x.clone().abs() > 8 {
        return None;
    }
    let one = Interval::new(x, x);
    let square = one.square();
    let mut power = one;
    let mut sum = Interval::small(0);
    let mut n = 0;
    loop {
        let part = power.over(&Interval::small(2 * n + 1));
        let (low, high) = part.ends()?;
        let size = low.clone().abs().max(high.clone().abs());
        if n > 64 && size <= unit() * 2u32 {
            let sum = sum.plus(&Interval::new(&-size.clone(), &size));
            return Some(sum.times(&Interval::small(2)).over(&Interval::pi().sqrt()));
        }
        sum = sum.plus(&part);
        n += 1;
        power = power.times(&square).over(&Interval::small(-n));
    }
}

/// The `degree`th root of a number that is not negative.
fn root(x: &Rational, degree: u32) -> Option<Interval> {
    if x.is_negative() {
        return None;
    }
    let scaled = x.clone() << (BITS * degree);
    let below = Integer::from(scaled.floor_ref().into_floor()).root(degree);
    let low = Rational::from(below) >> BITS;
    let high = low.clone() + unit();
    Some(Interval::new(&low, &high))
}

/// The integer part of what a reference computes.
trait IntoFloor {
    fn into_floor(self) -> Integer;
}

impl<T> IntoFloor for T
where
    Integer: From<T>,
{
    fn into_floor(self) -> Integer {
        Integer::from(self)
    }
}

impl Arithmetic for Interval {
    fn of(value: &Rational) -> Self {
        Interval::new(value, value)
    }

    fn pi() -> Self {
        let four = Interval::small(4);
        let machin = four.times(&inverse_tangent(5)).minus(&inverse_tangent(239));
        four.times(&machin)
    }

    fn plus(&self, other: &Self) -> Self {
        self.both(other, |(a, b), (c, d)| {
            Some(Interval::new(
                &Rational::from(a + c),
                &Rational::from(b + d),
            ))
        })
    }

    fn minus(&self, other: &Self) -> Self {
        self.both(other, |(a, b), (c, d)| {
            Some(Interval::new(
                &Rational::from(a - d),
                &Rational::from(b - c),
            ))
        })
    }

    fn times(&self, other: &Self) -> Self {
        self.both(other, |(a, b), (c, d)| {
            let product = |x: &Rational, y: &Rational| Rational::from(x * y);
            Interval::hull(&[product(a, c), product(a, d), product(b, c), product(b, d)])
        })
    }

    fn over(&self, other: &Self) -> Self {
        self.both(other, |(a, b), (c, d)| {
            if !c.is_positive() && !d.is_negative() {
                return None;
            }
            let quotient = |x: &Rational, y: &Rational| Rational::from(x / y);
            Interval::hull(&[
                quotient(a, c),
                quotient(a, d),
                quotient(b, c),
                quotient(b, d),
            ])
        })
    }

    fn exp(&self) -> Self {
        self.increasing(exp)
    }

    fn ln(&self) -> Self {
        self.increasing(ln)
    }

    /// `(1 - e^(-2x)) / (1 + e^(-2x))`.
    fn tanh(&self) -> Self {
        self.increasing(|x| {
            let falling = exp(&(x.clone() * -2i32))?;
            let one = Interval::small(1);
            Some(one.minus(&falling).over(&one.plus(&falling)))
        })
    }

    /// `(e^x + e^(-x)) / 2`, by both ends.
    fn cosh(&self) -> Self {
        self.exp()
            .plus(&self.negated().exp())
            .over(&Interval::small(2))
    }

    /// By the value at one end, which the other is as far from as the argument at most.
    fn cos(&self) -> Self {
        let found = self.0.as_ref().and_then(|(low, high)| {
            let width = Rational::from(high - low);
            let spread = Interval::new(&-width.clone(), &width);
            Some(cos(low)?.plus(&spread))
        });
        found.unwrap_or(Interval(None))
    }

    fn sqrt(&self) -> Self {
        self.increasing(|x| root(x, 2))
    }

    /// `2 artan(sqrt((1 - x)/(1 + x)))`, by both ends.
    fn acos(&self) -> Self {
        let one = Interval::small(1);
        let ratio = one.minus(self).over(&one.plus(self));
        ratio.sqrt().increasing(tangent).times(&Interval::small(2))
    }

    fn erf(&self) -> Self {
        self.increasing(erf)
    }

    fn pow(&self, exponent: &Rational) -> Self {
        let (Some(times), Some(degree)) = (
            exponent.numer().clone().abs().to_u32(),
            exponent.denom().to_u32(),
        ) else {
            return Interval(None);
        };
        if times > 64 || degree > 64 {
            return Interval(None);
        }
        let root = self.increasing(|x| root(x, degree));
        let power = (0..times).fold(Interval::small(1), |power, _| power.times(&root));
        match exponent.is_negative() {
            true => Interval::small(1).over(&power),
            false => power,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use coarsegrad_arith::{Ball, parse_rational};

    fn number(text: &str) -> Rational {
        parse_rational(text).unwrap()
    }

    /// The interval is narrow and meets the ball of another implementation.
    fn meets(interval: &Interval, ball: &Ball, what: &str) {
        let (low, high) = interval.ends().unwrap();
        let width = Rational::from(high - low);
        assert!(width < Rational::from(1) >> 500u32, "{what}: wide");
        let (from, to) = (
            ball.lower().to_rational().unwrap(),
            ball.upper().to_rational().unwrap(),
        );
        assert!(*low <= to && from <= *high, "{what}: apart");
    }

    #[test]
    fn functions_meet_those_of_another_arithmetic() {
        let bits = 600;
        meets(&Interval::pi(), &Ball::pi(bits), "pi");
        for text in ["0", "1", "-1", "1/3", "-7/2", "5", "25/8", "-10", "1/32"] {
            let x = number(text);
            let (one, ball) = (Interval::of(&x), Ball::from_rational(bits, &x));
            meets(&one.exp(), &ball.exp(), text);
            let double = Ball::from_rational(bits, &(x.clone() * 2u32)).exp();
            let tanh =
                double.add_rational(&Rational::from(-1)) / &double.add_rational(&Rational::from(1));
            meets(&one.tanh(), &tanh, text);
            // cos(2x) = 2 cos(x)^2 - 1, and both are even.
            let twice = one.times(&Interval::small(2)).cos();
            let formula = one.cos().square().times(&Interval::small(2));
            let zero = twice.minus(&formula.minus(&Interval::small(1)));
            meets(&zero, &Ball::zero(bits), text);
            if x.clone().abs() <= 5 {
                meets(&one.erf(), &ball.erf(), text);
            }
            if x.clone().abs() < 1 {
                meets(&one.acos(), &ball.acos(), text);
            }
            if x.is_positive() {
                meets(&one.ln(), &ball.ln(), text);
                meets(&one.sqrt(), &ball.sqrt(), text);
                let power = one.pow(&Rational::from((-2, 3)));
                let ball = ball.ln().mul_rational(&Rational::from((-2, 3))).exp();
                meets(&power, &ball, text);
            }
        }
        let sixth = Interval::pi().over(&Interval::small(3)).cos();
        meets(
            &sixth,
            &Ball::from_rational(bits, &Rational::from((1, 2))),
            "cos(pi/3)",
        );
    }
}
