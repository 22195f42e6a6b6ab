//! How a run is made.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use coarsegrad_model::pointwise::Dtype;

use super::repeat::Repeat;
use crate::report::{Baseline, Known};

/// How a run is made.
#[derive(Clone, Debug)]
pub struct Options {
    /// The formats to ask for; those that the backend has where empty. Asking for one that it does not have is answered
    /// with *unsupported*.
    pub dtypes: Vec<Dtype>,
    /// The cases to ask: those whose ids begin with one of these; all where empty.
    pub families: Vec<String>,
    /// Whether the cases given were chosen from more: nothing is said of what has no case among them.
    pub partial: bool,
    /// The time for an answer.
    pub timeout: Duration,
    /// The time for the greeting.
    pub startup: Duration,
    /// The time for an answer in bulk.
    pub bulk_timeout: Duration,
    /// The cases of a bulk request, at most; zero for none.
    pub bulk: usize,
    /// How often a backend is started again after a fault.
    pub restarts: u32,
    /// How many findings are kept in full, besides the first of each kind; the rest is counted.
    pub findings: usize,
    /// Whether right answers, and cases that are not applicable, are findings too.
    pub all: bool,
    /// Findings that are known.
    pub known: Known,
    /// An earlier report, of which the changes are wanted.
    pub baseline: Option<Baseline>,
    /// What claims and flags mean.
    pub glossary: Glossary,
    /// How a case is asked once more, as the report says it.
    pub repeat: Repeat,
    /// Set from outside to end the run.
    pub stop: Arc<AtomicBool>,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            dtypes: Vec::new(),
            families: Vec::new(),
            partial: false,
            timeout: Duration::from_secs(10),
            startup: Duration::from_secs(120),
            bulk_timeout: Duration::from_secs(60),
            bulk: 1 << 14,
            restarts: 20,
            findings: 1000,
            all: false,
            known: Known::default(),
            baseline: None,
            glossary: Glossary::default(),
            repeat: Repeat::replay("CMD", None),
            stop: Arc::new(AtomicBool::new(false)),
        }
    }
}

/// What claims and flags mean.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Glossary {
    /// For each claim its sentence and where it is.
    pub claims: BTreeMap<String, Rule>,
    /// For each flag what it means.
    pub flags: BTreeMap<String, Flag>,
}

/// A claim.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rule {
    /// One sentence.
    pub sentence: String,
    /// Where it is proved or stated.
    pub link: String,
}

/// A flag of a case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Flag {
    /// What a case with this flag catches.
    pub catches: String,
    /// What failing it costs.
    pub effect: String,
    /// Where it was seen.
    pub seen: Vec<String>,
}
