//! Texts of a backend in the languages of reports.

use crate::wire::cut;

/// The longest number or name that is shown, in characters.
const BRIEF: usize = 80;

/// The beginning of a text, control characters escaped.
pub(crate) fn brief(text: &str) -> String {
    cut(text, BRIEF)
}

/// Text in HTML or XML, in elements and in attributes. What XML 1.0 does not allow becomes U+FFFD.
pub(super) fn markup(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            '\n' | '\t' => escaped.push(character),
            '\u{fffe}' | '\u{ffff}' => escaped.push('\u{fffd}'),
            other if other.is_control() => escaped.push('\u{fffd}'),
            other => escaped.push(other),
        }
    }
    escaped
}

/// Text in Markdown, in a cell of a table too.
pub(super) fn markdown(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '#' | '~' | '!' | '@' => {
                escaped.push('\\');
                escaped.push(character);
            }
            other if other.is_control() => escaped.push(' '),
            other => escaped.push(other),
        }
    }
    escaped
}

/// Text for a terminal, of any number of lines: other control characters are escaped.
pub(super) fn terminal(text: &str) -> String {
    let lines: Vec<_> = text.split('\n').map(|line| cut(line, usize::MAX)).collect();
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_a_meaning_in_a_language_loses_it() {
        assert_eq!(
            markup("<b a='\"&\u{1b}\u{0}\n"),
            "&lt;b a=&#39;&quot;&amp;\u{fffd}\u{fffd}\n"
        );
        assert_eq!(markdown("a|b`<i>*\r\n"), "a\\|b\\`&lt;i&gt;\\*  ");
        assert_eq!(
            terminal("a\u{1b}[31m\nb\u{202e}"),
            "a\\u{1b}[31m\nb\\u{202e}"
        );
        assert_eq!(brief(&"é".repeat(100)).chars().count(), 81);
    }
}
