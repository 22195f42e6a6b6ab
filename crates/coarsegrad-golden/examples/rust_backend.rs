//! An implementation in Rust, judged: clipping as `hard_tanh` layers do it, with the gradient off at both bounds.
//!
//! `coarsegrad judge --backend target/debug/examples/rust_backend --family clip`

use coarsegrad_golden::judge::{Call, Refusal, SteBackend};
use coarsegrad_golden::wire::{Greeting, ServeError, serve};

struct HardTanh;

impl SteBackend for HardTanh {
    fn greeting(&self) -> Greeting {
        Greeting::new("hard_tanh", "1.0").with_op("clip", &[("bound", "open")])
    }

    fn run(&mut self, call: &Call<'_>) -> Result<Vec<u64>, Refusal> {
        let (lower, upper) = (call.number("lower")?, call.number("upper")?);
        let x = call.values("x")?.into_iter();
        match (call.op, call.output) {
            ("clip", "y") => Ok(call.answer(x.map(|x| x.clamp(lower, upper)))),
            ("clip", "dx") => {
                let pairs = x.zip(call.values("dy")?);
                let dx = pairs.map(|(x, dy)| if lower < x && x < upper { dy } else { 0.0 });
                Ok(call.answer(dx))
            }
            (op, output) => Err(Refusal::Unsupported(format!("no {output} of {op}"))),
        }
    }
}

fn main() -> Result<(), ServeError> {
    serve(&mut HardTanh, std::io::stdin().lock(), std::io::stdout())
}
