//! E5: what the identity STE does at a spurious minimiser: `|w|` shrinks at a constant rate.

use coarsegrad_arith::{Rational, Real};
use coarsegrad_exact::{ClosedForms, Landscape, Population};
use coarsegrad_model::{Network, Ste, TwoLayer};

use super::super::TableError;
use super::super::critical_points::opposite_instance;
use super::super::grid::{vector, whole};
use super::super::markdown::Grid;
use super::super::numbers::{Number, Quantity, decimal};

/// The teachers of the tables, both with a spurious minimiser.
const TEACHERS: [&[i32]; 2] = [&[1, 0, 0, 0], &[2, 1, -1, 0]];

/// The component of `E[g_identity]` along `u`.
struct Rate;

impl Quantity for Rate {
    const NAME: &'static str = "the radial part of the identity's coarse gradient";

    fn at<T: Real>(&self, forms: &ClosedForms<T>) -> T {
        forms.in_frame(&forms.coarse_gradient(&Ste::Identity)).0
    }
}

/// `|w| / (eta R)`.
struct Steps(Rational);

impl Quantity for Steps {
    const NAME: &'static str = "the predicted number of steps";

    fn at<T: Real>(&self, forms: &ClosedForms<T>) -> T {
        let rate = Rate.at(forms).scale(&self.0);
        forms.geometry().norm.clone() * &rate.recip()
    }
}

/// The rate and the predicted number of steps from `|w| = 1`.
pub(super) fn rate() -> Result<String, TableError> {
    let mut grid = Grid::new([
        "v*",
        "v_pi",
        "R_inf",
        "exact form",
        "eta",
        "predicted steps from unit norm",
    ]);
    for teacher in TEACHERS {
        let v_star = whole(teacher);
        let v_pi = Landscape::new(&v_star, 2).opposite_v();
        let instance = opposite_instance(&v_star, &v_pi, 2)?;
        let population = Population::new(&instance);
        let rate = Number::of(&population, &Rate)?;
        for eta in [(1, 20), (1, 200)].map(Rational::from) {
            let steps = Number::of(&population, &Steps(eta.clone()))?;
            grid.row([
                vector(&v_star),
                vector(&v_pi),
                rate.decimal()?,
                rate.exact_cell(),
                eta.to_string(),
                steps.decimal()?,
            ]);
        }
    }
    Ok(grid.render())
}

/// The change of the loss over one step close to the spurious minimiser, for shrinking `|w|`.
pub(super) fn steps() -> Result<String, TableError> {
    let [teacher, _] = TEACHERS;
    let v_star = whole(teacher);
    let v_pi = Landscape::new(&v_star, 2).opposite_v();
    let eta = Rational::from((1, 20));
    let mut grid = Grid::new(["w", "change of f, identity", "change of f, ReLU"]);
    for scale in [(1, 1), (1, 10), (1, 100), (1, 1000)].map(Rational::from) {
        // Nearly opposite: w = -scale (1, 1/1000).
        let w = vec![
            Rational::from(-&scale),
            -(scale.clone() * Rational::from((1, 1000))),
        ];
        let instance = TwoLayer::new(
            Network {
                v: v_pi.clone(),
                w: w.clone(),
            },
            Network {
                v: v_star.clone(),
                w: whole(&[1, 0]),
            },
        )?;
        let population = Population::new(&instance);
        let change = |ste: &Ste| -> Result<String, TableError> {
            let step = population.step(ste, &eta, 256)?;
            if !step.direct.overlaps(&step.identity) {
                return Err(TableError::Disagreement {
                    quantity: "the change over one step",
                });
            }
            decimal(&step.identity, None)
        };
        grid.row([vector(&w), change(&Ste::Identity)?, change(&Ste::Relu)?]);
    }
    Ok(format!(
        "v* = {}, v = v_pi = {}, w* = (1, 0), eta = {eta}.\n\n{}",
        vector(&v_star),
        vector(&v_pi),
        grid.render()
    ))
}
