//! Hypotheses of a claim, counted, so that a test whose claim was never put to the test fails.

use std::cell::RefCell;
use std::collections::BTreeMap;

/// Counts, for each named hypothesis, how many instances were tried and how many met it.
#[derive(Debug, Default)]
pub struct Hypotheses {
    counts: RefCell<BTreeMap<&'static str, (u32, u32)>>,
}

impl Hypotheses {
    /// No counts yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Records whether an instance met a hypothesis, and hands the answer back.
    pub fn met(&self, name: &'static str, holds: bool) -> bool {
        let mut counts = self.counts.borrow_mut();
        let (met, tried) = counts.entry(name).or_insert((0, 0));
        *tried += 1;
        *met += u32::from(holds);
        holds
    }

    /// How many instances met the hypothesis, of how many tried.
    #[must_use]
    pub fn share(&self, name: &'static str) -> (u32, u32) {
        self.counts.borrow().get(name).copied().unwrap_or((0, 0))
    }

    /// Fails unless every hypothesis recorded was met by at least `percent` in a hundred of the instances tried for it,
    /// and by one at least; fails too when nothing was recorded.
    ///
    /// # Panics
    /// If a hypothesis was met too rarely: the test proved nothing.
    pub fn require(&self, percent: u32) {
        let counts = self.counts.borrow();
        assert!(!counts.is_empty(), "vacuous: no hypothesis was ever tried");
        for (name, (met, tried)) in counts.iter() {
            println!("{name}: met by {met} of {tried}");
            assert!(
                *met > 0 && met * 100 >= tried * percent,
                "vacuous: {name} was met by {met} of {tried}, less than {percent} %"
            );
        }
    }
}
