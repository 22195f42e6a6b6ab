//! The population as an oracle: `df/dv` and `E[g]` for a trainer, and what there is to measure.

use coarsegrad_arith::{Rational, Real};
use coarsegrad_model::{CoarseGradient, GradientOracle, Network, Plane, Ste, TwoLayer};

use crate::error::Undefined;
use crate::from_weights::{AtWeights, Teacher, WeightsError};
use crate::population::Population;
use crate::weight_arithmetic::WeightArithmetic;

/// Answers with the expected gradients of the population, in one arithmetic.
///
/// ```
/// use coarsegrad_arith::{Ball, Rational};
/// use coarsegrad_exact::PopulationOracle;
/// use coarsegrad_model::{GradientOracle, Ste, parse_instance};
///
/// let instance = parse_instance(
///     br#"{"model": "two-layer", "student": {"v": ["1/2", "1"], "w": [1, 2]},
///          "teacher": {"v": [1, 1], "w": [1, 0]}}"#,
/// )?;
/// let mut oracle = PopulationOracle::<Ball>::new(&instance, Ste::Relu, 128);
/// let start = oracle.start();
/// let gradient = oracle.gradient(&start, 0)?;
/// assert!(gradient.w[0].is_finite());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct PopulationOracle<T: Real> {
    teacher: Teacher<T>,
    ste: Ste,
    on_line: bool,
}

/// What a student is, measured.
#[derive(Clone, Debug)]
pub struct Measures<T> {
    /// The population loss `f`.
    pub loss: T,
    /// `theta`; `None` at `w = 0`.
    pub theta: Option<T>,
    /// `theta/pi`, exactly 0 or 1 on the line of `w*`; `None` at `w = 0`.
    pub theta_over_pi: Option<T>,
    /// `|v|`.
    pub v_norm: T,
    /// `|w|`.
    pub w_norm: T,
    /// `|df/dv|`.
    pub gradient_v_norm: T,
    /// `|df/dw|`; `None` where it does not exist, or where the arithmetic cannot tell whether it
    /// does (`w` parallel to `w*`, `v.v*` perhaps zero).
    pub gradient_w_norm: Option<T>,
    /// `|E[g]|`.
    pub coarse_norm: T,
    /// `<E[g], df/dw>`; `None` with `df/dw`.
    pub inner_product: Option<T>,
}

impl<T: WeightArithmetic> PopulationOracle<T> {
    /// The oracle of a run that starts at an instance's student.
    ///
    /// Whether that start lies on the line of `w*` (theta 0 or pi, or `w = 0`) is decided here,
    /// exactly, and taken to hold at every student asked about: for steps that keep `w` in the span
    /// of its start and the gradients. For other steps see [`leaving_span`](Self::leaving_span).
    pub fn new(instance: &TwoLayer<Rational>, ste: Ste, context: T::Context) -> Self {
        let (student, teacher) = (instance.student(), instance.teacher());
        let on_line = Plane::new(&student.w, &teacher.w).wedge_squared.is_zero();
        PopulationOracle {
            teacher: Teacher::new(instance, context),
            ste,
            on_line,
        }
    }

    /// The same for steps that may leave the span of `w` and `w*` (Adam, projections, sampled
    /// gradients): nothing is taken from the start. One input has one line only.
    #[must_use]
    pub fn leaving_span(self) -> Self {
        PopulationOracle {
            on_line: self.teacher.w.len() == 1,
            ..self
        }
    }

    /// The start, in this arithmetic.
    pub fn start(&self) -> Network<T> {
        let vector = |x: &[Rational]| {
            x.iter()
                .map(|x| T::from_rational(&self.teacher.context, x))
                .collect()
        };
        let student = self.teacher.start.student();
        Network {
            v: vector(&student.v),
            w: vector(&student.w),
        }
    }

    /// The straight-through estimator.
    pub fn ste(&self) -> &Ste {
        &self.ste
    }

    /// Whether every student is known to lie on the line of `w*`.
    pub fn is_on_line(&self) -> bool {
        self.on_line
    }

    /// The teacher.
    pub fn teacher(&self) -> &Teacher<T> {
        &self.teacher
    }

    /// The closed forms at a student.
    ///
    /// # Errors
    /// [`WeightsError`], see [`AtWeights::new`].
    pub fn at(&self, student: &Network<T>) -> Result<AtWeights<'_, T>, WeightsError> {
        AtWeights::new(&self.teacher, student, self.on_line)
    }

    /// The closed forms at exact weights, every case distinction decided exactly: what an inexact
    /// run's weights, taken as the numbers that they are, should have got.
    ///
    /// # Errors
    /// [`WeightsError::Shape`].
    pub fn at_exact(&self, student: &Network<Rational>) -> Result<AtWeights<'_, T>, WeightsError> {
        let teacher = self.teacher.start.teacher();
        let instance = TwoLayer::new(student.clone(), teacher.clone()).map_err(|_| {
            let in_v = student.v.len() != teacher.v.len();
            let (field, found, expected) = if in_v {
                ("student.v", student.v.len(), teacher.v.len())
            } else {
                ("student.w", student.w.len(), teacher.w.len())
            };
            WeightsError::Shape {
                field,
                found,
                expected,
            }
        })?;
        Ok(AtWeights::from_exact(
            &self.teacher,
            &Population::new(&instance),
        ))
    }
}

impl<T: WeightArithmetic> GradientOracle<T> for PopulationOracle<T> {
    type Error = WeightsError;

    fn gradient(
        &mut self,
        student: &Network<T>,
        _: u64,
    ) -> Result<CoarseGradient<T>, WeightsError> {
        self.at(student)?.coarse_gradient(&self.ste)
    }
}

impl<T: WeightArithmetic> AtWeights<'_, T> {
    /// The population loss.
    pub fn loss(&self) -> T {
        self.forms.population_loss()
    }

    /// Everything that there is to measure.
    pub fn measures(&self, ste: &Ste) -> Measures<T> {
        use crate::Position;
        let forms = &self.forms;
        let geometry = &forms.geometry;
        let zero = || T::zero(&self.teacher.context);
        let d = self.gradient_v();
        let d_squared = d.iter().fold(zero(), |sum, x| x.square() + &sum);
        let coarse_norm = match geometry.position {
            Position::Parallel | Position::Opposite => forms.coarse_gradient_along(ste).magnitude(),
            Position::Between | Position::ZeroWeight => {
                forms.squared_length(&forms.coarse_gradient(ste)).root()
            }
        };
        let product = &forms.invariants.v_dot_v_star;
        let gradient_w_norm = match (self.differentiable_in_w(), geometry.position) {
            (Err(_), _) => None,
            // |v.v*|/(2 pi a)
            (Ok(()), Position::Between) => {
                Some((product.magnitude() * &geometry.pi_recip * &geometry.norm_recip).mul_2exp(-1))
            }
            (Ok(()), _) => Some(zero()),
        };
        let inner_product = match geometry.position {
            Position::Between => forms.gradient_inner_product(ste).ok(),
            _ => gradient_w_norm.clone(),
        };
        let has_angle = geometry.position != Position::ZeroWeight;
        Measures {
            loss: self.loss(),
            theta: has_angle.then(|| self.theta()),
            theta_over_pi: has_angle.then(|| geometry.theta_over_pi.clone()),
            v_norm: forms.invariants.v_squared.root(),
            w_norm: geometry.norm.clone(),
            gradient_v_norm: d_squared.root(),
            gradient_w_norm,
            coarse_norm,
            inner_product,
        }
    }

    /// The change of the loss from here to other weights, by the identity that holds for any step
    /// `(v, w) -> (v+, w+)` with `w` and `w+` not zero:
    ///
    /// ```text
    /// f+ - f = d.(v+ - v) + (|v+ - v|^2 + (1^T (v+ - v))^2)/8 + (theta+ - theta) v+.v*/(2 pi)
    /// ```
    ///
    /// *Proof.* `f = Q(v) + theta v.v*/(2 pi)` with `Q = (|v - v*|^2 + (1^T(v - v*))^2)/8`,
    /// quadratic, and `grad Q = d - theta v*/(2 pi)`; so
    /// `Q(v+) - Q(v) = d.x - theta x.v*/(2 pi) + (|x|^2 + (1^T x)^2)/8` for `x = v+ - v`, and
    /// `theta+ v+.v* - theta v.v* = (theta+ - theta) v+.v* + theta x.v*`.
    ///
    /// # Errors
    /// [`Undefined::ZeroWeight`].
    pub fn change_to(&self, next: &Self) -> Result<T, Undefined> {
        use crate::Position;
        if [self.position(), next.position()].contains(&Position::ZeroWeight) {
            return Err(Undefined::ZeroWeight);
        }
        let zero = T::zero(&self.teacher.context);
        let d = self.gradient_v();
        let (mut linear, mut squared, mut sum) = (zero.clone(), zero.clone(), zero);
        for ((after, before), d) in next.student.v.iter().zip(&self.student.v).zip(&d) {
            let moved = after.clone() - before;
            linear = linear + &(moved.clone() * d);
            squared = squared + &moved.square();
            sum = sum + &moved;
        }
        let theta_over_pi = |at: &Self| at.forms.geometry.theta_over_pi.clone();
        let turned = theta_over_pi(next) - &theta_over_pi(self);
        let angular = turned * &next.forms.invariants.v_dot_v_star;
        Ok(linear + &(squared + &sum.square()).mul_2exp(-3) + &angular.mul_2exp(-1))
    }

    /// `f+ - f` minus [`change_to`](Self::change_to): zero, up to the arithmetic.
    ///
    /// # Errors
    /// [`Undefined::ZeroWeight`].
    pub fn step_residual(&self, next: &Self) -> Result<T, Undefined> {
        let change = self.change_to(next)?;
        Ok(next.loss() - &self.loss() - &change)
    }
}
