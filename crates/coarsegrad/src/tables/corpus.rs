//! What the corpus asks: its operations, and what its flags mean.

use std::collections::{BTreeMap, BTreeSet};

use coarsegrad_golden::case::Case;
use coarsegrad_golden::families::{FAMILIES, committed};
use coarsegrad_golden::flags::flags;

use super::TableError;
use super::markdown::{Grid, anchored, code};

/// The slopes of the catalogue, each of which is an operation.
const SLOPES: &str = "surrogate.SLOPE";

/// What the cases of one operation have.
#[derive(Default)]
struct Operation {
    outputs: BTreeSet<String>,
    inputs: BTreeMap<String, BTreeSet<usize>>,
    params: BTreeSet<String>,
    axes: BTreeMap<String, BTreeSet<String>>,
    cases: u32,
}

impl Operation {
    fn add(&mut self, case: &Case) {
        self.outputs.insert(case.output.clone());
        for (name, tensor) in &case.inputs {
            let ranks = self.inputs.entry(name.clone()).or_default();
            ranks.insert(tensor.shape.len());
        }
        self.params.extend(case.params.keys().cloned());
        let conditions = case.expect.iter().flat_map(|expectation| &expectation.when);
        for (axis, choices) in conditions.filter(|(axis, _)| *axis != "dtype") {
            let all = self.axes.entry(axis.clone()).or_default();
            all.extend(choices.iter().cloned());
        }
        self.cases += 1;
    }

    fn cells(&self, name: &str) -> [String; 6] {
        let inputs = self.inputs.iter().map(|(name, ranks)| {
            let ranks: Vec<_> = ranks.iter().map(|rank| shape(*rank)).collect();
            format!("{} {}", code(name), ranks.join(" or "))
        });
        let axes = self.axes.iter().map(|(axis, choices)| {
            let choices: Vec<_> = choices.iter().map(String::as_str).collect();
            format!("{}: {}", code(axis), choices.join(", "))
        });
        [
            code(name),
            inputs.collect::<Vec<_>>().join(", "),
            match name {
                SLOPES => "those of the slope".to_owned(),
                _ => codes(&self.params),
            },
            codes(&self.outputs),
            axes.collect::<Vec<_>>().join("; "),
            self.cases.to_string(),
        ]
    }
}

/// The page.
pub(super) fn render() -> Result<String, TableError> {
    let mut operations: BTreeMap<String, Operation> = BTreeMap::new();
    let mut with_flag: BTreeMap<String, u32> = BTreeMap::new();
    for case in committed() {
        let case = case?;
        operations.entry(named(&case)).or_default().add(&case);
        for flag in case.flags {
            *with_flag.entry(flag).or_default() += 1;
        }
    }
    let mut by_operation = Grid::new([
        "operation",
        "inputs",
        "parameters",
        "outputs",
        "axes that its cases tell apart",
        "cases",
    ]);
    for (name, operation) in &operations {
        by_operation.row(operation.cells(name));
    }
    let mut by_flag = Grid::new(["flag", "catches", "what failing costs", "seen", "cases"]);
    for (name, flag) in flags()? {
        let seen: Vec<_> = flag.seen.iter().map(|link| linked(link)).collect();
        let cases = with_flag.get(&name).copied().unwrap_or_default();
        let cells = [code(&name), flag.catches, flag.effect, seen.join(", ")];
        let [name, catches, effect, seen] = cells;
        by_flag.row([name, catches, effect, seen, cases.to_string()]);
    }
    let mut by_file = Grid::new(["file", "cases"]);
    let mut all = 0;
    for family in FAMILIES {
        let cases = family.committed().count();
        by_file.row([code(&family.path()), cases.to_string()]);
        all += cases;
    }
    by_file.row(["all".to_owned(), all.to_string()]);
    Ok(format!(
        "# Operations and flags of the corpus\n\n\
         What the terms mean: [the corpus](../guides/corpus.md). The axes and their choices:\n\
         [pointwise operations](../definitions/pointwise.md).\n\n\
         ## Operations\n\n{}\n\
         ## Flags\n\n{}\n\
         ## Files\n\n{}",
        anchored("operations", &by_operation.render()),
        anchored("flags", &by_flag.render()),
        anchored("files", &by_file.render()),
    ))
}

/// The operation, slopes and libraries each as one.
fn named(case: &Case) -> String {
    match case.op.split_once('.') {
        Some(("surrogate", _)) => SLOPES.to_owned(),
        Some(("library", _)) => "library.LIBRARY.SLOPE".to_owned(),
        _ => case.op.clone(),
    }
}

fn shape(rank: usize) -> &'static str {
    match rank {
        0 => "number",
        1 => "vector",
        2 => "matrix",
        _ => "tensor",
    }
}

fn codes(names: &BTreeSet<String>) -> String {
    let names: Vec<_> = names.iter().map(|name| code(name)).collect();
    names.join(", ")
}

/// A link to an issue, shown as `repository#number`.
fn linked(link: &str) -> String {
    let parts: Vec<_> = link.trim_end_matches('/').rsplit('/').collect();
    match parts.as_slice() {
        [number, _, repository, ..] => format!("[{repository}#{number}]({link})"),
        _ => format!("<{link}>"),
    }
}
