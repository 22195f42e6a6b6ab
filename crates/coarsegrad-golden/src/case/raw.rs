//! The JSON of a record, before its texts are read as numbers.

use serde::Deserialize;

use super::Parameter;
use crate::unique::UniqueMap;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawCase {
    pub(super) schema: String,
    pub(super) id: String,
    pub(super) hash: String,
    pub(super) since: String,
    pub(super) status: String,
    pub(super) reason: Option<String>,
    pub(super) op: String,
    pub(super) output: String,
    pub(super) params: UniqueMap<Parameter>,
    pub(super) inputs: UniqueMap<RawInput>,
    #[serde(default)]
    pub(super) dtypes: Vec<String>,
    pub(super) expect: Vec<RawExpectation>,
    #[serde(default)]
    pub(super) claims: Vec<String>,
    #[serde(default)]
    pub(super) flags: Vec<String>,
    pub(super) tol: RawTolerance,
    #[serde(default)]
    pub(super) oracle: Vec<RawOracle>,
    pub(super) provenance: Option<UniqueMap<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawInput {
    pub(super) q: OneOrMany,
    pub(super) shape: Option<Vec<usize>>,
    pub(super) f64: Option<OneOrMany>,
    #[serde(default)]
    pub(super) bits: UniqueMap<OneOrMany>,
}

/// A text, or a list of them for the entries of a tensor.
#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

impl OneOrMany {
    pub(super) fn texts(&self) -> &[String] {
        match self {
            OneOrMany::One(text) => std::slice::from_ref(text),
            OneOrMany::Many(texts) => texts,
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawExpectation {
    #[serde(default)]
    pub(super) when: UniqueMap<OneOrMany>,
    pub(super) kind: String,
    pub(super) q: Option<OneOrMany>,
    pub(super) mid: Option<String>,
    pub(super) rad: Option<String>,
    pub(super) mean: Option<String>,
    pub(super) variance: Option<String>,
    pub(super) n: Option<u32>,
    pub(super) level: Option<String>,
    pub(super) shape: Option<Vec<usize>>,
    pub(super) of: Option<Vec<RawExpectation>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawTolerance {
    pub(super) class: String,
    pub(super) k: Option<u32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    dead_code,
    reason = "read to be checked for its form, and used by readers of the file"
)]
pub(super) struct RawOracle {
    pub(super) name: String,
    pub(super) version: String,
    pub(super) bits: Option<u32>,
}
