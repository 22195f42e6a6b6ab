//! What a sampler says, in a form that does not depend on which sampler it was, and how it is judged.

use coarsegrad_mc::{Estimate, Estimator, Precision};

use super::bound::{Comparison, Ledger, Rounding};
use super::exact::{Exact, Moments};
use super::powers::PowerMoments;
use crate::instances::Instance;

/// Averages over the samples of a run.
#[derive(Clone, Debug)]
pub struct Observed {
    /// The number of samples.
    pub samples: u64,
    /// What was averaged.
    pub estimator: Estimator,
    /// In which precision.
    pub precision: Precision,
    /// Whether rounding cannot give a row the sign of a different pre-activation where the two are multiples of each other.
    pub signs_are_exact: bool,
    /// Of `l` and `l^2`.
    pub loss: [f64; 2],
    /// Of `dl/dv_i` and its square.
    pub outputs: Vec<[f64; 2]>,
    /// Of `g_j`.
    pub entries: Vec<f64>,
    /// Of `g.u` and `g.e`.
    pub in_plane: [f64; 2],
    /// Of `(g.u)^2`, `(g.u)(g.e)`, `(g.e)^2`, where g itself was averaged.
    pub plane_products: Option<[f64; 3]>,
    /// Of `r^2 sum mu'^2 v^2`, where that was averaged.
    pub orthogonal: Option<f64>,
    /// Of `|g|^2`, or of its conditional mean given the plane.
    pub squared_norm: Option<f64>,
    /// Of `g_j g_k`, the lower triangle row by row, where they were averaged.
    pub products: Option<Vec<f64>>,
}

impl Observed {
    /// What a run of the library says, averages recovered from means and unbiased variances.
    #[must_use]
    pub fn from_estimate(instance: &Instance, estimate: &Estimate, precision: Precision) -> Self {
        let samples = estimate.samples;
        let biased = (samples - 1) as f64 / samples as f64;
        let product = |covariance: f64, x: f64, y: f64| covariance * biased + x * y;
        let in_plane = estimate.in_plane.map(|x| x.mean);
        let [u, e] = in_plane;
        let entries: Vec<f64> = estimate.coarse_gradient.iter().map(|g| g.mean).collect();
        let full = estimate.estimator == Estimator::Full;
        let plane_products = estimate.covariance.map(|covariance| {
            let [uu, ue, ee] = covariance.plane;
            [product(uu, u, u), product(ue, u, e), product(ee, e, e)]
        });
        let orthogonal = estimate.covariance.filter(|_| !full).map(|x| x.orthogonal);
        let squared_norm = estimate.covariance.map(|covariance| {
            let squares: f64 = if full {
                entries.iter().map(|x| x * x).sum()
            } else {
                u * u + e * e
            };
            let plane = covariance.plane[0] + covariance.plane[2];
            // What the projected estimator knows of the rest is no variance over samples.
            let known = if full { 0.0 } else { covariance.trace - plane };
            (covariance.trace - known) * biased + known + squares
        });
        let products = estimate.full_covariance.as_ref().map(|covariance| {
            let pairs = (0..entries.len()).flat_map(|j| (0..=j).map(move |k| (j, k)));
            pairs
                .zip(covariance)
                .map(|((j, k), x)| product(*x, entries[j], entries[k]))
                .collect()
        });
        let loss = &estimate.loss;
        Observed {
            samples,
            estimator: estimate.estimator,
            precision,
            signs_are_exact: !full || proportional_by_a_power_of_two(instance),
            loss: [loss.mean, product(loss.variance, loss.mean, loss.mean)],
            outputs: estimate
                .gradient_v
                .iter()
                .map(|d| [d.mean, product(d.variance, d.mean, d.mean)])
                .collect(),
            entries,
            in_plane,
            plane_products,
            orthogonal,
            squared_norm,
            products,
        }
    }

    fn rounding(&self, deviation: f64) -> Rounding {
        let rounding = Rounding::of(self.precision, self.outputs.len());
        if deviation == 0.0 && self.signs_are_exact {
            // Nothing varies, and no sign can be mistaken.
            return Rounding {
                misplaced: 0.0,
                ..rounding
            };
        }
        rounding
    }

    /// Compares the means with the expectations.
    ///
    /// The variances are exact for the full and the projected estimator. The indicator-state estimator replaces the coarse
    /// gradient by a conditional mean, whose variance is at most that of the projected one (law of total variance), which
    /// stands in for it.
    pub fn judge_means(&self, exact: &Exact, ledger: &mut Ledger, what: &str) {
        let ranges = &exact.ranges;
        let mut compare = |name: &str, found: f64, exact: Moments, reach: f64, scale: f64| {
            let comparison = Comparison {
                found,
                exact: exact.mean,
                deviation: exact.variance.sqrt(),
                reach,
                scale,
                samples: self.samples,
            };
            let what = format!("{what}, {}: {name}", self.estimator);
            ledger.compare(&comparison, self.rounding(comparison.deviation), &what);
        };
        let half_square = ranges.residual * ranges.residual / 2.0;
        compare("loss", self.loss[0], exact.loss, half_square, half_square);
        assert_eq!(self.outputs.len(), exact.outputs.len());
        for (row, ([found, _], expected)) in self.outputs.iter().zip(&exact.outputs).enumerate() {
            let name = format!("dl/dv[{row}]");
            compare(&name, *found, *expected, ranges.residual, ranges.residual);
        }
        let largest = ranges.residual * ranges.weighted;
        let full = self.estimator == Estimator::Full;
        let expected = if full {
            &exact.entries
        } else {
            &exact.projected
        };
        assert_eq!(self.entries.len(), expected.len());
        let directions = exact.directions.u.iter().zip(&exact.directions.e);
        for (input, ((found, expected), (u, e))) in self
            .entries
            .iter()
            .zip(expected)
            .zip(directions)
            .enumerate()
        {
            let length = if full { 1.0 } else { u.hypot(*e) };
            let name = format!("g[{input}]");
            compare(&name, *found, *expected, largest * length, largest);
        }
        for axis in 0..exact.directions.dimension() {
            let name = ["g.u", "g.e"][axis];
            compare(
                name,
                self.in_plane[axis],
                exact.in_plane[axis],
                largest,
                largest,
            );
        }
    }

    /// Compares the second moments with theirs; `powers` says how they vary.
    pub fn judge_second_moments(
        &self,
        exact: &Exact,
        powers: &PowerMoments,
        ledger: &mut Ledger,
        what: &str,
    ) {
        let ranges = &exact.ranges;
        let r = ranges.residual;
        let exact_zero = exact.loss.mean < 1e-30 * r * r;
        let mut compare = |name: &str, found: f64, exact: f64, fourth: f64, reach: f64| {
            // A variance that is less than the integrals can tell counts as what they cannot tell: they are good for nine
            // digits. Where there is never a residual, nothing varies.
            let deviation = if exact_zero {
                0.0
            } else {
                (fourth - exact * exact).max(1e-9 * fourth).sqrt()
            };
            let comparison = Comparison {
                found,
                exact,
                deviation,
                reach,
                scale: reach,
                samples: self.samples,
            };
            let what = format!("{what}, {}: {name}", self.estimator);
            ledger.compare(&comparison, self.rounding(comparison.deviation), &what);
        };
        let quarter = (r * r / 2.0) * (r * r / 2.0);
        compare(
            "loss^2",
            self.loss[1],
            exact.loss.variance + exact.loss.mean * exact.loss.mean,
            powers.residual(8) / 16.0,
            quarter,
        );
        for (row, ([_, found], expected)) in self.outputs.iter().zip(&exact.outputs).enumerate() {
            let second = expected.variance + expected.mean * expected.mean;
            let name = format!("(dl/dv[{row}])^2");
            compare(&name, *found, second, powers.output_fourth(row), r * r);
        }
        let largest = (r * ranges.weighted) * (r * ranges.weighted);
        if let Some(found) = self.plane_products {
            let all: &[(usize, &str, [usize; 2])] = &[
                (0, "(g.u)^2", [4, 0]),
                (1, "(g.u)(g.e)", [2, 2]),
                (2, "(g.e)^2", [0, 4]),
            ];
            let there = if exact.directions.dimension() == 2 {
                3
            } else {
                1
            };
            for (index, name, exponents) in &all[..there] {
                let fourth = powers.gradient(4, *exponents, 0);
                compare(
                    name,
                    found[*index],
                    exact.plane_products[*index],
                    fourth,
                    largest,
                );
            }
        }
        if let (Some(found), Some(expected)) = (self.orthogonal, exact.orthogonal) {
            let squares = r * r * ranges.slope * ranges.slope * ranges.v_norm * ranges.v_norm;
            compare(
                "off the plane",
                found,
                expected,
                powers.gradient(4, [0, 0], 2),
                squares,
            );
        }
        let inputs = self.entries.len();
        if let Some(found) = self.squared_norm {
            // A conditional mean varies less.
            let length = r * ranges.length(inputs);
            let fourth = powers.norm_fourth(inputs);
            compare("|g|^2", found, exact.squared_norm, fourth, length * length);
        }
        if let Some(found) = &self.products {
            assert_eq!(found.len(), exact.products.len());
            let (u, e) = (&exact.directions.u, &exact.directions.e);
            let off = |j: usize, k: usize| f64::from(u8::from(j == k)) - u[j] * u[k] - e[j] * e[k];
            let pairs = (0..inputs).flat_map(|j| (0..=j).map(move |k| (j, k)));
            for ((j, k), (found, expected)) in pairs.zip(found.iter().zip(&exact.products)) {
                let (x, y) = ([u[j], e[j]], [u[k], e[k]]);
                let products = [off(j, j), off(j, k), off(k, k)];
                let fourth = powers.entry_product_squared(x, y, products);
                compare(
                    &format!("g[{j}] g[{k}]"),
                    *found,
                    *expected,
                    fourth,
                    largest,
                );
            }
        }
    }
}

/// Whether, once rounded, `w` is `w*` times a power of two or minus one: the two pre-activations of a row then round alike.
fn proportional_by_a_power_of_two(instance: &Instance) -> bool {
    let rounded = |x: &[coarsegrad_arith::Rational]| -> Vec<f64> {
        x.iter()
            .map(|x| coarsegrad_arith::Scalar::from_rational(&(), x))
            .collect()
    };
    let (w, w_star) = (
        rounded(&instance.student().w),
        rounded(&instance.teacher().w),
    );
    if w.iter().all(|w| *w == 0.0) {
        return true;
    }
    let ratio = w.iter().zip(&w_star).find(|(_, w_star)| **w_star != 0.0);
    let ratio = ratio.map_or(0.0, |(w, w_star)| w / w_star);
    let power = ratio != 0.0 && ratio.to_bits() << 12 == 0;
    power
        && w.iter()
            .zip(&w_star)
            .all(|(w, w_star)| *w == ratio * w_star)
}
