"""snnTorch as a backend: its spike functions.

The documentation of each says that a spike is 1 at the threshold, and gives the slope that is named here.
"""

from __future__ import annotations

from functools import partial
from importlib.metadata import version

from ._backend import Backend, Op, load
from ._torch import TorchBackend, differentiable, torch
from ._wire import main

surrogate = load("snntorch.surrogate", "snntorch")

SPIKES = {
    "straight_through_estimator": surrogate.straight_through_estimator,
    "heaviside": surrogate.heaviside,
    "triangular": surrogate.triangular,
    "fast_sigmoid": surrogate.fast_sigmoid,
    "atan": surrogate.atan,
    "sigmoid": surrogate.sigmoid,
    "spike_rate_escape": surrogate.spike_rate_escape,
    "sfs": surrogate.SFS,
}
"""The makers of spike functions, which are called with their defaults."""


def backend(argv: list[str]) -> Backend:
    """Return the backend."""
    ops = {}
    for name, make in SPIKES.items():
        spike = make()
        function = differentiable(partial(lambda spike, _, x: spike(x), spike))
        declared = {"source": "documentation"} if name == "atan" else {}
        ops[f"library.snntorch.{name}"] = Op(function, ("dx",), declared, ("dx",))
    step = surrogate.atan()
    ops["heaviside"] = Op(lambda call: step(call["x"]), ("y",), {"heaviside0": "one"}, ("y",))
    # A spike is always of binary32, whatever the input is.
    return TorchBackend("snntorch", version("snntorch"), ops, ("f32",))


if __name__ == "__main__":
    torch.manual_seed(0)
    raise SystemExit(main(backend))
