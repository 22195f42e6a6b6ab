//! The files of an export.

use std::fmt::Write;

use sha2::{Digest, Sha256};

use super::lemma::{Lemma, lemma};
use super::manifest::{MANIFEST_FILE, MANIFEST_SCHEMA, manifest};
use crate::error::GoldenError;
use crate::record::Record;

/// The lemmas in a file, if nothing else is asked for.
pub const PER_FILE: usize = 50;

/// The most lemmas in a file: the compiler's memory grows with them.
pub const MAX_PER_FILE: usize = 1_000;

/// How every file of lemmas begins.
const TITLE: &str = "(** Certificates of golden values, written by coarsegrad-golden ";

/// A file of lemmas.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shard {
    /// Its name, `Golden_000.v`.
    pub file: String,
    /// Its text.
    pub text: String,
    /// The lemmas in it, in order.
    pub lemmas: Vec<String>,
}

/// Everything that an export writes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Export {
    /// The files of lemmas.
    pub shards: Vec<Shard>,
    /// The text of [`MANIFEST_FILE`].
    pub manifest: String,
}

impl Export {
    /// Every file with its text, the manifest last.
    pub fn files(&self) -> impl Iterator<Item = (&str, &str)> {
        let shards = self
            .shards
            .iter()
            .map(|s| (s.file.as_str(), s.text.as_str()));
        shards.chain([(MANIFEST_FILE, self.manifest.as_str())])
    }

    /// Whether a file of this name could come from an export: whatever else lies in the folder is
    /// left alone.
    #[must_use]
    pub fn owns(file: &str) -> bool {
        let number = file
            .strip_prefix("Golden_")
            .and_then(|rest| rest.strip_suffix(".v"));
        let is_number = |text: &str| text.len() >= 3 && text.bytes().all(|b| b.is_ascii_digit());
        file == MANIFEST_FILE || number.is_some_and(is_number)
    }

    /// Whether a text begins as the files of an export do, of this version or another: what begins
    /// otherwise is not replaced, whatever its name.
    #[must_use]
    pub fn wrote(text: &[u8]) -> bool {
        let manifest = format!("{{\"schema\":\"{MANIFEST_SCHEMA}\"");
        text.starts_with(TITLE.as_bytes()) || text.starts_with(manifest.as_bytes())
    }
}

/// The records of a golden file as lemmas. `golden` is the text of the file, for its hash.
///
/// # Errors
/// [`GoldenError::PerFile`] for a number of lemmas a file out of range, and
/// [`GoldenError::TooWide`].
pub fn export(golden: &str, records: &[Record], per_file: usize) -> Result<Export, GoldenError> {
    if per_file == 0 || per_file > MAX_PER_FILE {
        return Err(GoldenError::PerFile {
            found: per_file,
            limit: MAX_PER_FILE,
        });
    }
    let mut lemmas = Vec::new();
    for record in records {
        for certificate in &record.certificates {
            lemmas.push(lemma(record, certificate)?);
        }
    }
    let hash = sha256(golden.as_bytes());
    let shards: Vec<Shard> = lemmas
        .chunks(per_file)
        .enumerate()
        .map(|(index, lemmas)| Shard {
            file: format!("Golden_{index:03}.v"),
            text: file(&hash, lemmas),
            lemmas: lemmas.iter().map(|lemma| lemma.name.clone()).collect(),
        })
        .collect();
    let manifest = manifest(&hash, &shards);
    Ok(Export { shards, manifest })
}

/// A file of lemmas; `golden` is the SHA-256 of the golden file.
#[must_use]
pub fn file(golden: &str, lemmas: &[Lemma]) -> String {
    let mut text = header(golden);
    for lemma in lemmas {
        text.push('\n');
        text.push_str(&lemma.text);
    }
    text
}

fn header(golden: &str) -> String {
    format!(
        "{TITLE}{}; do not edit.\n    \
         SHA-256 of the golden values: {golden} *)\n\
         From Coq Require Import List ZArith QArith.\n\
         From Coarsegrad.spec Require Import Vectors TwoLayer Certificates.\n\
         From Coarsegrad.theory Require Import CertificateTactics.\n\
         Import ListNotations.\n",
        env!("CARGO_PKG_VERSION")
    )
}

/// The SHA-256 of a text, in hexadecimal.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}
