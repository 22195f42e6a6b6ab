//! The register of claims: reading it, and everything that is wrong with it.
//!
//! A row of `proofs/claims.toml` promises rooms: a theorem, tests, a heading of the book. [`defects`] lists the promises
//! that are not kept, and the theorems and tests that no row speaks of. It works on texts, so that its own tests can
//! hand it broken ones.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::Deserialize;

use crate::workspace::{TestFunction, test_functions};

/// The kinds of claim.
pub const KINDS: [&str; 4] = ["theorem", "erratum", "convention", "algorithm"];

/// The grades of evidence, strongest first.
pub const GRADES: [&str; 5] = ["proved", "certified", "enclosed", "sampled", "open"];

/// The errata that the book lists.
const ERRATA: [&str; 7] = ["E1", "E2", "E3", "E4", "E5", "E6", "E7"];

/// The page of the book that lists them.
const ERRATA_PAGE: &str = "results/errata.md";

/// Test files about the house itself, of which no row speaks.
const HOUSE: [&str; 2] = ["house", "claims"];

/// A row of the register. The head of `proofs/claims.toml` says what its fields mean.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    missing_docs,
    reason = "the head of proofs/claims.toml says what each field means"
)]
pub struct Claim {
    pub id: String,
    pub statement: String,
    pub kind: String,
    pub source: String,
    #[serde(default)]
    pub errata: Vec<String>,
    pub grade: String,
    pub coq: Option<String>,
    #[serde(default)]
    pub tests: Vec<String>,
    pub book: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Register {
    claim: Vec<Claim>,
}

/// The rows of a register's text.
///
/// # Errors
/// What the text is not: TOML, or a list of claims with the known fields.
pub fn parse(text: &str) -> Result<Vec<Claim>, String> {
    toml::from_str::<Register>(text)
        .map(|register| register.claim)
        .map_err(|error| error.to_string())
}

/// The rooms that rows point to, as texts.
#[derive(Clone, Debug, Default)]
pub struct Rooms {
    /// `proofs/Main.v`.
    pub main: String,
    /// `proofs/dependencies.json`.
    pub dependencies: String,
    /// The certificates: file name without extension to text.
    pub certificates: BTreeMap<String, String>,
    /// The test sources: `file` for those of `tests/tests`, `crate/file` for those of a crate.
    pub tests: BTreeMap<String, String>,
    /// The pages of the book, by path under `docs/src`.
    pub pages: BTreeMap<String, String>,
}

impl Rooms {
    /// The rooms of this checkout.
    ///
    /// # Panics
    /// If `proofs/Main.v`, `proofs/dependencies.json` or any other room cannot be read.
    #[must_use]
    pub fn of_this_checkout() -> Rooms {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let read = |name: &str| {
            std::fs::read_to_string(root.join(name))
                .unwrap_or_else(|error| panic!("{name}: {error}"))
        };
        let mut tests = BTreeMap::new();
        collect(&root.join("tests/tests"), "", "rs", &mut tests);
        for entry in std::fs::read_dir(root.join("crates")).unwrap() {
            let entry = entry.unwrap();
            let name = entry.file_name().to_string_lossy().into_owned();
            let prefix = format!("{name}/");
            collect(&entry.path().join("tests"), &prefix, "rs", &mut tests);
        }
        let mut certificates = BTreeMap::new();
        collect(&root.join("proofs/certs"), "", "v", &mut certificates);
        let mut pages = BTreeMap::new();
        let book = root.join("docs/src");
        collect(&book, "", "md", &mut pages);
        for part in ["definitions", "results", "methods", "guides", "generated"] {
            collect(&book.join(part), &format!("{part}/"), "md", &mut pages);
        }
        let pages = pages
            .into_iter()
            .map(|(name, text)| (format!("{name}.md"), text))
            .collect();
        Rooms {
            main: read("proofs/Main.v"),
            dependencies: read("proofs/dependencies.json"),
            certificates,
            tests,
            pages,
        }
    }

    /// The tests of a source, or `None` if there is no such source.
    fn functions(&self, file: &str) -> Option<Vec<TestFunction>> {
        self.tests.get(file).map(|source| test_functions(source))
    }
}

/// The texts of a folder's files with this extension, by name without it; nothing if there is no such folder.
fn collect(folder: &Path, prefix: &str, extension: &str, into: &mut BTreeMap<String, String>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|found| found == extension) {
            let name = path.file_stem().unwrap_or_default().to_string_lossy();
            let text = std::fs::read_to_string(&path).unwrap();
            into.insert(format!("{prefix}{name}"), text);
        }
    }
}

/// The theorems that a Coq text states, in its order; comments are not read.
#[must_use]
pub fn theorems(text: &str) -> Vec<String> {
    let mut visible = String::with_capacity(text.len());
    let mut depth = 0_usize;
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        if rest.starts_with("(*") {
            depth += 1;
            rest = &rest[2..];
        } else if depth > 0 && rest.starts_with("*)") {
            depth -= 1;
            // A comment separates words.
            visible.push(' ');
            rest = &rest[2..];
        } else {
            if depth == 0 {
                visible.push(first);
            }
            rest = &rest[first.len_utf8()..];
        }
    }
    let words: Vec<&str> = visible.split_whitespace().collect();
    words
        .windows(2)
        .filter(|pair| {
            [
                "Theorem",
                "Lemma",
                "Corollary",
                "Proposition",
                "Fact",
                "Remark",
            ]
            .contains(&pair[0])
        })
        .map(|pair| {
            let end = pair[1].find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '\''));
            pair[1][..end.unwrap_or(pair[1].len())].to_owned()
        })
        .collect()
}

/// The identifiers of a page's headings, as mdBook makes them: a second heading with the same text gets `-1`.
#[must_use]
pub fn anchors(page: &str) -> BTreeSet<String> {
    let mut fenced = false;
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let mut anchors = BTreeSet::new();
    for line in page.lines() {
        fenced ^= line.trim_start().starts_with("```");
        let text = line.trim_start_matches('#');
        if fenced || text.len() == line.len() || !text.starts_with(' ') {
            continue;
        }
        let id: String = text
            .trim()
            .chars()
            .filter_map(|c| match c {
                c if c.is_whitespace() => Some('-'),
                c if c.is_alphanumeric() || c == '_' || c == '-' => Some(c.to_ascii_lowercase()),
                _ => None,
            })
            .collect();
        let count = seen.entry(id.clone()).or_default();
        anchors.insert(if *count == 0 {
            id
        } else {
            format!("{id}-{count}")
        });
        *count += 1;
    }
    anchors
}

/// Everything that is wrong between the register and the rooms, a line each; the line names the row, the theorem or the
/// test.
#[must_use]
pub fn defects(claims: &[Claim], rooms: &Rooms) -> Vec<String> {
    let stated = theorems(&rooms.main);
    let mut found = Vec::new();
    let mut ids = BTreeSet::new();
    for claim in claims {
        let id = &claim.id;
        if !ids.insert(id) {
            found.push(format!("{id}: there are two rows with this id"));
        }
        let mut wrong = form(claim);
        wrong.extend(evidence(claim, rooms, &stated));
        wrong.extend(claim.tests.iter().filter_map(|test| missing(test, rooms)));
        wrong.extend(place(&claim.book, rooms));
        found.extend(wrong.into_iter().map(|what| format!("{id}: {what}")));
    }
    found.extend(orphans(claims, rooms, &stated));
    found.extend(drawn(&rooms.dependencies, &stated));
    found
}

/// What is wrong with a row by itself.
fn form(claim: &Claim) -> Vec<String> {
    let mut wrong = Vec::new();
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '_';
    if !claim.id.chars().all(plain) || claim.id.split('_').filter(|w| !w.is_empty()).count() < 3 {
        wrong.push(
            "the id is not a sentence of at least three words with _ between them".to_owned(),
        );
    }
    if !claim.statement.ends_with('.') || claim.statement.contains('\n') {
        wrong.push("the statement is not a sentence on one line".to_owned());
    }
    if claim.source.trim().is_empty() {
        wrong.push("the source is empty".to_owned());
    }
    if !KINDS.contains(&claim.kind.as_str()) {
        wrong.push(format!("there is no kind \"{}\"", claim.kind));
    }
    if !GRADES.contains(&claim.grade.as_str()) {
        wrong.push(format!("there is no grade \"{}\"", claim.grade));
    }
    for erratum in &claim.errata {
        if !ERRATA.contains(&erratum.as_str()) {
            wrong.push(format!("there is no erratum {erratum}"));
        }
    }
    if claim.kind == "erratum" && claim.errata.is_empty() {
        wrong.push("an erratum without its number".to_owned());
    }
    wrong
}

/// What is wrong with the evidence that the grade of a row promises.
fn evidence(claim: &Claim, rooms: &Rooms, stated: &[String]) -> Vec<String> {
    match (claim.grade.as_str(), &claim.coq) {
        ("proved", None) => vec!["proved without the name of a theorem".to_owned()],
        ("proved", Some(name)) if !stated.contains(name) => {
            vec![format!("Main.v has no theorem {name}")]
        }
        ("proved", Some(name)) if *name != claim.id => {
            vec![format!("its theorem has another name, {name}")]
        }
        ("certified", None) => vec!["certified without the name of its certificates".to_owned()],
        ("certified", Some(name)) if !certified(name, rooms) => {
            vec![format!("there are no certificates {name}")]
        }
        ("proved" | "certified", Some(_)) => Vec::new(),
        (grade, Some(name)) => vec![format!("names {name} of Coq but is graded {grade}")],
        ("enclosed" | "sampled", None) if claim.tests.is_empty() => {
            vec![format!("graded {} without a test", claim.grade)]
        }
        _ => Vec::new(),
    }
}

/// Whether a certificates' file, or a lemma in one, has a name that begins with this.
fn certified(name: &str, rooms: &Rooms) -> bool {
    // Every name begins with nothing.
    !name.is_empty()
        && rooms.certificates.iter().any(|(file, text)| {
            file.starts_with(name) || theorems(text).iter().any(|lemma| lemma.starts_with(name))
        })
}

/// What is wrong with the name of a test.
fn missing(test: &str, rooms: &Rooms) -> Option<String> {
    let Some((file, name)) = test.split_once("::") else {
        return Some(format!("{test} is not of the form file::function"));
    };
    let Some(functions) = rooms.functions(file) else {
        return Some(format!("there is no test file {file}"));
    };
    match functions.iter().find(|function| function.name == name) {
        None => Some(format!("there is no test {test}")),
        Some(function) if function.ignored => Some(format!("the test {test} is switched off")),
        Some(_) => None,
    }
}

/// What is wrong with a place in the book.
fn place(book: &str, rooms: &Rooms) -> Option<String> {
    let (page, anchor) = match book.split_once('#') {
        Some((page, anchor)) => (page, Some(anchor)),
        None => (book, None),
    };
    let Some(text) = rooms.pages.get(page) else {
        return Some(format!("the book has no page {page}"));
    };
    let anchor = anchor.filter(|anchor| !anchors(text).contains(*anchor))?;
    Some(format!("the page {page} has no heading {anchor}"))
}

/// The theorems, tests and errata that no row, or more than one, speaks of.
fn orphans(claims: &[Claim], rooms: &Rooms, stated: &[String]) -> Vec<String> {
    let mut found = Vec::new();
    for theorem in stated {
        let rows = claims
            .iter()
            .filter(|claim| claim.coq.as_ref() == Some(theorem))
            .count();
        if rows != 1 {
            found.push(format!("the theorem {theorem} of Main.v has {rows} rows"));
        }
    }
    let named: BTreeSet<&str> = claims
        .iter()
        .flat_map(|claim| claim.tests.iter().map(String::as_str))
        .collect();
    for file in rooms.tests.keys() {
        if file.contains('/') || HOUSE.contains(&file.as_str()) {
            continue;
        }
        for function in rooms.functions(file).unwrap_or_default() {
            let test = format!("{file}::{}", function.name);
            if !named.contains(test.as_str()) {
                found.push(format!("the test {test} is in no row"));
            }
        }
    }
    for erratum in ERRATA {
        let has_row = |claim: &Claim| {
            claim.kind == "erratum"
                && claim.errata.iter().any(|e| e == erratum)
                && claim.book.starts_with(ERRATA_PAGE)
        };
        if rooms.pages.contains_key(ERRATA_PAGE) && !claims.iter().any(has_row) {
            found.push(format!("the erratum {erratum} has no row"));
        }
    }
    found
}

/// Where the graph of dependencies and the theorems of `Main.v` differ.
fn drawn(dependencies: &str, stated: &[String]) -> Vec<String> {
    let read: serde_json::Value = match serde_json::from_str(dependencies) {
        Ok(read) => read,
        Err(error) => return vec![format!("dependencies.json cannot be read: {error}")],
    };
    let nodes: BTreeSet<&str> = read["theorems"]
        .as_object()
        .into_iter()
        .flat_map(|theorems| theorems.keys().map(String::as_str))
        .collect();
    let stated: BTreeSet<&str> = stated.iter().map(String::as_str).collect();
    let lacks = nodes
        .difference(&stated)
        .map(|name| format!("dependencies.json speaks of {name}, which is no theorem of Main.v"));
    stated
        .difference(&nodes)
        .map(|name| format!("dependencies.json does not speak of the theorem {name}"))
        .chain(lacks)
        .collect()
}
