//! Checkpoints: a run's identity, state and tally in one JSON file, replaced in one stroke.

use std::io;
use std::path::Path;

use coarsegrad::train::{State, Stored};
use serde_json::{Map, Value};

use super::config::Config;
use super::tally::Tally;
use crate::failure::Failure;
use crate::input::Input;
use crate::store::Store;

/// The `schema` key of a checkpoint.
const SCHEMA: &str = "coarsegrad/train-state/1";

/// Writes a checkpoint.
pub(crate) fn write<T: Stored>(
    store: &Store,
    config: &Config,
    state: &State<T>,
    tally: &Tally,
) -> Result<(), Failure> {
    let failed = |error: io::Error| store.unwritten(error);
    let mut run = Map::new();
    for (key, value) in config.identity() {
        run.insert(key.to_owned(), Value::String(value));
    }
    let state = state
        .to_json()
        .ok_or_else(|| failed(io::Error::other("a weight is no finite number")))?;
    let tally = serde_json::to_value(tally).map_err(|error| failed(error.into()))?;
    let mut document = Map::new();
    document.insert("schema".to_owned(), Value::from(SCHEMA));
    document.insert("run".to_owned(), Value::Object(run));
    document.insert("state".to_owned(), state);
    document.insert("tally".to_owned(), tally);
    store.write(&Value::Object(document).to_string())
}

/// Reads a checkpoint of this run.
pub(crate) fn read<T: Stored + coarsegrad::arith::Real>(
    path: &Path,
    context: &T::Context,
    config: &Config,
    start: &State<T>,
) -> Result<(State<T>, Tally), Failure> {
    let (name, bytes) = Input::open(path)?.read()?;
    let refused = |message: String| Failure::Input {
        name: name.clone(),
        message,
    };
    let document: Value = serde_json::from_slice(&bytes)
        .map_err(|error| refused(format!("not a checkpoint: {error}")))?;
    if document.get("schema").and_then(Value::as_str) != Some(SCHEMA) {
        return Err(refused(format!("not a checkpoint: schema is not {SCHEMA}")));
    }
    let run = document.get("run").and_then(Value::as_object);
    let run = run.ok_or_else(|| refused("not a checkpoint: run is missing".to_owned()))?;
    for (key, ours) in config.identity() {
        let theirs = run.get(key).and_then(Value::as_str).unwrap_or("nothing");
        if theirs != ours {
            return Err(refused(format!(
                "the checkpoint is of another run: {key} is {theirs} there and {ours} here"
            )));
        }
    }
    let state = document.get("state").unwrap_or(&Value::Null);
    let state = State::from_json(context, state, start)
        .map_err(|error| refused(format!("a damaged checkpoint: state.{error}")))?;
    let tally = document.get("tally").cloned().unwrap_or(Value::Null);
    let tally: Tally = serde_json::from_value(tally)
        .map_err(|error| refused(format!("a damaged checkpoint: tally: {error}")))?;
    let tally = tally
        .checked(state.step)
        .map_err(|message| refused(format!("a damaged checkpoint: tally: {message}")))?;
    if state.step > config.steps {
        return Err(refused(format!(
            "the checkpoint is of step {}, beyond --steps {}",
            state.step, config.steps
        )));
    }
    Ok((state, tally))
}
