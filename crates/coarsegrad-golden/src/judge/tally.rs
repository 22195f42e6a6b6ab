//! What is remembered of the answers: counts by signature, and the first few cases that may be wrong.
//!
//! Memory depends on the number of operations, outputs, formats and signatures, on the length of the lists of known and
//! earlier findings, and on the number of findings kept, not on the number of cases.
//!
//! Answers that are not right under every convention, and the first others of each output, are compared with the
//! [slips](super::slip) too.

use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use coarsegrad_model::pointwise::Dtype;

use super::compare::{Meets, meets};
use super::convention::{Alternative, Conditions};
use super::slip::agreeing;
use super::suspect::Compared;
use super::verdict::{Counts, Verdict};
use crate::case::{Case, Expectation};

/// What became of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// The verdict, and what is said about it.
    Settled(Verdict, String),
    /// The verdict depends on the effective convention.
    Open(Vec<Alternative>),
}

/// A case that may be wrong.
#[derive(Debug)]
pub(crate) struct Kept {
    pub(crate) case: Rc<Case>,
    pub(crate) dtype: Dtype,
    pub(crate) got: Vec<u64>,
    pub(crate) outcome: Outcome,
}

/// The cases of an output of an operation in a format.
#[derive(Debug, Default)]
pub(crate) struct Group {
    pub(crate) settled: Counts,
    pub(crate) signatures: HashMap<Vec<Alternative>, (u64, usize)>,
    /// The answers that were compared with the slips.
    pub(crate) compared: HashMap<Compared, u64>,
    /// The answers that are right under every convention.
    plain: usize,
    kept: [usize; Verdict::ALL.len()],
}

/// The answers of an output that are compared with the slips although they are right under every convention.
const PLAIN: usize = 1000;

/// The kinds of answers that are told apart, at most, when they are compared with the slips.
const KINDS: usize = 20_000;

/// Operation, output and format.
pub(crate) type GroupKey = (String, String, Dtype);

/// A case that is watched: it is known, or was found earlier.
#[derive(Debug, Default)]
pub(crate) struct Watched {
    pub(crate) outcome: Option<Outcome>,
    pub(crate) op: String,
    pub(crate) hash: String,
    pub(crate) withdrawn: bool,
    /// Whether there is such a case, asked or not.
    pub(crate) exists: bool,
}

/// The findings kept of each kind in a group before the other kinds and groups had their turn. The first of a kind is kept
/// even where the others have taken all the room.
const EACH: usize = 20;

#[derive(Debug)]
pub(crate) struct Tally {
    pub(crate) conditions: Conditions,
    pub(crate) groups: BTreeMap<GroupKey, Group>,
    pub(crate) kept: Vec<Kept>,
    pub(crate) watched: HashMap<String, BTreeMap<Dtype, Watched>>,
    pub(crate) withdrawn: u64,
    limit: usize,
    /// Whether right answers are kept too.
    all: bool,
    signature: Vec<Alternative>,
}

impl Tally {
    pub(crate) fn new(
        limit: usize,
        all: bool,
        watched: HashMap<String, BTreeMap<Dtype, Watched>>,
    ) -> Self {
        Tally {
            conditions: Conditions::default(),
            groups: BTreeMap::new(),
            kept: Vec::new(),
            watched,
            withdrawn: 0,
            limit,
            all,
            signature: Vec::new(),
        }
    }

    /// There is such a case.
    pub(crate) fn exists(&mut self, id: &str) {
        if self.watched.is_empty() {
            return;
        }
        let formats = self.watched.get_mut(id).into_iter();
        for watched in formats.flat_map(BTreeMap::values_mut) {
            watched.exists = true;
        }
    }

    /// A case that is not asked any more.
    pub(crate) fn withdrawn(&mut self, case: &Case) {
        self.withdrawn += 1;
        for watched in self
            .watched
            .get_mut(&case.id)
            .into_iter()
            .flat_map(BTreeMap::values_mut)
        {
            watched.withdrawn = true;
        }
    }

    /// The patterns that came as the answer.
    pub(crate) fn answered(&mut self, case: &Rc<Case>, dtype: Dtype, got: &[u64]) {
        let mut signature = std::mem::take(&mut self.signature);
        signature.clear();
        for expectation in of_format(case, dtype) {
            let for_format = expectation.when.get("dtype");
            let met = meets(expectation, case.tolerance, dtype, got);
            let number = if for_format.is_some() {
                let mut when = expectation.when.clone();
                when.remove("dtype");
                self.conditions.number(&when)
            } else {
                self.conditions.number(&expectation.when)
            };
            signature.push((number, met));
        }
        let right = signature.iter().all(|(_, met)| *met == Meets::Yes) && !signature.is_empty();
        self.watch(case, dtype, || Outcome::Open(signature.clone()));
        let group = group(&mut self.groups, case, dtype);
        let (count, kept) = match group.signatures.get_mut(&signature) {
            Some(entry) => entry,
            None => group.signatures.entry(signature.clone()).or_insert((0, 0)),
        };
        *count += 1;
        group.plain += usize::from(right);
        if !right || group.plain <= PLAIN {
            let compared = compared(case, dtype, got, &signature);
            let known = group.compared.len() < KINDS || group.compared.contains_key(&compared);
            if known {
                *group.compared.entry(compared).or_default() += 1;
            }
        }
        let room = self.kept.len() < self.limit || *kept == 0;
        if (self.all || !right) && room && *kept < EACH {
            *kept += 1;
            self.kept.push(Kept {
                case: Rc::clone(case),
                dtype,
                got: got.to_vec(),
                outcome: Outcome::Open(signature.clone()),
            });
        }
        self.signature = signature;
    }

    /// A verdict that depends on no convention.
    pub(crate) fn settle(&mut self, case: &Rc<Case>, dtype: Dtype, verdict: Verdict, why: &str) {
        self.watch(case, dtype, || Outcome::Settled(verdict, why.to_owned()));
        let group = group(&mut self.groups, case, dtype);
        group.settled.add(verdict, 1);
        let kept = group.kept.get_mut(verdict as usize);
        let room = kept.is_some_and(|kept| {
            *kept += 1;
            *kept == 1 || *kept <= EACH && self.kept.len() < self.limit
        });
        let said = self.all || !matches!(verdict, Verdict::Pass | Verdict::NotApplicable);
        if said && room {
            self.kept.push(Kept {
                case: Rc::clone(case),
                dtype,
                got: Vec::new(),
                outcome: Outcome::Settled(verdict, why.to_owned()),
            });
        }
    }

    fn watch(&mut self, case: &Case, dtype: Dtype, outcome: impl FnOnce() -> Outcome) {
        if self.watched.is_empty() {
            return;
        }
        let watched = self.watched.get_mut(&case.id);
        if let Some(watched) = watched.and_then(|formats| formats.get_mut(&dtype)) {
            watched.outcome = Some(outcome());
            watched.op.clone_from(&case.op);
            watched.hash.clone_from(&case.hash);
        }
    }
}

/// The expectations that are about a format.
fn of_format(case: &Case, dtype: Dtype) -> impl Iterator<Item = &Expectation> {
    case.expect.iter().filter(move |expectation| {
        let names = expectation.when.get("dtype");
        names.is_none_or(|names| names.iter().any(|name| name == dtype.name()))
    })
}

fn compared(case: &Case, dtype: Dtype, got: &[u64], signature: &[Alternative]) -> Compared {
    let each = of_format(case, dtype).zip(signature);
    each.map(|(expectation, (number, meets))| {
        (*number, *meets, agreeing(case, expectation, dtype, got))
    })
    .collect()
}

fn group<'a>(
    groups: &'a mut BTreeMap<GroupKey, Group>,
    case: &Case,
    dtype: Dtype,
) -> &'a mut Group {
    groups
        .entry((case.op.clone(), case.output.clone(), dtype))
        .or_default()
}
