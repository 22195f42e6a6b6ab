//! Lines of text, titles in bold and warnings in yellow on a terminal.

use anstyle::{AnsiColor, Style};

/// Where text goes, and whether it is coloured.
pub(crate) struct Paint<'a> {
    pub(crate) out: &'a mut String,
    pub(crate) colour: bool,
    /// Whether no title has been written yet.
    pub(crate) is_first: bool,
}

impl Paint<'_> {
    /// The title of a group, after an empty line unless it comes first.
    pub(crate) fn title(&mut self, title: &str) {
        if !self.is_first {
            self.out.push('\n');
        }
        self.is_first = false;
        self.styled(Style::new().bold(), title);
        self.out.push('\n');
    }

    /// A line of a group.
    pub(crate) fn line(&mut self, line: &str) {
        self.out.push_str("  ");
        self.out.push_str(line);
        self.out.push('\n');
    }

    /// A warning.
    pub(crate) fn warning(&mut self, warning: &str) {
        self.out.push_str("  ");
        self.styled(AnsiColor::Yellow.on_default().bold(), "warning:");
        self.out.push(' ');
        self.out.push_str(warning);
        self.out.push('\n');
    }

    fn styled(&mut self, style: Style, text: &str) {
        if self.colour {
            self.out.push_str(&format!("{style}{text}{style:#}"));
        } else {
            self.out.push_str(text);
        }
    }
}
