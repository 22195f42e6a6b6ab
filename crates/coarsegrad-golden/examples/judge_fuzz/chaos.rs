//! Runs of the judge in this process with a backend whose answers are right lines with changes.

use std::collections::VecDeque;
use std::time::Duration;

use coarsegrad_golden::case::{Case, CaseError, Limits, parse_case};
use coarsegrad_golden::judge::{Backend, Fault, Options, Wait, judge};
use coarsegrad_golden::report::{REPORT_NAME, Report, State};
use coarsegrad_golden::wire::{
    Answer, BulkRequest, Greeting, Request, encode_hex, parse_answer, parse_greeting,
};

use super::mutate::{Random, mutated};
use super::readers::Inputs;

/// Answers each request with the patterns of its first input, and now and then with something else.
pub struct Lines {
    random: Random,
    /// How likely a change is: one of so many lines; none where zero.
    change: usize,
    answers: VecDeque<Vec<u8>>,
}

impl Lines {
    pub fn new(seed: u64, change: usize) -> Self {
        Lines {
            random: Random::new(seed),
            change,
            answers: VecDeque::new(),
        }
    }

    fn line(&mut self, right: String) -> Vec<u8> {
        let changes = self.change > 0 && self.random.below(self.change) == 0;
        match changes {
            true => mutated(
                &mut self.random,
                right.as_bytes(),
                b"{\"seq\":1,\"hex\":\"00\"}",
            ),
            false => right.into_bytes(),
        }
    }
}

const GREETING: &str = r#"{"type":"hello","wire":{"min":1,"max":1},"backend":{"name":"chaos"},"dtypes":["f32","f16"],"ops":{"clip":{"convention":{"bound":"open"}},"fake_quant.affine":{"convention":{"order":"round_clamp"}},"sign":{},"round":{"bulk":["y"]}}}"#;

impl Backend for Lines {
    fn start(&mut self, _: &Wait<'_>) -> Result<Greeting, Fault> {
        self.answers.clear();
        let line = self.line(GREETING.to_owned());
        Ok(parse_greeting(&line)?)
    }

    fn window(&self) -> usize {
        7
    }

    fn send(&mut self, request: &Request<'_>) -> Result<(), Fault> {
        let patterns = request
            .inputs
            .values()
            .next()
            .map(|input| input.bits.clone());
        let hex = encode_hex(request.dtype, &patterns.unwrap_or_default());
        let (seq, output) = (request.seq, request.output);
        let right =
            format!(r#"{{"type":"ok","seq":{seq},"outputs":{{"{output}":{{"hex":"{hex}"}}}}}}"#);
        let line = self.line(right);
        let place = self.random.below(self.answers.len() + 1);
        self.answers.insert(place, line);
        Ok(())
    }

    fn send_bulk(&mut self, request: &BulkRequest<'_>) -> Result<(), Fault> {
        // There is no result, whatever it says.
        let line = self.line(format!(r#"{{"type":"ok","seq":{}}}"#, request.seq));
        self.answers.push_back(line);
        Ok(())
    }

    fn receive(&mut self, wait: &Wait<'_>) -> Result<(u64, Answer), Fault> {
        match self.answers.pop_front() {
            Some(line) => Ok(parse_answer(&line)?),
            None => Err(Fault::Silent { limit: wait.limit }),
        }
    }

    fn end(&mut self) -> String {
        "\u{1b}[2J last words".to_owned()
    }
}

fn cases(lines: &[&str]) -> Vec<Result<Case, CaseError>> {
    let mut cases: Vec<_> = lines
        .iter()
        .map(|line| parse_case(line.as_bytes(), 1, &Limits::default()))
        .collect();
    cases.sort_by_key(|case| case.as_ref().map_or(String::new(), |case| case.id.clone()));
    cases
}

/// A report with findings of many kinds.
pub fn a_report(records: &[&str]) -> Report {
    let some: Vec<_> = records.iter().step_by(40).copied().collect();
    judge(cases(&some), &mut Lines::new(3, 30), &Options::default())
}

/// A run, of which the report must hold together.
pub fn judged(inputs: &Inputs, random: &mut Random) -> Result<(), String> {
    let count = 1 + random.below(20);
    let some: Vec<_> = (0..count)
        .filter_map(|_| random.of(&inputs.records).copied())
        .collect();
    let options = Options {
        restarts: u32::try_from(random.below(12)).unwrap_or(0),
        findings: random.below(30),
        bulk: random.below(20),
        timeout: Duration::from_secs(1),
        ..Options::default()
    };
    let mut backend = Lines::new(random.next(), random.below(60));
    let report = judge(cases(&some), &mut backend, &options);
    holds_together(&report, some.len(), options.restarts)
}

/// What is true of every report over so many cases in two formats at most.
pub fn holds_together(report: &Report, cases: usize, restarts: u32) -> Result<(), String> {
    let check = |holds: bool, what: &str| match holds {
        true => Ok(()),
        false => Err(format!("{what}: {}", report.to_json())),
    };
    check(report.restarts <= restarts, "more restarts than allowed")?;
    let most = u64::try_from(4 * cases).unwrap_or(u64::MAX);
    check(report.counts.total() <= most, "more verdicts than cases")?;
    let cells: u64 = report.matrix.iter().map(|cell| cell.counts.total()).sum();
    check(
        cells == report.counts.total(),
        "the matrix is not the counts",
    )?;
    let given_up = report.state == State::GivenUp;
    check(
        !given_up || report.exit_code() == 6,
        "given up without saying so",
    )?;
    for (name, text) in [
        ("text", report.to_text()),
        ("markdown", report.to_markdown()),
        ("html", report.to_html()),
        ("junit", report.to_junit()),
    ] {
        let control = |character: char| character.is_control() && !matches!(character, '\n' | '\t');
        check(!text.contains(control), name)?;
        check(!text.contains('\u{202e}'), name)?;
    }
    let again: Result<Report, _> = serde_json::from_str(&report.to_json());
    match again {
        Ok(again) => check(
            again == *report && again.schema == REPORT_NAME,
            "another report when read again",
        ),
        Err(error) => Err(format!("a report cannot be read: {error}")),
    }
}
