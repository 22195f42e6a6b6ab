"""The pieces of quantisers: rounding, masks, and what becomes of NaN, each under the choices of its axis."""

from __future__ import annotations

import numpy as np

from .arithmetic import Array

_GENERATOR = np.random.default_rng()


def rounded(how: str, x: Array) -> Array:
    """Return an integer for each number. Infinities and NaN are their own images."""
    below = np.floor(x)
    if how == "half_even":
        return np.rint(x)
    if how == "half_up":
        return np.where(x - below >= 0.5, below + 1, below).astype(x.dtype)
    if how == "half_away":
        towards = np.trunc(x)
        step = np.copysign(np.ones_like(x), x)
        return np.where(np.abs(x - towards) >= 0.5, towards + step, towards).astype(x.dtype)
    if how == "to_zero":
        return np.trunc(x)
    if how == "floor":
        return below
    if how == "stochastic":
        draw = _GENERATOR.random(np.shape(x))
        return np.where(draw < x - below, below + 1, below).astype(x.dtype)
    raise ValueError(f"round: {how} is no choice")


def weights(bound: str, x: Array, lower: float, upper: float) -> Array:
    """Return the weight of the mask at each number relative to ``lower <= upper``; zero at NaN."""
    inside = (x > lower) & (x < upper)
    at_lower, at_upper = x == lower, x == upper
    if bound == "closed":
        kept: Array = inside | at_lower | at_upper
    elif bound == "open":
        kept = inside
    elif bound == "left_closed":
        kept = inside | at_lower
    elif bound == "identity":
        kept = ~np.isnan(x)
    elif bound == "half":
        return inside * 1.0 + (at_lower | at_upper) * 0.5
    else:
        raise ValueError(f"bound: {bound} is no choice")
    return kept * 1.0


def selected(weight: Array, value: Array) -> Array:
    """``weight * value``, but zero wherever the weight is, also for an infinite or NaN value."""
    return np.where(weight == 0, 0, value * weight.astype(value.dtype)).astype(value.dtype)


def masked(kind: str, weight: Array, dy: Array) -> Array:
    """Return the upstream gradient under a mask, which selects or multiplies where its weight is zero."""
    if kind == "selects":
        return selected(weight, dy)
    if kind == "multiplies":
        return dy * weight.astype(dy.dtype)
    raise ValueError(f"mask: {kind} is no choice")


def gradient_at_nan(policy: str, x: Array, dy: Array, elsewhere: Array, mask: str = "selects") -> Array:
    """Return the gradient ``elsewhere``, replaced where the input is NaN; under ``zero`` that is a weight of the mask."""
    if policy == "zero":
        there = masked(mask, np.zeros_like(dy), dy)
    elif policy == "pass":
        there = dy
    elif policy == "propagate":
        there = np.full_like(dy, np.nan)
    else:
        raise ValueError(f"nan: {policy} is no choice")
    return np.where(np.isnan(x), there, elsewhere)


def clamped(x: Array, lower: float, upper: float) -> Array:
    """``min(max(x, lower), upper)``: the input itself at the bounds, NaN at NaN."""
    low = np.where(x < lower, np.asarray(lower, x.dtype), x)
    return np.where(x > upper, np.asarray(upper, x.dtype), low)
