//! What a backend says it has and no case asks for: a misspelt operation would go unnoticed otherwise.
//!
//! A backend may know more than this judge, so that it is warned of and no fault. What the cases of the library ask for is
//! known too where other cases are asked.

use std::collections::BTreeSet;

use crate::case::Case;
use crate::families::FAMILIES;
use crate::wire::{Greeting, cut};

/// The warnings that are given, at most.
const MOST: usize = 20;

/// The characters that are shown of a name.
const SHOWN: usize = 80;

/// Operations, and outputs computed in bulk, of which no case was seen.
#[derive(Debug, Default)]
pub(super) struct Unknown {
    ops: BTreeSet<String>,
    outputs: BTreeSet<(String, String)>,
}

impl Unknown {
    /// What of a greeting has no case of the library.
    pub(super) fn of(greeting: &Greeting) -> Self {
        let known = of_library();
        let mut unknown = Unknown::default();
        for (op, declared) in &greeting.ops {
            if !known.iter().any(|(own, _)| own == op) {
                unknown.ops.insert(op.clone());
            }
            for output in &declared.bulk {
                if !known.contains(&(op.as_str(), output.as_str())) {
                    unknown.outputs.insert((op.clone(), output.clone()));
                }
            }
        }
        unknown
    }

    /// There is such a case.
    pub(super) fn case(&mut self, case: &Case) {
        if !self.ops.is_empty() {
            self.ops.remove(&case.op);
        }
        if !self.outputs.is_empty() {
            let place = (case.op.clone(), case.output.clone());
            self.outputs.remove(&place);
        }
    }

    /// A sentence for each; of an operation that is unknown its outputs are not named.
    pub(super) fn warnings(&self) -> Vec<String> {
        let ops = self.ops.iter().map(|op| {
            let op = cut(op, SHOWN);
            format!("the backend names the operation \"{op}\", of which there is no case")
        });
        let of_known = |(op, _): &&(String, String)| !self.ops.contains(op);
        let outputs = self.outputs.iter().filter(of_known).map(|(op, output)| {
            let (op, output) = (cut(op, SHOWN), cut(output, SHOWN));
            format!("the backend names the output \"{output}\" of {op} in bulk, of which there is no case")
        });
        let mut warnings: Vec<_> = ops.chain(outputs).collect();
        let more = warnings.len().saturating_sub(MOST);
        if more > 0 {
            warnings.truncate(MOST);
            warnings.push(format!("{more} more operations or outputs have no case"));
        }
        warnings
    }
}

/// The operations and outputs of the cases that come with the library. Only these are taken from a record.
fn of_library() -> BTreeSet<(&'static str, &'static str)> {
    let lines = FAMILIES.iter().flat_map(|family| family.text().lines());
    lines
        .filter_map(|line| Some((value(line, "\"op\":\"")?, value(line, "\"output\":\"")?)))
        .collect()
}

/// What stands between a key of a record and the next quote.
fn value<'a>(line: &'a str, key: &str) -> Option<&'a str> {
    let (_, rest) = line.split_once(key)?;
    rest.split_once('"').map(|(value, _)| value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::families::committed;

    #[test]
    fn the_operations_of_the_library_are_those_of_its_cases() {
        let cases: Vec<_> = committed().map(Result::unwrap).collect();
        let of_cases: BTreeSet<_> = cases
            .iter()
            .map(|case| (case.op.as_str(), case.output.as_str()))
            .collect();
        assert!(of_cases.len() > 50);
        assert_eq!(of_library(), of_cases);
    }

    #[test]
    fn what_has_no_case_is_warned_of_until_there_is_one() {
        let mut greeting = Greeting::new("b", "1")
            .with_op("clip", &[])
            .with_op("clipp", &[])
            .with_op("mine", &[]);
        for (op, outputs) in [("clip", ["dx", "dz"]), ("clipp", ["dx", "y"])] {
            greeting.ops.get_mut(op).unwrap().bulk = outputs.map(str::to_owned).to_vec();
        }
        let mut unknown = Unknown::of(&greeting);
        let mut mine = committed().next().unwrap().unwrap();
        mine.op = "mine".to_owned();
        unknown.case(&mine);
        assert_eq!(
            unknown.warnings(),
            [
                "the backend names the operation \"clipp\", of which there is no case",
                "the backend names the output \"dz\" of clip in bulk, of which there is no case",
            ]
        );
        for number in 0..100 {
            greeting = greeting.with_op(&format!("op{number}"), &[]);
        }
        let many = Unknown::of(&greeting).warnings();
        assert_eq!(many.len(), MOST + 1);
        assert_eq!(many[MOST], "83 more operations or outputs have no case");
    }
}
