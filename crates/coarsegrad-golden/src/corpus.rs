//! The instances whose values are certified.
//!
//! Those with a file of their own come first: the reference cases of the theory tests and the
//! examples of the command, in `data/corpus.jsonl`. Structured ones follow, made here: every shape up
//! to 16 rows and 16 inputs, known angles, near-parallel weights, huge and tiny ones, binary
//! fractions, critical points.

mod structured;

use coarsegrad_arith::Rational;
use coarsegrad_model::{TwoLayer, parse_instance};
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::error::GoldenError;

/// Instances with a file of their own, one a line.
const GIVEN: &str = include_str!("../data/corpus.jsonl");

/// An instance with its name.
#[derive(Clone, Debug)]
pub struct Instance {
    /// The id of its record.
    pub id: String,
    /// The instance, exactly.
    pub instance: TwoLayer<Rational>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line<'a> {
    id: String,
    #[serde(borrow)]
    instance: &'a RawValue,
}

/// All instances, in a fixed order; the same on every machine.
///
/// # Errors
/// [`GoldenError`] for an instance that is not valid; that would be a defect of the library.
pub fn corpus() -> Result<Vec<Instance>, GoldenError> {
    let mut all: Vec<Instance> = GIVEN.lines().map(given).collect::<Result<_, _>>()?;
    all.extend(structured::instances()?);
    Ok(all)
}

fn given(line: &str) -> Result<Instance, GoldenError> {
    let line: Line<'_> = serde_json::from_str(line).map_err(|error| GoldenError::Json {
        message: format!("corpus: {error}"),
    })?;
    let instance =
        parse_instance(line.instance.get().as_bytes()).map_err(|source| GoldenError::Instance {
            id: line.id.clone(),
            source,
        })?;
    Ok(Instance {
        id: line.id,
        instance,
    })
}
