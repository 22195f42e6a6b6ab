//! `coarsegrad golden generate`.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;
use std::process::ExitCode;
use std::sync::atomic::Ordering;

use coarsegrad::golden::families::FAMILIES;
use serde_json::json;

use super::arguments::GenerateArguments;
use crate::args::Format;
use crate::failure::Failure;
use crate::interrupt::stop_flag;
use crate::print;
use crate::store::Store;

/// A file of the corpus as it should be.
struct Made {
    path: String,
    text: String,
    cases: usize,
    state: &'static str,
}

pub(super) fn run(arguments: &GenerateArguments) -> Result<ExitCode, Failure> {
    let stop = stop_flag()?;
    let mut files = Vec::new();
    for family in FAMILIES {
        if stop.load(Ordering::Relaxed) {
            return Err(Failure::Interrupted);
        }
        let text = family
            .generate_text()
            .map_err(|source| Failure::Certificates(source.to_string()))?;
        let path = family.path();
        let found = read(&arguments.root.join(&path))?;
        files.push(Made {
            state: match found {
                Some(found) if found == text.as_bytes() => "unchanged",
                Some(_) if arguments.check => "stale",
                None if arguments.check => "missing",
                _ => "written",
            },
            cases: text.lines().count(),
            path,
            text,
        });
    }
    if !arguments.check {
        // What cannot be written is known before anything is.
        let mut stores = Vec::new();
        for file in files.iter().filter(|file| file.state == "written") {
            let store = Store::new(&arguments.root.join(&file.path))?;
            store.probe()?;
            stores.push((store, file));
        }
        for (store, file) in stores {
            if stop.load(Ordering::Relaxed) {
                return Err(Failure::Interrupted);
            }
            store.write(file.text.strip_suffix('\n').unwrap_or(&file.text))?;
        }
    }
    print(&match arguments.format {
        Format::Text => text(&files),
        Format::Json => document(&files),
    })?;
    let good = |file: &Made| matches!(file.state, "unchanged" | "written");
    Ok(ExitCode::from(u8::from(!files.iter().all(good))))
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

fn text(files: &[Made]) -> String {
    let mut text = String::new();
    for file in files {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{}: {}, {} cases", file.path, file.state, file.cases);
    }
    text
}

fn document(files: &[Made]) -> String {
    let files: Vec<_> = files
        .iter()
        .map(|file| json!({"path": file.path, "state": file.state, "cases": file.cases}))
        .collect();
    format!("{}\n", json!({"files": files}))
}
