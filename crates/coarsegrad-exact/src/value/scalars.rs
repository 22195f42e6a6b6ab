//! The scalars of a request: exactly, then as balls.

use coarsegrad_arith::{Ball, Evaluator, Rational, Real, Symbolic};
use coarsegrad_model::{Angle, Ste};

use super::variances::Variances;
use super::{Outcome, Request};
use crate::closed_forms::ClosedForms;
use crate::invariants::HigherSums;
use crate::population::{Population, height_bits};
use crate::vectors::{PlaneVector, RowVector};

/// The first-moment scalars of a request in one arithmetic.
pub(super) struct Scalars<T> {
    pub(super) population_loss: T,
    pub(super) gradient_v: RowVector<T>,
    pub(super) gradient_w: Outcome<PlaneVector<T>>,
    pub(super) coarse: Vec<CoarseScalars<T>>,
}

pub(super) struct CoarseScalars<T> {
    pub(super) mean: PlaneVector<T>,
    pub(super) inner_product: Outcome<T>,
}

impl<T: Real> Scalars<T> {
    fn new(forms: &ClosedForms<T>, stes: &[Ste], mean: impl Fn(&Ste) -> PlaneVector<T>) -> Self {
        let gradient_w = forms.gradient_w();
        let coarse = stes
            .iter()
            .map(|ste| {
                let mean = mean(ste);
                let inner_product = gradient_w
                    .as_ref()
                    .map(|gradient| forms.across_product(&mean.across, gradient))
                    .map_err(|reason| *reason);
                CoarseScalars {
                    mean,
                    inner_product,
                }
            })
            .collect();
        Scalars {
            population_loss: forms.population_loss(),
            gradient_v: forms.gradient_v(),
            gradient_w,
            coarse,
        }
    }
}

impl Scalars<Symbolic> {
    /// The same scalars as balls; those of an STE whose expected coarse gradient is not known
    /// symbolically are evaluated directly. `None` if another scalar left the symbolic class.
    fn evaluate(
        &self,
        evaluator: &mut Evaluator<Ball>,
        forms: &ClosedForms<Ball>,
        stes: &[Ste],
    ) -> Option<Scalars<Ball>> {
        let plane = |vector: &PlaneVector<Symbolic>, evaluator: &mut Evaluator<Ball>| {
            Some(PlaneVector {
                along: evaluator.evaluate(&vector.along)?,
                across: evaluator.evaluate(&vector.across)?,
            })
        };
        let gradient_w = match &self.gradient_w {
            Ok(vector) => Ok(plane(vector, evaluator)?),
            Err(reason) => Err(*reason),
        };
        let mut coarse = Vec::with_capacity(self.coarse.len());
        for (scalars, ste) in self.coarse.iter().zip(stes) {
            let known = !scalars.mean.along.is_unknown();
            let mean = if known {
                plane(&scalars.mean, evaluator)?
            } else {
                forms.coarse_gradient(ste)
            };
            let inner_product = match (&scalars.inner_product, &gradient_w) {
                (Ok(value), _) if known => Ok(evaluator.evaluate(value)?),
                (Ok(_), Ok(gradient)) => Ok(forms.across_product(&mean.across, gradient)),
                (Err(reason), _) | (_, Err(reason)) => Err(*reason),
            };
            coarse.push(CoarseScalars {
                mean,
                inner_product,
            });
        }
        Some(Scalars {
            population_loss: evaluator.evaluate(&self.population_loss)?,
            gradient_v: RowVector {
                v: evaluator.evaluate(&self.gradient_v.v)?,
                v_star: evaluator.evaluate(&self.gradient_v.v_star)?,
                ones: evaluator.evaluate(&self.gradient_v.ones)?,
            },
            gradient_w,
            coarse,
        })
    }
}

/// What is known exactly before any number is computed.
pub(super) struct Exact {
    pub(super) forms: ClosedForms<Symbolic>,
    pub(super) scalars: Scalars<Symbolic>,
    /// Only where they may be zero, or are short and asked for.
    pub(super) variances: Option<Variances<Symbolic>>,
}

/// Variances over larger common denominators are not carried symbolically.
const VARIANCE_BITS: u32 = 48;

impl Exact {
    pub(super) fn new(
        population: &Population<'_>,
        sums: &HigherSums<Rational>,
        request: &Request,
    ) -> Self {
        let stes = &request.stes;
        let forms = population.symbolic();
        // At irrational angles the expected coarse gradient of clipped ReLU and hard-tanh is too
        // long to print, and not carried: M0 > 0, so that it vanishes with v.v* only, and balls keep
        // that zero. Any other slope may be odd, or odd but for a constant:
        // then its sums hide exact zeros at every angle.
        let may_vanish = population.plane().angle != Angle::Irrational;
        let scalars = Scalars::new(&forms, stes, |ste| {
            if may_vanish || !matches!(ste, Ste::ClippedRelu | Ste::HardTanh) {
                return forms.coarse_gradient(ste);
            }
            PlaneVector {
                along: Symbolic::unknown(),
                // For the closed form of the inner product.
                across: if request.closed_forms {
                    forms.coarse_gradient_across(ste)
                } else {
                    Symbolic::unknown()
                },
            }
        });
        // The variance of the loss, too, is zero at an irrational angle with its power sums only.
        let short = height_bits(&sums.s40).max(height_bits(&sums.s04)) <= VARIANCE_BITS
            && request.closed_forms;
        let variances = (may_vanish || short).then(|| {
            Variances::carried(
                population,
                &forms,
                &sums.convert(&()),
                stes,
                &scalars.coarse,
            )
        });
        Exact {
            forms,
            scalars,
            variances,
        }
    }
}

/// The scalars as balls at one precision.
pub(super) struct Numbers {
    pub(super) forms: ClosedForms<Ball>,
    pub(super) scalars: Scalars<Ball>,
    pub(super) variances: Variances<Ball>,
}

impl Numbers {
    /// By way of the exact forms, with the evaluator that knows their factors; `None` if one of
    /// them left the symbolic class.
    pub(super) fn from_exact(
        exact: &Exact,
        population: &Population<'_>,
        sums: &HigherSums<Rational>,
        stes: &[Ste],
        bits: u32,
    ) -> Option<(Self, Evaluator<Ball>)> {
        let forms = population.evaluated::<Ball>(bits);
        let mut evaluator = Evaluator::new(bits, Some(forms.geometry().theta_over_pi.clone()));
        let scalars = exact.scalars.evaluate(&mut evaluator, &forms, stes)?;
        let variances = exact
            .variances
            .as_ref()
            .and_then(|it| it.evaluate(&mut evaluator, &forms, sums, stes, &scalars.coarse))
            .unwrap_or_else(|| Variances::new(&forms, &sums.convert(&bits), stes, &scalars.coarse));
        let numbers = Numbers {
            forms,
            scalars,
            variances,
        };
        Some((numbers, evaluator))
    }

    /// From the closed forms evaluated in balls.
    pub(super) fn direct(
        population: &Population<'_>,
        stes: &[Ste],
        bits: u32,
    ) -> (Self, Evaluator<Ball>) {
        let forms = population.evaluated::<Ball>(bits);
        let scalars = Scalars::new(&forms, stes, |ste| forms.coarse_gradient(ste));
        let sums = population.higher_sums_enclosed(bits);
        let variances = Variances::new(&forms, &sums, stes, &scalars.coarse);
        let numbers = Numbers {
            forms,
            scalars,
            variances,
        };
        (numbers, Evaluator::new(bits, None))
    }
}
