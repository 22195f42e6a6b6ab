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
