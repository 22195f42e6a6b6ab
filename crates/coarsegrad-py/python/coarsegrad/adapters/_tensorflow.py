"""Tensors of TensorFlow, and gradients by its tape."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import Any

from ._backend import Call, NumpyBackend, Op, load

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "")
tensorflow = load("tensorflow")

Tensor = Any


class TensorflowBackend(NumpyBackend):
    """Operations on tensors of TensorFlow."""

    compiles = True

    def __init__(self, name: str, version: str, ops: Mapping[str, Op], dtypes: tuple[str, ...]) -> None:
        """Make a backend of that name."""
        super().__init__(name, version, ops, dtypes=dtypes)

    def array(self, dtype: str, shape: tuple[int, ...], data: bytes) -> Tensor:
        """Return the tensor with these entries."""
        return tensorflow.constant(super().array(dtype, shape, data))

    def patterns(self, dtype: str, array: Tensor) -> tuple[tuple[int, ...], bytes]:
        """Shape and entries of a tensor."""
        return super().patterns(dtype, array.numpy())


def differentiable(forward: Callable[[Call, Tensor], Tensor], *, compiled: bool = False) -> Callable[[Call], Tensor]:
    """Make an operation from its forward pass, with the gradient that the tape finds; through XLA if it is to be."""

    def answer(call: Call) -> Tensor:
        def gradient(x: Tensor, dy: Tensor) -> Tensor:
            with tensorflow.GradientTape() as tape:
                tape.watch(x)
                y = forward(call, x)
            return tape.gradient(y, x, output_gradients=dy)

        def value(x: Tensor) -> Tensor:
            return forward(call, x)

        function: Callable[..., Tensor] = value if call.output == "y" else gradient
        if compiled:  # Not through AutoGraph, which wraps exceptions.
            function = tensorflow.function(function, jit_compile=True, autograph=False)
        return function(call["x"]) if call.output == "y" else function(call["x"], call["dy"])

    return answer
