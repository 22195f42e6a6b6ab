//! Expected quantities, and weights after some steps on the population.

use coarsegrad_arith::{Ball, Rational};
use coarsegrad_exact::{Enclosure, Population, PopulationOracle, Request, value};
use coarsegrad_model::pointwise::Dtype;
use coarsegrad_model::{GradientOracle, Network, Ste};

use super::super::FamilyError;
use super::super::arithmetic::Arithmetic;
use super::super::balls::{enclosed, interval};
use super::super::draft::Draft;
use super::super::second::Interval;
use super::super::tracked::Tracked;
use super::formulas::Weights;
use super::instance::{Instance, stes};
use super::{BITS, ENCLOSED};
use crate::case::{Case, Expected};

/// The digits asked of the closed forms.
const DIGITS: u32 = 40;

/// More units in the last place than this are not allowed.
const LIMIT: u32 = 4096;

impl Instance {
    /// The expected quantities.
    pub(super) fn population(&self) -> Result<Vec<Case>, FamilyError> {
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

    fn steps_of(&self, steps: u32) -> (u32, Rational) {
        (steps, Rational::from((1, 8)))
    }

    /// Weights after some steps of coarse gradient descent on the population.
    pub(super) fn train(
        &self,
        name: &str,
        ste: &Ste,
        steps: u32,
    ) -> Result<Vec<Case>, FamilyError> {
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

pub(super) fn expected(interval_of: &Interval) -> Expected {
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
