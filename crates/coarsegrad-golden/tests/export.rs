//! The files of lemmas: what they are made of, and that they are those of the repository.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests, where a panic is a failed test"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use coarsegrad_golden::coq::{
    Export, MANIFEST_FILE, PER_FILE, export, flipped, lemma, lemma_names, sha256,
};
use coarsegrad_golden::{GOLDEN, GoldenError, Quantity, Statement, parse, write};

fn exported(golden: &str, per_file: usize) -> Export {
    export(golden, &parse(golden.as_bytes()).unwrap(), per_file).unwrap()
}

#[test]
fn the_repository_holds_what_is_exported() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../proofs/certs");
    let export = exported(GOLDEN, PER_FILE);
    let mut names = BTreeSet::new();
    for (file, text) in export.files() {
        let found = fs::read_to_string(folder.join(file)).unwrap();
        assert!(found == text, "{file}: run coarsegrad certify export");
        names.insert(file.to_owned());
    }
    for entry in fs::read_dir(folder).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(!Export::owns(&name) || names.contains(&name), "{name}");
    }
}

#[test]
fn a_file_holds_lemmas_with_proofs_and_nothing_else() {
    let export = exported(GOLDEN, PER_FILE);
    let mut all = BTreeSet::new();
    for shard in &export.shards {
        assert!(shard.lemmas.len() <= PER_FILE);
        let (header, body) = shard.text.trim_end().split_once("\n\n").unwrap();
        assert!(header.contains(&sha256(GOLDEN.as_bytes())));
        for line in header.lines().skip(2) {
            let imports = ["From ", "Import "];
            assert!(
                imports.iter().any(|start| line.starts_with(start)),
                "{line}"
            );
        }
        for (text, name) in body.split("\n\n").zip(&shard.lemmas) {
            let sentences: Vec<&str> = text.split_terminator(['.']).map(str::trim).collect();
            assert_eq!(sentences.len(), 4, "{text}");
            assert!(sentences[0].starts_with(&format!("Lemma {name} :\n  enclosed")));
            assert_eq!((sentences[1], sentences[3]), ("Proof", "Qed"));
            let allowed = |c: char| c.is_ascii_alphanumeric() || " \n_:;.()[]%#-".contains(c);
            assert!(text.chars().all(allowed), "{text}");
            assert!(all.insert(name.clone()), "{name} is there twice");
        }
        assert_eq!(body.split("\n\n").count(), shard.lemmas.len());
    }
    let records = parse(GOLDEN.as_bytes()).unwrap();
    let expected: usize = records.iter().map(|r| r.certificates.len()).sum();
    assert_eq!(all.len(), expected);
}

#[test]
fn the_manifest_names_every_file_with_its_hash() {
    let export = exported(GOLDEN, PER_FILE);
    let manifest: serde_json::Value = serde_json::from_str(&export.manifest).unwrap();
    assert_eq!(manifest["golden_sha256"], sha256(GOLDEN.as_bytes()));
    let shards = manifest["shards"].as_array().unwrap();
    assert_eq!(shards.len(), export.shards.len());
    for (listed, shard) in shards.iter().zip(&export.shards) {
        assert_eq!(listed["file"], *shard.file);
        assert_eq!(listed["sha256"], sha256(shard.text.as_bytes()));
        assert_eq!(
            listed["lemmas"].as_array().unwrap().len(),
            shard.lemmas.len()
        );
    }
}

#[test]
fn files_take_as_many_lemmas_as_they_are_told() {
    let records = parse(GOLDEN.as_bytes()).unwrap();
    let whole = exported(GOLDEN, 1_000);
    assert_eq!(whole.shards.len(), 1);
    let small = exported(GOLDEN, 7);
    assert_eq!(small.shards.len(), whole.shards[0].lemmas.len().div_ceil(7));
    for per_file in [0, 1_001] {
        let refused = export(GOLDEN, &records, per_file);
        assert!(matches!(refused, Err(GoldenError::PerFile { .. })));
    }
    assert_eq!(small, exported(GOLDEN, 7));
    for name in ["Golden_000.v", "Golden_1234.v", MANIFEST_FILE] {
        assert!(Export::owns(name), "{name}");
    }
    for name in ["Golden_00.v", "Golden_0x0.v", "Golden_000.vo", "notes.md"] {
        assert!(!Export::owns(name), "{name}");
    }
}

#[test]
fn one_flipped_digit_changes_one_line_of_one_lemma() {
    let records = parse(GOLDEN.as_bytes()).unwrap();
    for quantity in Quantity::ALL {
        let near = |s: &Statement| matches!(s, Statement::Near(_));
        let record = records
            .iter()
            .find(|r| {
                r.certificate(quantity)
                    .is_some_and(|c| c.statements.iter().any(near))
            })
            .unwrap();
        let certificate = record.certificate(quantity).unwrap();
        let good = lemma(record, certificate).unwrap();
        let bad = lemma(record, &flipped(certificate)).unwrap();
        assert_eq!(good.name, bad.name);
        let lines = good.text.lines().zip(bad.text.lines());
        assert_eq!(lines.filter(|(a, b)| a != b).count(), 1, "{}", good.text);
    }
}

#[test]
fn a_flipped_digit_in_the_golden_file_is_not_what_the_repository_holds() {
    let mut records = parse(GOLDEN.as_bytes()).unwrap();
    let before = exported(GOLDEN, PER_FILE);
    let last = records.last_mut().unwrap().certificates.last_mut().unwrap();
    *last = flipped(last);
    let after = exported(&write(&records), PER_FILE);
    assert_ne!(before.manifest, after.manifest);
    // The hash of the golden file stands in every file.
    for (before, after) in before.shards.iter().zip(&after.shards) {
        assert_ne!(before.text, after.text);
    }
}

#[test]
fn names_survive_the_way_through_the_compiler() {
    let export = exported(GOLDEN, PER_FILE);
    let shard = &export.shards[0];
    let glob: String = shard
        .lemmas
        .iter()
        .map(|name| format!("prf 1:2 <> {name}\n"))
        .collect();
    assert_eq!(lemma_names(&glob), shard.lemmas);
}
