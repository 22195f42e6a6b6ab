//! All quantities of an instance, with as many guaranteed digits as asked for.
//!
//! The closed forms are carried symbolically, then evaluated in balls at a working precision that
//! is raised until every quantity is tight enough, so a cancellation costs time and never digits.

use coarsegrad_arith::{Ball, Evaluator, Rational, Real, Scalar, Symbolic};
use coarsegrad_model::{Angle, Ste};

use crate::error::{ExactError, Undefined};
use crate::geometry::Position;
use crate::landscape::CriticalPoint;
use crate::population::Population;
use crate::vectors::PlaneVector;

mod enclose;
mod entries;
mod scalars;
mod variances;

pub use enclose::Enclosure;
use enclose::{Digits, Shortfall, exact_text};
use entries::{PlaneEntries, RowEntries};
use scalars::{CoarseScalars, Exact, Numbers};

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
    /// Whether to fill in [`Enclosure::exact`]. Without, less is carried symbolically: enclosures may
    /// differ beyond the digits asked for.
    pub closed_forms: bool,
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
    /// The trace of the covariance of the one-sample coarse gradient.
    pub trace: Enclosure,
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
    let exact = sums
        .as_ref()
        .map(|sums| Exact::new(population, sums, request));
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
        let rows = RowEntries::new(self.population, self.bits, self.request.closed_forms);
        let plane = PlaneEntries::new(self.population, self.bits, self.request.closed_forms);
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
        let traces = &self.numbers.variances.traces;
        let stes = self.request.stes.iter().zip(&scalars.coarse).zip(traces);
        for (index, ((ste, values), trace)) in stes.enumerate() {
            let exact = symbolic.and_then(|s| s.coarse.get(index));
            let trace = self.scalar(trace, variances.and_then(|v| v.traces.get(index)), || {
                format!("variance.{ste}")
            })?;
            coarse.push(self.coarse(ste, values, exact, &plane, evaluator, trace)?);
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
        self.digits
            .scalar(value, exact.and_then(|exact| self.text(exact)), name)
    }

    /// The closed form as text, if asked for and of moderate length.
    fn text(&self, value: &Symbolic) -> Option<String> {
        if self.request.closed_forms {
            exact_text(value)
        } else {
            None
        }
    }

    fn angle(&self) -> Result<Outcome<Enclosure>, Shortfall> {
        if self.population.position() == Position::ZeroWeight {
            return Ok(Err(Undefined::ZeroWeight));
        }
        let theta = Ball::pi(self.bits) * &self.numbers.forms.geometry().theta_over_pi;
        let plane = self.population.plane();
        let exact = match &plane.angle {
            Angle::OfPi(x) => self.text(&(Symbolic::rational(x.clone()) * &Symbolic::pi(&()))),
            _ => self
                .exact
                .filter(|_| self.request.closed_forms)
                .and_then(|exact| self.text(&exact.forms.geometry().cos()))
                .map(|cos| format!("acos({cos})")),
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
        trace: Enclosure,
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
        // A radial part that is known to be zero is an exact zero in balls too.
        if mean.along.is_zero()
            && let Some(orientation) = mean.across.sign()
        {
            if orientation.is_eq() {
                return Err(Undefined::ZeroVector);
            }
            let value = sign * Rational::from(orientation as i32);
            let text = self.text(&Symbolic::rational(value.clone()));
            return Ok((Ball::from_rational(self.bits, &value), text));
        }
        let (radial, tangential) = self.numbers.forms.in_frame(mean);
        let size = (radial.square() + &tangential.square()).sqrt();
        let text = exact.and_then(|mean| self.text(&self.exact_cosine(mean)?.scale(&sign)));
        Ok((tangential.scale(&sign) * &size.recip(), text))
    }

    /// `t / sqrt(R^2 + t^2)` as a symbolic value, where the root is in the class.
    fn exact_cosine(&self, mean: &PlaneVector<Symbolic>) -> Option<Symbolic> {
        if !self.request.closed_forms {
            return None;
        }
        // |E[g]|^2 has the term 2 R_1 R_2 where R has two, and no root in the class.
        if mean.along.is_unknown() || mean.along.term_count() > 1 || mean.across.term_count() > 1 {
            return None;
        }
        let (radial, tangential) = self.exact?.forms.in_frame(mean);
        let squared = radial.clone() * &radial + &(tangential.clone() * &tangential);
        Some(squared.sqrt().recip() * &tangential)
    }
}
