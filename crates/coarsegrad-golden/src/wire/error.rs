//! What can be wrong with a line of a backend.

/// A violated rule of the protocol.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum WireError {
    /// The line is no message.
    #[error("not a message of coarsegrad/wire: {message} (the line begins \"{line}\")")]
    Json {
        /// What the JSON reader said.
        message: String,
        /// The beginning of the line, control characters escaped.
        line: String,
    },
    /// The message is of another type than the ones that may come now.
    #[error("type: expected {expected}, found \"{found}\"")]
    Type {
        /// The types that may come.
        expected: &'static str,
        /// What came, shortened.
        found: String,
    },
    /// A field violates a condition.
    #[error("{field}: must be {condition}, found \"{found}\"")]
    Field {
        /// The field.
        field: &'static str,
        /// The condition.
        condition: &'static str,
        /// What stands there, shortened.
        found: String,
    },
    /// No version is common to both sides.
    #[error(
        "the backend speaks coarsegrad/wire {min} to {max} and this judge {} to {}, so they have no version in common: update the older of the two",
        super::MIN_VERSION,
        super::MAX_VERSION
    )]
    Version {
        /// The backend's least version.
        min: u32,
        /// The backend's greatest version.
        max: u32,
    },
}

/// The first 80 characters, control characters escaped, with an ellipsis where something was cut.
pub(crate) fn shorten(text: &str) -> String {
    cut(text, 80)
}

/// The first characters, control characters escaped, with an ellipsis where something was cut.
pub(crate) fn cut(text: &str, length: usize) -> String {
    let mut short = String::new();
    for character in text.chars().take(length) {
        if character.is_control() || is_invisible(character) {
            short.extend(character.escape_default());
        } else {
            short.push(character);
        }
    }
    if text.chars().nth(length).is_some() {
        short.push('…');
    }
    short
}

/// Characters that change how the rest of a line is shown: marks of direction and separators of lines.
fn is_invisible(character: char) -> bool {
    matches!(character, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}
