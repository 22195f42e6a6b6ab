//! Random numbers, and random changes of a text.

/// SplitMix64.
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Random(seed)
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ mixed >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ mixed >> 31
    }

    /// Less than `limit`; zero where that is zero.
    pub fn below(&mut self, limit: usize) -> usize {
        let limit = u64::try_from(limit.max(1)).unwrap_or(u64::MAX);
        usize::try_from(self.next() % limit).unwrap_or(0)
    }

    /// One of these.
    pub fn of<'a, T>(&mut self, all: &'a [T]) -> Option<&'a T> {
        all.get(self.below(all.len()))
    }
}

/// Words that mean something somewhere.
const WORDS: [&str; 40] = [
    "null",
    "true",
    "-1",
    "0",
    "1e999",
    "18446744073709551616",
    "9223372036854775807",
    "-0.0",
    "\"\"",
    "\"nan\"",
    "\"inf\"",
    "\"-0\"",
    "\"1/0\"",
    "\"0x1p-1074\"",
    "\"0x1p+99999\"",
    "\"1e400\"",
    "\"1/3\"",
    "{}",
    "[]",
    "[[]]",
    "{\"a\":1,\"a\":2}",
    "\"\\u0000\"",
    "\"\\ud800\"",
    "\"\u{202e}\"",
    "\u{feff}",
    "\"f32\"",
    "\"bf16\"",
    "\"ok\"",
    "\"error\"",
    "\"unsupported\"",
    "\"hello\"",
    "\"exact\"",
    "\"ball\"",
    "\"tensor\"",
    "\"dist\"",
    "\"set\"",
    "\"withdrawn\"",
    ",",
    ":",
    "\n",
];

/// A text with some changes.
pub fn mutated(random: &mut Random, text: &[u8], other: &[u8]) -> Vec<u8> {
    let mut bytes = text.to_vec();
    for _ in 0..=random.below(4) {
        let place = random.below(bytes.len() + 1);
        match random.below(9) {
            0 => {
                if let Some(byte) = bytes.get_mut(place) {
                    *byte ^= 1 << random.below(8);
                }
            }
            1 => bytes.insert(place, random.next().to_le_bytes()[0]),
            2 => {
                let end = (place + random.below(9)).min(bytes.len());
                bytes.drain(place..end);
            }
            3 => bytes.truncate(place),
            4 => {
                let word = random.of(&WORDS).copied().unwrap_or_default();
                bytes.splice(place..place, word.bytes());
            }
            5 => replace_value(random, &mut bytes, place),
            6 => {
                let start = random.below(other.len());
                let end = (start + random.below(40)).min(other.len());
                bytes.splice(place..place, other.iter().take(end).skip(start).copied());
            }
            7 => {
                let end = (place + random.below(60)).min(bytes.len());
                let again: Vec<u8> = bytes.iter().take(end).skip(place).copied().collect();
                bytes.splice(place..place, again);
            }
            _ => {
                let deep = vec![*random.of(b"[{\"").unwrap_or(&b'['); random.below(300)];
                bytes.splice(place..place, deep);
            }
        }
    }
    bytes
}

/// Puts a word in the place of the value after the next colon.
fn replace_value(random: &mut Random, bytes: &mut Vec<u8>, place: usize) {
    let from = |start: usize, wanted: &[u8], bytes: &[u8]| {
        let rest = bytes.iter().skip(start);
        rest.clone()
            .position(|byte| wanted.contains(byte))
            .map(|offset| start + offset)
    };
    let Some(start) = from(place, b":", bytes) else {
        return;
    };
    let end = from(start, b",}]", bytes).unwrap_or(bytes.len());
    let word = random.of(&WORDS).copied().unwrap_or_default();
    bytes.splice(start + 1..end.max(start + 1), word.bytes());
}
