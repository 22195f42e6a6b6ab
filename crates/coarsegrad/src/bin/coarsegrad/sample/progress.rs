//! The progress of a run on a terminal.

use std::fmt::Write;
use std::sync::atomic::{AtomicBool, Ordering};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};

const TEMPLATE: &str = "{bar:30} {percent:>3}%  {rate}  {left}  {msg}";

/// A bar on standard error.
pub(super) struct Bar(ProgressBar);

impl Bar {
    /// A bar for so many samples, some of which are done already.
    pub(super) fn new(samples: u64, already: u64) -> Self {
        let bar = ProgressBar::with_draw_target(Some(samples), ProgressDrawTarget::stderr());
        // Writing to a string cannot fail.
        let rate = |state: &ProgressState, out: &mut dyn Write| {
            let _ = write!(out, "{:.2e} samples/s", state.per_sec());
        };
        let left = |state: &ProgressState, out: &mut dyn Write| {
            let seconds = state.eta().as_secs();
            let _ = match (seconds / 3600, seconds / 60) {
                (0, 0) => write!(out, "{seconds} s left"),
                (0, minutes) => write!(out, "{minutes} min {:02} s left", seconds % 60),
                (hours, minutes) => write!(out, "{hours} h {:02} min left", minutes % 60),
            };
        };
        if let Ok(style) = ProgressStyle::with_template(TEMPLATE) {
            bar.set_style(style.with_key("rate", rate).with_key("left", left));
        }
        bar.set_position(already);
        bar.reset_eta();
        Bar(bar)
    }

    /// Shows how many samples are done.
    pub(super) fn draw(&self, samples: u64, stop: &AtomicBool) {
        self.0.set_position(samples);
        if stop.load(Ordering::Relaxed) {
            self.say("stopping, once more to end at once");
        }
        self.0.tick();
    }

    /// Shows a few words beside the bar.
    pub(super) fn say(&self, words: &str) {
        self.0.set_message(words.to_owned());
    }

    /// Takes the bar away.
    pub(super) fn clear(&self) {
        self.0.finish_and_clear();
    }
}
