//! The same closed forms in several arithmetics: normal forms evaluated late, balls from the start, `f64`.

use coarsegrad_arith::{Ball, Rational, Real, Scalar};
use coarsegrad_exact::{
    ClosedForms, Enclosure, HigherSums, PlaneMatrix, Population, Position, Request, SectorMoments,
    ValueReport, value,
};
use coarsegrad_model::Ste;
use proptest::prelude::*;
use theorems::decimal::keeps_radius_promise;
use theorems::entries::{plane_entries, row_entries};
use theorems::hypotheses::Hypotheses;
use theorems::instances::{any_instance, any_ste, for_all};
use theorems::symbols::Symbols;
use theorems::tolerance;

/// Every scalar and entry that the closed forms give, in one arithmetic, with names.
fn everything<T: Real>(
    population: &Population<'_>,
    forms: &ClosedForms<T>,
    sums: &HigherSums<T>,
    stes: &[Ste],
) -> Vec<(String, T)> {
    let mut all = vec![
        ("loss".to_owned(), forms.population_loss()),
        ("loss variance".to_owned(), forms.loss_variance(sums)),
    ];
    let mut push = |name: &str, values: Vec<T>| {
        all.extend(
            values
                .into_iter()
                .enumerate()
                .map(|(i, x)| (format!("{name}[{i}]"), x)),
        );
    };
    push("df/dv", row_entries(population, &forms.gradient_v()));
    let (squared, sum) = forms.gradient_v_norms();
    push("|d|^2, 1.d", vec![squared, sum]);
    if let Ok(gradient) = forms.gradient_w() {
        push("df/dw", plane_entries(population, &gradient));
    }
    for ste in stes {
        let gradient = forms.coarse_gradient(ste);
        push(&format!("E g, {ste}"), plane_entries(population, &gradient));
        push(
            &format!("|E g|^2, {ste}"),
            vec![forms.squared_length(&gradient)],
        );
        if let Ok(product) = forms.gradient_inner_product(ste) {
            push(&format!("inner product, {ste}"), vec![product]);
        }
        let moments = forms.second_moments(ste, sums);
        let trace = forms.covariance_trace(&moments.squared_norm, &gradient);
        let PlaneMatrix { uu, ue, ee, beta } = moments.matrix;
        push(&format!("E[g g^T], {ste}"), vec![uu, ue, ee, beta]);
        push(
            &format!("E|g|^2, trace, {ste}"),
            vec![moments.squared_norm, trace],
        );
    }
    if population.position() != Position::ZeroWeight {
        let SectorMoments { p, q, p0 } = SectorMoments::new(forms.geometry());
        push("p, q, p0", vec![p, q, p0]);
    }
    all
}

fn stes() -> BoxedStrategy<Vec<Ste>> {
    any_ste()
        .prop_map(|extra| {
            let mut stes = Ste::catalogue();
            stes.push(extra);
            stes
        })
        .boxed()
}

/// Normal forms evaluated at the end and balls carried from the start overlap, at five precisions, and so do the balls
/// of different precisions. The two routes share the formulas but neither the arithmetic nor the order of roundings.
#[test]
fn symbolic_and_ball_routes_overlap_at_every_precision() {
    let hypotheses = Hypotheses::new();
    for_all(60, &(any_instance(), stes()), |(instance, stes)| {
        let population = Population::new(&instance);
        let exact = everything(
            &population,
            &population.symbolic(),
            &population.higher_sums().convert(&()),
            &stes,
        );
        let mut finest: Vec<Ball> = Vec::new();
        for bits in [1000, 333, 128, 64, 53] {
            let direct = everything(
                &population,
                &population.evaluated::<Ball>(bits),
                &population.higher_sums_enclosed(bits),
                &stes,
            );
            assert_eq!(exact.len(), direct.len());
            let mut evaluator = population.evaluator::<Ball>(bits);
            for (index, ((name, symbolic), (_, ball))) in exact.iter().zip(&direct).enumerate() {
                let known = !symbolic.is_unknown();
                // The squeezed angle of a Gaussian's second moments leaves the class.
                if !(name.contains("gaussian")
                    && (name.starts_with("E[") || name.starts_with("E|")))
                {
                    hypotheses.met("the value has a normal form", known);
                }
                if known {
                    let late = evaluator.evaluate(symbolic).unwrap();
                    assert!(
                        late.overlaps(ball),
                        "{name} at {bits} bits: {late:?} and {ball:?}"
                    );
                    if symbolic.is_zero() {
                        assert!(late.is_zero() && ball.contains_zero(), "{name}");
                    }
                    if bits == 1000 {
                        finest.push(late.clone());
                    }
                    assert!(late.overlaps(&finest[index]), "{name} at {bits} bits");
                } else if bits == 1000 {
                    finest.push(ball.clone());
                }
                assert!(
                    ball.overlaps(&finest[index]),
                    "{name} at {bits} bits: {ball:?}"
                );
            }
        }
    });
    hypotheses.require(99);
}

fn enclosures(report: &ValueReport) -> Vec<(String, Vec<Enclosure>)> {
    let mut all = vec![
        ("loss".to_owned(), vec![report.population_loss.clone()]),
        (
            "loss variance".to_owned(),
            vec![report.loss_variance.clone()],
        ),
        ("df/dv".to_owned(), report.gradient_v.clone()),
    ];
    all.extend(
        report
            .angle
            .clone()
            .ok()
            .map(|e| ("angle".to_owned(), vec![e])),
    );
    all.extend(
        report
            .gradient_w
            .clone()
            .ok()
            .map(|e| ("df/dw".to_owned(), e)),
    );
    for coarse in &report.coarse {
        let name = |what: &str| format!("{what}, {}", coarse.ste);
        all.push((name("E g"), coarse.w.clone()));
        let scalars = [
            ("inner product", coarse.inner_product.clone().ok()),
            ("cosine", coarse.cosine.clone().ok()),
            ("trace", Some(coarse.trace.clone())),
        ];
        for (what, scalar) in scalars {
            all.extend(scalar.map(|e| (name(what), vec![e])));
        }
    }
    all
}

/// Any number of digits is delivered: radii keep the promise at 5, 30 and 120 digits, the three overlap, and what is zero
/// at one is zero at all.
#[test]
fn every_number_of_digits_is_kept_and_consistent() {
    for_all(60, &(any_instance(), any_ste()), |(instance, extra)| {
        let population = Population::new(&instance);
        let mut stes = Ste::catalogue();
        stes.push(extra);
        let at = |digits| {
            let request = Request {
                stes: stes.clone(),
                digits,
                closed_forms: true,
            };
            enclosures(&value(&population, &request).unwrap())
        };
        let finest = at(120);
        for digits in [5, 30, 120] {
            for ((name, values), (_, reference)) in at(digits).iter().zip(&finest) {
                let balls: Vec<Ball> = values.iter().map(|e| e.ball.clone()).collect();
                assert!(
                    keeps_radius_promise(&balls, digits),
                    "{name} at {digits} digits"
                );
                for (ball, reference) in balls.iter().zip(reference) {
                    assert!(ball.overlaps(&reference.ball), "{name} at {digits} digits");
                    assert_eq!(ball.is_zero(), reference.ball.is_zero(), "{name}");
                }
            }
        }
    });
}

/// The closed forms in `f64` agree with their enclosures within the rounding of a few hundred operations, measured
/// against the sum of the sizes of their terms.
#[test]
fn f64_closed_forms_agree_with_enclosures() {
    let hypotheses = Hypotheses::new();
    for_all(300, &any_instance(), |instance| {
        let population = Population::new(&instance);
        let (rough, fine) = (
            population.evaluated::<f64>(()),
            population.evaluated::<Ball>(300),
        );
        let it = Symbols::new(&instance);
        let size = |x: &Rational| f64::from_rational(&(), x).abs();
        let rows = size(&it.v_squared)
            + size(&it.teacher_v_squared)
            + size(&it.vv)
            + size(&it.v_sum.clone().square())
            + size(&it.teacher_sum.clone().square());
        let check = |name: &str, x: f64, y: &Ball, scale: f64| {
            approx::assert_abs_diff_eq!(
                x,
                y.to_f64(),
                epsilon = tolerance::F64_CLOSED_FORM * scale
            );
            hypotheses.met("finite", x.is_finite());
            assert!(scale.is_finite(), "{name}");
        };
        check(
            "loss",
            rough.population_loss(),
            &fine.population_loss(),
            rows,
        );
        let largest = |x: &[Rational]| x.iter().map(&size).fold(0.0, f64::max);
        let (v, v_star) = (&instance.student().v, &instance.teacher().v);
        let entry = largest(v) + largest(v_star) + size(&it.v_sum) + size(&it.teacher_sum);
        let d = row_entries(&population, &fine.gradient_v());
        for (x, y) in row_entries(&population, &rough.gradient_v()).iter().zip(&d) {
            check("df/dv", *x, y, entry);
        }
        for ste in Ste::catalogue() {
            let gradient = plane_entries(&population, &rough.coarse_gradient(&ste));
            let enclosed = plane_entries(&population, &fine.coarse_gradient(&ste));
            for (x, y) in gradient.iter().zip(&enclosed) {
                check("E g", *x, y, rows);
            }
        }
        if let (Ok(x), Ok(y)) = (rough.gradient_w(), fine.gradient_w()) {
            let scale = size(&it.vv) / size(&it.norm_squared).sqrt();
            let pairs = plane_entries(&population, &x);
            for (x, y) in pairs.iter().zip(&plane_entries(&population, &y)) {
                check("df/dw", *x, y, scale);
            }
        }
    });
    hypotheses.require(100);
}
