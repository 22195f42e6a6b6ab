"""Tensors of PyTorch, and gradients by its autograd: what all adapters of libraries on PyTorch share."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ._backend import Backend, Call, Op, Unsupported, load

torch = load("torch")

Tensor = Any
Forward = Callable[..., Tensor]
"""The forward pass: a function of the call, the input and the parameters that learn."""

TYPES = {"f64": torch.float64, "f32": torch.float32, "bf16": torch.bfloat16, "f16": torch.float16}
"""The formats."""

_NO_FORMAT = (
    "not implemented for",
    "expected scalar type",
    "scalar_type() == ScalarType::Float",
)
"""What PyTorch says where an operation does not have a format."""

FORMATS = ("f64", "f32", "bf16", "f16")


class TorchBackend(Backend):
    """Operations on tensors of PyTorch on the CPU."""

    def __init__(
        self,
        name: str,
        version: str,
        ops: Mapping[str, Op],
        dtypes: Sequence[str] = FORMATS,
    ) -> None:
        """Make a backend of that name; its version is completed with that of PyTorch."""
        if name != "torch":
            version = f"{version} on torch {torch.__version__}"
        super().__init__(name, version, ops, dtypes=dtypes)
        torch.set_num_threads(1)

    def array(self, dtype: str, shape: tuple[int, ...], data: bytes) -> Tensor:
        """Return the tensor with these entries."""
        if not data:
            return torch.empty(shape, dtype=TYPES[dtype])
        return torch.frombuffer(bytearray(data), dtype=TYPES[dtype]).reshape(shape)

    def patterns(self, dtype: str, array: Tensor) -> tuple[tuple[int, ...], bytes]:
        """Shape and entries of a tensor."""
        tensor = array.detach()
        if tensor.dtype != TYPES[dtype]:
            raise TypeError(f"the result is of the format {tensor.dtype}, not {dtype}")
        entries = tensor.contiguous().reshape(-1).view(torch.uint8).numpy()
        return tuple(tensor.shape), entries.tobytes()

    def run(self, call: Call) -> Any:
        """Return the output; a format that an operation does not have is no failure of it."""
        try:
            return super().run(call)
        except (NotImplementedError, RuntimeError) as error:
            text = str(error)
            if any(said in text for said in _NO_FORMAT):
                raise Unsupported(text.splitlines()[0][:300]) from None
            raise


def differentiable(forward: Forward, *learned: str) -> Callable[[Call], Tensor]:
    """Make an operation from its forward pass: the value, and the gradients that autograd finds.

    The parameters named by ``learned`` are handed to the forward pass as tensors; the output ``dscale`` is the gradient
    of the first of them, ``dzero`` that of the second.
    """

    def function(call: Call) -> Tensor:
        x = call["x"].detach().clone()
        leaves = [torch.tensor(_listed(call, name), dtype=TYPES[call.dtype]) for name in learned]
        if call.output == "y":
            return forward(call, x, *leaves).detach()
        source = {"dx": x, "dscale": leaves[:1], "dzero": leaves[1:2]}[call.output]
        if isinstance(source, list):
            if not source:
                raise Unsupported(f"no gradient {call.output}")
            (source,) = source
        source.requires_grad_(True)
        y = forward(call, x, *leaves)
        if not y.requires_grad:
            return torch.zeros_like(source)
        (gradient,) = torch.autograd.grad(y, source, call["dy"], allow_unused=True)
        return torch.zeros_like(source) if gradient is None else gradient

    return function


def _listed(call: Call, name: str) -> Any:
    return call.numbers(name) if isinstance(call.param(name), list) else call.number(name)


def round_ste(x: Tensor) -> Tensor:
    """Round with the identity as its gradient, by the detach trick."""
    return x + (torch.round(x) - x).detach()
