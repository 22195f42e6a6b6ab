//! Files that are there in full or not at all.
//!
//! A text is written to a temporary file beside its target, `.NAME.PID.tmp`, flushed to the disk
//! and renamed. Whoever reads the target sees the last text that was written in full, even if the
//! process is killed meanwhile. What a killed process left beside the target is removed by the
//! next one that writes it.

use std::ffi::{OsStr, OsString};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::failure::Failure;

/// A file that is replaced in one stroke.
pub(crate) struct Store {
    /// How messages call it.
    name: String,
    /// Where it is, links followed.
    target: PathBuf,
    temporary: PathBuf,
}

impl Store {
    /// A file that may be there or not. It must not be a directory or a device.
    pub(crate) fn new(path: &Path) -> Result<Self, Failure> {
        let failed = |source| unwritten(path, source);
        let target = match fs::metadata(path) {
            Ok(metadata) if metadata.is_file() => fs::canonicalize(path).map_err(failed)?,
            Ok(_) => return Err(failed(io::Error::other("it is not a regular file"))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => path.to_owned(),
            Err(error) => return Err(failed(error)),
        };
        let file = target
            .file_name()
            // A name with a separator or a point behind it is a directory's.
            .filter(|file| {
                let path = target.as_os_str().as_encoded_bytes();
                path.ends_with(file.as_encoded_bytes())
            })
            .ok_or_else(|| failed(io::Error::other("it is no name of a file")))?;
        let temporary = folder(&target).join(temporary_name(file));
        let store = Store {
            name: path.display().to_string(),
            target: target.clone(),
            temporary,
        };
        store.tidy(file);
        Ok(store)
    }

    /// How messages call it.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// Writes a text, and an end of line, in place of what is there.
    pub(crate) fn write(&self, text: &str) -> Result<(), Failure> {
        self.stage(format!("{text}\n").as_bytes())?;
        self.commit()
    }

    /// Writes what [`commit`](Self::commit) will put in place, beside its place. On an error nothing is left.
    pub(crate) fn stage(&self, bytes: &[u8]) -> Result<(), Failure> {
        self.stage_with(|path| {
            let mut file = File::create_new(path)?;
            file.write_all(bytes)?;
            file.sync_all()
        })
    }

    /// The same by a writer that takes a path.
    pub(crate) fn stage_with(
        &self,
        write: impl FnOnce(&Path) -> io::Result<()>,
    ) -> Result<(), Failure> {
        self.or_discard(write(&self.temporary))
    }

    /// Puts in place what was staged. On an error nothing is left of it.
    pub(crate) fn commit(&self) -> Result<(), Failure> {
        self.or_discard(fs::rename(&self.temporary, &self.target))?;
        // The name too should outlive a loss of power; not every system has directories to flush.
        if let Ok(folder) = File::open(folder(&self.target)) {
            let _ = folder.sync_all();
        }
        Ok(())
    }

    /// Removes what was staged.
    fn discard(&self) {
        // It may not be there.
        let _ = fs::remove_file(&self.temporary);
    }

    /// Checks that the file can be written, and leaves what is there.
    pub(crate) fn probe(&self) -> Result<(), Failure> {
        let probe = File::create_new(&self.temporary);
        probe
            .and_then(|_| fs::remove_file(&self.temporary))
            .map_err(|source| self.unwritten(source))
    }

    /// Why the file was not written.
    pub(crate) fn unwritten(&self, source: io::Error) -> Failure {
        Failure::Save {
            name: self.name.clone(),
            source,
        }
    }

    fn or_discard(&self, outcome: io::Result<()>) -> Result<(), Failure> {
        outcome.map_err(|source| {
            self.discard();
            self.unwritten(source)
        })
    }

    /// Removes what killed processes left.
    fn tidy(&self, file: &OsStr) {
        let Ok(entries) = fs::read_dir(folder(&self.target)) else {
            return;
        };
        for entry in entries.flatten() {
            if is_temporary(&entry.file_name(), file) {
                // Another process may have removed it.
                let _ = fs::remove_file(entry.path());
            }
        }
    }
}

/// Replaces files; each is complete beside its place before the first is put in place.
pub(crate) fn replace_all(files: &[(&Store, &[u8])]) -> Result<(), Failure> {
    let staged = files
        .iter()
        .try_for_each(|(store, bytes)| store.stage(bytes));
    let replaced = staged.and_then(|()| files.iter().try_for_each(|(store, _)| store.commit()));
    if replaced.is_err() {
        files.iter().for_each(|(store, _)| store.discard());
    }
    replaced
}

/// Why a file was not written.
pub(crate) fn unwritten(path: &Path, source: io::Error) -> Failure {
    Failure::Save {
        name: path.display().to_string(),
        source,
    }
}

fn folder(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if parent != Path::new("") => parent,
        _ => Path::new("."),
    }
}

fn temporary_name(file: &OsStr) -> OsString {
    let mut name = OsString::from(".");
    name.push(file);
    name.push(format!(".{}.tmp", std::process::id()));
    name
}

/// Whether this is a temporary name for `file`, of any process.
fn is_temporary(name: &OsStr, file: &OsStr) -> bool {
    let process = name
        .as_encoded_bytes()
        .strip_prefix(b".")
        .and_then(|rest| rest.strip_prefix(file.as_encoded_bytes()))
        .and_then(|rest| rest.strip_prefix(b"."))
        .and_then(|rest| rest.strip_suffix(b".tmp"));
    process.is_some_and(|process| !process.is_empty() && process.iter().all(u8::is_ascii_digit))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Found out before the run, not when its result is to be written.
    #[test]
    fn names_of_directories_are_refused() {
        for path in ["no-such-directory/", "no-such-directory/.", "..", "/"] {
            let store = Store::new(Path::new(path)).map(|store| store.target);
            assert!(
                matches!(store, Err(Failure::Save { .. })),
                "{path}: {store:?}"
            );
        }
        assert!(Store::new(Path::new("no-such-file")).is_ok());
    }

    #[test]
    fn temporary_names_belong_to_one_file() {
        let file = OsStr::new("run.state");
        assert!(is_temporary(&temporary_name(file), file));
        for other in [
            "run.state",
            ".run.state.tmp",
            ".run.state.1x.tmp",
            ".other.7.tmp",
        ] {
            assert!(!is_temporary(OsStr::new(other), file), "{other}");
        }
        assert!(!is_temporary(
            &temporary_name(OsStr::new("run.state.5")),
            file
        ));
    }
}
