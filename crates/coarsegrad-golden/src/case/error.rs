//! What can be wrong with a file of cases.

use std::fmt::Display;

/// A violated condition, with the line and the field that violates it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CaseError {
    /// The file cannot be read.
    #[error("line {line}: reading failed: {source}")]
    Read {
        /// The line, from 1.
        line: u64,
        /// Why.
        source: std::io::Error,
    },
    /// A line is longer than the limit.
    #[error("line {line}: longer than the limit of {limit} bytes")]
    LongLine {
        /// The line, from 1.
        line: u64,
        /// The limit.
        limit: usize,
    },
    /// There are more records than the limit.
    #[error("line {line}: more than the limit of {limit} records")]
    TooMany {
        /// The line, from 1.
        line: u64,
        /// The limit.
        limit: u64,
    },
    /// A line is no record.
    #[error("line {line}: not a case: {message}")]
    Json {
        /// The line, from 1.
        line: u64,
        /// What the JSON reader said.
        message: String,
    },
    /// A field violates a condition.
    #[error("line {line}: {field}: must be {condition}, found {found}")]
    Field {
        /// The line, from 1.
        line: u64,
        /// The field.
        field: String,
        /// The condition.
        condition: &'static str,
        /// What stands there, shortened.
        found: String,
    },
    /// An id does not follow on the one before.
    #[error(
        "line {line}: id: \"{id}\" must come after \"{previous}\" in the order of bytes, and once only"
    )]
    Order {
        /// The line, from 1.
        line: u64,
        /// The id.
        id: String,
        /// The id before.
        previous: String,
    },
    /// The hash is not that of the meaning.
    #[error(
        "line {line}: hash: \"{id}\" has the hash {found}, but its meaning has {expected}: the record is stale"
    )]
    Hash {
        /// The line, from 1.
        line: u64,
        /// The id.
        id: String,
        /// What stands there, shortened.
        found: String,
        /// The hash computed.
        expected: String,
    },
}

impl CaseError {
    /// Whether the record is stale: its meaning changed and its hash did not.
    #[must_use]
    pub fn is_stale(&self) -> bool {
        matches!(self, CaseError::Hash { .. })
    }
}

/// A violated condition before its line is known.
#[derive(Debug)]
pub(super) struct Violation {
    pub(super) field: String,
    pub(super) condition: &'static str,
    pub(super) found: String,
}

impl Violation {
    pub(super) fn new(
        field: impl Into<String>,
        condition: &'static str,
        found: &dyn Display,
    ) -> Self {
        Violation {
            field: shorten(&field.into()),
            condition,
            found: shorten(&found.to_string()),
        }
    }

    /// The same within a field.
    pub(super) fn within(mut self, field: &str) -> Self {
        self.field = format!("{field}.{}", self.field);
        self
    }
}

/// The first 80 characters, control characters escaped, in which an ellipsis says that something was cut.
pub(super) fn shorten(text: &str) -> String {
    let mut short: String = text
        .chars()
        .take(80)
        .flat_map(|character| {
            let escape = character.is_control();
            let escaped = character.escape_default().filter(move |_| escape);
            escaped.chain((!escape).then_some(character))
        })
        .collect();
    if text.chars().nth(80).is_some() {
        short.push('…');
    }
    short
}
