//! The axes along which implementations differ: each a closed list of named choices.
//!
//! An axis decides what an operation does where mathematics leaves room: at ties, at bounds, at zero, at NaN. What a
//! choice means for an operation is stated with that operation.

use std::fmt::Debug;

/// A closed list of named choices.
pub trait Axis: Copy + Debug + Eq + 'static {
    /// The key of the axis in the text of a convention.
    const KEY: &'static str;
    /// All choices, in the order of declaration.
    const ALL: &'static [Self];
    /// The name of the choice.
    fn name(self) -> &'static str;
}

/// A fieldless enum with names: the type, its [`Axis`], `ALL`, `name`, `Display` and `FromStr`.
macro_rules! named {
    ($(#[$doc:meta])* $type:ident: $key:literal {
        $($(#[$choice_doc:meta])* $choice:ident = $name:literal,)*
    }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $type {
            $($(#[$choice_doc])* $choice,)*
        }

        impl $type {
            /// Every choice, in the order of declaration.
            pub const ALL: &'static [Self] = &[$(Self::$choice,)*];

            /// The name in texts and records.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$choice => $name,)*
                }
            }
        }

        impl $crate::pointwise::Axis for $type {
            const KEY: &'static str = $key;
            const ALL: &'static [Self] = Self::ALL;
            fn name(self) -> &'static str {
                Self::name(self)
            }
        }

        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.name())
            }
        }

        impl std::str::FromStr for $type {
            type Err = $crate::pointwise::PointwiseError;

            /// Reads a name.
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::ALL
                    .iter()
                    .copied()
                    .find(|choice| choice.name() == text)
                    .ok_or_else(|| $crate::pointwise::PointwiseError::UnknownName {
                        list: $key,
                        found: $crate::pointwise::error::shorten(text),
                        expected: [$($name,)*].join(", "),
                    })
            }
        }
    };
}
pub(super) use named;

named! {
    /// How a number becomes an integer; see [`round_to_integer`](super::round_to_integer).
    Rounding: "round" {
        /// To nearest, ties to even.
        HalfEven = "half_even",
        /// To nearest, ties away from zero.
        HalfAway = "half_away",
        /// To nearest, ties upwards: `floor(x + 1/2)`.
        HalfUp = "half_up",
        /// Towards zero.
        ToZero = "to_zero",
        /// Downwards.
        Floor = "floor",
        /// `floor(x + u)` for a draw `u` uniform on `[0, 1)`.
        Stochastic = "stochastic",
    }
}

named! {
    /// Whether a quantiser rounds or clamps first, which decides on what the mask is read off.
    Order: "order" {
        /// Rounds, then clamps the integer: the mask compares the rounded level with the bounds.
        RoundClamp = "round_clamp",
        /// Clamps, then rounds: the mask compares the unrounded level with the bounds.
        ClampRound = "clamp_round",
    }
}

named! {
    /// The weight of the gradient outside, at the lower bound, inside, at the upper bound, outside.
    Bound: "bound" {
        /// 0, 1, 1, 1, 0.
        Closed = "closed",
        /// 0, 0, 1, 0, 0.
        Open = "open",
        /// 0, 1/2, 1, 1/2, 0.
        Half = "half",
        /// 0, 1, 1, 0, 0.
        LeftClosed = "left_closed",
        /// 1, 1, 1, 1, 1: no mask.
        Identity = "identity",
    }
}

named! {
    /// The sign of zero, for both zeros.
    SignAtZero: "sign0" {
        /// `+1`.
        PlusOne = "plus_one",
        /// `0`.
        Zero = "zero",
        /// `-1`.
        MinusOne = "minus_one",
    }
}

named! {
    /// The Heaviside function of zero, for both zeros.
    HeavisideAtZero: "heaviside0" {
        /// `0`.
        Zero = "zero",
        /// `1`.
        One = "one",
        /// `1/2`.
        Half = "half",
    }
}

named! {
    /// Whether a number exactly at the threshold keeps its sign in a ternary quantiser.
    TernaryTie: "ternary_tie" {
        /// It is in the support: the output is `+1` or `-1`.
        In = "in",
        /// It is out of the support: the output is `0`.
        Out = "out",
    }
}

named! {
    /// The format in which a quantiser forms the level that it compares with the bounds.
    CompareDtype: "compare_dtype" {
        /// The format of the input.
        Input = "input",
        /// Binary32.
        F32 = "f32",
    }
}

named! {
    /// What a NaN input becomes in a gradient, or in an operation made of comparisons.
    NanPolicy: "nan" {
        /// NaN.
        Propagate = "propagate",
        /// Zero: the input counts as outside, and its weight is zero.
        Zero = "zero",
        /// The input counts as inside, so that the upstream gradient passes; a comparison with it is false.
        Pass = "pass",
    }
}

named! {
    /// What becomes of an upstream gradient under a weight of zero. The two differ for an infinity and for NaN only.
    Mask: "mask" {
        /// Zero, whatever the upstream gradient, as of `where(inside, dy, 0)`.
        Selects = "selects",
        /// Zero times the upstream gradient, as of `dy * inside`: NaN for an infinity and for NaN.
        Multiplies = "multiplies",
    }
}

named! {
    /// What the gradient of a scale is multiplied by.
    ScaleGradient: "scale_gradient" {
        /// `1 / sqrt(N Q)`, with `N` numbers sharing the scale and greatest level `Q`.
        Lsq = "lsq",
        /// One.
        Plain = "plain",
        /// Zero: the scale does not learn.
        None = "none",
    }
}

named! {
    /// Whether a quantiser rounds before or after it adds the zero point.
    ZeroPointRounding: "zero_point_rounding" {
        /// `z + round(x / s)`.
        Before = "before",
        /// `round(x / s + z)`.
        After = "after",
    }
}

named! {
    /// How a surrogate slope is normalised.
    SurrogateNorm: "surrogate_norm" {
        /// Its greatest value is one.
        UnitPeak = "unit_peak",
        /// Its integral is one.
        UnitArea = "unit_area",
    }
}

/// The names of the choices on the axis with this key; `None` if there is no such axis.
#[must_use]
pub fn axis_choices(key: &str) -> Option<Vec<&'static str>> {
    fn named<A: Axis>(key: &str) -> Option<Vec<&'static str>> {
        (A::KEY == key).then(|| A::ALL.iter().map(|choice| choice.name()).collect())
    }
    named::<Rounding>(key)
        .or_else(|| named::<Order>(key))
        .or_else(|| named::<Bound>(key))
        .or_else(|| named::<Mask>(key))
        .or_else(|| named::<NanPolicy>(key))
        .or_else(|| named::<ZeroPointRounding>(key))
        .or_else(|| named::<ScaleGradient>(key))
        .or_else(|| named::<CompareDtype>(key))
        .or_else(|| named::<SignAtZero>(key))
        .or_else(|| named::<HeavisideAtZero>(key))
        .or_else(|| named::<TernaryTie>(key))
        .or_else(|| named::<SurrogateNorm>(key))
}
