//! The report as Markdown: the matrix, the conventions and the findings.

use std::fmt::{self, Write as _};

use super::alike::{Alike, together};
use super::escape::markdown;
use super::offered::Outputs;
use super::{Cell, Report, rows};
use crate::judge::Verdict;

/// The findings that are shown.
const SHOWN: usize = 50;

impl Report {
    /// The report as Markdown, with the first findings.
    #[must_use]
    pub fn to_markdown(&self) -> String {
        let mut text = String::new();
        // Writing to a string cannot fail.
        let _ = self.write_markdown(&mut text);
        text
    }

    fn write_markdown(&self, out: &mut String) -> fmt::Result {
        let backend = &self.backend;
        writeln!(
            out,
            "## {} {} on {}\n",
            markdown(&backend.name),
            markdown(&backend.version),
            markdown(&backend.device)
        )?;
        for warning in &self.warnings {
            writeln!(out, "**Warning:** {}\n", markdown(warning))?;
        }
        for problem in &self.problems {
            writeln!(out, "**Problem:** {}\n", markdown(&problem.message))?;
        }
        write!(out, "| operation | output | format |")?;
        for verdict in Verdict::ALL {
            write!(out, " {} |", verdict.name().replace('_', " "))?;
        }
        writeln!(out, "\n|---|---|---|{}", "---:|".repeat(Verdict::ALL.len()))?;
        let outputs = Outputs::of(&self.matrix);
        let offered = |cell: &&Cell| {
            let place = (cell.op.as_str(), cell.output.as_str());
            !outputs.missing.contains(&place)
        };
        for cell in self.matrix.iter().filter(offered) {
            let (op, output) = (markdown(&cell.op), markdown(&cell.output));
            write!(out, "| {op} | {output} | {} |", markdown(&cell.dtype))?;
            for verdict in Verdict::ALL {
                match cell.counts.of(verdict) {
                    0 => write!(out, " |")?,
                    count => write!(out, " {count} |")?,
                }
            }
            writeln!(out)?;
        }
        let not_offered = outputs.not_offered();
        if !not_offered.is_empty() {
            writeln!(out, "\nNot offered: {}", markdown(&not_offered))?;
        }
        for (output, dtypes, sentence) in rows::slips(self) {
            let (output, dtypes) = (markdown(&output), markdown(&dtypes));
            write!(out, "\n**{output}** in {dtypes} {}.\n", markdown(&sentence))?;
        }
        if !self.conventions.is_empty() {
            writeln!(
                out,
                "\n| operation | formats | judged by | right | not tested by these cases | nearest differs in | right |"
            )?;
            writeln!(out, "|---|---|---|---|---|---|---|")?;
        }
        for row in rows::conventions(&self.conventions) {
            write!(
                out,
                "| {} | {} | {} | {} | {} |",
                markdown(&row.op),
                markdown(&row.dtypes),
                markdown(&row.effective),
                row.effective_right,
                markdown(&row.undetermined),
            )?;
            match &row.nearest {
                Some(nearest) => writeln!(out, " {} | {} |", markdown(nearest), row.nearest_right)?,
                None => writeln!(out, " | |")?,
            }
        }
        let bad = self.findings.iter();
        let bad = together(bad.filter(|finding| finding.verdict.is_bad()));
        for alike in bad.iter().take(SHOWN) {
            let finding = alike.first;
            let known = if finding.known { " (known)" } else { "" };
            let verdict = finding.verdict.name().replace('_', " ");
            let (id, dtypes) = (markdown(&finding.id), markdown(&alike.dtypes()));
            writeln!(out, "\n- **{verdict}**{known} {id} in {dtypes}")?;
            for line in &finding.text {
                writeln!(out, "  - {}", markdown(line))?;
            }
        }
        let more: u64 = bad.iter().skip(SHOWN).map(Alike::count).sum();
        match more.saturating_add(self.findings_left_out) {
            0 => {}
            more => writeln!(out, "\n{more} more are not shown.")?,
        }
        Ok(())
    }
}
