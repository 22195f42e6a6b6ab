//! Tensors as npz: a zip file, without compression, of npy files.
//!
//! An npy file is the magic text, the version 1.0, the length of the header in two bytes, the header (a literal of
//! Python, filled with blanks so that the data begin at a multiple of 64 and ended by a line feed), and the data.

use std::io::{Cursor, Seek, Write};

use coarsegrad_model::pointwise::Dtype;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::tensors::Column;
use super::{METADATA_ENTRY, TwinError};

/// Whether NumPy has the format.
pub(super) fn has(dtype: Dtype) -> bool {
    description(dtype).is_some()
}

fn description(dtype: Dtype) -> Option<&'static str> {
    match dtype {
        Dtype::F64 => Some("<f8"),
        Dtype::F32 => Some("<f4"),
        Dtype::F16 => Some("<f2"),
        Dtype::Bf16 => None,
    }
}

/// How every entry is stored: as it is, at the first time that the format can tell, readable by all.
pub(super) fn options() -> SimpleFileOptions {
    SimpleFileOptions::default()
        .compression_method(CompressionMethod::Stored)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644)
        .large_file(true)
}

/// The header of an npy file.
pub(super) fn header(dtype: Dtype, shape: &[usize]) -> Vec<u8> {
    let lengths: Vec<String> = shape.iter().map(ToString::to_string).collect();
    let shape = match lengths.as_slice() {
        [one] => format!("({one},)"),
        some => format!("({})", some.join(", ")),
    };
    let text = format!(
        "{{'descr': '{}', 'fortran_order': False, 'shape': {shape}, }}",
        description(dtype).unwrap_or("|V2")
    );
    // Magic, version and length take ten bytes, and the line feed one.
    let filled = (text.len() + 11).next_multiple_of(64) - 10;
    let mut bytes = b"\x93NUMPY\x01\x00".to_vec();
    bytes.extend(u16::try_from(filled).unwrap_or(u16::MAX).to_le_bytes());
    bytes.extend(text.as_bytes());
    bytes.resize(10 + filled - 1, b' ');
    bytes.push(b'\n');
    bytes
}

/// An npz file.
pub(super) fn write(columns: &[Column], metadata: &str) -> Result<Vec<u8>, TwinError> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    write_metadata(&mut archive, metadata)?;
    for column in columns {
        archive.start_file(format!("{}.npy", column.name), options())?;
        archive.write_all(&header(column.dtype, &column.shape))?;
        archive.write_all(&column.bytes())?;
    }
    Ok(archive.finish()?.into_inner())
}

/// The metadata, as the first entry.
pub(super) fn write_metadata<W: Write + Seek>(
    archive: &mut ZipWriter<W>,
    metadata: &str,
) -> Result<(), TwinError> {
    archive.start_file(METADATA_ENTRY, options())?;
    archive.write_all(metadata.as_bytes())?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_those_of_the_format() {
        let bytes = header(Dtype::F32, &[3]);
        assert_eq!(bytes.len() % 64, 0);
        let text = String::from_utf8(bytes[10..].to_vec()).unwrap();
        assert!(text.starts_with("{'descr': '<f4', 'fortran_order': False, 'shape': (3,), }"));
        assert!(text.ends_with(" \n") || text.ends_with("}\n"));
        let length = u16::from_le_bytes([bytes[8], bytes[9]]);
        assert_eq!(usize::from(length), bytes.len() - 10);
        let square = String::from_utf8(header(Dtype::F64, &[3, 4])[10..].to_vec()).unwrap();
        assert!(square.contains("'shape': (3, 4), }"));
        for length in 1..200 {
            assert_eq!(header(Dtype::F16, &[length, 10_usize.pow(9)]).len() % 64, 0);
        }
    }
}
