//! Lines of a stream, none longer than a limit.

use std::io::{self, BufRead};

/// What the next line of a stream is.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Line {
    /// A line, now in the buffer without its line feed.
    Whole,
    /// The last bytes of the stream, now in the buffer, do not end in a line feed.
    Unfinished,
    /// The line is longer than the limit; the buffer has its beginning.
    TooLong,
    /// The stream ended.
    End,
}

/// Reads a line of at most `limit` bytes into `buffer`, which is emptied first.
pub(crate) fn read_line(
    stream: &mut impl BufRead,
    buffer: &mut Vec<u8>,
    limit: usize,
) -> io::Result<Line> {
    buffer.clear();
    loop {
        let available = match stream.fill_buf() {
            Ok(available) => available,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        if available.is_empty() {
            return Ok(if buffer.is_empty() {
                Line::End
            } else {
                Line::Unfinished
            });
        }
        let feed = available.iter().position(|byte| *byte == b'\n');
        let length = feed.unwrap_or(available.len());
        let room = limit - buffer.len().min(limit);
        buffer.extend(available.iter().take(length.min(room)));
        if length > room {
            return Ok(Line::TooLong);
        }
        stream.consume(length + usize::from(feed.is_some()));
        if feed.is_some() {
            return Ok(Line::Whole);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::BufReader;

    fn lines(text: &[u8], limit: usize) -> Vec<(Line, Vec<u8>)> {
        let mut stream = BufReader::with_capacity(3, text);
        let mut all = Vec::new();
        let mut buffer = Vec::new();
        loop {
            let line = read_line(&mut stream, &mut buffer, limit).unwrap();
            let last = matches!(line, Line::End | Line::TooLong);
            all.push((line, buffer.clone()));
            if last {
                return all;
            }
        }
    }

    #[test]
    fn lines_are_cut_at_the_limit_and_unfinished_ones_are_told_apart() {
        let whole = |text: &str| (Line::Whole, text.as_bytes().to_vec());
        let end = (Line::End, Vec::new());
        assert_eq!(lines(b"", 4), [(Line::End, Vec::new())]);
        let rest = (Line::Unfinished, b"xy".to_vec());
        assert_eq!(
            lines(b"abcd\n\nxy", 4),
            [whole("abcd"), whole(""), rest, end]
        );
        assert_eq!(lines(b"abcde\nx", 4), [(Line::TooLong, b"abcd".to_vec())]);
        assert_eq!(lines(b"abcde", 4), [(Line::TooLong, b"abcd".to_vec())]);
    }
}
