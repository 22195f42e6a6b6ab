//! Where cases come from: those of the program, or a file. They are read by a thread of their own, a little ahead of
//! what is asked.

use std::io::{self, BufReader, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread;
use std::time::Duration;

use coarsegrad::golden::case::{Case, CaseError, Cases, Limits};
use coarsegrad::golden::families::{FAMILIES, committed};

use crate::failure::Failure;
use crate::input::Input;

/// Cases, and how many of them there are.
pub(crate) struct Source {
    /// How messages call it.
    pub(crate) name: String,
    /// The cases, or where it is a file the bytes, that there are, if that is known.
    pub(crate) total: Option<u64>,
    /// Those that were read.
    pub(crate) read: Arc<AtomicU64>,
    batches: Receiver<Batch>,
    batch: std::vec::IntoIter<Result<Case, CaseError>>,
    stop: Arc<AtomicBool>,
}

type Batch = Vec<Result<Case, CaseError>>;

/// The cases that are passed on at once, and how often that happens before the reader waits.
const BATCH: usize = 256;
const AHEAD: usize = 8;

/// How long a flag may go unnoticed.
const SLICE: Duration = Duration::from_millis(50);

impl Source {
    /// Opens a file, `-` being standard input; without one, takes the cases that come with the program.
    ///
    /// Once `stop` is set there are no more cases.
    pub(crate) fn open(path: Option<&Path>, stop: &Arc<AtomicBool>) -> Result<Self, Failure> {
        let read = Arc::new(AtomicU64::new(0));
        let count = Arc::clone(&read);
        let (sender, batches) = sync_channel(AHEAD);
        let (name, total) = match path {
            None => {
                thread::spawn(move || {
                    let counted = committed().inspect(|_| {
                        count.fetch_add(1, Ordering::Relaxed);
                    });
                    pass_on(counted, &sender);
                });
                let lines = FAMILIES.iter().map(|family| family.text().lines().count());
                let total = u64::try_from(lines.sum::<usize>()).ok();
                ("the cases of this program".to_owned(), total)
            }
            Some(path) => {
                let input = Input::open(path)?;
                let total = match input.is_stream {
                    true => None,
                    false => path.metadata().ok().map(|about| about.len()),
                };
                let counted = Counted {
                    inner: input.source,
                    read: count,
                };
                let stream = BufReader::with_capacity(1 << 16, counted);
                let cases = Cases::new(stream, Limits::default());
                thread::spawn(move || pass_on(cases, &sender));
                (input.name, total)
            }
        };
        Ok(Source {
            name,
            total,
            read,
            batches,
            batch: Batch::new().into_iter(),
            stop: Arc::clone(stop),
        })
    }
}

impl Source {
    /// Whether the run is to end.
    pub(crate) fn is_stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }
}

impl Iterator for Source {
    type Item = Result<Case, CaseError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(case) = self.batch.next() {
                return Some(case);
            }
            match self.batches.recv_timeout(SLICE) {
                Ok(batch) => self.batch = batch.into_iter(),
                // Whoever writes the cases may be slow, or never end.
                Err(RecvTimeoutError::Timeout) if !self.is_stopped() => {}
                Err(_) => return None,
            }
        }
    }
}

/// Passes cases on until there are no more, or nobody wants them.
fn pass_on(mut cases: impl Iterator<Item = Result<Case, CaseError>>, sender: &SyncSender<Batch>) {
    loop {
        let batch: Batch = cases.by_ref().take(BATCH).collect();
        if batch.is_empty() || sender.send(batch).is_err() {
            return;
        }
    }
}

/// A stream that counts its bytes.
struct Counted {
    inner: Box<dyn Read + Send>,
    read: Arc<AtomicU64>,
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        let more = u64::try_from(count).unwrap_or(0);
        self.read.fetch_add(more, Ordering::Relaxed);
        Ok(count)
    }
}
