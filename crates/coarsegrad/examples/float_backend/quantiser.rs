//! Affine fake-quantisers.

use super::control::Control;
use super::convention::Convention;
use super::format::Format;
use super::pointwise::{Gradient, clip, round, weight};

/// An affine fake-quantiser.
pub struct Quantiser<'a> {
    pub convention: &'a Convention,
    pub control: Option<Control>,
    /// The format of the input.
    pub format: Format,
    pub scale: f64,
    pub zero_point: f64,
    pub qmin: f64,
    pub qmax: f64,
}

/// An entry: `x / s`, the level less the zero point, and the weight of the mask; no weight at NaN.
struct Entry {
    quotient: f64,
    steps: f64,
    weight: Option<f64>,
}

impl Quantiser<'_> {
    /// An output, entry by entry or summed.
    pub fn output(&self, output: &str, x: &[f64], dy: &[f64]) -> Option<Vec<f64>> {
        let pairs = || x.iter().zip(dy);
        Some(match output {
            "y" => x.iter().map(|x| self.value(*x)).collect(),
            "dx" => pairs().map(|(x, dy)| self.dx(*x, *dy)).collect(),
            "dscale" => {
                let each = pairs().map(|(x, dy)| self.dscale(*x, *dy));
                vec![self.factor(x.len()) * each.sum::<f64>()]
            }
            "dzero" => {
                let each = pairs().map(|(x, dy)| self.dzero(*x, *dy));
                vec![self.factor(x.len()) * each.sum::<f64>()]
            }
            _ => return None,
        })
    }

    fn entry(&self, x: f64) -> Entry {
        let (z, low, high) = (self.zero_point, self.qmin, self.qmax);
        let wide = self.convention.is("compare_dtype", "f32");
        let formed = |value: f64| match wide {
            true => Format::F32.rounded(value),
            false => self.format.rounded(value),
        };
        let quotient = x / self.scale;
        let t = formed(quotient);
        let before = self.convention.is("zero_point_rounding", "before");
        let (compared, steps) = if self.convention.is("order", "round_clamp") {
            let level = match before {
                true => formed(round(self.convention, t) + z),
                false => round(self.convention, formed(t + z)),
            };
            (level, clip(low, high, level) - z)
        } else {
            let level = formed(t + z);
            let clamped = clip(low, high, level);
            let steps = match before {
                true => round(self.convention, clamped - z),
                false => round(self.convention, clamped) - z,
            };
            (level, steps)
        };
        Entry {
            quotient,
            steps,
            weight: weight(self.convention, low, high, compared),
        }
    }

    fn value(&self, x: f64) -> f64 {
        self.scale * self.entry(x).steps
    }

    fn dx(&self, x: f64, dy: f64) -> f64 {
        let bound = |level: f64| (level - self.zero_point) * self.scale;
        let gradient = Gradient {
            convention: self.convention,
            control: self.control,
            bounds: (bound(self.qmin), bound(self.qmax)),
        };
        gradient.of(self.entry(x).weight, dy)
    }

    fn dscale(&self, x: f64, dy: f64) -> f64 {
        if self.convention.is("scale_gradient", "none") {
            return 0.0;
        }
        let entry = self.entry(x);
        let Some(weight) = entry.weight else {
            return f64::NAN;
        };
        let through = if weight == 0.0 {
            0.0
        } else {
            weight * entry.quotient
        };
        let dy = match self.control {
            Some(Control::DscaleWithDx) => self.dx(x, dy),
            _ => dy,
        };
        dy * (entry.steps - through)
    }

    fn dzero(&self, x: f64, dy: f64) -> f64 {
        if self.convention.is("scale_gradient", "none") {
            return 0.0;
        }
        let weight = match (self.entry(x).weight, self.convention.choice("nan")) {
            (Some(weight), _) => weight,
            (None, "zero") => 0.0,
            (None, "pass") => 1.0,
            (None, _) => return f64::NAN,
        };
        if weight == 1.0 {
            return 0.0;
        }
        (weight - 1.0) * self.scale * dy
    }

    /// The factor of the gradients of scale and zero point.
    fn factor(&self, sharers: usize) -> f64 {
        match self.convention.is("scale_gradient", "lsq") {
            true => 1.0 / (sharers as f64 * self.qmax).sqrt(),
            false => 1.0,
        }
    }
}
