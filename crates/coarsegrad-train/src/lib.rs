//! The reference trainer: coarse gradient descent, plain and readable.
//!
//! The step of Algorithm 1 of Yin et al., *Understanding Straight-Through Estimator in Training
//! Activation Quantized Neural Nets* (ICLR 2019, cited as P1), stands in [`method`](Method) as it
//! stands in the paper:
//!
//! ```text
//! v+ = v - eta dl/dv        w+ = w - eta g
//! ```
//!
//! Around it, one file each: [`Schedule`] for the rate, [`Rule`] for momentum and Adam,
//! [`normalise`] for keeping `|w| = 1`, [`Blend`] and [`Projection`] for weights that are quantised
//! too (blended coarse gradient descent, Yin et al., *Blended Coarse Gradient Descent for Full
//! Quantization of Deep Neural Networks*, 2019, cited as P2).
//!
//! The trainer knows no closed form. It asks a [`GradientOracle`](coarsegrad_model::GradientOracle)
//! for gradients, and runs in whatever arithmetic the oracle answers in: `f64`, enclosures
//! ([`Ball`](coarsegrad_arith::Ball)), exact symbolic values. Everything that a step depends on is
//! in the [`State`], which can be written and read back without losing a bit ([`Stored`]).

mod blend;
mod dataset;
mod error;
mod method;
mod normalise;
mod projection;
mod rule;
mod schedule;
mod state;
mod stored;

pub use blend::{Blend, SufficientDescent, sufficient_descent};
pub use dataset::{Batches, DatasetOracle};
pub use error::{StateError, TrainError};
pub use method::{Method, StepError, descend};
pub use normalise::normalise;
pub use projection::Projection;
pub use rule::{Buffers, Rule};
pub use schedule::Schedule;
pub use state::State;
pub use stored::{Stored, number_from_text, number_to_text};
