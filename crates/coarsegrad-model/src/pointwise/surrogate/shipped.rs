//! Which surrogates the libraries ship, and which they document.
//!
//! Observed by running the code of larq 0.14.0, snnTorch 1.0.0, SpikingJelly 2.0.0, Norse 1.1.0, QKeras 0.9.0 and torch
//! 2.15.0, or by reading it. A row is a statement about that version.

use coarsegrad_arith::Rational;

use super::Surrogate;

/// A surrogate of a library, with the library's default parameters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shipped {
    /// The library.
    pub library: &'static str,
    /// Its name for the surrogate.
    pub name: &'static str,
    /// What its code computes.
    pub surrogate: Surrogate,
    /// What its documentation says, where that is known to be something else.
    pub documented: Option<Surrogate>,
}

/// The surrogates that libraries ship.
#[must_use]
pub fn shipped() -> Vec<Shipped> {
    let int = |value: i32| Rational::from(value);
    let ratio = |numerator: i32, denominator: i32| Rational::from((numerator, denominator));
    let row = |library, name, surrogate| Shipped {
        library,
        name,
        surrogate,
        documented: None,
    };
    let differs = |library, name, surrogate, documented| Shipped {
        library,
        name,
        surrogate,
        documented: Some(documented),
    };
    let (snn, jelly, norse) = ("snntorch", "spikingjelly", "norse");
    vec![
        row("larq", "ste_sign", Surrogate::HardTanh { c: int(1) }),
        row("larq", "approx_sign", Surrogate::ApproxSign {}),
        row("larq", "swish_sign", Surrogate::SwishSign { beta: int(5) }),
        row(
            "larq",
            "dorefa activation",
            Surrogate::ClippedReluClosed { q: int(1) },
        ),
        row(
            "qkeras",
            "quantized_relu(8)",
            Surrogate::ClippedReluRightClosed { q: ratio(255, 256) },
        ),
        row(
            "qkeras",
            "binary (alpha=None)",
            Surrogate::SechSquared { k: int(1) },
        ),
        row("torch", "hardtanh", Surrogate::HardTanhOpen { c: int(1) }),
        row(snn, "straight_through_estimator", Surrogate::Identity {}),
        row(snn, "heaviside", Surrogate::Relu {}),
        row(
            snn,
            "triangular",
            Surrogate::SnnTriangular { theta: int(1) },
        ),
        row(snn, "fast_sigmoid", Surrogate::FastSigmoid { k: int(25) }),
        differs(
            snn,
            "atan",
            Surrogate::ArcTan { alpha: int(2) },
            Surrogate::ArcTanDocumented { alpha: int(2) },
        ),
        row(snn, "sigmoid", Surrogate::Sigmoid { alpha: int(25) }),
        row(
            snn,
            "spike_rate_escape",
            Surrogate::SpikeRateEscape {
                beta: int(1),
                k: int(25),
            },
        ),
        row(
            snn,
            "SFS",
            Surrogate::SparseFastSigmoid {
                k: int(25),
                b: int(1),
            },
        ),
        row(jelly, "Sigmoid", Surrogate::Sigmoid { alpha: int(4) }),
        row(jelly, "Erf", Surrogate::Gaussian { alpha: int(2) }),
        row(jelly, "ATan", Surrogate::ArcTan { alpha: int(2) }),
        row(jelly, "SoftSign", Surrogate::SoftSign { alpha: int(2) }),
        row(jelly, "SuperSpike", Surrogate::SuperSpike { alpha: int(1) }),
        row(
            jelly,
            "PiecewiseQuadratic",
            Surrogate::PiecewiseQuadratic { alpha: int(1) },
        ),
        row(
            jelly,
            "PiecewiseExp",
            Surrogate::PiecewiseExp { alpha: int(1) },
        ),
        differs(
            jelly,
            "PiecewiseLeakyReLU",
            Surrogate::PiecewiseLeakyRelu {
                w: int(1),
                c: ratio(1, 100),
            },
            Surrogate::PiecewiseLeakyReluDocumented {
                w: int(1),
                c: ratio(1, 100),
            },
        ),
        row(
            jelly,
            "LeakyKReLU",
            Surrogate::LeakyKRelu {
                leak: int(0),
                k: int(1),
            },
        ),
        row(
            jelly,
            "LogTailedReLU",
            Surrogate::LeakyLogTailedRelu { alpha: int(0) },
        ),
        row(jelly, "Rect", Surrogate::Rectangular { alpha: int(1) }),
        row(
            jelly,
            "S2NN",
            Surrogate::S2nn {
                alpha: int(4),
                beta: int(1),
            },
        ),
        row(
            jelly,
            "QPseudoSpike",
            Surrogate::QPseudoSpike { alpha: int(2) },
        ),
        row(
            jelly,
            "NonzeroSignLogAbs",
            Surrogate::NonzeroSignLogAbs { alpha: int(1) },
        ),
        row(
            jelly,
            "FakeNumericalGradient",
            Surrogate::FakeNumericalGradient {
                alpha: ratio(3, 10),
            },
        ),
        row(
            jelly,
            "SquarewaveFourierSeries",
            Surrogate::SquareWave {
                n: int(2),
                period: int(8),
            },
        ),
        differs(
            norse,
            "super",
            Surrogate::SuperSpikeIgnoringAlpha { alpha: int(100) },
            Surrogate::FastSigmoid { k: int(100) },
        ),
        differs(
            norse,
            "tanh",
            Surrogate::SechSquared { k: int(100) },
            Surrogate::TanhDocumented { k: int(100) },
        ),
        differs(
            norse,
            "erfc",
            Surrogate::ErfcUnscaled { k: int(100) },
            Surrogate::Gaussian { alpha: int(100) },
        ),
        row(
            norse,
            "tent",
            Surrogate::Triangular {
                gamma: ratio(3, 10),
            },
        ),
        differs(
            norse,
            "circ",
            Surrogate::Circ { alpha: int(100) },
            Surrogate::CircDocumented { alpha: int(100) },
        ),
    ]
}
