//! What a backend answers to a request.

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::WireError;
use super::error::{cut, shorten};
use crate::unique::UniqueMap;

/// What a backend answers to a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The outputs by name; none after a bulk request.
    Ok(Vec<(String, OutputBits)>),
    /// It does not have that.
    Unsupported {
        /// Why.
        reason: String,
        /// Where that is discussed.
        issue_url: Option<String>,
    },
    /// It failed.
    Error {
        /// How.
        message: String,
    },
}

/// An output as it came.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct OutputBits {
    /// The name of its format, if given.
    pub dtype: Option<String>,
    /// Its shape, if given.
    pub shape: Option<Vec<usize>>,
    /// The patterns of its entries.
    pub hex: String,
}

#[derive(Deserialize)]
struct Raw {
    r#type: String,
    seq: Option<u64>,
    #[serde(default)]
    outputs: UniqueMap<OutputBits>,
    reason: Option<String>,
    issue_url: Option<String>,
    message: Option<String>,
}

/// The longest text of a backend that is kept, in characters.
const KEPT: usize = 500;

/// Reads the answer to a request, and which request it is for.
///
/// # Errors
/// A violated rule of the protocol.
pub fn parse_answer(line: &[u8]) -> Result<(u64, Answer), WireError> {
    let raw: Raw = parse_json(line)?;
    let answer = match raw.r#type.as_str() {
        "ok" => Answer::Ok(raw.outputs.0.into_iter().collect()),
        "unsupported" => Answer::Unsupported {
            reason: cut(&raw.reason.unwrap_or_default(), KEPT),
            issue_url: raw.issue_url.map(|url| cut(&url, KEPT)),
        },
        "error" => Answer::Error {
            message: cut(&raw.message.unwrap_or_default(), KEPT),
        },
        other => {
            return Err(WireError::Type {
                expected: "\"ok\", \"unsupported\" or \"error\"",
                found: shorten(other),
            });
        }
    };
    match raw.seq {
        Some(seq) => Ok((seq, answer)),
        None => Err(WireError::Field {
            field: "seq",
            condition: "the number of the request",
            found: String::new(),
        }),
    }
}

/// Reads a line as JSON of a form.
pub(super) fn parse_json<T: DeserializeOwned>(line: &[u8]) -> Result<T, WireError> {
    serde_json::from_slice(line).map_err(|error| WireError::Json {
        message: shorten(&error.to_string()),
        line: shorten(&String::from_utf8_lossy(line.get(..400).unwrap_or(line))),
    })
}
