//! Why a file of tensors is not made.

/// What is wrong.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TwinError {
    /// A safetensors file cannot be written.
    #[error("safetensors: {0}")]
    Tensors(#[from] safetensors::SafeTensorError),
    /// An npz file cannot be written.
    #[error("npz: {0}")]
    Archive(#[from] zip::result::ZipError),
    /// A file cannot be written.
    #[error("writing failed: {0}")]
    Write(#[from] std::io::Error),
    /// There are too few or too many entries.
    #[error("entries must be 1 to {limit}, found {found}")]
    Entries {
        /// How many.
        found: usize,
        /// The limit.
        limit: usize,
    },
    /// The formula of the entries has no answer, or one that the format has not.
    #[error("the entries of {name}: {message}")]
    Formula {
        /// The tensor.
        name: &'static str,
        /// Why.
        message: String,
    },
}
