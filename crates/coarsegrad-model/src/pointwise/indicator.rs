//! Quantisers made of comparisons with a threshold: sign, Heaviside, ternary. Their gradients are
//! [surrogate slopes](super::Surrogate).
//!
//! Both zeros are zero. Infinities compare as usual. At NaN, `propagate` answers NaN and `zero` answers 0; under `pass`
//! every comparison is false, and the last branch is taken:
//!
//! | operation | branches | NaN under `pass` |
//! |---|---|---|
//! | [`sign`] | `1` if `x > 0`, the axis if `x = 0`, else `-1` | `-1` |
//! | [`heaviside`] | `1` if `x > 0`, the axis if `x = 0`, else `0` | `0` |
//! | [`ternary`] | `1` if `x > t`, `-1` if `x < -t`, else `0` | `0` |

use std::cmp::Ordering;

use coarsegrad_arith::Rational;

use super::{
    Extended, HeavisideAtZero, HeavisideConvention, NanPolicy, PointwiseError, SignAtZero,
    SignConvention, TernaryConvention, TernaryTie,
};

/// `sign(x)`: 1 for `x > 0`, -1 for `x < 0`, and at zero as the convention says.
#[must_use]
pub fn sign(convention: &SignConvention, x: &Extended) -> Extended {
    let Some(order) = x.compare_rational(&Rational::new()) else {
        return at_nan(convention.nan, -1);
    };
    Extended::from(match (order, convention.at_zero) {
        (Ordering::Greater, _) | (Ordering::Equal, SignAtZero::PlusOne) => 1_i64,
        (Ordering::Less, _) | (Ordering::Equal, SignAtZero::MinusOne) => -1,
        (Ordering::Equal, SignAtZero::Zero) => 0,
    })
}

/// The Heaviside function: 1 for `x > 0`, 0 for `x < 0`, and at zero as the convention says.
#[must_use]
pub fn heaviside(convention: &HeavisideConvention, x: &Extended) -> Extended {
    let Some(order) = x.compare_rational(&Rational::new()) else {
        return at_nan(convention.nan, 0);
    };
    match (order, convention.at_zero) {
        (Ordering::Greater, _) | (Ordering::Equal, HeavisideAtZero::One) => Extended::from(1),
        (Ordering::Less, _) | (Ordering::Equal, HeavisideAtZero::Zero) => Extended::zero(),
        (Ordering::Equal, HeavisideAtZero::Half) => Extended::Finite(Rational::from((1, 2))),
    }
}

/// The ternary quantiser with threshold `t >= 0`: `sign(x)` for `|x| > t`, 0 for `|x| < t`, and for `|x| = t` as the
/// convention says: `sign(x)` under `in`, 0 under `out`. At `t = 0`, zero is a tie of no sign, and its value is 0.
///
/// # Errors
/// [`PointwiseError::Parameter`] unless `threshold >= 0`.
pub fn ternary(
    convention: &TernaryConvention,
    threshold: &Rational,
    x: &Extended,
) -> Result<Extended, PointwiseError> {
    if threshold.is_negative() {
        return Err(PointwiseError::parameter(
            "threshold",
            "at least zero",
            threshold,
        ));
    }
    let Some(order) = x.abs().compare_rational(threshold) else {
        return Ok(at_nan(convention.nan, 0));
    };
    let support = match (order, convention.tie) {
        (Ordering::Greater, _) | (Ordering::Equal, TernaryTie::In) => !x.is_zero(),
        (Ordering::Less, _) | (Ordering::Equal, TernaryTie::Out) => false,
    };
    Ok(Extended::from(match (support, x.is_negative()) {
        (false, _) => 0_i64,
        (true, false) => 1,
        (true, true) => -1,
    }))
}

fn at_nan(policy: NanPolicy, last_branch: i64) -> Extended {
    match policy {
        NanPolicy::Propagate => Extended::Nan,
        NanPolicy::Zero => Extended::zero(),
        NanPolicy::Pass => Extended::from(last_branch),
    }
}
