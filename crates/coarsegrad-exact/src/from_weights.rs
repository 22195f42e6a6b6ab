//! The closed forms at weights that are themselves held in an arithmetic: the iterates of a run.
//!
//! [`Population`](crate::Population) decides everything on exact rational inputs. After one step
//! the weights of a run are no longer rational; here they are `f64`, balls, or symbolic values, and
//! each case distinction is either certain or an error with its reason.
//!
//! # The line
//!
//! That `w` is a multiple of `w*` cannot be read off balls, nor off rounded numbers. It need not
//! be: coarse gradients lie in the span of `w` and `w*`, so a run that starts on the line of `w*`
//! stays on it, whatever the rates, momenta and norms. [`PopulationOracle`](crate::PopulationOracle)
//! decides the start exactly and says here that `w` is *known* to lie on the line; what is left to
//! decide is on which side of zero, from `w.w*`.

mod error;
mod teacher;

use std::cell::OnceCell;
use std::cmp::Ordering;

use coarsegrad_arith::{Rational, Real};
use coarsegrad_model::{CoarseGradient, Network, Ste};
pub use error::WeightsError;
pub use teacher::Teacher;

use crate::closed_forms::ClosedForms;
use crate::error::Undefined;
use crate::geometry::{Geometry, Position};
use crate::population::Population;
use crate::weight_arithmetic::WeightArithmetic;

/// The closed forms at a student whose weights are held in an arithmetic.
#[derive(Clone)]
pub struct AtWeights<'a, T: Real> {
    pub(crate) teacher: &'a Teacher<T>,
    pub(crate) forms: ClosedForms<T>,
    pub(crate) student: Network<T>,
    /// `w* - r w`, where `0 < theta < pi`.
    pub(crate) across: Vec<T>,
}

/// The inner products of `w` and `w*`, positions decided.
pub(crate) struct Products<T> {
    pub(crate) position: Position,
    pub(crate) norm: T,
    pub(crate) norm_squared: T,
    pub(crate) inner: T,
    /// `|w* - r w|` and its square.
    pub(crate) across_norm: T,
    pub(crate) across_squared: T,
    pub(crate) across: Vec<T>,
}

impl<'a, T: WeightArithmetic> AtWeights<'a, T> {
    /// The closed forms at a student; `on_line` says that `w` is known to be a multiple of `w*`.
    ///
    /// # Errors
    /// [`WeightsError::Shape`]; [`WeightsError::NoValue`] for numbers that are none;
    /// [`WeightsError::Position`] where the arithmetic cannot tell `w = 0`, parallel and neither
    /// apart; [`WeightsError::OffTheLine`] where `w` certainly is not what `on_line` says;
    /// [`WeightsError::NotClosed`] from symbolic values.
    pub fn new(
        teacher: &'a Teacher<T>,
        student: &Network<T>,
        on_line: bool,
    ) -> Result<Self, WeightsError> {
        for (field, vector, other) in [
            ("student.v", &student.v, &teacher.v),
            ("student.w", &student.w, &teacher.w),
        ] {
            if vector.len() != other.len() {
                return Err(WeightsError::Shape {
                    field,
                    found: vector.len(),
                    expected: other.len(),
                });
            }
            for (index, entry) in vector.iter().enumerate() {
                determined(entry, || format!("{field}[{index}]"))?;
            }
        }
        if on_line {
            return Self::on_line(teacher, student);
        }
        T::off_line(teacher, student)
    }

    /// `w = r w*`: norms and positions from `w.w*` alone.
    fn on_line(teacher: &'a Teacher<T>, student: &Network<T>) -> Result<Self, WeightsError> {
        let inner = teacher.dot(&student.w, &teacher.w);
        determined(&inner, || "w.w*".to_owned())?;
        let factor = inner.clone() * &teacher.norm_recip * &teacher.norm_recip;
        let leaves = student.w.iter().zip(&teacher.w).any(|(w, w_star)| {
            let away = w.clone() - &(factor.clone() * w_star);
            away.is_certainly_beyond(&(inner.magnitude() * &teacher.norm_recip))
        });
        if leaves {
            return Err(WeightsError::OffTheLine);
        }
        let Some(side) = inner.certain_sign() else {
            return Err(WeightsError::Position {
                reason: "w lies on the line of w*, and may be zero or on either side",
            });
        };
        let position = match side {
            Ordering::Greater => Position::Parallel,
            Ordering::Less => Position::Opposite,
            Ordering::Equal => Position::ZeroWeight,
        };
        let norm = inner.magnitude() * &teacher.norm_recip;
        let zero = teacher.zero();
        let is_zero = position == Position::ZeroWeight;
        Ok(Self::build(
            teacher,
            student,
            Products {
                position,
                norm_squared: norm.square(),
                norm,
                inner,
                across_norm: if is_zero {
                    teacher.norm.clone()
                } else {
                    zero.clone()
                },
                across_squared: if is_zero {
                    teacher.norm_squared.clone()
                } else {
                    zero
                },
                across: if is_zero {
                    teacher.w.clone()
                } else {
                    Vec::new()
                },
            },
        ))
    }

    /// Decides the position from the entries, in an arithmetic with inexact numbers.
    pub(crate) fn from_entries(
        teacher: &'a Teacher<T>,
        student: &Network<T>,
    ) -> Result<Self, WeightsError> {
        let (w, w_star) = (&student.w, &teacher.w);
        let norm_squared = teacher.squared_length(w);
        determined(&norm_squared, || "|w|^2".to_owned())?;
        match norm_squared.certain_sign() {
            Some(Ordering::Greater) => {}
            Some(Ordering::Equal)
                if w.iter().all(|w| w.certain_sign() == Some(Ordering::Equal)) =>
            {
                return Self::on_line(teacher, student);
            }
            Some(_) => {
                return Err(WeightsError::Position {
                    reason: "the square of |w| underflows",
                });
            }
            None => {
                return Err(WeightsError::Position {
                    reason: "w may be zero",
                });
            }
        }
        let inner = teacher.dot(w, w_star);
        let recip = norm_squared.recip();
        let remove = |from: &[T]| -> Vec<T> {
            let factor = teacher.dot(from, w) * &recip;
            from.iter()
                .zip(w)
                .map(|(x, w)| T::residual(x, &factor, w))
                .collect()
        };
        // The second time takes out what rounding the first factor left.
        let across = remove(&remove(w_star));
        let across_squared = teacher.squared_length(&across);
        match T::is_collinear(w, teacher, &across_squared) {
            Some(false) => {}
            Some(true) => return Self::on_line(teacher, student),
            None => {
                return Err(WeightsError::Position {
                    reason: "w may be parallel to w*",
                });
            }
        }
        Ok(Self::build(
            teacher,
            student,
            Products {
                position: Position::Between,
                norm: norm_squared.root(),
                norm_squared,
                inner,
                across_norm: across_squared.root(),
                across_squared,
                across,
            },
        ))
    }

    /// From exact weights, every decision exact.
    pub(crate) fn from_exact(teacher: &'a Teacher<T>, population: &Population<'_>) -> Self {
        let number = |x: &Rational| T::from_rational(&teacher.context, x);
        let student = population.instance().student();
        let forms = T::closed_forms(population, &teacher.context);
        let across = match population.position() {
            Position::Between | Position::ZeroWeight => {
                let factor = population.projection();
                let inputs = student.w.iter().zip(&teacher.start.teacher().w);
                inputs
                    .map(|(w, w_star)| number(&(w_star - Rational::from(&factor * w))))
                    .collect()
            }
            Position::Parallel | Position::Opposite => Vec::new(),
        };
        AtWeights {
            teacher,
            forms,
            student: Network {
                v: student.v.iter().map(number).collect(),
                w: student.w.iter().map(number).collect(),
            },
            across,
        }
    }

    fn build(teacher: &'a Teacher<T>, student: &Network<T>, products: Products<T>) -> Self {
        let Products {
            position,
            norm,
            norm_squared,
            inner,
            across_norm,
            across_squared,
            across,
        } = products;
        let zero = || teacher.zero();
        let wedge = match position {
            Position::Between => norm.clone() * &across_norm,
            _ => zero(),
        };
        let (norm_recip, wedge_recip, theta_over_pi) = match position {
            Position::ZeroWeight => (zero(), zero(), zero()),
            Position::Parallel => (norm.recip(), zero(), zero()),
            Position::Opposite => {
                let one = T::from_rational(&teacher.context, &Rational::from(1));
                (norm.recip(), zero(), one)
            }
            Position::Between => {
                let angle = T::atan2(&wedge, &inner) * &teacher.pi_recip;
                (norm.recip(), wedge.recip(), angle)
            }
        };
        let geometry = Geometry {
            position,
            norm,
            norm_recip,
            teacher_norm: teacher.norm.clone(),
            teacher_norm_recip: teacher.norm_recip.clone(),
            wedge,
            wedge_recip,
            along_squared: norm_squared,
            across_squared,
            inner_product: inner,
            theta_over_pi,
            pi_recip: teacher.pi_recip.clone(),
            phi0: teacher.phi0.clone(),
            root_half: teacher.root_half.clone(),
        };
        let invariants = teacher.invariants(&student.v);
        let orthogonal = invariants.v_dot_v_star.certain_sign() == Some(Ordering::Equal);
        let forms = ClosedForms {
            context: teacher.context.clone(),
            invariants,
            geometry,
            rows: student.v.len(),
            inputs: student.w.len(),
            orthogonal,
            strip: OnceCell::new(),
        };
        AtWeights {
            teacher,
            forms,
            student: student.clone(),
            across,
        }
    }

    /// The student.
    pub fn student(&self) -> &Network<T> {
        &self.student
    }

    /// The closed forms.
    pub fn forms(&self) -> &ClosedForms<T> {
        &self.forms
    }

    /// Where `w` lies.
    pub fn position(&self) -> Position {
        self.forms.geometry.position
    }

    /// `theta`; without meaning at `w = 0`.
    pub fn theta(&self) -> T {
        self.forms.geometry.theta_over_pi.clone() * &self.teacher.pi
    }

    /// `d = df/dv`, entry by entry.
    pub fn gradient_v(&self) -> Vec<T> {
        let d = self.forms.gradient_v();
        self.student
            .v
            .iter()
            .zip(&self.teacher.v)
            .map(|(v, v_star)| d.v.clone() * v + &(d.v_star.clone() * v_star) + &d.ones)
            .collect()
    }

    /// `E[g]`, entry by entry.
    fn coarse_gradient_w(&self, ste: &Ste) -> Vec<T> {
        let geometry = &self.forms.geometry;
        match geometry.position {
            // R u with u = ± w*/|w*|.
            Position::Parallel | Position::Opposite => {
                let radial = self.forms.coarse_gradient_along(ste) * &geometry.teacher_norm_recip;
                let factor = if geometry.position == Position::Parallel {
                    radial
                } else {
                    -radial
                };
                let entry = |w_star: &T| factor.clone() * w_star;
                self.teacher.w.iter().map(entry).collect()
            }
            Position::Between | Position::ZeroWeight => {
                let g = self.forms.coarse_gradient(ste);
                self.student
                    .w
                    .iter()
                    .zip(&self.across)
                    .map(|(w, across)| g.along.clone() * w + &(g.across.clone() * across))
                    .collect()
            }
        }
    }

    /// What coarse gradient descent on the population uses: `d = df/dv` and `E[g]`, entry by entry.
    ///
    /// # Errors
    /// [`WeightsError::NoValue`] where an entry has no value in the arithmetic, and
    /// [`WeightsError::NotClosed`] where exact arithmetic has no form for one.
    pub fn coarse_gradient(&self, ste: &Ste) -> Result<CoarseGradient<T>, WeightsError> {
        let gradient = CoarseGradient {
            v: self.gradient_v(),
            w: self.coarse_gradient_w(ste),
        };
        for (name, vector) in [("df/dv", &gradient.v), ("E[g]", &gradient.w)] {
            for (index, entry) in vector.iter().enumerate() {
                determined(entry, || format!("{name}[{index}]"))?;
            }
        }
        Ok(gradient)
    }

    /// Whether the population gradient in `w` exists.
    ///
    /// # Errors
    /// [`Undefined::ZeroWeight`], and [`Undefined::Kink`] where `w` is parallel to `w*` and
    /// `v.v*` is not certainly zero, `n >= 2`.
    pub fn differentiable_in_w(&self) -> Result<(), Undefined> {
        self.forms.differentiable_in_w()
    }
}

/// Refuses what is no number in its arithmetic.
fn determined<T: WeightArithmetic>(
    value: &T,
    name: impl FnOnce() -> String,
) -> Result<(), WeightsError> {
    if value.is_determined() {
        return Ok(());
    }
    Err(WeightsError::NoValue {
        quantity: name(),
        reason: T::LOST,
    })
}
