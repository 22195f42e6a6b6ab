//! Independent one-sample coarse gradients.

use coarsegrad_arith::{Ball, Rational};
use coarsegrad_exact::{Population, PopulationOracle};
use coarsegrad_model::Ste;
use coarsegrad_model::pointwise::Dtype;

use super::super::FamilyError;
use super::super::agree::agree;
use super::super::balls::enclosed;
use super::super::second::Interval;
use super::expected::expected;
use super::formulas::Weights;
use super::instance::Instance;
use super::{BITS, ENCLOSED};
use crate::case::{Case, Expected};

/// The draws of an estimator, and the probability that a right one fails for an entry: below 1e-10 for all entries of
/// all cases in both formats.
const DRAWS: u32 = 1 << 16;
const LEVEL: (u64, u64) = (1, 1 << 40);

impl Instance {
    /// Independent one-sample coarse gradients.
    pub(super) fn estimator(&self, name: &str, ste: &Ste) -> Result<Case, FamilyError> {
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
                if !agree(
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

/// A distribution by its mean and variance; see the description of the family.
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
