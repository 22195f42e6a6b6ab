//! The closed forms of the book, as a reader would program them.
//!
//! With `u`, `u*` the directions of `w`, `w*`, the angle `theta` between them, `e` the direction of `u* - cos(theta) u`,
//! `a = |w|` and `phi0 = 1/sqrt(2 pi)`:
//!
//! ```text
//! f       = (V + mu^2)/2,   mu = (1.v - 1.v*)/2,   V = (|v|^2 + |v*|^2)/4 + (theta/pi - 1/2) v.v*
//! df/dv_i = v_i/2 - (pi - theta)/(2 pi) v*_i + ((1.v - v_i) - (1.v* - v*_i))/4
//! df/dw   = -v.v*/(2 pi a) e
//! E[g]    = (Q1 |v|^2 + M1 h/2 - v.v* Tu) u - v.v* phi0 sin(theta) M0 e
//! h       = (1.v)^2 - (1.v)(1.v*) + |v|^2 + v.v*
//! ```
//!
//! The moments `M0`, `M1`, `Q1`, `Tu` are sums over the jumps of the slope.

use coarsegrad_arith::Rational;
use coarsegrad_model::Ste;

use super::super::arithmetic::Arithmetic;

/// A student and a teacher.
#[derive(Clone)]
pub(super) struct Weights<A> {
    pub(super) v: Vec<A>,
    pub(super) w: Vec<A>,
    pub(super) v_star: Vec<A>,
    pub(super) w_star: Vec<A>,
}

/// The angle between the weights and the two directions of the plane.
pub(super) struct Plane<A> {
    pub(super) length: A,
    pub(super) theta: A,
    pub(super) cos: A,
    pub(super) sin: A,
    pub(super) u: Vec<A>,
    pub(super) e: Vec<A>,
}

impl<A: Arithmetic> Weights<A> {
    pub(super) fn new([v, w, v_star, w_star]: [&[Rational]; 4]) -> Self {
        let vector = |values: &[Rational]| values.iter().map(A::of).collect();
        Weights {
            v: vector(v),
            w: vector(w),
            v_star: vector(v_star),
            w_star: vector(w_star),
        }
    }

    pub(super) fn plane(&self) -> Plane<A> {
        let length = dot(&self.w, &self.w).sqrt();
        let teacher = dot(&self.w_star, &self.w_star).sqrt();
        let cos = dot(&self.w, &self.w_star).over(&length.times(&teacher));
        let sin = A::small(1).minus(&cos.square()).sqrt();
        let u: Vec<A> = self.w.iter().map(|w| w.over(&length)).collect();
        let e = self.w_star.iter().zip(&u).map(|(w_star, u)| {
            let across = w_star.over(&teacher).minus(&cos.times(u));
            across.over(&sin)
        });
        Plane {
            theta: cos.acos(),
            e: e.collect(),
            length,
            cos,
            sin,
            u,
        }
    }

    pub(super) fn loss(&self) -> A {
        let (mean, variance) = self.residual();
        variance.plus(&mean.square()).over(&A::small(2))
    }

    /// The mean and the variance of the residual.
    fn residual(&self) -> (A, A) {
        let mean = sum(&self.v).minus(&sum(&self.v_star)).over(&A::small(2));
        let squares = dot(&self.v, &self.v).plus(&dot(&self.v_star, &self.v_star));
        let turned = self.kappa().times(&dot(&self.v, &self.v_star));
        (mean, squares.over(&A::small(4)).plus(&turned))
    }

    /// `theta/pi - 1/2`.
    pub(super) fn kappa(&self) -> A {
        let half = A::small(1).over(&A::small(2));
        self.plane().theta.over(&A::pi()).minus(&half)
    }

    pub(super) fn gradient_v(&self) -> Vec<A> {
        let both = A::pi()
            .minus(&self.plane().theta)
            .over(&A::small(2).times(&A::pi()));
        let (ours, theirs) = (sum(&self.v), sum(&self.v_star));
        let entries = self.v.iter().zip(&self.v_star);
        entries
            .map(|(v, v_star)| {
                let own = v.over(&A::small(2)).minus(&both.times(v_star));
                let rest = ours.minus(v).minus(&theirs.minus(v_star));
                own.plus(&rest.over(&A::small(4)))
            })
            .collect()
    }

    pub(super) fn gradient_w(&self) -> Vec<A> {
        let plane = self.plane();
        let scale = A::small(2).times(&A::pi()).times(&plane.length);
        let factor = dot(&self.v, &self.v_star).over(&scale);
        let entries = plane.e.iter();
        entries.map(|e| factor.times(e).negated()).collect()
    }

    pub(super) fn coarse_gradient(&self, ste: &Ste) -> Vec<A> {
        let plane = self.plane();
        let [m0, m1, q1, tu] = moments(ste, &plane);
        let (ours, theirs) = (sum(&self.v), sum(&self.v_star));
        let inner = dot(&self.v, &self.v_star);
        let squared = dot(&self.v, &self.v);
        let h = ours
            .square()
            .minus(&ours.times(&theirs))
            .plus(&squared)
            .plus(&inner);
        let along = q1
            .times(&squared)
            .plus(&m1.times(&h).over(&A::small(2)))
            .minus(&inner.times(&tu));
        let across = inner.times(&phi0::<A>()).times(&plane.sin).times(&m0);
        let entries = plane.u.iter().zip(&plane.e);
        entries
            .map(|(u, e)| along.times(u).minus(&across.times(e)))
            .collect()
    }

    /// The weights after a step of coarse gradient descent.
    pub(super) fn moved(&self, ste: &Ste, eta: &Rational) -> Self {
        let eta = A::of(eta);
        let moved = |weights: &[A], gradient: Vec<A>| {
            let each = weights.iter().zip(&gradient);
            each.map(|(weight, slope)| weight.minus(&eta.times(slope)))
                .collect()
        };
        Weights {
            v: moved(&self.v, self.gradient_v()),
            w: moved(&self.w, self.coarse_gradient(ste)),
            v_star: self.v_star.clone(),
            w_star: self.w_star.clone(),
        }
    }
}

/// `1/sqrt(2 pi)`.
pub(super) fn phi0<A: Arithmetic>() -> A {
    A::small(1).over(&A::small(2).times(&A::pi()).sqrt())
}

pub(super) fn dot<A: Arithmetic>(x: &[A], y: &[A]) -> A {
    let parts = x.iter().zip(y).map(|(x, y)| x.times(y));
    parts.fold(A::small(0), |sum, part| sum.plus(&part))
}

pub(super) fn sum<A: Arithmetic>(x: &[A]) -> A {
    x.iter().fold(A::small(0), |sum, part| sum.plus(part))
}

/// `M0`, `M1`, `Q1` and `Tu` of a slope.
fn moments<A: Arithmetic>(ste: &Ste, plane: &Plane<A>) -> [A; 4] {
    let (zero, one, two) = (A::small(0), A::small(1), A::small(2));
    let phi0 = phi0::<A>();
    // The upper end of the window, in units of |w|; its density and what lies within, seen along tau.
    let end = one.over(&plane.length);
    let falling = end.square().over(&two).negated().exp();
    let within = end.over(&two.sqrt().times(&plane.sin)).erf();
    let cot = plane.cos.over(&plane.sin);
    let turned = cot.times(&end).over(&two.sqrt()).erf();
    match ste {
        Ste::Identity => [one, zero, phi0.clone(), phi0.times(&plane.cos)],
        Ste::Relu => {
            let half = one.over(&two);
            let tu = half.plus(&plane.cos.over(&two));
            [half, phi0.clone(), zero, phi0.times(&tu)]
        }
        Ste::ClippedRelu => {
            let m0 = within.over(&two);
            let m1 = phi0.times(&one.minus(&falling));
            // phi0 (1/2 - E Phi(cot/a)) + phi0 cos M0.
            let beyond = falling.times(&one.plus(&turned)).over(&two);
            let tu = one.over(&two).minus(&beyond).plus(&plane.cos.times(&m0));
            [m0, m1, zero, phi0.times(&tu)]
        }
        Ste::HardTanh => {
            let q1 = phi0.times(&one.minus(&falling));
            let tu = plane.cos.times(&within).minus(&falling.times(&turned));
            [within, zero, q1, phi0.times(&tu)]
        }
        Ste::LeakyRelu { alpha } => {
            let (all, right) = (moments(&Ste::Identity, plane), moments(&Ste::Relu, plane));
            let alpha = A::of(alpha);
            let rest = one.minus(&alpha);
            let [a0, a1, a2, a3] = all;
            let [b0, b1, b2, b3] = right;
            [(a0, b0), (a1, b1), (a2, b2), (a3, b3)]
                .map(|(all, right)| alpha.times(&all).plus(&rest.times(&right)))
        }
        // No other estimator is asked for.
        Ste::PiecewiseConstant(_) | Ste::Gaussian { .. } => {
            [zero.clone(), zero.clone(), zero.clone(), zero]
        }
    }
}
