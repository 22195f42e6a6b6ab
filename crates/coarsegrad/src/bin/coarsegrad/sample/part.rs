//! Partial results: read without trust, described in a line.

use std::ops::Range;
use std::path::Path;

use coarsegrad::mc::{MAX_PARTIAL_BYTES, McError, Partial, Plan, RunId, list_ranges};

use super::job::Done;
use crate::failure::Failure;
use crate::input::Input;

/// Room for everything in a partial result but its sums.
const HEAD_BYTES: usize = 1 << 24;

/// A sum of 128 bits in decimal, its quotes and a comma.
const SUM_BYTES: usize = 48;

/// A file and the partial result in it. The size that is read is limited by what a run of such an
/// instance may have.
pub(super) fn read(path: &Path, rows: usize, inputs: usize) -> Result<(String, Partial), Failure> {
    // Two for each row and input, the triangle of the covariance of at most 1024 inputs, a few.
    let sums = 2 * (rows + inputs) + (1 << 19) + 64;
    let limit = sums.saturating_mul(SUM_BYTES).saturating_add(HEAD_BYTES);
    let limit = limit.min(MAX_PARTIAL_BYTES);
    let (name, bytes) =
        Input::open(path)?.read_within(limit, "a partial result of this instance")?;
    match Partial::from_json(&bytes) {
        Ok(partial) => Ok((name, partial)),
        Err(error) => Err(refused(&name, &error)),
    }
}

/// What an earlier process left of this run.
pub(super) fn resumed(plan: &Plan, blocks: &Range<u64>, path: &Path) -> Result<Partial, Failure> {
    let (name, partial) = read(path, plan.rows(), plan.id().inputs)?;
    check(plan.id(), &name, &partial)?;
    plan.check(&partial)
        .map_err(|error| refused(&name, &error))?;
    let ranges = partial.blocks().ranges();
    if let Some(outside) = ranges
        .iter()
        .find(|held| held.start < blocks.start || held.end > blocks.end)
    {
        return Err(Failure::Input {
            name,
            message: format!(
                "it holds blocks {}..{}, not all within {}..{}, those to be computed",
                outside.start, outside.end, blocks.start, blocks.end
            ),
        });
    }
    Ok(partial)
}

/// Whether a partial result belongs to a run; the message says in which field it does not.
pub(super) fn check(run: &RunId, name: &str, partial: &Partial) -> Result<(), Failure> {
    run.same_run(partial.id()).map_err(|error| match error {
        McError::OtherRun { field, left, right } => Failure::Part {
            name: name.to_owned(),
            message: format!("it belongs to another run: {field} is {right} there and {left} here"),
        },
        other => refused(name, &other),
    })
}

/// A partial result that cannot be used.
pub(super) fn refused(name: &str, error: &McError) -> Failure {
    Failure::Part {
        name: name.to_owned(),
        message: error.to_string(),
    }
}

/// A line about a partial result that was written.
pub(super) fn note(plan: &Plan, done: &Done, name: &str) -> String {
    let mut line = describe(plan, &done.partial, name);
    if !done.finished {
        line.push_str("; interrupted");
    }
    line.push('\n');
    line
}

/// What a partial result holds.
pub(super) fn describe(plan: &Plan, partial: &Partial, name: &str) -> String {
    format!(
        "{name}: {} samples in {} of {} blocks: {}",
        plan.samples_of(partial.blocks()),
        partial.blocks().len(),
        plan.blocks(),
        list_ranges(partial.blocks().ranges()),
    )
}
