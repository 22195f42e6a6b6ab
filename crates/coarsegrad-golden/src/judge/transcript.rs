//! What the judge and a backend said to each other.

use std::sync::{Arc, Mutex, PoisonError};

/// A line, without its line feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// By the judge.
    Asked(Vec<u8>),
    /// By the backend: any bytes.
    Answered(Vec<u8>),
}

/// The lines of a run; the first of them where there are very many.
#[derive(Clone, Debug, Default)]
pub struct Transcript(Arc<Mutex<Vec<Said>>>);

/// The lines that are kept.
const LINES: usize = 10_000;

impl Transcript {
    /// The lines so far.
    #[must_use]
    pub fn lines(&self) -> Vec<Said> {
        let lines = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        lines.clone()
    }

    pub(super) fn asked(&self, line: &[u8]) {
        self.add(Said::Asked(line.to_vec()));
    }

    pub(super) fn answered(&self, line: &[u8]) {
        self.add(Said::Answered(line.to_vec()));
    }

    fn add(&self, said: Said) {
        let mut lines = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if lines.len() < LINES {
            lines.push(said);
        }
    }
}
