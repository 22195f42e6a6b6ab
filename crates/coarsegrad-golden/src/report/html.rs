//! The report as one self-contained HTML page: no script, nothing from elsewhere, light and dark.

use std::fmt::{self, Write as _};

use super::alike::together;
use super::escape::markup;
use super::offered::Outputs;
use super::{Cell, Finding, Report, State, rows};
use crate::judge::{Counts, Verdict};

const STYLE: &str = include_str!("style.css");

impl Report {
    /// The report as an HTML page.
    #[must_use]
    pub fn to_html(&self) -> String {
        let mut page = String::new();
        // Writing to a string cannot fail.
        let _ = self.write_html(&mut page);
        page
    }

    fn write_html(&self, out: &mut String) -> fmt::Result {
        let backend = &self.backend;
        let name = markup(&backend.name);
        let about: Vec<_> = [&backend.version, &backend.device]
            .into_iter()
            .filter(|text| !text.is_empty())
            .map(|text| markup(text))
            .collect();
        writeln!(
            out,
            "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"color-scheme\" content=\"light dark\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
             <title>coarsegrad judge: {name}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n\
             <h1>{name}</h1>\n<p class=\"about\">{}</p>",
            about.join(" &middot; ")
        )?;
        self.write_summary(out)?;
        self.write_matrix(out)?;
        self.write_slips(out)?;
        self.write_conventions(out)?;
        self.write_findings(out)?;
        writeln!(
            out,
            "<footer>Written by coarsegrad judge {}. A cell counts the right answers among those that could be judged.</footer>\n\
             </main>\n</body>\n</html>",
            markup(&self.judge)
        )
    }

    fn write_summary(&self, out: &mut String) -> fmt::Result {
        writeln!(out, "<ul class=\"counts\">")?;
        for verdict in Verdict::ALL {
            let count = self.counts.of(verdict);
            if count > 0 {
                let (class, label) = (verdict.name(), verdict.name().replace('_', " "));
                writeln!(
                    out,
                    "<li class=\"{class}\"><strong>{count}</strong> {label}</li>"
                )?;
            }
        }
        writeln!(out, "</ul>")?;
        if self.state == State::Interrupted {
            writeln!(out, "<p class=\"problem\">The run was interrupted.</p>")?;
        }
        for warning in &self.warnings {
            writeln!(out, "<p class=\"warning\">{}</p>", markup(warning))?;
        }
        for problem in &self.problems {
            writeln!(out, "<p class=\"problem\">{}</p>", markup(&problem.message))?;
        }
        if !self.problems.is_empty() && !self.stderr.trim().is_empty() {
            let stderr = markup(&self.stderr);
            writeln!(
                out,
                "<details><summary>Standard error</summary><pre>{stderr}</pre></details>"
            )?;
        }
        Ok(())
    }

    fn write_matrix(&self, out: &mut String) -> fmt::Result {
        let outputs = Outputs::of(&self.matrix);
        let dtypes: Vec<_> = ["f64", "f32", "bf16", "f16"]
            .into_iter()
            .filter(|dtype| self.matrix.iter().any(|cell| cell.dtype == *dtype))
            .collect();
        if self.matrix.is_empty() {
            return writeln!(out, "<p>Nothing was asked.</p>");
        }
        let not_offered = match outputs.not_offered() {
            none if none.is_empty() => none,
            some => format!("<p class=\"about\">Not offered: {}</p>\n", markup(&some)),
        };
        if outputs.offered.is_empty() {
            return write!(out, "{not_offered}");
        }
        writeln!(
            out,
            "<h2>Operations</h2>\n<div class=\"wide\"><table class=\"matrix\">\n<thead><tr><th scope=\"col\">operation</th><th scope=\"col\">output</th>"
        )?;
        for dtype in &dtypes {
            writeln!(out, "<th scope=\"col\">{dtype}</th>")?;
        }
        writeln!(out, "</tr></thead>\n<tbody>")?;
        for (op, output) in outputs.offered {
            write!(
                out,
                "<tr><th scope=\"row\">{}</th><td>{}</td>",
                markup(op),
                markup(output)
            )?;
            for dtype in &dtypes {
                let of_place =
                    |cell: &&Cell| cell.op == op && cell.output == output && cell.dtype == *dtype;
                match self.matrix.iter().find(of_place) {
                    Some(cell) => write_cell(out, &cell.counts)?,
                    None => write!(out, "<td></td>")?,
                }
            }
            writeln!(out, "</tr>")?;
        }
        writeln!(out, "</tbody>\n</table></div>")?;
        write!(out, "{not_offered}")
    }

    fn write_conventions(&self, out: &mut String) -> fmt::Result {
        if self.conventions.is_empty() {
            return Ok(());
        }
        writeln!(
            out,
            "<h2>Conventions</h2>\n<div class=\"wide\"><table>\n<thead><tr><th scope=\"col\">operation</th><th scope=\"col\">formats</th>\
             <th scope=\"col\">judged by</th><th scope=\"col\">right</th>\
             <th scope=\"col\">not tested by these cases</th><th scope=\"col\">nearest differs in</th><th scope=\"col\">right</th></tr></thead>\n<tbody>"
        )?;
        for row in rows::conventions(&self.conventions) {
            write!(
                out,
                "<tr><th scope=\"row\">{}</th><td>{}</td><td><code>{}</code></td><td>{}</td><td>{}</td>",
                markup(&row.op),
                markup(&row.dtypes),
                markup(&row.effective),
                row.effective_right,
                code(&row.undetermined),
            )?;
            match (&row.nearest, row.found) {
                (None, _) => writeln!(out, "<td></td><td></td></tr>")?,
                (Some(nearest), found) => {
                    let class = match found {
                        true => " class=\"convention_mismatch\"",
                        false => "",
                    };
                    let (nearest, right) = (markup(nearest), &row.nearest_right);
                    writeln!(
                        out,
                        "<td{class}><code>{nearest}</code></td><td>{right}</td></tr>"
                    )?;
                }
            }
        }
        writeln!(out, "</tbody>\n</table></div>")
    }

    fn write_slips(&self, out: &mut String) -> fmt::Result {
        if self.slips.is_empty() {
            return Ok(());
        }
        writeln!(out, "<h2>Well-known mistakes</h2>\n<ul>")?;
        for (output, dtypes, sentence) in rows::slips(self) {
            let (output, dtypes) = (markup(&output), markup(&dtypes));
            writeln!(
                out,
                "<li><strong>{output}</strong> <small>{dtypes}</small> {}</li>",
                markup(&sentence)
            )?;
        }
        writeln!(out, "</ul>")
    }

    fn write_findings(&self, out: &mut String) -> fmt::Result {
        let outputs = Outputs::of(&self.matrix);
        let all = self.findings.iter();
        let findings = together(all.filter(|finding| !outputs.explains(finding)));
        if findings.is_empty() && self.findings_left_out == 0 {
            return Ok(());
        }
        writeln!(out, "<h2>Findings</h2>")?;
        for alike in &findings {
            write_finding(out, alike.first, &alike.dtypes())?;
        }
        if self.findings_left_out > 0 {
            writeln!(
                out,
                "<p>{} more are not listed.</p>",
                self.findings_left_out
            )?;
        }
        Ok(())
    }
}

/// Text as code; nothing where there is none.
fn code(text: &str) -> String {
    match text.is_empty() {
        true => String::new(),
        false => format!("<code>{}</code>", markup(text)),
    }
}

/// A cell has the class of its worst verdict.
fn write_cell(out: &mut String, counts: &Counts) -> fmt::Result {
    let worst = [
        Verdict::Fail,
        Verdict::Error,
        Verdict::Timeout,
        Verdict::ConventionMismatch,
        Verdict::Pass,
        Verdict::Indeterminate,
        Verdict::Unsupported,
        Verdict::NotApplicable,
    ]
    .into_iter()
    .find(|verdict| counts.of(*verdict) > 0)
    .unwrap_or(Verdict::NotApplicable);
    let title: Vec<_> = Verdict::ALL
        .into_iter()
        .filter(|verdict| counts.of(*verdict) > 0)
        .map(|verdict| {
            format!(
                "{} {}",
                counts.of(verdict),
                verdict.name().replace('_', " ")
            )
        })
        .collect();
    let label = match counts.decided() {
        0 => worst.name().replace('_', " "),
        decided => format!("{} of {decided}", counts.pass),
    };
    let note = match worst {
        Verdict::ConventionMismatch => "another convention",
        Verdict::Fail => "wrong",
        Verdict::Error => "no answer",
        Verdict::Timeout => "too late",
        _ => "",
    };
    write!(
        out,
        "<td class=\"{}\" title=\"{}\">{label}<small>{note}</small></td>",
        worst.name(),
        title.join(", ")
    )
}

fn write_finding(out: &mut String, finding: &Finding, dtypes: &str) -> fmt::Result {
    let class = finding.verdict.name();
    let label = class.replace('_', " ");
    let known = if finding.known { " (known)" } else { "" };
    writeln!(
        out,
        "<details><summary><span class=\"{class}\">{label}</span>{known} {} <small>{}</small></summary><ul>",
        markup(&finding.id),
        markup(dtypes)
    )?;
    for line in &finding.text {
        writeln!(out, "<li>{}</li>", markup(line))?;
    }
    writeln!(out, "</ul></details>")
}
