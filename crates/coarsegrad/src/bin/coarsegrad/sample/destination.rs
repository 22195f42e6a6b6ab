//! Where partial results go.

use std::io::{self, Write};
use std::path::Path;

use coarsegrad::mc::{MAX_PARTIAL_BYTES, Partial};

use crate::failure::Failure;
use crate::store::Store;

/// Where a partial result goes.
pub(super) enum Destination {
    Stdout,
    File(Store),
}

impl Destination {
    /// A file, which must be writable; `-` is standard output.
    pub(super) fn new(path: &Path) -> Result<Self, Failure> {
        if path == Path::new("-") {
            return Ok(Destination::Stdout);
        }
        let store = Store::new(path)?;
        store.probe()?;
        Ok(Destination::File(store))
    }

    /// How messages call it.
    pub(super) fn name(&self) -> &str {
        match self {
            Destination::Stdout => "standard output",
            Destination::File(store) => store.name(),
        }
    }

    /// Writes a partial result.
    pub(super) fn write(&self, partial: &Partial) -> Result<(), Failure> {
        let Destination::File(store) = self else {
            let mut stdout = io::stdout().lock();
            return writeln!(stdout, "{}", partial.to_json())
                .and_then(|()| stdout.flush())
                .map_err(Failure::Write);
        };
        save(store, partial)
    }
}

/// Writes a partial result to a file, unless it is too large to be read again.
pub(super) fn save(store: &Store, partial: &Partial) -> Result<(), Failure> {
    let text = partial.to_json();
    if text.len() < MAX_PARTIAL_BYTES {
        return store.write(&text);
    }
    let message = format!("a partial result has at most {MAX_PARTIAL_BYTES} bytes");
    Err(store.unwritten(io::Error::other(message)))
}
