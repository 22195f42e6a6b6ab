"""Norse as a backend: its threshold functions, with the parameter of its documentation where it gives one.

It declares the documentation: of ``super`` a slope with the steepness ``alpha``, of ``tanh``, ``erfc`` and ``circ`` the
derivatives of the approximations that are written down. The step is documented to be 0 at zero.
"""

from __future__ import annotations

from functools import partial
from importlib.metadata import version

from ._backend import Backend, Op, load
from ._torch import TorchBackend, differentiable
from ._wire import main

threshold = load("norse.torch.functional.threshold", "norse").threshold

METHODS = {
    "super": ("super", 100.0),
    "tanh": ("tanh", 100.0),
    "erfc": ("heavi_erfc", 100.0),
    "tent": ("triangle", 0.3),
    "circ": ("circ", 100.0),
}
"""For each name the method of ``threshold`` and its parameter."""


def backend(argv: list[str]) -> Backend:
    """Return the backend."""
    ops = {}
    for name, (method, alpha) in METHODS.items():
        forward = partial(lambda method, alpha, _, x: threshold(x, method, alpha), method, alpha)
        declared = {} if name == "tent" else {"source": "documentation"}
        function = differentiable(forward)
        ops[f"library.norse.{name}"] = Op(function, ("dx",), declared, ("dx",))
    ops["heaviside"] = Op(lambda call: threshold(call["x"], "heaviside", 0.0), ("y",), {"heaviside0": "zero"}, ("y",))
    return TorchBackend("norse", version("norse"), ops)


if __name__ == "__main__":
    raise SystemExit(main(backend))
