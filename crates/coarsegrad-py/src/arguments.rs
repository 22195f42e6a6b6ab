//! Arguments that several functions take.

use coarsegrad::arith::{Rational, parse_rational};
use coarsegrad::model::{ModelError, Ste, TwoLayer, parse_instance};

use crate::errors::{Failure, python_name};

/// The most bits of a number that is no weight.
const MAX_BITS: u32 = 4096;

/// An instance in JSON.
pub(crate) fn instance(text: &str) -> Result<TwoLayer<Rational>, Failure> {
    parse_instance(text.as_bytes()).map_err(|error| match error {
        ModelError::Shape {
            field,
            found,
            other,
            expected,
        } => {
            let other = python_name(other);
            let condition =
                format!("has {found} entries, but {other} has {expected}; they must agree");
            Failure::at(python_name(field), &condition)
        }
        _ => Failure::named(&error),
    })
}

/// A straight-through estimator.
pub(crate) fn ste(text: &str) -> Result<Ste, Failure> {
    text.parse()
        .map_err(|error: ModelError| Failure::at("ste", &error))
}

/// An exact number of moderate size.
pub(crate) fn number(field: &str, text: &str) -> Result<Rational, Failure> {
    let number = parse_rational(text).map_err(|error| Failure::at(field, &error))?;
    let bits = number.numer().significant_bits() + number.denom().significant_bits();
    if bits > MAX_BITS {
        let condition = format!("has {bits} bits; at most {MAX_BITS} are read here");
        return Err(Failure::at(field, &condition));
    }
    Ok(number)
}
