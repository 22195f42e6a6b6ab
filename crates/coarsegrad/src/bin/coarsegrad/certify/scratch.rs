//! A temporary folder that goes away with its owner.

use std::fs;
use std::path::{Path, PathBuf};
use std::process;

use crate::failure::Failure;
use crate::store::unwritten;

/// A folder under the system's temporary folder, removed when dropped.
pub(super) struct Scratch {
    path: PathBuf,
}

impl Scratch {
    pub(super) fn new() -> Result<Self, Failure> {
        let path = std::env::temp_dir().join(format!("coarsegrad-certify-{}", process::id()));
        fs::create_dir(&path).map_err(|source| unwritten(&path, source))?;
        Ok(Scratch { path })
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Writes a file and answers its path.
    pub(super) fn write(&self, file: &str, text: &str) -> Result<PathBuf, Failure> {
        let path = self.path.join(file);
        fs::write(&path, text).map_err(|source| unwritten(&path, source))?;
        Ok(path)
    }

    /// The text of a file, empty if it cannot be read.
    pub(super) fn read(&self, file: &str) -> String {
        let bytes = fs::read(self.path.join(file)).unwrap_or_default();
        String::from_utf8_lossy(&bytes).into_owned()
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // Nothing can be done about a folder that stays.
        let _ = fs::remove_dir_all(&self.path);
    }
}
