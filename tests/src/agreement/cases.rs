//! What is tried: instances of every kind, STEs of every kind, and runs over them.

use std::sync::Mutex;
use std::sync::atomic::AtomicBool;

use coarsegrad_arith::Rational;
use coarsegrad_mc::{Estimate, Estimator, McError, Plan, Precision, Request};
use coarsegrad_model::Ste;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use crate::instances::{self, Instance};

/// All estimators.
pub const ESTIMATORS: [Estimator; 3] = [Estimator::Full, Estimator::Projected, Estimator::States];

/// The catalogue, and slopes with breakpoints on one side and on both, with values at breakpoints, negative, narrow, wide.
#[must_use]
pub fn stes() -> Vec<Ste> {
    let more = [
        "piecewise:-1/2[-3/4=2]1/3[0=5]2[1/2]-1",
        "piecewise:1[1/3]-2",
        "piecewise:-1[0=3]1",
        "leaky-relu:-1/5",
        "leaky-relu:3",
        "gaussian:1/4",
        "gaussian:5",
    ];
    let more = more.iter().map(|name| name.parse().unwrap());
    Ste::catalogue().into_iter().chain(more).collect()
}

/// Values of a strategy, always the same.
#[must_use]
pub fn fixed<S: Strategy>(seed: u8, count: usize, strategy: &S) -> Vec<S::Value> {
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[seed; 32]);
    let config = Config {
        failure_persistence: None,
        ..Config::default()
    };
    let mut runner = TestRunner::new_with_rng(config, rng);
    let one = |_| strategy.new_tree(&mut runner).unwrap().current();
    (0..count).map(one).collect()
}

/// Instances of every kind that the other tests try, and of every shape, with their kinds.
#[must_use]
pub fn random_instances() -> Vec<(String, Instance)> {
    let kinds = [
        ("generic", instances::generic()),
        ("wide", instances::wide_norms()),
        ("near parallel", instances::near_parallel()),
        ("parallel", instances::parallel()),
        ("exact angle", instances::niven()),
        ("stationary in v", instances::stationary_in_v()),
        ("v.v* = 0", instances::orthogonal()),
        ("v = v_pi, theta = pi", instances::opposite_point()),
        ("spurious", instances::spurious()),
        ("saddle", instances::saddle()),
        ("global minimum", instances::global_minimum()),
        ("w = 0", instances::zero_weight()),
    ];
    let mut all = Vec::new();
    for (seed, (kind, strategy)) in (1..).zip(kinds) {
        for (index, instance) in fixed(seed, 6, &strategy).into_iter().enumerate() {
            all.push((format!("{kind} {index}"), instance));
        }
    }
    let shapes = [
        (1, 1),
        (1, 2),
        (2, 1),
        (1, 33),
        (5, 3),
        (3, 17),
        (8, 16),
        (16, 8),
        (64, 2),
        (2, 64),
        (20, 20),
    ];
    for (rows, inputs) in shapes {
        for norm in [(1, 10), (1, 1), (40, 1)] {
            let name = format!("{rows} x {inputs}, |w| about {}/{}", norm.0, norm.1);
            all.push((name, shaped(rows, inputs, Rational::from(norm))));
        }
    }
    all
}

/// Weights without structure, and `|w|` about `norm`.
#[must_use]
pub fn shaped(rows: usize, inputs: usize, norm: Rational) -> Instance {
    let entry = |index: usize, seed: usize| {
        let mixed = (index * 7919 + seed * 104_729 + 13 * rows + inputs) % 1009;
        Rational::from((i64::try_from(mixed).unwrap() - 504, 300))
    };
    let vector = |count: usize, seed: usize| (0..count).map(|i| entry(i, seed)).collect::<Vec<_>>();
    let scale = Rational::from((1, f64::from(u32::try_from(inputs).unwrap()).sqrt() as u32));
    let w = instances::scaled(&(norm * scale), &vector(inputs, 2));
    instances::instance(vector(rows, 1), w, vector(rows, 5), vector(inputs, 6))
}

/// As many samples as make about `normals` normal numbers in the full estimator, within bounds: fewer say little, more cost
/// more than they say.
#[must_use]
pub fn samples_for(instance: &Instance, normals: u64) -> u64 {
    let each = instance.rows() * instance.inputs();
    (normals / each as u64).clamp(1 << 15, 1 << 20)
}

/// A run: what is sampled, and how.
#[derive(Clone, Copy, Debug)]
pub struct Run {
    /// The estimator.
    pub estimator: Estimator,
    /// The precision.
    pub precision: Precision,
    /// The seed.
    pub seed: u64,
    /// The number of samples.
    pub samples: u64,
    /// Whether the products of the entries are summed.
    pub covariance: bool,
    /// Whether the population gradient is sampled.
    pub population_gradient: bool,
}

impl Run {
    /// Means in double precision.
    #[must_use]
    pub fn means(estimator: Estimator, seed: u64, samples: u64) -> Self {
        Run {
            estimator,
            precision: Precision::F64,
            seed,
            samples,
            covariance: false,
            population_gradient: false,
        }
    }

    /// Runs it.
    ///
    /// # Errors
    /// What the plan refuses.
    ///
    /// # Panics
    /// If the blocks of an accepted run cannot be computed.
    pub fn estimate(self, instance: &Instance, ste: &Ste) -> Result<Estimate, McError> {
        let request = Request {
            ste: ste.clone(),
            estimator: self.estimator,
            precision: self.precision,
            seed: self.seed,
            samples: self.samples,
            covariance: self.covariance,
            population_gradient: self.population_gradient,
        };
        let plan = Plan::new(instance, request)?;
        let partial = Mutex::new(plan.empty());
        plan.run(0..plan.blocks(), &partial, &AtomicBool::new(false))
            .unwrap();
        let partial = partial.into_inner().unwrap();
        partial.complete().unwrap();
        Ok(plan.estimate(&partial).unwrap())
    }
}
