//! Sums over the samples side by side, in an order that is part of their definition.
#![expect(
    clippy::indexing_slicing,
    reason = "lanes are indexed by lane: the form that compilers turn into vector code"
)]

use crate::normal::{Element, LANES, Lanes};

/// Partial sums of a quantity: lane l belongs to the samples whose number within their block
/// is l modulo 8.
pub(crate) type Partials = [f64; WIDTH];

const WIDTH: usize = 8;
const PARTS: usize = LANES / WIDTH;

/// Additions that a sample goes through within its group and the final fold.
pub(crate) const FOLD_DEPTH: u32 = 3 + 3;

/// Adds the lanes to the partial sums: eight to one, in a balanced tree.
#[inline(always)]
pub(crate) fn add(partials: &mut Partials, x: &Lanes<f64>) {
    let folded = fold_parts(x);
    for lane in 0..WIDTH {
        partials[lane] += folded[lane];
    }
}

/// Adds the lanes to one of the sums and their squares to another.
#[inline(always)]
pub(crate) fn add_with_squares(
    partials: &mut [Partials],
    [sum, squares]: [usize; 2],
    x: &Lanes<f64>,
) {
    add(&mut partials[sum], x);
    add_product(&mut partials[squares], x, x);
}

/// Adds the products of the lanes.
#[inline(always)]
pub(crate) fn add_product(partials: &mut Partials, x: &Lanes<f64>, y: &Lanes<f64>) {
    let mut products = [0.0; LANES];
    for lane in 0..LANES {
        products[lane] = x[lane] * y[lane];
    }
    add(partials, &products);
}

#[inline(always)]
fn fold_parts(x: &Lanes<f64>) -> Partials {
    let mut sums = [0.0; LANES / 2];
    for lane in 0..LANES / 2 {
        sums[lane] = x[lane] + x[lane + LANES / 2];
    }
    let mut quarter = [0.0; LANES / 4];
    for lane in 0..LANES / 4 {
        quarter[lane] = sums[lane] + sums[lane + LANES / 4];
    }
    let mut folded = [0.0; WIDTH];
    for lane in 0..WIDTH {
        folded[lane] = quarter[lane] + quarter[lane + WIDTH];
    }
    const { assert!(PARTS == 8) };
    folded
}

/// The sum of the partial sums, in a balanced tree.
#[inline(always)]
pub(crate) fn total(partials: &Partials) -> f64 {
    let [a, b, c, d, e, f, g, h] = *partials;
    ((a + e) + (c + g)) + ((b + f) + (d + h))
}

/// `x` in double precision.
#[inline(always)]
pub(crate) fn doubled<F: Element>(x: &Lanes<F>) -> Lanes<f64> {
    let mut wide = [0.0; LANES];
    for lane in 0..LANES {
        wide[lane] = x[lane].to_f64();
    }
    wide
}
