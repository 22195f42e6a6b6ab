//! An STE's slope for many samples side by side.
#![expect(
    clippy::indexing_slicing,
    reason = "lanes are indexed by lane: the form that compilers turn into vector code"
)]

use coarsegrad_arith::{Rational, Scalar};
use coarsegrad_model::{Slope, Ste};

use crate::frame::rounded_size;
use crate::normal::{Element, LANES, Lanes};

/// The slope `mu'` in one precision.
#[derive(Clone, Debug)]
pub(crate) enum LaneSlope<F> {
    /// A value on the far left, then breakpoints with the values there and to the right.
    Steps { left: F, steps: Vec<(F, F, F)> },
    /// `exp(factor x^2)`; the factor is finite, so that the slope at zero is 1.
    Gaussian { factor: F },
}

impl<F: Element> LaneSlope<F> {
    pub(crate) fn new(ste: &Ste) -> Self {
        match ste.family() {
            Slope::Steps(slope) => LaneSlope::Steps {
                left: rounded(slope.left()),
                steps: slope
                    .steps()
                    .map(|(x, at, right)| (rounded(x), rounded(at), rounded(right)))
                    .collect(),
            },
            Slope::Gaussian(scale) => {
                let factor = Rational::from((-1, 2)) / (scale.clone() * &scale);
                let factor = f64::from_rational(&(), &factor);
                LaneSlope::Gaussian {
                    factor: F::from_f64(factor.max(-F::LARGEST)),
                }
            }
        }
    }

    /// The slopes at the given points.
    #[inline(always)]
    pub(crate) fn at(&self, x: &Lanes<F>) -> Lanes<F> {
        let mut slope = [F::ZERO; LANES];
        match self {
            LaneSlope::Steps { left, steps } => {
                slope = [*left; LANES];
                // By value: a choice between references would not become vector code.
                for &(breakpoint, at, right) in steps {
                    for lane in 0..LANES {
                        let (x, left) = (x[lane], slope[lane]);
                        let here = if x == breakpoint { at } else { left };
                        slope[lane] = if x > breakpoint { right } else { here };
                    }
                }
            }
            LaneSlope::Gaussian { factor } => {
                for lane in 0..LANES {
                    slope[lane] = F::exp_negative(*factor * x[lane] * x[lane]);
                }
            }
        }
        slope
    }
}

/// A bound on `|mu'|`; zero only if the slope is zero everywhere.
pub(crate) fn slope_bound(ste: &Ste) -> f64 {
    match ste.family() {
        Slope::Steps(slope) => slope
            .steps()
            .flat_map(|(_, at, right)| [at, right])
            .chain([slope.left()])
            .map(|value| rounded_size(&value.clone().abs()))
            .fold(0.0, f64::max),
        Slope::Gaussian(_) => 1.0,
    }
}

/// The nearest number.
pub(crate) fn rounded<F: Element>(x: &Rational) -> F {
    F::from_f64(f64::from_rational(&(), x))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// However narrow a Gaussian is, its slope at zero is 1.
    #[test]
    fn narrow_gaussians_have_slope_one_at_zero() {
        for scale in ["1e-18", "1e-30", "1e-200", "1e-400"] {
            let ste = format!("gaussian:{scale}").parse().unwrap();
            assert_eq!(LaneSlope::<f64>::new(&ste).at(&[0.0; LANES]), [1.0; LANES]);
            assert_eq!(LaneSlope::<f32>::new(&ste).at(&[-0.0; LANES]), [1.0; LANES]);
            assert_eq!(LaneSlope::<f32>::new(&ste).at(&[1.0; LANES]), [0.0; LANES]);
        }
    }

    /// The lanes agree with the definition at breakpoints, beside them and at both zeros.
    #[test]
    fn breakpoints_are_decided_as_defined() {
        let custom = "piecewise:-1/2[-3/4=2]1/4[0]2[1/2]-1".parse().unwrap();
        let mut stes = Ste::catalogue();
        stes.push(custom);
        for ste in stes {
            let double = LaneSlope::<f64>::new(&ste);
            let single = LaneSlope::<f32>::new(&ste);
            for point in [0.0, -0.0, 1.0, -1.0, 0.5, -0.75, 0.25, 2.0, -3.0] {
                for x in [point, point + 1e-6, point - 1e-6] {
                    let exact: f64 = ste.slope(&x).unwrap();
                    let near = |found: f64| (found - exact).abs() < 1e-6;
                    assert!(double.at(&[x; LANES]).into_iter().all(near), "{ste} at {x}");
                    if x == point {
                        let lanes = single.at(&[f32::from_f64(x); LANES]);
                        assert!(lanes.into_iter().map(f64::from).all(near), "{ste} at {x}");
                    }
                }
            }
        }
    }
}
