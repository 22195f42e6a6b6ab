//! What the tests of the frameworks require. A function that returns has seen what it requires.
#![allow(
    clippy::unwrap_used,
    reason = "helpers of tests, where a panic is a failed test"
)]

use std::fmt::Debug;

use coarsegrad_golden::case::Case;
use coarsegrad_golden::families::committed;
use coarsegrad_golden::judge::{InProcess, Options, Program, SteBackend, judge};
use coarsegrad_model::pointwise::Dtype;

use crate::{ROWS, Seen, ask_rows, is_infinite, look};

/// The families of an affine fake-quantiser with one scale.
pub const AFFINE: [&str; 2] = ["fake_quant.affine.y/", "fake_quant.affine.dx/"];

/// What is seen of a backend in each of its formats, which has to be this convention.
pub fn seen(
    backend: impl SteBackend,
    families: &[&str],
    axes: &[&str],
    expected: &str,
) -> Vec<Seen> {
    let greeting = backend.greeting();
    let seen = look(backend, families);
    let dtypes: Vec<_> = seen.iter().map(|one| one.dtype).collect();
    assert_eq!(dtypes, greeting.dtypes, "{}", greeting.name);
    for one in &seen {
        let place = format!("{} {}", greeting.name, one.dtype);
        assert_eq!(one.choices(axes), expected, "{place}");
        assert!(one.right > 0, "{place}");
    }
    seen
}

/// No case is wrong in any format.
pub fn none_wrong(seen: &[Seen]) {
    for one in seen {
        let ids: Vec<_> = one.wrong.iter().map(|case| &case.id).collect();
        assert!(ids.is_empty(), "{}: {ids:?}", one.dtype);
    }
}

/// Some cases are wrong in each format, and this is why.
pub fn some_wrong(seen: &[Seen], reason: impl Fn(&Case) -> bool) {
    for one in seen {
        assert!(!one.wrong.is_empty(), "{}", one.dtype);
        for case in &one.wrong {
            assert!(reason(case), "{} in {}", case.id, one.dtype);
        }
    }
}

/// Whether a value is lost where the detach trick is around everything: `x + (y - x)` with a large or infinite `x`.
#[must_use]
pub fn is_lost_by_detaching(case: &Case) -> bool {
    let is_large = case.flags.iter().any(|flag| flag == "Huge");
    case.output == "y" && (is_large || is_infinite(case, "x"))
}

/// The worked example of rows is answered by the chain rule, in every format.
pub fn rows_by_the_chain_rule(mut backend: impl SteBackend) {
    for op in ["fake_quant.channel", "fake_quant.group"] {
        for dtype in backend.greeting().dtypes {
            for (output, expected) in ROWS {
                let exact = expected.iter().map(|value| {
                    let value = Dtype::F64.decode(value.to_bits()).unwrap();
                    dtype.encode(&value).unwrap()
                });
                let answer = ask_rows(&mut backend, op, output, dtype);
                assert_eq!(answer, Ok(exact.collect()), "{op} {output} {dtype}");
            }
        }
    }
}

/// A program is judged as the backend is in the same process.
pub fn program_answers_alike(words: &[&str], backend: impl SteBackend) {
    let words = words.iter().map(|&word| word.to_owned()).collect();
    let options = Options::default();
    let report = judge(committed(), &mut Program::new(words), &options);
    let direct = judge(committed(), &mut InProcess::new(backend), &options);
    assert_eq!(report, direct);
    assert!(report.counts.pass > 1000 && report.problems.is_empty());
    assert!(!report.backend.version.is_empty());
}

/// Every number of a short format comes back from a tensor as it was put in.
pub fn short_formats_are_carried<E: Debug>(carry: impl Fn(Vec<f64>, Dtype) -> Result<Vec<f64>, E>) {
    for dtype in [Dtype::Bf16, Dtype::F16] {
        let exact = |bits| dtype.decode(bits).unwrap();
        let all = (0..1 << 16).map(|bits| Dtype::F64.encode(&exact(bits)).unwrap());
        let back = carry(all.map(f64::from_bits).collect(), dtype).unwrap();
        assert_eq!(back.len(), 1 << 16);
        for (bits, value) in (0..1 << 16).zip(back) {
            let value = Dtype::F64.decode(value.to_bits()).unwrap();
            assert_eq!(value, exact(bits), "{dtype} {bits:04x}");
        }
    }
}
