//! `coarsegrad.Judge`: cases put to a program, or to a callable in this process.

mod callable;
mod cases;
mod each;

use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use coarsegrad::golden::case::{Case, CaseError};
use coarsegrad::golden::judge::{
    Glossary, Options, Program, Repeat, judge, kill_backends, split_command,
};
use coarsegrad::golden::report::{Baseline, Known, KnownError, Report};
use pyo3::prelude::*;

use crate::errors::Failure;
use crate::work;
use callable::Callable;
use cases::Source;

/// How a run is made, as Python says it.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub(crate) struct Asked {
    /// Files of cases; those of the package where none.
    cases: Option<Vec<String>>,
    dtypes: Vec<String>,
    families: Vec<String>,
    /// The cases to ask; all where empty.
    ids: Vec<String>,
    timeout: f64,
    startup: f64,
    bulk: usize,
    restarts: u32,
    findings: usize,
    /// The text of a list of known findings, and of an earlier report.
    known: Option<Vec<u8>>,
    track: Option<Vec<u8>>,
    /// How a case is asked once more: what comes before its id, between that and the format, and after the format.
    repeat: (String, String, String),
    /// Whether the verdict of each case is wanted; not together with an earlier report.
    each: bool,
}

/// A report, in all its forms.
#[pyclass(frozen, module = "coarsegrad._core")]
pub(crate) struct JudgeReport {
    report: Report,
    /// The cases in formats that are not right: id, format and verdict.
    others: Vec<(String, String, &'static str)>,
}

#[pymethods]
impl JudgeReport {
    /// The exit code of `coarsegrad judge`.
    #[getter]
    fn exit_code(&self) -> u8 {
        self.report.exit_code()
    }

    /// As JSON, `coarsegrad/report/1`.
    fn to_json(&self) -> String {
        self.report.to_json()
    }

    /// As text for a terminal.
    fn to_text(&self) -> String {
        self.report.to_text()
    }

    /// As JUnit XML.
    fn to_junit(&self) -> String {
        self.report.to_junit()
    }

    /// As Markdown.
    fn to_markdown(&self) -> String {
        self.report.to_markdown()
    }

    /// As one self-contained page.
    fn to_html(&self) -> String {
        self.report.to_html()
    }

    /// As the data of a badge.
    fn to_badge(&self) -> String {
        self.report.to_badge()
    }

    /// Each case in each format that was asked for and is not right, with its verdict, if these were wanted; the verdict
    /// is `not_asked` where it was not asked.
    fn others(&self) -> Vec<(String, String, &'static str)> {
        self.others.clone()
    }
}

/// The cases that begin with one of the families: id, operation, output and formats.
#[pyfunction]
pub(crate) fn case_list(
    py: Python<'_>,
    cases: Option<Vec<String>>,
    families: Vec<String>,
) -> PyResult<Vec<cases::Entry>> {
    work::run(py, move |stop| {
        cases::list(cases.as_deref(), &families, stop)
    })
}

/// Judges a program. It is started without a shell.
#[pyfunction]
pub(crate) fn judge_command(
    py: Python<'_>,
    words: Vec<String>,
    asked: Asked,
) -> PyResult<JudgeReport> {
    let judged = work::run(py, move |stop| {
        let mut backend = Program::new(words);
        asked.judge(Arc::clone(stop), &mut backend)
    });
    if judged.is_err() {
        // What did not end in time after a signal.
        kill_backends();
    }
    judged
}

/// Judges a callable that takes a line of the protocol and answers one, in the calling thread.
#[pyfunction]
pub(crate) fn judge_callable(
    py: Python<'_>,
    respond: Bound<'_, PyAny>,
    asked: Asked,
) -> PyResult<JudgeReport> {
    let stop = Arc::new(AtomicBool::new(false));
    let mut backend = Callable::new(py, respond, Arc::clone(&stop));
    let report = asked.judge(stop, &mut backend);
    match backend.raised() {
        Some(raised) => Err(raised),
        None => Ok(report?),
    }
}

/// The words of a command line, as `coarsegrad judge --backend` reads it.
#[pyfunction]
pub(crate) fn command_words(text: &str) -> PyResult<Vec<String>> {
    Ok(split_command(text).map_err(|error| Failure::at("backend", &error))?)
}

impl Asked {
    fn judge(
        &self,
        stop: Arc<AtomicBool>,
        backend: &mut dyn coarsegrad::golden::judge::Backend,
    ) -> Result<JudgeReport, Failure> {
        let open = || Source::open(self.cases.as_deref(), &self.families, &self.ids);
        let source = open()?;
        let mut options = self.options(stop)?;
        if self.each {
            options.baseline = Some(each::baseline(open()?, &options)?);
        }
        // Families are the judge's to choose, which has to see what else there is.
        let report = judge(source.named(), backend, &options);
        let others = match self.each {
            true => each::others(&report),
            false => Vec::new(),
        };
        Ok(JudgeReport { report, others })
    }

    fn options(&self, stop: Arc<AtomicBool>) -> Result<Options, Failure> {
        let dtypes = self
            .dtypes
            .iter()
            .map(|name| name.parse().map_err(|error| Failure::at("dtypes", &error)));
        let wrong = |field, error: KnownError| Failure::at(field, &error);
        let known = self.known.as_deref().map(Known::parse).transpose();
        let baseline = self.track.as_deref().map(Baseline::parse).transpose();
        let timeout = seconds("timeout", self.timeout)?;
        let mut options = Options {
            dtypes: dtypes.collect::<Result<_, _>>()?,
            families: self.families.clone(),
            partial: !self.ids.is_empty(),
            timeout,
            startup: seconds("startup", self.startup)?,
            bulk_timeout: timeout.saturating_mul(6),
            bulk: self.bulk,
            restarts: self.restarts,
            findings: self.findings,
            known: known
                .map_err(|error| wrong("known", error))?
                .unwrap_or_default(),
            repeat: Repeat {
                before: self.repeat.0.clone(),
                between: self.repeat.1.clone(),
                after: self.repeat.2.clone(),
            },
            stop,
            ..Options::default()
        };
        options.baseline = baseline.map_err(|error| wrong("track", error))?;
        options.glossary = Glossary {
            claims: cases::claims()?,
            ..Glossary::of_flags().map_err(|error| Failure::defect(&error))?
        };
        Ok(options)
    }
}

fn seconds(field: &str, seconds: f64) -> Result<Duration, Failure> {
    match Duration::try_from_secs_f64(seconds) {
        Ok(time) if !time.is_zero() => Ok(time),
        _ => Err(Failure::at(field, &"must be a positive number of seconds")),
    }
}

/// A case, or why it cannot be read.
type Item = Result<Case, CaseError>;
