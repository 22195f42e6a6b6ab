//! How a case is asked once more, as a report says it.

use coarsegrad_model::pointwise::Dtype;

/// How a case is asked once more: a text in which the id of the case and a format are put.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repeat {
    /// What comes before the id.
    pub before: String,
    /// What comes between the id and the format.
    pub between: String,
    /// What comes after the format.
    pub after: String,
}

impl Repeat {
    /// By `coarsegrad replay`, for a backend with this command line and cases of this file; those of the program if it is
    /// left out.
    #[must_use]
    pub fn replay(backend: &str, cases: Option<&str>) -> Self {
        let cases = cases.map(|cases| format!(" --cases {}", quoted(cases)));
        Repeat {
            before: "coarsegrad replay ".to_owned(),
            between: " --dtype ".to_owned(),
            after: format!(
                "{} --backend {}",
                cases.unwrap_or_default(),
                quoted(backend)
            ),
        }
    }

    /// The text for a case in a format.
    pub(crate) fn text(&self, id: &str, dtype: Dtype) -> String {
        format!("{}{id}{}{dtype}{}", self.before, self.between, self.after)
    }
}

/// A text as one word of a shell.
fn quoted(text: &str) -> String {
    let text = text.trim();
    let is_plain =
        |character: char| character.is_ascii_alphanumeric() || "/._-".contains(character);
    match text.is_empty() || !text.chars().all(is_plain) {
        true => format!("'{}'", text.replace('\'', "'\\''")),
        false => text.to_owned(),
    }
}
