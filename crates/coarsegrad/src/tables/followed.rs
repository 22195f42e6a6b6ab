//! One number of the README, followed from the formula to the bound.

use coarsegrad_arith::{Rational, Real};
use coarsegrad_exact::{ClosedForms, Population};
use coarsegrad_model::{Ste, parse_instance};

use super::TableError;
use super::grid::vector;
use super::numbers::{Number, Quantity};

/// The instance of `examples/two-layer.json`.
pub const FOLLOWED_INSTANCE: &str = r#"{"model": "two-layer",
 "student": {"v": ["3/5", "-1/5"], "w": ["1", "0.5"]},
 "teacher": {"v": ["1", "1/2"], "w": ["1", "-1"]}}
"#;

/// A quantity of the geometry or of the sums.
#[derive(Clone, Copy)]
enum Ingredient {
    Norm,
    Sine,
    InnerProduct,
    Loss,
}

impl Quantity for Ingredient {
    const NAME: &'static str = "a quantity of the README";

    fn at<T: Real>(&self, forms: &ClosedForms<T>) -> T {
        match self {
            Ingredient::Norm => forms.geometry().norm.clone(),
            Ingredient::Sine => forms.geometry().sin(),
            Ingredient::InnerProduct => forms
                .gradient_inner_product(&Ste::Relu)
                .unwrap_or_else(|_| T::zero(&forms.geometry().norm.context())),
            Ingredient::Loss => forms.population_loss(),
        }
    }
}

/// The block.
pub(super) fn render() -> Result<String, TableError> {
    let instance = parse_instance(FOLLOWED_INSTANCE.as_bytes())?;
    let population = Population::new(&instance);
    let number = |ingredient: Ingredient| Number::of(&population, &ingredient);
    let exact = |number: &Number| {
        let exact = number.exact.as_ref();
        exact.map_or_else(|| "unknown".to_owned(), ToString::to_string)
    };
    let (norm, sine, product, loss) = (
        number(Ingredient::Norm)?,
        number(Ingredient::Sine)?,
        number(Ingredient::InnerProduct)?,
        number(Ingredient::Loss)?,
    );
    let v_product: &Rational = &population.invariants().v_dot_v_star;
    let (student, teacher) = (instance.student(), instance.teacher());
    Ok(format!(
        "```text\n\
         instance     v = {}, w = {};  v* = {}, w* = {}\n\
         formula      <E[g_relu], df/dw> = sin(theta) (v.v*)^2 / (2 (2 pi)^(3/2) |w|)\n\
         exact parts  v.v* = {v_product},  |w| = {},  sin(theta) = {}\n\
         exact form   {}\n\
         enclosure    {}\n\
         \n\
         and beside it the population loss\n\
         exact form   {}\n\
         enclosure    {}\n\
         ```\n",
        vector(&student.v),
        vector(&student.w),
        vector(&teacher.v),
        vector(&teacher.w),
        exact(&norm),
        exact(&sine),
        exact(&product),
        product.decimal()?,
        exact(&loss),
        loss.decimal()?,
    ))
}
