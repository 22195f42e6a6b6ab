//! What the judge sees of candle. A release that changes it makes these tests fail.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "tests may fail"
)]

use coarsegrad_golden::case::Case;
use coarsegrad_golden::families::committed;
use coarsegrad_golden::judge::{InProcess, Options, Program, SteBackend, judge};
use coarsegrad_model::pointwise::Dtype;
use ste_candle::Candle;
use ste_support::{Form, ROWS, Seen, ask_rows, is_infinite, look};

const AFFINE: [&str; 2] = ["fake_quant.affine.y/", "fake_quant.affine.dx/"];

/// What is seen in each format, which has to be this convention.
fn seen(form: Form, families: &[&str], axes: &[&str], expected: &str) -> Vec<Seen> {
    let seen = look(Candle { form }, families);
    let dtypes: Vec<_> = seen.iter().map(|one| one.dtype).collect();
    assert_eq!(dtypes, Dtype::ALL);
    for one in &seen {
        assert_eq!(one.choices(axes), expected, "{}", one.dtype);
        assert!(one.right > 0);
    }
    seen
}

fn assert_none_wrong(seen: &[Seen]) {
    for one in seen {
        let ids: Vec<_> = one.wrong.iter().map(|case| &case.id).collect();
        assert!(ids.is_empty(), "{}: {ids:?}", one.dtype);
    }
}

/// Some cases are wrong in each format, and this is why.
fn assert_wrong(seen: &[Seen], reason: impl Fn(&Case) -> bool) {
    for one in seen {
        assert!(!one.wrong.is_empty(), "{}", one.dtype);
        for case in &one.wrong {
            assert!(reason(case), "{} in {}", case.id, one.dtype);
        }
    }
}

/// The detach trick computes inf - inf.
fn is_rounded_infinity(case: &Case) -> bool {
    case.output == "y" && is_infinite(case, "x")
}

#[test]
fn clamp_halves_the_gradient_at_its_bounds_and_its_mask_multiplies() {
    let axes = ["bound", "nan", "mask"];
    let expected = "bound=half nan=zero mask=multiplies";
    let seen = seen(Form::RoundClamp, &["clip."], &axes, expected);
    assert_none_wrong(&seen);
}

#[test]
fn round_takes_ties_away_from_zero() {
    let axes = ["round"];
    let seen = seen(Form::RoundClamp, &["round."], &axes, "round=half_away");
    assert_none_wrong(&seen);
}

#[test]
fn the_signs_of_zero_and_of_nan_are_zero() {
    let axes = ["sign0", "nan"];
    let seen = seen(Form::RoundClamp, &["sign."], &axes, "sign0=zero nan=zero");
    assert_none_wrong(&seen);
}

#[test]
fn rounding_then_clamping_halves_the_gradient_of_whole_bins() {
    let axes = ["round", "order", "bound", "nan", "mask"];
    let expected = "round=half_away order=round_clamp bound=half nan=zero mask=multiplies";
    let seen = seen(Form::RoundClamp, &AFFINE, &axes, expected);
    assert_wrong(&seen, is_rounded_infinity);
}

#[test]
fn clamping_then_rounding_halves_the_gradient_at_two_points() {
    let axes = ["round", "order", "bound", "nan", "mask"];
    let expected = "round=half_away order=clamp_round bound=half nan=zero mask=multiplies";
    assert_none_wrong(&seen(Form::ClampRound, &AFFINE, &axes, expected));
}

#[test]
fn the_detach_trick_around_everything_is_the_identity_and_loses_large_inputs() {
    let axes = ["round", "bound", "nan"];
    let expected = "round=half_away bound=identity nan=pass";
    let seen = seen(Form::Detached, &AFFINE, &axes, expected);
    assert_wrong(&seen, |case| {
        let is_large = case.flags.iter().any(|flag| flag == "Huge");
        case.output == "y" && (is_large || is_infinite(case, "x"))
    });
}

#[test]
fn the_gradients_of_scales_and_zero_points_are_those_of_the_chain_rule() {
    for form in [Form::RoundClamp, Form::ClampRound] {
        let mut backend = Candle { form };
        for op in ["fake_quant.channel", "fake_quant.group"] {
            for dtype in backend.greeting().dtypes {
                for (output, expected) in ROWS {
                    let exact = expected.iter().map(|value| {
                        let value = Dtype::F64.decode(value.to_bits()).unwrap();
                        dtype.encode(&value).unwrap()
                    });
                    let answer = ask_rows(&mut backend, op, output, dtype).unwrap();
                    assert_eq!(answer, exact.collect::<Vec<_>>(), "{op} {output} {dtype}");
                }
            }
        }
    }
}

#[test]
fn the_program_answers_what_the_library_answers() {
    let form = Form::ClampRound;
    let program = env!("CARGO_BIN_EXE_candle_backend");
    let command = [program, form.name()].map(str::to_owned);
    let mut program = Program::new(command.to_vec());
    let options = Options::default();
    let report = judge(committed(), &mut program, &options);
    let direct = judge(committed(), &mut InProcess::new(Candle { form }), &options);
    assert_eq!(report, direct);
    assert!(report.counts.pass > 1000 && report.problems.is_empty());
    assert!(!report.backend.version.is_empty());
}
