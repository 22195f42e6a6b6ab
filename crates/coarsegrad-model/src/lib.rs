//! Definitions: the two-layer model, its one-sample quantities and the catalogue of
//! straight-through estimators.
//!
//! Nothing here is a theorem. The same definitions are read by every other part: closed forms,
//! sampling, training, and the formal proofs mirror them.

mod angle;
mod error;
mod instance;
mod json;
mod oracle;
pub mod pointwise;
mod ste;
mod two_layer;

pub use angle::{Angle, Plane};
pub use error::ModelError;
pub use instance::{MAX_DENOMINATOR_BITS, MAX_INSTANCE_BYTES, MAX_TOTAL_BITS, parse_instance};
pub use json::json_message;
pub use oracle::GradientOracle;
pub use ste::{Slope, Ste, StepSlope};
pub use two_layer::{CoarseGradient, Network, TwoLayer};
