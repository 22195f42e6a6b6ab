//! Running `coarsegrad judge`, `replay` and `fingerprint`, and the backends for them.

use std::fs;
use std::path::{Path, PathBuf};

use super::{Ran, run, scratch};

/// The command line of the example `float_backend`, which is built with the tests.
pub fn float(options: &str) -> String {
    let command = Path::new(env!("CARGO_BIN_EXE_coarsegrad"));
    let backend = command.parent().unwrap().join("examples/float_backend");
    assert!(
        backend
            .with_extension(std::env::consts::EXE_EXTENSION)
            .is_file(),
        "{} is not there: cargo build --example float_backend",
        backend.display()
    );
    format!("'{}' {options}", backend.display())
}

/// A backend that is a script of the shell: `ELSE` is done for each request, whose number is `$seq`.
pub fn script(each: &str) -> String {
    let text = r#"
greet() { printf '{"type":"hello","wire":{"min":1,"max":1},"backend":{"name":"script","version":"2"},"dtypes":["f32"],"ops":{"clip":{}}}\n'; }
IFS= read -r line; greet
while IFS= read -r line; do
  case $line in *'"bye"'*) exit 0;; esac
  seq=${line#*\"seq\":}; seq=${seq%%,*}
  ELSE
done"#;
    let text = text.replace("ELSE", each);
    format!("sh -c '{}'", text.replace('\'', r"'\''"))
}

/// An answer of a script: these digits.
pub fn digits(hex: &str) -> String {
    let answer = r#"printf '{"type":"ok","seq":%s,"outputs":{"dx":{"hex":"HEX"}}}\n' "$seq""#;
    answer.replace("HEX", hex)
}

/// A fresh folder for one test.
pub fn folder(name: &str) -> PathBuf {
    let folder = scratch(&format!("judge-{name}"));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// A file in a folder, and its path as text.
pub fn file(folder: &Path, name: &str, bytes: impl AsRef<[u8]>) -> String {
    let path = folder.join(name);
    fs::write(&path, bytes).unwrap();
    path.to_str().unwrap().to_owned()
}

pub fn judge(backend: &str, options: &[&str]) -> Ran {
    run(&[&["judge", "--backend", backend], options].concat(), b"")
}

/// The path of this checkout and of the build taken out of a text.
pub fn without_paths(text: &str) -> String {
    let command = Path::new(env!("CARGO_BIN_EXE_coarsegrad"));
    let examples = command.parent().unwrap().join("examples");
    let text = text
        .replace(examples.to_str().unwrap(), "target/examples")
        .replace(env!("CARGO_TARGET_TMPDIR"), "target/tmp");
    // How much of a long effect is shown depends on the length of the paths behind it.
    let lines = text.lines().map(|line| match line.split_once("(seen: ") {
        Some((effect, rest)) if effect.starts_with("  effect: ") => {
            let command = rest.rsplit_once("; repeat with: ").unwrap().1;
            format!("{effect}(seen: ...); repeat with: {command}")
        }
        _ => line.to_owned(),
    });
    lines.map(|line| line + "\n").collect()
}
