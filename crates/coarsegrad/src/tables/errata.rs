//! The counterexamples behind the errata of P1, computed.

use coarsegrad_arith::{Rational, Real, Scalar, Symbolic};
use coarsegrad_exact::{ClosedForms, Landscape, Population, relu_norm_constant};
use coarsegrad_model::{Network, Ste, TwoLayer};

use super::TableError;
use super::critical_points::{half_rows_times_square, opposite_instance};
use super::grid::{ANGLES, at, vector, whole};
use super::landscape_values::Loss;
use super::markdown::{Grid, anchored};
use super::numbers::{Number, Quantity};

mod directions;
mod shrinking;

/// The page.
pub(super) fn render() -> Result<String, TableError> {
    Ok(format!(
        "# Counterexamples\n\n\
         ## E1: two inputs\n\n{}\n\
         ## E1: three inputs\n\n{}\n\
         ## E2\n\n{}\n\
         ## E3\n\n{}\n\
         ## E4\n\n{}\n\
         ## E5: rate\n\n{}\n\
         ## E5: one step\n\n{}",
        anchored("e1-plane", &directions::plane()?),
        anchored("e1-space", &directions::space()?),
        anchored("e2", &norm_ratio()?),
        anchored("e3", &one_input()?),
        anchored("e4", &boundary_cases()?),
        anchored("e5-rate", &shrinking::rate()?),
        anchored("e5-step", &shrinking::steps()?),
    ))
}

/// `|E[g]|^2 / (|df/dv|^2 + <E[g], df/dw>)`.
struct Ratio(Ste);

impl Quantity for Ratio {
    const NAME: &'static str = "the ratio of Lemma 5";

    fn at<T: Real>(&self, forms: &ClosedForms<T>) -> T {
        let gradient = forms.coarse_gradient(&self.0);
        let product = forms
            .gradient_inner_product(&self.0)
            .unwrap_or_else(|_| T::zero(&forms.geometry().norm.context()));
        let (d_squared, _) = forms.gradient_v_norms();
        forms.squared_length(&gradient) * &(d_squared + &product).recip()
    }
}

/// E2: at `theta = pi/3` and `df/dv = 0`, the ratio for growing `|w|`.
fn norm_ratio() -> Result<String, TableError> {
    let mut grid = Grid::new([
        "norm of w",
        "ratio, ReLU",
        "exact form",
        "A_relu, corrected",
        "ratio, clipped ReLU",
    ]);
    let v_star = whole(&[1, 0]);
    let v = Landscape::new(&v_star, 4).minimiser_in_v(&Rational::from((1, 3)));
    let v_squared = coarsegrad_arith::dot(&v, &v);
    let [.., angle, _, _, _, _, _] = &ANGLES;
    for norm in [1, 10, 100, 10_000].map(Rational::from) {
        let instance = at(v.clone(), v_star.clone(), angle, &norm)?;
        let population = Population::new(&instance);
        let relu = Number::of(&population, &Ratio(Ste::Relu))?;
        let clipped = Number::of(&population, &Ratio(Ste::ClippedRelu))?;
        let w_squared = norm.clone().square();
        let bound = Number::enclosed("A_relu", |bits| {
            relu_norm_constant(bits, &v_squared, &w_squared)
        })?;
        grid.row([
            norm.to_string(),
            relu.decimal()?,
            relu.exact_cell(),
            bound.decimal()?,
            clipped.decimal()?,
        ]);
    }
    Ok(format!(
        "v* = {}, v = {}, `theta = {}`: df/dv = 0 exactly.\n\n{}",
        vector(&v_star),
        vector(&v),
        angle.name,
        grid.render()
    ))
}

/// E3: the same teacher for one input and for two.
fn one_input() -> Result<String, TableError> {
    let v_star = whole(&[1, 1]);
    let mut kinds = Grid::new(["n", "S²", "(m+1)·norm²(v*)/2", "(v_pi, pi) is a"]);
    for inputs in [1, 2] {
        kinds.row([
            inputs.to_string(),
            coarsegrad_arith::sum(&v_star).square().to_string(),
            half_rows_times_square(&v_star).to_string(),
            Landscape::new(&v_star, inputs)
                .opposite_kind()
                .code()
                .to_owned(),
        ]);
    }
    // For n >= 2 the loss falls when w turns away, v kept.
    let v_pi = Landscape::new(&v_star, 4).opposite_v();
    let mut losses = Grid::new(["theta", "f at v = v_pi, n = 4", "exact form"]);
    for angle in ANGLES.iter().rev().take(3) {
        let instance = at(v_pi.clone(), v_star.clone(), angle, &Rational::from(1))?;
        let loss = Number::of(&Population::new(&instance), &Loss)?;
        losses.row([
            super::markdown::code(angle.name),
            loss.decimal()?,
            loss.exact_cell(),
        ]);
    }
    Ok(format!(
        "v* = {}.\n\n{}\nWith n ≥ 2 the weight can turn, and the loss falls as it does:\n\n{}",
        vector(&v_star),
        kinds.render(),
        losses.render()
    ))
}

/// E4: what `(v_pi, pi)` is on and beyond the boundary.
fn boundary_cases() -> Result<String, TableError> {
    let mut grid = Grid::new([
        "case",
        "v*",
        "S²",
        "(m+1)·norm²(v*)/2",
        "v_pi",
        "f(v_pi, pi)",
        "v_pi·v*",
        "df/dw",
        "E[g_relu] = 0",
        "kind",
    ]);
    let teachers: [(&str, &[i32]); 4] = [
        ("(a)", &[1, -1]),
        ("(b)", &[1, 1, 0]),
        ("(b), m = 1", &[1]),
        ("(c)", &[1, 1]),
    ];
    for (case, teacher) in teachers {
        let v_star = whole(teacher);
        let landscape = Landscape::new(&v_star, 2);
        let v_pi = landscape.opposite_v();
        let instance = opposite_instance(&v_star, &v_pi, 2)?;
        let population = Population::new(&instance);
        let forms = population.symbolic();
        let differentiable = match forms.differentiable_in_w() {
            Ok(()) => "0",
            Err(reason) => reason.code(),
        };
        let relu = forms.coarse_gradient(&Ste::Relu);
        let vanishes = relu.along.is_zero() && relu.across.is_zero();
        grid.row([
            case.to_owned(),
            vector(&v_star),
            coarsegrad_arith::sum(&v_star).square().to_string(),
            half_rows_times_square(&v_star).to_string(),
            vector(&v_pi),
            landscape.opposite_loss().to_string(),
            coarsegrad_arith::dot(&v_pi, &v_star).to_string(),
            differentiable.to_owned(),
            if vanishes { "yes" } else { "no" }.to_owned(),
            population.classification().code().to_owned(),
        ]);
    }
    Ok(grid.render())
}

/// A vector of the plane entry by entry: `along w + across (w* - r w)`.
fn entries(instance: &TwoLayer<Rational>, along: &Symbolic, across: &Symbolic) -> Vec<Symbolic> {
    let projection = Population::new(instance).projection();
    let (student, teacher): (&Network<_>, &Network<_>) = (instance.student(), instance.teacher());
    student
        .w
        .iter()
        .zip(&teacher.w)
        .map(|(w, w_star)| {
            let direction = w_star - Rational::from(&projection * w);
            along.scale(w) + &across.scale(&direction)
        })
        .collect()
}
