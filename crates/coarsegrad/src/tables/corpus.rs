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

    fn cells(&self, name: &str) -> [String; 5] {
        let mut by_shape: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for (name, ranks) in &self.inputs {
            let ranks: Vec<_> = ranks.iter().map(|rank| shape(*rank)).collect();
            let names = by_shape.entry(ranks.join(", ")).or_default();
            names.insert(name.clone());
        }
        let inputs = by_shape
            .iter()
            .map(|(shapes, names)| format!("{} ({shapes})", codes(names)));
        let params = match name {
            SLOPES => "those of the slope".to_owned(),
            _ => codes(&self.params),
        };
        [
            code(name),
            inputs.collect::<Vec<_>>().join(", "),
            params,
            codes(&self.outputs),
            self.cases.to_string(),
        ]
    }

    /// The axes with their choices, or `None` where there is one convention only.
    fn axes(&self) -> Option<String> {
        let each = self.axes.iter().map(|(axis, choices)| {
            let choices: Vec<_> = choices.iter().map(String::as_str).collect();
            format!("{} {}", code(axis), choices.join(", "))
        });
        let text = each.collect::<Vec<_>>().join("; ");
        (!text.is_empty()).then_some(text)
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
    let mut by_operation = Grid::new(["operation", "inputs", "parameters", "outputs", "cases"]);
    let mut axes = String::new();
    for (name, operation) in &operations {
        by_operation.row(operation.cells(name));
        if let Some(of_operation) = operation.axes() {
            axes += &format!("- {}: {of_operation}\n", code(name));
        }
    }
    let mut by_flag = String::new();
    for (name, flag) in flags()? {
        let cases = with_flag.get(&name).copied().unwrap_or_default();
        let seen: Vec<_> = flag.seen.iter().map(|link| linked(link)).collect();
        let seen = match seen.is_empty() {
            true => String::new(),
            false => format!(" Seen: {}.", seen.join(", ")),
        };
        by_flag += &format!(
            "- **{name}**, {cases} cases: {}. *{}*{seen}\n",
            flag.catches, flag.effect
        );
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
         ## Axes that the cases of an operation tell apart\n\n{}\n\
         ## Flags\n\n\
         What a case is good at catching, and what failing it costs.\n\n{}\n\
         ## Files\n\n{}",
        anchored("operations", &by_operation.render()),
        anchored("axes", &axes),
        anchored("flags", &by_flag),
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
