//! Which proved theorems the proof of each rests on.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::ClaimsError;

/// A graph without circles on the theorems that are proved: an edge says that a proof rests on another theorem.
#[derive(Clone, Debug)]
pub struct Dependencies {
    theorems: BTreeMap<String, Theorem>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Theorem {
    /// Everything that its proof rests on, directly or not.
    uses: BTreeSet<String>,
    /// The definitions that its statement names.
    definitions: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Graph {
    #[serde(rename = "schema")]
    _schema: Schema,
    theorems: BTreeMap<String, Theorem>,
}

#[derive(Deserialize)]
enum Schema {
    #[serde(rename = "coarsegrad/dependencies/1")]
    First,
}

impl Dependencies {
    /// Reads `dependencies.json`.
    ///
    /// # Errors
    /// - [`ClaimsError::Dependencies`]: the text is not a graph.
    /// - [`ClaimsError::NoTheorem`]: a theorem rests on one that is not there.
    /// - [`ClaimsError::Circle`]: a theorem rests on itself, through others or not.
    pub(super) fn read(text: &str) -> Result<Dependencies, ClaimsError> {
        let graph: Graph = serde_json::from_str(text).map_err(ClaimsError::Dependencies)?;
        let mut graph = Dependencies {
            theorems: graph.theorems,
        };
        for (name, theorem) in &graph.theorems {
            let missing = |used: &&String| !graph.theorems.contains_key(*used);
            if let Some(missing) = theorem.uses.iter().find(missing) {
                return Err(ClaimsError::NoTheorem {
                    theorem: name.clone(),
                    missing: missing.clone(),
                });
            }
        }
        let closed: Vec<BTreeSet<String>> = graph
            .theorems
            .keys()
            .map(|name| graph.reached(name))
            .collect();
        for ((name, theorem), closed) in graph.theorems.iter_mut().zip(closed) {
            if closed.contains(name) {
                return Err(ClaimsError::Circle {
                    theorem: name.clone(),
                });
            }
            theorem.uses = closed;
        }
        Ok(graph)
    }

    /// What can be reached from a theorem in at least one step.
    fn reached(&self, name: &str) -> BTreeSet<String> {
        let mut reached = BTreeSet::new();
        let mut waiting: Vec<&str> = vec![name];
        while let Some(next) = waiting.pop() {
            for used in self.theorems.get(next).into_iter().flat_map(|t| &t.uses) {
                if reached.insert(used.clone()) {
                    waiting.push(used);
                }
            }
        }
        reached
    }

    /// The theorems, by name.
    pub fn theorems(&self) -> impl Iterator<Item = &str> {
        self.theorems.keys().map(String::as_str)
    }

    /// Everything that the proof of a theorem rests on, by name; nothing for what is no theorem.
    pub fn uses(&self, name: &str) -> impl Iterator<Item = &str> {
        self.theorems
            .get(name)
            .into_iter()
            .flat_map(|theorem| theorem.uses.iter().map(String::as_str))
    }

    /// What it rests on without another theorem of the graph in between.
    #[must_use]
    pub fn directly(&self, name: &str) -> Vec<&str> {
        let passed_on: BTreeSet<&str> = self.uses(name).flat_map(|used| self.uses(used)).collect();
        self.uses(name)
            .filter(|used| !passed_on.contains(used))
            .collect()
    }

    /// The theorems whose proofs rest on this one.
    pub fn used_by<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.theorems
            .iter()
            .filter(move |(_, theorem)| theorem.uses.contains(name))
            .map(|(user, _)| user.as_str())
    }

    /// The definitions of `proofs/spec` that the statement of a theorem names.
    #[must_use]
    pub fn definitions(&self, name: &str) -> &[String] {
        self.theorems
            .get(name)
            .map_or(&[], |theorem| &theorem.definitions)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn graph(theorems: &str) -> Result<Dependencies, ClaimsError> {
        Dependencies::read(&format!(
            "{{\"schema\": \"coarsegrad/dependencies/1\", \"theorems\": {{{theorems}}}}}"
        ))
    }

    #[test]
    fn what_is_passed_on_is_not_direct() -> Result<(), ClaimsError> {
        let graph = graph(
            r#""a": {"uses": ["b", "c"], "definitions": ["f"]}, "b": {"uses": ["c"], "definitions": []},
               "c": {"uses": [], "definitions": []}"#,
        )?;
        assert_eq!(graph.uses("a").collect::<Vec<_>>(), ["b", "c"]);
        assert_eq!(graph.directly("a"), ["b"]);
        assert_eq!(graph.used_by("c").collect::<Vec<_>>(), ["a", "b"]);
        assert_eq!(graph.definitions("a"), ["f"]);
        assert_eq!(graph.directly("d"), Vec::<&str>::new());
        Ok(())
    }

    #[test]
    fn circles_and_loose_ends_are_refused() {
        let circle = graph(
            r#""a": {"uses": ["b"], "definitions": []}, "b": {"uses": ["a"], "definitions": []}"#,
        );
        assert!(matches!(circle, Err(ClaimsError::Circle { theorem }) if theorem == "a"));
        let loose = graph(r#""a": {"uses": ["b"], "definitions": []}"#);
        assert!(matches!(loose, Err(ClaimsError::NoTheorem { missing, .. }) if missing == "b"));
        let other = Dependencies::read(r#"{"schema": "x", "theorems": {}}"#);
        assert!(matches!(other, Err(ClaimsError::Dependencies(_))));
    }
}
