//! What the flags of cases mean: [`FLAGS_FILE`], written by hand.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::judge::{Flag, Glossary};
use crate::unique::UniqueMap;

/// The dictionary of flags, relative to the root of the repository.
pub const FLAGS_FILE: &str = "crates/coarsegrad-golden/data/flags.json";

/// The dictionary of flags: for each what it catches, what failing it costs, and where it was seen.
pub const FLAGS: &str = include_str!("../data/flags.json");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    catches: String,
    effect: String,
    seen: Vec<String>,
}

/// The flags by name.
///
/// # Errors
/// Where the dictionary is no JSON of its form; that would be a defect of the library.
pub fn flags() -> Result<BTreeMap<String, Flag>, serde_json::Error> {
    let entries: UniqueMap<Entry> = serde_json::from_str(FLAGS)?;
    let flag = |entry: Entry| Flag {
        catches: entry.catches,
        effect: entry.effect,
        seen: entry.seen,
    };
    Ok(entries
        .0
        .into_iter()
        .map(|(name, entry)| (name, flag(entry)))
        .collect())
}

impl Glossary {
    /// The glossary of the corpus: all flags, and no claims.
    ///
    /// # Errors
    /// As [`flags`].
    pub fn of_flags() -> Result<Self, serde_json::Error> {
        Ok(Glossary {
            flags: flags()?,
            ..Glossary::default()
        })
    }
}
