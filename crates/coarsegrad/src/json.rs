//! The values of an instance as a JSON document, `coarsegrad/value/1`.
//!
//! A number is `{"mid": "...", "rad": "...", "exact": "..."}` in decimal texts such that
//! `[mid - rad, mid + rad]`, read exactly, contains it; `exact` is its closed form where one of
//! moderate length is known. A number that the proof assistant has checked has `"grade":
//! "certified"` and the name of the lemma as its `certificate`; one without a grade is enclosed. A
//! value that does not exist is `{"undefined": "...", "message":
//! "..."}`. The schema is [`crate::schema::VALUE`].
//!
//! Documents are written straight into a string: an instance may have a million entries.

mod sample;

use std::fmt::Write;

use coarsegrad_arith::DecimalFormat;
use coarsegrad_exact::{CoarseValue, Enclosure, Outcome, Undefined, ValueReport};
use coarsegrad_golden::{Quantity, Record};

use crate::grade::Claim;

pub use sample::{SAMPLE_SCHEMA, write_sample};

/// The value of the `schema` key of a value document.
pub const VALUE_SCHEMA: &str = "coarsegrad/value/1";

/// The value of the `schema` key of an error document.
pub const VALUE_ERROR_SCHEMA: &str = "coarsegrad/value-error/1";

/// Writes the values of an instance as one line of JSON, without a line end.
///
/// `digits` is the number of digits that the report was asked for, `certified` what the proof
/// assistant says of the instance, as [`certificates_of`](coarsegrad_golden::certificates_of) answers.
pub fn write_value(
    out: &mut String,
    report: &ValueReport,
    digits: u32,
    certified: Option<&Record>,
) {
    let mut json = Json { out, format: None };
    let claim = |quantity| Claim::of(certified, quantity);
    let angle = claim(Quantity::Angle);
    json.text("{\"schema\":\"").text(VALUE_SCHEMA);
    json.text("\",\"digits\":").text(&digits.to_string());
    json.text(",\"angle\":")
        .outcome(&report.angle, |json, x| json.graded(x, angle.as_ref(), 0));
    let loss = claim(Quantity::PopulationLoss);
    json.text(",\"quantities\":{\"population_loss\":").graded(
        &report.population_loss,
        loss.as_ref(),
        0,
    );
    let gradient_v = claim(Quantity::PopulationGradientV);
    json.text(",\"population_gradient\":{\"v\":")
        .vector(&report.gradient_v, gradient_v.as_ref());
    let gradient_w = claim(Quantity::PopulationGradientW);
    json.text(",\"w\":").outcome(&report.gradient_w, |json, w| {
        json.vector(w, gradient_w.as_ref())
    });
    json.text("},\"expected_coarse_gradient\":");
    json.by_ste(&report.coarse, |json, coarse| {
        let mean = Quantity::of_ste(&coarse.ste).and_then(claim);
        json.text("{\"w\":")
            .vector(&coarse.w, mean.as_ref())
            .text("}");
    });
    json.text(",\"inner_product\":");
    json.by_ste(&report.coarse, |json, coarse| {
        json.outcome(&coarse.inner_product, Json::number);
    });
    json.text(",\"cosine\":");
    json.by_ste(&report.coarse, |json, coarse| {
        json.outcome(&coarse.cosine, Json::number);
    });
    json.text(",\"variance\":{\"loss\":")
        .number(&report.loss_variance);
    for coarse in &report.coarse {
        json.text(",").string(&coarse.ste.to_string());
        json.text(":{\"trace\":").number(&coarse.trace).text("}");
    }
    json.text("}}}");
}

/// Writes what is said in the place of a value in a batch, as one line of JSON, without a line
/// end. Lines are counted from one.
pub fn write_error(out: &mut String, line: u64, message: &str) {
    let mut json = Json { out, format: None };
    json.text("{\"schema\":\"").text(VALUE_ERROR_SCHEMA);
    json.text("\",\"line\":").text(&line.to_string());
    json.text(",\"error\":").string(message).text("}");
}

/// A JSON text under construction.
struct Json<'a> {
    out: &'a mut String,
    /// The printer of the last quantum: the entries of a vector share one.
    format: Option<(i64, DecimalFormat)>,
}

impl Json<'_> {
    fn text(&mut self, text: &str) -> &mut Self {
        self.out.push_str(text);
        self
    }

    /// A quoted string, escaped where needed.
    fn string(&mut self, text: &str) -> &mut Self {
        self.out.push('"');
        let is_plain = |byte: u8| byte >= 0x20 && byte != 0x7f && byte != b'"' && byte != b'\\';
        if text.bytes().all(is_plain) {
            self.out.push_str(text);
        } else {
            for character in text.chars() {
                self.escaped(character);
            }
        }
        self.out.push('"');
        self
    }

    fn escaped(&mut self, character: char) {
        match character {
            '"' => self.out.push_str("\\\""),
            '\\' => self.out.push_str("\\\\"),
            '\n' => self.out.push_str("\\n"),
            '\r' => self.out.push_str("\\r"),
            '\t' => self.out.push_str("\\t"),
            '\u{0}'..='\u{1f}' | '\u{7f}' => {
                // Writing to a string cannot fail.
                let _ = write!(self.out, "\\u{:04x}", u32::from(character));
            }
            _ => self.out.push(character),
        }
    }

    fn number(&mut self, value: &Enclosure) -> &mut Self {
        self.graded(value, None, 0)
    }

    /// A number with its grade, if it is an entry of a certified quantity.
    fn graded(&mut self, value: &Enclosure, claim: Option<&Claim>, index: usize) -> &mut Self {
        if value.ball.is_zero() {
            self.text("{\"mid\":\"0\",\"rad\":\"0\",\"exact\":\"0\"");
            return self.grade(claim, index, "0", "0").text("}");
        }
        let format = match &mut self.format {
            Some((quantum, format)) if *quantum == value.quantum => format,
            slot => {
                let format = DecimalFormat::new(value.quantum);
                &mut slot.insert((value.quantum, format)).1
            }
        };
        let decimal = format.format(&value.ball);
        self.text("{\"mid\":\"").text(&decimal.mid);
        self.text("\",\"rad\":\"").text(&decimal.rad).text("\"");
        if let Some(exact) = &value.exact {
            // Closed forms are made of letters, digits and operators.
            self.text(",\"exact\":\"").text(exact).text("\"");
        }
        self.grade(claim, index, &decimal.mid, &decimal.rad)
            .text("}")
    }

    fn grade(&mut self, claim: Option<&Claim>, index: usize, mid: &str, rad: &str) -> &mut Self {
        match claim {
            Some(claim) if claim.implies(index, mid, rad) => self
                .text(",\"grade\":\"certified\",\"certificate\":")
                .string(claim.lemma()),
            _ => self,
        }
    }

    fn vector(&mut self, entries: &[Enclosure], claim: Option<&Claim>) -> &mut Self {
        self.text("[");
        for (index, entry) in entries.iter().enumerate() {
            if index > 0 {
                self.text(",");
            }
            self.graded(entry, claim, index);
        }
        self.text("]")
    }

    fn outcome<T>(
        &mut self,
        outcome: &Outcome<T>,
        write: impl for<'s> FnOnce(&'s mut Self, &T) -> &'s mut Self,
    ) -> &mut Self {
        match outcome {
            Ok(value) => write(self, value),
            Err(reason) => self.undefined(*reason),
        }
    }

    fn undefined(&mut self, reason: Undefined) -> &mut Self {
        self.text("{\"undefined\":").string(reason.code());
        self.text(",\"message\":").string(&reason.to_string());
        self.text("}")
    }

    /// An object with one key for each STE.
    fn by_ste(&mut self, coarse: &[CoarseValue], write: impl Fn(&mut Self, &CoarseValue)) {
        self.text("{");
        for (index, value) in coarse.iter().enumerate() {
            if index > 0 {
                self.text(",");
            }
            self.string(&value.ste.to_string()).text(":");
            write(self, value);
        }
        self.text("}");
    }
}
