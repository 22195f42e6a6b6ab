//! The theory's formulas written a second time, in exact symbolic arithmetic and from the raw vectors.
//!
//! Everything here starts from the entries of `v`, `w`, `v*`, `w*` and running sums; nothing is taken from the library's
//! invariants or geometry except the symbol that stands for `theta/pi`.

use coarsegrad_arith::{Rational, Real, Scalar, Symbolic};
use coarsegrad_exact::{PlaneVector, Population};
use coarsegrad_model::{Slope, Ste};

use crate::entries::plane_entries;
use crate::instances::Instance;

/// The rational `n/d`.
#[must_use]
pub fn q(n: i64, d: i64) -> Symbolic {
    Symbolic::rational(Rational::from((n, d)))
}

/// An exact rational.
#[must_use]
pub fn exact(x: &Rational) -> Symbolic {
    Symbolic::rational(x.clone())
}

/// `sqrt(x)`.
#[must_use]
pub fn root(x: &Rational) -> Symbolic {
    Symbolic::sqrt_rational(x)
}

/// `1/sqrt(2 pi)`.
#[must_use]
pub fn phi0() -> Symbolic {
    Symbolic::pi_power(-1) * &root(&Rational::from((1, 2)))
}

/// The square.
#[must_use]
pub fn square(x: &Symbolic) -> Symbolic {
    x.clone() * x
}

/// `sum_i x_i y_i` by a running sum.
#[must_use]
pub fn inner(x: &[Rational], y: &[Rational]) -> Rational {
    x.iter().zip(y).fold(Rational::new(), |total, (x, y)| {
        total + Rational::from(x * y)
    })
}

/// `sum_i x_i` by a running sum.
#[must_use]
pub fn total(x: &[Rational]) -> Rational {
    x.iter().fold(Rational::new(), |total, x| total + x)
}

/// The exact quantities of an instance that formulas are written in.
#[derive(Debug)]
pub struct Symbols {
    /// `|w|^2`.
    pub norm_squared: Rational,
    /// `|w*|^2`.
    pub teacher_squared: Rational,
    /// `w.w*`.
    pub product: Rational,
    /// `sum_{i<j} (w_i w*_j - w_j w*_i)^2 = (|w| |w*| sin theta)^2`.
    pub wedge_squared: Rational,
    /// `theta/pi`: a rational where it is one, otherwise the symbol.
    pub angle: Symbolic,
    /// `v.v*`.
    pub vv: Rational,
    /// `|v|^2`.
    pub v_squared: Rational,
    /// `1^T v`.
    pub v_sum: Rational,
    /// `1^T v*`.
    pub teacher_sum: Rational,
    /// `|v*|^2`.
    pub teacher_v_squared: Rational,
}

impl Symbols {
    /// The quantities of an instance; the angle symbol is taken from its closed forms.
    #[must_use]
    pub fn new(instance: &Instance) -> Self {
        let (v, w) = (&instance.student().v, &instance.student().w);
        let (v_star, w_star) = (&instance.teacher().v, &instance.teacher().w);
        let mut wedge_squared = Rational::new();
        for i in 0..w.len() {
            for j in i + 1..w.len() {
                let minor = Rational::from(&w[i] * &w_star[j]) - Rational::from(&w[j] * &w_star[i]);
                wedge_squared += minor.square();
            }
        }
        let population = Population::new(instance);
        Symbols {
            norm_squared: inner(w, w),
            teacher_squared: inner(w_star, w_star),
            product: inner(w, w_star),
            wedge_squared,
            angle: population.symbolic().geometry().theta_over_pi.clone(),
            vv: inner(v, v_star),
            v_squared: inner(v, v),
            v_sum: total(v),
            teacher_sum: total(v_star),
            teacher_v_squared: inner(v_star, v_star),
        }
    }

    /// Whether `0 < theta < pi`.
    #[must_use]
    pub fn is_between(&self) -> bool {
        !self.wedge_squared.is_zero()
    }

    /// `|w|^2 |w*|^2`.
    fn norms(&self) -> Rational {
        Rational::from(&self.norm_squared * &self.teacher_squared)
    }

    /// `sin(theta)`.
    #[must_use]
    pub fn sin(&self) -> Symbolic {
        root(&(self.wedge_squared.clone() / self.norms()))
    }

    /// `cos(theta)`.
    #[must_use]
    pub fn cos(&self) -> Symbolic {
        root(&self.norms().recip()).scale(&self.product)
    }

    /// `a = |w|`.
    #[must_use]
    pub fn norm(&self) -> Symbolic {
        root(&self.norm_squared)
    }

    /// `1/a`.
    #[must_use]
    pub fn norm_recip(&self) -> Symbolic {
        root(&self.norm_squared.clone().recip())
    }

    /// `tau^2 = (a sin theta)^2`.
    #[must_use]
    pub fn tau_squared(&self) -> Rational {
        Rational::from(&self.wedge_squared / &self.teacher_squared)
    }

    /// `Phi(x / sqrt(y))` for `y > 0`.
    #[must_use]
    pub fn normal_cdf(x: &Rational, y: &Rational) -> Symbolic {
        if x.is_zero() {
            return q(1, 2);
        }
        // Phi(z) = 1/2 + erf(z/sqrt 2)/2, with z^2/2 = x^2/(2y).
        let size = root(&(x.clone().square() / y / 2u32)).erf();
        let half = Rational::from((1, 2));
        let tail = if x.is_positive() { size } else { -size };
        tail.scale(&half) + &q(1, 2)
    }

    /// `Phi(x/a)`.
    #[must_use]
    pub fn cdf(&self, x: &Rational) -> Symbolic {
        Self::normal_cdf(x, &self.norm_squared)
    }

    /// `phi(x/a)`.
    #[must_use]
    pub fn density(&self, x: &Rational) -> Symbolic {
        self.decay(x) * &phi0()
    }

    /// `exp(-x^2/(2 a^2))`.
    fn decay(&self, x: &Rational) -> Symbolic {
        let exponent = -(x.clone().square() / &self.norm_squared / 2u32);
        exact(&exponent).exp_m1() + &q(1, 1)
    }

    /// `M0 = E[mu'(a sin(theta) N)]`, `0 < theta < pi`: `c0 + sum J_k Phi(-x_k/tau)`, `s/sqrt(s^2 + tau^2)`.
    #[must_use]
    pub fn m0(&self, ste: &Ste) -> Symbolic {
        let tau_squared = self.tau_squared();
        match ste.family() {
            Slope::Steps(steps) => steps.jumps().fold(exact(steps.left()), |sum, (x, jump)| {
                let weight = if x.is_zero() {
                    q(1, 2)
                } else {
                    Self::normal_cdf(&-x.clone(), &tau_squared)
                };
                sum + &weight.scale(&jump)
            }),
            Slope::Gaussian(s) => {
                let s_squared = s.square();
                root(&(s_squared.clone() / (s_squared + tau_squared)))
            }
        }
    }

    /// `Q1 = int_0^inf x mu'(-a x) phi(x) dx`: `c0 phi0 + sum_{x_k < 0} J_k (phi0 - phi(x_k/a))`, `phi0/(1 + a^2/s^2)`.
    #[must_use]
    pub fn q1(&self, ste: &Ste) -> Symbolic {
        match ste.family() {
            Slope::Steps(steps) => {
                let sum = steps.jumps().fold(exact(steps.left()), |sum, (x, jump)| {
                    if x.is_negative() {
                        sum + &(q(1, 1) - &self.decay(x)).scale(&jump)
                    } else {
                        sum
                    }
                });
                sum * &phi0()
            }
            Slope::Gaussian(s) => {
                let k = Rational::from(1) + &self.norm_squared / s.square();
                phi0().scale(&k.recip())
            }
        }
    }

    /// `q = (s phi0/2) erf(1/(sqrt(2) a s))`, `0 < theta < pi`.
    #[must_use]
    pub fn sector_q(&self) -> Symbolic {
        let tail = root(&(self.tau_squared() * 2u32).recip()).erf();
        (self.sin() * &phi0() * &tail).scale(&Rational::from((1, 2)))
    }

    /// `h = |v|^2 + (1^T v)^2 - (1^T v) S + v.v*`.
    #[must_use]
    pub fn h(&self) -> Rational {
        let sums = Rational::from(&self.v_sum - &self.teacher_sum) * &self.v_sum;
        sums + &self.v_squared + &self.vv
    }
}

/// The entries of an expected coarse gradient as exact values.
#[must_use]
pub fn coarse_entries(population: &Population<'_>, ste: &Ste) -> Vec<Symbolic> {
    plane_entries(population, &population.symbolic().coarse_gradient(ste))
}

/// The entries of the population gradient in `w`, where it exists.
#[must_use]
pub fn gradient_entries(population: &Population<'_>) -> Option<Vec<Symbolic>> {
    let gradient: PlaneVector<Symbolic> = population.symbolic().gradient_w().ok()?;
    Some(plane_entries(population, &gradient))
}

/// Whether two vectors of exact values certainly agree.
#[must_use]
pub fn equal(x: &[Symbolic], y: &[Symbolic]) -> bool {
    x.len() == y.len() && x.iter().zip(y).all(|(x, y)| x.equals(y))
}

/// Whether a vector is certainly zero.
#[must_use]
pub fn vanishes(x: &[Symbolic]) -> bool {
    x.iter().all(Symbolic::is_zero)
}
