//! Interrupts that leave complete lines only, or end a run in good order.

use std::process;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, TryLockError};
use std::thread;
use std::time::{Duration, Instant};

use crate::failure::Failure;

/// The exit code of what was interrupted.
pub(crate) const INTERRUPTED: u8 = 130;

/// How often, and with which pause, an interrupt waits for a write to finish.
const ATTEMPTS: u32 = 300;
const PAUSE: Duration = Duration::from_millis(10);

/// Held while output is written: an interrupt ends the process only between two writes, or after
/// three seconds if a reader keeps a write waiting.
#[derive(Clone, Default)]
pub(crate) struct OutputGate(Arc<Mutex<()>>);

impl OutputGate {
    /// Lets interrupts pass through this gate from now on.
    pub(crate) fn install(&self) -> Result<(), Failure> {
        let gate = Arc::clone(&self.0);
        let end = move || {
            for _ in 0..ATTEMPTS {
                match gate.try_lock() {
                    Ok(_) | Err(TryLockError::Poisoned(_)) => process::exit(INTERRUPTED.into()),
                    Err(TryLockError::WouldBlock) => thread::sleep(PAUSE),
                }
            }
            process::exit(INTERRUPTED.into());
        };
        ctrlc::set_handler(end)
            .map_err(|error| Failure::Setup(format!("interrupts cannot be handled: {error}")))
    }

    /// Closes the gate while the guard lives.
    pub(crate) fn close(&self) -> MutexGuard<'_, ()> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Interrupts that come sooner after the first one are the same one: supervisors often signal a
/// process and then its group.
const SAME_INTERRUPT: Duration = Duration::from_millis(200);

/// A flag that the first interrupt sets; a second one ends the process at once.
pub(crate) fn stop_flag() -> Result<Arc<AtomicBool>, Failure> {
    stop_flag_or(|| {})
}

/// The same, with something to do before a second interrupt ends the process.
pub(crate) fn stop_flag_or(last: impl Fn() + Send + 'static) -> Result<Arc<AtomicBool>, Failure> {
    let flag = Arc::new(AtomicBool::new(false));
    let set = Arc::clone(&flag);
    let mut first = None;
    let interrupted = move || {
        set.store(true, Ordering::Relaxed);
        if first.get_or_insert_with(Instant::now).elapsed() >= SAME_INTERRUPT {
            last();
            process::exit(INTERRUPTED.into());
        }
    };
    ctrlc::set_handler(interrupted)
        .map_err(|error| Failure::Setup(format!("interrupts cannot be handled: {error}")))?;
    Ok(flag)
}
