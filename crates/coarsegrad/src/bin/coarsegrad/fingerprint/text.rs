//! What was found, for people. Formats of which the same is said are told together.

use std::fmt::Write as _;

use coarsegrad::golden::judge::{Agreement, Fit, Verdict};
use coarsegrad::golden::report::{Report, State};

use super::known::known;
use crate::failure::{brief, one_line};

/// The conventions that are listed one by one, at most.
const LISTED: usize = 6;

/// Formats of an operation of which the same is said.
struct Alike<'a> {
    op: &'a str,
    lines: Vec<String>,
    fits: Vec<&'a Fit>,
}

pub(super) fn text(fits: &[Fit], report: &Report) -> String {
    let mut said: Vec<Alike<'_>> = Vec::new();
    for fit in fits {
        let lines = about(fit, report);
        let same = said
            .iter_mut()
            .find(|alike| alike.op == fit.op && alike.lines == lines);
        match same {
            Some(alike) => alike.fits.push(fit),
            None => said.push(Alike {
                op: &fit.op,
                lines,
                fits: vec![fit],
            }),
        }
    }
    let mut text = String::new();
    let backend = &report.backend;
    if !backend.name.is_empty() {
        let about = [&backend.name, &backend.version, &backend.device];
        let about: Vec<_> = about.into_iter().filter(|text| !text.is_empty()).collect();
        let about: Vec<_> = about.into_iter().map(|text| one_line(text)).collect();
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{}", about.join(", "));
    }
    for Alike { op, lines, fits } in said {
        let dtypes: Vec<_> = fits.iter().map(|fit| fit.dtype.name()).collect();
        let _ = writeln!(text, "\n{} in {}", one_line(&brief(op)), dtypes.join(", "));
        for line in lines {
            let _ = writeln!(text, "  {line}");
        }
        let _ = writeln!(text, "  {}", counts(&fits));
    }
    if fits.is_empty() {
        let _ = writeln!(text, "nothing was answered that could be judged");
    }
    let failed = report.counts.error + report.counts.timeout;
    if failed > 0 {
        let _ = writeln!(text, "{failed} cases were not answered");
        for finding in report
            .findings
            .iter()
            .filter(|finding| matches!(finding.verdict, Verdict::Error | Verdict::Timeout))
            .take(1)
        {
            let _ = writeln!(text, "  {}", finding.text.join("\n  "));
        }
    }
    for problem in &report.problems {
        let _ = writeln!(text, "problem: {}", one_line(&problem.message));
    }
    if !report.problems.is_empty() && !report.stderr.trim().is_empty() {
        let _ = writeln!(
            text,
            "the backend's last words on standard error:\n{}",
            report.stderr.trim_end()
        );
    }
    if report.state == State::Interrupted {
        let _ = writeln!(text, "interrupted: this is of a part of the cases");
    }
    text
}

/// How many answers are right: `right in 56 of 56 cases`, and so on for each format.
fn counts(fits: &[&Fit]) -> String {
    let each: Vec<_> = fits
        .iter()
        .map(|fit| format!("{} of {}", fit.right, fit.right + fit.wrong))
        .collect();
    let declared: Vec<_> = fits
        .iter()
        .filter(|fit| fit.agreement != Agreement::Declared)
        .map(|fit| fit.declared_right.to_string())
        .collect();
    let declared = match declared.is_empty() {
        true => String::new(),
        false => format!(", as declared in {}", declared.join(", ")),
    };
    format!("right in {} cases{declared}", each.join(", "))
}

/// The lines about an operation in a format, but for the counts of right answers.
fn about(fit: &Fit, report: &Report) -> Vec<String> {
    let mut lines = Vec::new();
    let conventions = conventions(fit);
    lines.push(match (fit.agreement, conventions.is_empty()) {
        (Agreement::None, true) => "wrong; it has no axes that could explain it".to_owned(),
        (Agreement::None, false) => format!("follows no convention; nearest is {conventions}"),
        (_, true) => "right; it has no axes".to_owned(),
        (_, false) => format!("follows {conventions}"),
    });
    if fit.conventions.len() > 1 {
        lines.push(format!(
            "these {} conventions cannot be told apart by these cases",
            fit.conventions.len()
        ));
    }
    lines.extend(declaration(fit));
    let known = known(fit);
    if fit.agreement != Agreement::None && !known.is_empty() {
        lines.push(format!("known to do so: {}", known.join("; ")));
    }
    if fit.agreement == Agreement::None {
        let slips = report.slips.iter();
        let own = slips.filter(|row| row.op == fit.op && row.dtype == fit.dtype.name());
        lines.extend(own.map(|row| format!("{} {}", row.output, row.slip.words())));
    }
    lines
}

/// `bound=open nan=zero`; with braces where choices cannot be told apart: `order={clamp_round,round_clamp}`.
fn conventions(fit: &Fit) -> String {
    if fit.is_product() {
        let parts = fit.choices().into_iter().map(|(axis, choices)| {
            let choices = match choices.as_slice() {
                [one] => (*one).to_owned(),
                some => format!("{{{}}}", some.join(",")),
            };
            one_line(&format!("{axis}={choices}")).into_owned()
        });
        return parts.collect::<Vec<_>>().join(" ");
    }
    let mut parts: Vec<_> = fit
        .conventions
        .iter()
        .take(LISTED)
        .map(|convention| {
            let choices = convention.iter();
            let text: Vec<_> = choices
                .map(|(axis, choice)| format!("{axis}={choice}"))
                .collect();
            one_line(&text.join(" ")).into_owned()
        })
        .collect();
    if fit.conventions.len() > LISTED {
        parts.push(format!("{} more", fit.conventions.len() - LISTED));
    }
    parts.join(" or ")
}

/// How what is declared compares with what was found.
fn declaration(fit: &Fit) -> Vec<String> {
    let mut lines = Vec::new();
    let found = fit.choices();
    let (mut agreed, mut others, mut untested) = (Vec::new(), Vec::new(), Vec::new());
    for (axis, choice) in &fit.declared {
        let own = one_line(&brief(&format!("{axis}={choice}"))).into_owned();
        match found.get(axis.as_str()) {
            None => untested.push(own),
            Some(choices) if choices.contains(&choice.as_str()) => agreed.push(own),
            Some(choices) => {
                others.push(format!("declares {own}, follows {}", choices.join(" or ")))
            }
        }
    }
    match fit.agreement {
        Agreement::Declared if !agreed.is_empty() => {
            lines.push(format!("as declared: {}", agreed.join(" ")));
        }
        Agreement::Declared => {}
        Agreement::Other if others.is_empty() => {
            lines.push("each choice declared occurs, but not together".to_owned());
        }
        Agreement::Other => lines.append(&mut others),
        Agreement::None if fit.declared.is_empty() => {}
        // There is nothing to compare with.
        Agreement::None => {}
    }
    if !untested.is_empty() {
        lines.push(format!(
            "declared, but not tested by these cases: {}",
            untested.join(" ")
        ));
    }
    lines
}
