//! `coarsegrad fingerprint`: which conventions a backend follows, whatever it declares.

mod document;
mod known;
mod text;

use std::process::ExitCode;
use std::sync::atomic::Ordering;

use clap::Args;
use coarsegrad::golden::case::{Case, CaseError};
use coarsegrad::golden::judge::{Agreement, Fit, Options, Program, fit};
use coarsegrad::golden::report::Report;
use coarsegrad::model::pointwise::FakeQuantConvention;

use crate::args::Format;
use crate::failure::{Failure, error_line, say};
use crate::judge::arguments::BackendArguments;
use crate::judge::cases::Source;
use crate::judge::progress::Bar;
use crate::judge::{options, print_with};

pub(crate) const EXAMPLES: &str = "\
Examples:
  coarsegrad fingerprint --backend 'python3 my_backend.py'
  coarsegrad fingerprint --backend ./my_backend --op fake_quant.affine --format json

An affine fake-quantiser is asked at 28 points that tell its conventions apart, and with upstream
gradients that are infinite or NaN, which tell how it masks; any other operation by all of its
cases; with --cases, every operation by all cases of the file. What is declared plays no part in
finding the convention; it is compared with what was found.

Exit codes:
  0  each operation follows a convention that agrees with the declared one
  1  writing failed
  2  wrong usage, or a file that cannot be read
  3  an operation follows no convention: some answers are wrong under each
  4  an operation follows another convention than the declared one
  5  nothing could be judged
  6  the backend broke the protocol, failed or could not be asked to the end
130  interrupted";

#[derive(Args)]
pub(crate) struct FingerprintArguments {
    #[command(flatten)]
    backend: BackendArguments,

    /// Only this operation, as fake_quant.affine or clip; may be given again
    #[arg(long, value_name = "OP")]
    op: Vec<String>,

    /// What to print: text for people or json for programs
    #[arg(long, value_enum, default_value_t = Format::Text, hide_possible_values = true)]
    format: Format,
}

pub(crate) fn run(arguments: &FingerprintArguments) -> Result<ExitCode, Failure> {
    let options = Options {
        partial: true,
        ..options(&arguments.backend)?
    };
    let file = arguments.backend.cases.as_deref();
    let source = Source::open(file, &options.stop)?;
    let mut bar = Bar::new(source.total, options.stop.clone());
    let read = source.read.clone();
    let mut unseen: Vec<&String> = arguments.op.iter().collect();
    let cases = source
        .inspect(|_| bar.case(read.load(Ordering::Relaxed)))
        .filter(|case| file.is_some() || told_by(case))
        .filter(|case| wanted(case, &arguments.op, &mut unseen));
    let mut backend = Program::new(arguments.backend.backend.words.clone());
    let (fits, report) = fit(cases, &mut backend, &options);
    bar.clear();
    let stopped = options.stop.load(Ordering::Relaxed);
    unseen.retain(|_| !stopped);
    for op in &unseen {
        say(&error_line(&format!("there is no case of {op}")));
    }
    let code = match (exit_code(&fits, &report), unseen.is_empty()) {
        (0 | 5, false) => crate::failure::BAD_INPUT,
        (code, _) => code,
    };
    let text = match arguments.format {
        Format::Text => text::text(&fits, &report),
        Format::Json => document::document(&fits, &report)?,
    };
    print_with(&text, code)
}

/// Whether the case is part of its operation's fingerprint: for affine fake-quantisers the points of that name and the
/// cases that tell how a mask stops a gradient, for other operations every case.
fn told_by(case: &Result<Case, CaseError>) -> bool {
    match case {
        Ok(case) if case.op == FakeQuantConvention::OP => {
            case.flags.iter().any(|flag| FLAGS.contains(&flag.as_str()))
        }
        _ => true,
    }
}

/// The flags of the points of the fingerprint, and of upstream gradients that are no numbers.
const FLAGS: [&str; 2] = ["Fingerprint", "MaskSelects"];

/// Whether a case is of an operation asked for, which is then no longer unseen.
fn wanted(case: &Result<Case, CaseError>, ops: &[String], unseen: &mut Vec<&String>) -> bool {
    let Ok(case) = case else { return true };
    unseen.retain(|op| **op != case.op);
    ops.is_empty() || ops.contains(&case.op)
}

/// The worst of all operations; where the run itself went wrong, the code of the report.
fn exit_code(fits: &[Fit], report: &Report) -> u8 {
    let run = report.exit_code();
    if matches!(run, 6 | 7 | 130) {
        return run;
    }
    let unanswered = report.counts.error + report.counts.timeout;
    match fits.iter().map(|fit| fit.agreement).max() {
        _ if unanswered > 0 => 6,
        None => 5,
        Some(Agreement::Declared) => 0,
        Some(Agreement::Other) => 4,
        Some(Agreement::None) => 3,
    }
}
