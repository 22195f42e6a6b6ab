//! Elementary functions without branches or tables, which compilers turn into vector code.
//!
//! They use additions, multiplications, divisions, square roots and fused multiply-adds alone, each
//! of which IEEE 754 rounds in one way: the results are the same bits on every machine and at every
//! width of vectors. Errors are measured in the tests against enclosures.

mod double;
mod single;

/// The functions that the samplers need, in one precision.
pub(crate) trait Elementary: Copy {
    /// `-2 ln(x)` for `0 < x <= 1`, not negative.
    fn minus_two_ln(x: Self) -> Self;
    /// `(sin(2 pi x), cos(2 pi x))` for `0 <= x <= 1`.
    fn sin_cos_turn(x: Self) -> (Self, Self);
    /// `e^x` for `x <= 0`; zero where that is below the smallest normal number.
    fn exp_negative(x: Self) -> Self;
}
