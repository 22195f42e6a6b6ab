//! How many blocks of draws a level needs.
//!
//! The mean of a block is farther than `sqrt(8 v / size)` from the true mean with probability at most 1/8 (Chebyshev).
//! By Chernoff's bound at least half of `K` independent blocks are so with probability at most
//! `(4 (1/8) (7/8))^(K/2) = (7/16)^(K/2)`. This is the median of means (Nemirovsky and Yudin, 1983).

use coarsegrad_arith::Rational;

/// A number `K` of blocks with `(7/16)^(K/2) <= level / 2`, for a level strictly between 0 and 1.
///
/// `log2(2/level)` is at most the difference of the lengths of denominator and numerator in bits, plus two; and
/// `log2(16/7) > 1.19`.
pub(crate) fn blocks(level: &Rational) -> u32 {
    let (numer, denom) = (level.numer(), level.denom());
    let bits =
        denom.significant_bits() + 2 - numer.significant_bits().min(denom.significant_bits());
    let half = (u64::from(bits) * 100).div_ceil(119);
    u32::try_from(2 * half).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bound_of_the_blocks_is_below_the_level_and_not_by_far() {
        for (numer, denom) in [
            (1_u64, 2_u64),
            (1023, 1024),
            (1, 1 << 40),
            (3, 1 << 40),
            (1, 1_000_000_007),
            (999, 1_000_000_007),
        ] {
            let level = Rational::from((numer, denom));
            let half = blocks(&level) / 2;
            assert_eq!(blocks(&level) % 2, 0);
            let bound =
                |half: u32| (0..half).fold(Rational::from(1), |at, _| at * Rational::from((7, 16)));
            let allowed = level / 2_u32;
            assert!(bound(half) <= allowed, "{allowed}");
            assert!(bound(half.saturating_sub(3)) > allowed, "{allowed}");
        }
        assert_eq!(blocks(&Rational::from((1_u64, 1_u64 << 40))), 72);
    }
}
