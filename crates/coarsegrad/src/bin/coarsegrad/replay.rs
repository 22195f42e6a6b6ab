//! `coarsegrad replay`: one case, with every line of the exchange.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::process::ExitCode;

use clap::Args;
use coarsegrad::golden::case::{Case, Status};
use coarsegrad::golden::judge::{Options, Program, Said, Transcript, judge};
use coarsegrad::golden::report::Report;
use serde::Deserialize;

use crate::failure::{Failure, brief, one_line};
use crate::judge::arguments::BackendArguments;
use crate::judge::cases::Source;
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

/// The ids that are suggested, at most.
const SUGGESTED: usize = 3;

/// How like an id must be to be suggested, from 0 to 1.
const LIKE: f64 = 0.6;

fn find(mut source: Source, id: &str) -> Result<Case, Failure> {
    let mut close: Vec<(f64, String)> = Vec::new();
    // Someone may hand over a text of any length.
    let sought: String = id.chars().take(200).collect();
    for case in source.by_ref() {
        let case = case.map_err(|error| Failure::Judge {
            name: None,
            message: error.to_string(),
        })?;
        if case.id == id {
            return Ok(case);
        }
        let like = strsim::normalized_damerau_levenshtein(&sought, &case.id);
        if like >= LIKE {
            close.push((like, case.id));
            close.sort_by(|left, right| right.0.total_cmp(&left.0));
            close.truncate(SUGGESTED);
        }
    }
    if source.is_stopped() {
        return Err(Failure::Interrupted);
    }
    let close: Vec<_> = close.into_iter().map(|(_, id)| id).collect();
    let hint = match close.as_slice() {
        [] => String::new(),
        close => format!("; did you mean {}?", close.join(" or ")),
    };
    Err(Failure::Judge {
        name: Some(source.name),
        message: format!("there is no case {}{hint}", brief(id)),
    })
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
        ..report.clone()
    };
    text + &rest.to_text()
}
