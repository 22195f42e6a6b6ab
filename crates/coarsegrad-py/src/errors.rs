//! What is wrong with an argument, as a Python exception.

use std::fmt::Display;

use pyo3::PyErr;

pyo3::import_exception!(coarsegrad.errors, CoarsegradError);
pyo3::import_exception!(coarsegrad.errors, PrecisionError);
pyo3::import_exception!(coarsegrad.errors, DefectError);

/// What Rust calls an argument and what Python does.
const NAMES: [(&str, &str); 6] = [
    ("student.v", "v"),
    ("student.w", "w"),
    ("teacher.v", "v_star"),
    ("teacher.w", "w_star"),
    ("until-rel", "until"),
    ("max-radius", "max_radius"),
];

/// What Python calls an argument.
pub(crate) fn python_name(rust: &'static str) -> &'static str {
    let found = NAMES.iter().find(|(name, _)| *name == rust);
    found.map_or(rust, |(_, python)| python)
}

/// A violated condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Failure {
    kind: Kind,
    /// The argument, as in `v[3]`.
    field: Option<String>,
    condition: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Argument,
    Precision,
    Defect,
}

impl Failure {
    /// The condition that this argument violates; a message that begins with the argument's name does not repeat it.
    pub(crate) fn at(field: &str, condition: &impl Display) -> Self {
        let text = condition.to_string();
        let condition = text
            .strip_prefix(field)
            .and_then(|rest| rest.strip_prefix(": "))
            .unwrap_or(&text);
        Failure {
            kind: Kind::Argument,
            field: Some(field.to_owned()),
            condition: condition.to_owned(),
        }
    }

    /// A message that begins with the argument's name and a colon, if it is about one argument.
    pub(crate) fn named(error: &impl Display) -> Self {
        let mut text = error.to_string();
        for (rust, python) in NAMES {
            text = text.replace(rust, python);
        }
        let is_name = |text: &str| {
            !text.is_empty()
                && text
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || b"_.[]".contains(&byte))
        };
        match text.split_once(": ") {
            Some((field, condition)) if is_name(field) => Failure {
                kind: Kind::Argument,
                field: Some(field.to_owned()),
                condition: condition.to_owned(),
            },
            _ => Failure {
                kind: Kind::Argument,
                field: None,
                condition: text,
            },
        }
    }

    /// A number that was not enclosed as tightly as this argument asks for.
    pub(crate) fn precision(field: &str, error: &impl Display) -> Self {
        Failure {
            kind: Kind::Precision,
            field: Some(field.to_owned()),
            condition: error.to_string(),
        }
    }

    /// What cannot happen.
    pub(crate) fn defect(message: &impl Display) -> Self {
        Failure {
            kind: Kind::Defect,
            field: None,
            condition: message.to_string(),
        }
    }
}

impl From<Failure> for PyErr {
    fn from(failure: Failure) -> Self {
        let Failure {
            kind,
            field,
            condition,
        } = failure;
        match kind {
            Kind::Argument => CoarsegradError::new_err((condition, field)),
            Kind::Precision => PrecisionError::new_err((condition, field)),
            Kind::Defect => DefectError::new_err(condition),
        }
    }
}
