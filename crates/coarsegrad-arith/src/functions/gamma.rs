//! The lower incomplete gamma function at half-integers, `gamma(s, x) = int_0^x t^(s-1) e^(-t) dt` with `s = k + 1/2`.
//!
//! Two evaluations, all of whose terms are positive:
//!
//! * the series `gamma(s, x) = x^s e^(-x) sum_{n>=0} x^n / (s (s+1) ... (s+n))`. From a term `t_n` on with
//!   `q = x / (s+n+1) <= 1/2`, the rest is at most `t_n (q + q^2 + ...) <= t_n`;
//! * for large `x`, the complete `Gamma(s)` less the tail
//!   `0 <= Gamma(s) - gamma(s, x) = int_x^inf t^(s-1) e^(-t) dt <= 2 x^(s-1) e^(-x)` when `x >= 2 (s - 1)`, because
//!   there `t^(s-1) e^(-t/2)` decreases (and, for `s = 1/2`, `t^(-1/2)` does).

use crate::ball::Ball;
use crate::mag::Mag;
use rug::float::Round;
use rug::{Float, Integer, Rational};
use std::cmp::Ordering;

impl Ball {
    /// The lower incomplete gamma function `gamma(k + 1/2, x)` for `x >= 0`.
    ///
    /// Guarantee: an enclosure with good relative accuracy; the whole line when the ball has a negative point. The
    /// function increases in `x`; over a ball `[l, u]`, `l > 0`, its slope is at most `u^k l^(-1/2) e^(-l)`, and a ball
    /// of low relative accuracy is enclosed from its ends.
    pub fn gamma_lower_half(k: u32, x: &Self) -> Self {
        let prec = x.precision();
        if !x.is_finite() || x.lower().cmp0() == Some(Ordering::Less) {
            return Self::indeterminate(prec);
        }
        if x.is_exact() {
            return point(k, x.mid(), prec);
        }
        let lower = x.abs_lower();
        if x.rad().mul_2exp(5).compare(lower) != Ordering::Less
            || x.rad().compare(Mag::pow2(-2)) != Ordering::Less
        {
            return point(k, &x.lower(), prec).union(&point(k, &x.upper(), prec));
        }
        let decay = Mag::exp(-x.lower().to_f64_round(Round::Down));
        let slope = x.abs_upper().powi(k).div(lower.sqrt_lower()).mul(decay);
        point(k, x.mid(), prec).widened(slope.mul(x.rad()))
    }
}

/// `gamma(k + 1/2, x)` at one number `x >= 0`.
fn point(k: u32, x: &Float, prec: u32) -> Ball {
    let x = Ball::exact(x.clone());
    if x.is_zero() {
        return Ball::zero(prec);
    }
    if !x.is_finite() {
        return Ball::indeterminate(prec);
    }
    let working = prec.saturating_add(x.excess_bits() + 32 - k.leading_zeros() + 16);
    // Complete where e^(-x) x^(k-1/2) is below 2^-prec Gamma(k+1/2), and in any case where the series would be long.
    let size = x.mid().to_f64();
    let order = f64::from(k);
    let tail_bits =
        (size - order * (1.0 + (size / (order + 1.0)).max(1.0).ln())) * std::f64::consts::LOG2_E;
    // A size beyond every f64 is complete too; it makes the count of bits meaningless.
    let complete =
        size >= 2.0 * order + 2.0 && (size.is_infinite() || tail_bits > f64::from(prec) + 8.0);
    if complete {
        complete_less_tail(k, &x, working)
    } else {
        series(k, &x, working)
    }
    .round_to(prec)
}

/// `Gamma(k + 1/2) = sqrt(pi) (1/2) (3/2) ... (k - 1/2)`.
fn gamma_half(k: u32, prec: u32) -> Ball {
    let mut product = Integer::from(1);
    for j in 0..k {
        product *= 2 * u64::from(j) + 1;
    }
    (Ball::pi(prec).sqrt() * Ball::from_integer(prec, &product)).mul_2exp(-i64::from(k))
}

fn complete_less_tail(k: u32, x: &Ball, prec: u32) -> Ball {
    let decay = Mag::exp(-x.mid().to_f64_round(Round::Down));
    let tail = x
        .abs_upper()
        .powi(k)
        .div(x.abs_lower().sqrt_lower())
        .mul(decay)
        .mul_2exp(1);
    gamma_half(k, prec).widened(tail)
}

fn series(k: u32, x: &Ball, prec: u32) -> Ball {
    let x = x.round_to(prec);
    let sum = half_integer_series(k, &x, prec);
    let power = x.powi(k) * x.sqrt();
    power * (-x).exp() * sum
}

/// `sum_{n>=0} x^n / (s (s+1) ... (s+n))` with `s = k + 1/2`, for an `x >= 0`.
///
/// Works at the precision of `x` and stops when the rest is below `2^-goal` of the sum.
pub(crate) fn half_integer_series(k: u32, x: &Ball, goal: u32) -> Ball {
    let prec = x.precision();
    let twice = x.mul_2exp(1);
    let ceiling = twice.abs_upper().mul_2exp(1);
    let mut term = Ball::from_rational(prec, &Rational::from((2, 2 * u64::from(k) + 1)));
    let mut sum = term.clone();
    let mut divisor = 2 * u64::from(k) + 1;
    loop {
        divisor += 2;
        // q = 2x / (2s + 2n + 2) <= 1/2: the rest is at most the last term added.
        let settled = ceiling.compare(Mag::from_f64(divisor as f64)) != Ordering::Greater;
        let rest = term.abs_upper();
        if settled && rest.compare(sum.abs_upper().mul_2exp(-i64::from(goal))) == Ordering::Less {
            return sum.widened(rest);
        }
        if !sum.is_finite() {
            return sum;
        }
        term = (term * &twice).div_u64(divisor);
        sum = sum + &term;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// With few terms the rest dominates the rounding, so that its bound is what is tested.
    #[test]
    fn truncated_series_contains_the_full_one() {
        for k in [0, 1, 7, 60] {
            for text in [(1, 1000), (1, 3), (7, 2), (90, 1)] {
                let x = Ball::from_rational(400, &Rational::from(text));
                let full = half_integer_series(k, &x, 380);
                for goal in [1, 5, 20, 60, 200] {
                    let short = half_integer_series(k, &x, goal);
                    assert!(
                        short.contains(&full),
                        "{k} {text:?} {goal}: {short:?} {full:?}"
                    );
                    assert!(short.relative_accuracy_bits() >= i64::from(goal) - 1);
                }
            }
        }
    }

    /// Where the tail is far from negligible, its bound is what is tested.
    #[test]
    fn complete_function_less_its_tail_contains_the_series() {
        for k in [0, 1, 2, 7, 30] {
            for above in [1, 2, 5, 20, 70] {
                let x = Ball::from_i64(300, i64::from(2 * k + above));
                let (whole, exact) = (complete_less_tail(k, &x, 300), series(k, &x, 300));
                assert!(whole.contains(&exact), "{k} {above}: {whole:?} {exact:?}");
            }
        }
    }
}
