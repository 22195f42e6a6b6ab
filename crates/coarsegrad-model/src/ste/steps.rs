//! Step functions with rational breakpoints and values.

use std::cmp::Ordering;
use std::fmt;

use coarsegrad_arith::{Rational, Scalar};

use crate::ModelError;

/// A step function: a value on the far left, and at each breakpoint a value there and a value to
/// the right of it. Breakpoints increase strictly.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct StepSlope {
    left: Rational,
    steps: Vec<Step>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Step {
    breakpoint: Rational,
    at: Rational,
    right: Rational,
}

impl StepSlope {
    /// A step function from its value on the far left and, in increasing order, its breakpoints
    /// as `(breakpoint, value there, value to the right)`.
    ///
    /// # Errors
    /// [`ModelError::Breakpoints`] unless the breakpoints increase strictly.
    pub fn new(
        left: Rational,
        steps: Vec<(Rational, Rational, Rational)>,
    ) -> Result<Self, ModelError> {
        for pair in steps.windows(2) {
            if let [(left, ..), (right, ..)] = pair
                && left >= right
            {
                return Err(ModelError::Breakpoints {
                    left: left.clone(),
                    right: right.clone(),
                });
            }
        }
        let steps = steps
            .into_iter()
            .map(|(breakpoint, at, right)| Step {
                breakpoint,
                at,
                right,
            })
            .collect();
        Ok(StepSlope { left, steps })
    }

    pub(super) fn constant(value: Rational) -> Self {
        StepSlope {
            left: value,
            steps: Vec::new(),
        }
    }

    /// One step at zero.
    pub(super) fn step(left: Rational, at: Rational, right: Rational) -> Self {
        StepSlope {
            left,
            steps: vec![Step {
                breakpoint: Rational::new(),
                at,
                right,
            }],
        }
    }

    /// One between two breakpoints, zero outside, `at` on both.
    pub(super) fn window(from: Rational, to: Rational, at: Rational) -> Self {
        let steps = vec![
            Step {
                breakpoint: from,
                at: at.clone(),
                right: Rational::from(1),
            },
            Step {
                breakpoint: to,
                at,
                right: Rational::new(),
            },
        ];
        StepSlope {
            left: Rational::new(),
            steps,
        }
    }

    /// The value on the far left.
    #[must_use]
    pub fn left(&self) -> &Rational {
        &self.left
    }

    /// The jumps, as `(breakpoint, value to the right - value to the left)`.
    pub fn jumps(&self) -> impl Iterator<Item = (&Rational, Rational)> {
        let lefts = std::iter::once(&self.left).chain(self.steps.iter().map(|step| &step.right));
        self.steps
            .iter()
            .zip(lefts)
            .map(|(step, left)| (&step.breakpoint, Rational::from(&step.right - left)))
    }

    /// The breakpoints in increasing order, as `(breakpoint, value there, value to the right)`.
    pub fn steps(&self) -> impl Iterator<Item = (&Rational, &Rational, &Rational)> {
        self.steps
            .iter()
            .map(|step| (&step.breakpoint, &step.at, &step.right))
    }

    /// The value at `x`, in any arithmetic.
    ///
    /// # Errors
    /// [`ModelError::SignUndecided`] where the arithmetic cannot tell on which side of a
    /// breakpoint `x` lies.
    pub fn at<T: Scalar>(&self, x: &T) -> Result<T, ModelError> {
        let context = x.context();
        let mut value = &self.left;
        for step in &self.steps {
            let distance = x.clone() - &T::from_rational(&context, &step.breakpoint);
            match distance.sign() {
                Some(Ordering::Less) => break,
                Some(Ordering::Equal) => {
                    value = &step.at;
                    break;
                }
                Some(Ordering::Greater) => value = &step.right,
                None => {
                    let what = format!("{x:?} - {}", step.breakpoint);
                    return Err(ModelError::SignUndecided { what });
                }
            }
        }
        Ok(T::from_rational(&context, value))
    }

    /// The value at a rational point.
    pub(super) fn at_rational(&self, x: &Rational) -> Rational {
        let mut value = &self.left;
        for step in &self.steps {
            match x.cmp(&step.breakpoint) {
                Ordering::Less => break,
                Ordering::Equal => return step.at.clone(),
                Ordering::Greater => value = &step.right,
            }
        }
        value.clone()
    }
}

impl fmt::Display for StepSlope {
    /// Values with breakpoints between them in brackets, `0[-1]1[1]0`; the value at a breakpoint
    /// follows an equals sign where it is not the value on its left, `0[-1=1]1[1]0`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.left)?;
        let mut left = &self.left;
        for Step {
            breakpoint,
            at,
            right,
        } in &self.steps
        {
            if at == left {
                write!(f, "[{breakpoint}]{right}")?;
            } else {
                write!(f, "[{breakpoint}={at}]{right}")?;
            }
            left = right;
        }
        Ok(())
    }
}
