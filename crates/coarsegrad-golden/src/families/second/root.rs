//! Square roots by integers.

use coarsegrad_arith::{Integer, Rational};

/// The bits after the binary point.
const BITS: u32 = 256;

/// Two numbers that enclose `1 / sqrt(n)` for a positive integer: `r / 2^256` and the next one, with `r` the integer part
/// of `2^256 / sqrt(n)`. Both are the number itself where that is one of these.
pub(in super::super) fn inverse_root(n: u64) -> (Rational, Rational) {
    let scaled = Integer::from(1) << (2 * BITS);
    // floor(sqrt(floor(a / n))) = floor(sqrt(a / n)).
    let root = (scaled.clone() / n).sqrt();
    let exact = Integer::from(&root * &root) * n == scaled;
    let next = Integer::from(&root + u32::from(!exact));
    let unit = |value: Integer| Rational::from(value) >> BITS;
    (unit(root), unit(next))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roots_are_enclosed_and_exact_where_they_can_be() {
        for n in [1, 2, 3, 4, 7, 28, 16, 60, 64] {
            let (low, high) = inverse_root(n);
            let square = |x: &Rational| Rational::from(x * x) * n;
            assert!(square(&low) <= 1 && square(&high) >= 1, "{n}");
            let four = n.trailing_zeros() % 2 == 0 && n.count_ones() == 1;
            assert_eq!(low == high, four, "{n}");
        }
    }
}
