//! The projected estimator: only what a row does in the plane of `w` and `w*`.
//!
//! A row is `x u + y e` and a part orthogonal to both, independent of them and of mean zero. The
//! loss, `dl/dv` and the weights of the coarse gradient depend on `(x, y)` alone, so the orthogonal
//! part of the coarse gradient has mean zero and, given the plane, the second moment
//! `r^2 sum_i mu'_i^2 v_i^2` in each direction. Two normal numbers a row are enough.
#![expect(
    clippy::indexing_slicing,
    clippy::needless_range_loop,
    reason = "lanes are indexed by lane: the form that compilers turn into vector code"
)]

use super::rows::RowSums;
use super::{Block, Scratch};
use crate::normal::{Element, LANES};
use crate::problem::Problem;
use crate::stream::{Group, Stream};

/// The sums of a block.
#[inline(always)]
pub(crate) fn projected<F: Element, const SCORE: bool>(
    problem: &Problem<F>,
    block: Block,
    scratch: &mut Scratch<F>,
) {
    scratch.clear();
    let plane = &problem.plane;
    for (first, valid) in block.groups() {
        let group = Group::new(block.seed, first);
        let mut rows = RowSums::<F, SCORE>::new();
        for (row, active) in scratch.active.iter_mut().enumerate() {
            let first_column = 2 * row % F::PER_BLOCK;
            if first_column == 0 {
                group.fill(Stream::Plane, 0, 2 * row / F::PER_BLOCK, &mut scratch.z);
            }
            let [x, y] = &scratch.z.as_chunks::<2>().0[first_column / 2];
            let mut student = [F::ZERO; LANES];
            let mut teacher = [F::ZERO; LANES];
            for lane in 0..LANES {
                student[lane] = x[lane] * plane.norm;
                teacher[lane] = x[lane].mul_add(plane.cos, y[lane] * plane.sin);
            }
            let (v, v_star) = (problem.v[row], problem.v_star[row]);
            rows.add_signs(&student, &teacher, v, v_star, active);
            let mut weight = problem.slope.at(&student);
            for lane in 0..LANES {
                weight[lane] = weight[lane] * v;
            }
            rows.add_coordinates(&weight, x, y, plane);
        }
        rows.finish(plane, valid, scratch);
    }
    scratch.fold();
}
