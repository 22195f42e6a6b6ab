//! The folder of files of tensors.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use coarsegrad::golden::twins::{Bulk, SUMS_FILE, Twin, TwinError, sums};
use coarsegrad::model::pointwise::Dtype;

use crate::failure::Failure;
use crate::store::{Store, unwritten};

/// Writes the files and their hashes, and large tensors if asked for: each in full beside its place first.
pub(super) fn write(
    folder: &Path,
    twins: &[Twin],
    entries: Option<usize>,
    goes_on: &dyn Fn() -> Result<(), Failure>,
) -> Result<Vec<PathBuf>, Failure> {
    fs::create_dir_all(folder).map_err(|source| unwritten(folder, source))?;
    let mut made = Vec::new();
    let mut place = |name: &str, write: &dyn Fn(&Path) -> Result<(), TwinError>| {
        goes_on()?;
        let path = folder.join(name);
        let store = Store::new(&path)?;
        store.stage_with(|temporary| {
            write(temporary).map_err(io::Error::other)?;
            readable(temporary, folder)
        })?;
        made.push(path);
        store.commit()
    };
    let whole = |path: &Path, bytes: &[u8]| -> Result<(), TwinError> {
        let mut file = File::create_new(path)?;
        file.write_all(bytes)?;
        Ok(file.sync_all()?)
    };
    for twin in twins {
        place(&twin.name, &|path| whole(path, &twin.bytes))?;
    }
    place(SUMS_FILE, &|path| whole(path, sums(twins).as_bytes()))?;
    if let Some(entries) = entries {
        for dtype in Dtype::ALL {
            let bulk =
                Bulk::new(*dtype, entries).map_err(|source| Failure::Setup(source.to_string()))?;
            let (tensors, npz) = bulk.file_names();
            place(&tensors, &|path| bulk.write_tensors(path))?;
            if let Some(npz) = npz {
                place(&npz, &|path| bulk.write_npz(path))?;
            }
        }
    }
    Ok(made)
}

/// Gives a file the permissions of the hashes, if those are there: some writers keep their files to themselves.
fn readable(path: &Path, folder: &Path) -> io::Result<()> {
    match fs::metadata(folder.join(SUMS_FILE)) {
        Ok(sums) => fs::set_permissions(path, sums.permissions()),
        Err(_) => Ok(()),
    }
}
