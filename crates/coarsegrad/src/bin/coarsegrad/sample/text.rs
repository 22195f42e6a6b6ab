//! The estimates of a run as text for people.

mod columns;

use coarsegrad::mc::{Mean, Precision};
use coarsegrad::sample::{IntervalMethod, Progress, SampleReport};

use self::columns::{Columns, plain};
use crate::text::paint::Paint;

/// Vectors with more entries are cut.
const SHOWN_ENTRIES: usize = 12;

/// Triangles with more rows are not shown.
const SHOWN_TRIANGLE: usize = 6;

/// Writes the estimates of a run, one group after the other.
pub(super) fn write(out: &mut String, report: &SampleReport<'_>, colour: bool) {
    let mut text = Text {
        paint: Paint {
            out,
            colour,
            is_first: true,
        },
        report,
    };
    text.header();
    text.loss();
    text.gradient();
    text.coarse();
    text.variances();
    text.exact();
    text.notes();
}

struct Text<'a> {
    paint: Paint<'a>,
    report: &'a SampleReport<'a>,
}

impl Text<'_> {
    fn header(&mut self) {
        let id = self.report.plan.id();
        let counted = |count: usize, one: &str| match count {
            1 => format!("1 {one}"),
            _ => format!("{count} {one}s"),
        };
        self.paint.title(&format!(
            "Two-layer model: m = {}, n = {}, sampled",
            counted(id.rows, "row"),
            counted(id.inputs, "input"),
        ));
        self.paint.line(&format!(
            "STE {}, estimator {}, precision {}, seed {}",
            id.ste, id.estimator, id.precision, id.seed
        ));
        let samples = self.report.estimate.samples;
        let of = format!("{samples} of {} samples", id.samples);
        match self.report.progress() {
            Progress::Complete => self.paint.line(&format!("{samples} samples")),
            Progress::Stopped => self.paint.line(&format!("{of}: the rest was not needed")),
            Progress::Interrupted => self.paint.warning(&format!("interrupted after {of}")),
        }
        if let (Some(bound), Some(reached)) = (self.report.until_rel, self.report.reached()) {
            let error = plain(self.report.relative_error());
            let bound = plain(bound);
            if reached {
                let line = format!("relative error {bound} was reached: at most {error}");
                self.paint.line(&line);
            } else {
                let line = format!("relative error {bound} was not reached: at most {error}");
                self.paint.warning(&line);
            }
        }
    }

    fn columns(&self) -> Columns {
        Columns::new(self.report.level)
    }

    fn loss(&mut self) {
        self.paint.title("Population loss");
        let mut columns = self.columns();
        self.row(&mut columns, "f", &self.report.estimate.loss);
        columns.write(&mut self.paint);
    }

    fn gradient(&mut self) {
        self.paint.title("Population gradient");
        let mut columns = self.columns();
        self.entries(&mut columns, "df/dv", &self.report.estimate.gradient_v);
        match &self.report.estimate.population_gradient {
            Some(gradient) => self.in_plane(&mut columns, "df/dw", gradient),
            None => columns.remark("df/dw", self.no_gradient()),
        }
        columns.write(&mut self.paint);
    }

    fn no_gradient(&self) -> &'static str {
        match self.report.plan.request().population_gradient {
            true => "not estimated: the angle is 0, pi or undefined",
            false => "not asked for",
        }
    }

    fn coarse(&mut self) {
        let found = self.report.estimate;
        let ste = &self.report.plan.id().ste;
        self.paint
            .title(&format!("Expected coarse gradient, {ste}"));
        let mut columns = self.columns();
        self.entries(&mut columns, "E g", &found.coarse_gradient);
        self.in_plane(&mut columns, "E g", &found.in_plane);
        for (name, quantity) in [
            ("inner product with df/dw", &found.inner_product),
            ("cosine with df/dw", &found.cosine),
        ] {
            match quantity {
                Some(mean) => self.row(&mut columns, name, mean),
                None if found.population_gradient.is_none() => {
                    columns.remark(name, self.no_gradient());
                }
                None => columns.remark(name, "undefined: an estimate is zero"),
            }
        }
        columns.write(&mut self.paint);
    }

    fn variances(&mut self) {
        let found = self.report.estimate;
        self.paint.title("Variances of one sample, estimated");
        let mut columns = self.columns();
        columns.number("variance of the loss", found.loss.variance);
        columns.number("trace of Cov of the estimator", found.estimator_trace);
        match &found.covariance {
            Some(covariance) => {
                columns.number("trace of Cov(g)", covariance.trace);
                columns.number("Var(g.u)", covariance.plane[0]);
                if self.report.plan.frame().e.is_some() {
                    columns.number("Cov(g.u, g.e)", covariance.plane[1]);
                    columns.number("Var(g.e)", covariance.plane[2]);
                }
                let inputs = self.report.plan.id().inputs;
                if inputs > self.report.plan.frame().dimension() {
                    columns.number("Var(g.x), x orthogonal to both", covariance.orthogonal);
                }
            }
            None => columns.remark("trace of Cov(g)", "not known from the signs alone"),
        }
        if let Some(triangle) = &found.full_covariance {
            self.triangle(&mut columns, triangle);
        }
        columns.write(&mut self.paint);
    }

    /// All covariances of the entries, if they are few.
    fn triangle(&self, columns: &mut Columns, triangle: &[f64]) {
        let inputs = self.report.plan.id().inputs;
        if inputs > SHOWN_TRIANGLE {
            let remark = format!("{} entries; --format json prints all", triangle.len());
            columns.remark("Cov(g)[...]", &remark);
            return;
        }
        let mut rest = triangle.iter();
        for j in 0..inputs {
            for (k, entry) in (0..=j).zip(&mut rest) {
                columns.number(&format!("Cov(g)[{j}][{k}]"), *entry);
            }
        }
    }

    fn exact(&mut self) {
        let Some(exact) = &self.report.exact else {
            return;
        };
        let (level, samples) = (self.report.level, self.report.estimate.samples);
        let mean = self.report.estimate.loss.mean;
        let error = coarsegrad::mc::standard_error(exact.loss, samples);
        let loss = exact.loss_intervals(mean, level, samples);
        self.paint.title("With exact variances, from closed forms");
        let mut columns = self.columns();
        columns.estimate("f, normal quantile", mean, error, loss.normal);
        columns.estimate("f, Chebyshev", mean, error, loss.chebyshev);
        columns.number("variance of the loss", exact.loss);
        match (exact.trace, exact.coarse_gradient_radius(level, samples)) {
            (Some(trace), Some(radius)) => {
                columns.number("trace of Cov(g)", trace);
                columns.number("|estimate - E g| at most, Chebyshev", radius);
            }
            _ => columns.remark("trace of Cov(g)", "no closed form for this STE"),
        }
        columns.write(&mut self.paint);
    }

    fn notes(&mut self) {
        self.paint.title("What this rests on");
        self.lines(&[match &self.report.plan.frame() {
            frame if frame.e.is_some() => {
                "u = w/|w|; e is the unit vector along the part of w* that is orthogonal to w."
            }
            frame if frame.norm == 0.0 => "w = 0, and u = w*/|w*|.",
            _ => "u = w/|w|, and w* is parallel to it.",
        }]);
        match self.report.method() {
            IntervalMethod::Normal => self.lines(&[
                "Intervals: normal quantile times standard error, variance estimated; each of its",
                "level for its quantity alone, in the limit of many samples.",
            ]),
            IntervalMethod::Anytime => self.lines(&[
                "Intervals: confidence sequences, which allow for the run stopping by itself, variance",
                "estimated; each of its level for its quantity alone, in the limit of many samples.",
            ]),
        }
        if self.report.exact.is_some() {
            self.lines(&["Chebyshev: the level holds for every number of samples."]);
        }
        let rounding = plain(self.report.estimate.accumulation_error);
        let unit = match self.report.plan.request().precision {
            Precision::F64 => "f64",
            Precision::F32 => "f32",
        };
        self.lines(&[&format!(
            "Samples are computed in {unit}; summing adds at most {rounding} to an entry of E g."
        )]);
    }

    fn lines(&mut self, lines: &[&str]) {
        for line in lines {
            self.paint.line(line);
        }
    }

    fn row(&self, columns: &mut Columns, name: &str, mean: &Mean) {
        let error = self.report.standard_error(mean);
        columns.estimate(name, mean.mean, error, self.report.interval(mean));
    }

    fn entries(&self, columns: &mut Columns, name: &str, entries: &[Mean]) {
        for (index, entry) in entries.iter().take(SHOWN_ENTRIES).enumerate() {
            self.row(columns, &format!("{name}[{index}]"), entry);
        }
        if entries.len() > SHOWN_ENTRIES {
            let left = entries.len() - SHOWN_ENTRIES;
            let remark = format!("{left} more; --format json prints all");
            columns.remark(&format!("{name}[...]"), &remark);
        }
    }

    fn in_plane(&self, columns: &mut Columns, name: &str, [u, e]: &[Mean; 2]) {
        self.row(columns, &format!("{name} along u"), u);
        if self.report.plan.frame().e.is_some() {
            self.row(columns, &format!("{name} along e"), e);
        }
    }
}
