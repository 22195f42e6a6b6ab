//! How the house is laid out: directions of dependencies, and rules that every claim's test keeps.

use std::collections::BTreeSet;

use theorems::workspace::{Dependencies, bad_edges, dependencies, test_functions, test_sources};

/// The package of the Python extension, which is a workspace of its own: its version, and the packages it depends on.
fn python_extension() -> Option<(String, Vec<String>)> {
    let manifest = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../crates/coarsegrad-py/Cargo.toml"
    );
    let manifest: toml::Table = std::fs::read_to_string(manifest).ok()?.parse().ok()?;
    let edges = manifest.get("dependencies")?.as_table()?.keys();
    let version = manifest.get("package")?.get("version")?.as_str()?;
    Some((version.to_owned(), edges.cloned().collect()))
}

/// `arith <- model <- {exact, mc, train} <- golden <- leaves`: no crate depends on one beside or above it, and only the
/// arithmetic names `rug`. The Python extension names the facade and the judge, has their version, and is no member:
/// what is done for the whole workspace needs no Python.
#[test]
fn dependencies_point_downwards() {
    let found = dependencies();
    assert!(!found.contains_key("coarsegrad-py"));
    let (version, edges) = python_extension().unwrap();
    assert_eq!(version, env!("CARGO_PKG_VERSION"));
    let rooms = |edge: &&String| edge.starts_with("coarsegrad") || **edge == "theorems";
    assert_eq!(
        edges.iter().filter(rooms).collect::<Vec<_>>(),
        ["coarsegrad", "coarsegrad-golden"]
    );
    assert!(
        !edges
            .iter()
            .any(|edge| edge == "rug" || edge == "gmp-mpfr-sys")
    );
    for room in [
        "coarsegrad-arith",
        "coarsegrad-model",
        "coarsegrad-exact",
        "coarsegrad",
        "theorems",
    ] {
        assert!(found.contains_key(room), "{room} is missing");
    }
    assert_eq!(bad_edges(&found), Vec::<String>::new());
}

/// The check above refuses every kind of bad edge.
#[test]
fn a_bad_dependency_is_refused() {
    let with = |name: &str, edge: &str| {
        let mut all: Dependencies = dependencies();
        all.entry(name.to_owned())
            .or_default()
            .push(edge.to_owned());
        bad_edges(&all)
    };
    let bad = [
        ("coarsegrad-arith", "coarsegrad-model"),
        ("coarsegrad-model", "coarsegrad-exact"),
        ("coarsegrad-mc", "coarsegrad-exact"),
        ("coarsegrad-exact", "coarsegrad-mc"),
        ("coarsegrad-train", "coarsegrad-exact"),
        ("coarsegrad-exact", "theorems"),
        ("coarsegrad-exact", "coarsegrad"),
        ("theorems", "coarsegrad"),
        ("theorems", "coarsegrad-py"),
        ("coarsegrad", "coarsegrad-py"),
        ("coarsegrad-model", "rug"),
        ("coarsegrad", "gmp-mpfr-sys"),
    ];
    for (name, edge) in bad {
        assert_eq!(with(name, edge), [format!("{name} -> {edge}")]);
    }
    assert_eq!(
        with("coarsegrad-attic", "serde"),
        ["coarsegrad-attic has no place in the layout"]
    );
    assert_eq!(with("coarsegrad-model", "serde"), Vec::<String>::new());
    assert_eq!(
        with("coarsegrad-golden", "coarsegrad-mc"),
        Vec::<String>::new()
    );
}

/// Every test states its claim in a doc comment, none is switched off, and no two have the same name.
#[test]
fn every_claim_is_stated_and_switched_on() {
    let mut names = BTreeSet::new();
    for (path, source) in test_sources() {
        let functions = test_functions(&source);
        assert!(!functions.is_empty(), "{} has no test", path.display());
        assert!(
            source.starts_with("//!"),
            "{} has no description",
            path.display()
        );
        for function in functions {
            let place = format!("{} in {}", function.name, path.display());
            assert!(function.documented, "{place} does not say what it claims");
            assert!(!function.ignored, "{place} is switched off");
            // A sentence: at least three words.
            assert!(
                function.name.split('_').count() >= 3,
                "{place} is not a sentence"
            );
            assert!(
                names.insert(function.name.clone()),
                "{place} is there twice"
            );
        }
    }
    println!("{} tests", names.len());
    assert!(names.len() >= 80);
}

/// The scan above sees a missing comment and a switched-off test.
#[test]
fn the_scan_of_tests_sees_what_is_wrong() {
    let source = "/// Claim.\n#[test]\nfn good_test_here() {}\n\n#[test]\nfn undocumented() {}\n\n/// Claim.\n#[test]\n#[ignore = \"slow\"]\nfn switched_off() {}\n";
    let found = test_functions(source);
    let states: Vec<(&str, bool, bool)> = found
        .iter()
        .map(|f| (f.name.as_str(), f.documented, f.ignored))
        .collect();
    let expected = [
        ("good_test_here", true, false),
        ("undocumented", false, false),
        ("switched_off", true, true),
    ];
    assert_eq!(states, expected);
}
