//! Sets of blocks: what has been counted, and what is missing.

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
        let index = self.ranges.partition_point(|held| held.end <= range.start);
        let joins_left = index
            .checked_sub(1)
            .and_then(|left| self.ranges.get(left))
            .is_some_and(|left| left.end == range.start);
        let joins_right = self
            .ranges
            .get(index)
            .is_some_and(|right| right.start == range.end);
        let start = if joins_left {
            self.ranges
                .get(index - 1)
                .map_or(range.start, |left| left.start)
        } else {
            range.start
        };
        let end = if joins_right {
            self.ranges.get(index).map_or(range.end, |right| right.end)
        } else {
            range.end
        };
        let first = index - usize::from(joins_left);
        let last = index + usize::from(joins_right);
        self.ranges.splice(first..last, std::iter::once(start..end));
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
}
