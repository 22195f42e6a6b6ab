//! Reading cases from JSON Lines, within limits.

use std::io::BufRead;
use std::str::FromStr;

use coarsegrad_arith::{Rational, parse_rational};
use coarsegrad_model::json_message;
use coarsegrad_model::pointwise::{Dtype, Extended};

use super::error::{Violation, shorten};
use super::raw::{OneOrMany, RawCase, RawExpectation, RawInput, RawTolerance};
use super::{
    Case, CaseError, Expectation, Expected, SCHEMA_NAME, Status, Tensor, Tolerance, When, blocks,
    semantic_hash,
};
use crate::limited::{Line, read_line};

/// What a file of cases may not exceed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The bytes of a line.
    pub line_bytes: usize,
    /// The records of a file.
    pub records: u64,
    /// The entries of a tensor.
    pub entries: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            line_bytes: 1 << 20,
            records: 100_000_000,
            entries: 1 << 16,
        }
    }
}

/// The greatest number of inputs, parameters, expectations, conditions, claims or flags of a case.
const MAX_PARTS: usize = 256;

/// The greatest number of dimensions of a tensor.
const MAX_DIMENSIONS: usize = 8;

/// The greatest number of draws of a case about a distribution.
const MAX_DRAWS: u32 = 1 << 20;

/// The greatest tolerance, in units in the last place.
const MAX_ULPS: u32 = 1 << 16;

/// The longest id, name or condition.
const MAX_NAME: usize = 200;

/// The cases of a file, read one at a time.
///
/// After an error there is no further item.
#[derive(Debug)]
pub struct Cases<R> {
    stream: R,
    limits: Limits,
    buffer: Vec<u8>,
    line: u64,
    records: u64,
    previous: String,
    done: bool,
}

impl<R: BufRead> Cases<R> {
    /// The cases of a stream. Empty lines are passed over.
    pub fn new(stream: R, limits: Limits) -> Self {
        Cases {
            stream,
            limits,
            buffer: Vec::new(),
            line: 0,
            records: 0,
            previous: String::new(),
            done: false,
        }
    }

    fn read(&mut self) -> Result<Option<Case>, CaseError> {
        loop {
            self.line += 1;
            let (line, limit) = (self.line, self.limits.line_bytes);
            let what = read_line(&mut self.stream, &mut self.buffer, limit)
                .map_err(|source| CaseError::Read { line, source })?;
            match what {
                Line::End => return Ok(None),
                Line::TooLong => return Err(CaseError::LongLine { line, limit }),
                Line::Whole | Line::Unfinished if self.buffer.trim_ascii().is_empty() => {}
                Line::Whole | Line::Unfinished => break,
            }
        }
        let line = self.line;
        self.records += 1;
        if self.records > self.limits.records {
            let limit = self.limits.records;
            return Err(CaseError::TooMany { line, limit });
        }
        let case = parse_case(&self.buffer, line, &self.limits)?;
        if case.id <= self.previous {
            return Err(CaseError::Order {
                line,
                id: case.id,
                previous: self.previous.clone(),
            });
        }
        self.previous.clone_from(&case.id);
        Ok(Some(case))
    }
}

impl<R: BufRead> Iterator for Cases<R> {
    type Item = Result<Case, CaseError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        let item = self.read().transpose();
        self.done = !matches!(item, Some(Ok(_)));
        item
    }
}

/// Reads a record from its line, whose number is for messages.
///
/// # Errors
/// [`CaseError::Json`] where the line is no object of this form, [`CaseError::Field`] where a field violates a
/// condition, [`CaseError::Hash`] where the record is stale.
pub fn parse_case(bytes: &[u8], line: u64, limits: &Limits) -> Result<Case, CaseError> {
    let raw: RawCase = serde_json::from_slice(bytes).map_err(|error| CaseError::Json {
        line,
        message: shorten(&json_message(bytes, &error)),
    })?;
    let hash = raw.hash.clone();
    let mut case = convert(raw, limits).map_err(|violation| CaseError::Field {
        line,
        field: violation.field,
        condition: violation.condition,
        found: violation.found,
    })?;
    let expected = semantic_hash(&case);
    if hash != expected {
        return Err(CaseError::Hash {
            line,
            id: case.id,
            found: shorten(&hash),
            expected,
        });
    }
    case.hash = hash;
    Ok(case)
}

fn convert(raw: RawCase, limits: &Limits) -> Result<Case, Violation> {
    if raw.schema != SCHEMA_NAME {
        return Err(Violation::new(
            "schema",
            "\"coarsegrad/case/1\"",
            &raw.schema,
        ));
    }
    check_slug("id", &raw.id)?;
    check_slug("op", &raw.op)?;
    check_slug("output", &raw.output)?;
    for (field, count) in [
        ("params", raw.params.0.len()),
        ("inputs", raw.inputs.0.len()),
        ("dtypes", raw.dtypes.len()),
        ("expect", raw.expect.len()),
        ("claims", raw.claims.len()),
        ("flags", raw.flags.len()),
        ("oracle", raw.oracle.len()),
    ] {
        if count > MAX_PARTS {
            return Err(Violation::new(field, "a list of at most 256 parts", &count));
        }
    }
    for text in raw.claims.iter().chain(&raw.flags).chain([&raw.since]) {
        if text.len() > MAX_NAME {
            return Err(Violation::new("claims, flags and since", "short", text));
        }
    }
    if raw.expect.is_empty() {
        return Err(Violation::new("expect", "a list of at least one part", &0));
    }
    let status = match (raw.status.as_str(), raw.reason) {
        ("active", None) => Status::Active,
        ("withdrawn", Some(reason)) => Status::Withdrawn(reason),
        (other, _) => {
            return Err(Violation::new(
                "status",
                "\"active\", or \"withdrawn\" and with a reason",
                &other,
            ));
        }
    };
    let mut inputs = std::collections::BTreeMap::new();
    for (name, input) in raw.inputs.0 {
        check_slug("inputs", &name)?;
        let read = tensor(&input, limits).map_err(|error| error.within(&name).within("inputs"))?;
        inputs.insert(name, read);
    }
    let mut dtypes = Vec::new();
    for name in &raw.dtypes {
        dtypes.push(dtype(name)?);
    }
    let mut expect = Vec::new();
    for (index, one) in raw.expect.into_iter().enumerate() {
        let field = format!("expect[{index}]");
        expect.push(expectation(one, limits).map_err(|error| error.within(&field))?);
    }
    check_alike(&expect)?;
    Ok(Case {
        id: raw.id,
        hash: String::new(),
        since: raw.since,
        status,
        op: raw.op,
        output: raw.output,
        params: raw.params.0,
        inputs,
        dtypes,
        expect,
        claims: raw.claims,
        flags: raw.flags,
        tolerance: tolerance(&raw.tol)?,
        oracle: raw.oracle,
        provenance: raw.provenance.0,
    })
}

/// Names and ids: they stand in file names, reports and commands.
fn check_slug(field: &str, text: &str) -> Result<(), Violation> {
    let allowed =
        |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"._/-".contains(&byte);
    let starts = text
        .bytes()
        .next()
        .is_some_and(|byte| byte.is_ascii_alphanumeric());
    if starts && text.len() <= MAX_NAME && text.bytes().all(allowed) {
        return Ok(());
    }
    Err(Violation::new(
        field,
        "a small letter or digit, then small letters, digits and \"._/-\", 200 at most",
        &text,
    ))
}

fn dtype(name: &str) -> Result<Dtype, Violation> {
    Dtype::from_str(name).map_err(|_| Violation::new("dtype", "f64, f32, bf16 or f16", &name))
}

/// The number of entries of a shape, within the limit.
fn entries(shape: &[usize], limits: &Limits) -> Result<usize, Violation> {
    let product = shape
        .iter()
        .try_fold(1_usize, |product, length| product.checked_mul(*length));
    match product {
        Some(count) if (1..=limits.entries).contains(&count) && shape.len() <= MAX_DIMENSIONS => {
            Ok(count)
        }
        _ => Err(Violation::new(
            "shape",
            "at most 8 dimensions, with at least one entry and no more than the limit",
            &format_args!("{shape:?}"),
        )),
    }
}

fn tensor(raw: &RawInput, limits: &Limits) -> Result<Tensor, Violation> {
    let texts = raw.q.texts();
    let shape = match (&raw.q, &raw.shape) {
        (OneOrMany::One(_), shape) => shape.clone().unwrap_or_default(),
        (OneOrMany::Many(texts), shape) => shape.clone().unwrap_or_else(|| vec![texts.len()]),
    };
    if entries(&shape, limits)? != texts.len() {
        return Err(Violation::new(
            "q",
            "as many as the shape says",
            &texts.len(),
        ));
    }
    let mut values = Vec::with_capacity(texts.len());
    for text in texts {
        values.push(extended("q", text)?);
    }
    let same = |count: usize, field: &str| match count == values.len() {
        true => Ok(()),
        false => Err(Violation::new(field, "as many as q", &count)),
    };
    if let Some(twin) = &raw.f64 {
        same(twin.texts().len(), "f64")?;
        for (text, value) in twin.texts().iter().zip(&values) {
            if extended("f64", text)? != *value {
                return Err(Violation::new("f64", "the number q", text));
            }
        }
    }
    for (name, twin) in &raw.bits.0 {
        let format = dtype(name)?;
        same(twin.texts().len(), "bits")?;
        for (text, value) in twin.texts().iter().zip(&values) {
            let denoted = (text.len() * 4 == format.width() as usize)
                .then(|| u64::from_str_radix(text, 16).ok())
                .flatten()
                .and_then(|bits| format.decode(bits).ok());
            if denoted.as_ref() != Some(value) {
                return Err(Violation::new("bits", "a pattern of the number q", text));
            }
        }
    }
    Ok(Tensor { shape, values })
}

fn extended(field: &str, text: &str) -> Result<Extended, Violation> {
    text.parse()
        .map_err(|_| Violation::new(field, "an exact number, inf, -inf, -0 or nan", &text))
}

fn rational(field: &str, text: Option<&String>) -> Result<Rational, Violation> {
    let text = text.map_or("", String::as_str);
    parse_rational(text).map_err(|_| Violation::new(field, "an exact number", &text))
}

fn expectation(raw: RawExpectation, limits: &Limits) -> Result<Expectation, Violation> {
    let mut when = When::new();
    for (axis, choices) in &raw.when.0 {
        check_slug("when", axis)?;
        if choices.texts().is_empty() || choices.texts().len() > MAX_PARTS {
            return Err(Violation::new("when", "a choice or some choices", axis));
        }
        for choice in choices.texts() {
            check_slug("when", choice)?;
        }
        let mut choices = choices.texts().to_vec();
        choices.sort();
        choices.dedup();
        when.insert(axis.clone(), choices);
    }
    let (shape, values) = if raw.kind == "tensor" {
        let parts = raw.of.as_deref().unwrap_or_default();
        let shape = raw.shape.clone().unwrap_or_else(|| vec![parts.len()]);
        if entries(&shape, limits)? != parts.len() {
            return Err(Violation::new(
                "of",
                "as many as the shape says",
                &parts.len(),
            ));
        }
        let mut values = Vec::with_capacity(parts.len());
        for part in parts {
            if !part.when.0.is_empty() || part.of.is_some() {
                return Err(Violation::new(
                    "of",
                    "free of conditions and tensors",
                    &part.kind,
                ));
            }
            values.push(expected(part)?);
        }
        (shape, values)
    } else {
        if raw.of.is_some() {
            return Err(Violation::new(
                "of",
                "absent but for the kind tensor",
                &raw.kind,
            ));
        }
        (Vec::new(), vec![expected(&raw)?])
    };
    Ok(Expectation {
        when,
        shape,
        values,
    })
}

fn expected(raw: &RawExpectation) -> Result<Expected, Violation> {
    let texts = raw.q.as_ref().map(OneOrMany::texts).unwrap_or_default();
    let one = || match texts {
        [text] => extended("q", text),
        _ => Err(Violation::new("q", "one number", &texts.len())),
    };
    Ok(match raw.kind.as_str() {
        "exact" => Expected::Exact(one()?),
        "nan" => Expected::Nan,
        "signed_zero" => match one()? {
            Extended::NegativeZero => Expected::SignedZero { negative: true },
            zero if zero.is_zero() => Expected::SignedZero { negative: false },
            other => return Err(Violation::new("q", "\"0\" or \"-0\"", &other)),
        },
        "set" => {
            let mut set = Vec::new();
            for text in texts {
                set.push(extended("q", text)?);
            }
            if set.is_empty() || set.len() > MAX_PARTS {
                return Err(Violation::new("q", "some numbers, 256 at most", &set.len()));
            }
            Expected::Set(set)
        }
        "ball" => {
            let rad = match raw.rad.as_deref() {
                Some("inf") => None,
                _ => Some(rational("rad", raw.rad.as_ref())?),
            };
            if rad.as_ref().is_some_and(|rad| rad.is_negative()) {
                return Err(Violation::new("rad", "at least zero", &"a negative number"));
            }
            let mid = rational("mid", raw.mid.as_ref())?;
            Expected::Ball { mid, rad }
        }
        "dist" => {
            let variance = rational("variance", raw.variance.as_ref())?;
            let level = rational("level", raw.level.as_ref())?;
            if variance.is_negative() {
                return Err(Violation::new("variance", "at least zero", &variance));
            }
            if !level.is_positive() || level >= 1 {
                return Err(Violation::new("level", "strictly between 0 and 1", &level));
            }
            let draws = raw.n.unwrap_or(0);
            if draws == 0 || draws > MAX_DRAWS {
                return Err(Violation::new("n", "between 1 and 2^20", &draws));
            }
            let needed = blocks(&level);
            if draws < needed {
                let found = format!("{draws} of {needed}");
                return Err(Violation::new(
                    "n",
                    "as many draws as the level needs",
                    &found,
                ));
            }
            Expected::Distribution {
                mean: rational("mean", raw.mean.as_ref())?,
                variance,
                draws,
                level,
            }
        }
        other => {
            return Err(Violation::new(
                "kind",
                "exact, ball, set, nan, signed_zero, dist or tensor",
                &other,
            ));
        }
    })
}

/// All expectations are of one shape, and draws are asked for by all alike or by none.
fn check_alike(expect: &[Expectation]) -> Result<(), Violation> {
    let mut values = expect.iter().flat_map(|expectation| &expectation.values);
    let draws = |expected: &Expected| match expected {
        Expected::Distribution { draws, .. } => *draws,
        _ => 0,
    };
    let first = values.next().map_or(0, draws);
    if let Some(one) = expect.windows(2).find(|pair| match pair {
        [left, right] => left.shape != right.shape,
        _ => false,
    }) {
        let found = one.last().map(|last| &last.shape);
        return Err(Violation::new(
            "expect",
            "of one shape throughout",
            &format_args!("{found:?}"),
        ));
    }
    match values.find(|expected| draws(expected) != first) {
        None => Ok(()),
        Some(other) => Err(Violation::new(
            "expect",
            "of kind dist with one n throughout, or without that kind",
            &draws(other),
        )),
    }
}

fn tolerance(raw: &RawTolerance) -> Result<Tolerance, Violation> {
    match (raw.class.as_str(), raw.k) {
        ("exact", None) => Ok(Tolerance::Exact),
        ("ulp", Some(k)) if k <= MAX_ULPS => Ok(Tolerance::Ulps(k)),
        (other, _) => Err(Violation::new(
            "tol",
            "of class exact, or of class ulp with k at most 65536",
            &other,
        )),
    }
}
