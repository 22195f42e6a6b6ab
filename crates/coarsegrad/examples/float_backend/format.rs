//! The formats: patterns and numbers, and rounding to a format. All of them are part of binary64.

use std::str::FromStr;

/// A format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    F64,
    F32,
    Bf16,
    F16,
}

impl Format {
    pub const NAMES: [&'static str; 4] = ["f64", "f32", "bf16", "f16"];

    /// The bytes of a pattern.
    pub fn bytes(self) -> usize {
        match self {
            Format::F64 => 8,
            Format::F32 => 4,
            Format::Bf16 | Format::F16 => 2,
        }
    }

    /// Significant bits, and the exponents of the least and the greatest normal binade.
    fn shape(self) -> (i32, i32, i32) {
        match self {
            Format::F64 => (53, -1022, 1023),
            Format::F32 => (24, -126, 127),
            Format::Bf16 => (8, -126, 127),
            Format::F16 => (11, -14, 15),
        }
    }

    /// The number of a pattern.
    pub fn decode(self, bits: u64) -> f64 {
        match self {
            Format::F64 => f64::from_bits(bits),
            Format::F32 => f64::from(f32::from_bits(bits as u32)),
            Format::Bf16 => f64::from(f32::from_bits((bits as u32) << 16)),
            Format::F16 => {
                let sign = if bits >> 15 & 1 == 1 { -1.0 } else { 1.0 };
                let fraction = (bits & 0x3ff) as f64 / 1024.0;
                let magnitude = match bits >> 10 & 31 {
                    0 => fraction * 2f64.powi(-14),
                    31 if bits & 0x3ff == 0 => f64::INFINITY,
                    31 => f64::NAN,
                    exponent => (1.0 + fraction) * 2f64.powi(exponent as i32 - 15),
                };
                sign * magnitude
            }
        }
    }

    /// The pattern of a number, rounded to nearest, ties to even.
    pub fn encode(self, value: f64) -> u64 {
        let value = self.rounded(value);
        match self {
            Format::F64 => value.to_bits(),
            Format::F32 => u64::from((value as f32).to_bits()),
            Format::Bf16 => u64::from((value as f32).to_bits() >> 16),
            Format::F16 => {
                let sign = u64::from(value.is_sign_negative()) << 15;
                let magnitude = value.abs();
                sign | if magnitude.is_nan() {
                    0x7e00
                } else if magnitude.is_infinite() {
                    0x7c00
                } else if magnitude < 2f64.powi(-14) {
                    (magnitude * 2f64.powi(24)) as u64
                } else {
                    let exponent = exponent(magnitude);
                    let fraction = magnitude / 2f64.powi(exponent) - 1.0;
                    ((exponent + 15) as u64) << 10 | (fraction * 1024.0) as u64
                }
            }
        }
    }

    /// A number rounded to the format, ties to even.
    pub fn rounded(self, value: f64) -> f64 {
        match self {
            Format::F64 => return value,
            Format::F32 => return f64::from(value as f32),
            Format::Bf16 | Format::F16 => {}
        }
        if value == 0.0 || !value.is_finite() {
            return value;
        }
        let (bits, least, greatest) = self.shape();
        let quantum = 2f64.powi(exponent(value).max(least) - bits + 1);
        // Both are exact: the quantum is a power of two.
        let rounded = (value / quantum).round_ties_even() * quantum;
        if rounded.abs() >= 2f64.powi(greatest + 1) {
            f64::INFINITY.copysign(value)
        } else {
            rounded
        }
    }
}

/// The exponent of a number that is not zero.
fn exponent(value: f64) -> i32 {
    let field = (value.to_bits() >> 52 & 0x7ff) as i32;
    field.max(1) - 1023
}

impl FromStr for Format {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        Ok(match name {
            "f64" => Format::F64,
            "f32" => Format::F32,
            "bf16" => Format::Bf16,
            "f16" => Format::F16,
            _ => return Err(format!("{name} is no format")),
        })
    }
}
