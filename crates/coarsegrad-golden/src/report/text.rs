//! The report for a terminal.

use std::fmt::{self, Write as _};

use super::escape::terminal;
use super::{Report, State};
use crate::judge::Verdict;

impl Report {
    /// The report as text without control characters. With an earlier report, what changed; otherwise what was found.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut text = String::new();
        // Writing to a string cannot fail.
        let _ = self.write_text(&mut text);
        terminal(&text)
    }

    fn write_text(&self, out: &mut String) -> fmt::Result {
        let bad = |finding: &&super::Finding| finding.verdict.is_bad() && !finding.known;
        match &self.changes {
            Some(changes) => {
                for change in &changes.changed {
                    let before = change.before.map_or("no finding", Verdict::name);
                    let now = change.now.name();
                    writeln!(out, "{} in {}: {before} -> {now}", change.id, change.dtype)?;
                }
                if changes.partial {
                    writeln!(
                        out,
                        "a report does not list all of its findings: changes may be missing"
                    )?;
                }
            }
            None => {
                for finding in self.findings.iter().filter(bad) {
                    writeln!(
                        out,
                        "{}\n  {}",
                        finding.verdict.name(),
                        finding.text.join("\n  ")
                    )?;
                }
                if self.findings_left_out > 0 {
                    writeln!(out, "{} more are not listed", self.findings_left_out)?;
                }
            }
        }
        for row in self.conventions.iter().filter(|row| row.found) {
            writeln!(
                out,
                "{} in {} follows {}",
                row.op,
                row.dtype,
                crate::judge::spell(&row.nearest)
            )?;
        }
        for pass in &self.known.unexpected_passes {
            writeln!(out, "known as wrong, but right: {pass}")?;
        }
        for stale in &self.known.stale {
            writeln!(out, "stale entry of the list of known findings: {stale}")?;
        }
        for problem in &self.problems {
            writeln!(out, "problem: {}", problem.message)?;
        }
        if !self.problems.is_empty() && !self.stderr.trim().is_empty() {
            writeln!(
                out,
                "the backend's last words on standard error:\n{}",
                self.stderr.trim_end()
            )?;
        }
        if self.state == State::Interrupted {
            writeln!(out, "interrupted: what follows is of a part of the cases")?;
        }
        let counts: Vec<_> = Verdict::ALL
            .into_iter()
            .filter(|verdict| self.counts.of(*verdict) > 0)
            .map(|verdict| format!("{} {}", self.counts.of(verdict), verdict.name()))
            .collect();
        let summary = match counts.is_empty() {
            true => "nothing was asked".to_owned(),
            false => counts.join(", "),
        };
        writeln!(
            out,
            "{} {}: {summary}",
            self.backend.name, self.backend.version
        )
    }
}
