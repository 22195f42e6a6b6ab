//! Single samples, for those who want to see them or compute with them themselves.

use crate::normal::Element;
use crate::stream::{Group, Stream};

/// The entries of `Z` for one sample in double precision, row by row: what the full estimator
/// draws.
#[must_use]
pub fn normals_f64(seed: u64, sample: u64, rows: usize, inputs: usize) -> Vec<f64> {
    normals(seed, sample, rows, inputs)
}

/// The same in single precision; other numbers, not these rounded.
#[must_use]
pub fn normals_f32(seed: u64, sample: u64, rows: usize, inputs: usize) -> Vec<f32> {
    normals(seed, sample, rows, inputs)
}

fn normals<F: Element>(seed: u64, sample: u64, rows: usize, inputs: usize) -> Vec<F> {
    let group = Group::new(seed, sample);
    let mut columns = vec![[F::ZERO]; F::PER_BLOCK];
    let mut z = Vec::with_capacity(rows * inputs);
    for row in 0..rows {
        for start in (0..inputs).step_by(F::PER_BLOCK) {
            group.fill(Stream::Entries, row, start / F::PER_BLOCK, &mut columns);
            let end = F::PER_BLOCK.min(inputs - start);
            z.extend(columns.iter().take(end).map(|[z]| *z));
        }
    }
    z
}
