//! Running `coarsegrad train` and reading what it writes.

use std::fs;
use std::path::{Path, PathBuf};

use coarsegrad::schema;
use serde_json::Value;

use super::{Ran, run, scratch};

pub const DESCENT: &str = "examples/train-descent.json";
pub const SPURIOUS: &str = "examples/train-spurious.json";

/// A fresh folder for one test.
pub fn folder(name: &str) -> PathBuf {
    let folder = scratch(&format!("train-{name}"));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

pub fn text(path: &Path) -> String {
    path.to_str().unwrap().to_owned()
}

pub fn train(args: &[&str]) -> Ran {
    run(&[&["train"], args].concat(), b"")
}

/// The summary of a run that ends with the given exit code.
pub fn summary(code: i32, args: &[&str]) -> Value {
    let ran = train(&[args, &["--format", "json"]].concat());
    assert_eq!((ran.code, ran.err.as_str()), (code, ""), "{args:?}");
    assert_eq!(ran.out.lines().count(), 1);
    let document: Value = serde_json::from_str(&ran.out).unwrap();
    valid(schema::TRAIN, &document);
    document
}

pub fn valid(schema: &str, document: &Value) {
    let schema: Value = serde_json::from_str(schema).unwrap();
    assert!(jsonschema::draft202012::meta::is_valid(&schema));
    let validator = jsonschema::draft202012::new(&schema).unwrap();
    let errors: Vec<String> = validator
        .iter_errors(document)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(errors.is_empty(), "{errors:?}");
}

/// The rows of a file of JSON records, each valid.
pub fn rows(path: &Path) -> Vec<Value> {
    let text = fs::read_to_string(path).unwrap();
    assert!(text.ends_with('\n'));
    let rows: Vec<Value> = text
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    for row in &rows {
        valid(schema::TRAIN_RECORD, row);
    }
    rows
}

/// A number of a record: the midpoint of a ball.
pub fn number(value: &Value) -> f64 {
    match &value["mid"] {
        Value::String(mid) => mid.parse().unwrap(),
        _ => value.as_f64().unwrap(),
    }
}
