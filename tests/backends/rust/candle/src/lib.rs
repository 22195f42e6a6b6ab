//! candle as a backend: its `clamp`, `round` and `sign`, and fake-quantisers made of them as its users make them.
//!
//! The documentation of candle says of none of these what happens at a tie, at a bound, at zero or at NaN, so nothing is
//! declared and the judge finds it out. There are no surrogate gradients in candle.

mod quantise;
mod tensors;

use candle_core::{Result, Tensor, Var};
use coarsegrad_golden::judge::{Call, Refusal, SteBackend};
use coarsegrad_golden::wire::Greeting;
use coarsegrad_model::pointwise::Dtype;
use ste_support::{Affine, Form, locked_version, unsupported};

use crate::tensors::{gradient, refuse, tensor, values};

/// candle on the processor.
#[derive(Clone, Copy, Debug)]
pub struct Candle {
    /// How its fake-quantisers are written.
    pub form: Form,
}

impl SteBackend for Candle {
    fn greeting(&self) -> Greeting {
        let version = locked_version(include_str!("../../Cargo.lock"), "candle-core");
        let name = format!("candle-core, {}", self.form.name());
        Greeting::new(&name, version.unwrap_or_default())
            .with_dtypes(&[Dtype::F64, Dtype::F32, Dtype::Bf16, Dtype::F16])
            .with_op("clip", &[])
            .with_op("fake_quant.affine", &[])
            .with_op("fake_quant.channel", &[])
            .with_op("fake_quant.group", &[])
            .with_op("round", &[])
            .with_op("sign", &[])
    }

    fn run(&mut self, call: &Call<'_>) -> std::result::Result<Vec<u64>, Refusal> {
        let answer = match (call.op, call.output) {
            ("clip", "y" | "dx") => {
                let (lower, upper) = (call.number("lower")?, call.number("upper")?);
                pointwise(call, |x| x.clamp(lower, upper))?
            }
            ("round", "y") => pointwise(call, Tensor::round)?,
            ("sign", "y") => pointwise(call, Tensor::sign)?,
            (op, "y" | "dx" | "dscale" | "dzero") if op.starts_with("fake_quant.") => {
                quantise::answer(call, &Affine::of(call)?, self.form)?
            }
            (op, output) => return Err(unsupported(op, output)),
        };
        Ok(call.answer(answer))
    }
}

/// The value of a function of `x`, or its gradient.
fn pointwise(
    call: &Call<'_>,
    function: impl Fn(&Tensor) -> Result<Tensor>,
) -> std::result::Result<Vec<f64>, Refusal> {
    let shape = call.input("x")?.shape;
    let x = tensor(call.values("x")?, shape, call.dtype).and_then(|x| Var::from_tensor(&x));
    let x = x.map_err(refuse)?;
    let y = function(&x).map_err(refuse)?;
    if call.output == "y" {
        return values(&y).map_err(refuse);
    }
    let dy = tensor(call.values("dy")?, shape, call.dtype).map_err(refuse)?;
    gradient(&y, &dy, &x).map_err(refuse)
}
