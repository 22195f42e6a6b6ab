//! Golden trajectories, `coarsegrad/trajectory/1`: a few steps of training from exact inputs, every
//! iterate enclosed to 40 digits.
//!
//! They are for whoever writes a trainer: the same instance, estimator, rule and rate must lead to
//! weights in these enclosures (for a program in doubles: near them). Starts are rational, rates
//! are exact, and each number is `{"mid": ..., "rad": ...}` with the true value in
//! `[mid - rad, mid + rad]`; a value that does not exist is null. The schema is
//! [`crate::schema::TRAJECTORY`]. The file in the repository is written by `coarsegrad tables`, and
//! `coarsegrad tables --check` compares it.

mod cases;
mod number;

use std::fmt::{self, Write};

use coarsegrad_arith::{Ball, Rational};
use coarsegrad_exact::{PopulationOracle, WeightsError};
use coarsegrad_model::{GradientOracle, ModelError, Network};
use coarsegrad_train::{State, TrainError};

pub use cases::{Case, cases};
use number::{optional, text};

/// The value of the `schema` key.
pub const TRAJECTORY_SCHEMA: &str = "coarsegrad/trajectory/1";

/// The file, relative to the root of the repository.
pub const TRAJECTORY_FILE: &str = "crates/coarsegrad/data/trajectories.json";

/// Significant digits of every number.
pub const TRAJECTORY_DIGITS: u32 = 40;

/// The working precision, in bits: a multiple of what the digits need.
const BITS: u32 = 384;

/// Why the trajectories could not be computed; that would be a defect of the library.
#[derive(Debug)]
#[non_exhaustive]
pub enum TrajectoryError {
    /// An instance of the set is not valid.
    Model(ModelError),
    /// A method of the set is not valid, or cannot be told its step.
    Train(TrainError),
    /// An iterate has no closed forms.
    Weights(WeightsError),
    /// A number was not enclosed to the digits of the set.
    TooWide,
}

impl fmt::Display for TrajectoryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TrajectoryError::Model(source) => source.fmt(f),
            TrajectoryError::Train(source) => source.fmt(f),
            TrajectoryError::Weights(source) => source.fmt(f),
            TrajectoryError::TooWide => f.write_str("a number of a trajectory is too wide"),
        }
    }
}

impl std::error::Error for TrajectoryError {}

impl From<ModelError> for TrajectoryError {
    fn from(source: ModelError) -> Self {
        TrajectoryError::Model(source)
    }
}

impl From<TrainError> for TrajectoryError {
    fn from(source: TrainError) -> Self {
        TrajectoryError::Train(source)
    }
}

impl From<WeightsError> for TrajectoryError {
    fn from(source: WeightsError) -> Self {
        TrajectoryError::Weights(source)
    }
}

/// The whole set as a JSON document, one state a line, with a line end.
///
/// # Errors
/// [`TrajectoryError`].
pub fn document() -> Result<String, TrajectoryError> {
    let mut out = format!(
        "{{\"schema\": \"{TRAJECTORY_SCHEMA}\", \"digits\": {TRAJECTORY_DIGITS}, \"trajectories\": ["
    );
    for (index, case) in cases()?.iter().enumerate() {
        out.push_str(if index > 0 { ",\n" } else { "\n" });
        write_case(&mut out, case)?;
    }
    out.push_str("\n]}\n");
    Ok(out)
}

fn write_case(out: &mut String, case: &Case) -> Result<(), TrajectoryError> {
    let method = &case.method;
    let blend = match method.blend() {
        Some(blend) => format!(
            "{{\"rho\": \"{}\", \"project\": \"{}\"}}",
            blend.rho(),
            blend.projection()
        ),
        None => "null".to_owned(),
    };
    // Writing to a string cannot fail.
    let _ = write!(
        out,
        "{{\"id\": \"{}\", \"instance\": {{\"model\": \"two-layer\", \"student\": {}, \
         \"teacher\": {}}},\n \"ste\": \"{}\", \"method\": {{\"lr\": \"{}\", \"schedule\": \"{}\", \
         \"rule\": \"{}\", \"normalise\": {}, \"blend\": {blend}}}, \"states\": [",
        case.id,
        exact(case.instance.student()),
        exact(case.instance.teacher()),
        case.ste,
        method.eta(),
        method.schedule(),
        method.rule(),
        method.normalises(),
    );
    let mut oracle = PopulationOracle::<Ball>::new(&case.instance, case.ste.clone(), BITS);
    if !method.keeps_span() {
        oracle = oracle.leaving_span();
    }
    let mut state = State::new(method, oracle.start())?;
    for step in 0..=case.steps {
        if step > 0 {
            let gradient = oracle.gradient(&state.student, state.step)?;
            state = method.advance(&state, &gradient)?;
            out.push(',');
        }
        out.push_str("\n  ");
        write_state(out, case, &oracle, &state)?;
    }
    out.push_str("]}");
    Ok(())
}

fn write_state(
    out: &mut String,
    case: &Case,
    oracle: &PopulationOracle<Ball>,
    state: &State<Ball>,
) -> Result<(), TrajectoryError> {
    let at = oracle.at(&state.student)?;
    let measures = at.measures(&case.ste);
    let _ = write!(out, "{{\"step\": {}", state.step);
    let mut vectors = vec![("v", &state.student.v), ("w", &state.student.w)];
    vectors.extend(state.float_w.iter().map(|w| ("float_w", w)));
    for (name, vector) in vectors {
        let entries: Vec<String> = vector.iter().map(text).collect::<Result<_, _>>()?;
        let _ = write!(out, ", \"{name}\": [{}]", entries.join(", "));
    }
    let gradient = at.coarse_gradient(&case.ste)?;
    for (name, vector) in [
        ("gradient_v", &gradient.v),
        ("coarse_gradient", &gradient.w),
    ] {
        let entries: Vec<String> = vector.iter().map(text).collect::<Result<_, _>>()?;
        let _ = write!(out, ", \"{name}\": [{}]", entries.join(", "));
    }
    for (name, value) in [
        ("loss", Some(&measures.loss)),
        ("theta", measures.theta.as_ref()),
        ("gradient_w_norm", measures.gradient_w_norm.as_ref()),
        ("inner_product", measures.inner_product.as_ref()),
    ] {
        let _ = write!(out, ", \"{name}\": {}", optional(value)?);
    }
    out.push('}');
    Ok(())
}

fn exact(network: &Network<Rational>) -> String {
    let vector = |x: &[Rational]| {
        let entries: Vec<String> = x.iter().map(|x| format!("\"{x}\"")).collect();
        entries.join(", ")
    };
    format!(
        "{{\"v\": [{}], \"w\": [{}]}}",
        vector(&network.v),
        vector(&network.w)
    )
}
