//! The JSON of a record, before its texts are read as numbers.

use serde::{Deserialize, Serialize};

use super::{Oracle, Parameter};
use crate::unique::UniqueMap;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawCase {
    pub(super) schema: String,
    pub(super) id: String,
    pub(super) hash: String,
    pub(super) since: String,
    pub(super) status: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) reason: Option<String>,
    pub(super) op: String,
    pub(super) output: String,
    pub(super) params: UniqueMap<Parameter>,
    pub(super) inputs: UniqueMap<RawInput>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) dtypes: Vec<String>,
    pub(super) expect: Vec<RawExpectation>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) claims: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) flags: Vec<String>,
    pub(super) tol: RawTolerance,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) oracle: Vec<Oracle>,
    #[serde(default, skip_serializing_if = "UniqueMap::is_empty")]
    pub(super) provenance: UniqueMap<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawInput {
    pub(super) q: OneOrMany,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) shape: Option<Vec<usize>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) f64: Option<OneOrMany>,
    #[serde(default, skip_serializing_if = "UniqueMap::is_empty")]
    pub(super) bits: UniqueMap<OneOrMany>,
}

/// A text, or a list of them for the entries of a tensor.
#[derive(Serialize, Deserialize)]
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

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[derive(Default)]
pub(super) struct RawExpectation {
    #[serde(default, skip_serializing_if = "UniqueMap::is_empty")]
    pub(super) when: UniqueMap<OneOrMany>,
    pub(super) kind: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) q: Option<OneOrMany>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) mid: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) rad: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) mean: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) variance: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) n: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) level: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) shape: Option<Vec<usize>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) of: Option<Vec<RawExpectation>>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawTolerance {
    pub(super) class: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) k: Option<u32>,
}
