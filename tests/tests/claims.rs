//! The register of claims keeps its promises: every theorem, test and page that a row names is there, and every theorem
//! and every test has a row.

use theorems::claims::{Claim, GRADES, Rooms, anchors, defects, parse, theorems};

const REGISTER: &str = include_str!("../../proofs/claims.toml");

/// Every room that `proofs/claims.toml` promises exists, and every theorem of `Main.v`, every test and every erratum has
/// its row.
#[test]
fn every_claim_has_its_rooms_and_every_room_its_claim() {
    let claims = parse(REGISTER).unwrap();
    let rooms = Rooms::of_this_checkout();
    assert_eq!(defects(&claims, &rooms), Vec::<String>::new());
    assert!(claims.len() >= 100, "{} claims", claims.len());
    for grade in GRADES {
        let count = claims.iter().filter(|claim| claim.grade == grade).count();
        println!("{grade}: {count}");
    }
}

/// The anchors that the check computes are those of a rendered page: punctuation goes, case goes, spaces become hyphens,
/// what stands in a code block is no heading, a repeated heading is numbered.
#[test]
fn anchors_follow_the_rule_of_the_book() {
    let page =
        "# E1. The teacher's `x_i` line\n\n```text\n# no heading\n```\n#tag\n## Again\n### Again\n";
    let found: Vec<String> = anchors(page).into_iter().collect();
    assert_eq!(
        found,
        ["again", "again-1", "e1-the-teachers-x_i-line"].map(str::to_owned)
    );
}

/// Theorems are read as Coq reads them: comments, nested ones too, hide what they enclose and nothing else.
#[test]
fn theorems_in_comments_are_not_counted() {
    let text = "(* Theorem hidden : True. (* nested *) Lemma hidden_too : True. *)\nTheorem first_one_here : True.\n\
                Proof. exact I. Qed.\nLemma (* why *) second_one_here: True.\nCorollary third'(n : nat) : True.\n\
                Definition no_theorem := 0.";
    assert_eq!(
        theorems(text),
        ["first_one_here", "second_one_here", "third'"]
    );
}

const FIXTURE: &str = r#"
[[claim]]
id = "the_sum_is_symmetric"
statement = "x + y = y + x."
kind = "theorem"
source = "the book"
grade = "proved"
coq = "the_sum_is_symmetric"
tests = ["sums::sum_is_symmetric_here"]
book = "results/sums.md#two-terms"

[[claim]]
id = "the_value_is_certified"
statement = "1 + 1 = 2."
kind = "algorithm"
source = "the book"
grade = "certified"
coq = "golden_two"
tests = ["attic-crate/values::value_is_two_here"]
book = "results/sums.md"
"#;

fn rooms() -> Rooms {
    let map = |pairs: &[(&str, &str)]| {
        pairs
            .iter()
            .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()))
            .collect()
    };
    Rooms {
        main: "Theorem the_sum_is_symmetric : True.".to_owned(),
        dependencies: r#"{"theorems": {"the_sum_is_symmetric": {}}}"#.to_owned(),
        certificates: map(&[("Golden_000", "Lemma golden_two_3 : True.")]),
        tests: map(&[
            (
                "sums",
                "/// Claim.\n#[test]\nfn sum_is_symmetric_here() {}\n",
            ),
            (
                "attic-crate/values",
                "#[test]\nfn value_is_two_here() {}\n#[test]\nfn unnamed_elsewhere_here() {}\n",
            ),
            ("house", "#[test]\nfn about_the_house() {}\n"),
        ]),
        pages: map(&[("results/sums.md", "# Sums\n\n## Two terms\n")]),
    }
}

/// The defects of the fixture with one text replaced by another.
#[expect(
    clippy::unwrap_used,
    reason = "a fixture that cannot be read must fail"
)]
fn with(old: &str, new: &str) -> Vec<String> {
    assert!(FIXTURE.contains(old), "{old}");
    defects(&parse(&FIXTURE.replacen(old, new, 1)).unwrap(), &rooms())
}

/// The fixture has no defect, and each kind of defect in a row is reported with the name of the row and what is wrong.
#[test]
fn each_defect_of_a_row_is_reported_by_name() {
    assert_eq!(with("x + y", "x + y"), Vec::<String>::new());
    let duplicate = "the_sum_is_symmetric: there are two rows with this id";
    assert!(with("the_value_is_certified", "the_sum_is_symmetric").contains(&duplicate.into()));
    let cases = [
        (
            "id = \"the_value_is_certified\"",
            "id = \"valueCertified\"",
            "valueCertified: the id is not a sentence of at least three words with _ between them",
        ),
        (
            "1 + 1 = 2.",
            "",
            "the_value_is_certified: the statement is not a sentence on one line",
        ),
        (
            "kind = \"algorithm\"\nsource = \"the book\"",
            "kind = \"algorithm\"\nsource = \"\"",
            "the_value_is_certified: the source is empty",
        ),
        (
            "kind = \"algorithm\"",
            "kind = \"hunch\"",
            "the_value_is_certified: there is no kind \"hunch\"",
        ),
        (
            "grade = \"certified\"\ncoq = \"golden_two\"",
            "grade = \"likely\"",
            "the_value_is_certified: there is no grade \"likely\"",
        ),
        (
            "grade = \"certified\"\ncoq = \"golden_two\"",
            "grade = \"proved\"",
            "the_value_is_certified: proved without the name of a theorem",
        ),
        (
            "grade = \"certified\"\ncoq = \"golden_two\"",
            "grade = \"proved\"\ncoq = \"the_value_is_certified\"",
            "the_value_is_certified: Main.v has no theorem the_value_is_certified",
        ),
        (
            "coq = \"golden_two\"",
            "",
            "the_value_is_certified: certified without the name of its certificates",
        ),
        (
            "coq = \"golden_two\"",
            "coq = \"\"",
            "the_value_is_certified: there are no certificates ",
        ),
        (
            "coq = \"golden_two\"",
            "coq = \"golden_three\"",
            "the_value_is_certified: there are no certificates golden_three",
        ),
        (
            "grade = \"certified\"",
            "grade = \"sampled\"",
            "the_value_is_certified: names golden_two of Coq but is graded sampled",
        ),
        (
            "grade = \"certified\"\ncoq = \"golden_two\"\ntests = [\"attic-crate/values::value_is_two_here\"]",
            "grade = \"enclosed\"",
            "the_value_is_certified: graded enclosed without a test",
        ),
        (
            "kind = \"algorithm\"",
            "kind = \"erratum\"",
            "the_value_is_certified: an erratum without its number",
        ),
        (
            "kind = \"algorithm\"",
            "kind = \"algorithm\"\nerrata = [\"E8\"]",
            "the_value_is_certified: there is no erratum E8",
        ),
        (
            "attic-crate/values::value_is_two_here",
            "attic-crate/values::value_is_three",
            "the_value_is_certified: there is no test attic-crate/values::value_is_three",
        ),
        (
            "attic-crate/values::value_is_two_here",
            "cellar/values::value_is_two_here",
            "the_value_is_certified: there is no test file cellar/values",
        ),
        (
            "attic-crate/values::value_is_two_here",
            "value_is_two_here",
            "the_value_is_certified: value_is_two_here is not of the form file::function",
        ),
        (
            "#two-terms",
            "#three-terms",
            "the_sum_is_symmetric: the page results/sums.md has no heading three-terms",
        ),
        (
            "results/sums.md#two-terms",
            "results/products.md",
            "the_sum_is_symmetric: the book has no page results/products.md",
        ),
    ];
    for (old, new, expected) in cases {
        assert_eq!(with(old, new), [expected], "{new}");
    }
}

/// A theorem that has lost its row, one with two, a theorem under another name than its row, a test in no row and a
/// switched-off test are reported by name.
#[test]
fn each_orphan_is_reported_by_name() {
    let claims = parse(FIXTURE).unwrap();
    let in_rooms = |change: &dyn Fn(&mut Rooms)| {
        let mut rooms = rooms();
        change(&mut rooms);
        defects(&claims, &rooms)
    };
    let report = in_rooms(&|rooms| rooms.main.push_str(" Lemma lost_in_the_file : True."));
    assert_eq!(
        report,
        [
            "the theorem lost_in_the_file of Main.v has 0 rows",
            "dependencies.json does not speak of the theorem lost_in_the_file",
        ]
    );
    let report = in_rooms(&|rooms| rooms.main.clear());
    assert_eq!(
        report,
        [
            "the_sum_is_symmetric: Main.v has no theorem the_sum_is_symmetric",
            "dependencies.json speaks of the_sum_is_symmetric, which is no theorem of Main.v",
        ]
    );
    let orphan = "#[test]\nfn nobody_names_me() {}\n";
    let report = in_rooms(&|rooms| {
        rooms.tests.insert("lonely".into(), orphan.into());
    });
    assert_eq!(report, ["the test lonely::nobody_names_me is in no row"]);
    let ignored = "#[test]\n#[ignore = \"slow\"]\nfn sum_is_symmetric_here() {}\n";
    let report = in_rooms(&|rooms| {
        rooms.tests.insert("sums".into(), ignored.into());
    });
    assert_eq!(
        report,
        ["the_sum_is_symmetric: the test sums::sum_is_symmetric_here is switched off"]
    );
    let report = in_rooms(&|rooms| rooms.certificates.clear());
    assert_eq!(
        report,
        ["the_value_is_certified: there are no certificates golden_two"]
    );
    let report = in_rooms(&|rooms| {
        rooms.pages.insert("results/errata.md".into(), "# E".into());
    });
    assert_eq!(report.len(), 7);
    assert_eq!(report[0], "the erratum E1 has no row");

    let mut twice = claims.clone();
    twice.push(Claim {
        id: "the_sum_is_symmetric_again".into(),
        ..claims[0].clone()
    });
    assert_eq!(
        defects(&twice, &rooms()),
        [
            "the_sum_is_symmetric_again: its theorem has another name, the_sum_is_symmetric",
            "the theorem the_sum_is_symmetric of Main.v has 2 rows",
        ]
    );
}

/// A field with a wrong name, a missing field and a text that is no TOML are refused on reading.
#[test]
fn a_register_that_cannot_be_read_is_refused() {
    for (old, new, expected) in [
        ("coq =", "cog =", "unknown field `cog`"),
        ("book =", "# book =", "missing field `book`"),
        ("[[claim]]", "[[claim]", "TOML parse error"),
    ] {
        let error = parse(&FIXTURE.replacen(old, new, 1)).unwrap_err();
        assert!(error.contains(expected), "{error}");
    }
}

/// The graph is read as `proofs/tools/dependencies.awk` says: through lemmas, not through what stands outside a proof,
/// with no edge between theorems that restate the same lemma; definitions are those of the statement.
#[test]
fn dependencies_are_read_from_what_coq_leaves() {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("dependencies");
    for room in ["spec", "theory"] {
        std::fs::create_dir_all(folder.join(room)).unwrap();
    }
    // In these sources `name@` declares and `@name` refers; a `.glob` file says where.
    let sources = [
        (
            "spec/D",
            "Definition spec.D.d@ := True. Definition spec.D.unused@ := @spec.D.d.",
        ),
        (
            "theory/T",
            "Lemma theory.T.base@ : @spec.D.d. Proof. exact I. Qed.\n\
             Lemma theory.T.free@ : True. Proof. exact I. Qed.\n\
             Lemma theory.T.next@ : True. Proof. exact @theory.T.base. Qed.\n\
             Ltac tactic := exact @theory.T.free.\n\
             Lemma theory.T.last@ : True. Proof. exact @theory.T.next. Defined.\n",
        ),
        (
            "Main",
            "Theorem Main.base_holds_here@ : @spec.D.d. Proof. exact @theory.T.base. Qed.\n\
             Theorem Main.base_holds_again@ : True. Proof. exact @theory.T.base. Qed.\n\
             Theorem Main.free_holds_here@ : @spec.D.d. Proof. unfold @spec.D.unused; exact @theory.T.free. Qed.\n\
             Theorem Main.last_holds_here@ : True. Proof. exact @theory.T.last. Qed.\n\
             Theorem Main.all_hold_here@ : True. Proof. exact (@Main.last_holds_here @Main.plain_holds_here). Qed.\n\
             Theorem Main.plain_holds_here@ : True. Proof. exact I. Qed.\n\
             Example Main.witness@ : True. Proof. exact @theory.T.base. Qed.\n",
        ),
    ];
    let mut arguments = vec!["-f".to_owned(), {
        let script = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../proofs/tools/dependencies.awk"
        );
        script.to_owned()
    }];
    for (file, source) in sources {
        let module = file.replace('/', ".");
        let mut glob = format!("DIGEST 0\nFCoarsegrad.{module}\n");
        for (at, _) in source.match_indices('@') {
            let (before, after) = source.split_at(at);
            let name = |text: &str| text.rsplit('.').next().unwrap_or_default().to_owned();
            let is_end = |c: char| !c.is_alphanumeric() && c != '_' && c != '.';
            if after.starts_with("@ ") {
                let start = before.rfind(' ').map_or(0, |space| space + 1);
                let word = before[..start].trim_end().rsplit([' ', '\n']).next();
                let kind = match word {
                    Some("Definition" | "Example") => "def",
                    _ => "prf",
                };
                glob += &format!("{kind} {start}:{at} <> {}\n", name(&before[start..]));
            } else {
                let target = after[1..].split(is_end).next().unwrap_or_default();
                let target = target.trim_end_matches('.');
                let (module, name) = target.rsplit_once('.').unwrap();
                let kind = if module.starts_with("spec") {
                    "def"
                } else {
                    "thm"
                };
                glob += &format!("R{at}:{at} Coarsegrad.{module} <> {name} {kind}\n");
            }
        }
        std::fs::write(folder.join(format!("{file}.v")), source).unwrap();
        std::fs::write(folder.join(format!("{file}.glob")), glob).unwrap();
        arguments.push(format!("{file}.glob"));
    }
    let output = std::process::Command::new("awk")
        .args(arguments)
        .current_dir(&folder)
        .output()
        .unwrap();
    let found: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let expected = serde_json::json!({
        "schema": "coarsegrad/dependencies/1",
        "theorems": {
            "base_holds_here": {"uses": [], "definitions": ["d"]},
            "base_holds_again": {"uses": [], "definitions": []},
            "free_holds_here": {"uses": [], "definitions": ["d"]},
            "last_holds_here": {"uses": ["base_holds_again", "base_holds_here"], "definitions": []},
            "all_hold_here": {
                "uses": [
                    "base_holds_again",
                    "base_holds_here",
                    "last_holds_here",
                    "plain_holds_here",
                ],
                "definitions": [],
            },
            "plain_holds_here": {"uses": [], "definitions": []},
        },
    });
    assert_eq!(found, expected);
}
