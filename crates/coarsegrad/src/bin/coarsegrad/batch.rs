//! A batch: one instance a line, one document a line, in the same order, in bounded memory.
//!
//! Lines are read in chunks; the lines of a chunk are computed in parallel and then written. A
//! chunk ends when its lines, or the output that they will have by a rough estimate, reach a
//! limit, and on a stream also when the next line has not arrived yet.

use std::io::{self, BufWriter, Read, Write};
use std::process::ExitCode;

use coarsegrad::json;
use coarsegrad::model::MAX_INSTANCE_BYTES;
use rayon::prelude::*;

use crate::args::Format;
use crate::failure::{BAD_INPUT, Failure, PRECISION_CAP, brief, error_line, one_line, say};
use crate::input::{Input, too_long};
use crate::interrupt::OutputGate;
use crate::lines::{Line, Lines};
use crate::value::{Job, Refusal};

/// The most lines in a chunk.
const CHUNK_LINES: usize = 64;

/// The size of a chunk, lines and estimated output together, at which no line is added.
const CHUNK_BYTES: usize = 64 << 20;

/// What comes of one line.
struct Rendered {
    out: String,
    error: Option<(String, u8)>,
}

pub(crate) fn run(job: &Job, input: Input) -> Result<ExitCode, Failure> {
    rayon::ThreadPoolBuilder::new()
        .build_global()
        .map_err(|error| Failure::Setup(format!("threads cannot be started: {error}")))?;
    let gate = OutputGate::default();
    gate.install()?;
    let name = input.name;
    let mut batch = Batch {
        job,
        name: &name,
        is_stream: input.is_stream,
        lines: Lines::new(input.source, MAX_INSTANCE_BYTES),
        bad_lines: false,
        capped_lines: false,
    };
    let mut stdout = BufWriter::with_capacity(1 << 16, io::stdout().lock());
    loop {
        let (chunk, read) = batch.next_chunk();
        let rendered: Vec<Rendered> = chunk
            .par_iter()
            .map(|line| job.render(&name, line))
            .collect();
        batch.write(&mut stdout, &gate, &rendered)?;
        read?;
        if chunk.is_empty() {
            return Ok(batch.code());
        }
    }
}

struct Batch<'a, R> {
    job: &'a Job,
    name: &'a str,
    is_stream: bool,
    lines: Lines<R>,
    bad_lines: bool,
    capped_lines: bool,
}

impl<R: Read> Batch<'_, R> {
    /// The next lines, none at the end; with the failure to read on, if there is one.
    fn next_chunk(&mut self) -> (Vec<Line>, Result<(), Failure>) {
        let mut chunk = Vec::new();
        let mut size = 0;
        while chunk.len() < CHUNK_LINES && size < CHUNK_BYTES {
            if self.is_stream && !chunk.is_empty() && !self.lines.is_ready() {
                break;
            }
            match self.lines.next_line() {
                Ok(Some(line)) => {
                    let bytes = line.bytes.as_ref().map_or(0, Vec::len);
                    size += bytes + self.output_size(bytes);
                    chunk.push(line);
                }
                Ok(None) => break,
                Err(source) => {
                    let name = self.name.to_owned();
                    return (chunk, Err(Failure::Read { name, source }));
                }
            }
        }
        (chunk, Ok(()))
    }

    /// Roughly the size of the output for a line: an entry takes four bytes or more of the line
    /// and stands in one vector for each STE and one more.
    fn output_size(&self, bytes: usize) -> usize {
        let number = usize::try_from(self.job.request.digits).unwrap_or(usize::MAX);
        let number = number.saturating_add(60);
        let stes = self.job.request.stes.len();
        let numbers = (bytes / 8).saturating_mul(stes + 1) + 4 * (stes + 1);
        numbers.saturating_mul(number)
    }
}

impl<R> Batch<'_, R> {
    fn code(&self) -> ExitCode {
        match (self.bad_lines, self.capped_lines) {
            (true, _) => ExitCode::from(BAD_INPUT),
            (false, true) => ExitCode::from(PRECISION_CAP),
            (false, false) => ExitCode::SUCCESS,
        }
    }

    fn write(
        &mut self,
        stdout: &mut impl Write,
        gate: &OutputGate,
        rendered: &[Rendered],
    ) -> Result<(), Failure> {
        {
            let _closed = gate.close();
            for line in rendered {
                stdout
                    .write_all(line.out.as_bytes())
                    .map_err(Failure::Write)?;
            }
            stdout.flush().map_err(Failure::Write)?;
        }
        for (message, code) in rendered.iter().filter_map(|line| line.error.as_ref()) {
            say(&error_line(message));
            self.bad_lines |= *code == BAD_INPUT;
            self.capped_lines |= *code == PRECISION_CAP;
        }
        Ok(())
    }
}

impl Job {
    fn render(&self, name: &str, line: &Line) -> Rendered {
        let number = line.number;
        let mut out = String::new();
        if self.format == Format::Text {
            out = format!("# line {number}\n");
        }
        let (message, code) = match &line.bytes {
            None => (too_long("the line"), BAD_INPUT),
            Some(bytes) if bytes.trim_ascii().is_empty() => (
                "the line is empty; put one instance on each line".to_owned(),
                BAD_INPUT,
            ),
            Some(bytes) => match self.write(&mut out, bytes) {
                Ok(()) => {
                    if self.format == Format::Text {
                        out.push('\n');
                    }
                    return Rendered { out, error: None };
                }
                Err(Refusal::Instance(error)) => {
                    (brief(&error.to_string()).into_owned(), BAD_INPUT)
                }
                Err(Refusal::Value(error)) => (error.to_string(), PRECISION_CAP),
            },
        };
        match self.format {
            Format::Json => json::write_error(&mut out, number, &message),
            Format::Text => {
                out.push_str("error: ");
                out.push_str(&one_line(&message));
                out.push('\n');
            }
        }
        out.push('\n');
        Rendered {
            out,
            error: Some((format!("{name}:{number}: {message}"), code)),
        }
    }
}
