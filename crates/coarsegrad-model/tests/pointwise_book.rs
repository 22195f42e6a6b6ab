//! The tables of the book's page on pointwise operations are what the code says.

use coarsegrad_model::pointwise::*;

const PAGE: &str = include_str!("../../../docs/src/definitions/pointwise.md");

fn assert_table(title: &str, rows: &[String]) {
    let table = rows.join("\n");
    assert!(rows.len() > 2);
    assert!(
        PAGE.contains(&table),
        "{title}: the page must contain\n{table}"
    );
}

fn row(cells: &[&str]) -> String {
    format!("| {} |", cells.join(" | "))
}

fn axis<A: Axis>() -> String {
    let choices: Vec<String> = A::ALL
        .iter()
        .map(|choice| format!("`{}`", choice.name()))
        .collect();
    row(&[&format!("`{}`", A::KEY), &choices.join(", ")])
}

#[test]
fn the_axes_are_those_of_the_code() {
    let mut rows = vec![row(&["axis", "choices"]), "|---|---|".to_owned()];
    rows.extend([
        axis::<Rounding>(),
        axis::<Order>(),
        axis::<Bound>(),
        axis::<NanPolicy>(),
        axis::<ZeroPointRounding>(),
        axis::<ScaleGradient>(),
        axis::<CompareDtype>(),
        axis::<Mask>(),
        axis::<SignAtZero>(),
        axis::<HeavisideAtZero>(),
        axis::<TernaryTie>(),
        axis::<SurrogateNorm>(),
    ]);
    assert_table("axes", &rows);
}

#[test]
fn the_known_conventions_are_those_of_the_code() {
    let mut clips = vec![
        row(&["implementation", "convention"]),
        "|---|---|".to_owned(),
    ];
    clips.extend(
        KNOWN_CLIPS
            .iter()
            .map(|known| row(&[known.implementation, &format!("`{}`", known.convention)])),
    );
    assert_table("clips", &clips);
    let mut quantisers = vec![
        row(&["implementation", "`round`", "`order`", "`bound`", "`mask`"]),
        "|---|---|---|---|---|".to_owned(),
    ];
    quantisers.extend(KNOWN_FAKE_QUANTS.iter().map(|known| {
        let c = known.convention;
        row(&[
            known.implementation,
            c.round.name(),
            c.order.name(),
            c.bound.name(),
            if c.bound == Bound::Identity {
                "none"
            } else {
                c.mask.name()
            },
        ])
    }));
    assert_table("fake-quantisers", &quantisers);
    let mut points = vec![
        row(&["implementation", "axis", "choice"]),
        "|---|---|---|".to_owned(),
    ];
    points.extend(
        KNOWN_ROUNDINGS
            .iter()
            .map(|k| row(&[k.implementation, "`round`", k.convention.name()])),
    );
    points.extend(
        KNOWN_SIGNS
            .iter()
            .map(|k| row(&[k.implementation, "`sign0`", k.convention.name()])),
    );
    points.extend(
        KNOWN_HEAVISIDES
            .iter()
            .map(|k| row(&[k.implementation, "`heaviside0`", k.convention.name()])),
    );
    assert_table("rounding, sign, Heaviside", &points);
}

#[test]
fn the_surrogates_are_those_of_the_code() {
    let mut rows = vec![
        row(&["library", "name", "code", "documentation"]),
        "|---|---|---|---|".to_owned(),
    ];
    rows.extend(shipped().iter().map(|row_of| {
        let documented = row_of
            .documented
            .as_ref()
            .map_or("no difference known".to_owned(), |s| format!("`{s}`"));
        row(&[
            row_of.library,
            row_of.name,
            &format!("`{}`", row_of.surrogate),
            &documented,
        ])
    }));
    assert_table("shipped surrogates", &rows);
    for surrogate in Surrogate::catalogue() {
        assert!(
            PAGE.contains(&format!("| `{surrogate}` |")),
            "{surrogate} has no row"
        );
    }
}

#[test]
fn the_fingerprint_is_that_of_the_code() {
    assert!(PAGE.contains(&FINGERPRINT_POINTS.join("  ")));
    let conventions = nearest_conventions();
    let found = classes(&conventions).unwrap();
    let sentence = format!(
        "{} points, {} conventions, {} classes",
        FINGERPRINT_LEN,
        conventions.len(),
        found.len()
    );
    assert!(PAGE.contains(&sentence), "{sentence}");
}
