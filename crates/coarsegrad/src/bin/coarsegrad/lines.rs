//! Lines of bounded length from a reader.

use std::io::{self, BufRead, BufReader, Read};

/// The bytes asked from the reader at a time.
const BUFFER: usize = 1 << 20;

/// One line without its end.
pub(crate) struct Line {
    /// Its number, counted from one.
    pub(crate) number: u64,
    /// Its bytes, or `None` if there were more than the limit.
    pub(crate) bytes: Option<Vec<u8>>,
}

/// Splits a reader into lines; of a line beyond the limit nothing is kept.
pub(crate) struct Lines<R> {
    reader: BufReader<R>,
    limit: usize,
    number: u64,
}

impl<R: Read> Lines<R> {
    pub(crate) fn new(reader: R, limit: usize) -> Self {
        Lines {
            reader: BufReader::with_capacity(BUFFER, reader),
            limit,
            number: 0,
        }
    }

    /// Whether the next line is here already, so that reading it does not wait.
    pub(crate) fn is_ready(&self) -> bool {
        self.reader.buffer().contains(&b'\n')
    }

    /// The next line, `None` at the end. A last line without an end counts if it is not empty.
    pub(crate) fn next_line(&mut self) -> io::Result<Option<Line>> {
        let mut bytes = Some(Vec::new());
        let mut is_new = true;
        loop {
            let available = match self.reader.fill_buf() {
                Ok(available) => available,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            if available.is_empty() {
                if is_new {
                    return Ok(None);
                }
                break;
            }
            is_new = false;
            let (part, used, is_end) = match available.iter().position(|&byte| byte == b'\n') {
                Some(end) => (available.get(..end).unwrap_or_default(), end + 1, true),
                None => (available, available.len(), false),
            };
            bytes = bytes.filter(|bytes| bytes.len() + part.len() <= self.limit);
            if let Some(bytes) = &mut bytes {
                bytes.extend_from_slice(part);
            }
            self.reader.consume(used);
            if is_end {
                break;
            }
        }
        self.number += 1;
        Ok(Some(Line {
            number: self.number,
            bytes,
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &[u8], limit: usize) -> Vec<(u64, Option<Vec<u8>>)> {
        let mut lines = Lines::new(text, limit);
        let mut all = Vec::new();
        while let Some(line) = lines.next_line().unwrap() {
            all.push((line.number, line.bytes));
        }
        all
    }

    #[test]
    fn lines_are_counted_and_long_ones_dropped() {
        let lines = read(b"one\n\nfour!\nlast", 4);
        let expected = [Some("one"), Some(""), None, Some("last")];
        assert_eq!(lines.len(), expected.len());
        for ((number, bytes), (index, expected)) in lines.iter().zip(expected.iter().enumerate()) {
            assert_eq!(*number, index as u64 + 1);
            assert_eq!(bytes.as_deref(), expected.map(str::as_bytes));
        }
        assert!(read(b"", 4).is_empty());
        assert_eq!(read(b"\n", 4).len(), 1);
    }

    #[test]
    fn a_line_longer_than_the_buffer_is_whole() {
        let text = vec![b'x'; 3 * BUFFER + 7];
        assert_eq!(read(&text, 4 * BUFFER), [(1, Some(text.clone()))]);
        assert_eq!(read(&text, 2 * BUFFER), [(1, None)]);
    }
}
