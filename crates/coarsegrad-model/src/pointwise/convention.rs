//! Conventions: for one operation, a choice on each of its axes, with a text form.
//!
//! The text of a convention is `key=choice` for every axis of the operation, separated by single spaces, in the order
//! of declaration: `bound=closed nan=zero`. It is read back in any order, each key once. With the name of the operation
//! in front, it is the text of a [`Convention`]: `clip bound=closed nan=zero`.

use std::fmt;
use std::str::FromStr;

use super::axes::{
    Axis, Bound, CompareDtype, HeavisideAtZero, Mask, NanPolicy, Order, Rounding, ScaleGradient,
    SignAtZero, SurrogateNorm, TernaryTie, ZeroPointRounding,
};
use super::error::{PointwiseError, shorten};

/// The `index`th choice of an axis in a mixed-radix count whose remaining digits stay in `index`.
fn digit<A: Axis>(index: &mut usize) -> Option<A> {
    let count = A::ALL.len();
    let choice = A::ALL.get(*index % count).copied();
    *index /= count;
    choice
}

/// The pairs `key=value` of a text.
fn pairs(op: &'static str, text: &str) -> Result<Vec<(String, String)>, PointwiseError> {
    text.split_ascii_whitespace()
        .map(|part| match part.split_once('=') {
            Some((key, value)) => Ok((key.to_owned(), value.to_owned())),
            None => Err(PointwiseError::Convention {
                op,
                condition: "each part must be key=choice",
                found: shorten(part),
            }),
        })
        .collect()
}

/// Takes the value of the axis `A` out of the pairs.
fn take<A: Axis + FromStr<Err = PointwiseError>>(
    op: &'static str,
    pairs: &mut Vec<(String, String)>,
) -> Result<A, PointwiseError> {
    let place = pairs.iter().position(|(key, _)| key == A::KEY);
    match place {
        Some(place) => pairs.swap_remove(place).1.parse(),
        None => Err(PointwiseError::Convention {
            op,
            condition: "each of its axes must be given",
            found: format!("no {}", A::KEY),
        }),
    }
}

macro_rules! conventions {
    ($($(#[$doc:meta])* $type:ident, $variant:ident: $op:literal {
        $($(#[$field_doc:meta])* $field:ident: $axis:ty,)*
    })*) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
            pub struct $type {
                $($(#[$field_doc])* pub $field: $axis,)*
            }

            impl $type {
                /// The name of the operation.
                pub const OP: &'static str = $op;

                /// The keys of the axes, in the order of the text.
                pub const KEYS: &'static [&'static str] = &[$(<$axis as Axis>::KEY,)*];

                /// Every convention of the operation: the product of its axes, the first axis varying fastest.
                #[must_use]
                pub fn all() -> Vec<Self> {
                    let count = 1 $(* <$axis as Axis>::ALL.len())*;
                    (0..count)
                        .filter_map(|index| {
                            let mut rest = index;
                            Some($type { $($field: digit(&mut rest)?,)* })
                        })
                        .collect()
                }
            }

            impl fmt::Display for $type {
                fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                    let parts = [$((<$axis as Axis>::KEY, self.$field.name()),)*];
                    write_parts(f, &parts)
                }
            }

            impl FromStr for $type {
                type Err = PointwiseError;

                /// Reads the text of a convention, its parts in any order.
                fn from_str(text: &str) -> Result<Self, PointwiseError> {
                    let mut pairs = pairs($op, text)?;
                    let convention = $type { $($field: take($op, &mut pairs)?,)* };
                    match pairs.first() {
                        None => Ok(convention),
                        Some((key, _)) => Err(PointwiseError::Convention {
                            op: $op,
                            condition: "each key must be one of its axes, given once",
                            found: shorten(key),
                        }),
                    }
                }
            }

            impl From<$type> for Convention {
                fn from(convention: $type) -> Self {
                    Convention::$variant(convention)
                }
            }
        )*

        /// A convention of any operation.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Convention {
            $(#[doc = concat!("Of `", $op, "`.")] $variant($type),)*
        }

        impl Convention {
            /// The names of the operations that have conventions.
            pub const OPS: &'static [&'static str] = &[$($op,)*];

            /// The name of the operation.
            #[must_use]
            pub fn op(&self) -> &'static str {
                match self {
                    $(Convention::$variant(_) => $op,)*
                }
            }
        }

        impl fmt::Display for Convention {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                match self {
                    $(Convention::$variant(convention) => write!(f, "{} {convention}", $op),)*
                }
            }
        }

        impl FromStr for Convention {
            type Err = PointwiseError;

            /// Reads the name of the operation and the text of its convention.
            fn from_str(text: &str) -> Result<Self, PointwiseError> {
                let (op, rest) = text.split_once(' ').unwrap_or((text, ""));
                match op {
                    $($op => Ok(Convention::$variant(rest.parse()?)),)*
                    _ => Err(PointwiseError::UnknownName {
                        list: "operation",
                        found: shorten(op),
                        expected: Convention::OPS.join(", "),
                    }),
                }
            }
        }
    };
}

fn write_parts(f: &mut fmt::Formatter<'_>, parts: &[(&str, &str)]) -> fmt::Result {
    for (index, (key, value)) in parts.iter().enumerate() {
        let space = if index == 0 { "" } else { " " };
        write!(f, "{space}{key}={value}")?;
    }
    Ok(())
}

conventions! {
    /// The convention of an affine fake-quantiser; see [`FakeQuant`](super::FakeQuant).
    FakeQuantConvention, FakeQuant: "fake_quant.affine" {
        /// How levels are rounded.
        round: Rounding,
        /// Whether it rounds or clamps first.
        order: Order,
        /// The mask of the gradient.
        bound: Bound,
        /// The gradient at NaN.
        nan: NanPolicy,
        /// Whether it rounds before or after adding the zero point.
        zero_point_rounding: ZeroPointRounding,
        /// What multiplies the gradients of scale and zero point.
        scale_gradient: ScaleGradient,
        /// The format of the levels.
        compare_dtype: CompareDtype,
        /// What the gradient is under a weight of zero.
        mask: Mask,
    }
    /// The convention of [`Clip`](super::Clip).
    ClipConvention, Clip: "clip" {
        /// The mask of the gradient.
        bound: Bound,
        /// The gradient at NaN.
        nan: NanPolicy,
        /// What the gradient is under a weight of zero.
        mask: Mask,
    }
    /// The convention of [`sign`](super::sign).
    SignConvention, Sign: "sign" {
        /// The sign of zero.
        at_zero: SignAtZero,
        /// The sign of NaN.
        nan: NanPolicy,
    }
    /// The convention of [`heaviside`](super::heaviside).
    HeavisideConvention, Heaviside: "heaviside" {
        /// The value at zero.
        at_zero: HeavisideAtZero,
        /// The value at NaN.
        nan: NanPolicy,
    }
    /// The convention of [`ternary`](super::ternary).
    TernaryConvention, Ternary: "ternary" {
        /// The value at the threshold.
        tie: TernaryTie,
        /// The value at NaN.
        nan: NanPolicy,
    }
    /// The convention of the slopes of [`Staircase`](super::Staircase).
    StaircaseConvention, Staircase: "staircase_relu" {
        /// The mask of the gradient.
        bound: Bound,
        /// The gradient at NaN.
        nan: NanPolicy,
    }
    /// The convention of [`Pact`](super::Pact).
    PactConvention, Pact: "pact" {
        /// How levels are rounded.
        round: Rounding,
        /// The mask of the gradient.
        bound: Bound,
        /// The gradient at NaN.
        nan: NanPolicy,
    }
    /// The convention of [`DorefaActivation`](super::DorefaActivation) and [`DorefaWeight`](super::DorefaWeight).
    DorefaConvention, Dorefa: "dorefa" {
        /// How levels are rounded.
        round: Rounding,
        /// The mask of an activation's gradient.
        bound: Bound,
        /// The gradient at NaN.
        nan: NanPolicy,
    }
    /// The convention of a [`Surrogate`](super::Surrogate) that has been normalised.
    SurrogateConvention, Surrogate: "surrogate" {
        /// What is made one.
        norm: SurrogateNorm,
    }
}
