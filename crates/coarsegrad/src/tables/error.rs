//! Why the tables could not be computed, read or written.

use std::path::{Path, PathBuf};
use std::{fmt, io};

use coarsegrad_exact::ExactError;
use coarsegrad_golden::GoldenError;
use coarsegrad_golden::case::CaseError;
use coarsegrad_model::ModelError;

use super::BLOCK;
use crate::claims::ClaimsError;
use crate::trajectories::TrajectoryError;

/// Why the tables could not be computed, read or written.
#[derive(Debug)]
#[non_exhaustive]
pub enum TableError {
    /// A value could not be computed.
    Exact(ExactError),
    /// An instance of the tables is not valid.
    Model(ModelError),
    /// The symbolic and the direct route gave enclosures that do not meet: one of them is wrong.
    Disagreement {
        /// The quantity.
        quantity: &'static str,
    },
    /// A quantity was not enclosed tightly enough.
    TooWide {
        /// The quantity.
        quantity: &'static str,
    },
    /// A golden trajectory could not be computed.
    Trajectory(TrajectoryError),
    /// A golden value could not be computed or exported.
    Golden(GoldenError),
    /// A case of the corpus could not be read.
    Case(CaseError),
    /// The dictionary of flags could not be read.
    Flags(serde_json::Error),
    /// The register of claims could not be read.
    Claims(ClaimsError),
    /// A file could not be read or written.
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A page has no pair of marker lines for its table.
    NoMarkers {
        /// The file.
        path: PathBuf,
    },
}

impl fmt::Display for TableError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TableError::Exact(source) => source.fmt(f),
            TableError::Model(source) => source.fmt(f),
            TableError::Disagreement { quantity } => {
                write!(
                    f,
                    "two routes to {quantity} gave enclosures that do not meet"
                )
            }
            TableError::TooWide { quantity } => {
                write!(f, "{quantity} was not enclosed to the digits of the tables")
            }
            TableError::Trajectory(source) => source.fmt(f),
            TableError::Golden(source) => source.fmt(f),
            TableError::Case(source) => source.fmt(f),
            TableError::Flags(source) => source.fmt(f),
            TableError::Claims(source) => source.fmt(f),
            TableError::Io { path, source } => write!(f, "{}: {source}", path.display()),
            TableError::NoMarkers { path } => write!(
                f,
                "{}: no line `{}` with a line `{}` after it",
                path.display(),
                BLOCK[0],
                BLOCK[1]
            ),
        }
    }
}

impl std::error::Error for TableError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            TableError::Exact(source) => Some(source),
            TableError::Model(source) => Some(source),
            TableError::Trajectory(source) => Some(source),
            TableError::Golden(source) => Some(source),
            TableError::Case(source) => Some(source),
            TableError::Flags(source) => Some(source),
            TableError::Io { source, .. } => Some(source),
            _ => None,
        }
    }
}

impl From<ExactError> for TableError {
    fn from(source: ExactError) -> Self {
        TableError::Exact(source)
    }
}

impl From<ModelError> for TableError {
    fn from(source: ModelError) -> Self {
        TableError::Model(source)
    }
}

impl From<TrajectoryError> for TableError {
    fn from(source: TrajectoryError) -> Self {
        TableError::Trajectory(source)
    }
}

impl From<GoldenError> for TableError {
    fn from(source: GoldenError) -> Self {
        TableError::Golden(source)
    }
}

impl From<CaseError> for TableError {
    fn from(source: CaseError) -> Self {
        TableError::Case(source)
    }
}

impl From<serde_json::Error> for TableError {
    fn from(source: serde_json::Error) -> Self {
        TableError::Flags(source)
    }
}

impl From<ClaimsError> for TableError {
    fn from(source: ClaimsError) -> Self {
        TableError::Claims(source)
    }
}

impl TableError {
    /// What the system said about a file.
    pub(super) fn io(path: &Path, source: io::Error) -> Self {
        TableError::Io {
            path: path.to_path_buf(),
            source,
        }
    }
}
