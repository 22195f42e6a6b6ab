//! Where cases come from: a file, read as they are asked.

use std::cell::Cell;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;
use std::rc::Rc;

use coarsegrad::golden::case::{Case, CaseError, Cases, Limits};

use crate::failure::Failure;
use crate::input::Input;

/// Cases, and how much of them has been read.
pub(crate) struct Source {
    /// How messages call it.
    pub(crate) name: String,
    /// The bytes that there are, where that is known.
    pub(crate) bytes: Option<u64>,
    /// The bytes that were read.
    pub(crate) read: Rc<Cell<u64>>,
    cases: Cases<Box<dyn BufRead>>,
}

impl Source {
    /// Opens a file; `-` is standard input.
    pub(crate) fn open(path: Option<&Path>) -> Result<Self, Failure> {
        let path = path.ok_or_else(|| Failure::Judge {
            name: None,
            message: "give a file of cases with --cases".to_owned(),
        })?;
        let input = Input::open(path)?;
        let bytes = match input.is_stream {
            true => None,
            false => path.metadata().ok().map(|about| about.len()),
        };
        Ok(Self::new(input.name, input.source, bytes))
    }

    fn new(name: String, source: Box<dyn Read>, bytes: Option<u64>) -> Self {
        let read = Rc::new(Cell::new(0));
        let counted = Counted {
            inner: source,
            read: Rc::clone(&read),
        };
        let stream: Box<dyn BufRead> = Box::new(BufReader::with_capacity(1 << 16, counted));
        Source {
            name,
            bytes,
            read,
            cases: Cases::new(stream, Limits::default()),
        }
    }
}

impl Iterator for Source {
    type Item = Result<Case, CaseError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.cases.next()
    }
}

/// A stream that counts.
struct Counted {
    inner: Box<dyn Read>,
    read: Rc<Cell<u64>>,
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        let more = u64::try_from(count).unwrap_or(0);
        self.read.set(self.read.get().saturating_add(more));
        Ok(count)
    }
}
