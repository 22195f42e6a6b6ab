//! Exact instances.
