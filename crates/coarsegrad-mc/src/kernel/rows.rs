//! What the rows of a sample add up to.
#![expect(
    clippy::indexing_slicing,
    reason = "lanes are indexed by lane: the form that compilers turn into vector code"
)]

use super::Scratch;
use crate::lanes::{add, add_product, add_with_squares, doubled};
use crate::layout::{LOSS, ORTHOGONAL, PLANE, PLANE_DIMENSION, plane_product};
use crate::normal::{Element, LANES, Lanes};
use crate::problem::PlaneCoefficients;

/// Sums over the rows seen so far, for each of the samples side by side. `SCORE` says whether the
/// score is among them.
pub(super) struct RowSums<F, const SCORE: bool> {
    /// The residual `r = y - y*`.
    pub(super) residual: Lanes<F>,
    /// `sum_i mu'_i v_i z_i` along `u` and `e`.
    pub(super) gradient: [Lanes<F>; 2],
    /// `sum_i z_i (q.z_i)` along `u` and `e`.
    pub(super) score: [Lanes<F>; 2],
    /// `sum_i mu'_i^2 v_i^2`.
    pub(super) squares: Lanes<F>,
}

impl<F: Element, const SCORE: bool> RowSums<F, SCORE> {
    #[inline(always)]
    pub(super) fn new() -> Self {
        let zero = [F::ZERO; LANES];
        RowSums {
            residual: zero,
            gradient: [zero; 2],
            score: [zero; 2],
            squares: zero,
        }
    }

    /// Takes in what a row decides by its signs: answers `sigma(Zw)_i`.
    #[inline(always)]
    pub(super) fn add_signs(
        &mut self,
        student: &Lanes<F>,
        teacher: &Lanes<F>,
        v: F,
        v_star: F,
        active: &mut Lanes<F>,
    ) {
        for lane in 0..LANES {
            let on = student[lane] > F::ZERO;
            active[lane] = if on { F::ONE } else { F::ZERO };
            let output = if on { v } else { F::ZERO };
            let label = if teacher[lane] > F::ZERO {
                v_star
            } else {
                F::ZERO
            };
            self.residual[lane] = self.residual[lane] + (output - label);
        }
    }

    /// Takes in a row's coordinates along `u` and `e`, weighted by `mu'_i v_i`.
    #[inline(always)]
    pub(super) fn add_coordinates(
        &mut self,
        weight: &Lanes<F>,
        along: &Lanes<F>,
        across: &Lanes<F>,
        plane: &PlaneCoefficients<F>,
    ) {
        let [q_u, q_e] = plane.dual;
        for lane in 0..LANES {
            let (x, y) = (along[lane], across[lane]);
            self.gradient[0][lane] = x.mul_add(weight[lane], self.gradient[0][lane]);
            self.gradient[1][lane] = y.mul_add(weight[lane], self.gradient[1][lane]);
            if SCORE {
                let dual = x.mul_add(q_u, y * q_e);
                self.score[0][lane] = x.mul_add(dual, self.score[0][lane]);
                self.score[1][lane] = y.mul_add(dual, self.score[1][lane]);
            }
            self.squares[lane] = weight[lane].mul_add(weight[lane], self.squares[lane]);
        }
    }

    /// Ends the rows: silences the lanes that do not count and adds everything but the entries
    /// of the coarse gradient to the sums. Answers the residual.
    #[inline(always)]
    pub(super) fn finish(
        mut self,
        plane: &PlaneCoefficients<F>,
        valid: usize,
        scratch: &mut Scratch<F>,
    ) -> Lanes<F> {
        let Scratch {
            active,
            partials,
            layout,
            ..
        } = scratch;
        for lane in valid..LANES {
            self.residual[lane] = F::ZERO;
        }
        let residual = doubled(&self.residual);
        let mut loss = [0.0; LANES];
        let mut centred = [0.0; LANES];
        let centre = plane.centre.to_f64();
        for lane in 0..LANES {
            loss[lane] = 0.5 * residual[lane] * residual[lane];
            centred[lane] = if lane < valid {
                loss[lane] - centre
            } else {
                0.0
            };
        }
        add_with_squares(partials, [LOSS, LOSS + 1], &loss);
        let mut coordinates = [[0.0; LANES]; PLANE_DIMENSION];
        let gradient = self.gradient.each_ref().map(doubled);
        let score = self.score.each_ref().map(doubled);
        let mean = plane.score_mean.map(F::to_f64);
        for axis in 0..2 {
            for lane in 0..LANES {
                coordinates[axis][lane] = gradient[axis][lane] * residual[lane];
                if SCORE {
                    coordinates[2 + axis][lane] = (score[axis][lane] - mean[axis]) * centred[lane];
                }
            }
        }
        let dimension = if SCORE { PLANE_DIMENSION } else { 2 };
        for i in 0..dimension {
            add(&mut partials[PLANE + i], &coordinates[i]);
            for j in i..dimension {
                add_product(
                    &mut partials[plane_product(i, j)],
                    &coordinates[i],
                    &coordinates[j],
                );
            }
        }
        let squares = doubled(&self.squares);
        let mut orthogonal = [0.0; LANES];
        for lane in 0..LANES {
            orthogonal[lane] = residual[lane] * residual[lane] * squares[lane];
        }
        add(&mut partials[ORTHOGONAL], &orthogonal);
        for (row, active) in active.iter().enumerate() {
            let active = doubled(active);
            let mut output = [0.0; LANES];
            for lane in 0..LANES {
                output[lane] = active[lane] * residual[lane];
            }
            add_with_squares(partials, layout.output(row), &output);
        }
        self.residual
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `sigma(0) = 0` for the student and for the teacher: random inputs never tie.
    #[test]
    fn nothing_is_active_at_zero() {
        let tiny = f64::from_bits(1);
        for (student, teacher, on, residual) in [
            (0.0, 0.0, 0.0, 0.0),
            (-0.0, tiny, 0.0, -5.0),
            (tiny, 0.0, 1.0, 3.0),
            (tiny, tiny, 1.0, -2.0),
            (-tiny, -tiny, 0.0, 0.0),
        ] {
            let mut rows = RowSums::<f64, false>::new();
            let mut active = [7.0; LANES];
            rows.add_signs(&[student; LANES], &[teacher; LANES], 3.0, 5.0, &mut active);
            assert_eq!(active, [on; LANES]);
            assert_eq!(rows.residual, [residual; LANES]);
        }
    }
}
