//! Enclosures of cosines, by their power series.
//!
//! For every real `y`, `|cos(y) - sum_{k<K} (-1)^k y^(2k) / (2k)!| <= y^(2K) / (2K)!` (Taylor with Lagrange's remainder:
//! no derivative of the cosine exceeds one).

use coarsegrad_arith::{Ball, Integer, Rational};

/// `cos(y)` for a ball of small numbers (a few units at most; larger ones cost bits, never the inclusion).
pub(super) fn cos(y: &Ball) -> Ball {
    let bits = y.precision();
    let square = y.square();
    let mut term = Ball::from_i64(bits, 1);
    let mut sum = Ball::zero(bits);
    // With |y| <= 4 each term after the eighth is less than half its predecessor, so this many are enough; fewer would
    // only leave a greater remainder.
    for k in 0..u64::from(bits) + 16 {
        if term
            .abs_upper()
            .exponent()
            .is_none_or(|exponent| exponent < -i64::from(bits))
        {
            break;
        }
        sum = if k % 2 == 0 { sum + &term } else { sum - &term };
        let factor = Rational::from((1, (2 * k + 1) * (2 * k + 2)));
        term = (term * &square).mul_rational(&factor);
    }
    let remainder = Ball::zero(bits).union(&term).union(&-&term);
    sum + remainder
}

/// `cos(x)` for a rational number.
pub(super) fn cos_rational(x: &Rational, bits: u32) -> Ball {
    cos(&reduced(x, bits))
}

/// `sin(x) = cos(x - pi/2)` for a rational number.
pub(super) fn sin_rational(x: &Rational, bits: u32) -> Ball {
    let quarter = Ball::pi(bits).mul_2exp(-1);
    cos(&(reduced(x, bits) - quarter))
}

/// A ball that contains `x - 2 pi k` for an integer `k` that makes it small.
fn reduced(x: &Rational, bits: u32) -> Ball {
    let exponent = Ball::from_rational(64, x).mid().get_exp();
    let size = exponent.and_then(|exponent| u32::try_from(exponent).ok());
    let wide = bits.saturating_add(size.unwrap_or(0)).saturating_add(16);
    let turn = Ball::pi(wide).mul_2exp(1);
    let turns = Ball::from_rational(wide, x) / &turn;
    // Any integer is right: the cosine has period 2 pi.
    let whole: Integer = turns.mid().to_integer().unwrap_or_default();
    (Ball::from_rational(wide, x) - turn.mul_integer(&whole)).round_to(bits)
}

/// `cos(2 pi q)` for a rational number of turns.
pub(super) fn cos_turns(q: &Rational, bits: u32) -> Ball {
    let fraction = q.clone() - Rational::from(q.round_ref());
    cos(&Ball::pi(bits).mul_rational(&(fraction * 2u32)))
}

/// `cos(2 pi q)` where it is rational: for `q` with denominator 1, 2, 3, 4 or 6 (Niven's theorem).
pub(super) fn rational_cos_turns(q: &Rational) -> Option<Rational> {
    let denominator = q.denom().to_u32()?;
    let numerator = q.numer().mod_u(denominator);
    Some(Rational::from(match (denominator, numerator) {
        (1, _) => (1, 1),
        (2, _) => (-1, 1),
        (3, _) => (-1, 2),
        (4, _) => (0, 1),
        (6, _) => (1, 2),
        _ => return None,
    }))
}
