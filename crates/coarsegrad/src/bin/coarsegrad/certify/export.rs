//! `coarsegrad certify export`.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use coarsegrad::golden::coq::{Export, export};

use super::arguments::ExportArguments;
use super::{Golden, golden};
use crate::failure::Failure;
use crate::print;
use crate::store::{Store, replace_all, unwritten};

/// So many bytes of a file show whether an export wrote it.
const BEGINNING: u64 = 200;

pub(super) fn run(arguments: &ExportArguments) -> Result<ExitCode, Failure> {
    let golden = golden(arguments.golden.as_deref())?;
    let export = made(&golden, arguments.per_file)?;
    let lemmas: usize = export.shards.iter().map(|shard| shard.lemmas.len()).sum();
    let folder = arguments.out.display();
    let files = export.shards.len();
    if arguments.check {
        compare(&export, &arguments.out)?;
        return print(&format!(
            "{folder}: up to date, {lemmas} certificates in {files} files\n"
        ));
    }
    write(&export, &arguments.out)?;
    print(&format!(
        "{folder}: {lemmas} certificates in {files} files\n"
    ))
}

/// The export of golden values.
pub(super) fn made(golden: &Golden, per_file: usize) -> Result<Export, Failure> {
    export(&golden.text, &golden.records, per_file).map_err(|source| Failure::Golden {
        name: golden.name.clone(),
        source,
    })
}

/// Compares an export with what lies in a folder; the error names the first difference.
pub(super) fn compare(export: &Export, folder: &Path) -> Result<(), Failure> {
    let stale = |message: String| {
        Err(Failure::Certificates(format!(
            "{message}; write it again with coarsegrad certify export"
        )))
    };
    for (file, expected) in export.files() {
        let path = folder.join(file);
        let name = path.display();
        let found = match fs::read(&path) {
            Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return stale(format!("{name}: is missing"));
            }
            Err(source) => {
                let name = name.to_string();
                return Err(Failure::Read { name, source });
            }
        };
        if found == expected {
            continue;
        }
        let same = found
            .lines()
            .zip(expected.lines())
            .take_while(|(a, b)| a == b)
            .count();
        return stale(format!("{name}:{}: is not what is exported", same + 1));
    }
    match leftovers(export, folder)?.first() {
        Some(file) => stale(format!("{}: belongs to no export", file.display())),
        None => Ok(()),
    }
}

/// Writes an export: every file in full beside its place first, then into its place.
fn write(export: &Export, folder: &Path) -> Result<(), Failure> {
    fs::create_dir_all(folder).map_err(|source| unwritten(folder, source))?;
    let leftovers = leftovers(export, folder)?;
    let places = export.files().map(|(file, _)| folder.join(file));
    for path in places.chain(leftovers.iter().cloned()) {
        refuse_foreign(&path)?;
    }
    let mut stores = Vec::new();
    for (file, text) in export.files() {
        stores.push((Store::new(&folder.join(file))?, text));
    }
    let files: Vec<_> = stores
        .iter()
        .map(|(store, text)| (store, text.as_bytes()))
        .collect();
    replace_all(&files)?;
    for path in leftovers {
        fs::remove_file(&path).map_err(|source| unwritten(&path, source))?;
    }
    Ok(())
}

/// Refuses to replace or remove what no export wrote.
fn refuse_foreign(path: &Path) -> Result<(), Failure> {
    let mut beginning = Vec::new();
    let read =
        fs::File::open(path).and_then(|file| file.take(BEGINNING).read_to_end(&mut beginning));
    match read {
        Ok(_) if Export::wrote(&beginning) => Ok(()),
        Ok(_) => Err(unwritten(
            path,
            io::Error::other("no export wrote what is there"),
        )),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(source) => Err(unwritten(path, source)),
    }
}

/// Files of another export, sorted.
fn leftovers(export: &Export, folder: &Path) -> Result<BTreeSet<PathBuf>, Failure> {
    let failed = |source| Failure::Read {
        name: folder.display().to_string(),
        source,
    };
    let mut found = BTreeSet::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let name = entry.map_err(failed)?.file_name();
        let Some(name) = name.to_str() else { continue };
        if Export::owns(name) && export.files().all(|(file, _)| file != name) {
            found.insert(folder.join(name));
        }
    }
    Ok(found)
}
