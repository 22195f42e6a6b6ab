"""The instance, its closed forms, and the statistics that every party reports.

Sums travel as one flat vector: N, then the sum and the sum of squares of each entry of g_w (n + n), of g_v
(m + m) and of the loss (1 + 1), then the sum of r^2 sum_i mu'_i^2 v_i^2 (zero where it is not estimated).
"""

import json
import math
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

UPPER = {"relu": math.inf, "clipped-relu": 1.0}  # the slope is 1 on (0, upper) and 0 elsewhere


@dataclass
class Instance:
    """Student (v, w), teacher (vs, ws), and the upper end of the interval on which the STE's slope is 1."""

    v: np.ndarray
    w: np.ndarray
    vs: np.ndarray
    ws: np.ndarray
    upper: float

    @property
    def m(self):
        return len(self.v)

    @property
    def n(self):
        return len(self.w)


def instance(m, n, ste):
    """Deterministic weights: |w| = |w*| = 1 up to rounding, entries of either sign, an angle of 33 to 39 degrees."""
    j, i = np.arange(n), np.arange(m)
    w = np.cos(0.7 * j + 0.1)
    ws = w + 0.8 * np.sin(1.3 * j)
    v, vs = np.sin(0.9 * i + 0.2) / math.sqrt(m), np.cos(0.5 * i) / math.sqrt(m)
    return Instance(v, w / np.linalg.norm(w), vs, ws / np.linalg.norm(ws), UPPER[ste])


def write(item, path):
    """Writes the instance as `coarsegrad sample` reads it, in exact decimals."""
    exact = lambda xs: [format(Decimal(float(x)), "f") for x in xs]
    side = lambda v, w: {"v": exact(v), "w": exact(w)}
    document = {"model": "two-layer", "student": side(item.v, item.w), "teacher": side(item.vs, item.ws)}
    with open(path, "w", encoding="utf-8") as file:
        json.dump(document, file, indent=1)


def frame(item):
    """|w|, the cosine and sine of the angle between w and w*, and the orthonormal pair (u, e) that spans both."""
    norm = np.linalg.norm(item.w)
    u, us = item.w / norm, item.ws / np.linalg.norm(item.ws)
    cos = float(u @ us)
    across = us - cos * u
    sin = float(np.linalg.norm(across))
    return norm, cos, sin, u, across / sin


def closed_forms(item):
    """E[g_w], E[g_v] and E[loss] in floating point; only used to check the samplers."""
    norm, cos, sin, u, e = frame(item)
    us, theta = cos * u + sin * e, math.atan2(sin, cos)
    v, vs, m = item.v, item.vs, item.m
    total, dot, phi0 = vs.sum(), float(v @ vs), 1 / math.sqrt(2 * math.pi)
    h = float(v @ v) + v.sum() ** 2 - v.sum() * total + dot
    if math.isinf(item.upper):
        gw = phi0 * ((h - dot) / 2 * u - dot / 2 * us)
    else:
        tail = math.exp(-1 / (2 * norm**2))
        inside = 0.5 - tail * 0.5 * math.erfc(-cos / sin / norm / math.sqrt(2))
        gw = phi0 * (((1 - tail) * h / 2 - dot * inside) * u - dot / 2 * math.erf(1 / (math.sqrt(2) * norm * sin)) * us)
    both, cross = np.eye(m) + np.ones((m, m)), (1 - 2 * theta / math.pi) * np.eye(m) + np.ones((m, m))
    gv = (both @ v - cross @ vs) / 4
    loss = (v @ both @ v - 2 * v @ cross @ vs + vs @ both @ vs) / 8
    return gw, gv, float(loss)


def statistics(sums, m, n):
    """N, and mean and variance of each entry of (g_w, g_v, loss)."""
    count = sums[0]
    parts = np.split(np.asarray(sums[1:-1]), np.cumsum([n, n, m, m, 1]))
    first, second = np.concatenate(parts[0::2]), np.concatenate(parts[1::2])
    mean = first / count
    return count, mean, (second / count - mean**2) * count / (count - 1)


def trace(sums, m, n):
    """The estimated trace of Cov(g_w) of one sample."""
    return float(statistics(sums, m, n)[2][:n].sum())


def worst_score(sums, item):
    """The largest distance of a mean from its closed form, in standard errors, and of g_w as a whole."""
    gw, gv, loss = closed_forms(item)
    count, mean, variance = statistics(sums, item.m, item.n)
    gap = np.abs(mean - np.concatenate([gw, gv, [loss]]))
    error = np.sqrt(np.maximum(variance, 0) / count)
    floor = 1e-6 * (1 + np.abs(gw).max())  # entries with no variance, and float32 sums
    whole = np.linalg.norm(gap[: item.n]) / math.sqrt(variance[: item.n].sum() / count)
    return max(float((gap / (error + floor)).max()), float(whole))
