//! Markdown tables with a name, so that a page of the book can include one of them alone.

/// A table with a header row; every cell is one line of text.
pub(super) struct Grid {
    header: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Grid {
    /// An empty table with these columns.
    pub(super) fn new<const N: usize>(header: [&str; N]) -> Self {
        Grid {
            header: header.map(str::to_owned).to_vec(),
            rows: Vec::new(),
        }
    }

    /// Adds a row.
    pub(super) fn row<const N: usize>(&mut self, cells: [String; N]) {
        self.rows.push(cells.to_vec());
    }

    /// The table in Markdown.
    pub(super) fn render(&self) -> String {
        let line = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
        let rule = vec!["---".to_owned(); self.header.len()];
        let mut text = line(&self.header) + &line(&rule);
        for row in &self.rows {
            text.push_str(&line(row));
        }
        text
    }
}

/// A part of a page that other pages include by its name.
pub(super) fn anchored(name: &str, body: &str) -> String {
    format!("<!-- ANCHOR: {name} -->\n{body}<!-- ANCHOR_END: {name} -->\n")
}

/// A formula or a name, in code type.
pub(super) fn code(text: &str) -> String {
    format!("`{text}`")
}
