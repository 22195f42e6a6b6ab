//! Where cases come from: those of the program, or a file, read as they are asked.

use std::cell::Cell;
use std::io::{self, BufReader, Read};
use std::path::Path;
use std::rc::Rc;

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
    pub(crate) read: Rc<Cell<u64>>,
    cases: Box<dyn Iterator<Item = Result<Case, CaseError>>>,
}

impl Source {
    /// Opens a file, `-` being standard input; without one, takes the cases that come with the program.
    pub(crate) fn open(path: Option<&Path>) -> Result<Self, Failure> {
        let read = Rc::new(Cell::new(0));
        let Some(path) = path else {
            let count = Rc::clone(&read);
            let lines = FAMILIES.iter().map(|family| family.text().lines().count());
            return Ok(Source {
                name: "the cases of this program".to_owned(),
                total: u64::try_from(lines.sum::<usize>()).ok(),
                read,
                cases: Box::new(committed().inspect(move |_| count.set(count.get() + 1))),
            });
        };
        let input = Input::open(path)?;
        let total = match input.is_stream {
            true => None,
            false => path.metadata().ok().map(|about| about.len()),
        };
        let counted = Counted {
            inner: input.source,
            read: Rc::clone(&read),
        };
        let stream = BufReader::with_capacity(1 << 16, counted);
        Ok(Source {
            name: input.name,
            total,
            read,
            cases: Box::new(Cases::new(stream, Limits::default())),
        })
    }
}

impl Iterator for Source {
    type Item = Result<Case, CaseError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.cases.next()
    }
}

/// A stream that counts its bytes.
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
