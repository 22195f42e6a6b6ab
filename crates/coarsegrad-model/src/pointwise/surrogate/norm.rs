//! Peaks and areas of surrogate slopes, and the slopes divided by them.
//!
//! Two surrogates of one shape differ by a factor, which an optimiser sees as a learning rate. A peak is the least upper
//! bound of the slope, an area its integral over the line.

use coarsegrad_arith::{Ball, Rational};

use super::Surrogate;
use super::cosine::sin_rational;
use super::slope::{check_precision, narrow};
use crate::pointwise::root::power;
use crate::pointwise::{Extended, Outcome, PointwiseError, SurrogateConvention, SurrogateNorm};

impl Surrogate {
    /// The slope divided by its peak or its area; `None` where that is infinite or not positive.
    ///
    /// # Errors
    /// As [`Surrogate::slope`].
    pub fn normalised_slope(
        &self,
        convention: &SurrogateConvention,
        x: &Extended,
        bits: u32,
    ) -> Result<Option<Outcome>, PointwiseError> {
        let working = bits.saturating_add(8);
        let factor = match convention.norm {
            SurrogateNorm::UnitPeak => self.peak(working)?,
            SurrogateNorm::UnitArea => self.area(working)?,
        };
        let slope = self.slope(x, bits)?;
        Ok(factor.and_then(|factor| quotient(slope, &factor, bits)))
    }

    /// The least upper bound of the slope; `None` unless it is positive.
    ///
    /// # Errors
    /// As [`Surrogate::slope`].
    pub fn peak(&self, bits: u32) -> Result<Option<Outcome>, PointwiseError> {
        let at = |x: Rational| self.slope(&Extended::Finite(x), bits);
        self.check()?;
        let exact = match self {
            Surrogate::Relu {}
            | Surrogate::ClippedRelu { .. }
            | Surrogate::ClippedReluRightClosed { .. }
            | Surrogate::ReverseExponential { .. }
            | Surrogate::LogTailedRelu { .. } => Rational::from(1),
            Surrogate::LeakyKRelu { leak, k } => greater(leak, k),
            Surrogate::LeakyLogTailedRelu { alpha } => greater(alpha, &Rational::from(1)),
            Surrogate::SnnTriangular { theta } => theta.clone(),
            Surrogate::SparseFastSigmoid { k, b } => {
                (Rational::from(k * b) + 1u32).square().recip()
            }
            Surrogate::PiecewiseLeakyRelu { w, c }
            | Surrogate::PiecewiseLeakyReluDocumented { w, c } => {
                greater(&(w.clone() * 2u32).recip(), c)
            }
            Surrogate::PiecewiseLeakyReluCuda { w, c } => greater(&w.clone().recip(), c),
            Surrogate::S2nn { alpha, beta } => greater(&(alpha.clone() / 4u32), beta),
            Surrogate::SpikeRateEscape { .. } => return at(Rational::from(1)).map(Some),
            Surrogate::Dsq { delta, lower, .. } => {
                return at(lower.clone() + delta.clone() / 2u32).map(Some);
            }
            Surrogate::SquareWave { n, .. } if *n == 1 => return Ok(None),
            // The others are symmetric and greatest at zero.
            _ => return at(Rational::new()).map(Some),
        };
        Ok(exact.is_positive().then(|| Outcome::from(exact)))
    }

    /// The integral of the slope over the line; `None` unless it is finite and positive.
    ///
    /// # Errors
    /// As [`Surrogate::slope`].
    pub fn area(&self, bits: u32) -> Result<Option<Outcome>, PointwiseError> {
        self.check()?;
        check_precision(bits)?;
        let one = || Rational::from(1);
        let area = match self {
            Surrogate::Identity {}
            | Surrogate::Relu {}
            | Surrogate::LeakyKRelu { .. }
            | Surrogate::LogTailedRelu { .. }
            | Surrogate::LeakyLogTailedRelu { .. }
            | Surrogate::SnnTriangular { .. }
            | Surrogate::S2nn { .. }
            | Surrogate::NonzeroSignLogAbs { .. }
            | Surrogate::FakeNumericalGradient { .. }
            | Surrogate::SquareWave { .. } => return Ok(None),
            Surrogate::ClippedRelu { q }
            | Surrogate::ClippedReluRightClosed { q }
            | Surrogate::ClippedReluClosed { q }
            | Surrogate::ReverseExponential { q } => q.clone(),
            Surrogate::HardTanh { c } | Surrogate::HardTanhOpen { c } => c.clone() * 2u32,
            Surrogate::ApproxSign {}
            | Surrogate::SwishSign { .. }
            | Surrogate::SuperSpikeIgnoringAlpha { .. } => Rational::from(2),
            Surrogate::Ede { t } | Surrogate::Rbnn { t } => {
                greater(&t.clone().recip(), &one()) * 2u32
            }
            Surrogate::Fda { omega, n } => {
                return Ok(Some(narrow(bits, |bits| fda_area(omega, n, bits))));
            }
            Surrogate::ReSte { o, m, t } => {
                return Ok(Some(reste_area(o, m, t, &Rational::new(), bits)));
            }
            Surrogate::ReSteTangent { o, m, t } => {
                return Ok(Some(reste_area(o, m, t, &(1u32 - o.clone().recip()), bits)));
            }
            Surrogate::Dsq { delta, cells, .. } => Rational::from(delta * cells),
            Surrogate::Sigmoid { .. }
            | Surrogate::TanhDocumented { .. }
            | Surrogate::Gaussian { .. }
            | Surrogate::PiecewiseQuadratic { .. }
            | Surrogate::Rectangular { .. }
            | Surrogate::ArcTan { .. }
            | Surrogate::SoftSign { .. }
            | Surrogate::PiecewiseExp { .. }
            | Surrogate::CircDocumented { .. }
            | Surrogate::QPseudoSpike { .. } => one(),
            Surrogate::SechSquared { k }
            | Surrogate::ErfcUnscaled { k }
            | Surrogate::FastSigmoid { k } => 2u32 / k.clone(),
            Surrogate::Triangular { gamma } => gamma.clone(),
            Surrogate::ArcTanDocumented { alpha } => {
                let inverse = Ball::pi(bits).recip();
                let area = inverse.mul_rational(&(2u32 / alpha.clone()));
                return Ok(Some(Outcome::Enclosed(area)));
            }
            Surrogate::SuperSpike { alpha } | Surrogate::Circ { alpha } => alpha.clone() * 2u32,
            Surrogate::SparseFastSigmoid { k, b } => ((Rational::from(k * b) + 1u32) * k).recip(),
            Surrogate::SpikeRateEscape { beta, k } => Rational::from(k * 2u32) / beta,
            Surrogate::PiecewiseLeakyRelu { c, .. }
            | Surrogate::PiecewiseLeakyReluDocumented { c, .. }
                if c.is_zero() =>
            {
                one()
            }
            Surrogate::PiecewiseLeakyReluCuda { c, .. } if c.is_zero() => Rational::from(2),
            Surrogate::PiecewiseLeakyRelu { .. }
            | Surrogate::PiecewiseLeakyReluDocumented { .. }
            | Surrogate::PiecewiseLeakyReluCuda { .. } => return Ok(None),
        };
        Ok(Some(Outcome::from(area)))
    }
}

/// `(8 / pi) sum_{i=0}^{n} sin((2i + 1) omega) / (2i + 1)`.
fn fda_area(omega: &Rational, n: &Rational, bits: u32) -> Outcome {
    let last = n.numer().to_u32().unwrap_or(0);
    let mut sum = Ball::zero(bits);
    for i in 0..=last {
        let k = 2 * i + 1;
        let term = sin_rational(&(omega.clone() * k), bits);
        sum = sum + &term.mul_rational(&Rational::from((8, k)));
    }
    Outcome::Enclosed(sum / &Ball::pi(bits))
}

/// `2 (t^(1/o) - missing m^(1/o))`: with `missing = 0` the constant part has the area below the power.
fn reste_area(o: &Rational, m: &Rational, t: &Rational, missing: &Rational, bits: u32) -> Outcome {
    let exponent = o.clone().recip();
    let two = Rational::from(2);
    let outer = power(t, &exponent, bits).scaled(&two);
    if missing.is_zero() {
        return outer;
    }
    let inner = power(m, &exponent, bits).scaled(&(missing.clone() * 2u32));
    match (outer.ball(bits), inner.ball(bits)) {
        (Some(outer), Some(inner)) => Outcome::Enclosed(outer - &inner),
        _ => Outcome::Exact(Extended::Nan),
    }
}

/// A slope over a factor; `None` unless the factor is positive.
fn quotient(slope: Outcome, factor: &Outcome, bits: u32) -> Option<Outcome> {
    if let Outcome::Exact(factor) = factor {
        let factor = factor.rational().filter(Rational::is_positive)?;
        return Some(slope.scaled(&factor.recip()));
    }
    let positive = factor.ball(bits)?;
    if positive.sign() != Some(std::cmp::Ordering::Greater) {
        return None;
    }
    Some(match &slope {
        Outcome::Exact(value) if value.is_zero() || value.rational().is_none() => slope,
        _ => Outcome::Enclosed(slope.ball(bits)? / &positive),
    })
}

/// The greater of two parameters.
fn greater(left: &Rational, right: &Rational) -> Rational {
    left.clone().max(right.clone())
}
