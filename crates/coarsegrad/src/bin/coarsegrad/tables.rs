//! `coarsegrad tables`: writes or checks the tables of the book and the README.

use std::path::Path;
use std::process::ExitCode;

use coarsegrad::tables;

use crate::failure::Failure;
use crate::print;

/// Writes the stale tables under `root`, or with `check` only shows what is stale.
pub(crate) fn run(root: &Path, check: bool) -> Result<ExitCode, Failure> {
    let failed = |source: tables::TableError| Failure::Setup(source.to_string());
    if !check {
        let changed = tables::write(root).map_err(failed)?;
        return print(
            &changed
                .iter()
                .map(|path| format!("{path}\n"))
                .collect::<String>(),
        );
    }
    let differences = tables::check(root).map_err(failed)?;
    print(
        &differences
            .iter()
            .map(ToString::to_string)
            .collect::<String>(),
    )?;
    Ok(ExitCode::from(u8::from(!differences.is_empty())))
}
