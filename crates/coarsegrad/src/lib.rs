//! Under construction.

pub mod tables;
