//! Owen's T function `T(h, a) = 1/(2 pi) int_0^a e^(-h^2 (1+x^2) / 2) / (1 + x^2) dx`, for any finite `h` and `a`.
//!
//! `T` is even in `h` and odd in `a`. Write `y = h^2 / 2`.
//!
//! **Slope above one** (`a > 1`, `h >= 0`; Owen 1956, eq. 2.3): with `p = Phi(-h)`, `q = Phi(-a h)`,
//! `T(h, a) = (p (1 - q) + q (1 - p)) / 2 - T(a h, 1/a)`. Since `T(h, a) >= T(h, 1) = p (1 - p) / 2 >= p / 4` and no
//! term exceeds `p`, at most about two bits cancel.
//!
//! **Slope at most one, moderate `y`**: expanding `1/(1+x^2)` against the Poisson weights,
//! `2 pi T = atan(a) - a S`, `S = sum_{j>=0} (-1)^j b^j Q_j / (2j+1)`, with `b = a^2` and
//! `Q_j = 1 - e^(-y) sum_{i<=j} y^i / i!` in `[0, 1]`. The terms alternate and decrease, so that the rest is at most
//! the first term omitted. See [`alternating_sum`] for the error of its fixed-point evaluation.
//!
//! **Slope at most one, large `y`**: `2 pi T = e^(-y) J`, `J = int_0^a e^(-y x^2) / (1+x^2) dx`, and
//! `1/(1+x^2) = sum_{k<K} (-x^2)^k + (-x^2)^K / (1+x^2)` gives `J = sum_{k<K} (-1)^k G_k + R`, `|R| <= G_K`, with
//! `G_k = int_0^a x^(2k) e^(-y x^2) dx`. See [`decaying_integral`].

use super::gamma::half_integer_series;
use crate::ball::Ball;
use crate::mag::Mag;
use rug::float::Round;
use rug::{Assign, Float, Integer};
use std::cmp::Ordering;

/// Where `h^2 / 2` or `a h` has an exponent beyond this, `e^(-h^2/2)` is below every exponent of a midpoint.
const HUGE_EXP: i64 = 40;

impl Ball {
    /// Owen's T function `T(h, a) = 1/(2 pi) int_0^a e^(-h^2 (1+x^2) / 2) / (1 + x^2) dx`.
    ///
    /// Domain: any finite `h` and `a`; range `(-1/4, 1/4)`; even in `h`, odd in `a`. Guarantee: an enclosure, with good
    /// relative accuracy for exact arguments. For balls the value at the midpoints is widened by
    /// `|dT/dh| <= e^(-h^2/2) / (2 sqrt(2 pi)) min(1, sqrt(2/pi) |a h|)` and
    /// `|dT/da| <= e^(-h^2 (1+a^2) / 2) / (2 pi (1 + a^2))`, and never leaves `|T| <= e^(-h^2/2) / 4`.
    pub fn owen_t(h: &Self, a: &Self) -> Self {
        let prec = h.precision().max(a.precision());
        if !h.is_finite() || !a.is_finite() {
            return Self::indeterminate(prec);
        }
        if a.is_zero() {
            return Self::zero(prec);
        }
        let propagated = propagated_radius(h, a);
        let decay = half_square(h.abs_lower());
        let widest = decay.mul_2exp(-2);
        if propagated.compare(widest) == Ordering::Greater {
            return Self::from_mid_rad(Float::new(prec), widest);
        }
        let negative = a.mid().cmp0() == Some(Ordering::Less);
        let (height, slope) = (
            Self::exact(h.mid().clone()).abs(),
            Self::exact(a.mid().clone()).abs(),
        );
        let value = if slope.is_zero() {
            Self::zero(prec)
        } else {
            point(&height, &slope, prec)
        };
        if negative { -value } else { value }.widened(propagated)
    }
}

/// An upper bound of `e^(-h^2/2)` from a lower bound of `|h|`.
fn half_square(lower: Mag) -> Mag {
    // Just below 1/sqrt(2) = 0.70710678118654752...
    lower
        .mul_lower(Mag::from_f64(0.707_106_781_186_547_4))
        .exp_minus_square()
}

fn propagated_radius(h: &Ball, a: &Ball) -> Mag {
    if h.is_exact() && a.is_exact() {
        return Mag::ZERO;
    }
    let decay = half_square(h.abs_lower());
    // Above 1 / (2 sqrt(2 pi)), sqrt(2 / pi) and 1 / (2 pi).
    let (per_height, reach, per_slope) = (
        Mag::from_f64(0.19948),
        Mag::from_f64(0.79789),
        Mag::from_f64(0.15916),
    );
    let along = reach.mul(h.abs_upper()).mul(a.abs_upper()).min(Mag::ONE);
    let by_height = h.rad().mul(per_height).mul(along).mul(decay);
    let flat = Mag::ONE.add_lower(a.abs_lower().mul_lower(a.abs_lower()));
    let decay_along = half_square(h.abs_lower().mul_lower(a.abs_lower()));
    let by_slope = a.rad().mul(per_slope).mul(decay).mul(decay_along).div(flat);
    by_height.add(by_slope)
}

/// `T(h, a)` for exact `h >= 0`, `a > 0`.
fn point(h: &Ball, a: &Ball, prec: u32) -> Ball {
    let exponent = |x: &Ball| x.mid().get_exp().map_or(i64::MIN / 4, i64::from);
    if exponent(h) > HUGE_EXP {
        return Ball::from_mid_rad(Float::new(prec), half_square(h.abs_lower()).mul_2exp(-2));
    }
    if a.mid().cmp_abs(&Float::with_val(2, 1)) != Some(Ordering::Greater) {
        return gentle(h, a, prec);
    }
    let working = prec.saturating_add(16);
    let p = (-h.round_to(working)).normal_cdf();
    if exponent(h) + exponent(a) > HUGE_EXP {
        // T(h, a) = p/2 - 1/(2 pi) int_a^inf, and the integral is at most e^(-(a h)^2 / 2) pi / 2.
        let rest = half_square(h.abs_lower().mul_lower(a.abs_lower())).mul_2exp(-2);
        return p.mul_2exp(-1).widened(rest).round_to(prec);
    }
    // Enough bits that a h and 1 / a are exact or accurate under the square in the exponent.
    let inner = working.saturating_add(2 * h.excess_bits() + 2 * a.excess_bits());
    let steep = h.round_to(inner) * a;
    let q = (-&steep).normal_cdf();
    let one = Ball::from_i64(working, 1);
    let both = &p * (&one - &q) + &q * (&one - &p);
    let reflected = Ball::owen_t(&steep, &a.round_to(inner).recip());
    (both.mul_2exp(-1) - reflected).round_to(prec)
}

/// `T(h, a)` for exact `h >= 0` and `0 < a <= 1`.
fn gentle(h: &Ball, a: &Ball, prec: u32) -> Ball {
    let size = h.mid().to_f64();
    let y = size * size / 2.0;
    if y < f64::from(prec.saturating_add(12)) * std::f64::consts::LN_2 {
        moderate(h, a, y, prec)
    } else {
        let working = prec.saturating_add(2 * h.excess_bits() + 24);
        let exponent = h.round_to(working).square().mul_2exp(-1);
        let integral = decaying_integral(&exponent, &a.round_to(working), y, prec);
        let angle = Ball::pi(working).mul_2exp(1);
        ((-exponent).exp() * integral / angle).round_to(prec)
    }
}

/// `(atan(a) - a S) / (2 pi)`; about `y log2(e)` bits cancel.
fn moderate(h: &Ball, a: &Ball, y: f64, prec: u32) -> Ball {
    let cancelled = (y * std::f64::consts::LOG2_E).ceil() as u32;
    let working = prec.saturating_add(cancelled + 16);
    let sum = alternating_sum(h, a, y, working.saturating_add(cancelled + 16));
    let slope = a.round_to(working);
    let angle = slope.atan2(&Ball::from_i64(working, 1));
    let difference = angle - slope * sum.round_to(working);
    (difference / Ball::pi(working).mul_2exp(1)).round_to(prec)
}

/// `S = sum_{j>=0} (-1)^j b^j Q_j / (2j+1)` in fixed point with `bits` fractional bits.
///
/// Count errors in units of `2^-bits`, and let `Y` be at least `y` and its computed value. The inputs `b`, `y` and
/// `t_0 = e^-y` err by at most 2 (truncation, and the radius of the ball cut). Each product is truncated, losing less
/// than 1. Hence `b^j` errs by at most `3 j`; the Poisson weight `t_i = t_{i-1} y / i <= 1` by `e_i` with `e_0 <= 2`
/// and `e_i <= (e_{i-1} Y + 2 t_{i-1} + 1) / i + 1 <= e_{i-1} Y / i + 4`, so that `e_i <= 4 e^Y` (the products that
/// arise are `Y^(i-k) k! / i! <= Y^(i-k) / (i-k)!`); the tail `Q_j = Q_{j-1} - t_j` by at most `4 (j + 1) e^Y`; the
/// term of index `j` by at most `(3 j + 4 (j + 1) e^Y + 1) / (2 j + 1) + 1 <= 7 e^Y`. With `J` terms the sum errs by at
/// most `8 J e^Y`, and the rest, at most the true `b^J Q_J`, by the computed one plus `8 (J + 2) e^Y`.
fn alternating_sum(h: &Ball, a: &Ball, y: f64, bits: u32) -> Ball {
    let prec = bits.saturating_add(32);
    let exponent = h.round_to(prec).square().mul_2exp(-1);
    let base = fixed_point(&a.round_to(prec).square(), bits);
    let rate = fixed_point(&exponent, bits);
    let mut weight = fixed_point(&(-&exponent).exp(), bits);
    let mut power = Integer::from(1) << bits;
    let mut tail = Integer::from(&power - &weight);
    let mut sum = Integer::new();
    let mut term = Integer::new();
    let mut index: u32 = 0;
    // Terms of fewer bits than this are below the error admitted anyway.
    let negligible = (y * std::f64::consts::LOG2_E) as u32 + 4;
    loop {
        term.assign(&power * &tail);
        term >>= bits;
        if term.significant_bits() <= negligible || weight.is_zero() {
            break;
        }
        term /= 2 * index + 1;
        if index.is_multiple_of(2) {
            sum += &term;
        } else {
            sum -= &term;
        }
        index += 1;
        weight *= &rate;
        weight >>= bits;
        weight /= index;
        tail -= &weight;
        power *= &base;
        power >>= bits;
    }
    let growth = Mag::exp(exponent.upper().to_f64_round(Round::Up));
    let rounding = growth
        .mul(Mag::from_f64(f64::from(index) + 2.0))
        .mul_2exp(3);
    let error = Mag::integer_upper(&term).add(rounding.mul_2exp(1));
    Ball::from_integer(sum.significant_bits(), &sum)
        .widened(error)
        .mul_2exp(-i64::from(bits))
}

/// `floor(x 2^bits)` for the midpoint of a ball `x >= 0`.
fn fixed_point(x: &Ball, bits: u32) -> Integer {
    let scaled = x.mul_2exp(i64::from(bits));
    scaled
        .mid()
        .to_integer_round(Round::Down)
        .map_or_else(Integer::new, |(floor, _)| floor)
}

/// `J = int_0^a e^(-y x^2) / (1+x^2) dx` for `0 < a <= 1` and `y >= (prec + 12) ln 2`; `size` is `y` roughly.
///
/// For `z = a^2 y` so large that `e^-z` is negligible, the upper limit is moved to infinity: the integral over
/// `[a, inf)` is at most `(1/2) sqrt(pi/y) e^-z`, and the moments are `(1/2) sqrt(pi/y) (1/2)(3/2)...(k-1/2) / y^k`.
/// Otherwise the moments come from `G_{K} = (1/2) a^(2K+1) e^-z sum_n z^n / (s...(s+n))`, `s = K + 1/2`, downwards by
/// `G_k = (2 y G_{k+1} + a^(2k+1) e^-z) / (2k+1)`, all terms positive.
fn decaying_integral(y: &Ball, a: &Ball, size: f64, prec: u32) -> Ball {
    let slope = a.mid().to_f64();
    let reach = slope * slope * size;
    let needed = f64::from(prec) + 4.0;
    let working = y.precision();
    if reach * std::f64::consts::LOG2_E > needed + 4.0 {
        let order = order_for(size, 1.0, 0.0, needed);
        let inverse = (y.mul_2exp(1)).recip();
        let mut term = Ball::from_i64(working, 1);
        let mut sum = term.clone();
        for k in 1..=order {
            term = (term * &inverse).mul_u64(2 * u64::from(k) - 1);
            sum = if k == order {
                sum.widened(term.abs_upper())
            } else if k % 2 == 0 {
                sum + &term
            } else {
                sum - &term
            };
        }
        let beyond = (a.square() * y).lower().to_f64_round(Round::Down);
        return (Ball::pi(working) / y).sqrt().mul_2exp(-1) * sum.widened(Mag::exp(-beyond));
    }
    let order = order_for(size, slope, reach.sqrt().min(1.0).log2(), needed);
    let square = a.square();
    let span = &square * y;
    let decay = (-&span).exp();
    let mut powers = vec![a * &decay];
    while powers.len() <= order as usize {
        let next = powers
            .last()
            .map_or_else(|| Ball::zero(working), |last| last * &square);
        powers.push(next);
    }
    let last = powers.pop().unwrap_or_else(|| Ball::zero(working));
    let mut moment = last.mul_2exp(-1) * half_integer_series(order, &span, working);
    let mut sum = Ball::zero(working).widened(moment.abs_upper());
    let twice = y.mul_2exp(1);
    for (k, power) in (0..order).zip(powers.iter()).rev() {
        moment = (moment * &twice + power).div_u64(2 * u64::from(k) + 1);
        sum = if k % 2 == 0 {
            sum + &moment
        } else {
            sum - &moment
        };
    }
    sum
}

/// The least `k >= 1` for which `a^(2k)` or `(1/2)(3/2)...(k-1/2) / y^k` falls below `2^-needed` (times `2^relative`).
fn order_for(y: f64, a: f64, relative: f64, needed: f64) -> u32 {
    let mut order = 0;
    let mut by_decay = -relative;
    loop {
        by_decay += ((f64::from(order) + 0.5) / y).log2();
        order += 1;
        let by_slope = 2.0 * f64::from(order) * a.log2();
        if by_decay.min(by_slope) < -needed || f64::from(order) > y {
            return order;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rug::Rational;

    fn point(text: (i32, i32)) -> Ball {
        Ball::exact(Ball::from_rational(40, &Rational::from(text)).mid().clone())
    }

    /// Without guard bits, the error bound of the fixed-point sum is what is tested.
    #[test]
    fn fixed_point_sum_is_enclosed_at_every_length() {
        for h in [(0, 1), (1, 9), (1, 1), (3, 1), (9, 1)] {
            for a in [(1, 100), (1, 3), (7, 8), (1, 1)] {
                let (height, slope) = (point(h), point(a));
                let y = height.to_f64() * height.to_f64() / 2.0;
                let fine = alternating_sum(&height, &slope, y, 900);
                for bits in (2..90).chain([200, 433]) {
                    let coarse = alternating_sum(&height, &slope, y, bits);
                    assert!(
                        coarse.contains(&fine),
                        "{h:?} {a:?} at {bits}: {coarse:?} {fine:?}"
                    );
                }
            }
        }
    }

    /// With few moments, the remainder of the expansion dominates the rounding.
    #[test]
    fn truncated_expansion_contains_the_integral() {
        let mut routes = [0, 0];
        for h in [(9, 1), (15, 1), (40, 1), (200, 1)] {
            for a in [(1, 50), (1, 4), (3, 4), (1, 1)] {
                let y = point(h).round_to(600).square().mul_2exp(-1);
                let slope = point(a).round_to(600);
                let size = y.to_f64();
                // The expansion reaches about `y log2(e)` bits.
                let most = ((size * 1.4) as u32 - 12).min(500);
                let fine = decaying_integral(&y, &slope, size, most);
                for prec in [2, 8, 20, 33].into_iter().filter(|prec| prec + 10 < most) {
                    let coarse = decaying_integral(&y, &slope, size, prec);
                    assert!(
                        coarse.overlaps(&fine),
                        "{h:?} {a:?} at {prec}: {coarse:?} {fine:?}"
                    );
                    assert!(coarse.relative_accuracy_bits() >= i64::from(prec));
                    let reach = slope.to_f64() * slope.to_f64() * size;
                    routes[usize::from(reach * 1.44 > f64::from(prec) + 9.0)] += 1;
                }
            }
        }
        assert!(
            routes.iter().all(|&count| count > 5),
            "both routes are taken: {routes:?}"
        );
    }
}
