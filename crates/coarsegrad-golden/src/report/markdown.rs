//! The report as Markdown: the matrix, the conventions and the findings.

use std::fmt::{self, Write as _};

use super::escape::markdown;
use super::{Report, rows};
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
        for problem in &self.problems {
            writeln!(out, "**Problem:** {}\n", markdown(&problem.message))?;
        }
        write!(out, "| operation | output | format |")?;
        for verdict in Verdict::ALL {
            write!(out, " {} |", verdict.name().replace('_', " "))?;
        }
        writeln!(out, "\n|---|---|---|{}", "---:|".repeat(Verdict::ALL.len()))?;
        for cell in &self.matrix {
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
        let bad: Vec<_> = bad.filter(|finding| finding.verdict.is_bad()).collect();
        for finding in bad.iter().take(SHOWN) {
            let known = if finding.known { " (known)" } else { "" };
            let verdict = finding.verdict.name().replace('_', " ");
            writeln!(out, "\n- **{verdict}**{known} {}", markdown(&finding.id))?;
            for line in &finding.text {
                writeln!(out, "  - {}", markdown(line))?;
            }
        }
        let more = u64::try_from(bad.len().saturating_sub(SHOWN)).unwrap_or(u64::MAX);
        match more.saturating_add(self.findings_left_out) {
            0 => {}
            more => writeln!(out, "\n{more} more are not shown.")?,
        }
        Ok(())
    }
}
