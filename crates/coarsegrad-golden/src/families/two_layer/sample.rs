//! Loss, gradient and coarse gradient of one sample, exactly.

use coarsegrad_arith::Rational;
use coarsegrad_model::Ste;
use coarsegrad_model::pointwise::{Dtype, Extended};

use super::super::FamilyError;
use super::super::clip::of;
use super::super::second::Dyadic;
use super::instance::Instance;
use crate::case::{Case, Expected};

const EXACT: [(&str, Option<u32>); 2] = [("rational", None), ("dyadic", None)];

impl Instance {
    /// Loss, gradient and coarse gradient of one sample.
    pub(super) fn sample(&self, name: &str, ste: &Ste) -> Result<Vec<Case>, FamilyError> {
        let mut cases = Vec::new();
        let (m, n) = (self.v.len(), self.w.len());
        let z: Vec<Extended> = self.z.iter().cloned().map(Extended::Finite).collect();
        for (output, shape) in [
            ("loss", vec![]),
            ("gradient_v", vec![m]),
            ("coarse_gradient_w", vec![n]),
        ] {
            // The others do not depend on the estimator.
            if output != "coarse_gradient_w" && name != "identity" {
                continue;
            }
            let draft = self
                .draft("sample", output, name)
                .text("ste", &name)
                .tensor("z", vec![m, n], &z)
                .flags(["OneSample"])
                .flags((self.name == "kinks").then_some("Kink"))
                .claims(match output {
                    "loss" => &["sample_loss_is_half_the_squared_residual"],
                    "gradient_v" => &["binary_activation_is_zero_at_zero"],
                    _ => &[
                        "coarse_gradient_puts_the_slope_in_the_place_of_the_derivative",
                        "slopes_at_their_breakpoints_follow_the_conventions",
                    ],
                })
                .oracles(EXACT);
            let id = draft.id().to_owned();
            let second = self.second_sample(&id, output, ste)?;
            let fits = |dtype: &Dtype| {
                let bits = dtype.fraction_bits() + 1;
                second.1 <= Rational::from(1) << bits
            };
            let dtypes: Vec<Dtype> = draft.applicable().into_iter().filter(fits).collect();
            let model = self.model(&id)?;
            let failed = |source| FamilyError::case(&id, "inputs", "a sample", &source);
            let gradient = model
                .coarse_gradient(&self.z, ste)
                .map_err(|source: coarsegrad_model::ModelError| failed(source))?;
            let first = match output {
                "loss" => vec![model.sample_loss(&self.z).map_err(failed)?],
                "gradient_v" => gradient.v,
                _ => gradient.w,
            };
            let exact = |values: &[Rational]| -> Vec<Expected> {
                values
                    .iter()
                    .map(|value| of(Extended::Finite(value.clone())))
                    .collect()
            };
            let (one, other) = (exact(&first), exact(&second.0));
            cases.push(draft.dtypes(&dtypes).settle_alone(
                &shape,
                |_| Ok(Some(one.clone())),
                |_| Ok(Some(other.clone())),
            )?);
        }
        Ok(cases)
    }

    /// The same by integers, with a bound of every partial sum in units of its last place.
    fn second_sample(
        &self,
        id: &str,
        output: &str,
        ste: &Ste,
    ) -> Result<(Vec<Rational>, Rational), FamilyError> {
        let binary = |values: &[Rational]| -> Result<Vec<Dyadic>, FamilyError> {
            let each = values.iter().map(|value| {
                Dyadic::of(value)
                    .ok_or_else(|| FamilyError::case(id, "inputs", "binary numbers", value))
            });
            each.collect()
        };
        let (v, w) = (binary(&self.v)?, binary(&self.w)?);
        let (v_star, w_star) = (binary(&self.v_star)?, binary(&self.w_star)?);
        let z = binary(&self.z)?;
        let zero = Dyadic::new(0, 0);
        let inner = |row: &[Dyadic], w: &[Dyadic]| {
            let parts = row.iter().zip(w).map(|(z, w)| z.times(w));
            parts.fold(Dyadic::new(0, 0), |sum, part| sum.plus(&part))
        };
        let active = |row: &[Dyadic], w: &[Dyadic]| inner(row, w).order(&zero).is_gt();
        let mut residual = Dyadic::new(0, 0);
        for (row, (v, v_star)) in z.chunks(w.len()).zip(v.iter().zip(&v_star)) {
            if active(row, &w) {
                residual = residual.plus(v);
            }
            if active(row, &w_star) {
                residual = residual.minus(v_star);
            }
        }
        let one = Dyadic::new(1, 0);
        let slope = |x: &Dyadic| {
            let above = |end: &Dyadic| x.order(end).is_gt();
            let on = |on: bool| Dyadic::new(i64::from(on), 0);
            match ste {
                Ste::Identity => on(true),
                Ste::Relu => on(above(&zero)),
                Ste::ClippedRelu => on(above(&zero) && x.order(&one).is_lt()),
                Ste::HardTanh => on(x.size().order(&one).is_le()),
                _ if above(&zero) => on(true),
                _ => Dyadic::new(1, -2),
            }
        };
        let sizes: Rational = self
            .v
            .iter()
            .chain(&self.v_star)
            .map(|v| v.clone().abs())
            .sum();
        // Quarters in the residual, halves in z, quarters in v, and quarters in the slope.
        let partial: Rational = match output {
            "loss" => (sizes.clone() * &sizes) << 5,
            "gradient_v" => sizes.clone() << 2,
            _ => {
                let each = self.z.chunks(self.w.len()).zip(&self.v);
                let rows = each.map(|(row, v)| {
                    let most = row.iter().map(|z| z.clone().abs()).max();
                    most.unwrap_or_default() * v.clone().abs()
                });
                let sum: Rational = rows.sum();
                (sum * residual.rational().abs()) << 7
            }
        };
        let bound = partial.max(self.greatest_activation() << 3);
        let values = match output {
            "loss" => vec![residual.times(&residual).scaled(-1)],
            "gradient_v" => z
                .chunks(w.len())
                .map(|row| {
                    if active(row, &w) {
                        residual.clone()
                    } else {
                        zero.clone()
                    }
                })
                .collect(),
            _ => {
                let mut sums = vec![Dyadic::new(0, 0); w.len()];
                for (row, v) in z.chunks(w.len()).zip(&v) {
                    let weight = slope(&inner(row, &w)).times(v).times(&residual);
                    for (sum, z) in sums.iter_mut().zip(row) {
                        *sum = sum.plus(&weight.times(z));
                    }
                }
                sums
            }
        };
        Ok((values.iter().map(Dyadic::rational).collect(), bound))
    }

    /// A bound of the partial sums of the pre-activations.
    fn greatest_activation(&self) -> Rational {
        let rows = self.z.chunks(self.w.len());
        let sizes = rows.flat_map(|row| {
            [&self.w, &self.w_star].map(|w| {
                let parts = row.iter().zip(w);
                parts
                    .map(|(z, w)| Rational::from(z * w).abs())
                    .sum::<Rational>()
            })
        });
        sizes.max().unwrap_or_default()
    }
}
