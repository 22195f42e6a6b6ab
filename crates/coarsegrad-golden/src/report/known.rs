//! The list of findings that are known, so that only others count.
//!
//! ```json
//! {"schema":"coarsegrad/known/1","known":[{"id":"clip.dx/unit-1","dtype":"f32","hash":"sha256:...","reason":"issue 7"}]}
//! ```
//!
//! With a hash, an entry is about a case of that meaning only, and is *stale* when the meaning has changed. It is stale too
//! when the case was withdrawn, and when a run over all cases in all formats has not asked for it. An entry without a case
//! is *unknown*: ids are never taken back, so that it is misspelt. That can be said once all cases were read.

use std::collections::BTreeMap;

use coarsegrad_model::json_message;
use coarsegrad_model::pointwise::Dtype;
use serde::{Deserialize, Serialize};

use super::escape::brief;
use crate::judge::Counts;

/// The greatest number of bytes of a list, and of an earlier report.
pub const MAX_KNOWN_BYTES: usize = 64 << 20;

/// Findings that are known, by case and format.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    entries: BTreeMap<(String, Dtype), KnownEntry>,
}

/// What is known of a case in a format.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KnownEntry {
    /// The hash of the case's meaning.
    pub hash: Option<String>,
    /// Why it is accepted.
    pub reason: String,
}

/// What became of the findings that were known.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KnownSummary {
    /// The verdicts of those that are still there.
    pub counts: Counts,
    /// Those that are right now, which the list does not say: `id dtype`.
    pub unexpected_passes: Vec<String>,
    /// Those whose case has changed, was withdrawn or is not asked in this format: `id dtype`.
    pub stale: Vec<String>,
    /// The ids of those without a case.
    #[serde(default)]
    pub unknown: Vec<String>,
}

/// A text that is no list of known findings, or no report.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum KnownError {
    /// It is longer than the limit.
    #[error("{found} bytes are more than the limit of {MAX_KNOWN_BYTES}")]
    TooLong {
        /// Its length.
        found: usize,
    },
    /// It is not of this form.
    #[error("{what}: {message}")]
    Json {
        /// What it should be.
        what: &'static str,
        /// What the JSON reader said.
        message: String,
    },
    /// The `schema` key names another form.
    #[error("schema: expected \"{expected}\", found \"{found}\"")]
    Schema {
        /// What is read here.
        expected: &'static str,
        /// What stands there, shortened.
        found: String,
    },
    /// A format is not known.
    #[error("dtype: must be f64, f32, bf16 or f16, found \"{found}\"")]
    Dtype {
        /// What stands there, shortened.
        found: String,
    },
    /// A case stands there twice in a format.
    #[error("\"{id}\" is there twice for {dtype}")]
    Twice {
        /// The case.
        id: String,
        /// The format.
        dtype: Dtype,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    schema: String,
    known: Vec<RawEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawEntry {
    id: String,
    dtype: String,
    hash: Option<String>,
    #[serde(default)]
    reason: String,
}

impl Known {
    /// Reads a list.
    ///
    /// # Errors
    /// The text is too long or not of this form, or has a case twice in a format.
    pub fn parse(bytes: &[u8]) -> Result<Self, KnownError> {
        const SCHEMA: &str = "coarsegrad/known/1";
        let raw: Raw = parse(bytes, "not a list of known findings")?;
        if raw.schema != SCHEMA {
            return Err(KnownError::Schema {
                expected: SCHEMA,
                found: brief(&raw.schema),
            });
        }
        let mut known = Known::default();
        for entry in raw.known {
            let dtype = parse_dtype(&entry.dtype)?;
            let place = (entry.id, dtype);
            if known.entries.contains_key(&place) {
                return Err(KnownError::Twice {
                    id: brief(&place.0),
                    dtype,
                });
            }
            known.entries.insert(
                place,
                KnownEntry {
                    hash: entry.hash,
                    reason: entry.reason,
                },
            );
        }
        Ok(known)
    }

    /// What is known of a case in a format.
    #[must_use]
    pub fn get(&self, id: &str, dtype: Dtype) -> Option<&KnownEntry> {
        self.entries.get(&(id.to_owned(), dtype))
    }

    /// The cases and formats.
    pub fn places(&self) -> impl Iterator<Item = (&str, Dtype)> {
        self.entries.keys().map(|(id, dtype)| (id.as_str(), *dtype))
    }
}

/// Reads JSON of a form, within the limit.
pub(super) fn parse<T: for<'a> Deserialize<'a>>(
    bytes: &[u8],
    what: &'static str,
) -> Result<T, KnownError> {
    if bytes.len() > MAX_KNOWN_BYTES {
        return Err(KnownError::TooLong { found: bytes.len() });
    }
    serde_json::from_slice(bytes).map_err(|error| KnownError::Json {
        what,
        message: brief(&json_message(bytes, &error)),
    })
}

/// Reads the name of a format.
pub(super) fn parse_dtype(name: &str) -> Result<Dtype, KnownError> {
    name.parse()
        .map_err(|_| KnownError::Dtype { found: brief(name) })
}
