//! What the judge sees of burn. A release that changes it makes these tests fail.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "tests may fail"
)]

use coarsegrad_golden::case::Case;
use coarsegrad_golden::families::committed;
use coarsegrad_golden::judge::{InProcess, Options, Program, SteBackend, judge};
use coarsegrad_model::pointwise::Dtype;
use ste_burn::{Burn, Engine};
use ste_support::{Form, ROWS, Seen, ask_rows, is_infinite, look};

const AFFINE: [&str; 2] = ["fake_quant.affine.y/", "fake_quant.affine.dx/"];

/// What is seen of each engine in each of its formats, which has to be this convention.
fn seen(form: Form, families: &[&str], axes: &[&str], expected: &str) -> Vec<Seen> {
    let mut all = Vec::new();
    for engine in Engine::ALL {
        let seen = look(Burn { form, engine }, families);
        let dtypes: Vec<_> = seen.iter().map(|one| one.dtype).collect();
        assert_eq!(dtypes, engine.dtypes());
        for one in &seen {
            let name = engine.name();
            assert_eq!(one.choices(axes), expected, "{name} {}", one.dtype);
            assert!(one.right > 0);
        }
        all.extend(seen);
    }
    all
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

#[test]
fn clamp_keeps_the_gradient_at_its_bounds_and_at_nan() {
    let axes = ["bound", "nan", "mask"];
    let expected = "bound=closed nan=pass mask=selects";
    let seen = seen(Form::RoundClamp, &["clip."], &axes, expected);
    assert_none_wrong(&seen);
}

#[test]
fn round_takes_ties_to_even_as_is_documented() {
    let axes = ["round"];
    let seen = seen(Form::RoundClamp, &["round."], &axes, "round=half_even");
    assert_none_wrong(&seen);
}

#[test]
fn the_signs_of_zero_and_of_nan_are_zero() {
    let axes = ["sign0", "nan"];
    let seen = seen(Form::RoundClamp, &["sign."], &axes, "sign0=zero nan=zero");
    assert_none_wrong(&seen);
}

#[test]
fn rounding_then_clamping_is_wrong_at_infinity_alone() {
    let axes = ["round", "order", "bound", "nan", "mask"];
    let expected = "round=half_even order=round_clamp bound=closed nan=pass mask=selects";
    let seen = seen(Form::RoundClamp, &AFFINE, &axes, expected);
    // The detach trick computes inf - inf, and the gradient passes at NaN.
    assert_wrong(&seen, |case| is_infinite(case, "x"));
}

#[test]
fn clamping_then_rounding_is_right_everywhere() {
    let axes = ["round", "order", "bound", "nan", "mask"];
    let expected = "round=half_even order=clamp_round bound=closed nan=pass mask=selects";
    assert_none_wrong(&seen(Form::ClampRound, &AFFINE, &axes, expected));
}

#[test]
fn the_detach_trick_around_everything_is_the_identity_and_loses_large_inputs() {
    let axes = ["round", "bound", "nan"];
    let expected = "round=half_even bound=identity nan=pass";
    let seen = seen(Form::Detached, &AFFINE, &axes, expected);
    assert_wrong(&seen, |case| {
        let is_large = case.flags.iter().any(|flag| flag == "Huge");
        case.output == "y" && (is_large || is_infinite(case, "x"))
    });
}

#[test]
fn the_gradients_of_scales_and_zero_points_are_those_of_the_chain_rule() {
    let forms = [Form::RoundClamp, Form::ClampRound].into_iter();
    let pairs = forms.flat_map(|form| Engine::ALL.map(|engine| (form, engine)));
    for (form, engine) in pairs {
        let mut backend = Burn { form, engine };
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
    let (form, engine) = (Form::ClampRound, Engine::NdArray);
    let program = env!("CARGO_BIN_EXE_burn_backend");
    let command = [program, form.name(), engine.name()].map(str::to_owned);
    let mut program = Program::new(command.to_vec());
    let options = Options::default();
    let report = judge(committed(), &mut program, &options);
    let direct = judge(
        committed(),
        &mut InProcess::new(Burn { form, engine }),
        &options,
    );
    assert_eq!(report, direct);
    assert!(report.counts.pass > 1000 && report.problems.is_empty());
    assert!(!report.backend.version.is_empty());
}
