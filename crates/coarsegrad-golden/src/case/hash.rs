//! The hash of a case's meaning.
//!
//! The SHA-256 of a text that has, each on a line: the operation, the output, the parameters (JSON, keys in order), the
//! inputs by name with shape and exact numbers, the formats in the order of their names, the expectations in order,
//! and the tolerance. Numbers are written in lowest terms. What is not covered: id, release, status, claims, flags,
//! oracles, provenance and the twins `f64` and `bits`.

use std::fmt::{self, Write as _};

use sha2::{Digest, Sha256};

use super::{Case, Expected, Tolerance};

/// `sha256:` and 64 hexadecimal digits.
#[must_use]
pub fn semantic_hash(case: &Case) -> String {
    let mut sink = Sink(Sha256::new());
    // The sink takes everything.
    let _ = write_meaning(&mut sink, case);
    let mut text = String::with_capacity(71);
    text.push_str("sha256:");
    for byte in sink.0.finalize() {
        let _ = write!(text, "{byte:02x}");
    }
    text
}

struct Sink(Sha256);

impl fmt::Write for Sink {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0.update(text.as_bytes());
        Ok(())
    }
}

fn write_meaning(out: &mut impl fmt::Write, case: &Case) -> fmt::Result {
    writeln!(out, "op {}\noutput {}", case.op, case.output)?;
    let params = serde_json::to_string(&case.params).map_err(|_| fmt::Error)?;
    writeln!(out, "params {params}")?;
    for (name, tensor) in &case.inputs {
        write!(out, "input {name} {:?}", tensor.shape)?;
        for value in &tensor.values {
            write!(out, " {value}")?;
        }
        writeln!(out)?;
    }
    let mut dtypes: Vec<_> = case.dtypes.iter().map(|dtype| dtype.name()).collect();
    dtypes.sort_unstable();
    dtypes.dedup();
    writeln!(out, "dtypes {dtypes:?}")?;
    for expectation in &case.expect {
        writeln!(out, "expect {:?} {:?}", expectation.when, expectation.shape)?;
        for expected in &expectation.values {
            write_expected(out, expected)?;
        }
    }
    match case.tolerance {
        Tolerance::Exact => writeln!(out, "tol exact"),
        Tolerance::Ulps(k) => writeln!(out, "tol ulp {k}"),
    }
}

fn write_expected(out: &mut impl fmt::Write, expected: &Expected) -> fmt::Result {
    match expected {
        Expected::Exact(value) => writeln!(out, "exact {value}"),
        Expected::Ball { mid, rad } => match rad {
            Some(rad) => writeln!(out, "ball {mid} {rad}"),
            None => writeln!(out, "ball {mid} inf"),
        },
        Expected::Set(values) => {
            write!(out, "set")?;
            for value in values {
                write!(out, " {value}")?;
            }
            writeln!(out)
        }
        Expected::Nan => writeln!(out, "nan"),
        Expected::SignedZero { negative } => writeln!(out, "signed_zero {negative}"),
        Expected::Distribution {
            mean,
            variance,
            draws,
            level,
        } => writeln!(out, "dist {mean} {variance} {draws} {level}"),
    }
}
