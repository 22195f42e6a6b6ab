//! One-dimensional moments of a slope: all that the expected coarse gradient needs of an STE.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use coarsegrad_arith::{Rational, Real};
use coarsegrad_model::{Slope, StepSlope};

use crate::geometry::{Geometry, Position};

/// Moments of a slope `mu'` at `a = |w|` and `theta`, with `N` standard normal.
///
/// | field | definition |
/// |---|---|
/// | `even` | `M0 = E[mu'(a sin(theta) N)]` (without meaning unless `0 < theta < pi`) |
/// | `first` | `M1 = E[N mu'(a N)]` |
/// | `left` | `Q1 = int_0^inf x mu'(-a x) phi(x) dx` |
/// | `across` | `Tu = E[N mu'(a N) Phi(N cot(theta))]` |
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the table above documents the fields")]
pub struct SlopeMoments<T> {
    pub even: T,
    pub first: T,
    pub left: T,
    pub across: T,
}

impl<T: Real> SlopeMoments<T> {
    /// The moments of a slope; `w` must not be zero.
    pub fn new(slope: &Slope, geometry: &Geometry<T>) -> Self {
        let mut moments = match slope {
            Slope::Steps(steps) => step_moments(steps, geometry),
            Slope::Gaussian(scale) => gaussian_moments(scale, geometry),
        };
        match geometry.position {
            Position::Parallel => moments.across = moments.first.clone() + &moments.left,
            Position::Opposite => moments.across = -moments.left.clone(),
            Position::Between | Position::ZeroWeight => {}
        }
        moments
    }
}

/// `M0 = E[mu'(a sin(theta) N)]`, for `0 < theta < pi`.
pub(crate) fn even_moment<T: Real>(slope: &Slope, geometry: &Geometry<T>) -> T {
    match slope {
        Slope::Steps(steps) => step_even_moment(steps, &jump_pairs(steps), geometry),
        Slope::Gaussian(scale) => gaussian_even_moment(scale, geometry),
    }
}

impl<T: Real> SlopeMoments<T> {
    /// The moments of clipped ReLU by way of its sector moments:
    /// `M0 = erf(1/(sqrt(2) tau))/2`, `M1 = p0`, `Q1 = 0`, `Tu = p`.
    pub(crate) fn from_strip(geometry: &Geometry<T>, strip: &StripFunctions<T>) -> Self {
        let SectorMoments { p, p0, .. } = SectorMoments::from_functions(geometry, strip);
        SlopeMoments {
            even: strip.tail.mul_2exp(-1),
            left: T::zero(&p.context()),
            first: p0,
            across: p,
        }
    }
}

/// The jumps at `x` and at `-x`, for an `x > 0`.
#[derive(Default)]
struct JumpPair {
    right: Rational,
    left: Rational,
}

impl JumpPair {
    fn difference(&self) -> Rational {
        Rational::from(&self.right - &self.left)
    }
}

/// The jumps of a step function off zero by their distance from it.
fn jump_pairs(steps: &StepSlope) -> BTreeMap<Rational, JumpPair> {
    let mut pairs: BTreeMap<Rational, JumpPair> = BTreeMap::new();
    for (x, jump) in steps.jumps() {
        match x.cmp0() {
            Ordering::Less => pairs.entry(-x.clone()).or_default().left = jump,
            Ordering::Equal => {}
            Ordering::Greater => pairs.entry(x.clone()).or_default().right = jump,
        }
    }
    pairs
}

/// A step function with value `c0` on the far left and jumps `J_k` at `x_k`:
///
/// ```text
/// M0 = c0 + sum J_k Phi(-x_k/tau)                  tau = a sin(theta)
/// M1 = phi0 sum J_k E_k                            E_k = exp(-x_k^2/(2a^2))
/// Q1 = phi0 (c0 + sum_{x_k < 0} J_k (1 - E_k))
/// Tu = phi0 sum J_k E_k Phi(x_k cot(theta)/a) + phi0 cos(theta) M0
/// ```
///
/// Written with `E_k = 1 + expm1(.)` and `Phi(x) = 1/2 + erf(x/sqrt(2))/2`, all rational constants
/// combined exactly: for a slope that vanishes at infinity nothing of order one is left to cancel
/// when `|w|` is large. Jumps at `x` and `-x` are combined too: `M0` of an odd and `M1` of an even
/// slope are zero in any arithmetic.
fn step_moments<T: Real>(steps: &StepSlope, geometry: &Geometry<T>) -> SlopeMoments<T> {
    let context = geometry.norm.context();
    let number = |x: &Rational| T::from_rational(&context, x);
    let between = geometry.position == Position::Between;

    let mut first = T::zero(&context);
    let mut left = number(steps.left());
    // Tu / phi0 without its last term, doubled.
    let mut across = T::zero(&context);
    let pairs = jump_pairs(steps);
    for (x, pair) in &pairs {
        let scaled = geometry.norm_recip.scale(x) * &geometry.root_half;
        let decay = (-(scaled.clone() * &scaled)).exp_m1();
        let sum = Rational::from(&pair.right + &pair.left);
        if !sum.is_zero() {
            first = decay.scale(&sum) + &first;
        }
        if !pair.left.is_zero() {
            left = left - &decay.scale(&pair.left);
        }
        let difference = pair.difference();
        if between && !difference.is_zero() {
            let side = (scaled * &geometry.cot()).erf();
            across = across + &(decay * &side + &side).scale(&difference);
        }
    }
    across = across + &first;
    let constant = steps
        .jumps()
        .fold(Rational::new(), |sum, (_, jump)| sum + jump);
    let constant = number(&constant);
    first = first + &constant;
    let phi0 = &geometry.phi0;
    let even = step_even_moment(steps, &pairs, geometry);
    if between {
        let shifted = (across + &constant).mul_2exp(-1);
        across = (geometry.cos() * &even + &shifted) * phi0;
    }
    SlopeMoments {
        even,
        first: first * phi0,
        left: left * phi0,
        across,
    }
}

/// `M0` of a step function, `0 < theta < pi` (elsewhere only the constant part).
fn step_even_moment<T: Real>(
    steps: &StepSlope,
    pairs: &BTreeMap<Rational, JumpPair>,
    geometry: &Geometry<T>,
) -> T {
    let context = geometry.norm.context();
    let constant = steps
        .jumps()
        .fold(Rational::from(2 * steps.left()), |sum, (_, jump)| {
            sum + jump
        });
    let mut doubled = T::from_rational(&context, &constant);
    if geometry.position == Position::Between {
        for (x, pair) in pairs {
            let difference = pair.difference();
            if !difference.is_zero() {
                let tail = (geometry.tau_recip().scale(x) * &geometry.root_half).erf();
                doubled = doubled - &tail.scale(&difference);
            }
        }
    }
    doubled.mul_2exp(-1)
}

/// `M0` of a Gaussian slope.
fn gaussian_even_moment<T: Real>(scale: &Rational, geometry: &Geometry<T>) -> T {
    let tau = geometry.wedge.clone() * &geometry.teacher_norm_recip;
    let ratio = tau.scale(&scale.clone().recip());
    let one = T::from_rational(&geometry.norm.context(), &Rational::from(1));
    (ratio.clone() * &ratio + &one).recip().sqrt()
}

/// `mu'(x) = exp(-x^2/(2 s^2))`, with `k = 1 + a^2/s^2`:
///
/// ```text
/// M0 = s/sqrt(s^2 + tau^2),  M1 = 0,  Q1 = phi0/k,  Tu = cos(theta) phi0/(k sqrt(1 + tau^2/s^2))
/// ```
fn gaussian_moments<T: Real>(scale: &Rational, geometry: &Geometry<T>) -> SlopeMoments<T> {
    let context = geometry.norm.context();
    let one = T::from_rational(&context, &Rational::from(1));
    let even = gaussian_even_moment(scale, geometry);
    let ratio = geometry
        .along_squared
        .scale(&scale.clone().square().recip());
    let left = (ratio + &one).recip() * &geometry.phi0;
    let across = geometry.cos() * &left * &even;
    SlopeMoments {
        even,
        first: T::zero(&context),
        left,
        across,
    }
}

/// The three transcendental functions that every clipped-ReLU quantity is made of, `w != 0`.
#[derive(Clone, Debug)]
pub(crate) struct StripFunctions<T> {
    /// `exp(-1/(2 a^2)) - 1`.
    pub(crate) decay: T,
    /// `erf(cot(theta)/(sqrt(2) a))`; zero unless `0 < theta < pi`.
    pub(crate) side: T,
    /// `erf(1/(sqrt(2) a sin(theta)))`; zero unless `0 < theta < pi`.
    pub(crate) tail: T,
}

impl<T: Real> StripFunctions<T> {
    pub(crate) fn new(geometry: &Geometry<T>) -> Self {
        Self::up_to(geometry, &Rational::from(1))
    }

    /// The same with `width/a` in the place of `1/a`: for the strip `0 < z.w < width`.
    pub(crate) fn up_to(geometry: &Geometry<T>, width: &Rational) -> Self {
        let scaled = geometry.norm_recip.scale(width) * &geometry.root_half;
        let decay = (-(scaled.clone() * &scaled)).exp_m1();
        let (side, tail) = if geometry.position == Position::Between {
            let reach = geometry.tau_recip().scale(width) * &geometry.root_half;
            ((scaled * &geometry.cot()).erf(), reach.erf())
        } else {
            let context = geometry.norm.context();
            (T::zero(&context), T::zero(&context))
        };
        StripFunctions { decay, side, tail }
    }
}

/// The clipped-ReLU sector moments of P1, Lemma 12: `E[z 1{0<z.w<1, z.w*>0}] = p u + q e` and
/// `E[z 1{0<z.w<1}] = p0 u`, for `w != 0`.
///
/// ```text
/// q  = (sin(theta) phi0/2) erf(1/(sqrt(2) a sin(theta)))
/// p  = phi0 [1/2 - E Phi(cot(theta)/a) + (cos(theta)/2) erf(1/(sqrt(2) a sin(theta)))]
/// p0 = phi0 (1 - E),  E = exp(-1/(2 a^2));     at theta = 0: p = p0, q = 0; at pi: p = q = 0
/// ```
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the formulas above document the fields")]
pub struct SectorMoments<T> {
    pub p: T,
    pub q: T,
    pub p0: T,
}

impl<T: Real> SectorMoments<T> {
    /// The three moments.
    pub fn new(geometry: &Geometry<T>) -> Self {
        Self::from_functions(geometry, &StripFunctions::new(geometry))
    }

    pub(crate) fn from_functions(geometry: &Geometry<T>, strip: &StripFunctions<T>) -> Self {
        let context = geometry.norm.context();
        let p0 = -(geometry.phi0.clone() * &strip.decay);
        let (p, q) = match geometry.position {
            Position::Between => {
                // 1/2 - (1 + decay) (1 + side)/2, without the constants that cancel.
                let StripFunctions { decay, side, tail } = strip;
                let lost = decay.clone() * side + decay + side;
                let kept = geometry.cos() * tail - &lost;
                (
                    (kept * &geometry.phi0).mul_2exp(-1),
                    (geometry.sin() * tail * &geometry.phi0).mul_2exp(-1),
                )
            }
            Position::Parallel => (p0.clone(), T::zero(&context)),
            Position::Opposite | Position::ZeroWeight => (T::zero(&context), T::zero(&context)),
        };
        SectorMoments { p, q, p0 }
    }
}
