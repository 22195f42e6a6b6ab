//! Conditions for outcomes: which lists of choices on which axes make up the conventions with one answer.
//!
//! Each convention has an outcome, or none where nothing is expected of it. Axes on which no outcome depends are left
//! out. On the others, the conventions of an outcome are covered by *boxes*, products of lists of choices, each box
//! within the outcome and as large as it can be: a convention satisfies a condition if and only if its outcome is the
//! condition's.

use std::collections::BTreeMap;

use crate::case::When;

/// The outcomes of all conventions, as a table with one dimension for each axis.
#[derive(Debug)]
pub(super) struct Table {
    axes: Vec<(String, Vec<String>)>,
    cells: Vec<Option<usize>>,
}

/// For each axis the choices of a box.
type Lists = Vec<Vec<usize>>;

impl Table {
    /// A table of axes, each with its choices, whose cells are filled by a function of one choice on each.
    pub(super) fn new<E>(
        axes: Vec<(String, Vec<String>)>,
        mut outcome: impl FnMut(&BTreeMap<String, String>) -> Result<Option<usize>, E>,
    ) -> Result<Self, E> {
        let count = axes.iter().map(|(_, choices)| choices.len()).product();
        let mut cells = Vec::with_capacity(count);
        for index in 0..count {
            let mut rest = index;
            let mut chosen = BTreeMap::new();
            for (key, choices) in &axes {
                let choice = choices.get(rest % choices.len());
                chosen.insert(key.clone(), choice.cloned().unwrap_or_default());
                rest /= choices.len();
            }
            cells.push(outcome(&chosen)?);
        }
        Ok(Table { axes, cells })
    }

    /// The outcomes with their conditions, in the order of the first convention that has each.
    pub(super) fn conditions(&self) -> Vec<(When, usize)> {
        let table = self.reduced();
        let mut covered = vec![false; table.cells.len()];
        let mut conditions = Vec::new();
        for (seed, outcome) in table.cells.iter().enumerate() {
            let Some(outcome) = outcome else { continue };
            if covered.get(seed).copied().unwrap_or(true) {
                continue;
            }
            let Some(lists) = table.best_box(seed, *outcome, &covered) else {
                continue;
            };
            for cell in table.cells_of(&lists) {
                if let Some(covered) = covered.get_mut(cell) {
                    *covered = true;
                }
            }
            conditions.push((table.when(&lists), *outcome));
        }
        let order: Vec<usize> = conditions.iter().map(|(_, outcome)| *outcome).collect();
        let place = |outcome: usize| order.iter().position(|first| *first == outcome);
        conditions.sort_by_key(|(_, outcome)| place(*outcome));
        conditions
    }

    /// The table without the axes on which no outcome depends.
    fn reduced(&self) -> Table {
        let relevant: Vec<bool> = (0..self.axes.len())
            .map(|axis| self.depends_on(axis))
            .collect();
        let first_elsewhere = |cell: usize| {
            relevant.iter().enumerate().all(|(axis, relevant)| {
                *relevant || (cell / self.stride(axis)).is_multiple_of(self.length(axis))
            })
        };
        let axes = self.axes.iter().zip(&relevant);
        let cells = self.cells.iter().enumerate();
        Table {
            axes: axes
                .filter(|(_, relevant)| **relevant)
                .map(|(axis, _)| axis.clone())
                .collect(),
            cells: cells
                .filter(|(cell, _)| first_elsewhere(*cell))
                .map(|(_, outcome)| *outcome)
                .collect(),
        }
    }

    fn stride(&self, axis: usize) -> usize {
        let before = self.axes.iter().take(axis);
        before.map(|(_, choices)| choices.len()).product()
    }

    fn length(&self, axis: usize) -> usize {
        self.axes.get(axis).map_or(1, |(_, choices)| choices.len())
    }

    fn depends_on(&self, axis: usize) -> bool {
        let (stride, length) = (self.stride(axis), self.length(axis));
        (0..self.cells.len()).any(|cell| {
            let first = cell - (cell / stride % length) * stride;
            self.cells.get(cell) != self.cells.get(first)
        })
    }

    /// Of the boxes around a cell that come of growing axis after axis, the one that covers most of what is not covered,
    /// and of those the one with the fewest conditions.
    fn best_box(&self, seed: usize, outcome: usize, covered: &[bool]) -> Option<Lists> {
        let axes: Vec<usize> = (0..self.axes.len()).collect();
        let start: Lists = axes
            .iter()
            .map(|axis| vec![seed / self.stride(*axis) % self.length(*axis)])
            .collect();
        permutations(&axes)
            .into_iter()
            .map(|order| self.grown(start.clone(), outcome, &order))
            .min_by_key(|lists| {
                let fresh = self
                    .cells_of(lists)
                    .into_iter()
                    .filter(|cell| covered.get(*cell) == Some(&false));
                let gain = fresh.count();
                (self.cells.len() - gain, self.when(lists).len())
            })
    }

    fn grown(&self, mut lists: Lists, outcome: usize, order: &[usize]) -> Lists {
        for axis in order {
            for choice in 0..self.length(*axis) {
                let mut slice = lists.clone();
                if let Some(list) = slice.get_mut(*axis) {
                    if list.contains(&choice) {
                        continue;
                    }
                    *list = vec![choice];
                }
                let inside = |cell: usize| self.cells.get(cell) == Some(&Some(outcome));
                if self.cells_of(&slice).into_iter().all(inside)
                    && let Some(list) = lists.get_mut(*axis)
                {
                    list.push(choice);
                }
            }
        }
        lists
    }

    fn cells_of(&self, lists: &Lists) -> Vec<usize> {
        let mut cells = vec![0];
        for (axis, list) in lists.iter().enumerate() {
            let stride = self.stride(axis);
            cells = cells
                .iter()
                .flat_map(|cell| list.iter().map(move |choice| cell + choice * stride))
                .collect();
        }
        cells
    }

    fn when(&self, lists: &Lists) -> When {
        let mut when = When::new();
        for ((key, choices), list) in self.axes.iter().zip(lists) {
            if list.len() < choices.len() {
                let mut names: Vec<String> = list
                    .iter()
                    .filter_map(|choice| choices.get(*choice).cloned())
                    .collect();
                names.sort();
                when.insert(key.clone(), names);
            }
        }
        when
    }
}

/// The orders of some axes; of more than five, the rotations only.
fn permutations(axes: &[usize]) -> Vec<Vec<usize>> {
    if axes.len() > 5 {
        return (0..axes.len())
            .map(|turn| {
                let ends = axes.iter().skip(turn).chain(axes.iter().take(turn));
                ends.copied().collect()
            })
            .collect();
    }
    let mut orders: Vec<Vec<usize>> = vec![Vec::new()];
    for axis in axes {
        orders = orders
            .iter()
            .flat_map(|order| {
                (0..=order.len()).map(move |place| {
                    let mut longer = order.clone();
                    longer.insert(place, *axis);
                    longer
                })
            })
            .collect();
    }
    orders
}

#[cfg(test)]
mod tests {
    use super::*;

    fn axes() -> Vec<(String, Vec<String>)> {
        [("a", "xyz"), ("b", "pq"), ("c", "uv")]
            .map(|(key, names)| (key.to_owned(), names.chars().map(String::from).collect()))
            .into()
    }

    fn table(outcome: impl Fn(&str, &str) -> Option<usize>) -> Table {
        Table::new::<()>(axes(), |chosen| Ok(outcome(&chosen["a"], &chosen["b"]))).unwrap()
    }

    fn holds(when: &When, a: &str, b: &str) -> bool {
        [("a", a), ("b", b), ("c", "u")]
            .iter()
            .all(|(key, choice)| {
                when.get(*key)
                    .is_none_or(|list| list.iter().any(|name| name == choice))
            })
    }

    #[test]
    fn every_convention_satisfies_the_conditions_of_its_outcome_and_of_no_other() {
        let outcomes: Vec<fn(&str, &str) -> Option<usize>> = vec![
            |_, _| Some(3),
            |a, _| Some(usize::from(a == "x")),
            |a, b| Some(usize::from(a == "x") + usize::from(b == "p")),
            |a, b| (a != "y").then_some(usize::from(b == "q")),
            |a, b| Some(usize::from((a == "z") != (b == "p"))),
        ];
        for outcome in outcomes {
            let conditions = table(outcome).conditions();
            for a in ["x", "y", "z"] {
                for b in ["p", "q"] {
                    let met: Vec<usize> = conditions
                        .iter()
                        .filter(|(when, _)| holds(when, a, b))
                        .map(|(_, met)| *met)
                        .collect();
                    match outcome(a, b) {
                        Some(right) => assert!(!met.is_empty() && met.iter().all(|m| *m == right)),
                        None => assert!(met.is_empty()),
                    }
                }
            }
            assert!(conditions.iter().all(|(when, _)| !when.contains_key("c")));
        }
    }

    #[test]
    fn conditions_are_few() {
        assert_eq!(table(|_, _| Some(0)).conditions(), [(When::new(), 0)]);
        let two = table(|a, _| Some(usize::from(a == "x"))).conditions();
        assert_eq!(two.len(), 2);
        assert_eq!(two[0].0["a"], ["x"]);
        assert_eq!(two[1].0["a"], ["y", "z"]);
        let corner = table(|a, b| Some(usize::from(a == "x" && b == "p"))).conditions();
        assert_eq!(corner.len(), 3);
    }
}
