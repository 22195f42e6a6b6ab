//! The report as JUnit XML: one suite for each output of an operation in a format.
//!
//! A suite counts all of its cases and names those that were found: a failure for a wrong answer, an error for none,
//! skipped for what is unsupported, indeterminate or known.

use std::fmt::{self, Write as _};

use super::escape::markup;
use super::{Finding, Report};
use crate::judge::{Counts, Verdict};

impl Report {
    /// The report as JUnit XML.
    #[must_use]
    pub fn to_junit(&self) -> String {
        let mut xml = String::new();
        // Writing to a string cannot fail.
        let _ = self.write_junit(&mut xml);
        xml
    }

    fn write_junit(&self, out: &mut String) -> fmt::Result {
        writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
        let name = markup(&self.backend.name);
        writeln!(
            out,
            "<testsuites name=\"{name}\"{}>",
            attributes(&self.counts)
        )?;
        for cell in &self.matrix {
            let suite = format!("{}/{}/{}", cell.op, cell.output, cell.dtype);
            let suite = markup(&suite);
            writeln!(
                out,
                "  <testsuite name=\"{suite}\"{}>",
                attributes(&cell.counts)
            )?;
            let of_cell = |finding: &&Finding| {
                finding.op == cell.op
                    && finding.output == cell.output
                    && finding.dtype == cell.dtype
            };
            for finding in self.findings.iter().filter(of_cell) {
                write_case(out, &suite, finding)?;
            }
            writeln!(out, "  </testsuite>")?;
        }
        if !self.problems.is_empty() {
            let count = self.problems.len();
            writeln!(
                out,
                "  <testsuite name=\"run\" tests=\"{count}\" failures=\"0\" errors=\"{count}\" skipped=\"0\">"
            )?;
            for (number, problem) in self.problems.iter().enumerate() {
                let message = markup(&problem.message);
                writeln!(
                    out,
                    "    <testcase classname=\"run\" name=\"problem {}\"><error message=\"{message}\"/></testcase>",
                    number + 1
                )?;
            }
            writeln!(out, "  </testsuite>")?;
        }
        writeln!(out, "</testsuites>")
    }
}

fn attributes(counts: &Counts) -> String {
    let failures = counts.fail + counts.convention_mismatch;
    let errors = counts.error + counts.timeout;
    let skipped = counts.unsupported + counts.not_applicable + counts.indeterminate;
    let tests = counts.total();
    format!(" tests=\"{tests}\" failures=\"{failures}\" errors=\"{errors}\" skipped=\"{skipped}\"")
}

fn write_case(out: &mut String, suite: &str, finding: &Finding) -> fmt::Result {
    let element = match finding.verdict {
        _ if finding.known => "skipped",
        Verdict::Fail | Verdict::ConventionMismatch => "failure",
        Verdict::Error | Verdict::Timeout => "error",
        _ => "skipped",
    };
    let name = markup(&finding.id);
    let message = finding.verdict.name();
    let text = markup(&finding.text.join("\n"));
    writeln!(
        out,
        "    <testcase classname=\"{suite}\" name=\"{name}\"><{element} message=\"{message}\">{text}</{element}></testcase>"
    )
}
