//! Which printed values the proof assistant has checked.

use coarsegrad_golden::{Certificate, Quantity, Record};

/// What is certified of one quantity of an instance.
#[derive(Clone, Debug)]
pub struct Claim {
    certificate: Certificate,
    lemma: String,
}

impl Claim {
    /// What a record certifies of a quantity, if there is a record and it does.
    #[must_use]
    pub fn of(record: Option<&Record>, quantity: Quantity) -> Option<Self> {
        let record = record?;
        Some(Claim {
            certificate: record.certificate(quantity)?.clone(),
            lemma: record.lemma(quantity),
        })
    }

    /// The name of the lemma.
    #[must_use]
    pub fn lemma(&self) -> &str {
        &self.lemma
    }

    /// Whether the lemma implies that an entry lies in `[mid - rad, mid + rad]`, as printed. A value
    /// printed with more digits than were certified is not certified.
    #[must_use]
    pub fn implies(&self, index: usize, mid: &str, rad: &str) -> bool {
        self.certificate.implies(index, mid, rad)
    }
}
