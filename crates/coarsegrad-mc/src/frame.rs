//! The plane of `w` and `w*`, rounded from exact input.

use coarsegrad_arith::{Ball, Rational, Real, Scalar, dot};
use coarsegrad_model::{Plane, TwoLayer};

/// The orthonormal frame in which everything that depends on `w` and `w*` alone happens.
///
/// `u = w/|w|`, and `e` is the unit vector along `w* - (w.w*/|w|^2) w`; there is no `e` where the
/// two are parallel, and `u = w*/|w*|` where `w = 0`. Which case it is has been decided exactly;
/// the numbers are correct to within two units in the last place of double precision, entries of
/// `e` below `2^-50` to within `2^-110`.
#[derive(Clone, Debug)]
pub struct Frame {
    /// `u`, n entries.
    pub u: Vec<f64>,
    /// `e`, n entries, where there is one.
    pub e: Option<Vec<f64>>,
    /// `|w|`.
    pub norm: f64,
    /// `|w*|`.
    pub teacher_norm: f64,
    /// `cos(theta)`; 1 where `w = 0`.
    pub cos: f64,
    /// `sin(theta)`.
    pub sin: f64,
    /// `theta` in `[0, pi]`; 0 where `w = 0`.
    pub theta: f64,
}

/// Bits beyond double precision.
const GUARD: u32 = 64;

impl Frame {
    /// The frame of an instance.
    #[must_use]
    pub fn new(instance: &TwoLayer<Rational>) -> Self {
        let (w, w_star) = (&instance.student().w, &instance.teacher().w);
        let plane = Plane::new(w, w_star);
        // w* - r w cancels where the angle is small: about log2(1/sin^2) bits.
        let norms = Rational::from(&plane.student_norm_squared * &plane.teacher_norm_squared);
        let lost = exponent(&norms) - exponent(&plane.wedge_squared);
        let precision = 53 + GUARD + u32::try_from(lost.max(0)).unwrap_or(0);
        let ball = |x: &Rational| Ball::from_rational(precision, x);
        let root = |x: &Rational| Ball::sqrt_rational(precision, x);
        let teacher_norm = root(&plane.teacher_norm_squared);
        let scaled = |x: &[Rational], length: &Ball| -> Vec<f64> {
            let recip = Real::recip(length);
            x.iter()
                .map(|x| (recip.clone() * &ball(x)).to_f64())
                .collect()
        };
        if plane.student_norm_squared.is_zero() {
            return Frame {
                u: scaled(w_star, &teacher_norm),
                e: None,
                norm: 0.0,
                teacher_norm: teacher_norm.to_f64(),
                cos: 1.0,
                sin: 0.0,
                theta: 0.0,
            };
        }
        let norm = root(&plane.student_norm_squared);
        let u = scaled(w, &norm);
        let wedge = root(&plane.wedge_squared);
        let inner = ball(&plane.inner_product);
        let lengths = Real::recip(&(norm.clone() * &teacher_norm));
        let between = !plane.angle.is_degenerate();
        // e = (w* - r w) |w| / wedge.
        let e = between.then(|| {
            let scale = Real::recip(&wedge) * &norm;
            let ratio = inner.clone() * &Real::recip(&ball(&plane.student_norm_squared));
            w.iter()
                .zip(w_star)
                .map(|(w, w_star)| ((ball(w_star) - &(ratio.clone() * &ball(w))) * &scale).to_f64())
                .collect()
        });
        Frame {
            u,
            e,
            norm: norm.to_f64(),
            teacher_norm: teacher_norm.to_f64(),
            cos: (inner.clone() * &lengths).to_f64(),
            sin: (wedge.clone() * &lengths).to_f64(),
            theta: match (between, plane.angle.is_pi()) {
                (true, _) => Real::atan2(&wedge, &inner).to_f64(),
                (false, true) => std::f64::consts::PI,
                (false, false) => 0.0,
            },
        }
    }

    /// The dimension of the plane: 2, or 1 where `w` and `w*` are parallel or `w = 0`.
    #[must_use]
    pub fn dimension(&self) -> usize {
        if self.e.is_some() { 2 } else { 1 }
    }

    /// The vector with the given coordinates along `u` and `e`.
    #[must_use]
    pub fn vector(&self, along: f64, across: f64) -> Vec<f64> {
        match &self.e {
            Some(e) => {
                let pairs = self.u.iter().zip(e);
                pairs.map(|(u, e)| along * u + across * e).collect()
            }
            None => self.u.iter().map(|u| along * u).collect(),
        }
    }
}

/// `floor(log2 |x|)` up to one, for `x != 0`; very large for zero.
fn exponent(x: &Rational) -> i64 {
    if x.is_zero() {
        return i64::from(i32::MAX);
    }
    i64::from(x.numer().significant_bits()) - i64::from(x.denom().significant_bits())
}

/// `|x|_1` of a vector, rounded; zero only if it is.
pub(crate) fn sum_of_sizes(x: &[Rational]) -> f64 {
    let sizes: Vec<Rational> = x.iter().map(|x| x.clone().abs()).collect();
    let ones = vec![Rational::from(1); sizes.len()];
    rounded_size(&dot(&sizes, &ones))
}

/// A number that is not negative, rounded; zero only if it is.
pub(crate) fn rounded_size(x: &Rational) -> f64 {
    let size = f64::from_rational(&(), x);
    if size == 0.0 && !x.is_zero() {
        f64::MIN_POSITIVE
    } else {
        size
    }
}
