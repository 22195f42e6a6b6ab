//! The other side of the protocol: the loop of a program that answers the judge.
//!
//! With [`serve`] an [`SteBackend`] becomes a program. That guards the judge against an implementation that never
//! returns or that ends its process, and lets `coarsegrad judge` ask it.

use std::collections::BTreeMap;
use std::io::{self, BufRead, Write};

use coarsegrad_model::pointwise::Dtype;
use serde::{Deserialize, Serialize};

use super::answer::parse_json;
use super::error::shorten;
use super::{
    Greeting, InputBits, MAX_LINE, MAX_VERSION, MIN_VERSION, WireError, decode_hex, encode_hex,
};
use crate::case::Parameter;
use crate::judge::{Call, Refusal, SteBackend};
use crate::limited::{Line, read_line};
use crate::unique::UniqueMap;

/// The greatest number of bytes of a request, without the line feed.
pub const MAX_REQUEST: usize = 64 << 20;

/// Why a program can answer no longer.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ServeError {
    /// The requests cannot be read.
    #[error("reading a request: {0}")]
    Read(#[source] io::Error),
    /// The answers cannot be written.
    #[error("writing an answer: {0}")]
    Write(#[source] io::Error),
    /// A request is too long.
    #[error("a request is longer than {MAX_REQUEST} bytes")]
    LongLine,
    /// A line has no number under which it could be answered.
    #[error(transparent)]
    Wire(#[from] WireError),
}

/// Answers the requests of a stream, until it ends or says `bye`.
///
/// A request that cannot be understood is answered with an error. Bulk requests are answered with *unsupported*, and
/// none are invited.
///
/// ```
/// use coarsegrad_golden::judge::{Call, Refusal, SteBackend};
/// use coarsegrad_golden::wire::{Greeting, serve};
///
/// struct Sign;
///
/// impl SteBackend for Sign {
///     fn greeting(&self) -> Greeting {
///         Greeting::new("sign", "1").with_op("sign", &[("sign0", "plus_one")])
///     }
///
///     fn run(&mut self, call: &Call<'_>) -> Result<Vec<u64>, Refusal> {
///         let x = call.values("x")?.into_iter();
///         Ok(call.answer(x.map(|x| if x >= 0.0 { 1.0 } else { -1.0 })))
///     }
/// }
///
/// let requests = r#"{"type":"run","seq":7,"op":"sign","output":"y","dtype":"f16","inputs":{"x":{"shape":[],"hex":"8000"}}}"#;
/// let mut answers = Vec::new();
/// serve(&mut Sign, requests.as_bytes(), &mut answers)?;
/// assert_eq!(answers, b"{\"type\":\"ok\",\"seq\":7,\"outputs\":{\"y\":{\"hex\":\"3c00\"}}}\n");
/// # Ok::<(), coarsegrad_golden::wire::ServeError>(())
/// ```
///
/// # Errors
/// [`ServeError`] where the streams fail or a line is no message.
pub fn serve(
    backend: &mut dyn SteBackend,
    mut input: impl BufRead,
    mut output: impl Write,
) -> Result<(), ServeError> {
    let mut line = Vec::new();
    loop {
        match read_line(&mut input, &mut line, MAX_REQUEST).map_err(ServeError::Read)? {
            Line::End => return Ok(()),
            Line::TooLong => return Err(ServeError::LongLine),
            Line::Whole | Line::Unfinished => {}
        }
        let head: Head = parse_json(&line)?;
        let mut answer = match (head.r#type.as_str(), head.seq) {
            ("bye", _) => return Ok(()),
            ("hello", _) => text(&Reply::greeting(&backend.greeting()))?,
            (kind, Some(seq)) => {
                let reply = match kind {
                    "run" => run(backend, &line),
                    "run_bulk" => Err(Refusal::Unsupported("no bulk".to_owned())),
                    other => Err(failed("type: is no type of a request", other)),
                };
                reply_text(seq, reply)?
            }
            (kind, None) => {
                return Err(WireError::Type {
                    expected: "\"hello\", \"bye\" or a request with a seq",
                    found: shorten(kind),
                }
                .into());
            }
        };
        answer.push(b'\n');
        let written = output.write_all(&answer).and_then(|()| output.flush());
        written.map_err(ServeError::Write)?;
    }
}

#[derive(Deserialize)]
struct Head {
    r#type: String,
    seq: Option<u64>,
}

#[derive(Deserialize)]
struct Run {
    op: String,
    output: String,
    dtype: String,
    #[serde(default)]
    params: UniqueMap<Parameter>,
    #[serde(default)]
    inputs: UniqueMap<Input>,
    draws: Option<u32>,
}

#[derive(Deserialize)]
struct Input {
    shape: Vec<usize>,
    hex: String,
}

type Outputs = BTreeMap<String, Output>;

#[derive(Serialize)]
struct Output {
    hex: String,
}

#[derive(Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
enum Reply<'a> {
    Hello {
        wire: Range,
        backend: About<'a>,
        dtypes: Vec<&'static str>,
        ops: BTreeMap<&'a str, Convention<'a>>,
    },
    Ok {
        seq: u64,
        outputs: Outputs,
    },
    Unsupported {
        seq: u64,
        reason: String,
    },
    Error {
        seq: u64,
        message: String,
    },
}

#[derive(Serialize)]
struct Range {
    min: u32,
    max: u32,
}

#[derive(Serialize)]
struct About<'a> {
    name: &'a str,
    version: &'a str,
    device: &'a str,
}

#[derive(Serialize)]
struct Convention<'a> {
    convention: &'a BTreeMap<String, String>,
}

impl<'a> Reply<'a> {
    fn greeting(greeting: &'a Greeting) -> Self {
        let ops = greeting.ops.iter();
        Reply::Hello {
            wire: Range {
                min: MIN_VERSION,
                max: MAX_VERSION,
            },
            backend: About {
                name: &greeting.name,
                version: &greeting.version,
                device: &greeting.device,
            },
            dtypes: greeting.dtypes.iter().map(|dtype| dtype.name()).collect(),
            ops: ops
                .map(|(op, declared)| {
                    let convention = &declared.convention;
                    (op.as_str(), Convention { convention })
                })
                .collect(),
        }
    }

    fn answer(seq: u64, reply: Result<Outputs, Refusal>) -> Self {
        match reply {
            Ok(outputs) => Reply::Ok { seq, outputs },
            Err(Refusal::Unsupported(reason)) => Reply::Unsupported { seq, reason },
            Err(Refusal::Failed(message)) => Reply::Error { seq, message },
        }
    }
}

fn text(reply: &Reply<'_>) -> Result<Vec<u8>, ServeError> {
    serde_json::to_vec(reply).map_err(|error| ServeError::Write(error.into()))
}

/// The answer, or an error in its place where it is longer than the judge reads.
fn reply_text(seq: u64, reply: Result<Outputs, Refusal>) -> Result<Vec<u8>, ServeError> {
    let answer = text(&Reply::answer(seq, reply))?;
    if answer.len() <= MAX_LINE {
        return Ok(answer);
    }
    let message = format!("the answer is longer than {MAX_LINE} bytes");
    text(&Reply::Error { seq, message })
}

fn failed(condition: &str, found: &str) -> Refusal {
    Refusal::Failed(format!("{condition}: \"{}\"", shorten(found)))
}

fn run(backend: &mut dyn SteBackend, line: &[u8]) -> Result<Outputs, Refusal> {
    let refuse = |error: WireError| Refusal::Failed(error.to_string());
    let request: Run = parse_json(line).map_err(refuse)?;
    let known = request.dtype.parse::<Dtype>();
    let dtype = known.map_err(|_| failed("dtype: is no format", &request.dtype))?;
    let mut inputs = BTreeMap::new();
    for (name, input) in &request.inputs.0 {
        let lengths = input.shape.iter();
        let count = lengths.fold(1_usize, |count, length| count.saturating_mul(*length));
        let tensor = InputBits {
            shape: &input.shape,
            dtype,
            bits: decode_hex(dtype, count, &input.hex).map_err(refuse)?,
        };
        inputs.insert(name.as_str(), tensor);
    }
    let bits = backend.run(&Call {
        op: &request.op,
        output: &request.output,
        dtype,
        params: &request.params.0,
        inputs: &inputs,
        draws: request.draws,
    })?;
    let hex = encode_hex(dtype, &bits);
    Ok([(request.output.clone(), Output { hex })].into())
}
