//! Whether what a backend declares can be declared at all.
//!
//! A misspelt choice would be a convention of which nothing is expected: nothing could be wrong.

use coarsegrad_model::pointwise::axis_choices;

use crate::wire::{Greeting, cut};

/// The operations of the corpus that have conventions, by the first part of their names. Their axes are those of the
/// definitions; other operations may have axes of their own.
const DEFINED: [&str; 10] = [
    "clip",
    "dorefa",
    "fake_quant",
    "heaviside",
    "lsq",
    "pact",
    "round",
    "sign",
    "staircase_relu",
    "ternary",
];

/// The characters that are shown of what is declared.
const SHOWN: usize = 160;

/// What is wrong with a declaration, if anything is.
pub(super) fn misdeclared(greeting: &Greeting) -> Option<String> {
    let mut each = greeting.ops.iter().flat_map(|(op, declared)| {
        let convention = declared.convention.iter();
        convention.map(move |(axis, choice)| (op, axis, choice))
    });
    each.find_map(|(op, axis, choice)| {
        let family = op.split('.').next().unwrap_or_default();
        let wrong = match axis_choices(axis) {
            None if DEFINED.contains(&family) => "there is no such axis".to_owned(),
            Some(choices) if !choices.contains(&choice.as_str()) => {
                format!("the choices are {}", choices.join(", "))
            }
            _ => return None,
        };
        let what = cut(&format!("{axis}={choice} for {op}"), SHOWN);
        Some(format!("the backend declares {what}: {wrong}"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(op: &str, axis: &str, choice: &str) -> Option<String> {
        misdeclared(&Greeting::new("b", "1").with_op(op, &[(axis, choice)]))
    }

    #[test]
    fn misspelt_axes_and_choices_are_named_with_what_there_is() {
        assert_eq!(of("clip", "bound", "closed"), None);
        assert_eq!(of("fake_quant.group", "compare_dtype", "f32"), None);
        assert_eq!(
            of("clip", "bound", "closedd").unwrap(),
            "the backend declares bound=closedd for clip: the choices are closed, open, half, left_closed, identity"
        );
        assert_eq!(
            of("fake_quant.affine", "bounds", "closed").unwrap(),
            "the backend declares bounds=closed for fake_quant.affine: there is no such axis"
        );
        // Operations that are not ours may have axes of their own, but not ours with other choices.
        assert_eq!(of("mine", "side", "left"), None);
        assert_eq!(of("library.snntorch.atan", "source", "code"), None);
        assert!(of("mine", "round", "up").is_some());
    }
}
