//! What a backend says of itself.

use std::collections::BTreeMap;

use coarsegrad_model::pointwise::Dtype;
use serde::Deserialize;

use super::error::shorten;
use super::{MAX_VERSION, MIN_VERSION, WireError};
use crate::unique::UniqueMap;

/// The greatest number of bytes of a name or message that is kept.
pub const MAX_TEXT: usize = 2000;

/// The greatest number of operations of a backend, and of axes or outputs of one.
const MAX_PARTS: usize = 1000;

/// What a backend says of itself.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Greeting {
    /// The version of the protocol that is spoken.
    pub wire: u32,
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// The device it computes on.
    pub device: String,
    /// The formats that it has.
    pub dtypes: Vec<Dtype>,
    /// What it says of each operation that it has.
    pub ops: BTreeMap<String, Declared>,
}

/// What a backend says of an operation.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Declared {
    /// Its choice on the axes of the convention; on an axis left out it does not commit itself.
    pub convention: BTreeMap<String, String>,
    /// The outputs that it computes in bulk.
    pub bulk: Vec<String>,
}

#[derive(Deserialize)]
struct Raw {
    r#type: String,
    wire: Option<RawRange>,
    backend: Option<RawBackend>,
    #[serde(default)]
    dtypes: Vec<String>,
    #[serde(default)]
    ops: UniqueMap<RawDeclared>,
}

#[derive(Deserialize)]
struct RawRange {
    min: u32,
    max: u32,
}

#[derive(Deserialize)]
struct RawBackend {
    name: String,
    #[serde(default)]
    version: String,
    #[serde(default)]
    device: String,
}

#[derive(Deserialize)]
struct RawDeclared {
    #[serde(default)]
    convention: UniqueMap<String>,
    #[serde(default)]
    bulk: Vec<String>,
}

/// Reads the answer to `hello`.
///
/// # Errors
/// A violated rule; [`WireError::Version`] where no version is common to both sides.
pub fn parse_greeting(line: &[u8]) -> Result<Greeting, WireError> {
    let raw: Raw = super::answer::parse_json(line)?;
    if raw.r#type != "hello" {
        return Err(WireError::Type {
            expected: "\"hello\"",
            found: shorten(&raw.r#type),
        });
    }
    let missing = |field| WireError::Field {
        field,
        condition: "there",
        found: String::new(),
    };
    let range = raw.wire.ok_or_else(|| missing("wire"))?;
    let wire = range.max.min(MAX_VERSION);
    if range.min > range.max || wire < range.min.max(MIN_VERSION) {
        return Err(WireError::Version {
            min: range.min,
            max: range.max,
        });
    }
    let backend = raw.backend.ok_or_else(|| missing("backend"))?;
    for (field, text) in [
        ("backend.name", &backend.name),
        ("backend.version", &backend.version),
        ("backend.device", &backend.device),
    ] {
        check_text(field, text)?;
    }
    let mut dtypes = Vec::new();
    for name in &raw.dtypes {
        let dtype = name.parse::<Dtype>().map_err(|_| WireError::Field {
            field: "dtypes",
            condition: "a list of f64, f32, bf16 and f16",
            found: shorten(name),
        })?;
        if !dtypes.contains(&dtype) {
            dtypes.push(dtype);
        }
    }
    check_count("ops", raw.ops.0.len())?;
    let mut ops = BTreeMap::new();
    for (op, declared) in raw.ops.0 {
        check_text("ops", &op)?;
        check_count("convention", declared.convention.0.len())?;
        check_count("bulk", declared.bulk.len())?;
        for text in declared
            .convention
            .0
            .iter()
            .flat_map(|(axis, choice)| [axis, choice])
        {
            check_text("convention", text)?;
        }
        ops.insert(
            op,
            Declared {
                convention: declared.convention.0,
                bulk: declared.bulk,
            },
        );
    }
    Ok(Greeting {
        wire,
        name: backend.name,
        version: backend.version,
        device: backend.device,
        dtypes,
        ops,
    })
}

fn check_text(field: &'static str, text: &str) -> Result<(), WireError> {
    if text.len() <= MAX_TEXT {
        return Ok(());
    }
    Err(WireError::Field {
        field,
        condition: "at most 2000 bytes",
        found: shorten(text),
    })
}

fn check_count(field: &'static str, count: usize) -> Result<(), WireError> {
    if count <= MAX_PARTS {
        return Ok(());
    }
    Err(WireError::Field {
        field,
        condition: "at most 1000 entries",
        found: count.to_string(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn greet(range: &str) -> Result<Greeting, WireError> {
        parse_greeting(
            format!(r#"{{"type":"hello","wire":{range},"backend":{{"name":"n"}},"new":[1.5]}}"#)
                .as_bytes(),
        )
    }

    #[test]
    fn the_greatest_common_version_is_spoken_and_a_mismatch_is_a_sentence() {
        assert_eq!(greet(r#"{"min":0,"max":7}"#).unwrap().wire, 1);
        assert_eq!(greet(r#"{"min":1,"max":1}"#).unwrap().wire, 1);
        for range in [
            r#"{"min":2,"max":3}"#,
            r#"{"min":0,"max":0}"#,
            r#"{"min":1,"max":0}"#,
        ] {
            assert!(
                matches!(greet(range), Err(WireError::Version { .. })),
                "{range}"
            );
        }
        let text = greet(r#"{"min":2,"max":3}"#).unwrap_err().to_string();
        assert_eq!(
            text,
            "the backend speaks coarsegrad/wire 2 to 3 and this judge 1 to 1, so they have no version in common: \
             update the older of the two"
        );
    }
}
