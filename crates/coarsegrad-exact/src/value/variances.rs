//! The variances of a request: symbolically where that is short, or may be zero, and as balls.

use coarsegrad_arith::{Ball, Evaluator, Rational, Real, Symbolic};
use coarsegrad_model::{Slope, Ste, StepSlope};

use super::scalars::CoarseScalars;
use crate::closed_forms::ClosedForms;
use crate::geometry::Position;
use crate::invariants::HigherSums;
use crate::population::Population;

/// The variances of a request in one arithmetic.
pub(super) struct Variances<T> {
    pub(super) loss: T,
    /// `trace Cov(g)` for each STE.
    pub(super) traces: Vec<T>,
}

impl<T: Real> Variances<T> {
    pub(super) fn new(
        forms: &ClosedForms<T>,
        sums: &HigherSums<T>,
        stes: &[Ste],
        means: &[CoarseScalars<T>],
    ) -> Self {
        Variances {
            loss: forms.loss_variance(sums),
            traces: traces(forms, sums, stes.iter().zip(means)),
        }
    }
}

/// `trace Cov(g)` for each of some STEs, given their means.
fn traces<'a, T: Real + 'a>(
    forms: &ClosedForms<T>,
    sums: &HigherSums<T>,
    stes: impl Iterator<Item = (&'a Ste, &'a CoarseScalars<T>)> + Clone,
) -> Vec<T> {
    let squared_norms = forms.squared_norms(stes.clone().map(|(ste, _)| ste), sums);
    let pairs = squared_norms.iter().zip(stes);
    pairs
        .map(|(second, (_, scalars))| forms.covariance_trace(second, &scalars.mean))
        .collect()
}

impl Variances<Symbolic> {
    /// Traces that are too long to carry are left unknown, but for those that are zero.
    pub(super) fn carried(
        population: &Population<'_>,
        forms: &ClosedForms<Symbolic>,
        sums: &HigherSums<Symbolic>,
        stes: &[Ste],
        means: &[CoarseScalars<Symbolic>],
    ) -> Self {
        let pairs = || stes.iter().zip(means);
        let short = pairs().filter(|(ste, _)| is_carried(ste, population.position()));
        let mut known = traces(forms, sums, short).into_iter();
        let trace = |(ste, _): (&Ste, &CoarseScalars<Symbolic>)| {
            if is_carried(ste, population.position()) {
                known.next().unwrap_or_else(Symbolic::unknown)
            } else if vanishes(forms, sums, ste) {
                Symbolic::zero()
            } else {
                Symbolic::unknown()
            }
        };
        Variances {
            loss: forms.loss_variance(sums),
            traces: pairs().map(trace).collect(),
        }
    }

    /// The same variances as balls, those not known symbolically directly; `None` if that of the
    /// loss left the symbolic class.
    pub(super) fn evaluate(
        &self,
        evaluator: &mut Evaluator<Ball>,
        forms: &ClosedForms<Ball>,
        sums: &HigherSums<Rational>,
        stes: &[Ste],
        means: &[CoarseScalars<Ball>],
    ) -> Option<Variances<Ball>> {
        let loss = evaluator.evaluate(&self.loss)?;
        let known: Vec<Option<Ball>> = self
            .traces
            .iter()
            .map(|trace| evaluator.evaluate(trace))
            .collect();
        if known.iter().all(Option::is_some) {
            let traces = known.into_iter().flatten().collect();
            return Some(Variances { loss, traces });
        }
        let missing = stes.iter().zip(means).zip(&known);
        let missing = missing.filter_map(|(pair, known)| known.is_none().then_some(pair));
        let mut direct = traces(forms, &sums.convert(evaluator.context()), missing).into_iter();
        let traces = known
            .into_iter()
            .map(|known| known.or_else(|| direct.next()));
        let traces = traces.collect::<Option<Vec<Ball>>>()?;
        Some(Variances { loss, traces })
    }
}

/// The most breakpoints of a slope whose trace is carried symbolically at theta 0 and pi: the
/// number of terms is quadratic in that of the breakpoints.
const CARRIED_BREAKPOINTS: usize = 2;

/// Whether the trace is carried symbolically: where it is short, and where it may be zero without
/// the balls knowing.
///
/// For 0 < theta < pi they know: every pattern of signs has positive probability, so that only an
/// identically vanishing sample gradient has variance zero, and then the power sums or the row
/// moments are zero themselves.
fn is_carried(ste: &Ste, position: Position) -> bool {
    match (ste.family(), position) {
        (_, Position::ZeroWeight) | (Slope::Gaussian(_), _) => true,
        (Slope::Steps(steps), Position::Parallel | Position::Opposite) => {
            steps.jumps().count() <= CARRIED_BREAKPOINTS
        }
        (Slope::Steps(steps), Position::Between) => {
            *ste == Ste::ClippedRelu || steps.jumps().all(|(x, _)| x.is_zero())
        }
    }
}

/// Whether the sample gradient vanishes almost surely at theta 0 or pi.
///
/// It does where on every side of zero on which the slope is not zero, `v_i != 0` entails that the
/// residual is zero: the rows `Z_i` with a factor are independent and continuous, so that no sum of
/// them vanishes. Of the slope nothing matters but on which sides it is not zero.
fn vanishes(forms: &ClosedForms<Symbolic>, sums: &HigherSums<Symbolic>, ste: &Ste) -> bool {
    if forms.geometry().position == Position::Between {
        return false;
    }
    let Slope::Steps(steps) = ste.family() else {
        return false;
    };
    let (zero, one) = (Rational::new, || Rational::from(1));
    let side = |present| if present { one() } else { zero() };
    let [left, right] = nonzero_sides(&steps).map(side);
    let same_sides = StepSlope::new(left, vec![(zero(), zero(), right)]);
    same_sides.is_ok_and(|steps| {
        let ste = Ste::PiecewiseConstant(steps);
        let squared_norms = forms.squared_norms([&ste], sums);
        squared_norms.iter().all(Symbolic::is_zero)
    })
}

/// Whether a step slope is not zero somewhere left of zero, and somewhere right of it.
fn nonzero_sides(steps: &StepSlope) -> [bool; 2] {
    let mut value = steps.left().clone();
    let [mut left, mut right] = [!value.is_zero(), false];
    for (x, jump) in steps.jumps() {
        if x.is_positive() {
            right |= !value.is_zero();
        }
        value += jump;
        if x.is_negative() {
            left |= !value.is_zero();
        }
    }
    right |= !value.is_zero();
    [left, right]
}
