//! Entries of the vector quantities, in any arithmetic, from their few coefficients.

use coarsegrad_arith::{Rational, Real};
use coarsegrad_exact::{PlaneVector, Population, RowVector};

/// The n entries of `along * w + across * (w* - r w)`.
pub fn plane_entries<T: Real>(population: &Population<'_>, vector: &PlaneVector<T>) -> Vec<T> {
    let instance = population.instance();
    let ratio = population.projection();
    instance
        .student()
        .w
        .iter()
        .zip(&instance.teacher().w)
        .map(|(w, w_star)| {
            let across = w_star - Rational::from(&ratio * w);
            vector.along.scale(w) + &vector.across.scale(&across)
        })
        .collect()
}

/// The m entries of `v_coefficient * v + v_star_coefficient * v* + ones * 1`.
pub fn row_entries<T: Real>(population: &Population<'_>, vector: &RowVector<T>) -> Vec<T> {
    let instance = population.instance();
    instance
        .student()
        .v
        .iter()
        .zip(&instance.teacher().v)
        .map(|(v, v_star)| vector.v.scale(v) + &vector.v_star.scale(v_star) + &vector.ones)
        .collect()
}

/// `sum_i x_i y_i`.
pub fn dot<T: Real>(context: &T::Context, x: &[T], y: &[T]) -> T {
    x.iter()
        .zip(y)
        .fold(T::zero(context), |sum, (x, y)| x.clone() * y + &sum)
}
