//! Findings of which the same is said in several formats.
//!
//! Two findings of a case are alike if they differ in no more than the format: in its name, in bit patterns and in how
//! many cases a convention has right.

use std::collections::HashMap;

use coarsegrad_model::pointwise::Dtype;

use super::Finding;
use crate::judge::Verdict;
use crate::wire::encode_hex;

/// A finding, and the formats of those alike.
pub(super) struct Alike<'a> {
    pub(super) first: &'a Finding,
    dtypes: Vec<&'a str>,
}

impl Alike<'_> {
    /// The formats, separated by commas.
    pub(super) fn dtypes(&self) -> String {
        self.dtypes.join(", ")
    }

    /// How many findings there are.
    pub(super) fn count(&self) -> u64 {
        u64::try_from(self.dtypes.len()).unwrap_or(u64::MAX)
    }
}

/// The findings, those alike in the place of the first of them.
pub(super) fn together<'a>(findings: impl Iterator<Item = &'a Finding>) -> Vec<Alike<'a>> {
    let mut all: Vec<Alike<'a>> = Vec::new();
    let mut places: HashMap<Essence<'a>, usize> = HashMap::new();
    for finding in findings {
        let place = *places.entry(essence(finding)).or_insert(all.len());
        match all.get_mut(place) {
            Some(alike) => alike.dtypes.push(&finding.dtype),
            None => all.push(Alike {
                first: finding,
                dtypes: vec![&finding.dtype],
            }),
        }
    }
    all
}

/// What two findings alike have in common: the case, the verdict, and what is asked, got, expected and diagnosed. The
/// other lines are of the case.
type Essence<'a> = (&'a str, Verdict, bool, [String; 3]);

fn essence(finding: &Finding) -> Essence<'_> {
    let [what, got, _, diagnosis, _] = &finding.text;
    let name = format!(" in {}:", finding.dtype);
    let said = [
        without_patterns(&what.replacen(&name, ":", 1), &finding.dtype),
        without_patterns(got, &finding.dtype),
        without_counts(diagnosis),
    ];
    (&finding.id, finding.verdict, finding.known, said)
}

/// A text without the patterns of a format: `1 (3f80)` becomes `1`.
fn without_patterns(text: &str, dtype: &str) -> String {
    let digits = dtype
        .parse()
        .map_or(0, |dtype: Dtype| encode_hex(dtype, &[0]).len());
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(" (") {
        let (before, bracket) = rest.split_at(start);
        kept.push_str(before);
        let inner = bracket.strip_prefix(" (").unwrap_or_default();
        let pattern = inner.split_once(')').filter(|(pattern, _)| {
            pattern.len() == digits && pattern.bytes().all(|byte| byte.is_ascii_hexdigit())
        });
        rest = match pattern {
            Some((_, after)) => after,
            None => {
                kept.push_str(" (");
                inner
            }
        };
    }
    kept + rest
}

/// A text without the words that are numbers.
fn without_counts(text: &str) -> String {
    let is_count = |word: &str| {
        let digits = word.trim_end_matches([';', ',']);
        !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
    };
    let words = text.split(' ').filter(|word| !is_count(word));
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finding(dtype: &str, got: &str, diagnosis: &str) -> Finding {
        Finding {
            id: "clip.dx/unit-1".to_owned(),
            hash: String::new(),
            op: "clip".to_owned(),
            output: "dx".to_owned(),
            dtype: dtype.to_owned(),
            verdict: Verdict::Fail,
            known: false,
            text: [
                format!("what: clip.dx/unit-1 in {dtype}: dx of clip at x = 1"),
                got.to_owned(),
                "rule: r".to_owned(),
                diagnosis.to_owned(),
                format!("effect: e; repeat with: ... --dtype {dtype}"),
            ],
        }
    }

    fn formats(findings: &[Finding]) -> Vec<String> {
        together(findings.iter())
            .iter()
            .map(Alike::dtypes)
            .collect()
    }

    #[test]
    fn findings_that_differ_in_no_more_than_the_format_are_one() {
        let right = "diagnosis: nearest is bound=open, right in 3 of 4 cases";
        let fewer = "diagnosis: nearest is bound=open, right in 12 of 12 cases";
        let first = finding("f32", "got: 0 (00000000); expected: 1 (3f800000)", right);
        let second = finding("bf16", "got: 0 (0000); expected: 1 (3f80)", fewer);
        assert_eq!(formats(&[first.clone(), second.clone()]), ["f32, bf16"]);

        let other_answer = finding("bf16", "got: 2 (4000); expected: 1 (3f80)", fewer);
        assert_eq!(formats(&[first.clone(), other_answer]), ["f32", "bf16"]);
        let other_axis = fewer.replace("bound=open", "compare_dtype=f16");
        let other_axis = finding("f16", "got: 0 (0000); expected: 1 (3c00)", &other_axis);
        assert_eq!(formats(&[first.clone(), other_axis]), ["f32", "f16"]);
        let mut other_case = second.clone();
        other_case.id = "clip.dx/unit-2".to_owned();
        assert_eq!(formats(&[first.clone(), other_case]), ["f32", "bf16"]);
        let mut known = second;
        known.known = true;
        assert_eq!(formats(&[first, known]), ["f32", "bf16"]);
    }

    #[test]
    fn only_what_is_a_pattern_of_the_format_is_passed_over() {
        let text = "got: [1 (3f80), (a) 2 (beef)]; expected: about 3 (3f800000)";
        assert_eq!(
            without_patterns(text, "bf16"),
            "got: [1, (a) 2]; expected: about 3 (3f800000)"
        );
        assert_eq!(without_patterns("x (", "f32"), "x (");
        assert_eq!(without_counts("a 12 of 3; b2 7, c"), "a of b2 c");
    }
}
