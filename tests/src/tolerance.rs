//! Every tolerance of the tests, with its reason. Claims decided exactly or by enclosures need none.

/// A handful of `f64` operations, each within half a unit in the last place, and one correctly rounded conversion: 16
/// rounding errors.
pub const F64_FEW_OPERATIONS: f64 = 16.0 * f64::EPSILON;

/// A number printed with four significant digits: half a unit of the fourth, for a leading digit of one.
pub const FOUR_PRINTED_DIGITS: f64 = 5e-4;
