//! `coarsegrad replay`: one case, with every line of the exchange.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::process::ExitCode;

use clap::Args;
use coarsegrad::golden::case::Status;
use coarsegrad::golden::judge::{Options, Program, Said, Transcript, judge};
use coarsegrad::golden::report::Report;
use serde::Deserialize;

use crate::failure::{Failure, one_line};
use crate::judge::arguments::BackendArguments;
use crate::judge::cases::Source;
use crate::judge::find::find;
use crate::judge::{options, print_with};

pub(crate) const EXAMPLES: &str = "\
Examples:
  coarsegrad replay clip.dx/unit-1 --backend 'python3 my_backend.py'
  coarsegrad replay clip.dx/unit-1 --backend ./my_backend --dtype f32

For each format: the request, the answer, the verdict, and five lines about it. An axis that the
backend does not declare is fitted to this case alone; `coarsegrad judge` fits it to all.

Exit codes: as those of coarsegrad judge; 2 also if there is no such case.";

#[derive(Args)]
pub(crate) struct ReplayArguments {
    /// The id of the case
    case: String,

    #[command(flatten)]
    backend: BackendArguments,
}

pub(crate) fn run(arguments: &ReplayArguments) -> Result<ExitCode, Failure> {
    let options = Options {
        all: true,
        bulk: 0,
        partial: true,
        ..options(&arguments.backend)?
    };
    let source = Source::open(arguments.backend.cases.as_deref(), &options.stop)?;
    let case = find(source, &arguments.case)?;
    if let Status::Withdrawn(reason) = &case.status {
        return Err(Failure::Judge {
            name: None,
            message: format!("{} was withdrawn: {reason}", case.id),
        });
    }
    let transcript = Transcript::default();
    let words = arguments.backend.backend.words.clone();
    // One request at a time, so that what comes back belongs to it.
    let mut backend = Program::new(words)
        .with_window(1)
        .with_transcript(transcript.clone());
    let report = judge([Ok(case)], &mut backend, &options);
    print_with(&text(&report, &transcript.lines()), report.exit_code())
}

/// What of a request says which answer it is for.
#[derive(Deserialize)]
struct Asked {
    r#type: String,
    dtype: Option<String>,
}

fn text(report: &Report, lines: &[Said]) -> String {
    let mut exchanged: BTreeMap<String, String> = BTreeMap::new();
    let mut current = None;
    for said in lines {
        let (arrow, line) = match said {
            Said::Asked(line) => {
                let asked: Option<Asked> = serde_json::from_slice(line).ok();
                current = asked
                    .filter(|asked| asked.r#type == "run")
                    .and_then(|asked| asked.dtype);
                ("->", line)
            }
            Said::Answered(line) => ("<-", line),
        };
        if let Some(dtype) = &current {
            let line = String::from_utf8_lossy(line);
            let all = exchanged.entry(dtype.clone()).or_default();
            // Writing to a string cannot fail.
            let _ = writeln!(all, "{arrow} {}", one_line(&line));
        }
    }
    let mut text = String::new();
    for finding in &report.findings {
        let _ = writeln!(text, "{}: {}", finding.dtype, finding.verdict.words());
        text.push_str(exchanged.get(&finding.dtype).map_or("", String::as_str));
        let _ = writeln!(text, "  {}\n", finding.text.join("\n  "));
    }
    let rest = Report {
        findings: Vec::new(),
        findings_left_out: 0,
        matrix: Vec::new(),
        // One case tests few axes: nothing is said of a right answer that is as declared.
        conventions: report
            .conventions
            .iter()
            .filter(|row| row.effective_wrong > 0 || row.effective != row.declared)
            .cloned()
            .collect(),
        ..report.clone()
    };
    text + &rest.to_text()
}
