//! The inner loops: the sums of one block of samples.
//!
//! Everything is a plain loop over the samples side by side; [`crate::simd`] compiles it once for
//! each width of vectors. No operation is reordered or contracted, so the widths agree in every
//! bit.

mod full;
mod projected;
mod rows;
mod states;

pub(crate) use full::{TILE, full};
pub(crate) use projected::projected;
pub(crate) use states::states;

use crate::lanes::{Partials, total};
use crate::layout::Layout;
use crate::normal::{Element, LANES, Lanes};

/// A range of samples, summed alone.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Block {
    pub(crate) seed: u64,
    /// The number of its first sample.
    pub(crate) first: u64,
    /// How many samples it has.
    pub(crate) samples: u64,
}

impl Block {
    /// The first sample of each group and how many of its lanes count.
    #[inline(always)]
    fn groups(self) -> impl Iterator<Item = (u64, usize)> {
        let whole = LANES as u64;
        (0..self.samples.div_ceil(whole)).map(move |group| {
            let left = self.samples - group * whole;
            let valid = if left < whole { left as usize } else { LANES };
            (self.first.wrapping_add(group * whole), valid)
        })
    }
}

/// Working memory of a kernel, used again for each block.
#[derive(Debug)]
pub(crate) struct Scratch<F> {
    /// Rows of Z, column by column.
    pub(crate) z: Vec<Lanes<F>>,
    /// `sum_i mu'_i v_i z_i`, then the coarse gradient, column by column.
    pub(crate) g: Vec<Lanes<F>>,
    /// `sigma(Zw)` row by row.
    pub(crate) active: Vec<Lanes<F>>,
    /// `mu'_i v_i` row by row, where a row is visited twice.
    pub(crate) weights: Vec<Lanes<F>>,
    /// Sums under construction.
    pub(crate) partials: Vec<Partials>,
    /// The sums of the block.
    pub(crate) sums: Vec<f64>,
    pub(crate) layout: Layout,
}

impl<F: Element> Scratch<F> {
    /// Memory for m rows and n inputs; the numbers of columns of `z` and `g` follow the kernel.
    pub(crate) fn new(layout: Layout, rows: usize, z_columns: usize, g_columns: usize) -> Self {
        let lanes = |count: usize| vec![[F::ZERO; LANES]; count];
        let tiled = layout.inputs > g_columns;
        let partials = if tiled {
            layout.without_weights()
        } else {
            layout.len()
        };
        Scratch {
            z: lanes(z_columns),
            g: lanes(g_columns),
            active: lanes(rows),
            weights: lanes(if tiled { rows } else { 0 }),
            partials: vec![[0.0; 8]; partials],
            sums: vec![0.0; layout.len()],
            layout,
        }
    }

    fn clear(&mut self) {
        self.partials.fill([0.0; 8]);
        self.sums.fill(0.0);
    }

    /// Folds what was summed in partial sums.
    fn fold(&mut self) {
        for (sum, partials) in self.sums.iter_mut().zip(&self.partials) {
            *sum = total(partials);
        }
    }
}
