//! Claims as a JSON document, `coarsegrad/claims/1`.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Claim, Grade, Kind, Register};

/// The value of the `schema` key of a document of claims.
pub const CLAIMS_SCHEMA: &str = "coarsegrad/claims/1";

#[derive(Serialize)]
struct Document<'a> {
    schema: &'a str,
    counts: BTreeMap<Grade, usize>,
    claims: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct Row<'a> {
    id: &'a str,
    family: &'a str,
    statement: &'a str,
    kind: Kind,
    grade: Grade,
    source: &'a str,
    errata: &'a [String],
    coq: Option<&'a str>,
    tests: &'a [String],
    book: &'a str,
    /// What the proof rests on; empty for what is not proved.
    uses: Vec<&'a str>,
    used_by: Vec<&'a str>,
    definitions: &'a [String],
}

/// The claims as one line of JSON, without a line end. The schema is [`crate::schema::CLAIMS`].
///
/// # Errors
/// What `serde_json` says; that would be a defect of the library.
pub fn document(register: &Register, claims: &[&Claim]) -> serde_json::Result<String> {
    let graph = register.dependencies();
    let rows = claims.iter().map(|claim| Row {
        id: &claim.id,
        family: claim.family(),
        statement: &claim.statement,
        kind: claim.kind,
        grade: claim.grade,
        source: &claim.source,
        errata: &claim.errata,
        coq: claim.coq.as_deref(),
        tests: &claim.tests,
        book: &claim.book,
        uses: graph.uses(&claim.id).collect(),
        used_by: graph.used_by(&claim.id).collect(),
        definitions: graph.definitions(&claim.id),
    });
    serde_json::to_string(&Document {
        schema: CLAIMS_SCHEMA,
        counts: Grade::ALL
            .map(|grade| (grade, claims.iter().filter(|c| c.grade == grade).count()))
            .into(),
        claims: rows.collect(),
    })
}
