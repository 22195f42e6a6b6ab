"""Keras as a backend, on TensorFlow: its fake-quantiser, ``clip``, ``round`` and ``sign``.

The documentation is silent on the gradient at bounds.
"""

from __future__ import annotations

import os

from ._backend import Backend, Call, Op, Unsupported, load
from ._wire import main

os.environ.setdefault("KERAS_BACKEND", "tensorflow")
keras = load("keras")

from ._tensorflow import Tensor, TensorflowBackend, differentiable  # noqa: E402 (after its backend is chosen)
from .tensorflow import range_and_bits  # noqa: E402

GRADIENTS = ("y", "dx")


def _clip(call: Call, x: Tensor) -> Tensor:
    return keras.ops.clip(x, call.number("lower"), call.number("upper"))


def _fake_quant(call: Call, x: Tensor) -> Tensor:
    least, greatest, bits, narrow = range_and_bits(call)
    if call.dtype != "f32":
        raise Unsupported("the fake-quantiser of Keras computes in binary32")
    return keras.quantizers.fake_quant_with_min_max_vars(x, least, greatest, num_bits=bits, narrow_range=narrow)


def backend(argv: list[str]) -> Backend:
    """Return the backend."""
    ops = {
        "clip": Op(differentiable(_clip), GRADIENTS, {}, GRADIENTS),
        "fake_quant.affine": Op(differentiable(_fake_quant), GRADIENTS, {}, GRADIENTS),
        "round": Op(lambda call: keras.ops.round(call["x"]), ("y",), {"round": "half_even"}, ("y",)),
        "sign": Op(lambda call: keras.ops.sign(call["x"]), ("y",), {"sign0": "zero"}, ("y",)),
    }
    version = f"{keras.__version__} on {keras.backend.backend()}"
    return TensorflowBackend("keras", version, ops, ("f64", "f32", "bf16", "f16"))


if __name__ == "__main__":
    raise SystemExit(main(backend))
