//! Per STE: its moments and the expected coarse gradient over a grid of angles and norms.

use coarsegrad_arith::Real;
use coarsegrad_exact::{ClosedForms, Population, SlopeMoments};
use coarsegrad_model::Ste;

use super::TableError;
use super::grid::{ANGLES, instance, norms, student_v, teacher_v, vector};
use super::markdown::{Grid, anchored, code};
use super::numbers::{Number, Quantity};

/// A moment of the slope.
struct Moment<'a>(&'a Ste, Which);

#[derive(Clone, Copy)]
enum Which {
    Even,
    First,
    Left,
}

impl Quantity for Moment<'_> {
    const NAME: &'static str = "a moment of the slope";

    fn at<T: Real>(&self, forms: &ClosedForms<T>) -> T {
        let moments = SlopeMoments::new(&self.0.family(), forms.geometry());
        match self.1 {
            Which::Even => moments.even,
            Which::First => moments.first,
            Which::Left => moments.left,
        }
    }
}

/// `R`, the component of `E[g]` along `u`.
struct Radial<'a>(&'a Ste);

impl Quantity for Radial<'_> {
    const NAME: &'static str = "the radial part of a coarse gradient";

    fn at<T: Real>(&self, forms: &ClosedForms<T>) -> T {
        forms.in_frame(&forms.coarse_gradient(self.0)).0
    }
}

/// `v.v* T_e`, minus the component of `E[g]` along `e`.
struct Tangential<'a>(&'a Ste);

impl Quantity for Tangential<'_> {
    const NAME: &'static str = "the tangential part of a coarse gradient";

    fn at<T: Real>(&self, forms: &ClosedForms<T>) -> T {
        -forms.in_frame(&forms.coarse_gradient(self.0)).1
    }
}

/// `<E[g], df/dw>`.
struct InnerProduct<'a>(&'a Ste);

impl Quantity for InnerProduct<'_> {
    const NAME: &'static str = "the inner product of the two gradients";

    fn at<T: Real>(&self, forms: &ClosedForms<T>) -> T {
        forms
            .gradient_inner_product(self.0)
            .unwrap_or_else(|_| T::zero(&forms.geometry().norm.context()))
    }
}

/// The page of one STE.
pub(super) fn render(ste: &Ste) -> Result<String, TableError> {
    let mut page = format!(
        "# Expected coarse gradient: {ste}\n\n\
         At v = {}, v* = {}, with |w| and theta as given. In the frame (u, e),\n\
         E[g] = R u − (v·v* T_e) e. Where theta is 0 or pi there is no direction e: the second\n\
         component is zero, M0 is not needed, and the inner product with the population gradient\n\
         has no value because of the kink.\n\n",
        vector(&student_v()),
        vector(&teacher_v()),
    );
    let mut moments = Grid::new(["moment", "norm of w", "value", "exact form"]);
    for (name, which) in [("M1", Which::First), ("Q1", Which::Left)] {
        for norm in norms() {
            let [angle, ..] = &ANGLES;
            let instance = instance(angle, &norm)?;
            let number = Number::of(&Population::new(&instance), &Moment(ste, which))?;
            moments.row([
                name.to_owned(),
                norm.to_string(),
                number.decimal()?,
                number.exact_cell(),
            ]);
        }
    }
    page.push_str("## Moments of the slope\n\n");
    page.push_str(&anchored("moments", &moments.render()));
    for norm in norms() {
        page.push_str(&format!("\n## |w| = {norm}\n"));
        let mut columns = ["M0(a sin theta)", "R", "v·v* T_e", "⟨E[g], df/dw⟩"]
            .map(|name| (name, Grid::new(["theta", "value", "exact form"])));
        for angle in &ANGLES {
            let instance = instance(angle, &norm)?;
            let population = Population::new(&instance);
            let degenerate = population.plane().angle.is_degenerate();
            let [even, radial, tangential, product] = &mut columns;
            let add = |grid: &mut Grid, number: Number| -> Result<(), TableError> {
                grid.row([code(angle.name), number.decimal()?, number.exact_cell()]);
                Ok(())
            };
            if !degenerate {
                add(
                    &mut even.1,
                    Number::of(&population, &Moment(ste, Which::Even))?,
                )?;
                add(&mut product.1, Number::of(&population, &InnerProduct(ste))?)?;
            }
            add(&mut radial.1, Number::of(&population, &Radial(ste))?)?;
            add(
                &mut tangential.1,
                Number::of(&population, &Tangential(ste))?,
            )?;
        }
        for (name, grid) in columns {
            page.push_str(&format!("\n### {name}\n\n{}", grid.render()));
        }
    }
    Ok(page)
}
