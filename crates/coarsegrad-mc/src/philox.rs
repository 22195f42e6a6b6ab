//! Philox 4x32-10, the counter-based generator behind every sample.
//!
//! Ten rounds of multiplication and exclusive or turn a counter of 128 bits and a key of 64 bits
//! into 128 random bits. There is no state: any part of the stream can be computed alone, in any
//! order, by anybody. Source: Salmon, Moraes, Dror, Shaw, *Parallel random numbers: as easy as
//! 1, 2, 3* (SC 2011), whose known-answer vectors are tested below.

const MULTIPLIERS: [u64; 2] = [0xD251_1F53, 0xCD9E_8D57];
const WEYL: [u32; 2] = [0x9E37_79B9, 0xBB67_AE85];
const ROUNDS: u32 = 10;

/// The lower half of a word of 64 bits.
pub(crate) const LOW: u64 = 0xFFFF_FFFF;

/// The random bits of a counter under a key. Words are numbered as in the paper.
#[must_use]
pub fn philox4x32_10(counter: [u32; 4], key: [u32; 2]) -> [u32; 4] {
    // The words are below 2^32: nothing is lost.
    #[expect(clippy::cast_possible_truncation, reason = "the words are below 2^32")]
    philox(counter.map(u64::from), key).map(|word| word as u32)
}

/// The same with each word of 32 bits in the lower half of one of 64, as vector multiplication
/// wants it. What is in the upper halves on the way is never read.
#[inline(always)]
pub(crate) fn philox(counter: [u64; 4], key: [u32; 2]) -> [u64; 4] {
    let [mut c0, mut c1, mut c2, mut c3] = counter;
    let [mut k0, mut k1] = key;
    let mut round = 0;
    while round < ROUNDS {
        let first = MULTIPLIERS[0] * (c0 & LOW);
        let second = MULTIPLIERS[1] * (c2 & LOW);
        c0 = (second >> 32) ^ c1 ^ u64::from(k0);
        c2 = (first >> 32) ^ c3 ^ u64::from(k1);
        c1 = second;
        c3 = first;
        k0 = k0.wrapping_add(WEYL[0]);
        k1 = k1.wrapping_add(WEYL[1]);
        round += 1;
    }
    [c0, c1, c2, c3].map(|word| word & LOW)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The known answers that come with the generator's reference implementation.
    #[test]
    fn known_answers() {
        let answers = [
            (
                [0; 4],
                [0; 2],
                [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8],
            ),
            (
                [u32::MAX; 4],
                [u32::MAX; 2],
                [0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd],
            ),
            (
                [0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344],
                [0xa409_3822, 0x299f_31d0],
                [0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1],
            ),
        ];
        for (counter, key, answer) in answers {
            assert_eq!(philox4x32_10(counter, key), answer);
        }
    }
}
