//! Choices on the axes on which implementations differ.

use std::collections::BTreeMap;
use std::str::FromStr;

/// The axes with their choices, the first of which is taken where none is given.
pub const AXES: [(&str, &[&str]); 11] = [
    (
        "round",
        &["half_even", "half_away", "half_up", "to_zero", "floor"],
    ),
    ("order", &["round_clamp", "clamp_round"]),
    (
        "bound",
        &["closed", "open", "half", "left_closed", "identity"],
    ),
    ("nan", &["zero", "propagate", "pass"]),
    ("zero_point_rounding", &["after", "before"]),
    ("scale_gradient", &["plain", "lsq", "none"]),
    ("compare_dtype", &["input", "f32"]),
    ("mask", &["selects", "multiplies"]),
    ("sign0", &["plus_one", "zero", "minus_one"]),
    ("heaviside0", &["one", "zero", "half"]),
    ("ternary_tie", &["out", "in"]),
];

/// The operations with their axes and outputs.
pub const OPS: [(&str, &[&str], &[&str]); 6] = [
    ("round", &["round"], &["y"]),
    ("clip", &["bound", "nan", "mask"], &["y", "dx"]),
    ("sign", &["sign0", "nan"], &["y"]),
    ("heaviside", &["heaviside0", "nan"], &["y"]),
    ("ternary", &["ternary_tie", "nan"], &["y"]),
    (
        "fake_quant.affine",
        &[
            "round",
            "order",
            "bound",
            "nan",
            "zero_point_rounding",
            "scale_gradient",
            "compare_dtype",
            "mask",
        ],
        &["y", "dx", "dscale", "dzero"],
    ),
];

/// A choice on each axis.
#[derive(Clone, Debug)]
pub struct Convention(BTreeMap<String, String>);

impl Convention {
    /// The choice on an axis.
    pub fn choice(&self, axis: &str) -> &str {
        self.0.get(axis).map_or("", String::as_str)
    }

    /// Whether it is this one.
    pub fn is(&self, axis: &str, choice: &str) -> bool {
        self.choice(axis) == choice
    }

    /// The same with another choice on an axis.
    pub fn with(&self, axis: &str, choice: &str) -> Self {
        let mut changed = self.clone();
        changed.0.insert(axis.to_owned(), choice.to_owned());
        changed
    }
}

impl Default for Convention {
    fn default() -> Self {
        let first = |(axis, choices): &(&str, &[&str])| {
            let choice = choices.first().copied().unwrap_or_default();
            ((*axis).to_owned(), choice.to_owned())
        };
        Convention(AXES.iter().map(first).collect())
    }
}

impl FromStr for Convention {
    type Err = String;

    /// Reads `axis=choice` pairs; the other axes keep their first choices.
    fn from_str(text: &str) -> Result<Self, String> {
        let mut convention = Convention::default();
        for pair in text.split_whitespace() {
            let (axis, choice) = pair
                .split_once('=')
                .ok_or_else(|| format!("{pair} is not axis=choice"))?;
            let choices = AXES.iter().find(|(name, _)| *name == axis);
            let (_, choices) = choices.ok_or_else(|| format!("{axis} is no axis"))?;
            if !choices.contains(&choice) {
                return Err(format!("{axis} has the choices {}", choices.join(", ")));
            }
            convention = convention.with(axis, choice);
        }
        Ok(convention)
    }
}
