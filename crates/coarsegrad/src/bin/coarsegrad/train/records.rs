//! Records: one line a step, CSV or JSON, complete or not there.

use std::fmt::Write as _;
use std::fs::{File, OpenOptions};
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use coarsegrad::exact::Measures;

use super::event::Event;
use super::fingerprint::Fingerprint;
use super::numbers::Seen;
use super::tally::Tally;
use crate::failure::Failure;
use crate::store::unwritten;

/// One line of the records.
pub(crate) struct Row<'a, S> {
    pub(crate) step: u64,
    pub(crate) measures: &'a Measures<S>,
    /// What the step identity leaves of the step that led here.
    pub(crate) residual: Option<&'a S>,
    /// An upper bound of that step's rounding error, for `f64`.
    pub(crate) step_error: Option<f64>,
    pub(crate) events: &'a [Event],
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Layout {
    Csv,
    Jsonl,
}

/// A file of records, open for writing.
pub(crate) struct Records {
    path: PathBuf,
    layout: Layout,
    out: BufWriter<File>,
    hash: Fingerprint,
}

impl Records {
    /// Opens the file: emptied for a new run, or cut to what a checkpoint had written.
    pub(crate) fn open<S: Seen>(
        path: &Path,
        tally: &mut Tally,
        resumes: bool,
    ) -> Result<Self, Failure> {
        let name = path.display().to_string();
        let extension = path.extension().and_then(|x| x.to_str()).unwrap_or("");
        let layout = match extension {
            "csv" => Layout::Csv,
            "jsonl" => Layout::Jsonl,
            _ => {
                return Err(Failure::Input {
                    name: "--out".to_owned(),
                    message: format!("{name} ends neither in .csv nor in .jsonl"),
                });
            }
        };
        if resumes && tally.bytes == 0 {
            return Err(Failure::Input {
                name: "--out".to_owned(),
                message: "the run to be resumed has no records to go on with".to_owned(),
            });
        }
        let failed = |error| unwritten(path, error);
        let mut file = OpenOptions::new()
            .read(resumes)
            .write(true)
            .create(!resumes)
            .truncate(!resumes)
            .open(path)
            .map_err(failed)?;
        let mut hash = Fingerprint::default();
        if resumes {
            hash = hash_of(&mut file, tally.bytes).map_err(|source| Failure::Read {
                name: name.clone(),
                source,
            })?;
            if hash.to_string() != tally.hash {
                return Err(Failure::Input {
                    name,
                    message: "does not begin with the records of the run to be resumed".to_owned(),
                });
            }
            file.set_len(tally.bytes).map_err(failed)?;
            file.seek(SeekFrom::End(0)).map_err(failed)?;
        }
        let mut records = Records {
            path: path.to_path_buf(),
            layout,
            out: BufWriter::with_capacity(1 << 16, file),
            hash,
        };
        if !resumes && layout == Layout::Csv {
            let header = csv_header::<S>();
            records.put(&header, tally)?;
        }
        Ok(records)
    }

    /// A row as a line of this file.
    pub(crate) fn line<S: Seen>(&self, row: &Row<'_, S>) -> String {
        match self.layout {
            Layout::Csv => csv(row),
            Layout::Jsonl => json(row),
        }
    }

    /// Writes a line.
    pub(crate) fn write(&mut self, line: &str, tally: &mut Tally) -> Result<(), Failure> {
        self.put(line, tally)?;
        tally.rows += 1;
        Ok(())
    }

    fn put(&mut self, line: &str, tally: &mut Tally) -> Result<(), Failure> {
        self.out
            .write_all(line.as_bytes())
            .map_err(|error| unwritten(&self.path, error))?;
        self.hash.add(line.as_bytes());
        tally.bytes += line.len() as u64;
        tally.hash = self.hash.to_string();
        Ok(())
    }

    /// Brings everything written to the disk.
    pub(crate) fn sync(&mut self) -> Result<(), Failure> {
        self.out
            .flush()
            .and_then(|()| self.out.get_ref().sync_data())
            .map_err(|error| unwritten(&self.path, error))
    }
}

/// The hash of the first bytes of a file, as many as given or as there are.
fn hash_of(file: &mut File, bytes: u64) -> io::Result<Fingerprint> {
    let mut hash = Fingerprint::default();
    let mut left = file.take(bytes);
    let mut buffer = vec![0; 1 << 16];
    loop {
        match left.read(&mut buffer)? {
            0 => return Ok(hash),
            read => hash.add(buffer.get(..read).unwrap_or_default()),
        }
    }
}

/// A column: its name, and its value in a row; `None` where that does not exist.
type Column<S> = (&'static str, fn(&Row<'_, S>) -> Option<S>);

/// The columns of numbers, in order.
fn columns<S: Clone>() -> [Column<S>; 9] {
    [
        ("loss", |row| Some(row.measures.loss.clone())),
        ("v_norm", |row| Some(row.measures.v_norm.clone())),
        ("w_norm", |row| Some(row.measures.w_norm.clone())),
        ("theta", |row| row.measures.theta.clone()),
        ("gradient_v_norm", |row| {
            Some(row.measures.gradient_v_norm.clone())
        }),
        ("gradient_w_norm", |row| {
            row.measures.gradient_w_norm.clone()
        }),
        ("coarse_norm", |row| Some(row.measures.coarse_norm.clone())),
        ("inner_product", |row| row.measures.inner_product.clone()),
        ("residual", |row| row.residual.cloned()),
    ]
}

fn csv_header<S: Seen>() -> String {
    let mut header = "step".to_owned();
    for (column, _) in columns::<S>() {
        header.push(',');
        header.push_str(column);
        if S::HAS_RADIUS {
            header.push(',');
            header.push_str(column);
            header.push_str("_rad");
        }
    }
    header.push_str(",step_error,events\n");
    header
}

fn csv<S: Seen>(row: &Row<'_, S>) -> String {
    let mut line = row.step.to_string();
    for (_, value) in columns::<S>() {
        let (mid, rad) = value(row).and_then(|x| x.texts()).unwrap_or_default();
        line.push(',');
        line.push_str(&mid);
        if S::HAS_RADIUS {
            line.push(',');
            line.push_str(&rad);
        }
    }
    line.push(',');
    line.push_str(&row.step_error.map(|x| format!("{x:?}")).unwrap_or_default());
    line.push(',');
    let codes: Vec<&str> = row.events.iter().map(|event| event.code()).collect();
    line.push_str(&codes.join(";"));
    line.push('\n');
    line
}

fn json<S: Seen>(row: &Row<'_, S>) -> String {
    let mut line = format!("{{\"step\":{}", row.step);
    for (name, value) in columns::<S>() {
        // Writing to a string cannot fail.
        let _ = write!(line, ",\"{name}\":{}", json_number(value(row).as_ref()));
    }
    let step_error = row
        .step_error
        .map_or_else(|| "null".to_owned(), |x| format!("{x:?}"));
    let _ = write!(line, ",\"step_error\":{step_error},\"events\":[");
    for (index, event) in row.events.iter().enumerate() {
        let comma = if index > 0 { "," } else { "" };
        let _ = write!(line, "{comma}\"{event}\"");
    }
    line.push_str("]}\n");
    line
}

/// A number as JSON: a number, a ball, or null where there is none.
pub(crate) fn json_number<S: Seen>(value: Option<&S>) -> String {
    match value.and_then(Seen::texts) {
        None => "null".to_owned(),
        Some((mid, rad)) if S::HAS_RADIUS => format!("{{\"mid\":\"{mid}\",\"rad\":\"{rad}\"}}"),
        Some((mid, _)) => mid,
    }
}
