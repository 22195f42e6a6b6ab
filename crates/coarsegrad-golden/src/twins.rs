//! The cases as files of tensors, for those who test kernels without a judge.
//!
//! There is a file for each operation, output and format, as safetensors and, where NumPy has the format, as npz. The
//! cases of a file are in groups of equal parameters and shapes; group `000` has the tensors `000.NAME` for each input
//! and `000.expected`, the cases along the first dimension. The metadata of a safetensors file, key [`METADATA_KEY`],
//! and the entry [`METADATA_ENTRY`] of an npz file are a JSON text with parameters and ids.
//!
//! What is expected is what the [reference convention](REFERENCE) answers; of the cases only those are there whose
//! answer is exact and a number of the format. The sign of a NaN and its payload mean nothing.
//!
//! The bytes depend on the cases and on nothing else: orders are fixed, and files in an npz have the first time that
//! the format can tell.

mod bulk;
mod error;
mod group;
mod npz;
mod tensors;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use coarsegrad_model::pointwise::Dtype;
use sha2::{Digest, Sha256};

use crate::case::Case;
pub use bulk::{Bulk, MAX_BULK_ENTRIES};
pub use error::TwinError;

/// The key of the metadata of a safetensors file.
pub const METADATA_KEY: &str = "coarsegrad";

/// The entry of an npz file that has the metadata.
pub const METADATA_ENTRY: &str = "metadata.json";

/// The file with the hashes of all others, in the form of `sha256sum`.
pub const SUMS_FILE: &str = "SHA256SUMS";

/// The convention whose answers are expected: on each axis that a case depends on, this choice.
pub const REFERENCE: [(&str, &str); 13] = [
    ("bound", "closed"),
    ("compare_dtype", "input"),
    ("heaviside0", "zero"),
    ("mask", "selects"),
    ("nan", "propagate"),
    ("order", "round_clamp"),
    ("round", "half_even"),
    ("scale_gradient", "plain"),
    ("sign0", "zero"),
    ("source", "code"),
    ("surrogate_norm", "unit_peak"),
    ("ternary_tie", "out"),
    ("zero_point_rounding", "after"),
];

/// A file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Twin {
    /// Its name.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// The files of some cases, in the order of their names.
///
/// # Errors
/// [`TwinError`] where a file cannot be made; that would be a defect of the library.
pub fn twins<'a>(cases: impl IntoIterator<Item = &'a Case>) -> Result<Vec<Twin>, TwinError> {
    let mut files: BTreeMap<(String, Dtype), Vec<&Case>> = BTreeMap::new();
    for case in cases {
        for dtype in Dtype::ALL {
            let name = format!("{}.{}", case.op, case.output);
            files.entry((name, *dtype)).or_default().push(case);
        }
    }
    let mut twins = Vec::new();
    for ((name, dtype), cases) in files {
        let groups = group::groups(&cases, dtype);
        if groups.is_empty() {
            continue;
        }
        let metadata = group::metadata(&groups);
        let tensors: Vec<tensors::Column> = groups
            .iter()
            .flat_map(|group| group.columns.iter().cloned())
            .collect();
        twins.push(Twin {
            name: format!("{name}.{dtype}.safetensors"),
            bytes: tensors::write(&tensors, &metadata)?,
        });
        if npz::has(dtype) {
            twins.push(Twin {
                name: format!("{name}.{dtype}.npz"),
                bytes: npz::write(&tensors, &metadata)?,
            });
        }
    }
    twins.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(twins)
}

/// The hashes of files, a line each, in the form of `sha256sum`.
#[must_use]
pub fn sums(twins: &[Twin]) -> String {
    let mut text = String::new();
    for twin in twins {
        text += &sum_line(&twin.name, &twin.bytes);
    }
    text
}

/// The hash of a file with its name, in the form of `sha256sum`.
#[must_use]
pub fn sum_line(name: &str, bytes: &[u8]) -> String {
    let mut text = String::new();
    for byte in Sha256::digest(bytes) {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
    text + "  " + name + "\n"
}

/// The file with the hashes of the files of cases, and of the hashes of their twins, relative to the root of the
/// repository.
pub const MANIFEST_FILE: &str = "crates/coarsegrad-golden/data/cases/SHA256SUMS";

/// The manifest of files of cases, by name and text, and of their twins.
#[must_use]
pub fn manifest(files: &[(&str, &str)], twins: &[Twin]) -> String {
    let mut text: String = files
        .iter()
        .map(|(name, text)| sum_line(name, text.as_bytes()))
        .collect();
    text += &sum_line(&format!("twins/{SUMS_FILE}"), sums(twins).as_bytes());
    text
}
