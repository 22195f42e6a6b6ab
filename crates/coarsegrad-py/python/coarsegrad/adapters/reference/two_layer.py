"""The two-layer model with a binary activation: one sample, the population, estimates, and descent.

With ``u = w/|w|``, ``us = w*/|w*|``, the angle ``theta`` between them, ``c = cos(theta)``, ``s = sin(theta)``, the unit
vector ``e = (us - c u)/s``, the sums ``S`` of ``v`` and ``S*`` of ``v*``, a standard normal number ``N`` and the slope
``h`` of the STE at ``a = |w|``::

    f            = (|v|^2 + S^2 - 2 (1 - 2 theta/pi) v.v* - 2 S S* + |v*|^2 + S*^2) / 8
    df/dv        = (v + S - (1 - 2 theta/pi) v* - S*) / 4
    df/dw        = -(v.v*) e / (2 pi |w|)
    E[g]         = u (K+ |v|^2 + K (S^2 - |v|^2)/2 - A v.v* - K (S S* - v.v*)/2) - e B v.v*
    K = E[N h(aN)],   K+ = E[N h(aN); N > 0],   A = E[N h(aN) Phi(cN/s)],   B = E[h(aN) phi(cN/s)]

The last line follows from splitting a row into its parts along ``u`` and ``e``. Its four means are integrals in one
variable; for the identity and the ReLU they are known, for the others they are found by quadrature. All of it is
computed in binary64 and rounded once.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from .._backend import Call, Unsupported
from .._numbers import nearest
from .arithmetic import FORMATS, Array
from .slopes import parsed

_GENERATOR = np.random.default_rng()
_INTERVALS, _REACH = 160, 40.0
_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(20)

Slope = Callable[[Array], Array]


class Point(NamedTuple):
    """A student and its teacher."""

    v: Array
    w: Array
    v_star: Array
    w_star: Array


def sample(call: Call) -> Array:
    """Loss, true gradient in ``v`` and coarse gradient in ``w`` on one input."""
    wide = FORMATS[call.dtype].widened
    point = Point(*(wide(call[name]) for name in Point._fields))
    return _sample(call.output, parsed(call.param("ste")), point, wide(call["z"]))


def _sample(output: str, slope: Slope, point: Point, z: Array) -> Array:
    student, teacher = z @ point.w, z @ point.w_star
    error = (student > 0) @ point.v - (teacher > 0) @ point.v_star
    if output == "loss":
        return error**2 / 2
    if output == "gradient_v":
        return (student > 0) * error
    return (slope(student) * point.v) @ z * error


def estimator(call: Call) -> Array:
    """Independent one-sample coarse gradients."""
    point, slope = _point(call), parsed(call.param("ste"))
    draws = call.draws if call.draws is not None else 1
    answer = np.empty((draws, point.w.size))
    for start in range(0, draws, 4096):
        count = min(4096, draws - start)
        z = _GENERATOR.standard_normal((count, point.v.size, point.w.size))
        student, teacher = z @ point.w, z @ point.w_star
        error = (student > 0) @ point.v - (teacher > 0) @ point.v_star
        backward = slope(student) * point.v * error[:, None]
        answer[start : start + count] = np.einsum("dm,dmn->dn", backward, z)
    return answer


def population(call: Call) -> Array:
    """Return expectations over the input."""
    point = _point(call)
    if call.output == "loss":
        return _loss(point)
    if call.output == "gradient_v":
        return _gradient_v(point)
    if call.output == "gradient_w":
        return _gradient_w(point)
    return _coarse_gradient(point, call.param("ste"))


def train(call: Call) -> Array:
    """Where coarse gradient descent on the population is after a number of steps."""
    point, step, ste = _point(call), call.number("step"), call.param("ste")
    for _ in range(call.count("steps")):
        along_v, along_w = _gradient_v(point), _coarse_gradient(point, ste)
        point = point._replace(v=point.v - step * along_v, w=point.w - step * along_w)
    return point.v if call.output == "v" else point.w


def _point(call: Call) -> Point:
    return Point(*(call[name].astype(np.float64) for name in Point._fields))


class _Angle(NamedTuple):
    u: Array
    e: Array
    """Zero where the two directions are one line."""
    theta: float


def _angle(point: Point) -> _Angle:
    u = point.w / np.linalg.norm(point.w)
    us = point.w_star / np.linalg.norm(point.w_star)
    theta = 2 * math.atan2(float(np.linalg.norm(u - us)), float(np.linalg.norm(u + us)))
    across = us - (u @ us) * u
    length = np.linalg.norm(across)
    return _Angle(u, across / length if length > 0 else across, theta)


def _loss(point: Point) -> Array:
    own, other = _quadratic(point.v), _quadratic(point.v_star)
    if not point.w.any():  # The student answers zero.
        return other / 8
    shrunk = 1 - 2 * _angle(point).theta / math.pi
    crossed = shrunk * (point.v @ point.v_star) + point.v.sum() * point.v_star.sum()
    return (own - 2 * crossed + other) / 8


def _quadratic(v: Array) -> Array:
    return v @ v + v.sum() ** 2


def _gradient_v(point: Point) -> Array:
    if not point.w.any():
        return np.zeros_like(point.v)
    shrunk = 1 - 2 * _angle(point).theta / math.pi
    v, other = point.v, point.v_star
    return (v + v.sum() - shrunk * other - other.sum()) / 4


def _gradient_w(point: Point) -> Array:
    direction = _angle(point)
    length = np.linalg.norm(point.w)
    return -(point.v @ point.v_star) / (2 * math.pi * length) * direction.e


def _coarse_gradient(point: Point, ste: str) -> Array:
    if not point.w.any():
        raise Unsupported("the expected coarse gradient at zero weights is not implemented")
    direction = _angle(point)
    k, k_plus, a, b = _means(ste, float(np.linalg.norm(point.w)), direction.theta)
    v, other = point.v, point.v_star
    own, crossed = v @ v, v @ other
    total, both = v.sum() ** 2, v.sum() * other.sum()
    along = k_plus * own + k * (total - own) / 2 - a * crossed - k * (both - crossed) / 2
    return along * direction.u - b * crossed * direction.e


def _means(ste: str, length: float, theta: float) -> tuple[float, float, float, float]:
    c, s, root = math.cos(theta), math.sin(theta), 1 / math.sqrt(2 * math.pi)
    if ste == "identity":
        return 0.0, root, c * root, s * root
    if ste == "relu":
        return root, root, math.cos(theta / 2) ** 2 * root, s * root / 2
    slope = parsed(ste)
    # Ends of the pieces of the slopes, so that no interval has a jump inside.
    kinks = [0.0, 1 / length, 0.5 / length, _parameter(ste) / length]
    ends = np.unique(np.concatenate([np.linspace(0, _REACH, _INTERVALS + 1), kinks]))
    ends = ends[ends <= _REACH]
    half = (ends[1:] - ends[:-1]) / 2
    nodes = (ends[:-1] + half)[:, None] + half[:, None] * _NODES
    mass = half[:, None] * _WEIGHTS * np.exp(-(nodes**2) / 2) * root
    right, left = slope(length * nodes) * mass, slope(-length * nodes) * mass
    k_plus, k_minus = np.sum(nodes * right), np.sum(nodes * left)
    ratio = c / s if s else math.copysign(math.inf, c)
    below = np.vectorize(lambda t: 0.5 * math.erfc(t / math.sqrt(2)))(np.minimum(abs(ratio) * nodes, 60))
    upper, lower = (1 - below, below) if ratio >= 0 else (below, 1 - below)
    a = np.sum(nodes * right * upper) - np.sum(nodes * left * lower)
    density = root * np.exp(-np.minimum((ratio * nodes) ** 2 / 2, 745)) if s else np.zeros_like(nodes)
    return k_plus - k_minus, k_plus, a, np.sum((right + left) * density)


def _parameter(ste: str) -> float:
    _, _, text = ste.partition("=")
    return nearest(text.split(",")[0]) if text else 1.0
