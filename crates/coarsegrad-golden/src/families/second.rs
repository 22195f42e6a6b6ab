//! The second oracle of exact cases: the definitions of the book, computed with integers times powers of two.
//!
//! It shares the names of conventions with the definitions of `coarsegrad-model`, and no arithmetic and no case
//! distinction: integers near a number are found by trying those around it, weights of masks are sums of comparisons.
//! Quotients are by powers of two only.

mod dyadic;
mod quantise;
mod root;
mod series;

pub(super) use dyadic::{Dyadic, Number};
pub(super) use quantise::{Grid, Level, levels, mask, roundings};
pub(super) use root::inverse_root;
pub(super) use series::Interval;
