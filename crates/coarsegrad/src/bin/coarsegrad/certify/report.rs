//! What `coarsegrad certify check` found.

use coarsegrad::golden::coq::{Export, sha256};

use super::Golden;
use crate::args::Format;

/// The counts of a check that passed.
pub(super) struct Report<'a> {
    version: &'a str,
    golden: String,
    instances: usize,
    certificates: usize,
    entries: usize,
    files: usize,
    refused: &'a [String],
}

impl<'a> Report<'a> {
    pub(super) fn new(
        golden: &Golden,
        export: &Export,
        version: &'a str,
        refused: &'a [String],
    ) -> Self {
        let certificates = || {
            golden
                .records
                .iter()
                .flat_map(|record| &record.certificates)
        };
        Report {
            version,
            golden: sha256(golden.text.as_bytes()),
            instances: golden.records.len(),
            certificates: certificates().count(),
            entries: certificates().map(|c| c.statements.len()).sum(),
            files: export.shards.len(),
            refused,
        }
    }

    pub(super) fn render(&self, format: Format) -> String {
        match format {
            Format::Text => self.text(),
            Format::Json => self.json(),
        }
    }

    fn text(&self) -> String {
        format!(
            "Coq {}\n\
             {} certificates with {} entries, of {} instances, in {} files: all compiled\n\
             no lemma missing, none besides\n\
             {} certificates with one digit changed: all refused\n",
            self.version,
            self.certificates,
            self.entries,
            self.instances,
            self.files,
            self.refused.len(),
        )
    }

    /// Every text in it is a lemma's name, a version or a hash.
    fn json(&self) -> String {
        let refused: Vec<String> = self
            .refused
            .iter()
            .map(|name| format!("\"{name}\""))
            .collect();
        format!(
            "{{\"schema\":\"coarsegrad/certify-check/1\",\"coq\":\"{}\",\"golden_sha256\":\"{}\",\
             \"instances\":{},\"certificates\":{},\"entries\":{},\"files\":{},\"missing\":[],\
             \"extra\":[],\"refused\":[{}]}}\n",
            self.version,
            self.golden,
            self.instances,
            self.certificates,
            self.entries,
            self.files,
            refused.join(",")
        )
    }
}

#[cfg(test)]
mod tests {
    use coarsegrad::golden::coq::PER_FILE;
    use coarsegrad::schema::CERTIFY_CHECK;
    use serde_json::Value;

    use super::super::{export, golden};
    use super::*;

    #[test]
    fn the_document_follows_its_schema_and_broken_ones_do_not() {
        let golden = golden(None).unwrap();
        let export = export::made(&golden, PER_FILE).unwrap();
        let refused = ["example_two_layer__population_loss".to_owned()];
        let report = Report::new(&golden, &export, "8.16.1", &refused);
        let document: Value = serde_json::from_str(&report.render(Format::Json)).unwrap();
        let schema: Value = serde_json::from_str(CERTIFY_CHECK).unwrap();
        assert!(jsonschema::draft202012::meta::is_valid(&schema));
        let validator = jsonschema::draft202012::new(&schema).unwrap();
        assert!(validator.is_valid(&document), "{document}");
        let lemmas: usize = export.shards.iter().map(|shard| shard.lemmas.len()).sum();
        assert_eq!(document["certificates"], lemmas);
        for (key, broken) in [
            ("schema", Value::from("coarsegrad/certify-check/2")),
            ("golden_sha256", Value::from("0")),
            ("missing", Value::from(vec!["a__angle"])),
            ("refused", Value::from(vec!["angle"])),
            ("files", Value::Null),
        ] {
            let mut wrong = document.clone();
            wrong[key] = broken;
            assert!(!validator.is_valid(&wrong), "{key}");
        }
    }
}
