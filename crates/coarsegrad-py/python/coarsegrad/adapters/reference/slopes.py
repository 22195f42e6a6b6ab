"""The catalogue of surrogate slopes, each its formula in the form that neither overflows nor cancels at the ends.

A slope is a function of the numbers and of its parameters. At an infinity it is its limit.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

import numpy as np

from .._numbers import nearest
from .arithmetic import Array

Slope = Callable[..., Array]

SLOPES: dict[str, tuple[Slope, dict[str, str]]] = {}
"""For each name the slope and its parameters with their defaults."""


def _slope(**defaults: str) -> Callable[[Slope], Slope]:
    def enter(function: Slope) -> Slope:
        SLOPES[function.__name__] = (function, defaults)
        return function

    return enter


def slope_of(name: str, given: Mapping[str, str | int]) -> Callable[[Array], Array]:
    """Return the slope of that name with these parameters, the others at their defaults; NaN at NaN."""
    if name not in SLOPES:
        raise ValueError(f"no surrogate is called {name}")
    function, defaults = SLOPES[name]
    if unknown := set(given) - set(defaults):
        raise ValueError(f"{name} has no parameter {sorted(unknown)[0]}")
    values = {key: nearest(given.get(key, text)) for key, text in defaults.items()}

    def slope(x: Array) -> Array:
        parameters = {key: x.dtype.type(value) for key, value in values.items()}
        slopes: Array = np.where(np.isnan(x), x, function(x, **parameters))
        return slopes.astype(x.dtype)

    return slope


def parsed(text: str) -> Callable[[Array], Array]:
    """Return the slope that a text such as ``sigmoid:alpha=25`` names."""
    name, _, rest = text.partition(":")
    pairs = (part.partition("=") for part in rest.split(",") if part)
    return slope_of(name, {key: value for key, _, value in pairs})


def _sech2(z: Array) -> Array:
    e = np.exp(-2 * np.abs(z))
    return 4 * e / (1 + e) ** 2


def _logistic_slope(z: Array) -> Array:
    e = np.exp(-np.abs(z))
    return e / (1 + e) ** 2


def _between(kept: Array, value: Array) -> Array:
    return np.where(kept, value, 0)


@_slope()
def identity(x: Array) -> Array:  # noqa: D103 (the table of the book describes each)
    return np.ones_like(x)


@_slope()
def relu(x: Array) -> Array:  # noqa: D103
    return _between(x > 0, 1)


@_slope(leak="0", k="1")
def leaky_k_relu(x: Array, leak: float, k: float) -> Array:  # noqa: D103
    return np.where(x >= 0, k, leak)


@_slope(q="1")
def clipped_relu(x: Array, q: float) -> Array:  # noqa: D103
    return _between((x > 0) & (x < q), 1)


@_slope(q="1")
def clipped_relu_right_closed(x: Array, q: float) -> Array:  # noqa: D103
    return _between((x > 0) & (x <= q), 1)


@_slope(q="1")
def clipped_relu_closed(x: Array, q: float) -> Array:  # noqa: D103
    return _between((x >= 0) & (x <= q), 1)


@_slope(q="1")
def reverse_exponential(x: Array, q: float) -> Array:  # noqa: D103
    return _between(x > 0, np.exp(-np.abs(x) / q))


@_slope(q="1")
def log_tailed_relu(x: Array, q: float) -> Array:  # noqa: D103
    return _between(x > 0, np.where(x <= q, 1, 1 / np.where(x > q, x - q + 1, 1)))


@_slope(alpha="0")
def leaky_log_tailed_relu(x: Array, alpha: float) -> Array:  # noqa: D103
    return np.where(x <= 0, alpha, np.where(x <= 1, 1, 1 / np.where(x > 1, x, 1)))


@_slope(c="1")
def hard_tanh(x: Array, c: float) -> Array:  # noqa: D103
    return _between(np.abs(x) <= c, 1)


@_slope(c="1")
def hard_tanh_open(x: Array, c: float) -> Array:  # noqa: D103
    return _between(np.abs(x) < c, 1)


@_slope()
def approx_sign(x: Array) -> Array:  # noqa: D103
    return _between(np.abs(x) <= 1, 2 - 2 * np.abs(x))


@_slope(beta="5")
def swish_sign(x: Array, beta: float) -> Array:  # noqa: D103
    z = np.abs(beta * x)
    e = np.exp(-z)
    value = 2 * beta * e * (2 - z * (1 - e) / (1 + e)) / (1 + e) ** 2
    return _between(e > 0, value)


@_slope(t="1/10")
def ede(x: Array, t: float) -> Array:  # noqa: D103
    return np.maximum(1 / t, 1) * t * _sech2(t * x)


@_slope(t="1/100")
def rbnn(x: Array, t: float) -> Array:  # noqa: D103
    root = x.dtype.type(math.sqrt(2))
    return np.maximum(0, np.maximum(1 / t, 1) * t * (root - t * np.abs(x)))


@_slope(omega="1/10", n="9")
def fda(x: Array, omega: float, n: float) -> Array:  # noqa: D103
    within = np.where(np.abs(x) <= 1, x, 0)
    series = sum(np.cos((2 * i + 1) * omega * within) for i in range(int(n) + 1))
    return _between(np.abs(x) <= 1, x.dtype.type(4 / math.pi) * omega * series)


@_slope(o="3", m="1/10", t="3/2")
def reste(x: Array, o: float, m: float, t: float) -> Array:  # noqa: D103
    reach = np.abs(x)
    tail = np.maximum(reach, m) ** (1 / o - 1) / o
    return np.where(reach <= m, m ** (1 / o - 1), _between(reach <= t, tail))


@_slope(o="3", m="1/10", t="3/2")
def reste_tangent(x: Array, o: float, m: float, t: float) -> Array:  # noqa: D103
    reach = np.abs(x)
    tail = np.maximum(reach, m) ** (1 / o - 1) / o
    return np.where(reach <= m, m ** (1 / o - 1) / o, _between(reach <= t, tail))


@_slope(alpha="1/5", delta="2", lower="-1", cells="1")
def dsq(x: Array, alpha: float, delta: float, lower: float, cells: float) -> Array:  # noqa: D103
    upper = lower + cells * delta
    covered = (x >= lower) & (x <= upper)
    within = np.where(covered, x, lower)
    cell = np.minimum(np.floor((within - lower) / delta), cells - 1)
    centre = lower + delta * (cell + x.dtype.type(0.5))
    k = np.log(2 / alpha - 1) / delta
    return _between(covered, delta / 2 / (1 - alpha) * k * _sech2(k * (within - centre)))


@_slope(alpha="4")
def sigmoid(x: Array, alpha: float) -> Array:  # noqa: D103
    return alpha * _logistic_slope(alpha * x)


@_slope(k="1")
def sech_squared(x: Array, k: float) -> Array:  # noqa: D103
    return _sech2(k * x)


@_slope(k="1")
def tanh_documented(x: Array, k: float) -> Array:  # noqa: D103
    return k / 2 * _sech2(k * x)


@_slope(alpha="2")
def gaussian(x: Array, alpha: float) -> Array:  # noqa: D103
    return alpha * x.dtype.type(1 / math.sqrt(math.pi)) * np.exp(-((alpha * x) ** 2))


@_slope(k="1")
def erfc_unscaled(x: Array, k: float) -> Array:  # noqa: D103
    return x.dtype.type(2 / math.sqrt(math.pi)) * np.exp(-((k * x) ** 2))


@_slope(gamma="3/10")
def triangular(x: Array, gamma: float) -> Array:  # noqa: D103
    return gamma * np.maximum(0, 1 - np.abs(x))


@_slope(alpha="1")
def piecewise_quadratic(x: Array, alpha: float) -> Array:  # noqa: D103
    return alpha * np.maximum(0, 1 - alpha * np.abs(x))


@_slope(theta="1")
def snn_triangular(x: Array, theta: float) -> Array:  # noqa: D103
    return np.where(x < 0, theta, -theta)


@_slope(alpha="1")
def rectangular(x: Array, alpha: float) -> Array:  # noqa: D103
    return _between(2 * alpha * np.abs(x) < 1, alpha)


@_slope(alpha="2")
def arctan(x: Array, alpha: float) -> Array:  # noqa: D103
    return alpha / 2 / (1 + (x.dtype.type(math.pi / 2) * alpha * x) ** 2)


@_slope(alpha="2")
def arctan_documented(x: Array, alpha: float) -> Array:  # noqa: D103
    half_pi = x.dtype.type(math.pi / 2)
    return x.dtype.type(1 / math.pi) / (1 + (half_pi * alpha * x) ** 2)


@_slope(k="25")
def fast_sigmoid(x: Array, k: float) -> Array:  # noqa: D103
    return 1 / (1 + k * np.abs(x)) ** 2


@_slope(alpha="2")
def soft_sign(x: Array, alpha: float) -> Array:  # noqa: D103
    return alpha / (2 * (1 + alpha * np.abs(x)) ** 2)


@_slope(alpha="1")
def super_spike(x: Array, alpha: float) -> Array:  # noqa: D103
    return alpha / (1 + np.abs(x)) ** 2


@_slope(alpha="100")
def super_spike_ignoring_alpha(x: Array, alpha: float) -> Array:  # noqa: D103
    return 1 / (1 + np.abs(x)) ** 2


@_slope(k="25", b="1")
def sparse_fast_sigmoid(x: Array, k: float, b: float) -> Array:  # noqa: D103
    return _between(x > b, 1 / (1 + k * np.abs(x)) ** 2)


@_slope(alpha="1")
def piecewise_exp(x: Array, alpha: float) -> Array:  # noqa: D103
    return alpha / 2 * np.exp(-alpha * np.abs(x))


@_slope(beta="1", k="25")
def spike_rate_escape(x: Array, beta: float, k: float) -> Array:  # noqa: D103
    return k * np.exp(-beta * np.abs(x - 1))


@_slope(w="1", c="1/100")
def piecewise_leaky_relu(x: Array, w: float, c: float) -> Array:  # noqa: D103
    return np.where(np.abs(x) < w, 1 / (2 * w), c)


@_slope(w="1", c="1/100")
def piecewise_leaky_relu_documented(x: Array, w: float, c: float) -> Array:  # noqa: D103
    return np.where(np.abs(x) <= w, 1 / (2 * w), c)


@_slope(w="1", c="1/100")
def piecewise_leaky_relu_cuda(x: Array, w: float, c: float) -> Array:  # noqa: D103
    return np.where(np.abs(x) <= w, 1 / w, c)


@_slope(alpha="100")
def circ(x: Array, alpha: float) -> Array:  # noqa: D103
    square = 1 + (x / alpha) ** 2
    return 1 / (square * np.sqrt(square))


@_slope(alpha="100")
def circ_documented(x: Array, alpha: float) -> Array:  # noqa: D103
    square = 1 + (x / alpha) ** 2
    return 1 / (2 * alpha * square * np.sqrt(square))


@_slope(alpha="4", beta="1")
def s2nn(x: Array, alpha: float, beta: float) -> Array:  # noqa: D103
    rest = beta / (np.where(x >= 0, x, 0) + 1)
    return np.where(x < 0, alpha * _logistic_slope(alpha * x), rest)


@_slope(alpha="2")
def q_pseudo_spike(x: Array, alpha: float) -> Array:  # noqa: D103
    return (1 + 2 * np.abs(x) / (alpha - 1)) ** -alpha


@_slope(alpha="1")
def nonzero_sign_log_abs(x: Array, alpha: float) -> Array:  # noqa: D103
    return 1 / (1 / alpha + np.abs(x))


@_slope(alpha="3/10")
def fake_numerical_gradient(x: Array, alpha: float) -> Array:  # noqa: D103
    return np.minimum(alpha, 1 / np.where(x == 0, 1 / alpha, np.abs(x)))


@_slope(n="2", period="8")
def square_wave(x: Array, n: float, period: float) -> Array:  # noqa: D103
    turn = x.dtype.type(2 * math.pi) / period
    terms = (np.cos((2 * i - 1) * turn * x) for i in range(1, int(n)))
    return 4 / period * sum(terms, np.zeros_like(x))
