//! The compiled part of the Python package `coarsegrad`: thin names over the Rust library.
//!
//! Arguments and answers are texts, numbers and bytes; the Python modules around this one turn what users write into
//! such and back, and document it. Every function that may take long computes in a thread of its own, without the
//! interpreter's lock, while the calling thread waits and looks for signals: see [`work`].
//!
//! A condition that an argument violates is `coarsegrad.errors.CoarsegradError`; a panic would be a defect, and reaches
//! Python as `coarsegrad.errors.DefectError`.

mod arguments;
mod errors;
mod fingerprint;
mod judge;
mod sample;
mod train;
mod value;
mod work;

use pyo3::prelude::*;

/// The compiled part of the package; use `coarsegrad`.
#[pymodule]
mod _core {
    #[pymodule_export]
    use crate::fingerprint::{fingerprint_points, match_fingerprint};
    #[pymodule_export]
    use crate::judge::{JudgeReport, case_list, command_words, judge_callable, judge_command};
    #[pymodule_export]
    use crate::sample::{sample, sample_blocks, sample_merge, sample_part};
    #[pymodule_export]
    use crate::train::train;
    #[pymodule_export]
    use crate::value::{stes, value};

    #[pymodule_init]
    fn init(module: &super::Bound<'_, super::PyModule>) -> super::PyResult<()> {
        use super::PyModuleMethods;
        module.add("__version__", env!("CARGO_PKG_VERSION"))
    }
}
