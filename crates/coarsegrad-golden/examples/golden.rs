//! Prints the golden values as the library computes them now.

fn main() -> Result<(), coarsegrad_golden::GoldenError> {
    print!("{}", coarsegrad_golden::document()?);
    Ok(())
}
