//! `coarsegrad judge`: puts cases to another implementation and says which of its answers are right.

pub(crate) mod arguments;
pub(crate) mod cases;
pub(crate) mod find;
mod folder;
pub(crate) mod progress;

use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use coarsegrad::claims::Register;
use coarsegrad::golden::case::{Case, CaseError};
use coarsegrad::golden::judge::{Glossary, Options, Program, Repeat, Rule, judge, kill_backends};
use coarsegrad::golden::report::{Baseline, Known, KnownError, MAX_KNOWN_BYTES};

use crate::args::Format;
use crate::failure::{BAD_INPUT, Failure, error_line, say};
use crate::input::Input;
use crate::interrupt::stop_flag_or;
use arguments::{BackendArguments, JudgeArguments};
use cases::Source;
use folder::Folder;
use progress::Bar;

/// A request in bulk may take so many times as long as one alone.
const BULK_TIME: u32 = 6;

pub(crate) fn run(arguments: &JudgeArguments) -> Result<ExitCode, Failure> {
    let known = match &arguments.known {
        Some(path) => read(path, "known findings", Known::parse)?,
        None => Known::default(),
    };
    let baseline = match &arguments.track {
        Some(path) => Some(read(path, "a report", Baseline::parse)?),
        None => None,
    };
    let folder = arguments.report.as_deref().map(Folder::new).transpose()?;
    let options = Options {
        families: arguments.family.clone(),
        bulk: match arguments.no_bulk {
            true => 0,
            false => usize::try_from(arguments.bulk).unwrap_or(usize::MAX),
        },
        restarts: arguments.restarts,
        known,
        baseline,
        ..options(&arguments.backend)?
    };
    let source = Source::open(arguments.backend.cases.as_deref(), &options.stop)?;
    let mut asked = Asked::new(source, &arguments.family, Arc::clone(&options.stop));
    let mut backend = Program::new(arguments.backend.backend.words.clone());
    let report = judge(asked.by_ref(), &mut backend, &options);
    asked.bar.clear();
    if let Some(folder) = &folder {
        folder.write(&report)?;
    }
    let text = match arguments.format {
        Format::Json => report.to_json(),
        Format::Text => report.to_text_within(arguments.show),
    };
    let mut code = report.exit_code();
    if asked.whole {
        for family in asked.without_case() {
            let name = &asked.source.name;
            say(&error_line(&format!(
                "{name}: no case has an id that begins with {family}"
            )));
            if code == 0 || code == NOTHING {
                code = BAD_INPUT;
            }
        }
    }
    print_with(&text, code)
}

/// The exit code when nothing was judged.
const NOTHING: u8 = 5;

/// Prints a result. The exit code stands, also if the reader has seen enough before the end.
pub(crate) fn print_with(text: &str, code: u8) -> Result<ExitCode, Failure> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Failure::Write(error)),
        _ => Ok(ExitCode::from(code)),
    }
}

/// What is the same for all commands that ask a backend. From here on an interrupt ends the run in good order.
pub(crate) fn options(arguments: &BackendArguments) -> Result<Options, Failure> {
    let mut dtypes = Vec::new();
    for dtype in &arguments.dtype {
        if !dtypes.contains(dtype) {
            dtypes.push(*dtype);
        }
    }
    let cases = arguments.cases.as_ref();
    let cases = cases.map(|cases| cases.display().to_string());
    Ok(Options {
        dtypes,
        timeout: arguments.timeout,
        startup: arguments.startup,
        bulk_timeout: arguments.timeout.saturating_mul(BULK_TIME),
        glossary: glossary()?,
        repeat: Repeat::replay(&arguments.backend.text, cases.as_deref()),
        stop: stop_flag_or(kill_backends)?,
        ..Options::default()
    })
}

/// What claims and flags mean.
pub(crate) fn glossary() -> Result<Glossary, Failure> {
    let known = Glossary::of_flags().map_err(|error| Failure::Setup(error.to_string()))?;
    let register = Register::embedded().map_err(Failure::Claims)?;
    let claims = register.claims().iter().map(|claim| {
        let rule = Rule {
            sentence: claim.statement.clone(),
            link: format!("docs/src/{}", claim.book),
        };
        (claim.id.clone(), rule)
    });
    Ok(Glossary {
        claims: claims.collect(),
        ..known
    })
}

fn read<T>(
    path: &Path,
    what: &str,
    parse: impl FnOnce(&[u8]) -> Result<T, KnownError>,
) -> Result<T, Failure> {
    let (name, bytes) = Input::open(path)?.read_within(MAX_KNOWN_BYTES, what)?;
    parse(&bytes).map_err(|source| Failure::Judge {
        name: Some(name),
        message: source.to_string(),
    })
}

/// Cases as they are asked, counted for the bar and by family.
struct Asked {
    source: Source,
    bar: Bar,
    /// The families asked for, and whether each has a case.
    families: Vec<(String, bool)>,
    /// Whether the cases were read to their end.
    whole: bool,
}

impl Asked {
    fn new(source: Source, families: &[String], stop: Arc<AtomicBool>) -> Self {
        Asked {
            bar: Bar::new(source.total, stop),
            source,
            families: families
                .iter()
                .map(|family| (family.clone(), false))
                .collect(),
            whole: false,
        }
    }

    fn without_case(&self) -> impl Iterator<Item = &str> {
        let without = self.families.iter().filter(|(_, has)| !has);
        without.map(|(family, _)| family.as_str())
    }
}

impl Iterator for Asked {
    type Item = Result<Case, CaseError>;

    fn next(&mut self) -> Option<Self::Item> {
        let item = self.source.next();
        match &item {
            Some(Ok(case)) => {
                self.bar.case(self.source.read.load(Ordering::Relaxed));
                for (family, has) in &mut self.families {
                    *has |= case.id.starts_with(family.as_str());
                }
            }
            Some(Err(_)) => {}
            None => self.whole = !self.source.is_stopped(),
        }
        item
    }
}
