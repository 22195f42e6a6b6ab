"""Fingerprints: the convention that a fake-quantiser follows, from its answers at 28 exact points."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from coarsegrad import _core
from coarsegrad._arguments import choice
from coarsegrad.errors import CoarsegradError

if TYPE_CHECKING:
    from numpy.typing import NDArray

FRAMEWORKS = ("torch", "jax")
"""The packages whose own differentiation can be asked."""

_FORMATS = {"f64": np.float64, "f32": np.float32, "f16": np.float16}
DTYPES = ("f64", "f32", "f16", "bf16")
"""The formats that can be asked."""

_SHOWN = 3


@dataclass(frozen=True)
class Answer:
    """What was answered at a point, and what the nearest convention answers."""

    x: str
    forward: float | None
    dx: float
    expected_forward: str | None
    expected_dx: str

    @property
    def agrees(self) -> bool:
        """Whether both are the same; the two zeros are one."""
        values = self.expected_forward is None or self.forward is None
        return (values or _same(self.forward, self.expected_forward)) and _same(self.dx, self.expected_dx)


def _same(got: float | None, expected: str | None) -> bool:
    if got is None or expected is None:
        return got is None and expected is None
    if expected == "nan":
        return got != got
    numerator, _, denominator = expected.partition("/")
    return got == float(numerator) / float(denominator or "1")


@dataclass(frozen=True)
class Fingerprint:
    """The conventions that explain the most answers: one, or several that no point tells apart.

    ``conventions`` are texts such as ``"round=half_even order=round_clamp bound=closed nan=zero"``. ``matched`` is the
    number of points, out of ``total``, that they explain; ``exact`` whether that is all of them, and ``known`` are then the
    implementations that were seen to follow one of them, NaN aside. ``has_gradient`` is False where the framework has no
    gradient of the output at all; it then counts as zero.
    """

    conventions: tuple[str, ...]
    matched: int
    total: int
    known: tuple[str, ...]
    answers: tuple[Answer, ...] = field(repr=False)
    has_gradient: bool = True

    @property
    def exact(self) -> bool:
        """Whether a convention explains every answer."""
        return self.matched == self.total

    @property
    def convention(self) -> dict[str, str | None]:
        """For each axis the choice of all of the conventions, or None where they differ."""
        choices: dict[str, set[str]] = {}
        for text in self.conventions:
            for part in text.split():
                axis, _, name = part.partition("=")
                choices.setdefault(axis, set()).add(name)
        return {axis: min(found) if len(found) == 1 else None for axis, found in choices.items()}

    @property
    def aliases(self) -> tuple[str, ...]:
        """The conventions but the first."""
        return self.conventions[1:]

    @property
    def differences(self) -> tuple[Answer, ...]:
        """The points at which the first of the conventions answers something else."""
        return tuple(answer for answer in self.answers if not answer.agrees)

    def __str__(self) -> str:
        """Say it in a few lines."""
        if self.exact:
            lines = [f"{self.conventions[0]} (all {self.total} points)"]
        else:
            lines = [
                "no convention explains all answers; nearest is",
                f"{self.conventions[0]} ({self.matched} of {self.total} points)",
            ]
        lines += [f"  or {alias}: no point tells them apart" for alias in self.aliases[:_SHOWN]]
        if len(self.aliases) > _SHOWN:
            lines.append(f"  or one of {len(self.aliases) - _SHOWN} more")
        if self.known:
            lines.append(f"  as {', '.join(self.known)}")
        if not self.has_gradient:
            lines.append("  there is no gradient at all: it counts as zero")
        for answer in self.differences:
            value = "" if answer.forward is None else f"y = {answer.forward:g}, "
            asked = "" if answer.expected_forward is None else f"y = {answer.expected_forward}, "
            lines.append(
                f"  at x = {answer.x}: {value}dx = {answer.dx:g}; the convention has {asked}dx = {answer.expected_dx}"
            )
        return "\n".join(lines)


def fingerprint(
    forward: Callable[..., Any] | None,
    backward: Callable[..., Any] | None = None,
    *,
    dtype: str = "f64",
    op: str = "fake_quant.affine",
    framework: str | None = None,
) -> Fingerprint:
    """Name the convention that a fake-quantiser follows.

    The quantiser must have the levels -8 to 7, scale 1 and zero point 0, and treat each entry by itself. Either
    ``forward(x)`` and ``backward(x, dy)`` take and answer arrays of NumPy, or ``framework`` is ``"torch"`` or ``"jax"``,
    ``forward`` takes and answers its arrays, and its own differentiation answers for ``backward``. Without ``forward``
    the gradient alone is looked at. What the callables raise is raised.

    :raises CoarsegradError: an argument is out of range, or an answer is not one number for each point.
    """
    choice(op, "op", ("fake_quant.affine",))
    choice(dtype, "dtype", DTYPES)
    points = _core.fingerprint_points()
    x = np.array([point for _, point in points], dtype=np.float64)
    has_gradient = True
    values: Any
    if framework is not None:
        choice(framework, "framework", FRAMEWORKS)
        if backward is not None:
            raise CoarsegradError("must be left out: the framework differentiates", "backward")
        if not callable(forward):
            raise CoarsegradError("must be a function", "forward")
        ask = _ask_torch if framework == "torch" else _ask_jax
        values, gradient, has_gradient = ask(forward, x, dtype)
    else:
        if not callable(backward):
            raise CoarsegradError("must be a function, unless framework is given", "backward")
        if forward is not None and not callable(forward):
            raise CoarsegradError("must be a function or None", "forward")
        if dtype == "bf16":
            raise CoarsegradError("NumPy has no bf16: give a framework", "dtype")
        # A copy for each: they may write to it.
        entries = x.astype(_FORMATS[dtype])
        values = None
        if forward is not None:
            values = forward(entries.copy())
            if values is None:
                raise CoarsegradError("must answer real numbers, found None", "forward")
        gradient = backward(entries.copy(), np.ones_like(entries))
    values = None if values is None else _doubles(values, "forward", len(points))
    gradient = _doubles(gradient, "backward", len(points))
    found = _core.match_fingerprint(values, gradient)
    answers = (
        Answer(text, None if values is None else values[index], dx, *found["expected"][index])
        for index, ((text, _), dx) in enumerate(zip(points, gradient, strict=True))
    )
    return Fingerprint(
        conventions=tuple(found["conventions"]),
        matched=found["right"],
        total=len(points),
        known=tuple(dict.fromkeys(name for name, _ in found["known"])),
        answers=tuple(answers),
        has_gradient=has_gradient,
    )


def _doubles(answer: Any, name: str, count: int) -> list[float]:
    if isinstance(answer, np.ma.MaskedArray):
        raise CoarsegradError("must answer real numbers, found a masked array", name)
    try:
        array: NDArray[Any] = np.asarray(answer)
    except ValueError as error:
        raise CoarsegradError(f"must answer shape ({count},): {error}", name) from None
    if array.dtype.kind not in "fiub":
        raise CoarsegradError(f"must answer real numbers, found {array.dtype}", name)
    if array.shape != (count,):
        raise CoarsegradError(f"must answer shape ({count},), found {array.shape}", name)
    return [float(number) for number in array.astype(np.float64)]


def _ask_torch(forward: Callable[..., Any], x: NDArray[np.float64], dtype: str) -> tuple[Any, Any, bool]:
    import torch

    formats = {
        "f64": torch.float64,
        "f32": torch.float32,
        "f16": torch.float16,
        "bf16": torch.bfloat16,
    }
    with torch.inference_mode(False), torch.enable_grad():
        # By way of a list: torch without NumPy's bindings has no from_numpy.
        entries = torch.tensor(x.tolist(), dtype=formats[dtype], requires_grad=True)
        values = forward(entries)
        if not isinstance(values, torch.Tensor):
            raise CoarsegradError("must answer a tensor", "forward")
        gradient = None
        if values.requires_grad:
            ones = torch.ones_like(values)
            (gradient,) = torch.autograd.grad(values, entries, ones, allow_unused=True)
    has_gradient = gradient is not None
    if gradient is None:
        gradient = torch.zeros_like(entries)
    return values.detach().double().tolist(), gradient.detach().double().tolist(), has_gradient


def _ask_jax(forward: Callable[..., Any], x: NDArray[np.float64], dtype: str) -> tuple[Any, Any, bool]:
    import jax
    import jax.numpy as jnp

    if hasattr(jax, "enable_x64"):
        in_64_bits = jax.enable_x64(True)
    else:
        # Where it is older.
        from jax.experimental import enable_x64

        in_64_bits = enable_x64()
    formats = {
        "f64": jnp.float64,
        "f32": jnp.float32,
        "f16": jnp.float16,
        "bf16": jnp.bfloat16,
    }
    with in_64_bits:
        values, pull_back = jax.vjp(forward, jnp.asarray(x).astype(formats[dtype]))
        (gradient,) = pull_back(jnp.ones_like(values))
        return (
            np.asarray(values.astype(jnp.float64)),
            np.asarray(gradient.astype(jnp.float64)),
            True,
        )
