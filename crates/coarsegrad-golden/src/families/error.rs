//! Why the corpus is not generated.

use coarsegrad_model::pointwise::PointwiseError;

use crate::case::CaseError;

/// What is wrong with a case of the corpus, by its id.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FamilyError {
    /// A definition refuses the inputs or parameters.
    #[error("{id}: {source}")]
    Definition {
        /// The case.
        id: String,
        /// Why.
        source: PointwiseError,
    },
    /// The two oracles do not agree.
    #[error(
        "{id}: the oracles disagree under \"{convention}\": {first} by the first, {second} by the second"
    )]
    Disagreement {
        /// The case.
        id: String,
        /// The convention.
        convention: String,
        /// What the first oracle says.
        first: String,
        /// What the second oracle says.
        second: String,
    },
    /// The case itself is not what a case of the corpus must be.
    #[error("{id}: {field}: must be {condition}, found {found}")]
    Case {
        /// The case.
        id: String,
        /// The field.
        field: &'static str,
        /// The condition.
        condition: &'static str,
        /// What stands there.
        found: String,
    },
    /// What was written is not read back.
    #[error("{family}: {source}")]
    Unreadable {
        /// The family.
        family: &'static str,
        /// Why.
        source: CaseError,
    },
}

impl FamilyError {
    /// What makes of the refusal of a definition an error of this case.
    pub(super) fn definition(id: &str) -> impl Fn(PointwiseError) -> Self + use<> {
        let id = id.to_owned();
        move |source| FamilyError::Definition {
            id: id.clone(),
            source,
        }
    }

    pub(super) fn case(
        id: &str,
        field: &'static str,
        condition: &'static str,
        found: &dyn std::fmt::Display,
    ) -> Self {
        FamilyError::Case {
            id: id.to_owned(),
            field,
            condition,
            found: found.to_string(),
        }
    }
}
