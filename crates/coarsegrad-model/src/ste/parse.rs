//! Reading the name of an STE.

use std::str::FromStr;

use coarsegrad_arith::{Rational, parse_rational};

use super::{Ste, StepSlope};
use crate::ModelError;

/// More steps than anybody writes by hand, few enough to stay fast.
const MAX_STEPS: usize = 1000;

impl FromStr for Ste {
    type Err = ModelError;

    /// Reads `identity`, `relu`, `clipped-relu`, `hard-tanh`, `leaky-relu:ALPHA`, `gaussian:S` or
    /// `piecewise:VALUE[BREAKPOINT]VALUE...`; numbers are exact (`1/10`, `0.1`). `leaky-relu` and
    /// `gaussian` alone take their defaults, 1/10 and 1.
    fn from_str(text: &str) -> Result<Self, ModelError> {
        let error = |message: String| ModelError::Ste {
            text: shorten(text),
            message,
        };
        let number = |part: &str| -> Result<Rational, ModelError> {
            parse_rational(part).map_err(|source| error(source.to_string()))
        };
        let (name, parameter) = match text.split_once(':') {
            Some((name, parameter)) => (name, Some(parameter)),
            None => (text, None),
        };
        match (name, parameter) {
            ("identity", None) => Ok(Ste::Identity),
            ("relu", None) => Ok(Ste::Relu),
            ("clipped-relu", None) => Ok(Ste::ClippedRelu),
            ("hard-tanh", None) => Ok(Ste::HardTanh),
            ("leaky-relu", alpha) => Ok(Ste::LeakyRelu {
                alpha: number(alpha.unwrap_or("1/10"))?,
            }),
            ("gaussian", scale) => {
                Ste::gaussian(number(scale.unwrap_or("1"))?).map_err(|e| error(e.to_string()))
            }
            ("piecewise", Some(slope)) => steps(slope, &number, &error),
            ("piecewise", None) => Err(error(
                "give its slope, as in piecewise:0[-1]1[1]0".to_owned(),
            )),
            ("identity" | "relu" | "clipped-relu" | "hard-tanh", Some(_)) => {
                Err(error(format!("{name} takes no parameter")))
            }
            _ => Err(error(
                "expected identity, relu, clipped-relu, hard-tanh, leaky-relu:ALPHA, gaussian:S \
                 or piecewise:VALUE[BREAKPOINT]VALUE"
                    .to_owned(),
            )),
        }
    }
}

fn steps(
    text: &str,
    number: &dyn Fn(&str) -> Result<Rational, ModelError>,
    error: &dyn Fn(String) -> ModelError,
) -> Result<Ste, ModelError> {
    let mut parts = text.split('[');
    let left = number(parts.next().unwrap_or_default())?;
    let mut previous = left.clone();
    let mut steps = Vec::new();
    for part in parts {
        if steps.len() == MAX_STEPS {
            return Err(error(format!("more than {MAX_STEPS} breakpoints")));
        }
        let Some((breakpoint, right)) = part.split_once(']') else {
            return Err(error(
                "a bracket is not closed, as in 0[-1]1[1]0".to_owned(),
            ));
        };
        let right = number(right)?;
        let (breakpoint, at) = match breakpoint.split_once('=') {
            Some((breakpoint, at)) => (breakpoint, number(at)?),
            None => (breakpoint, previous),
        };
        steps.push((number(breakpoint)?, at, right.clone()));
        previous = right;
    }
    let slope = StepSlope::new(left, steps).map_err(|e| error(e.to_string()))?;
    Ok(Ste::PiecewiseConstant(slope))
}

fn shorten(text: &str) -> String {
    let mut short: String = text.chars().take(40).collect();
    if short.len() < text.len() {
        short.push_str("...");
    }
    short
}
