//! What was found, for programs: `coarsegrad/fingerprint/1`.

use coarsegrad::golden::judge::Fit;
use coarsegrad::golden::report::{BackendInfo, Problem, Report, State};
use serde::Serialize;

use super::known::known;
use crate::failure::Failure;

#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    backend: &'a BackendInfo,
    state: State,
    problems: &'a [Problem],
    ops: Vec<Op<'a>>,
}

#[derive(Serialize)]
struct Op<'a> {
    #[serde(flatten)]
    fit: &'a Fit,
    /// The implementations that are known to follow it.
    known: Vec<&'static str>,
}

pub(super) fn document(fits: &[Fit], report: &Report) -> Result<String, Failure> {
    let document = Document {
        schema: "coarsegrad/fingerprint/1",
        backend: &report.backend,
        state: report.state,
        problems: &report.problems,
        ops: fits
            .iter()
            .map(|fit| Op {
                fit,
                known: known(fit),
            })
            .collect(),
    };
    let text = serde_json::to_string_pretty(&document);
    text.map(|text| text + "\n")
        .map_err(|error| Failure::Setup(error.to_string()))
}
