//! The estimates of a sampling run as a JSON document, `coarsegrad/sample/1`.

use std::fmt::Write;

use coarsegrad_mc::{Interval, Mean};

use super::Json;
use crate::sample::{IntervalMethod, Progress, SampleReport};

/// The value of the `schema` key of a sample document.
pub const SAMPLE_SCHEMA: &str = "coarsegrad/sample/1";

/// Writes the estimates of a run as one line of JSON, without a line end.
///
/// Numbers are the shortest decimals that read back as the same `f64`. Nothing depends on when,
/// where or how fast the run was computed: the same samples give the same bytes. The schema is
/// [`crate::schema::SAMPLE`].
pub fn write_sample(out: &mut String, report: &SampleReport<'_>) {
    let mut json = Json { out, format: None };
    json.text("{\"schema\":\"").text(SAMPLE_SCHEMA).text("\",");
    json.run(report);
    json.stopping(report);
    json.quantities(report);
    json.variances(report);
    if let Some(exact) = &report.exact {
        let (level, samples) = (report.level, report.estimate.samples);
        let mean = report.estimate.loss.mean;
        let loss = exact.loss_intervals(mean, level, samples);
        json.text(",\"exact_variance\":{\"population_loss\":{\"variance\":");
        json.float(exact.loss).text(",\"normal\":{");
        json.interval(loss.normal).text("},\"chebyshev\":{");
        json.interval(loss.chebyshev).text("}}");
        if let (Some(trace), Some(radius)) =
            (exact.trace, exact.coarse_gradient_radius(level, samples))
        {
            json.text(",\"coarse_gradient\":{\"trace\":").float(trace);
            json.text(",\"chebyshev_radius\":").float(radius).text("}");
        }
        json.text("}");
    }
    json.text("}");
}

impl Json<'_> {
    fn run(&mut self, report: &SampleReport<'_>) {
        let id = report.plan.id();
        self.text("\"run\":{\"instance\":").string(&id.instance);
        for (key, number) in [("rows", id.rows), ("inputs", id.inputs)] {
            self.key(key).text(&number.to_string());
        }
        for (key, name) in [
            ("ste", &id.ste),
            ("estimator", &id.estimator),
            ("precision", &id.precision),
        ] {
            self.key(key).string(name);
        }
        for (key, number) in [
            ("seed", id.seed),
            ("samples", id.samples),
            ("block", id.block),
        ] {
            self.key(key).text(&number.to_string());
        }
        for (key, flag) in [
            ("covariance", id.covariance),
            ("population_gradient", id.population_gradient),
        ] {
            self.key(key).text(if flag { "true" } else { "false" });
        }
        self.text("}");
    }

    /// How many samples, and why no more.
    fn stopping(&mut self, report: &SampleReport<'_>) {
        self.key("samples")
            .text(&report.estimate.samples.to_string());
        self.key("blocks").text(&report.blocks.to_string());
        self.key("progress").string(match report.progress() {
            Progress::Complete => "complete",
            Progress::Stopped => "stopped",
            Progress::Interrupted => "interrupted",
        });
        if let (Some(bound), Some(reached)) = (report.until_rel, report.reached()) {
            self.key("until_rel").text("{\"bound\":").float(bound);
            self.key("relative_error").float(report.relative_error());
            self.key("reached")
                .text(if reached { "true}" } else { "false}" });
        }
        self.key("level").float(report.level.value());
        self.key("method").string(match report.method() {
            IntervalMethod::Normal => "normal",
            IntervalMethod::Anytime => "anytime",
        });
    }

    fn quantities(&mut self, report: &SampleReport<'_>) {
        let found = report.estimate;
        self.text(",\"quantities\":{\"population_loss\":")
            .estimate(report, &found.loss);
        self.text(",\"population_gradient\":{\"v\":")
            .estimates(report, &found.gradient_v);
        self.key("w_in_plane");
        match &found.population_gradient {
            Some(gradient) => self.in_plane(report, gradient),
            None => self.text("null"),
        };
        self.text("},\"expected_coarse_gradient\":{\"w\":")
            .estimates(report, &found.coarse_gradient);
        self.key("w_in_plane").in_plane(report, &found.in_plane);
        self.text("}");
        for (key, quantity) in [
            ("inner_product", &found.inner_product),
            ("cosine", &found.cosine),
        ] {
            self.key(key);
            match quantity {
                Some(mean) => self.estimate(report, mean),
                None => self.text("null"),
            };
        }
        self.text("}");
    }

    fn variances(&mut self, report: &SampleReport<'_>) {
        let found = report.estimate;
        self.text(",\"variance\":{\"loss\":")
            .float(found.loss.variance);
        self.key("estimator_trace").float(found.estimator_trace);
        self.key("coarse_gradient");
        match &found.covariance {
            Some(covariance) => {
                self.text("{\"trace\":").float(covariance.trace);
                self.key("plane").floats(&covariance.plane);
                self.key("orthogonal")
                    .float(covariance.orthogonal)
                    .text("}");
            }
            None => {
                self.text("null");
            }
        }
        if let Some(triangle) = &found.full_covariance {
            self.key("covariance").floats(triangle);
        }
        self.text("}");
        self.key("accumulation_error")
            .float(found.accumulation_error);
    }

    fn in_plane(&mut self, report: &SampleReport<'_>, [u, e]: &[Mean; 2]) -> &mut Self {
        self.text("{\"u\":").estimate(report, u).key("e");
        match report.plan.frame().e {
            Some(_) => self.estimate(report, e),
            None => self.text("null"),
        };
        self.text("}")
    }

    fn estimates(&mut self, report: &SampleReport<'_>, means: &[Mean]) {
        self.list(means, |json, mean| {
            json.estimate(report, mean);
        });
    }

    fn estimate(&mut self, report: &SampleReport<'_>, mean: &Mean) -> &mut Self {
        self.text("{\"mean\":").float(mean.mean);
        self.key("se").float(report.standard_error(mean)).text(",");
        self.interval(report.interval(mean)).text("}")
    }

    fn interval(&mut self, Interval { lower, upper }: Interval) -> &mut Self {
        self.text("\"lower\":").float(lower);
        self.key("upper").float(upper)
    }

    fn floats(&mut self, numbers: &[f64]) -> &mut Self {
        self.list(numbers, |json, number| {
            json.float(*number);
        });
        self
    }

    fn list<T>(&mut self, items: &[T], write: impl Fn(&mut Self, &T)) {
        self.text("[");
        for (index, item) in items.iter().enumerate() {
            if index > 0 {
                self.text(",");
            }
            write(self, item);
        }
        self.text("]");
    }

    /// A comma and a key.
    fn key(&mut self, key: &str) -> &mut Self {
        self.text(",\"").text(key).text("\":")
    }

    /// The shortest decimal that reads back as the same number; JSON has none that is not finite.
    fn float(&mut self, x: f64) -> &mut Self {
        if !x.is_finite() {
            return self.text("null");
        }
        // Writing to a string cannot fail.
        let _ = write!(self.out, "{x:?}");
        self
    }
}
