"""TensorFlow as a backend.

``python -m coarsegrad.adapters.tensorflow [--xla]``

Its fake-quantisers take the least and greatest number instead of scale and zero point, and a number of bits. The
documentation says that the gradient of ``clip_by_value`` is that of the identity inside, and leaves out the bounds;
of the fake-quantiser it says that gradients pass for inputs inside the closed range. ``--xla`` compiles both.
"""

from __future__ import annotations

import argparse

from ._backend import Backend, Call, Op, Unsupported
from ._tensorflow import Tensor, TensorflowBackend, differentiable, tensorflow
from ._wire import main

GRADIENTS = ("y", "dx")


def _clip(call: Call, x: Tensor) -> Tensor:
    lower, upper = (tensorflow.cast(call.number(name), x.dtype) for name in ("lower", "upper"))
    return tensorflow.clip_by_value(x, lower, upper)


def range_and_bits(call: Call) -> tuple[float, float, int, bool]:
    """Return the least and greatest number, the number of bits, and whether the lowest level is left out."""
    qmin, qmax = call.exact("qmin"), call.exact("qmax")
    steps = qmax - qmin
    for narrow in (False, True):
        for bits in range(2, 17):
            if steps == 2**bits - 1 - narrow:
                scale, zero = call.exact("scale"), call.exact("zero_point")
                if zero.denominator != 1 or not qmin <= zero <= qmax:
                    raise Unsupported("the range is moved until a level between its ends is zero")
                return float(scale * (qmin - zero)), float(scale * (qmax - zero)), bits, narrow
    raise Unsupported(f"there is no number of bits with the levels {qmin} to {qmax}")


def _fake_quant(call: Call, x: Tensor) -> Tensor:
    least, greatest, bits, narrow = range_and_bits(call)
    if call.dtype != "f32":
        raise Unsupported("fake_quant_with_min_max_args is of binary32")
    return tensorflow.quantization.fake_quant_with_min_max_args(
        x, min=least, max=greatest, num_bits=bits, narrow_range=narrow
    )


def backend(argv: list[str]) -> Backend:
    """Return the backend that the arguments ask for."""
    parser = argparse.ArgumentParser(prog="coarsegrad.adapters.tensorflow", description=__doc__)
    parser.add_argument("--xla", action="store_true", help="compile the operations")
    compiled = parser.parse_args(argv).xla
    clip = differentiable(_clip, compiled=compiled)
    quantiser = differentiable(_fake_quant, compiled=compiled)
    ops = {
        "clip": Op(clip, GRADIENTS, {}, GRADIENTS),
        "fake_quant.affine": Op(quantiser, GRADIENTS, {"bound": "closed"}, GRADIENTS),
        "round": Op(lambda call: tensorflow.round(call["x"]), ("y",), {"round": "half_even"}, ("y",)),
        "sign": Op(
            lambda call: tensorflow.sign(call["x"]),
            ("y",),
            {"sign0": "zero", "nan": "propagate"},
            ("y",),
        ),
    }
    version = tensorflow.__version__ + (" xla" if compiled else "")
    return TensorflowBackend("tensorflow", version, ops, ("f64", "f32", "bf16", "f16"))


if __name__ == "__main__":
    raise SystemExit(main(backend))
