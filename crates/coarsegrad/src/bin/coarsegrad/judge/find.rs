//! A case by its id.

use coarsegrad::golden::case::Case;

use super::cases::Source;
use crate::failure::{Failure, brief};

/// The ids that are suggested, at most.
const SUGGESTED: usize = 3;

/// How like an id must be to be suggested, from 0 to 1.
const LIKE: f64 = 0.6;

/// The case with this id.
pub(crate) fn find(mut source: Source, id: &str) -> Result<Case, Failure> {
    let mut close: Vec<(f64, String)> = Vec::new();
    // Someone may hand over a text of any length.
    let sought: String = id.chars().take(200).collect();
    for case in source.by_ref() {
        let case = case.map_err(|error| Failure::Judge {
            name: None,
            message: error.to_string(),
        })?;
        if case.id == id {
            return Ok(case);
        }
        let like = strsim::normalized_damerau_levenshtein(&sought, &case.id);
        if like >= LIKE {
            close.push((like, case.id));
            close.sort_by(|left, right| right.0.total_cmp(&left.0));
            close.truncate(SUGGESTED);
        }
    }
    if source.is_stopped() {
        return Err(Failure::Interrupted);
    }
    let close: Vec<_> = close.into_iter().map(|(_, id)| id).collect();
    let hint = match close.as_slice() {
        [] => String::new(),
        close => format!("; did you mean {}?", close.join(" or ")),
    };
    Err(Failure::Judge {
        name: Some(source.name),
        message: format!("there is no case {}{hint}", brief(id)),
    })
}
