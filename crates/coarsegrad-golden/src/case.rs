//! Cases: exact inputs of an operation and what it must answer under each convention.
//!
//! A record is one line of JSON of the form [`SCHEMA_NAME`], described by [`CASE_SCHEMA`]. Its inputs are rational
//! numbers, signed zeros, infinities and NaN; formats are no part of it. The texts `f64` and `bits` beside an input
//! repeat it for readers and are checked against it.
//!
//! **Expectations.** Each has conditions (`when`) on the axes of a convention; it holds for the conventions that
//! satisfy all of them. The axis `dtype` is the format of the run. Where several hold, meeting any of them is right.
//!
//! **Tensors.** A number is a tensor of shape `[]`. Entries are in row-major order.
//!
//! **Ids** are made of small letters, digits and `._/-`, and increase from line to line of a file: this refuses
//! duplicates without remembering every id. A **hash** covers what is asked and answered, and nothing else, so a
//! changed hash means a changed meaning.

mod blocks;
mod error;
mod hash;
mod raw;
mod read;
mod write;

use std::collections::BTreeMap;

use coarsegrad_arith::Rational;
use coarsegrad_model::pointwise::{Dtype, Extended};
use serde::{Deserialize, Serialize};

pub use crate::unique::Parameter;
pub use error::CaseError;
pub use hash::semantic_hash;
pub use read::{Cases, Limits, parse_case};
pub use write::write_case;

pub(crate) use blocks::blocks;

/// The value of the key `schema`.
pub const SCHEMA_NAME: &str = "coarsegrad/case/1";

/// The JSON Schema (Draft 2020-12) of a record.
pub const CASE_SCHEMA: &str = include_str!("../schema/case.schema.json");

/// One case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// Its name, never used again for another.
    pub id: String,
    /// The hash of its meaning; see [`semantic_hash`].
    pub hash: String,
    /// The release that brought it.
    pub since: String,
    /// Whether it is asked.
    pub status: Status,
    /// The operation.
    pub op: String,
    /// Which output of the operation is asked for.
    pub output: String,
    /// The parameters of the operation.
    pub params: BTreeMap<String, Parameter>,
    /// The inputs by name.
    pub inputs: BTreeMap<String, Tensor>,
    /// The formats it is meant for; all where empty.
    pub dtypes: Vec<Dtype>,
    /// What must be answered, by convention.
    pub expect: Vec<Expectation>,
    /// The claims that it follows from.
    pub claims: Vec<String>,
    /// What it catches: keys of a dictionary.
    pub flags: Vec<String>,
    /// How far an answer may be from an expectation.
    pub tolerance: Tolerance,
    /// What found the expectations.
    pub oracle: Vec<Oracle>,
    /// Where the record comes from.
    pub provenance: BTreeMap<String, String>,
}

/// A way to an expectation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Oracle {
    /// Its name.
    pub name: String,
    /// The bits that it computed with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bits: Option<u32>,
    /// Its version.
    pub version: String,
}

/// Whether a case is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Status {
    /// It is.
    Active,
    /// It is not, for this reason.
    Withdrawn(String),
}

/// Exact numbers with a shape.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Tensor {
    /// The lengths of the dimensions; none for a number.
    pub shape: Vec<usize>,
    /// The entries, as many as the product of the lengths.
    pub values: Vec<Extended>,
}

impl Tensor {
    /// A single number.
    #[must_use]
    pub fn scalar(value: Extended) -> Self {
        Tensor {
            shape: Vec::new(),
            values: vec![value],
        }
    }
}

/// What must be answered by the conventions that satisfy the conditions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expectation {
    /// For each axis named, the choices for which this is expected.
    pub when: When,
    /// The shape of the output, without the dimension of the draws of [`Expected::Distribution`].
    pub shape: Vec<usize>,
    /// What is expected of each entry.
    pub values: Vec<Expected>,
}

/// Conditions on a convention: for each axis named, the choices that satisfy it.
pub type When = BTreeMap<String, Vec<String>>;

/// What is expected of one number.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Expected {
    /// This number; the two zeros are one.
    Exact(Extended),
    /// A number known to lie in `[mid - rad, mid + rad]`; a radius of `None` is infinite.
    Ball {
        /// The midpoint.
        mid: Rational,
        /// The radius.
        rad: Option<Rational>,
    },
    /// Any of these numbers; the two zeros are one.
    Set(Vec<Extended>),
    /// Any NaN.
    Nan,
    /// The zero with this sign.
    SignedZero {
        /// Whether the sign is negative.
        negative: bool,
    },
    /// Independent draws from a distribution with this mean and variance.
    Distribution {
        /// The mean.
        mean: Rational,
        /// The variance.
        variance: Rational,
        /// How many draws are asked for.
        draws: u32,
        /// The probability with which a right implementation may be found wrong, at most. It needs `K` draws at least,
        /// with `(7/16)^(K/2) <= level / 2`: the mean of more than half of `K` blocks of `B` draws has to be within
        /// `sqrt(8 variance / B)`, and that of all `draws` within `sqrt(2 variance / (draws level))`.
        level: Rational,
    },
}

/// How far an answer may be from an expectation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Tolerance {
    /// Not at all.
    Exact,
    /// This many units in the last place of the expected number.
    Ulps(u32),
}

impl Case {
    /// Whether the case is asked at all.
    #[must_use]
    pub fn is_active(&self) -> bool {
        self.status == Status::Active
    }

    /// The shape of the output: draws, if any, and the shape of the expectations.
    #[must_use]
    pub fn output_shape(&self) -> Vec<usize> {
        let draws = self.draws().and_then(|draws| usize::try_from(draws).ok());
        let shape = self.expect.first().map(|first| first.shape.as_slice());
        draws
            .into_iter()
            .chain(shape.unwrap_or_default().iter().copied())
            .collect()
    }

    /// The number of draws that it asks for, if it is about a distribution.
    #[must_use]
    pub fn draws(&self) -> Option<u32> {
        self.expect
            .iter()
            .find_map(|expectation| match expectation.values.first() {
                Some(Expected::Distribution { draws, .. }) => Some(*draws),
                _ => None,
            })
    }
}
