//! A backend for the judge, as small as one can be: clipping to `[lower, upper]` of binary64 and binary32 numbers, and its
//! gradient, closed at the bounds and zero at NaN.
//!
//! `coarsegrad judge --backend target/release/examples/clip_backend`

#![allow(
    clippy::indexing_slicing,
    reason = "an example: a request that lacks a field may end it"
)]

use std::error::Error;
use std::io::{BufRead, Write};

use safetensors::{Dtype, SafeTensors, tensor::TensorView};
use serde_json::{Value, json};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

fn main() -> Result<()> {
    let mut input = std::io::stdin().lock();
    let mut output = std::io::stdout().lock();
    let mut line = String::new();
    while input.read_line(&mut line)? > 0 {
        let request: Value = serde_json::from_str(&line)?;
        let answer = match request["type"].as_str() {
            Some("hello") => greeting(),
            Some("run") => answer(&request, run(&request)),
            Some("run_bulk") => answer(&request, run_bulk(&request).map(|()| json!({}))),
            _ => break,
        };
        writeln!(output, "{answer}")?;
        output.flush()?;
        line.clear();
    }
    Ok(())
}

fn greeting() -> Value {
    let convention = json!({"bound": "closed", "nan": "zero"});
    json!({
        "type": "hello",
        "wire": {"min": 1, "max": 1},
        "backend": {"name": "clip_backend", "version": env!("CARGO_PKG_VERSION"), "device": "cpu"},
        "dtypes": ["f64", "f32"],
        "ops": {"clip": {"convention": convention, "bulk": ["y", "dx"]}},
    })
}

fn answer(request: &Value, outcome: Result<Value>) -> Value {
    let seq = &request["seq"];
    match outcome {
        Ok(outputs) => json!({"type": "ok", "seq": seq, "outputs": outputs}),
        Err(error) => json!({"type": "error", "seq": seq, "message": error.to_string()}),
    }
}

/// The output for one entry; a number of binary32 is one of binary64 too.
fn clip(output: &str, lower: f64, upper: f64, x: f64, dy: f64) -> f64 {
    match output {
        "y" if x < lower => lower,
        "y" if x > upper => upper,
        "y" => x,
        _ if lower <= x && x <= upper => dy,
        _ => 0.0,
    }
}

fn parameter(request: &Value, name: &str) -> Result<f64> {
    Ok(request["params"][name]
        .as_str()
        .ok_or("a parameter is not there")?
        .parse()?)
}

fn run(request: &Value) -> Result<Value> {
    let (lower, upper) = (parameter(request, "lower")?, parameter(request, "upper")?);
    let output = request["output"].as_str().unwrap_or_default();
    let wide = request["dtype"] == "f64";
    let input = |name: &str| -> Result<f64> {
        match request["inputs"][name]["hex"].as_str() {
            None => Ok(1.0),
            Some(hex) if wide => Ok(f64::from_bits(u64::from_str_radix(hex, 16)?)),
            Some(hex) => Ok(f32::from_bits(u32::from_str_radix(hex, 16)?).into()),
        }
    };
    let value = clip(output, lower, upper, input("x")?, input("dy")?);
    let hex = match wide {
        true => format!("{:016x}", value.to_bits()),
        false => format!("{:08x}", (value as f32).to_bits()),
    };
    Ok(json!({output: {"hex": hex}}))
}

fn run_bulk(request: &Value) -> Result<()> {
    let (lower, upper) = (parameter(request, "lower")?, parameter(request, "upper")?);
    let output = request["output"].as_str().unwrap_or_default();
    let bytes = std::fs::read(request["file"].as_str().unwrap_or_default())?;
    let tensors = SafeTensors::deserialize(&bytes)?;
    let wide = request["dtype"] == "f64";
    let column = |name: &str| -> Result<Vec<f64>> {
        let data = tensors.tensor(name)?;
        let chunks = data.data().chunks_exact(if wide { 8 } else { 4 });
        chunks
            .map(|chunk| match wide {
                true => Ok(f64::from_le_bytes(chunk.try_into()?)),
                false => Ok(f32::from_le_bytes(chunk.try_into()?).into()),
            })
            .collect()
    };
    let x = column("x")?;
    let dy = column("dy").unwrap_or_else(|_| vec![1.0; x.len()]);
    let values = x
        .iter()
        .zip(&dy)
        .map(|(x, dy)| clip(output, lower, upper, *x, *dy));
    let result: Vec<u8> = match wide {
        true => values.flat_map(f64::to_le_bytes).collect(),
        false => values
            .flat_map(|value| (value as f32).to_le_bytes())
            .collect(),
    };
    let dtype = if wide { Dtype::F64 } else { Dtype::F32 };
    let view = TensorView::new(dtype, vec![x.len()], &result)?;
    let file = request["result"].as_str().unwrap_or_default();
    safetensors::serialize_to_file([(output, view)], None, file.as_ref())?;
    Ok(())
}
