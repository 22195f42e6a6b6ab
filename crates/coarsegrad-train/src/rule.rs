//! From the gradient to the direction of a step: plain, with momentum, Adam.
//!
//! A rule turns the gradient `x = (dl/dv, g)` into a direction `p`, entry by entry; the step is
//! then `(v, w) - eta p` (with blending and projection in `w` where asked for). `k = t + 1` counts
//! the steps from one.
//!
//! | rule | buffers | direction |
//! |---|---|---|
//! | plain (P1, Algorithm 1) | | `p = x` |
//! | heavy ball | `u+ = beta u + x` | `p = u+` |
//! | Nesterov | `u+ = beta u + x` | `p = x + beta u+` |
//! | Adam | `u+ = b1 u + (1-b1) x`, `s+ = b2 s + (1-b2) x^2` | `p = (u+/(1-b1^k)) / (sqrt(s+/(1-b2^k)) + eps)` |
//!
//! Heavy ball with a constant rate is Polyak's `z+ = z - eta x + beta (z - z_before)`; with a
//! schedule the rate multiplies the whole buffer, as deep-learning libraries have it. Nesterov is
//! theirs too. Adam is Kingma and Ba's Algorithm 1 (ICLR 2015), epsilon outside the root.

use std::fmt;

use coarsegrad_arith::{Rational, Real};
use coarsegrad_model::{CoarseGradient, Network};

use crate::error::TrainError;

/// How the gradient becomes a direction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rule {
    /// The gradient itself: Algorithm 1.
    Plain,
    /// Heavy ball.
    HeavyBall {
        /// `beta`, in `[0, 1)`.
        momentum: Rational,
    },
    /// Nesterov's momentum.
    Nesterov {
        /// `beta`, in `[0, 1)`.
        momentum: Rational,
    },
    /// Adam.
    Adam {
        /// `b1`, in `[0, 1)`.
        first: Rational,
        /// `b2`, in `[0, 1)`.
        second: Rational,
        /// `eps`, positive.
        epsilon: Rational,
    },
}

/// The running averages that a rule carries from step to step.
#[derive(Clone, Debug, PartialEq)]
pub struct Buffers<T> {
    /// `u`, shaped like the gradient; absent for the plain rule.
    pub first: Option<Network<T>>,
    /// `s`, shaped like the gradient; Adam's only.
    pub second: Option<Network<T>>,
}

impl Rule {
    /// Adam with the parameters that its authors propose: 9/10, 999/1000, 1/10^8.
    #[must_use]
    pub fn adam() -> Self {
        Rule::Adam {
            first: Rational::from((9, 10)),
            second: Rational::from((999, 1000)),
            epsilon: Rational::from((1, 100_000_000)),
        }
    }

    /// The rule, if its parameters are in range.
    ///
    /// # Errors
    /// [`TrainError::OutOfRange`] or [`TrainError::NotPositive`] naming the parameter.
    pub fn checked(self) -> Result<Self, TrainError> {
        let fraction = |field, found: &Rational| {
            if found.is_negative() || *found >= 1 {
                return Err(TrainError::OutOfRange {
                    field,
                    range: "at least 0 and less than 1",
                    found: found.clone(),
                });
            }
            Ok(())
        };
        match &self {
            Rule::Plain => {}
            Rule::HeavyBall { momentum } => fraction("momentum", momentum)?,
            Rule::Nesterov { momentum } => fraction("nesterov", momentum)?,
            Rule::Adam {
                first,
                second,
                epsilon,
            } => {
                fraction("adam beta1", first)?;
                fraction("adam beta2", second)?;
                crate::schedule::positive("adam epsilon", epsilon)?;
            }
        }
        Ok(self)
    }

    /// Whether the direction's `w` lies in the span of the gradients' so far. (Adam scales each
    /// entry by itself.)
    #[must_use]
    pub fn keeps_span(&self) -> bool {
        !matches!(self, Rule::Adam { .. })
    }

    /// The buffers before the first step: zero.
    pub fn start<T: Real>(&self, student: &Network<T>) -> Buffers<T> {
        let zeros = |vector: &[T]| vector.iter().map(|x| T::zero(&x.context())).collect();
        let network = || Network {
            v: zeros(&student.v),
            w: zeros(&student.w),
        };
        Buffers {
            first: self.has_first().then(network),
            second: self.has_second().then(network),
        }
    }

    pub(crate) fn has_first(&self) -> bool {
        *self != Rule::Plain
    }

    pub(crate) fn has_second(&self) -> bool {
        matches!(self, Rule::Adam { .. })
    }

    /// The direction of the step with the given number, and the buffers after it.
    pub(crate) fn direct<T: Real>(
        &self,
        buffers: &Buffers<T>,
        gradient: &CoarseGradient<T>,
        step: u64,
    ) -> (CoarseGradient<T>, Buffers<T>) {
        let none = || Buffers {
            first: None,
            second: None,
        };
        match (self, &buffers.first, &buffers.second) {
            (Rule::HeavyBall { momentum }, Some(first), _) => {
                let first = accumulate(first, gradient, momentum);
                let direction = as_gradient(&first);
                let buffers = Buffers {
                    first: Some(first),
                    second: None,
                };
                (direction, buffers)
            }
            (Rule::Nesterov { momentum }, Some(first), _) => {
                let first = accumulate(first, gradient, momentum);
                let direction = combine(&first, gradient, |u, x| u.scale(momentum) + x);
                let buffers = Buffers {
                    first: Some(first),
                    second: None,
                };
                (as_gradient(&direction), buffers)
            }
            (
                Rule::Adam {
                    first: b1,
                    second: b2,
                    epsilon,
                },
                Some(u),
                Some(s),
            ) => {
                let (rest1, rest2) = (
                    Rational::from(1) - b1.clone(),
                    Rational::from(1) - b2.clone(),
                );
                let u = combine(u, gradient, |u, x| u.scale(b1) + &x.scale(&rest1));
                let s = combine(s, gradient, |s, x| {
                    s.scale(b2) + &(x.clone() * x).scale(&rest2)
                });
                let direction = match gradient.v.first().or(gradient.w.first()) {
                    Some(entry) => {
                        let context = entry.context();
                        let epsilon = T::from_rational(&context, epsilon);
                        let (first, second): (T, T) =
                            (unbias(&context, b1, step), unbias(&context, b2, step));
                        combine(&s, &as_gradient(&u), |s, u| {
                            let root = (s.clone() * &second).sqrt() + &epsilon;
                            u.clone() * &first * &root.recip()
                        })
                    }
                    None => u.clone(),
                };
                let buffers = Buffers {
                    first: Some(u),
                    second: Some(s),
                };
                (as_gradient(&direction), buffers)
            }
            _ => (gradient.clone(), none()),
        }
    }
}

/// `1/(1 - beta^k)` with `k = step + 1`, the power by repeated squaring in the arithmetic itself.
fn unbias<T: Real>(context: &T::Context, beta: &Rational, step: u64) -> T {
    let count = step.saturating_add(1);
    let one = T::from_rational(context, &Rational::from(1));
    let base = T::from_rational(context, beta);
    let mut power = one.clone();
    for bit in (0..u64::BITS - count.leading_zeros()).rev() {
        power = power.clone() * &power;
        if count >> bit & 1 == 1 {
            power = power * &base;
        }
    }
    (one - &power).recip()
}

/// `beta u + x`.
fn accumulate<T: Real>(u: &Network<T>, x: &CoarseGradient<T>, beta: &Rational) -> Network<T> {
    combine(u, x, |u, x| u.scale(beta) + x)
}

fn combine<T: Real>(
    u: &Network<T>,
    x: &CoarseGradient<T>,
    entry: impl Fn(&T, &T) -> T,
) -> Network<T> {
    let vector = |u: &[T], x: &[T]| u.iter().zip(x).map(|(u, x)| entry(u, x)).collect();
    Network {
        v: vector(&u.v, &x.v),
        w: vector(&u.w, &x.w),
    }
}

fn as_gradient<T: Clone>(network: &Network<T>) -> CoarseGradient<T> {
    CoarseGradient {
        v: network.v.clone(),
        w: network.w.clone(),
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Rule::Plain => f.write_str("plain"),
            Rule::HeavyBall { momentum } => write!(f, "heavy-ball:{momentum}"),
            Rule::Nesterov { momentum } => write!(f, "nesterov:{momentum}"),
            Rule::Adam {
                first,
                second,
                epsilon,
            } => write!(f, "adam:{first},{second},{epsilon}"),
        }
    }
}
