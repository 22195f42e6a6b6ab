//! What the programs share.

use crate::Form;

/// Why a program ends early.
pub type Failure = Box<dyn std::error::Error>;

/// The form that a command line names; the first one where it names none.
///
/// # Errors
/// A sentence where there is no such form.
pub fn form_of(argument: Option<String>) -> Result<Form, Failure> {
    match argument {
        Some(text) => Ok(text.parse::<Form>()?),
        None => Ok(Form::RoundClamp),
    }
}
