//! The workspace as data: its crates, their dependencies, the sources of these tests.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// Crate name to the workspace crates and outside crates it depends on (development dependencies included).
pub type Dependencies = BTreeMap<String, Vec<String>>;

/// What `cargo metadata` says about the members of this workspace.
///
/// # Panics
/// If cargo cannot be run.
#[must_use]
pub fn dependencies() -> Dependencies {
    let output = Command::new(env!("CARGO"))
        .args([
            "metadata",
            "--no-deps",
            "--offline",
            "--format-version",
            "1",
        ])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let name = |value: &Value| value["name"].as_str().unwrap().to_owned();
    metadata["packages"]
        .as_array()
        .unwrap()
        .iter()
        .map(|package| {
            let edges = package["dependencies"].as_array().unwrap();
            (name(package), edges.iter().map(name).collect())
        })
        .collect()
}

/// What each room of the house may depend on, among the rooms.
const ALLOWED: [(&str, &[&str]); 8] = [
    ("coarsegrad-arith", &[]),
    ("coarsegrad-model", &["coarsegrad-arith"]),
    (
        "coarsegrad-exact",
        &["coarsegrad-arith", "coarsegrad-model"],
    ),
    ("coarsegrad-mc", &["coarsegrad-arith", "coarsegrad-model"]),
    (
        "coarsegrad-train",
        &["coarsegrad-arith", "coarsegrad-model"],
    ),
    (
        "coarsegrad-golden",
        &[
            "coarsegrad-arith",
            "coarsegrad-model",
            "coarsegrad-exact",
            "coarsegrad-mc",
            "coarsegrad-train",
        ],
    ),
    (
        "coarsegrad",
        &[
            "coarsegrad-arith",
            "coarsegrad-model",
            "coarsegrad-exact",
            "coarsegrad-mc",
            "coarsegrad-train",
            "coarsegrad-golden",
        ],
    ),
    (
        "theorems",
        &[
            "coarsegrad-arith",
            "coarsegrad-model",
            "coarsegrad-exact",
            "coarsegrad-mc",
            "coarsegrad-train",
            "coarsegrad-golden",
        ],
    ),
];

/// The edges that the layout forbids, and the crates that it does not know.
#[must_use]
pub fn bad_edges(dependencies: &Dependencies) -> Vec<String> {
    let mut bad = Vec::new();
    for (name, edges) in dependencies {
        let leaf = name == "coarsegrad-py" || name.starts_with("coarsegrad-bench");
        let allowed = match ALLOWED.iter().find(|(known, _)| known == name) {
            Some((_, allowed)) => *allowed,
            None if leaf => continue,
            None => {
                bad.push(format!("{name} has no place in the layout"));
                continue;
            }
        };
        for edge in edges {
            let forbidden = if dependencies.contains_key(edge) || edge.starts_with("coarsegrad") {
                !allowed.contains(&edge.as_str())
            } else {
                // Only the arithmetic names the arbitrary-precision library.
                ["rug", "gmp-mpfr-sys"].contains(&edge.as_str()) && name != "coarsegrad-arith"
            };
            if forbidden {
                bad.push(format!("{name} -> {edge}"));
            }
        }
    }
    bad
}

/// A test function as it stands in a source file.
#[derive(Debug)]
pub struct TestFunction {
    /// Its name.
    pub name: String,
    /// Whether a doc comment stands above it.
    pub documented: bool,
    /// Whether it is switched off.
    pub ignored: bool,
}

/// The test functions of a source text.
#[must_use]
pub fn test_functions(source: &str) -> Vec<TestFunction> {
    let lines: Vec<&str> = source.lines().map(str::trim).collect();
    let mut found = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        if *line != "#[test]" {
            continue;
        }
        let mut ignored = false;
        let mut name = None;
        for next in &lines[index + 1..] {
            if let Some(rest) = next.strip_prefix("fn ") {
                name = rest.split('(').next();
                break;
            }
            ignored |= next.starts_with("#[ignore");
        }
        let above = index.checked_sub(1).map(|before| lines[before]);
        found.push(TestFunction {
            name: name.unwrap_or_default().to_owned(),
            documented: above.is_some_and(|line| line.starts_with("///")),
            ignored,
        });
    }
    found
}

/// The sources of the theorem tests, by path.
///
/// # Panics
/// If they cannot be read.
#[must_use]
pub fn test_sources() -> Vec<(PathBuf, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let mut sources: Vec<(PathBuf, String)> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .map(|path| {
            let text = std::fs::read_to_string(&path).unwrap();
            (path, text)
        })
        .collect();
    sources.sort();
    sources
}
