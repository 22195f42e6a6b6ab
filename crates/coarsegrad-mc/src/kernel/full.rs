//! The full estimator: every entry of Z, nothing assumed.
#![expect(
    clippy::indexing_slicing,
    reason = "lanes are indexed by lane: the form that compilers turn into vector code"
)]

use super::rows::RowSums;
use super::{Block, Scratch};
use crate::lanes::{add_product, add_with_squares, doubled, total};
use crate::normal::{Element, LANES, Lanes};
use crate::problem::Problem;
use crate::stream::{Group, Stream};

/// The columns generated at once where a row is too long to be kept: the row is then generated
/// twice, once for its products with `w` and `w*`, once for the gradient.
pub(crate) const TILE: usize = 1024;

/// The sums of a block.
///
/// Where `scratch` holds all columns of a row, each row is generated once. Otherwise the block
/// must not be longer than one group.
#[inline(always)]
pub(crate) fn full<F: Element, const SCORE: bool>(
    problem: &Problem<F>,
    block: Block,
    scratch: &mut Scratch<F>,
) {
    scratch.clear();
    let inputs = problem.w.len();
    for (first, valid) in block.groups() {
        let group = Group::new(block.seed, first);
        if scratch.g.len() >= inputs {
            whole_rows::<F, SCORE>(problem, group, valid, scratch);
        } else {
            tiled_rows::<F, SCORE>(problem, group, valid, scratch);
        }
    }
    scratch.fold();
}

#[inline(always)]
fn whole_rows<F: Element, const SCORE: bool>(
    problem: &Problem<F>,
    group: Group,
    valid: usize,
    scratch: &mut Scratch<F>,
) {
    let Scratch { z, g, active, .. } = scratch;
    g.fill([F::ZERO; LANES]);
    let mut rows = RowSums::<F, SCORE>::new();
    for (row, active) in active.iter_mut().enumerate() {
        group.fill(Stream::Entries, row, 0, z);
        let mut products = Products::new();
        products.add::<SCORE>(z, &problem.w, &problem.w_star, &problem.e);
        let weight = end_row(problem, row, &products, &mut rows, active);
        add_weighted(g, z, &weight);
    }
    let layout = scratch.layout;
    let residual = rows.finish(&problem.plane, valid, scratch);
    for (input, g) in scratch.g.iter_mut().enumerate() {
        multiply(g, &residual);
        add_with_squares(&mut scratch.partials, layout.weight(input), &doubled(g));
    }
    if layout.products {
        for j in 1..scratch.g.len() {
            for k in 0..j {
                let (x, y) = (doubled(&scratch.g[j]), doubled(&scratch.g[k]));
                add_product(&mut scratch.partials[layout.product(j, k)], &x, &y);
            }
        }
    }
}

#[inline(always)]
fn tiled_rows<F: Element, const SCORE: bool>(
    problem: &Problem<F>,
    group: Group,
    valid: usize,
    scratch: &mut Scratch<F>,
) {
    let inputs = problem.w.len();
    let tiles = || {
        (0..inputs)
            .step_by(TILE)
            .map(|start| (start, inputs.min(start + TILE)))
    };
    let mut rows = RowSums::<F, SCORE>::new();
    for row in 0..problem.v.len() {
        let mut products = Products::new();
        for (start, end) in tiles() {
            group.fill(Stream::Entries, row, start / F::PER_BLOCK, &mut scratch.z);
            let (w, w_star) = (&problem.w[start..end], &problem.w_star[start..end]);
            let e = if SCORE { &problem.e[start..end] } else { &[] };
            products.add::<SCORE>(&scratch.z, w, w_star, e);
        }
        let active = &mut scratch.active[row];
        scratch.weights[row] = end_row(problem, row, &products, &mut rows, active);
    }
    let layout = scratch.layout;
    let residual = rows.finish(&problem.plane, valid, scratch);
    for (start, end) in tiles() {
        let g = &mut scratch.g[..end - start];
        g.fill([F::ZERO; LANES]);
        for (row, weight) in scratch.weights.iter().enumerate() {
            group.fill(Stream::Entries, row, start / F::PER_BLOCK, &mut scratch.z);
            add_weighted(g, &scratch.z, weight);
        }
        for (input, g) in (start..end).zip(g) {
            multiply(g, &residual);
            let mut partials = [[0.0; 8]; 2];
            add_with_squares(&mut partials, [0, 1], &doubled(g));
            for (at, partials) in layout.weight(input).into_iter().zip(&partials) {
                scratch.sums[at] = total(partials);
            }
        }
    }
}

/// A row's products with `w`, `w*` and `e`.
struct Products<F> {
    student: Lanes<F>,
    teacher: Lanes<F>,
    across: Lanes<F>,
}

impl<F: Element> Products<F> {
    #[inline(always)]
    fn new() -> Self {
        let zero = [F::ZERO; LANES];
        Products {
            student: zero,
            teacher: zero,
            across: zero,
        }
    }

    /// Adds some columns; `e` only where scores are asked for.
    #[inline(always)]
    fn add<const SCORE: bool>(&mut self, z: &[Lanes<F>], w: &[F], w_star: &[F], e: &[F]) {
        let Products {
            student,
            teacher,
            across,
        } = self;
        for (z, (w, w_star)) in z.iter().zip(w.iter().zip(w_star)) {
            for lane in 0..LANES {
                student[lane] = z[lane].mul_add(*w, student[lane]);
            }
            for lane in 0..LANES {
                teacher[lane] = z[lane].mul_add(*w_star, teacher[lane]);
            }
        }
        if SCORE {
            for (z, e) in z.iter().zip(e) {
                for lane in 0..LANES {
                    across[lane] = z[lane].mul_add(*e, across[lane]);
                }
            }
        }
    }
}

/// Takes in a row whose products with `w` and `w*` are known: answers `mu'_i v_i`.
#[inline(always)]
fn end_row<F: Element, const SCORE: bool>(
    problem: &Problem<F>,
    row: usize,
    products: &Products<F>,
    rows: &mut RowSums<F, SCORE>,
    active: &mut Lanes<F>,
) -> Lanes<F> {
    let Products {
        student, teacher, ..
    } = products;
    let (v, v_star) = (problem.v[row], problem.v_star[row]);
    rows.add_signs(student, teacher, v, v_star, active);
    let mut weight = problem.slope.at(student);
    let mut along = [F::ZERO; LANES];
    let mut across = products.across;
    let (to_along, to_across) = (problem.plane.along, problem.plane.across);
    for lane in 0..LANES {
        weight[lane] = weight[lane] * v;
        along[lane] = student[lane].mul_add(to_along[0], teacher[lane] * to_along[1]);
        if !SCORE {
            across[lane] = student[lane].mul_add(to_across[0], teacher[lane] * to_across[1]);
        }
    }
    rows.add_coordinates(&weight, &along, &across, &problem.plane);
    weight
}

/// Adds a row, weighted, to the gradient.
#[inline(always)]
fn add_weighted<F: Element>(g: &mut [Lanes<F>], z: &[Lanes<F>], weight: &Lanes<F>) {
    for (g, z) in g.iter_mut().zip(z) {
        for lane in 0..LANES {
            g[lane] = z[lane].mul_add(weight[lane], g[lane]);
        }
    }
}

#[inline(always)]
fn multiply<F: Element>(x: &mut Lanes<F>, y: &Lanes<F>) {
    for lane in 0..LANES {
        x[lane] = x[lane] * y[lane];
    }
}
