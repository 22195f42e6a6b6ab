//! Gradients averaged over given samples.

use coarsegrad_model::{CoarseGradient, GradientOracle, ModelError, Network, Ste, json_message};
use serde::Deserialize;

use crate::error::TrainError;

/// Which samples a step averages over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Batches {
    /// All of them.
    All,
    /// The next so many, starting over at the end: step t takes the samples from `t * size` on,
    /// counted around.
    Cycling(std::num::NonZeroUsize),
}

/// An oracle that averages the one-sample gradients over the user's own inputs and labels.
///
/// The definitions are the model's: `dl/dv = sigma(Zw)(y - y*)`, `g = Z^T (mu'(Zw) . v)(y - y*)`,
/// with the given label in the place of `y*`. Sums run over the samples in order.
#[derive(Clone, Debug)]
pub struct DatasetOracle {
    ste: Ste,
    rows: usize,
    inputs: usize,
    /// Sample after sample, each row by row.
    z: Vec<f64>,
    labels: Vec<f64>,
    batches: Batches,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DatasetText {
    z: Vec<Vec<Vec<f64>>>,
    y: Vec<f64>,
}

impl DatasetOracle {
    /// An oracle over samples of `rows` rows and `inputs` columns, one after the other in `z`.
    ///
    /// # Errors
    /// [`TrainError::Dataset`] naming the entry: no sample, numbers that are not finite, or as
    /// many inputs as do not fit the labels.
    pub fn new(
        ste: Ste,
        (rows, inputs): (usize, usize),
        z: Vec<f64>,
        labels: Vec<f64>,
        batches: Batches,
    ) -> Result<Self, TrainError> {
        let size = rows.saturating_mul(inputs);
        if labels.is_empty() || size == 0 {
            return Err(refused("z", "must have at least one sample".to_owned()));
        }
        if labels.len().checked_mul(size) != Some(z.len()) {
            let message = format!(
                "has {} numbers, but {} labels with {rows} x {inputs} inputs each need {}",
                z.len(),
                labels.len(),
                labels.len().saturating_mul(size)
            );
            return Err(refused("z", message));
        }
        for (name, numbers) in [("z", &z), ("y", &labels)] {
            if let Some(index) = numbers.iter().position(|x| !x.is_finite()) {
                let field = format!("{name}[{index}]");
                return Err(refused(&field, "is not a finite number".to_owned()));
            }
        }
        Ok(DatasetOracle {
            ste,
            rows,
            inputs,
            z,
            labels,
            batches,
        })
    }

    /// Reads `{"z": [[[...n numbers], ...m rows], ...samples], "y": [...labels]}`.
    ///
    /// # Errors
    /// [`TrainError::Dataset`] naming the entry and what is wrong with it.
    pub fn from_json(
        ste: Ste,
        (rows, inputs): (usize, usize),
        text: &[u8],
        batches: Batches,
    ) -> Result<Self, TrainError> {
        let data: DatasetText = serde_json::from_slice(text)
            .map_err(|error| refused("the data set", json_message(text, &error)))?;
        if data.z.len() != data.y.len() {
            let message = format!(
                "has {} labels, but z has {} samples",
                data.y.len(),
                data.z.len()
            );
            return Err(refused("y", message));
        }
        for (k, sample) in data.z.iter().enumerate() {
            if sample.len() != rows {
                let message = format!("has {} rows, the model needs {rows}", sample.len());
                return Err(refused(&format!("z[{k}]"), message));
            }
            for (i, row) in sample.iter().enumerate() {
                if row.len() != inputs {
                    let message = format!("has {} numbers, the model needs {inputs}", row.len());
                    return Err(refused(&format!("z[{k}][{i}]"), message));
                }
            }
        }
        let z = data.z.into_iter().flatten().flatten().collect();
        Self::new(ste, (rows, inputs), z, data.y, batches)
    }

    /// The number of samples.
    #[must_use]
    pub fn samples(&self) -> usize {
        self.labels.len()
    }

    /// The mean of the sample losses over all samples.
    ///
    /// # Errors
    /// [`ModelError`] if the student does not fit.
    pub fn loss(&self, student: &Network<f64>) -> Result<f64, ModelError> {
        let mut sum = 0.0;
        for (z, label) in self.z.chunks(self.rows * self.inputs).zip(&self.labels) {
            let residual = student.output(z)? - label;
            sum += residual * residual / 2.0;
        }
        Ok(sum / count(self.samples()))
    }

    fn sample(&self, index: usize) -> (&[f64], f64) {
        let size = self.rows * self.inputs;
        let z = self.z.get(index * size..(index + 1) * size);
        let label = self.labels.get(index);
        (z.unwrap_or_default(), label.copied().unwrap_or_default())
    }
}

impl GradientOracle<f64> for DatasetOracle {
    type Error = ModelError;

    fn gradient(
        &mut self,
        student: &Network<f64>,
        step: u64,
    ) -> Result<CoarseGradient<f64>, ModelError> {
        let samples = self.samples();
        let (first, size) = match self.batches {
            Batches::All => (0, samples),
            Batches::Cycling(size) => {
                let start = u128::from(step) * (size.get() as u128) % (samples as u128);
                (usize::try_from(start).unwrap_or_default(), size.get())
            }
        };
        let mut mean = CoarseGradient {
            v: vec![0.0; student.v.len()],
            w: vec![0.0; student.w.len()],
        };
        for k in 0..size {
            let (z, label) = self.sample((first + k) % samples);
            let gradient = student.coarse_gradient(z, &label, &self.ste)?;
            for (sum, term) in mean.v.iter_mut().zip(&gradient.v) {
                *sum += term;
            }
            for (sum, term) in mean.w.iter_mut().zip(&gradient.w) {
                *sum += term;
            }
        }
        let weight = 1.0 / count(size);
        for entry in mean.v.iter_mut().chain(&mut mean.w) {
            *entry *= weight;
        }
        Ok(mean)
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a data set in memory has fewer than 2^53 samples"
)]
fn count(samples: usize) -> f64 {
    samples as f64
}

fn refused(field: &str, message: String) -> TrainError {
    TrainError::Dataset {
        field: field.to_owned(),
        message,
    }
}
