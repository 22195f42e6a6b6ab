//! What changed since an earlier report.

use std::collections::BTreeMap;

use coarsegrad_model::pointwise::Dtype;
use serde::{Deserialize, Serialize};

use super::known::{KnownError, parse, parse_dtype};
use super::{REPORT_NAME, Report, escape::brief};
use crate::judge::Verdict;

/// The findings of an earlier report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Baseline {
    /// The verdicts by case and format.
    pub(super) verdicts: BTreeMap<(String, Dtype), Verdict>,
    /// Whether the earlier report has findings that it does not list.
    pub(super) partial: bool,
}

/// What changed since an earlier report.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Changes {
    /// The cases whose verdict is another one, of the findings of either report.
    pub changed: Vec<Change>,
    /// The earlier findings whose cases were not asked now: `id dtype`.
    pub not_asked: Vec<String>,
    /// Whether either report has findings that it does not list, so that changes may be missing.
    pub partial: bool,
}

/// A case whose verdict is another one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Change {
    /// The case.
    pub id: String,
    /// The format.
    pub dtype: String,
    /// The verdict in the earlier report; `None` where it was no finding.
    pub before: Option<Verdict>,
    /// The verdict now.
    pub now: Verdict,
}

impl Baseline {
    /// Reads an earlier report.
    ///
    /// # Errors
    /// The text is too long or no report.
    pub fn parse(bytes: &[u8]) -> Result<Self, KnownError> {
        let report: Report = parse(bytes, "not a report")?;
        if report.schema != REPORT_NAME {
            return Err(KnownError::Schema {
                expected: REPORT_NAME,
                found: brief(&report.schema),
            });
        }
        let mut verdicts = BTreeMap::new();
        for finding in report.findings {
            verdicts.insert((finding.id, parse_dtype(&finding.dtype)?), finding.verdict);
        }
        Ok(Baseline {
            verdicts,
            partial: report.findings_left_out > 0,
        })
    }

    /// The cases and formats.
    pub fn places(&self) -> impl Iterator<Item = (&str, Dtype)> {
        self.verdicts
            .keys()
            .map(|(id, dtype)| (id.as_str(), *dtype))
    }
}
