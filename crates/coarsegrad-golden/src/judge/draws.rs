//! Whether draws have a mean.
//!
//! They are split, in order, into the blocks that half of the level needs. The mean of a block agrees with `a` where
//! `(m - a)^2 size <= 8 v`; the draws do where more than half of the blocks do and, so that the other half may not be
//! anything, the mean of all `n` has `(m - a)^2 n p <= 2 v` for the level `p`, Chebyshev's inequality for the other half
//! of the level. Nothing but independence and the variance is used: draws with heavy tails are refused no more often than
//! the level says.

use coarsegrad_arith::Rational;

use crate::case::blocks;

/// Whether more than half of the blocks, and all of them together, agree with the mean. No draws agree with nothing.
pub(super) fn mean_agrees(
    draws: &[Rational],
    mean: &Rational,
    variance: &Rational,
    level: &Rational,
) -> bool {
    let count = usize::try_from(blocks(level)).unwrap_or(usize::MAX);
    let end = |block: usize| block * draws.len() / count;
    let agreeing = (0..count)
        .filter_map(|block| draws.get(end(block)..end(block + 1)))
        .filter(|block| is_near(block, mean, Rational::from(variance * 8_u32)))
        .count();
    let twice = Rational::from(variance * 2_u32);
    2 * agreeing > count && is_near(draws, mean, twice / level)
}

/// Whether the mean of some draws has `(m - a)^2 size <= most`: with `s` their sum, `(s - a size)^2 <= most size`.
fn is_near(draws: &[Rational], mean: &Rational, most: Rational) -> bool {
    let size = Rational::from(draws.len());
    let sum: Rational = draws.iter().sum();
    let away = sum - Rational::from(mean * &size);
    !draws.is_empty() && Rational::from(&away * &away) <= most * size
}

#[cfg(test)]
mod tests {
    use super::*;

    /// At this level there are 10 blocks.
    fn level() -> Rational {
        Rational::from((1, 8))
    }

    /// Whether 10 blocks of 4 draws agree with the mean 2 and the variance 1/2, at the level of 10 blocks: the mean of a
    /// block has to be within 1, that of all within 0.44.
    fn agree(blocks: [i64; 10]) -> bool {
        let draws = blocks
            .iter()
            .flat_map(|mean| vec![Rational::from(*mean); 4]);
        let draws: Vec<Rational> = draws.collect();
        let (mean, variance) = (Rational::from(2), Rational::from((1, 2)));
        mean_agrees(&draws, &mean, &variance, &level())
    }

    #[test]
    fn a_minority_of_far_blocks_is_forgiven_and_a_half_is_not() {
        assert_eq!(blocks(&level()), 10);
        assert!(agree([3, 1, 3, 1, 3, 1, 3, 1, 3, 1]));
        assert!(agree([9, -5, 9, -5, 3, 1, 3, 1, 3, 1]));
        assert!(!agree([9, -5, 9, -5, 4, 2, 2, 2, 2, 2]));
        assert!(!agree([9, -5, 9, -5, 9, -5, 9, -5, 9, -5]));
    }

    #[test]
    fn a_minority_may_not_be_anything() {
        assert!(agree([6, 2, 2, 2, 2, 2, 2, 2, 2, 2]));
        assert!(!agree([7, 2, 2, 2, 2, 2, 2, 2, 2, 2]));
    }

    #[test]
    fn a_mean_is_told_from_its_neighbours() {
        let strict = Rational::from((1_u64, 1_u64 << 40));
        let draws = vec![Rational::from(3); 7200];
        let at = |mean: (i64, i64)| {
            mean_agrees(
                &draws,
                &Rational::from(mean),
                &Rational::from((1, 2)),
                &strict,
            )
        };
        // The blocks have 100 draws: sqrt(8 v / 100) = 1/5.
        assert!(at((3, 1)) && at((16, 5)) && at((14, 5)));
        assert!(!at((1601, 500)) && !at((1399, 500)));
    }

    #[test]
    fn fewer_draws_than_blocks_agree_with_nothing() {
        for few in [vec![], vec![Rational::new(); 4]] {
            let zero = Rational::new();
            assert!(!mean_agrees(&few, &zero, &Rational::from(1), &level()));
        }
    }
}
