//! The fast kernels against the model's own definition of one sample, one by one.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a broken fixture must stop the test"
)]

mod support;

use coarsegrad_mc::{Estimator, Precision, normals_f32, normals_f64};
use coarsegrad_model::TwoLayer;
use support::{estimate, generic, instance, request, rounded, stes};

const SAMPLES: u64 = 300;

/// The averages of what the definitions say about given inputs.
struct Averages {
    loss: f64,
    loss_variance: f64,
    v: Vec<f64>,
    w: Vec<f64>,
    /// E[g g^T], row by row.
    products: Vec<f64>,
    /// E[l sum_i (z_i (q.z_i) - q)] for the dual vector q.
    likelihood_ratio: Vec<f64>,
}

fn averages(model: &TwoLayer<f64>, ste: &coarsegrad_model::Ste, inputs: &[Vec<f64>]) -> Averages {
    let (m, n) = (model.rows(), model.inputs());
    let count = inputs.len() as f64;
    let dot = |x: &[f64], y: &[f64]| x.iter().zip(y).map(|(x, y)| x * y).sum::<f64>();
    let (w, w_star) = (&model.student().w, &model.teacher().w);
    // q = (w |w*|^2 - w* (w.w*)) / (|w|^2 |w*|^2 - (w.w*)^2).
    let (aa, ab, bb) = (dot(w, w), dot(w, w_star), dot(w_star, w_star));
    let wedge = aa * bb - ab * ab;
    let pairs = w.iter().zip(w_star);
    let q: Vec<f64> = pairs
        .map(|(w, w_star)| (w * bb - w_star * ab) / wedge)
        .collect();
    // The constant that the library takes off the loss.
    let (v, v_star) = (&model.student().v, &model.teacher().v);
    let difference = v.iter().sum::<f64>() - v_star.iter().sum::<f64>();
    let centre = (difference * difference + dot(v, v) + dot(v_star, v_star)) / 8.0;
    let mut sum = Averages {
        loss: 0.0,
        loss_variance: 0.0,
        v: vec![0.0; m],
        w: vec![0.0; n],
        products: vec![0.0; n * n],
        likelihood_ratio: vec![0.0; n],
    };
    for z in inputs {
        let loss = model.sample_loss(z).unwrap();
        let gradient = model.coarse_gradient(z, ste).unwrap();
        sum.loss += loss / count;
        sum.loss_variance += loss * loss / count;
        for (sum, x) in sum.v.iter_mut().zip(&gradient.v) {
            *sum += x / count;
        }
        for (j, x) in gradient.w.iter().enumerate() {
            sum.w[j] += x / count;
            for (k, y) in gradient.w.iter().enumerate() {
                sum.products[j * n + k] += x * y / count;
            }
        }
        for row in z.chunks(n) {
            let along = dot(row, &q);
            for j in 0..n {
                sum.likelihood_ratio[j] += (loss - centre) * (row[j] * along - q[j]) / count;
            }
        }
    }
    sum.loss_variance = (sum.loss_variance - sum.loss * sum.loss) * count / (count - 1.0);
    sum
}

fn close(found: f64, expected: f64, scale: f64, tolerance: f64, what: &str) {
    assert!(
        (found - expected).abs() <= tolerance * scale,
        "{what}: {found} instead of {expected}"
    );
}

/// The full estimator averages exactly what the model defines, on the inputs that it says it draws:
/// every STE, shapes with odd and even numbers of columns, one row, one input. Rounding in double
/// precision leaves 12 digits.
#[test]
fn the_full_estimator_averages_the_definition() {
    let shapes = [(3, 4), (1, 1), (5, 7), (2, 1), (1, 9)];
    for (rows, inputs) in shapes {
        let exact = generic(rows, inputs);
        let model = rounded(&exact);
        let drawn: Vec<Vec<f64>> = (0..SAMPLES)
            .map(|sample| normals_f64(7, sample, rows, inputs))
            .collect();
        for ste in stes() {
            let mut request = request(&ste.to_string(), Estimator::Full, SAMPLES);
            request.covariance = true;
            let found = estimate(&exact, request);
            let expected = averages(&model, &ste, &drawn);
            let what = format!("{rows}x{inputs} {ste}");
            close(found.loss.mean, expected.loss, 1.0, 1e-12, &what);
            close(
                found.loss.variance,
                expected.loss_variance,
                1.0,
                1e-11,
                &what,
            );
            for (found, expected) in found.gradient_v.iter().zip(&expected.v) {
                close(found.mean, *expected, 1.0, 1e-12, &what);
            }
            for (found, expected) in found.coarse_gradient.iter().zip(&expected.w) {
                close(found.mean, *expected, 1.0, 1e-12, &what);
            }
            let covariance = found.full_covariance.unwrap();
            let mut entries = covariance.iter();
            let count = SAMPLES as f64;
            for j in 0..inputs {
                for k in 0..=j {
                    let product = expected.products[j * inputs + k];
                    let biased = product - expected.w[j] * expected.w[k];
                    let unbiased = biased * count / (count - 1.0);
                    close(*entries.next().unwrap(), unbiased, 10.0, 1e-12, &what);
                }
            }
            assert!(entries.next().is_none());
            if inputs > 1 {
                let [along, across] = found.population_gradient.unwrap();
                let plan =
                    coarsegrad_mc::Plan::new(&exact, support::request("relu", Estimator::Full, 1));
                let vector = plan.unwrap().frame().vector(along.mean, across.mean);
                // The definition also has a part orthogonal to the plane, of mean zero.
                let w = &model.student().w;
                let w_star = &model.teacher().w;
                for direction in [w, w_star] {
                    let dot = |x: &[f64]| x.iter().zip(direction).map(|(x, y)| x * y).sum::<f64>();
                    let expected = dot(&expected.likelihood_ratio);
                    close(dot(&vector), expected, 100.0, 1e-11, &what);
                }
            } else {
                assert!(found.population_gradient.is_none());
            }
        }
    }
}

/// The same in single precision, on its own inputs, to five digits.
#[test]
fn single_precision_averages_the_definition_too() {
    let exact = generic(4, 6);
    let model = rounded(&exact);
    let drawn: Vec<Vec<f64>> = (0..SAMPLES)
        .map(|sample| {
            let z = normals_f32(7, sample, 4, 6);
            z.into_iter().map(f64::from).collect()
        })
        .collect();
    for ste in stes() {
        let mut request = request(&ste.to_string(), Estimator::Full, SAMPLES);
        request.precision = Precision::F32;
        let found = estimate(&exact, request);
        let expected = averages(&model, &ste, &drawn);
        close(found.loss.mean, expected.loss, 1.0, 1e-5, "loss");
        for (found, expected) in found.coarse_gradient.iter().zip(&expected.w) {
            close(found.mean, *expected, 1.0, 1e-5, &ste.to_string());
        }
    }
}

/// At `w = 0` every pre-activation is exactly zero: the activation is off and the slope is the one
/// at zero, for each estimator.
#[test]
fn ties_are_decided_as_defined() {
    let exact = instance(4, [&[3, -2], &[0, 0, 0]], [&[1, 5], &[2, -1, 2]]);
    let model = rounded(&exact);
    let drawn: Vec<Vec<f64>> = (0..SAMPLES).map(|k| normals_f64(7, k, 2, 3)).collect();
    for name in [
        "identity",
        "relu",
        "hard-tanh",
        "piecewise:1[0=3]2",
        "leaky-relu:1/4",
    ] {
        let ste = name.parse().unwrap();
        let expected = averages(&model, &ste, &drawn);
        let found = estimate(&exact, request(name, Estimator::Full, SAMPLES));
        for (found, expected) in found.coarse_gradient.iter().zip(&expected.w) {
            close(found.mean, *expected, 1.0, 1e-12, name);
        }
        assert!(
            found
                .gradient_v
                .iter()
                .all(|d| d.mean == 0.0 && d.variance == 0.0)
        );
    }
    // relu'(0) = 0: nothing at all arrives.
    for estimator in [Estimator::Full, Estimator::Projected, Estimator::States] {
        let found = estimate(&exact, request("relu", estimator, SAMPLES));
        assert!(
            found.coarse_gradient.iter().all(|g| g.mean == 0.0),
            "{estimator}"
        );
        let found = estimate(&exact, request("piecewise:1[0=3]2", estimator, 100_000));
        let largest = found
            .coarse_gradient
            .iter()
            .map(|g| g.mean.abs())
            .fold(0.0, f64::max);
        assert!(largest > 0.1, "{estimator}");
    }
}

/// Rows that do not fit the cache are generated twice: the numbers are those of the definition
/// there too.
#[test]
fn long_rows_average_the_definition() {
    let inputs = 9001;
    let exact = generic(2, inputs);
    let model = rounded(&exact);
    let samples = 70;
    let drawn: Vec<Vec<f64>> = (0..samples).map(|k| normals_f64(7, k, 2, inputs)).collect();
    let ste = "clipped-relu".parse().unwrap();
    let found = estimate(&exact, request("clipped-relu", Estimator::Full, samples));
    let count = samples as f64;
    for j in [0, 1, 1023, 1024, 1025, 4096, 8191, 8192, 9000] {
        let sum: f64 = drawn
            .iter()
            .map(|z| model.coarse_gradient(z, &ste).unwrap().w[j])
            .sum();
        close(
            found.coarse_gradient[j].mean,
            sum / count,
            1.0,
            1e-11,
            &j.to_string(),
        );
    }
}
