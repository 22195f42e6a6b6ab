//! `coarsegrad value`: one instance, or a batch.

use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use coarsegrad::exact::{ExactError, Population, Request, ValueReport, value};
use coarsegrad::golden::{Record, certificates_of};
use coarsegrad::json;
use coarsegrad::model::{ModelError, parse_instance};

use crate::args::{Format, ValueArguments};
use crate::failure::Failure;
use crate::input::Input;
use crate::{batch, text};

/// What to compute and how to print it.
pub(crate) struct Job {
    pub(crate) request: Request,
    pub(crate) format: Format,
    /// Whether text is coloured.
    pub(crate) colour: bool,
}

/// Why an instance got no values.
pub(crate) enum Refusal {
    Instance(ModelError),
    Value(ExactError),
}

pub(crate) fn run(arguments: ValueArguments) -> Result<ExitCode, Failure> {
    let colour = anstream::AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never;
    let job = Job {
        request: Request {
            stes: arguments.stes(),
            digits: arguments.digits,
            closed_forms: !arguments.no_exact,
        },
        format: arguments.format,
        colour,
    };
    if let Some(cases) = &arguments.cases {
        return batch::run(&job, Input::open(cases)?);
    }
    let file = arguments.file.as_deref().unwrap_or(Path::new("-"));
    let (name, bytes) = Input::open(file)?.read()?;
    let mut out = String::new();
    job.write(&mut out, &bytes)
        .map_err(|refusal| match refusal {
            Refusal::Instance(source) => Failure::Instance { name, source },
            Refusal::Value(source) => Failure::Value { name, source },
        })?;
    let mut stdout = io::stdout().lock();
    stdout
        .write_all(out.as_bytes())
        .and_then(|()| stdout.flush())
        .map_err(Failure::Write)?;
    Ok(ExitCode::SUCCESS)
}

impl Job {
    /// Reads an instance, computes its values and writes them, with a line end.
    pub(crate) fn write(&self, out: &mut String, instance: &[u8]) -> Result<(), Refusal> {
        let instance = parse_instance(instance).map_err(Refusal::Instance)?;
        let population = Population::new(&instance);
        let report = value(&population, &self.request).map_err(Refusal::Value)?;
        let certified = certificates_of(&instance);
        self.print(out, &population, &report, certified.as_ref());
        Ok(())
    }

    fn print(
        &self,
        out: &mut String,
        population: &Population<'_>,
        report: &ValueReport,
        certified: Option<&Record>,
    ) {
        let digits = self.request.digits;
        match self.format {
            Format::Json => {
                json::write_value(out, report, digits, certified);
                out.push('\n');
            }
            Format::Text => text::write(out, population, report, certified, digits, self.colour),
        }
    }
}
