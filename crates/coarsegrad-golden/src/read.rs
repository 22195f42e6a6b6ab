//! Reading golden values, within limits.

use std::collections::{BTreeMap, BTreeSet};

use coarsegrad_arith::{Integer, Rational, parse_rational};
use coarsegrad_model::{TwoLayer, parse_instance};
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::error::GoldenError;
use crate::quantity::Quantity;
use crate::record::{Certificate, Record, Statement, lemma_prefix};
use crate::write::{GOLDEN_SCHEMA, canonical};

/// The largest text read, in bytes.
pub const MAX_GOLDEN_BYTES: usize = 16 << 20;

/// The most records read.
pub const MAX_RECORDS: usize = 10_000;

/// The most decimal places of a certificate.
pub const MAX_DIGITS: u32 = 1_000;

/// The longest integer read, in characters.
const MAX_CHARS: usize = 10_000;

/// The longest id.
const MAX_ID: usize = 64;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document<'a> {
    schema: String,
    #[serde(borrow)]
    records: Vec<RecordText<'a>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RecordText<'a> {
    id: String,
    #[serde(borrow)]
    instance: &'a RawValue,
    values: Vec<CertificateText>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CertificateText {
    quantity: String,
    digits: u32,
    entries: Vec<StatementText>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "lowercase")]
enum StatementText {
    Near(String),
    Exactly(String),
}

/// Reads golden values: a document as [`write`](crate::write()) makes it.
///
/// # Errors
/// [`GoldenError`] naming the record and what is wrong with it. Ids, instances and quantities are
/// refused where they are there twice.
pub fn parse(text: &[u8]) -> Result<Vec<Record>, GoldenError> {
    if text.len() > MAX_GOLDEN_BYTES {
        return Err(GoldenError::TooLong {
            found: text.len(),
            limit: MAX_GOLDEN_BYTES,
        });
    }
    let document: Document<'_> = serde_json::from_slice(text).map_err(json)?;
    if document.schema != GOLDEN_SCHEMA {
        return Err(GoldenError::Schema {
            expected: GOLDEN_SCHEMA,
            found: document.schema.chars().take(MAX_ID).collect(),
        });
    }
    if document.records.len() > MAX_RECORDS {
        return Err(GoldenError::TooMany {
            found: document.records.len(),
            limit: MAX_RECORDS,
        });
    }
    let records: Vec<Record> = document
        .records
        .into_iter()
        .map(read_record)
        .collect::<Result<_, _>>()?;
    check_unique(&records)?;
    Ok(records)
}

/// Reads one line of a document, without the comma at its end.
pub(crate) fn parse_line(text: &str) -> Result<Record, GoldenError> {
    read_record(serde_json::from_str(text).map_err(json)?)
}

fn json(error: serde_json::Error) -> GoldenError {
    GoldenError::Json {
        message: error.to_string(),
    }
}

fn check_unique(records: &[Record]) -> Result<(), GoldenError> {
    let mut prefixes = BTreeSet::new();
    let mut instances = BTreeMap::new();
    for record in records {
        if !prefixes.insert(lemma_prefix(&record.id)) {
            return Err(GoldenError::DuplicateId {
                id: record.id.clone(),
            });
        }
        if let Some(other) = instances.insert(canonical(&record.instance), &record.id) {
            return Err(GoldenError::DuplicateInstance {
                id: record.id.clone(),
                other: other.clone(),
            });
        }
    }
    Ok(())
}

fn read_record(text: RecordText<'_>) -> Result<Record, GoldenError> {
    let id = text.id;
    check_id(&id)?;
    let instance =
        parse_instance(text.instance.get().as_bytes()).map_err(|source| GoldenError::Instance {
            id: id.clone(),
            source,
        })?;
    let mut record = Record {
        id,
        instance,
        certificates: Vec::new(),
    };
    let position = record.position();
    for value in text.values {
        let certificate = read_certificate(&record.id, &record.instance, value)?;
        let (id, quantity) = (record.id.clone(), certificate.quantity.name());
        if record.certificate(certificate.quantity).is_some() {
            return Err(GoldenError::DuplicateQuantity { id, quantity });
        }
        if !certificate.quantity.exists_at(position) {
            return Err(GoldenError::Absent { id, quantity });
        }
        record.certificates.push(certificate);
    }
    Ok(record)
}

fn check_id(id: &str) -> Result<(), GoldenError> {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-';
    let starts = id.bytes().next().is_some_and(|b| b.is_ascii_alphabetic());
    // A lemma's name is split at "__".
    let splits = lemma_prefix(id).contains("__") || id.ends_with(['_', '-']);
    if starts && id.bytes().all(allowed) && !splits && id.len() <= MAX_ID {
        return Ok(());
    }
    Err(GoldenError::Id {
        id: id.chars().take(MAX_ID).collect(),
    })
}

fn read_certificate(
    id: &str,
    instance: &TwoLayer<Rational>,
    text: CertificateText,
) -> Result<Certificate, GoldenError> {
    let quantity = Quantity::from_name(&text.quantity).ok_or_else(|| GoldenError::Json {
        message: format!("{id}: an unknown quantity"),
    })?;
    let name = quantity.name();
    if text.digits == 0 || text.digits > MAX_DIGITS {
        return Err(GoldenError::Digits {
            id: id.to_owned(),
            quantity: name,
            found: text.digits,
            limit: MAX_DIGITS,
        });
    }
    let expected = quantity.entries(instance);
    if text.entries.len() != expected {
        return Err(GoldenError::Entries {
            id: id.to_owned(),
            quantity: name,
            found: text.entries.len(),
            expected,
        });
    }
    let mut statements = Vec::with_capacity(expected);
    for (index, entry) in text.entries.into_iter().enumerate() {
        let statement = read_statement(&entry).map_err(|message| GoldenError::Entry {
            id: id.to_owned(),
            quantity: name,
            index,
            message,
        })?;
        statements.push(statement);
    }
    Ok(Certificate {
        quantity,
        digits: text.digits,
        statements,
    })
}

/// Numbers are accepted in the spelling that is written, and in no other.
fn read_statement(text: &StatementText) -> Result<Statement, &'static str> {
    match text {
        StatementText::Near(text) => Some(text)
            .filter(|text| text.len() <= MAX_CHARS)
            .and_then(|text| text.parse::<Integer>().ok())
            .filter(|z| z.to_string() == *text)
            .map(Statement::Near)
            .ok_or("near: expected an integer such as \"-12\""),
        StatementText::Exactly(text) => parse_rational(text)
            .ok()
            .filter(|q| q.to_string() == *text)
            .map(Statement::Exactly)
            .ok_or("exactly: expected a fraction in lowest terms such as \"-3/4\""),
    }
}
