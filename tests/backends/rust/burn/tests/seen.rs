//! What the judge sees of burn. A release that changes it makes these tests fail.

use ste_burn::{Burn, Engine};
use ste_support::check::{self, AFFINE, none_wrong, some_wrong};
use ste_support::{Form, Seen, is_infinite};

/// What is seen of each engine, all of which have to follow this convention.
fn seen(form: Form, families: &[&str], axes: &[&str], expected: &str) -> Vec<Seen> {
    let engines = Engine::ALL.into_iter();
    engines
        .flat_map(|engine| check::seen(Burn { form, engine }, families, axes, expected))
        .collect()
}

#[test]
fn clamp_keeps_the_gradient_at_its_bounds_and_at_nan() {
    let axes = ["bound", "nan", "mask"];
    let expected = "bound=closed nan=pass mask=selects";
    let seen = seen(Form::RoundClamp, &["clip."], &axes, expected);
    none_wrong(&seen);
}

#[test]
fn round_takes_ties_to_even_as_is_documented() {
    let axes = ["round"];
    let seen = seen(Form::RoundClamp, &["round."], &axes, "round=half_even");
    none_wrong(&seen);
}

#[test]
fn the_signs_of_zero_and_of_nan_are_zero() {
    let axes = ["sign0", "nan"];
    let seen = seen(Form::RoundClamp, &["sign."], &axes, "sign0=zero nan=zero");
    none_wrong(&seen);
}

#[test]
fn rounding_then_clamping_is_wrong_at_infinity_alone() {
    let axes = ["round", "order", "bound", "nan", "mask"];
    let expected = "round=half_even order=round_clamp bound=closed nan=pass mask=selects";
    let seen = seen(Form::RoundClamp, &AFFINE, &axes, expected);
    // The detach trick computes inf - inf, and the gradient passes at NaN.
    some_wrong(&seen, |case| is_infinite(case, "x"));
}

#[test]
fn clamping_then_rounding_is_right_everywhere() {
    let axes = ["round", "order", "bound", "nan", "mask"];
    let expected = "round=half_even order=clamp_round bound=closed nan=pass mask=selects";
    none_wrong(&seen(Form::ClampRound, &AFFINE, &axes, expected));
}

#[test]
fn the_detach_trick_around_everything_is_the_identity_and_loses_large_inputs() {
    let axes = ["round", "bound", "nan"];
    let expected = "round=half_even bound=identity nan=pass";
    let seen = seen(Form::Detached, &AFFINE, &axes, expected);
    some_wrong(&seen, check::is_lost_by_detaching);
}

#[test]
fn the_gradients_of_scales_and_zero_points_are_those_of_the_chain_rule() {
    for form in [Form::RoundClamp, Form::ClampRound] {
        for engine in Engine::ALL {
            check::rows_by_the_chain_rule(Burn { form, engine });
        }
    }
}

#[test]
fn the_program_answers_what_the_library_answers() {
    let (form, engine) = (Form::ClampRound, Engine::NdArray);
    let words = [
        env!("CARGO_BIN_EXE_burn_backend"),
        form.name(),
        engine.name(),
    ];
    check::program_answers_alike(&words, Burn { form, engine });
}
