//! The three pipes of a backend, each with a thread of its own, so that none can keep the judge waiting.
//!
//! A thread ends when its pipe closes. Lines wait in a short queue: a backend that writes without end is held up there
//! and its lines do not pile up. Of standard error the last part is kept.

use std::collections::VecDeque;
use std::io::{BufReader, Read, Write};
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use crate::limited::{Line, read_line};
use crate::wire::MAX_LINE;

/// Lines of a backend, and whether there will be more.
#[derive(Debug)]
pub(crate) struct Lines {
    pub(crate) lines: Vec<Vec<u8>>,
    pub(crate) end: Option<LinesEnd>,
}

/// Why there will be no more lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LinesEnd {
    /// The pipe was closed after a line feed.
    Closed,
    /// The pipe was closed in the middle of a line.
    Unfinished,
    /// A line exceeds the limit.
    TooLong,
}

/// The lines and the bytes that are passed on at once, at most; a line more may be in it.
const BATCH_LINES: usize = 256;
const BATCH_BYTES: usize = 1 << 18;

/// The batches that wait.
const BATCHES: usize = 2;

/// The bytes of standard error that are kept.
const TAIL: usize = 4096;

/// Reads lines in a thread.
pub(crate) fn lines_of(pipe: impl Read + Send + 'static) -> Receiver<Lines> {
    let (sender, receiver) = sync_channel(BATCHES);
    thread::spawn(move || pass_lines(pipe, &sender));
    receiver
}

fn pass_lines(pipe: impl Read, sender: &SyncSender<Lines>) {
    let mut stream = BufReader::with_capacity(1 << 16, pipe);
    loop {
        let mut batch = Lines {
            lines: Vec::new(),
            end: None,
        };
        let mut bytes = 0;
        loop {
            let mut line = Vec::new();
            batch.end = match read_line(&mut stream, &mut line, MAX_LINE) {
                Ok(Line::Whole) => None,
                Ok(Line::End) | Err(_) => Some(LinesEnd::Closed),
                Ok(Line::Unfinished) => Some(LinesEnd::Unfinished),
                Ok(Line::TooLong) => Some(LinesEnd::TooLong),
            };
            if batch.end.is_some() {
                break;
            }
            bytes += line.len();
            batch.lines.push(line);
            let full = bytes >= BATCH_BYTES || batch.lines.len() >= BATCH_LINES;
            if full || !stream.buffer().contains(&b'\n') {
                break;
            }
        }
        let last = batch.end.is_some();
        if sender.send(batch).is_err() || last {
            return;
        }
    }
}

/// Writes in a thread. Dropping the sender closes the pipe.
pub(crate) fn writer_to(mut pipe: impl Write + Send + 'static) -> Sender<Vec<u8>> {
    let (sender, receiver) = channel::<Vec<u8>>();
    thread::spawn(move || {
        while let Ok(bytes) = receiver.recv() {
            // A backend that does not listen is found out by its silence.
            if pipe.write_all(&bytes).and_then(|()| pipe.flush()).is_err() {
                return;
            }
        }
    });
    sender
}

/// How often it is asked whether a pipe has been read to its end.
const PAUSE: Duration = Duration::from_millis(1);

/// The last part of standard error.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tail {
    bytes: Arc<Mutex<VecDeque<u8>>>,
    reader: Option<Arc<JoinHandle<()>>>,
}

impl Tail {
    /// Reads in a thread and keeps the last part.
    pub(crate) fn of(mut pipe: impl Read + Send + 'static) -> Self {
        let bytes = Arc::<Mutex<VecDeque<u8>>>::default();
        let kept = Arc::clone(&bytes);
        let reader = thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(count @ 1..) = pipe.read(&mut buffer) {
                let mut bytes = kept.lock().unwrap_or_else(PoisonError::into_inner);
                bytes.extend(buffer.iter().take(count));
                let excess = bytes.len().saturating_sub(TAIL);
                bytes.drain(..excess);
            }
        });
        let reader = Some(Arc::new(reader));
        Tail { bytes, reader }
    }

    /// The text, once the pipe is closed or `limit` has passed: another process may hold the pipe open.
    pub(crate) fn text_within(&self, limit: Duration) -> String {
        let start = Instant::now();
        let reads = |reader: &Arc<JoinHandle<()>>| !reader.is_finished();
        while self.reader.as_ref().is_some_and(reads) && start.elapsed() < limit {
            thread::sleep(PAUSE);
        }
        let bytes = self.bytes.lock().unwrap_or_else(PoisonError::into_inner);
        let bytes: Vec<u8> = bytes.iter().copied().collect();
        String::from_utf8_lossy(&bytes).into_owned()
    }
}
