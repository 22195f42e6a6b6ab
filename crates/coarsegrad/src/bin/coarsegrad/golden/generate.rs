//! `coarsegrad golden generate`.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::Ordering;

use coarsegrad::golden::case::{Cases, Limits};
use coarsegrad::golden::families::FAMILIES;
use coarsegrad::golden::twins::{MANIFEST_FILE, manifest, twins};
use serde_json::json;

use super::arguments::GenerateArguments;
use crate::args::Format;
use crate::failure::Failure;
use crate::interrupt::stop_flag;
use crate::print;
use crate::store::{Store, replace_all};

/// A file of the corpus as it should be.
struct Made {
    path: String,
    text: String,
    cases: usize,
    state: &'static str,
}

pub(super) fn run(arguments: &GenerateArguments) -> Result<ExitCode, Failure> {
    let stop = stop_flag()?;
    let goes_on = || match stop.load(Ordering::Relaxed) {
        true => Err(Failure::Interrupted),
        false => Ok(()),
    };
    is_checkout(&arguments.root)?;
    let mut files = Vec::new();
    let mut cases = Vec::new();
    for family in FAMILIES {
        goes_on()?;
        let text = family.generate_text().map_err(defect)?;
        for case in Cases::new(text.as_bytes(), Limits::default()) {
            cases.push(case.map_err(defect)?);
        }
        let count = text.lines().count();
        files.push(Made::new(arguments, family.path(), text, count)?);
    }
    let twins = twins(&cases).map_err(defect)?;
    let named: Vec<(&str, &str)> = files
        .iter()
        .map(|file| {
            let name = file.path.rsplit('/').next().unwrap_or_default();
            (name, file.text.as_str())
        })
        .collect();
    let manifest = manifest(&named, &twins);
    files.push(Made::new(
        arguments,
        MANIFEST_FILE.to_owned(),
        manifest,
        cases.len(),
    )?);
    if !arguments.check {
        let mut stores = Vec::new();
        for file in files.iter().filter(|file| file.state == "written") {
            stores.push((Store::new(&arguments.root.join(&file.path))?, file));
        }
        goes_on()?;
        let files: Vec<_> = stores
            .iter()
            .map(|(store, file)| (store, file.text.as_bytes()))
            .collect();
        replace_all(&files)?;
    }
    let made = match &arguments.twins {
        Some(folder) => super::folder::write(folder, &twins, arguments.entries, &goes_on)?,
        None => Vec::new(),
    };
    print(&match arguments.format {
        Format::Text => text(&files, &made),
        Format::Json => document(&files, &made),
    })?;
    let good = |file: &Made| matches!(file.state, "unchanged" | "written");
    Ok(ExitCode::from(u8::from(!files.iter().all(good))))
}

/// Refuses a folder without a place for the files, before anything is computed.
fn is_checkout(root: &Path) -> Result<(), Failure> {
    match root.join(MANIFEST_FILE).parent() {
        Some(folder) if !folder.is_dir() => Err(Failure::Setup(format!(
            "{}: no such folder; --root must name a checkout of the sources",
            folder.display()
        ))),
        _ => Ok(()),
    }
}

/// What is wrong with the cases themselves, not with the machine.
fn defect(source: impl std::fmt::Display) -> Failure {
    Failure::Setup(source.to_string())
}

impl Made {
    fn new(
        arguments: &GenerateArguments,
        path: String,
        text: String,
        cases: usize,
    ) -> Result<Self, Failure> {
        let found = read(&arguments.root.join(&path))?;
        let state = match found {
            Some(found) if found == text.as_bytes() => "unchanged",
            Some(_) if arguments.check => "stale",
            None if arguments.check => "missing",
            _ => "written",
        };
        Ok(Made {
            path,
            text,
            cases,
            state,
        })
    }
}

fn read(path: &Path) -> Result<Option<Vec<u8>>, Failure> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(source) => Err(Failure::Read {
            name: path.display().to_string(),
            source,
        }),
    }
}

fn text(files: &[Made], twins: &[PathBuf]) -> String {
    let mut text = String::new();
    for file in files {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{}: {}, {} cases", file.path, file.state, file.cases);
    }
    if let Some(folder) = twins.first().and_then(|path| path.parent()) {
        let _ = writeln!(text, "{}: {} files", folder.display(), twins.len());
    }
    text
}

fn document(files: &[Made], twins: &[PathBuf]) -> String {
    let files: Vec<_> = files
        .iter()
        .map(|file| json!({"path": file.path, "state": file.state, "cases": file.cases}))
        .collect();
    let twins: Vec<_> = twins
        .iter()
        .map(|path| path.display().to_string())
        .collect();
    format!("{}\n", json!({"files": files, "twins": twins}))
}
