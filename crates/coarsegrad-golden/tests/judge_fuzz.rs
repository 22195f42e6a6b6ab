//! The example `judge_fuzz` for a few thousand steps, without its programs: these are in `judge_hostile`.

#[path = "../examples/judge_fuzz/chaos.rs"]
mod chaos;
#[path = "../examples/judge_fuzz/mutate.rs"]
mod mutate;
#[path = "../examples/judge_fuzz/readers.rs"]
mod readers;

use mutate::Random;

/// The steps of each kind.
const STEPS: usize = 4000;

#[test]
fn messages_of_any_bytes_are_read_or_refused() -> Result<(), String> {
    let inputs = readers::Inputs::new();
    let mut random = Random::new(1);
    (0..STEPS).try_for_each(|_| inputs.message(&mut random))
}

#[test]
fn records_of_any_bytes_are_refused_or_read_the_same_when_written_again() -> Result<(), String> {
    let inputs = readers::Inputs::new();
    let mut random = Random::new(2);
    (0..STEPS).try_for_each(|_| inputs.record(&mut random))?;
    // Some changes touch nothing that matters; without such a record nothing was tested.
    assert!(inputs.read() > 10, "{} records were read", inputs.read());
    Ok(())
}

#[test]
fn lists_and_reports_of_any_bytes_are_read_or_refused() -> Result<(), String> {
    let inputs = readers::Inputs::new();
    let mut random = Random::new(3);
    (0..STEPS).try_for_each(|_| inputs.list(&mut random))
}

#[test]
fn runs_with_broken_lines_give_reports_that_hold_together() -> Result<(), String> {
    let inputs = readers::Inputs::new();
    let mut random = Random::new(4);
    (0..STEPS / 10).try_for_each(|_| chaos::judged(&inputs, &mut random))
}
