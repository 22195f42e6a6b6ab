//! The report for a terminal.
//!
//! First the table of operations, outputs and formats, then what was found (with an earlier report, what changed), then
//! which conventions explain the answers, then what is wrong with the run or with a list of known findings, and last a
//! line of counts.

mod conventions;
mod table;

use std::fmt::{self, Write as _};

use super::alike::{Alike, together};
use super::escape::terminal;
use super::{Report, State};
use crate::judge::Verdict;

impl Report {
    /// The report as text without control characters.
    #[must_use]
    pub fn to_text(&self) -> String {
        self.to_text_within(usize::MAX)
    }

    /// The same with at most so many findings.
    #[must_use]
    pub fn to_text_within(&self, findings: usize) -> String {
        let mut text = String::new();
        // Writing to a string cannot fail.
        let _ = self.write_text(&mut text, findings);
        terminal(&text)
    }

    fn write_text(&self, out: &mut String, findings: usize) -> fmt::Result {
        if !self.matrix.is_empty() {
            out.push_str(&table::table(&self.matrix));
            writeln!(out)?;
        }
        match &self.changes {
            Some(_) => self.write_changes(out)?,
            None => self.write_findings_within(out, findings)?,
        }
        let lines = conventions::lines(self);
        for line in &lines {
            writeln!(out, "{line}")?;
        }
        if !lines.is_empty() {
            writeln!(out)?;
        }
        self.write_problems(out)?;
        let counts: Vec<_> = Verdict::ALL
            .into_iter()
            .filter(|verdict| self.counts.of(*verdict) > 0)
            .map(|verdict| format!("{} {}", self.counts.of(verdict), verdict.words()))
            .collect();
        let summary = match counts.is_empty() {
            true => "nothing was asked".to_owned(),
            false => counts.join(", "),
        };
        let backend = &self.backend;
        let names = [&backend.name, &backend.version];
        let named: Vec<_> = names.into_iter().filter(|name| !name.is_empty()).collect();
        match named.is_empty() {
            true => writeln!(out, "{summary}"),
            false => {
                let names: Vec<&str> = named.into_iter().map(String::as_str).collect();
                writeln!(out, "{}: {summary}", names.join(" "))
            }
        }
    }

    fn write_changes(&self, out: &mut String) -> fmt::Result {
        let Some(changes) = &self.changes else {
            return Ok(());
        };
        for change in &changes.changed {
            let before = change.before.map_or("no finding", Verdict::words);
            let now = change.now.words();
            writeln!(out, "{} in {}: {before} -> {now}", change.id, change.dtype)?;
        }
        if changes.changed.is_empty() {
            writeln!(out, "no verdict changed")?;
        }
        match changes.not_asked.len() {
            0 => {}
            1 => writeln!(out, "1 earlier finding was not asked for")?,
            count => writeln!(out, "{count} earlier findings were not asked for")?,
        }
        if changes.partial {
            writeln!(
                out,
                "a report does not list all of its findings: changes may be missing"
            )?;
        }
        writeln!(out)
    }

    fn write_findings_within(&self, out: &mut String, most: usize) -> fmt::Result {
        let bad = |finding: &&super::Finding| finding.verdict.is_bad() && !finding.known;
        let all = together(self.findings.iter().filter(bad));
        for alike in all.iter().take(most) {
            let finding = alike.first;
            let formats = match alike.count() {
                1 => String::new(),
                _ => format!(" in {}", alike.dtypes()),
            };
            let (verdict, text) = (finding.verdict.words(), finding.text.join("\n  "));
            writeln!(out, "{verdict}{formats}\n  {text}\n")?;
        }
        let more: u64 = all.iter().skip(most).map(Alike::count).sum();
        let more = more.saturating_add(self.findings_left_out);
        match (more, all.len().min(most)) {
            (0, _) => {}
            (_, 0) => writeln!(out, "{more} findings are not shown\n")?,
            (_, _) => writeln!(out, "{more} more are not shown\n")?,
        }
        Ok(())
    }

    fn write_problems(&self, out: &mut String) -> fmt::Result {
        for pass in &self.known.unexpected_passes {
            writeln!(out, "known as wrong, but right: {pass}")?;
        }
        for unknown in &self.known.unknown {
            writeln!(out, "the list of known findings names no case: {unknown}")?;
        }
        for stale in &self.known.stale {
            writeln!(out, "stale entry of the list of known findings: {stale}")?;
        }
        for warning in &self.warnings {
            writeln!(out, "warning: {warning}")?;
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
        Ok(())
    }
}
