//! What ends the command, how it is said and with which exit code.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::process::ExitCode;

use coarsegrad::claims::ClaimsError;
use coarsegrad::exact::ExactError;
use coarsegrad::golden::GoldenError;
use coarsegrad::mc::McError;
use coarsegrad::model::ModelError;

use crate::interrupt::INTERRUPTED;

/// Why the command stops. The message is one line.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// The file cannot be opened or is too large.
    #[error("{name}: {message}")]
    Input { name: String, message: String },
    /// Reading stopped midway.
    #[error("{name}: reading failed: {source}")]
    Read { name: String, source: io::Error },
    /// The file is not a valid instance.
    #[error("{name}: {}", brief(&source.to_string()))]
    Instance { name: String, source: ModelError },
    /// A value was not computed.
    #[error("{name}: {source}; ask for fewer digits with --digits")]
    Value { name: String, source: ExactError },
    /// The file is not golden values, or they cannot be exported.
    #[error("{name}: {}", brief(&source.to_string()))]
    Golden { name: String, source: GoldenError },
    /// A certificate is missing, stale or refused.
    #[error("{0}")]
    Certificates(String),
    /// The proof assistant is not there, or in another version.
    #[error("{0}")]
    NoCoq(String),
    /// An interrupt ended the command; what it had begun is undone.
    #[error("interrupted")]
    Interrupted,
    /// The run cannot be made as asked.
    #[error("{}", brief(&.0.to_string()))]
    Sample(McError),
    /// A list of known findings or an earlier report that is not valid, or no such case.
    #[error("{}{}", name.as_ref().map(|name| format!("{name}: ")).unwrap_or_default(), brief(message))]
    Judge {
        name: Option<String>,
        message: String,
    },
    /// A partial result that cannot be used.
    #[error("{name}: {}", brief(message))]
    Part { name: String, message: String },
    /// Two partial results hold the same blocks.
    #[error("{names} both hold blocks {start}..{end}; a block must be counted once")]
    Shared { names: String, start: u64, end: u64 },
    /// There is no such claim.
    #[error("{}", brief(&.0.to_string()))]
    Claims(ClaimsError),
    /// A file cannot be written.
    #[error("{name}: cannot be written: {source}")]
    Save { name: String, source: io::Error },
    /// Standard output does not take the result.
    #[error("standard output: writing failed: {0}")]
    Write(io::Error),
    /// The threads or the interrupt handler could not be set up.
    #[error("{0}")]
    Setup(String),
}

/// The exit code of a batch with a bad line, and of every bad input.
pub(crate) const BAD_INPUT: u8 = 2;

/// The exit code when certificates cannot be compiled here.
pub(crate) const NO_COQ: u8 = 4;

/// The exit code when a value was not enclosed before the precision cap.
pub(crate) const PRECISION_CAP: u8 = 3;

impl Failure {
    /// Says on standard error what happened and answers the exit code.
    ///
    /// Nothing is said when the reader of standard output went away: that is its way to say that
    /// it has seen enough.
    pub(crate) fn report(&self) -> ExitCode {
        if matches!(self, Failure::Write(error) if error.kind() == io::ErrorKind::BrokenPipe) {
            return ExitCode::SUCCESS;
        }
        say(&error_line(&self.to_string()));
        ExitCode::from(self.code())
    }

    /// The exit code.
    pub(crate) fn code(&self) -> u8 {
        match self {
            Failure::Input { .. }
            | Failure::Instance { .. }
            | Failure::Golden { .. }
            | Failure::Sample(_)
            | Failure::Judge { .. }
            | Failure::Part { .. }
            | Failure::Shared { .. } => BAD_INPUT,
            Failure::Claims(source) => match source {
                ClaimsError::NoClaim { .. } | ClaimsError::NoFamily { .. } => BAD_INPUT,
                _ => 1,
            },
            Failure::Value { source, .. } => match source {
                ExactError::Digits { .. } => BAD_INPUT,
                _ => PRECISION_CAP,
            },
            Failure::NoCoq(_) => NO_COQ,
            Failure::Interrupted => INTERRUPTED,
            Failure::Read { .. }
            | Failure::Save { .. }
            | Failure::Write(_)
            | Failure::Setup(_)
            | Failure::Certificates(_) => 1,
        }
    }
}

/// An error message as one line for standard error.
pub(crate) fn error_line(message: &str) -> String {
    let bold_red = anstyle::AnsiColor::Red.on_default().bold();
    format!("{bold_red}error:{bold_red:#} {}\n", one_line(message))
}

/// Writes to standard error, in colour on a terminal. Nothing can be done if that fails.
pub(crate) fn say(text: &str) {
    let _ = anstream::stderr().lock().write_all(text.as_bytes());
}

/// The ends of a long text: an error may quote an unknown key of any length.
pub(crate) fn brief(text: &str) -> Cow<'_, str> {
    const FIRST: usize = 300;
    const LAST: usize = 100;
    if text.chars().nth(FIRST + LAST).is_none() {
        return Cow::Borrowed(text);
    }
    let first: String = text.chars().take(FIRST).collect();
    let last: Vec<char> = text.chars().rev().take(LAST).collect();
    Cow::Owned(first + " ... " + &last.iter().rev().collect::<String>())
}

/// The text with control characters escaped: what stands in a file must not reach a terminal.
pub(crate) fn one_line(text: &str) -> Cow<'_, str> {
    if !text.chars().any(char::is_control) {
        return Cow::Borrowed(text);
    }
    let mut line = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        if character.is_control() {
            // Writing to a string cannot fail.
            let _ = write!(line, "{}", character.escape_default());
        } else {
            line.push(character);
        }
    }
    Cow::Owned(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_failure_has_its_documented_exit_code() {
        let value = |source| Failure::Value {
            name: "x".to_owned(),
            source,
        };
        let cap = value(ExactError::PrecisionCap {
            quantity: "angle".to_owned(),
            digits: 30,
            bits: 100,
        });
        assert_eq!(cap.code(), 3);
        assert!(cap.to_string().starts_with("x: angle was not enclosed"));
        let digits = value(ExactError::Digits {
            digits: 0,
            limit: 1,
        });
        assert_eq!(digits.code(), 2);
        let full = Failure::Write(io::Error::from(io::ErrorKind::StorageFull));
        assert_eq!(full.code(), 1);
        let input = Failure::Input {
            name: "x".to_owned(),
            message: "y".to_owned(),
        };
        assert_eq!((input.code(), input.to_string().as_str()), (2, "x: y"));
    }

    #[test]
    fn messages_are_short_and_free_of_control_characters() {
        assert_eq!(one_line("a\u{1b}[1m\nb\u{9b}"), "a\\u{1b}[1m\\nb\\u{9b}");
        let long = format!("ü{}ß", "x".repeat(10_000));
        let short = brief(&long);
        assert!(short.starts_with('ü') && short.ends_with('ß'));
        assert_eq!(short.chars().count(), 405);
        assert_eq!(brief("kept"), "kept");
    }
}
