//! A worked example: rows that have a scale and a zero point each, as channels and as groups.
//!
//! The levels are -8 to 7. In each row the first entry is inside; in the first row the second one is above.
//!
//! | row | s | z | x | x/s + z | level | y | dy |
//! |---|---|---|---|---|---|---|---|
//! | 0 | 1/2 | 0 | 5/8 | 5/4 | 1 | 1/2 | 1 |
//! | 0 | 1/2 | 0 | 100 | 200 | 7 | 7/2 | 2 |
//! | 1 | 2 | 1 | -7/2 | -3/4 | -1 | -4 | 1 |
//! | 1 | 2 | 1 | 9/2 | 13/4 | 3 | 4 | 1 |
//!
//! With a mask `m` of 1, 0, 1, 1: `dx = dy m`; `dscale` is the sum over a row of `dy ((level - z) - m x / s)`, so
//! `(1 - 5/4) + 2 (7) = 55/4` and `(-2 + 7/4) + (2 - 9/4) = -1/2`; `dzero` is that of `dy s (m - 1)`, so -1 and 0.

use std::collections::BTreeMap;

use coarsegrad_golden::case::Parameter;
use coarsegrad_golden::judge::{Call, Refusal, SteBackend};
use coarsegrad_golden::wire::InputBits;
use coarsegrad_model::pointwise::Dtype;

/// The outputs of the example.
pub const ROWS: [(&str, &[f64]); 4] = [
    ("y", &[0.5, 3.5, -4.0, 4.0]),
    ("dx", &[1.0, 0.0, 1.0, 1.0]),
    ("dscale", &[13.75, -0.5]),
    ("dzero", &[-1.0, 0.0]),
];

/// What a backend answers to the example, for an output of `fake_quant.channel` or `fake_quant.group`.
///
/// # Errors
/// Its refusal.
pub fn ask_rows(
    backend: &mut impl SteBackend,
    op: &str,
    output: &str,
    dtype: Dtype,
) -> Result<Vec<u64>, Refusal> {
    let list = |texts: [&str; 2]| {
        Parameter::List(texts.map(|text| Parameter::Text(text.to_owned())).to_vec())
    };
    let params: BTreeMap<String, Parameter> = [
        ("scale", list(["1/2", "2"])),
        ("zero_point", list(["0", "1"])),
        ("qmin", Parameter::Integer(-8)),
        ("qmax", Parameter::Integer(7)),
        ("group_size", Parameter::Integer(2)),
    ]
    .map(|(name, value)| (name.to_owned(), value))
    .into();
    let empty = BTreeMap::new();
    let mut call = Call {
        op,
        output,
        dtype,
        params: &params,
        inputs: &empty,
        draws: None,
    };
    let shape: &[usize] = match op {
        "fake_quant.channel" => &[2, 2],
        _ => &[4],
    };
    let input = |values: [f64; 4]| InputBits {
        shape,
        dtype,
        bits: call.answer(values),
    };
    let inputs = [
        ("x", input([0.625, 100.0, -3.5, 4.5])),
        ("dy", input([1.0, 2.0, 1.0, 1.0])),
    ]
    .into();
    call.inputs = &inputs;
    backend.run(&call)
}
