//! Moments of sums over independent rows: of the residual, of the coarse gradient, up to the fourth and beyond.
//!
//! With `d_i = v_i s_i - v*_i t_i`, a sample is `r = sum d_i`, `S_a = sum v_i mu'_i x_ia` along `a = u, e`,
//! `Q = sum v_i^2 mu'_i^2` and `T_a = sum x_ia (q.x_i)`. Rows are independent, so the exponential generating function of the
//! joint moments is the product of those of the rows, cut off at the powers that are needed.

use coarsegrad_arith::{Rational, Scalar};
use coarsegrad_model::Ste;

use super::exact::{Directions, Exact};
use super::sectors::Sectors;
use crate::instances::Instance;

type Powers = [usize; 4];

/// Joint moments of four sums, for a set of exponents that holds with each all smaller ones.
#[derive(Clone, Debug)]
struct Joint {
    exponents: Vec<Powers>,
    values: Vec<f64>,
}

impl Joint {
    /// From the moments of the rows.
    fn new(
        within: impl Fn(Powers) -> bool,
        rows: usize,
        row_moment: impl Fn(usize, Powers) -> f64,
    ) -> Self {
        let digits = |code: usize| [code / 729, code / 81 % 9, code / 9 % 9, code % 9];
        let exponents: Vec<Powers> = (0..6561).map(digits).filter(|e| within(*e)).collect();
        let place = |e: Powers| exponents.iter().position(|x| *x == e);
        let mut triples = Vec::new();
        for (i, x) in exponents.iter().enumerate() {
            for (j, y) in exponents.iter().enumerate() {
                let sum = std::array::from_fn(|axis| x[axis] + y[axis]);
                triples.extend(place(sum).map(|k| (i, j, k)));
            }
        }
        let mut product = vec![0.0; exponents.len()];
        product[0] = 1.0;
        for row in 0..rows {
            let factor: Vec<f64> = exponents
                .iter()
                .map(|e| row_moment(row, *e) / factorials(*e))
                .collect();
            let mut next = vec![0.0; exponents.len()];
            for (i, j, k) in &triples {
                next[*k] += product[*i] * factor[*j];
            }
            product = next;
        }
        let values = product
            .iter()
            .zip(&exponents)
            .map(|(value, e)| value * factorials(*e))
            .collect();
        Joint { exponents, values }
    }

    fn get(&self, e: Powers) -> f64 {
        let place = self.exponents.iter().position(|x| *x == e);
        self.values[place.unwrap()]
    }
}

fn factorials(e: Powers) -> f64 {
    e.iter()
        .map(|n| (1..=*n).map(|k| k as f64).product::<f64>())
        .product()
}

/// `v` and `v*` of each row, in numbers.
fn rows(instance: &Instance) -> Vec<[f64; 2]> {
    let number = |x: &Rational| f64::from_rational(&(), x);
    let pairs = instance.student().v.iter().zip(&instance.teacher().v);
    pairs
        .map(|(v, v_star)| [number(v), number(v_star)])
        .collect()
}

/// `sum_(s,t) (v s - v* t)^j p_(s,t)`.
fn signed(j: usize, [v, v_star]: [f64; 2], by_signs: [f64; 4]) -> f64 {
    let residuals = [0.0, -v_star, v, v - v_star];
    let terms = residuals.iter().zip(by_signs);
    terms.map(|(d, p)| d.powi(j as i32) * p).sum()
}

/// Moments of the residual and the coarse gradient.
#[derive(Clone, Debug)]
pub struct PowerMoments {
    gradient: Joint,
    residual: Joint,
    score: Joint,
    /// `E[s_i r^4]` for each row.
    outputs: Vec<f64>,
    q_mean: [f64; 2],
}

impl PowerMoments {
    /// The moments for an instance and an STE.
    #[must_use]
    pub fn new(instance: &Instance, directions: &Directions, ste: &Ste) -> Self {
        let sectors = Sectors::new(directions, ste);
        let rows = rows(instance);
        let m = rows.len();
        let gradient = Joint::new(
            |[j, k, l, c]| j <= 4 && k + l + 2 * c <= 4,
            m,
            |row, [j, k, l, c]| {
                let p = k + l + 2 * c;
                let weight = rows[row][0].powi(p as i32);
                weight * signed(j, rows[row], sectors.get(p, k, l))
            },
        );
        let probabilities = sectors.get(0, 0, 0);
        let residual = Joint::new(
            |[j, k, l, c]| j <= 8 && k + l + c == 0,
            m,
            |row, [j, ..]| signed(j, rows[row], probabilities),
        );
        // The output of row i multiplies by s_i: that row's moments with s = 1 alone.
        let [.., off, on] = probabilities;
        let outputs = (0..m)
            .map(|output| {
                let joint = Joint::new(
                    |[j, k, l, c]| j <= 4 && k + l + c == 0,
                    m,
                    |row, [j, ..]| {
                        let active = [0.0, 0.0, off, on];
                        let cells = if row == output { active } else { probabilities };
                        signed(j, rows[row], cells)
                    },
                );
                // The constant term of the generating function is not one: the first factor is not a law.
                joint.get([4, 0, 0, 0])
            })
            .collect();
        let (q, score) = score(directions, &sectors, &rows);
        PowerMoments {
            gradient,
            residual,
            score,
            outputs,
            q_mean: q.map(|q| q * m as f64),
        }
    }

    /// `E[r^j S_u^k S_e^l Q^c]` for `j <= 4`, `k + l + 2 c <= 4`.
    #[must_use]
    pub fn gradient(&self, j: usize, [k, l]: [usize; 2], c: usize) -> f64 {
        self.gradient.get([j, k, l, c])
    }

    /// `E[r^j]`, `j <= 8`.
    #[must_use]
    pub fn residual(&self, j: usize) -> f64 {
        self.residual.get([j, 0, 0, 0])
    }

    /// `E[s_i r^4]`.
    #[must_use]
    pub fn output_fourth(&self, row: usize) -> f64 {
        self.outputs[row]
    }

    /// The largest difference from the closed forms of what they both know, relative to its size: second moments in the
    /// plane and off it, `E|g|^2`, the second moments of the outputs' residual, `E l` and `E l^2`.
    #[must_use]
    pub fn distance_from(&self, exact: &Exact) -> f64 {
        let [uu, ue, ee] = exact.plane_products;
        let g = |k: usize, l: usize, c: usize| self.gradient(2, [k, l], c);
        let mut pairs = vec![
            (uu, g(2, 0, 0), uu),
            (exact.loss.mean, self.residual(2) / 2.0, exact.loss.mean),
            (
                exact.loss.variance + exact.loss.mean * exact.loss.mean,
                self.residual(4) / 4.0,
                self.residual(4) / 4.0,
            ),
        ];
        if exact.directions.dimension() == 2 {
            pairs.push((ee, g(0, 2, 0), ee));
            pairs.push((ue, g(1, 1, 0), (uu * ee).sqrt()));
        }
        pairs.extend(exact.orthogonal.map(|beta| (beta, g(0, 0, 1), beta)));
        // Rows cancel in the residual; what is left has no more digits than their sizes allow.
        let largest = exact.ranges.residual * exact.ranges.weighted.max(exact.ranges.residual);
        let relative = |(exact, found, scale): &(f64, f64, f64)| {
            (exact - found).abs() / (scale + 1e-7 * largest * largest)
        };
        pairs.iter().map(relative).fold(0.0, f64::max)
    }

    /// `E[g_j^2 g_k^2]` for entries of the coarse gradient, given by their components `(u_j, e_j)` and `(u_k, e_k)` in the
    /// plane and the products `[j.j, j.k, k.k]` of what is left of the unit vectors off it. Off the plane g is, given the
    /// rest, normal with covariance `r^2 Q` times the identity.
    #[must_use]
    pub fn entry_product_squared(&self, x: [f64; 2], y: [f64; 2], [jj, jk, kk]: [f64; 3]) -> f64 {
        // Products of linear forms, as polynomials in S_u, S_e.
        let square = |[a, b]: [f64; 2], [c, d]: [f64; 2]| [a * c, a * d + b * c, b * d];
        let expectation = |[uu, ue, ee]: [f64; 3], c: usize| {
            uu * self.gradient(4, [2, 0], c)
                + ue * self.gradient(4, [1, 1], c)
                + ee * self.gradient(4, [0, 2], c)
        };
        let (xx, xy, yy) = (square(x, x), square(x, y), square(y, y));
        let mut sum = 0.0;
        for (i, a) in xx.iter().enumerate() {
            for (j, b) in yy.iter().enumerate() {
                sum += a * b * self.gradient(4, [4 - i - j, i + j], 0);
            }
        }
        sum + expectation(xx, 1) * kk
            + expectation(yy, 1) * jj
            + 4.0 * expectation(xy, 1) * jk
            + self.gradient(4, [0, 0], 2) * (jj * kk + 2.0 * jk * jk)
    }

    /// `E|g|^4` for n inputs.
    #[must_use]
    pub fn norm_fourth(&self, inputs: usize) -> f64 {
        let g = |k: usize, l: usize, c: usize| self.gradient(4, [k, l], c);
        if inputs == 1 {
            return g(4, 0, 0);
        }
        // Where there is no e, the second coordinate is one of those off the plane.
        let complement = (inputs - 2) as f64;
        g(4, 0, 0)
            + 2.0 * g(2, 2, 0)
            + g(0, 4, 0)
            + 2.0 * complement * (g(2, 0, 1) + g(0, 2, 1))
            + complement * (complement + 2.0) * g(0, 0, 2)
    }

    /// The variances of `(r^2/2 - c) (T_a - m q_a)` along u and e, the likelihood-ratio estimator of `df/dw` with the
    /// constant c taken off the loss.
    #[must_use]
    pub fn score_variances(&self, centre: f64, means: [f64; 2]) -> [f64; 2] {
        std::array::from_fn(|axis| {
            let power = |j: usize, k: usize| {
                let mut e = [j, 0, 0, 0];
                e[1 + axis] = k;
                self.score.get(e)
            };
            let q = self.q_mean[axis];
            let squared = |j: usize| power(j, 2) - 2.0 * q * power(j, 1) + q * q * power(j, 0);
            let second = squared(4) / 4.0 - centre * squared(2) + centre * centre * squared(0);
            second - means[axis] * means[axis]
        })
    }
}

/// `q` in the frame, with `q.w = 1` and `q.w* = 0`, and the joint moments of `r`, `T_u`, `T_e`.
fn score(directions: &Directions, sectors: &Sectors, rows: &[[f64; 2]]) -> ([f64; 2], Joint) {
    let q = if directions.dimension() == 2 {
        let recip = directions.norm.recip();
        [recip, -recip * directions.cos / directions.sin]
    } else {
        [0.0; 2]
    };
    let joint = Joint::new(
        |[j, k, l, c]| j <= 4 && k + l <= 2 && c == 0,
        rows.len(),
        |row, [j, k, l, _]| {
            // x^k y^l (q_u x + q_e y)^(k + l).
            let form = match k + l {
                0 => vec![1.0],
                1 => q.to_vec(),
                _ => vec![q[0] * q[0], 2.0 * q[0] * q[1], q[1] * q[1]],
            };
            let terms = form.iter().enumerate().map(|(i, coefficient)| {
                let moments = sectors.get(0, k + (k + l - i), l + i);
                coefficient * signed(j, rows[row], moments)
            });
            terms.sum()
        },
    );
    (q, joint)
}
