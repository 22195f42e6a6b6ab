//! A backend that is a Python callable: it takes a line of the protocol and answers one.
//!
//! It runs in the thread that asked for the judging, so that what a framework keeps for a thread is what its user has
//! set. There is no guard against one that never returns. What it raises ends the run and is raised again.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use coarsegrad::golden::judge::{Answers, Backend, Fault, Wait};
use coarsegrad_golden::wire::{
    Answer, BulkRequest, Greeting, Hello, Request, parse_answer, parse_greeting,
};
use pyo3::prelude::*;
use pyo3::types::PyBytes;
use serde::Serialize;

/// A Python callable as a backend.
pub(super) struct Callable<'py> {
    py: Python<'py>,
    respond: Bound<'py, PyAny>,
    stop: Arc<AtomicBool>,
    raised: Option<PyErr>,
    answers: Answers,
}

impl<'py> Callable<'py> {
    pub(super) fn new(py: Python<'py>, respond: Bound<'py, PyAny>, stop: Arc<AtomicBool>) -> Self {
        Callable {
            py,
            respond,
            stop,
            raised: None,
            answers: Answers::default(),
        }
    }

    /// What it raised, if it did.
    pub(super) fn raised(self) -> Option<PyErr> {
        self.raised
    }

    fn ask(&mut self, message: &impl Serialize) -> Result<Vec<u8>, Fault> {
        let line = serde_json::to_vec(message).map_err(|error| Fault::Start(error.to_string()))?;
        let answer = self.py.check_signals().and_then(|()| {
            let answer = self.respond.call1((PyBytes::new(self.py, &line),))?;
            answer.extract::<Vec<u8>>()
        });
        answer.map_err(|raised| {
            self.raised = Some(raised);
            self.stop.store(true, Ordering::Relaxed);
            Fault::Interrupted
        })
    }

    fn request(&mut self, message: &impl Serialize) -> Result<(), Fault> {
        let line = self.ask(message)?;
        let (seq, answer) = parse_answer(&line)?;
        self.answers.add(seq, answer);
        Ok(())
    }
}

impl Backend for Callable<'_> {
    fn start(&mut self, _wait: &Wait<'_>) -> Result<Greeting, Fault> {
        self.answers.clear();
        let line = self.ask(&Hello::default())?;
        Ok(parse_greeting(&line)?)
    }

    fn send(&mut self, request: &Request<'_>) -> Result<(), Fault> {
        self.request(request)
    }

    fn send_bulk(&mut self, request: &BulkRequest<'_>) -> Result<(), Fault> {
        self.request(request)
    }

    fn receive(&mut self, wait: &Wait<'_>) -> Result<(u64, Answer), Fault> {
        self.answers.receive(wait)
    }

    fn end(&mut self) -> String {
        String::new()
    }
}
