//! Monte Carlo beside closed forms: two crates that have never heard of each other, asked the same questions.
//!
//! * [`bound`]: how far a mean over samples may be from an expectation, and the ledger of all comparisons;
//! * [`exact`]: the expectations and variances, from enclosures;
//! * [`sectors`] and [`powers`]: fourth moments by quadrature, which say how second moments vary;
//! * [`observed`]: what a sampler says and how it is judged;
//! * [`score`]: the population gradient, the inner product and the cosine;
//! * [`slow`]: a slow sampler written out, with faults to be caught;
//! * [`cases`]: instances, STEs and runs.

pub mod bound;
pub mod cases;
pub mod exact;
pub mod observed;
pub mod powers;
pub mod score;
pub mod sectors;
pub mod slow;
