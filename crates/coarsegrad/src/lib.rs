//! Certified numbers for straight-through estimators: the library in one place, and the command.
//!
//! Given a student `(v, w)` and a teacher `(v*, w*)` of the two-layer model with binary
//! activation, this library encloses the population loss, its gradient and the expected coarse
//! gradient of each straight-through estimator to as many digits as asked for.
//!
//! ```
//! use coarsegrad::exact::{Population, Request, value};
//! use coarsegrad::model::{Ste, parse_instance};
//!
//! let text = br#"{"model": "two-layer",
//!                 "student": {"v": ["3/5"], "w": ["1", "1"]},
//!                 "teacher": {"v": ["1"], "w": ["1", "0"]}}"#;
//! let instance = parse_instance(text)?;
//! let request = Request { stes: vec![Ste::Relu], digits: 30, closed_forms: true };
//! let report = value(&Population::new(&instance), &request)?;
//! let loss = &report.population_loss;
//! assert_eq!(loss.exact.as_deref(), Some("23/200"));
//! assert_eq!(loss.ball.to_decimal(loss.quantum).mid, "0.11500000000000000000000000000000");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Rooms
//!
//! * [`arith`]: enclosures, exact inputs, symbolic closed forms. The numeric part of the trusted base.
//! * [`model`]: definitions: the model, the catalogue of straight-through estimators, reading instances.
//! * [`exact`]: closed forms: every population quantity, the landscape, descent.
//! * [`golden`]: golden values, and their export as certificates for the proof assistant; cases for other implementations, and
//!   the judge.
//! * [`mc`]: Monte Carlo estimates of the same quantities, which know no closed form.
//! * [`train`]: the reference trainer: coarse gradient descent and its variants.
//! * [`sample`]: what a sampling run found, with its intervals.
//! * [`grade`]: which printed values the proof assistant has checked.
//! * [`json`]: the values, or what was sampled, as a JSON document.
//! * [`schema`]: the JSON Schemas of what is read and written.
//! * [`trajectories`]: golden trajectories: a few steps of training, enclosed.
//! * [`claims`]: the register of claims with the evidence for each.
//! * [`tables`]: the tables of the book and the README, written and checked by the library.
//!
//! # The command
//!
//! `coarsegrad value FILE` prints the values of an instance, `coarsegrad sample FILE` estimates them
//! by Monte Carlo, `coarsegrad train FILE` follows coarse gradient descent from its student,
//! `coarsegrad judge`, `replay` and `fingerprint` put cases to other implementations,
//! `coarsegrad claims` says what is claimed and on what evidence, `coarsegrad certify` exports
//! certificates and checks them; `coarsegrad --help` says the rest.
//! The feature `cli`, on by default, builds it; without it this crate depends on the
//! crates above alone.
//!
//! Exit codes, but for those of the judge, which its guide lists:
//!
//! | exit code | meaning |
//! |---|---|
//! | 0 | every value was computed; also when the reader of the output went away |
//! | 1 | reading or writing failed midway |
//! | 2 | wrong usage, or an input that cannot be read or is not a valid instance; in a batch, at least one such line |
//! | 3 | a value was not enclosed to the digits asked for before the precision cap, or a run stopped before its last step |
//! | 130 | interrupted; a batch has then written complete lines only, a sampling run what it reached |

pub use coarsegrad_arith as arith;
pub use coarsegrad_exact as exact;
pub use coarsegrad_golden as golden;
pub use coarsegrad_mc as mc;
pub use coarsegrad_model as model;
pub use coarsegrad_train as train;

#[cfg(feature = "cli")]
pub mod claims;
pub mod grade;
pub mod json;
pub mod sample;
pub mod schema;
#[cfg(feature = "cli")]
pub mod tables;
pub mod trajectories;
