//! Cases of equal parameters and shapes, and their tensors.

use std::collections::BTreeMap;

use coarsegrad_model::pointwise::{Dtype, Extended};
use serde_json::json;

use super::REFERENCE;
use super::tensors::Column;
use crate::case::{Case, Expected, Parameter, Tolerance};

/// What the cases of a group have in common: parameters, shapes of the inputs, shape of the output.
type Key = (
    BTreeMap<String, Parameter>,
    BTreeMap<String, Vec<usize>>,
    Vec<usize>,
);

/// Cases side by side.
pub(super) struct Group {
    number: usize,
    params: BTreeMap<String, Parameter>,
    ids: Vec<String>,
    pub(super) columns: Vec<Column>,
}

/// The groups of the cases that a format has, with exact answers under the reference convention.
pub(super) fn groups(cases: &[&Case], dtype: Dtype) -> Vec<Group> {
    let mut found: BTreeMap<Key, Vec<(&Case, Vec<u64>)>> = BTreeMap::new();
    for case in cases {
        let Some(expected) = expected(case, dtype) else {
            continue;
        };
        if !has(case, dtype) {
            continue;
        }
        let shapes = case
            .inputs
            .iter()
            .map(|(name, tensor)| (name.clone(), tensor.shape.clone()))
            .collect();
        let key = (case.params.clone(), shapes, case.output_shape());
        found.entry(key).or_default().push((case, expected));
    }
    let each = found.into_iter().enumerate();
    each.map(|(number, ((params, shapes, output), members))| {
        let column = |name: &str, shape: &[usize], bits: Vec<u64>| Column {
            name: format!("{number:03}.{name}"),
            dtype,
            shape: std::iter::once(members.len())
                .chain(shape.iter().copied())
                .collect(),
            bits,
        };
        let mut columns: Vec<Column> = shapes
            .iter()
            .map(|(name, shape)| {
                let tensors = members.iter().filter_map(|(case, _)| case.inputs.get(name));
                let bits = tensors
                    .flat_map(|tensor| &tensor.values)
                    .filter_map(|value| dtype.encode(value))
                    .collect();
                column(name, shape, bits)
            })
            .collect();
        let bits = members.iter().flat_map(|(_, bits)| bits.clone()).collect();
        columns.push(column("expected", &output, bits));
        Group {
            number,
            params,
            ids: members.iter().map(|(case, _)| case.id.clone()).collect(),
            columns,
        }
    })
    .collect()
}

/// Parameters and ids of the groups.
pub(super) fn metadata(groups: &[Group]) -> String {
    let each: Vec<_> = groups
        .iter()
        .map(|group| {
            json!({
                "group": format!("{:03}", group.number),
                "params": group.params,
                "ids": group.ids,
            })
        })
        .collect();
    let reference: BTreeMap<&str, &str> = REFERENCE.into_iter().collect();
    json!({"schema": "coarsegrad/twin/1", "convention": reference, "groups": each}).to_string()
}

/// Whether a format is meant and has all inputs and parameters.
fn has(case: &Case, dtype: Dtype) -> bool {
    let meant = case.dtypes.is_empty() || case.dtypes.contains(&dtype);
    let known = |value: &Extended| dtype.encode(value).is_some();
    let inputs = case.inputs.values().flat_map(|tensor| &tensor.values);
    meant && inputs.into_iter().all(known) && case.params.values().all(|one| represents(one, dtype))
}

fn represents(parameter: &Parameter, dtype: Dtype) -> bool {
    match parameter {
        Parameter::Text(text) => text
            .parse::<Extended>()
            .map_or(true, |value| dtype.encode(&value).is_some()),
        Parameter::List(list) => list.iter().all(|one| represents(one, dtype)),
        Parameter::Integer(_) | Parameter::Flag(_) => true,
    }
}

/// The patterns expected under the reference convention; `None` where they are not exact or no numbers of the format.
fn expected(case: &Case, dtype: Dtype) -> Option<Vec<u64>> {
    let dtype_name = dtype.name();
    let chosen = |axis: &str| {
        let found = REFERENCE.iter().find(|(key, _)| *key == axis);
        match axis {
            "dtype" => Some(dtype_name),
            _ => found.map(|(_, choice)| *choice),
        }
    };
    let held = case.expect.iter().find(|expectation| {
        expectation.when.iter().all(|(axis, allowed)| {
            chosen(axis).is_some_and(|choice| allowed.iter().any(|one| one == choice))
        })
    })?;
    if case.tolerance != Tolerance::Exact || !case.is_active() {
        return None;
    }
    let bits = held.values.iter().map(|value| match value {
        Expected::Exact(value) => dtype.encode(value),
        Expected::Nan => dtype.encode(&Extended::Nan),
        Expected::SignedZero { negative: true } => dtype.encode(&Extended::NegativeZero),
        Expected::SignedZero { negative: false } => dtype.encode(&Extended::zero()),
        Expected::Ball { .. } | Expected::Set(_) | Expected::Distribution { .. } => None,
    });
    bits.collect()
}
