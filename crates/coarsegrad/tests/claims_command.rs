//! `coarsegrad claims`: what it lists, shows and refuses, and that its documents follow their schema.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "helpers of tests, where a panic is a failed test"
)]

mod support;

use std::collections::BTreeSet;

use coarsegrad::claims::{Grade, Register, drawing};
use coarsegrad::schema;
use serde_json::{Value, json};
use support::{command, run, run_command, succeed};

fn register() -> Register {
    Register::embedded().unwrap()
}

fn claims(args: &[&str]) -> String {
    let mut all = vec!["claims"];
    all.extend(args);
    succeed(&all, b"")
}

fn document(args: &[&str]) -> Value {
    let mut all = args.to_vec();
    all.extend(["--format", "json"]);
    let text = claims(&all);
    assert!(text.ends_with('\n') && text.lines().count() == 1);
    serde_json::from_str(&text).unwrap()
}

fn ids(document: &Value) -> Vec<String> {
    document["claims"]
        .as_array()
        .unwrap()
        .iter()
        .map(|claim| claim["id"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn the_list_has_every_claim_under_its_counts() {
    let text = claims(&[]);
    let register = register();
    let all = register.claims();
    assert!(text.starts_with(&format!("{} claims\n", all.len())));
    for grade in Grade::ALL {
        let count = all.iter().filter(|claim| claim.grade == grade).count();
        let line = text
            .lines()
            .find(|line| line.trim_start().starts_with(grade.name()))
            .unwrap();
        assert_eq!(line.split_whitespace().nth(1), Some(&*count.to_string()));
    }
    for claim in all {
        let line = format!("  {:9} {}", claim.grade.name(), claim.id);
        assert_eq!(text.lines().filter(|l| *l == line).count(), 1, "{line}");
    }
    assert!(text.lines().all(|line| line.chars().count() <= 120));
}

#[test]
fn choices_are_combined() {
    let register = register();
    let open = ids(&document(&["--grade", "open"]));
    assert!(!open.is_empty());
    for id in &open {
        assert_eq!(register.claim(id).unwrap().grade, Grade::Open);
    }
    let both = ids(&document(&["--grade", "open,sampled"]));
    let sampled = ids(&document(&["--grade", "sampled"]));
    assert_eq!(both.len(), open.len() + sampled.len());
    let errata = document(&["--kind", "erratum"]);
    let numbers: BTreeSet<&str> = errata["claims"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|claim| claim["errata"].as_array().unwrap())
        .map(|number| number.as_str().unwrap())
        .collect();
    let expected = BTreeSet::from(["E1", "E2", "E3", "E4", "E5", "E6", "E7"]);
    assert_eq!(numbers, expected);
    let found = ids(&document(&[
        "--find",
        "lemma 10",
        "--family",
        "correlation",
    ]));
    assert_eq!(
        found,
        [
            "identity_coarse_gradient_has_the_printed_inner_product",
            "identity_coarse_gradient_correlates_positively",
        ]
    );
    let none = claims(&["--find", "no such text"]);
    assert!(none.starts_with("0 of "), "{none}");
    let everything: usize = register
        .families()
        .iter()
        .map(|family| ids(&document(&["--family", family])).len())
        .sum();
    assert_eq!(everything, register.claims().len());
}

#[test]
fn one_claim_is_shown_in_full() {
    let text = claims(&["identity_descent_leaves_the_spurious_minimiser_through_zero_weight"]);
    let mut lines = text.lines();
    assert_eq!(
        lines.next(),
        Some("identity_descent_leaves_the_spurious_minimiser_through_zero_weight")
    );
    for expected in [
        "  kind         erratum",
        "  source       P1, Theorem 1",
        "  errata       E5",
        "  tests        tests/tests/descent.rs: identity_descent_leaves_the_spurious_minimiser_through_zero_weight",
        "  book         docs/src/results/errata.md#e5-what-the-identity-does",
    ] {
        assert!(text.lines().any(|line| line == expected), "{text}");
    }
    let elsewhere = claims(&["blocks_merge_bit_for_bit"]);
    let test = "crates/coarsegrad-mc/tests/reproducible.rs: parts_merge_to_the_whole";
    assert!(elsewhere.contains(test), "{elsewhere}");
}

#[test]
fn what_is_not_there_is_refused_with_what_comes_close() {
    let refused = |args: &[&str]| {
        let ran = run(args, b"");
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{args:?}");
        ran.err
    };
    let message = refused(&["claims", "relu_correlates_positively"]);
    assert!(
        message.starts_with(
            "error: there is no claim relu_correlates_positively; did you mean \
             relu_coarse_gradient_correlates_positively or "
        ),
        "{message}"
    );
    let message = refused(&["claims", "x\u{1b}[31m"]);
    assert_eq!(
        message,
        "error: there is no claim x\\u{1b}[31m; `coarsegrad claims` lists them\n"
    );
    let message = refused(&["claims", "--family", "correlations"]);
    assert!(
        message.contains("no family correlations; there are model, "),
        "{message}"
    );
    assert!(refused(&["claims", "--grade", "likely"]).contains("[possible values: proved, "));
    assert!(refused(&["claims", "some_id", "--kind", "theorem"]).contains("cannot be used with"));
    assert!(refused(&["claims", &"x".repeat(100_000)]).len() < 1000);
}

#[test]
fn documents_follow_their_schema_and_broken_ones_do_not() {
    assert_eq!(succeed(&["schema", "claims"], b""), schema::CLAIMS);
    let schema: Value = serde_json::from_str(schema::CLAIMS).unwrap();
    assert!(jsonschema::draft202012::meta::is_valid(&schema));
    let validator = jsonschema::draft202012::new(&schema).unwrap();
    let good = document(&[]);
    let errors: Vec<String> = validator
        .iter_errors(&good)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(errors.is_empty(), "{errors:?}");
    assert!(validator.is_valid(&document(&["blocks_merge_bit_for_bit"])));
    for (pointer, broken) in [
        ("/schema", json!("coarsegrad/claims/2")),
        ("/counts/open", json!(-1)),
        ("/claims/0/grade", json!("likely")),
        ("/claims/0/kind", json!("hunch")),
        ("/claims/0/id", json!("Not a sentence")),
        ("/claims/0/statement", json!("")),
        ("/claims/0/errata", json!(["E8"])),
        ("/claims/0/tests", json!(["a::b", "a::b"])),
        ("/claims/0/book", json!("nowhere")),
        ("/claims/0/uses", json!(null)),
    ] {
        let mut document = good.clone();
        *document.pointer_mut(pointer).unwrap() = broken;
        assert!(!validator.is_valid(&document), "{pointer}");
    }
    let mut more = good;
    more["claims"][0]["mood"] = json!("good");
    assert!(!validator.is_valid(&more));
}

#[test]
fn claims_are_coloured_for_terminals_and_those_who_ask() {
    let colourful = |variables: &[(&str, &str)]| {
        let mut command = command();
        command.arg("claims").envs(variables.iter().copied());
        run_command(command, b"").out.contains('\u{1b}')
    };
    assert!(!colourful(&[]));
    assert!(colourful(&[("CLICOLOR_FORCE", "1")]));
    assert!(!colourful(&[("NO_COLOR", "1")]));
}

const CLAIMS: &str = r#"
claim = [
    { id = "the_base_holds_here", statement = "a < b & c.", kind = "theorem", source = "x", grade = "proved", coq = "the_base_holds_here", book = "results/one.md" },
    { id = "the_middle_rests_on_the_base", statement = "b.", kind = "theorem", source = "x", grade = "proved", coq = "the_middle_rests_on_the_base", book = "results/two.md" },
    { id = "the_top_rests_on_both", statement = "c.", kind = "theorem", source = "x", grade = "proved", coq = "the_top_rests_on_both", book = "results/two.md#top" },
    { id = "the_hermit_stands_alone", statement = "d.", kind = "theorem", source = "x", grade = "proved", coq = "the_hermit_stands_alone", book = "results/two.md" },
    { id = "the_rumour_is_open", statement = "e.", kind = "theorem", source = "x", grade = "open", book = "results/one.md" },
]
"#;

const DEPENDENCIES: &str = r#"{"schema": "coarsegrad/dependencies/1", "theorems": {
    "the_base_holds_here": {"uses": [], "definitions": []},
    "the_middle_rests_on_the_base": {"uses": ["the_base_holds_here"], "definitions": []},
    "the_top_rests_on_both": {"uses": ["the_base_holds_here", "the_middle_rests_on_the_base"], "definitions": []},
    "the_hermit_stands_alone": {"uses": [], "definitions": []}}}"#;

#[test]
fn the_drawing_has_every_proved_claim_and_no_line_too_many() {
    let fixture = Register::read(CLAIMS, DEPENDENCIES).unwrap();
    let picture = drawing(&fixture);
    assert_eq!(picture.matches("<path d=").count(), 2);
    assert_eq!(picture.matches("<a href=").count(), 4);
    assert!(picture.contains("<title>the_base_holds_here: a &lt; b &amp; c.</title>"));
    assert!(picture.contains("neither rests on") && !picture.contains("the_rumour"));
    // An empty line would end the drawing in a page of Markdown.
    assert!(picture.lines().all(|line| !line.trim().is_empty()));
    assert_eq!(picture, drawing(&fixture));

    let embedded = register();
    let proved = embedded
        .claims()
        .iter()
        .filter(|claim| claim.grade == Grade::Proved)
        .count();
    assert_eq!(drawing(&embedded).matches("<a href=").count(), proved);
}

#[test]
fn a_damaged_register_is_refused_by_name() {
    let refused = |claims: &str, dependencies: &str| {
        Register::read(claims, dependencies)
            .unwrap_err()
            .to_string()
    };
    let twice = CLAIMS.replace("the_rumour_is_open", "the_base_holds_here");
    assert_eq!(
        refused(&twice, DEPENDENCIES),
        "there are two claims the_base_holds_here"
    );
    let lost = CLAIMS.replace("id = \"the_hermit_stands_alone\"", "id = \"the_lost_row\"");
    assert_eq!(
        refused(&lost, DEPENDENCIES),
        "the theorem the_hermit_stands_alone has no row in the register of claims"
    );
    let likely = CLAIMS.replacen("\"proved\"", "\"likely\"", 1);
    assert!(refused(&likely, DEPENDENCIES).contains("unknown variant `likely`"));
    let circle = DEPENDENCIES.replacen("[]", "[\"the_top_rests_on_both\"]", 1);
    assert_eq!(
        refused(CLAIMS, &circle),
        "the_base_holds_here rests on itself"
    );
    assert!(refused(CLAIMS, "{}").starts_with("the dependencies of the theorems cannot be read"));
}
