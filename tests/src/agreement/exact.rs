//! What a sampler should find: expectations and variances of one instance and one STE, as numbers.
//!
//! All come from enclosures of the closed forms, in the frame that the sampler documents: `u = w/|w|` and `e` along
//! `w* - (w.w*/|w|^2) w`; no `e` where the two are parallel; `u = w*/|w*|` where `w = 0`.

use coarsegrad_arith::{Ball, Rational, Scalar};
use coarsegrad_exact::{ClosedForms, PlaneMatrix, Population, Position};
use coarsegrad_model::{Slope, Ste};

use super::bound::CLIP;
use crate::entries::{plane_entries, row_entries};
use crate::instances::Instance;

/// Bits of the enclosures: what cancels near the degenerate angles is about 120.
const BITS: u32 = 320;

/// An expectation and the variance of one sample.
#[derive(Clone, Copy, Debug, Default)]
pub struct Moments {
    /// The expectation.
    pub mean: f64,
    /// The variance.
    pub variance: f64,
}

/// The directions of `w` and `w*` in numbers.
#[derive(Clone, Debug)]
pub struct Directions {
    /// Where `w` lies.
    pub position: Position,
    /// `u`.
    pub u: Vec<f64>,
    /// `e`; zeros where there is none.
    pub e: Vec<f64>,
    /// `|w|`.
    pub norm: f64,
    /// `cos(theta)`; 1 at `w = 0`.
    pub cos: f64,
    /// `sin(theta)`; 0 at `w = 0`.
    pub sin: f64,
}

impl Directions {
    /// The dimension of the plane.
    #[must_use]
    pub fn dimension(&self) -> usize {
        if self.position == Position::Between {
            2
        } else {
            1
        }
    }
}

/// Bounds of one-sample values.
///
/// `|r|` is at most the larger end of the range of `y - y*`. A component of the coarse gradient along a unit vector is
/// `r sum_i mu'_i v_i x_i` with independent standard normal `x_i`, and `sum_i |v_i x_i|`, a function of them with Lipschitz
/// constant `|v|` and mean `sqrt(2/pi) |v|_1`, is above `sqrt(2/pi) |v|_1 + CLIP |v|` with probability below
/// `exp(-CLIP^2/2)` (concentration of Gaussian measure). The conditional means of the indicator-state estimator are below
/// `sqrt(pi/2) |v|_1`, which is less for up to 500 rows. Lengths and quadratic forms are bounded alike.
#[derive(Clone, Copy, Debug)]
pub struct Ranges {
    /// Of `r`.
    pub residual: f64,
    /// Of `sum_i mu'_i v_i x_i`.
    pub weighted: f64,
    /// Of `mu'`.
    pub slope: f64,
    /// `|v|_1`.
    pub v_sum: f64,
    /// `|v|`.
    pub v_norm: f64,
}

impl Ranges {
    fn new(instance: &Instance, ste: &Ste) -> Self {
        let number = |x: &Rational| f64::from_rational(&(), x);
        let (mut low, mut high) = (0.0_f64, 0.0_f64);
        let (mut v_sum, mut v_squares) = (0.0, 0.0);
        for (v, v_star) in instance.student().v.iter().zip(&instance.teacher().v) {
            let (v, v_star) = (number(v), number(v_star));
            high += v.max(0.0) + (-v_star).max(0.0);
            low += (-v).max(0.0) + v_star.max(0.0);
            v_sum += v.abs();
            v_squares += v * v;
        }
        let slope = match ste.family() {
            Slope::Gaussian(_) => 1.0,
            Slope::Steps(steps) => steps
                .steps()
                .flat_map(|(_, at, right)| [number(at), number(right)])
                .chain([number(steps.left())])
                .fold(0.0, |most: f64, x| most.max(x.abs())),
        };
        assert!(instance.rows() <= 500);
        let mut ranges = Ranges {
            residual: low.max(high),
            weighted: 0.0,
            slope,
            v_sum,
            v_norm: v_squares.sqrt(),
        };
        ranges.weighted = ranges.length(1);
        ranges
    }

    /// Of the length of `sum_i mu'_i v_i x_i` with `x_i` of the given dimension.
    #[must_use]
    pub fn length(&self, dimension: usize) -> f64 {
        // E|x| <= sqrt(dimension), and sqrt(2/pi) < 1.
        self.slope * (self.v_sum * (dimension as f64).sqrt() + CLIP * self.v_norm)
    }
}

/// Everything that the means and second moments of a run are compared with.
#[derive(Clone, Debug)]
pub struct Exact {
    /// The directions.
    pub directions: Directions,
    /// The ranges.
    pub ranges: Ranges,
    /// Of the sample loss.
    pub loss: Moments,
    /// Of `dl/dv`.
    pub outputs: Vec<Moments>,
    /// Of the coarse gradient.
    pub entries: Vec<Moments>,
    /// Of its projection on the plane, entry by entry.
    pub projected: Vec<Moments>,
    /// Of the coarse gradient along `u` and `e`.
    pub in_plane: [Moments; 2],
    /// `E[g g^T]` in the plane: `uu`, `ue`, `ee`.
    pub plane_products: [f64; 3],
    /// The multiple of the identity off the plane in `E[g g^T]`, where there is something off it.
    pub orthogonal: Option<f64>,
    /// `E|g|^2`.
    pub squared_norm: f64,
    /// `E[g_j g_k]`, the lower triangle row by row.
    pub products: Vec<f64>,
    /// `df/dw` along `u` and `e`, for `0 < theta < pi`.
    pub population_gradient: Option<[f64; 2]>,
    /// `<E[g], df/dw>`, where there is a gradient and `0 < theta < pi`.
    pub inner_product: Option<f64>,
}

impl Exact {
    /// The values for an instance and an STE.
    ///
    /// # Panics
    /// If an enclosure is too wide to be a number.
    #[must_use]
    pub fn new(instance: &Instance, ste: &Ste) -> Self {
        let population = Population::new(instance);
        let forms = population.evaluated::<Ball>(BITS);
        let ranges = Ranges::new(instance, ste);
        let sums = population.higher_sums().convert(&BITS);
        let moments = forms.second_moments(ste, &sums);
        let mean = forms.coarse_gradient(ste);
        let covariance = forms.covariance(&moments, &mean);
        let directions = directions(&population, &forms);
        let largest = ranges.residual * ranges.weighted;
        let variance = |x: &Ball, reach: f64| {
            let variance = number(x, reach * reach);
            // An exact zero, seen through an enclosure.
            if variance < 1e-24 * reach * reach {
                0.0
            } else {
                variance
            }
        };

        let half_square = ranges.residual * ranges.residual / 2.0;
        let loss = Moments {
            mean: number(&forms.population_loss(), half_square),
            variance: variance(&forms.loss_variance(&sums), half_square),
        };
        let rows = instance.student().v.iter().zip(&instance.teacher().v);
        let outputs = row_entries(&population, &forms.gradient_v())
            .iter()
            .zip(rows)
            .map(|(mean, (v, v_star))| {
                let second = forms.output_gradient_second_moment(v, v_star);
                Moments {
                    mean: number(mean, ranges.residual),
                    variance: variance(&(second - &mean.square()), ranges.residual),
                }
            })
            .collect();

        let silent = directions.position == Position::ZeroWeight;
        let zero = Ball::zero(BITS);
        let (along, across) = match directions.position {
            Position::ZeroWeight => (
                mean.across.clone() * &forms.geometry().teacher_norm,
                zero.clone(),
            ),
            Position::Between => forms.in_frame(&mean),
            _ => (forms.in_frame(&mean).0, zero.clone()),
        };
        let in_frame = |matrix: &PlaneMatrix<Ball>| match directions.position {
            Position::ZeroWeight => [matrix.ee.clone(), zero.clone(), zero.clone()],
            Position::Between => [matrix.uu.clone(), matrix.ue.clone(), matrix.ee.clone()],
            _ => [matrix.uu.clone(), zero.clone(), zero.clone()],
        };
        let [uu, _, ee] = in_frame(&covariance);
        let in_plane = [(&along, &uu), (&across, &ee)].map(|(mean, x)| Moments {
            mean: number(mean, largest),
            variance: variance(x, largest),
        });

        let weights: Vec<(&Rational, &Rational)> = {
            let (w, w_star) = (&instance.student().w, &instance.teacher().w);
            w.iter().zip(w_star).collect()
        };
        let means = plane_entries(&population, &mean);
        let plane = population.plane();
        let entries: Vec<Moments> = means
            .iter()
            .zip(&weights)
            .map(|(mean, input)| Moments {
                mean: number(mean, largest),
                variance: variance(
                    &forms.component_variance(&covariance, plane, *input),
                    largest,
                ),
            })
            .collect();
        // The same with nothing off the plane.
        let mut flat = covariance.clone();
        flat.beta = zero.clone();
        if directions.position != Position::Between {
            (flat.ee, flat.uu) = if silent {
                (flat.ee, zero.clone())
            } else {
                (zero.clone(), flat.uu)
            };
        }
        let projected = entries
            .iter()
            .zip(&weights)
            .map(|(entry, input)| Moments {
                mean: entry.mean,
                variance: variance(&forms.component_variance(&flat, plane, *input), largest),
            })
            .collect();
        let mut products = Vec::new();
        for (j, x) in weights.iter().enumerate() {
            for (k, y) in weights.iter().enumerate().take(j) {
                let covariance = forms.component_covariance(&covariance, plane, [*x, *y]);
                let product = covariance + &(means[j].clone() * &means[k]);
                products.push(number(&product, largest * largest));
            }
            let second = forms.component_variance(&covariance, plane, *x) + &means[j].square();
            products.push(number(&second, largest * largest));
        }
        let squares = largest * largest;
        let population_gradient = (directions.position == Position::Between)
            .then(|| forms.gradient_w().unwrap())
            .map(|gradient| {
                let (along, across) = forms.in_frame(&gradient);
                [along, across].map(|x| number(&x, half_square / directions.norm))
            });
        Exact {
            ranges,
            loss,
            outputs,
            entries,
            projected,
            in_plane,
            plane_products: in_frame(&moments.matrix).map(|x| number(&x, squares)),
            orthogonal: (instance.inputs() > directions.dimension())
                .then(|| number(&moments.matrix.beta, squares)),
            squared_norm: number(&moments.squared_norm, squares),
            products,
            population_gradient,
            inner_product: population_gradient.map(|_| {
                let value = forms.gradient_inner_product(ste).unwrap();
                number(&value, largest * half_square / directions.norm)
            }),
            directions,
        }
    }
}

fn directions(population: &Population<'_>, forms: &ClosedForms<Ball>) -> Directions {
    let geometry = forms.geometry();
    let position = geometry.position;
    let instance = population.instance();
    let (w, w_star) = (&instance.student().w, &instance.teacher().w);
    let scaled = |x: &[Rational], by: &Ball| -> Vec<f64> {
        x.iter().map(|x| by.mul_rational(x).to_f64()).collect()
    };
    let nothing = vec![0.0; w.len()];
    if position == Position::ZeroWeight {
        return Directions {
            position,
            u: scaled(w_star, &geometry.teacher_norm_recip),
            e: nothing,
            norm: 0.0,
            cos: 1.0,
            sin: 0.0,
        };
    }
    let between = position == Position::Between;
    let ratio = population.projection();
    let across: Vec<Rational> = w
        .iter()
        .zip(w_star)
        .map(|(w, w_star)| w_star - Rational::from(&ratio * w))
        .collect();
    Directions {
        position,
        u: scaled(w, &geometry.norm_recip),
        e: if between {
            scaled(&across, &(geometry.wedge_recip.clone() * &geometry.norm))
        } else {
            nothing
        },
        norm: geometry.norm.to_f64(),
        cos: geometry.cos().to_f64(),
        sin: if between {
            geometry.sin().to_f64()
        } else {
            0.0
        },
    }
}

/// The number that an enclosure stands for, where the size of the quantity is `scale`.
fn number(x: &Ball, scale: f64) -> f64 {
    let (low, high) = (x.lower().to_f64(), x.upper().to_f64());
    let middle = x.to_f64();
    assert!(
        high - low <= 4.0 * f64::EPSILON * middle.abs() + 1e-30 * scale,
        "{low:e} to {high:e} is no number"
    );
    middle
}
