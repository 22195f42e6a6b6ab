//! Certificates as lemmas for the proof assistant.
//!
//! A shard holds a bounded number of lemmas and nothing else: imports, and for each lemma its
//! statement, `Proof.`, one tactic and `Qed.` The text is a function of the golden values and of
//! nothing else; every name comes from a closed alphabet and every number from an integer, so that
//! nothing in a golden file can become part of the language.

mod flip;
mod glob;
mod lemma;
mod manifest;
mod scalars;
mod shard;

pub use flip::flipped;
pub use glob::lemma_names;
pub use lemma::{Lemma, lemma};
pub use manifest::{MANIFEST_FILE, MANIFEST_SCHEMA};
pub use shard::{Export, MAX_PER_FILE, PER_FILE, Shard, export, file, sha256};
