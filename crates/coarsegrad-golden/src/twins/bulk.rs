//! Large tensors from exact formulas.
//!
//! A quantiser to four bits with scale 1/4 and zero point 0 under the reference convention. Entry `i` has
//!
//! ```text
//! x  = ((7919 i) mod 81 - 40) / 16        quarters of a step from ten steps below zero to ten above
//! dy = (31 i) mod 15 - 7
//! ```
//!
//! so every quarter of every step comes with every upstream gradient: both numbers have the period 405. All numbers are
//! exact in every format, and `y` and `dx` are those of the definition.

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use coarsegrad_arith::Rational;
use coarsegrad_model::pointwise::{
    AffineGrid, Bound, Dtype, Extended, FakeQuant, FakeQuantConvention, Order, Rounding,
};
use safetensors::tensor::View;
use serde_json::json;
use zip::ZipWriter;

use super::npz;
use super::tensors::{file_dtype, little_endian, width};
use super::{METADATA_KEY, TwinError};

/// The greatest number of entries.
pub const MAX_BULK_ENTRIES: usize = 1 << 28;

/// The period of the entries.
const PERIOD: usize = 405;

/// The entries written at a time.
const CHUNK: usize = 1 << 16;

/// The tensors of a file, in the order of their names.
const NAMES: [&str; 4] = ["dx", "dy", "x", "y"];

/// Large tensors of a format.
#[derive(Clone, Debug)]
pub struct Bulk {
    dtype: Dtype,
    entries: usize,
    /// A period of each tensor of [`NAMES`].
    periods: [Vec<u64>; 4],
}

impl Bulk {
    /// Tensors of a number of entries each.
    ///
    /// # Errors
    /// [`TwinError::Entries`] unless there is one entry at least and [`MAX_BULK_ENTRIES`] at most.
    pub fn new(dtype: Dtype, entries: usize) -> Result<Self, TwinError> {
        if !(1..=MAX_BULK_ENTRIES).contains(&entries) {
            return Err(TwinError::Entries {
                found: entries,
                limit: MAX_BULK_ENTRIES,
            });
        }
        let mut periods: [Vec<u64>; 4] = Default::default();
        for index in 0..PERIOD {
            let answers =
                entry(index).map_err(|message| TwinError::Formula { name: "y", message })?;
            for ((name, period), value) in NAMES.into_iter().zip(&mut periods).zip(answers) {
                let bits = dtype.encode(&value).ok_or_else(|| TwinError::Formula {
                    name,
                    message: format!("{value} is no number of {dtype}"),
                })?;
                period.push(bits);
            }
        }
        Ok(Bulk {
            dtype,
            entries,
            periods,
        })
    }

    /// The names of the files, without and with NumPy.
    #[must_use]
    pub fn file_names(&self) -> (String, Option<String>) {
        let stem = format!("bulk.fake_quant.affine.{}", self.dtype);
        let npz = npz::has(self.dtype).then(|| format!("{stem}.npz"));
        (format!("{stem}.safetensors"), npz)
    }

    /// Writes the safetensors file, one tensor at a time in memory.
    ///
    /// # Errors
    /// [`TwinError`] where writing fails.
    pub fn write_tensors(&self, path: &Path) -> Result<(), TwinError> {
        let metadata = HashMap::from([(METADATA_KEY.to_owned(), self.metadata())]);
        let columns = NAMES.iter().zip(&self.periods).map(|(name, period)| {
            let column = Repeated {
                bulk: self,
                shape: [self.entries],
                period,
            };
            (*name, column)
        });
        Ok(safetensors::serialize_to_file(
            columns,
            Some(metadata),
            path,
        )?)
    }

    /// Writes the npz file, some entries at a time in memory.
    ///
    /// # Errors
    /// [`TwinError`] where writing fails.
    pub fn write_npz(&self, path: &Path) -> Result<(), TwinError> {
        let mut archive = ZipWriter::new(BufWriter::new(File::create(path)?));
        npz::write_metadata(&mut archive, &self.metadata())?;
        for (name, period) in NAMES.iter().zip(&self.periods) {
            archive.start_file(format!("{name}.npy"), npz::options())?;
            archive.write_all(&npz::header(self.dtype, &[self.entries]))?;
            let mut entries = period.iter().copied().cycle();
            let mut left = self.entries;
            while left > 0 {
                let count = left.min(CHUNK);
                let chunk = entries.by_ref().take(count);
                archive.write_all(&little_endian(self.dtype, chunk))?;
                left -= count;
            }
        }
        archive.finish()?.flush()?;
        Ok(())
    }

    fn metadata(&self) -> String {
        let reference: std::collections::BTreeMap<_, _> = super::REFERENCE.into_iter().collect();
        json!({
            "schema": "coarsegrad/bulk/1",
            "op": "fake_quant.affine",
            "params": {"scale": "1/4", "zero_point": "0", "qmin": -8, "qmax": 7},
            "convention": reference,
        })
        .to_string()
    }
}

/// A tensor that repeats its period.
struct Repeated<'a> {
    bulk: &'a Bulk,
    shape: [usize; 1],
    period: &'a [u64],
}

impl View for Repeated<'_> {
    fn dtype(&self) -> safetensors::Dtype {
        file_dtype(self.bulk.dtype)
    }

    fn shape(&self) -> &[usize] {
        &self.shape
    }

    fn data(&self) -> std::borrow::Cow<'_, [u8]> {
        let entries = self.period.iter().copied().cycle().take(self.bulk.entries);
        little_endian(self.bulk.dtype, entries).into()
    }

    fn data_len(&self) -> usize {
        self.bulk.entries * width(self.bulk.dtype)
    }
}

/// `dx`, `dy`, `x` and `y` of an entry.
fn entry(index: usize) -> Result<[Extended; 4], String> {
    let part = |factor: usize, period: usize, shift: i64| {
        i64::try_from(factor * index % period).map_or(0, |part| part - shift)
    };
    let x = Extended::Finite(Rational::from((part(7919, 81, 40), 16)));
    let dy = Extended::from(part(31, 15, 7));
    let say = |error: coarsegrad_model::pointwise::PointwiseError| error.to_string();
    let grid = AffineGrid::symmetric(Rational::from((1, 4)), 4, false).map_err(say)?;
    let convention = FakeQuantConvention::of(Rounding::HalfEven, Order::RoundClamp, Bound::Closed);
    let quantiser = FakeQuant::new(grid, convention);
    let y = quantiser.forward(&x).map_err(say)?;
    let dx = quantiser.dx(&x, &dy).map_err(say)?;
    Ok([dx, dy, x, y])
}
