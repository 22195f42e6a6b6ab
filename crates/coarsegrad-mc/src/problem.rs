//! What the kernels read of an instance: rounded numbers, and coefficients found once.

use coarsegrad_arith::Rational;
use coarsegrad_model::{Slope, Ste, TwoLayer};

use crate::frame::Frame;
use crate::normal::Element;
use crate::plan::Request;
use crate::slope::{LaneSlope, rounded};

/// An instance in one precision.
#[derive(Clone, Debug)]
pub(crate) struct Problem<F> {
    pub(crate) v: Vec<F>,
    pub(crate) v_star: Vec<F>,
    pub(crate) w: Vec<F>,
    pub(crate) w_star: Vec<F>,
    pub(crate) slope: LaneSlope<F>,
    pub(crate) plane: PlaneCoefficients<F>,
    /// `e`, where rows are projected on it: for the population gradient, and where the angle is
    /// so small that the products with `w` and `w*` do not tell.
    pub(crate) e: Vec<F>,
    /// Whether scores are summed and `e` is used.
    pub(crate) score: bool,
    pub(crate) states: Option<StateTable<F>>,
}

/// Coefficients of the plane of `w` and `w*`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PlaneCoefficients<F> {
    /// `|w|`: a row's pre-activation is this times its coordinate along `u`.
    pub(crate) norm: F,
    /// `cos(theta)` and `sin(theta)`: a row's coordinate along `w*/|w*|`.
    pub(crate) cos: F,
    pub(crate) sin: F,
    /// A row's coordinates along `u` and `e` from its products with `w` and `w*`.
    pub(crate) along: [F; 2],
    pub(crate) across: [F; 2],
    /// The vector `q` in the plane with `q.w = 1` and `q.w* = 0`; zero where there is none.
    pub(crate) dual: [F; 2],
    /// `m q`.
    pub(crate) score_mean: [F; 2],
    /// Subtracted from the sample loss where it multiplies a score of mean zero: any constant
    /// leaves the mean, one near the mean loss lowers the variance.
    pub(crate) centre: F,
}

/// Below this sine a row's coordinate along `e` is not computed from its products with `w` and
/// `w*`, which cancel.
const SMALL_SINE: f64 = 1.0 / 64.0;

/// Conditional means given a row's two signs, for slopes that depend on the sign alone.
///
/// Entries are indexed by `2 s + t` with `s = 1{z.w > 0}`, `t = 1{z.w* > 0}`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct StateTable<F> {
    /// `theta/(2 pi)` as a fraction of 2^64: the angle of a row, measured from the start of the
    /// half-plane `s = 1`, at which `t` becomes 1.
    pub(crate) threshold: u64,
    /// `sigma(z.w)`.
    pub(crate) active: [F; 4],
    /// `1{z.w* > 0}`.
    pub(crate) teacher: [F; 4],
    /// `E[mu' z]` along `u` and `e`.
    pub(crate) slope: [[F; 4]; 2],
    /// `mu'^2`.
    pub(crate) slope_squared: [F; 4],
    /// `E[z (q.z)]` along `u` and `e`.
    pub(crate) score: [[F; 4]; 2],
}

impl<F: Element> Problem<F> {
    pub(crate) fn new(instance: &TwoLayer<Rational>, frame: &Frame, request: &Request) -> Self {
        let (student, teacher) = (instance.student(), instance.teacher());
        let vector = |x: &[Rational]| -> Vec<F> { x.iter().map(rounded).collect() };
        let plane = PlaneCoefficients::new(instance, frame);
        let e = frame
            .e
            .as_ref()
            .filter(|_| request.population_gradient || frame.sin < SMALL_SINE);
        let rounded_e = |e: &Vec<f64>| e.iter().map(|x| F::from_f64(*x)).collect();
        Problem {
            v: vector(&student.v),
            v_star: vector(&teacher.v),
            w: vector(&student.w),
            w_star: vector(&teacher.w),
            slope: LaneSlope::new(&request.ste),
            plane: plane.round(),
            score: e.is_some(),
            e: e.map(rounded_e).unwrap_or_default(),
            states: StateTable::new(frame, &plane, &request.ste).map(StateTable::round),
        }
    }
}

impl PlaneCoefficients<f64> {
    /// Of no use: for a kernel whose sums in the plane nobody reads.
    pub(crate) fn zero() -> Self {
        PlaneCoefficients {
            norm: 0.0,
            cos: 0.0,
            sin: 0.0,
            along: [0.0; 2],
            across: [0.0; 2],
            dual: [0.0; 2],
            score_mean: [0.0; 2],
            centre: 0.0,
        }
    }

    fn new(instance: &TwoLayer<Rational>, frame: &Frame) -> Self {
        let Frame {
            norm,
            teacher_norm,
            cos,
            sin,
            ..
        } = *frame;
        let between = frame.e.is_some();
        let (along, across, dual) = if norm == 0.0 {
            ([0.0, teacher_norm.recip()], [0.0; 2], [0.0; 2])
        } else if between {
            (
                [norm.recip(), 0.0],
                [-cos / (sin * norm), (sin * teacher_norm).recip()],
                [norm.recip(), -cos / (sin * norm)],
            )
        } else {
            ([norm.recip(), 0.0], [0.0; 2], [0.0; 2])
        };
        let (v, v_star) = (&instance.student().v, &instance.teacher().v);
        let numbers = |x: &[Rational]| x.iter().map(rounded::<f64>).collect::<Vec<_>>();
        let (v, v_star) = (numbers(v), numbers(v_star));
        let squares = |x: &[f64]| x.iter().map(|x| x * x).sum::<f64>();
        let difference: f64 = v.iter().sum::<f64>() - v_star.iter().sum::<f64>();
        #[expect(clippy::cast_precision_loss, reason = "rounded on purpose")]
        let rows = v.len() as f64;
        PlaneCoefficients {
            norm,
            cos,
            sin,
            along,
            across,
            dual,
            score_mean: dual.map(|q| rows * q),
            centre: (difference * difference + squares(&v) + squares(&v_star)) / 8.0,
        }
    }

    fn round<F: Element>(&self) -> PlaneCoefficients<F> {
        PlaneCoefficients {
            norm: F::from_f64(self.norm),
            cos: F::from_f64(self.cos),
            sin: F::from_f64(self.sin),
            along: self.along.map(F::from_f64),
            across: self.across.map(F::from_f64),
            dual: self.dual.map(F::from_f64),
            score_mean: self.score_mean.map(F::from_f64),
            centre: F::from_f64(self.centre),
        }
    }
}

/// The slopes for `x <= 0` and `x > 0`, where the slope depends on the sign of `x` alone; at zero
/// it is what it is for `w = 0`.
fn slopes_by_sign(ste: &Ste) -> Option<[f64; 2]> {
    let Slope::Steps(slope) = ste.family() else {
        return None;
    };
    let mut right = slope.left();
    for (breakpoint, _, value) in slope.steps() {
        if !breakpoint.is_zero() {
            return None;
        }
        right = value;
    }
    Some([rounded(slope.left()), rounded(right)])
}

/// Whether the slope depends on the sign of the pre-activation alone.
pub(crate) fn depends_on_sign_alone(ste: &Ste) -> bool {
    slopes_by_sign(ste).is_some()
}

impl StateTable<f64> {
    /// Given its sector, a row's direction is uniform in it and its length independent, with
    /// `E R = sqrt(pi/2)` and `E R^2 = 2`. A sector around the angle `middle` of half width `half`
    /// has the mean `sqrt(pi/2) (sin(half)/half) (cos(middle), sin(middle))`.
    fn new(frame: &Frame, plane: &PlaneCoefficients<f64>, ste: &Ste) -> Option<Self> {
        use std::f64::consts::{FRAC_PI_2, PI};
        let [left, right] = slopes_by_sign(ste)?;
        let theta = frame.theta;
        let silent = frame.norm == 0.0;
        let sinc = |x: f64| if x == 0.0 { 1.0 } else { x.sin() / x };
        // The sectors (s, t) = (1, 0) and (1, 1); the others lie opposite.
        let thin = (theta / 2.0 - FRAC_PI_2, theta / 2.0);
        let wide = (theta / 2.0, (PI - theta) / 2.0);
        let mut table = StateTable {
            threshold: fraction_of_word(theta / (2.0 * PI)),
            active: [0.0; 4],
            teacher: [0.0; 4],
            slope: [[0.0; 4]; 2],
            slope_squared: [0.0; 4],
            score: [[0.0; 4]; 2],
        };
        let sectors = [
            (0, wide, -1.0),
            (1, thin, -1.0),
            (2, thin, 1.0),
            (3, wide, 1.0),
        ];
        for (index, (middle, half), sign) in sectors {
            let student = sign > 0.0 && !silent;
            let mu = match (silent, student) {
                (true, _) => rounded(&ste.slope_at_zero()),
                (false, true) => right,
                (false, false) => left,
            };
            let length = FRAC_PI_2.sqrt() * sinc(half) * sign;
            let mean = [length * middle.cos(), length * middle.sin()];
            let double = sinc(2.0 * half);
            let (cc, cs) = (double * (2.0 * middle).cos(), double * (2.0 * middle).sin());
            let [q_u, q_e] = plane.dual;
            let score = [(1.0 + cc) * q_u + cs * q_e, cs * q_u + (1.0 - cc) * q_e];
            let columns = table.slope.iter_mut().zip(&mut table.score);
            for (((slope, score_row), mean), score) in columns.zip(mean).zip(score) {
                set(slope, index, mu * mean);
                set(score_row, index, score);
            }
            set(&mut table.active, index, f64::from(u8::from(student)));
            set(
                &mut table.teacher,
                index,
                f64::from(u8::from(index % 2 == 1)),
            );
            set(&mut table.slope_squared, index, mu * mu);
        }
        Some(table)
    }

    fn round<F: Element>(self) -> StateTable<F> {
        StateTable {
            threshold: self.threshold,
            active: self.active.map(F::from_f64),
            teacher: self.teacher.map(F::from_f64),
            slope: self.slope.map(|row| row.map(F::from_f64)),
            slope_squared: self.slope_squared.map(F::from_f64),
            score: self.score.map(|row| row.map(F::from_f64)),
        }
    }
}

fn set(row: &mut [f64; 4], index: usize, value: f64) {
    if let Some(entry) = row.get_mut(index) {
        *entry = value;
    }
}

/// `2^64 x` for `0 <= x <= 1/2`, rounded down.
fn fraction_of_word(x: f64) -> u64 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between 0 and 2^63"
    )]
    let word = (x * 18_446_744_073_709_551_616.0) as u64;
    word
}
