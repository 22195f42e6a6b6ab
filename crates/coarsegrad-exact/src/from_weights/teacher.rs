//! What the closed forms need of a teacher, computed once for a run.

use coarsegrad_arith::{Rational, Real};
use coarsegrad_model::TwoLayer;

use crate::approach::Candidate;
use crate::invariants::Invariants;
use crate::landscape::Landscape;
use crate::weight_arithmetic::WeightArithmetic;

/// What the closed forms need of a teacher, in one arithmetic.
#[derive(Clone, Debug)]
pub struct Teacher<T: Real> {
    pub(crate) context: T::Context,
    /// The instance that the run starts from.
    pub(crate) start: TwoLayer<Rational>,
    pub(crate) v: Vec<T>,
    pub(crate) w: Vec<T>,
    /// `S` and `|v*|^2`.
    sum: T,
    squared: T,
    /// `|w*|`, `1/|w*|`, `|w*|^2`.
    pub(super) norm: T,
    pub(crate) norm_recip: T,
    pub(super) norm_squared: T,
    pub(super) pi: T,
    pub(super) pi_recip: T,
    pub(super) phi0: T,
    pub(super) root_half: T,
    /// The critical points, each with its `v` and `theta/pi` in this arithmetic.
    pub(crate) candidates: Vec<(Candidate, Vec<T>, T)>,
}

impl<T: WeightArithmetic> Teacher<T> {
    /// The teacher of an instance.
    pub fn new(instance: &TwoLayer<Rational>, context: T::Context) -> Self {
        let number = |x: &Rational| T::from_rational(&context, x);
        let vector = |x: &[Rational]| x.iter().map(number).collect();
        let exact = instance.teacher();
        let sums = Invariants::exact(&exact.v, &exact.v);
        let norm_squared = coarsegrad_arith::dot(&exact.w, &exact.w);
        let norm = number(&norm_squared).sqrt();
        let root_half = number(&Rational::from((1, 2))).sqrt();
        let pi = T::pi(&context);
        let candidates = Landscape::new(&exact.v, exact.w.len())
            .critical_points()
            .into_iter()
            .map(|candidate| {
                let v = vector(&candidate.v);
                let angle = number(&candidate.theta_over_pi);
                (candidate, v, angle)
            })
            .collect();
        Teacher {
            v: vector(&exact.v),
            w: vector(&exact.w),
            sum: number(&sums.sum_v_star),
            squared: number(&sums.v_star_squared),
            norm_recip: norm.recip(),
            norm,
            norm_squared: number(&norm_squared),
            phi0: pi.sqrt().recip() * &root_half,
            pi_recip: pi.recip(),
            pi,
            root_half,
            candidates,
            start: instance.clone(),
            context,
        }
    }

    pub(super) fn zero(&self) -> T {
        T::zero(&self.context)
    }

    pub(super) fn dot(&self, x: &[T], y: &[T]) -> T {
        x.iter()
            .zip(y)
            .fold(self.zero(), |sum, (x, y)| x.clone() * y + &sum)
    }

    pub(super) fn squared_length(&self, x: &[T]) -> T {
        x.iter().fold(self.zero(), |sum, x| x.square() + &sum)
    }

    pub(super) fn invariants(&self, v: &[T]) -> Invariants<T> {
        let zero = self.zero();
        let difference: Vec<T> = v
            .iter()
            .zip(&self.v)
            .map(|(v, v_star)| v.clone() - v_star)
            .collect();
        let offset = difference.iter().fold(zero.clone(), |sum, x| sum + x);
        let sum_v = v.iter().fold(zero, |sum, x| sum + x);
        let v_squared = self.squared_length(v);
        let v_dot_v_star = self.dot(v, &self.v);
        let h = sum_v.clone() * &offset + &v_squared + &v_dot_v_star;
        Invariants {
            misfit: self.squared_length(&difference) + &offset.square(),
            sum_v_star: self.sum.clone(),
            v_star_squared: self.squared.clone(),
            sum_v,
            v_squared,
            v_dot_v_star,
            h,
        }
    }
}
