//! The two-layer network: one-sample gradients, expected ones, draws, and training.
//!
//! **`sample`** is exact: inputs are short binary numbers, and only those formats are asked that hold every partial sum
//! in any order.
//!
//! **`population`** and **`train`** are enclosed by the closed forms of `coarsegrad-exact`. The second oracle is the
//! formulas of the book with intervals. The units in the last place that are allowed are twice what the running error
//! analysis of those formulas gives (see `tracked`), for other orders of the same operations; binary64 and binary32
//! are asked.
//!
//! **`estimator`** asks for independent one-sample coarse gradients, of which the mean is judged. Its mean and variance
//! are those of the closed forms, the variance rounded up by one part in 256: that covers the radius of the mean and
//! the rounding errors of the draws.

mod formulas;
mod moments;

use coarsegrad_arith::{Ball, Rational};
use coarsegrad_exact::{Enclosure, Population, PopulationOracle, Request, value};
use coarsegrad_model::pointwise::{Dtype, Extended};
use coarsegrad_model::{GradientOracle, Network, Ste, TwoLayer};

use super::FamilyError;
use super::arithmetic::Arithmetic;
use super::balls::{enclosed, interval};
use super::clip::of;
use super::draft::Draft;
use super::second::{Dyadic, Interval};
use super::tracked::Tracked;
use crate::case::{Case, Expected};
use formulas::Weights;

const EXACT: [(&str, Option<u32>); 2] = [("rational", None), ("dyadic", None)];
const ENCLOSED: [(&str, Option<u32>); 2] = [("closed forms", Some(BITS)), ("series", Some(640))];

/// The working precision of trajectories and variances.
const BITS: u32 = 256;

/// The digits asked of the closed forms.
const DIGITS: u32 = 40;

/// More units in the last place than this are not allowed.
const LIMIT: u32 = 4096;

/// The draws of an estimator, and the probability that a right one fails for an entry: below 1e-10 for all entries of
/// all cases in both formats.
const DRAWS: u32 = 1 << 16;
const LEVEL: (u64, u64) = (1, 1 << 40);

/// The estimators: their names in the catalogue of surrogates, and the slopes.
fn stes() -> Vec<(&'static str, Ste)> {
    let alpha = Rational::from((1, 4));
    vec![
        ("identity", Ste::Identity),
        ("relu", Ste::Relu),
        ("clipped_relu:q=1", Ste::ClippedRelu),
        ("hard_tanh:c=1", Ste::HardTanh),
        ("leaky_k_relu:leak=1/4,k=1", Ste::LeakyRelu { alpha }),
    ]
}

/// A student and a teacher by quarters, and a sample by halves: name, `v`, `w`, `v*`, `w*`, `z`.
type Given = (
    &'static str,
    &'static [i64],
    &'static [i64],
    &'static [i64],
    &'static [i64],
    &'static [i64],
);

const GIVEN: [Given; 9] = [
    ("m1n2", &[4], &[2, 4], &[6], &[4, -2], &[2, 1]),
    ("m2n2", &[3, -2], &[4, 2], &[4, 2], &[2, 4], &[1, 2, -2, 3]),
    (
        "m2n3",
        &[2, 5],
        &[4, 2, -1],
        &[4, 1],
        &[2, -2, 4],
        &[1, 0, 2, -1, 3, 1],
    ),
    (
        "m3n2",
        &[4, -3, 2],
        &[-2, 4],
        &[2, 4, -1],
        &[4, 1],
        &[3, 1, -1, 2, 2, -2],
    ),
    (
        "m4n3",
        &[2, 3, -1, 4],
        &[3, -2, 1],
        &[4, -2, 1, 2],
        &[1, 2, 2],
        &[1, -1, 2, 2, 1, 0, -2, 1, 1, 3, 2, -1],
    ),
    // Pre-activations that are zero, and one and minus one: the student's first, second and third row.
    (
        "kinks",
        &[4, 2, -2],
        &[4, 4],
        &[2, 4, 2],
        &[4, -4],
        &[2, -2, 1, 1, -1, -1],
    ),
    (
        "agreeing",
        &[4, 2],
        &[4, 2],
        &[4, 2],
        &[8, 4],
        &[1, 2, -3, 1],
    ),
    (
        "silent",
        &[4, 2],
        &[4, 4],
        &[2, 6],
        &[-4, -4],
        &[-1, -2, -2, 0],
    ),
    (
        "obtuse",
        &[4, 1],
        &[4, -1],
        &[2, 3],
        &[-2, 4],
        &[1, 3, -2, -2],
    ),
];

/// The estimators whose slopes are not the same function at a kink in all catalogues.
const AWAY_FROM_KINKS: &str = "leaky_k_relu:leak=1/4,k=1";

pub(super) fn cases() -> Result<Vec<Case>, FamilyError> {
    let mut cases = Vec::new();
    for given in GIVEN {
        let instance = Instance::new(given);
        for (name, ste) in stes() {
            if given.0 == "kinks" && name == AWAY_FROM_KINKS {
                continue;
            }
            cases.extend(instance.sample(name, &ste)?);
        }
        // Where the angle is an end, rounding decides what it is taken for: the sample is all that is asked.
        if matches!(given.0, "agreeing" | "kinks" | "silent") {
            continue;
        }
        cases.extend(instance.population()?);
    }
    for given in GIVEN.iter().take(4) {
        let instance = Instance::new(*given);
        for (name, ste) in stes().iter().take(2) {
            cases.push(instance.estimator(name, ste)?);
        }
        for (name, ste) in stes().iter().take(3) {
            for steps in [1, 4] {
                cases.extend(instance.train(name, ste, steps)?);
            }
        }
    }
    Ok(cases)
}

struct Instance {
    name: &'static str,
    v: Vec<Rational>,
    w: Vec<Rational>,
    v_star: Vec<Rational>,
    w_star: Vec<Rational>,
    z: Vec<Rational>,
}

impl Instance {
    fn new((name, v, w, v_star, w_star, z): Given) -> Self {
        let by = |numbers: &[i64], parts: i64| -> Vec<Rational> {
            numbers
                .iter()
                .map(|number| Rational::from((*number, parts)))
                .collect()
        };
        Instance {
            name,
            v: by(v, 4),
            w: by(w, 4),
            v_star: by(v_star, 4),
            w_star: by(w_star, 4),
            z: by(z, 2),
        }
    }

    fn draft(&self, op: &str, output: &str, suffix: &str) -> Draft {
        let vector = |values: &[Rational]| -> Vec<Extended> {
            values.iter().cloned().map(Extended::Finite).collect()
        };
        let mut name = self.name.to_owned();
        if !suffix.is_empty() {
            let slug: String = suffix
                .chars()
                .map(|letter| match letter {
                    ':' | '=' | ',' => '-',
                    '/' => '_',
                    other => other,
                })
                .collect();
            name += &format!("-{slug}");
        }
        let (m, n) = (self.v.len(), self.w.len());
        Draft::new(&format!("two_layer.{op}"), output, &name)
            .tensor("v", vec![m], &vector(&self.v))
            .tensor("w", vec![n], &vector(&self.w))
            .tensor("v_star", vec![m], &vector(&self.v_star))
            .tensor("w_star", vec![n], &vector(&self.w_star))
    }

    fn model(&self, id: &str) -> Result<TwoLayer<Rational>, FamilyError> {
        let network = |v: &[Rational], w: &[Rational]| Network {
            v: v.to_vec(),
            w: w.to_vec(),
        };
        TwoLayer::new(
            network(&self.v, &self.w),
            network(&self.v_star, &self.w_star),
        )
        .map_err(|source| FamilyError::case(id, "inputs", "a model", &source))
    }

    /// Loss, gradient and coarse gradient of one sample.
    fn sample(&self, name: &str, ste: &Ste) -> Result<Vec<Case>, FamilyError> {
        let mut cases = Vec::new();
        let (m, n) = (self.v.len(), self.w.len());
        let z: Vec<Extended> = self.z.iter().cloned().map(Extended::Finite).collect();
        for (output, shape) in [
            ("loss", vec![]),
            ("gradient_v", vec![m]),
            ("coarse_gradient_w", vec![n]),
        ] {
            // The others do not depend on the estimator.
            if output != "coarse_gradient_w" && name != "identity" {
                continue;
            }
            let draft = self
                .draft("sample", output, name)
                .text("ste", &name)
                .tensor("z", vec![m, n], &z)
                .flags(["OneSample"])
                .flags((self.name == "kinks").then_some("Kink"))
                .claims(match output {
                    "loss" => &["sample_loss_is_half_the_squared_residual"],
                    "gradient_v" => &["binary_activation_is_zero_at_zero"],
                    _ => &[
                        "coarse_gradient_puts_the_slope_in_the_place_of_the_derivative",
                        "slopes_at_their_breakpoints_follow_the_conventions",
                    ],
                })
                .oracles(EXACT);
            let id = draft.id().to_owned();
            let second = self.second_sample(&id, output, ste)?;
            let fits = |dtype: &Dtype| {
                let bits = dtype.fraction_bits() + 1;
                second.1 <= Rational::from(1) << bits
            };
            let dtypes: Vec<Dtype> = draft.applicable().into_iter().filter(fits).collect();
            let model = self.model(&id)?;
            let failed = |source| FamilyError::case(&id, "inputs", "a sample", &source);
            let gradient = model
                .coarse_gradient(&self.z, ste)
                .map_err(|source: coarsegrad_model::ModelError| failed(source))?;
            let first = match output {
                "loss" => vec![model.sample_loss(&self.z).map_err(failed)?],
                "gradient_v" => gradient.v,
                _ => gradient.w,
            };
            let exact = |values: &[Rational]| -> Vec<Expected> {
                values
                    .iter()
                    .map(|value| of(Extended::Finite(value.clone())))
                    .collect()
            };
            let (one, other) = (exact(&first), exact(&second.0));
            cases.push(draft.dtypes(&dtypes).settle_alone(
                &shape,
                |_| Ok(Some(one.clone())),
                |_| Ok(Some(other.clone())),
            )?);
        }
        Ok(cases)
    }

    /// The same by integers, with a bound of every partial sum in units of its last place.
    fn second_sample(
        &self,
        id: &str,
        output: &str,
        ste: &Ste,
    ) -> Result<(Vec<Rational>, Rational), FamilyError> {
        let binary = |values: &[Rational]| -> Result<Vec<Dyadic>, FamilyError> {
            let each = values.iter().map(|value| {
                Dyadic::of(value)
                    .ok_or_else(|| FamilyError::case(id, "inputs", "binary numbers", value))
            });
            each.collect()
        };
        let (v, w) = (binary(&self.v)?, binary(&self.w)?);
        let (v_star, w_star) = (binary(&self.v_star)?, binary(&self.w_star)?);
        let z = binary(&self.z)?;
        let zero = Dyadic::new(0, 0);
        let inner = |row: &[Dyadic], w: &[Dyadic]| {
            let parts = row.iter().zip(w).map(|(z, w)| z.times(w));
            parts.fold(Dyadic::new(0, 0), |sum, part| sum.plus(&part))
        };
        let active = |row: &[Dyadic], w: &[Dyadic]| inner(row, w).order(&zero).is_gt();
        let mut residual = Dyadic::new(0, 0);
        for (row, (v, v_star)) in z.chunks(w.len()).zip(v.iter().zip(&v_star)) {
            if active(row, &w) {
                residual = residual.plus(v);
            }
            if active(row, &w_star) {
                residual = residual.minus(v_star);
            }
        }
        let one = Dyadic::new(1, 0);
        let slope = |x: &Dyadic| {
            let above = |end: &Dyadic| x.order(end).is_gt();
            let on = |on: bool| Dyadic::new(i64::from(on), 0);
            match ste {
                Ste::Identity => on(true),
                Ste::Relu => on(above(&zero)),
                Ste::ClippedRelu => on(above(&zero) && x.order(&one).is_lt()),
                Ste::HardTanh => on(x.size().order(&one).is_le()),
                _ if above(&zero) => on(true),
                _ => Dyadic::new(1, -2),
            }
        };
        let sizes: Rational = self
            .v
            .iter()
            .chain(&self.v_star)
            .map(|v| v.clone().abs())
            .sum();
        // Quarters in the residual, halves in z, quarters in v, and quarters in the slope.
        let partial: Rational = match output {
            "loss" => (sizes.clone() * &sizes) << 5,
            "gradient_v" => sizes.clone() << 2,
            _ => {
                let each = self.z.chunks(self.w.len()).zip(&self.v);
                let rows = each.map(|(row, v)| {
                    let most = row.iter().map(|z| z.clone().abs()).max();
                    most.unwrap_or_default() * v.clone().abs()
                });
                let sum: Rational = rows.sum();
                (sum * residual.rational().abs()) << 7
            }
        };
        let bound = partial.max(self.greatest_activation() << 3);
        let values = match output {
            "loss" => vec![residual.times(&residual).scaled(-1)],
            "gradient_v" => z
                .chunks(w.len())
                .map(|row| {
                    if active(row, &w) {
                        residual.clone()
                    } else {
                        zero.clone()
                    }
                })
                .collect(),
            _ => {
                let mut sums = vec![Dyadic::new(0, 0); w.len()];
                for (row, v) in z.chunks(w.len()).zip(&v) {
                    let weight = slope(&inner(row, &w)).times(v).times(&residual);
                    for (sum, z) in sums.iter_mut().zip(row) {
                        *sum = sum.plus(&weight.times(z));
                    }
                }
                sums
            }
        };
        Ok((values.iter().map(Dyadic::rational).collect(), bound))
    }

    /// A bound of the partial sums of the pre-activations.
    fn greatest_activation(&self) -> Rational {
        let rows = self.z.chunks(self.w.len());
        let sizes = rows.flat_map(|row| {
            [&self.w, &self.w_star].map(|w| {
                let parts = row.iter().zip(w);
                parts
                    .map(|(z, w)| Rational::from(z * w).abs())
                    .sum::<Rational>()
            })
        });
        sizes.max().unwrap_or_default()
    }

    /// The expected quantities.
    fn population(&self) -> Result<Vec<Case>, FamilyError> {
        let (m, n) = (self.v.len(), self.w.len());
        let model = self.model(self.name)?;
        let population = Population::new(&model);
        let request = Request {
            stes: stes().into_iter().map(|(_, ste)| ste).collect(),
            digits: DIGITS,
            closed_forms: false,
        };
        let report = value(&population, &request)
            .map_err(|source| FamilyError::case(self.name, "expect", "enclosed", &source))?;
        let undefined = FamilyError::case(self.name, "expect", "defined", &"no gradient");
        let gradient_w = report.gradient_w.map_err(|_| undefined)?;
        let weights = |ste: Option<&Ste>, output| Asked {
            ste: ste.cloned(),
            output,
        };
        let expected = [
            self.enclosed(
                self.draft("population", "loss", "")
                    .claims(&["population_loss_is_the_expected_sample_loss"]),
                &[],
                std::slice::from_ref(&report.population_loss),
                &weights(None, "loss"),
            )?,
            self.enclosed(
                self.draft("population", "gradient_v", "")
                    .claims(&["population_gradient_in_v_is_the_expected_sample_gradient"]),
                &[m],
                &report.gradient_v,
                &weights(None, "gradient_v"),
            )?,
            self.enclosed(
                self.draft("population", "gradient_w", "")
                    .claims(&["gradient_in_w_is_the_derivative_of_the_loss"]),
                &[n],
                &gradient_w,
                &weights(None, "gradient_w"),
            )?,
        ];
        let mut cases: Vec<Case> = expected.into_iter().flatten().collect();
        for ((name, ste), coarse) in stes().iter().zip(&report.coarse) {
            let draft = self
                .draft("population", "coarse_gradient_w", name)
                .text("ste", name)
                .claims(&["coarse_gradient_of_any_slope_is_the_general_formula"]);
            cases.extend(self.enclosed(
                draft,
                &[n],
                &coarse.w,
                &weights(Some(ste), "coarse_gradient_w"),
            )?);
        }
        Ok(cases)
    }

    fn enclosed(
        &self,
        draft: Draft,
        shape: &[usize],
        first: &[Enclosure],
        asked: &Asked,
    ) -> Result<Option<Case>, FamilyError> {
        let tracked = asked.of(&Weights::<Tracked>::new(self.parts()), self.steps_of(0));
        let second = asked.of(&Weights::<Interval>::new(self.parts()), self.steps_of(0));
        let first: Vec<Expected> = first.iter().map(|entry| enclosed(&entry.ball)).collect();
        let draft = draft.flags(["Population"]).oracles(ENCLOSED);
        settle_enclosed(draft, shape, first, &second, &tracked)
    }

    fn parts(&self) -> [&[Rational]; 4] {
        [&self.v, &self.w, &self.v_star, &self.w_star]
    }

    fn steps_of(&self, steps: u32) -> (u32, Rational) {
        (steps, Rational::from((1, 8)))
    }

    /// Weights after some steps of coarse gradient descent on the population.
    fn train(&self, name: &str, ste: &Ste, steps: u32) -> Result<Vec<Case>, FamilyError> {
        let model = self.model(self.name)?;
        let mut oracle = PopulationOracle::<Ball>::new(&model, ste.clone(), BITS);
        let mut student = oracle.start();
        let eta = self.steps_of(steps).1;
        for step in 0..steps {
            let gradient = oracle
                .gradient(&student, u64::from(step))
                .map_err(|source| FamilyError::case(self.name, "expect", "enclosed", &source))?;
            let moved = |weights: &[Ball], gradient: &[Ball]| -> Vec<Ball> {
                let each = weights.iter().zip(gradient);
                each.map(|(weight, slope)| weight.clone() - &slope.mul_rational(&eta))
                    .collect()
            };
            student = Network {
                v: moved(&student.v, &gradient.v),
                w: moved(&student.w, &gradient.w),
            };
        }
        let mut cases = Vec::new();
        for (output, first) in [("v", &student.v), ("w", &student.w)] {
            let draft = self
                .draft("train", output, &format!("{name}-{steps}"))
                .text("ste", &name)
                .text("step", &eta)
                .integer("steps", i64::from(steps))
                .flags(["Trajectory"])
                .claims(&["coarse_gradient_of_any_slope_is_the_general_formula"])
                .oracles(ENCLOSED);
            let asked = Asked {
                ste: Some(ste.clone()),
                output,
            };
            let given = self.steps_of(steps);
            let tracked = asked.of(&Weights::<Tracked>::new(self.parts()), given.clone());
            let second = asked.of(&Weights::<Interval>::new(self.parts()), given);
            let expected: Vec<Expected> = first.iter().map(enclosed).collect();
            let shape = [first.len()];
            cases.extend(settle_enclosed(draft, &shape, expected, &second, &tracked)?);
        }
        Ok(cases)
    }

    /// Independent one-sample coarse gradients.
    fn estimator(&self, name: &str, ste: &Ste) -> Result<Case, FamilyError> {
        let draft = self
            .draft("estimator", "coarse_gradient_w", name)
            .text("ste", &name)
            .dtypes(&[Dtype::F64, Dtype::F32])
            .flags(["Estimator"])
            .claims(&[
                "coarse_gradient_of_any_slope_is_the_general_formula",
                "row_moments_are_their_closed_forms",
            ])
            .oracles(ENCLOSED);
        let id = draft.id().to_owned();
        let model = self.model(&id)?;
        let population = Population::new(&model);
        let forms = population.evaluated::<Ball>(BITS);
        let sums = population.higher_sums_enclosed(BITS);
        let mean = forms.coarse_gradient(ste);
        let moments = forms.second_moments(ste, &sums);
        let covariance = forms.covariance(&moments, &mean);
        let oracle = PopulationOracle::<Ball>::new(&model, ste.clone(), BITS);
        let at = oracle
            .at(&oracle.start())
            .and_then(|at| at.coarse_gradient(ste))
            .map_err(|source| FamilyError::case(&id, "expect", "enclosed", &source))?;
        let weights = Weights::<Interval>::new(self.parts());
        let means = weights.coarse_gradient(ste);
        let variances = weights.coarse_variances(ste);
        let (mut first, mut second) = (Vec::new(), Vec::new());
        let inputs = self.w.iter().zip(&self.w_star);
        for ((input, mean), (other, variance)) in
            inputs.zip(&at.w).zip(means.iter().zip(&variances))
        {
            let entry = forms.component_variance(&covariance, population.plane(), input);
            let by_first = [enclosed(mean), enclosed(&entry)];
            let by_second = [expected(other), expected(variance)];
            for (one, two) in by_first.iter().zip(&by_second) {
                if !super::agree::agree(
                    Some(std::slice::from_ref(one)),
                    Some(std::slice::from_ref(two)),
                ) {
                    return Err(FamilyError::Disagreement {
                        id,
                        convention: String::new(),
                        first: format!("{one:?}"),
                        second: format!("{two:?}"),
                    });
                }
            }
            first.push(distribution(&by_first));
            // Both agree, so the means and variances of the first stand for those of the second.
            second.push(distribution(&by_first));
        }
        let shape = [self.w.len()];
        draft.settle_alone(
            &shape,
            |_| Ok(Some(first.clone())),
            |_| Ok(Some(second.clone())),
        )
    }
}

/// A distribution by its mean and variance; see the description of this module.
fn distribution([mean, variance]: &[Expected; 2]) -> Expected {
    let middle = |expected: &Expected| match expected {
        Expected::Ball { mid, .. } => mid.clone(),
        Expected::Exact(value) => value.rational().unwrap_or_default(),
        _ => Rational::new(),
    };
    let variance: Rational = middle(variance) * Rational::from((257, 256));
    // 24 bits, rounded up.
    let place = 24;
    let scaled: Rational = variance << place;
    let rounded = Rational::from(scaled.ceil_ref()) >> place;
    Expected::Distribution {
        mean: middle(mean),
        variance: rounded,
        draws: DRAWS,
        level: Rational::from(LEVEL),
    }
}

/// Which quantity the formulas are asked for.
struct Asked {
    ste: Option<Ste>,
    output: &'static str,
}

impl Asked {
    /// The quantity, at the weights that some steps lead to.
    fn of<A: Arithmetic>(&self, weights: &Weights<A>, (steps, eta): (u32, Rational)) -> Vec<A> {
        let identity = Ste::Identity;
        let ste = self.ste.as_ref().unwrap_or(&identity);
        let mut weights = weights.clone();
        for _ in 0..steps {
            weights = weights.moved(ste, &eta);
        }
        match self.output {
            "loss" => vec![weights.loss()],
            "gradient_v" => weights.gradient_v(),
            "gradient_w" => weights.gradient_w(),
            "v" => weights.v,
            "w" => weights.w,
            _ => weights.coarse_gradient(ste),
        }
    }
}

fn expected(interval_of: &Interval) -> Expected {
    match interval_of.ends() {
        Some((low, high)) => interval(low.clone(), high.clone()),
        None => Expected::Ball {
            mid: Rational::new(),
            rad: None,
        },
    }
}

/// A case with the tolerance of the analysis, in the formats for which it holds; `None` where an entry cancels too much.
fn settle_enclosed(
    draft: Draft,
    shape: &[usize],
    first: Vec<Expected>,
    second: &[Interval],
    tracked: &[Tracked],
) -> Result<Option<Case>, FamilyError> {
    let mut dtypes = vec![Dtype::F64, Dtype::F32];
    let mut ulps = 0;
    for entry in tracked {
        let Some(found) = entry.accuracy(LIMIT) else {
            return Ok(None);
        };
        ulps = ulps.max(found.ulps);
        dtypes.retain(|dtype| found.dtypes.contains(dtype));
    }
    let applicable = draft.applicable();
    dtypes.retain(|dtype| applicable.contains(dtype));
    let second: Vec<Expected> = second.iter().map(expected).collect();
    let case = draft.dtypes(&dtypes).ulps(2 * ulps).settle_alone(
        shape,
        |_| Ok(Some(first.clone())),
        |_| Ok(Some(second.clone())),
    );
    case.map(Some)
}
