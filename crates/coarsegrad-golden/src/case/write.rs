//! Writing a record as its line.

use coarsegrad_arith::Rational;
use coarsegrad_model::pointwise::{Dtype, Extended};

use super::raw::{OneOrMany, RawCase, RawExpectation, RawInput, RawTolerance};
use super::{Case, Expectation, Expected, SCHEMA_NAME, Status, Tensor, Tolerance, semantic_hash};
use crate::unique::UniqueMap;
use crate::wire::encode_hex;

/// The line of a case, with the hash of its meaning whatever the field `hash` says, and without a line feed.
///
/// Beside an input stand `f64`, in hexadecimal, and the `bits` of the other formats, where they exist.
#[must_use]
pub fn write_case(case: &Case) -> String {
    let (status, reason) = match &case.status {
        Status::Active => ("active", None),
        Status::Withdrawn(reason) => ("withdrawn", Some(reason.clone())),
    };
    let inputs = case.inputs.iter();
    let raw = RawCase {
        schema: SCHEMA_NAME.to_owned(),
        id: case.id.clone(),
        hash: semantic_hash(case),
        since: case.since.clone(),
        status: status.to_owned(),
        reason,
        op: case.op.clone(),
        output: case.output.clone(),
        params: UniqueMap(case.params.clone()),
        inputs: UniqueMap(
            inputs
                .map(|(name, tensor)| (name.clone(), input(tensor)))
                .collect(),
        ),
        dtypes: case.dtypes.iter().map(ToString::to_string).collect(),
        expect: case.expect.iter().map(expectation).collect(),
        claims: case.claims.clone(),
        flags: case.flags.clone(),
        tol: match case.tolerance {
            Tolerance::Exact => RawTolerance {
                class: "exact".to_owned(),
                k: None,
            },
            Tolerance::Ulps(k) => RawTolerance {
                class: "ulp".to_owned(),
                k: Some(k),
            },
        },
        oracle: case.oracle.clone(),
        provenance: UniqueMap(case.provenance.clone()),
    };
    // Nothing in a record can fail to be written.
    serde_json::to_string(&raw).unwrap_or_default()
}

fn input(tensor: &Tensor) -> RawInput {
    let each = |text: &dyn Fn(&Extended) -> Option<String>| {
        let texts: Option<Vec<_>> = tensor.values.iter().map(text).collect();
        texts.map(|texts| one_or_many(&tensor.shape, texts))
    };
    let bits = [Dtype::F32, Dtype::Bf16, Dtype::F16].into_iter();
    let twins = bits.filter_map(|dtype| {
        let texts = each(&|value| Some(encode_hex(dtype, &[dtype.encode(value)?])))?;
        Some((dtype.to_string(), texts))
    });
    let q = tensor.values.iter().map(ToString::to_string).collect();
    RawInput {
        q: one_or_many(&tensor.shape, q),
        shape: (tensor.shape.len() > 1 || tensor.shape == [1]).then(|| tensor.shape.clone()),
        f64: each(&|value| Some(hexadecimal(value, Dtype::F64.encode(value)?))),
        bits: UniqueMap(twins.collect()),
    }
}

fn one_or_many(shape: &[usize], mut texts: Vec<String>) -> OneOrMany {
    match (shape, texts.pop()) {
        ([], Some(one)) if texts.is_empty() => OneOrMany::One(one),
        (_, last) => OneOrMany::Many(texts.into_iter().chain(last).collect()),
    }
}

/// A number of binary64 as a hexadecimal text: `0x1.ep+2`.
fn hexadecimal(value: &Extended, bits: u64) -> String {
    let Some(number) = value.rational() else {
        return value.to_string();
    };
    let sign = if value.is_negative() { "-" } else { "" };
    if number.is_zero() {
        return format!("{sign}0x0p+0");
    }
    let fraction = bits & ((1 << 52) - 1);
    let (lead, exponent) = match bits >> 52 & 0x7ff {
        0 => (0, -1022),
        field => (1, i64::try_from(field).unwrap_or(0) - 1023),
    };
    let digits = format!("{fraction:013x}");
    let digits = digits.trim_end_matches('0');
    let point = if digits.is_empty() { "" } else { "." };
    format!("{sign}0x{lead}{point}{digits}p{exponent:+}")
}

fn expectation(expectation: &Expectation) -> RawExpectation {
    let mut raw = match (expectation.shape.as_slice(), expectation.values.as_slice()) {
        ([], [one]) => expected(one),
        (shape, values) => RawExpectation {
            kind: "tensor".to_owned(),
            shape: Some(shape.to_vec()),
            of: Some(values.iter().map(expected).collect()),
            ..RawExpectation::default()
        },
    };
    let when = expectation.when.iter();
    raw.when = UniqueMap(
        when.map(|(axis, choices)| (axis.clone(), one_or_some(choices)))
            .collect(),
    );
    raw
}

fn one_or_some(choices: &[String]) -> OneOrMany {
    match choices {
        [one] => OneOrMany::One(one.clone()),
        some => OneOrMany::Many(some.to_vec()),
    }
}

fn expected(expected: &Expected) -> RawExpectation {
    let kind = |kind: &str| RawExpectation {
        kind: kind.to_owned(),
        ..RawExpectation::default()
    };
    let with_q = |name: &str, q: OneOrMany| RawExpectation {
        q: Some(q),
        ..kind(name)
    };
    let text = |value: &Rational| Some(value.to_string());
    match expected {
        Expected::Exact(value) => with_q("exact", OneOrMany::One(value.to_string())),
        Expected::Ball { mid, rad } => RawExpectation {
            mid: text(mid),
            rad: rad.as_ref().map_or(Some("inf".to_owned()), text),
            ..kind("ball")
        },
        Expected::Set(values) => {
            let texts = values.iter().map(ToString::to_string).collect();
            with_q("set", OneOrMany::Many(texts))
        }
        Expected::Nan => kind("nan"),
        Expected::SignedZero { negative } => {
            let zero = if *negative { "-0" } else { "0" };
            with_q("signed_zero", OneOrMany::One(zero.to_owned()))
        }
        Expected::Distribution {
            mean,
            variance,
            draws,
            level,
        } => RawExpectation {
            mean: text(mean),
            variance: text(variance),
            n: Some(*draws),
            level: text(level),
            ..kind("dist")
        },
    }
}
