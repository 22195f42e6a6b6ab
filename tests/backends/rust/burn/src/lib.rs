//! burn as a backend: its `clamp`, `round` and `sign`, and fake-quantisers made of them as its users make them.
//!
//! The documentation of burn says that `round` takes ties to even, which is declared. It says of none of these what
//! happens at a bound, at zero or at NaN, so the judge finds that out. There are no surrogate gradients in burn.

mod engine;
mod quantise;
mod tensors;

use burn_tensor::Tensor;
use coarsegrad_golden::judge::{Call, Refusal, SteBackend};
use coarsegrad_golden::wire::Greeting;
use ste_support::{Affine, Form, locked_version, unsupported};

pub use crate::engine::Engine;
use crate::tensors::{gradient, leaf, tensor, values};

/// burn on the processor.
#[derive(Clone, Copy, Debug)]
pub struct Burn {
    /// How its fake-quantisers are written.
    pub form: Form,
    /// What computes.
    pub engine: Engine,
}

impl SteBackend for Burn {
    fn greeting(&self) -> Greeting {
        let version = locked_version(include_str!("../../Cargo.lock"), "burn-tensor");
        let name = format!("burn, {}, {}", self.engine.name(), self.form.name());
        Greeting::new(&name, version.unwrap_or_default())
            .with_dtypes(self.engine.dtypes())
            .with_op("clip", &[])
            .with_op("fake_quant.affine", &[("round", "half_even")])
            .with_op("fake_quant.channel", &[("round", "half_even")])
            .with_op("fake_quant.group", &[("round", "half_even")])
            .with_op("round", &[("round", "half_even")])
            .with_op("sign", &[])
    }

    fn run(&mut self, call: &Call<'_>) -> Result<Vec<u64>, Refusal> {
        if !self.engine.dtypes().contains(&call.dtype) {
            return Err(Refusal::Unsupported(format!("no {}", call.dtype)));
        }
        let answer = match (call.op, call.output) {
            ("clip", "y" | "dx") => {
                let (lower, upper) = (call.number("lower")?, call.number("upper")?);
                self.pointwise(call, |x| x.clamp(lower, upper))?
            }
            ("round", "y") => self.pointwise(call, Tensor::round)?,
            ("sign", "y") => self.pointwise(call, Tensor::sign)?,
            (op, "y" | "dx" | "dscale" | "dzero") if op.starts_with("fake_quant.") => {
                quantise::answer(call, &Affine::of(call)?, self.form, &self.engine.device())?
            }
            (op, output) => return Err(unsupported(op, output)),
        };
        Ok(call.answer(answer))
    }
}

impl Burn {
    /// The value of a function of `x`, or its gradient.
    fn pointwise(
        self,
        call: &Call<'_>,
        function: impl Fn(Tensor<2>) -> Tensor<2>,
    ) -> Result<Vec<f64>, Refusal> {
        let device = self.engine.device();
        let entries = call.values("x")?;
        let shape = [1, entries.len()];
        let x = leaf(entries, shape, call.dtype, &device);
        let y = function(x.clone());
        if call.output == "y" {
            return values(y);
        }
        let dy = tensor(call.values("dy")?, shape, call.dtype, &device);
        gradient(y, dy, &x)
    }
}
