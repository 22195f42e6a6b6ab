"""JAX as a backend.

``python -m coarsegrad.adapters.jax [--clip VARIANT] [--fake-quant VARIANT]``

JAX has no fake-quantiser; the variants are those that users write, with a rounding whose gradient is the identity, by
``stop_gradient`` or by ``custom_vjp``. Its documentation is silent on the gradient at the bounds of ``clip``, and gives
``hard_tanh`` as the identity on the closed interval.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from functools import partial
from typing import Any

from ._backend import Backend, Call, NumpyBackend, Op, Unsupported, load
from ._wire import main

jax = load("jax")
jax.config.update("jax_enable_x64", True)
jnp = jax.numpy

Array = Any
GRADIENTS = ("y", "dx")
LEARNED = ("y", "dx", "dscale", "dzero")


class JaxBackend(NumpyBackend):
    """Operations on arrays of JAX."""

    compiles = True

    def array(self, dtype: str, shape: tuple[int, ...], data: bytes) -> Array:
        """Return the array with these entries."""
        return jnp.asarray(super().array(dtype, shape, data))


def _hard_tanh(x: Array, lower: float, upper: float) -> Array:
    if (lower, upper) != (-1, 1):
        raise Unsupported("jax.nn.hard_tanh clips to [-1, 1]")
    return jax.nn.hard_tanh(x)


def _where(x: Array, lower: float, upper: float) -> Array:
    return jnp.where(x < lower, lower, jnp.where(x > upper, upper, x)).astype(x.dtype)


def _extrema(x: Array, lower: float, upper: float) -> Array:
    return jnp.minimum(jnp.maximum(x, lower), upper)


CLIPS: dict[str, tuple[Callable[..., Array], dict[str, str]]] = {
    "clip": (jnp.clip, {}),
    "hard_tanh": (_hard_tanh, {"bound": "closed"}),
    "where": (_where, {"bound": "closed"}),
    "minmax": (_extrema, {}),
}
"""Ways to clip, and what is declared of each."""


def _to_nearest(x: Array) -> Array:
    return jnp.round(x)


_round = jax.custom_vjp(_to_nearest)
_round.defvjp(lambda x: (jnp.round(x), None), lambda _, dy: (dy,))


def _stopped(x: Array) -> Array:
    return x + jax.lax.stop_gradient(jnp.round(x) - x)


def _recipe(rounding: Callable[[Array], Array], clip: Callable[..., Array], clip_first: bool) -> Callable[..., Array]:
    def forward(call: Call, x: Array, scale: Array, zero_point: Array) -> Array:
        levels = float(call.count("qmin")), float(call.count("qmax"))
        shifted = x / scale + zero_point
        level = rounding(clip(shifted, *levels)) if clip_first else clip(rounding(shifted), *levels)
        return (level - zero_point) * scale

    return forward


_RECIPE = {"round": "half_even", "zero_point_rounding": "after", "compare_dtype": "input"}
_ROUND_FIRST = _RECIPE | {"order": "round_clamp"}

QUANTISERS: dict[str, tuple[Callable[..., Array], dict[str, str]]] = {
    "round_clip": (_recipe(_round, jnp.clip, False), _ROUND_FIRST),
    "round_where": (_recipe(_round, _where, False), _ROUND_FIRST | {"bound": "closed"}),
    "clip_round": (_recipe(_round, jnp.clip, True), _RECIPE | {"order": "clamp_round"}),
    "stop_gradient": (_recipe(_stopped, jnp.clip, False), _ROUND_FIRST),
}
"""Ways to fake-quantise, and what is declared of each."""


def differentiable(forward: Callable[..., Array], *learned: str) -> Callable[[Call], Array]:
    """Make an operation from its forward pass, with the gradients that JAX finds."""

    def function(call: Call) -> Array:
        x = call["x"]
        leaves = [jnp.asarray(call.number(name), dtype=x.dtype) for name in learned]
        if call.output == "y":
            return forward(call, x, *leaves)
        _, pull = jax.vjp(partial(forward, call), x, *leaves)
        return pull(call["dy"])[{"dx": 0, "dscale": 1, "dzero": 2}[call.output]]

    return function


def backend(argv: list[str]) -> Backend:
    """Return the backend that the arguments ask for."""
    parser = argparse.ArgumentParser(prog="coarsegrad.adapters.jax", description=__doc__)
    parser.add_argument("--clip", choices=CLIPS, default="clip")
    parser.add_argument("--fake-quant", choices=QUANTISERS, default="round_clip")
    chosen = parser.parse_args(argv)
    clip, of_clip = CLIPS[chosen.clip]
    quantiser, of_quantiser = QUANTISERS[chosen.fake_quant]

    def clipped(call: Call, x: Array) -> Array:
        return clip(x, call.number("lower"), call.number("upper"))

    quantised = differentiable(quantiser, "scale", "zero_point")
    ops = {
        "clip": Op(differentiable(clipped), GRADIENTS, of_clip, GRADIENTS),
        "fake_quant.affine": Op(quantised, LEARNED, of_quantiser, GRADIENTS),
        "round": Op(lambda call: jnp.round(call["x"]), ("y",), {"round": "half_even"}, ("y",)),
        "sign": Op(lambda call: jnp.sign(call["x"]), ("y",), {"sign0": "zero"}, ("y",)),
    }
    version = f"{jax.__version__} {chosen.clip} {chosen.fake_quant}"
    return JaxBackend("jax", version, ops, dtypes=("f64", "f32", "bf16", "f16"))


if __name__ == "__main__":
    raise SystemExit(main(backend))
