"""Adapters: frameworks as backends of the judge.

A backend is a program that answers requests of the protocol ``coarsegrad/wire``, version 1. This package has the loop,
the formats and the files of the protocol, and one small module per framework::

    coarsegrad judge --backend 'python -m coarsegrad.adapters.torch'

**Writing one.** An operation is a function from a :class:`Call` to an array of the framework; a :class:`Backend` says
how bytes become arrays and back. For a framework whose arrays NumPy can take, that is all::

    import numpy as np
    from coarsegrad.adapters import Call, NumpyBackend, Op, main

    def clip(call: Call) -> np.ndarray:
        lower, upper = call.number("lower"), call.number("upper")
        x = call["x"]
        if call.output == "y":
            return np.clip(x, lower, upper)
        return np.where((x >= lower) & (x <= upper), call["dy"], 0)

    def backend(argv: list[str]) -> NumpyBackend:
        ops = {"clip": Op(clip, ("y", "dx"), {"bound": "closed", "nan": "zero"}, bulk=("y", "dx"))}
        return NumpyBackend("mine", "1.0", ops)

    if __name__ == "__main__":
        raise SystemExit(main(backend))

The second argument of :class:`Op` names the outputs that it has, the third is the convention that it *declares*: what
its documentation promises. An axis that is left out is found by the judge. ``bulk`` names the outputs that it computes
just as well on many cases at once, with a dimension in front for the cases: those of entrywise operations.

Raise :class:`Unsupported` for what the framework does not have. Any other exception is an answer too: an error.
What a framework prints to standard output goes to standard error, so that it cannot disturb the protocol.
"""

from ._backend import Backend, Call, NumpyBackend, Op, Unsupported, load
from ._numbers import exact
from ._wire import main, serve

__all__ = ["Backend", "Call", "NumpyBackend", "Op", "Unsupported", "exact", "load", "main", "serve"]
