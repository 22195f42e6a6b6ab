//! Support for the theorem tests: exact instances, counted hypotheses, reference data, tolerances.
//!
//! The tests are in `tests/`, one file per family of claims, one test per claim. A claim is decided by equality of
//! normal forms wherever its closed form has one, and otherwise by enclosures; a tolerance occurs only where `f64` or a
//! numerical quadrature takes part, and lives in [`tolerance`].
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "test support: a broken fixture or a missed hypothesis must stop the test"
)]

pub mod agreement;
pub mod blending;
pub mod claims;
pub mod decimal;
pub mod double_sum;
pub mod entries;
pub mod hypotheses;
pub mod instances;
pub mod quadrature;
pub mod reference;
pub mod symbols;
pub mod tolerance;
pub mod training;
pub mod workspace;
