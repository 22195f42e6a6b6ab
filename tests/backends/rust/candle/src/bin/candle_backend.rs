//! `coarsegrad judge --backend 'candle_backend [FORM]'`, with a form such as `clamp-round`.

use coarsegrad_golden::wire::serve;
use ste_candle::Candle;
use ste_support::{Failure, form_of};

fn main() -> Result<(), Failure> {
    let form = form_of(std::env::args().nth(1))?;
    serve(
        &mut Candle { form },
        std::io::stdin().lock(),
        std::io::stdout(),
    )?;
    Ok(())
}
