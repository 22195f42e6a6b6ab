//! Closed forms of the two-layer model: population loss, population gradient, expected coarse
//! gradients, variances, landscape and descent, as exact symbolic values and as enclosures.
//!
//! Every closed form is written once, in [`ClosedForms`], over an arithmetic
//! [`Real`](coarsegrad_arith::Real): with [`Symbolic`](coarsegrad_arith::Symbolic) it gives the
//! exact value, with [`Ball`](coarsegrad_arith::Ball) an enclosure, with `f64` an approximation.
//! [`Population`] holds one instance and everything about it that is decided exactly;
//! [`value`](fn@value) turns it into numbers with as many guaranteed digits as asked for.
//! [`PopulationOracle`] answers a trainer, whose weights are held in an arithmetic themselves
//! ([`AtWeights`]).
//!
//! # Notation
//!
//! Student `(v, w)`, teacher `(v*, w*)`, m rows, n inputs; `a = |w|`, `u = w/a`,
//! `theta = angle(w, w*)`, `e` the unit vector along `w* - (w.w*/a^2) w`, `S = 1^T v*`,
//! `h = |v|^2 + (1^T v)^2 - (1^T v) S + v.v*`, `d = df/dv`, `phi0 = 1/sqrt(2 pi)`.
//! Sources: Yin et al., *Understanding Straight-Through Estimator in Training Activation Quantized
//! Neural Nets* (ICLR 2019), cited as P1 with its numbering; what is said to be new is proved in
//! the book.

mod approach;
mod bounds;
mod closed_forms;
mod error;
mod from_weights;
mod geometry;
mod invariants;
mod landscape;
mod oracle;
mod population;
mod second_moments;
mod slope_moments;
mod step;
mod value;
mod vectors;
mod weight_arithmetic;

pub use approach::{Approach, Candidate};
pub use bounds::{clipped_relu_norm_constant, relu_norm_constant};
pub use closed_forms::ClosedForms;
pub use error::{ExactError, Undefined};
pub use from_weights::{AtWeights, Teacher, WeightsError};
pub use geometry::{Geometry, Position};
pub use invariants::{HigherSums, Invariants};
pub use landscape::{CriticalPoint, Landscape};
pub use oracle::{Measures, PopulationOracle};
pub use population::Population;
pub use second_moments::{InputWeights, PlaneMatrix, RowWeights, SecondMoments};
pub use slope_moments::{SectorMoments, SlopeMoments};
pub use step::{DescentBound, Step};
pub use value::{CoarseValue, Enclosure, MAX_DIGITS, Outcome, Request, ValueReport, value};
pub use vectors::{PlaneVector, RowVector};
pub use weight_arithmetic::WeightArithmetic;
