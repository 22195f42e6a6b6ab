//! What an export holds, for whoever checks it.

use super::shard::{Shard, sha256};

/// The name of the manifest.
pub const MANIFEST_FILE: &str = "MANIFEST.json";

/// The value of its `schema` key.
pub const MANIFEST_SCHEMA: &str = "coarsegrad/certificates/1";

/// The manifest: hashes and lemma names of all shards.
pub(super) fn manifest(golden: &str, shards: &[Shard]) -> String {
    let shards: Vec<String> = shards
        .iter()
        .map(|shard| {
            let lemmas: Vec<String> = shard.lemmas.iter().map(|l| format!("   \"{l}\"")).collect();
            format!(
                " {{\"file\":\"{}\",\"sha256\":\"{}\",\"lemmas\":[\n{}\n ]}}",
                shard.file,
                sha256(shard.text.as_bytes()),
                lemmas.join(",\n")
            )
        })
        .collect();
    format!(
        "{{\"schema\":\"{MANIFEST_SCHEMA}\",\"generator\":\"coarsegrad-golden {}\",\
         \"golden_sha256\":\"{golden}\",\"shards\":[\n{}\n]}}\n",
        env!("CARGO_PKG_VERSION"),
        shards.join(",\n")
    )
}
