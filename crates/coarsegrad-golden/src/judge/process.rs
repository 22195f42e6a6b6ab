//! A backend that is a program: requests on its standard input, answers on its standard output.
//!
//! The program is started directly, without a shell, and leads a process group that is killed at the end, on a fault and
//! when this value is dropped.

use std::collections::VecDeque;
use std::process::{Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use serde::Serialize;

use super::backend::{Backend, Fault, Wait};
use super::children::Leader;
use super::pipes::{Lines, LinesEnd, Tail, lines_of, writer_to};
use super::transcript::Transcript;
use crate::wire::{Answer, BulkRequest, Greeting, Hello, Request, parse_answer, parse_greeting};

/// The requests under way at a time.
const WINDOW: usize = 128;

/// The bytes of requests that are gathered before they are passed on.
const GATHERED: usize = 1 << 16;

/// How long a program may take to end after `bye`.
const FAREWELL: Duration = Duration::from_secs(2);

/// How long a program that closed its output may take to end.
const ENDING: Duration = Duration::from_millis(300);

/// A backend that is a program.
#[derive(Debug)]
pub struct Program {
    words: Vec<String>,
    window: usize,
    running: Option<Running>,
    tail: Tail,
    transcript: Option<Transcript>,
}

#[derive(Debug)]
struct Running {
    leader: Leader,
    requests: Sender<Vec<u8>>,
    gathered: Vec<u8>,
    batches: Receiver<Lines>,
    lines: VecDeque<Vec<u8>>,
    end: Option<LinesEnd>,
}

impl Program {
    /// The program and its arguments; see [`split_command`](super::split_command).
    #[must_use]
    pub fn new(words: Vec<String>) -> Self {
        Program {
            words,
            window: WINDOW,
            running: None,
            tail: Tail::default(),
            transcript: None,
        }
    }

    /// With a copy of all lines.
    #[must_use]
    pub fn with_transcript(mut self, transcript: Transcript) -> Self {
        self.transcript = Some(transcript);
        self
    }

    /// With another number of requests under way at a time, at least one.
    #[must_use]
    pub fn with_window(mut self, window: usize) -> Self {
        self.window = window.max(1);
        self
    }

    fn spawn(&mut self) -> Result<Running, Fault> {
        let (program, arguments) = match self.words.split_first() {
            Some(words) => words,
            None => return Err(Fault::Start("the command is empty".to_owned())),
        };
        let mut command = Command::new(program);
        command
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        let mut child = command
            .spawn()
            .map_err(|error| Fault::Start(format!("{program}: {error}")))?;
        let pipes = (child.stdin.take(), child.stdout.take(), child.stderr.take());
        let leader = Leader::new(child);
        let (Some(stdin), Some(stdout), Some(stderr)) = pipes else {
            return Err(Fault::Start("it has no pipes".to_owned()));
        };
        self.tail = Tail::of(stderr);
        Ok(Running {
            leader,
            requests: writer_to(stdin),
            gathered: Vec::new(),
            batches: lines_of(stdout),
            lines: VecDeque::new(),
            end: None,
        })
    }

    fn push(&mut self, message: &impl Serialize) -> Result<(), Fault> {
        let running = self.running.as_mut().ok_or_else(not_running)?;
        let start = running.gathered.len();
        serde_json::to_writer(&mut running.gathered, message)
            .map_err(|error| Fault::Start(error.to_string()))?;
        if let Some(transcript) = &self.transcript {
            transcript.asked(running.gathered.get(start..).unwrap_or_default());
        }
        running.gathered.push(b'\n');
        if running.gathered.len() >= GATHERED {
            running.flush();
        }
        Ok(())
    }

    /// A line; after a fault the program is gone.
    fn line(&mut self, wait: &Wait<'_>) -> Result<Vec<u8>, Fault> {
        let line = self.running.as_mut().ok_or_else(not_running)?.line(wait);
        match (&line, &self.transcript) {
            (Err(_), _) => self.running = None,
            (Ok(line), Some(transcript)) => transcript.answered(line),
            (Ok(_), None) => {}
        }
        line
    }
}

fn not_running() -> Fault {
    Fault::Ended("it is not running".to_owned())
}

impl Running {
    fn flush(&mut self) {
        if !self.gathered.is_empty() {
            // If nobody takes it there will be no answer.
            let _ = self.requests.send(std::mem::take(&mut self.gathered));
        }
    }

    fn line(&mut self, wait: &Wait<'_>) -> Result<Vec<u8>, Fault> {
        let start = Instant::now();
        let mut gone = false;
        if wait.stopped() {
            return Err(Fault::Interrupted);
        }
        loop {
            if let Some(line) = self.lines.pop_front() {
                return Ok(line);
            }
            match self.end {
                Some(LinesEnd::TooLong) => return Err(Fault::LongLine),
                Some(LinesEnd::Unfinished) => return Err(Fault::Unfinished(self.status())),
                Some(LinesEnd::Closed) => {
                    self.leader.linger(ENDING);
                    return Err(if self.leader.has_ended() {
                        Fault::Ended(self.status())
                    } else {
                        Fault::Closed
                    });
                }
                None => {}
            }
            self.flush();
            match self.batches.recv_timeout(wait.slice(start)?) {
                Ok(batch) => {
                    self.lines.extend(batch.lines);
                    self.end = batch.end;
                }
                // Another process of the group may hold the pipe open. What was written before has come by now.
                Err(RecvTimeoutError::Timeout) if gone => self.end = Some(LinesEnd::Closed),
                Err(RecvTimeoutError::Timeout) => gone = self.leader.has_ended(),
                Err(RecvTimeoutError::Disconnected) => self.end = Some(LinesEnd::Closed),
            }
        }
    }

    fn status(&mut self) -> String {
        self.leader.linger(ENDING);
        self.leader.kill()
    }
}

impl Backend for Program {
    fn start(&mut self, wait: &Wait<'_>) -> Result<Greeting, Fault> {
        self.running = None;
        self.running = Some(self.spawn()?);
        self.push(&Hello::default())?;
        let line = self.line(wait)?;
        Ok(parse_greeting(&line)?)
    }

    fn window(&self) -> usize {
        self.window
    }

    fn send(&mut self, request: &Request<'_>) -> Result<(), Fault> {
        self.push(request)
    }

    fn send_bulk(&mut self, request: &BulkRequest<'_>) -> Result<(), Fault> {
        self.push(request)
    }

    fn receive(&mut self, wait: &Wait<'_>) -> Result<(u64, Answer), Fault> {
        let line = self.line(wait)?;
        Ok(parse_answer(&line)?)
    }

    fn end(&mut self) -> String {
        if let Some(mut running) = self.running.take() {
            running.gathered.extend(b"{\"type\":\"bye\"}\n");
            running.flush();
            drop(running.requests);
            running.leader.linger(FAREWELL);
            let _ = running.leader.kill();
        }
        self.tail.text_within(ENDING)
    }
}
