//! A backend for the judge in floating-point arithmetic: `round`, `clip`, `sign`, `heaviside`, `ternary` and
//! `fake_quant.affine`, in any of their conventions, right or wrong on purpose.
//!
//! ```sh
//! coarsegrad judge --backend 'float_backend'
//! coarsegrad judge --backend 'float_backend --convention "bound=open nan=zero"'
//! coarsegrad judge --backend 'float_backend --control mask_reversed'
//! coarsegrad judge --backend 'float_backend --undeclared'
//! ```
//!
//! `--convention` gives choices on axes; every operation takes those that it has. `--control` is a mistake: the backend
//! declares the convention and does something else. With `--undeclared` it says nothing of its conventions. Nothing here
//! knows the exact definitions: it is an implementation like those that are judged.

mod compute;
mod control;
mod convention;
mod format;
mod pointwise;
mod quantiser;
mod wire;

use std::io::{BufRead, Write};
use std::process::ExitCode;

use compute::{Backend, Result};

fn main() -> ExitCode {
    match arguments().and_then(|backend| serve(&backend)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("float_backend: {error}");
            ExitCode::from(2)
        }
    }
}

fn arguments() -> Result<Backend> {
    let mut backend = Backend::default();
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().ok_or(format!("{argument} has no value"));
        match argument.as_str() {
            "--convention" => backend.convention = value()?.parse()?,
            "--control" => backend.control = Some(value()?.parse()?),
            "--undeclared" => backend.declares = false,
            _ => return Err(format!("{argument} is no option").into()),
        }
    }
    Ok(backend)
}

fn serve(backend: &Backend) -> Result<()> {
    let mut input = std::io::stdin().lock();
    let mut output = std::io::stdout().lock();
    let mut line = String::new();
    while input.read_line(&mut line)? > 0 {
        let Some(answer) = wire::answer(backend, &line)? else {
            break;
        };
        writeln!(output, "{answer}")?;
        output.flush()?;
        line.clear();
    }
    Ok(())
}
