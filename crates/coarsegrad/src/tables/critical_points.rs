//! The critical points of teachers that cover every case.

use coarsegrad_arith::{Rational, sum};
use coarsegrad_exact::Landscape;
use coarsegrad_model::{Network, Plane, TwoLayer};

use super::TableError;
use super::grid::{vector, whole};
use super::landscape_values::Loss;
use super::markdown::{Grid, anchored, code};
use super::numbers::Number;
use coarsegrad_exact::Population;

/// A teacher `v*` and the number n of inputs, with what it is an example of.
const TEACHERS: [(&[i32], usize, &str); 9] = [
    (&[1, 0], 2, "saddles and spurious minimisers"),
    (&[2, -1], 2, "saddles and spurious minimisers"),
    (&[1, -1], 2, "S = 0"),
    (&[1, 1, 0], 2, "equality"),
    (&[1], 2, "m = 1, always equality"),
    (&[1, 1], 2, "no saddle"),
    (&[3, 1], 2, "no saddle"),
    (&[1, 1], 1, "n = 1"),
    (&[1, 0, 0, 0], 3, "saddles and spurious minimisers"),
];

/// The page.
pub(super) fn render() -> Result<String, TableError> {
    let mut cases = Grid::new([
        "v*",
        "n",
        "S²",
        "(m+1)·norm²(v*)/2",
        "case",
        "(v_pi, pi) is a",
    ]);
    let mut saddles = Grid::new([
        "v*",
        "n",
        "theta at the saddles",
        "v at the saddles",
        "loss",
    ]);
    let mut opposite = Grid::new(["v*", "n", "v_pi", "v_pi·v*", "loss at (v_pi, pi)"]);
    for (teacher, inputs, case) in TEACHERS {
        let v_star = whole(teacher);
        let landscape = Landscape::new(&v_star, inputs);
        let v_pi = landscape.opposite_v();
        let product = coarsegrad_arith::dot(&v_pi, &v_star);
        agree(&landscape, &v_star, &v_pi, inputs)?;
        let name = || vector(&v_star);
        cases.row([
            name(),
            inputs.to_string(),
            sum(&v_star).square().to_string(),
            half_rows_times_square(&v_star).to_string(),
            case.to_owned(),
            landscape.opposite_kind().code().to_owned(),
        ]);
        if let (Some(angle), Some(v), Some(loss)) = (
            landscape.saddle_angle_over_pi(),
            landscape.saddle_v(),
            landscape.saddle_loss(),
        ) {
            let angle = coarsegrad_arith::Symbolic::rational(angle)
                * &coarsegrad_arith::Symbolic::pi_power(2);
            saddles.row([
                name(),
                inputs.to_string(),
                code(&angle.to_string()),
                vector(&v),
                loss.to_string(),
            ]);
        }
        opposite.row([
            name(),
            inputs.to_string(),
            vector(&v_pi),
            product.to_string(),
            landscape.opposite_loss().to_string(),
        ]);
    }
    Ok(format!(
        "# Critical points\n\n\
         Everything here is exact. The global minimiser (v*, 0) is common to all and left out.\n\n\
         ## Cases\n\n{}\n## Saddles\n\n{}\n## The point (v_pi, pi)\n\n{}",
        anchored("cases", &cases.render()),
        anchored("saddles", &saddles.render()),
        anchored("opposite", &opposite.render()),
    ))
}

/// `(m+1)|v*|^2/2`, the bound that decides.
pub(super) fn half_rows_times_square(v_star: &[Rational]) -> Rational {
    coarsegrad_arith::dot(v_star, v_star) * Rational::from((v_star.len() + 1, 2))
}

/// Demands that the landscape's loss at `(v_pi, pi)` is the population loss there.
fn agree(
    landscape: &Landscape,
    v_star: &[Rational],
    v_pi: &[Rational],
    inputs: usize,
) -> Result<(), TableError> {
    let instance = opposite_instance(v_star, v_pi, inputs)?;
    let loss = Number::of(&Population::new(&instance), &Loss)?;
    if loss.ball.contains_rational(&landscape.opposite_loss()) {
        Ok(())
    } else {
        Err(TableError::Disagreement {
            quantity: "the loss at the opposite minimiser",
        })
    }
}

/// The instance with `w = (-1, 0, ...)` and `w* = (1, 0, ...)`.
pub(super) fn opposite_instance(
    v_star: &[Rational],
    v: &[Rational],
    inputs: usize,
) -> Result<TwoLayer<Rational>, TableError> {
    let axis = |first: i32| -> Vec<Rational> {
        (0..inputs)
            .map(|index| Rational::from(if index == 0 { first } else { 0 }))
            .collect()
    };
    let (student, teacher) = (axis(-1), axis(1));
    debug_assert!(Plane::new(&student, &teacher).angle.is_pi());
    Ok(TwoLayer::new(
        Network {
            v: v.to_vec(),
            w: student,
        },
        Network {
            v: v_star.to_vec(),
            w: teacher,
        },
    )?)
}
