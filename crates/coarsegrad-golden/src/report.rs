//! What a run of the judge found, and its printed forms.
//!
//! [`Report::to_json`] is the source of the others: JUnit XML, Markdown, one self-contained HTML page, a badge, and the
//! text for a terminal. A report has no times and no paths of the judge's own, so that equal runs give equal reports.
//!
//! **Exit codes.** 0: all that was decided is right, or known to be wrong. 2: the list of known findings names a case that
//! does not exist (and wrong usage of the command). 3: failures, errors, time-outs, or something
//! known to be wrong that is right. 4: nothing worse than another convention. 5: nothing was decided. 6: the backend
//! broke the protocol or could not be judged to the end, or the cases could not be read. 7: a record, or the entry of a
//! list of known findings, is stale. 130: the run was interrupted.

mod alike;
mod badge;
mod build;
mod escape;
mod finding;
mod html;
mod junit;
mod known;
mod markdown;
mod offered;
mod rows;
mod text;
mod track;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::judge::{Counts, SlipRow, Verdict};

pub(crate) use build::signatures;
pub(crate) use escape::brief;
pub use known::{Known, KnownEntry, KnownError, KnownSummary, MAX_KNOWN_BYTES};
pub use track::{Baseline, Change, Changes};

/// The value of the key `schema`.
pub const REPORT_NAME: &str = "coarsegrad/report/1";

/// The JSON Schema (Draft 2020-12) of a report.
pub const REPORT_SCHEMA: &str = include_str!("../schema/report.schema.json");

/// The JSON Schema (Draft 2020-12) of a list of known findings.
pub const KNOWN_SCHEMA: &str = include_str!("../schema/known.schema.json");

/// What a run found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Report {
    /// [`REPORT_NAME`].
    pub schema: String,
    /// The version of the judge.
    pub judge: String,
    /// What the backend says of itself.
    pub backend: BackendInfo,
    /// Whether all cases were asked.
    pub state: State,
    /// What went wrong with the run itself.
    pub problems: Vec<Problem>,
    /// What the backend says it has and no case asks for, as a misspelt operation.
    #[serde(default)]
    pub warnings: Vec<String>,
    /// How often the backend was started again.
    pub restarts: u32,
    /// The cases that are not asked any more.
    pub withdrawn: u64,
    /// The cases by verdict; one for each format.
    pub counts: Counts,
    /// The same by operation, output and format.
    pub matrix: Vec<Cell>,
    /// What conventions the answers are consistent with.
    pub conventions: Vec<ConventionRow>,
    /// What well-known mistakes explain wrong answers that no convention explains.
    #[serde(default)]
    pub slips: Vec<SlipRow>,
    /// What was found; the first of each kind.
    pub findings: Vec<Finding>,
    /// The cases with a bad verdict that are not among the findings.
    pub findings_left_out: u64,
    /// What became of the findings that were known.
    pub known: KnownSummary,
    /// What changed since an earlier report.
    pub changes: Option<Changes>,
    /// The last that the backend wrote to standard error.
    pub stderr: String,
}

/// What a backend says of itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BackendInfo {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// The device it computes on.
    pub device: String,
    /// The version of the protocol; zero where it did not greet.
    pub wire: u32,
}

/// Whether all cases were asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// They were.
    Finished,
    /// The run was ended from outside.
    Interrupted,
    /// The run was given up.
    GivenUp,
}

/// What went wrong with the run itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Problem {
    /// Where.
    pub kind: ProblemKind,
    /// What.
    pub message: String,
}

/// Where something went wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProblemKind {
    /// The backend could not be judged to the end.
    GivenUp,
    /// The backend broke the protocol.
    Protocol,
    /// The cases could not be read.
    Cases,
    /// A record is stale.
    Stale,
}

/// The verdicts of an output of an operation in a format.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cell {
    /// The operation.
    pub op: String,
    /// The output.
    pub output: String,
    /// The format.
    pub dtype: String,
    /// The cases by verdict.
    pub counts: Counts,
}

/// What conventions the answers of an operation in a format are consistent with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConventionRow {
    /// The operation.
    pub op: String,
    /// The format.
    pub dtype: String,
    /// What the backend declares.
    pub declared: BTreeMap<String, String>,
    /// The convention it was judged by: the declared one, completed.
    pub effective: BTreeMap<String, String>,
    /// The cases that this one has right.
    pub effective_right: u64,
    /// The cases that this one has wrong.
    pub effective_wrong: u64,
    /// The convention with the fewest cases wrong.
    pub nearest: BTreeMap<String, String>,
    /// The cases that this one has right.
    pub nearest_right: u64,
    /// The cases that this one has wrong.
    pub nearest_wrong: u64,
    /// How many conventions are as near.
    pub ties: u64,
    /// Whether the nearest one explains all answers and the effective one does not.
    pub found: bool,
    /// The axes that the answers do not determine, and the choices between which they do not tell: those of the
    /// conventions that are as right as the effective one or, where that one is wrong, as near as the nearest. Of an axis
    /// that no case names it is the declared choice alone.
    #[serde(default)]
    pub undetermined: BTreeMap<String, Vec<String>>,
}

/// A case that is wrong, or of which nothing could be said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Finding {
    /// The case.
    pub id: String,
    /// The hash of its meaning.
    pub hash: String,
    /// The operation.
    pub op: String,
    /// The output.
    pub output: String,
    /// The format.
    pub dtype: String,
    /// The verdict.
    pub verdict: Verdict,
    /// Whether it is on the list of known findings.
    pub known: bool,
    /// What; got and expected; rule; diagnosis; effect.
    pub text: [String; 5],
}

impl Report {
    /// The exit code; see the description of this module.
    #[must_use]
    pub fn exit_code(&self) -> u8 {
        let counted = |verdict| {
            let known = self.known.counts.of(verdict);
            self.counts.of(verdict).saturating_sub(known)
        };
        let stale = |problem: &Problem| problem.kind == ProblemKind::Stale;
        let worse = [Verdict::Fail, Verdict::Error, Verdict::Timeout];
        if self.state == State::Interrupted {
            130
        } else if self.problems.iter().any(|problem| !stale(problem)) {
            6
        } else if !self.known.unknown.is_empty() {
            2
        } else if !self.known.stale.is_empty() || !self.problems.is_empty() {
            7
        } else if worse.into_iter().any(|verdict| counted(verdict) > 0)
            || !self.known.unexpected_passes.is_empty()
        {
            3
        } else if counted(Verdict::ConventionMismatch) > 0 {
            4
        } else if self.counts.decided() == 0 {
            5
        } else {
            0
        }
    }

    /// The report as JSON, described by [`REPORT_SCHEMA`], with a line feed at the end.
    #[must_use]
    pub fn to_json(&self) -> String {
        // Nothing in a report can fail to be written.
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }
}
