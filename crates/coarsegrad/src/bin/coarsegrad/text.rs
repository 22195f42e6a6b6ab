//! The values of an instance as text for people.

mod critical;
pub(crate) mod paint;
mod table;
mod warnings;

use coarsegrad::arith::{Ball, Rational};
use coarsegrad::exact::{CoarseValue, Enclosure, Outcome, Population, Undefined, ValueReport};
use coarsegrad::golden::{Quantity, Record};
use coarsegrad::grade::Claim;
use coarsegrad::model::Angle;

use paint::Paint;
use table::{Table, rounded};

/// Vectors with more entries are cut.
const SHOWN_ENTRIES: usize = 12;

/// Writes the values of an instance, one group after the other.
pub(crate) fn write(
    out: &mut String,
    population: &Population<'_>,
    report: &ValueReport,
    certified: Option<&Record>,
    digits: u32,
    colour: bool,
) {
    let mut text = Text {
        paint: Paint {
            out,
            colour,
            is_first: true,
        },
        population,
        report,
        certified,
        digits,
    };
    text.header();
    warnings::write(&mut text.paint, population, report);
    text.angle();
    text.critical_points();
    text.loss();
    text.gradient();
    for coarse in &report.coarse {
        text.coarse(coarse);
    }
}

struct Text<'a> {
    paint: Paint<'a>,
    population: &'a Population<'a>,
    report: &'a ValueReport,
    certified: Option<&'a Record>,
    digits: u32,
}

impl Text<'_> {
    fn header(&mut self) {
        let instance = self.population.instance();
        let (m, n, digits) = (instance.rows(), instance.inputs(), self.digits);
        let counted = |count: usize, one: &str| match count {
            1 => format!("1 {one}"),
            _ => format!("{count} {one}s"),
        };
        let title = format!(
            "Two-layer model: m = {}, n = {}, {} guaranteed",
            counted(m, "row"),
            counted(n, "input"),
            counted(usize::try_from(digits).unwrap_or(usize::MAX), "digit"),
        );
        self.paint.title(&title);
        let plane = self.population.plane();
        let product = &self.population.invariants().v_dot_v_star;
        self.paint.line(&format!(
            "|w| {}, |w*| {}, v.v* {}",
            about_root(&plane.student_norm_squared),
            about_root(&plane.teacher_norm_squared),
            about(product),
        ));
        if let Some(record) = self.certified {
            let lemmas = record.lemma(Quantity::PopulationLoss);
            let (prefix, _) = lemmas.split_once("__").unwrap_or((&lemmas, ""));
            self.paint.line(&format!(
                "certified: implied by a lemma {prefix}__... of proofs/certs, checked by Coq"
            ));
        }
    }

    fn claim(&self, quantity: Quantity) -> Option<Claim> {
        Claim::of(self.certified, quantity)
    }

    fn angle(&mut self) {
        self.paint.title("Angle between w and w*");
        let mut table = Table::default();
        match &self.report.angle {
            Ok(angle) => {
                let claim = self.claim(Quantity::Angle);
                table.graded("theta", angle, claim.as_ref(), 0);
            }
            Err(reason) => undefined(&mut table, "theta", *reason),
        }
        if let Ok(angle) = &self.report.angle {
            table.value("in degrees", &degrees(self.population, angle, self.digits));
        }
        table.write(&mut self.paint);
    }

    fn critical_points(&mut self) {
        self.paint.title("Critical points of the population loss");
        for line in critical::describe(self.population, self.report.classification) {
            self.paint.line(&line);
        }
    }

    fn loss(&mut self) {
        self.paint.title("Population loss");
        let mut table = Table::default();
        let claim = self.claim(Quantity::PopulationLoss);
        table.graded("f", &self.report.population_loss, claim.as_ref(), 0);
        table.value("variance of the sample loss", &self.report.loss_variance);
        table.write(&mut self.paint);
    }

    fn gradient(&mut self) {
        self.paint.title("Population gradient");
        let mut table = Table::default();
        let in_v = self.claim(Quantity::PopulationGradientV);
        vector(&mut table, "df/dv", &self.report.gradient_v, in_v.as_ref());
        let in_w = self.claim(Quantity::PopulationGradientW);
        match &self.report.gradient_w {
            Ok(entries) => vector(&mut table, "df/dw", entries, in_w.as_ref()),
            Err(reason) => undefined(&mut table, "df/dw", *reason),
        }
        table.write(&mut self.paint);
    }

    fn coarse(&mut self, coarse: &CoarseValue) {
        self.paint
            .title(&format!("Expected coarse gradient, {}", coarse.ste));
        let mut table = Table::default();
        let claim = Quantity::of_ste(&coarse.ste).and_then(|quantity| self.claim(quantity));
        vector(&mut table, "E g", &coarse.w, claim.as_ref());
        outcome(
            &mut table,
            "inner product with df/dw",
            &coarse.inner_product,
        );
        outcome(&mut table, "cosine with df/dw", &coarse.cosine);
        table.value("trace of the covariance of g", &coarse.trace);
        let verdict = warnings::descent(coarse, self.report);
        table.remark("descent direction", &verdict);
        table.write(&mut self.paint);
    }
}

fn outcome(table: &mut Table, name: &str, outcome: &Outcome<Enclosure>) {
    match outcome {
        Ok(value) => table.value(name, value),
        Err(reason) => undefined(table, name, *reason),
    }
}

/// In short: the warnings give the reason in full.
fn undefined(table: &mut Table, name: &str, reason: Undefined) {
    let reason = match reason {
        Undefined::ZeroWeight => "w = 0",
        Undefined::Kink => "kink",
        Undefined::ZeroVector => "one of the two vectors is zero",
    };
    table.remark(name, &format!("undefined ({reason})"));
}

fn vector(table: &mut Table, name: &str, entries: &[Enclosure], claim: Option<&Claim>) {
    for (index, entry) in entries.iter().take(SHOWN_ENTRIES).enumerate() {
        table.graded(&format!("{name}[{index}]"), entry, claim, index);
    }
    if entries.len() > SHOWN_ENTRIES {
        let left = entries.len() - SHOWN_ENTRIES;
        table.remark(
            &format!("{name}[...]"),
            &format!("{left} more; --format json prints all"),
        );
    }
}

/// The angle in degrees: exact where it is a rational multiple of pi.
fn degrees(population: &Population<'_>, angle: &Enclosure, digits: u32) -> Enclosure {
    let precision = angle.ball.precision() + 16;
    let (ball, exact) = match &population.plane().angle {
        Angle::OfPi(x) => {
            let degrees = Rational::from(x * 180);
            let exact = Some(degrees.to_string());
            (Ball::from_rational(precision, &degrees), exact)
        }
        _ => {
            let factor = Ball::from_i64(precision, 180) * &Ball::pi(precision).recip();
            (factor * &angle.ball, None)
        }
    };
    let quantum = ball
        .magnitude10()
        .map_or(0, |magnitude| magnitude - i64::from(digits) - 1);
    Enclosure {
        ball,
        quantum,
        exact,
    }
}

/// `= x` for a short rational, `~ x` with six digits for another.
fn about(value: &Rational) -> String {
    let bits = value.numer().significant_bits() + value.denom().significant_bits();
    if bits <= 40 {
        return format!("= {value}");
    }
    format!("~ {}", rounded(&Ball::from_rational(128, value), 6))
}

/// The same for a square root.
fn about_root(square: &Rational) -> String {
    let bits = square.numer().significant_bits() + square.denom().significant_bits();
    if bits <= 80 && square.numer().is_perfect_square() && square.denom().is_perfect_square() {
        let (numerator, denominator) = square.clone().into_numer_denom();
        return about(&Rational::from((numerator.sqrt(), denominator.sqrt())));
    }
    format!("~ {}", rounded(&Ball::sqrt_rational(128, square), 6))
}
