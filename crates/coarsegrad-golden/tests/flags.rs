//! The dictionary of flags: complete, without leftovers, and each entry says something.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests may fail"
)]

use std::collections::{BTreeMap, BTreeSet};

use coarsegrad_golden::case::Case;
use coarsegrad_golden::families::committed;
use coarsegrad_golden::flags::flags;

fn cases() -> Vec<Case> {
    committed().collect::<Result<_, _>>().unwrap()
}

#[test]
fn every_flag_used_is_defined_and_every_flag_defined_is_used() {
    let used: BTreeSet<String> = cases().into_iter().flat_map(|case| case.flags).collect();
    let defined: BTreeSet<String> = flags().unwrap().into_keys().collect();
    assert_eq!(used, defined);
}

#[test]
fn every_flag_says_what_it_catches_and_costs_and_links_to_public_pages() {
    for (name, flag) in flags().unwrap() {
        assert!(
            flag.catches.len() > 20 && !flag.catches.ends_with('.'),
            "{name}"
        );
        assert!(
            flag.effect.len() > 20 && flag.effect.ends_with('.'),
            "{name}"
        );
        for link in flag.seen {
            assert!(link.starts_with("https://github.com/"), "{name}: {link}");
        }
    }
}

/// The reports of gradients that went wrong in silence, each of which some case would have caught.
#[test]
fn every_report_is_linked_from_a_flag_of_a_case() {
    let reports = [
        "pytorch/pytorch/issues/184574",
        "pytorch/pytorch/pull/185840",
        "pytorch/pytorch/pull/42034",
        "pytorch/pytorch/issues/52038",
        "pytorch/pytorch/issues/49779",
        "pytorch/pytorch/issues/195931",
        "pytorch/ao/pull/4806",
        "pytorch/ao/pull/2280",
        "kornia/kornia/issues/4229",
        "tensorflow/tensorflow/issues/117962",
        "tensorflow/tensorflow/issues/22977",
        "openvinotoolkit/nncf/pull/50",
        "microsoft/nni/issues/3159",
        "Oneflow-Inc/oneflow/issues/8649",
        "hustzxd/LSQuantization/issues/1",
        "IntelLabs/distiller/issues/198",
        "necla-ml/Diff-JPEG/issues/2",
        "flintlib/flint/issues/2293",
    ];
    let flags = flags().unwrap();
    let mut linked: BTreeMap<String, usize> = BTreeMap::new();
    for case in cases() {
        for link in case.flags.iter().flat_map(|flag| &flags[flag].seen) {
            *linked.entry(link.clone()).or_default() += 1;
        }
    }
    for report in reports {
        let link = format!("https://github.com/{report}");
        assert!(linked.contains_key(&link), "{link}");
    }
}
