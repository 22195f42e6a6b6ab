//! Constants of the norm bounds `|E[g]|^2 <= A (|df/dv|^2 + <E[g], df/dw>)`.

use coarsegrad_arith::{Ball, Rational, Scalar};

/// `A_relu = max{4 C^2/pi, sqrt(pi/2) |w|}` for `|v|^2 <= C^2`.
///
/// Corrects P1, Lemma 5: its constant, a function of `C` and a *lower* bound on `|w|`, cannot
/// hold, since `E[g]` does not depend on `|w|` while the inner product falls like `1/|w|`. Proved
/// in the book for `w != 0` and `0 < theta < pi`.
#[must_use]
pub fn relu_norm_constant(
    precision: u32,
    v_bound_squared: &Rational,
    w_squared: &Rational,
) -> Ball {
    let half_pi = Ball::pi(precision).scale(&Rational::from((1, 2)));
    let linear = half_pi.scale(w_squared).sqrt();
    maximum(four_over_pi(precision, v_bound_squared), linear)
}

/// `A_crelu = max{4 C^2/pi, 3}` for `|v|^2 <= C^2`, independent of `|w|`; P1, Lemma 7, with an
/// explicit constant. Proved in the book for `w != 0` and `0 < theta < pi`.
#[must_use]
pub fn clipped_relu_norm_constant(precision: u32, v_bound_squared: &Rational) -> Ball {
    maximum(
        four_over_pi(precision, v_bound_squared),
        Ball::from_i64(precision, 3),
    )
}

fn four_over_pi(precision: u32, v_bound_squared: &Rational) -> Ball {
    Ball::pi(precision)
        .recip()
        .scale(&Rational::from(4 * v_bound_squared))
}

/// The larger of two balls; their union where that cannot be told.
fn maximum(x: Ball, y: Ball) -> Ball {
    match x.compare(&y) {
        Some(std::cmp::Ordering::Less) => y,
        Some(_) => x,
        None => x.union(&y),
    }
}
