//! Mini-batches of fresh samples, as an oracle for a trainer.

use coarsegrad_model::{CoarseGradient, GradientOracle, Network, Ste};

use crate::error::McError;
use crate::kernel::{Block, Scratch};
use crate::layout::Layout;
use crate::normal::Element;
use crate::problem::{PlaneCoefficients, Problem};
use crate::simd::{Simd, full_f64};
use crate::slope::LaneSlope;

/// Averages the one-sample gradients over a fresh batch at each step.
///
/// Step `t` of a run takes the samples `t B .. (t + 1) B` of the seed, numbered modulo `2^64`, the
/// same whenever and wherever it is computed.
#[derive(Debug)]
pub struct MiniBatch {
    problem: Problem<f64>,
    scratch: Scratch<f64>,
    seed: u64,
    batch: u64,
    simd: Simd,
}

/// The largest number of inputs of a mini-batch oracle.
const MAX_INPUTS: usize = 1 << 16;

impl MiniBatch {
    /// Batches of `batch` samples for a teacher.
    ///
    /// # Errors
    /// [`McError::NoSamples`] for an empty batch, [`McError::TooLarge`] for more than 65,536
    /// inputs.
    pub fn new(teacher: &Network<f64>, ste: &Ste, batch: u64, seed: u64) -> Result<Self, McError> {
        let (rows, inputs) = (teacher.v.len(), teacher.w.len());
        if batch == 0 {
            return Err(McError::NoSamples);
        }
        if inputs > MAX_INPUTS {
            return Err(McError::TooLarge {
                what: "the number of inputs",
                found: inputs,
                limit: MAX_INPUTS,
            });
        }
        let layout = Layout {
            rows,
            inputs,
            products: false,
        };
        Ok(MiniBatch {
            problem: Problem {
                v: vec![0.0; rows],
                w: vec![0.0; inputs],
                v_star: teacher.v.clone(),
                w_star: teacher.w.clone(),
                slope: LaneSlope::new(ste),
                plane: PlaneCoefficients::zero(),
                e: Vec::new(),
                score: false,
                states: None,
            },
            scratch: Scratch::new(
                layout,
                rows,
                inputs.next_multiple_of(f64::PER_BLOCK),
                inputs,
            ),
            seed,
            batch,
            simd: Simd::detect(),
        })
    }
}

impl GradientOracle<f64> for MiniBatch {
    type Error = McError;

    /// # Errors
    /// [`McError::Shape`] for a student of another shape than the teacher.
    fn gradient(
        &mut self,
        student: &Network<f64>,
        step: u64,
    ) -> Result<CoarseGradient<f64>, McError> {
        for (field, found, expected) in [
            ("v", student.v.len(), self.problem.v.len()),
            ("w", student.w.len(), self.problem.w.len()),
        ] {
            if found != expected {
                return Err(McError::Shape {
                    field,
                    found,
                    expected,
                });
            }
        }
        self.problem.v.clone_from(&student.v);
        self.problem.w.clone_from(&student.w);
        let block = Block {
            seed: self.seed,
            first: step.wrapping_mul(self.batch),
            samples: self.batch,
        };
        full_f64(self.simd, &self.problem, block, &mut self.scratch);
        let layout = self.scratch.layout;
        #[expect(clippy::cast_precision_loss, reason = "a count")]
        let count = self.batch as f64;
        let average =
            |[sum, _]: [usize; 2]| self.scratch.sums.get(sum).copied().unwrap_or(0.0) / count;
        Ok(CoarseGradient {
            v: (0..layout.rows)
                .map(|row| average(layout.output(row)))
                .collect(),
            w: (0..layout.inputs)
                .map(|input| average(layout.weight(input)))
                .collect(),
        })
    }
}
