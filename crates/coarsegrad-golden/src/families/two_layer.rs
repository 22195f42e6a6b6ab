//! The two-layer network: one-sample gradients, expected ones, draws, and training.
//!
//! **`sample`** is exact: inputs are short binary numbers, and only those formats are asked that hold every partial sum
//! in any order.
//!
//! **`population`** and **`train`** are enclosed by the closed forms of `coarsegrad-exact`. The second oracle is the
//! formulas of the book with intervals. The units in the last place that are allowed are twice what the running error
//! analysis of those formulas gives (see `tracked`), for other orders of the same operations; binary64 and binary32
//! are asked.
//!
//! **`estimator`** asks for independent one-sample coarse gradients, of which the mean is judged. Its mean and variance
//! are those of the closed forms, the variance rounded up by one part in 256: that covers the radius of the mean and
//! the rounding errors of the draws.

mod estimator;
mod expected;
mod formulas;
mod instance;
mod moments;
mod sample;

use super::FamilyError;
use crate::case::Case;
use instance::{GIVEN, Instance, stes};

const ENCLOSED: [(&str, Option<u32>); 2] = [("closed forms", Some(BITS)), ("series", Some(640))];

/// The working precision of trajectories and variances.
const BITS: u32 = 256;

/// The estimators whose slopes are not the same function at a kink in all catalogues.
const AWAY_FROM_KINKS: &str = "leaky_k_relu:leak=1/4,k=1";

pub(super) fn cases() -> Result<Vec<Case>, FamilyError> {
    let mut cases = Vec::new();
    for given in GIVEN {
        let instance = Instance::new(given);
        for (name, ste) in stes() {
            if given.0 == "kinks" && name == AWAY_FROM_KINKS {
                continue;
            }
            cases.extend(instance.sample(name, &ste)?);
        }
        // Where the angle is an end, rounding decides what it is taken for: the sample is all that is asked.
        if matches!(given.0, "agreeing" | "kinks" | "silent") {
            continue;
        }
        cases.extend(instance.population()?);
    }
    for given in GIVEN.iter().take(4) {
        let instance = Instance::new(*given);
        for (name, ste) in stes().iter().take(2) {
            cases.push(instance.estimator(name, ste)?);
        }
        for (name, ste) in stes().iter().take(3) {
            for steps in [1, 4] {
                cases.extend(instance.train(name, ste, steps)?);
            }
        }
    }
    Ok(cases)
}
