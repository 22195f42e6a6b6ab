//! Telling runs and files apart: 128-bit FNV-1a, against mistakes, not against malice.

use std::fmt;

use coarsegrad::arith::Rational;
use coarsegrad::model::TwoLayer;

const OFFSET: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;

/// The hash of a sequence of bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Fingerprint(u128);

impl Default for Fingerprint {
    fn default() -> Self {
        Fingerprint(OFFSET)
    }
}

impl Fingerprint {
    /// Takes in more bytes.
    pub(crate) fn add(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u128::from(*byte)).wrapping_mul(PRIME);
        }
    }

    /// That of an instance by its exact numbers, however they were written.
    pub(crate) fn of_instance(instance: &TwoLayer<Rational>) -> Self {
        let mut fingerprint = Fingerprint::default();
        for network in [instance.student(), instance.teacher()] {
            for vector in [&network.v, &network.w] {
                for entry in vector {
                    fingerprint.add(entry.to_string().as_bytes());
                    fingerprint.add(b",");
                }
                fingerprint.add(b";");
            }
        }
        fingerprint
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_hashes() {
        let of = |bytes: &[u8]| {
            let mut fingerprint = Fingerprint::default();
            fingerprint.add(bytes);
            fingerprint.to_string()
        };
        assert_eq!(of(b""), "6c62272e07bb014262b821756295c58d");
        assert_eq!(of(b"a"), "d228cb696f1a8caf78912b704e4a8964");
        assert_eq!(of(b"foobar"), "343e1662793c64bf6f0d3597ba446f18");
    }
}
