//! The three arithmetics of a run: where gradients come from, how iterates are seen and bounded.

use coarsegrad::arith::{Ball, Evaluator, Rational, Symbolic};
use coarsegrad::exact::{Population, PopulationOracle, WeightArithmetic};
use coarsegrad::model::{CoarseGradient, GradientOracle, Network};
use coarsegrad::train::{State, Stored};
use serde_json::{Value, json};

use super::config::{Config, Source, mini_batch};
use super::document;
use super::numbers::Seen;

/// The working precision, in bits, of the enclosure that bounds a step of `f64`.
const STEP_BITS: u32 = 160;

/// A gradient at a student before a step, or the reason why there is none.
pub(crate) type Gradients<'a, T> =
    Box<dyn FnMut(&Network<T>, u64) -> Result<CoarseGradient<T>, String> + 'a>;

/// An arithmetic that a run can be in.
pub(crate) trait Course: WeightArithmetic + Stored + 'static {
    /// The arithmetic in which its iterates are measured.
    type Seen: Seen;

    /// What it takes to make a constant.
    fn working(config: &Config) -> Self::Context;

    /// The same for what is measured.
    fn seeing(config: &Config) -> <Self::Seen as coarsegrad::arith::Scalar>::Context;

    /// The oracle of a run.
    fn gradients(config: &Config) -> Gradients<'_, Self>;

    /// A student as it is measured; `None` if a weight has no value there.
    fn see(config: &Config, student: &Network<Self>) -> Option<Network<Self::Seen>>;

    /// A weight in the summary document.
    fn weight(&self) -> Value;

    /// A weight as a closed form, in exact arithmetic.
    fn closed_form(&self) -> Option<String> {
        None
    }

    /// Whether a step certainly left the student where it was; enclosures alone cannot say so.
    fn stands(_: &Network<Self>, _: &Network<Self>) -> bool {
        false
    }

    /// An upper bound of how far a step's weights are from the step that exact arithmetic takes
    /// from the same state, where one is computed.
    fn step_error(_: &Config, _: &State<Self>, _: &State<Self>) -> Option<f64> {
        None
    }
}

/// The population's gradients in one arithmetic.
fn population<T: Course>(config: &Config) -> Gradients<'_, T> {
    let mut oracle = observer::<T>(config, T::working(config));
    Box::new(move |student, step| {
        oracle
            .gradient(student, step)
            .map_err(|error| error.to_string())
    })
}

/// The population as a run in an arithmetic sees it.
pub(crate) fn observer<T: WeightArithmetic>(
    config: &Config,
    context: T::Context,
) -> PopulationOracle<T> {
    let oracle = PopulationOracle::new(&config.instance, config.ste.clone(), context);
    if config.keeps_span() {
        oracle
    } else {
        oracle.leaving_span()
    }
}

impl Course for f64 {
    type Seen = f64;

    fn working(_: &Config) {}

    fn seeing(_: &Config) {}

    fn gradients(config: &Config) -> Gradients<'_, f64> {
        match &config.source {
            Source::Population => population(config),
            Source::MiniBatch { size, seed } => {
                let oracle = mini_batch(&config.instance, &config.ste, *size, *seed);
                let mut oracle = oracle.map_err(|error| error.to_string());
                Box::new(move |student, step| {
                    oracle
                        .as_mut()
                        .map_err(|error| error.clone())?
                        .gradient(student, step)
                        .map_err(|error| error.to_string())
                })
            }
            Source::Dataset { oracle, .. } => {
                let mut oracle = oracle.clone();
                Box::new(move |student, step| {
                    oracle
                        .gradient(student, step)
                        .map_err(|error| error.to_string())
                })
            }
        }
    }

    fn see(_: &Config, student: &Network<f64>) -> Option<Network<f64>> {
        Some(student.clone())
    }

    fn weight(&self) -> Value {
        document::value(Some(self))
    }

    /// The step from the same `f64`s, taken as exact numbers, in enclosures.
    fn step_error(config: &Config, before: &State<f64>, after: &State<f64>) -> Option<f64> {
        if !config.is_population() {
            return None;
        }
        let exact = |x: &[f64]| -> Option<Vec<Rational>> {
            x.iter().map(|x| Rational::from_f64(*x)).collect()
        };
        let student = Network {
            v: exact(&before.student.v)?,
            w: exact(&before.student.w)?,
        };
        let oracle = observer::<Ball>(config, STEP_BITS);
        let at = oracle.at_exact(&student).ok()?;
        let gradient = at.coarse_gradient(&config.ste).ok()?;
        let ball = |x: &f64| match Rational::from_f64(*x) {
            Some(exact) => Ball::from_rational(STEP_BITS, &exact),
            None => Ball::indeterminate(STEP_BITS),
        };
        let enclosed = config.method.advance(&before.map(ball), &gradient).ok()?;
        let weights = |student: &Network<Ball>| [&student.v[..], &student.w[..]].concat();
        let found = weights(&after.map(ball).student);
        let error = weights(&enclosed.student)
            .into_iter()
            .zip(&found)
            .map(|(enclosed, found)| (enclosed - found).abs_upper().to_f64())
            .fold(0.0, f64::max);
        error.is_finite().then_some(error)
    }
}

impl Course for Ball {
    type Seen = Ball;

    fn working(config: &Config) -> u32 {
        config.precision
    }

    fn seeing(config: &Config) -> u32 {
        config.precision
    }

    fn gradients(config: &Config) -> Gradients<'_, Ball> {
        population(config)
    }

    fn see(_: &Config, student: &Network<Ball>) -> Option<Network<Ball>> {
        Some(student.clone())
    }

    fn weight(&self) -> Value {
        document::value(Some(self))
    }
}

impl Course for Symbolic {
    type Seen = Ball;

    fn working(_: &Config) {}

    fn seeing(config: &Config) -> u32 {
        config.precision
    }

    fn gradients(config: &Config) -> Gradients<'_, Symbolic> {
        population(config)
    }

    /// Enclosures of the exact weights; the symbol of the angle is that of the start.
    fn see(config: &Config, student: &Network<Symbolic>) -> Option<Network<Ball>> {
        let population = Population::new(&config.instance);
        let mut evaluator: Evaluator<Ball> = population.evaluator(config.precision);
        let mut vector = |x: &[Symbolic]| -> Option<Vec<Ball>> {
            x.iter().map(|x| evaluator.evaluate(x)).collect()
        };
        Some(Network {
            v: vector(&student.v)?,
            w: vector(&student.w)?,
        })
    }

    fn weight(&self) -> Value {
        json!({"exact": self.to_string()})
    }

    fn closed_form(&self) -> Option<String> {
        Some(self.to_string())
    }

    fn stands(before: &Network<Symbolic>, after: &Network<Symbolic>) -> bool {
        let equal = |x: &[Symbolic], y: &[Symbolic]| x.iter().zip(y).all(|(x, y)| x.equals(y));
        equal(&before.v, &after.v) && equal(&before.w, &after.w)
    }
}
