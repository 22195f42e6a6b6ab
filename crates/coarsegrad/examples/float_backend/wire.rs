//! The protocol: requests in, answers out.

use coarsegrad::arith::parse_rational;
use safetensors::{Dtype, SafeTensors, tensor::TensorView};
use serde_json::{Map, Value, json};

use super::compute::{Asked, Backend, Inputs, Result};
use super::convention::OPS;
use super::format::Format;

/// The line that answers a line; none at the end.
pub fn answer(backend: &Backend, line: &str) -> Result<Option<Value>> {
    let request: Value = serde_json::from_str(line)?;
    let outcome = match text(&request, "type")? {
        "hello" => return Ok(Some(greeting(backend))),
        "run" => run(backend, &request),
        "run_bulk" => run_bulk(backend, &request).map(|()| json!({})),
        _ => return Ok(None),
    };
    let seq = request.get("seq");
    Ok(Some(match outcome {
        Ok(outputs) => json!({"type": "ok", "seq": seq, "outputs": outputs}),
        Err(error) => json!({"type": "error", "seq": seq, "message": error.to_string()}),
    }))
}

fn greeting(backend: &Backend) -> Value {
    let mut ops = Map::new();
    for (op, axes, outputs) in OPS {
        let choice = |axis: &&str| ((*axis).to_owned(), backend.convention.choice(axis).into());
        let axes = axes.iter().filter(|_| backend.declares);
        let convention: Map<String, Value> = axes.map(choice).collect();
        ops.insert(
            op.to_owned(),
            json!({"convention": convention, "bulk": outputs}),
        );
    }
    json!({
        "type": "hello",
        "wire": {"min": 1, "max": 1},
        "backend": {"name": "float_backend", "version": env!("CARGO_PKG_VERSION"), "device": "cpu"},
        "dtypes": Format::NAMES,
        "ops": ops,
    })
}

fn text<'a>(value: &'a Value, key: &str) -> Result<&'a str> {
    let text = value.get(key).and_then(Value::as_str);
    Ok(text.ok_or_else(|| format!("{key} is no text"))?)
}

/// A parameter: an integer, or a text that spells a number.
fn parameter(request: &Value, name: &str) -> Result<f64> {
    let value = request.get("params").and_then(|params| params.get(name));
    match value {
        Some(Value::Number(number)) => Ok(number.as_f64().ok_or("no number")?),
        Some(Value::String(text)) => Ok(parse_rational(text)?.to_f64()),
        _ => Err(format!("the parameter {name} is not there").into()),
    }
}

fn asked<'a>(request: &'a Value, parameter: &'a dyn Fn(&str) -> Result<f64>) -> Result<Asked<'a>> {
    Ok(Asked {
        op: text(request, "op")?,
        output: text(request, "output")?,
        format: text(request, "dtype")?.parse()?,
        parameter,
    })
}

fn run(backend: &Backend, request: &Value) -> Result<Value> {
    let of = |name: &str| parameter(request, name);
    let asked = asked(request, &of)?;
    let format = asked.format;
    let digits = 2 * format.bytes();
    let mut inputs = Inputs::new();
    let tensors = request.get("inputs").and_then(Value::as_object);
    for (name, tensor) in tensors.ok_or("inputs are not there")? {
        let hex = text(tensor, "hex")?;
        let mut values = Vec::new();
        for place in (0..hex.len()).step_by(digits) {
            let pattern = hex.get(place..place + digits).ok_or("hex ends early")?;
            values.push(format.decode(u64::from_str_radix(pattern, 16)?));
        }
        inputs.insert(name.clone(), values);
    }
    let values = backend.compute(&asked, &inputs)?;
    let patterns = values.iter().map(|value| format.encode(*value));
    let hex: String = patterns.map(|bits| format!("{bits:0digits$x}")).collect();
    Ok(json!({asked.output: {"hex": hex}}))
}

fn run_bulk(backend: &Backend, request: &Value) -> Result<()> {
    let of = |name: &str| parameter(request, name);
    let asked = asked(request, &of)?;
    let format = asked.format;
    let bytes = std::fs::read(text(request, "file")?)?;
    let tensors = SafeTensors::deserialize(&bytes)?;
    let count = request
        .get("count")
        .and_then(Value::as_u64)
        .ok_or("no count")?;
    let mut columns = Inputs::new();
    for (name, view) in tensors.iter() {
        let chunks = view.data().chunks_exact(format.bytes());
        let numbers = chunks.map(|chunk| {
            let bits = chunk
                .iter()
                .rev()
                .fold(0, |bits, byte| bits << 8 | u64::from(*byte));
            format.decode(bits)
        });
        columns.insert(name.to_owned(), numbers.collect());
    }
    let mut result: Vec<u8> = Vec::new();
    let mut entries = 0;
    let mut inputs = Inputs::new();
    for number in 0..usize::try_from(count)? {
        for (name, column) in &columns {
            let each = column.len() / usize::try_from(count)?;
            let share = column.get(number * each..(number + 1) * each);
            inputs.insert(name.clone(), share.unwrap_or_default().to_vec());
        }
        let values = backend.compute(&asked, &inputs)?;
        entries = values.len();
        for value in values {
            let bits = format.encode(value).to_le_bytes();
            result.extend(bits.iter().take(format.bytes()));
        }
    }
    let dtype = match format {
        Format::F64 => Dtype::F64,
        Format::F32 => Dtype::F32,
        Format::Bf16 => Dtype::BF16,
        Format::F16 => Dtype::F16,
    };
    let layout = request.get("layout").and_then(|layout| layout.get("x"));
    let shape: Vec<usize> = serde_json::from_value(layout.cloned().unwrap_or_default())?;
    // A sum over the entries has no dimensions but that of the cases.
    let shape = match asked.output {
        "y" | "dx" => shape,
        _ => shape.into_iter().take(1).collect(),
    };
    if shape.iter().product::<usize>() != entries * usize::try_from(count)? {
        return Err("the layout is not that of the inputs".into());
    }
    let view = TensorView::new(dtype, shape, &result)?;
    let file = text(request, "result")?;
    safetensors::serialize_to_file([(asked.output, view)], None, file.as_ref())?;
    Ok(())
}
