//! Cases asked many at a time, through files.
//!
//! The files are in a folder of the judge's own, under names that it chose. A result is opened without following a link,
//! must be an ordinary file of no more bytes than its tensor and a header take, and must hold that one tensor in the
//! format and shape asked for.

use std::collections::BTreeMap;
use std::fs::{File, OpenOptions};
use std::io::Read as _;
use std::path::{Path, PathBuf};

use coarsegrad_model::pointwise::Dtype;
use safetensors::tensor::TensorView;
use safetensors::{Dtype as FileDtype, SafeTensors};
use tempfile::TempDir;

use super::run::Task;
use crate::case::Parameter;

/// The bytes that the header of a result may take.
const HEADER: u64 = 1 << 16;

/// What the cases of a batch have in common.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct BatchKey {
    pub(super) op: String,
    pub(super) output: String,
    pub(super) dtype: Dtype,
    pub(super) params: BTreeMap<String, Parameter>,
    pub(super) shapes: BTreeMap<String, Vec<usize>>,
    pub(super) result: Vec<usize>,
}

impl BatchKey {
    pub(super) fn of(task: &Task) -> Self {
        let case = &task.case;
        BatchKey {
            op: case.op.clone(),
            output: case.output.clone(),
            dtype: task.dtype,
            params: case.params.clone(),
            shapes: case
                .inputs
                .iter()
                .map(|(name, tensor)| (name.clone(), tensor.shape.clone()))
                .collect(),
            result: case.output_shape(),
        }
    }

    /// Whether the task belongs to the batch.
    pub(super) fn fits(&self, task: &Task) -> bool {
        let case = &task.case;
        let shapes = case
            .inputs
            .iter()
            .map(|(name, tensor)| (name, &tensor.shape));
        self.dtype == task.dtype
            && self.op == case.op
            && self.output == case.output
            && self.params == case.params
            && self.shapes.iter().eq(shapes)
            && self.result == case.output_shape()
    }

    /// The bytes of a case's share in the result.
    fn result_entries(&self) -> usize {
        self.result.iter().product()
    }
}

/// The folder of the files.
#[derive(Debug)]
pub(super) struct Exchange {
    folder: TempDir,
    number: u64,
}

/// The files of a batch.
#[derive(Debug)]
pub(super) struct Files {
    pub(super) inputs: PathBuf,
    pub(super) result: PathBuf,
}

impl Drop for Files {
    fn drop(&mut self) {
        // They would go with the folder; the space is wanted earlier.
        let _ = std::fs::remove_file(&self.inputs);
        let _ = std::fs::remove_file(&self.result);
    }
}

impl Exchange {
    pub(super) fn new() -> std::io::Result<Self> {
        Ok(Exchange {
            folder: TempDir::with_prefix("coarsegrad-judge-")?,
            number: 0,
        })
    }

    /// Writes the inputs of a batch.
    pub(super) fn write(&mut self, key: &BatchKey, tasks: &[Task]) -> Result<Files, String> {
        self.number += 1;
        let files = Files {
            inputs: self
                .folder
                .path()
                .join(format!("{}.safetensors", self.number)),
            result: self
                .folder
                .path()
                .join(format!("{}.out.safetensors", self.number)),
        };
        let width = usize::try_from(key.dtype.width() / 8).unwrap_or(8);
        let mut columns = Vec::new();
        for (index, (name, shape)) in key.shapes.iter().enumerate() {
            let mut bytes = Vec::new();
            for task in tasks {
                for bits in task.inputs.get(index).into_iter().flatten() {
                    bytes.extend(bits.to_le_bytes().iter().take(width));
                }
            }
            columns.push((name, batched(tasks.len(), shape), bytes));
        }
        let mut views = Vec::new();
        for (name, shape, bytes) in &columns {
            let view = TensorView::new(file_dtype(key.dtype), shape.clone(), bytes)
                .map_err(|error| error.to_string())?;
            views.push((name.as_str(), view));
        }
        safetensors::serialize_to_file(views, None, &files.inputs)
            .map_err(|error| error.to_string())?;
        Ok(files)
    }
}

/// A shape with a dimension for the cases in front.
pub(super) fn batched(count: usize, shape: &[usize]) -> Vec<usize> {
    [count].iter().chain(shape).copied().collect()
}

/// Reads the result of a batch: the patterns of each case one after the other.
pub(super) fn read_result(path: &Path, key: &BatchKey, count: usize) -> Result<Vec<u64>, String> {
    let width = usize::try_from(key.dtype.width() / 8).unwrap_or(8);
    let entries = key.result_entries().saturating_mul(count);
    let limit = HEADER + u64::try_from(entries.saturating_mul(width)).unwrap_or(u64::MAX / 2);
    let file = open(path).map_err(|error| format!("the result cannot be opened: {error}"))?;
    let about = file.metadata().map_err(|error| error.to_string())?;
    if !about.is_file() {
        return Err("the result is no ordinary file".to_owned());
    }
    let mut bytes = Vec::new();
    file.take(limit + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| format!("the result cannot be read: {error}"))?;
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > limit {
        return Err("the result has more bytes than its tensor and a header take".to_owned());
    }
    let tensors = SafeTensors::deserialize(&bytes)
        .map_err(|error| format!("the result is no safetensors file: {error}"))?;
    let tensor = tensors
        .tensor(&key.output)
        .map_err(|_| format!("the result has no tensor \"{}\"", key.output))?;
    if tensor.dtype() != file_dtype(key.dtype) {
        return Err(format!("the result is of format {:?}", tensor.dtype()));
    }
    if tensor.shape() != batched(count, &key.result) {
        return Err(format!("the result has shape {:?}", tensor.shape()));
    }
    Ok(tensor
        .data()
        .chunks_exact(width)
        .map(|chunk| {
            chunk
                .iter()
                .rev()
                .fold(0, |bits, byte| bits << 8 | u64::from(*byte))
        })
        .collect())
}

#[cfg(unix)]
fn open(path: &Path) -> std::io::Result<File> {
    use nix::fcntl::OFlag;
    use std::os::unix::fs::OpenOptionsExt as _;
    // Not to wait for the other end of a named pipe either.
    let flags = OFlag::O_NOFOLLOW | OFlag::O_NONBLOCK;
    OpenOptions::new()
        .read(true)
        .custom_flags(flags.bits())
        .open(path)
}

#[cfg(not(unix))]
fn open(path: &Path) -> std::io::Result<File> {
    OpenOptions::new().read(true).open(path)
}

fn file_dtype(dtype: Dtype) -> FileDtype {
    match dtype {
        Dtype::F64 => FileDtype::F64,
        Dtype::F32 => FileDtype::F32,
        Dtype::Bf16 => FileDtype::BF16,
        Dtype::F16 => FileDtype::F16,
    }
}
