//! What can be wrong with golden values, and with files made from them.

use coarsegrad_exact::ExactError;
use coarsegrad_model::ModelError;

/// A violated condition, with the record or field that violates it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum GoldenError {
    /// The text is longer than the limit.
    #[error("the text has {found} bytes, more than the limit {limit}")]
    TooLong {
        /// Its length.
        found: usize,
        /// The limit.
        limit: usize,
    },
    /// The text is not golden values in JSON.
    #[error("not golden values: {message}")]
    Json {
        /// What the JSON reader said, with line and column.
        message: String,
    },
    /// The `schema` key names another format.
    #[error("schema: expected \"{expected}\", found \"{found}\"")]
    Schema {
        /// What is read here.
        expected: &'static str,
        /// What stands there.
        found: String,
    },
    /// There are more records than the limit.
    #[error("records: {found}, more than the limit {limit}")]
    TooMany {
        /// How many there are.
        found: usize,
        /// The limit.
        limit: usize,
    },
    /// An id is not made of a letter and then letters, digits, `_` and `-`, without `__`.
    #[error(
        "id \"{id}\": must be a letter and then letters, digits, '_' or '-', without \"__\", 64 at most"
    )]
    Id {
        /// The id, cut after 64 characters.
        id: String,
    },
    /// Two records have the same id, or ids that differ in `_` and `-` only.
    #[error("id \"{id}\" is there twice")]
    DuplicateId {
        /// The id.
        id: String,
    },
    /// Two records have the same instance.
    #[error("\"{id}\" and \"{other}\" have the same instance")]
    DuplicateInstance {
        /// The second of the two.
        id: String,
        /// The first.
        other: String,
    },
    /// A quantity stands twice in a record.
    #[error("{id}: {quantity} is there twice")]
    DuplicateQuantity {
        /// The record.
        id: String,
        /// The quantity.
        quantity: &'static str,
    },
    /// A quantity that the instance does not have.
    #[error("{id}: {quantity} does not exist for this instance")]
    Absent {
        /// The record.
        id: String,
        /// The quantity.
        quantity: &'static str,
    },
    /// An instance is not valid.
    #[error("{id}: {source}")]
    Instance {
        /// The record.
        id: String,
        /// What is wrong.
        source: ModelError,
    },
    /// A certificate's entries are not as many as the quantity has.
    #[error("{id}: {quantity} has {found} entries; it must have {expected}")]
    Entries {
        /// The record.
        id: String,
        /// The quantity.
        quantity: &'static str,
        /// How many there are.
        found: usize,
        /// How many there must be.
        expected: usize,
    },
    /// A number of digits out of range.
    #[error("{id}: {quantity}: digits must be 1 to {limit}, found {found}")]
    Digits {
        /// The record.
        id: String,
        /// The quantity.
        quantity: &'static str,
        /// What stands there.
        found: u32,
        /// The greatest number allowed.
        limit: u32,
    },
    /// An entry is no integer (`near`) or no fraction (`exactly`) in its canonical spelling.
    #[error("{id}: {quantity}[{index}]: {message}")]
    Entry {
        /// The record.
        id: String,
        /// The quantity.
        quantity: &'static str,
        /// Which entry.
        index: usize,
        /// What is wrong with it.
        message: &'static str,
    },
    /// A value could not be computed.
    #[error("{id}: {source}")]
    Value {
        /// The record.
        id: String,
        /// Why.
        source: ExactError,
    },
    /// A value was not enclosed tightly enough to round it.
    #[error("{id}: {quantity} is not enclosed tightly enough")]
    TooWide {
        /// The record.
        id: String,
        /// The quantity.
        quantity: &'static str,
    },
    /// No lemma a file.
    #[error("the number of lemmas a file must be 1 to {limit}, found {found}")]
    PerFile {
        /// What was asked for.
        found: usize,
        /// The greatest number allowed.
        limit: usize,
    },
}
