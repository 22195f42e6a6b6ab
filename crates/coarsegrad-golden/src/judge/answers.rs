//! Answers of a backend in the same process, which are there as soon as it is asked.

use std::collections::VecDeque;

use super::backend::{Fault, Wait};
use crate::wire::Answer;

/// Answers and the numbers of their requests, first in, first out.
#[derive(Clone, Debug, Default)]
pub struct Answers(VecDeque<(u64, Answer)>);

impl Answers {
    /// Adds an answer.
    pub fn add(&mut self, seq: u64, answer: Answer) {
        self.0.push_back((seq, answer));
    }

    /// Forgets what was answered, as after a fault.
    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// The next answer, for [`Backend::receive`](super::Backend::receive).
    ///
    /// # Errors
    /// [`Fault::Interrupted`] where the run is to end, [`Fault::Ended`] where every request has been answered.
    pub fn receive(&mut self, wait: &Wait<'_>) -> Result<(u64, Answer), Fault> {
        if wait.stopped() {
            return Err(Fault::Interrupted);
        }
        let ended = || Fault::Ended("nothing was asked".to_owned());
        self.0.pop_front().ok_or_else(ended)
    }
}
