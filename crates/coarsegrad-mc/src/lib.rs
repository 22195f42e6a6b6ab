//! Monte Carlo estimates of the population quantities of the two-layer model.
//!
//! This crate has never heard of a closed form: it samples inputs `Z` and averages the one-sample
//! quantities that [`coarsegrad_model`] defines. That its results agree with the closed forms is
//! therefore evidence for both.
//!
//! * [`Plan`] is a run: an instance, an STE, an [`Estimator`], a seed and a number of samples. It
//!   is divided into blocks, each of which can be computed alone.
//! * [`Partial`] holds the exact sums of some blocks. Parts of one run are merged by addition of
//!   integers, so a result is the same bits whatever the number of threads, processes or machines,
//!   the order of the blocks, and the width of the vectors.
//! * [`Estimate`] is what the sums say: means, variances, covariances; [`Level`] makes intervals.
//! * [`MiniBatch`] is the same as an oracle for a trainer.
//!
//! # What is random, and how random
//!
//! Entry `(i, j)` of sample `k` of seed `s` is a function of `(s, i, j, k)` alone: see
//! [`philox4x32_10`] for the bits and the book's page on sampling for the normal numbers made of
//! them. In double precision a normal number differs from the exact transform of its bits by less
//! than `2e-15` and is below 8.58 in size; in single precision by less than `1e-6` (of the bits
//! rounded to 24), below 6.67.
//!
//! # Example
//!
//! ```
//! use std::sync::{Mutex, atomic::AtomicBool};
//! use coarsegrad_mc::{Estimator, Level, Plan, Precision, Request};
//! use coarsegrad_model::{Ste, parse_instance};
//!
//! let instance = parse_instance(br#"{"model": "two-layer",
//!     "student": {"v": ["3/5"], "w": ["1", "1"]}, "teacher": {"v": ["1"], "w": ["1", "0"]}}"#)?;
//! let plan = Plan::new(&instance, Request {
//!     ste: Ste::Relu, estimator: Estimator::Projected, precision: Precision::F64,
//!     seed: 1, samples: 100_000, covariance: false, population_gradient: false,
//! })?;
//! let partial = Mutex::new(plan.empty());
//! plan.run(0..plan.blocks(), &partial, &AtomicBool::new(false))?;
//! let estimate = plan.estimate(&partial.into_inner().unwrap())?;
//! let half = Level::new(0.999)?.normal_half_width(estimate.loss.variance, estimate.samples);
//! assert!((estimate.loss.mean - 0.115).abs() < half);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod accumulate;
mod blocks;
mod elementary;
mod error;
mod estimate;
mod frame;
mod interval;
mod kernel;
mod lanes;
mod layout;
mod mini_batch;
mod normal;
mod partial;
mod philox;
mod plan;
mod problem;
mod sample;
mod simd;
mod slope;
mod stream;

pub use blocks::{BlockSet, list_ranges};
pub use error::McError;
pub use estimate::{CoarseCovariance, Estimate, Mean};
pub use frame::Frame;
pub use interval::{Interval, Level, standard_error};
pub use mini_batch::MiniBatch;
pub use partial::{MAX_PARTIAL_BYTES, PARTIAL_SCHEMA, Partial, RunId};
pub use philox::philox4x32_10;
pub use plan::{Estimator, MAX_SAMPLES, Plan, Precision, Request};
pub use sample::{normals_f32, normals_f64};
pub use simd::{Simd, fill_row};
