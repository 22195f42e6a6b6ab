//! Looks for the programs that compiling GMP and MPFR takes, and says plainly which are missing.
//!
//! The crate that binds the two libraries compiles them from its own sources, and reports a
//! missing program only through pages of its configuration log. This script needs nothing and is
//! done in a moment: as a rule it fails before that crate's begins, and its message is all that is
//! seen. Where the other script was started first, this one waits for it to fail, so that the plain
//! message stands below the log and not above it.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;
use std::{env, fs, thread};

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=PATH");
    println!("cargo::rerun-if-env-changed=CC");
    println!("cargo::rerun-if-env-changed=M4");
    if env::var("CARGO_CFG_UNIX").is_err() {
        return ExitCode::SUCCESS;
    }
    let compiler = env::var("CC").ok();
    let compiler = compiler
        .as_deref()
        .and_then(|cc| cc.split_whitespace().next());
    let mut missing = Vec::new();
    if !compiler.map_or_else(
        || on_path("cc") || on_path("gcc") || on_path("clang"),
        on_path,
    ) {
        missing.push("a C compiler (gcc or clang)");
    }
    if !on_path("make") && !on_path("gmake") {
        missing.push("make");
    }
    let m4 = env::var("M4").ok();
    if !on_path(m4.as_deref().unwrap_or("m4")) && !on_path("gm4") {
        missing.push("m4");
    }
    if missing.is_empty() {
        return ExitCode::SUCCESS;
    }
    if gmp_is_being_built() {
        thread::sleep(CONFIGURATION_FAILS_WITHIN);
    }
    println!("cargo::error=missing: {}", missing.join(", "));
    println!(
        "cargo::error=coarsegrad computes with GMP and MPFR, which are compiled here from source"
    );
    println!("cargo::error=on Debian or Ubuntu: sudo apt-get install gcc make m4");
    println!("cargo::error=on macOS: xcode-select --install");
    println!("cargo::error=on Fedora: sudo dnf install gcc make m4");
    ExitCode::FAILURE
}

/// Configuring GMP without m4 fails after some ten seconds.
const CONFIGURATION_FAILS_WITHIN: Duration = Duration::from_secs(25);

/// Whether the build script of the crate that compiles GMP has made its output folder.
fn gmp_is_being_built() -> bool {
    let out = env::var_os("OUT_DIR").map(PathBuf::from);
    let builds = out.as_deref().and_then(|out| out.parent()?.parent());
    let entries = builds.and_then(|builds| fs::read_dir(builds).ok());
    entries.into_iter().flatten().flatten().any(|entry| {
        entry
            .file_name()
            .to_string_lossy()
            .starts_with("gmp-mpfr-sys-")
            && entry.path().join("out").is_dir()
    })
}

/// Whether a program is on the path, or is a path to a file.
fn on_path(program: &str) -> bool {
    if program.contains('/') {
        return Path::new(program).is_file();
    }
    env::var_os("PATH")
        .is_some_and(|path| env::split_paths(&path).any(|folder| folder.join(program).is_file()))
}
