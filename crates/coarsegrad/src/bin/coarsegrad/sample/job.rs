//! A run: a thread that computes, and one that waits, draws progress and saves.

use std::ops::Range;
use std::sync::atomic::AtomicBool;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use coarsegrad::mc::{Level, McError, Partial, Plan};

use super::destination::save;
use super::progress::Bar;
use crate::failure::{Failure, error_line, say};
use crate::interrupt;
use crate::store::Store;

/// How often the waiting thread looks at what is done.
const TICK: Duration = Duration::from_millis(100);

/// What to compute.
pub(super) struct Job<'a> {
    pub(super) plan: &'a Plan,
    pub(super) blocks: Range<u64>,
    /// The relative error at which the run stops, and its level.
    pub(super) until: Option<(f64, Level)>,
    pub(super) checkpoints: Option<Checkpoints>,
    /// Whether progress is drawn.
    pub(super) progress: bool,
}

/// Where to save what is done, and how often.
pub(super) struct Checkpoints {
    pub(super) store: Store,
    pub(super) every: Duration,
}

/// What came of it.
pub(super) struct Done {
    pub(super) partial: Partial,
    /// Whether nothing was left to do; otherwise the run was interrupted.
    pub(super) finished: bool,
    /// The number of samples computed now.
    pub(super) computed: u64,
    pub(super) elapsed: Duration,
    /// Why the last state could not be saved.
    pub(super) unsaved: Option<Failure>,
}

impl Job<'_> {
    /// Computes what `start` does not hold yet, until it is done or interrupted.
    pub(super) fn run(&self, start: Partial) -> Result<Done, Failure> {
        let stop = interrupt::stop_flag()?;
        let began = Instant::now();
        let already = self.plan.samples_of(start.blocks());
        let whole = self.plan.samples_in(&self.blocks);
        let bar = self.progress.then(|| Bar::new(whole, already));
        let partial = Mutex::new(start);
        let finished = thread::scope(|scope| {
            let (sender, receiver) = mpsc::sync_channel(1);
            let (partial, stop, bar) = (&partial, &*stop, bar.as_ref());
            scope.spawn(move || {
                // The receiver waits for this.
                let _ = sender.send(self.compute(partial, stop, bar));
            });
            self.wait(&receiver, partial, stop, bar)
        })?;
        let elapsed = began.elapsed();
        if let Some(bar) = bar {
            bar.clear();
        }
        let partial = partial.into_inner().unwrap_or_else(PoisonError::into_inner);
        let unsaved = self
            .checkpoints
            .as_ref()
            .and_then(|checkpoints| save(&checkpoints.store, &partial).err());
        Ok(Done {
            finished,
            computed: self.plan.samples_of(partial.blocks()) - already,
            elapsed,
            unsaved,
            partial,
        })
    }

    /// Waits for the computing thread; draws and saves meanwhile.
    fn wait(
        &self,
        receiver: &mpsc::Receiver<Result<bool, McError>>,
        partial: &Mutex<Partial>,
        stop: &AtomicBool,
        bar: Option<&Bar>,
    ) -> Result<bool, Failure> {
        let every = self.checkpoints.as_ref().map(|c| c.every);
        let tick = every.map_or(TICK, |every| every.min(TICK));
        let mut saved = (Instant::now(), lock(partial).blocks().len());
        loop {
            match receiver.recv_timeout(tick) {
                Ok(result) => return result.map_err(Failure::Sample),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => {
                    return Err(Failure::Setup("the computing thread ended".to_owned()));
                }
            }
            if let Some(bar) = bar {
                bar.draw(self.plan.samples_of(lock(partial).blocks()), stop);
            }
            if let Some(Checkpoints { store, every }) = &self.checkpoints
                && saved.0.elapsed() >= *every
            {
                let blocks = lock(partial).blocks().len();
                if blocks != saved.1 {
                    // The computing threads go on while this copy is written.
                    let copy = lock(partial).clone();
                    if let Err(failure) = save(store, &copy) {
                        say(&error_line(&format!("{failure}; the run goes on")));
                    }
                }
                saved = (Instant::now(), blocks);
            }
        }
    }

    /// Computes; true if nothing is left to do.
    fn compute(
        &self,
        partial: &Mutex<Partial>,
        stop: &AtomicBool,
        bar: Option<&Bar>,
    ) -> Result<bool, McError> {
        let Some((bound, level)) = self.until else {
            return self.blocks_done(self.blocks.clone(), partial, stop);
        };
        for look in self.plan.looks() {
            // Blocks behind this look were done before: it has been passed already.
            let held = |partial: &Partial| partial.blocks().ranges().last().map_or(0, |r| r.end);
            if held(&lock(partial)) > look {
                continue;
            }
            if !self.blocks_done(0..look, partial, stop)? {
                return Ok(false);
            }
            let estimate = self.plan.estimate(&lock(partial))?;
            let error = estimate.anytime_relative_error(level);
            if error <= bound {
                break;
            }
            if let Some(bar) = bar {
                bar.say(&format!("relative error {error:.2e} of {bound:.2e}"));
            }
        }
        Ok(true)
    }

    /// Computes the missing blocks of a range; false if it was stopped.
    fn blocks_done(
        &self,
        blocks: Range<u64>,
        partial: &Mutex<Partial>,
        stop: &AtomicBool,
    ) -> Result<bool, McError> {
        self.plan.run(blocks.clone(), partial, stop)?;
        Ok(lock(partial).blocks().missing(blocks).is_empty())
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // Nothing panics while it holds a lock.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
