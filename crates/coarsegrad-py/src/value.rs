//! `coarsegrad.value`: closed forms, enclosed.

use coarsegrad::exact::{ExactError, Population, Request};
use coarsegrad::golden::certificates_of;
use coarsegrad::json::write_value;
use coarsegrad::model::Ste;
use pyo3::prelude::*;

use crate::arguments::{instance, ste};
use crate::errors::Failure;
use crate::work;

/// The values of an instance as a JSON document, `coarsegrad/value/1`.
#[pyfunction]
pub(crate) fn value(
    py: Python<'_>,
    instance_json: String,
    stes: Vec<String>,
    digits: u32,
    closed_forms: bool,
) -> PyResult<String> {
    work::run_blindly(py, move || {
        let instance = instance(&instance_json)?;
        drop(instance_json);
        let stes = stes
            .iter()
            .map(|text| ste(text))
            .collect::<Result<_, _>>()?;
        let request = Request {
            stes,
            digits,
            closed_forms,
        };
        let report =
            coarsegrad::exact::value(&Population::new(&instance), &request).map_err(|error| {
                match error {
                    ExactError::PrecisionCap { .. } => Failure::precision("digits", &error),
                    ExactError::Digits { .. } => Failure::at("digits", &error),
                    _ => Failure::named(&error),
                }
            })?;
        let mut out = String::new();
        let certified = certificates_of(&instance);
        write_value(&mut out, &report, digits, certified.as_ref());
        Ok(out)
    })
}

/// The names of the straight-through estimators of the catalogue.
#[pyfunction]
pub(crate) fn stes() -> Vec<String> {
    Ste::catalogue().iter().map(ToString::to_string).collect()
}
