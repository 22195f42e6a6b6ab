//! Sums across blocks: integers, so that the order cannot matter.
//!
//! A block's sums are formed in double precision in a fixed order, so a block gives the same bits
//! wherever it is computed. Each is then rounded to a multiple of a quantum that is part of the
//! run, and added as an integer of 128 bits: exact, hence the same for any number of workers and
//! any order. Beside the error of the samples themselves, a mean over N samples in K blocks is off by
//! at most `gamma E|x| + K quantum/(2 N)`, where `gamma` bounds the relative error of the additions
//! within a block of B samples, about `(B/64 + 6) 2^-53`, and the quantum is `2^-86` of a bound that
//! no block's sum exceeds.

use crate::layout::{LOSS, Layout, ORTHOGONAL, PLANE, PLANE_DIMENSION, plane_product};

/// A block's sum has at most this many bits before the quantum: 2^41 blocks fit into 127 bits.
const BITS: i64 = 86;

/// The largest number of blocks of a run.
pub(crate) const MAX_BLOCKS: u64 = 1 << 40;

/// What bounds the sums of a run: sizes that no sample exceeds.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bounds {
    /// `sum_i |v_i|`.
    pub(crate) student: f64,
    /// `sum_i |v*_i|`.
    pub(crate) teacher: f64,
    /// Of `|mu'|`.
    pub(crate) slope: f64,
    /// Of `|y - y*|`.
    pub(crate) residual: f64,
    /// Of a coordinate of `sum_i mu'_i v_i z_i` along a unit vector of the plane.
    pub(crate) gradient: f64,
    /// Of a coordinate of the centred score.
    pub(crate) score: f64,
    /// Of the centred loss.
    pub(crate) centred: f64,
    /// Of `sum_i mu'_i^2 v_i^2`.
    pub(crate) squares: f64,
    /// Of an entry of `sum_i mu'_i v_i z_i`.
    pub(crate) entry: f64,
}

/// The exponent of a sum that is zero for certain; all others are larger.
const OF_ZERO: i64 = -3000;

/// The exponents of the bounds of all sums: a block's sum is at most `2^exponent` in size.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Exponents {
    layout: Layout,
    head: Vec<i64>,
    output: [i64; 2],
    weight: [i64; 2],
}

impl Exponents {
    pub(crate) fn new(layout: Layout, bounds: &Bounds, block: u64) -> Self {
        #[expect(clippy::cast_precision_loss, reason = "a bound needs no precision")]
        let samples = block as f64;
        // One more for rounding.
        let exponent = |factors: &[f64]| -> i64 {
            if factors.contains(&0.0) {
                return OF_ZERO;
            }
            let log: f64 = factors.iter().map(|x| x.log2()).sum::<f64>() + samples.log2();
            #[expect(
                clippy::cast_possible_truncation,
                reason = "a small integer, or clamped"
            )]
            let ceiling = log.clamp(-2900.0, 2900.0).ceil() as i64;
            ceiling + 1
        };
        let Bounds {
            residual: r,
            gradient,
            score,
            centred,
            squares,
            entry,
            ..
        } = *bounds;
        let mut head = vec![0; layout.output(0)[0]];
        let mut set = |index: usize, factors: &[f64]| {
            if let Some(slot) = head.get_mut(index) {
                *slot = exponent(factors);
            }
        };
        set(LOSS, &[r, r]);
        set(LOSS + 1, &[r, r, r, r]);
        let coordinates = [
            [gradient, r],
            [gradient, r],
            [score, centred],
            [score, centred],
        ];
        for (i, x) in coordinates.iter().enumerate() {
            set(PLANE + i, x);
            for (j, y) in coordinates.iter().enumerate().take(PLANE_DIMENSION).skip(i) {
                set(plane_product(i, j), &[x[0], x[1], y[0], y[1]]);
            }
        }
        set(ORTHOGONAL, &[r, r, squares]);
        Exponents {
            layout,
            head,
            output: [exponent(&[r]), exponent(&[r, r])],
            weight: [exponent(&[entry, r]), exponent(&[entry, r, entry, r])],
        }
    }

    /// The exponent of a sum.
    pub(crate) fn of(&self, index: usize) -> i64 {
        let outputs = self.layout.output(0)[0];
        let weights = self.layout.weight(0)[0];
        let products = self.layout.weight(self.layout.inputs)[0];
        let [even, odd] = match index {
            _ if index < outputs => {
                return self.head.get(index).copied().unwrap_or(0);
            }
            _ if index < weights => self.output,
            _ if index < products => self.weight,
            _ => [self.weight[1]; 2],
        };
        if (index - outputs).is_multiple_of(2) {
            even
        } else {
            odd
        }
    }

    /// The extremes of the exponents of everything that is summed and not zero for certain.
    pub(crate) fn extremes(&self) -> (i64, i64) {
        let all = || {
            let rest = self.output.iter().chain(&self.weight);
            let all = self.head.iter().chain(rest).copied();
            all.filter(|exponent| *exponent > OF_ZERO)
        };
        (all().min().unwrap_or(0), all().max().unwrap_or(0))
    }

    /// A block's sums as multiples of their quanta; `None` if one is larger than it can be.
    pub(crate) fn quantised(&self, sums: &[f64]) -> Option<Vec<i128>> {
        let mut quantised = Vec::with_capacity(sums.len());
        for (index, sum) in sums.iter().enumerate() {
            quantised.push(multiple(*sum, BITS - self.of(index))?);
        }
        Some(quantised)
    }

    /// The largest multiple that the sums of so many blocks may add up to.
    pub(crate) fn largest_sum(blocks: u64) -> u128 {
        u128::from(blocks.min(MAX_BLOCKS)) << (BITS + 1)
    }

    /// The number that a multiple of the quantum stands for, rounded.
    pub(crate) fn value(&self, index: usize, multiple: i128) -> f64 {
        scaled(multiple, self.of(index) - BITS)
    }

    /// The quantum of a sum.
    pub(crate) fn quantum(&self, index: usize) -> f64 {
        scaled(1, self.of(index) - BITS)
    }
}

/// `x 2^shift`, rounded to the nearest integer, ties to even.
fn multiple(x: f64, shift: i64) -> Option<i128> {
    const FRACTION: u64 = (1 << 52) - 1;
    let bits = x.to_bits();
    let biased = i64::try_from((bits >> 52) & 0x7FF).ok()?;
    if biased == 0x7FF {
        return None;
    }
    let (mantissa, exponent) = match biased {
        0 => (bits & FRACTION, -1074),
        _ => (bits & FRACTION | (1 << 52), biased - 1075),
    };
    if mantissa == 0 {
        return Some(0);
    }
    let mantissa = i128::from(mantissa);
    let total = exponent + shift;
    let size = if total >= 0 {
        if total > BITS - 52 {
            return None;
        }
        mantissa << total
    } else if total < -64 {
        0
    } else {
        let dropped = -total;
        let half = 1_i128 << (dropped - 1);
        let floor = mantissa >> dropped;
        let rest = mantissa - (floor << dropped);
        let up = rest > half || (rest == half && floor & 1 == 1);
        floor + i128::from(up)
    };
    Some(if x.is_sign_negative() { -size } else { size })
}

/// `x 2^exponent`, rounded.
fn scaled(x: i128, exponent: i64) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "rounded on purpose")]
    let x = x as f64;
    // In two halves: the power alone may be out of range.
    let half = i32::try_from(exponent / 2).unwrap_or(0);
    let rest = i32::try_from(exponent - exponent / 2).unwrap_or(0);
    x * 2.0_f64.powi(half) * 2.0_f64.powi(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn multiples_round_to_even() {
        assert_eq!(multiple(1.0, 3), Some(8));
        assert_eq!(multiple(-0.75, 2), Some(-3));
        assert_eq!(multiple(0.5, 0), Some(0));
        assert_eq!(multiple(1.5, 0), Some(2));
        assert_eq!(multiple(2.5, 0), Some(2));
        assert_eq!(multiple(-2.5000001, 0), Some(-3));
        assert_eq!(multiple(f64::MIN_POSITIVE / 8.0, 1074), Some(1 << 49));
        assert_eq!(multiple(1e-300, 0), Some(0));
        assert_eq!(multiple(1.0, 86), Some(1 << 86));
        assert_eq!(multiple(4.0, 86), None);
        assert_eq!(multiple(f64::NAN, 0), None);
        assert_eq!(multiple(f64::INFINITY, 0), None);
    }

    #[test]
    fn values_undo_multiples() {
        for (x, shift) in [(0.7, 80), (-3e100, -250), (1e-200, 740), (0.0, 1100)] {
            let back = scaled(multiple(x, shift).unwrap(), -shift);
            assert!((back - x).abs() <= x.abs() * 1e-15, "{x} {back}");
        }
    }
}
