//! Intervals whose variance is known, not estimated.

use coarsegrad_arith::{Ball, Rational};
use coarsegrad_exact::{ClosedForms, ExactError, Population, Position, Request, value};
use coarsegrad_mc::{Estimator, Interval, Level};
use coarsegrad_model::{Ste, TwoLayer};

/// Of the variances whose precision [`value`] looks after.
const DIGITS: u32 = 20;

/// Working precisions, in bits, tried for the entries of vectors, one after the other.
const PRECISIONS: [u32; 3] = [192, 640, 2560];

/// Enough that an upper bound in double precision is at most two units in the last place too large.
const ACCURACY: i64 = 60;

/// Exact variances of what an estimator averages, for one sample.
///
/// All are upper bounds in double precision, at most two units in the last place too large; where
/// an entry of a vector cannot be told from zero at 2560 bits, it is a tiny number.
#[derive(Clone, Debug, PartialEq)]
pub struct ExactVariances {
    /// `Var(l)`: the same for every estimator.
    pub loss: f64,
    /// `Var(dl/dv_i)`, m entries: the same for every estimator.
    pub gradient_v: Vec<f64>,
    /// The variances of the entries of what is averaged for the coarse gradient, n entries. Of the
    /// full estimator that is the one-sample coarse gradient `g`, of the projected one the
    /// projection of `g`. The estimator from the signs has smaller ones: these are bounds then.
    pub coarse_gradient: Vec<f64>,
    /// The trace of `Cov(g)`.
    pub trace: f64,
    /// The sum of [`ExactVariances::coarse_gradient`]: the trace of the covariance of what is
    /// averaged.
    pub estimator_trace: f64,
}

/// Two intervals of one level around an estimate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ExactIntervals {
    /// By the normal quantile: the level is approached as the number of samples grows.
    pub normal: Interval,
    /// By Chebyshev's inequality: the level holds for every number of samples.
    pub chebyshev: Interval,
}

impl ExactIntervals {
    /// The intervals of an average over `samples` samples of a known variance.
    #[must_use]
    pub fn new(mean: f64, variance: f64, level: Level, samples: u64) -> Self {
        let around = |half_width| Interval::around(mean, half_width);
        ExactIntervals {
            normal: around(level.normal_half_width(variance, samples)),
            chebyshev: around(level.chebyshev_half_width(variance, samples)),
        }
    }
}

impl ExactVariances {
    /// The exact variances of an instance.
    ///
    /// # Errors
    /// [`ExactError::PrecisionCap`] naming a quantity that was not enclosed tightly enough.
    pub fn new(
        instance: &TwoLayer<Rational>,
        ste: &Ste,
        estimator: Estimator,
    ) -> Result<Self, ExactError> {
        let population = Population::new(instance);
        let request = Request {
            stes: vec![ste.clone()],
            digits: DIGITS,
            closed_forms: false,
        };
        let report = value(&population, &request)?;
        let trace = report.coarse.first();
        let mut variances = ExactVariances {
            loss: upper(&report.loss_variance.ball),
            gradient_v: vec![0.0; instance.rows()],
            coarse_gradient: vec![0.0; instance.inputs()],
            trace: trace.map_or(0.0, |coarse| upper(&coarse.trace.ball)),
            estimator_trace: 0.0,
        };
        // No loss: the residual is zero for every input, and so is everything else.
        if report.population_loss.ball.is_zero() {
            return Ok(variances);
        }
        for precision in PRECISIONS {
            let entries = Entries::new(&population, ste, estimator, precision);
            let balls = || entries.gradient_v.iter().chain(&entries.coarse_gradient);
            variances.gradient_v = entries.gradient_v.iter().map(upper).collect();
            variances.coarse_gradient = entries.coarse_gradient.iter().map(upper).collect();
            variances.estimator_trace = upper(&entries.estimator_trace);
            if balls().all(|x| x.is_zero() || x.relative_accuracy_bits() >= ACCURACY) {
                break;
            }
        }
        Ok(variances)
    }

    /// The length that the error of the estimated coarse gradient, as a vector, exceeds with a
    /// probability of at most `1 - level`, by Chebyshev's inequality:
    /// `E|mean - E g|^2 <= trace/N`.
    #[must_use]
    pub fn coarse_gradient_radius(&self, level: Level, samples: u64) -> f64 {
        level.chebyshev_half_width(self.estimator_trace, samples)
    }
}

/// Variances of entries, enclosed.
struct Entries {
    gradient_v: Vec<Ball>,
    coarse_gradient: Vec<Ball>,
    estimator_trace: Ball,
}

impl Entries {
    fn new(population: &Population<'_>, ste: &Ste, estimator: Estimator, precision: u32) -> Self {
        let forms = population.evaluated::<Ball>(precision);
        let sums = population.higher_sums_enclosed(precision);
        let instance = population.instance();
        let (student, teacher) = (instance.student(), instance.teacher());
        let moments = forms.second_moments(ste, &sums);
        let mut covariance = forms.covariance(&moments, &forms.coarse_gradient(ste));
        let spare = match (estimator, population.position()) {
            (Estimator::Full, Position::Between) => instance.inputs().saturating_sub(2),
            (Estimator::Full, _) => instance.inputs().saturating_sub(1),
            // What is orthogonal to the plane is replaced by its mean, zero.
            (Estimator::Projected | Estimator::States, _) => {
                covariance.beta = Ball::zero(precision);
                0
            }
        };
        let in_plane = match population.position() {
            Position::Between => covariance.uu.clone() + &covariance.ee,
            Position::Parallel | Position::Opposite => covariance.uu.clone(),
            Position::ZeroWeight => covariance.ee.clone(),
        };
        let entry = |weights| forms.component_variance(&covariance, population.plane(), weights);
        let inputs = student.w.iter().zip(&teacher.w);
        Entries {
            gradient_v: gradient_v(&forms, &student.v, &teacher.v),
            coarse_gradient: inputs.map(entry).collect(),
            estimator_trace: in_plane + &covariance.beta.mul_rational(&Rational::from(spare)),
        }
    }
}

/// `Var(dl/dv_i) = E[(dl/dv_i)^2] - (df/dv_i)^2`.
fn gradient_v(forms: &ClosedForms<Ball>, v: &[Rational], v_star: &[Rational]) -> Vec<Ball> {
    let mean = forms.gradient_v();
    let rows = v.iter().zip(v_star);
    rows.map(|(v, v_star)| {
        let mean = mean.v.mul_rational(v) + &mean.v_star.mul_rational(v_star) + &mean.ones;
        forms.output_gradient_second_moment(v, v_star) - &mean.square()
    })
    .collect()
}

/// An upper bound, zero where the variance is known to be.
fn upper(variance: &Ball) -> f64 {
    if variance.is_zero() {
        return 0.0;
    }
    // Rounded to the nearest, hence less than one unit below at most.
    variance.upper().to_f64().next_up()
}
