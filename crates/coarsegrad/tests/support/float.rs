//! The example `float_backend` in this process.

#[path = "../../examples/float_backend/compute.rs"]
pub mod compute;
#[path = "../../examples/float_backend/control.rs"]
pub mod control;
#[path = "../../examples/float_backend/convention.rs"]
pub mod convention;
#[path = "../../examples/float_backend/format.rs"]
mod format;
#[path = "../../examples/float_backend/pointwise.rs"]
mod pointwise;
#[path = "../../examples/float_backend/quantiser.rs"]
mod quantiser;

use coarsegrad::arith::parse_rational;
use coarsegrad::golden::case::Parameter;
use coarsegrad::golden::judge::{Call, Refusal, SteBackend};
use coarsegrad::golden::wire::{Declared, Greeting};
use coarsegrad::model::pointwise::Dtype;

use compute::{Asked, Backend, Inputs};
use convention::OPS;

/// What it computes and declares, and in which formats.
pub struct Float {
    pub backend: Backend,
    pub dtypes: Vec<Dtype>,
}

impl SteBackend for Float {
    fn greeting(&self) -> Greeting {
        let ops = OPS.iter().map(|(op, axes, _)| {
            let axes = axes.iter().filter(|_| self.backend.declares);
            let convention = axes.map(|axis| {
                let choice = self.backend.convention.choice(axis);
                ((*axis).to_owned(), choice.to_owned())
            });
            let declared = Declared {
                convention: convention.collect(),
                bulk: Vec::new(),
            };
            ((*op).to_owned(), declared)
        });
        Greeting {
            wire: 1,
            name: "float".to_owned(),
            dtypes: self.dtypes.clone(),
            ops: ops.collect(),
            ..Greeting::default()
        }
    }

    fn run(&mut self, call: &Call<'_>) -> Result<Vec<u64>, Refusal> {
        let failed = |error: String| Refusal::Failed(error);
        let format: format::Format = call.dtype.name().parse().map_err(failed)?;
        let parameter = |name: &str| -> compute::Result<f64> {
            match call.params.get(name) {
                Some(Parameter::Integer(value)) => Ok(*value as f64),
                Some(Parameter::Text(text)) => Ok(parse_rational(text)?.to_f64()),
                _ => Err(format!("there is no {name}").into()),
            }
        };
        let inputs: Inputs = call
            .inputs
            .iter()
            .map(|(name, input)| {
                let values = input.bits.iter().map(|bits| format.decode(*bits));
                ((*name).to_owned(), values.collect())
            })
            .collect();
        let asked = Asked {
            op: call.op,
            output: call.output,
            format,
            parameter: &parameter,
        };
        let values = self.backend.compute(&asked, &inputs);
        let values = values.map_err(|error| Refusal::Failed(error.to_string()))?;
        Ok(values.iter().map(|value| format.encode(*value)).collect())
    }
}
