//! Whether draws have a mean.
//!
//! They are split, in order, into the blocks that the level needs. The mean of a block agrees with `a` where
//! `(m - a)^2 size <= 8 v`; the draws do where more than half of the blocks do. Nothing but independence and the
//! variance is used: draws with heavy tails are refused no more often than the level says.

use coarsegrad_arith::Rational;

use crate::case::blocks;

/// Whether more than half of the blocks agree with the mean. No draws agree with nothing.
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
        .filter(|block| block_agrees(block, mean, variance))
        .count();
    2 * agreeing > count
}

/// With `s` the sum of a block, `(s / size - a)^2 size <= 8 v` is `(s - a size)^2 <= 8 v size`.
fn block_agrees(block: &[Rational], mean: &Rational, variance: &Rational) -> bool {
    let size = Rational::from(block.len());
    let sum: Rational = block.iter().sum();
    let away = sum - Rational::from(mean * &size);
    !block.is_empty() && Rational::from(&away * &away) <= Rational::from(variance * &size) * 8_u32
}

#[cfg(test)]
mod tests {
    use super::*;

    /// At this level there are 10 blocks.
    fn level() -> Rational {
        Rational::from((1, 16))
    }

    #[test]
    fn a_minority_of_far_blocks_is_forgiven_and_a_half_is_not() {
        assert_eq!(blocks(&level()), 10);
        let agrees = |far: usize| {
            let draws: Vec<Rational> = (0..40)
                .map(|at| Rational::from(if at < 4 * far { 1000 } else { 3 }))
                .collect();
            // |3 - a| = 1 and sqrt(8 v / 4) = 1: the bound itself is met.
            mean_agrees(
                &draws,
                &Rational::from(2),
                &Rational::from((1, 2)),
                &level(),
            )
        };
        assert!(agrees(0) && agrees(4));
        assert!(!agrees(5) && !agrees(10));
    }

    #[test]
    fn a_mean_is_told_from_its_neighbours() {
        let at = |mean: (i64, i64)| {
            let draws: Vec<Rational> = (0..1000).map(|_| Rational::from(3)).collect();
            mean_agrees(
                &draws,
                &Rational::from(mean),
                &Rational::from((1, 2)),
                &level(),
            )
        };
        // The blocks have 100 draws: sqrt(8 v / 100) = 1/5.
        assert!(at((3, 1)) && at((16, 5)) && at((14, 5)));
        assert!(!at((1601, 500)) && !at((1399, 500)));
    }

    #[test]
    fn fewer_draws_than_blocks_agree_with_nothing() {
        let few = vec![Rational::new(); 4];
        assert!(!mean_agrees(
            &few,
            &Rational::new(),
            &Rational::from(1),
            &level()
        ));
        assert!(!mean_agrees(
            &[],
            &Rational::new(),
            &Rational::from(1),
            &level()
        ));
    }
}
