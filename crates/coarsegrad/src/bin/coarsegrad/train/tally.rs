//! What a run has shown so far: carried from step to step, and through checkpoints, bit by bit.

use std::collections::BTreeMap;

use coarsegrad::train::{number_from_text, number_to_text};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::event::Event;
use super::fingerprint::Fingerprint;
use super::numbers::Verdict;
use super::radius::Radius;

/// The events kept with their steps; beyond, they are only counted.
const KEPT_EVENTS: usize = 1000;

/// The points kept for the plot; beyond, every second is dropped.
const KEPT_POINTS: usize = 2048;

/// An `f64` that is stored without losing a bit; what is not finite is stored as a word.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Bits(pub(crate) f64);

impl Serialize for Bits {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match number_to_text(self.0) {
            Some(text) => serializer.serialize_str(&text),
            None => serializer.serialize_str("inf"),
        }
    }
}

impl<'de> Deserialize<'de> for Bits {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        if text == "inf" {
            return Ok(Bits(f64::INFINITY));
        }
        number_from_text(&text)
            .map(Bits)
            .map_err(serde::de::Error::custom)
    }
}

impl Bits {
    fn raise_to(&mut self, value: f64) {
        if value > self.0 || value.is_nan() {
            self.0 = if value.is_nan() { f64::INFINITY } else { value };
        }
    }
}

/// The counts, bounds and events of a run up to its present step.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Tally {
    /// Steps over which the loss fell, stayed level, rose, and of which that is not decided.
    pub(crate) fell: u64,
    pub(crate) level: u64,
    pub(crate) rose: u64,
    pub(crate) undecided: u64,
    pub(crate) first_rise: Option<u64>,
    pub(crate) first_undecided: Option<u64>,
    /// Steps whose identity was computed, the largest residual, and how many balls exclude zero.
    pub(crate) identities: u64,
    pub(crate) largest_residual: Bits,
    pub(crate) contradictions: u64,
    /// Steps bounded against their enclosure, and the largest bound.
    pub(crate) bounded: u64,
    pub(crate) largest_step_error: Bits,
    /// The least `|w|` and its step.
    pub(crate) least_norm: Bits,
    pub(crate) least_norm_step: u64,
    /// The largest radius of a weight: the first that is not zero, and the largest so far.
    pub(crate) first_radius: Radius,
    pub(crate) largest_radius: Radius,
    pub(crate) events: Vec<(u64, String)>,
    pub(crate) event_counts: BTreeMap<String, u64>,
    /// The step from which `|w|` has been below the threshold, a critical point within reach.
    pub(crate) is_below: bool,
    pub(crate) reached: Option<String>,
    pub(crate) series: Series,
    /// The row of the last step, where only that it is the last makes it one: a longer run does not
    /// have it.
    pub(crate) last_row: Option<LastRow>,
    /// The rows of the records, their bytes and the hash of those.
    pub(crate) rows: u64,
    pub(crate) bytes: u64,
    pub(crate) hash: String,
}

impl Tally {
    /// Before the first row.
    pub(crate) fn new() -> Self {
        Tally {
            fell: 0,
            level: 0,
            rose: 0,
            undecided: 0,
            first_rise: None,
            first_undecided: None,
            identities: 0,
            largest_residual: Bits(0.0),
            contradictions: 0,
            bounded: 0,
            largest_step_error: Bits(0.0),
            least_norm: Bits(f64::INFINITY),
            least_norm_step: 0,
            first_radius: Radius::ZERO,
            largest_radius: Radius::ZERO,
            events: Vec::new(),
            event_counts: BTreeMap::new(),
            is_below: false,
            reached: None,
            series: Series::new(),
            last_row: None,
            rows: 0,
            bytes: 0,
            hash: Fingerprint::default().to_string(),
        }
    }

    /// Whether this can be the tally of a run after the given number of steps: what a file says is
    /// only gone on with, printed and added to if it is.
    pub(crate) fn checked(self, step: u64) -> Result<Self, &'static str> {
        let at_most = |counts: &[u64], limit: u64| {
            let sum = counts.iter().try_fold(0u64, |sum, x| sum.checked_add(*x));
            sum.is_some_and(|sum| sum <= limit)
        };
        let (rows, kinds) = (step.saturating_add(1), Event::CODES);
        let counts: Vec<u64> = self.event_counts.values().copied().collect();
        let mut codes = self.event_counts.keys().chain(&self.reached);
        let kept = || self.events.iter().map(|(step, code)| (step, code.as_str()));
        let points = &self.series.points;
        let rules = [
            (
                at_most(&[self.fell, self.level, self.rose, self.undecided], step),
                "more verdicts than steps",
            ),
            (
                at_most(&[self.identities], step),
                "more identities than steps",
            ),
            (
                at_most(&[self.contradictions], self.identities),
                "more contradictions than identities",
            ),
            (at_most(&[self.bounded], step), "more bounds than steps"),
            (at_most(&[self.rows], rows), "more rows than states"),
            (
                at_most(&counts, rows.saturating_mul(kinds.len() as u64)),
                "more events than there can be",
            ),
            (
                self.events.len() <= KEPT_EVENTS
                    && at_most(
                        &[self.events.len() as u64],
                        counts.iter().fold(0, |sum, x| x.saturating_add(sum)),
                    ),
                "more events are listed than counted, or kept",
            ),
            (
                codes.all(|code| kinds.contains(&code.as_str()))
                    && kept().all(|(at, code)| *at <= step && kinds.contains(&code)),
                "an event that is none",
            ),
            (
                points.len() <= KEPT_POINTS
                    && points.last().is_none_or(|point| point.step <= step)
                    && points.is_sorted_by(|x, y| x.step < y.step)
                    && self.series.stride.is_power_of_two(),
                "points that are no series",
            ),
        ];
        match rules.into_iter().find(|(holds, _)| !holds) {
            None => Ok(self),
            Some((_, message)) => Err(message),
        }
    }

    pub(crate) fn verdict(&mut self, verdict: Verdict, step: u64) {
        match verdict {
            Verdict::Fell => self.fell += 1,
            Verdict::Level => self.level += 1,
            Verdict::Rose => {
                self.rose += 1;
                self.first_rise.get_or_insert(step);
            }
            Verdict::Undecided => {
                self.undecided += 1;
                self.first_undecided.get_or_insert(step);
            }
        }
    }

    pub(crate) fn residual(&mut self, bound: f64, contradicts: bool) {
        self.identities += 1;
        self.largest_residual.raise_to(bound);
        self.contradictions += u64::from(contradicts);
    }

    pub(crate) fn step_error(&mut self, bound: f64) {
        self.bounded += 1;
        self.largest_step_error.raise_to(bound);
    }

    pub(crate) fn radius(&mut self, radius: Radius) {
        if self.first_radius.is_zero() {
            self.first_radius = radius;
        }
        self.largest_radius = self.largest_radius.max(radius);
    }

    pub(crate) fn norm(&mut self, norm: f64, step: u64) {
        if norm < self.least_norm.0 {
            self.least_norm = Bits(norm);
            self.least_norm_step = step;
        }
    }

    pub(crate) fn event(&mut self, event: Event, step: u64) {
        let code = event.code();
        *self.event_counts.entry(code.to_owned()).or_insert(0) += 1;
        if self.events.len() < KEPT_EVENTS {
            self.events.push((step, code.to_owned()));
        }
    }
}

/// A row that is not due but for being the last.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct LastRow {
    pub(crate) step_error: Option<Bits>,
    /// The line, if there are records.
    pub(crate) line: Option<String>,
}

/// Loss, angle and `|w|` at evenly spaced steps, as many as a plot can show.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Series {
    stride: u64,
    points: Vec<Point>,
}

/// One point of the plot; the angle is missing at `w = 0`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Point {
    pub(crate) step: u64,
    pub(crate) loss: Bits,
    pub(crate) theta: Option<Bits>,
    pub(crate) norm: Bits,
}

impl Series {
    fn new() -> Self {
        Series {
            stride: 1,
            points: Vec::new(),
        }
    }

    /// Takes in a point, if its step is due.
    pub(crate) fn add(&mut self, point: Point) {
        if !point.step.is_multiple_of(self.stride.max(1)) {
            return;
        }
        self.points.push(point);
        while self.points.len() > KEPT_POINTS {
            self.stride = self.stride.saturating_mul(2).max(1);
            let stride = self.stride;
            self.points
                .retain(|point| point.step.is_multiple_of(stride));
        }
    }

    /// The points, with the last one of the run.
    pub(crate) fn with_last(&self, last: Point) -> Vec<Point> {
        let mut points = self.points.clone();
        if points.last().is_none_or(|point| point.step < last.step) {
            points.push(last);
        }
        points
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_series_is_thinned_and_stored_bit_by_bit() {
        let mut tally = Tally::new();
        for step in 0..100_000u64 {
            let x = f64::from(u32::try_from(step).unwrap()).sqrt();
            tally.series.add(Point {
                step,
                loss: Bits(x),
                theta: (step % 3 > 0).then_some(Bits(x / 3.0)),
                norm: Bits(-x),
            });
        }
        let points = &tally.series.points;
        assert!(points.len() > KEPT_POINTS / 2 && points.len() <= KEPT_POINTS);
        assert_eq!(tally.series.stride, 64);
        assert_eq!(points[5].step, 320);
        tally.event(Event::KinkCrossed, 7);
        tally.step_error(1e-17);
        tally.step_error(f64::NAN);
        let text = serde_json::to_string(&tally).unwrap();
        assert_eq!(serde_json::from_str::<Tally>(&text).unwrap(), tally);
        assert_eq!(tally.largest_step_error.0, f64::INFINITY);
    }
}
