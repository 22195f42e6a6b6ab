//! Which entries of a tensor share the parameters of a quantiser, and sums over them.

use super::{Extended, PointwiseError};

/// Which entries of a tensor, flattened with the last index varying fastest, share parameters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Granularity {
    /// All of them.
    Tensor,
    /// Those of a channel: entry `i` belongs to channel `(i / inner) mod channels`, where `inner` is the product of the
    /// extents after the channel's.
    Channel {
        /// The number of channels.
        channels: usize,
        /// The number of consecutive entries of one channel.
        inner: usize,
    },
    /// Consecutive ones: entry `i` belongs to group `i / size`.
    Group {
        /// The number of entries in a group.
        size: usize,
    },
}

impl Granularity {
    /// The index of the parameters that entry `index` uses; `None` where an extent is zero.
    #[must_use]
    pub fn parameter(self, index: usize) -> Option<usize> {
        match self {
            Granularity::Tensor => Some(0),
            Granularity::Channel { channels, inner } => {
                index.checked_div(inner)?.checked_rem(channels)
            }
            Granularity::Group { size } => index.checked_div(size),
        }
    }

    /// The number of sets of parameters that a tensor of `entries` entries needs; `None` where an extent is zero or
    /// does not divide the number of entries.
    #[must_use]
    pub fn parameters(self, entries: usize) -> Option<usize> {
        let block = match self {
            Granularity::Tensor => return Some(1),
            Granularity::Channel { channels, inner } => channels.checked_mul(inner)?,
            Granularity::Group { size } => size,
        };
        let blocks = entries.checked_div(block)?;
        let whole = entries.checked_rem(block)? == 0;
        whole.then_some(match self {
            Granularity::Tensor => 1,
            Granularity::Channel { channels, .. } => channels,
            Granularity::Group { .. } => blocks,
        })
    }

    /// The number of entries that share each set of parameters, the `N` of a scaled gradient; `None` as for
    /// [`Granularity::parameters`].
    #[must_use]
    pub fn sharers(self, entries: usize) -> Option<usize> {
        entries.checked_div(self.parameters(entries)?)
    }

    /// The sums of the entries' contributions to a gradient over the entries that share parameters: the gradient with
    /// respect to each set.
    ///
    /// # Errors
    /// [`PointwiseError::Shape`] where the blocks do not fill the tensor.
    pub fn sums(self, contributions: &[Extended]) -> Result<Vec<Extended>, PointwiseError> {
        let entries = contributions.len();
        let mismatch = || PointwiseError::Shape {
            field: "contributions",
            found: entries,
            expected: self.block(),
        };
        let parameters = self.parameters(entries).ok_or_else(mismatch)?;
        let mut sums = vec![Extended::zero(); parameters];
        for (index, contribution) in contributions.iter().enumerate() {
            let parameter = self.parameter(index).ok_or_else(mismatch)?;
            let sum = sums.get_mut(parameter).ok_or_else(mismatch)?;
            *sum = sum.plus(contribution);
        }
        Ok(sums)
    }

    /// The number of entries of which a tensor is a multiple.
    fn block(self) -> usize {
        match self {
            Granularity::Tensor => 1,
            Granularity::Channel { channels, inner } => channels.saturating_mul(inner),
            Granularity::Group { size } => size,
        }
    }
}
