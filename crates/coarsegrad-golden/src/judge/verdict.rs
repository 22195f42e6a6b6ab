//! Verdicts, and how many there are of each.

use serde::{Deserialize, Serialize};

/// What is said of a case in a format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The answer is right under the effective convention.
    Pass,
    /// The answer is wrong, and no convention explains the answers of the operation in this format.
    Fail,
    /// The answer is wrong under the effective convention; another one explains all answers of the operation in this
    /// format.
    ConventionMismatch,
    /// The backend does not have it.
    Unsupported,
    /// An input, a parameter or what is expected is no number of the format, or nothing is expected of the convention.
    NotApplicable,
    /// There was no answer: the backend failed, ended or broke the protocol.
    Error,
    /// There was no answer in time.
    Timeout,
    /// What is expected is not known well enough to judge the answer.
    Indeterminate,
}

impl Verdict {
    /// All verdicts.
    pub const ALL: [Verdict; 8] = [
        Verdict::Pass,
        Verdict::Fail,
        Verdict::ConventionMismatch,
        Verdict::Unsupported,
        Verdict::NotApplicable,
        Verdict::Error,
        Verdict::Timeout,
        Verdict::Indeterminate,
    ];

    /// The name in reports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Pass => "pass",
            Verdict::Fail => "fail",
            Verdict::ConventionMismatch => "convention_mismatch",
            Verdict::Unsupported => "unsupported",
            Verdict::NotApplicable => "not_applicable",
            Verdict::Error => "error",
            Verdict::Timeout => "timeout",
            Verdict::Indeterminate => "indeterminate",
        }
    }

    /// The name in texts for people.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Verdict::ConventionMismatch => "convention mismatch",
            Verdict::NotApplicable => "not applicable",
            other => other.name(),
        }
    }

    /// Whether the backend is to blame.
    #[must_use]
    pub fn is_bad(self) -> bool {
        matches!(
            self,
            Verdict::Fail | Verdict::ConventionMismatch | Verdict::Error | Verdict::Timeout
        )
    }
}

/// How many cases have each verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Counts {
    /// [`Verdict::Pass`].
    pub pass: u64,
    /// [`Verdict::Fail`].
    pub fail: u64,
    /// [`Verdict::ConventionMismatch`].
    pub convention_mismatch: u64,
    /// [`Verdict::Unsupported`].
    pub unsupported: u64,
    /// [`Verdict::NotApplicable`].
    pub not_applicable: u64,
    /// [`Verdict::Error`].
    pub error: u64,
    /// [`Verdict::Timeout`].
    pub timeout: u64,
    /// [`Verdict::Indeterminate`].
    pub indeterminate: u64,
}

impl Counts {
    /// How many have this verdict.
    #[must_use]
    pub fn of(&self, verdict: Verdict) -> u64 {
        match verdict {
            Verdict::Pass => self.pass,
            Verdict::Fail => self.fail,
            Verdict::ConventionMismatch => self.convention_mismatch,
            Verdict::Unsupported => self.unsupported,
            Verdict::NotApplicable => self.not_applicable,
            Verdict::Error => self.error,
            Verdict::Timeout => self.timeout,
            Verdict::Indeterminate => self.indeterminate,
        }
    }

    /// Counts more of a verdict.
    pub fn add(&mut self, verdict: Verdict, more: u64) {
        let count = match verdict {
            Verdict::Pass => &mut self.pass,
            Verdict::Fail => &mut self.fail,
            Verdict::ConventionMismatch => &mut self.convention_mismatch,
            Verdict::Unsupported => &mut self.unsupported,
            Verdict::NotApplicable => &mut self.not_applicable,
            Verdict::Error => &mut self.error,
            Verdict::Timeout => &mut self.timeout,
            Verdict::Indeterminate => &mut self.indeterminate,
        };
        *count = count.saturating_add(more);
    }

    /// Counts all of another.
    pub fn add_all(&mut self, other: &Counts) {
        for verdict in Verdict::ALL {
            self.add(verdict, other.of(verdict));
        }
    }

    /// All of them.
    #[must_use]
    pub fn total(&self) -> u64 {
        Verdict::ALL.iter().map(|verdict| self.of(*verdict)).sum()
    }

    /// Those of which something was said: neither unsupported nor not applicable nor indeterminate.
    #[must_use]
    pub fn decided(&self) -> u64 {
        self.pass + self.fail + self.convention_mismatch + self.error + self.timeout
    }
}
