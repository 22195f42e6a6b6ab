//! From sums to estimates.

use crate::error::McError;
use crate::interval::{Level, standard_error};
use crate::layout::{LOSS, ORTHOGONAL, PLANE, plane_product};
use crate::partial::Partial;
use crate::plan::{Estimator, Plan};

/// The estimate of an expectation.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Mean {
    /// The estimate.
    pub mean: f64,
    /// The variance that a single sample would have: the estimate's own, times the number of
    /// samples. Estimated; zero for a single sample, which says nothing about it.
    pub variance: f64,
}

impl Mean {
    /// The standard error of the estimate over `samples` samples; infinite, as not known, for less
    /// than two.
    #[must_use]
    pub fn standard_error(&self, samples: u64) -> f64 {
        if samples < 2 {
            return f64::INFINITY;
        }
        standard_error(self.variance, samples)
    }
}

/// The covariance of the one-sample coarse gradient `g`, trace included. By symmetry it is a two
/// by two block in the plane of `w` and `w*` and a multiple of the identity on the complement.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CoarseCovariance {
    /// `Var(g.u)`, `Cov(g.u, g.e)`, `Var(g.e)`; the last two are zero where there is no `e`.
    pub plane: [f64; 3],
    /// The variance in each direction orthogonal to the plane.
    pub orthogonal: f64,
    /// The trace.
    pub trace: f64,
}

/// What a run says about the population quantities.
#[derive(Clone, Debug, PartialEq)]
pub struct Estimate {
    /// The number of samples.
    pub samples: u64,
    /// The estimator that ran.
    pub estimator: Estimator,
    /// The population loss `E[l]`.
    pub loss: Mean,
    /// `E[dl/dv]`, m entries.
    pub gradient_v: Vec<Mean>,
    /// `E[g]`, n entries; the variances are those of the estimator.
    pub coarse_gradient: Vec<Mean>,
    /// The trace of the covariance of what the estimator averages: less than that of `g` itself
    /// for an estimator that reduces variance.
    pub estimator_trace: f64,
    /// The covariance of `g` itself; not known from the signs alone.
    pub covariance: Option<CoarseCovariance>,
    /// All covariances of the entries of `g`, the lower triangle row by row, where asked for.
    pub full_covariance: Option<Vec<f64>>,
    /// `E[g]` along `u` and `e`.
    pub in_plane: [Mean; 2],
    /// The population gradient `df/dw` along `u` and `e`, by the likelihood ratio
    /// `df/dw = E[l sum_i (z_i (q.z_i) - q)]`, where `q` in the plane has `q.w = 1` and
    /// `q.w* = 0`; `None` where not asked for, or where the angle is 0, pi or undefined.
    pub population_gradient: Option<[Mean; 2]>,
    /// `<E[g], df/dw>`, where there is a gradient.
    pub inner_product: Option<Mean>,
    /// Its cosine; `None` also where one of the two is zero.
    pub cosine: Option<Mean>,
    /// A bound on what rounding in the sums adds to the error of an entry of `E[g]`, at most.
    pub accumulation_error: f64,
}

impl Estimate {
    /// A bound on `|mean - E[g]|/|mean|` for the coarse gradient that holds with the given level
    /// at all numbers of samples together: the half widths of the confidence sequences of the
    /// entries (of the two coordinates in the plane, where nothing else is sampled), each at its
    /// share of the level, as a vector. Infinite where the mean is zero, and for less than two
    /// samples.
    #[must_use]
    pub fn anytime_relative_error(&self, level: Level) -> f64 {
        /// Where the sequence is narrowest; elsewhere it is little wider.
        const TUNED_FOR: u64 = 1 << 20;
        let entries: &[Mean] = if self.estimator == Estimator::Full {
            &self.coarse_gradient
        } else {
            &self.in_plane
        };
        let each = level.shared_among(entries.len());
        let (mut widths, mut means) = (0.0, 0.0);
        for entry in entries {
            let half = each.anytime_half_width(entry.variance, self.samples, TUNED_FOR);
            widths += half * half;
            means += entry.mean * entry.mean;
        }
        if means == 0.0 || self.samples < 2 {
            return f64::INFINITY;
        }
        (widths / means).sqrt()
    }
}

impl Plan {
    /// The estimates from the blocks of a partial result: of the whole run, or of as much of it as
    /// there is.
    ///
    /// # Errors
    /// [`McError::OtherRun`] if it belongs to another run, [`McError::Empty`] without a block.
    pub fn estimate(&self, partial: &Partial) -> Result<Estimate, McError> {
        partial.belongs_to(self)?;
        let samples = self.samples_of(partial.blocks());
        if samples == 0 {
            return Err(McError::Empty);
        }
        Ok(Sums {
            plan: self,
            partial,
            samples,
        }
        .estimate())
    }
}

struct Sums<'a> {
    plan: &'a Plan,
    partial: &'a Partial,
    samples: u64,
}

impl Sums<'_> {
    /// The average of what a sum adds up.
    fn average(&self, index: usize) -> f64 {
        let sum = self.plan.exponents().value(index, self.partial.sum(index));
        sum / self.count()
    }

    fn count(&self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "a count")]
        let count = self.samples as f64;
        count
    }

    /// The unbiased covariance from an average of products.
    fn covariance(&self, product: f64, x: f64, y: f64) -> f64 {
        let biased = product - x * y;
        if self.samples < 2 {
            return 0.0;
        }
        biased * (self.count() / (self.count() - 1.0))
    }

    fn mean(&self, [sum, squares]: [usize; 2]) -> Mean {
        let mean = self.average(sum);
        let variance = self.covariance(self.average(squares), mean, mean);
        Mean {
            mean,
            // Rounding may leave a tiny negative number where nothing varies.
            variance: variance.max(0.0),
        }
    }

    fn estimate(&self) -> Estimate {
        let (plan, layout) = (self.plan, self.plan.layout());
        let frame = plan.frame();
        let plane: [f64; 4] = std::array::from_fn(|i| self.average(PLANE + i));
        let covariance: [[f64; 4]; 4] = std::array::from_fn(|i| {
            std::array::from_fn(|j| {
                let product = self.average(plane_product(i.min(j), i.max(j)));
                let entry = |k: usize| plane.get(k).copied().unwrap_or(0.0);
                self.covariance(product, entry(i), entry(j))
            })
        });
        let [[uu, ue, ..], [_, ee, ..], [_, _, dd_u, _], [.., dd_e]] = covariance;
        let [g_u, g_e, d_u, d_e] = plane;
        let mean = |mean, variance: f64| Mean {
            mean,
            variance: variance.max(0.0),
        };
        let two = frame.dimension() == 2;
        let in_plane = match two {
            true => [mean(g_u, uu), mean(g_e, ee)],
            false => [mean(g_u, uu), Mean::default()],
        };
        let plane_block = if two { [uu, ue, ee] } else { [uu, 0.0, 0.0] };
        let plane_trace = plane_block[0] + plane_block[2];
        let orthogonal = self.average(ORTHOGONAL);
        let full = plan.request().estimator == Estimator::Full;
        let coarse_gradient: Vec<Mean> = if full {
            let entries = 0..layout.inputs;
            entries
                .map(|input| self.mean(layout.weight(input)))
                .collect()
        } else {
            self.entries_in_plane(in_plane, plane_block)
        };
        let estimator_trace = if full {
            coarse_gradient.iter().map(|g| g.variance).sum()
        } else {
            plane_trace
        };
        #[expect(clippy::cast_precision_loss, reason = "a dimension")]
        let complement = (frame.u.len() - frame.dimension()) as f64;
        let score = two && plan.request().population_gradient;
        let [inner_product, cosine] = if score {
            self.products(&plane, &covariance)
        } else {
            [None, None]
        };
        Estimate {
            samples: self.samples,
            estimator: plan.request().estimator,
            loss: self.mean([LOSS, LOSS + 1]),
            gradient_v: (0..layout.rows)
                .map(|row| self.mean(layout.output(row)))
                .collect(),
            covariance: match plan.request().estimator {
                Estimator::Full => Some(CoarseCovariance {
                    plane: plane_block,
                    orthogonal: if complement > 0.0 {
                        ((estimator_trace - plane_trace) / complement).max(0.0)
                    } else {
                        0.0
                    },
                    trace: estimator_trace,
                }),
                Estimator::Projected => Some(CoarseCovariance {
                    plane: plane_block,
                    orthogonal,
                    trace: plane_trace + complement * orthogonal,
                }),
                Estimator::States => None,
            },
            full_covariance: layout
                .products
                .then(|| self.full_covariance(&coarse_gradient)),
            coarse_gradient,
            estimator_trace,
            in_plane,
            population_gradient: score.then(|| [mean(d_u, dd_u), mean(d_e, dd_e)]),
            inner_product,
            cosine,
            accumulation_error: self.accumulation_error(),
        }
    }

    /// The entries of a vector of the plane and their variances.
    fn entries_in_plane(&self, [along, across]: [Mean; 2], [uu, ue, ee]: [f64; 3]) -> Vec<Mean> {
        let frame = self.plan.frame();
        let entry = |u: f64, e: f64| Mean {
            mean: along.mean * u + across.mean * e,
            variance: (uu * u * u + 2.0 * ue * u * e + ee * e * e).max(0.0),
        };
        match &frame.e {
            Some(e) => frame.u.iter().zip(e).map(|(u, e)| entry(*u, *e)).collect(),
            None => frame.u.iter().map(|u| entry(*u, 0.0)).collect(),
        }
    }

    fn full_covariance(&self, means: &[Mean]) -> Vec<f64> {
        let layout = self.plan.layout();
        let mut triangle = Vec::with_capacity(means.len() * (means.len() + 1) / 2);
        for (j, x) in means.iter().enumerate() {
            for (k, y) in means.iter().enumerate().take(j) {
                let product = self.average(layout.product(j, k));
                triangle.push(self.covariance(product, x.mean, y.mean));
            }
            triangle.push(x.variance);
        }
        triangle
    }

    /// The inner product of the two gradients and its cosine, with variances by the delta method.
    fn products(&self, plane: &[f64; 4], covariance: &[[f64; 4]; 4]) -> [Option<Mean>; 2] {
        let [g_u, g_e, d_u, d_e] = *plane;
        let [[.., gd_u, _], [.., gd_e], ..] = *covariance;
        // The product of two averages is off by their covariance.
        let inner = g_u * d_u + g_e * d_e;
        let unbiased = inner - (gd_u + gd_e) / self.count();
        let spread = |slope: [f64; 4]| {
            let rows = covariance.iter().zip(slope).map(|(row, x)| {
                let row: f64 = row.iter().zip(slope).map(|(c, y)| c * y).sum();
                x * row
            });
            rows.sum::<f64>().max(0.0)
        };
        let inner_product = Mean {
            mean: unbiased,
            variance: spread([d_u, d_e, g_u, g_e]),
        };
        let (g, d) = (g_u.hypot(g_e), d_u.hypot(d_e));
        let cosine = (g > 0.0 && d > 0.0).then(|| {
            let cosine = inner / (g * d);
            let slope = |other: f64, own: f64, own_norm: f64| {
                other / (g * d) - cosine * own / (own_norm * own_norm)
            };
            Mean {
                mean: cosine,
                variance: spread([
                    slope(d_u, g_u, g),
                    slope(d_e, g_e, g),
                    slope(g_u, d_u, d),
                    slope(g_e, d_e, d),
                ]),
            }
        });
        [Some(inner_product), cosine]
    }

    /// `gamma E|x| + K quantum/(2 N)` over K blocks, with `E|x| <= sqrt(E x^2)`, for the entry of
    /// the coarse gradient where it is largest. An entry of a vector of the plane is off by at most
    /// the length of what its two coordinates are off by.
    fn accumulation_error(&self) -> f64 {
        let (plan, layout) = (self.plan, self.plan.layout());
        #[expect(clippy::cast_precision_loss, reason = "counts")]
        let (block, blocks) = (plan.block_size() as f64, self.partial.blocks().len() as f64);
        let gamma = (block / 64.0 + f64::from(crate::lanes::FOLD_DEPTH) + 2.0) * f64::EPSILON;
        let error = |sum: usize, squares: usize| {
            let size = self.average(squares).max(0.0).sqrt();
            gamma * size + plan.exponents().quantum(sum) * blocks / (2.0 * self.count())
        };
        if layout.inputs == 0 {
            let coordinate = |i: usize| error(PLANE + i, plane_product(i, i));
            return coordinate(0).hypot(coordinate(1));
        }
        let weights = (0..layout.inputs).map(|input| layout.weight(input));
        weights
            .map(|[sum, squares]| error(sum, squares))
            .fold(0.0, f64::max)
    }
}
