//! The catalogue of surrogate slopes: what implementations put in the place of the derivative of a step.
//!
//! Each entry is one formula with its values at ties and ends, its parameters and their defaults. Where code and
//! documentation of a library differ, both are entries: the one that ships under the plain name or the library's, the
//! one that is written down with `_documented`. Which library ships which is the table [`shipped`].
//!
//! At `±0` a slope is its value at zero. At an infinity it is its limit there, or NaN where there is none; at NaN it is
//! NaN.

mod cosine;
mod norm;
mod shapes;
mod shipped;
mod slope;
mod text;

use coarsegrad_arith::Rational;

use super::PointwiseError;
pub use shipped::{Shipped, shipped};
pub(super) use slope::{check_precision, narrow};

/// The greatest number of terms of a surrogate that is a sum.
pub const MAX_TERMS: u32 = 1024;

/// The domain of a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Domain {
    Any,
    NonNegative,
    Positive,
    AtLeastOne,
    AboveOne,
    OpenUnit,
    Count,
    Terms,
}

impl Domain {
    fn condition(self) -> &'static str {
        match self {
            Domain::Any => "any number",
            Domain::NonNegative => "at least zero",
            Domain::Positive => "positive",
            Domain::AtLeastOne => "at least one",
            Domain::AboveOne => "greater than one",
            Domain::OpenUnit => "strictly between zero and one",
            Domain::Count => "a positive integer",
            Domain::Terms => "an integer between 1 and 1024",
        }
    }

    fn contains(self, value: &Rational) -> bool {
        match self {
            Domain::Any => true,
            Domain::NonNegative => !value.is_negative(),
            Domain::Positive => value.is_positive(),
            Domain::AtLeastOne => *value >= 1,
            Domain::AboveOne => *value > 1,
            Domain::OpenUnit => value.is_positive() && *value < 1,
            Domain::Count => value.is_integer() && value.is_positive(),
            Domain::Terms => value.is_integer() && *value >= 1 && *value <= MAX_TERMS,
        }
    }
}

macro_rules! surrogates {
    ($($(#[$doc:meta])* $variant:ident = $name:literal {
        $($(#[$field_doc:meta])* $field:ident: $domain:ident = ($numerator:literal, $denominator:literal),)*
    })*) => {
        /// A surrogate slope `h(x)`.
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        pub enum Surrogate {
            $($(#[$doc])* $variant { $($(#[$field_doc])* $field: Rational,)* },)*
        }

        impl Surrogate {
            /// The names of all entries.
            pub const NAMES: &'static [&'static str] = &[$($name,)*];

            /// Every entry with its default parameters.
            #[must_use]
            pub fn catalogue() -> Vec<Self> {
                vec![$(Surrogate::$variant {
                    $($field: Rational::from(($numerator, $denominator)),)*
                },)*]
            }

            /// The name of the entry.
            #[must_use]
            pub fn name(&self) -> &'static str {
                match self {
                    $(Surrogate::$variant { .. } => $name,)*
                }
            }

            /// The parameters with their names, in the order of the text.
            #[must_use]
            pub fn parameters(&self) -> Vec<(&'static str, &Rational)> {
                match self {
                    $(Surrogate::$variant { $($field,)* } => vec![$((stringify!($field), $field),)*],)*
                }
            }

            /// Puts `value` in the place of the parameter `name`, and says whether there is one.
            fn set(&mut self, name: &str, value: &Rational) -> bool {
                match self {
                    $(Surrogate::$variant { $($field,)* } => {
                        $(if name == stringify!($field) {
                            $field.clone_from(value);
                            return true;
                        })*
                        let _ = (name, value);
                        false
                    })*
                }
            }

            /// The domain of each parameter.
            fn domains(&self) -> &'static [Domain] {
                match self {
                    $(Surrogate::$variant { .. } => &[$(Domain::$domain,)*],)*
                }
            }
        }
    };
}

surrogates! {
    /// `1`. Bengio, Leonard and Courville 2013.
    Identity = "identity" {}
    /// `1{x > 0}`. P1.
    Relu = "relu" {}
    /// `k` for `x >= 0`, `leak` below.
    LeakyKRelu = "leaky_k_relu" {
        /// The slope of the negative side.
        leak: Any = (0, 1),
        /// The slope of the other side, zero included.
        k: Any = (1, 1),
    }
    /// `1{0 < x < q}`. P1.
    ClippedRelu = "clipped_relu" {
        /// The upper bound.
        q: Positive = (1, 1),
    }
    /// `1{0 < x <= q}`.
    ClippedReluRightClosed = "clipped_relu_right_closed" {
        /// The upper bound.
        q: Positive = (1, 1),
    }
    /// `1{0 <= x <= q}`.
    ClippedReluClosed = "clipped_relu_closed" {
        /// The upper bound.
        q: Positive = (1, 1),
    }
    /// `e^(-x/q)` for `x > 0`, else 0.
    ReverseExponential = "reverse_exponential" {
        /// The scale.
        q: Positive = (1, 1),
    }
    /// `0` for `x <= 0`, `1` for `0 < x <= q`, `1 / (x - q + 1)` above.
    LogTailedRelu = "log_tailed_relu" {
        /// The end of the constant part.
        q: Positive = (1, 1),
    }
    /// `alpha` for `x <= 0`, `1` for `0 < x <= 1`, `1 / x` above.
    LeakyLogTailedRelu = "leaky_log_tailed_relu" {
        /// The slope of the negative side, zero included.
        alpha: Any = (0, 1),
    }
    /// `1{|x| <= c}`. Hubara et al. 2016.
    HardTanh = "hard_tanh" {
        /// The half width.
        c: Positive = (1, 1),
    }
    /// `1{|x| < c}`.
    HardTanhOpen = "hard_tanh_open" {
        /// The half width.
        c: Positive = (1, 1),
    }
    /// `2 - 2|x|` for `|x| <= 1`, else 0. Liu et al. 2018.
    ApproxSign = "approx_sign" {}
    /// `beta (2 - beta x tanh(beta x / 2)) / (1 + cosh(beta x))`. Darabi et al. 2018.
    SwishSign = "swish_sign" {
        /// The steepness.
        beta: Positive = (5, 1),
    }
    /// `k t sech^2(t x)` with `k = max(1/t, 1)`. Qin et al. 2020.
    Ede = "ede" {
        /// The steepness, which grows during training.
        t: Positive = (1, 10),
    }
    /// `max(0, k (sqrt(2) t - t^2 |x|))` with `k = max(1/t, 1)`. Lin et al. 2020.
    Rbnn = "rbnn" {
        /// The steepness, which grows during training.
        t: Positive = (1, 100),
    }
    /// `(4 omega / pi) sum_{i=0}^{n} cos((2i + 1) omega x)` for `|x| <= 1`, else 0. Xu et al. 2021.
    Fda = "fda" {
        /// The frequency.
        omega: Positive = (1, 10),
        /// The index of the last term.
        n: Terms = (9, 1),
    }
    /// `m^(1/o - 1)` for `|x| <= m`, `(1/o) |x|^(1/o - 1)` for `m < |x| <= t`, 0 beyond: the secant near zero, as in the
    /// official code. Wu et al. 2023.
    ReSte = "reste" {
        /// The degree.
        o: AtLeastOne = (3, 1),
        /// The end of the constant part.
        m: Positive = (1, 10),
        /// The end of the support.
        t: Positive = (3, 2),
    }
    /// `(1/o) m^(1/o - 1)` for `|x| <= m`, otherwise as `reste`: the tangent near zero, as in the figure beside the code.
    ReSteTangent = "reste_tangent" {
        /// The degree.
        o: AtLeastOne = (3, 1),
        /// The end of the constant part.
        m: Positive = (1, 10),
        /// The end of the support.
        t: Positive = (3, 2),
    }
    /// `(delta / 2) s k sech^2(k (x - c))` with `c` the centre of the cell of `x` among `cells` cells of width `delta`
    /// from `lower` on, `k = ln(2 / alpha - 1) / delta`, `s = 1 / (1 - alpha)`; 0 outside the cells, which are closed.
    /// Gong et al. 2019.
    Dsq = "dsq" {
        /// The distance from the staircase.
        alpha: OpenUnit = (1, 5),
        /// The width of a cell.
        delta: Positive = (2, 1),
        /// The lower end of the first cell.
        lower: Any = (-1, 1),
        /// The number of cells.
        cells: Count = (1, 1),
    }
    /// `alpha s(alpha x) s(-alpha x)` with the logistic function `s`.
    Sigmoid = "sigmoid" {
        /// The steepness.
        alpha: Positive = (4, 1),
    }
    /// `sech^2(k x)`: the slope of `tanh` without the factor `k / 2` of `(1 + tanh(k x)) / 2`.
    SechSquared = "sech_squared" {
        /// The steepness.
        k: Positive = (1, 1),
    }
    /// `(k / 2) sech^2(k x)`: the derivative of `(1 + tanh(k x)) / 2`.
    TanhDocumented = "tanh_documented" {
        /// The steepness.
        k: Positive = (1, 1),
    }
    /// `(alpha / sqrt(pi)) e^(-alpha^2 x^2)`: the derivative of `erfc(-alpha x) / 2`.
    Gaussian = "gaussian" {
        /// The inverse width.
        alpha: Positive = (2, 1),
    }
    /// `(2 / sqrt(pi)) e^(-k^2 x^2)`: without the factor `k / 2` of the derivative of `erfc(-k x) / 2`.
    ErfcUnscaled = "erfc_unscaled" {
        /// The inverse width.
        k: Positive = (1, 1),
    }
    /// `gamma max(0, 1 - |x|)`. Esser et al. 2016.
    Triangular = "triangular" {
        /// The height.
        gamma: Positive = (3, 10),
    }
    /// `alpha max(0, 1 - alpha |x|)`.
    PiecewiseQuadratic = "piecewise_quadratic" {
        /// The height and inverse half width.
        alpha: Positive = (1, 1),
    }
    /// `theta` for `x < 0`, `-theta` for `x >= 0`: two constants of opposite sign, no triangle.
    SnnTriangular = "snn_triangular" {
        /// The size.
        theta: Positive = (1, 1),
    }
    /// `alpha 1{|x| < 1 / (2 alpha)}`. Wu et al. 2018.
    Rectangular = "rectangular" {
        /// The height and inverse width.
        alpha: Positive = (1, 1),
    }
    /// `(alpha / 2) / (1 + (pi alpha x / 2)^2)`: the derivative of `atan(pi alpha x / 2) / pi`. Fang et al. 2021.
    ArcTan = "arctan" {
        /// The steepness.
        alpha: Positive = (2, 1),
    }
    /// `(1 / pi) / (1 + (pi alpha x / 2)^2)`.
    ArcTanDocumented = "arctan_documented" {
        /// The steepness.
        alpha: Positive = (2, 1),
    }
    /// `1 / (1 + k |x|)^2`. Zenke and Ganguli 2018.
    FastSigmoid = "fast_sigmoid" {
        /// The steepness.
        k: Positive = (25, 1),
    }
    /// `alpha / (2 (1 + alpha |x|)^2)`.
    SoftSign = "soft_sign" {
        /// The steepness.
        alpha: Positive = (2, 1),
    }
    /// `alpha / (1 + |x|)^2`.
    SuperSpike = "super_spike" {
        /// The height.
        alpha: Positive = (1, 1),
    }
    /// `1 / (1 + |x|)^2`, whatever `alpha` is.
    SuperSpikeIgnoringAlpha = "super_spike_ignoring_alpha" {
        /// A parameter without effect.
        alpha: Positive = (100, 1),
    }
    /// `1 / (1 + k |x|)^2` for `x > b`, else 0. Perez-Nieves and Goodman 2021.
    SparseFastSigmoid = "sparse_fast_sigmoid" {
        /// The steepness.
        k: Positive = (25, 1),
        /// The threshold.
        b: NonNegative = (1, 1),
    }
    /// `(alpha / 2) e^(-alpha |x|)`.
    PiecewiseExp = "piecewise_exp" {
        /// The steepness.
        alpha: Positive = (1, 1),
    }
    /// `k e^(-beta |x - 1|)`. Gerstner and Kistler 2002.
    SpikeRateEscape = "spike_rate_escape" {
        /// The steepness.
        beta: Positive = (1, 1),
        /// The height.
        k: Positive = (25, 1),
    }
    /// `1 / (2 w)` for `|x| < w`, else `c`.
    PiecewiseLeakyRelu = "piecewise_leaky_relu" {
        /// The half width.
        w: Positive = (1, 1),
        /// The slope outside.
        c: NonNegative = (1, 100),
    }
    /// `1 / (2 w)` for `|x| <= w`, else `c`.
    PiecewiseLeakyReluDocumented = "piecewise_leaky_relu_documented" {
        /// The half width.
        w: Positive = (1, 1),
        /// The slope outside.
        c: NonNegative = (1, 100),
    }
    /// `1 / w` for `|x| <= w`, else `c`: twice as high as the one that is documented, as some CUDA code had it.
    PiecewiseLeakyReluCuda = "piecewise_leaky_relu_cuda" {
        /// The half width.
        w: Positive = (1, 1),
        /// The slope outside.
        c: NonNegative = (1, 100),
    }
    /// `alpha^3 / (x^2 + alpha^2)^(3/2)`.
    Circ = "circ" {
        /// The width.
        alpha: Positive = (100, 1),
    }
    /// `alpha^2 / (2 (x^2 + alpha^2)^(3/2))`: the derivative of `(1 + x / sqrt(x^2 + alpha^2)) / 2`.
    CircDocumented = "circ_documented" {
        /// The width.
        alpha: Positive = (100, 1),
    }
    /// `alpha s(alpha x) s(-alpha x)` for `x < 0`, `beta / (x + 1)` for `x >= 0`. Suetake et al. 2022.
    S2nn = "s2nn" {
        /// The steepness of the negative side.
        alpha: Positive = (4, 1),
        /// The height of the other side, zero included.
        beta: Positive = (1, 1),
    }
    /// `(1 + 2|x| / (alpha - 1))^(-alpha)`. Herranz-Celotti and Rouat 2022.
    QPseudoSpike = "q_pseudo_spike" {
        /// The tail's exponent.
        alpha: AboveOne = (2, 1),
    }
    /// `1 / (1/alpha + |x|)`.
    NonzeroSignLogAbs = "nonzero_sign_log_abs" {
        /// The height.
        alpha: Positive = (1, 1),
    }
    /// `min(alpha, 1/|x|)`, `alpha` at both zeros.
    FakeNumericalGradient = "fake_numerical_gradient" {
        /// The height.
        alpha: Positive = (3, 10),
    }
    /// `(4 / period) sum_{i=1}^{n-1} cos(2 pi (2i - 1) x / period)`: one term less than `n`.
    SquareWave = "square_wave" {
        /// One more than the number of terms.
        n: Terms = (2, 1),
        /// The period.
        period: Positive = (8, 1),
    }
}

impl Surrogate {
    /// Whether the parameters are in their domains.
    ///
    /// # Errors
    /// [`PointwiseError::Parameter`] names the first that is not: the domains are in the description of each entry's
    /// formula, and for ReSTE `m <= t`.
    pub fn check(&self) -> Result<(), PointwiseError> {
        for ((name, value), domain) in self.parameters().into_iter().zip(self.domains()) {
            if !domain.contains(value) {
                return Err(PointwiseError::parameter(name, domain.condition(), value));
            }
        }
        match self {
            Surrogate::ReSte { m, t, .. } | Surrogate::ReSteTangent { m, t, .. } if m > t => {
                Err(PointwiseError::parameter("m", "at most t", m))
            }
            _ => Ok(()),
        }
    }
}
