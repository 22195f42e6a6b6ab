//! What is judged: something that answers requests.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use coarsegrad_model::pointwise::Dtype;

use super::answers::Answers;
use crate::case::Parameter;
use crate::wire::{
    Answer, BulkRequest, Greeting, InputBits, OutputBits, Request, WireError, encode_hex,
};

/// Something that answers requests.
///
/// Requests are answered in any order. After a [`Fault`] nothing that was asked before is answered any more, and
/// [`Backend::start`] comes next.
pub trait Backend {
    /// Starts it, or starts it afresh, and answers what it says of itself.
    ///
    /// # Errors
    /// A fault where it does not start, does not greet in time or not as the protocol says.
    fn start(&mut self, wait: &Wait<'_>) -> Result<Greeting, Fault>;

    /// The number of requests that may be under way at a time.
    fn window(&self) -> usize {
        1
    }

    /// Asks for an output.
    ///
    /// # Errors
    /// A fault where the request cannot be passed on.
    fn send(&mut self, request: &Request<'_>) -> Result<(), Fault>;

    /// Asks for an output in bulk.
    ///
    /// # Errors
    /// A fault where the request cannot be passed on.
    fn send_bulk(&mut self, request: &BulkRequest<'_>) -> Result<(), Fault>;

    /// An answer, and the number of its request.
    ///
    /// # Errors
    /// A fault where there is none in time, or where it breaks the protocol.
    fn receive(&mut self, wait: &Wait<'_>) -> Result<(u64, Answer), Fault>;

    /// Ends it, and answers the last that it wrote to standard error.
    fn end(&mut self) -> String;
}

/// How long to wait, and a flag that ends all waiting.
#[derive(Clone, Copy, Debug)]
pub struct Wait<'a> {
    /// The time allowed.
    pub limit: Duration,
    /// Set from outside to end the run.
    pub stop: &'a AtomicBool,
}

/// How long a flag may go unnoticed.
const SLICE: Duration = Duration::from_millis(20);

impl Wait<'_> {
    /// Whether the run is to end.
    #[must_use]
    pub fn stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    /// The next slice of the waiting that began at `start`.
    ///
    /// # Errors
    /// [`Fault::Interrupted`] or [`Fault::Silent`] where it is over.
    pub(crate) fn slice(&self, start: Instant) -> Result<Duration, Fault> {
        if self.stopped() {
            return Err(Fault::Interrupted);
        }
        match self.limit.checked_sub(start.elapsed()) {
            Some(rest) if !rest.is_zero() => Ok(rest.min(SLICE)),
            _ => Err(Fault::Silent { limit: self.limit }),
        }
    }
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Fault {
    /// It cannot be started.
    #[error("the backend cannot be started: {0}")]
    Start(String),
    /// No answer came in time.
    #[error("no answer within {} s", .limit.as_secs_f64())]
    Silent {
        /// The time allowed.
        limit: Duration,
    },
    /// It ended.
    #[error("the backend ended: {0}")]
    Ended(String),
    /// It closed its standard output and did not end.
    #[error("the backend closed its standard output")]
    Closed,
    /// The last line before it ended has no line feed.
    #[error("the backend ended in the middle of a line: {0}")]
    Unfinished(String),
    /// A line is too long.
    #[error("a line is longer than {} bytes", crate::wire::MAX_LINE)]
    LongLine,
    /// A line breaks the protocol.
    #[error("{error}{}", hint(.0), error = .0)]
    Wire(#[from] WireError),
    /// A line answers a request that was not made or has been answered.
    #[error("seq: {seq} is no request under way")]
    Sequence {
        /// The number that came.
        seq: u64,
    },
    /// The run was ended from outside.
    #[error("the run was interrupted")]
    Interrupted,
}

/// What to do about a line that is not even the beginning of a message: something has printed it.
fn hint(error: &WireError) -> &'static str {
    let WireError::Json { line, .. } = error else {
        return "";
    };
    match line.trim_start().strip_prefix('{') {
        Some(rest) if rest.trim_start().starts_with(['"', '}']) => "",
        _ => "; standard output belongs to the protocol: print to standard error",
    }
}

impl Fault {
    /// Whether the backend broke the protocol, rather than crashed or was late.
    #[must_use]
    pub fn is_violation(&self) -> bool {
        match self {
            Fault::Unfinished(_) | Fault::LongLine | Fault::Wire(_) | Fault::Sequence { .. } => {
                true
            }
            Fault::Start(_)
            | Fault::Silent { .. }
            | Fault::Ended(_)
            | Fault::Closed
            | Fault::Interrupted => false,
        }
    }
}

/// An implementation in the same process, in the terms of bit patterns.
///
/// There is no guard against one that never returns or that ends the process: run such a one as a program.
pub trait SteBackend {
    /// What it says of itself.
    fn greeting(&self) -> Greeting;

    /// The patterns of the output's entries in row-major order, draws first.
    ///
    /// # Errors
    /// Why there are none.
    fn run(&mut self, call: &Call<'_>) -> Result<Vec<u64>, Refusal>;
}

/// A request to an [`SteBackend`].
#[derive(Clone, Debug)]
pub struct Call<'a> {
    /// The operation.
    pub op: &'a str,
    /// The output.
    pub output: &'a str,
    /// The format of inputs and output.
    pub dtype: Dtype,
    /// The parameters.
    pub params: &'a BTreeMap<String, Parameter>,
    /// The inputs.
    pub inputs: &'a BTreeMap<&'a str, InputBits<'a>>,
    /// How many independent draws are asked for.
    pub draws: Option<u32>,
}

/// Why there is no output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It does not have that, for this reason.
    Unsupported(String),
    /// It failed.
    Failed(String),
}

/// An [`SteBackend`] as a [`Backend`].
#[derive(Debug)]
pub struct InProcess<B> {
    inner: B,
    answers: Answers,
}

impl<B: SteBackend> InProcess<B> {
    /// Judges an implementation in the same process.
    pub fn new(inner: B) -> Self {
        InProcess {
            inner,
            answers: Answers::default(),
        }
    }
}

impl<B: SteBackend> Backend for InProcess<B> {
    fn start(&mut self, _wait: &Wait<'_>) -> Result<Greeting, Fault> {
        self.answers.clear();
        Ok(self.inner.greeting())
    }

    fn send(&mut self, request: &Request<'_>) -> Result<(), Fault> {
        let call = Call {
            op: request.op,
            output: request.output,
            dtype: request.dtype,
            params: request.params,
            inputs: &request.inputs,
            draws: request.draws,
        };
        let answer = match self.inner.run(&call) {
            Ok(bits) => Answer::Ok(vec![(
                request.output.to_owned(),
                OutputBits {
                    dtype: None,
                    shape: None,
                    hex: encode_hex(request.dtype, &bits),
                },
            )]),
            Err(Refusal::Unsupported(reason)) => Answer::Unsupported {
                reason,
                issue_url: None,
            },
            Err(Refusal::Failed(message)) => Answer::Error { message },
        };
        self.answers.add(request.seq, answer);
        Ok(())
    }

    fn send_bulk(&mut self, request: &BulkRequest<'_>) -> Result<(), Fault> {
        let answer = Answer::Unsupported {
            reason: "no bulk in process".to_owned(),
            issue_url: None,
        };
        self.answers.add(request.seq, answer);
        Ok(())
    }

    fn receive(&mut self, wait: &Wait<'_>) -> Result<(u64, Answer), Fault> {
        self.answers.receive(wait)
    }

    fn end(&mut self) -> String {
        String::new()
    }
}
