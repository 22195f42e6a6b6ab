"""Brevitas as a backend: its integer quantiser with either clamp, and its binary and ternary signs.

``python -m coarsegrad.adapters.brevitas [--clamp TensorClamp|TensorClampSte]``

The quantiser is documented to clamp what has been rounded; ``TensorClampSte`` is documented as a clamp with a
straight-through gradient.
"""

from __future__ import annotations

import argparse

from ._backend import Backend, Call, Op, Unsupported, load
from ._torch import Tensor, TorchBackend, differentiable, torch
from ._wire import main

brevitas = load("brevitas")
wrappers = load("brevitas.core.function_wrapper", "brevitas")
quant = load("brevitas.core.quant", "brevitas")
ste = load("brevitas.function.ops_ste", "brevitas")

CLAMPS = {
    "TensorClamp": (wrappers.TensorClamp, {}),
    "TensorClampSte": (wrappers.TensorClampSte, {"bound": "identity"}),
}
"""For each clamp its class and what is declared of the mask."""


def _bits(call: Call) -> tuple[int, bool, bool]:
    """Return the number of bits, whether levels are signed, and whether the lowest is left out."""
    qmin, qmax = call.count("qmin"), call.count("qmax")
    for signed, narrow in ((False, False), (True, False), (True, True), (False, True)):
        for bits in range(1, 33):
            least = -(2 ** (bits - 1)) + narrow if signed else 0
            greatest = 2 ** (bits - 1) - 1 if signed else 2**bits - 1 - narrow
            if (least, greatest) == (qmin, qmax):
                return bits, signed, narrow
    raise Unsupported(f"IntQuant has no levels {qmin} to {qmax}")


def _int_quant(clamp: str) -> Op:
    wrapper, declared = CLAMPS[clamp]

    def forward(call: Call, x: Tensor, scale: Tensor, zero_point: Tensor) -> Tensor:
        bits, signed, narrow = _bits(call)
        quantiser = quant.IntQuant(
            narrow_range=narrow,
            signed=signed,
            input_view_impl=wrappers.Identity(),
            float_to_int_impl=wrappers.RoundSte(),
            tensor_clamp_impl=wrapper(),
        )
        return quantiser(scale, zero_point, torch.tensor(float(bits)), x)

    documented = {"round": "half_even", "order": "round_clamp", **declared}
    function = differentiable(forward, "scale", "zero_point")
    return Op(function, ("y", "dx", "dscale", "dzero"), documented, ("y", "dx"))


def backend(argv: list[str]) -> Backend:
    """Return the backend that the arguments ask for."""
    parser = argparse.ArgumentParser(prog="coarsegrad.adapters.brevitas", description=__doc__)
    parser.add_argument("--clamp", choices=CLAMPS, default="TensorClamp")
    clamp = parser.parse_args(argv).clamp
    ops = {
        "fake_quant.affine": _int_quant(clamp),
        "round": Op(lambda call: ste.round_ste(call["x"]), ("y",), {"round": "half_even"}, ("y",)),
        "sign": Op(lambda call: ste.binary_sign_ste(call["x"]), ("y",), {"sign0": "plus_one"}, ("y",)),
    }
    version = f"{load('importlib.metadata').version('brevitas')} {clamp}"
    return TorchBackend("brevitas", version, ops)


if __name__ == "__main__":
    raise SystemExit(main(backend))
