"""tinygrad as a backend: ``clamp``, ``hardtanh``, ``round``, ``sign``, and a fake-quantiser with a detached rounding.

Its documentation is silent on gradients at bounds, and states that ties are rounded to even.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from importlib.metadata import version
from typing import Any

from ._backend import Backend, Call, Op, load
from ._wire import main

# The device that needs no compiler.
os.environ.setdefault("DEV", "PYTHON")
tinygrad = load("tinygrad")

Tensor = tinygrad.Tensor
TYPES = {
    "f64": tinygrad.dtypes.float64,
    "f32": tinygrad.dtypes.float32,
    "bf16": tinygrad.dtypes.bfloat16,
    "f16": tinygrad.dtypes.float16,
}
GRADIENTS = ("y", "dx")


class TinygradBackend(Backend):
    """Operations on tensors of tinygrad."""

    compiles = True

    def array(self, dtype: str, shape: tuple[int, ...], data: bytes) -> Any:
        """Return the tensor with these entries."""
        return Tensor(data, dtype=TYPES[dtype]).reshape(shape)

    def patterns(self, dtype: str, array: Any) -> tuple[tuple[int, ...], bytes]:
        """Shape and entries of a tensor."""
        if array.dtype != TYPES[dtype]:
            raise TypeError(f"the result is of the format {array.dtype}, not {dtype}")
        if dtype in ("bf16", "f16"):  # Python's own buffers have no such formats.
            array = array.contiguous().bitcast(tinygrad.dtypes.uint16)
        return tuple(array.shape), bytes(array.contiguous().data())


def differentiable(forward: Callable[[Call, Any], Any]) -> Callable[[Call], Any]:
    """Make an operation from its forward pass, with the gradient that tinygrad finds."""

    def function(call: Call) -> Any:
        x = call["x"]
        y = forward(call, x)
        if call.output == "y":
            return y
        (gradient,) = y.gradient(x, gradient=call["dy"])
        return gradient

    return function


def _fake_quant(call: Call, x: Any) -> Any:
    scale, zero = call.number("scale"), call.number("zero_point")
    shifted = x / scale + zero
    rounded = shifted + (shifted.round() - shifted).detach()
    return (rounded.clamp(call.count("qmin"), call.count("qmax")) - zero) * scale


def backend(argv: list[str]) -> Backend:
    """Return the backend that the arguments ask for."""
    parser = argparse.ArgumentParser(prog="coarsegrad.adapters.tinygrad", description=__doc__)
    parser.add_argument("--clip", choices=("clamp", "hardtanh"), default="clamp")
    name = parser.parse_args(argv).clip

    def clip(call: Call, x: Any) -> Any:
        return getattr(x, name)(call.number("lower"), call.number("upper"))

    recipe = {"round": "half_even", "order": "round_clamp", "zero_point_rounding": "after"}
    ops = {
        "clip": Op(differentiable(clip), GRADIENTS, {}, GRADIENTS),
        "fake_quant.affine": Op(differentiable(_fake_quant), GRADIENTS, recipe, GRADIENTS),
        "round": Op(lambda call: call["x"].round(), ("y",), {"round": "half_even"}, ("y",)),
        "sign": Op(lambda call: call["x"].sign(), ("y",), {"sign0": "zero"}, ("y",)),
    }
    return TinygradBackend("tinygrad", f"{version('tinygrad')} {name}", ops, dtypes=tuple(TYPES))


if __name__ == "__main__":
    raise SystemExit(main(backend))
