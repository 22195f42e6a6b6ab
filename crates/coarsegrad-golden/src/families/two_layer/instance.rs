//! The instances: students, teachers and samples, and the estimators.

use coarsegrad_arith::Rational;
use coarsegrad_model::pointwise::Extended;
use coarsegrad_model::{Network, Ste, TwoLayer};

use super::super::FamilyError;
use super::super::draft::Draft;

/// The estimators: their names in the catalogue of surrogates, and the slopes.
pub(super) fn stes() -> Vec<(&'static str, Ste)> {
    let alpha = Rational::from((1, 4));
    vec![
        ("identity", Ste::Identity),
        ("relu", Ste::Relu),
        ("clipped_relu:q=1", Ste::ClippedRelu),
        ("hard_tanh:c=1", Ste::HardTanh),
        ("leaky_k_relu:leak=1/4,k=1", Ste::LeakyRelu { alpha }),
    ]
}

/// A student and a teacher by quarters, and a sample by halves: name, `v`, `w`, `v*`, `w*`, `z`.
pub(super) type Given = (
    &'static str,
    &'static [i64],
    &'static [i64],
    &'static [i64],
    &'static [i64],
    &'static [i64],
);

pub(super) const GIVEN: [Given; 9] = [
    ("m1n2", &[4], &[2, 4], &[6], &[4, -2], &[2, 1]),
    ("m2n2", &[3, -2], &[4, 2], &[4, 2], &[2, 4], &[1, 2, -2, 3]),
    (
        "m2n3",
        &[2, 5],
        &[4, 2, -1],
        &[4, 1],
        &[2, -2, 4],
        &[1, 0, 2, -1, 3, 1],
    ),
    (
        "m3n2",
        &[4, -3, 2],
        &[-2, 4],
        &[2, 4, -1],
        &[4, 1],
        &[3, 1, -1, 2, 2, -2],
    ),
    (
        "m4n3",
        &[2, 3, -1, 4],
        &[3, -2, 1],
        &[4, -2, 1, 2],
        &[1, 2, 2],
        &[1, -1, 2, 2, 1, 0, -2, 1, 1, 3, 2, -1],
    ),
    // Pre-activations that are zero, and one and minus one: the student's first, second and third row.
    (
        "kinks",
        &[4, 2, -2],
        &[4, 4],
        &[2, 4, 2],
        &[4, -4],
        &[2, -2, 1, 1, -1, -1],
    ),
    (
        "agreeing",
        &[4, 2],
        &[4, 2],
        &[4, 2],
        &[8, 4],
        &[1, 2, -3, 1],
    ),
    (
        "silent",
        &[4, 2],
        &[4, 4],
        &[2, 6],
        &[-4, -4],
        &[-1, -2, -2, 0],
    ),
    (
        "obtuse",
        &[4, 1],
        &[4, -1],
        &[2, 3],
        &[-2, 4],
        &[1, 3, -2, -2],
    ),
];

pub(super) struct Instance {
    pub(super) name: &'static str,
    pub(super) v: Vec<Rational>,
    pub(super) w: Vec<Rational>,
    pub(super) v_star: Vec<Rational>,
    pub(super) w_star: Vec<Rational>,
    pub(super) z: Vec<Rational>,
}

impl Instance {
    pub(super) fn new((name, v, w, v_star, w_star, z): Given) -> Self {
        let by = |numbers: &[i64], parts: i64| -> Vec<Rational> {
            numbers
                .iter()
                .map(|number| Rational::from((*number, parts)))
                .collect()
        };
        Instance {
            name,
            v: by(v, 4),
            w: by(w, 4),
            v_star: by(v_star, 4),
            w_star: by(w_star, 4),
            z: by(z, 2),
        }
    }

    pub(super) fn draft(&self, op: &str, output: &str, suffix: &str) -> Draft {
        let vector = |values: &[Rational]| -> Vec<Extended> {
            values.iter().cloned().map(Extended::Finite).collect()
        };
        let mut name = self.name.to_owned();
        if !suffix.is_empty() {
            let slug: String = suffix
                .chars()
                .map(|letter| match letter {
                    ':' | '=' | ',' => '-',
                    '/' => '_',
                    other => other,
                })
                .collect();
            name += &format!("-{slug}");
        }
        let (m, n) = (self.v.len(), self.w.len());
        Draft::new(&format!("two_layer.{op}"), output, &name)
            .tensor("v", vec![m], &vector(&self.v))
            .tensor("w", vec![n], &vector(&self.w))
            .tensor("v_star", vec![m], &vector(&self.v_star))
            .tensor("w_star", vec![n], &vector(&self.w_star))
    }

    pub(super) fn model(&self, id: &str) -> Result<TwoLayer<Rational>, FamilyError> {
        let network = |v: &[Rational], w: &[Rational]| Network {
            v: v.to_vec(),
            w: w.to_vec(),
        };
        TwoLayer::new(
            network(&self.v, &self.w),
            network(&self.v_star, &self.w_star),
        )
        .map_err(|source| FamilyError::case(id, "inputs", "a model", &source))
    }

    pub(super) fn parts(&self) -> [&[Rational]; 4] {
        [&self.v, &self.w, &self.v_star, &self.w_star]
    }
}
