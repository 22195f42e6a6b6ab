//! The words of a command line, without a shell.
//!
//! Blanks separate words. `'...'` is literal; in `"..."` and outside quotes a backslash takes the next character
//! literally. Nothing is expanded: `$`, `*`, `;`, `|` and the like stand for themselves.

/// Why a command line has no words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SplitError {
    /// There is no word.
    #[error("the command is empty")]
    Empty,
    /// A quote is not closed.
    #[error("a quote {0} is not closed")]
    Quote(char),
    /// The last character is a backslash.
    #[error("a backslash at the end takes no character")]
    Backslash,
    /// There is a NUL character, which no argument can have.
    #[error("a NUL character cannot be passed to a program")]
    Nul,
}

/// The words of a command line.
///
/// # Errors
/// There is no word, or the last one does not end.
pub fn split_command(text: &str) -> Result<Vec<String>, SplitError> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        match character {
            '\0' => return Err(SplitError::Nul),
            ' ' | '\t' | '\n' | '\r' => words.extend(word.take()),
            '\'' | '"' => {
                let open = word.get_or_insert_default();
                loop {
                    match characters.next() {
                        None => return Err(SplitError::Quote(character)),
                        Some('\0') => return Err(SplitError::Nul),
                        Some(close) if close == character => break,
                        Some('\\') if character == '"' => {
                            open.push(characters.next().ok_or(SplitError::Quote('"'))?);
                        }
                        Some(other) => open.push(other),
                    }
                }
            }
            '\\' => {
                let next = characters.next().ok_or(SplitError::Backslash)?;
                word.get_or_insert_default().push(next);
            }
            other => word.get_or_insert_default().push(other),
        }
    }
    words.extend(word);
    match words.first() {
        Some(program) if !program.is_empty() => Ok(words),
        _ => Err(SplitError::Empty),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_split_as_a_shell_does_and_nothing_is_expanded() {
        let words = |text| split_command(text).unwrap();
        assert_eq!(words(" python3  -u a.py "), ["python3", "-u", "a.py"]);
        assert_eq!(
            words(r#"a 'b c' "d \"e" f\ g ''"#),
            ["a", "b c", "d \"e", "f g", ""]
        );
        assert_eq!(words("x'y'\"z\" $HOME;*|&"), ["xyz", "$HOME;*|&"]);
        assert_eq!(split_command("  "), Err(SplitError::Empty));
        assert_eq!(split_command("'' a"), Err(SplitError::Empty));
        assert_eq!(split_command("a 'b"), Err(SplitError::Quote('\'')));
        assert_eq!(split_command("a \"b\\"), Err(SplitError::Quote('"')));
        assert_eq!(split_command("a\\"), Err(SplitError::Backslash));
        assert_eq!(split_command("a\0"), Err(SplitError::Nul));
    }
}
