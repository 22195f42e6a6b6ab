//! The population loss and its gradient over the angles.

use coarsegrad_arith::{Rational, Real};
use coarsegrad_exact::{ClosedForms, Population};

use super::TableError;
use super::grid::{ANGLES, instance, student_v, teacher_v, vector};
use super::markdown::{Grid, anchored, code};
use super::numbers::{Number, Quantity};

/// `f`.
pub(super) struct Loss;

impl Quantity for Loss {
    const NAME: &'static str = "the population loss";

    fn at<T: Real>(&self, forms: &ClosedForms<T>) -> T {
        forms.population_loss()
    }
}

/// An entry of `df/dv`, for the row with these weights.
struct EntryOfV<'a> {
    v: &'a Rational,
    v_star: &'a Rational,
}

impl Quantity for EntryOfV<'_> {
    const NAME: &'static str = "an entry of df/dv";

    fn at<T: Real>(&self, forms: &ClosedForms<T>) -> T {
        let d = forms.gradient_v();
        d.v.scale(self.v) + &d.v_star.scale(self.v_star) + &d.ones
    }
}

/// The component of `df/dw` along `e`.
struct AlongE;

impl Quantity for AlongE {
    const NAME: &'static str = "the population gradient in w";

    fn at<T: Real>(&self, forms: &ClosedForms<T>) -> T {
        match forms.gradient_w() {
            Ok(gradient) => forms.in_frame(&gradient).1,
            Err(_) => T::zero(&forms.geometry().norm.context()),
        }
    }
}

/// The page.
pub(super) fn render() -> Result<String, TableError> {
    let (v, v_star) = (student_v(), teacher_v());
    let mut loss = Grid::new(["theta", "f", "exact form"]);
    let mut by_v = Grid::new(["theta", "row", "df/dv", "exact form"]);
    let mut by_w = Grid::new(["theta", "component along e", "exact form"]);
    for angle in &ANGLES {
        let instance = instance(angle, &Rational::from(1))?;
        let population = Population::new(&instance);
        let number = Number::of(&population, &Loss)?;
        loss.row([code(angle.name), number.decimal()?, number.exact_cell()]);
        for (row, (v, v_star)) in v.iter().zip(&v_star).enumerate() {
            let number = Number::of(&population, &EntryOfV { v, v_star })?;
            by_v.row([
                code(angle.name),
                (row + 1).to_string(),
                number.decimal()?,
                number.exact_cell(),
            ]);
        }
        match population.symbolic().differentiable_in_w() {
            Ok(()) => {
                let number = Number::of(&population, &AlongE)?;
                by_w.row([code(angle.name), number.decimal()?, number.exact_cell()]);
            }
            Err(reason) => by_w.row([code(angle.name), reason.code().to_owned(), "–".to_owned()]),
        }
    }
    Ok(format!(
        "# Population loss and gradient\n\n\
         At v = {}, v* = {}, |w| = 1. The loss and df/dv do not depend on |w|;\n\
         df/dw is proportional to 1/|w|.\n\n\
         ## Population loss\n\n{}\n\
         ## Gradient in v\n\n{}\n\
         ## Gradient in w\n\n\
         df/dw is this multiple of e.\n\n{}",
        vector(&v),
        vector(&v_star),
        anchored("loss", &loss.render()),
        anchored("gradient-v", &by_v.render()),
        anchored("gradient-w", &by_w.render()),
    ))
}
