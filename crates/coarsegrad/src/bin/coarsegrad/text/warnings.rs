//! What a reader must know before using the numbers, and what they say about descent.

use std::cmp::Ordering;

use coarsegrad::arith::Rational;
use coarsegrad::exact::{CoarseValue, Population, Undefined, ValueReport};

use super::paint::Paint;

/// Writes the warnings of an instance.
pub(super) fn write(paint: &mut Paint<'_>, population: &Population<'_>, report: &ValueReport) {
    if let Err(reason) = &report.gradient_w {
        paint.warning(match reason {
            Undefined::ZeroWeight => {
                "w = 0: the angle and df/dw do not exist, the population loss jumps there; loss \
                 and coarse gradients are those of the model with sigma(0) = 0"
            }
            Undefined::Kink | Undefined::ZeroVector => {
                "w is parallel to w* and v.v* is not 0: the population loss has a kink in w, \
                 df/dw does not exist"
            }
        });
    }
    let squared = &population.plane().student_norm_squared;
    if squared.is_positive() && *squared < Rational::from((1, 10_000)) {
        paint.warning(
            "|w| is below 0.01: df/dw grows like 1/|w| while coarse gradients do not, a step of \
             moderate size can carry w through 0, and theorems that assume |w| >= c_w > 0 say \
             little here",
        );
    }
}

/// Whether a small step along `-E g` lowers the population loss, and why.
pub(super) fn descent(coarse: &CoarseValue, report: &ValueReport) -> String {
    let product = match &coarse.inner_product {
        Ok(product) => product,
        Err(Undefined::ZeroWeight) => {
            return "cannot be said: df/dw does not exist at w = 0".to_owned();
        }
        Err(_) => return "cannot be said: df/dw does not exist at a kink".to_owned(),
    };
    let all_zero =
        |entries: &[coarsegrad::exact::Enclosure]| entries.iter().all(|entry| entry.ball.is_zero());
    match product.ball.sign() {
        Some(Ordering::Greater) => {
            "yes: a small step along -E g lowers the population loss".to_owned()
        }
        Some(Ordering::Less) => "no: a small step along -E g raises the population loss".to_owned(),
        Some(Ordering::Equal) if all_zero(&coarse.w) => "no: E g is zero".to_owned(),
        Some(Ordering::Equal) => match &report.gradient_w {
            Ok(gradient) if all_zero(gradient) => {
                "no: df/dw is zero, no direction of w descends to first order".to_owned()
            }
            _ => "no: E g and df/dw are orthogonal".to_owned(),
        },
        None => "cannot be said: the sign of the inner product is not decided".to_owned(),
    }
}
