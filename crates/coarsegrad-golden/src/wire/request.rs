//! What the judge asks.

use std::collections::BTreeMap;

use coarsegrad_model::pointwise::Dtype;
use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use super::{MAX_VERSION, MIN_VERSION, encode_hex};
use crate::case::Parameter;

/// The first message.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Hello {
    r#type: &'static str,
    wire: Range,
    judge: &'static str,
}

#[derive(Clone, Copy, Debug, Serialize)]
struct Range {
    min: u32,
    max: u32,
}

impl Default for Hello {
    fn default() -> Self {
        Hello {
            r#type: "hello",
            wire: Range {
                min: MIN_VERSION,
                max: MAX_VERSION,
            },
            judge: env!("CARGO_PKG_VERSION"),
        }
    }
}

/// An output of an operation is asked for, on the inputs of one case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "type", rename = "run")]
pub struct Request<'a> {
    /// The number of the request.
    pub seq: u64,
    /// The case.
    pub id: &'a str,
    /// The operation.
    pub op: &'a str,
    /// The output.
    pub output: &'a str,
    /// The format of inputs and output.
    #[serde(serialize_with = "by_name")]
    pub dtype: Dtype,
    /// The parameters.
    pub params: &'a BTreeMap<String, Parameter>,
    /// The inputs.
    pub inputs: BTreeMap<&'a str, InputBits<'a>>,
    /// How many independent draws are asked for; they are dimension 0 of the output.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub draws: Option<u32>,
}

/// An input: its patterns travel as hexadecimal text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InputBits<'a> {
    /// Its shape.
    pub shape: &'a [usize],
    /// Its format.
    pub dtype: Dtype,
    /// The patterns of its entries.
    pub bits: Vec<u64>,
}

impl Serialize for InputBits<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("InputBits", 2)?;
        object.serialize_field("shape", self.shape)?;
        object.serialize_field("hex", &encode_hex(self.dtype, &self.bits))?;
        object.end()
    }
}

/// An output of an operation is asked for, on the inputs of many cases.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "type", rename = "run_bulk")]
pub struct BulkRequest<'a> {
    /// The number of the request.
    pub seq: u64,
    /// The operation.
    pub op: &'a str,
    /// The output.
    pub output: &'a str,
    /// The format of inputs and output.
    #[serde(serialize_with = "by_name")]
    pub dtype: Dtype,
    /// The parameters.
    pub params: &'a BTreeMap<String, Parameter>,
    /// How many cases there are.
    pub count: usize,
    /// The file of the inputs.
    pub file: &'a str,
    /// The file for the output.
    pub result: &'a str,
    /// The shape of each tensor of the file.
    pub layout: BTreeMap<&'a str, Vec<usize>>,
}

fn by_name<S: Serializer>(dtype: &Dtype, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(dtype.name())
}
