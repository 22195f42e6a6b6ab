//! From what the judge remembers to the report.

use std::collections::{BTreeMap, HashMap};

use coarsegrad_model::pointwise::Dtype;

use super::finding::describe;
use super::known::KnownSummary;
use super::track::{Change, Changes};
use super::{
    BackendInfo, Cell, ConventionRow, Finding, Problem, ProblemKind, REPORT_NAME, Report, State,
};
use crate::judge::{
    Choices, Counts, Ended, GroupKey, Kept, Options, Outcome, Resolution, SlipRow, Standing,
    Suspect, Tally, Verdict, resolve, standing, suspect,
};
use crate::wire::{Greeting, cut};

/// The effective and nearest conventions by operation and format.
type Resolutions = BTreeMap<(String, Dtype), Resolution>;

impl Report {
    pub(crate) fn new(tally: &Tally, ended: &Ended, options: &Options) -> Self {
        let resolutions = resolutions(tally, &ended.greeting);
        let mut counts = Counts::default();
        let mut matrix = Vec::new();
        for ((op, output, dtype), group) in &tally.groups {
            let mut cell = group.settled;
            let resolution = resolutions.get(&(op.clone(), *dtype));
            for (signature, (count, _)) in &group.signatures {
                let outcome = Outcome::Open(signature.clone());
                cell.add(verdict(&outcome, resolution), *count);
            }
            counts.add_all(&cell);
            matrix.push(Cell {
                op: op.clone(),
                output: output.clone(),
                dtype: dtype.to_string(),
                counts: cell,
            });
        }
        let suspects = suspects(tally, &resolutions, &ended.greeting);
        let findings = findings(tally, &resolutions, &suspects, options);
        let bad = |finding: &&Finding| finding.verdict.is_bad();
        let listed = u64::try_from(findings.iter().filter(bad).count()).unwrap_or(0);
        let all_bad = Verdict::ALL.into_iter().filter(|verdict| verdict.is_bad());
        let left_out = all_bad
            .map(|verdict| counts.of(verdict))
            .sum::<u64>()
            .saturating_sub(listed);
        let verdicts = watched_verdicts(tally, &resolutions);
        Report {
            schema: REPORT_NAME.to_owned(),
            judge: env!("CARGO_PKG_VERSION").to_owned(),
            backend: BackendInfo {
                name: cut(&ended.greeting.name, 200),
                version: cut(&ended.greeting.version, 200),
                device: cut(&ended.greeting.device, 200),
                wire: ended.greeting.wire,
            },
            state: match (ended.interrupted, &ended.given_up) {
                (true, _) => State::Interrupted,
                (false, Some(_)) => State::GivenUp,
                (false, None) => State::Finished,
            },
            problems: problems(ended),
            warnings: match options.partial {
                true => Vec::new(),
                false => ended.warnings.clone(),
            },
            restarts: ended.restarts,
            withdrawn: tally.withdrawn,
            counts,
            matrix,
            conventions: rows(&resolutions, &ended.greeting),
            slips: suspects
                .iter()
                .map(|((op, output, dtype), suspect)| SlipRow {
                    op: op.clone(),
                    output: output.clone(),
                    dtype: dtype.to_string(),
                    slip: suspect.slip,
                    convention: shown(&suspect.convention),
                    explained: suspect.explained,
                    unexplained: suspect.unexplained,
                })
                .collect(),
            changes: changes(&findings, &verdicts, left_out > 0, options),
            findings,
            findings_left_out: left_out,
            known: known(&verdicts, ended, options),
            stderr: super::escape::terminal(&ended.stderr),
        }
    }
}

/// What is asked of an operation in a format: which expectations are met, and in how many cases.
pub(crate) type Signatures<'a> = Vec<(&'a [(u32, crate::judge::Meets)], u64)>;

/// The signatures of all outputs together, by operation and format.
pub(crate) fn signatures(tally: &Tally) -> BTreeMap<(String, Dtype), Signatures<'_>> {
    let mut by_op: BTreeMap<_, HashMap<&[_], u64>> = BTreeMap::new();
    for ((op, _, dtype), group) in &tally.groups {
        let all = by_op.entry((op.clone(), *dtype)).or_default();
        for (signature, (count, _)) in &group.signatures {
            *all.entry(signature.as_slice()).or_default() += count;
        }
    }
    by_op
        .into_iter()
        .filter(|(_, signatures)| !signatures.is_empty())
        .map(|(key, signatures)| {
            let mut signatures: Vec<_> = signatures.into_iter().collect();
            signatures.sort_unstable();
            (key, signatures)
        })
        .collect()
}

fn resolutions(tally: &Tally, greeting: &Greeting) -> Resolutions {
    signatures(tally)
        .into_iter()
        .map(|(key, signatures)| {
            let declared = declared(greeting, &key.0);
            let resolution = resolve(&declared, &tally.conditions, &signatures);
            (key, resolution)
        })
        .collect()
}

fn declared(greeting: &Greeting, op: &str) -> Choices {
    let declared = greeting.ops.get(op);
    declared
        .map(|declared| declared.convention.clone())
        .unwrap_or_default()
}

fn verdict(outcome: &Outcome, resolution: Option<&Resolution>) -> Verdict {
    match (outcome, resolution) {
        (Outcome::Settled(verdict, _), _) => *verdict,
        (Outcome::Open(_), None) => Verdict::NotApplicable,
        (Outcome::Open(signature), Some(resolution)) => {
            match standing(signature, &resolution.satisfied) {
                Standing::Right => Verdict::Pass,
                Standing::Wrong if resolution.found => Verdict::ConventionMismatch,
                Standing::Wrong => Verdict::Fail,
                Standing::Unknown => Verdict::Indeterminate,
                Standing::Silent => Verdict::NotApplicable,
            }
        }
    }
}

fn findings(
    tally: &Tally,
    resolutions: &Resolutions,
    suspects: &BTreeMap<GroupKey, Suspect>,
    options: &Options,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    for kept in &tally.kept {
        let Kept { case, dtype, .. } = kept;
        let resolution = resolutions.get(&(case.op.clone(), *dtype));
        let verdict = verdict(&kept.outcome, resolution);
        if !options.all && matches!(verdict, Verdict::Pass | Verdict::NotApplicable) {
            continue;
        }
        findings.push(Finding {
            id: case.id.clone(),
            hash: case.hash.clone(),
            op: case.op.clone(),
            output: case.output.clone(),
            dtype: dtype.to_string(),
            verdict,
            known: verdict.is_bad()
                && options
                    .known
                    .get(&case.id, *dtype)
                    .is_some_and(|entry| entry.hash.as_ref().is_none_or(|hash| *hash == case.hash)),
            text: {
                let key = (case.op.clone(), case.output.clone(), *dtype);
                describe(kept, verdict, resolution, suspects.get(&key), options)
            },
        });
    }
    findings
}

fn problems(ended: &Ended) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut add = |kind, message: &Option<String>| {
        if let Some(message) = message {
            let message = cut(message, 500);
            problems.push(Problem { kind, message });
        }
    };
    // A violation that ended the run is said once; the state says that the run was given up.
    match (&ended.given_up, &ended.violation) {
        (Some(why), Some(violation)) if why.ends_with(violation) => {
            add(ProblemKind::Protocol, &ended.given_up);
        }
        _ => {
            add(ProblemKind::GivenUp, &ended.given_up);
            add(ProblemKind::Protocol, &ended.violation);
        }
    }
    let kind = match ended.stale {
        true => ProblemKind::Stale,
        false => ProblemKind::Cases,
    };
    add(kind, &ended.bad_cases);
    problems
}

/// A convention as it is shown: a backend chooses what it declares.
fn shown(choices: &Choices) -> Choices {
    let pairs = choices.iter();
    pairs
        .map(|(axis, choice)| (cut(axis, 80), cut(choice, 80)))
        .collect()
}

/// What explains the wrong answers of each output that no convention explains.
fn suspects(
    tally: &Tally,
    resolutions: &Resolutions,
    greeting: &Greeting,
) -> BTreeMap<GroupKey, Suspect> {
    let mut suspects = BTreeMap::new();
    for (key, group) in &tally.groups {
        let Some(resolution) = resolutions.get(&(key.0.clone(), key.2)) else {
            continue;
        };
        if resolution.found || resolution.score.wrong == 0 {
            continue;
        }
        let declared = declared(greeting, &key.0);
        let found = suspect(&declared, &tally.conditions, resolution, group);
        suspects.extend(found.map(|found| (key.clone(), found)));
    }
    suspects
}

fn rows(resolutions: &Resolutions, greeting: &Greeting) -> Vec<ConventionRow> {
    resolutions
        .iter()
        .map(|((op, dtype), resolution)| ConventionRow {
            op: op.clone(),
            dtype: dtype.to_string(),
            declared: shown(&declared(greeting, op)),
            effective: shown(&resolution.effective),
            effective_right: resolution.score.right,
            effective_wrong: resolution.score.wrong,
            nearest: shown(&resolution.nearest),
            nearest_right: resolution.nearest_score.right,
            nearest_wrong: resolution.nearest_score.wrong,
            ties: u64::try_from(resolution.ties).unwrap_or(u64::MAX),
            found: resolution.found,
            undetermined: resolution
                .undetermined
                .iter()
                .map(|(axis, choices)| {
                    let choices = choices.iter().map(|choice| cut(choice, 80));
                    (cut(axis, 80), choices.collect())
                })
                .collect(),
        })
        .collect()
}

/// A watched case: its verdict if it was asked, its hash, whether it was withdrawn, and whether there is such a case.
struct Seen<'a> {
    verdict: Option<Verdict>,
    hash: &'a str,
    withdrawn: bool,
    exists: bool,
}

fn watched_verdicts<'a>(
    tally: &'a Tally,
    resolutions: &Resolutions,
) -> BTreeMap<(&'a str, Dtype), Seen<'a>> {
    let mut seen = BTreeMap::new();
    for (id, formats) in &tally.watched {
        for (dtype, watched) in formats {
            let resolution = resolutions.get(&(watched.op.clone(), *dtype));
            let outcome = watched.outcome.as_ref();
            let one = Seen {
                verdict: outcome.map(|outcome| verdict(outcome, resolution)),
                hash: &watched.hash,
                withdrawn: watched.withdrawn,
                exists: watched.exists,
            };
            seen.insert((id.as_str(), *dtype), one);
        }
    }
    seen
}

fn known(
    verdicts: &BTreeMap<(&str, Dtype), Seen<'_>>,
    ended: &Ended,
    options: &Options,
) -> KnownSummary {
    let mut summary = KnownSummary::default();
    let unread = options.partial || !ended.whole;
    let whole = options.families.is_empty()
        && options.dtypes.is_empty()
        && ended.whole
        && ended.given_up.is_none();
    for (id, dtype) in options.known.places() {
        let name = format!("{} {dtype}", cut(id, 200));
        let Some(seen) = verdicts.get(&(id, dtype)) else {
            continue;
        };
        let entry = options.known.get(id, dtype);
        let hash = entry.and_then(|entry| entry.hash.as_deref());
        match seen.verdict {
            Some(_) if hash.is_some_and(|hash| hash != seen.hash) => summary.stale.push(name),
            Some(verdict) if verdict.is_bad() => summary.counts.add(verdict, 1),
            Some(Verdict::Pass) => summary.unexpected_passes.push(name),
            Some(_) => {}
            // Places are in the order of their ids.
            None if !seen.exists && !unread => {
                let id = cut(id, 200);
                if summary.unknown.last() != Some(&id) {
                    summary.unknown.push(id);
                }
            }
            None if seen.withdrawn || whole => summary.stale.push(name),
            None => {}
        }
    }
    summary
}

fn changes(
    findings: &[Finding],
    verdicts: &BTreeMap<(&str, Dtype), Seen<'_>>,
    left_out: bool,
    options: &Options,
) -> Option<Changes> {
    let baseline = options.baseline.as_ref()?;
    let mut changes = Changes {
        partial: left_out || baseline.partial,
        ..Changes::default()
    };
    let mut earlier: BTreeMap<(&str, String), Verdict> = BTreeMap::new();
    for ((id, dtype), before) in &baseline.verdicts {
        earlier.insert((id, dtype.to_string()), *before);
        let seen = verdicts.get(&(id.as_str(), *dtype));
        match seen.and_then(|seen| seen.verdict) {
            Some(now) if now == *before => {}
            Some(now) => changes.changed.push(Change {
                id: id.clone(),
                dtype: dtype.to_string(),
                before: Some(*before),
                now,
            }),
            None => changes.not_asked.push(format!("{} {dtype}", cut(id, 200))),
        }
    }
    for finding in findings {
        let place = (finding.id.as_str(), finding.dtype.clone());
        if !earlier.contains_key(&place) {
            changes.changed.push(Change {
                id: finding.id.clone(),
                dtype: finding.dtype.clone(),
                before: None,
                now: finding.verdict,
            });
        }
    }
    Some(changes)
}
