//! The Taylor series of the error function in fixed point, faster than MPFR's for moderate arguments.
//!
//! `erf(x) = 2 x S / sqrt(pi)`, `S = sum_{n>=0} (-t)^n / (n! (2n+1))`, `t = x^2`. With the tails
//! `S_b = sum_{n=b}^{N-1} (-t)^(n-b) b! / (n! (2n+1))`, so that `S_0` is the sum of `N` terms, blocks of `m` terms are
//! summed from the last one down with one large product each: `A_m = t^m S_{b+m}`, `A_i = t^i / (2(b+i)+1) -
//! A_{i+1} / (b+i+1)`, `S_b = A_0` (signs of odd `m` taken into account).
//!
//! **Error**, in units of `2^-bits`, with `M` at least 1, `t` and the computed `t`. The computed `t` errs by at most 2;
//! `t^i`, truncated, by at most `3 i M^(i-1)`; each division by less than 1. An error in `A_i` of block `b` reaches
//! `S_0` with the factor `t^b b! / (n! b!) <= M^n / n!`, `n = b + i`. The divisions at `n` thus add at most
//! `2 M^n / n!`, the power `t^i / (2n+1)` at most `3 n M^(n-1) / ((2n+1) n!) <= 1.5 M^n / n!`. For the product
//! `t^m S_{b+m}`, use `|S_c| <= 2 / (2c+1)`: the full tail is
//! `int_0^1 s^(2c) (c int_0^1 (1-u)^(c-1) e^(-t s^2 u) du) ds` in `[0, 1/(2c+1)]`, and what is cut off at `N >= t` is
//! below `1/(2N+1)`; so it adds at most `(6 n / (2n+1) + 1) M^n / n! <= 4 M^n / n!` at `n = b + m`. Altogether the
//! error of `S_0` is at most `7.5 e^M`. The terms cut off alternate and decrease: they sum to at most `t^N / N!`.

use crate::ball::Ball;
use crate::mag::Mag;
use rug::float::Round;
use rug::ops::SubFrom;
use rug::{Assign, Float, Integer};
use std::cmp::Ordering;

/// `erf(x)` at one number by the series, to about `prec + extra_per_square x^2` bits; `None` where another method is
/// better, beyond `x^2 = 3 prec / 4`.
pub(super) fn erf_by_series(x: &Float, prec: u32, extra_per_square: f64) -> Option<Ball> {
    let square = x.to_f64() * x.to_f64();
    if square > f64::from(prec) * 0.75 {
        return None;
    }
    // e^M is lost in the sum, and S itself is about 1 / (1 + |x|).
    let lost = (square * (std::f64::consts::LOG2_E + extra_per_square)).ceil() as u32;
    let working = prec.saturating_add((square * extra_per_square) as u32 + 16);
    let bits = prec.saturating_add(lost + 24);
    let point = Ball::exact(x.clone());
    let sum = alternating_sum(&point, bits);
    Some(
        point.round_to(working.max(x.prec())) * sum.round_to(working).mul_2exp(1)
            / Ball::pi(working).sqrt(),
    )
}

fn alternating_sum(x: &Ball, bits: u32) -> Ball {
    let square = x.round_to(bits.saturating_add(32)).square();
    let fixed = {
        let scaled = square.mul_2exp(i64::from(bits));
        scaled
            .mid()
            .to_integer_round(Round::Down)
            .map_or_else(Integer::new, |(floor, _)| floor)
    };
    let upper = square.abs_upper();
    let (count, rest) = terms(upper, bits);
    let block = (f64::from(count).sqrt() as u32).max(1);
    let mut powers = vec![Integer::from(1) << bits];
    for _ in 0..block {
        let next = powers
            .last()
            .map(|last| Integer::from(last * &fixed) >> bits);
        powers.extend(next);
    }
    let mut sum = Integer::new();
    let mut scratch = Integer::new();
    let blocks = count.div_ceil(block);
    for base in (0..blocks).rev().map(|index| index * block) {
        if let Some(top) = powers.last() {
            sum *= top;
            sum >>= bits;
        }
        for (offset, power) in powers.iter().take(block as usize).enumerate().rev() {
            let n = base + offset as u32;
            // A_i = t^i / (2n+1) - A_{i+1} / (n+1)
            scratch.assign(power / (2 * n + 1));
            sum /= n + 1;
            sum.sub_from(&scratch);
        }
    }
    let growth = Mag::exp(upper.max(Mag::ONE).to_f64());
    let error = growth.mul_2exp(3).add(rest.mul_2exp(i64::from(bits)));
    Ball::from_integer(sum.significant_bits(), &sum)
        .widened(error)
        .mul_2exp(-i64::from(bits))
}

/// A number of terms `N >= t` with `t^N / N!` below `2^-bits`, and an upper bound of that.
fn terms(square: Mag, bits: u32) -> (u32, Mag) {
    let goal = Mag::pow2(-i64::from(bits));
    let (mut count, mut term) = (0, Mag::ONE);
    loop {
        count += 1;
        let index = Mag::from_u64_lower(u64::from(count));
        term = term.mul(square).div(index);
        if term.compare(goal) != Ordering::Greater && square.compare(index) != Ordering::Greater {
            return (count, term);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rug::Rational;

    /// Without guard bits, the error bound of the fixed-point sum is what is tested.
    #[test]
    fn fixed_point_sum_is_enclosed_at_every_length() {
        for text in [
            (1, 1000),
            (1, 3),
            (2, 3),
            (1, 1),
            (5, 3),
            (3, 1),
            (27, 4),
            (12, 1),
        ] {
            let x = Ball::from_rational(40, &Rational::from(text));
            let x = Ball::exact(x.mid().clone());
            let fine = alternating_sum(&x, 1500);
            assert!(fine.relative_accuracy_bits() > 1000);
            for bits in (2..120).chain([200, 433, 900]) {
                let coarse = alternating_sum(&x, bits);
                assert!(
                    coarse.contains(&fine),
                    "{text:?} at {bits}: {coarse:?} {fine:?}"
                );
            }
        }
    }

    #[test]
    fn cut_off_is_bounded() {
        for square in [0.0, 0.1, 1.0, 30.0] {
            let (count, rest) = terms(Mag::from_f64(square), 50);
            assert!(f64::from(count) >= square && rest.compare(Mag::pow2(-50)).is_le());
        }
    }
}
