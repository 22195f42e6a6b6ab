//! Opening and reading files within the limits.

use std::fs::{File, Metadata};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use coarsegrad::model::MAX_INSTANCE_BYTES;

use crate::failure::Failure;

/// A file or standard input, opened.
pub(crate) struct Input {
    /// How messages call it.
    pub(crate) name: String,
    /// Where the bytes come from.
    pub(crate) source: Box<dyn Read + Send>,
    /// Whether bytes may arrive slowly, so that one must not wait for more than needed.
    pub(crate) is_stream: bool,
}

impl Input {
    /// Opens a file; `-` is standard input.
    ///
    /// A named pipe is opened at the first read, since that waits for someone who writes.
    pub(crate) fn open(path: &Path) -> Result<Self, Failure> {
        if path == Path::new("-") {
            return Ok(Input {
                name: "standard input".to_owned(),
                source: Box::new(io::stdin()),
                is_stream: true,
            });
        }
        let name = path.display().to_string();
        let refused = |message: String| Failure::Input {
            name: name.clone(),
            message,
        };
        let cannot = |error: io::Error| refused(format!("cannot be opened: {error}"));
        if path.metadata().is_ok_and(|metadata| is_pipe(&metadata)) {
            return Ok(Input {
                name,
                source: Box::new(Pipe::Closed(path.to_owned())),
                is_stream: true,
            });
        }
        let file = File::open(path).map_err(cannot)?;
        let metadata = file.metadata().map_err(cannot)?;
        if metadata.is_dir() {
            return Err(refused(
                "is a directory; give a file, or - for standard input".to_owned(),
            ));
        }
        Ok(Input {
            is_stream: !metadata.is_file(),
            source: Box::new(file),
            name,
        })
    }

    /// Everything in it, if that is within [`MAX_INSTANCE_BYTES`]; at most one byte more is read.
    pub(crate) fn read(self) -> Result<(String, Vec<u8>), Failure> {
        self.read_within(MAX_INSTANCE_BYTES, "one instance")
    }

    /// The same within a limit for something else.
    pub(crate) fn read_within(
        mut self,
        limit: usize,
        what: &str,
    ) -> Result<(String, Vec<u8>), Failure> {
        let mut bytes = Vec::new();
        let one_more = (limit as u64).saturating_add(1);
        match self.source.by_ref().take(one_more).read_to_end(&mut bytes) {
            Ok(read) if read > limit => Err(Failure::Input {
                name: self.name,
                message: format!("the file has more than {limit} bytes, the limit for {what}"),
            }),
            Ok(_) => Ok((self.name, bytes)),
            Err(source) => Err(Failure::Read {
                name: self.name,
                source,
            }),
        }
    }
}

#[cfg(unix)]
fn is_pipe(metadata: &Metadata) -> bool {
    std::os::unix::fs::FileTypeExt::is_fifo(&metadata.file_type())
}

#[cfg(not(unix))]
fn is_pipe(_: &Metadata) -> bool {
    false
}

/// A named pipe.
enum Pipe {
    /// Not yet opened.
    Closed(PathBuf),
    Open(File),
}

impl Read for Pipe {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Pipe::Open(file) => file.read(buffer),
            Pipe::Closed(path) => {
                let mut file = File::open(path)?;
                let count = file.read(buffer);
                *self = Pipe::Open(file);
                count
            }
        }
    }
}

/// What is said of a text beyond the limit.
pub(crate) fn too_long(what: &str) -> String {
    format!("{what} has more than {MAX_INSTANCE_BYTES} bytes, the limit for one instance")
}
