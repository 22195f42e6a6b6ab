//! The tables in the book and the README are what the library computes.

use std::fs;
use std::path::{Path, PathBuf};

use coarsegrad::tables::{self, FOLLOWED_INSTANCE, GENERATED};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A fresh folder with a README that has the markers and nothing between them.
#[expect(clippy::unwrap_used, reason = "a test without its folder must fail")]
fn empty_root(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    let readme = "# Title\n\n<!-- generated -->\n<!-- end of generated -->\n\nThe rest.\n";
    fs::write(folder.join("README.md"), readme).unwrap();
    folder
}

#[test]
fn committed_tables_are_current() {
    let differences = tables::check(&root()).unwrap();
    let report: String = differences.iter().map(ToString::to_string).collect();
    assert!(
        differences.is_empty(),
        "stale tables; `coarsegrad tables` rewrites them:\n{report}"
    );
}

#[test]
fn the_checker_sees_each_kind_of_damage() {
    let folder = empty_root("damaged-tables");
    let written = tables::write(&folder).unwrap();
    assert!(written.len() > 5, "{written:?}");
    assert!(tables::check(&folder).unwrap().is_empty());
    assert!(
        tables::write(&folder).unwrap().is_empty(),
        "nothing left to write"
    );
    let readme = fs::read_to_string(folder.join("README.md")).unwrap();
    assert!(readme.starts_with("# Title\n") && readme.ends_with("\nThe rest.\n"));

    // One digit.
    let path = folder.join(GENERATED).join("constants.md");
    let original = fs::read_to_string(&path).unwrap();
    let damaged = original.replacen("0.3989422", "0.3989423", 1);
    assert_ne!(original, damaged);
    fs::write(&path, damaged).unwrap();
    let differences = tables::check(&folder).unwrap();
    assert_eq!(differences.len(), 1);
    assert_eq!(differences[0].path, format!("{GENERATED}/constants.md"));
    let report = differences[0].to_string();
    let has = |sign: &str, digits: &str| {
        report
            .lines()
            .any(|line| line.starts_with(sign) && line.contains(digits))
    };
    assert!(has("-|", "0.3989423") && has("+|", "0.3989422"), "{report}");
    fs::write(&path, &original).unwrap();
    assert!(tables::check(&folder).unwrap().is_empty());

    // The block in the README, then its markers.
    fs::write(
        folder.join("README.md"),
        readme.replacen("exact form", "exact from", 1),
    )
    .unwrap();
    assert_eq!(tables::check(&folder).unwrap()[0].path, "README.md");
    fs::write(folder.join("README.md"), "no markers\n").unwrap();
    let report = tables::check(&folder).unwrap()[0].to_string();
    assert!(report.contains("<!-- generated -->"), "{report}");
    assert!(tables::write(&folder).is_err());
    fs::write(folder.join("README.md"), readme).unwrap();

    // A missing file and one that no table writes.
    fs::remove_file(&path).unwrap();
    fs::write(folder.join(GENERATED).join("stray.md"), "1\n").unwrap();
    let paths: Vec<String> = tables::check(&folder)
        .unwrap()
        .into_iter()
        .map(|difference| difference.path)
        .collect();
    let expected = ["constants.md", "stray.md"].map(|name| format!("{GENERATED}/{name}"));
    assert_eq!(paths, expected);
}

#[test]
fn a_folder_that_is_no_checkout_is_left_alone() {
    let folder = empty_root("no-checkout");
    fs::remove_file(folder.join("README.md")).unwrap();
    assert!(tables::write(&folder).is_err());
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 0);
}

#[test]
fn the_example_is_the_instance_that_the_readme_follows() {
    let text = fs::read_to_string(root().join("examples/two-layer.json")).unwrap();
    assert_eq!(text, FOLLOWED_INSTANCE);
}
