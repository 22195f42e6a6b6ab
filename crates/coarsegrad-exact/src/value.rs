//! All quantities of an instance, with as many guaranteed digits as asked for.
//!
//! The closed forms are carried symbolically, then evaluated in balls at a working precision that
//! is raised until every quantity is tight enough, so a cancellation costs time and never digits.

use coarsegrad_arith::{Ball, Evaluator, Rational, Real, Scalar, Symbolic};
use coarsegrad_model::{Angle, Ste};

use crate::closed_forms::ClosedForms;
use crate::error::{ExactError, Undefined};
use crate::geometry::Position;
use crate::invariants::HigherSums;
use crate::landscape::CriticalPoint;
use crate::population::{Population, height_bits};
use crate::vectors::{PlaneVector, RowVector};

mod enclose;
mod entries;

pub use enclose::Enclosure;
use enclose::{Digits, Shortfall, exact_text};
use entries::{PlaneEntries, RowEntries};

/// The most digits that may be asked for.
pub const MAX_DIGITS: u32 = 100_000;

/// Extra working precision, beyond twice the digits asked for, at which the search stops.
const EXTRA_BITS: u32 = 65_536;

/// The least working precision beyond the accuracy asked for that is tried first. It is rounded up
/// to whole machine words, which cost the same.
const GUARD_BITS: u32 = 12;

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

/// The first-moment scalars of a request in one arithmetic.
struct Scalars<T> {
    population_loss: T,
    gradient_v: RowVector<T>,
    gradient_w: Outcome<PlaneVector<T>>,
    coarse: Vec<CoarseScalars<T>>,
}

struct CoarseScalars<T> {
    mean: PlaneVector<T>,
    inner_product: Outcome<T>,
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

/// The variances of a request in one arithmetic.
struct Variances<T> {
    loss: T,
    /// `trace Cov(g)` for each STE, where known.
    traces: Vec<Option<T>>,
}

impl<T: Real> Variances<T> {
    fn new(
        forms: &ClosedForms<T>,
        sums: &HigherSums<T>,
        stes: &[Ste],
        means: &[CoarseScalars<T>],
    ) -> Self {
        let traces = forms
            .squared_norms(stes, sums)
            .into_iter()
            .zip(means)
            .map(|(squared_norm, scalars)| {
                squared_norm.map(|second| forms.covariance_trace(&second, &scalars.mean))
            })
            .collect();
        Variances {
            loss: forms.loss_variance(sums),
            traces,
        }
    }
}

impl Variances<Symbolic> {
    /// The same variances as balls; `None` if one of them left the symbolic class.
    fn evaluate(&self, evaluator: &mut Evaluator<Ball>) -> Option<Variances<Ball>> {
        let mut traces = Vec::with_capacity(self.traces.len());
        for trace in &self.traces {
            traces.push(match trace {
                Some(trace) => Some(evaluator.evaluate(trace)?),
                None => None,
            });
        }
        Some(Variances {
            loss: evaluator.evaluate(&self.loss)?,
            traces,
        })
    }
}

/// What is known exactly before any number is computed.
struct Exact {
    forms: ClosedForms<Symbolic>,
    scalars: Scalars<Symbolic>,
    /// Only where they are short, or where they may be zero.
    variances: Option<Variances<Symbolic>>,
}

/// Variances over larger common denominators are not carried symbolically.
const VARIANCE_BITS: u32 = 48;

impl Exact {
    fn new(population: &Population<'_>, sums: &HigherSums<Rational>, stes: &[Ste]) -> Self {
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
                across: forms.coarse_gradient_across(ste),
            }
        });
        // At an irrational angle every pattern of signs has positive probability, so that only an
        // identically vanishing variable has variance zero, and its power sums vanish too.
        let short = height_bits(&sums.s40).max(height_bits(&sums.s04)) <= VARIANCE_BITS;
        let variances = (may_vanish || short)
            .then(|| Variances::new(&forms, &sums.convert(&()), stes, &scalars.coarse));
        Exact {
            forms,
            scalars,
            variances,
        }
    }
}

/// The scalars as balls at one precision.
struct Numbers {
    forms: ClosedForms<Ball>,
    scalars: Scalars<Ball>,
    variances: Variances<Ball>,
}

impl Numbers {
    /// By way of the exact forms, with the evaluator that knows their factors; `None` if one of
    /// them left the symbolic class.
    fn from_exact(
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
            .and_then(|variances| variances.evaluate(&mut evaluator))
            .unwrap_or_else(|| Variances::new(&forms, &sums.convert(&bits), stes, &scalars.coarse));
        let numbers = Numbers {
            forms,
            scalars,
            variances,
        };
        Some((numbers, evaluator))
    }

    /// From the closed forms evaluated in balls.
    fn direct(population: &Population<'_>, stes: &[Ste], bits: u32) -> (Self, Evaluator<Ball>) {
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
    let stes = &request.stes;
    let sums = population
        .has_symbolic_forms()
        .then(|| population.higher_sums());
    let exact = sums.as_ref().map(|sums| Exact::new(population, sums, stes));
    let mut bits = (digits.bits + GUARD_BITS).next_multiple_of(64);
    loop {
        let (numbers, mut evaluator) = exact
            .as_ref()
            .zip(sums.as_ref())
            .and_then(|(exact, sums)| Numbers::from_exact(exact, population, sums, stes, bits))
            .unwrap_or_else(|| Numbers::direct(population, stes, bits));
        let level = Level {
            population,
            request,
            digits,
            bits,
            numbers: &numbers,
            exact: exact.as_ref(),
        };
        match level.report(&mut evaluator) {
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
    numbers: &'a Numbers,
    exact: Option<&'a Exact>,
}

impl Level<'_> {
    fn report(&self, evaluator: &mut Evaluator<Ball>) -> Result<ValueReport, Shortfall> {
        let scalars = &self.numbers.scalars;
        let symbolic = self.exact.map(|exact| &exact.scalars);
        let variances = self.exact.and_then(|exact| exact.variances.as_ref());
        let rows = RowEntries::new(self.population, self.bits);
        let plane = PlaneEntries::new(self.population, self.bits);
        let gradient_v = rows.enclose(
            &scalars.gradient_v,
            symbolic.map(|s| (&s.gradient_v, &mut *evaluator)),
            self.digits,
        )?;
        let gradient_w = match &scalars.gradient_w {
            Ok(vector) => {
                let exact = symbolic.and_then(|s| s.gradient_w.as_ref().ok());
                let exact = exact.map(|e| (e, &mut *evaluator));
                Ok(plane.enclose(vector, exact, self.digits, "population_gradient.w")?)
            }
            Err(reason) => Err(*reason),
        };
        let mut coarse = Vec::with_capacity(self.request.stes.len());
        for (index, (ste, values)) in self.request.stes.iter().zip(&scalars.coarse).enumerate() {
            let exact = symbolic.and_then(|s| s.coarse.get(index));
            let mut value = self.coarse(ste, values, exact, &plane, evaluator)?;
            if let Some(Some(trace)) = self.numbers.variances.traces.get(index) {
                let exact = variances.and_then(|v| v.traces.get(index)?.as_ref());
                value.trace = Some(self.scalar(trace, exact, || format!("variance.{ste}"))?);
            }
            coarse.push(value);
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
                &self.numbers.variances.loss,
                variances.map(|v| &v.loss),
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
        if self.population.position() == Position::ZeroWeight {
            return Ok(Err(Undefined::ZeroWeight));
        }
        let theta = Ball::pi(self.bits) * &self.numbers.forms.geometry().theta_over_pi;
        let plane = self.population.plane();
        let exact = match &plane.angle {
            Angle::OfPi(x) => exact_text(&(Symbolic::rational(x.clone()) * &Symbolic::pi(&()))),
            _ => self.exact.and_then(|exact| {
                exact_text(&exact.forms.geometry().cos()).map(|cos| format!("acos({cos})"))
            }),
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
        evaluator: &mut Evaluator<Ball>,
    ) -> Result<CoarseValue, Shortfall> {
        let name = |quantity: &str| format!("{quantity}.{ste}");
        let w = plane.enclose(
            &values.mean,
            exact.map(|e| (&e.mean, evaluator)),
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
        Ok(CoarseValue {
            ste: ste.clone(),
            w,
            inner_product,
            cosine,
            trace: None,
        })
    }

    /// The cosine of the angle between `E[g]` and `df/dw`, which is a multiple of `e`:
    /// `-sgn(v.v*) t / sqrt(R^2 + t^2)` for `E[g] = R u + t e`.
    fn cosine(
        &self,
        mean: &PlaneVector<Ball>,
        exact: Option<&PlaneVector<Symbolic>>,
    ) -> Outcome<(Ball, Option<String>)> {
        self.numbers
            .scalars
            .gradient_w
            .as_ref()
            .map_err(|reason| *reason)?;
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
        let (radial, tangential) = self.numbers.forms.in_frame(mean);
        let size = (radial.square() + &tangential.square()).sqrt();
        let text = exact.and_then(|mean| exact_text(&self.exact_cosine(mean)?.scale(&sign)));
        Ok((tangential.scale(&sign) * &size.recip(), text))
    }

    /// `t / sqrt(R^2 + t^2)` as a symbolic value, where the root is in the class.
    fn exact_cosine(&self, mean: &PlaneVector<Symbolic>) -> Option<Symbolic> {
        // |E[g]|^2 has the term 2 R_1 R_2 where R has two, and no root in the class.
        if mean.along.is_unknown() || mean.along.term_count() > 1 || mean.across.term_count() > 1 {
            return None;
        }
        let (radial, tangential) = self.exact?.forms.in_frame(mean);
        let squared = radial.clone() * &radial + &(tangential.clone() * &tangential);
        Some(squared.sqrt().recip() * &tangential)
    }
}
