//! A sampler as plain as can be, with one fault at a time if asked for.
//!
//! It draws the same numbers as the library's full estimator and works out each sample from the definitions. With no fault
//! it is another voice for the same averages; with one it shows what the judge catches.

use coarsegrad_arith::{Rational, Scalar};
use coarsegrad_mc::{Estimator, Precision, normals_f64};
use coarsegrad_model::{Slope, Ste};

use super::exact::Directions;
use super::observed::Observed;
use crate::instances::Instance;

/// What is done wrong.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Fault {
    /// `r = y + y*`.
    LabelSign,
    /// The first component of g has the wrong sign.
    ComponentSign,
    /// The last component of g is half of what it should be.
    HalfComponent,
    /// The mask of row i meets the weight of row i + 1.
    NextRow,
    /// The mask of column j meets the entry of column j + 1.
    NextColumn,
    /// The last row is left out of g.
    LastRowDropped,
    /// The slope is taken at `z.w*`.
    SlopeAtTeacher,
    /// `dl/dv` is switched by the teacher's activation.
    OutputByTeacher,
    /// g is weighted by `v*`.
    TeacherWeights,
    /// Breakpoints are multiplied by this.
    Breakpoints(f64),
    /// The slope is zero for `x <= 0`.
    LostNegativeSide,
    /// The normal numbers have this variance.
    Variance(f64),
    /// The normal numbers have this mean.
    Shifted(f64),
    /// The second row is the first again.
    ReusedRow,
    /// `l = r^2`.
    MissingHalf,
    /// g has the residual of the sample before.
    StaleResidual,
    /// g is replaced by its projection on the plane of `w` and `w*`, and called g.
    OffPlaneDropped,
    /// The slope is the larger one at a breakpoint: `0 <= x <= 1` for clipped ReLU.
    ClosedMask,
    /// `sigma(0) = 1`.
    ClosedActivation,
}

/// The sampler for an instance and an STE.
#[derive(Clone, Debug)]
pub struct SlowSampler {
    v: Vec<f64>,
    w: Vec<f64>,
    v_star: Vec<f64>,
    w_star: Vec<f64>,
    slope: NumericSlope,
    directions: Directions,
    fault: Option<Fault>,
}

#[derive(Clone, Debug)]
enum NumericSlope {
    Steps { left: f64, steps: Vec<[f64; 3]> },
    Gaussian { scale: f64 },
}

/// What is worked out of one input.
#[derive(Clone, Debug, PartialEq)]
pub struct Sample {
    /// The sample loss.
    pub loss: f64,
    /// `dl/dv`.
    pub outputs: Vec<f64>,
    /// `g`.
    pub gradient: Vec<f64>,
    residual: f64,
}

impl SlowSampler {
    /// The sampler, with a fault or without.
    #[must_use]
    pub fn new(
        instance: &Instance,
        ste: &Ste,
        directions: &Directions,
        fault: Option<Fault>,
    ) -> Self {
        let number = |x: &Rational| f64::from_rational(&(), x);
        let vector = |x: &[Rational]| x.iter().map(number).collect();
        SlowSampler {
            v: vector(&instance.student().v),
            w: vector(&instance.student().w),
            v_star: vector(&instance.teacher().v),
            w_star: vector(&instance.teacher().w),
            slope: match ste.family() {
                Slope::Gaussian(scale) => NumericSlope::Gaussian {
                    scale: number(&scale),
                },
                Slope::Steps(steps) => NumericSlope::Steps {
                    left: number(steps.left()),
                    steps: steps
                        .steps()
                        .map(|(x, at, right)| [x, at, right].map(number))
                        .collect(),
                },
            },
            directions: directions.clone(),
            fault,
        }
    }

    fn has(&self, fault: Fault) -> bool {
        self.fault == Some(fault)
    }

    fn slope(&self, x: f64) -> f64 {
        if self.has(Fault::LostNegativeSide) && x <= 0.0 {
            return 0.0;
        }
        let stretch = match self.fault {
            Some(Fault::Breakpoints(stretch)) => stretch,
            _ => 1.0,
        };
        match &self.slope {
            NumericSlope::Gaussian { scale } => {
                let ratio = x / (scale * stretch);
                (-ratio * ratio / 2.0).exp()
            }
            NumericSlope::Steps { left, steps } => {
                let mut value = *left;
                for [breakpoint, at, right] in steps {
                    let breakpoint = breakpoint * stretch;
                    if x == breakpoint {
                        return if self.has(Fault::ClosedMask) {
                            value.max(*right)
                        } else {
                            *at
                        };
                    }
                    if x > breakpoint {
                        value = *right;
                    }
                }
                value
            }
        }
    }

    fn active(&self, x: f64) -> bool {
        x > 0.0 || (x == 0.0 && self.has(Fault::ClosedActivation))
    }

    /// Works out one input; `stale` is the residual of the sample before.
    fn work(&self, z: &[f64], stale: f64, into: &mut Sample) {
        let (m, n) = (self.v.len(), self.w.len());
        let dot = |x: &[f64], y: &[f64]| x.iter().zip(y).map(|(x, y)| x * y).sum::<f64>();
        let row = |i: usize| {
            let i = if i == 1 && self.has(Fault::ReusedRow) {
                0
            } else {
                i
            };
            &z[i * n..(i + 1) * n]
        };
        let (mut output, mut label) = (0.0, 0.0);
        for i in 0..m {
            let (student, teacher) = (dot(row(i), &self.w), dot(row(i), &self.w_star));
            if self.active(student) {
                output += self.v[i];
            }
            if self.active(teacher) {
                label += self.v_star[i];
            }
        }
        let sign = if self.has(Fault::LabelSign) {
            -1.0
        } else {
            1.0
        };
        let residual = output - sign * label;
        into.residual = residual;
        let half = if self.has(Fault::MissingHalf) {
            1.0
        } else {
            0.5
        };
        into.loss = half * residual * residual;
        let of_gradient = if self.has(Fault::StaleResidual) {
            stale
        } else {
            residual
        };
        into.gradient.fill(0.0);
        for i in 0..m {
            let (student, teacher) = (dot(row(i), &self.w), dot(row(i), &self.w_star));
            let switch = if self.has(Fault::OutputByTeacher) {
                teacher
            } else {
                student
            };
            into.outputs[i] = if self.active(switch) { residual } else { 0.0 };
            if self.has(Fault::LastRowDropped) && i + 1 == m {
                continue;
            }
            let at = if self.has(Fault::SlopeAtTeacher) {
                teacher
            } else {
                student
            };
            let weights = if self.has(Fault::TeacherWeights) {
                &self.v_star
            } else {
                &self.v
            };
            let weight = weights[(i + usize::from(self.has(Fault::NextRow))) % m];
            let factor = self.slope(at) * weight * of_gradient;
            let next = usize::from(self.has(Fault::NextColumn));
            for j in 0..n {
                into.gradient[j] += factor * row(i)[(j + next) % n];
            }
        }
        match self.fault {
            Some(Fault::ComponentSign) => into.gradient[0] = -into.gradient[0],
            Some(Fault::HalfComponent) => into.gradient[n - 1] *= 0.5,
            Some(Fault::OffPlaneDropped) => {
                let Directions { u, e, .. } = &self.directions;
                let (x, y) = (dot(&into.gradient, u), dot(&into.gradient, e));
                for (g, (u, e)) in into.gradient.iter_mut().zip(u.iter().zip(e)) {
                    *g = x * u + y * e;
                }
            }
            _ => {}
        }
    }

    fn blank(&self) -> Sample {
        Sample {
            loss: 0.0,
            outputs: vec![0.0; self.v.len()],
            gradient: vec![0.0; self.w.len()],
            residual: 0.0,
        }
    }

    /// What it makes of one input, given row by row.
    #[must_use]
    pub fn sample(&self, z: &[f64]) -> Sample {
        let mut sample = self.blank();
        self.work(z, 0.0, &mut sample);
        sample
    }

    /// The averages over the first samples of a seed; two threads.
    #[must_use]
    pub fn observe(&self, seed: u64, samples: u64) -> Observed {
        let half = samples / 2;
        let (mut sums, other) = std::thread::scope(|scope| {
            let first = scope.spawn(|| self.sums(seed, 0..half));
            let second = self.sums(seed, half..samples);
            (first.join().unwrap(), second)
        });
        for (sum, other) in sums.iter_mut().zip(other) {
            *sum += other;
        }
        let mut averages = sums.into_iter().map(|sum| sum / samples as f64);
        let mut next = || averages.next().unwrap();
        let (m, n) = (self.v.len(), self.w.len());
        Observed {
            samples,
            estimator: Estimator::Full,
            precision: Precision::F64,
            signs_are_exact: self.w.iter().all(|w| *w == 0.0),
            loss: [next(), next()],
            squared_norm: Some(next()),
            in_plane: [next(), next()],
            plane_products: Some([next(), next(), next()]),
            orthogonal: None,
            outputs: (0..m).map(|_| [next(), next()]).collect(),
            entries: (0..n).map(|_| next()).collect(),
            products: Some((0..n * (n + 1) / 2).map(|_| next()).collect()),
        }
    }

    /// Sums in the order in which [`SlowSampler::observe`] reads them.
    fn sums(&self, seed: u64, samples: std::ops::Range<u64>) -> Vec<f64> {
        let (m, n) = (self.v.len(), self.w.len());
        let dot = |x: &[f64], y: &[f64]| x.iter().zip(y).map(|(x, y)| x * y).sum::<f64>();
        let mut sums = vec![0.0; 8 + 2 * m + n + n * (n + 1) / 2];
        let mut sample = self.blank();
        let mut stale = 0.0;
        for number in samples {
            let mut z = normals_f64(seed, number, m, n);
            match self.fault {
                Some(Fault::Variance(variance)) => z.iter_mut().for_each(|z| *z *= variance.sqrt()),
                Some(Fault::Shifted(mean)) => z.iter_mut().for_each(|z| *z += mean),
                _ => {}
            }
            self.work(&z, stale, &mut sample);
            stale = sample.residual;
            let g = &sample.gradient;
            let (x, y) = (dot(g, &self.directions.u), dot(g, &self.directions.e));
            let head = [
                sample.loss,
                sample.loss * sample.loss,
                dot(g, g),
                x,
                y,
                x * x,
                x * y,
                y * y,
            ];
            let outputs = sample.outputs.iter().flat_map(|d| [*d, d * d]);
            let pairs = (0..n).flat_map(|j| (0..=j).map(move |k| g[j] * g[k]));
            let all = head
                .into_iter()
                .chain(outputs)
                .chain(g.iter().copied())
                .chain(pairs);
            for (sum, x) in sums.iter_mut().zip(all) {
                *sum += x;
            }
        }
        sums
    }
}
