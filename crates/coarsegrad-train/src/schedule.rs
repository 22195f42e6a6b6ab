//! How the rate changes with the step, exactly.
//!
//! Every schedule gives a rational number for a rational base rate, so that a run means the same
//! in every arithmetic. A cosine schedule is left out for that reason: its rates are irrational.

use std::fmt;
use std::str::FromStr;

use coarsegrad_arith::{Rational, parse_rational};

use crate::error::{TrainError, shorten};

/// The most milestones of a stepwise schedule.
const MAX_MILESTONES: usize = 1000;

/// The highest power of a polynomial schedule.
const MAX_POWER: u32 = 8;

/// The rate at step `t = 0, 1, 2, ...`, as a multiple of the base rate `eta`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Schedule {
    /// `eta`.
    Constant,
    /// `eta factor^k`, where k is the number of milestones `t_i <= t`.
    Steps {
        /// What each milestone multiplies the rate by, positive.
        factor: Rational,
        /// The milestones, strictly increasing.
        milestones: Vec<u64>,
    },
    /// `eta / (1 + decay t)`.
    Inverse {
        /// The decay, not negative.
        decay: Rational,
    },
    /// `eta (1 - t/length)^power`, and nothing once `t >= length`: the run stands still.
    Polynomial {
        /// The power, 1 to 8.
        power: u32,
        /// The length, positive.
        length: u64,
    },
}

impl Schedule {
    /// The rate at a step, exactly.
    #[must_use]
    pub fn rate(&self, base: &Rational, step: u64) -> Rational {
        match self {
            Schedule::Constant => base.clone(),
            Schedule::Steps { factor, milestones } => milestones
                .iter()
                .filter(|milestone| **milestone <= step)
                .fold(base.clone(), |rate, _| rate * factor),
            Schedule::Inverse { decay } => {
                let divisor = decay * Rational::from(step) + 1u32;
                Rational::from(base / &divisor)
            }
            Schedule::Polynomial { power, length } => {
                if step >= *length {
                    return Rational::new();
                }
                let left = Rational::from((length - step, *length));
                (0..*power).fold(base.clone(), |rate, _| rate * &left)
            }
        }
    }

    /// The schedule, if its parameters are in range.
    ///
    /// # Errors
    /// [`TrainError::NotPositive`] or [`TrainError::OutOfRange`] naming the parameter.
    pub fn checked(self) -> Result<Self, TrainError> {
        match &self {
            Schedule::Constant => {}
            Schedule::Steps { factor, milestones } => {
                positive("schedule factor", factor)?;
                if let Some([_, later]) = milestones.windows(2).find(|pair| match pair {
                    [earlier, later] => earlier >= later,
                    _ => false,
                }) {
                    return Err(TrainError::OutOfRange {
                        field: "schedule milestones",
                        range: "strictly increasing",
                        found: Rational::from(*later),
                    });
                }
                if milestones.len() > MAX_MILESTONES {
                    return Err(TrainError::OutOfRange {
                        field: "schedule milestones",
                        range: "at most 1000",
                        found: Rational::from(milestones.len()),
                    });
                }
            }
            Schedule::Inverse { decay } => {
                if decay.is_negative() {
                    return Err(TrainError::OutOfRange {
                        field: "schedule decay",
                        range: "at least 0",
                        found: decay.clone(),
                    });
                }
            }
            Schedule::Polynomial { power, length } => {
                if !(1..=MAX_POWER).contains(power) {
                    return Err(TrainError::OutOfRange {
                        field: "schedule power",
                        range: "1 to 8",
                        found: Rational::from(*power),
                    });
                }
                positive("schedule length", &Rational::from(*length))?;
            }
        }
        Ok(self)
    }
}

pub(crate) fn positive(field: &'static str, value: &Rational) -> Result<(), TrainError> {
    if value.is_positive() {
        Ok(())
    } else {
        Err(TrainError::NotPositive {
            field,
            found: value.clone(),
        })
    }
}

impl fmt::Display for Schedule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Schedule::Constant => f.write_str("constant"),
            Schedule::Steps { factor, milestones } => {
                write!(f, "steps:{factor}@")?;
                for (index, milestone) in milestones.iter().enumerate() {
                    let separator = if index > 0 { "+" } else { "" };
                    write!(f, "{separator}{milestone}")?;
                }
                Ok(())
            }
            Schedule::Inverse { decay } => write!(f, "inverse:{decay}"),
            Schedule::Polynomial { power, length } => write!(f, "polynomial:{power}@{length}"),
        }
    }
}

impl FromStr for Schedule {
    type Err = TrainError;

    /// Reads `constant`, `steps:FACTOR@T1+T2+...`, `inverse:DECAY` or `polynomial:POWER@LENGTH`;
    /// numbers are exact.
    fn from_str(text: &str) -> Result<Self, TrainError> {
        let refused = |message: &str| TrainError::Unreadable {
            field: "schedule",
            text: shorten(text),
            message: message.to_owned(),
        };
        let number = |part: &str| parse_rational(part).map_err(|e| refused(&e.to_string()));
        let whole = |part: &str| {
            part.parse::<u64>()
                .map_err(|_| refused("a step is a whole number such as 20"))
        };
        let (name, parameters) = text.split_once(':').unwrap_or((text, ""));
        let pair = || {
            parameters
                .split_once('@')
                .ok_or_else(|| refused("expected an @, as in steps:1/10@20+40 or polynomial:1@200"))
        };
        let schedule = match name {
            "constant" if parameters.is_empty() => Schedule::Constant,
            "steps" => {
                let (factor, milestones) = pair()?;
                Schedule::Steps {
                    factor: number(factor)?,
                    milestones: milestones.split('+').map(whole).collect::<Result<_, _>>()?,
                }
            }
            "inverse" => Schedule::Inverse {
                decay: number(parameters)?,
            },
            "polynomial" => {
                let (power, length) = pair()?;
                Schedule::Polynomial {
                    power: u32::try_from(whole(power)?).unwrap_or(u32::MAX),
                    length: whole(length)?,
                }
            }
            _ => {
                return Err(refused(
                    "expected constant, steps:FACTOR@T1+T2, inverse:DECAY or polynomial:POWER@LENGTH",
                ));
            }
        };
        schedule.checked()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rates(schedule: &str, steps: &[u64]) -> Vec<Rational> {
        let schedule: Schedule = schedule.parse().unwrap();
        assert_eq!(schedule, schedule.to_string().parse().unwrap());
        let base = Rational::from((1, 20));
        steps.iter().map(|t| schedule.rate(&base, *t)).collect()
    }

    fn over(pairs: &[(u32, u32)]) -> Vec<Rational> {
        pairs.iter().map(|pair| Rational::from(*pair)).collect()
    }

    #[test]
    fn rates_are_exact() {
        assert_eq!(rates("constant", &[0, 99]), over(&[(1, 20), (1, 20)]));
        assert_eq!(
            rates("steps:1/10@20+40", &[0, 19, 20, 39, 40, 1000]),
            over(&[(1, 20), (1, 20), (1, 200), (1, 200), (1, 2000), (1, 2000)])
        );
        assert_eq!(
            rates("inverse:1/3", &[0, 1, 3]),
            over(&[(1, 20), (3, 80), (1, 40)])
        );
        assert_eq!(
            rates("polynomial:2@10", &[0, 5, 9, 10, 11]),
            over(&[(1, 20), (1, 80), (1, 2000), (0, 1), (0, 1)])
        );
    }

    #[test]
    fn what_is_no_schedule_is_refused_by_name() {
        for (text, says) in [
            ("cosine", "schedule"),
            ("steps:1/10", "@"),
            ("steps:0@3", "schedule factor: must be positive"),
            ("steps:1/2@5+5", "strictly increasing"),
            ("steps:1/2@x", "whole number"),
            ("inverse:-1", "schedule decay"),
            ("inverse:nan", "not a finite number"),
            ("polynomial:0@5", "schedule power"),
            ("polynomial:99999999999@5", "schedule power"),
            ("polynomial:1@0", "schedule length"),
            ("constant:1", "expected constant"),
        ] {
            let message = text.parse::<Schedule>().unwrap_err().to_string();
            assert!(message.contains(says), "{text}: {message}");
        }
    }
}
