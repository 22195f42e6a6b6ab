//! The indicator-state estimator: only the two signs of each row.
//!
//! The loss and `dl/dv` depend on the signs `s = 1{z.w > 0}` and `t = 1{z.w* > 0}` of the rows
//! alone. Where the slope does too, the coarse gradient given the signs has a known mean, and
//! averaging that in its place leaves the expectation and removes the variance within the states.
#![expect(
    clippy::indexing_slicing,
    reason = "lanes are indexed by lane: the form that compilers turn into vector code"
)]

use super::rows::RowSums;
use super::{Block, Scratch};
use crate::normal::{Element, LANES};
use crate::problem::{Problem, StateTable};
use crate::stream::Group;

/// The sums of a block.
#[inline(always)]
pub(crate) fn states<F: Element, const SCORE: bool>(
    problem: &Problem<F>,
    table: &StateTable<F>,
    block: Block,
    scratch: &mut Scratch<F>,
) {
    const HALF: u64 = 1 << 63;
    scratch.clear();
    let plane = &problem.plane;
    for (first, valid) in block.groups() {
        let group = Group::new(block.seed, first);
        let mut rows = RowSums::<F, SCORE>::new();
        let mut words = [[0_u64; LANES]; 2];
        let weights = problem.v.iter().zip(&problem.v_star);
        for (row, ((v, v_star), active)) in weights.zip(&mut scratch.active).enumerate() {
            if row % 2 == 0 {
                group.uniform(row / 2, &mut words);
            }
            let words = &words[row % 2];
            for lane in 0..LANES {
                let s = words[lane] < HALF;
                let t = words[lane].wrapping_sub(table.threshold) < HALF;
                let pick = |row: &[F; 4]| match (s, t) {
                    (false, false) => row[0],
                    (false, true) => row[1],
                    (true, false) => row[2],
                    (true, true) => row[3],
                };
                let on = pick(&table.active);
                active[lane] = on;
                let change = on * *v - pick(&table.teacher) * *v_star;
                rows.residual[lane] = rows.residual[lane] + change;
                let weight = pick(&table.slope_squared) * *v * *v;
                rows.squares[lane] = rows.squares[lane] + weight;
                for axis in 0..2 {
                    let slope = pick(&table.slope[axis]);
                    rows.gradient[axis][lane] = slope.mul_add(*v, rows.gradient[axis][lane]);
                    if SCORE {
                        let score = pick(&table.score[axis]);
                        rows.score[axis][lane] = rows.score[axis][lane] + score;
                    }
                }
            }
        }
        rows.finish(plane, valid, scratch);
    }
    scratch.fold();
}
