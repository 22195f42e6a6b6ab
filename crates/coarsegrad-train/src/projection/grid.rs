//! Uniform grids.

use coarsegrad_arith::{Rational, Scalar};

use super::{exceeds, magnitude};
use crate::error::TrainError;

/// `K = 2^(B-1) - 1`, the largest multiple.
fn largest_multiple(bits: u32) -> u32 {
    (1 << (bits.clamp(2, 16) - 1)) - 1
}

/// The nearest multiples `-K..K` of `max |w|/K`.
pub(super) fn up_to_the_largest<T: Scalar>(w: &[T], bits: u32) -> Result<Vec<T>, TrainError> {
    let mut largest: Option<T> = None;
    for entry in w {
        let (size, _) = magnitude(entry)?;
        largest = match largest {
            Some(other) if !exceeds(&size, &other, "which entry of w is largest")? => Some(other),
            _ => Some(size),
        };
    }
    let Some(largest) = largest else {
        return Ok(Vec::new());
    };
    let step = largest.scale(&Rational::from((1, largest_multiple(bits))));
    nearest(w, bits, &step)
}

/// The nearest multiples `-K..K` of a given step.
pub(super) fn fixed<T: Scalar>(w: &[T], bits: u32, step: &Rational) -> Result<Vec<T>, TrainError> {
    let Some(first) = w.first() else {
        return Ok(Vec::new());
    };
    nearest(w, bits, &T::from_rational(&first.context(), step))
}

/// Entry by entry the nearest multiple of the step; halves go towards zero.
fn nearest<T: Scalar>(w: &[T], bits: u32, step: &T) -> Result<Vec<T>, TrainError> {
    w.iter()
        .map(|entry| {
            let (size, negative) = magnitude(entry)?;
            // The number of thresholds (k - 1/2) step below the size, by bisection.
            let (mut below, mut above) = (0, largest_multiple(bits) + 1);
            while above - below > 1 {
                let middle = below + (above - below) / 2;
                let threshold = step.scale(&Rational::from((2 * middle - 1, 2)));
                if exceeds(
                    &size,
                    &threshold,
                    "to which multiple of the step an entry is nearest",
                )? {
                    below = middle;
                } else {
                    above = middle;
                }
            }
            let multiple = step.scale(&Rational::from(below));
            Ok(if negative { -multiple } else { multiple })
        })
        .collect()
}
