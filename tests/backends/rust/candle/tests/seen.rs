//! What the judge sees of candle. A release that changes it makes these tests fail.

use coarsegrad_golden::case::Case;
use ste_candle::Candle;
use ste_support::check::{self, AFFINE, none_wrong, some_wrong};
use ste_support::{Form, Seen, is_infinite};

fn seen(form: Form, families: &[&str], axes: &[&str], expected: &str) -> Vec<Seen> {
    check::seen(Candle { form }, families, axes, expected)
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
    none_wrong(&seen);
}

#[test]
fn round_takes_ties_away_from_zero() {
    let axes = ["round"];
    let seen = seen(Form::RoundClamp, &["round."], &axes, "round=half_away");
    none_wrong(&seen);
}

#[test]
fn the_signs_of_zero_and_of_nan_are_zero() {
    let axes = ["sign0", "nan"];
    let seen = seen(Form::RoundClamp, &["sign."], &axes, "sign0=zero nan=zero");
    none_wrong(&seen);
}

#[test]
fn rounding_then_clamping_halves_the_gradient_of_whole_bins() {
    let axes = ["round", "order", "bound", "nan", "mask"];
    let expected = "round=half_away order=round_clamp bound=half nan=zero mask=multiplies";
    let seen = seen(Form::RoundClamp, &AFFINE, &axes, expected);
    some_wrong(&seen, is_rounded_infinity);
}

#[test]
fn clamping_then_rounding_halves_the_gradient_at_two_points() {
    let axes = ["round", "order", "bound", "nan", "mask"];
    let expected = "round=half_away order=clamp_round bound=half nan=zero mask=multiplies";
    none_wrong(&seen(Form::ClampRound, &AFFINE, &axes, expected));
}

#[test]
fn the_detach_trick_around_everything_is_the_identity_and_loses_large_inputs() {
    let axes = ["round", "bound", "nan"];
    let expected = "round=half_away bound=identity nan=pass";
    let seen = seen(Form::Detached, &AFFINE, &axes, expected);
    some_wrong(&seen, check::is_lost_by_detaching);
}

#[test]
fn the_gradients_of_scales_and_zero_points_are_those_of_the_chain_rule() {
    for form in [Form::RoundClamp, Form::ClampRound] {
        check::rows_by_the_chain_rule(Candle { form });
    }
}

#[test]
fn the_program_answers_what_the_library_answers() {
    let form = Form::ClampRound;
    let words = [env!("CARGO_BIN_EXE_candle_backend"), form.name()];
    check::program_answers_alike(&words, Candle { form });
}
