//! The judge: puts cases to a backend and says which of its answers are right.
//!
//! A backend is untrusted. It is never waited for longer than allowed, nothing that it writes is executed or opened as a
//! file, what it writes is bounded, and after a fault it is killed and started afresh. A backend that runs as a program
//! can do what programs of its user can do; the judge does not confine it.
//!
//! **Blame.** Many requests are under way at a time. After a fault they are asked again one by one, so that the case that
//! is blamed is the one that brings the fault about.
//!
//! **Cost.** Cases are read as they are asked, and memory does not grow with their number: what is remembered is
//! described in the modules.

mod answers;
mod backend;
mod bulk;
mod call;
mod candidates;
mod children;
mod compare;
mod convention;
mod declared;
mod draws;
mod fit;
mod options;
mod pipes;
mod process;
mod repeat;
mod resolution;
mod run;
mod slip;
mod split;
mod suspect;
mod tally;
mod transcript;
mod unknown;
mod verdict;

use crate::case::{Case, CaseError};
use crate::report::Report;

pub use answers::Answers;
pub use backend::{Backend, Call, Fault, InProcess, Refusal, SteBackend, Wait};
pub use children::kill_backends;
pub use fit::{Agreement, Fit, fit};
pub use options::{Flag, Glossary, Options, Rule};
pub use process::Program;
pub use repeat::Repeat;
pub use slip::Slip;
pub use split::{SplitError, split_command};
pub use suspect::SlipRow;
pub use transcript::{Said, Transcript};
pub use verdict::{Counts, Verdict};

pub(crate) use compare::Meets;
pub(crate) use convention::{Choices, Standing, spell, standing};
pub(crate) use resolution::{Resolution, resolve};
pub(crate) use run::Ended;
pub(crate) use suspect::{Suspect, suspect};
pub(crate) use tally::{GroupKey, Kept, Outcome, Tally};

/// Puts cases to a backend.
///
/// Reading of the cases stops at the first error, which the report tells. The backend is ended before this returns.
pub fn judge(
    cases: impl IntoIterator<Item = Result<Case, CaseError>>,
    backend: &mut dyn Backend,
    options: &Options,
) -> Report {
    let (tally, ended) = run::run(cases.into_iter(), backend, options);
    Report::new(&tally, &ended, options)
}
