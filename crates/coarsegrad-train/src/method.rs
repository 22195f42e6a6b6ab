//! The step.

use coarsegrad_arith::{Rational, Real};
use coarsegrad_model::{CoarseGradient, GradientOracle, Network};

use crate::error::TrainError;
use crate::schedule::positive;
use crate::{Blend, Rule, Schedule, State, normalise};

/// Coarse gradient descent with everything around it that was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Method {
    eta: Rational,
    schedule: Schedule,
    rule: Rule,
    normalises: bool,
    blend: Option<Blend>,
}

/// Why there was no step.
#[derive(Debug, thiserror::Error)]
pub enum StepError<E> {
    /// The oracle had no gradient.
    #[error(transparent)]
    Oracle(E),
    /// The step could not be taken.
    #[error(transparent)]
    Train(TrainError),
}

/// One step of Algorithm 1: `v+ = v - eta dl/dv`, `w+ = w - eta g`.
pub fn descend<T: Real>(student: &Network<T>, gradient: &CoarseGradient<T>, eta: &T) -> Network<T> {
    let step = |x: &[T], slope: &[T]| {
        x.iter()
            .zip(slope)
            .map(|(x, slope)| x.clone() - &(eta.clone() * slope))
            .collect()
    };
    Network {
        v: step(&student.v, &gradient.v),
        w: step(&student.w, &gradient.w),
    }
}

impl Method {
    /// Algorithm 1 with the constant rate `eta`.
    ///
    /// # Errors
    /// [`TrainError::NotPositive`] unless `eta > 0`.
    pub fn new(eta: Rational) -> Result<Self, TrainError> {
        positive("lr", &eta)?;
        Ok(Method {
            eta,
            schedule: Schedule::Constant,
            rule: Rule::Plain,
            normalises: false,
            blend: None,
        })
    }

    /// The same with a schedule.
    ///
    /// # Errors
    /// [`TrainError`] if its parameters are out of range.
    pub fn with_schedule(self, schedule: Schedule) -> Result<Self, TrainError> {
        let schedule = schedule.checked()?;
        Ok(Method { schedule, ..self })
    }

    /// The same with another rule.
    ///
    /// # Errors
    /// [`TrainError`] if its parameters are out of range.
    pub fn with_rule(self, rule: Rule) -> Result<Self, TrainError> {
        let rule = rule.checked()?;
        Ok(Method { rule, ..self })
    }

    /// The same with `w` brought back to length one after every step.
    ///
    /// # Errors
    /// [`TrainError::Conflict`] with blending: quantised weights have their own scale.
    pub fn with_normalisation(self) -> Result<Self, TrainError> {
        Method {
            normalises: true,
            ..self
        }
        .consistent()
    }

    /// The same with quantised weights.
    ///
    /// # Errors
    /// [`TrainError::Conflict`] with normalisation.
    pub fn with_blend(self, blend: Blend) -> Result<Self, TrainError> {
        Method {
            blend: Some(blend),
            ..self
        }
        .consistent()
    }

    fn consistent(self) -> Result<Self, TrainError> {
        if self.normalises && self.blend.is_some() {
            return Err(TrainError::Conflict {
                first: "normalise",
                second: "blend",
                reason: "the projection sets the scale of w",
            });
        }
        Ok(self)
    }

    /// The base rate.
    #[must_use]
    pub fn eta(&self) -> &Rational {
        &self.eta
    }

    /// The rate of the step with the given number, counted from zero.
    #[must_use]
    pub fn rate(&self, step: u64) -> Rational {
        self.schedule.rate(&self.eta, step)
    }

    /// The schedule.
    #[must_use]
    pub fn schedule(&self) -> &Schedule {
        &self.schedule
    }

    /// The rule.
    #[must_use]
    pub fn rule(&self) -> &Rule {
        &self.rule
    }

    /// Whether `w` is normalised after every step.
    #[must_use]
    pub fn normalises(&self) -> bool {
        self.normalises
    }

    /// How weights are quantised, if they are.
    #[must_use]
    pub fn blend(&self) -> Option<&Blend> {
        self.blend.as_ref()
    }

    /// Whether `w` stays in the span of its start and the gradients: then, on the population, in
    /// the plane of `w` and `w*`, and parallel weights stay parallel.
    #[must_use]
    pub fn keeps_span(&self) -> bool {
        self.rule.keeps_span()
            && self
                .blend
                .as_ref()
                .is_none_or(|blend| blend.projection().keeps_span())
    }

    /// Asks the oracle for a gradient and takes the step.
    ///
    /// # Errors
    /// [`StepError::Oracle`] and [`StepError::Train`].
    pub fn step<T: Real, O: GradientOracle<T>>(
        &self,
        state: &State<T>,
        oracle: &mut O,
    ) -> Result<State<T>, StepError<O::Error>> {
        let gradient = oracle
            .gradient(&state.student, state.step)
            .map_err(StepError::Oracle)?;
        self.advance(state, &gradient).map_err(StepError::Train)
    }

    /// The step, given the gradient.
    ///
    /// # Errors
    /// [`TrainError::Shape`] if the gradient or a buffer does not fit, [`TrainError::OtherMethod`]
    /// if the state lacks what this method carries, [`TrainError::LastStep`] at the last number of
    /// a step; [`TrainError::Undecided`], [`TrainError::ZeroWeight`] or
    /// [`TrainError::TooLargeWeight`] where the arithmetic cannot tell what the projection or
    /// normalisation needs.
    pub fn advance<T: Real>(
        &self,
        state: &State<T>,
        gradient: &CoarseGradient<T>,
    ) -> Result<State<T>, TrainError> {
        self.fits(state, gradient)?;
        let student = &state.student;
        let Some(next) = state.step.checked_add(1) else {
            return Err(TrainError::LastStep(state.step));
        };
        let Some(entry) = student.v.first().or(student.w.first()) else {
            return Ok(state.clone());
        };
        let eta = T::from_rational(&entry.context(), &self.rate(state.step));
        let (direction, buffers) = self.rule.direct(&state.buffers, gradient, state.step);
        let (student, float_w) = match (&self.blend, &state.float_w) {
            (Some(blend), Some(float_w)) => {
                let mixed = Network {
                    v: student.v.clone(),
                    w: blend.mix(float_w, &student.w),
                };
                let Network { v, w: float_w } = descend(&mixed, &direction, &eta);
                let w = blend.projection().apply(&float_w)?;
                (Network { v, w }, Some(float_w))
            }
            _ => {
                let mut student = descend(student, &direction, &eta);
                if self.normalises {
                    student.w = normalise(&student.w)?;
                }
                (student, None)
            }
        };
        Ok(State {
            step: next,
            student,
            float_w,
            buffers,
        })
    }
}

impl Method {
    /// Whether gradient and state have the student's shape, and the state what the method carries.
    fn fits<T: Real>(
        &self,
        state: &State<T>,
        gradient: &CoarseGradient<T>,
    ) -> Result<(), TrainError> {
        let student = &state.student;
        let (rows, inputs) = (student.v.len(), student.w.len());
        let mut shapes = vec![
            ("the gradient in v", gradient.v.len(), rows),
            ("the gradient in w", gradient.w.len(), inputs),
        ];
        for (field, has, buffer) in [
            ("first buffer", self.rule.has_first(), &state.buffers.first),
            (
                "second buffer",
                self.rule.has_second(),
                &state.buffers.second,
            ),
        ] {
            match (has, buffer) {
                (false, _) => {}
                (true, Some(buffer)) => {
                    shapes.extend([
                        (field, buffer.v.len(), rows),
                        (field, buffer.w.len(), inputs),
                    ]);
                }
                (true, None) => {
                    let method = self.rule.to_string();
                    return Err(TrainError::OtherMethod { field, method });
                }
            }
        }
        match (&self.blend, &state.float_w) {
            (None, _) => {}
            (Some(_), Some(float_w)) => shapes.push(("float w", float_w.len(), inputs)),
            (Some(blend), None) => {
                return Err(TrainError::OtherMethod {
                    field: "float w",
                    method: blend.projection().to_string(),
                });
            }
        }
        match shapes
            .into_iter()
            .find(|(_, found, expected)| found != expected)
        {
            None => Ok(()),
            Some((field, found, expected)) => Err(TrainError::Shape {
                field,
                found,
                expected,
            }),
        }
    }
}

impl std::fmt::Display for Method {
    /// Everything that the method is, as one line.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}, eta {}, {}", self.rule, self.eta, self.schedule)?;
        if self.normalises {
            f.write_str(", normalised")?;
        }
        match &self.blend {
            Some(blend) => write!(f, ", blend {} {}", blend.rho(), blend.projection()),
            None => Ok(()),
        }
    }
}
