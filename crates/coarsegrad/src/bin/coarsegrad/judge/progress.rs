//! The progress of a run on a terminal.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

const KNOWN: &str = "{bar:30} {percent:>3}%  {msg}";
const UNKNOWN: &str = "{spinner}  {msg}";

/// How often it is drawn while an answer is awaited.
const TICK: Duration = Duration::from_millis(200);

/// A bar on standard error, which counts the cases read and shows their share.
pub(crate) struct Bar {
    bar: ProgressBar,
    cases: u64,
    stop: Arc<AtomicBool>,
}

impl Bar {
    /// A bar for so many cases, or bytes of them.
    pub(crate) fn new(total: Option<u64>, stop: Arc<AtomicBool>) -> Self {
        let bar = ProgressBar::with_draw_target(total, ProgressDrawTarget::stderr());
        let template = if total.is_some() { KNOWN } else { UNKNOWN };
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        bar.set_message("starting the backend");
        if !bar.is_hidden() {
            bar.enable_steady_tick(TICK);
        }
        Bar {
            bar,
            cases: 0,
            stop,
        }
    }

    /// A case more, which ends at this place.
    pub(crate) fn case(&mut self, place: u64) {
        self.cases += 1;
        if self.bar.is_hidden() || !self.cases.is_multiple_of(64) {
            return;
        }
        self.bar.set_position(place);
        let words = match self.stop.load(Ordering::Relaxed) {
            true => ", stopping, once more to end at once",
            false => "",
        };
        self.bar
            .set_message(format!("{} cases read{words}", self.cases));
    }

    /// Takes the bar away.
    pub(crate) fn clear(&self) {
        self.bar.finish_and_clear();
    }
}
