//! The folder of a report.

use std::fs;
use std::path::Path;

use coarsegrad::golden::report::Report;

use crate::failure::Failure;
use crate::store::{Store, replace_all, unwritten};

/// The form of a report in a file.
type Form = fn(&Report) -> String;

/// The files and what is in them.
const FILES: [(&str, Form); 5] = [
    ("report.json", Report::to_json),
    ("junit.xml", Report::to_junit),
    ("report.md", Report::to_markdown),
    ("report.html", Report::to_html),
    ("badge.json", Report::to_badge),
];

/// The files of a report, each replaced in one stroke.
pub(crate) struct Folder(Vec<(Store, Form)>);

impl Folder {
    /// Makes the folder, and finds out before the run whether its files can be written.
    pub(crate) fn new(path: &Path) -> Result<Self, Failure> {
        fs::create_dir_all(path).map_err(|source| unwritten(path, source))?;
        let mut files = Vec::new();
        for (name, form) in FILES {
            let store = Store::new(&path.join(name))?;
            store.probe()?;
            files.push((store, form));
        }
        Ok(Folder(files))
    }

    /// Writes all files.
    pub(crate) fn write(&self, report: &Report) -> Result<(), Failure> {
        let texts: Vec<_> = self
            .0
            .iter()
            .map(|(store, form)| (store, form(report)))
            .collect();
        let files: Vec<_> = texts
            .iter()
            .map(|(store, text)| (*store, text.as_bytes()))
            .collect();
        replace_all(&files)
    }
}
