//! Loss, angle and |w| against the step, as a self-contained SVG.

mod axis;

use std::fmt::{Arguments, Write as _};
use std::fs;
use std::path::Path;

use super::config::Config;
use super::course::Course;
use super::event::Event;
use super::journey::{Journey, point};
use super::tally::Point;
use crate::failure::Failure;
use crate::store::unwritten;
use axis::{Axis, decades, degrees, from_zero, ticks};

const WIDTH: f64 = 860.0;
const LEFT: f64 = 84.0;
const RIGHT: f64 = WIDTH - 26.0;
const TOP: f64 = 84.0;
const LEGEND: f64 = 20.0;
const PANEL: f64 = 190.0;
const GAP: f64 = 36.0;
const BOTTOM: f64 = 58.0;

const INK: &str = "#1a202c";
const GREY: &str = "#4a5568";
const GRID: &str = "#e2e8f0";

/// The colours of the event marks, in the order of [`Event::CODES`].
const EVENT_COLOURS: [&str; 8] = [
    "#d1495b", "#6b46c1", "#b7791f", "#1a202c", "#2f855a", "#c05621", "#c05621", "#c05621",
];

/// A panel: what it shows and how its axis runs.
struct Panel {
    title: &'static str,
    colour: &'static str,
    values: Vec<(f64, f64)>,
    axis: Axis,
}

/// Writes the plot of a run.
pub(crate) fn write<T: Course>(
    path: &Path,
    config: &Config,
    journey: &Journey<T>,
) -> Result<(), Failure> {
    let last = point::<T>(&journey.end, journey.state.step);
    let points = journey.tally.series.with_last(last);
    let picture = Picture::new(config, &points, &journey.tally.events);
    fs::write(path, picture.svg).map_err(|error| unwritten(path, error))
}

/// A picture under construction.
struct Picture<'a> {
    svg: String,
    last_step: f64,
    events: &'a [(u64, String)],
}

impl<'a> Picture<'a> {
    fn new(config: &Config, points: &[Point], events: &'a [(u64, String)]) -> Self {
        let last_step = points.last().map_or(1, |point| point.step).max(1);
        let mut picture = Picture {
            svg: String::new(),
            last_step: on_picture(last_step),
            events,
        };
        let legend = picture.legend();
        let top = TOP + LEGEND * on_picture(legend.last().map_or(0, |entry| entry.row + 1));
        let height = top + 3.0 * PANEL + 2.0 * GAP + BOTTOM;
        picture.put(format_args!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" \
             width=\"{WIDTH}\" height=\"{height}\" font-family=\"system-ui, 'Segoe UI', \
             Helvetica, Arial, sans-serif\" font-size=\"13\" fill=\"{INK}\">\n\
             <rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>"
        ));
        picture.header(config, &legend);
        for (index, panel) in (0u64..).zip(&panels(points)) {
            picture.panel(panel, top + on_picture(index) * (PANEL + GAP));
        }
        picture.steps(height - BOTTOM);
        picture.svg.push_str("</svg>\n");
        picture
    }

    fn put(&mut self, element: Arguments<'_>) {
        // Writing to a string cannot fail.
        let _ = writeln!(self.svg, "{element}");
    }

    fn x(&self, step: f64) -> f64 {
        LEFT + (RIGHT - LEFT) * step / self.last_step
    }

    fn header(&mut self, config: &Config, legend: &[LegendEntry]) {
        let subtitle = format!(
            "{}; {}, {}; {}",
            config.name,
            config.source_name(),
            config.arithmetic_name(),
            config.method
        );
        self.put(format_args!(
            "<text x=\"{LEFT}\" y=\"30\" font-size=\"17\" font-weight=\"600\">Training with {}\
             </text><text x=\"{LEFT}\" y=\"51\" fill=\"{GREY}\">{}</text>",
            escape(&config.ste.to_string()),
            escape(&subtitle)
        ));
        for entry in legend {
            let (x, y) = (entry.x, 70.0 + LEGEND * on_picture(entry.row));
            self.put(format_args!(
                "<path d=\"M{x:.1} {y}H{:.1}\" stroke=\"{}\" stroke-width=\"2\" \
                 stroke-dasharray=\"5 3\"/><text x=\"{:.1}\" y=\"{:.1}\" font-size=\"12\" \
                 fill=\"{GREY}\">{}</text>",
                x + 21.0,
                colour(entry.code),
                x + 27.0,
                y + 4.0,
                Event::sentence(entry.code)
            ));
        }
    }

    /// The kinds of events that there are, in rows.
    fn legend(&self) -> Vec<LegendEntry> {
        let (mut row, mut x) = (0, LEFT);
        let mut entries = Vec::new();
        for code in Event::CODES {
            if !self.events.iter().any(|(_, other)| other == code) {
                continue;
            }
            let width = 50.0 + 6.3 * on_picture(Event::sentence(code).len() as u64);
            if x + width > RIGHT && x > LEFT {
                (row, x) = (row + 1, LEFT);
            }
            entries.push(LegendEntry { code, row, x });
            x += width;
        }
        entries
    }

    fn panel(&mut self, panel: &Panel, top: f64) {
        let axis = &panel.axis;
        let y = |value: f64| top + PANEL * (axis.high - value) / (axis.high - axis.low);
        let (bottom, width) = (top + PANEL, RIGHT - LEFT);
        self.put(format_args!(
            "<rect x=\"{LEFT}\" y=\"{top}\" width=\"{width}\" height=\"{PANEL}\" fill=\"#f8fafc\"/>"
        ));
        for step in ticks(self.last_step, 8) {
            let x = self.x(step);
            self.put(format_args!(
                "<path d=\"M{x:.1} {top}V{bottom}\" stroke=\"{GRID}\"/>"
            ));
        }
        for (value, label) in &axis.ticks {
            let y = y(*value);
            self.put(format_args!(
                "<path d=\"M{LEFT} {y:.1}H{RIGHT}\" stroke=\"{GRID}\"/><text x=\"{:.1}\" \
                 y=\"{:.1}\" text-anchor=\"end\" fill=\"{GREY}\">{label}</text>",
                LEFT - 8.0,
                y + 4.5
            ));
        }
        self.marks(top);
        let points: Vec<String> = panel
            .values
            .iter()
            .map(|(step, value)| format!("{:.2} {:.2}", self.x(*step), y(*value)))
            .collect();
        self.put(format_args!(
            "<polyline points=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"2\" \
             stroke-linejoin=\"round\"/>",
            points.join(" "),
            panel.colour
        ));
        self.put(format_args!(
            "<rect x=\"{LEFT}\" y=\"{top}\" width=\"{width}\" height=\"{PANEL}\" fill=\"none\" \
             stroke=\"#a0aec0\"/><text x=\"{LEFT}\" y=\"{:.1}\" font-weight=\"600\">{}</text>",
            top - 8.0,
            panel.title
        ));
    }

    /// The first event of each kind as a line through the panel, all as ticks along its top.
    fn marks(&mut self, top: f64) {
        let bottom = top + PANEL;
        for (index, (step, code)) in self.events.iter().enumerate() {
            let (x, colour) = (self.x(on_picture(*step)), colour(code));
            let before = self.events.get(..index).unwrap_or_default();
            let mark = if before.iter().any(|(_, other)| other == code) {
                format!("M{x:.1} {top}v6\" stroke-width=\"1")
            } else {
                format!("M{x:.1} {top}V{bottom}\" stroke-width=\"1.3\" stroke-dasharray=\"5 3")
            };
            self.put(format_args!("<path d=\"{mark}\" stroke=\"{colour}\"/>"));
        }
    }

    /// The labels of the common horizontal axis.
    fn steps(&mut self, base: f64) {
        for step in ticks(self.last_step, 8) {
            self.put(format_args!(
                "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\" fill=\"{GREY}\">{step}</text>",
                self.x(step),
                base + 19.0
            ));
        }
        self.put(format_args!(
            "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\">step</text>",
            f64::midpoint(LEFT, RIGHT),
            base + 42.0
        ));
    }
}

struct LegendEntry {
    code: &'static str,
    row: u64,
    x: f64,
}

#[expect(clippy::cast_precision_loss, reason = "positions on a picture")]
fn on_picture(count: u64) -> f64 {
    count as f64
}

fn colour(code: &str) -> &'static str {
    let place = Event::CODES.iter().position(|other| *other == code);
    place
        .and_then(|place| EVENT_COLOURS.get(place))
        .copied()
        .unwrap_or(GREY)
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

fn panels(points: &[Point]) -> [Panel; 3] {
    let series = |value: &dyn Fn(&Point) -> Option<f64>| -> Vec<(f64, f64)> {
        let finite = |point| value(point).filter(|value| value.is_finite());
        points
            .iter()
            .filter_map(|point| Some((on_picture(point.step), finite(point)?)))
            .collect()
    };
    let losses = series(&|point| (point.loss.0 > 0.0).then(|| point.loss.0.log10()));
    let angles = series(&|point| point.theta.map(|theta| theta.0.to_degrees()));
    let norms = series(&|point| Some(point.norm.0));
    [
        Panel {
            title: "population loss (logarithmic)",
            colour: "#2b6cb0",
            axis: decades(&losses),
            values: losses,
        },
        Panel {
            title: "angle between w and w*, degrees",
            colour: "#2c7a7b",
            axis: degrees(),
            values: angles,
        },
        Panel {
            title: "|w|",
            colour: "#b7410e",
            axis: from_zero(&norms),
            values: norms,
        },
    ]
}
