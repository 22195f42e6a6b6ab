"""Which surrogate a library ships under which name, and which one its documentation describes."""

from __future__ import annotations

CODE = {
    "larq": {
        "ste_sign": "hard_tanh",
        "approx_sign": "approx_sign",
        "swish_sign": "swish_sign:beta=5",
        "dorefa activation": "clipped_relu_closed:q=1",
    },
    "qkeras": {
        "quantized_relu(8)": "clipped_relu_right_closed:q=255/256",
        "binary (alpha=None)": "sech_squared:k=1",
    },
    "torch": {"hardtanh": "hard_tanh_open"},
    "snntorch": {
        "straight_through_estimator": "identity",
        "heaviside": "relu",
        "triangular": "snn_triangular",
        "fast_sigmoid": "fast_sigmoid:k=25",
        "atan": "arctan:alpha=2",
        "sigmoid": "sigmoid:alpha=25",
        "spike_rate_escape": "spike_rate_escape:beta=1,k=25",
        "SFS": "sparse_fast_sigmoid:k=25,b=1",
    },
    "spikingjelly": {
        "Sigmoid": "sigmoid:alpha=4",
        "Erf": "gaussian:alpha=2",
        "ATan": "arctan:alpha=2",
        "SoftSign": "soft_sign:alpha=2",
        "SuperSpike": "super_spike:alpha=1",
        "PiecewiseQuadratic": "piecewise_quadratic:alpha=1",
        "PiecewiseExp": "piecewise_exp:alpha=1",
        "PiecewiseLeakyReLU": "piecewise_leaky_relu:w=1,c=1/100",
        "LeakyKReLU": "leaky_k_relu:leak=0,k=1",
        "LogTailedReLU": "leaky_log_tailed_relu:alpha=0",
        "Rect": "rectangular:alpha=1",
        "S2NN": "s2nn:alpha=4,beta=1",
        "QPseudoSpike": "q_pseudo_spike:alpha=2",
        "NonzeroSignLogAbs": "nonzero_sign_log_abs:alpha=1",
        "FakeNumericalGradient": "fake_numerical_gradient:alpha=3/10",
        "SquarewaveFourierSeries": "square_wave:n=2,period=8",
    },
    "norse": {
        "super": "super_spike_ignoring_alpha:alpha=100",
        "tanh": "sech_squared:k=100",
        "erfc": "erfc_unscaled:k=100",
        "tent": "triangular:gamma=3/10",
        "circ": "circ:alpha=100",
    },
}
"""By library and name, the surrogate that the code is."""

DOCUMENTED = {
    "snntorch": {"atan": "arctan_documented:alpha=2"},
    "spikingjelly": {"PiecewiseLeakyReLU": "piecewise_leaky_relu_documented:w=1,c=1/100"},
    "norse": {
        "super": "fast_sigmoid:k=100",
        "tanh": "tanh_documented:k=100",
        "erfc": "gaussian:alpha=100",
        "circ": "circ_documented:alpha=100",
    },
}
"""By library and name, the surrogate of the documentation, where it is another."""


def slug(library: str, name: str) -> str:
    """Return the name of the operation: small letters, without blanks, a dash for a bracket or sign that opens a value."""
    plain = name.lower().translate({ord(" "): None, ord(")"): None, ord("("): "-", ord("="): "-"})
    return f"library.{library}.{plain}"
