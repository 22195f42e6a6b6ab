//! Where cases come from, and what their claims mean.

use std::collections::{BTreeMap, HashSet};
use std::fs::File;
use std::io::BufReader;
use std::sync::atomic::{AtomicBool, Ordering};

use coarsegrad::golden::case::{Cases, Limits};
use coarsegrad::golden::families::committed;
use coarsegrad::golden::judge::Rule;
use serde::Deserialize;

use super::Item;
use crate::errors::Failure;

/// The register of claims of the facade, which reads it for the command alone.
const CLAIMS: &str = include_str!("../../../coarsegrad/data/claims.toml");

/// What Python learns of a case: its id, operation and output, and the formats it is meant for.
pub(crate) type Entry = (String, String, String, Vec<&'static str>);

/// Cases, each read when it is asked for.
pub(super) struct Source {
    items: Box<dyn Iterator<Item = Item>>,
    families: Vec<String>,
    ids: HashSet<String>,
}

impl Source {
    /// The cases of these files one after the other, or those of the package.
    pub(super) fn open(
        files: Option<&[String]>,
        families: &[String],
        ids: &[String],
    ) -> Result<Self, Failure> {
        let items: Box<dyn Iterator<Item = Item>> = match files {
            None => Box::new(committed()),
            Some(paths) => {
                let mut files = Vec::new();
                for path in paths {
                    let file = File::open(path)
                        .map_err(|error| Failure::at("cases", &format!("{path}: {error}")))?;
                    files.push(Cases::new(BufReader::new(file), Limits::default()));
                }
                Box::new(files.into_iter().flatten())
            }
        };
        Ok(Source {
            items,
            families: families.to_vec(),
            ids: ids.iter().cloned().collect(),
        })
    }

    /// The cases that are named; all where none is.
    pub(super) fn named(self) -> impl Iterator<Item = Item> {
        let Source { items, ids, .. } = self;
        items.filter(move |item| match item {
            Ok(case) => ids.is_empty() || ids.contains(&case.id),
            Err(_) => true,
        })
    }

    /// Those of them whose ids begin with one of the families.
    pub(super) fn asked(self) -> impl Iterator<Item = Item> {
        let families = self.families.clone();
        self.named().filter(move |item| match item {
            Ok(case) => {
                families.is_empty() || families.iter().any(|family| case.id.starts_with(family))
            }
            Err(_) => true,
        })
    }
}

/// What there is to be asked.
pub(super) fn list(
    files: Option<&[String]>,
    families: &[String],
    stop: &AtomicBool,
) -> Result<Vec<Entry>, Failure> {
    let mut found = Vec::new();
    for item in Source::open(files, families, &[])?.asked() {
        if stop.load(Ordering::Relaxed) {
            break;
        }
        let case = item.map_err(|error| Failure::at("cases", &error))?;
        if case.is_active() {
            let dtypes = case.dtypes.iter().map(|dtype| dtype.name()).collect();
            found.push((case.id, case.op, case.output, dtypes));
        }
    }
    Ok(found)
}

#[derive(Deserialize)]
struct Claim {
    id: String,
    statement: String,
    book: String,
}

#[derive(Deserialize)]
struct Register {
    claim: Vec<Claim>,
}

/// The sentence of each claim, and where it is proved.
pub(super) fn claims() -> Result<BTreeMap<String, Rule>, Failure> {
    let register: Register = toml::from_str(CLAIMS).map_err(|error| Failure::defect(&error))?;
    let claims = register.claim.into_iter().map(|claim| {
        let rule = Rule {
            sentence: claim.statement,
            link: format!("docs/src/{}", claim.book),
        };
        (claim.id, rule)
    });
    Ok(claims.collect())
}
