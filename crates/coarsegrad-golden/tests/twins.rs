//! Files of tensors: what they say is what the cases say, byte for byte the same every time.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "helpers of tests may fail"
)]

use std::collections::BTreeMap;

use coarsegrad_golden::case::{Case, Expected};
use coarsegrad_golden::families::committed;
use coarsegrad_golden::twins::{Bulk, METADATA_KEY, REFERENCE, SUMS_FILE, sum_line, sums, twins};
use coarsegrad_model::pointwise::{Dtype, Extended};
use safetensors::SafeTensors;

fn cases() -> Vec<Case> {
    committed().collect::<Result<_, _>>().unwrap()
}

fn metadata(bytes: &[u8]) -> serde_json::Value {
    let (_, header) = SafeTensors::read_metadata(bytes).unwrap();
    let text = &header.metadata().as_ref().unwrap()[METADATA_KEY];
    serde_json::from_str(text).unwrap()
}

fn numbers(dtype: Dtype, bytes: &[u8]) -> Vec<Extended> {
    let width = dtype.width() as usize / 8;
    bytes
        .chunks(width)
        .map(|chunk| {
            let bits = chunk
                .iter()
                .rev()
                .fold(0_u64, |bits, byte| bits << 8 | u64::from(*byte));
            dtype.decode(bits).unwrap()
        })
        .collect()
}

#[test]
fn files_hold_the_inputs_and_the_answers_of_the_reference_convention() {
    let cases = cases();
    let by_id: BTreeMap<&str, &Case> = cases.iter().map(|case| (case.id.as_str(), case)).collect();
    let mut compared = 0;
    for twin in twins(&cases).unwrap() {
        let Some(stem) = twin.name.strip_suffix(".safetensors") else {
            continue;
        };
        let dtype: Dtype = stem.rsplit('.').next().unwrap().parse().unwrap();
        let tensors = SafeTensors::deserialize(&twin.bytes).unwrap();
        for group in metadata(&twin.bytes)["groups"].as_array().unwrap() {
            let name = group["group"].as_str().unwrap();
            let column = |name: &str| {
                let tensor = tensors.tensor(name).unwrap();
                numbers(dtype, tensor.data())
            };
            let expected = column(&format!("{name}.expected"));
            let ids = group["ids"].as_array().unwrap();
            let share = expected.len() / ids.len();
            for (number, id) in ids.iter().enumerate() {
                let case = by_id[id.as_str().unwrap()];
                for (input, tensor) in &case.inputs {
                    let all = column(&format!("{name}.{input}"));
                    let count = tensor.values.len();
                    assert_eq!(all[number * count..(number + 1) * count], tensor.values);
                }
                let held = case.expect.iter().find(|expectation| {
                    expectation.when.iter().all(|(axis, allowed)| {
                        let choice = REFERENCE.iter().find(|(key, _)| key == axis);
                        let choice = choice.map_or(dtype.name(), |(_, choice)| *choice);
                        allowed.iter().any(|one| one == choice)
                    })
                });
                let entries = &expected[number * share..(number + 1) * share];
                for (value, entry) in held.unwrap().values.iter().zip(entries) {
                    let same = match value {
                        Expected::Exact(value) => entry.same_number(value),
                        Expected::Nan => entry.is_nan(),
                        Expected::SignedZero { negative } => {
                            entry.is_zero() && entry.is_negative() == *negative
                        }
                        other => panic!("{id}: {other:?}"),
                    };
                    assert!(same, "{id} in {dtype}");
                    compared += 1;
                }
            }
        }
    }
    assert!(compared > 10_000, "{compared}");
}

#[test]
fn files_are_the_same_every_time_and_their_hashes_are_those_of_the_manifest() {
    let cases = cases();
    let (one, other) = (twins(&cases).unwrap(), twins(&cases).unwrap());
    assert_eq!(one, other);
    assert!(one.windows(2).all(|pair| pair[0].name < pair[1].name));
    let line = sum_line(&format!("twins/{SUMS_FILE}"), sums(&one).as_bytes());
    let manifest = include_str!("../data/cases/SHA256SUMS");
    assert!(
        manifest.lines().any(|found| found == line.trim_end()),
        "{line}"
    );
}

#[test]
fn large_tensors_repeat_the_definition() {
    let folder = tempfile::tempdir().unwrap();
    let entries = 1_000_003;
    for dtype in [Dtype::F32, Dtype::Bf16] {
        let bulk = Bulk::new(dtype, entries).unwrap();
        let (name, npz) = bulk.file_names();
        let path = folder.path().join(name);
        bulk.write_tensors(&path).unwrap();
        let bytes = std::fs::read(&path).unwrap();
        let tensors = SafeTensors::deserialize(&bytes).unwrap();
        let read = |name| numbers(dtype, tensors.tensor(name).unwrap().data());
        let (x, dy, y, dx) = (read("x"), read("dy"), read("y"), read("dx"));
        assert_eq!([x.len(), dy.len(), y.len(), dx.len()], [entries; 4]);
        for index in (0..entries).step_by(997).chain([entries - 1]) {
            // The definition once more, in steps of 1/64 by integers.
            let sixteenths = (7919 * index as i64) % 81 - 40;
            let upstream = (31 * index as i64) % 15 - 7;
            let quarters = sixteenths.rem_euclid(4);
            let below = sixteenths.div_euclid(4);
            let up = quarters > 2 || quarters == 2 && below % 2 != 0;
            let rounded = below + i64::from(up);
            let inside = (-8..=7).contains(&rounded);
            let ratio = |numerator: i64, denominator: &str| -> Extended {
                format!("{numerator}/{denominator}").parse().unwrap()
            };
            assert!(x[index].same_number(&ratio(sixteenths, "16")));
            assert!(dy[index].same_number(&ratio(upstream, "1")));
            assert!(
                y[index].same_number(&ratio(rounded.clamp(-8, 7), "4")),
                "{index}"
            );
            let gradient = if inside { upstream } else { 0 };
            assert!(dx[index].same_number(&ratio(gradient, "1")), "{index}");
        }
        if let Some(npz) = npz {
            let path = folder.path().join(npz);
            bulk.write_npz(&path).unwrap();
            let archive = std::fs::read(&path).unwrap();
            let data = tensors.tensor("dx").unwrap().data();
            let held = archive
                .windows(data.len().min(4096))
                .any(|part| part == &data[..4096]);
            assert!(held && archive.starts_with(b"PK"));
        }
    }
    assert!(Bulk::new(Dtype::F64, 0).is_err());
    assert!(Bulk::new(Dtype::F64, usize::MAX).is_err());
}
