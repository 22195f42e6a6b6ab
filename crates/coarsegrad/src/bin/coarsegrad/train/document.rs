//! What a run came to, as a JSON document `coarsegrad/train/1`.

use coarsegrad::exact::Measures;
use serde_json::{Map, Value, json};

use super::config::Config;
use super::course::Course;
use super::event;
use super::journey::{Ending, Journey};
use super::numbers::Seen;

/// The document, one line.
pub(crate) fn document<T: Course>(config: &Config, journey: &Journey<T>) -> String {
    let tally = &journey.tally;
    let run: Map<String, Value> = config
        .identity()
        .into_iter()
        .map(|(key, value)| (key.to_owned(), Value::String(value)))
        .collect();
    let (kind, reason) = match &journey.ending {
        Ending::Finished => ("finished", None),
        Ending::Interrupted => ("interrupted", None),
        Ending::Stopped(reason) => ("stopped", Some(reason)),
    };
    let vector = |x: &[T]| -> Value { x.iter().map(Course::weight).collect() };
    let events: Vec<Value> = tally
        .events
        .iter()
        .map(|(step, code)| json!({"step": step, "event": code}))
        .collect();
    let approach = journey.approach.as_ref().map(|approach| {
        let candidate = &approach.candidate;
        json!({
            "kind": candidate.kind.code(),
            "theta_over_pi": candidate.theta_over_pi.to_string(),
            "loss": candidate.loss.to_string(),
            "v_distance": value(Some(&approach.v_distance)),
            "theta_distance": value(Some(&approach.theta_distance)),
            "is_near": event::is_near(
                journey.v_star_norm,
                &approach.v_distance,
                &approach.theta_distance,
            ),
        })
    });
    let rounding = (tally.bounded > 0)
        .then(|| json!({"steps": tally.bounded, "largest": finite(tally.largest_step_error.0)}));
    let radius = T::Seen::HAS_RADIUS.then(|| {
        json!({
            "first": tally.first_radius.to_string(),
            "largest": tally.largest_radius.to_string(),
        })
    });
    let document = json!({
        "schema": "coarsegrad/train/1",
        "instance": config.name,
        "run": run,
        "steps": config.steps,
        "taken": journey.state.step,
        "ending": {"kind": kind, "reason": reason},
        "resumed_from": journey.resumed_from,
        "start": measures(&journey.start),
        "end": measures(&journey.end),
        "student": {"v": vector(&journey.state.student.v), "w": vector(&journey.state.student.w)},
        "loss": {
            "certified": T::Seen::HAS_RADIUS,
            "fell": tally.fell,
            "level": tally.level,
            "rose": tally.rose,
            "undecided": tally.undecided,
            "first_rise": tally.first_rise,
            "first_undecided": tally.first_undecided,
        },
        "identity": {
            "steps": tally.identities,
            "largest_residual": finite(tally.largest_residual.0),
            "contradictions": tally.contradictions,
        },
        "rounding": rounding,
        "radius": radius,
        "least_norm": {"value": finite(tally.least_norm.0), "step": tally.least_norm_step},
        "events": {"counts": tally.event_counts, "first": events},
        "approach": approach,
        "classification": journey.classification.map(|kind| kind.code()),
    });
    format!("{document}\n")
}

fn measures<S: Seen>(measures: &Measures<S>) -> Value {
    json!({
        "loss": value(Some(&measures.loss)),
        "theta": value(measures.theta.as_ref()),
        "v_norm": value(Some(&measures.v_norm)),
        "w_norm": value(Some(&measures.w_norm)),
        "gradient_v_norm": value(Some(&measures.gradient_v_norm)),
        "gradient_w_norm": value(measures.gradient_w_norm.as_ref()),
        "coarse_norm": value(Some(&measures.coarse_norm)),
        "inner_product": value(measures.inner_product.as_ref()),
    })
}

/// A number, a ball, or null.
pub(crate) fn value<S: Seen>(value: Option<&S>) -> Value {
    match value.and_then(|x| x.texts().map(|texts| (x, texts))) {
        None => Value::Null,
        Some((_, (mid, rad))) if S::HAS_RADIUS => json!({"mid": mid, "rad": rad}),
        Some((number, _)) => finite(number.approximate()),
    }
}

fn finite(value: f64) -> Value {
    serde_json::Number::from_f64(value + 0.0).map_or(Value::Null, Value::Number)
}
