//! What a request says, in numbers of the machine.
//!
//! Every number of the four formats is one of binary64. So an implementation that computes with `f64`, or that converts
//! to a format of its own, reads its inputs here without rounding. [`Call::answer`] rounds, to the format asked for.

use coarsegrad_model::pointwise::{Dtype, Extended};

use super::backend::{Call, Refusal};
use crate::case::Parameter;
use crate::wire::InputBits;

impl Call<'_> {
    /// A parameter that is a number.
    ///
    /// # Errors
    /// [`Refusal::Failed`] where it is not there, or no number of binary64.
    pub fn number(&self, name: &str) -> Result<f64, Refusal> {
        number(self.parameter(name)?).ok_or_else(|| wrong(name, "a number of f64"))
    }

    /// A parameter that is a number or a list of numbers.
    ///
    /// # Errors
    /// As [`Call::number`], for any of them.
    pub fn numbers(&self, name: &str) -> Result<Vec<f64>, Refusal> {
        let all = match self.parameter(name)? {
            Parameter::List(list) => list.iter().map(number).collect(),
            one => number(one).map(|one| vec![one]),
        };
        all.ok_or_else(|| wrong(name, "numbers of f64"))
    }

    /// A parameter that is an integer.
    ///
    /// # Errors
    /// [`Refusal::Failed`] where it is not there, or no integer.
    pub fn integer(&self, name: &str) -> Result<i64, Refusal> {
        match self.parameter(name)? {
            Parameter::Integer(value) => Ok(*value),
            _ => Err(wrong(name, "an integer")),
        }
    }

    /// An input.
    ///
    /// # Errors
    /// [`Refusal::Failed`] where it is not there.
    pub fn input(&self, name: &str) -> Result<&InputBits<'_>, Refusal> {
        let found = self.inputs.get(name);
        found.ok_or_else(|| Refusal::Failed(format!("the input {name} is not there")))
    }

    /// The entries of an input, in row-major order.
    ///
    /// # Errors
    /// [`Refusal::Failed`] where the input is not there, or a pattern is wider than its format.
    pub fn values(&self, name: &str) -> Result<Vec<f64>, Refusal> {
        let input = self.input(name)?;
        let entries = input.bits.iter().map(|bits| value(input.dtype, *bits));
        let all: Option<_> = entries.collect();
        all.ok_or_else(|| wrong(name, "patterns of its format"))
    }

    /// The patterns of these values in the format asked for, each rounded to nearest, ties to even.
    pub fn answer(&self, values: impl IntoIterator<Item = f64>) -> Vec<u64> {
        let pattern = |value: f64| match self.dtype {
            Dtype::F64 => value.to_bits(),
            dtype => extended(value).map_or(0, |value| dtype.round(&value)),
        };
        values.into_iter().map(pattern).collect()
    }

    fn parameter(&self, name: &str) -> Result<&Parameter, Refusal> {
        let found = self.params.get(name);
        found.ok_or_else(|| Refusal::Failed(format!("the parameter {name} is not there")))
    }
}

fn wrong(name: &str, condition: &str) -> Refusal {
    Refusal::Failed(format!("{name}: must be {condition}"))
}

fn extended(value: f64) -> Option<Extended> {
    Dtype::F64.decode(value.to_bits()).ok()
}

fn number(parameter: &Parameter) -> Option<f64> {
    let value = match parameter {
        Parameter::Integer(value) => Extended::from(*value),
        Parameter::Text(text) => text.parse().ok()?,
        Parameter::Flag(_) | Parameter::List(_) => return None,
    };
    Dtype::F64.encode(&value).map(f64::from_bits)
}

fn value(dtype: Dtype, bits: u64) -> Option<f64> {
    match dtype {
        Dtype::F64 => Some(f64::from_bits(bits)),
        Dtype::F32 => u32::try_from(bits)
            .ok()
            .map(|bits| f32::from_bits(bits).into()),
        Dtype::Bf16 | Dtype::F16 => Dtype::F64
            .encode(&dtype.decode(bits).ok()?)
            .map(f64::from_bits),
    }
}
