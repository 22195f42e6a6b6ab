//! Rounding, comparisons with thresholds, and masks.

use super::control::Control;
use super::convention::Convention;

/// A number rounded to an integer.
pub fn round(convention: &Convention, x: f64) -> f64 {
    match convention.choice("round") {
        "half_away" => x.round(),
        "half_up" if x.is_finite() => {
            // Without the sum x + 1/2, which may round.
            let below = x.floor();
            if x - below >= 0.5 { below + 1.0 } else { below }
        }
        "to_zero" => x.trunc(),
        "floor" => x.floor(),
        "half_even" => x.round_ties_even(),
        _ => x,
    }
}

fn at_nan(convention: &Convention, last_branch: f64) -> f64 {
    match convention.choice("nan") {
        "propagate" => f64::NAN,
        "zero" => 0.0,
        _ => last_branch,
    }
}

pub fn sign(convention: &Convention, x: f64) -> f64 {
    if x.is_nan() {
        at_nan(convention, -1.0)
    } else if x > 0.0 {
        1.0
    } else if x < 0.0 {
        -1.0
    } else {
        match convention.choice("sign0") {
            "plus_one" => 1.0,
            "minus_one" => -1.0,
            _ => 0.0,
        }
    }
}

pub fn heaviside(convention: &Convention, x: f64) -> f64 {
    if x.is_nan() {
        at_nan(convention, 0.0)
    } else if x > 0.0 {
        1.0
    } else if x < 0.0 {
        0.0
    } else {
        match convention.choice("heaviside0") {
            "one" => 1.0,
            "half" => 0.5,
            _ => 0.0,
        }
    }
}

pub fn ternary(convention: &Convention, threshold: f64, x: f64) -> f64 {
    let magnitude = x.abs();
    let tie = magnitude == threshold && convention.is("ternary_tie", "in");
    if x.is_nan() {
        at_nan(convention, 0.0)
    } else if x != 0.0 && (magnitude > threshold || tie) {
        1f64.copysign(x)
    } else {
        0.0
    }
}

pub fn clip(lower: f64, upper: f64, x: f64) -> f64 {
    if x < lower {
        lower
    } else if x > upper {
        upper
    } else {
        x
    }
}

/// The weight of the mask at a number; `None` at NaN.
pub fn weight(convention: &Convention, lower: f64, upper: f64, x: f64) -> Option<f64> {
    if x.is_nan() {
        return None;
    }
    let bound = convention.choice("bound");
    Some(if bound == "identity" || (lower < x && x < upper) {
        1.0
    } else if x == lower || x == upper {
        match bound {
            "closed" => 1.0,
            "half" => 0.5,
            "left_closed" if x == lower => 1.0,
            _ => 0.0,
        }
    } else {
        0.0
    })
}

/// An upstream gradient behind a mask: a weight of zero stops it, whatever it is, or multiplies it.
pub fn masked(convention: &Convention, weight: Option<f64>, dy: f64) -> f64 {
    match (weight, convention.choice("nan")) {
        (Some(0.0), _) | (None, "zero") => match convention.is("mask", "multiplies") {
            true => 0.0 * dy,
            false => 0.0,
        },
        (Some(weight), _) => weight * dy,
        (None, "propagate") => f64::NAN,
        (None, _) => dy,
    }
}

/// The gradient of something that is clamped to `[lower, upper]`, of which `compared` is compared with the levels.
pub struct Gradient<'a> {
    pub convention: &'a Convention,
    pub control: Option<Control>,
    /// The bounds of the input.
    pub bounds: (f64, f64),
}

impl Gradient<'_> {
    /// The gradient behind a mask of this weight.
    pub fn of(&self, weight: Option<f64>, dy: f64) -> f64 {
        let (lower, upper) = self.bounds;
        match self.control {
            Some(Control::MaskMissing) => dy,
            Some(Control::GradientClipped) => clip(lower, upper, dy),
            Some(Control::MaskReversed) => {
                let policy = match self.convention.choice("nan") {
                    "zero" => "pass",
                    "pass" => "zero",
                    other => other,
                };
                let reversed = self.convention.with("nan", policy);
                masked(&reversed, weight.map(|weight| 1.0 - weight), dy)
            }
            _ => masked(self.convention, weight, dy),
        }
    }
}
