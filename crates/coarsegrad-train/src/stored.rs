//! States as text, without losing a bit.
//!
//! A number is written in hexadecimal: an `f64` as `-0x1.8p-1` (a negative zero as `-0x0p0`), a
//! ball as midpoint and radius `0x3p-2~0x1.8p-60`, a rational as `3/5`. Reading gives back the same
//! bits; what is not a finite number is refused by name.

use coarsegrad_arith::{Ball, Mag, Rational, Scalar, Symbolic, parse_rational};
use serde_json::{Map, Value};

use coarsegrad_model::Network;

use crate::State;
use crate::error::{StateError, shorten};
use crate::rule::Buffers;

/// An arithmetic whose numbers can be written and read back bit by bit.
pub trait Stored: Scalar {
    /// The number as a text; `None` for what is no finite number.
    fn to_text(&self) -> Option<String>;

    /// The number that a text stands for, bit by bit.
    ///
    /// # Errors
    /// What is wrong with the text, in words.
    fn from_text(context: &Self::Context, text: &str) -> Result<Self, String>;
}

/// An `f64` as a hexadecimal text; `None` unless it is finite.
#[must_use]
pub fn number_to_text(value: f64) -> Option<String> {
    if !value.is_finite() {
        return None;
    }
    let sign = if value.is_sign_negative() { "-" } else { "" };
    let bits = value.to_bits();
    let fraction = bits & ((1 << 52) - 1);
    let exponent = i64::try_from(bits >> 52 & 0x7ff).unwrap_or_default();
    if exponent == 0 && fraction == 0 {
        return Some(format!("{sign}0x0p0"));
    }
    let (lead, exponent) = match exponent {
        0 => (0, -1022),
        exponent => (1, exponent - 1023),
    };
    let digits = format!("{fraction:013x}");
    let digits = digits.trim_end_matches('0');
    let point = if digits.is_empty() { "" } else { "." };
    Some(format!("{sign}0x{lead}{point}{digits}p{exponent}"))
}

/// The `f64` that a text stands for, exactly.
///
/// # Errors
/// What is wrong with the text, in words: no number, or none that is an `f64`.
pub fn number_from_text(text: &str) -> Result<f64, String> {
    let exact = exact(text)?;
    let value = Ball::from_rational(53, &exact).to_f64();
    if Rational::from_f64(value).as_ref() != Some(&exact) {
        return Err(format!("\"{}\" is no double", shorten(text)));
    }
    // A zero keeps its sign.
    Ok(if exact.is_zero() && text.starts_with('-') {
        -0.0
    } else {
        value
    })
}

fn exact(text: &str) -> Result<Rational, String> {
    parse_rational(text).map_err(|error| error.to_string())
}

impl Stored for f64 {
    fn to_text(&self) -> Option<String> {
        number_to_text(*self)
    }

    fn from_text((): &(), text: &str) -> Result<Self, String> {
        number_from_text(text)
    }
}

impl Stored for Rational {
    fn to_text(&self) -> Option<String> {
        Some(self.to_string())
    }

    fn from_text((): &(), text: &str) -> Result<Self, String> {
        exact(text)
    }
}

impl Stored for Ball {
    fn to_text(&self) -> Option<String> {
        if !self.is_finite() {
            return None;
        }
        let mid = match self.mid().to_integer_exp() {
            Some((digits, exponent)) if !digits.is_zero() => {
                let zeros = digits.find_one(0).unwrap_or(0);
                let exponent = i64::from(exponent) + i64::from(zeros);
                let sign = if digits.is_negative() { "-" } else { "" };
                format!("{sign}0x{:x}p{exponent}", (digits >> zeros).abs())
            }
            _ => "0x0p0".to_owned(),
        };
        if self.is_exact() {
            return Some(mid);
        }
        let exponent = self.rad().exponent()?;
        let significand = self.rad().mul_2exp(-exponent).to_f64();
        let rad = number_to_text(significand)?;
        // A significand in [1, 2) has the exponent 0.
        let rad = rad.strip_suffix("p0")?;
        Some(format!("{mid}~{rad}p{exponent}"))
    }

    fn from_text(precision: &u32, text: &str) -> Result<Self, String> {
        let (mid, rad) = match text.split_once('~') {
            Some((mid, rad)) => (mid, Some(rad)),
            None => (text, None),
        };
        let refused = || format!("\"{}\" is no ball", shorten(text));
        let shifted = |text: &'_ str| -> Option<(String, i64)> {
            let (digits, exponent) = text.split_once('p')?;
            let exponent: i64 = exponent.parse().ok()?;
            (exponent.unsigned_abs() <= 1 << 40).then(|| (digits.to_owned(), exponent))
        };
        let (digits, exponent) = shifted(mid).ok_or_else(refused)?;
        let mid = Ball::from_rational(*precision, &exact(&digits)?).mul_2exp(exponent);
        if !mid.is_exact() {
            return Err(format!(
                "\"{}\" has more than {precision} bits",
                shorten(text)
            ));
        }
        let Some(rad) = rad else {
            return Ok(mid);
        };
        let (significand, exponent) = shifted(rad).ok_or_else(refused)?;
        let significand = number_from_text(&significand)?;
        if !(1.0..2.0).contains(&significand) {
            return Err(refused());
        }
        let rad = Mag::from_f64(significand).mul_2exp(exponent);
        Ok(Ball::from_mid_rad(mid.mid().clone(), rad))
    }
}

/// Symbolic values are for short runs: they are not written.
impl Stored for Symbolic {
    fn to_text(&self) -> Option<String> {
        None
    }

    fn from_text((): &(), _: &str) -> Result<Self, String> {
        Err("symbolic values are not stored".to_owned())
    }
}

impl<T: Stored> State<T> {
    /// The state as a JSON object; `None` if a number in it is not finite.
    #[must_use]
    pub fn to_json(&self) -> Option<Value> {
        let vector = |x: &[T]| -> Option<Value> {
            x.iter()
                .map(|x| x.to_text().map(Value::String))
                .collect::<Option<Vec<_>>>()
                .map(Value::Array)
        };
        let network = |x: &Network<T>| -> Option<Value> {
            let mut object = Map::new();
            object.insert("v".to_owned(), vector(&x.v)?);
            object.insert("w".to_owned(), vector(&x.w)?);
            Some(Value::Object(object))
        };
        let mut object = Map::new();
        object.insert("step".to_owned(), Value::from(self.step));
        object.insert("student".to_owned(), network(&self.student)?);
        if let Some(float_w) = &self.float_w {
            object.insert("float_w".to_owned(), vector(float_w)?);
        }
        for (key, buffer) in [
            ("first", &self.buffers.first),
            ("second", &self.buffers.second),
        ] {
            if let Some(buffer) = buffer {
                object.insert(key.to_owned(), network(buffer)?);
            }
        }
        Some(Value::Object(object))
    }

    /// Reads a state that fits a run: one with the same vectors, of the same lengths, as `like`.
    ///
    /// # Errors
    /// [`StateError`] naming the key.
    pub fn from_json(context: &T::Context, value: &Value, like: &Self) -> Result<Self, StateError> {
        let reader = Reader { context };
        let object = reader.object("state", value)?;
        let step = object
            .get("step")
            .and_then(Value::as_u64)
            .ok_or_else(|| refused("step", "expected a whole number"))?;
        let optional = |key: &str, like: &Option<Network<T>>| match (object.get(key), like) {
            (Some(value), Some(like)) => reader.network(key, Some(value), like).map(Some),
            (None, None) => Ok(None),
            (Some(_), None) => Err(refused(key, "the method has no such buffer")),
            (None, Some(_)) => Err(refused(key, "is missing")),
        };
        Ok(State {
            step,
            student: reader.network("student", object.get("student"), &like.student)?,
            float_w: match (object.get("float_w"), &like.float_w) {
                (None, None) => None,
                (value, Some(like)) => Some(reader.vector("float_w", value, like.len())?),
                (Some(_), None) => return Err(refused("float_w", "nothing is quantised")),
            },
            buffers: Buffers {
                first: optional("first", &like.buffers.first)?,
                second: optional("second", &like.buffers.second)?,
            },
        })
    }
}

fn refused(field: &str, message: &str) -> StateError {
    StateError {
        field: field.to_owned(),
        message: message.to_owned(),
    }
}

struct Reader<'a, C> {
    context: &'a C,
}

impl<C> Reader<'_, C> {
    fn object<'v>(
        &self,
        field: &str,
        value: &'v Value,
    ) -> Result<&'v Map<String, Value>, StateError> {
        value
            .as_object()
            .ok_or_else(|| refused(field, "expected an object"))
    }

    fn network<T: Stored<Context = C>>(
        &self,
        field: &str,
        value: Option<&Value>,
        like: &Network<T>,
    ) -> Result<Network<T>, StateError> {
        let value = value.ok_or_else(|| refused(field, "is missing"))?;
        let object = self.object(field, value)?;
        Ok(Network {
            v: self.vector(&format!("{field}.v"), object.get("v"), like.v.len())?,
            w: self.vector(&format!("{field}.w"), object.get("w"), like.w.len())?,
        })
    }

    fn vector<T: Stored<Context = C>>(
        &self,
        field: &str,
        value: Option<&Value>,
        length: usize,
    ) -> Result<Vec<T>, StateError> {
        let entries = value
            .and_then(Value::as_array)
            .ok_or_else(|| refused(field, "expected a list of numbers in quotes"))?;
        if entries.len() != length {
            let message = format!("has {} entries, expected {length}", entries.len());
            return Err(refused(field, &message));
        }
        let entry = |(index, entry): (usize, &Value)| {
            let place = || format!("{field}[{index}]");
            let text = entry
                .as_str()
                .ok_or_else(|| refused(&place(), "expected a number in quotes"))?;
            T::from_text(self.context, text).map_err(|message| StateError {
                field: place(),
                message,
            })
        };
        entries.iter().enumerate().map(entry).collect()
    }
}
