//! What reads messages, records, lists and reports.

use std::cell::Cell;

use coarsegrad_golden::case::{Limits, parse_case, write_case};
use coarsegrad_golden::families::FAMILIES;
use coarsegrad_golden::report::{Baseline, Known};
use coarsegrad_golden::wire::{decode_hex, parse_answer, parse_greeting};
use coarsegrad_model::pointwise::Dtype;

use super::mutate::{Random, mutated};

const GREETING: &str = r#"{"type":"hello","wire":{"min":1,"max":1},"backend":{"name":"fuzz","version":"1","device":"cpu"},"dtypes":["f64","f32","bf16","f16"],"ops":{"clip":{"convention":{"bound":"closed","nan":"zero"},"bulk":["y","dx"]},"fake_quant.affine":{}}}"#;

const ANSWERS: [&str; 5] = [
    r#"{"type":"ok","seq":7,"outputs":{"dx":{"dtype":"f32","shape":[],"hex":"3f800000"}}}"#,
    r#"{"type":"ok","seq":7,"outputs":{"dx":{"shape":[2,2],"hex":"3c003c003c003c00"}}}"#,
    r#"{"type":"ok","seq":7}"#,
    r#"{"type":"unsupported","seq":7,"reason":"no such layer","issue_url":"https://example.org/1"}"#,
    r#"{"type":"error","seq":7,"message":"out of memory"}"#,
];

const KNOWN: &str = r#"{"schema":"coarsegrad/known/1","known":[{"id":"clip.dx/unit-1","dtype":"f32","hash":"sha256:0","reason":"issue 7"},{"id":"clip.dx/unit-1","dtype":"f16"}]}"#;

/// Right inputs.
pub struct Inputs {
    pub records: Vec<&'static str>,
    report: String,
    read: Cell<u64>,
}

impl Inputs {
    pub fn new() -> Self {
        let lines = FAMILIES.iter().flat_map(|family| family.text().lines());
        let records: Vec<_> = lines.collect();
        let report = super::chaos::a_report(&records).to_json();
        Inputs {
            records,
            report,
            read: Cell::new(0),
        }
    }

    /// The changed records that could be read.
    pub fn read(&self) -> u64 {
        self.read.get()
    }

    /// A message of a backend.
    pub fn message(&self, random: &mut Random) -> Result<(), String> {
        let answer = random.of(&ANSWERS).copied().unwrap_or_default();
        let (text, other) = match random.below(3) {
            0 => (GREETING, answer),
            _ => (answer, GREETING),
        };
        let line = mutated(random, text.as_bytes(), other.as_bytes());
        if let Err(error) = parse_greeting(&line) {
            plain(&error.to_string())?;
        }
        if let Err(error) = parse_answer(&line) {
            plain(&error.to_string())?;
        }
        let dtype = random.of(Dtype::ALL).copied().unwrap_or(Dtype::F32);
        let text = String::from_utf8_lossy(&line);
        let count = random.below(5);
        if let Ok(patterns) = decode_hex(dtype, count, &text)
            && patterns.len() != count
        {
            return Err("another number of patterns than asked for".to_owned());
        }
        Ok(())
    }

    /// A record of a case: what is read must be read the same when it is written again.
    pub fn record(&self, random: &mut Random) -> Result<(), String> {
        let text = random.of(&self.records).copied().unwrap_or_default();
        let other = random.of(&self.records).copied().unwrap_or_default();
        let line = mutated(random, text.as_bytes(), other.as_bytes());
        let case = match parse_case(&line, 1, &Limits::default()) {
            Ok(case) => case,
            Err(error) => return plain(&error.to_string()),
        };
        self.read.set(self.read.get() + 1);
        let written = write_case(&case);
        match parse_case(written.as_bytes(), 1, &Limits::default()) {
            Ok(again) if again == case => Ok(()),
            Ok(_) => Err(format!("it is written as another case: {written}")),
            Err(error) => Err(format!("{error} in what was written: {written}")),
        }
    }

    /// A list of known findings, or a report.
    pub fn list(&self, random: &mut Random) -> Result<(), String> {
        let (known, report) = (KNOWN.as_bytes(), self.report.as_bytes());
        let error = match random.below(2) {
            0 => Known::parse(&mutated(random, known, report)).err(),
            _ => Baseline::parse(&mutated(random, report, known)).err(),
        };
        error.map_or(Ok(()), |error| plain(&error.to_string()))
    }
}

/// A message for people has no control characters and is of a moderate length.
pub fn plain(text: &str) -> Result<(), String> {
    match text.chars().find(|character| character.is_control()) {
        Some(character) => Err(format!("{character:?} in a message: {text:?}")),
        None if text.len() > 4000 => Err(format!("a message of {} bytes", text.len())),
        None => Ok(()),
    }
}
