//! Which random bits belong to which sample.
//!
//! The key is the seed. The counter's words are the lower and the upper half of the number of the
//! sample, the row, and the block within the row (28 bits) with the stream above it. A sample is
//! therefore the same whoever computes it, and beside which others.
#![expect(
    clippy::indexing_slicing,
    reason = "lanes are indexed by lane: the form that compilers turn into vector code"
)]

use crate::normal::{Element, LANES, Lanes};
use crate::philox::{LOW, philox};

/// Streams that share no random bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stream {
    /// The entries of Z.
    Entries = 0,
    /// The two coordinates of each row in the plane of `w` and `w*`.
    Plane = 1,
    /// The sector of each row.
    States = 2,
}

/// The random numbers of a group of consecutive samples.
#[derive(Clone, Copy)]
pub(crate) struct Group {
    /// The number of the first sample.
    pub(crate) first: u64,
    /// The seed, as words.
    pub(crate) key: [u32; 2],
}

impl Group {
    /// A group of a seed.
    pub(crate) fn new(seed: u64, first: u64) -> Self {
        #[expect(clippy::cast_possible_truncation, reason = "the two halves")]
        let key = [seed as u32, (seed >> 32) as u32];
        Group { first, key }
    }

    /// The bits of a block for one lane.
    #[inline(always)]
    fn bits(self, stream: Stream, row: usize, block: usize, lane: usize) -> [u64; 4] {
        let sample = self.first.wrapping_add(lane as u64);
        let tagged = ((stream as u64) << 28) | block as u64;
        philox([sample & LOW, sample >> 32, row as u64, tagged], self.key)
    }

    /// Normal numbers: the columns `PER_BLOCK * first_block ..` of a row.
    #[inline(always)]
    pub(crate) fn fill<F: Element, const N: usize>(
        self,
        stream: Stream,
        row: usize,
        first_block: usize,
        columns: &mut [[F; N]],
    ) {
        for (index, columns) in columns.chunks_exact_mut(F::PER_BLOCK).enumerate() {
            let bits = |lane| self.bits(stream, row, first_block + index, lane);
            F::write_normals(bits, columns);
        }
    }

    /// Uniform words of 64 bits, for two rows.
    #[inline(always)]
    pub(crate) fn uniform(self, block: usize, words: &mut [Lanes<u64>; 2]) {
        let [first, second] = words;
        for lane in 0..LANES {
            let [a, b, c, d] = self.bits(Stream::States, 0, block, lane);
            first[lane] = a | (b << 32);
            second[lane] = c | (d << 32);
        }
    }
}
