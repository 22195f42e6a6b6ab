//! The register of claims, as a page of the book and as a picture.

use std::fmt::Write;

use super::TableError;
use super::markdown::{Grid, anchored, code};
use crate::claims::{Claim, Grade, Kind, Register, drawing};

/// The page: how many claims there are of each kind and grade, and all of them.
pub(super) fn page() -> Result<String, TableError> {
    let register = Register::embedded()?;
    Ok(format!(
        "# Claims\n\n## Counts\n\n{}\n## Register\n\n{}",
        anchored("counts", &counts(&register)),
        anchored("register", &all(&register))
    ))
}

/// The picture of what the proved claims rest on, below the line that says who writes it.
pub(super) fn picture() -> Result<String, TableError> {
    Ok(drawing(&Register::embedded()?))
}

fn counts(register: &Register) -> String {
    let [proved, certified, enclosed, sampled, open] = Grade::ALL.map(Grade::name);
    let mut grid = Grid::new(["kind", proved, certified, enclosed, sampled, open, "all"]);
    let kinds = Kind::ALL.map(Some).into_iter().chain([None]);
    for kind in kinds {
        let count = |grade: Option<Grade>| {
            let counted = |claim: &&Claim| {
                kind.is_none_or(|kind| claim.kind == kind)
                    && grade.is_none_or(|grade| claim.grade == grade)
            };
            register.claims().iter().filter(counted).count().to_string()
        };
        let [proved, certified, enclosed, sampled, open] =
            Grade::ALL.map(|grade| count(Some(grade)));
        let name = kind.map_or("all", Kind::name).to_owned();
        grid.row([
            name,
            proved,
            certified,
            enclosed,
            sampled,
            open,
            count(None),
        ]);
    }
    grid.render()
}

/// All claims, family by family.
fn all(register: &Register) -> String {
    let mut text = String::new();
    for family in register.families() {
        let name = family.replace('-', " ");
        let mut letters = name.chars();
        let first: String = letters
            .next()
            .into_iter()
            .flat_map(char::to_uppercase)
            .collect();
        let _ = writeln!(text, "### {first}{}\n", letters.as_str());
        for claim in register.claims().iter().filter(|c| c.family() == family) {
            row(&mut text, register, claim);
        }
        text.push('\n');
    }
    text
}

/// A claim as an item of a list.
fn row(text: &mut String, register: &Register, claim: &Claim) {
    let (id, grade) = (&claim.id, claim.grade.name());
    let _ = writeln!(
        text,
        "- <a id=\"{id}\"></a>`{id}` <span class=\"grade {grade}\">{grade}</span>\\"
    );
    let source = std::iter::once(&claim.source).chain(&claim.errata);
    let source: Vec<&str> = source.map(String::as_str).collect();
    let _ = writeln!(
        text,
        "  {}, {}: {}\\",
        claim.kind.name(),
        plain(&source.join(", ")),
        plain(&claim.statement)
    );
    let page = claim.page().trim_end_matches(".md");
    let mut rooms = vec![format!("[{page}](../{})", claim.book)];
    rooms.extend(claim.coq.as_deref().filter(|coq| coq != id).map(code));
    rooms.extend(claim.tests.iter().map(|test| code(test)));
    let _ = write!(text, "  {}", rooms.join(" · "));
    let used = register.dependencies().directly(id);
    if !used.is_empty() {
        // Not in Markdown's form: these places are no headings.
        let used: Vec<String> = used
            .into_iter()
            .map(|used| format!("<a href=\"#{used}\">{}</a>", code_tag(used)))
            .collect();
        let _ = write!(text, "\\\n  rests on {}", used.join(", "));
    }
    text.push('\n');
}

fn code_tag(name: &str) -> String {
    format!("<code>{name}</code>")
}

/// A text in which Markdown sees no markup.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        if "\\`*_[]<>|&~".contains(character) {
            plain.push('\\');
        }
        plain.push(character);
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn formulas_are_no_markup() {
        assert_eq!(
            plain("<E[g_mu], d> = v*_i |w|"),
            r"\<E\[g\_mu\], d\> = v\*\_i \|w\|"
        );
    }
}
