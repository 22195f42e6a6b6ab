//! `coarsegrad golden show`: one case.

use std::fmt::Write as _;
use std::process::ExitCode;

use coarsegrad::golden::case::{
    Case, Expectation, Expected, Parameter, Status, Tolerance, When, write_case,
};
use coarsegrad::golden::judge::Glossary;
use coarsegrad::golden::wire::encode_hex;
use coarsegrad::model::pointwise::{Dtype, Extended};

use super::arguments::ShowArguments;
use crate::args::Format;
use crate::failure::{Failure, brief, one_line};
use crate::interrupt::stop_flag;
use crate::judge::cases::Source;
use crate::judge::find::find;
use crate::judge::glossary;
use crate::print;

/// The entries of a tensor that are shown.
const SHOWN: usize = 8;

pub(super) fn run(arguments: &ShowArguments) -> Result<ExitCode, Failure> {
    let stop = stop_flag()?;
    let source = Source::open(arguments.cases.as_deref(), &stop)?;
    let case = find(source, &arguments.case)?;
    match arguments.format {
        Format::Json => print(&(write_case(&case) + "\n")),
        Format::Text => print(&text(&case, &glossary()?)),
    }
}

fn text(case: &Case, glossary: &Glossary) -> String {
    let mut lines = vec![case.id.clone()];
    let mut add = |line: String| lines.push(format!("  {line}"));
    add(format!("{} of {}", case.output, case.op));
    if let Status::Withdrawn(reason) = &case.status {
        add(format!("withdrawn: {reason}"));
    }
    for (name, parameter) in &case.params {
        add(format!("{name} = {}", parameter_text(parameter)));
    }
    for (name, tensor) in &case.inputs {
        let values = tensor.values.iter().map(ToString::to_string);
        add(format!("{name} = {}", entries(&tensor.shape, values)));
        if let [value] = tensor.values.as_slice() {
            add(format!(
                "{:width$}   {}",
                "",
                patterns(value),
                width = name.len()
            ));
        }
    }
    let formats = match case.dtypes.as_slice() {
        [] => Dtype::ALL,
        some => some,
    };
    let formats: Vec<_> = formats.iter().map(|dtype| dtype.name()).collect();
    add(format!("asked in {}", formats.join(", ")));
    let within = match case.tolerance {
        Tolerance::Exact => String::new(),
        Tolerance::Ulps(1) => " within 1 unit in the last place".to_owned(),
        Tolerance::Ulps(k) => format!(" within {k} units in the last place"),
    };
    for expectation in &case.expect {
        let expected = expected(expectation);
        let condition = match conditions(&expectation.when) {
            none if none.is_empty() => String::new(),
            some => format!(" where {some}"),
        };
        add(format!("expected: {expected}{within}{condition}"));
    }
    for claim in &case.claims {
        add(match glossary.claims.get(claim) {
            Some(rule) => format!("rule: {claim}: {} {}", rule.sentence, rule.link),
            None => format!("rule: {claim}"),
        });
    }
    for flag in &case.flags {
        add(match glossary.flags.get(flag) {
            Some(about) => format!("flag {flag}: {}; {}", about.catches, about.effect),
            None => format!("flag {flag}"),
        });
    }
    let oracles: Vec<_> = case
        .oracle
        .iter()
        .map(|oracle| oracle.name.as_str())
        .collect();
    if !oracles.is_empty() {
        add(format!("found by: {}", oracles.join(", ")));
    }
    add(format!("since {}, {}", case.since, case.hash));
    let mut text = String::new();
    for line in lines {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{}", one_line(&line));
    }
    text
}

fn parameter_text(parameter: &Parameter) -> String {
    match parameter {
        Parameter::Text(text) => text.clone(),
        Parameter::Integer(integer) => integer.to_string(),
        Parameter::Flag(flag) => flag.to_string(),
        Parameter::List(list) => {
            let texts = list.iter().map(parameter_text);
            entries(&[list.len()], texts)
        }
    }
}

/// The patterns of a number in the formats that have it.
fn patterns(value: &Extended) -> String {
    let each: Vec<_> = Dtype::ALL
        .iter()
        .filter_map(|dtype| {
            let bits = dtype.encode(value)?;
            Some(format!("{dtype} {}", encode_hex(*dtype, &[bits])))
        })
        .collect();
    match each.is_empty() {
        true => "no number of any format".to_owned(),
        false => each.join(", "),
    }
}

/// A number, or the first entries in brackets with their shape.
fn entries(shape: &[usize], mut texts: impl Iterator<Item = String>) -> String {
    if shape.is_empty() {
        return brief(&texts.next().unwrap_or_default()).into_owned();
    }
    let mut shown: Vec<String> = texts
        .by_ref()
        .take(SHOWN)
        .map(|text| brief(&text).into_owned())
        .collect();
    if texts.next().is_some() {
        shown.push("...".to_owned());
    }
    format!("[{}] of shape {shape:?}", shown.join(", "))
}

fn expected(expectation: &Expectation) -> String {
    entries(&expectation.shape, expectation.values.iter().map(number))
}

fn number(expected: &Expected) -> String {
    match expected {
        Expected::Exact(value) => value.to_string(),
        Expected::Ball { mid, rad } => match rad {
            Some(rad) => format!("{:e} ± {:.1e}", mid.to_f64(), rad.to_f64()),
            None => format!("{:e} ± inf", mid.to_f64()),
        },
        Expected::Set(values) => {
            let texts: Vec<_> = values.iter().map(ToString::to_string).collect();
            format!("one of {}", texts.join(", "))
        }
        Expected::Nan => "nan".to_owned(),
        Expected::SignedZero { negative: true } => "the zero -0".to_owned(),
        Expected::SignedZero { negative: false } => "the zero +0".to_owned(),
        Expected::Distribution {
            mean,
            variance,
            draws,
            ..
        } => format!(
            "{draws} draws of mean {:e} and variance {:e}",
            mean.to_f64(),
            variance.to_f64()
        ),
    }
}

/// Conditions as text: `bound=closed,half nan=zero`.
fn conditions(when: &When) -> String {
    let parts: Vec<_> = when
        .iter()
        .map(|(axis, choices)| format!("{axis}={}", choices.join(",")))
        .collect();
    parts.join(" ")
}
