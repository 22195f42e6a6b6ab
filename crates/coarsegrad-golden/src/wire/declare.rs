//! How an implementation says what it is.

use coarsegrad_model::pointwise::Dtype;

use super::{Declared, Greeting, MAX_VERSION};

impl Greeting {
    /// The greeting of an implementation on the processor, which has all formats and no operation yet.
    #[must_use]
    pub fn new(name: &str, version: &str) -> Self {
        Greeting {
            wire: MAX_VERSION,
            name: name.to_owned(),
            version: version.to_owned(),
            device: "cpu".to_owned(),
            dtypes: Dtype::ALL.to_vec(),
            ops: Default::default(),
        }
    }

    /// With these formats instead.
    #[must_use]
    pub fn with_dtypes(mut self, dtypes: &[Dtype]) -> Self {
        self.dtypes = dtypes.to_vec();
        self
    }

    /// With an operation more, and what is said of it: for an axis its choice. On an axis left out the implementation
    /// does not commit itself, and the judge tells what it follows.
    #[must_use]
    pub fn with_op(mut self, op: &str, convention: &[(&str, &str)]) -> Self {
        let choices = convention.iter();
        let declared = Declared {
            convention: choices
                .map(|(axis, choice)| ((*axis).to_owned(), (*choice).to_owned()))
                .collect(),
            bulk: Vec::new(),
        };
        self.ops.insert(op.to_owned(), declared);
        self
    }
}
