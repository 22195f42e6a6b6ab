//! The grade of certified values, and the command that exports certificates.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "helpers of tests, where a panic is a failed test"
)]

mod support;

use std::fs;
use std::path::{Path, PathBuf};

use coarsegrad::golden::{self, Quantity, canonical, coq};
use serde_json::Value;
use support::{run, succeed};

/// The values of an instance at some digits, as JSON.
fn values(instance: &str, digits: u32) -> Value {
    let digits = digits.to_string();
    let arguments = ["value", "--format", "json", "--digits", &digits, "-"];
    serde_json::from_str(&succeed(&arguments, instance.as_bytes())).unwrap()
}

/// The numbers of a quantity in a value document.
fn numbers(document: &Value, quantity: Quantity) -> Vec<&Value> {
    let place = match quantity {
        Quantity::Angle => "/angle",
        Quantity::PopulationLoss => "/quantities/population_loss",
        Quantity::PopulationGradientV => "/quantities/population_gradient/v",
        Quantity::PopulationGradientW => "/quantities/population_gradient/w",
        Quantity::Identity => "/quantities/expected_coarse_gradient/identity/w",
        Quantity::Relu => "/quantities/expected_coarse_gradient/relu/w",
        Quantity::ClippedRelu => "/quantities/expected_coarse_gradient/clipped-relu/w",
    };
    let found = document.pointer(place).unwrap();
    found
        .as_array()
        .map_or_else(|| vec![found], |entries| entries.iter().collect())
}

#[test]
fn golden_instances_print_certified_values() {
    let mut certified = 0;
    for record in golden::parse(golden::GOLDEN.as_bytes()).unwrap() {
        for digits in [3, 30] {
            let document = values(&canonical(&record.instance), digits);
            for quantity in Quantity::ALL {
                let has = record.certificate(quantity).is_some();
                for (index, number) in numbers(&document, quantity).iter().enumerate() {
                    let place = format!("{} {quantity:?}[{index}] at {digits}", record.id);
                    assert_eq!(number["grade"] == "certified", has, "{place}: {number}");
                    if has {
                        assert_eq!(number["certificate"], record.lemma(quantity), "{place}");
                        certified += 1;
                    }
                }
            }
            let inner = document.pointer("/quantities/inner_product/relu").unwrap();
            assert!(inner.get("grade").is_none());
        }
    }
    println!("{certified} numbers");
}

#[test]
fn more_digits_than_certified_are_not_certified() {
    let instance = support::example("two-layer.json");
    let loss = |digits| values(&instance, digits)["quantities"]["population_loss"].clone();
    assert_eq!(
        loss(30)["certificate"],
        "example_two_layer__population_loss"
    );
    let many = loss(100);
    assert!(many.get("grade").is_none() && many.get("certificate").is_none());
    // An exact value stays certified at any number of digits.
    let kink = values(&support::example("kink.json"), 100);
    assert_eq!(kink["angle"]["grade"], "certified");
}

#[test]
fn an_instance_beside_a_golden_one_is_not_certified() {
    let instance = support::example("two-layer.json").replace("0.5", "0.50000000000000001");
    let text = succeed(&["value", "--format", "json", "-"], instance.as_bytes());
    assert!(!text.contains("grade"));
    let text = succeed(&["value", "-"], instance.as_bytes());
    assert!(!text.contains("certified"));
}

/// A fresh folder for a test's files.
fn folder(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&path);
    path
}

#[test]
fn an_export_is_whole_and_its_check_sees_every_difference() {
    let out = folder("export");
    let out = out.to_str().unwrap();
    let export = ["certify", "export", "--out", out];
    let check = ["certify", "export", "--check", "--out", out];
    succeed(&export, b"");
    let first = Path::new(out).join("Golden_000.v");
    let text = fs::read_to_string(&first).unwrap();
    assert!(succeed(&check, b"").contains("up to date"));
    // Other files are left alone, those of another export are not.
    fs::write(Path::new(out).join("notes.txt"), "kept").unwrap();
    succeed(&check, b"");
    let damage: [(&str, Option<String>, &str); 3] = [
        (
            "Golden_000.v",
            Some(text.replacen("near (", "near (1", 1)),
            "is not what",
        ),
        ("MANIFEST.json", None, "is missing"),
        ("Golden_999.v", Some(text.clone()), "belongs to no export"),
    ];
    for (file, contents, says) in damage {
        let path = Path::new(out).join(file);
        match contents {
            Some(contents) => fs::write(&path, contents).unwrap(),
            None => fs::remove_file(&path).unwrap(),
        }
        let result = run(&check, b"");
        assert_eq!(result.code, 1, "{file}");
        assert!(result.err.contains(says), "{}", result.err);
        assert!(result.err.contains(file), "{}", result.err);
        succeed(&export, b"");
        succeed(&check, b"");
    }
    assert_eq!(
        fs::read_to_string(Path::new(out).join("notes.txt")).unwrap(),
        "kept"
    );
    assert!(!Path::new(out).join("Golden_999.v").exists());
}

/// The names in a folder, sorted.
fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn what_no_export_wrote_is_neither_replaced_nor_removed() {
    let out = folder("foreign");
    for name in ["Golden_000.v", "Golden_777.v", "MANIFEST.json"] {
        fs::create_dir_all(&out).unwrap();
        fs::write(out.join(name), "mine").unwrap();
        let result = run(&["certify", "export", "--out", out.to_str().unwrap()], b"");
        assert_eq!(result.code, 1, "{name}: {}", result.out);
        assert!(result.err.contains(name), "{}", result.err);
        assert!(result.err.contains("no export wrote"), "{}", result.err);
        assert_eq!(names(&out), [name]);
        assert_eq!(fs::read_to_string(out.join(name)).unwrap(), "mine");
        fs::remove_dir_all(&out).unwrap();
    }
    // A folder has no text that an export could have written.
    fs::create_dir_all(out.join("Golden_003.v")).unwrap();
    let result = run(&["certify", "export", "--out", out.to_str().unwrap()], b"");
    assert_eq!(result.code, 1);
    assert_eq!(names(&out), ["Golden_003.v"]);
}

#[cfg(unix)]
#[test]
fn what_a_killed_export_left_is_replaced_and_links_are_not_followed() {
    let out = folder("links");
    fs::create_dir_all(out.join("certs")).unwrap();
    let victim = out.join("victim");
    fs::write(&victim, "mine").unwrap();
    std::os::unix::fs::symlink(&victim, out.join("certs/.Golden_000.v.1.tmp")).unwrap();
    let certs = out.join("certs");
    succeed(
        &["certify", "export", "--out", certs.to_str().unwrap()],
        b"",
    );
    assert_eq!(fs::read_to_string(&victim).unwrap(), "mine");
    assert!(
        certs
            .join("Golden_000.v")
            .symlink_metadata()
            .unwrap()
            .is_file()
    );
    assert!(names(&certs).iter().all(|name| !name.starts_with('.')));
}

#[test]
fn a_bad_golden_file_is_refused_and_nothing_is_written() {
    let out = folder("refused");
    fs::create_dir_all(&out).unwrap();
    let bad = out.join("bad.json");
    fs::write(
        &bad,
        golden::GOLDEN.replacen("\"digits\":30", "\"digits\":0", 1),
    )
    .unwrap();
    let certs = out.join("certs");
    let arguments = [
        "certify",
        "export",
        "--golden",
        bad.to_str().unwrap(),
        "--out",
    ];
    let result = run(&[&arguments[..], &[certs.to_str().unwrap()]].concat(), b"");
    assert_eq!(result.code, 2);
    assert!(result.err.contains("digits must be"), "{}", result.err);
    assert!(!certs.exists());
    for count in ["0", "1001", "many"] {
        let result = run(&["certify", "export", "--per-file", count, "--check"], b"");
        assert_eq!(result.code, 2);
        assert!(result.err.contains("--per-file"), "{}", result.err);
    }
    assert_eq!(coq::PER_FILE, 50);
}

/// What the check of this checkout's certificates comes to where `PATH` is a folder with this `coqc`, or with none.
fn check_with(name: &str, coqc: Option<&str>) -> support::Ran {
    let path = folder(name);
    fs::create_dir_all(&path).unwrap();
    if let Some(script) = coqc {
        let program = path.join("coqc");
        fs::write(&program, format!("#!/bin/sh\n{script}\n")).unwrap();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
        }
    }
    let mut command = support::command();
    command.args(["certify", "check"]).env("PATH", path);
    support::run_command(command, b"")
}

#[test]
fn a_machine_without_coq_gets_a_message() {
    let result = check_with("no-coq", None);
    assert_eq!(result.code, 4, "{}", result.err);
    assert!(result.err.contains("coqc is not there"), "{}", result.err);
    assert!(result.err.contains("8.16.1"), "{}", result.err);
}

#[cfg(unix)]
#[test]
fn another_coq_gets_a_message() {
    let long = format!("echo {}", "x".repeat(9_000));
    for (script, says) in [
        ("echo 8.18.0 5.1.1", "says 8.18.0;"),
        ("exit 0", "says nothing;"),
        ("echo 8.16.1 4.14.1; exit 3", "says 8.16.1;"),
        (&long, "xxx; the proofs need Coq 8.16.1"),
    ] {
        let result = check_with("other-coq", Some(script));
        assert_eq!(result.code, 4, "{}", result.err);
        assert!(result.err.contains(says), "{}", result.err);
        assert!(result.err.len() < 300, "{}", result.err);
    }
}

#[test]
fn a_folder_that_is_not_that_of_the_proofs_is_named() {
    for proofs in ["docs", "no-such-folder"] {
        let result = run(&["certify", "check", "--proofs", proofs], b"");
        assert_eq!(result.code, 2, "{}", result.err);
        assert!(result.err.contains(proofs), "{}", result.err);
        assert!(result.err.contains("--proofs"), "{}", result.err);
    }
}
