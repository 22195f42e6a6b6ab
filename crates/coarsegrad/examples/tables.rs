//! Rewrites the tables.
fn main() {
    println!("{:?}", coarsegrad::tables::write(std::path::Path::new(".")));
}
