//! Golden values as JSON, one record a line.

use coarsegrad_arith::Rational;
use coarsegrad_model::{Network, TwoLayer};

use crate::corpus::corpus;
use crate::error::GoldenError;
use crate::record::{Record, Statement};
use crate::values::record;

/// The value of the `schema` key.
pub const GOLDEN_SCHEMA: &str = "coarsegrad/golden/1";

/// The golden values of the whole [`corpus`](crate::corpus()), as they stand in
/// [`GOLDEN_FILE`](crate::GOLDEN_FILE).
///
/// # Errors
/// [`GoldenError`] where a value cannot be computed.
pub fn document() -> Result<String, GoldenError> {
    let records: Vec<Record> = corpus()?
        .iter()
        .map(|instance| record(&instance.id, &instance.instance))
        .collect::<Result<_, _>>()?;
    Ok(write(&records))
}

/// Records as a JSON document. Reading it gives the records again.
#[must_use]
pub fn write(records: &[Record]) -> String {
    let lines: Vec<String> = records.iter().map(line).collect();
    format!(
        "{{\"schema\":\"{GOLDEN_SCHEMA}\",\"records\":[\n{}\n]}}\n",
        lines.join(",\n")
    )
}

fn line(record: &Record) -> String {
    let values: Vec<String> = record
        .certificates
        .iter()
        .map(|certificate| {
            let entries: Vec<String> = certificate.statements.iter().map(entry).collect();
            format!(
                "{{\"quantity\":\"{}\",\"digits\":{},\"entries\":[{}]}}",
                certificate.quantity.name(),
                certificate.digits,
                entries.join(",")
            )
        })
        .collect();
    format!(
        "{{\"id\":\"{}\",\"instance\":{},\"values\":[{}]}}",
        record.id,
        canonical(&record.instance),
        values.join(",")
    )
}

fn entry(statement: &Statement) -> String {
    match statement {
        Statement::Near(z) => format!("{{\"near\":\"{z}\"}}"),
        Statement::Exactly(q) => format!("{{\"exactly\":\"{q}\"}}"),
    }
}

/// An instance in the one spelling that golden files use.
#[must_use]
pub fn canonical(instance: &TwoLayer<Rational>) -> String {
    let vector = |x: &[Rational]| {
        let entries: Vec<String> = x.iter().map(|x| format!("\"{x}\"")).collect();
        entries.join(",")
    };
    let network = |network: &Network<Rational>| {
        format!(
            "{{\"v\":[{}],\"w\":[{}]}}",
            vector(&network.v),
            vector(&network.w)
        )
    };
    format!(
        "{{\"model\":\"two-layer\",\"student\":{},\"teacher\":{}}}",
        network(instance.student()),
        network(instance.teacher())
    )
}
