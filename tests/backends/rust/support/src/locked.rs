//! The versions of the frameworks.

/// The version of a package in the text of a `Cargo.lock`; the last one where there are more.
///
/// The frameworks do not say their version themselves.
#[must_use]
pub fn locked_version<'a>(lock: &'a str, package: &str) -> Option<&'a str> {
    let name = format!("name = \"{package}\"");
    let mut blocks = lock.rsplit("[[package]]");
    let block = blocks.find(|block| block.lines().any(|line| line == name))?;
    let line = block
        .lines()
        .find_map(|line| line.strip_prefix("version = "))?;
    Some(line.trim_matches('"'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_of_a_package_is_found_and_not_that_of_another() {
        let lock = include_str!("../../Cargo.lock");
        assert_eq!(locked_version(lock, "ste-support"), Some("0.1.0"));
        assert_eq!(locked_version(lock, "ste"), None);
        let text = "[[package]]\nname = \"a\"\nversion = \"1\"\n[[package]]\nname = \"a\"\nversion = \"2\"\n";
        assert_eq!(locked_version(text, "a"), Some("2"));
    }
}
