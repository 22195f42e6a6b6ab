"""SpikingJelly as a backend: its spike functions.

The documentation says that the step is 1 at zero, and gives the slope of each; that of ``PiecewiseLeakyReLU`` is closed
at the ends of its middle piece.
"""

from __future__ import annotations

from functools import partial
from importlib.metadata import version

from ._backend import Backend, Op, load
from ._torch import TorchBackend, differentiable
from ._wire import main

surrogate = load("spikingjelly.activation_based.surrogate", "spikingjelly")

NAMES = (
    "Sigmoid",
    "Erf",
    "ATan",
    "SoftSign",
    "SuperSpike",
    "PiecewiseQuadratic",
    "PiecewiseExp",
    "PiecewiseLeakyReLU",
    "LeakyKReLU",
    "LogTailedReLU",
    "Rect",
    "S2NN",
    "QPseudoSpike",
    "NonzeroSignLogAbs",
    "FakeNumericalGradient",
    "SquarewaveFourierSeries",
)
"""The classes of spike functions, which are made with their defaults."""


def backend(argv: list[str]) -> Backend:
    """Return the backend."""
    ops = {}
    for name in NAMES:
        spike = getattr(surrogate, name)()
        function = differentiable(partial(lambda spike, _, x: spike(x), spike))
        declared = {"source": "documentation"} if name == "PiecewiseLeakyReLU" else {}
        ops[f"library.spikingjelly.{name.lower()}"] = Op(function, ("dx",), declared, ("dx",))
    ops["heaviside"] = Op(lambda call: surrogate.heaviside(call["x"]), ("y",), {"heaviside0": "one"}, ("y",))
    return TorchBackend("spikingjelly", version("spikingjelly"), ops)


if __name__ == "__main__":
    raise SystemExit(main(backend))
