//! Sets of blocks: what has been counted, and what is missing.

use std::fmt::Write;
use std::ops::Range;

use crate::McError;

/// A set of blocks, as ranges that neither overlap nor touch, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BlockSet {
    ranges: Vec<Range<u64>>,
}

impl BlockSet {
    /// The empty set.
    #[must_use]
    pub fn new() -> Self {
        BlockSet::default()
    }

    /// The ranges, in order; they neither overlap nor touch.
    #[must_use]
    pub fn ranges(&self) -> &[Range<u64>] {
        &self.ranges
    }

    /// The number of blocks.
    #[must_use]
    pub fn len(&self) -> u64 {
        self.ranges
            .iter()
            .map(|range| range.end - range.start)
            .sum()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ranges.is_empty()
    }

    /// The first stretch of `range` that is in the set.
    fn overlap(&self, range: &Range<u64>) -> Option<Range<u64>> {
        let index = self.ranges.partition_point(|held| held.end <= range.start);
        let held = self.ranges.get(index)?;
        (held.start < range.end).then(|| held.start.max(range.start)..held.end.min(range.end))
    }

    /// Whether a block is in the set.
    #[must_use]
    pub fn contains(&self, block: u64) -> bool {
        self.overlap(&(block..block.saturating_add(1))).is_some()
    }

    /// Adds a range.
    ///
    /// # Errors
    /// [`McError::Duplicate`] if a block of it is there already; nothing is added then.
    pub fn insert(&mut self, range: Range<u64>) -> Result<(), McError> {
        if range.is_empty() {
            return Ok(());
        }
        if let Some(Range { start, end }) = self.overlap(&range) {
            return Err(McError::Duplicate { start, end });
        }
        // What touches the range, at most one at each end, becomes one with it.
        let first = self.ranges.partition_point(|held| held.end < range.start);
        let last = self.ranges.partition_point(|held| held.start <= range.end);
        let touching = self.ranges.get(first..last).unwrap_or_default();
        let joined = touching.iter().fold(range, |joined, held| {
            joined.start.min(held.start)..joined.end.max(held.end)
        });
        self.ranges.splice(first..last, std::iter::once(joined));
        Ok(())
    }

    /// Adds every range of another set.
    ///
    /// # Errors
    /// [`McError::Duplicate`] if they share a block; nothing is added then.
    pub fn merge(&mut self, other: &BlockSet) -> Result<(), McError> {
        for range in &other.ranges {
            if let Some(Range { start, end }) = self.overlap(range) {
                return Err(McError::Duplicate { start, end });
            }
        }
        other
            .ranges
            .iter()
            .try_for_each(|range| self.insert(range.clone()))
    }

    /// What is missing of `within`, in order.
    #[must_use]
    pub fn missing(&self, within: Range<u64>) -> Vec<Range<u64>> {
        let mut missing = Vec::new();
        let mut next = within.start;
        for held in &self.ranges {
            if held.start >= within.end {
                break;
            }
            if held.start > next {
                missing.push(next..held.start);
            }
            next = next.max(held.end);
        }
        if next < within.end {
            missing.push(next..within.end);
        }
        missing
    }
}

/// Ranges of blocks as text, `0..4, 8..9`: the first eight, and how many more there are.
#[must_use]
pub fn list_ranges(ranges: &[Range<u64>]) -> String {
    const SHOWN: usize = 8;
    if ranges.is_empty() {
        return "none".to_owned();
    }
    let mut text = String::new();
    for (index, Range { start, end }) in ranges.iter().take(SHOWN).enumerate() {
        let comma = if index > 0 { ", " } else { "" };
        // Writing to a string cannot fail.
        let _ = write!(text, "{comma}{start}..{end}");
    }
    if ranges.len() > SHOWN {
        let _ = write!(text, " and {} more ranges", ranges.len() - SHOWN);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        /// Against a plain set of numbers.
        #[test]
        fn behaves_like_a_set(ranges in prop::collection::vec((0_u64..60, 0_u64..12), 0..20)) {
            let mut set = BlockSet::new();
            let mut plain = BTreeSet::new();
            for (start, length) in ranges {
                let range = start..start + length;
                let clash = range.clone().any(|block| plain.contains(&block));
                prop_assert_eq!(set.insert(range.clone()).is_err(), clash);
                if !clash {
                    plain.extend(range);
                }
                prop_assert_eq!(set.len(), plain.len() as u64);
                for pair in set.ranges().windows(2) {
                    prop_assert!(pair[0].end < pair[1].start);
                }
                for block in 0..80 {
                    prop_assert_eq!(set.contains(block), plain.contains(&block));
                }
                let missing: BTreeSet<u64> = set.missing(5..70).into_iter().flatten().collect();
                let expected = (5..70).filter(|block| !plain.contains(block)).collect();
                prop_assert_eq!(missing, expected);
            }
        }
    }

    #[test]
    fn at_most_eight_ranges_are_listed() {
        let ranges: Vec<Range<u64>> = (0..10).map(|i| 3 * i..3 * i + 1).collect();
        let first = "0..1, 3..4, 6..7, 9..10, 12..13, 15..16, 18..19, 21..22";
        assert_eq!(list_ranges(&[]), "none");
        assert_eq!(list_ranges(&ranges[..2]), "0..1, 3..4");
        assert_eq!(list_ranges(&ranges[..8]), first);
        assert_eq!(list_ranges(&ranges), format!("{first} and 2 more ranges"));
    }
}
