//! The report as a badge: the JSON that badge services read.

use super::{Report, State};

impl Report {
    /// The badge as JSON: how many of the decided cases are right.
    #[must_use]
    pub fn to_badge(&self) -> String {
        let (pass, decided) = (self.counts.pass, self.counts.decided());
        let (message, colour) = match self.exit_code() {
            _ if self.state != State::Finished => ("not judged to the end".to_owned(), "lightgrey"),
            0 => (format!("{pass} of {decided} right"), "brightgreen"),
            4 => (
                format!("{pass} of {decided} right, another convention"),
                "yellow",
            ),
            5 => ("nothing decided".to_owned(), "lightgrey"),
            3 => (format!("{pass} of {decided} right"), "red"),
            _ => ("not judged to the end".to_owned(), "lightgrey"),
        };
        let badge = serde_json::json!({
            "schemaVersion": 1,
            "label": "coarsegrad",
            "message": message,
            "color": colour,
        });
        format!("{badge}\n")
    }
}
