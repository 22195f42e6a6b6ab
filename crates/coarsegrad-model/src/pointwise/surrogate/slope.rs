//! Values of surrogate slopes: exact where they are rational, otherwise enclosed.

use coarsegrad_arith::{Ball, Rational};

use super::Surrogate;
use super::shapes::{
    arctan, at_least_one, circ, dsq, exp_of_minus, fda, gaussian, inverse_square, log_tailed,
    logistic_slope, rbnn, reste, square_wave, swish_sign,
};
use crate::pointwise::root::power;
use crate::pointwise::{Extended, Outcome, PointwiseError};

/// The greatest number of bits that may be asked for.
pub(super) const MAX_BITS: u32 = 4096;

/// The bits beyond those asked for, in the attempts to make a ball narrow enough.
const GUARD_BITS: [u32; 5] = [16, 64, 256, 1024, 4096];

impl Surrogate {
    /// The slope `h(x)`.
    ///
    /// Guarantee: exact, or a ball of `bits` bits that contains the value; its relative radius is about `2^-bits` unless
    /// the value is less than any ball can tell from zero. At an infinity the answer is the limit, NaN where there is
    /// none; at NaN it is NaN.
    ///
    /// # Errors
    /// [`PointwiseError::Parameter`] for a parameter outside its domain, and unless `2 <= bits <= 4096`.
    pub fn slope(&self, x: &Extended, bits: u32) -> Result<Outcome, PointwiseError> {
        self.check()?;
        check_precision(bits)?;
        match (x.rational(), x) {
            (Some(x), _) => Ok(narrow(bits, |bits| self.at(&x, bits))),
            (None, Extended::Nan) => Ok(Outcome::Exact(Extended::Nan)),
            (None, infinity) => Ok(Outcome::Exact(match self.limit(!infinity.is_negative()) {
                Some(limit) => Extended::Finite(limit),
                None => Extended::Nan,
            })),
        }
    }

    /// The limit at plus or minus infinity, if there is one.
    fn limit(&self, positive: bool) -> Option<Rational> {
        let indicator = |on: bool| Rational::from(u32::from(on));
        Some(match self {
            Surrogate::Identity {} => Rational::from(1),
            Surrogate::Relu {} => indicator(positive),
            Surrogate::LeakyKRelu { leak, k } => if positive { k } else { leak }.clone(),
            Surrogate::LeakyLogTailedRelu { alpha } if !positive => alpha.clone(),
            Surrogate::SnnTriangular { theta } if positive => Rational::from(-theta),
            Surrogate::SnnTriangular { theta } => theta.clone(),
            Surrogate::PiecewiseLeakyRelu { c, .. }
            | Surrogate::PiecewiseLeakyReluDocumented { c, .. }
            | Surrogate::PiecewiseLeakyReluCuda { c, .. } => c.clone(),
            Surrogate::SquareWave { n, .. } if *n > 1 => return None,
            _ => Rational::new(),
        })
    }

    /// The slope at a rational number.
    fn at(&self, x: &Rational, bits: u32) -> Outcome {
        let size = x.clone().abs();
        let one = || Rational::from(1);
        let window =
            |on: bool, height: Rational| Outcome::from(if on { height } else { Rational::new() });
        match self {
            Surrogate::Identity {} => Outcome::from(one()),
            Surrogate::Relu {} => window(x.is_positive(), one()),
            Surrogate::LeakyKRelu { leak, k } => {
                Outcome::from(if x.is_negative() { leak } else { k }.clone())
            }
            Surrogate::ClippedRelu { q } => window(x.is_positive() && x < q, one()),
            Surrogate::ClippedReluRightClosed { q } => window(x.is_positive() && x <= q, one()),
            Surrogate::ClippedReluClosed { q } => window(!x.is_negative() && x <= q, one()),
            Surrogate::ReverseExponential { q } if x.is_positive() => {
                exp_of_minus(&(size / q), bits)
            }
            Surrogate::ReverseExponential { .. } => Outcome::from(Rational::new()),
            Surrogate::LogTailedRelu { q } => log_tailed(x, q, &Rational::new()),
            Surrogate::LeakyLogTailedRelu { alpha } => log_tailed(x, &one(), alpha),
            Surrogate::HardTanh { c } => window(size <= *c, one()),
            Surrogate::HardTanhOpen { c } => window(size < *c, one()),
            Surrogate::ApproxSign {} => window(size <= 1, 2u32 - size.clone() * 2u32),
            Surrogate::SwishSign { beta } => swish_sign(beta, &size, bits),
            Surrogate::Ede { t } => {
                logistic_slope(&(size * t * 2u32), bits).scaled(&(at_least_one(t) * 4u32))
            }
            Surrogate::Rbnn { t } => rbnn(t, &size, bits),
            Surrogate::Fda { omega, n } => fda(omega, n, &size, bits),
            Surrogate::ReSte { o, m, t } => {
                let inner = Rational::from(1);
                reste(o, m, t, &size, &inner, bits)
            }
            Surrogate::ReSteTangent { o, m, t } => {
                let inner = o.clone().recip();
                reste(o, m, t, &size, &inner, bits)
            }
            Surrogate::Dsq {
                alpha,
                delta,
                lower,
                cells,
            } => dsq(alpha, delta, &(x.clone() - lower), cells, bits),
            Surrogate::Sigmoid { alpha } => logistic_slope(&(size * alpha), bits).scaled(alpha),
            Surrogate::SechSquared { k } => {
                logistic_slope(&(size * k * 2u32), bits).scaled(&Rational::from(4))
            }
            Surrogate::TanhDocumented { k } => {
                logistic_slope(&(size * k * 2u32), bits).scaled(&Rational::from(k * 2u32))
            }
            Surrogate::Gaussian { alpha } => gaussian(&(size * alpha), alpha, bits),
            Surrogate::ErfcUnscaled { k } => gaussian(&(size * k), &Rational::from(2), bits),
            Surrogate::Triangular { gamma } => window(size < 1, (1u32 - size.clone()) * gamma),
            Surrogate::PiecewiseQuadratic { alpha } => {
                let reach = size * alpha;
                window(reach < 1, (1u32 - reach.clone()) * alpha)
            }
            Surrogate::SnnTriangular { theta } => Outcome::from(if x.is_negative() {
                theta.clone()
            } else {
                Rational::from(-theta)
            }),
            Surrogate::Rectangular { alpha } => window(size * alpha * 2u32 < 1, alpha.clone()),
            Surrogate::ArcTan { alpha } => {
                arctan(&(size * alpha), bits).scaled(&(alpha.clone() / 2u32))
            }
            Surrogate::ArcTanDocumented { alpha } => {
                match arctan(&(size * alpha), bits).ball(bits) {
                    Some(ball) => Outcome::Enclosed(ball / &Ball::pi(bits)),
                    None => Outcome::Exact(Extended::Nan),
                }
            }
            Surrogate::FastSigmoid { k } => Outcome::from(inverse_square(&(size * k))),
            Surrogate::SoftSign { alpha } => {
                Outcome::from(inverse_square(&(size * alpha)) * alpha / 2u32)
            }
            Surrogate::SuperSpike { alpha } => Outcome::from(inverse_square(&size) * alpha),
            Surrogate::SuperSpikeIgnoringAlpha { .. } => Outcome::from(inverse_square(&size)),
            Surrogate::SparseFastSigmoid { k, b } => window(x > b, inverse_square(&(size * k))),
            Surrogate::PiecewiseExp { alpha } => {
                exp_of_minus(&(size * alpha), bits).scaled(&(alpha.clone() / 2u32))
            }
            Surrogate::SpikeRateEscape { beta, k } => {
                let distance = (x.clone() - 1u32).abs();
                exp_of_minus(&(distance * beta), bits).scaled(k)
            }
            Surrogate::PiecewiseLeakyRelu { w, c } => Outcome::from(if size < *w {
                (w.clone() * 2u32).recip()
            } else {
                c.clone()
            }),
            Surrogate::PiecewiseLeakyReluDocumented { w, c } => Outcome::from(if size <= *w {
                (w.clone() * 2u32).recip()
            } else {
                c.clone()
            }),
            Surrogate::PiecewiseLeakyReluCuda { w, c } => Outcome::from(if size <= *w {
                w.clone().recip()
            } else {
                c.clone()
            }),
            Surrogate::Circ { alpha } => circ(alpha, &size, bits),
            Surrogate::CircDocumented { alpha } => {
                circ(alpha, &size, bits).scaled(&(alpha.clone() * 2u32).recip())
            }
            Surrogate::S2nn { alpha, .. } if x.is_negative() => {
                logistic_slope(&(size * alpha), bits).scaled(alpha)
            }
            Surrogate::S2nn { beta, .. } => Outcome::from(beta.clone() / (size + 1u32)),
            Surrogate::QPseudoSpike { alpha } => {
                let base = size * 2u32 / (alpha.clone() - 1u32) + 1u32;
                power(&base, &Rational::from(-alpha), bits)
            }
            Surrogate::NonzeroSignLogAbs { alpha } => {
                Outcome::from((alpha.clone().recip() + size).recip())
            }
            Surrogate::FakeNumericalGradient { alpha } => {
                let capped = size.is_zero() || Rational::from(alpha * &size) <= 1;
                Outcome::from(if capped { alpha.clone() } else { size.recip() })
            }
            Surrogate::SquareWave { n, period } => {
                square_wave(n, &(x.clone() / period), bits).scaled(&(4u32 / period.clone()))
            }
        }
    }
}

/// Whether a precision may be asked for.
pub(in crate::pointwise) fn check_precision(bits: u32) -> Result<(), PointwiseError> {
    if (2..=MAX_BITS).contains(&bits) {
        Ok(())
    } else {
        Err(PointwiseError::parameter(
            "bits",
            "between 2 and 4096",
            &bits,
        ))
    }
}

/// The value of `evaluate` at a working precision at which its ball is narrow enough, or at the last one tried.
pub(in crate::pointwise) fn narrow(bits: u32, evaluate: impl Fn(u32) -> Outcome) -> Outcome {
    let mut outcome = Outcome::Exact(Extended::Nan);
    for guard in GUARD_BITS {
        outcome = evaluate(bits.saturating_add(guard));
        match &outcome {
            Outcome::Exact(_) => return outcome,
            Outcome::Enclosed(ball) if ball.relative_accuracy_bits() > i64::from(bits) => break,
            Outcome::Enclosed(_) => {}
        }
    }
    match outcome {
        Outcome::Enclosed(ball) => Outcome::Enclosed(ball.round_to(bits)),
        exact => exact,
    }
}
