//! Claims as text for people.

use std::fmt::Write;

use anstyle::{AnsiColor, Style};
use coarsegrad::claims::{Claim, Grade, Register};

use crate::text::paint::Paint;

/// Statements are broken into lines of about this length.
const WIDTH: usize = 96;

/// The room of a grade's name.
const GRADE: usize = 9;

/// How many claims have each grade, then the claims, family by family.
pub(super) fn list(register: &Register, claims: &[&Claim], colour: bool) -> String {
    let mut out = String::new();
    let mut paint = Paint {
        out: &mut out,
        colour,
        is_first: true,
    };
    let all = register.claims().len();
    paint.title(&match claims.len() {
        count if count == all => format!("{all} claims"),
        count => format!("{count} of {all} claims"),
    });
    for grade in Grade::ALL {
        let count = claims.iter().filter(|claim| claim.grade == grade).count();
        let line = format!("{} {count:>4}   {}", name(grade, colour), grade.meaning());
        paint.line(&line);
    }
    for family in register.families() {
        let mut members = claims.iter().filter(|c| c.family() == family).peekable();
        if members.peek().is_none() {
            continue;
        }
        paint.title(family);
        for claim in members {
            paint.line(&format!("{} {}", name(claim.grade, colour), claim.id));
            let statement = format!("{} ({})", claim.statement, source(claim));
            for line in wrap(&statement) {
                paint.line(&format!("{:GRADE$} {line}", ""));
            }
        }
    }
    out
}

/// All about one claim.
pub(super) fn one(register: &Register, claim: &Claim, colour: bool) -> String {
    let mut out = String::new();
    let mut paint = Paint {
        out: &mut out,
        colour,
        is_first: true,
    };
    paint.title(&claim.id);
    for line in wrap(&claim.statement) {
        paint.line(&line);
    }
    paint.out.push('\n');
    let grade = name(claim.grade, colour);
    let mut entry = |label: &str, texts: &[String]| {
        for (place, text) in texts.iter().enumerate() {
            let label = if place == 0 { label } else { "" };
            paint.line(&format!("{label:12} {text}"));
        }
    };
    let one = |text: &str| vec![text.to_owned()];
    entry("kind", &one(claim.kind.name()));
    let meaning = claim.grade.meaning();
    entry("grade", &[format!("{}: {meaning}", grade.trim_end())]);
    entry("source", &one(&claim.source));
    entry("errata", &claim.errata);
    let coq = claim.coq.as_deref().map(|name| match claim.grade {
        Grade::Certified => format!("proofs/certs: {name}"),
        _ => format!("proofs/Main.v: {name}"),
    });
    entry("coq", &Vec::from_iter(coq));
    let graph = register.dependencies();
    entry("definitions", graph.definitions(&claim.id));
    let tests: Vec<String> = claim.tests.iter().map(|test| place_of(test)).collect();
    entry("tests", &tests);
    entry("book", &[format!("docs/src/{}", claim.book)]);
    let direct = graph.directly(&claim.id);
    let mut uses: Vec<String> = direct.iter().map(|used| (*used).to_owned()).collect();
    let through = graph
        .uses(&claim.id)
        .filter(|used| !direct.contains(used))
        .map(|used| format!("{used}, through these"));
    uses.extend(through);
    entry("rests on", &uses);
    let users: Vec<String> = graph.used_by(&claim.id).map(str::to_owned).collect();
    entry("supports", &users);
    out
}

/// A grade's name in its colour, padded.
fn name(grade: Grade, colour: bool) -> String {
    let text = format!("{:GRADE$}", grade.name());
    if !colour {
        return text;
    }
    let style: Style = match grade {
        Grade::Proved => AnsiColor::Green.on_default().bold(),
        Grade::Certified => AnsiColor::Green.on_default(),
        Grade::Enclosed => AnsiColor::Cyan.on_default(),
        Grade::Sampled => AnsiColor::Yellow.on_default(),
        Grade::Open => AnsiColor::Red.on_default(),
    };
    format!("{style}{text}{style:#}")
}

fn source(claim: &Claim) -> String {
    let mut text = claim.source.clone();
    for erratum in &claim.errata {
        let _ = write!(text, ", {erratum}");
    }
    text
}

/// The file and the name of a test.
fn place_of(test: &str) -> String {
    let (file, name) = test.split_once("::").unwrap_or((test, ""));
    match file.split_once('/') {
        Some((folder, file)) => format!("crates/{folder}/tests/{file}.rs: {name}"),
        None => format!("tests/tests/{file}.rs: {name}"),
    }
}

/// A text in lines.
fn wrap(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= WIDTH => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    const CLAIMS: &str = r#"
claim = [
    { id = "the_base_holds_here", statement = "a.", kind = "theorem", source = "x", grade = "proved", coq = "the_base_holds_here", book = "results/one.md" },
    { id = "the_middle_rests_on_it", statement = "b.", kind = "theorem", source = "x", grade = "proved", coq = "the_middle_rests_on_it", book = "results/one.md" },
    { id = "the_top_rests_on_both", statement = "c.", kind = "theorem", source = "x", grade = "proved", coq = "the_top_rests_on_both", book = "results/one.md" },
    { id = "the_values_are_certified", statement = "d.", kind = "algorithm", source = "x", grade = "certified", coq = "golden", book = "results/one.md" },
]
"#;

    const DEPENDENCIES: &str = r#"{"schema": "coarsegrad/dependencies/1", "theorems": {
        "the_base_holds_here": {"uses": [], "definitions": ["angle", "dot"]},
        "the_middle_rests_on_it": {"uses": ["the_base_holds_here"], "definitions": []},
        "the_top_rests_on_both": {"uses": ["the_base_holds_here", "the_middle_rests_on_it"], "definitions": []}}}"#;

    #[test]
    fn a_theorem_is_shown_with_what_it_rests_on_and_what_it_supports() {
        let register = Register::read(CLAIMS, DEPENDENCIES).unwrap();
        let shown = |id: &str| one(&register, register.claim(id).unwrap(), false);
        let top = "\
the_top_rests_on_both
  c.

  kind         theorem
  grade        proved: a theorem that Coq has checked, for every input its hypotheses admit
  source       x
  coq          proofs/Main.v: the_top_rests_on_both
  book         docs/src/results/one.md
  rests on     the_middle_rests_on_it
               the_base_holds_here, through these
";
        assert_eq!(shown("the_top_rests_on_both"), top);
        let base = shown("the_base_holds_here");
        let end = "\
  definitions  angle
               dot
  book         docs/src/results/one.md
  supports     the_middle_rests_on_it
               the_top_rests_on_both
";
        assert!(base.ends_with(end), "{base}");
        let certified = shown("the_values_are_certified");
        assert!(certified.contains("  coq          proofs/certs: golden\n"));
    }
}
