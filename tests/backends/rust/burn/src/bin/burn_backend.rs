//! `coarsegrad judge --backend 'burn_backend [FORM [ENGINE]]'`, with a form such as `clamp-round` and an engine such as
//! `ndarray`.

use coarsegrad_golden::wire::serve;
use ste_burn::{Burn, Engine};
use ste_support::{Failure, form_of};

fn main() -> Result<(), Failure> {
    let mut arguments = std::env::args().skip(1);
    let form = form_of(arguments.next())?;
    let engine = match arguments.next() {
        Some(text) => text.parse()?,
        None => Engine::Flex,
    };
    let mut backend = Burn { form, engine };
    serve(&mut backend, std::io::stdin().lock(), std::io::stdout())?;
    Ok(())
}
