//! Tensors as bytes, and safetensors files.

use std::borrow::Cow;
use std::collections::HashMap;

use coarsegrad_model::pointwise::Dtype;
use safetensors::Dtype as FileDtype;
use safetensors::tensor::View;

use super::{METADATA_KEY, TwinError};

/// A tensor of patterns of a format.
#[derive(Clone, Debug)]
pub(super) struct Column {
    pub(super) name: String,
    pub(super) dtype: Dtype,
    pub(super) shape: Vec<usize>,
    pub(super) bits: Vec<u64>,
}

impl Column {
    /// The bytes, least significant first.
    pub(super) fn bytes(&self) -> Vec<u8> {
        little_endian(self.dtype, self.bits.iter().copied())
    }
}

/// The bytes of patterns, least significant first.
pub(super) fn little_endian(dtype: Dtype, bits: impl Iterator<Item = u64>) -> Vec<u8> {
    let width = width(dtype);
    let mut bytes = Vec::new();
    for pattern in bits {
        bytes.extend(pattern.to_le_bytes().iter().take(width));
    }
    bytes
}

/// The bytes of a pattern.
pub(super) fn width(dtype: Dtype) -> usize {
    usize::try_from(dtype.width() / 8).unwrap_or(8)
}

/// The format in a safetensors file.
pub(super) fn file_dtype(dtype: Dtype) -> FileDtype {
    match dtype {
        Dtype::F64 => FileDtype::F64,
        Dtype::F32 => FileDtype::F32,
        Dtype::Bf16 => FileDtype::BF16,
        Dtype::F16 => FileDtype::F16,
    }
}

impl View for &Column {
    fn dtype(&self) -> FileDtype {
        file_dtype(self.dtype)
    }

    fn shape(&self) -> &[usize] {
        &self.shape
    }

    fn data(&self) -> Cow<'_, [u8]> {
        Cow::Owned(self.bytes())
    }

    fn data_len(&self) -> usize {
        self.bits.len() * width(self.dtype)
    }
}

/// A safetensors file. One key of metadata: several would come in any order.
pub(super) fn write(columns: &[Column], metadata: &str) -> Result<Vec<u8>, TwinError> {
    let metadata = HashMap::from([(METADATA_KEY.to_owned(), metadata.to_owned())]);
    let named = columns.iter().map(|column| (column.name.as_str(), column));
    Ok(safetensors::serialize(named, Some(metadata))?)
}
