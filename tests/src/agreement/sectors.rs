//! Moments of one row given its two signs, by numerical quadrature.
//!
//! The variance of a *second* moment of the coarse gradient is a fourth moment, for which the library has no closed form.
//! Here it is computed from the definition, so that second moments can be judged as strictly as means. The same integrals
//! give the second moments again, which the tests compare with the closed forms.

use coarsegrad_arith::{Rational, Real, Scalar};
use coarsegrad_exact::Position;
use coarsegrad_model::{Slope, Ste};

use super::exact::Directions;

/// The highest power.
const DEGREE: usize = 4;

/// `E[mu'(a x)^p x^k y^l 1{s, t}]` for independent standard normal x and y, with `s = 1{x > 0}` and
/// `t = 1{cos(theta) x + sin(theta) y > 0}`; entries by `2 s + t`. At `w = 0`, where x is the coordinate along `w*`, `s = 0`
/// and `t = 1{x > 0}`.
#[derive(Clone, Debug)]
pub struct Sectors {
    values: [[[[f64; 4]; DEGREE + 1]; DEGREE + 1]; DEGREE + 1],
}

impl Sectors {
    /// The integrals for a slope.
    #[must_use]
    pub fn new(directions: &Directions, ste: &Ste) -> Self {
        let slope = NumericSlope::new(directions, ste);
        let mut values = [[[[0.0; 4]; DEGREE + 1]; DEGREE + 1]; DEGREE + 1];
        let knots = slope.knots(directions.norm);
        let rule = gauss_legendre();
        for ends in knots.windows(2) {
            let (middle, half) = (f64::midpoint(ends[0], ends[1]), (ends[1] - ends[0]) / 2.0);
            let step = slope.at(middle, directions.norm);
            for (node, weight) in &rule {
                let x = middle + half * node;
                let density = (-x * x / 2.0).exp() / (2.0 * std::f64::consts::PI).sqrt();
                let mu = match slope {
                    NumericSlope::Gaussian { .. } => slope.at(x, directions.norm),
                    _ => step,
                };
                let across = across(directions, x);
                let mut factor = weight * half * density;
                for by_slope in &mut values {
                    let mut power = factor;
                    for by_x in by_slope {
                        for (y_moments, entry) in across.iter().zip(by_x) {
                            for (y_moment, entry) in y_moments.iter().zip(entry) {
                                *entry += power * y_moment;
                            }
                        }
                        power *= x;
                    }
                    factor *= mu;
                }
            }
        }
        Sectors { values }
    }

    /// The integral with exponents `p`, `k`, `l`, for the four pairs of signs.
    #[must_use]
    pub fn get(&self, p: usize, k: usize, l: usize) -> [f64; 4] {
        self.values[p][k][l]
    }
}

/// `E[y^l 1{s, t}]` given x, for `l = 0, ..., 4`.
fn across(directions: &Directions, x: f64) -> [[f64; 4]; DEGREE + 1] {
    let all = [1.0, 0.0, 1.0, 0.0, 3.0];
    let none = [0.0; DEGREE + 1];
    let positive = x > 0.0;
    // Given the sign s: without and with the teacher's.
    let [off, on] = match directions.position {
        Position::ZeroWeight | Position::Parallel if positive => [none, all],
        Position::ZeroWeight | Position::Parallel => [all, none],
        Position::Opposite if positive => [all, none],
        Position::Opposite => [none, all],
        Position::Between => {
            let edge = -x * directions.cos / directions.sin;
            let mut below = above(-edge);
            for odd in [1, 3] {
                below[odd] = -below[odd];
            }
            [below, above(edge)]
        }
    };
    let active = positive && directions.position != Position::ZeroWeight;
    std::array::from_fn(|l| {
        if active {
            [0.0, 0.0, off[l], on[l]]
        } else {
            [off[l], on[l], 0.0, 0.0]
        }
    })
}

/// `E[y^l 1{y > b}]` for a standard normal y.
fn above(b: f64) -> [f64; DEGREE + 1] {
    let tail = Real::erfc(&(b * std::f64::consts::FRAC_1_SQRT_2)) / 2.0;
    let density = (-b * b / 2.0).exp() / (2.0 * std::f64::consts::PI).sqrt();
    if density == 0.0 {
        return [tail, 0.0, tail, 0.0, 3.0 * tail];
    }
    let second = b * density + tail;
    [
        tail,
        density,
        second,
        (b * b + 2.0) * density,
        b * b * b * density + 3.0 * second,
    ]
}

enum NumericSlope {
    Steps { left: f64, steps: Vec<(f64, f64)> },
    Gaussian { scale: f64 },
    Constant(f64),
}

impl NumericSlope {
    fn new(directions: &Directions, ste: &Ste) -> Self {
        let number = |x: &Rational| f64::from_rational(&(), x);
        if directions.position == Position::ZeroWeight {
            return NumericSlope::Constant(number(&ste.slope_at_zero()));
        }
        match ste.family() {
            Slope::Gaussian(scale) => NumericSlope::Gaussian {
                scale: number(&scale),
            },
            Slope::Steps(steps) => NumericSlope::Steps {
                left: number(steps.left()),
                steps: steps
                    .steps()
                    .map(|(x, _, right)| (number(x), number(right)))
                    .collect(),
            },
        }
    }

    fn at(&self, x: f64, norm: f64) -> f64 {
        match self {
            NumericSlope::Constant(value) => *value,
            NumericSlope::Gaussian { scale } => {
                let ratio = norm * x / scale;
                (-ratio * ratio / 2.0).exp()
            }
            NumericSlope::Steps { left, steps } => steps
                .iter()
                .rev()
                .find(|(breakpoint, _)| norm * x > *breakpoint)
                .map_or(*left, |(_, value)| *value),
        }
    }

    /// Pieces on which everything is smooth at the scale of the piece: the breakpoints, and lengths that halve towards
    /// zero, where the teacher's sign and a narrow slope turn.
    fn knots(&self, norm: f64) -> Vec<f64> {
        let mut knots = vec![0.0];
        let ends = (0..100)
            .map(|k| 2.0_f64.powi(-k))
            .chain((2..=13).map(f64::from));
        for end in ends {
            knots.extend([end, -end]);
        }
        if let NumericSlope::Steps { steps, .. } = self {
            let places = steps.iter().map(|(breakpoint, _)| breakpoint / norm);
            knots.extend(places.filter(|place| place.abs() < 13.0));
        }
        knots.sort_by(f64::total_cmp);
        knots.dedup();
        knots
    }
}

/// Nodes and weights on `[-1, 1]`, exact for polynomials up to degree 39.
fn gauss_legendre() -> Vec<(f64, f64)> {
    const NODES: u32 = 20;
    let count = f64::from(NODES);
    (0..NODES)
        .map(|index| {
            let mut x = (std::f64::consts::PI * (f64::from(index) + 0.75) / (count + 0.5)).cos();
            let mut derivative = 1.0;
            for _ in 0..100 {
                let (mut value, mut before) = (1.0, 0.0);
                for degree in 0..NODES {
                    let k = f64::from(degree);
                    (value, before) = (
                        ((2.0 * k + 1.0) * x * value - k * before) / (k + 1.0),
                        value,
                    );
                }
                derivative = count * (x * value - before) / (x * x - 1.0);
                x -= value / derivative;
            }
            (x, 2.0 / ((1.0 - x * x) * derivative * derivative))
        })
        .collect()
}
