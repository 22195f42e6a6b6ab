//! Long work: in a thread of its own, while the caller waits and looks for signals.
//!
//! The thread touches no Python object and the waiting releases the interpreter's lock, so other Python threads go on.
//! A handler of a signal that raises, as that of Ctrl-C does, ends the waiting within [`TICK`]: the flag is set and the
//! exception is raised. Work that looks at the flag is waited for a little, so that it ends in good order. Other work is
//! left behind: it goes on in its thread until it is done or the process ends, and nobody hears of its result.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use pyo3::prelude::*;

use crate::errors::Failure;

/// How often the waiting thread looks for signals.
const TICK: Duration = Duration::from_millis(50);

/// How long work that looks at the flag is waited for after a signal.
const GRACE: Duration = Duration::from_secs(1);

/// As much as a main thread has.
const STACK: usize = 8 << 20;

/// Does work that looks at the flag, and waits for it.
pub(crate) fn run<T, F>(py: Python<'_>, work: F) -> PyResult<T>
where
    T: Send + 'static,
    F: FnOnce(&Arc<AtomicBool>) -> Result<T, Failure> + Send + 'static,
{
    run_within(py, GRACE, work)
}

/// Does work that cannot be ended before its time, and waits for it.
pub(crate) fn run_blindly<T, F>(py: Python<'_>, work: F) -> PyResult<T>
where
    T: Send + 'static,
    F: FnOnce() -> Result<T, Failure> + Send + 'static,
{
    run_within(py, Duration::ZERO, move |_| work())
}

fn run_within<T, F>(py: Python<'_>, grace: Duration, work: F) -> PyResult<T>
where
    T: Send + 'static,
    F: FnOnce(&Arc<AtomicBool>) -> Result<T, Failure> + Send + 'static,
{
    let stop = Arc::new(AtomicBool::new(false));
    let flag = Arc::clone(&stop);
    let (sender, mut receiver) = mpsc::sync_channel(1);
    thread::Builder::new()
        .name("coarsegrad".to_owned())
        .stack_size(STACK)
        .spawn(move || {
            // Nobody waits any more after a signal.
            let _ = sender.send(work(&flag));
        })
        .map_err(|error| Failure::defect(&format!("a thread cannot be started: {error}")))?;
    loop {
        let waited = py.detach(move || (receiver.recv_timeout(TICK), receiver));
        receiver = waited.1;
        match waited.0 {
            Ok(result) => return Ok(result?),
            Err(RecvTimeoutError::Timeout) => {
                if let Err(signal) = py.check_signals() {
                    stop.store(true, Ordering::Relaxed);
                    let _ = py.detach(move || receiver.recv_timeout(grace).map(drop));
                    return Err(signal);
                }
            }
            Err(RecvTimeoutError::Disconnected) => {
                let message = "the computing thread ended: its last words are on standard error";
                return Err(Failure::defect(&message).into());
            }
        }
    }
}
