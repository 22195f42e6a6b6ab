"""The quantisers as operations of a backend: each a function of a convention and a call."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from .._backend import Call
from .._numbers import exact
from . import affine
from .affine import Grid
from .arithmetic import FORMATS, Array
from .pieces import clamped, gradient_at_nan, masked, rounded, selected, weights

Convention = Mapping[str, str]


def _array(form_dtype: type, texts: object) -> Array:
    values = texts if isinstance(texts, list) else [texts]
    numbers: Array = np.array([float(exact(each)) for each in values], dtype=form_dtype)
    return numbers if isinstance(texts, list) else numbers.reshape(())


def _grid(call: Call, shape: tuple[int, ...]) -> Grid:
    wide = FORMATS[call.dtype].wide
    scale, zero = _array(wide, call.param("scale")), _array(wide, call.param("zero_point"))
    qmin, qmax = call.count("qmin"), call.count("qmax")
    return Grid(scale.reshape(shape), zero.reshape(shape), qmin, qmax)


def _affine(convention: Convention, call: Call, grid: Grid, x: Array, shared: int | None) -> Array:
    """Return an output of a fake-quantiser; ``shared`` is the axis over which entries share a scale, ``None`` for all."""
    form = FORMATS[call.dtype]
    if call.output == "y":
        return affine.value(convention, form, grid, x)
    dy = call["dy"].reshape(x.shape)
    if call.output == "dx":
        return affine.dx(convention, form, grid, x, dy)
    shares = {"dscale": affine.dscale, "dzero": affine.dzero}[call.output]
    sharers = x.size if shared is None else x.shape[shared]
    if convention["scale_gradient"] == "none":
        return np.sum(np.zeros_like(form.widened(x)), axis=shared)
    g = affine.factor(convention["scale_gradient"], form, sharers, grid.qmax)
    return np.sum(shares(convention, form, grid, x, dy), axis=shared) * g


def fake_quant_affine(convention: Convention, call: Call) -> Array:
    """One scale for a tensor of any shape."""
    return _affine(convention, call, _grid(call, ()), call["x"], None)


def fake_quant_channel(convention: Convention, call: Call) -> Array:
    """One scale for each entry of dimension 0."""
    x = call["x"]
    entries = x.reshape(x.shape[0], -1)
    result = _affine(convention, call, _grid(call, (x.shape[0], 1)), entries, 1)
    return result if call.output in ("dscale", "dzero") else result.reshape(x.shape)


def fake_quant_group(convention: Convention, call: Call) -> Array:
    """One scale for each group of consecutive entries."""
    x = call["x"]
    groups = x.reshape(-1, call.count("group_size"))
    result = _affine(convention, call, _grid(call, (groups.shape[0], 1)), groups, 1)
    return result if call.output in ("dscale", "dzero") else result.reshape(x.shape)


def lsq(convention: Convention, call: Call) -> Array:
    """LSQ: levels ``-q_n .. q_p`` and zero point 0."""
    fixed = {"zero_point_rounding": "after", "compare_dtype": "input", "mask": "selects"}
    full = {**fixed, **convention}
    zero = np.zeros((), FORMATS[call.dtype].wide)
    scale = _array(FORMATS[call.dtype].wide, call.param("scale"))
    grid = Grid(scale, zero, -call.count("q_n"), call.count("q_p"))
    return _affine(full, call, grid, call["x"], None)


def _steps(convention: Convention, call: Call, fraction: Array, bits: int) -> Array:
    """``round(N r) / N`` for ``N = 2^bits - 1``, in the wide format."""
    steps = FORMATS[call.dtype].wide(2**bits - 1)
    return rounded(convention["round"], fraction * steps) / steps


def pact(convention: Convention, call: Call) -> Array:
    """Clipping to ``[0, alpha]`` and quantisation to ``bits`` bits."""
    form, x = FORMATS[call.dtype], call["x"]
    alpha = form.wide(call.number("alpha"))
    if call.output == "y":
        fraction = form.widened(clamped(x, 0, alpha)) / alpha
        return _steps(convention, call, fraction, call.count("bits")) * alpha
    weight, dy = weights(convention["bound"], x, 0, alpha), call["dy"]
    if call.output == "dx":
        return gradient_at_nan(convention["nan"], x, dy, selected(weight, dy))
    share = np.where(x >= alpha, selected(1 - weight, form.widened(dy)), 0)
    at_nan = np.nan if convention["nan"] == "propagate" else 0
    return np.sum(np.where(np.isnan(x), at_nan, share))


def dorefa_activation(convention: Convention, call: Call) -> Array:
    """Clipping to ``[0, 1]`` and quantisation to ``bits`` bits."""
    form, x = FORMATS[call.dtype], call["x"]
    if call.output == "y":
        return _steps(convention, call, form.widened(clamped(x, 0, 1)), call.count("bits"))
    dy = call["dy"]
    weight = weights(convention["bound"], x, 0, 1)
    return gradient_at_nan(convention["nan"], x, dy, selected(weight, dy))


def dorefa_weight(convention: Convention, call: Call) -> Array:
    """Quantisation through a hyperbolic tangent, relative to the weight of the greatest magnitude."""
    form, x = FORMATS[call.dtype], call["x"]
    greatest = np.tanh(form.wide(call.number("greatest")))
    wide = form.widened(x)
    if call.output == "y":
        fraction = np.tanh(wide) / (2 * greatest) + form.wide(0.5)
        return 2 * _steps(convention, call, fraction, call.count("bits")) - 1
    dy = form.widened(call["dy"])
    falling = np.exp(-2 * np.abs(wide))
    slope = 4 * falling / (1 + falling) ** 2 / greatest
    return gradient_at_nan(convention["nan"], x, dy, dy * slope)


def staircase_relu(convention: Convention, call: Call) -> Array:
    """``alpha ceil(x / alpha)`` between 0 and ``(2^bits - 1) alpha``."""
    form, x = FORMATS[call.dtype], call["x"]
    alpha, levels = form.wide(call.number("alpha")), 2 ** call.count("bits") - 1
    top = alpha * form.wide(levels)
    if call.output == "y":
        level = np.ceil(clamped(form.widened(x) / alpha, 0, levels))
        # The least positive numbers underflow when divided, and belong to the first step.
        return alpha * np.where(x > 0, np.maximum(level, 1), level)
    dy = call["dy"]
    weight = weights(convention["bound"], form.widened(x), 0, top)
    return gradient_at_nan(convention["nan"], x, dy, selected(weight, dy))


def clip(convention: Convention, call: Call) -> Array:
    """Clipping to an interval."""
    x, lower, upper = call["x"], call.number("lower"), call.number("upper")
    if call.output == "y":
        return clamped(x, lower, upper)
    dy = call["dy"]
    weight = weights(convention["bound"], x, lower, upper)
    passed = masked(convention["mask"], weight, dy)
    return gradient_at_nan(convention["nan"], x, dy, passed, convention["mask"])


def round_(convention: Convention, call: Call) -> Array:
    """Round to an integer."""
    return rounded(convention["round"], call["x"])


_BRANCHES = {"propagate": np.nan, "zero": 0.0}


def _at_nan(policy: str, x: Array, last_branch: float, elsewhere: Array) -> Array:
    return np.where(np.isnan(x), _BRANCHES.get(policy, last_branch), elsewhere)


def sign(convention: Convention, call: Call) -> Array:
    """``1`` above zero, ``-1`` below."""
    x = call["x"]
    at_zero = {"plus_one": 1.0, "zero": 0.0, "minus_one": -1.0}[convention["sign0"]]
    return _at_nan(convention["nan"], x, -1, np.where(x > 0, 1.0, np.where(x < 0, -1.0, at_zero)))


def heaviside(convention: Convention, call: Call) -> Array:
    """``1`` above zero, ``0`` below."""
    x = call["x"]
    at_zero = {"zero": 0.0, "one": 1.0, "half": 0.5}[convention["heaviside0"]]
    return _at_nan(convention["nan"], x, 0, np.where(x > 0, 1.0, np.where(x < 0, 0.0, at_zero)))


def ternary(convention: Convention, call: Call) -> Array:
    """Return the sign of what exceeds the threshold in magnitude, else ``0``."""
    x, threshold = call["x"], call.number("threshold")
    reach = np.abs(x)
    support = reach > threshold
    if convention["ternary_tie"] == "in":
        support = support | (reach == threshold)
    return _at_nan(convention["nan"], x, 0, np.where(support, np.sign(x), 0.0))
