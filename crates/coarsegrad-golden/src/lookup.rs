//! The golden values that come with the library.

use coarsegrad_arith::Rational;
use coarsegrad_model::{Network, TwoLayer};

use crate::read::parse_line;
use crate::record::Record;
use crate::write::canonical;

/// The golden values, as a JSON document.
pub const GOLDEN: &str = include_str!("../data/two-layer.json");

/// Instances with more rows or inputs are not looked up.
const MOST_ENTRIES: usize = 64;

/// Instances with longer numerators or denominators are not looked up.
const MOST_BITS: u32 = 1_024;

/// The certificates of an instance, if the golden values hold one with exactly these inputs.
///
/// That they are certificates of the proofs is what `coarsegrad certify check` checks: a program
/// cannot know at run time that a proof has been compiled.
#[must_use]
pub fn certificates_of(instance: &TwoLayer<Rational>) -> Option<Record> {
    if !is_small(instance.student()) || !is_small(instance.teacher()) {
        return None;
    }
    let key = format!("\"instance\":{},", canonical(instance));
    let line = GOLDEN.lines().find(|line| line.contains(&key))?;
    let record = parse_line(line.strip_suffix(',').unwrap_or(line)).ok()?;
    (record.instance == *instance).then_some(record)
}

fn is_small(network: &Network<Rational>) -> bool {
    let short = |x: &Rational| {
        x.numer().significant_bits() <= MOST_BITS && x.denom().significant_bits() <= MOST_BITS
    };
    let vector = |x: &[Rational]| x.len() <= MOST_ENTRIES && x.iter().all(short);
    vector(&network.v) && vector(&network.w)
}
