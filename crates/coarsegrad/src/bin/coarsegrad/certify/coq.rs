//! Running the proof assistant: one process or several, ended by an interrupt.

use std::collections::VecDeque;
use std::fs::{self, File};
use std::io;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use super::scratch::Scratch;
use crate::failure::Failure;
use crate::store::unwritten;

/// The version that the proofs are written for.
const VERSION: &str = "8.16.1";

/// The Debian packages that the proofs need.
const PACKAGES: &str = "coq libcoq-coquelicot libcoq-interval";

/// No more of a version is shown.
const LONGEST_VERSION: usize = 40;

/// The makefile that the tools of Coq write, for the time of the check.
const MAKEFILE: &str = "Makefile.certify";

/// What the files of lemmas import.
const NEEDED: &str = "theory/CertificateTactics.vo";

/// How often a process is asked whether it has ended.
const PAUSE: Duration = Duration::from_millis(20);

/// How often, before it is killed, once it has been told to end.
const PATIENCE: u32 = 100;

/// The proof assistant, found and of the right version.
pub(super) struct Coq {
    /// What it calls its version.
    pub(super) version: String,
    stop: Arc<AtomicBool>,
}

impl Coq {
    pub(super) fn find(stop: Arc<AtomicBool>, scratch: &Scratch) -> Result<Self, Failure> {
        let coq = Coq {
            version: VERSION.to_owned(),
            stop,
        };
        let mut command = Command::new("coqc");
        command.arg("--print-version");
        let mut child = coq.spawn(command, scratch, "version.log")?;
        let ended_well = coq.wait(&mut child)?;
        let said = scratch.read("version.log");
        // Some systems warn of other things first.
        let mut words = said.lines().filter_map(|line| line.split(' ').next());
        if ended_well && words.any(|word| word == VERSION) {
            return Ok(coq);
        }
        let first = said.split_whitespace().next().unwrap_or("nothing");
        let first: String = first.chars().take(LONGEST_VERSION).collect();
        Err(Failure::NoCoq(format!(
            "coqc, asked for its version, says {first}; {}",
            needs()
        )))
    }

    /// Compiles what the certificates rest on, in place, by a makefile of its own.
    pub(super) fn theory(&self, proofs: &Path, scratch: &Scratch, jobs: u8) -> Result<(), Failure> {
        let result = self.make(proofs, scratch, jobs);
        for name in [MAKEFILE, "Makefile.certify.conf", ".Makefile.certify.d"] {
            // It may not have come to be.
            let _ = fs::remove_file(proofs.join(name));
        }
        result
    }

    fn make(&self, proofs: &Path, scratch: &Scratch, jobs: u8) -> Result<(), Failure> {
        let steps: [(&str, Vec<String>); 2] = [
            (
                "coq_makefile",
                words(&format!("-f _CoqProject -o {MAKEFILE}")),
            ),
            (
                "make",
                words(&format!("-s -f {MAKEFILE} -j{jobs} {NEEDED}")),
            ),
        ];
        for (program, arguments) in steps {
            let mut command = Command::new(program);
            command.current_dir(proofs).args(arguments);
            let log = format!("{program}.log");
            let mut child = self.spawn(command, scratch, &log)?;
            if !self.wait(&mut child)? {
                let log = scratch.read(&log);
                return Err(Failure::Certificates(format!(
                    "the theory does not compile: {}",
                    last_words(&log)
                )));
            }
        }
        Ok(())
    }

    /// Compiles files of the scratch folder, several at a time; answers for each, in order, whether
    /// it compiled.
    pub(super) fn compile(
        &self,
        proofs: &Path,
        scratch: &Scratch,
        files: &[String],
        jobs: u8,
    ) -> Result<Vec<bool>, Failure> {
        let mut results = vec![false; files.len()];
        let mut waiting: VecDeque<(usize, &String)> = files.iter().enumerate().collect();
        let mut running: Vec<(usize, Child)> = Vec::new();
        let outcome = loop {
            while running.len() < usize::from(jobs)
                && let Some((index, file)) = waiting.pop_front()
            {
                let mut command = Command::new("coqc");
                command.arg("-R").arg(proofs).arg("Coarsegrad");
                command
                    .arg("-R")
                    .arg(scratch.path())
                    .arg("Coarsegrad.certs");
                command.args(words("-w -ambiguous-paths,-notation-overridden"));
                command.arg(scratch.path().join(file));
                match self.spawn(command, scratch, &format!("{file}.log")) {
                    Ok(child) => running.push((index, child)),
                    Err(failure) => {
                        end(&mut running);
                        return Err(failure);
                    }
                }
            }
            if running.is_empty() {
                break Ok(());
            }
            if self.stop.load(Ordering::Relaxed) {
                break Err(Failure::Interrupted);
            }
            let mut still = Vec::new();
            for (index, mut child) in running {
                match child.try_wait() {
                    Ok(None) => still.push((index, child)),
                    Ok(Some(status)) => {
                        if let Some(result) = results.get_mut(index) {
                            *result = status.success();
                        }
                    }
                    Err(_) => {}
                }
            }
            running = still;
            thread::sleep(PAUSE);
        };
        end(&mut running);
        outcome.map(|()| results)
    }

    fn spawn(&self, mut command: Command, scratch: &Scratch, log: &str) -> Result<Child, Failure> {
        let path = scratch.path().join(log);
        let failed = |source| unwritten(&path, source);
        let out = File::create(&path).map_err(failed)?;
        let err = out.try_clone().map_err(failed)?;
        let name = command.get_program().to_string_lossy().into_owned();
        command.stdin(Stdio::null()).stdout(out).stderr(err);
        command.spawn().map_err(|error| {
            let why = match error.kind() {
                io::ErrorKind::NotFound => "is not there".to_owned(),
                _ => format!("cannot be run: {error}"),
            };
            Failure::NoCoq(format!("{name} {why}; {}", needs()))
        })
    }

    /// Whether a process ends well; an interrupt ends it.
    fn wait(&self, child: &mut Child) -> Result<bool, Failure> {
        loop {
            if let Some(status) = child.try_wait().map_err(|error| {
                Failure::Setup(format!("a process cannot be waited for: {error}"))
            })? {
                return Ok(status.success());
            }
            if self.stop.load(Ordering::Relaxed) {
                end_with_children(child);
                return Err(Failure::Interrupted);
            }
            thread::sleep(PAUSE);
        }
    }
}

/// Ends a process that may have processes of its own: told to terminate, `make` ends what it started and removes the
/// files that are not finished. What does not listen is killed.
fn end_with_children(child: &mut Child) {
    // Without such a program the process is killed below.
    let _ = Command::new("kill")
        .arg(child.id().to_string())
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    for _ in 0..PATIENCE {
        if !matches!(child.try_wait(), Ok(None)) {
            return;
        }
        thread::sleep(PAUSE);
    }
    // It may have ended by itself.
    let _ = child.kill();
    let _ = child.wait();
}

fn end(running: &mut Vec<(usize, Child)>) {
    for (_, child) in running.iter_mut() {
        // They may have ended by themselves.
        let _ = child.kill();
        let _ = child.wait();
    }
    running.clear();
}

/// What the check needs.
fn needs() -> String {
    format!("the proofs need Coq {VERSION} (Debian: {PACKAGES})")
}

fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_owned).collect()
}

/// Whether a log says that a file was refused, and not that the compiler could not do its work.
pub(super) fn is_refusal(log: &str) -> bool {
    log.lines().any(|line| line.starts_with("Error:"))
}

/// The last lines of a log, on one line.
pub(super) fn last_words(log: &str) -> String {
    let lines: Vec<&str> = log.lines().filter(|line| !line.trim().is_empty()).collect();
    let first = lines.len().saturating_sub(3);
    lines.get(first..).unwrap_or_default().join(" ")
}
