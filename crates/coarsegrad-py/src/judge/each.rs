//! The verdict of every case: what changed since a report in which all are right.

use coarsegrad::golden::judge::{Backend, Fault, Options, Verdict, Wait, judge};
use coarsegrad::golden::report::{Baseline, Report};
use coarsegrad::model::pointwise::Dtype;
use coarsegrad_golden::wire::{Answer, BulkRequest, Greeting, Request};
use serde_json::{Value, json};

use super::cases::Source;
use crate::errors::Failure;

/// The report in which every case is right, in every format that is asked for.
pub(super) fn baseline(all: Source, options: &Options) -> Result<Baseline, Failure> {
    let empty = judge(std::iter::empty(), &mut Nobody, &Options::default());
    let mut report: Value =
        serde_json::from_str(&empty.to_json()).map_err(|error| Failure::defect(&error))?;
    let dtypes = match options.dtypes.as_slice() {
        [] => Dtype::ALL,
        asked => asked,
    };
    let mut findings = Vec::new();
    for item in all.asked() {
        // What cannot be read is the report's to say.
        let Ok(case) = item else { break };
        for dtype in dtypes.iter().filter(|_| case.is_active()) {
            findings.push(json!({
                "id": case.id, "hash": "", "op": "", "output": "", "dtype": dtype.name(),
                "verdict": Verdict::Pass.name(), "known": false, "text": ["", "", "", "", ""],
            }));
        }
    }
    if let Some(object) = report.as_object_mut() {
        object.insert("findings".to_owned(), Value::Array(findings));
    }
    Baseline::parse(report.to_string().as_bytes()).map_err(|error| Failure::at("cases", &error))
}

/// The cases in formats that are not right.
pub(super) fn others(report: &Report) -> Vec<(String, String, &'static str)> {
    let Some(changes) = &report.changes else {
        return Vec::new();
    };
    let changed = changes.changed.iter();
    let mut others: Vec<_> = changed
        .map(|change| (change.id.clone(), change.dtype.clone(), change.now.name()))
        .collect();
    others.extend(changes.not_asked.iter().filter_map(|place| {
        let (id, dtype) = place.rsplit_once(' ')?;
        Some((id.to_owned(), dtype.to_owned(), "not_asked"))
    }));
    others
}

/// A backend of whom nothing is asked.
struct Nobody;

impl Backend for Nobody {
    fn start(&mut self, _: &Wait<'_>) -> Result<Greeting, Fault> {
        Ok(Greeting::default())
    }

    fn send(&mut self, _: &Request<'_>) -> Result<(), Fault> {
        Ok(())
    }

    fn send_bulk(&mut self, _: &BulkRequest<'_>) -> Result<(), Fault> {
        Ok(())
    }

    fn receive(&mut self, _: &Wait<'_>) -> Result<(u64, Answer), Fault> {
        Err(Fault::Closed)
    }

    fn end(&mut self) -> String {
        String::new()
    }
}
