"""NumPy as a backend: every operation of the corpus, right under every convention.

``python -m coarsegrad.adapters.numpy [--convention 'fake_quant.affine: bound=open order=clamp_round; nan=pass']``

It declares the convention that it is asked to follow, and follows what it declares. ``--source documentation`` answers
for the libraries what their documentation says instead of what their code does.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from ._backend import Backend, Call, Op, load
from ._wire import main

load("numpy")

import numpy as np  # noqa: E402 (after it is known to be there)

from .reference import quantisers, shipped, slopes, two_layer  # noqa: E402
from .reference.arithmetic import FORMATS, Array  # noqa: E402
from .reference.conventions import chosen  # noqa: E402

GRADIENTS = ("y", "dx")
QUANTISERS: dict[str, tuple[Callable[..., Array], tuple[str, ...], tuple[str, ...]]] = {
    "round": (quantisers.round_, ("y",), ("y",)),
    "clip": (quantisers.clip, GRADIENTS, GRADIENTS),
    "fake_quant.affine": (quantisers.fake_quant_affine, (*GRADIENTS, "dscale", "dzero"), GRADIENTS),
    "fake_quant.channel": (quantisers.fake_quant_channel, (*GRADIENTS, "dscale", "dzero"), ()),
    "fake_quant.group": (quantisers.fake_quant_group, (*GRADIENTS, "dscale", "dzero"), ()),
    "lsq": (quantisers.lsq, (*GRADIENTS, "dscale"), GRADIENTS),
    "pact": (quantisers.pact, (*GRADIENTS, "dalpha"), GRADIENTS),
    "dorefa.activation": (quantisers.dorefa_activation, GRADIENTS, GRADIENTS),
    "dorefa.weight": (quantisers.dorefa_weight, GRADIENTS, GRADIENTS),
    "staircase_relu": (quantisers.staircase_relu, GRADIENTS, GRADIENTS),
    "sign": (quantisers.sign, ("y",), ("y",)),
    "heaviside": (quantisers.heaviside, ("y",), ("y",)),
    "ternary": (quantisers.ternary, ("y",), ("y",)),
}
"""For each operation with axes its function, its outputs, and those that it computes in bulk."""


class Reference(Backend):
    """Operations in the arithmetic of :mod:`coarsegrad.adapters.reference`."""

    def array(self, dtype: str, shape: tuple[int, ...], data: bytes) -> Array:
        """Return the array with these entries."""
        return FORMATS[dtype].read(shape, data)

    def patterns(self, dtype: str, array: Any) -> tuple[tuple[int, ...], bytes]:
        """Shape and entries of an array, rounded to the format."""
        return FORMATS[dtype].write(array)

    def run(self, call: Call) -> Any:
        """Return the output; overflow and invalid operations are results like others."""
        with np.errstate(all="ignore"):
            return super().run(call)


def operations(conventions: Mapping[str, Mapping[str, str]], source: str = "code") -> dict[str, Op]:
    """All operations, under these conventions."""
    ops = {
        name: Op(partial(function, conventions[name]), outputs, conventions[name], bulk)
        for name, (function, outputs, bulk) in QUANTISERS.items()
    }
    for name in slopes.SLOPES:
        ops[f"surrogate.{name}"] = Op(_surrogate, ("dx",), {}, ("dx",))
    for library, names in shipped.CODE.items():
        for name, code in names.items():
            documented = shipped.DOCUMENTED.get(library, {}).get(name)
            text = documented if documented and source == "documentation" else code
            convention = {"source": source} if documented else {}
            ops[shipped.slug(library, name)] = Op(partial(_fixed, text), ("dx",), convention, ("dx",))
    layers = {
        "two_layer.sample": (two_layer.sample, ("loss", "gradient_v", "coarse_gradient_w")),
        "two_layer.population": (
            two_layer.population,
            ("loss", "gradient_v", "gradient_w", "coarse_gradient_w"),
        ),
        "two_layer.estimator": (two_layer.estimator, ("coarse_gradient_w",)),
        "two_layer.train": (two_layer.train, ("v", "w")),
    }
    return ops | {name: Op(function, outputs) for name, (function, outputs) in layers.items()}


def _times_dy(slope: Callable[[Array], Array], call: Call) -> Array:
    widened = FORMATS[call.dtype].widened
    return widened(call["dy"]) * slope(widened(call["x"]))


def _surrogate(call: Call) -> Array:
    return _times_dy(slopes.slope_of(call.op.partition(".")[2], call.params), call)


def _fixed(text: str, call: Call) -> Array:
    return _times_dy(slopes.parsed(text), call)


def backend(argv: list[str]) -> Backend:
    """Return the backend that the arguments ask for."""
    parser = argparse.ArgumentParser(prog="coarsegrad.adapters.numpy", description=__doc__)
    parser.add_argument("--convention", action="append", default=[], help="OP: AXIS=CHOICE ...")
    parser.add_argument("--source", choices=("code", "documentation"), default="code")
    arguments = parser.parse_args(argv)
    try:
        conventions = chosen(arguments.convention)
    except ValueError as error:
        parser.error(str(error))
    ops = operations(conventions, arguments.source)
    return Reference("numpy", np.__version__, ops, dtypes=("f64", "f32", "bf16", "f16"))


if __name__ == "__main__":
    raise SystemExit(main(backend))
