//! Instances in JSON: exact numbers, no surprises.

use std::borrow::Cow;
use std::collections::HashSet;

use coarsegrad_arith::{Integer, Rational, parse_rational};
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::{ModelError, Network, TwoLayer, json_message};

/// The largest instance text read, in bytes.
pub const MAX_INSTANCE_BYTES: usize = 64 << 20;

/// The largest total size of an instance's numerators and denominators, in bits.
pub const MAX_TOTAL_BITS: u64 = 1 << 27;

/// The largest common denominator of an instance, in bits: exact sums have its fourth power.
pub const MAX_DENOMINATOR_BITS: u64 = 1 << 19;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct InstanceText<'a> {
    model: Cow<'a, str>,
    #[serde(borrow)]
    student: &'a RawValue,
    #[serde(borrow)]
    teacher: &'a RawValue,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NetworkText<'a> {
    #[serde(borrow)]
    v: Vec<&'a RawValue>,
    #[serde(borrow)]
    w: Vec<&'a RawValue>,
}

/// Reads one instance from JSON text.
///
/// ```json
/// {"model": "two-layer",
///  "student": {"v": ["3/5", "-1"], "w": ["1", "0.25"]},
///  "teacher": {"v": [1, 2], "w": [1, 0]}}
/// ```
///
/// An entry is a JSON string or a JSON number; both are read by their text, exactly, never
/// through floating point. Unknown and repeated keys are errors.
///
/// # Errors
/// [`ModelError`] naming the field and what is wrong with it. Work and memory are bounded by
/// [`MAX_INSTANCE_BYTES`], [`MAX_TOTAL_BITS`] and [`MAX_DENOMINATOR_BITS`].
pub fn parse_instance(text: &[u8]) -> Result<TwoLayer<Rational>, ModelError> {
    limit(
        "its text in bytes",
        text.len() as u64,
        MAX_INSTANCE_BYTES as u64,
    )?;
    let json = |message: String| ModelError::Json { message };
    let text = std::str::from_utf8(text).map_err(|e| {
        json(format!(
            "not UTF-8 text: the byte at offset {} is not",
            e.valid_up_to()
        ))
    })?;
    let instance: InstanceText<'_> = object(text, "")?;
    if instance.model != "two-layer" {
        let name = instance.model.chars().take(40).collect();
        return Err(ModelError::UnknownModel { name });
    }
    let mut budget = Budget::default();
    let student = network("student", instance.student, &mut budget)?;
    let teacher = network("teacher", instance.teacher, &mut budget)?;
    budget.check_denominators([&student, &teacher])?;
    TwoLayer::new(student, teacher)
}

/// Reads a JSON object; an array with the same values in order is not one. `name` is empty for the
/// whole instance.
fn object<'a, T: Deserialize<'a>>(text: &'a str, name: &str) -> Result<T, ModelError> {
    let result = if text.trim_start().starts_with('[') {
        Err("expected an object in braces, found an array".to_owned())
    } else {
        serde_json::from_str(text).map_err(|error| json_message(text.as_bytes(), &error))
    };
    result.map_err(|mut message| {
        if !name.is_empty() {
            // The reader counts lines from the start of this object: leave the place out.
            let end = message.rfind(" at line ").unwrap_or(message.len());
            message.truncate(end);
            message.insert_str(0, &format!("{name}: "));
        }
        ModelError::Json { message }
    })
}

fn network(
    name: &str,
    text: &RawValue,
    budget: &mut Budget,
) -> Result<Network<Rational>, ModelError> {
    let text: NetworkText<'_> = object(text.get(), name)?;
    let mut vector = |key: &str, entries: &[&RawValue]| -> Result<Vec<Rational>, ModelError> {
        let mut numbers = Vec::with_capacity(entries.len());
        for (index, entry) in entries.iter().enumerate() {
            let value = number(entry.get(), || format!("{name}.{key}[{index}]"))?;
            budget.spend(&value)?;
            numbers.push(value);
        }
        Ok(numbers)
    };
    Ok(Network {
        v: vector("v", &text.v)?,
        w: vector("w", &text.w)?,
    })
}

/// Reads an entry: a JSON number or a JSON string with a number in it.
fn number(entry: &str, field: impl Fn() -> String) -> Result<Rational, ModelError> {
    let not_a_number = |found: &str| ModelError::NotANumber {
        field: field(),
        found: found.to_owned(),
    };
    let text = match entry.as_bytes().first() {
        Some(b'"') => serde_json::from_str::<Cow<'_, str>>(entry)
            .map_err(|_| not_a_number("a malformed string"))?,
        Some(b'-' | b'0'..=b'9') => Cow::Borrowed(entry),
        Some(b'[') => return Err(not_a_number("an array")),
        Some(b'{') => return Err(not_a_number("an object")),
        _ => return Err(not_a_number(entry)),
    };
    parse_rational(&text).map_err(|source| ModelError::Number {
        field: field(),
        source,
    })
}

fn limit(what: &'static str, size: u64, limit: u64) -> Result<(), ModelError> {
    if size > limit {
        Err(ModelError::TooLarge { what, size, limit })
    } else {
        Ok(())
    }
}

/// Keeps the exact numbers of an instance within the limits.
#[derive(Default)]
struct Budget {
    total_bits: u64,
    denominator_bits: u64,
}

impl Budget {
    fn spend(&mut self, value: &Rational) -> Result<(), ModelError> {
        self.total_bits += bits(value.numer()) + bits(value.denom());
        self.denominator_bits += bits(value.denom());
        limit(
            "the total size of its numbers in bits",
            self.total_bits,
            MAX_TOTAL_BITS,
        )
    }

    /// Bounds the common denominator; it is formed only where the denominators together might
    /// exceed the limit.
    fn check_denominators(&self, networks: [&Network<Rational>; 2]) -> Result<(), ModelError> {
        if self.denominator_bits <= MAX_DENOMINATOR_BITS {
            return Ok(());
        }
        let numbers = networks
            .into_iter()
            .flat_map(|network| network.v.iter().chain(&network.w));
        let distinct: HashSet<&Integer> = numbers.map(Rational::denom).collect();
        let mut level: Vec<Integer> = distinct.into_iter().cloned().collect();
        // A balanced tree of least common multiples, stopped as soon as one is too large.
        while level.len() > 1 {
            let mut next = Vec::with_capacity(level.len().div_ceil(2));
            let mut pairs = level.into_iter();
            while let Some(left) = pairs.next() {
                let merged = match pairs.next() {
                    Some(right) => left.lcm(&right),
                    None => left,
                };
                limit(
                    "its common denominator in bits",
                    bits(&merged),
                    MAX_DENOMINATOR_BITS,
                )?;
                next.push(merged);
            }
            level = next;
        }
        Ok(())
    }
}

fn bits(x: &Integer) -> u64 {
    u64::from(x.significant_bits())
}
