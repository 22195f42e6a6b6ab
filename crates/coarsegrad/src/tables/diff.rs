//! What is different between a file and what it should be.

use similar::TextDiff;

/// A unified diff that turns `old` into `new`, headed by the path; empty if they agree.
pub(super) fn unified(path: &str, old: &str, new: &str) -> String {
    TextDiff::from_lines(old, new)
        .unified_diff()
        .header(&format!("{path} (on disk)"), &format!("{path} (computed)"))
        .to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_texts_have_no_difference() {
        assert_eq!(unified("a.md", "one\ntwo\n", "one\ntwo\n"), "");
    }

    #[test]
    fn a_changed_line_is_shown_with_its_neighbours() {
        let text = unified("a.md", "one\ntwo\nthree\n", "one\n2\nthree\n");
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[..2], ["--- a.md (on disk)", "+++ a.md (computed)"]);
        assert_eq!(lines[3..], [" one", "-two", "+2", " three"]);
    }
}
