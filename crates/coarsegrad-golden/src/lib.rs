//! Golden values of the two-layer model, and their export as certificates; cases for other implementations, and the judge
//! that asks them.
//!
//! A [`Record`] is an instance with exact inputs and what is said of its values: that each entry of a
//! quantity lies within one unit of the last place of a decimal, or equals a rational number. The
//! records of the [`corpus`] are computed by the closed forms of `coarsegrad-exact` and written to
//! [`GOLDEN_FILE`] by a command; nobody edits them.
//!
//! [`coq`] prints each [`Certificate`] as a lemma about the very constant that the theorems are about.
//! The proof assistant trusts neither the value nor how it was found: it decides. A value whose
//! printed enclosure contains what its certificate says has been checked by the kernel;
//! [`certificates_of`] answers which those are.
//!
//! A [`case`] states what an operation answers on exact inputs, once for each convention. The judge puts cases to a backend,
//! such as a program that speaks the protocol of [`wire`], and answers a report: module `judge`, with the feature of that
//! name.

pub mod case;
pub mod coq;
mod corpus;
mod error;
pub mod families;
#[cfg(feature = "judge")]
pub mod flags;
#[cfg(feature = "judge")]
pub mod judge;
mod limited;
mod lookup;
mod quantity;
mod read;
mod record;
#[cfg(feature = "judge")]
pub mod report;
mod unique;
mod values;
pub mod wire;
mod write;

pub use corpus::{Instance, corpus};
pub use error::GoldenError;
pub use lookup::{GOLDEN, certificates_of};
pub use quantity::Quantity;
pub use read::{MAX_DIGITS, MAX_GOLDEN_BYTES, MAX_RECORDS, parse};
pub use record::{Certificate, Record, Statement};
pub use values::{PLACES, SIGNIFICANT, record};
pub use write::{GOLDEN_SCHEMA, canonical, document, write};

/// The file of the golden values, relative to the root of the repository.
pub const GOLDEN_FILE: &str = "crates/coarsegrad-golden/data/two-layer.json";

/// The JSON Schema of that file.
pub const SCHEMA: &str = include_str!("../schema/golden.schema.json");
