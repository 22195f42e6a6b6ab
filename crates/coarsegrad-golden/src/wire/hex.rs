//! Patterns of entries as hexadecimal text.

use coarsegrad_model::pointwise::Dtype;

use super::WireError;
use super::error::shorten;

const DIGITS: [u8; 16] = *b"0123456789abcdef";

/// The number of hexadecimal digits of a pattern.
fn digits(dtype: Dtype) -> usize {
    match dtype {
        Dtype::F64 => 16,
        Dtype::F32 => 8,
        Dtype::Bf16 | Dtype::F16 => 4,
    }
}

/// The text of patterns, one after the other.
#[must_use]
pub fn encode_hex(dtype: Dtype, patterns: &[u64]) -> String {
    let digits = digits(dtype);
    let mut text = String::with_capacity(digits * patterns.len());
    for pattern in patterns {
        for place in (0..digits).rev() {
            let digit = usize::try_from(pattern >> (4 * place) & 15).unwrap_or(0);
            text.push(char::from(*DIGITS.get(digit).unwrap_or(&b'0')));
        }
    }
    text
}

/// The `count` patterns of a text.
///
/// # Errors
/// [`WireError::Field`] unless the text has the digits of so many patterns, in either case, and nothing else.
pub fn decode_hex(dtype: Dtype, count: usize, text: &str) -> Result<Vec<u64>, WireError> {
    let refuse = |condition| WireError::Field {
        field: "hex",
        condition,
        found: shorten(text),
    };
    let digits = digits(dtype);
    if Some(text.len()) != digits.checked_mul(count) {
        return Err(refuse(
            "as many digits as the entries have in the format asked for",
        ));
    }
    let mut patterns = Vec::with_capacity(count);
    for chunk in text.as_bytes().chunks_exact(digits) {
        let mut pattern = 0_u64;
        for byte in chunk {
            let digit = char::from(*byte)
                .to_digit(16)
                .ok_or_else(|| refuse("hexadecimal digits only"))?;
            pattern = pattern << 4 | u64::from(digit);
        }
        patterns.push(pattern);
    }
    Ok(patterns)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_are_written_with_all_digits_and_read_back() {
        assert_eq!(encode_hex(Dtype::F16, &[0x8000, 0x1]), "80000001");
        assert_eq!(decode_hex(Dtype::F16, 2, "80000001"), Ok(vec![0x8000, 1]));
        assert_eq!(decode_hex(Dtype::F32, 1, "7FC00001"), Ok(vec![0x7fc0_0001]));
        for (count, bad) in [
            (1, ""),
            (1, "+f800000"),
            (1, "3f80000"),
            (2, "3f800000"),
            (1, "3f80000é"),
        ] {
            assert!(decode_hex(Dtype::F32, count, bad).is_err(), "{bad}");
        }
        assert!(decode_hex(Dtype::F64, usize::MAX, "00").is_err());
    }
}
