//! Constants of the theory, and the sector moments of the clipped ReLU.

use coarsegrad_arith::{Rational, Real};
use coarsegrad_exact::{
    ClosedForms, Population, SectorMoments, clipped_relu_norm_constant, relu_norm_constant,
};

use super::TableError;
use super::grid::{ANGLES, instance, norms};
use super::markdown::{Grid, anchored, code};
use super::numbers::{Number, Quantity};

/// `phi0 = 1/sqrt(2 pi)`, which is also `E[(z_1)_+]`.
struct DensityAtZero;

impl Quantity for DensityAtZero {
    const NAME: &'static str = "1/sqrt(2 pi)";

    fn at<T: Real>(&self, forms: &ClosedForms<T>) -> T {
        let context = forms.geometry().norm.context();
        T::pi(&context).scale(&Rational::from(2)).sqrt().recip()
    }
}

/// One of `p`, `q`, `p0`.
#[derive(Clone, Copy)]
enum Sector {
    P,
    Q,
    P0,
}

impl Quantity for Sector {
    const NAME: &'static str = "a sector moment";

    fn at<T: Real>(&self, forms: &ClosedForms<T>) -> T {
        let moments = SectorMoments::new(forms.geometry());
        match self {
            Sector::P => moments.p,
            Sector::Q => moments.q,
            Sector::P0 => moments.p0,
        }
    }
}

/// The page.
pub(super) fn render() -> Result<String, TableError> {
    Ok(format!(
        "# Constants\n\n\
         ## The Gaussian constant\n\n{}\n\
         ## Constants of the norm bounds\n\n\
         For norm²(v) at most C². A_relu grows with |w|; A_crelu does not depend on it.\n\n{}\n\
         ## Sector moments of the clipped ReLU\n\n\
         p0 depends on |w| alone.\n\n{}\n{}",
        anchored("gaussian", &gaussian()?),
        anchored("norm-constants", &norm_constants()?),
        anchored("p0", &first_moments()?),
        anchored("sector", &sector_moments()?),
    ))
}

fn gaussian() -> Result<String, TableError> {
    let [angle, ..] = &ANGLES;
    let instance = instance(angle, &Rational::from(1))?;
    let number = Number::of(&Population::new(&instance), &DensityAtZero)?;
    let mut grid = Grid::new(["constant", "value", "exact form"]);
    grid.row([
        "kappa = phi0 = 1/sqrt(2 pi)".to_owned(),
        number.decimal()?,
        number.exact_cell(),
    ]);
    Ok(grid.render())
}

fn norm_constants() -> Result<String, TableError> {
    let mut grid = Grid::new(["constant", "C²", "norm of w", "value"]);
    let bounds = [1, 4, 100].map(Rational::from);
    for bound in &bounds {
        for norm in [1, 10, 100, 10_000].map(Rational::from) {
            let squared = norm.clone().square();
            let number =
                Number::enclosed("A_relu", |bits| relu_norm_constant(bits, bound, &squared))?;
            grid.row([
                "A_relu".to_owned(),
                bound.to_string(),
                norm.to_string(),
                number.decimal()?,
            ]);
        }
    }
    for bound in &bounds {
        let number = Number::enclosed("A_crelu", |bits| clipped_relu_norm_constant(bits, bound))?;
        grid.row([
            "A_crelu".to_owned(),
            bound.to_string(),
            "any".to_owned(),
            number.decimal()?,
        ]);
    }
    Ok(grid.render())
}

fn first_moments() -> Result<String, TableError> {
    let mut grid = Grid::new(["norm of w", "p0", "exact form"]);
    for norm in norms() {
        let [angle, ..] = &ANGLES;
        let instance = instance(angle, &norm)?;
        let number = Number::of(&Population::new(&instance), &Sector::P0)?;
        grid.row([norm.to_string(), number.decimal()?, number.exact_cell()]);
    }
    Ok(grid.render())
}

fn sector_moments() -> Result<String, TableError> {
    let mut grid = Grid::new(["norm of w", "theta", "p", "q"]);
    for norm in norms() {
        for angle in &ANGLES {
            let instance = instance(angle, &norm)?;
            let population = Population::new(&instance);
            grid.row([
                norm.to_string(),
                code(angle.name),
                Number::of(&population, &Sector::P)?.decimal()?,
                Number::of(&population, &Sector::Q)?.decimal()?,
            ]);
        }
    }
    Ok(grid.render())
}
