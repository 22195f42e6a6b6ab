//! What is certified: counts for each quantity, and for each file of lemmas.

use coarsegrad_golden::coq::{PER_FILE, export};
use coarsegrad_golden::{Quantity, Statement, parse};

use super::TableError;
use super::markdown::{Grid, anchored, code};

/// The page, for golden values as a JSON document.
pub(super) fn render(golden: &str) -> Result<String, TableError> {
    let records = parse(golden.as_bytes())?;
    let mut by_quantity = Grid::new(["quantity", "certificates", "entries", "of them exact"]);
    let mut totals = [0; 3];
    for quantity in Quantity::ALL {
        let of_quantity = || {
            records
                .iter()
                .filter_map(|record| record.certificate(quantity))
        };
        let statements = || of_quantity().flat_map(|certificate| &certificate.statements);
        let exact = statements().filter(|statement| matches!(statement, Statement::Exactly(_)));
        let counts = [of_quantity().count(), statements().count(), exact.count()];
        for (total, count) in totals.iter_mut().zip(counts) {
            *total += count;
        }
        let [certificates, entries, exact] = counts.map(|count| count.to_string());
        by_quantity.row([code(quantity.name()), certificates, entries, exact]);
    }
    let [certificates, entries, exact] = totals.map(|count| count.to_string());
    by_quantity.row(["all".to_owned(), certificates, entries, exact]);
    let export = export(golden, &records, PER_FILE)?;
    let mut by_file = Grid::new(["file", "certificates", "first", "last"]);
    for shard in &export.shards {
        let name = |lemma: Option<&String>| lemma.map_or_else(String::new, |lemma| code(lemma));
        by_file.row([
            code(&shard.file),
            shard.lemmas.len().to_string(),
            name(shard.lemmas.first()),
            name(shard.lemmas.last()),
        ]);
    }
    Ok(format!(
        "# Certificates\n\n\
         {} instances. What a certificate says, and who checks it:\n\
         [certificates](../guides/certify.md).\n\n\
         ## By quantity\n\n{}\n\
         ## By file\n\n{}",
        records.len(),
        anchored("quantities", &by_quantity.render()),
        anchored("files", &by_file.render()),
    ))
}
