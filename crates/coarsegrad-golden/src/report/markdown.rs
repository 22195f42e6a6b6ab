//! The report as Markdown: the matrix, the conventions and the findings.

use std::fmt::{self, Write as _};

use super::Report;
use super::escape::markdown;
use crate::judge::{Verdict, spell};

impl Report {
    /// The report as Markdown.
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
        if !self.conventions.is_empty() {
            writeln!(
                out,
                "\n| operation | format | judged by | right | nearest | right |"
            )?;
            writeln!(out, "|---|---|---|---:|---|---:|")?;
        }
        for row in &self.conventions {
            writeln!(
                out,
                "| {} | {} | {} | {} of {} | {} | {} of {} |",
                markdown(&row.op),
                markdown(&row.dtype),
                markdown(&spell(&row.effective)),
                row.effective_right,
                row.effective_right + row.effective_wrong,
                markdown(&spell(&row.nearest)),
                row.nearest_right,
                row.nearest_right + row.nearest_wrong
            )?;
        }
        for finding in self
            .findings
            .iter()
            .filter(|finding| finding.verdict.is_bad())
        {
            let known = if finding.known { " (known)" } else { "" };
            let verdict = finding.verdict.name().replace('_', " ");
            writeln!(out, "\n- **{verdict}**{known} {}", markdown(&finding.id))?;
            for line in &finding.text {
                writeln!(out, "  - {}", markdown(line))?;
            }
        }
        if self.findings_left_out > 0 {
            writeln!(out, "\n{} more are not listed.", self.findings_left_out)?;
        }
        Ok(())
    }
}
