//! Every tolerance of the tests, with its reason. Claims decided exactly or by enclosures need none.

/// A handful of `f64` operations, each within half a unit in the last place, and one correctly rounded conversion: 16
/// rounding errors.
pub const F64_FEW_OPERATIONS: f64 = 16.0 * f64::EPSILON;

/// A number printed with four significant digits: half a unit of the fourth, for a leading digit of one.
pub const FOUR_PRINTED_DIGITS: f64 = 5e-4;

/// What a tanh-sinh quadrature with 64 nodes per unit is trusted for, absolutely, on the sector integrals (integrands at
/// most 1.3): halving the step squares its error, as long as [`QUADRATURE_AT_DOUBLE_STEP`] holds. Seen: at most `1.4e-19`.
pub const QUADRATURE: f64 = 1e-17;

/// The most that the same quadrature may change when its step is doubled. Seen: at most `4e-12`.
pub const QUADRATURE_AT_DOUBLE_STEP: f64 = 1e-10;

/// The closed forms in `f64`: fewer than 200 operations each, every one within 2 units in the last place of the sum of
/// the sizes of its terms.
pub const F64_CLOSED_FORM: f64 = 400.0 * f64::EPSILON;

/// `2^-STEP_BITS` bounds how far the loss of a rounded next iterate is from that of the exact one: entries are rounded at
/// 600 bits, have fewer than 60 bits before the point, and `|w+| >= 2^-60`, so the angle is off by less than `2^-450`.
pub const STEP_BITS: u32 = 400;

/// A sum of up to five numerical integrals, each at most 12 and rounded once to `f64`, of entire functions on intervals of
/// length at most 16: rounding `2e-14`, truncation below that (the same quadrature meets `1e-17` on harder integrands).
pub const F64_SUM_OF_INTEGRALS: f64 = 1e-13;
