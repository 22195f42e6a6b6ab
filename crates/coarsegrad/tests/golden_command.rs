//! `coarsegrad golden`: what is stale is named and mended, twins have the hashes that are committed, and a case is shown.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "helpers of tests, where a panic is a failed test"
)]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use coarsegrad::golden::families::FAMILIES;
use serde_json::Value;
use sha2::{Digest, Sha256};
use support::judge::folder;
use support::run;

const CASES: &str = "crates/coarsegrad-golden/data/cases";

/// The files of a folder.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    entries
        .map(|entry| {
            let name = entry.file_name().into_string().unwrap();
            (name, fs::read(entry.path()).unwrap())
        })
        .collect()
}

fn sha256(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Whether each line of a file of sums is right of a file in the folder; the names.
fn summed(folder: &BTreeMap<String, Vec<u8>>, sums: &[u8]) -> BTreeSet<String> {
    let text = std::str::from_utf8(sums).unwrap();
    let lines = text.lines().map(|line| line.split_once("  ").unwrap());
    lines
        .filter(|(_, name)| !name.starts_with("twins/"))
        .map(|(sum, name)| {
            assert_eq!(sha256(&folder[name]), sum, "{name}");
            name.to_owned()
        })
        .collect()
}

#[test]
fn what_is_stale_or_missing_is_named_and_mended() {
    let committed = files(
        &Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../..")
            .join(CASES),
    );
    let root = folder("golden-checkout");
    let cases = root.join(CASES);
    fs::create_dir_all(&cases).unwrap();
    for (name, bytes) in committed
        .iter()
        .filter(|(name, _)| *name != "indicator.jsonl")
    {
        fs::write(cases.join(name), bytes).unwrap();
    }
    let stale = String::from_utf8(committed["clip.jsonl"].clone()).unwrap();
    let stale = stale.replacen("\"closed\"", "\"open\"", 1);
    fs::write(cases.join("clip.jsonl"), &stale).unwrap();
    let damaged = files(&cases);
    let root = root.to_str().unwrap();
    let generate = ["golden", "generate", "--root", root];

    let checked = run(
        &[&generate[..], &["--check", "--format", "json"]].concat(),
        b"",
    );
    assert_eq!((checked.code, checked.err.as_str()), (1, ""));
    let document: Value = serde_json::from_str(&checked.out).unwrap();
    let states: BTreeMap<&str, &str> = document["files"]
        .as_array()
        .unwrap()
        .iter()
        .map(|file| {
            let name = file["path"].as_str().unwrap().rsplit('/').next().unwrap();
            (name, file["state"].as_str().unwrap())
        })
        .collect();
    assert_eq!(
        states.keys().copied().collect::<Vec<_>>(),
        committed.keys().collect::<Vec<_>>()
    );
    for (name, state) in states {
        let expected = match name {
            "clip.jsonl" => "stale",
            "indicator.jsonl" => "missing",
            _ => "unchanged",
        };
        assert_eq!(state, expected, "{name}");
    }
    assert!(files(&cases) == damaged, "--check has written");

    let out = folder("golden-twins");
    let twins = ["--twins", out.to_str().unwrap(), "--entries", "1000"];
    let written = run(&[&generate[..], &twins].concat(), b"");
    assert_eq!(
        (written.code, written.err.as_str()),
        (0, ""),
        "{}",
        written.out
    );
    assert_eq!(
        written.out.matches(": written, ").count(),
        2,
        "{}",
        written.out
    );
    assert!(
        files(&cases) == committed,
        "the files are not those that are committed"
    );
    let manifest = &committed["SHA256SUMS"];
    assert_eq!(summed(&committed, manifest).len(), committed.len() - 1);

    let twins = files(&out);
    let sums = &twins["SHA256SUMS"];
    let line = format!("{}  twins/SHA256SUMS", sha256(sums));
    assert!(
        std::str::from_utf8(manifest)
            .unwrap()
            .lines()
            .any(|own| own == line)
    );
    let named = summed(&twins, sums);
    let large: BTreeSet<_> = twins
        .keys()
        .filter(|name| name.starts_with("bulk."))
        .cloned()
        .collect();
    assert!(named.len() > 100 && large.len() > 5);
    let all: BTreeSet<_> = twins
        .keys()
        .filter(|name| *name != "SHA256SUMS")
        .cloned()
        .collect();
    assert_eq!(all, &named | &large);
}

#[test]
fn a_case_is_shown_as_its_record_and_as_text() {
    let record = FAMILIES
        .iter()
        .flat_map(|family| family.text().lines())
        .find(|line| line.contains("\"id\":\"clip.dx/unit-1\""))
        .unwrap();
    let json = run(
        &["golden", "show", "clip.dx/unit-1", "--format", "json"],
        b"",
    );
    assert_eq!((json.code, json.err.as_str()), (0, ""));
    assert_eq!(json.out, format!("{record}\n"));
    let text = run(&["golden", "show", "clip.dx/unit-1"], b"");
    assert_eq!((text.code, text.err.as_str()), (0, ""));
    for said in [
        "clip.dx/unit-1\n  dx of clip\n  lower = -1\n  upper = 1\n",
        "  x = 1\n      f64 3ff0000000000000, f32 3f800000, bf16 3f80, f16 3c00\n",
        "  asked in f64, f32, bf16, f16\n",
        "  expected: 1/2 where bound=half\n",
        "  rule: clip_gradients_are_masked_by_the_place_of_the_input: clip(x) = ",
        "  flag UpperBound: ",
        "  found by: rational, dyadic\n",
    ] {
        assert!(text.out.contains(said), "{said:?}\n{}", text.out);
    }
    let hash = serde_json::from_str::<Value>(record).unwrap();
    assert!(
        text.out.contains(hash["hash"].as_str().unwrap()),
        "{}",
        text.out
    );
}

/// Long numbers and tensors are cut, and no line is empty or reaches a terminal as it is.
#[test]
fn every_case_can_be_shown() {
    // Of each operation and output the first; each is a process.
    let mut seen = BTreeSet::new();
    let mut shown = 0;
    for family in FAMILIES {
        for case in family.committed().map(Result::unwrap) {
            if !seen.insert((family.name(), case.output.clone())) {
                continue;
            }
            let ran = run(&["golden", "show", &case.id], b"");
            assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{}", case.id);
            assert!(
                ran.out.starts_with(&format!("{}\n", case.id)),
                "{}",
                ran.out
            );
            assert!(ran.out.contains("  expected: "), "{}", ran.out);
            assert!(ran.out.lines().all(|line| line.len() < 4000), "{}", ran.out);
            shown += 1;
        }
    }
    assert!(shown > 2 * FAMILIES.len(), "{shown}");
}

#[test]
fn a_case_that_is_not_there_is_refused_with_its_neighbours() {
    let ran = run(&["golden", "show", "clip.dx/unit-11"], b"");
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    assert_eq!(
        ran.err,
        "error: the cases of this program: there is no case clip.dx/unit-11; did you mean clip.dx/unit-1 or \
         clip.dx/unit-m1 or clip.dx/unit-0?\n"
    );
    let own = run(&["golden", "show", "x", "--cases", "-"], b"");
    assert_eq!(
        (own.code, own.err.as_str()),
        (2, "error: standard input: there is no case x\n")
    );
    let broken = run(&["golden", "show", "x", "--cases", "-"], b"7\n");
    assert_eq!(broken.code, 2, "{}", broken.err);
}

#[test]
fn a_folder_that_is_no_checkout_is_refused_at_once() {
    let empty = folder("golden-empty");
    let ran = run(
        &["golden", "generate", "--root", empty.to_str().unwrap()],
        b"",
    );
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    assert!(
        ran.err
            .ends_with("data/cases: no such folder; --root must name a checkout of the sources\n"),
        "{}",
        ran.err
    );
    assert!(files(&empty).is_empty());
}
