//! What the backends of the frameworks share: the forms of a fake-quantiser, what a request says of one, and what
//! the judge sees.

mod affine;
pub mod check;
mod form;
mod locked;
mod program;
mod rows;
mod seen;

pub use affine::Affine;
pub use form::Form;
pub use locked::locked_version;
pub use program::{Failure, form_of};
pub use rows::{ROWS, ask_rows};
pub use seen::{Seen, is_infinite, look};

use coarsegrad_golden::judge::Refusal;

/// The answer where an operation, or an output of it, is not there.
#[must_use]
pub fn unsupported(op: &str, output: &str) -> Refusal {
    Refusal::Unsupported(format!("no {output} of {op}"))
}
