//! All quantities of an instance, with as many guaranteed digits as asked for.
//!
//! The closed forms are carried symbolically, then evaluated in balls at a working precision that
//! is raised until every quantity is tight enough, so a cancellation costs time and never digits.

use coarsegrad_arith::{Ball, Evaluator, Rational, Real, Scalar, Symbolic};
use coarsegrad_model::{Angle, Ste};

use crate::closed_forms::ClosedForms;
use crate::error::{ExactError, Undefined};
use crate::geometry::{Position, theta_over_pi};
use crate::invariants::HigherSums;
use crate::landscape::CriticalPoint;
use crate::population::Population;
use crate::vectors::{PlaneVector, RowVector};

mod enclose;
mod entries;

pub use enclose::Enclosure;
use enclose::{Digits, Shortfall, exact_text};
use entries::{PlaneEntries, RowEntries};

/// The most digits that may be asked for.
const MAX_DIGITS: u32 = 100_000;

/// Extra working precision, beyond twice the digits asked for, at which the search stops.
const EXTRA_BITS: u32 = 65_536;

/// What to compute.
#[derive(Clone, Debug)]
pub struct Request {
    /// The straight-through estimators, in the order of the answer.
    pub stes: Vec<Ste>,
    /// The digits guaranteed: every radius is at most `10^-digits` times the magnitude of its
    /// number, or of the largest entry of its vector.
    pub digits: u32,
}

/// A value, or why there is none.
pub type Outcome<T> = Result<T, Undefined>;

/// Everything that [`value`] computes.
#[derive(Clone, Debug)]
pub struct ValueReport {
    /// The angle `theta` in radians.
    pub angle: Outcome<Enclosure>,
    /// `f = E[l]`.
    pub population_loss: Enclosure,
    /// `df/dv`, m entries.
    pub gradient_v: Vec<Enclosure>,
    /// `df/dw`, n entries.
    pub gradient_w: Outcome<Vec<Enclosure>>,
    /// `Var(l)`.
    pub loss_variance: Enclosure,
    /// One entry for each STE of the request.
    pub coarse: Vec<CoarseValue>,
    /// Which critical point the instance is.
    pub classification: CriticalPoint,
    /// The working precision that sufficed, in bits.
    pub bits: u32,
}

/// The quantities of one STE.
#[derive(Clone, Debug)]
pub struct CoarseValue {
    /// The STE.
    pub ste: Ste,
    /// `E[g]`, n entries.
    pub w: Vec<Enclosure>,
    /// `<E[g], df/dw>`.
    pub inner_product: Outcome<Enclosure>,
    /// The cosine of the angle between `E[g]` and `df/dw`.
    pub cosine: Outcome<Enclosure>,
    /// The trace of the covariance of the one-sample coarse gradient, where it is known.
    pub trace: Option<Enclosure>,
}

/// The scalars of a request in one arithmetic.
struct Scalars<T> {
    population_loss: T,
    gradient_v: RowVector<T>,
    gradient_w: Outcome<PlaneVector<T>>,
    loss_variance: T,
    coarse: Vec<CoarseScalars<T>>,
}

struct CoarseScalars<T> {
    mean: PlaneVector<T>,
    inner_product: Outcome<T>,
    squared_norm: Option<T>,
}

impl<T: Real> Scalars<T> {
    fn new(forms: &ClosedForms<T>, sums: &HigherSums<T>, stes: &[Ste]) -> Self {
        let gradient_w = forms.gradient_w();
        let coarse = stes
            .iter()
            .map(|ste| {
                let mean = forms.coarse_gradient(ste);
                let inner_product = gradient_w
                    .as_ref()
                    .map(|gradient| forms.inner_product(&mean, gradient))
                    .map_err(|reason| *reason);
                let squared_norm = forms
                    .second_moments(ste, sums)
                    .map(|moments| moments.squared_norm);
                CoarseScalars {
                    mean,
                    inner_product,
                    squared_norm,
                }
            })
            .collect();
        Scalars {
            population_loss: forms.population_loss(),
            gradient_v: forms.gradient_v(),
            gradient_w,
            loss_variance: forms.loss_variance(sums),
            coarse,
        }
    }
}

impl Scalars<Symbolic> {
    /// The same scalars as balls; `None` if one of them left the symbolic class.
    fn evaluate(&self, evaluator: &mut Evaluator<Ball>) -> Option<Scalars<Ball>> {
        let plane = |vector: &PlaneVector<Symbolic>, evaluator: &mut Evaluator<Ball>| {
            Some(PlaneVector {
                along: evaluator.evaluate(&vector.along)?,
                across: evaluator.evaluate(&vector.across)?,
            })
        };
        let mut coarse = Vec::with_capacity(self.coarse.len());
        for scalars in &self.coarse {
            coarse.push(CoarseScalars {
                mean: plane(&scalars.mean, evaluator)?,
                inner_product: match &scalars.inner_product {
                    Ok(value) => Ok(evaluator.evaluate(value)?),
                    Err(reason) => Err(*reason),
                },
                squared_norm: match &scalars.squared_norm {
                    Some(value) => Some(evaluator.evaluate(value)?),
                    None => None,
                },
            });
        }
        Some(Scalars {
            population_loss: evaluator.evaluate(&self.population_loss)?,
            gradient_v: RowVector {
                v: evaluator.evaluate(&self.gradient_v.v)?,
                v_star: evaluator.evaluate(&self.gradient_v.v_star)?,
                ones: evaluator.evaluate(&self.gradient_v.ones)?,
            },
            gradient_w: match &self.gradient_w {
                Ok(vector) => Ok(plane(vector, evaluator)?),
                Err(reason) => Err(*reason),
            },
            loss_variance: evaluator.evaluate(&self.loss_variance)?,
            coarse,
        })
    }
}

/// All quantities of an instance, each enclosed to the digits asked for.
///
/// # Errors
/// [`ExactError::Digits`] for a number of digits out of range, [`ExactError::PrecisionCap`] with
/// the name of a quantity that was not enclosed tightly enough at `2 * digits * log2(10) + 65536`
/// bits.
pub fn value(population: &Population<'_>, request: &Request) -> Result<ValueReport, ExactError> {
    let digits = request.digits;
    if digits == 0 || digits > MAX_DIGITS {
        return Err(ExactError::Digits {
            digits,
            limit: MAX_DIGITS,
        });
    }
    let digits = Digits::new(digits);
    let cap = 2 * digits.bits + EXTRA_BITS;
    let mut symbolic = population.has_symbolic_forms().then(|| {
        let sums = population.higher_sums().convert(&());
        Scalars::new(&population.symbolic(), &sums, &request.stes)
    });
    let mut bits = digits.bits + 24;
    loop {
        let mut evaluator = population.evaluator::<Ball>(bits);
        let scalars = match &symbolic {
            Some(scalars) => match scalars.evaluate(&mut evaluator) {
                Some(scalars) => scalars,
                None => {
                    symbolic = None;
                    continue;
                }
            },
            None => {
                let sums = population.higher_sums_enclosed(bits);
                Scalars::new(&population.evaluated(bits), &sums, &request.stes)
            }
        };
        let level = Level {
            population,
            request,
            digits,
            bits,
            scalars,
            symbolic: symbolic.as_ref(),
        };
        match level.report() {
            Ok(report) => return Ok(report),
            Err(shortfall) if bits >= cap => {
                return Err(ExactError::PrecisionCap {
                    quantity: shortfall.quantity,
                    digits: request.digits,
                    bits,
                });
            }
            Err(shortfall) => bits = shortfall.next(bits).min(cap),
        }
    }
}

/// One attempt at a working precision.
struct Level<'a> {
    population: &'a Population<'a>,
    request: &'a Request,
    digits: Digits,
    bits: u32,
    scalars: Scalars<Ball>,
    symbolic: Option<&'a Scalars<Symbolic>>,
}

impl Level<'_> {
    fn report(&self) -> Result<ValueReport, Shortfall> {
        let scalars = &self.scalars;
        let symbolic = self.symbolic;
        let rows = RowEntries::new(self.population, self.bits);
        let plane = PlaneEntries::new(self.population, self.bits);
        let gradient_v = rows.enclose(
            &scalars.gradient_v,
            symbolic.map(|s| &s.gradient_v),
            self.digits,
        )?;
        let gradient_w = match &scalars.gradient_w {
            Ok(vector) => {
                let exact = symbolic.and_then(|s| s.gradient_w.as_ref().ok());
                Ok(plane.enclose(vector, exact, self.digits, "population_gradient.w")?)
            }
            Err(reason) => Err(*reason),
        };
        let mut coarse = Vec::with_capacity(self.request.stes.len());
        for (index, (ste, values)) in self.request.stes.iter().zip(&scalars.coarse).enumerate() {
            let exact = symbolic.and_then(|s| s.coarse.get(index));
            coarse.push(self.coarse(ste, values, exact, &plane)?);
        }
        Ok(ValueReport {
            angle: self.angle()?,
            population_loss: self.scalar(
                &scalars.population_loss,
                symbolic.map(|s| &s.population_loss),
                || "population_loss".to_owned(),
            )?,
            gradient_v,
            gradient_w,
            loss_variance: self.scalar(
                &scalars.loss_variance,
                symbolic.map(|s| &s.loss_variance),
                || "variance.loss".to_owned(),
            )?,
            coarse,
            classification: self.population.classification(),
            bits: self.bits,
        })
    }

    fn scalar(
        &self,
        value: &Ball,
        exact: Option<&Symbolic>,
        name: impl Fn() -> String,
    ) -> Result<Enclosure, Shortfall> {
        self.digits.scalar(value, exact.and_then(exact_text), name)
    }

    fn angle(&self) -> Result<Outcome<Enclosure>, Shortfall> {
        let plane = self.population.plane();
        let Some(over_pi) = theta_over_pi::<Ball>(&self.bits, plane) else {
            return Ok(Err(Undefined::ZeroWeight));
        };
        let theta = over_pi * &Ball::pi(self.bits);
        let exact = match &plane.angle {
            Angle::OfPi(x) => exact_text(&(Symbolic::rational(x.clone()) * &Symbolic::pi(&()))),
            _ if self.symbolic.is_some() => {
                let cos = self.population.symbolic().geometry().cos();
                exact_text(&cos).map(|cos| format!("acos({cos})"))
            }
            _ => None,
        };
        self.digits
            .scalar(&theta, exact, || "angle".to_owned())
            .map(Ok)
    }

    fn coarse(
        &self,
        ste: &Ste,
        values: &CoarseScalars<Ball>,
        exact: Option<&CoarseScalars<Symbolic>>,
        plane: &PlaneEntries<'_>,
    ) -> Result<CoarseValue, Shortfall> {
        let name = |quantity: &str| format!("{quantity}.{ste}");
        let w = plane.enclose(
            &values.mean,
            exact.map(|e| &e.mean),
            self.digits,
            &name("expected_coarse_gradient"),
        )?;
        let inner_product = match &values.inner_product {
            Ok(value) => {
                let exact = exact.and_then(|e| e.inner_product.as_ref().ok());
                Ok(self.scalar(value, exact, || name("inner_product"))?)
            }
            Err(reason) => Err(*reason),
        };
        let cosine = match self.cosine(&values.mean, exact.map(|e| &e.mean)) {
            Ok((value, exact)) => Ok(self.digits.scalar(&value, exact, || name("cosine"))?),
            Err(reason) => Err(reason),
        };
        let trace = match &values.squared_norm {
            Some(squared_norm) => {
                let (value, exact) = self.trace(squared_norm, &values.mean, exact);
                Some(self.digits.scalar(&value, exact, || name("variance"))?)
            }
            None => None,
        };
        Ok(CoarseValue {
            ste: ste.clone(),
            w,
            inner_product,
            cosine,
            trace,
        })
    }

    /// The cosine of the angle between `E[g]` and `df/dw`, which is a multiple of `e`:
    /// `-sgn(v.v*) t / sqrt(R^2 + t^2)` for `E[g] = R u + t e`.
    fn cosine(
        &self,
        mean: &PlaneVector<Ball>,
        exact: Option<&PlaneVector<Symbolic>>,
    ) -> Outcome<(Ball, Option<String>)> {
        self.scalars.gradient_w.as_ref().map_err(|reason| *reason)?;
        let product = &self.population.invariants().v_dot_v_star;
        if self.population.position() != Position::Between || product.is_zero() {
            return Err(Undefined::ZeroVector);
        }
        let sign = Rational::from(if product.is_positive() { -1 } else { 1 });
        if let Some(exact) = exact {
            if exact.along.is_zero() && exact.across.is_zero() {
                return Err(Undefined::ZeroVector);
            }
            if let (true, Some(orientation)) = (exact.along.is_zero(), exact.across.sign()) {
                let value = sign * Rational::from(orientation as i32);
                let text = exact_text(&Symbolic::rational(value.clone()));
                return Ok((Ball::from_rational(self.bits, &value), text));
            }
        } else if mean.along.is_zero() && mean.across.is_zero() {
            return Err(Undefined::ZeroVector);
        }
        let geometry = self.population.plane();
        let norm = Ball::sqrt_rational(self.bits, &geometry.student_norm_squared);
        let length = Ball::sqrt_rational(self.bits, &geometry.wedge_squared) * &norm.recip();
        let radial = mean.along.clone() * &norm;
        let tangential = mean.across.clone() * &length;
        let size = (radial.square() + &tangential.square()).sqrt();
        let text = exact.and_then(|exact| exact_text(&self.exact_cosine(exact).scale(&sign)));
        Ok((tangential.scale(&sign) * &size.recip(), text))
    }

    /// The cosine as a symbolic value, where `|E[g]|` is in the class.
    fn exact_cosine(&self, mean: &PlaneVector<Symbolic>) -> Symbolic {
        if mean.along.term_count() > 2 || mean.across.term_count() > 1 {
            return Symbolic::unknown();
        }
        let forms = self.population.symbolic();
        let (radial, tangential) = forms.in_frame(mean);
        let squared = radial.clone() * &radial + &(tangential.clone() * &tangential);
        squared.sqrt().recip() * &tangential
    }

    /// `E|g|^2 - |E[g]|^2`.
    fn trace(
        &self,
        squared_norm: &Ball,
        mean: &PlaneVector<Ball>,
        exact: Option<&CoarseScalars<Symbolic>>,
    ) -> (Ball, Option<String>) {
        if let Some(exact) = exact
            && let Some(second) = &exact.squared_norm
        {
            let (along, across) = (&exact.mean.along, &exact.mean.across);
            if second.is_zero() {
                return (Ball::zero(self.bits), Some("0".to_owned()));
            }
            if along.term_count() <= 2 && across.term_count() <= 1 {
                let trace = self
                    .population
                    .symbolic()
                    .covariance_trace(second, &exact.mean);
                let mut evaluator = self.population.evaluator::<Ball>(self.bits);
                if let Some(value) = evaluator.evaluate(&trace) {
                    return (value, exact_text(&trace));
                }
            }
        }
        let forms = self.population.evaluated::<Ball>(self.bits);
        (forms.covariance_trace(squared_norm, mean), None)
    }
}
