"""Affine fake-quantisers: one pair of scale and zero point for a tensor, a channel or a group.

With ``t = x / s``, levels ``qmin .. qmax`` and a mask ``m`` on what is compared with them::

    y      = s (q - z)
    dx     = dy m
    dscale = dy ((q - z) - m t) g         summed over the entries that share the scale
    dzero  = dy s (m - 1) g               likewise
    g      = 1/sqrt(N qmax), 1 or 0
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from .arithmetic import FORMATS, Array, Format
from .pieces import clamped, gradient_at_nan, masked, rounded, selected, weights


class Grid(NamedTuple):
    """Scale and zero point, which broadcast against the entries, and the levels."""

    scale: Array
    zero_point: Array
    qmin: int
    qmax: int


class Level(NamedTuple):
    """What is known of an entry."""

    steps: Array
    """``q - z``."""
    weight: Array
    """The weight of the mask."""


def level(convention: Mapping[str, str], form: Format, grid: Grid, x: Array) -> Level:
    """Level and mask of each entry, formed in the format of the input or in ``f32``."""
    if convention["compare_dtype"] == "f32":
        form = FORMATS["f32"]
        # A wider quotient is rounded once: binary64 inputs are divided as such.
        t = (x / grid.scale.astype(x.dtype)).astype(np.float32) if x.dtype == np.float64 else None
        x = x.astype(np.float32)
    else:
        t = None
    scale, z = grid.scale.astype(x.dtype), grid.zero_point.astype(x.dtype)
    t = form.formed(x / scale) if t is None else t
    how, before = convention["round"], convention["zero_point_rounding"] == "before"
    if convention["order"] == "round_clamp":
        compared = form.formed(rounded(how, t) + z) if before else rounded(how, form.formed(t + z))
        steps = clamped(compared, grid.qmin, grid.qmax) - z
    else:
        compared = form.formed(t + z)
        within = clamped(compared, grid.qmin, grid.qmax)
        steps = rounded(how, within - z) if before else rounded(how, within) - z
    return Level(steps, weights(convention["bound"], compared, grid.qmin, grid.qmax))


def value(convention: Mapping[str, str], form: Format, grid: Grid, x: Array) -> Array:
    """``y``."""
    steps = form.widened(level(convention, form, grid, x).steps)
    return steps * grid.scale.astype(form.wide)


def dx(convention: Mapping[str, str], form: Format, grid: Grid, x: Array, dy: Array) -> Array:
    """Return the gradient of the input."""
    weight = level(convention, form, grid, x).weight
    passed = masked(convention["mask"], weight, dy)
    return gradient_at_nan(convention["nan"], x, dy, passed, convention["mask"])


def dscale(convention: Mapping[str, str], form: Format, grid: Grid, x: Array, dy: Array) -> Array:
    """Each entry's share in the gradient of its scale, before the factor ``g``; NaN at NaN."""
    known = level(convention, form, grid, x)
    t = form.widened(x) / grid.scale.astype(form.wide)
    through = selected(known.weight, t)
    share = (form.widened(known.steps) - through) * form.widened(dy)
    return np.where(np.isnan(x), np.nan, share)


def dzero(convention: Mapping[str, str], form: Format, grid: Grid, x: Array, dy: Array) -> Array:
    """Each entry's share in the gradient of its zero point, before the factor ``g``."""
    weight = level(convention, form, grid, x).weight.astype(form.wide)
    at_nan = {"zero": 0.0, "pass": 1.0, "propagate": np.nan}[convention["nan"]]
    weight = np.where(np.isnan(x), at_nan, weight).astype(form.wide)
    share = form.widened(dy) * grid.scale.astype(form.wide) * (weight - 1)
    return np.where(weight == 1, 0, share)


def factor(scale_gradient: str, form: Format, sharers: int, qmax: int) -> Array:
    """``g``, for so many entries that share a scale."""
    if scale_gradient == "plain":
        return form.wide(1)
    if scale_gradient == "none":
        return form.wide(0)
    if scale_gradient == "lsq":
        return 1 / np.sqrt(form.wide(sharers) * form.wide(qmax))
    raise ValueError(f"scale_gradient: {scale_gradient} is no choice")
