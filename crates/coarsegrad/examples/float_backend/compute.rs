//! An output of an operation from its inputs.

use std::collections::BTreeMap;
use std::error::Error;

use super::control::Control;
use super::convention::Convention;
use super::format::Format;
use super::pointwise::{Gradient, clip, heaviside, round, sign, ternary, weight};
use super::quantiser::Quantiser;

/// What goes wrong goes into an answer.
pub type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// Inputs by name, their entries in order.
pub type Inputs = BTreeMap<String, Vec<f64>>;

/// What is computed, and what is declared.
pub struct Backend {
    /// What is declared, and computed but for the mistake.
    pub convention: Convention,
    /// The mistake, if any.
    pub control: Option<Control>,
    /// Whether the convention is declared.
    pub declares: bool,
}

impl Default for Backend {
    fn default() -> Self {
        Backend {
            convention: Convention::default(),
            control: None,
            declares: true,
        }
    }
}

/// What is asked for.
pub struct Asked<'a> {
    pub op: &'a str,
    pub output: &'a str,
    pub format: Format,
    /// A parameter by name.
    pub parameter: &'a dyn Fn(&str) -> Result<f64>,
}

impl Backend {
    /// The entries of an output.
    pub fn compute(&self, asked: &Asked<'_>, inputs: &Inputs) -> Result<Vec<f64>> {
        let convention = match self.control {
            Some(control) => control.changed(&self.convention),
            None => self.convention.clone(),
        };
        let Asked { op, output, .. } = *asked;
        let parameter = asked.parameter;
        let input = |name: &str| inputs.get(name).map(Vec::as_slice).unwrap_or_default();
        let (x, dy) = (input("x"), input("dy"));
        let each = |of: &dyn Fn(&Convention, f64) -> f64| -> Vec<f64> {
            x.iter().map(|x| of(&convention, *x)).collect()
        };
        let values = match (op, output) {
            ("round", "y") => each(&round),
            ("sign", "y") => each(&sign),
            ("heaviside", "y") => each(&heaviside),
            ("ternary", "y") => {
                let threshold = parameter("threshold")?;
                each(&|convention, x| ternary(convention, threshold, x))
            }
            ("clip", "y") => {
                let (lower, upper) = (parameter("lower")?, parameter("upper")?);
                each(&|_, x| clip(lower, upper, x))
            }
            ("clip", "dx") => {
                let (lower, upper) = (parameter("lower")?, parameter("upper")?);
                let gradient = Gradient {
                    convention: &convention,
                    control: self.control,
                    bounds: (lower, upper),
                };
                let pairs = x.iter().zip(dy);
                pairs
                    .map(|(x, dy)| gradient.of(weight(&convention, lower, upper, *x), *dy))
                    .collect()
            }
            ("fake_quant.affine", _) => {
                let quantiser = Quantiser {
                    convention: &convention,
                    control: self.control,
                    format: asked.format,
                    scale: parameter("scale")?,
                    zero_point: parameter("zero_point")?,
                    qmin: parameter("qmin")?,
                    qmax: parameter("qmax")?,
                };
                let values = quantiser.output(output, x, dy);
                values.ok_or_else(|| format!("{op} has no output {output}"))?
            }
            _ => return Err(format!("there is no {output} of {op}").into()),
        };
        let factor = match (output, self.control) {
            ("y", _) | (_, None) => 1.0,
            (_, Some(control)) => control.factor(),
        };
        Ok(match factor == 1.0 {
            true => values,
            false => values.iter().map(|value| factor * value).collect(),
        })
    }
}
