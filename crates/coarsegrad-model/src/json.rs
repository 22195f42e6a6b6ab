//! What is wrong with a JSON text.

/// U+FEFF in UTF-8, which some editors put first.
const MARK: &[u8] = b"\xef\xbb\xbf";

/// Why a text could not be read: what the reader says, or that the text starts with a byte order mark. RFC 8259 has none,
/// and the reader only says that it expected a value, at a place where a reader of the file sees one.
#[must_use]
pub fn json_message(text: &[u8], error: &serde_json::Error) -> String {
    if text.starts_with(MARK) {
        return "it starts with a byte order mark: save it as UTF-8 without one".to_owned();
    }
    error.to_string()
}
