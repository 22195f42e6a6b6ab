//! The nearest quantised weights.
//!
//! | name | set Q | which point |
//! |---|---|---|
//! | `identity` | all weights | `w` itself |
//! | `binary` | `R_+ x {-1, 1}^n` | the nearest: `delta = mean abs w`, signs of `w` (0 counts as positive) |
//! | `ternary` | `R_+ x {-1, 0, 1}^n` | the nearest, by sorting |
//! | `ternary-threshold` | the same | threshold `0.7 mean abs w`, scale the mean of `abs w` over what is kept |
//! | `bits:B` | multiples `-K..K` of `max abs w/K`, `K = 2^(B-1) - 1` | the nearest for that step |
//! | `grid:B:DELTA` | multiples `-K..K` of DELTA | the nearest |
//!
//! The first three and `grid` are exact projections onto closed sets: the bound of
//! [`sufficient_descent`](crate::sufficient_descent) holds for them. `ternary-threshold` is the
//! heuristic of ternary weight networks (Li et al., 2016), which P2 uses; its authors' published
//! code takes the scale as the mean of `abs w` over all entries, zeros included, which is farther
//! from `w` than either. `bits:B` has a step that moves with `w`.

mod grid;
mod signs;

use std::fmt;
use std::str::FromStr;

use coarsegrad_arith::{Rational, Scalar, parse_rational};

use crate::error::{TrainError, shorten};

/// The fewest and the most bits of a grid: with one bit only zero is left, `binary` is meant.
const BITS: std::ops::RangeInclusive<u32> = 2..=16;

/// A map from float weights to quantised ones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Projection {
    /// Not quantised.
    Identity,
    /// One scale, signs.
    Binary,
    /// One scale, signs and zeros: the nearest point.
    Ternary,
    /// One scale, signs and zeros, by the threshold `0.7 mean |w|`.
    TernaryThreshold,
    /// A uniform grid up to the largest weight.
    Bits {
        /// B.
        bits: u32,
    },
    /// A uniform grid with a given step.
    Grid {
        /// B.
        bits: u32,
        /// The step, positive.
        step: Rational,
    },
}

impl Projection {
    /// The quantised weights.
    ///
    /// Exact in exact arithmetic; where two points are equally near, the one with more zeros, or
    /// nearer to zero.
    ///
    /// # Errors
    /// [`TrainError::Undecided`] where the arithmetic cannot tell on which side of a threshold an
    /// entry lies.
    pub fn apply<T: Scalar>(&self, w: &[T]) -> Result<Vec<T>, TrainError> {
        match self {
            Projection::Identity => Ok(w.to_vec()),
            Projection::Binary => signs::binary(w),
            Projection::Ternary => signs::ternary(w),
            Projection::TernaryThreshold => signs::ternary_by_threshold(w),
            Projection::Bits { bits } => grid::up_to_the_largest(w, *bits),
            Projection::Grid { bits, step } => grid::fixed(w, *bits, step),
        }
    }

    /// Whether the answer is a nearest point of a closed set that does not depend on `w`.
    #[must_use]
    pub fn is_exact(&self) -> bool {
        match self {
            Projection::Identity
            | Projection::Binary
            | Projection::Ternary
            | Projection::Grid { .. } => true,
            Projection::TernaryThreshold | Projection::Bits { .. } => false,
        }
    }

    /// Whether the answer is a multiple of `w`: only where nothing is quantised.
    #[must_use]
    pub fn keeps_span(&self) -> bool {
        *self == Projection::Identity
    }

    fn grid_bits(bits: u32) -> Result<u32, TrainError> {
        if BITS.contains(&bits) {
            return Ok(bits);
        }
        Err(TrainError::OutOfRange {
            field: "project bits",
            range: "2 to 16 (for one bit take binary)",
            found: Rational::from(bits),
        })
    }
}

impl fmt::Display for Projection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Projection::Identity => f.write_str("identity"),
            Projection::Binary => f.write_str("binary"),
            Projection::Ternary => f.write_str("ternary"),
            Projection::TernaryThreshold => f.write_str("ternary-threshold"),
            Projection::Bits { bits } => write!(f, "bits:{bits}"),
            Projection::Grid { bits, step } => write!(f, "grid:{bits}:{step}"),
        }
    }
}

impl FromStr for Projection {
    type Err = TrainError;

    /// Reads `identity`, `binary`, `ternary`, `ternary-threshold`, `bits:B` or `grid:B:DELTA`.
    fn from_str(text: &str) -> Result<Self, TrainError> {
        let refused = |message: &str| TrainError::Unreadable {
            field: "project",
            text: shorten(text),
            message: message.to_owned(),
        };
        let bits = |part: &str| {
            let bits = part
                .parse()
                .map_err(|_| refused("the number of bits is a whole number such as 4"))?;
            Self::grid_bits(bits)
        };
        let (name, parameters) = match text.split_once(':') {
            Some((name, parameters)) => (name, Some(parameters)),
            None => (text, None),
        };
        match (name, parameters) {
            ("identity", None) => Ok(Projection::Identity),
            ("binary", None) => Ok(Projection::Binary),
            ("ternary", None) => Ok(Projection::Ternary),
            ("ternary-threshold", None) => Ok(Projection::TernaryThreshold),
            ("bits", Some(parameter)) => Ok(Projection::Bits {
                bits: bits(parameter)?,
            }),
            ("grid", Some(parameters)) => {
                let (count, step) = parameters
                    .split_once(':')
                    .ok_or_else(|| refused("give bits and step, as in grid:4:1/8"))?;
                let step = parse_rational(step).map_err(|e| refused(&e.to_string()))?;
                crate::schedule::positive("project step", &step)?;
                Ok(Projection::Grid {
                    bits: bits(count)?,
                    step,
                })
            }
            _ => Err(refused(
                "expected identity, binary, ternary, ternary-threshold, bits:B or grid:B:DELTA",
            )),
        }
    }
}

/// `|x|` and whether `x` is negative; zero is not.
fn magnitude<T: Scalar>(x: &T) -> Result<(T, bool), TrainError> {
    match x.sign() {
        Some(std::cmp::Ordering::Less) => Ok((-x.clone(), true)),
        Some(_) => Ok((x.clone(), false)),
        None => Err(TrainError::Undecided {
            what: "the sign of an entry of w",
        }),
    }
}

/// Whether `x > y`, for certain.
fn exceeds<T: Scalar>(x: &T, y: &T, what: &'static str) -> Result<bool, TrainError> {
    match (x.clone() - y).sign() {
        Some(sign) => Ok(sign == std::cmp::Ordering::Greater),
        None => Err(TrainError::Undecided { what }),
    }
}
