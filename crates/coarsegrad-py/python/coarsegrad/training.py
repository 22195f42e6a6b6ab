"""Coarse gradient descent, every iterate as an array."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from coarsegrad import _core
from coarsegrad._arguments import choice, encodable, exact_text, flag, instance, whole
from coarsegrad.errors import CoarsegradError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from coarsegrad._types import Column

MAX_STEPS = 1_000_000_000
"""The most steps of a run."""

_MAX_U64 = (1 << 64) - 1


class Trajectory:
    """The iterates of a run, and what was measured at each.

    ``steps[k]`` is the number of steps after which row ``k`` was taken; row 0 is the start. ``v`` has shape ``(K, m)``,
    ``w`` shape ``(K, n)``; ``loss``, ``theta``, ``v_norm``, ``w_norm``, ``gradient_v_norm``, ``gradient_w_norm``,
    ``coarse_norm`` and ``inner_product`` have shape ``(K,)``, with NaN where there is no value. With quantised weights
    ``float_w`` are the float weights, and otherwise it is None.

    A run in balls has an enclosure of each: ``lower("w") <= w <= upper("w")``, entry by entry; the arrays themselves are
    then midpoints. A run in doubles has one number, and both functions answer it.

    ``reason`` says why a run ended before its last step; it is None where it did not.
    """

    v: NDArray[np.float64]
    w: NDArray[np.float64]
    float_w: NDArray[np.float64] | None
    loss: NDArray[np.float64]
    theta: NDArray[np.float64]
    v_norm: NDArray[np.float64]
    w_norm: NDArray[np.float64]
    gradient_v_norm: NDArray[np.float64]
    gradient_w_norm: NDArray[np.float64]
    coarse_norm: NDArray[np.float64]
    inner_product: NDArray[np.float64]

    def __init__(self, steps: list[int], reason: str | None, columns: list[Column]) -> None:
        """Make arrays of what the compiled part answers."""
        self.steps: NDArray[np.uint64] = np.array(steps, dtype=np.uint64)
        self.reason = reason
        self.float_w = None
        self._bounds: dict[str, tuple[NDArray[np.float64], NDArray[np.float64]]] = {}
        for name, lower_bytes, upper_bytes in columns:
            lower = self._array(name, lower_bytes)
            upper = self._array(name, upper_bytes) if upper_bytes else lower
            self._bounds[name] = (lower, upper)
            # The mean of two doubles does not overflow this way.
            setattr(self, name, lower + (upper - lower) / 2 if upper_bytes else lower)

    def _array(self, name: str, data: bytes) -> NDArray[np.float64]:
        # A copy: bytes cannot be written to.
        array: NDArray[np.float64] = np.frombuffer(data, dtype=np.float64).copy()
        shape = (len(self.steps), -1) if name in ("v", "w", "float_w") else (-1,)
        return array.reshape(shape)

    def lower(self, name: str) -> NDArray[np.float64]:
        """Answer lower bounds of a quantity."""
        return self._bound(name)[0]

    def upper(self, name: str) -> NDArray[np.float64]:
        """Answer upper bounds of a quantity."""
        return self._bound(name)[1]

    def _bound(self, name: str) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        return self._bounds[choice(name, "name", tuple(self._bounds))]

    @property
    def finished(self) -> bool:
        """Whether every step was taken."""
        return self.reason is None

    def __len__(self) -> int:
        """Count the rows."""
        return len(self.steps)

    def __repr__(self) -> str:
        """Show where it ended."""
        end = "finished" if self.reason is None else f"ended early: {self.reason}"
        return f"<Trajectory of {len(self)} rows up to step {int(self.steps[-1])}, {end}>"


def _rule(momentum: Any, nesterov: Any, adam: bool | Sequence[Any]) -> tuple[str, list[str]]:
    """Read the rule of the step and its numbers."""
    chosen = [
        name
        for name, given in (
            ("momentum", momentum is not None),
            ("nesterov", nesterov is not None),
            ("adam", adam is not False),
        )
        if given
    ]
    if len(chosen) > 1:
        raise CoarsegradError(f"excludes {chosen[1]}", chosen[0])
    if momentum is not None:
        return "momentum", [exact_text(momentum, "momentum")]
    if nesterov is not None:
        return "nesterov", [exact_text(nesterov, "nesterov")]
    if adam is True:
        return "adam", []
    if adam is False:
        return "plain", []
    if not isinstance(adam, (list, tuple)):
        raise CoarsegradError("must be True, or beta 1, beta 2 and epsilon", "adam")
    return "adam", [exact_text(number, f"adam[{index}]") for index, number in enumerate(adam)]


def train(
    v: Any,
    w: Any,
    v_star: Any,
    w_star: Any,
    *,
    lr: Any,
    steps: int,
    ste: str = "relu",
    every: int = 1,
    batch: int | None = None,
    seed: int = 0,
    arithmetic: str = "f64",
    bits: int = 256,
    max_radius: Any = "1e-6",
    schedule: str = "constant",
    momentum: Any = None,
    nesterov: Any = None,
    adam: bool | Sequence[Any] = False,
    normalise: bool = False,
    blend: Any = None,
    project: str | None = None,
) -> Trajectory:
    """Follow coarse gradient descent from the student ``(v, w)``.

    ``lr`` is the rate, read exactly as weights are. Gradients are those of the population, or of fresh mini-batches of
    ``batch`` samples. Every ``every``-th iterate is kept, and the last. ``arithmetic`` is ``"f64"``, the same bits as
    ``coarsegrad train``, or ``"ball"``, in which each iterate is enclosed with ``bits`` bits. What the other arguments
    mean is said there.

    :raises CoarsegradError: an argument is out of range, or there is no first step.
    """
    if (blend is None) != (project is None):
        raise CoarsegradError("blend and project belong together", "blend")
    rule, parameters = _rule(momentum, nesterov, adam)
    quantised = None
    if blend is not None and project is not None:
        quantised = (exact_text(blend, "blend"), encodable(project, "project"))
    method = {
        "lr": exact_text(lr, "lr"),
        "schedule": encodable(schedule, "schedule"),
        "rule": rule,
        "parameters": parameters,
        "normalise": flag(normalise, "normalise"),
        "blend": quantised,
    }
    asked = {
        "ste": encodable(ste, "ste"),
        "steps": whole(steps, "steps", 1, MAX_STEPS),
        "every": whole(every, "every", 1, MAX_STEPS),
        "batch": None if batch is None else whole(batch, "batch", 1, 1 << 32),
        "seed": whole(seed, "seed", 0, _MAX_U64),
        "arithmetic": choice(arithmetic, "arithmetic", ("f64", "ball")),
        "bits": whole(bits, "bits", 32, 100_000),
        "max_radius": exact_text(max_radius, "max_radius"),
        "method": method,
    }
    return Trajectory(*_core.train(instance(v, w, v_star, w_star), asked))
