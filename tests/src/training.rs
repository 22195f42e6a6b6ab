//! Runs of coarse gradient descent on the population, followed step by step, and the starts they take.
//!
//! Starts come from a fixed generator, not from `proptest`: the counts that the book quotes are those of these very
//! runs.

use std::cmp::Ordering;

use coarsegrad_arith::{Ball, Rational, Scalar, dot};
use coarsegrad_exact::{AtWeights, PopulationOracle, Position, SlopeMoments};
use coarsegrad_model::{Network, Ste};
use coarsegrad_train::{Method, State};

use crate::instances::{Instance, instance, scaled, with_v, with_w};
use crate::tolerance::F64_CLOSED_FORM;

/// Numbers for starts: SplitMix64 (Steele, Lea and Flood, 2014).
#[derive(Clone, Debug)]
pub struct Numbers(u64);

impl Numbers {
    /// The numbers of a seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Numbers(seed)
    }

    /// 64 bits.
    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        x ^ (x >> 31)
    }

    /// A whole number from `least` to `most`.
    pub fn between(&mut self, least: i32, most: i32) -> i32 {
        let width = u64::from(most.abs_diff(least)) + 1;
        least + (self.bits() % width) as i32
    }

    /// A multiple of `2^-16`, nearly normal with variance one: twelve uniform numbers.
    pub fn entry(&mut self) -> Rational {
        let sum: i64 = (0..12)
            .map(|_| (self.bits() >> 48) as i64 - (1 << 15))
            .sum();
        Rational::from(sum) >> 16u32
    }

    /// A vector of [`entries`](Self::entry), not zero.
    pub fn vector(&mut self, length: usize) -> Vec<Rational> {
        loop {
            let vector: Vec<Rational> = (0..length).map(|_| self.entry()).collect();
            if vector.iter().any(|x| !x.is_zero()) {
                return vector;
            }
        }
    }

    /// A start with 2 to 8 rows and inputs, entries as in [`vector`](Self::vector), `|v*| >= 1`, and `w` scaled to a
    /// length of `norm` within `2^-16`; every entry is an `f64`.
    pub fn start(&mut self, norm: u32) -> Instance {
        let (m, n) = (self.between(2, 8) as usize, self.between(2, 8) as usize);
        let direction = self.vector(n);
        let factor = f64::from(norm) / dot(&direction, &direction).to_f64().sqrt();
        let factor = Rational::from((factor * f64::from(1 << 20)).round() as i64) >> 20u32;
        let w = scaled(&factor, &direction);
        let v_star = loop {
            let v_star = self.vector(m);
            if dot(&v_star, &v_star) >= 1 {
                break v_star;
            }
        };
        instance(self.vector(m), w, v_star, self.vector(n))
    }
}

/// Coarse gradient descent with a constant rate: Algorithm 1 of P1.
#[must_use]
pub fn plain(eta: &Rational) -> Method {
    Method::new(eta.clone()).unwrap()
}

/// `|x|`.
#[must_use]
pub fn length(x: &[f64]) -> f64 {
    x.iter().map(|x| x * x).sum::<f64>().sqrt()
}

/// What the `f64` loss at a student may be off by: [`F64_CLOSED_FORM`] of the sum of the sizes of the terms of
/// `(|v - v*|^2 + (1^T v - S)^2)/8 + theta v.v*/(2 pi)`.
#[must_use]
pub fn loss_error(student: &Network<f64>, v_star: &[f64]) -> f64 {
    let (ours, theirs) = (length(&student.v), length(v_star));
    let total = |x: &[f64]| x.iter().map(|x| x.abs()).sum::<f64>();
    let sums = total(&student.v) + total(v_star);
    F64_CLOSED_FORM * (((ours + theirs).powi(2) + sums.powi(2)) / 8.0 + ours * theirs / 2.0)
}

/// A step of a run in `f64`.
pub struct Moment<'a> {
    /// Its number.
    pub step: u64,
    /// The student before it.
    pub before: &'a Network<f64>,
    /// The closed forms there.
    pub here: &'a AtWeights<'a, f64>,
    /// The student after it.
    pub after: &'a Network<f64>,
    /// The closed forms there.
    pub there: &'a AtWeights<'a, f64>,
    /// `f+ - f`, the difference of two losses.
    pub change: f64,
    /// What `change` may be off by: two [`loss_error`]s.
    pub error: f64,
}

impl Moment<'_> {
    /// Whether the loss rose, rounding apart.
    #[must_use]
    pub fn rises(&self) -> bool {
        self.change > self.error
    }
}

/// How a run ended.
#[derive(Clone, Debug)]
pub struct End {
    /// The steps taken.
    pub steps: u64,
    /// Whether both gradients fell below the threshold.
    pub converged: bool,
    /// The least `|w|` on the way.
    pub least_norm: f64,
    /// The steps at which the loss rose.
    pub rises: Vec<u64>,
    /// The student at the end.
    pub student: Network<f64>,
    /// `max(|d|, |E g|)` there.
    pub gradient: f64,
}

/// A run of a method on the population in `f64`, until `|d|` and `|E g|` are below `threshold` or for `limit` steps;
/// `observe` sees every step.
///
/// # Panics
/// Where the oracle or the method has no answer.
pub fn follow(
    start: &Instance,
    ste: &Ste,
    method: &Method,
    threshold: f64,
    limit: u64,
    mut observe: impl FnMut(&Moment<'_>),
) -> End {
    let oracle = PopulationOracle::<f64>::new(start, ste.clone(), ());
    let v_star = f64_entries(&start.teacher().v);
    let mut state = State::new(method, oracle.start()).unwrap();
    let mut here = oracle.at(&state.student).unwrap();
    let mut end = End {
        steps: 0,
        converged: false,
        least_norm: length(&state.student.w),
        rises: Vec::new(),
        student: state.student.clone(),
        gradient: f64::INFINITY,
    };
    loop {
        let gradient = here.coarse_gradient(ste).unwrap();
        end.gradient = length(&gradient.v).max(length(&gradient.w));
        if end.gradient < threshold || state.step == limit {
            end.converged = end.gradient < threshold;
            end.steps = state.step;
            end.student = state.student;
            return end;
        }
        let next = method.advance(&state, &gradient).unwrap();
        let there = oracle.at(&next.student).unwrap();
        let moment = Moment {
            step: state.step,
            before: &state.student,
            here: &here,
            after: &next.student,
            there: &there,
            change: there.loss() - here.loss(),
            error: loss_error(&state.student, &v_star) + loss_error(&next.student, &v_star),
        };
        if moment.rises() {
            end.rises.push(state.step);
        }
        observe(&moment);
        end.least_norm = end.least_norm.min(length(&next.student.w));
        state = next;
        here = there;
    }
}

/// The entries in `f64`.
#[must_use]
pub fn f64_entries(x: &[Rational]) -> Vec<f64> {
    x.iter().map(|x| f64::from_rational(&(), x)).collect()
}

/// The instance with a student in `f64`, taken exactly, in the place of its own.
#[must_use]
pub fn at_student(base: &Instance, student: &Network<f64>) -> Instance {
    let exact = |x: &[f64]| x.iter().map(|x| Rational::from_f64(*x).unwrap()).collect();
    with_w(&with_v(base, exact(&student.v)), exact(&student.w))
}

/// A step of a validated run.
pub struct Validated<'a> {
    /// Its number.
    pub step: u64,
    /// The closed forms before it.
    pub here: &'a AtWeights<'a, Ball>,
    /// The state after it.
    pub next: &'a State<Ball>,
    /// `f+ - f`, from the identity that holds for any step.
    pub change: Ball,
}

/// A run in enclosures: every iterate of the exact run lies in the ball that stands for it.
///
/// # Errors
/// What the oracle or the method could no longer tell, and at which step.
pub fn validate(
    start: &Instance,
    ste: &Ste,
    method: &Method,
    bits: u32,
    steps: u64,
    mut observe: impl FnMut(&Validated<'_>),
) -> Result<State<Ball>, (u64, String)> {
    let oracle = PopulationOracle::<Ball>::new(start, ste.clone(), bits);
    let mut state = State::new(method, oracle.start()).unwrap();
    while state.step < steps {
        let step = state.step;
        let reason = |error: &dyn std::fmt::Display| (step, error.to_string());
        let here = oracle.at(&state.student).map_err(|e| reason(&e))?;
        let next = method
            .step(&state, &mut oracle.clone())
            .map_err(|e| reason(&e))?;
        let there = oracle.at(&next.student).map_err(|e| reason(&e))?;
        let change = here.change_to(&there).unwrap();
        assert!(here.step_residual(&there).unwrap().contains_zero());
        observe(&Validated {
            step,
            here: &here,
            next: &next,
            change,
        });
        state = next;
    }
    Ok(state)
}

/// The bound of Theorem D on `f+ - f`, written out from the closed forms at weights in balls; `None` unless its three
/// hypotheses certainly hold.
#[must_use]
pub fn theorem_d(at: &AtWeights<'_, Ball>, ste: &Ste, eta: &Rational) -> Option<Ball> {
    let holds = |slack: &Ball| matches!(slack.sign(), Some(Ordering::Greater | Ordering::Equal));
    let (geometry, sums) = (at.forms().geometry(), at.forms().invariants());
    if geometry.position != Position::Between {
        return None;
    }
    let bits = geometry.norm.precision();
    let number = |x: i64| Ball::from_i64(bits, x);
    let (a, vv) = (&geometry.norm, &sums.v_dot_v_star);
    let phi0 = (Ball::pi(bits).mul_2exp(1)).sqrt().recip();
    let m0 = SlopeMoments::new(&ste.family(), geometry).even;
    let left = a.clone() - &at.forms().coarse_gradient_along(ste).scale(eta);
    let reach = (vv.abs() * &m0 * &phi0).scale(eta);
    if !holds(&m0) || !holds(&(left.clone() - &a.mul_2exp(-1))) || !holds(&(left.clone() - &reach))
    {
        return None;
    }
    let d = at.gradient_v();
    let d_squared = d.iter().fold(number(0), |sum, x| x.square() + &sum);
    let t_e = phi0 * &geometry.sin() * &m0;
    let per_turn = (left * &Ball::pi(bits)).recip().mul_2exp(-1);
    let rows = Rational::from(d.len() + 1) * eta / 8u32;
    let turning = (t_e.clone() * &sums.v_star_squared * &per_turn).scale(&eta.clone().square());
    let factor = number(1) - &Ball::from_rational(bits, &rows) - &turning;
    let first = (d_squared * &factor).scale(eta);
    let second = (vv.square() * &t_e * &per_turn).scale(eta).mul_2exp(-2);
    Some(-first - &second)
}
